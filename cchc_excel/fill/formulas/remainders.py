"""What is left of a difference of equal decimals: 0.1 + 0.2 - 0.3 is 0 to LibreOffice, 5.6E-17 to evaluators, and to
Excel the one or the other by where the subtraction stands. Nobody is believed about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from cchc_excel.fill.formulas.kinds import Value

ADDS = {"+", "-", "SUM", "SUMPRODUCT", "SUMIF", "SUMIFS", "AVERAGE"}
"""Functions in which numbers of either sign meet."""
ANGLES = {"SIN", "COS", "TAN", "COT", "SEC", "CSC"}
"""Functions that are 0, or have no value, at angles which no number is: of SIN(PI()) each program has its own rest."""
_NOTHING, _EVERYTHING = 1e-9, 1e9
_LITTLE = 1e-3
_BESIDE = 2.0**-40


def is_little(value: Value) -> TypeGuard[float]:
    """Whether a value is so small that it may be such a rest at all: hardly any is."""
    return isinstance(value, float) and 0 < abs(value) < _LITTLE


def is_remainder(value: float, among: Iterable[Value]) -> bool:
    """Whether a number may be such a rest, being next to nothing beside one of those it is made of."""
    return any(isinstance(each, float) and abs(value) < abs(each) * _BESIDE for each in among)


def is_beside_an_angle(value: Value) -> bool:
    """Whether a value is what a function of an angle gives next to one where it is 0 or has no value."""
    return isinstance(value, float) and (0 < abs(value) < _NOTHING or abs(value) > _EVERYTHING)
