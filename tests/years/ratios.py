"""Indicators of a period, for the department and for each unit.

Questions, with the choice made here:

- A unit has an indicator of its own if it owes everything that the ratio is made of; one that owes a part of it only
  counts for the department alone.
- The department's value is null as well where a figure is needed that no unit left reports.
- A ratio that misses its requirement is not met, whatever else is unreported; only one that meets it waits for its
  condition. The department's condition is summed over all units that are not left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.years import text
from tests.years.language import Unknown, evaluate, holds
from tests.years.model import Indicator
from tests.years.totals import Row, Totals, needs_rows

NOT_REPORTED, NOTHING_THERE, NOT_COUNTED = "Chưa có số liệu", "Không phát sinh", "Không tính"


@dataclass(frozen=True)
class Ratio:
    """An indicator worked out; None where not reported. `passed`: None where nothing can be said."""

    indicator: Indicator
    unit: str | None
    numerator: Fraction | None
    denominator: Fraction | None
    passed: bool | None

    @property
    def value(self) -> Fraction | None:
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator

    @property
    def shown(self) -> str:
        """What is printed: the ratio, in per cent where the indicator is, or why there is none."""
        if self.value is not None:
            percent = self.indicator.unit == "%"
            value, digits = self.value * (100 if percent else 1), digits_shown(self.indicator, self.value)
            return text.decimal(value, digits) + "%" * percent
        if self.numerator is None:
            return NOT_REPORTED
        if self.numerator:
            return f"{text.exact(self.numerator)}/0"
        return NOT_COUNTED if self.indicator.when_empty == NOT_COUNTED else NOTHING_THERE

    @property
    def percent(self) -> str | None:
        if self.value is None or self.indicator.unit != "%":
            return None
        return text.decimal(self.value * 100, self.indicator.digits)


def digits_shown(one: Indicator, value: Fraction) -> int:
    """As "số lẻ" says; more where what is printed would stand on the other side of the requirement than the ratio."""
    digits, scale = one.digits, 2 if one.unit == "%" else 0
    if one.requirement:
        met = _meets(value, one.requirement)
        while _meets(text.rounded(value, digits + scale), one.requirement) != met:
            digits += 1
    return digits


def ratios(totals: Totals) -> list[Ratio]:
    """Every indicator for the department, and for each unit that owes its data."""
    whose = [None, *totals.units]
    found = [ratio_of(totals, one, unit) for unit in whose for one in totals.catalogue.indicators]
    return [one for one in found if one is not None]


def ratio_of(totals: Totals, one: Indicator, unit: str | None) -> Ratio | None:
    """One indicator of the department or of a unit; None for a unit that does not owe its data."""
    if unit is not None and not _owes_all(totals, one, unit):
        return None
    return _ratio(totals, one, unit, *counted_units(totals, one, unit))


def _owes_all(totals: Totals, one: Indicator, unit: str) -> bool:
    names = totals.needed(one.numerator, one.denominator)
    rows = needs_rows(one.numerator, one.denominator)
    return names <= totals.owed(unit) and (not rows or totals.owes_rows(unit))


def _owes_some(totals: Totals, one: Indicator, unit: str) -> bool:
    rows = needs_rows(one.numerator, one.denominator)
    return bool(totals.needed(one.numerator, one.denominator) & totals.owed(unit)) or (rows and totals.owes_rows(unit))


def _left_out(totals: Totals, one: Indicator, unit: str) -> bool:
    """Whether a merged unit left something blank that it owes."""
    rows = needs_rows(one.numerator, one.denominator) and totals.owes_rows(unit)
    names = totals.needed(one.numerator, one.denominator) & totals.owed(unit)
    return (rows and not totals.entered(unit)) or any(totals.figure(unit, name) is None for name in names)


def counted_units(totals: Totals, one: Indicator, unit: str | None) -> tuple[list[str], list[str]]:
    """The units whose figures make a ratio, and those whose figures make its further condition."""
    of = totals.merged if unit is None else [unit] if unit in totals.merged else []
    whole = [each for each in of if not _left_out(totals, one, each)]
    return ([each for each in whole if _owes_some(totals, one, each)] if unit is None else whole), whole


def _ratio(totals: Totals, one: Indicator, unit: str | None, counted: list[str], whole: list[str]) -> Ratio:
    rows = needs_rows(one.numerator, one.denominator)
    if not counted or (rows and not any(totals.owes_rows(each) for each in counted)):
        return Ratio(one, unit, None, None, None)
    figures, procedures = totals.figures(counted), totals.rows(counted)
    try:
        numerator = evaluate(one.numerator, figures, procedures)
        denominator = evaluate(one.denominator, figures, procedures)
    except Unknown:
        return Ratio(one, unit, None, None, None)
    if denominator == 0 or not one.requirement:
        return Ratio(one, unit, numerator, denominator, None)
    met = _meets(numerator / denominator, one.requirement)
    passed = _with_condition(totals, one, whole) if met and one.condition else met
    return Ratio(one, unit, numerator, denominator, passed)


def _meets(value: Fraction, requirement: str) -> bool:
    sign, wanted = text.requirement(requirement)
    told = {
        ">": value > wanted,
        ">=": value >= wanted,
        "=": value == wanted,
        "<=": value <= wanted,
        "<": value < wanted,
    }
    return told[sign]


def _with_condition(totals: Totals, one: Indicator, units: list[str]) -> bool | None:
    names = totals.needed(one.condition)
    for unit in units:
        if any(totals.figure(unit, name) is None for name in names & totals.owed(unit)):
            return None
    figures: Row = totals.figures(units)
    try:
        return holds(one.condition, figures, totals.rows(units))
    except Unknown:
        return None
