"""A number that says how its cell shows it."""

from __future__ import annotations

from fractions import Fraction
from typing import Self


class FormattedNumber(Fraction):
    """An exact number with the format that its cell gets, as Excel writes it ("0.00%"; "": the template's own)."""

    __slots__ = ("number_format",)
    number_format: str

    def __new__(cls, value: Fraction | int, number_format: str = "") -> Self:
        made = super().__new__(cls, value)
        made.number_format = number_format
        return made
