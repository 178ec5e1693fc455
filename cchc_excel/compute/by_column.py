"""Expressions evaluated by column: a figure of all rows at once, exactly.

A column is whole numbers of 64 bits as long as none can grow beyond them: every column knows a bound that none of its
numbers exceeds, and what might exceed 64 bits goes on as Python's own numbers. So nothing wraps, nothing is rounded,
and decimals (fractions) take the same way.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cchc_excel.catalogue.expressions import ARITHMETIC, COMPARISONS, constant
from cchc_excel.model.records import Number
from cchc_excel.values import plain

_SAFE = 2**62


class Column(NamedTuple):
    """Numbers of all rows. `bound`: none is further from 0; None where they are Python's own numbers, of any size."""

    values: npt.NDArray[Any]
    bound: int | None

    def exact(self) -> npt.NDArray[Any]:
        """The numbers as Python's own."""
        return self.values if self.bound is None else self.values.astype(object)


def column(numbers: Iterable[Number]) -> Column:
    """A column of numbers: 64 bits where all are whole and fit."""
    values = list(numbers)
    if set(map(type, values)) <= {int, bool}:  # numpy would cut a fraction to a whole number without a word
        bound = max(max(values, default=0), -min(values, default=0))
        if bound < _SAFE:
            return Column(np.array(values, dtype=np.int64), int(bound))
    exact = np.empty(len(values), dtype=object)
    exact[:] = values
    return Column(exact, None)


def evaluate(node: ast.expr, columns: Mapping[str, Column], rows: int) -> Column:
    """The value of a row expression (no tong/dem in it) for every row. `columns`: figures and flags by name, each with
    `rows` numbers. A truth value is 1 or 0."""
    match node:
        case ast.Name(id=name):
            return columns[name]
        case ast.Constant():
            return column([constant(node)] * rows)
        case ast.BinOp():
            return _combined(node.op, evaluate(node.left, columns, rows), evaluate(node.right, columns, rows))
        case ast.UnaryOp(op=ast.Not()):
            return _truth(~_holds(evaluate(node.operand, columns, rows)))
        case ast.UnaryOp():
            inner = evaluate(node.operand, columns, rows)
            return Column(-inner.values, inner.bound) if isinstance(node.op, ast.USub) else inner
        case ast.BoolOp():
            join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
            return _truth(join.reduce([_holds(evaluate(part, columns, rows)) for part in node.values]))
        case ast.Compare():
            sides = [evaluate(side, columns, rows) for side in (node.left, *node.comparators)]
            tests = [_compared(op, sides[at], sides[at + 1]) for at, op in enumerate(node.ops)]
            return _truth(np.logical_and.reduce(tests))
    raise AssertionError(f"not in the grammar of rows: {ast.dump(node)}")


def holds(node: ast.expr, columns: Mapping[str, Column], rows: int) -> npt.NDArray[np.bool_]:
    """Whether a condition is met, for every row."""
    return _holds(evaluate(node, columns, rows))


def shortest(numbers: Column) -> Column:
    """The numbers in their plainest form, in 64 bits if they fit."""
    return numbers if numbers.bound is not None else column(plain(value) for value in numbers.values)


def fits(bound: int | None, rows: int) -> bool:
    """Whether so many numbers within a bound can be added up in 64 bits."""
    return bound is not None and bound * max(rows, 1) < _SAFE


def _combined(op: ast.operator, left: Column, right: Column) -> Column:
    combine = ARITHMETIC[type(op)]
    if left.bound is not None and right.bound is not None:
        bound = left.bound * right.bound if isinstance(op, ast.Mult) else left.bound + right.bound
        if bound < _SAFE:
            return Column(combine(left.values, right.values), bound)
    return Column(combine(left.exact(), right.exact()), None)


def _compared(op: ast.cmpop, left: Column, right: Column) -> npt.NDArray[np.bool_]:
    compare = COMPARISONS[type(op)]
    if left.bound is not None and right.bound is not None:
        return np.asarray(compare(left.values, right.values), dtype=bool)
    return np.asarray(compare(left.exact(), right.exact()), dtype=bool)


def _holds(numbers: Column) -> npt.NDArray[np.bool_]:
    return np.asarray(numbers.values != 0, dtype=bool)


def _truth(values: npt.NDArray[np.bool_]) -> Column:
    return Column(values.astype(np.int64), 1)
