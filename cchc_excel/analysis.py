"""What was collected -> Facts: consolidated figures, indicators, scores, and the periods that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.periods import Task
from cchc_excel.collection import Collection
from cchc_excel.consolidate import consolidate
from cchc_excel.figures import Figures, of_units
from cchc_excel.indicators import compute_indicators
from cchc_excel.problems import Problem
from cchc_excel.report.facts import Compared, Facts
from cchc_excel.results import Consolidated, Indicator, Score, TaskState
from cchc_excel.scoring import Evidence, compute_scores


def analyse(
    catalogue: Catalogue, period: Period, collection: Collection, asked: Mapping[str, Mapping[str, Task]]
) -> tuple[Facts, list[Problem]]:
    """Everything computed for a period. `asked`: unit -> its tasks. The facts are a draft of no date, with no problems
    yet: the caller decides."""
    consolidated, found = consolidate(catalogue, period, collection.reports, asked)
    figures = Figures(catalogue, of_units(consolidated))
    indicators, more = compute_indicators(catalogue, figures)
    scores = _scores(catalogue, consolidated, figures, indicators)
    facts = Facts(
        catalogue,
        period,
        consolidated,
        figures,
        indicators,
        scores,
        _compared(catalogue, period.previous, collection),
        _compared(catalogue, period.cumulative, collection),
        problems=(),
        files=collection.entries,
        accepted=frozenset(),
        date=None,
        draft=True,
    )
    return facts, [*found, *more]


def _scores(
    catalogue: Catalogue, consolidated: Consolidated, figures: Figures, indicators: list[Indicator]
) -> list[Score]:
    by_unit: dict[str | None, dict[str, Indicator]] = {}
    for one in indicators:
        by_unit.setdefault(one.unit, {})[one.spec.code] = one
    tasks: dict[str, list[TaskState]] = {}
    for states in consolidated.tasks.values():
        for key, state in states.items():
            tasks.setdefault(key, []).append(state)
    department = Evidence(by_unit.get(None, {}), figures.unit_figures(figures.merged), tasks)
    units = {
        unit: Evidence(
            by_unit.get(unit, {}),
            figures.unit_figures([unit]),
            {key: [state] for key, state in consolidated.tasks.get(unit, {}).items()},
        )
        for unit in figures.merged
    }
    return compute_scores(catalogue, department, units)


def _compared(catalogue: Catalogue, code: str | None, collection: Collection) -> Compared | None:
    """Another period's indicators from what was collected; None where there is no such period. Its own troubles were
    told when it was merged itself."""
    if code is None:
        return None
    period = catalogue.periods[code]
    consolidated, _ = consolidate(catalogue, period, collection.reports, {})
    indicators, _ = compute_indicators(catalogue, Figures(catalogue, of_units(consolidated)))
    by_key = {(one.spec.code, one.unit or ""): one for one in indicators}
    return Compared(period, by_key, complete=not consolidated.missing)
