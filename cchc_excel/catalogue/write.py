"""Rows of a catalogue workbook, changed in place: what an officer formatted, noted or added beside them stays."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import ZIP_DEFLATED

from cchc_excel.values import fold

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SheetRow: TypeAlias = Mapping[str, Any]
"""Heading, folded -> what its cell holds."""
ChangeRows: TypeAlias = Callable[[Sequence[SheetRow]], Sequence[SheetRow]]
"""What the rows of a sheet become."""
_FORMAT = ("font", "border", "fill", "number_format", "protection", "alignment")
"""What makes a cell look like another."""


def change_rows(
    data: bytes, changes: Mapping[str, ChangeRows], needed: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """A catalogue (.xlsx as bytes) with other rows. `changes`: sheet -> what its rows (those with anything in them)
    become; a heading that the sheet does not have is left out. `needed`: sheet -> headings that it gets where it does
    not have them."""
    # slow to import, and only commands that change a catalogue need them
    from openpyxl import load_workbook
    from openpyxl.writer.excel import ExcelWriter

    from cchc_excel.fill.ooxml import UndatedZip

    book = load_workbook(BytesIO(data))
    sheets = {fold(sheet.title): sheet for sheet in book.worksheets}
    for name, change in changes.items():
        sheet = sheets[fold(name)]
        _add_headings(sheet, (needed or {}).get(name, ()))
        _put_rows(sheet, change(_rows_of(sheet)))
    memory = BytesIO()
    ExcelWriter(book, UndatedZip(memory, "w", ZIP_DEFLATED)).save()
    return memory.getvalue()


def _headings(sheet: Worksheet) -> dict[str, int]:
    """Heading, folded -> its column; the first of two alike."""
    titles = [(fold(str(cell.value or "")), column) for column, cell in enumerate(sheet[1], start=1)]
    return {title: column for title, column in reversed(titles) if title}


def _add_headings(sheet: Worksheet, needed: Sequence[str]) -> None:
    """Headings that are wanting, behind the others and looking like them."""
    present = _headings(sheet)
    for heading in needed:
        if fold(heading) in present:
            continue
        column = max(_headings(sheet).values(), default=0) + 1
        for row in range(1, sheet.max_row + 1):
            _look_like(sheet.cell(row, column), sheet.cell(row, max(column - 1, 1)))
        sheet.cell(1, column).value = heading


def _look_like(cell: Any, other: Any) -> None:
    for trait in _FORMAT:
        setattr(cell, trait, copy.copy(getattr(other, trait)))


def _rows_of(sheet: Worksheet) -> list[SheetRow]:
    headings = _headings(sheet)
    rows = [
        {title: sheet.cell(row, column).value for title, column in headings.items()}
        for row in range(2, sheet.max_row + 1)
    ]
    return [row for row in rows if any(value not in (None, "") for value in row.values())]


def _put_rows(sheet: Worksheet, rows: Sequence[SheetRow]) -> None:
    """Write rows from row 2 on; a row below the last one that was formatted looks like that one."""
    headings = _headings(sheet)
    formatted = max(sheet.max_row, 2)
    for number in range(2, max(formatted, len(rows) + 1) + 1):
        row = rows[number - 2] if number - 2 < len(rows) else {}
        for title, column in headings.items():
            cell = sheet.cell(number, column)
            if number > formatted:
                _look_like(cell, sheet.cell(formatted, column))
            cell.value = row.get(title)
        if not row:
            sheet.row_dimensions[number].height = None  # that of a text that is gone
    if sheet.auto_filter.ref:
        first, _, last = sheet.auto_filter.ref.partition(":")
        sheet.auto_filter.ref = f"{first}:{last.rstrip('0123456789')}{max(len(rows) + 1, 2)}"
