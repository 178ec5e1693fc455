"""UnitReports -> Consolidated: the figures of all units and of the parts of a period in frames, every cell traceable.

Frames hold Int64 or object columns, never floats: a blank figure stays blank (pd.NA), a count stays a whole number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from cchc_excel.catalogue.due import Task
from cchc_excel.catalogue.model import DERIVED, Catalogue, FigureSpec, Period, Table
from cchc_excel.compute.ranks import latest_ranks, rank_conflict, rank_figures, rank_key
from cchc_excel.compute.results import CELL_COLUMNS, Consolidated, TaskState
from cchc_excel.compute.tasks import task_figures, task_states
from cchc_excel.model.records import Rank, UnitReport
from cchc_excel.period.roll_up import Reports, UnitData, from_parts, report_figures, resolve_unit, roll_up
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem


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
    cells = _cells(present.values())
    missing = [unit for unit, one in data.items() if one.absent]
    in_parts = any(report.period != period.code for one in present.values() for report in one.reports)
    found.extend(_absence(catalogue, period, data[unit], in_parts) for unit in missing)
    tasks: dict[str, dict[str, TaskState]] = {}
    ranks: dict[str, list[Rank]] = {}
    for unit, one in present.items():
        tasks[unit], more = task_states(catalogue, unit, period, one.reports, asked.get(unit, {}))
        ranks[unit], conflicts = latest_ranks(unit, one.reports)
        found.extend([*more, *conflicts])
    found.extend(_conflicts(present, ranks))
    typed = _typed(catalogue, present.values())
    dossiers = _wide(typed[typed["procedure"] != ""], ["unit", "procedure"], catalogue.typed_rows())
    units = _unit_frame(catalogue, typed, tasks, ranks)
    found.extend(_own_against_parts(catalogue, period, reports, present))
    return Consolidated(period, data, cells, dossiers, units, tasks, ranks, missing), found


def _absence(catalogue: Catalogue, period: Period, data: UnitData, in_parts: bool) -> Problem:
    """What a unit has not sent. `in_parts`: whether any unit reports the parts of the period; else nobody waits for
    those."""
    where, name = Location(unit=data.unit), catalogue.units[data.unit].name
    if data.reports:
        return kinds.PARTS_MISSING(where, name=name, period=period.code, parts="; ".join(data.absent))
    if in_parts:
        return kinds.UNIT_AND_PARTS_MISSING(where, name=name, period=period.code, parts="; ".join(period.parts))
    return kinds.UNIT_MISSING(where, name=name, period=period.code)


def _cells(present: Iterable[UnitData]) -> pd.DataFrame:
    """The long frame of every figure that is not blank or belongs to a row that is not."""
    rows = [
        (one.unit, procedure, code, figure.value, part, report.file, figure.sheet, figure.cell)
        for one in present
        for part, report in enumerate(one.reports)
        for procedure, code, figure in report_figures(report)
    ]
    frame = pd.DataFrame(rows, columns=list(CELL_COLUMNS), dtype=object)
    return frame.astype({"value": "Int64", "part": "Int64"})


def _typed(catalogue: Catalogue, present: Iterable[UnitData]) -> pd.DataFrame:
    """One row for each figure of each unit over the whole period: unit, procedure, figure, value."""
    rows = [
        (one.unit, procedure, code, value)
        for one in present
        for (procedure, code), value in roll_up(catalogue, one.reports).items()
    ]
    frame = pd.DataFrame(rows, columns=["unit", "procedure", "figure", "value"], dtype=object)
    return frame.astype({"value": "Int64"})


def _wide(typed: pd.DataFrame, index: list[str], specs: Sequence[FigureSpec]) -> pd.DataFrame:
    """Long to wide: an Int64 column for each figure, blank where nothing was reported."""
    codes = [one.code for one in specs]
    wide = typed.set_index([*index, "figure"])["value"].unstack("figure")
    return wide.reindex(columns=codes).astype("Int64")


def _unit_frame(
    catalogue: Catalogue,
    typed: pd.DataFrame,
    tasks: Mapping[str, Mapping[str, TaskState]],
    ranks: Mapping[str, Sequence[Rank]],
) -> pd.DataFrame:
    """Unit figures, typed and derived, in catalogue order of units."""
    specs = [one for one in catalogue.figures_of(Table.UNIT) if one.typed]
    frame = _wide(typed[typed["procedure"] == ""], ["unit"], specs)
    frame = frame.reindex([unit for unit in catalogue.units if unit in tasks])
    derived = {unit: task_figures(tasks[unit]) | rank_figures(ranks[unit]) for unit in frame.index}
    for code in DERIVED:
        frame[code] = pd.array([derived[unit][code] for unit in frame.index], dtype="Int64")
    return frame


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
        own, summed = (roll_up(catalogue, data.reports) for data in (one, parts))
        for key in sorted(own.keys() | summed.keys()):
            here, there = own.get(key) or 0, summed.get(key) or 0
            if here != there:
                procedure, figure = key
                where, name = _place(one.reports[0], procedure, figure), catalogue.figures[figure].name
                of = f" của thủ tục {procedure}" if procedure else ""
                yield kinds.PARTS_DIFFER(where, name=name, procedure=of, own=here, parts=there)


def _place(report: UnitReport, procedure: str, figure: str) -> Location:
    figures = report.dossiers.get(procedure, {}) if procedure else report.figures
    cell = figures.get(figure)
    return Location(report.file, cell.sheet if cell else None, cell.cell if cell else None, report.unit)
