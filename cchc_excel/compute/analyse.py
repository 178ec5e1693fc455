"""What was collected -> Facts: consolidated figures, indicators, scores, and the periods that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_excel.catalogue.plan_model import Task
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.compute.beside import Beside, of_departments
from cchc_excel.compute.check_reports import check_counted, ratios_explained
from cchc_excel.compute.consolidate import consolidate
from cchc_excel.compute.evidence import period_scores
from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.indicators import compute_indicators
from cchc_excel.compute.scoring import unscored_by_office
from cchc_excel.compute.tasks import unowned_items
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem


def analyse(
    period: Period, required_tasks: Mapping[str, Mapping[str, Task]], beside: Beside
) -> tuple[Facts, list[Problem]]:
    """Everything checked and computed for a period of `beside`, which holds what was read. `required_tasks`: unit ->
    its tasks. The facts are a draft of no date, with no problems yet: the caller decides."""
    catalogue, loaded = beside.catalogue, beside.loaded
    consolidated, problems = consolidate(catalogue, period, loaded.reports, required_tasks)
    totals = beside.add_up(catalogue, consolidated.figures)
    previous = beside.seen_from(period, period.previous)
    before = previous.indicators if previous else {}
    indicators, of_indicators = compute_indicators(
        catalogue, totals, before, ratios_explained(catalogue, loaded.counted)
    )
    scores = period_scores(catalogue, consolidated, totals, indicators, before)
    facts = Facts(
        period,
        consolidated,
        totals,
        indicators,
        previous,
        beside.computed(period.cumulative),
        catalogue=catalogue,
        scores=scores,
        problems=(),
        files=loaded.entries,
        accepted=frozenset(),
        date=None,
        draft=True,
        of_departments=of_departments(catalogue, totals),
    )
    unowned = unowned_items(catalogue, period, loaded.reports, required_tasks)
    checked = check_counted(catalogue, loaded)
    by_hand = unscored_by_office(scores)
    return facts, [*checked, *problems, *unowned, *by_hand, *of_indicators, *_incomplete(facts.previous)]


def _incomplete(previous: Compared | None) -> list[Problem]:
    """A warning where units of the previous period are not in what this one is compared with."""
    whole, owing = previous.units_in if previous else (0, 0)
    if previous is None or whole == owing:
        return []
    return [kinds.PREVIOUS_INCOMPLETE(period=previous.period.code, whole=whole, owing=owing)]
