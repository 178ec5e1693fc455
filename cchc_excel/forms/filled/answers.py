"""Sheets Nhiệm vụ and Xếp hạng of a filled workbook: every column that has a field is read into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from cchc_excel.forms import layout
from cchc_excel.forms.columns import RANKS, TASKS, Column, Holds, SheetKind
from cchc_excel.forms.filled.cells import codes_lost, columns_gone, number_in
from cchc_excel.forms.filled.grid import Grid, Resolved, cell_kind, merged_entries, resolve_rows
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.records import Rank, Status, TaskAnswer, UnitReport
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem
from cchc_excel.values import DAYS_TO_1904, clean_text, fold, read_count, read_date


def read_tasks(grid: Grid | None, report: UnitReport, reader: Reader, asked: bool, problems: list[Problem]) -> None:
    """Sheet Nhiệm vụ: what the unit answers for each task on it, into `report.tasks` by key. `grid`: None where there
    is no such sheet; `asked`: whether the plan's own times ask anything of the unit, so that it must have one."""
    report.answered = grid is not None or not asked
    if grid is None:
        return
    if _are_gone(grid, TASKS, [column for column in TASKS.answers if column.holds is Holds.STATUS], problems):
        return
    rows, further_problems = resolve_rows(
        grid,
        layout.TASK_TEXT,
        reader.by_task,
        strict=False,
        is_filled=lambda row: bool(grid.text(row, layout.TASK_STATUS)),
    )
    problems.extend(further_problems)
    report.places[TASKS.name] = grid.places({resolved.code: resolved.row for resolved in rows})
    problems.extend(codes_lost(grid, rows, reader.catalogue.items, layout.TASK_TEXT))
    columns = [grid.columns[column.code] for column in TASKS.answers if column.code in grid.columns]
    problems.extend(merged_entries(grid, [resolved.row for resolved in rows], columns, only_hidden=True))
    for resolved in rows:
        where = grid.where(resolved.row, grid.columns.get(layout.TASK_STATUS))
        if resolved.code not in reader.catalogue.items:
            problems.append(kinds.TASK_UNKNOWN(where, key=resolved.code))
            continue
        answer: dict[str, Any] = {"key": resolved.code, "sheet": grid.sheet.name, "cell": str(where.cell)}
        for column in TASKS.answers:
            known = len(problems)
            answer[column.field] = _read(grid, resolved, column, problems) or None
            if column.field == "done_on":
                answer["date_unread"] = answer[column.field] is None and len(problems) > known
        report.tasks[resolved.code] = TaskAnswer(**answer)


def read_ranks(grid: Grid | None, report: UnitReport, problems: list[Problem]) -> None:
    """Sheet Xếp hạng: ranked criteria of last year and this year, into `report.ranks`; a row with neither name nor
    rank is nothing."""
    ranked = [column for column in RANKS.answers if column.holds is Holds.RANK]
    if grid is None:
        return
    rows = [(row, code) for row, code in grid.rows if not code.startswith(layout.NOT_DATA)]
    left = [grid.columns[column.code] for column in RANKS.answers if column.code in grid.columns]
    is_used = any(not grid.is_blank(row, column) for row, _ in rows for column in left)
    if _are_gone(grid, RANKS, RANKS.answers if is_used else ranked, problems if is_used else []):
        return
    report.places[RANKS.name] = grid.places({code: row for row, code in rows})
    columns = [grid.columns[column.code] for column in ranked]
    problems.extend(merged_entries(grid, [row for row, _ in rows], columns, only_hidden=True))
    for row, code in rows:
        rank = {column.field: _read(grid, Resolved(row, code), column, problems) for column in RANKS.answers}
        if any(rank[column.field] for column in RANKS.answers if column.holds is Holds.TEXT):
            where = grid.where(row, grid.columns[layout.RANK_NOW])
            report.ranks.append(Rank(sheet=grid.sheet.name, cell=str(where.cell), **rank))
            continue
        nameless = [column for column in ranked if rank[column.field]]
        if nameless:
            problems.append(kinds.RANK_NO_NAME(grid.where(row, grid.columns[nameless[-1].code])))


def _are_gone(grid: Grid, kind: SheetKind, columns: Sequence[Column], problems: list[Problem]) -> bool:
    """Whether columns that a sheet cannot do without are not there, which goes to the problems."""
    gone = {column.code: column.title for column in columns if column.code not in grid.columns}
    if gone:
        problems.append(columns_gone(grid, gone, kind.codes))
    return bool(gone)


def _read(grid: Grid, row: Resolved, column: Column, problems: list[Problem]) -> Any:
    """What is typed in a column of a row, as its field takes it; what is wrong with it goes to the problems."""
    return _READERS[column.holds](grid, row, column.code, problems)


def _status(grid: Grid, row: Resolved, code: str, problems: list[Problem]) -> str | None:
    """One of the four of the form, as the form spells it."""
    column = grid.columns.get(code)
    text = clean_text(grid.value(row.row, column, problems)) if column is not None else ""
    for status in Status:
        if fold(status.value) == fold(text):
            return status.value
    where = grid.where(row.row, column)
    if text:
        known = "; ".join(status.value for status in Status)
        problems.append(kinds.TASK_STATUS_UNKNOWN(where, value=text, known=known))
    else:
        problems.append(kinds.TASK_NO_STATUS(where, key=row.code))
    return None


def _day(grid: Grid, row: Resolved, code: str, problems: list[Problem]) -> dt.date | None:
    column = grid.columns.get(code)
    if column is None:
        return None
    value = grid.value(row.row, column, problems)
    if grid.sheet.dates_from_1904 and isinstance(value, int | float) and not isinstance(value, bool):
        value += DAYS_TO_1904
    day, kind = read_date(value)
    if kind:
        problems.append(cell_kind(kind, grid.where(row.row, column), value))
    return day


def _text(grid: Grid, row: Resolved, code: str, _problems: list[Problem]) -> str:
    return grid.text(row.row, code)


def _rank(grid: Grid, row: Resolved, code: str, problems: list[Problem]) -> int | None:
    column = grid.columns[code]
    if grid.is_blank(row.row, column):
        return None
    of_count: list[Problem] = []
    figure = number_in(grid, row.row, column, "", read_count, of_count)
    if figure.value == 0:  # that it was typed as text matters no more
        problems.append(kinds.RANK_ZERO(grid.where(row.row, column)))
        return None
    problems.extend(of_count)
    return None if figure.value is None else int(figure.value)


_READERS: dict[Holds, Callable[[Grid, Resolved, str, list[Problem]], Any]] = {
    Holds.STATUS: _status,
    Holds.DAY: _day,
    Holds.TEXT: _text,
    Holds.RANK: _rank,
}
