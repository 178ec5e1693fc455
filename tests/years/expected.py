"""What a merge must say of a period, worked out from the contract alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.years.model import Year
from tests.years.ratios import Ratio, ratios
from tests.years.scores import scores
from tests.years.sent import blank_errors, missing
from tests.years.totals import Totals

Key = tuple[str, str | None]
"""(indicator code or mục, unit: None for the department)."""


@dataclass(frozen=True)
class Expected:
    """A period's results. `files`: (name, unit) of every workbook that counts."""

    period: str
    final: bool
    missing: list[str]
    files: set[tuple[str, str]]
    ratios: dict[Key, Ratio]
    scores: dict[Key, Fraction | None]
    totals: Totals


def expected(year: Year, code: str) -> Expected:
    """The results of one period of a year."""
    period = year.period(code)
    totals = Totals(year, period)
    found = {(one.indicator.code, one.unit): one for one in ratios(totals)}
    absent = missing(year, period)
    files = {(_name(code, form.period, unit), unit) for unit, forms in totals.forms.items() for form in forms}
    final = not absent and not blank_errors(year, period)
    return Expected(code, final, absent, files, found, scores(totals, found), totals)


def _name(period: str, part: str, unit: str) -> str:
    """A workbook's name in the list of files: those of a part stand beside."""
    return f"{unit}.xlsx" if part == period else f"../{part}/{unit}.xlsx"
