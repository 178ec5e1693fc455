"""Expressions of the catalogue, read through `ast` and worked out with exact fractions.

Names, numbers, `+ - *`, comparisons, `and or not`, `tong(expr[, condition])`, `dem([condition])`: a comparison is 1 or
0 where a number is wanted.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

Names = Mapping[str, Fraction]

_ARITHMETIC = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
_COMPARISONS = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class Unknown(Exception):  # noqa: N818 - no mistake: a figure that nobody reported
    """A name has no value."""


def evaluate(text: str, names: Names, rows: Sequence[Names] = ()) -> Fraction:
    """The value of an expression over unit figures `names`, with a row of names for each procedure. Raises Unknown."""
    return _value(_parsed(text), names, rows)


def holds(text: str, names: Names, rows: Sequence[Names] = ()) -> bool:
    return evaluate(text, names, rows) != 0


def outer_names(text: str) -> set[str]:
    """Names outside tong and dem: unit figures."""
    return _outer(_parsed(text))


def has_rows(text: str) -> bool:
    """Whether the expression sums or counts procedures."""
    return any(isinstance(node, ast.Call) for node in ast.walk(_parsed(text)))


@cache
def _parsed(text: str) -> ast.expr:
    return ast.parse(text.strip(), mode="eval").body


def _outer(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Call):
        return set()
    if isinstance(node, ast.Name):
        return {node.id}
    return {name for child in ast.iter_child_nodes(node) for name in _outer(child)}


def _value(node: ast.expr, names: Names, rows: Sequence[Names]) -> Fraction:
    match node:
        case ast.Constant(value=number):
            return Fraction(Decimal(str(number)))
        case ast.Name(id=name):
            if name not in names:
                raise Unknown(name)
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, names, rows)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return Fraction(_value(inner, names, rows) == 0)
        case ast.BinOp(left=left, op=sign, right=right):
            return Fraction(_ARITHMETIC[type(sign)](_value(left, names, rows), _value(right, names, rows)))
        case ast.BoolOp(op=word, values=parts):
            told = (_value(part, names, rows) != 0 for part in parts)
            return Fraction(all(told) if isinstance(word, ast.And) else any(told))
        case ast.Compare(left=left, ops=signs, comparators=others):
            sides = [_value(side, names, rows) for side in (left, *others)]
            pairs = zip(sides, signs, sides[1:], strict=False)
            return Fraction(all(_COMPARISONS[type(sign)](one, other) for one, sign, other in pairs))
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return _over_rows(function, arguments, rows)
    raise ValueError(ast.dump(node))


def _over_rows(function: str, arguments: list[ast.expr], rows: Sequence[Names]) -> Fraction:
    """tong and dem: names inside are those of a procedure's row. A row that lacks a name that its condition needs does
    not meet it."""
    condition = arguments[function == "tong" :]
    chosen = [row for row in rows if all(_holds(one, row) for one in condition)]
    if function == "dem":
        # A procedure that is no longer in force has dossiers to sum and is not counted.
        return Fraction(sum(row["#in_force"] != 0 for row in chosen))
    return sum((_value(arguments[0], row, ()) for row in chosen), Fraction(0))


def _holds(condition: ast.expr, row: Names) -> bool:
    try:
        return _value(condition, row, ()) != 0
    except Unknown:
        return False
