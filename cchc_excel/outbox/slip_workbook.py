"""Return slips: a copy of a unit's workbook with each problem marked in its cell, and one list of them all in front.

The copy is what the unit mends and sends again, so it stays the form it was: styles, protection, codes and `_meta` are
kept, and the marks of an earlier slip are cleared first.
"""

from __future__ import annotations

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

from cchc_excel.fill import line_height, lines_needed
from cchc_excel.fill.ooxml import UndatedZip
from cchc_excel.model.files import NEVER_SAVED
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

_FIXED = NEVER_SAVED.replace(tzinfo=None)
"""Times of a workbook that tells none: no output depends on the clock."""


class _CellFormat(NamedTuple):
    size: int = 12
    bold: bool = False
    center: bool = False
    fill: str = ""
    border: bool = True
    link: bool = False


_TITLE, _ABOUT, _STEP = (
    _CellFormat(14, True, True, border=False),
    _CellFormat(bold=True, border=False),
    _CellFormat(border=False),
)
_HEAD, _TEXT, _NUMBER = _CellFormat(bold=True, center=True, fill="FFE8EEF7"), _CellFormat(), _CellFormat(center=True)
_LINK, _HIDDEN = _CellFormat(center=True, link=True), _CellFormat(border=False)
_LEVELS = {level: _CellFormat(bold=level is Level.ERROR, center=True, fill=color) for level, color in FILLS.items()}
_COLUMNS = (("STT", 6.0), ("Mức", 12.0), ("Sheet", 14.0), ("Ô", 9.0), ("Có gì và làm gì", 92.0))
_MOST_LISTED = 2_000
"""More than anybody mends one by one."""
_AROUND = 10
"""Points above and below a row's text together."""
_PIXELS = 7
"""The width of a digit, the unit of column widths."""


def annotated_workbook(data: bytes, problems: Sequence[Problem], text: SlipText) -> bytes:
    """A copy of a workbook (.xlsx or .xlsm bytes) with the problems marked in their cells, and listed on a first
    sheet under `text`. Raises whatever openpyxl raises where it cannot open the workbook."""
    return annotated_book(load_workbook(BytesIO(data), keep_vba=_has_macros(data)), problems, text)


def annotated_book(book: Workbook, problems: Sequence[Problem], text: SlipText) -> bytes:
    """The same of a workbook that is open; it is changed."""
    clear(book)
    before = mark(book, problems[:_MOST_LISTED])
    list_sheet = book.create_sheet(_free_title(book), 0)
    _write_list(list_sheet, problems, text, book.sheetnames, before)
    for sheet in book.worksheets:  # more than one selected sheet would be edited together
        sheet.sheet_view.tabSelected = sheet is list_sheet
    book.active = 0
    return _saved(book)


def list_workbook(problems: Sequence[Problem], text: SlipText) -> bytes:
    """A workbook (.xlsx bytes) of the list alone, for a file that cannot be opened."""
    book = Workbook()
    book.properties.created = book.properties.modified = _FIXED
    list_sheet = book.active
    assert isinstance(list_sheet, Worksheet)
    list_sheet.title = LIST_SHEET
    _write_list(list_sheet, problems, text, (), {})
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
    ExcelWriter(book, UndatedZip(written, "w", ZIP_DEFLATED)).save()
    return written.getvalue()


def _write_list(
    list_sheet: Worksheet, problems: Sequence[Problem], text: SlipText, sheets: Collection[str], before: Before
) -> None:
    """The first sheet: what happened, what to do, and a table with filters whose addresses lead to the cells."""
    for number, (_, width) in enumerate(_COLUMNS):
        list_sheet.column_dimensions["ABCDE"[number]].width = width
    above = [(text.title, _TITLE), (text.about, _ABOUT), *((step, _STEP) for step in text.steps)]
    room = sum(width for _, width in _COLUMNS) * _PIXELS
    for row, (line, cell_format) in enumerate(above, start=1):
        _put(list_sheet, row, 1, line, cell_format)
        list_sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
        list_sheet.row_dimensions[row].height = _height(line, room, cell_format)
    top = len(above) + 2
    for column, (heading, _) in enumerate(_COLUMNS, start=1):
        _put(list_sheet, top, column, heading, _HEAD)
    list_sheet.row_dimensions[top].height = _height("", room, _HEAD)
    _put(list_sheet, top, RECORD_AT, RECORD, _HIDDEN)
    listed = problems[:_MOST_LISTED]
    for number, problem in enumerate(listed, start=1):
        _write_row(list_sheet, top + number, number, problem, sheets, before)
    list_sheet.auto_filter.ref = f"A{top}:E{top + len(listed)}"
    if len(problems) > len(listed):
        others = f"và {len(problems) - len(listed)} điểm khác: sửa theo các điểm trên rồi kiểm tra lại"
        _put(list_sheet, top + len(listed) + 1, len(_COLUMNS), others, _TEXT)
    list_sheet.freeze_panes = f"A{top + 1}"
    for hidden in "FG":
        list_sheet.column_dimensions[hidden].hidden = True
    _set_up_page(list_sheet, top)


def _write_row(
    list_sheet: Worksheet, row: int, number: int, problem: Problem, sheets: Collection[str], before: Before
) -> None:
    linked = problem.sheet in sheets
    _put(list_sheet, row, 1, number, _NUMBER)
    _put(list_sheet, row, 2, LEVEL_WORDS[problem.level], _LEVELS[problem.level])
    sheet = _put(list_sheet, row, SHEET_AT, problem.sheet or "", _NUMBER)
    address = _put(list_sheet, row, SHEET_AT + 1, problem.cell or "", _NUMBER)
    message = sentence(problem.message)
    _put(list_sheet, row, SHEET_AT + 2, message, _TEXT)
    list_sheet.row_dimensions[row].height = _height(message, _COLUMNS[-1][1] * _PIXELS - _AROUND, _TEXT)
    if linked:
        start = address if problem.cell else sheet
        sheet_name = str(problem.sheet).replace("'", "''")
        start.hyperlink = Hyperlink(ref=start.coordinate, location=f"'{sheet_name}'!{problem.cell or 'A1'}")
        start.font = _font(_LINK)
    earlier = before.get((problem.sheet or "", problem.cell or ""))
    if earlier:
        _put(list_sheet, row, RECORD_AT, problem.cell or "", _HIDDEN)
        _put(list_sheet, row, BEFORE_AT, earlier[1], _HIDDEN).fill = copy(earlier[0])


def _put(list_sheet: Worksheet, row: int, column: int, value: str | int, cell_format: _CellFormat) -> Cell:
    """Write a cell of the list; a text stays text, whatever it starts with."""
    cell = list_sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = clean(value) if isinstance(value, str) else value
    if cell.data_type == "f":
        cell.data_type = "s"
    cell.font = _font(cell_format)
    side_by_side: dict[str, Any] = {"horizontal": "center" if cell_format.center else "left"}
    if cell_format.border and not cell_format.center:
        side_by_side["indent"] = 1  # Excel and LibreOffice indent only what is said to stand left
    cell.alignment = Alignment(vertical="center", wrap_text=True, **side_by_side)
    if cell_format.fill:
        cell.fill = PatternFill("solid", fgColor=cell_format.fill)
    if cell_format.border:
        side = Side(style="thin")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    return cell


def _font(cell_format: _CellFormat) -> Font:
    font = Font(name="Times New Roman", size=cell_format.size, bold=cell_format.bold)
    if cell_format.link:
        font.color, font.underline = Color("FF0563C1"), "single"
    return font


def _height(text: str, room: float, cell_format: _CellFormat) -> float:
    lines = max(lines_needed(text, room - 10, cell_format.size, cell_format.bold), 1)
    return min(lines * line_height(cell_format.size) + _AROUND, 400)


def _set_up_page(list_sheet: Worksheet, top: int) -> None:
    """A4 landscape, one page wide, headings on each page."""
    list_sheet.page_setup.orientation = "landscape"
    list_sheet.page_setup.paperSize = 9
    list_sheet.page_setup.fitToWidth, list_sheet.page_setup.fitToHeight = 1, 0
    list_sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    list_sheet.print_title_rows = f"{top}:{top}"
    if list_sheet.oddFooter:
        list_sheet.oddFooter.center.text = "Trang &P/&N"
    margins = list_sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.8, 0.6, 0.8, 0.8
