"""Return slips: a copy of a unit's workbook with each problem marked in its cell, and one list of them all in front.

The copy is what the unit mends and sends again, so it stays the form it was: styles, protection, codes and `_meta` are
kept, and the marks of an earlier slip are cleared first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from copy import copy
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from cchc_excel.fill.text_size import LINE_HEIGHT, lines_needed
from cchc_excel.outbox.slip_marks import (
    BEFORE_AT,
    FILLS,
    LEVEL_WORDS,
    RECORD,
    RECORD_AT,
    SHEET_AT,
    Before,
    clean,
    clear,
    mark,
    sentence,
)
from cchc_excel.outbox.slip_text import LIST_SHEET, SlipText
from cchc_excel.problems.problem import Level, Problem

_FIXED = dt.datetime(2000, 1, 1)
"""Times of a workbook that tells none: no output depends on the clock."""


class _Style(NamedTuple):
    size: int = 12
    bold: bool = False
    center: bool = False
    fill: str = ""
    border: bool = True
    link: bool = False


_TITLE, _ABOUT, _STEP = _Style(14, True, True, border=False), _Style(bold=True, border=False), _Style(border=False)
_HEAD, _TEXT, _NUMBER = _Style(bold=True, center=True, fill="FFE8EEF7"), _Style(), _Style(center=True)
_LINK, _HIDDEN = _Style(center=True, link=True), _Style(border=False)
_LEVELS = {level: _Style(bold=level is Level.ERROR, center=True, fill=color) for level, color in FILLS.items()}
_COLUMNS = (("STT", 6.0), ("Mức", 12.0), ("Sheet", 14.0), ("Ô", 9.0), ("Có gì và làm gì", 92.0))
_AROUND = 10
"""Points above and below a row's text together."""
_PIXELS = 7
"""The width of a digit, the unit of column widths."""


def annotated(data: bytes, problems: Sequence[Problem], text: SlipText) -> bytes:
    """A copy of a workbook (.xlsx or .xlsm bytes) with the problems marked and listed. Raises whatever openpyxl does
    where it cannot open it."""
    book = load_workbook(BytesIO(data), keep_vba=_has_macros(data))
    clear(book)
    before = mark(book, problems)
    page = book.create_sheet(_free_title(book), 0)
    _write_list(page, problems, text, book.sheetnames, before)
    for sheet in book.worksheets:  # more than one selected sheet would be edited together
        sheet.sheet_view.tabSelected = sheet is page
    book.active = 0
    return _saved(book)


def plain(problems: Sequence[Problem], text: SlipText) -> bytes:
    """A workbook of the list alone, for a file that cannot be opened."""
    book = Workbook()
    book.properties.created = book.properties.modified = _FIXED
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = LIST_SHEET
    _write_list(page, problems, text, (), {})
    return _saved(book)


def _has_macros(data: bytes) -> bool:
    with ZipFile(BytesIO(data)) as package:
        return "xl/vbaProject.bin" in package.namelist()


def _free_title(book: Workbook) -> str:
    """The list's name, unless a sheet of the unit's has it."""
    used = {name.casefold() for name in book.sheetnames}
    names = [LIST_SHEET, *(f"{LIST_SHEET} ({number})" for number in range(2, len(used) + 3))]
    return next(name for name in names if name.casefold() not in used)


def _saved(book: Workbook) -> bytes:
    """The workbook's bytes. Its own modified time stays: a slip sent back as it is is no later version."""
    if book.properties.modified is None:
        book.properties.modified = _FIXED
    written = BytesIO()
    ExcelWriter(book, ZipFile(written, "w", ZIP_DEFLATED)).save()
    return written.getvalue()


def _write_list(
    page: Worksheet, problems: Sequence[Problem], text: SlipText, sheets: Collection[str], before: Before
) -> None:
    """The first sheet: what happened, what to do, and a table with filters whose addresses lead to the cells."""
    for number, (_, width) in enumerate(_COLUMNS):
        page.column_dimensions["ABCDE"[number]].width = width
    above = [(text.title, _TITLE), (text.about, _ABOUT), *((step, _STEP) for step in text.steps)]
    room = sum(width for _, width in _COLUMNS) * _PIXELS
    for row, (line, style) in enumerate(above, start=1):
        _put(page, row, 1, line, style)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
        page.row_dimensions[row].height = _height(line, room, style)
    top = len(above) + 2
    for column, (heading, _) in enumerate(_COLUMNS, start=1):
        _put(page, top, column, heading, _HEAD)
    page.row_dimensions[top].height = _height("", room, _HEAD)
    _put(page, top, RECORD_AT, RECORD, _HIDDEN)
    for number, problem in enumerate(problems, start=1):
        _write_row(page, top + number, number, problem, sheets, before)
    page.auto_filter.ref = f"A{top}:E{top + len(problems)}"
    page.freeze_panes = f"A{top + 1}"
    for hidden in "FG":
        page.column_dimensions[hidden].hidden = True
    _set_up_page(page, top)


def _write_row(
    page: Worksheet, row: int, number: int, problem: Problem, sheets: Collection[str], before: Before
) -> None:
    linked = problem.sheet in sheets
    _put(page, row, 1, number, _NUMBER)
    _put(page, row, 2, LEVEL_WORDS[problem.level], _LEVELS[problem.level])
    sheet = _put(page, row, SHEET_AT, problem.sheet or "", _NUMBER)
    address = _put(page, row, SHEET_AT + 1, problem.cell or "", _NUMBER)
    message = sentence(problem.message)
    _put(page, row, SHEET_AT + 2, message, _TEXT)
    page.row_dimensions[row].height = _height(message, _COLUMNS[-1][1] * _PIXELS - _AROUND, _TEXT)
    if linked:
        start = address if problem.cell else sheet
        sheet_name = str(problem.sheet).replace("'", "''")
        start.hyperlink = Hyperlink(ref=start.coordinate, location=f"'{sheet_name}'!{problem.cell or 'A1'}")
        start.font = _font(_LINK)
    earlier = before.get((problem.sheet or "", problem.cell or ""))
    if earlier:
        _put(page, row, RECORD_AT, problem.cell or "", _HIDDEN)
        _put(page, row, BEFORE_AT, earlier[1], _HIDDEN).fill = copy(earlier[0])


def _put(page: Worksheet, row: int, column: int, value: str | int, style: _Style) -> Cell:
    """Write a cell of the list; a text stays text, whatever it starts with."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = clean(value) if isinstance(value, str) else value
    if cell.data_type == "f":
        cell.data_type = "s"
    cell.font = _font(style)
    side_by_side: dict[str, Any] = {"horizontal": "center" if style.center else "left"}
    if style.border and not style.center:
        side_by_side["indent"] = 1  # Excel and LibreOffice indent only what is said to stand left
    cell.alignment = Alignment(vertical="center", wrap_text=True, **side_by_side)
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=style.fill)
    if style.border:
        side = Side(style="thin")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    return cell


def _font(style: _Style) -> Font:
    font = Font(name="Times New Roman", size=style.size, bold=style.bold)
    if style.link:
        font.color, font.underline = Color("FF0563C1"), "single"
    return font


def _height(text: str, room: float, style: _Style) -> float:
    lines = max(lines_needed(text, room - 10, style.size, style.bold), 1)
    return min(lines * style.size * LINE_HEIGHT + _AROUND, 400)


def _set_up_page(page: Worksheet, top: int) -> None:
    """A4 landscape, one page wide, headings on each page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{top}:{top}"
    if page.oddFooter:
        page.oddFooter.center.text = "Trang &P/&N"
    margins = page.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.8, 0.6, 0.8, 0.8
