"""A workbook being written, and its sheets: cells by (row, column), with widths of columns and heights of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO

import msgspec
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc_excel.fill import broken, line_height, lines_needed
from cchc_excel.forms.blank.styles import PLAIN, Style
from cchc_excel.model.files import NEVER_SAVED
from cchc_excel.model.records import Number
from cchc_excel.values import as_cell

FONT, _NORMAL_SIZE = "Times New Roman", 11
_OWN_FONT: dict[str, object] = {"font_name": FONT, "font_scheme": False}
"""The workbook's own font, whatever the theme's. The width of its digits is the unit of column widths, 7 pixels on the
screen."""
_NORMAL, _TALLEST = 15.0, 400.0
"""Row heights in points; Excel allows 409."""
_LIGHT_UP, _UPWARD, _THIN, _LINE_COLOR = 14, 1, 1, "#7F7F7F"
"""Numbers of a hatching, a diagonal and a border, and the colour of such lines."""


class PageColumn(msgspec.Struct, frozen=True):
    """A column of a data sheet: its code, its width in characters (none: hidden), whether it is printed."""

    code: str
    width: float = 0.0
    printed: bool = True


class Book:
    """A workbook being written: sheets in order, styles made once."""

    def __init__(self) -> None:
        self._data = BytesIO()
        self._book = xlsxwriter.Workbook(
            self._data, {"in_memory": True, "default_format_properties": {**_OWN_FONT, "font_size": _NORMAL_SIZE}}
        )
        self._book.set_properties({"created": NEVER_SAVED})
        self._formats: dict[Style, Format] = {}

    def add(self, names: Iterable[str]) -> None:
        """Make the sheets, in this order; they are written in any."""
        for name in names:
            self._book.add_worksheet(name)

    def sheet(self, name: str) -> Worksheet:
        """A sheet that was added."""
        sheet = self._book.get_worksheet_by_name(name)
        assert sheet is not None, name
        return sheet

    def format(self, style: Style) -> Format:
        """The workbook's format of a style."""
        known = self._formats.get(style)
        if known is None:
            known = self._formats[style] = self._book.add_format(_properties(style))
        return known

    def mark(self, color: str, *, bold: bool = False, hatched: bool = False) -> Format:
        """A conditional format: a fill, with bold letters or a hatching for black and white."""
        look: dict[str, object] = {"bg_color": color}
        if bold:
            look["bold"] = True
        if hatched:
            look |= {"pattern": _LIGHT_UP, "fg_color": _LINE_COLOR}
        return self._book.add_format(look)

    def close(self) -> bytes:
        """The workbook's bytes."""
        self._book.close()
        return self._data.getvalue()


def _properties(style: Style) -> dict[str, object]:
    properties: dict[str, object] = {
        **_OWN_FONT,
        "font_size": style.size,
        "bold": style.bold,
        "italic": style.italic,
        "align": style.align,
        "valign": "top" if style.top else "vcenter",
        "text_wrap": style.number in ("", "@") or style.align == "center",
        "border": int(style.border),
        "indent": int(style.border and style.align != "center"),
        "locked": not style.unlocked,
    }
    if style.crossed:
        properties |= {"diag_type": _UPWARD, "diag_border": _THIN, "diag_color": _LINE_COLOR}
    if style.open_side:
        properties[style.open_side] = 0
    optional = {"bg_color": style.fill, "font_color": style.color, "num_format": style.number}
    return properties | {key: value for key, value in optional.items() if value}


class Page:
    """A sheet being written: cells by (row, column) from 0, with the width of its columns and the height of its
    rows."""

    def __init__(self, book: Book, sheet: Worksheet, columns: Sequence[PageColumn]) -> None:
        self.book, self.sheet = book, sheet
        self.columns = columns
        shown = [position for position, column in enumerate(columns) if column.width]
        self.last_shown = max(shown)
        self.last_printed = max(position for position in shown if columns[position].printed)
        self.at = {column.code: position for position, column in enumerate(columns)}
        self._heights: dict[int, float] = {}
        self._hidden: set[int] = set()
        for position, column in enumerate(columns):
            options = None if column.width else {"hidden": True}
            sheet.set_column(position, position, column.width or None, None, options)

    def text(self, row: int, column: int, text: str, style: Style) -> None:
        """A text (never a number or a formula), or a blank cell; the row grows to show it whole."""
        if text:
            self.sheet.write_string(row, column, text, self.book.format(style))
            self.tall(row, self.height_of(text, column, column, style))
        else:
            self.sheet.write_blank(row, column, None, self.book.format(style))

    def heading(self, row: int, column: int, text: str, style: Style) -> None:
        """A text in a narrow column, in lines that leave some room at both sides whoever draws the letters."""
        room = self._room(column, column, style)
        self.text(row, column, broken(text, room, style.size, style.bold, style.italic), style)

    def number(self, row: int, column: int, number: Number, style: Style) -> None:
        """A number, as near as a cell can hold it."""
        self.sheet.write_number(row, column, as_cell(number), self.book.format(style))

    def comment(self, row: int, column: int, text: str) -> None:
        """A comment on a cell, seen by who points at it."""
        self.sheet.write_comment(row, column, text, {"x_scale": 2.0, "font_name": FONT, "font_size": 9})

    def day(self, row: int, column: int, day: dt.date, style: Style) -> None:
        """A date, without a time."""
        self.sheet.write_datetime(row, column, dt.datetime(day.year, day.month, day.day), self.book.format(style))

    def formula(self, row: int, column: int, formula: str, style: Style = PLAIN) -> None:
        """A formula, given without "="."""
        self.sheet.write_formula(row, column, f"={formula}", self.book.format(style), "")

    def link(self, row: int, column: int, sheet: str, spot: str, style: Style) -> None:
        """The name of another sheet, to be clicked to go to a cell there."""
        self.sheet.write_url(row, column, f"internal:'{sheet}'!{spot}", self.book.format(style), sheet)
        self.tall(row, self.height_of(sheet, column, column, style))

    def wide(self, row: int, first: int, last: int, text: str, style: Style) -> None:
        """A text, or a formula where it begins with "=", over several columns."""
        look = self.book.format(style)
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", look)
        if text.startswith("="):
            self.sheet.write_formula(row, first, text, look, "")
            return
        if not text:
            self.sheet.write_blank(row, first, None, look)
            return
        self.sheet.write_string(row, first, text, look)
        self.tall(row, self.height_of(text, first, last, style))

    def named(self, row: int, first: int, last: int, name: str, text: str, style: Style) -> None:
        """A text over several columns, opened by a name in bold letters."""
        look, bold = self.book.format(style), self.book.format(msgspec.structs.replace(style, bold=True))
        self.sheet.merge_range(row, first, row, last, "", look)
        self.sheet.write_rich_string(row, first, bold, name, look, f": {text}", look)
        self.tall(row, self.height_of(f"{name}: {text}", first, last, style))

    def height_of(self, text: str, first: int, last: int, style: Style) -> float:
        """How many points high a text is over some columns."""
        lines = lines_needed(text, self._room(first, last, style), style.size, style.bold)
        spare = style.pad if style.border else 1.0
        return min(lines * line_height(style.size) + spare, _TALLEST)

    def _room(self, first: int, last: int, style: Style) -> float:
        """The pixels that a text has over some columns."""
        width = sum(column.width for column in self.columns[first : last + 1])
        return width * 7 - (16 if style.border and style.align != "center" else 2)

    def tall(self, row: int, points: float) -> None:
        """At least so many points high."""
        self._heights[row] = max(points, self._heights.get(row, 0.0))

    def select(self, spot: str) -> None:
        """Let the sheet open with this cell selected."""
        self.sheet.set_selection(spot)

    def hide(self, row: int) -> None:
        """Hide a row."""
        self._hidden.add(row)

    def height(self, row: int) -> float:
        """How many points high a row is."""
        return 0.0 if row in self._hidden else self._heights.get(row, _NORMAL)

    def finish(self) -> None:
        """Set the row heights: neither Excel nor LibreOffice fits merged or written rows by itself."""
        for row, height in self._heights.items():
            self.sheet.set_row(row, height)
        for row in self._hidden:
            self.sheet.set_row(row, None, None, {"hidden": True})
