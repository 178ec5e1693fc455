"""Rows of a catalogue workbook, changed in place: what an officer formatted, noted or added beside them stays."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from cchc_excel.values import fold

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SheetRow: TypeAlias = Mapping[str, Any]
"""Heading, folded -> what its cell holds."""
ChangeRows: TypeAlias = Callable[[Sequence[SheetRow]], Sequence[SheetRow]]
"""What the rows of a sheet become."""
_FORMAT = ("font", "border", "fill", "number_format", "protection", "alignment")
"""What makes a cell look like another."""


def change_rows(data: bytes, changes: Mapping[str, ChangeRows]) -> bytes:
    """A catalogue (.xlsx as bytes) with other rows. `changes`: sheet -> what its rows (those with anything in them)
    become; a heading that the sheet does not have is left out."""
    from openpyxl import load_workbook  # slow to import, and only commands that change a catalogue need it

    book = load_workbook(BytesIO(data))
    sheets = {fold(sheet.title): sheet for sheet in book.worksheets}
    for name, change in changes.items():
        sheet = sheets[fold(name)]
        _put_rows(sheet, change(_rows_of(sheet)))
    memory = BytesIO()
    book.save(memory)
    return memory.getvalue()


def _headings(sheet: Worksheet) -> dict[str, int]:
    """Heading, folded -> its column; the first of two alike."""
    titles = [(fold(str(cell.value or "")), column) for column, cell in enumerate(sheet[1], start=1)]
    return {title: column for title, column in reversed(titles) if title}


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
                for trait in _FORMAT:
                    setattr(cell, trait, copy.copy(getattr(sheet.cell(formatted, column), trait)))
            cell.value = row.get(title)
        if not row:
            sheet.row_dimensions[number].height = None  # that of a text that is gone
    if sheet.auto_filter.ref:
        first, _, last = sheet.auto_filter.ref.partition(":")
        sheet.auto_filter.ref = f"{first}:{last.rstrip('0123456789')}{max(len(rows) + 1, 2)}"
