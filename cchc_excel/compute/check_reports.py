"""The checks of reports: those that count for a period, or everything that a merge finds in one by itself."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.compute.checks import Subject, ratios_too_large, run_checks
from cchc_excel.compute.handovers import check_handovers
from cchc_excel.compute.indicators import Explain, compute_indicators
from cchc_excel.compute.left_undone import LeftUndone
from cchc_excel.compute.ranks import latest_ranks
from cchc_excel.compute.tasks import find_required_tasks, task_states
from cchc_excel.compute.totals import Totals, of_report
from cchc_excel.model.records import UnitReport
from cchc_excel.period.carried import CarriedOver
from cchc_excel.period.load import PeriodData
from cchc_excel.period.roll_up import Reports
from cchc_excel.problems.problem import Problem


def check_report(catalogue: Catalogue, report: UnitReport, carried: CarriedOver) -> list[Problem]:
    """The checks of one report. `carried`: what is taken over into its period."""
    in_force = catalogue.in_force(catalogue.periods[report.period])
    return run_checks(Subject(catalogue, in_force, report, carried.kept(report.unit)))


def ratios_explained(catalogue: Catalogue, reports: Iterable[UnitReport]) -> Explain:
    """What tells the failed check of one of a unit's reports because of which its ratio is above 100 %. Reports are
    checked once more when it is asked: few ratios are."""
    of_unit: dict[str, list[UnitReport]] = {}
    for report in reports:
        of_unit.setdefault(report.unit, []).append(report)

    @functools.cache
    def too_large(unit: str) -> dict[str, str]:
        subjects = (Subject(catalogue, {}, report, None) for report in of_unit.get(unit, ()))
        return {ratio: check for subject in subjects for ratio, check in ratios_too_large(subject).items()}

    return lambda ratio, unit: too_large(unit).get(ratio)


def check_counted(catalogue: Catalogue, loaded: PeriodData) -> list[Problem]:
    """The checks of every report that counts for the period, then of what changed hands between units."""
    carried = {
        code: CarriedOver(catalogue, catalogue.periods[code], loaded.reports)
        for code in dict.fromkeys(report.period for report in loaded.counted)
    }
    problems = [
        problem for report in loaded.counted for problem in check_report(catalogue, report, carried[report.period])
    ]
    for code, of_period in carried.items():
        problems.extend(check_handovers(catalogue, catalogue.periods[code], of_period, loaded.reports))
    return problems


def check_alone(catalogue: Catalogue, report: UnitReport, reports: Reports) -> list[Problem]:
    """Every Problem that a merge finds in one report by itself: its checks, its tasks, its ranks, its ratios."""
    unit, period = report.unit, catalogue.periods[report.period]
    asked = find_required_tasks(catalogue, unit, period, LeftUndone(catalogue, period, reports).of(unit))
    tasks, of_tasks = task_states(catalogue, unit, period, [report], asked)
    ranks, of_ranks = latest_ranks(unit, [report])
    totals = Totals(catalogue, of_report(catalogue, report, tasks, ranks))
    _, of_ratios = compute_indicators(catalogue, totals, explained=ratios_explained(catalogue, [report]))
    own = [one for one in of_ratios if one.unit == unit]
    carried = CarriedOver(catalogue, period, reports)
    return [*check_report(catalogue, report, carried), *of_tasks, *of_ranks, *own]
