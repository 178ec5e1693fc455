"""What was collected -> Facts: consolidated figures, indicators, scores, and the periods that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cchc_excel.catalogue.due import Task
from cchc_excel.catalogue.levels import members
from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.owners import merged_before
from cchc_excel.compute.check_reports import check_counted
from cchc_excel.compute.consolidate import consolidate
from cchc_excel.compute.facts import Compared, Facts, Key
from cchc_excel.compute.indicators import compute_indicators, joint_indicators
from cchc_excel.compute.results import Consolidated, Indicator, Score, TaskState
from cchc_excel.compute.scoring import Evidence, compute_scores
from cchc_excel.compute.tasks import tasks_by_unit
from cchc_excel.compute.totals import Totals
from cchc_excel.model.records import Said, Typed
from cchc_excel.period.load import PeriodData
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem


def analyse(
    catalogue: Catalogue,
    period: Period,
    loaded: PeriodData,
    required_tasks: Mapping[str, Mapping[str, Task]],
    add_up: type[Totals] = Totals,
) -> tuple[Facts, list[Problem]]:
    """Everything checked and computed for a period. `required_tasks`: unit -> its tasks; `add_up`: how figures are
    added up, row by row or (FrameTotals) by column. The facts are a draft of no date, with no problems yet: the caller
    decides."""
    consolidated, problems = consolidate(catalogue, period, loaded.reports, required_tasks)
    totals = add_up(catalogue, consolidated.figures)
    previous = _previous(catalogue, period, loaded, add_up)
    before = previous.indicators if previous else {}
    indicators, of_indicators = compute_indicators(catalogue, totals, before)
    scores = _scores(catalogue, consolidated, totals, indicators, before)
    facts = Facts(
        catalogue,
        period,
        consolidated,
        totals,
        indicators,
        scores,
        previous,
        computed(catalogue, period.cumulative, loaded, add_up),
        problems=(),
        files=loaded.entries,
        accepted=frozenset(),
        date=None,
        draft=True,
        of_departments=_of_departments(catalogue, totals),
    )
    return facts, [*check_counted(catalogue, loaded), *problems, *of_indicators, *_incomplete(facts.previous)]


def _incomplete(previous: Compared | None) -> list[Problem]:
    """A warning where units of the previous period are not in what this one is compared with."""
    whole, owing = previous.units_in if previous else (0, 0)
    if previous is None or whole == owing:
        return []
    return [kinds.PREVIOUS_INCOMPLETE(period=previous.period.code, whole=whole, owing=owing)]


def _scores(
    catalogue: Catalogue,
    consolidated: Consolidated,
    totals: Totals,
    indicators: list[Indicator],
    before: Mapping[Key, Indicator],
) -> list[Score]:
    by_unit: dict[str | None, dict[str, Indicator]] = {}
    for one in indicators:
        by_unit.setdefault(one.unit, {})[one.spec.code] = one
    tasks: dict[str, list[TaskState]] = {}
    for states in consolidated.tasks.values():
        for key, state in states.items():
            tasks.setdefault(key, []).append(state)

    def typed(unit: str | None) -> Mapping[str, Mapping[Said, Typed]]:
        return said_of_points(catalogue, consolidated, unit)

    earlier: dict[str, dict[str, Indicator]] = {}
    for (code, unit), one in before.items():
        earlier.setdefault(unit, {})[code] = one
    department = Evidence(
        by_unit.get(None, {}), totals.unit_figures(totals.merged), tasks, typed(None), earlier.get("", {})
    )
    units = {unit: Evidence({}, {}, {}, typed(unit)) for unit in totals.units}  # who sent nothing may be appraised
    units |= {
        unit: Evidence(
            by_unit.get(unit, {}),
            totals.unit_figures([unit]),
            {key: [state] for key, state in consolidated.tasks.get(unit, {}).items()},
            typed(unit),
            earlier.get(unit, {}),
        )
        for unit in totals.merged
    }
    return compute_scores(catalogue, department, units, totals.units)


def said_of_points(
    catalogue: Catalogue, consolidated: Consolidated, unit: str | None
) -> dict[str, Mapping[Said, Typed]]:
    """What people say of the points of a unit (None: the department) by mục: the unit in its workbook, and in the
    catalogue the department, which has the last word."""
    found: dict[str, Mapping[Said, Typed]] = dict(consolidated.points.get(unit or "", {}))
    for one in catalogue.appraisals:
        if one.unit == unit and one.period in (None, consolidated.period.code):
            found[one.key] = {**found.get(one.key, {}), **one.said}
    return found


def computed(catalogue: Catalogue, code: str | None, loaded: PeriodData, add_up: type[Totals]) -> Compared | None:
    """Another period's indicators from what was collected; None where there is no such period. Its own troubles were
    told when it was merged itself."""
    if code is None or not catalogue.is_known(code):
        return None
    served = catalogue.serving(code)
    period = served.periods[code]
    consolidated, _ = consolidate(served, period, loaded.reports, tasks_by_unit(served, period, loaded))
    totals = add_up(served, consolidated.figures)
    indicators, _ = compute_indicators(served, totals)
    by_key = {(one.spec.code, one.unit or ""): one for one in (*indicators, *_of_departments(served, totals))}
    return Compared(period, by_key, not consolidated.missing, served, consolidated, totals)


def _of_departments(catalogue: Catalogue, totals: Totals) -> list[Indicator]:
    """The indicators of each department: those of its units together."""
    return [
        one
        for department in catalogue.departments
        for one in joint_indicators(catalogue, totals, department, members(totals.units, department))
    ]


def _previous(catalogue: Catalogue, period: Period, loaded: PeriodData, add_up: type[Totals]) -> Compared | None:
    """The previous period; a unit's values in it are those of the units merged into it since as well."""
    found = computed(catalogue, period.previous, loaded, add_up)
    if found is None:
        return None
    merged: dict[str, tuple[str, ...]] = {}
    indicators = dict(found.indicators)
    for unit in catalogue.units_of(period):
        others = [one for one in merged_before(catalogue.units, unit, period) if one in found.totals.units]
        if others:
            merged[unit] = tuple(others)
            together = [one for one in (unit, *others) if one in found.totals.units]
            served = catalogue.serving(found.period.code)
            indicators |= {(one.spec.code, unit): one for one in joint_indicators(served, found.totals, unit, together)}
    return msgspec.structs.replace(found, indicators=indicators, merged=merged)
