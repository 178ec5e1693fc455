"""The one rounding rule of every output: half up, away from zero, on the exact value."""

from __future__ import annotations

from fractions import Fraction


def rounded_units(value: Fraction | int, digits: int) -> int:
    """`value` in units of its last decimal: 0,125 with 2 decimals is 13, -0,125 is -13. In whole numbers, since a sum
    of fractions takes ten times as long."""
    above, below = abs(value.numerator), value.denominator
    units: int = (above * 10**digits * 2 + below) // (below * 2)
    return units if value >= 0 else -units
