"""What a unit typed into a workbook that cannot be marked (.xls, .ods), put into its blank .xlsx, cell by cell by the
codes: the copy is what the unit mends and sends again. Nothing is left behind: where anything has no place in the blank
form, there is no copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

import msgspec
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.forms.filled.grid import Grid, find_grids
from cchc_excel.forms.layout import NOT_DATA
from cchc_excel.model.records import CellValue, Position, address
from cchc_excel.outbox.slip_marks import clean
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.workbook import read_bytes
from cchc_excel.values import clean_text

_CODES_ASTRAY = {kind.code for kind in (kinds.ROWS_SORTED, kinds.ROW_CODES_GONE, kinds.CODE_TWICE, kinds.SHEET_TWICE)}
"""Where one of these is told, the hidden code of a row does not say what the row is."""


def copied_into(
    form: bytes, data: bytes, name: str, problems: Sequence[Problem]
) -> tuple[Workbook, list[Problem]] | None:
    """A blank workbook (.xlsx bytes) with the entries of a filled one, and the problems of that at their new places;
    None where an entry has no place. `data`, `name`: of the filled one, which anybody may have made. Raises whatever
    openpyxl raises."""
    raw, _ = read_bytes(name, data)
    blank, _ = read_bytes("form.xlsx", form)
    if raw is None or blank is None or _CODES_ASTRAY & {problem.code for problem in problems}:
        return None
    book, ours = load_workbook(BytesIO(form)), find_grids(blank, "", [])
    moved: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, grid in find_grids(raw, name, []).items():
        if grid.sheet.dates_from_1904:
            return None
        places = _places(grid, ours.get(kind))
        if places is None:
            return None
        for there, here in places.items():
            sheet = book[ours[kind].sheet.name]
            assert isinstance(sheet, Worksheet)
            _put(sheet, here, grid.sheet.cell(*there))
            moved[grid.sheet.name, address(*there)] = (sheet.title, address(*here))
    return book, [_at_its_place(problem, moved) for problem in problems]


def _places(grid: Grid, ours: Grid | None) -> dict[Position, Position] | None:
    """Cell -> cell of the blank form; None where something that was typed has none."""
    rows = {code: row for row, code in ours.rows if code} if ours else {}
    spare = iter([row for row, code in ours.rows if not code] if ours else [])
    columns = {code: at for code, at in grid.columns.items() if code}
    places: dict[Position, Position] = {}
    for row, code in grid.rows:
        if code == NOT_DATA:
            continue
        typed = [at for at in columns.values() if clean_text(grid.sheet.cell(row, at))]
        to = rows.get(code) if code else (next(spare, None) if typed else None)
        if to is None or ours is None:
            if typed and not code.startswith(NOT_DATA):
                return None
            continue
        places |= {(row, at): (to, ours.columns[name]) for name, at in columns.items() if name in ours.columns}
    return places


def _put(sheet: Worksheet, at: Position, value: CellValue) -> None:
    """Write a value into an entry cell; a text stays text, whatever it starts with."""
    cell = sheet.cell(at[0] + 1, at[1] + 1)
    if not isinstance(cell, Cell) or cell.protection.locked or value is None:
        return
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _at_its_place(problem: Problem, moved: Mapping[tuple[str, str], tuple[str, str]]) -> Problem:
    sheet, cell = moved.get((problem.sheet or "", problem.cell or ""), (problem.sheet, None))
    return msgspec.structs.replace(problem, sheet=sheet, cell=cell)
