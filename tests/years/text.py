"""Numbers as they are printed, and as they are typed: decimal comma, half up, no minus before nothing."""

from __future__ import annotations

import re
from fractions import Fraction


def rounded(value: Fraction, digits: int) -> Fraction:
    """Half up, away from zero: 0,125 with two decimals is 0,13."""
    scaled = abs(value) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(units if value >= 0 else -units, 10**digits)


def decimal(value: Fraction, digits: int) -> str:
    """86,7645… with two decimals is "86,76"."""
    units = int(rounded(value, digits) * 10**digits)
    whole, part = divmod(abs(units), 10**digits)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole},{part:0{digits}}" if digits else f"{sign}{whole}"


def points(value: Fraction) -> str:
    """Two decimals, no trailing zeros: "-0,5", "1", "0,98"."""
    return decimal(value, 2).rstrip("0").rstrip(",") if value else "0"


def exact(value: Fraction) -> str:
    """Every decimal that it has: "9", "4,5", "0,125"."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    return decimal(value, digits)


def ungrouped(text: str) -> str:
    """The text without dots between thousands: "1.766,67" is "1766,67"."""
    return re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", text)


def number(text: str) -> Fraction:
    """A number as people type it: "15%", "0,5", "-1"."""
    bare = text.strip().removesuffix("%").strip().replace(",", ".")
    return Fraction(bare) / (100 if text.strip().endswith("%") else 1)


def requirement(text: str) -> tuple[str, Fraction]:
    """A sign and a number: "≥ 15 %" is (">=", 3/20)."""
    match = re.fullmatch(r"\s*(>=|<=|>|<|=|≥|≤)\s*(.+)", text)
    assert match, text
    return {"≥": ">=", "≤": "<="}.get(match[1], match[1]), number(match[2])
