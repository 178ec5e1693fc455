"""Values of a template that know their sources: numbers like any other, each with the key that lineage looks up."""

from __future__ import annotations

from fractions import Fraction

SourceKey = tuple[str, str, str, str]
"""("so_lieu", figure code, unit, procedure), ("linh_vuc", figure code, "", field), ("chi_tieu", indicator code, unit,
"") or ("diem", mục, unit, ""); unit "" is the department, procedure "" none."""


class TracedInt(int):
    """A figure as a whole number that knows its sources."""

    khoa_nguon: SourceKey

    def __new__(cls, value: int, key: SourceKey) -> TracedInt:
        made = super().__new__(cls, value)
        made.khoa_nguon = key
        return made


class TracedFraction(Fraction):
    """Points as an exact number that knows its sources."""

    khoa_nguon: SourceKey

    def __new__(cls, value: Fraction, key: SourceKey) -> TracedFraction:
        made = super().__new__(cls, value)
        made.khoa_nguon = key
        return made
