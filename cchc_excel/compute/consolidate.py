"""UnitReports -> Consolidated: each unit's own workbook of a period, else the sum of its parts', tasks and ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.compute.left_undone import without_taken_over
from cchc_excel.compute.ranks import latest_ranks, rank_conflict, rank_key
from cchc_excel.compute.results import Consolidated, TaskState
from cchc_excel.compute.tasks import task_states
from cchc_excel.compute.totals import figure_data
from cchc_excel.model.records import Rank, Said, Typed, UnitReport
from cchc_excel.period.roll_up import Reports, UnitData, from_parts, resolve_unit, roll_up
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import show_number


def consolidate(
    catalogue: Catalogue, period: Period, reports: Reports, asked: Mapping[str, Mapping[str, Task]]
) -> tuple[Consolidated, list[Problem]]:
    """The figures of all units for a period: a unit's own workbook, else the sum of its parts'. `asked`: unit -> its
    tasks.

    Reported: absent units and parts; a unit's own workbook that differs from its parts; ranks that contradict each
    other.
    """
    found: list[Problem] = []
    data = {unit: resolve_unit(catalogue, unit, period, reports) for unit in catalogue.units_of(period)}
    present = {unit: one for unit, one in data.items() if one.reports}
    missing = [unit for unit, one in data.items() if one.absent]
    in_parts = any(report.period != period.code for one in present.values() for report in one.reports)
    found.extend(_absence(catalogue, period, data[unit], in_parts) for unit in missing)
    tasks: dict[str, dict[str, TaskState]] = {}
    ranks: dict[str, list[Rank]] = {}
    for unit, one in present.items():
        tasks[unit], more = task_states(catalogue, unit, period, one.reports, asked.get(unit, {}), one.absent)
        ranks[unit], conflicts = latest_ranks(unit, one.reports)
        found.extend([*more, *conflicts])
    tasks = without_taken_over(catalogue, present, tasks)
    found.extend(_conflicts(present, ranks))
    found.extend(_own_against_parts(catalogue, period, reports, present))
    figures = figure_data(catalogue, period, present, tasks, ranks)
    points = {unit: _latest_points(one) for unit, one in present.items()}
    return Consolidated(period, data, figures, tasks, ranks, missing, points), found


def _latest_points(data: UnitData) -> dict[str, Mapping[Said, Typed]]:
    """What a unit says of its points by mục, of its latest part that says anything of it."""
    return {key: said for report in data.reports for key, said in report.points.items()}


def _absence(catalogue: Catalogue, period: Period, data: UnitData, in_parts: bool) -> Problem:
    """What a unit has not sent. `in_parts`: whether any unit reports the parts of the period; else nobody waits for
    those."""
    where, name = Location(unit=data.unit), catalogue.units[data.unit].name
    if data.reports:
        return kinds.PARTS_MISSING(where, name=name, period=period.code, parts="; ".join(data.absent))
    if in_parts:
        return kinds.UNIT_AND_PARTS_MISSING(where, name=name, period=period.code, parts="; ".join(period.parts))
    return kinds.UNIT_MISSING(where, name=name, period=period.code)


def _conflicts(present: Mapping[str, UnitData], ranks: Mapping[str, Sequence[Rank]]) -> list[Problem]:
    """The same criterion ranked differently by two units."""
    first: dict[tuple[str, str], tuple[str, Rank]] = {}
    found: list[Problem] = []
    for unit, own in ranks.items():
        for rank in own:
            other, known = first.setdefault(rank_key(rank), (unit, rank))
            if (known.last_year, known.this_year) != (rank.last_year, rank.this_year):
                file = next(report.file for report in reversed(present[unit].reports) if rank in report.ranks)
                found.append(rank_conflict(Location(file, rank.sheet, rank.cell, unit), rank, known, other))
    return found


def _own_against_parts(
    catalogue: Catalogue, period: Period, reports: Reports, present: Mapping[str, UnitData]
) -> Iterator[Problem]:
    """A unit with its own workbook and with all parts, that differ: a warning for each figure."""
    for unit, one in present.items():
        if one.reports[0].period != period.code or not period.parts:
            continue
        parts = from_parts(catalogue, unit, period, reports)
        if not parts.reports or parts.absent:
            continue
        own, summed = (roll_up(catalogue, data) for data in (one, parts))
        for key in sorted(own.keys() | summed.keys()):
            here, there = own.get(key) or 0, summed.get(key) or 0
            if here != there:
                procedure, figure = key
                where, name = _place(one.reports[0], procedure, figure), catalogue.figures[figure].name
                of = f" của thủ tục {procedure}" if procedure else ""
                told = {"own": show_number(here), "parts": show_number(there)}
                yield kinds.PARTS_DIFFER(where, name=name, procedure=of, **told)


def _place(report: UnitReport, procedure: str, figure: str) -> Location:
    figures = report.dossiers.get(procedure, {}) if procedure else report.figures
    cell = figures.get(figure)
    return Location(report.file, cell.sheet if cell else None, cell.cell if cell else None, report.unit)
