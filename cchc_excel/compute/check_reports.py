"""The checks of reports: those that count for a period, or everything that a merge finds in one by itself."""

from __future__ import annotations

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.compute.checks import Subject, run_checks
from cchc_excel.compute.indicators import compute_indicators
from cchc_excel.compute.ranks import latest_ranks
from cchc_excel.compute.tasks import find_required_tasks, task_states
from cchc_excel.compute.totals import Totals, of_report
from cchc_excel.model.records import UnitReport
from cchc_excel.period.load import PeriodData
from cchc_excel.period.roll_up import Reports, earlier_figures, earlier_reports
from cchc_excel.problems.problem import Problem


def check_report(catalogue: Catalogue, report: UnitReport, reports: Reports) -> list[Problem]:
    """The checks of one report, with the figures that it continues."""
    period = catalogue.periods[report.period]
    return run_checks(
        Subject(catalogue, catalogue.in_force(period), report, earlier_figures(catalogue, report.unit, period, reports))
    )


def check_counted(catalogue: Catalogue, loaded: PeriodData) -> list[Problem]:
    """The checks of every report that counts for the period."""
    return [problem for report in loaded.counted for problem in check_report(catalogue, report, loaded.reports)]


def check_alone(catalogue: Catalogue, report: UnitReport, reports: Reports) -> list[Problem]:
    """Every Problem that a merge finds in one report by itself: its checks, its tasks, its ranks, its ratios."""
    unit, period = report.unit, catalogue.periods[report.period]
    asked = find_required_tasks(catalogue, unit, period, earlier_reports(catalogue, unit, period, reports))
    tasks, of_tasks = task_states(catalogue, unit, period, [report], asked)
    ranks, of_ranks = latest_ranks(unit, [report])
    _, of_ratios = compute_indicators(catalogue, Totals(catalogue, of_report(catalogue, report, tasks, ranks)))
    own = [one for one in of_ratios if one.unit == unit]
    return [*check_report(catalogue, report, reports), *of_tasks, *of_ranks, *own]
