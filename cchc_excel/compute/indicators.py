"""Consolidated -> indicators: exact ratios of sums, for the department and for each unit, with their requirements.

A ratio is a Fraction of two sums, never a mean or a sum of ratios; a requirement compares the unrounded fraction;
rounding happens once, when a value is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import msgspec

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import Catalogue, IndicatorSpec
from cchc_excel.catalogue.needed import Needed, needed
from cchc_excel.catalogue.requirement import Benchmark
from cchc_excel.compute.results import ClauseState, Indicator
from cchc_excel.compute.totals import Totals
from cchc_excel.model.records import Number
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import show_decimal, show_number

NOT_REPORTED = "Chưa có số liệu"
Explain: TypeAlias = Callable[[str, str], str | None]
"""(ratio, unit "": of all) -> the code of a problem that it follows from."""


def compute_indicators(
    catalogue: Catalogue,
    figures: Totals,
    before: Mapping[tuple[str, str], Indicator] | None = None,
    explained: Explain = lambda _ratio, _unit: None,
) -> tuple[list[Indicator], list[Problem]]:
    """Every indicator for the department, then for each unit that owes all its data, in catalogue order. `before`:
    those of the period before by (code, unit or ""), for requirements that name it; `explained`: the check that
    failed, because of which a ratio is above 100 %.

    Its figures may be owed by different units: the department adds up whatever is owed, and leaves a unit out of both
    sides only where it left blank what it owes itself. Reported: a ratio over 100 %, x/0.
    """
    of_department: list[Indicator] = []
    of_units: dict[str, list[Indicator]] = {unit: [] for unit in figures.units}
    for spec in catalogue.indicators.values():
        wanted = needed(catalogue.figures, spec.numerator, spec.denominator)
        whole, counted = _counted(figures, figures.merged, wanted)
        of_department.append(_indicator(spec, None, counted, whole, catalogue, figures))
        for unit in figures.units:
            if figures.owes(unit, wanted):
                own = (unit,) if unit in whole else ()
                of_units[unit].append(_indicator(spec, unit, own, own, catalogue, figures))
    everything = [*of_department, *(one for unit in figures.units for one in of_units[unit])]
    return held_to_others(everything, before or {}), _oddities(everything, explained)


def joint_indicators(catalogue: Catalogue, figures: Totals, unit: str, members: Sequence[str]) -> list[Indicator]:
    """The indicators of some units taken together, as those of `unit`: one that others have been merged into since. A
    member that left something blank is left out, as the department leaves it out."""
    found: list[Indicator] = []
    for spec in catalogue.indicators.values():
        wanted = needed(catalogue.figures, spec.numerator, spec.denominator)
        whole, counted = _counted(figures, members, wanted)
        if any(figures.owes(one, wanted) for one in members):
            found.append(_indicator(spec, unit, counted, whole, catalogue, figures))
    return found


def _counted(figures: Totals, units: Sequence[str], wanted: Needed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of some units those that left nothing blank of what is wanted, and of these those that owe any of it."""
    whole = tuple(unit for unit in units if figures.reported(unit, wanted))
    return whole, tuple(unit for unit in whole if figures.owes_part(unit, wanted))


def _indicator(
    spec: IndicatorSpec,
    unit: str | None,
    counted: tuple[str, ...],
    whole: tuple[str, ...],
    catalogue: Catalogue,
    figures: Totals,
) -> Indicator:
    """A ratio over the units that are `counted`; its further condition is judged over all that left nothing blank
    (`whole`), since others may owe what it is made of."""
    sides = _sides(spec, counted, figures)
    if sides is None:
        return Indicator(spec, unit, None, None, None, NOT_REPORTED, None, None)
    numerator, denominator = sides
    if denominator == 0:
        shown = spec.when_empty.shown if numerator == 0 else f"{show_number(numerator)}/0"
        return Indicator(spec, unit, numerator, denominator, None, shown, None, None, counted)
    ratio = Fraction(numerator) / Fraction(denominator)
    text = show_decimal(ratio * 100 if spec.is_percent else ratio, spec.digits)
    percent = text if spec.is_percent else None
    shown = spec.shown(ratio, spec.shown_digits(ratio))
    clauses = _clauses(spec, whole, catalogue, figures)
    bound = spec.requirement.number if spec.requirement else None
    passed = _passed(spec, ratio, bound, [one.holds for one in clauses])
    return Indicator(spec, unit, numerator, denominator, ratio, shown, percent, passed, counted, clauses, bound)


def held_to_others(computed: Sequence[Indicator], before: Mapping[tuple[str, str], Indicator]) -> list[Indicator]:
    """The indicators, those whose requirement names other ratios judged by them."""
    of_units: dict[str, list[Fraction]] = {}
    for one in computed:
        if one.unit is not None and one.ratio is not None:
            of_units.setdefault(one.spec.code, []).append(one.ratio)
    return [_held_to(one, of_units.get(one.spec.code, ()), before) for one in computed]


def _held_to(one: Indicator, of_units: Sequence[Fraction], before: Mapping[tuple[str, str], Indicator]) -> Indicator:
    wanted = one.spec.requirement
    if wanted is None or wanted.benchmark is None or one.ratio is None or not one.is_judged:
        return one
    previous = before.get((one.spec.code, one.unit or ""))
    bound = benchmark_value(wanted.benchmark, of_units, previous, lowest=wanted.lower_is_better)
    passed = _passed(one.spec, one.ratio, bound, [clause.holds for clause in one.clauses])
    return msgspec.structs.replace(one, bound=bound, passed=passed)


def benchmark_value(
    benchmark: Benchmark, of_units: Sequence[Fraction], previous: Indicator | None, *, lowest: bool = False
) -> Fraction | None:
    """What a benchmark comes to; None where there is nothing to make it of. `of_units`: the exact ratios of the units
    that have one; `lowest`: the best is the least."""
    if benchmark is Benchmark.PREVIOUS:
        return previous.ratio if previous else None
    if not of_units:
        return None
    if benchmark is Benchmark.MEAN:
        return sum(of_units, Fraction(0)) / len(of_units)
    return min(of_units) if lowest else max(of_units)


def _sides(spec: IndicatorSpec, counted: tuple[str, ...], figures: Totals) -> tuple[Number, Number] | None:
    """Numerator and denominator over some units; None where nobody among them reports what they are made of."""
    if not counted or (spec.needs_procedures and not any(figures.owes_rows(unit) for unit in counted)):
        return None
    known = _known(figures, counted)
    if not spec.unit_names <= known.keys():
        return None
    rows = figures.summed(counted) if spec.needs_procedures else ()
    return spec.numerator.value(known, rows), spec.denominator.value(known, rows)


def _passed(
    spec: IndicatorSpec, ratio: Fraction, bound: Fraction | None, clauses: Sequence[bool | None]
) -> bool | None:
    """Whether the exact ratio meets the requirement and every clause of the further condition holds; None where there
    is no requirement, no value that it holds the ratio to, or a clause is not reported."""
    if spec.requirement is None or bound is None:
        return None
    if not spec.requirement.met(ratio, bound):
        return False
    return None if None in clauses else all(clauses)


def _clauses(
    spec: IndicatorSpec, units: tuple[str, ...], catalogue: Catalogue, figures: Totals
) -> tuple[ClauseState, ...]:
    """How each part of the further condition stands over some units."""
    if spec.condition is None:
        return ()
    return tuple(_clause(clause, units, catalogue, figures) for clause in spec.condition.clauses)


def _clause(clause: Expression, units: tuple[str, ...], catalogue: Catalogue, figures: Totals) -> ClauseState:
    """One part of a condition; not reported where a unit left blank what it owes of it."""
    wanted, known = needed(catalogue.figures, clause), _known(figures, units)
    if not all(figures.reported(unit, wanted) for unit in units) or not clause.names <= known.keys():
        return ClauseState(clause, None, None)
    rows = figures.summed(units) if clause.aggregates else ()
    sides = clause.sides(known, rows)
    return ClauseState(clause, clause.holds(known, rows), sides[0] if sides else None)


def _known(figures: Totals, units: tuple[str, ...]) -> dict[str, Number]:
    """Unit figures summed over some units, as far as anybody among them reported them."""
    return {name: value for name, value in figures.unit_figures(units).items() if value is not None}


def _oddities(computed: Sequence[Indicator], explained: Explain) -> list[Problem]:
    """x/0 and ratios over 100 %: of each unit, then of the department, whose number is printed first."""
    found: list[Problem] = []
    for one in sorted(computed, key=lambda one: one.unit is None):
        where = Location(unit=one.unit)
        if one.denominator == 0 and one.numerator:
            kind = kinds.RATIO_OVER_NOTHING
        elif one.spec.is_percent and one.ratio is not None and one.ratio > 1:
            kind = kinds.RATIO_OVER_WHOLE
        else:
            continue
        name = one.spec.name if one.unit else f"{one.spec.name} (toàn cơ quan)"
        sides = {"numerator": show_number(one.numerator or 0), "denominator": show_number(one.denominator or 0)}
        cause = explained(one.spec.code, one.unit or "") if kind is kinds.RATIO_OVER_WHOLE else None
        found.append(msgspec.structs.replace(kind(where, name=name, **sides), consequence_of=cause))
    return found
