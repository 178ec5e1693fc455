"""Consolidated -> indicators: exact ratios of sums, for the department and for each unit, with their requirements.

A ratio is a Fraction of two sums, never a mean or a sum of ratios; a requirement compares the unrounded fraction;
rounding happens once, when a value is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import Catalogue, IndicatorSpec
from cchc_excel.compute.results import ClauseState, Indicator
from cchc_excel.compute.totals import Totals
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import show_decimal

NOT_REPORTED = "Chưa có số liệu"


def compute_indicators(catalogue: Catalogue, figures: Totals) -> tuple[list[Indicator], list[Problem]]:
    """Every indicator for the department, then for each unit that owes its data, in catalogue order.

    The department leaves a unit that did not report out of both sides. Reported: a ratio over 100 %, x/0.
    """
    merged = set(figures.merged)
    of_department: list[Indicator] = []
    of_units: dict[str, list[Indicator]] = {unit: [] for unit in figures.units}
    for spec in catalogue.indicators.values():
        owing = [unit for unit in figures.units if figures.owes(unit, spec)]
        counted = tuple(unit for unit in owing if unit in merged and figures.reported(unit, spec, spec.unit_names))
        of_department.append(_indicator(spec, None, counted, figures))
        for unit in owing:
            of_units[unit].append(_indicator(spec, unit, (unit,) if unit in counted else (), figures))
    everything = [*of_department, *(one for unit in figures.units for one in of_units[unit])]
    return everything, _oddities(everything)


def _indicator(spec: IndicatorSpec, unit: str | None, counted: tuple[str, ...], figures: Totals) -> Indicator:
    if not counted:
        return Indicator(spec, unit, None, None, None, NOT_REPORTED, None, None)
    known = {name: value for name, value in figures.unit_figures(counted).items() if value is not None}
    rows = figures.summed(counted) if spec.needs_procedures else ()
    numerator, denominator = spec.numerator.value(known, rows), spec.denominator.value(known, rows)
    if denominator == 0:
        shown = spec.when_empty.shown if numerator == 0 else f"{numerator}/0"
        return Indicator(spec, unit, numerator, denominator, None, shown, None, None, counted)
    ratio = Fraction(numerator) / Fraction(denominator)
    text = show_decimal(ratio * 100 if spec.is_percent else ratio, spec.digits)
    percent = text if spec.is_percent else None
    shown = spec.shown(ratio, spec.shown_digits(ratio))
    clauses = _clauses(spec, counted, figures, known)
    passed = _passed(spec, ratio, [one.holds for one in clauses])
    return Indicator(spec, unit, numerator, denominator, ratio, shown, percent, passed, counted, clauses)


def _passed(spec: IndicatorSpec, ratio: Fraction, clauses: Sequence[bool | None]) -> bool | None:
    """Whether the exact ratio meets the requirement and every clause of the further condition holds; None where there
    is no requirement or a clause is not reported."""
    if spec.requirement is None:
        return None
    if not spec.requirement.met(ratio):
        return False
    return None if None in clauses else all(clauses)


def _clauses(
    spec: IndicatorSpec, counted: tuple[str, ...], figures: Totals, known: Mapping[str, int]
) -> tuple[ClauseState, ...]:
    """How each part of the further condition stands."""
    if spec.condition is None:
        return ()
    return tuple(_clause(clause, spec, counted, figures, known) for clause in spec.condition.clauses)


def _clause(
    clause: Expression, spec: IndicatorSpec, counted: tuple[str, ...], figures: Totals, known: Mapping[str, int]
) -> ClauseState:
    """One part of a condition; not reported where a unit left blank what it owes of it."""
    needed = clause.names
    if not all(figures.reported(unit, spec, needed & figures.owed(unit)) for unit in counted) or needed - known.keys():
        return ClauseState(clause, None, None)
    rows = figures.summed(counted) if clause.aggregates else ()
    sides = clause.sides(known, rows)
    return ClauseState(clause, clause.holds(known, rows), sides[0] if sides else None)


def _oddities(computed: Sequence[Indicator]) -> list[Problem]:
    """x/0 and ratios over 100 %: at each unit, and at the department where no unit explains it."""
    found: list[Problem] = []
    explained: set[tuple[str, str]] = set()
    for one in sorted(computed, key=lambda one: one.unit is None):
        where = Location(unit=one.unit)
        if one.denominator == 0 and one.numerator:
            kind = kinds.RATIO_OVER_NOTHING
        elif one.spec.is_percent and one.ratio is not None and one.ratio > 1:
            kind = kinds.RATIO_OVER_WHOLE
        else:
            continue
        if one.unit is None and (kind.code, one.spec.code) in explained:
            continue
        explained.add((kind.code, one.spec.code))
        found.append(kind(where, name=one.spec.name, numerator=one.numerator, denominator=one.denominator))
    return found
