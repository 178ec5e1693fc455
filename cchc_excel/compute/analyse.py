"""What was collected -> Facts: consolidated figures, indicators, scores, and the periods that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_excel.catalogue.due import Task
from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.compute.check_reports import check_counted
from cchc_excel.compute.consolidate import consolidate
from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.indicators import compute_indicators
from cchc_excel.compute.results import Consolidated, Indicator, Score, TaskState
from cchc_excel.compute.scoring import Evidence, compute_scores
from cchc_excel.compute.totals import Figures, of_units
from cchc_excel.period.load import PeriodData
from cchc_excel.problems.problem import Problem


def analyse(
    catalogue: Catalogue, period: Period, loaded: PeriodData, asked: Mapping[str, Mapping[str, Task]]
) -> tuple[Facts, list[Problem]]:
    """Everything checked and computed for a period. `asked`: unit -> its tasks. The facts are a draft of no date, with
    no problems yet: the caller decides."""
    consolidated, found = consolidate(catalogue, period, loaded.reports, asked)
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
        _compared(catalogue, period.previous, loaded),
        _compared(catalogue, period.cumulative, loaded),
        problems=(),
        files=loaded.entries,
        accepted=frozenset(),
        date=None,
        draft=True,
    )
    return facts, [*check_counted(catalogue, loaded), *found, *more]


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


def _compared(catalogue: Catalogue, code: str | None, loaded: PeriodData) -> Compared | None:
    """Another period's indicators from what was collected; None where there is no such period. Its own troubles were
    told when it was merged itself."""
    if code is None:
        return None
    period = catalogue.periods[code]
    consolidated, _ = consolidate(catalogue, period, loaded.reports, {})
    indicators, _ = compute_indicators(catalogue, Figures(catalogue, of_units(consolidated)))
    by_key = {(one.spec.code, one.unit or ""): one for one in indicators}
    return Compared(period, by_key, complete=not consolidated.missing)
