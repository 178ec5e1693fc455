"""Values of a template that know their sources: numbers and texts like any other, each with the key that lineage looks
up."""

from __future__ import annotations

from fractions import Fraction
from typing import Self

from cchc_excel.fill import FormattedNumber
from cchc_excel.model.records import Number
from cchc_excel.report.number_formats import figure_format

SourceKey = tuple[str, str, str, str]
"""What a value comes from; unit "" is the department (all units), procedure "" none.

("so_lieu", figure code, unit, procedure) · ("linh_vuc", figure code, "", field) ·
("chi_tieu", indicator code, unit, "") · ("diem", mục, unit, "") ·
("nhiem_vu", column of sheet Nhiệm vụ by its name in templates, unit, key of the plan): what a unit wrote there ·
("ke_hoach", name in templates, "", key of the plan): a text of a plan's row, made of its ratios, its points and how its
tasks stand ("ket_qua", "tinh_hinh", "ket_luan", "ly_do"), or of what units wrote in the column of that name."""


class TracedInt(int):
    """A figure as a whole number that knows its sources."""

    khoa_nguon: SourceKey

    def __new__(cls, value: int, key: SourceKey) -> TracedInt:
        made = super().__new__(cls, value)
        made.khoa_nguon = key
        return made


class TracedFraction(FormattedNumber):
    """A ratio, points or a figure with decimals as an exact number that knows its sources, and how its cell shows it
    ("": as the template says)."""

    khoa_nguon: SourceKey

    def __new__(cls, value: Fraction | int, key: SourceKey, number_format: str = "") -> Self:
        made = super().__new__(cls, value, number_format)
        made.khoa_nguon = key
        return made


class TracedText(str):
    """What units wrote, or a text made of their figures, that knows its sources."""

    __slots__ = ("khoa_nguon",)

    khoa_nguon: SourceKey

    def __new__(cls, text: str, key: SourceKey) -> TracedText:
        made = super().__new__(cls, text)
        made.khoa_nguon = key
        return made


def traced(value: Number, key: SourceKey) -> TracedInt | TracedFraction:
    """A figure that knows its sources, whole or not; its cell shows every decimal that it has."""
    return TracedInt(value, key) if isinstance(value, int) else TracedFraction(value, key, figure_format(value))
