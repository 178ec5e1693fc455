"""Trees of the expression grammar as Excel formulas: scalar, numbers only, nothing newer than Excel 2007."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import TypeAlias

Reference: TypeAlias = Callable[[str], str]
"""Gives, for a name, an Excel expression that is a number: `N(D5)` for a figure, `N(F5="x")` for a flag."""

_SIGNS: dict[type[ast.operator] | type[ast.cmpop], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "=",
    ast.NotEq: "<>",
}


def excel_number(node: ast.expr | None, reference: Reference, calls: Mapping[int, str] | None) -> str:
    """The tree as an Excel expression that is always a number: a truth value is 1 or 0, so that text in a count cell
    can never make AND or SUMPRODUCT lie."""
    match node:
        case ast.Name(id=name):
            return reference(name)
        case ast.Constant():
            return str(node.value)
        case ast.BinOp():
            sign = _SIGNS[type(node.op)]
            return f"({excel_number(node.left, reference, calls)}{sign}{excel_number(node.right, reference, calls)})"
        case ast.UnaryOp(op=ast.Not()):
            return f"N({excel_number(node.operand, reference, calls)}=0)"
        case ast.UnaryOp():
            inner = excel_number(node.operand, reference, calls)
            return f"(-{inner})" if isinstance(node.op, ast.USub) else inner
        case ast.BoolOp():
            parts = [excel_truth(part, reference, calls) for part in node.values]
            return "(" + "*".join(parts) + ")" if isinstance(node.op, ast.And) else f"N(({'+'.join(parts)})>0)"
        case ast.Compare():
            sides = [excel_number(side, reference, calls) for side in (node.left, *node.comparators)]
            signs = [_SIGNS[type(op)] for op in node.ops]
            tests = [f"N({sides[at]}{sign}{sides[at + 1]})" for at, sign in enumerate(signs)]
            return tests[0] if len(tests) == 1 else "(" + "*".join(tests) + ")"
        case ast.Call():
            assert calls is not None
            return calls[id(node)]
    raise AssertionError(f"not in the grammar: {node!r}")


def excel_truth(node: ast.expr, reference: Reference, calls: Mapping[int, str] | None) -> str:
    """The tree as 1 or 0."""
    text = excel_number(node, reference, calls)
    already = isinstance(node, ast.Compare | ast.BoolOp) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    )
    return text if already else f"N({text}<>0)"
