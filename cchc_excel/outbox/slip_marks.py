"""Marks in a workbook: the cell of each problem coloured, the problem in its comment; and earlier marks taken away.

Styles are kept but for the colour. What a cell had before stands in hidden columns of the list that the slip begins
with (slips.py), so that the next slip can put it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.fill import lines_needed
from cchc_excel.problems.problem import Level, Problem, has_errors

LEVEL_WORDS = {Level.ERROR: "Lỗi", Level.WARNING: "Cảnh báo"}
RECORD = "#cchc-o"
"""Heading of the list's column of marked addresses; starting with "#" it is never data of a form."""
SHEET_AT, RECORD_AT, BEFORE_AT = 3, 6, 7
"""Columns of the list: the sheet, and hidden: the marked address; the colour and comment it had before."""
_OPENING = "Phiếu trả lại:"
"""How the comment of a mark opens; by it earlier marks are found again."""
FILLS = {Level.ERROR: "FFFF9B9B", Level.WARNING: "FFFFCC80"}
"""The colours of marked cells, ARGB."""
_AUTHOR = "Văn phòng"
_WIDTH, _SIZE, _LINE = 340, 9, 16

Before: TypeAlias = dict[tuple[str, str], tuple[PatternFill, str]]
"""(sheet, address) -> the colour and the comment that a marked cell had before."""


def mark(book: Workbook, problems: Iterable[Problem]) -> Before:
    """Colour the cell of each problem and say it in a comment."""
    by_cell: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.cell and problem.sheet in book.sheetnames:
            by_cell.setdefault((str(problem.sheet), problem.cell), []).append(problem)
    before: Before = {}
    for (name, address), here in by_cell.items():
        cell = _cell(book, name, address)
        if cell is None:
            continue
        own = cell.comment.text.strip() if cell.comment else ""
        before[name, address] = (_fill_of(cell), own)
        worst = Level.ERROR if has_errors(here) else Level.WARNING
        cell.fill = PatternFill("solid", fgColor=FILLS[worst])
        cell.comment = _comment(own, here)
    return before


def clear(book: Workbook) -> None:
    """Take away what an earlier slip put in: its list, its comments, its colours."""
    for list_sheet in [sheet for sheet in book.worksheets if _is_list(sheet)]:
        for row in range(1, list_sheet.max_row + 1):
            name, address = list_sheet.cell(row, SHEET_AT).value, list_sheet.cell(row, RECORD_AT).value
            cell = _cell(book, str(name), str(address))
            if cell is not None and _is_marked(cell):
                twin = list_sheet.cell(row, BEFORE_AT)
                cell.fill = _fill_of(twin)
                cell.comment = Comment(str(twin.value), _AUTHOR) if twin.value else None
        book.remove(list_sheet)
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if cell.comment and _OPENING in cell.comment.text:  # its row in the list is gone, or it was moved
                own = cell.comment.text.partition(_OPENING)[0].strip()
                cell.comment = Comment(own, _AUTHOR) if own else None
                if _has_our_fill(cell):
                    cell.fill = PatternFill()


def clean(text: str) -> str:
    """A text without the characters that no workbook may hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def sentence(text: str) -> str:
    """A problem's message as it stands alone."""
    return text[:1].upper() + text[1:]


def _is_list(sheet: Worksheet) -> bool:
    return any(sheet.cell(row, RECORD_AT).value == RECORD for row in range(1, min(sheet.max_row, 30) + 1))


def _is_marked(cell: Cell) -> bool:
    return bool(cell.comment and _OPENING in cell.comment.text) or _has_our_fill(cell)


def _has_our_fill(cell: Cell) -> bool:
    return cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in FILLS.values()


def _fill_of(cell: object) -> PatternFill:
    """A cell's own colour, free of the cell. (A gradient is one too, whatever the type says.)"""
    fill: PatternFill = copy(cell.fill)  # type: ignore[attr-defined]
    return fill


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    """Every cell that is there; never the whole rectangle, which a stray cell far away makes endless."""
    return (cell for cell in list(sheet._cells.values()) if isinstance(cell, Cell))


def _cell(book: Workbook, name: str, address: str) -> Cell | None:
    """A cell of a worksheet; of merged ones the one that holds the value; None where there is none."""
    if name not in book.sheetnames:
        return None
    sheet = book[name]
    try:
        coordinate_from_string(address)
    except CellCoordinatesException:
        return None
    if not isinstance(sheet, Worksheet):
        return None
    cell = sheet[address]
    if not isinstance(cell, Cell):
        area = next((problem for problem in sheet.merged_cells.ranges if address in problem), None)
        cell = sheet.cell(area.min_row, area.min_col) if area else None
    return cell if isinstance(cell, Cell) else None


def _comment(own: str, here: Iterable[Problem]) -> Comment:
    lines = [f"- {LEVEL_WORDS[problem.level]}: {clean(sentence(problem.message))}" for problem in here]
    text = "\n".join([*([own, ""] if own else []), _OPENING, *lines])
    comment = Comment(text, _AUTHOR)
    comment.width, comment.height = _WIDTH, (lines_needed(text, _WIDTH - 20, _SIZE) + 1) * _LINE
    return comment
