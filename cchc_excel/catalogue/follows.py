"""Which comparison of sums fails only because another one does: one fault is told once.

`a + b <= c` fails wherever `a <= c` does, and a / c is above 1 there, since no figure is below 0.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import NamedTuple

from cchc_excel.catalogue.expressions import Expression


class Bounded(NamedTuple):
    """What must not be above what: the names that are added up on each side."""

    low: Counter[str]
    high: Counter[str]

    def fails_with(self, other: Bounded) -> bool:
        """Whether this cannot hold where the other does not."""
        return other.low <= self.low and self.high <= other.high


def bounded(check: Expression) -> Bounded | None:
    """The two sums of a check; None of any other expression."""
    match check.node:
        case ast.Compare(ops=[ast.LtE()], comparators=[right]):
            return _bounded(check.node.left, right)
        case ast.Compare(ops=[ast.GtE()], comparators=[right]):
            return _bounded(right, check.node.left)
    return None


def within_whole(numerator: Expression, denominator: Expression) -> Bounded | None:
    """That a ratio is not above 1; None where it is not made of sums of figures alone."""
    return _bounded(numerator.node, denominator.node)


def fails_with(check: Expression, other: Expression) -> bool:
    """Whether a check fails wherever the other does."""
    one, cause = bounded(check), bounded(other)
    return one is not None and cause is not None and one.fails_with(cause)


def _bounded(low: ast.expr, high: ast.expr) -> Bounded | None:
    below, above = _terms(low), _terms(high)
    return None if below is None or above is None else Bounded(below, above)


def _terms(node: ast.expr) -> Counter[str] | None:
    """The names that a sum adds up; None of anything else."""
    if isinstance(node, ast.Name):
        return Counter([node.id])
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)):
        return None
    left, right = _terms(node.left), _terms(node.right)
    return None if left is None or right is None else left + right
