"""Rows of a published table -> lines of a plan: what each cell is, merged cells for all of their rows, and what can be
no line, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from cchc_excel.catalogue.plan_codes import level_of
from cchc_excel.catalogue.plan_model import RowLevel
from cchc_excel.imports.columns import Columns, Role, find_columns, is_heading_again, is_numbers_row
from cchc_excel.imports.line_cells import MERGES, PlanLine, read_line
from cchc_excel.imports.outside import begins_signatures, is_foot, is_signature
from cchc_excel.model.records import RawForm, RawSheet, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text


class NamedLine(msgspec.Struct, frozen=True):
    """A line of a table that can be no row of the plan: its number, its cell, its text, and why."""

    line: int
    cell: str
    text: str
    why: str


class TableLines(msgspec.Struct):
    """What was found in a file: lines in order, and those that are no row of a plan; `signed`: the last table whose
    signatures were reached, below which stand names and titles only."""

    lines: list[PlanLine]
    named: list[NamedLine]
    signed: str = ""


_DITTO = re.compile(r"[-–\s]*(?:n/?t|như trên)[-–\s.]*|[-–\s]*[\"″〃”]+[-–\s]*", re.IGNORECASE)
"""What stands for the cell above."""
_FIRST = re.compile(r"[1IA][.)]?")
_OUTSIDE = "chữ ngoài bảng, không phải nhiệm vụ"
_FEW_COLUMNS, _FEW_ROWS = 2, 2


def find_lines(raw: RawForm, file: str) -> tuple[TableLines, list[Problem]]:
    """The lines of every plan in a file, table after table; `file`: its name in problems.

    A table without headings that is as wide as the plan before it goes on with that plan: a page end cut it.
    """
    found = TableLines([], [])
    problems: list[Problem] = []
    columns: Columns | None = None
    width = 0
    for sheet in raw.sheets:
        own = _first_columns(sheet)
        if own is not None and not sheet.visible:
            problems.append(kinds.IMPORT_HIDDEN(Location(file, sheet.name)))
            continue
        wide = max((len(row) for row in sheet.rows), default=0)
        continued = own is None and columns is not None and wide == width and sheet.name.startswith("Bảng ")
        if own is None and not continued:
            rows = sum(any(clean_text(value) for value in row) for row in sheet.rows)
            if rows > _FEW_ROWS and wide > _FEW_COLUMNS and sheet.visible:
                problems.append(kinds.IMPORT_OTHER_TABLE(Location(file, sheet.name), rows=rows))
            continue
        if own is not None:
            columns, width = own[1], wide
        assert columns is not None
        _read_table(sheet, columns, own[0] if own else None, found)
    if columns is None:
        return found, [*problems, kinds.IMPORT_NO_PLAN(Location(file))]
    return found, [*problems, *_of_other_times(found.lines, file)]


def _of_other_times(lines: Sequence[PlanLine], file: str) -> list[Problem]:
    """A warning for each line of which two columns say a time, and only one is used."""
    two = [line for line in lines if line.other_time[0]]
    return [
        kinds.IMPORT_OTHER_TIME(Location(file, line.table, line.other_time[0]), title=line.other_time[1])
        for line in two
    ]


def _first_columns(sheet: RawSheet) -> tuple[int, Columns] | None:
    """The first headings of a sheet: their row, and the columns."""
    for row in range(len(sheet.rows)):
        columns = find_columns(sheet, row, first=True)
        if columns:
            return row, columns
    return None


def _read_table(sheet: RawSheet, columns: Columns, heading: int | None, found: TableLines) -> None:
    row = columns.after if heading is not None else 0
    begins = heading is not None
    while row < len(sheet.rows):
        again = find_columns(sheet, row, first=False)
        if heading is not None and is_heading_again(sheet, row, heading):
            row += columns.after - heading
            begins = begins or _begins_anew(sheet, columns, row, found)
            continue
        if again:  # another plan below the first, or its headings once more in a table that a page end cut
            begins, heading = heading is not None, row
            found.signed = ""
            row, columns = again.after, again
            continue
        if not is_numbers_row(sheet, row, columns) and any(clean_text(value) for value in sheet.rows[row]):
            _read_row(sheet, columns, row, begins, found)
            begins = False
        row += 1


def _begins_anew(sheet: RawSheet, columns: Columns, row: int, found: TableLines) -> bool:
    """Whether below headings that stand once more another plan begins: its numbers do, and no section came before."""
    while row < len(sheet.rows) and (
        is_numbers_row(sheet, row, columns) or not any(clean_text(value) for value in sheet.rows[row])
    ):
        row += 1
    codes = [clean_text(sheet.cell(row, column)) for column in columns.of(Role.CODE)]
    before = found.lines[-1] if found.lines else None
    goes_on = before is None or before.is_wide or level_of(clean_text(before.code)) is RowLevel.SECTION
    return not goes_on and any(map(_FIRST.fullmatch, codes))


def _read_row(sheet: RawSheet, columns: Columns, row: int, begins: bool, found: TableLines) -> None:
    line = read_line(sheet, columns, row)
    line.begins_table = begins
    _repeat_above(line, found)
    texts = [text for value in sheet.rows[row] if (text := clean_text(value))]
    signs = is_signature(texts)
    why = _why_not(line, is_signed=signs or found.signed == sheet.name)
    if why == _OUTSIDE and (signs or begins_signatures(line.text(Role.TEXT))):
        found.signed = sheet.name
    if why:
        first = next(at for at, value in enumerate(sheet.rows[row]) if clean_text(value))
        text = " | ".join(texts)
        found.named.append(NamedLine(row + 1, f"{sheet.name}!{address(row, first)}", text, why))
    else:
        found.lines.append(line)


def _repeat_above(line: PlanLine, found: TableLines) -> None:
    """Put what the row above says where a cell says that it is the same: "- nt -", a ditto mark."""
    for role in MERGES:
        if _DITTO.fullmatch(line.text(role)):
            above = (one.cells[role] for one in reversed(found.lines) if one.table == line.table and role in one.cells)
            line.cells[role] = next(above, line.text(role))


def _why_not(line: PlanLine, *, is_signed: bool) -> str:
    """Why a row can be no line of a plan; "" where it can. `is_signed`: it is a signature, or stands below them."""
    if line.code is None and is_signed:
        return _OUTSIDE
    if not line.text(Role.TEXT):
        return "không có nội dung" if line.is_wide or len(line.cells) > 0 or line.code is not None else "dòng trống"
    alone = line.is_wide or set(line.cells) <= {Role.TEXT, Role.NOTE}
    if alone and line.code is None and is_foot(line.text(Role.TEXT)):
        return _OUTSIDE
    return ""
