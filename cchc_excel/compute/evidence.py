"""What the points of a period are made of, gathered for the department and each unit, and the points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.compute.facts import Key
from cchc_excel.compute.results import Consolidated, Indicator, Score, TaskState
from cchc_excel.compute.scoring import Evidence, compute_scores
from cchc_excel.compute.totals import Totals
from cchc_excel.model.records import Said, Typed


def period_scores(
    catalogue: Catalogue,
    consolidated: Consolidated,
    totals: Totals,
    indicators: Sequence[Indicator],
    before: Mapping[Key, Indicator],
) -> list[Score]:
    """Every row of sheet Chấm điểm for the department, then for each unit. `before`: the indicators of the period
    before."""
    by_unit: dict[str | None, dict[str, Indicator]] = {}
    for one in indicators:
        by_unit.setdefault(one.unit, {})[one.spec.code] = one
    tasks: dict[str, list[TaskState]] = {}
    for states in consolidated.tasks.values():
        for key, state in states.items():
            tasks.setdefault(key, []).append(state)

    def typed(unit: str | None) -> Mapping[str, Mapping[Said, Typed]]:
        return _said_of_points(catalogue, consolidated, unit)

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
    return compute_scores(catalogue, consolidated.period, department, units, totals.units)


def _said_of_points(
    catalogue: Catalogue, consolidated: Consolidated, unit: str | None
) -> dict[str, Mapping[Said, Typed]]:
    """What people say of the points of a unit (None: the department) by mục: the unit in its workbook, and in the
    catalogue the department, which has the last word."""
    found: dict[str, Mapping[Said, Typed]] = dict(consolidated.points.get(unit or "", {}))
    for one in catalogue.appraisals:
        if one.unit == unit and one.period in (None, consolidated.period.code):
            found[one.key] = {**found.get(one.key, {}), **one.said}
    return found
