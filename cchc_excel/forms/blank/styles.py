"""How the unit workbook looks: cell styles, page set-up, row heights, and drop-downs that cannot fail silently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO

import msgspec
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc_excel.fill.page_breaks import page_breaks
from cchc_excel.fill.text_size import LINE_HEIGHT, lines_needed

_FONT, _NORMAL_SIZE = "Times New Roman", 11
_OWN_FONT: dict[str, object] = {"font_name": _FONT, "font_scheme": False}
"""The workbook's own font, whatever the theme's. The width of its digits is the unit of column widths, 7 pixels on the
screen."""
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""A fixed date, so that the same form has the same bytes."""
_NORMAL, _TALLEST = 15.0, 400.0
"""Row heights in points; Excel allows 409."""
_LIGHT_UP, _UPWARD, _THIN, _LINE_COLOR = 14, 1, 1, "#7F7F7F"
"""Numbers of a hatching, a diagonal and a border, and the colour of such lines."""

YELLOW, GREY, BLUE, RED, AMBER = "#FFF9DB", "#D0CECE", "#E8EEF7", "#FBD5D5", "#FFE3B3"
"""Fills: to be filled in, does not apply, heading or computed, error, warning. None stands alone, since forms are
printed in black and white: what does not apply is crossed, computed numbers are in italics, messages say what they are.
"""

_TITLE_LIMIT, _MESSAGE_LIMIT, _LIST_LIMIT = 32, 255, 255
"""What Excel allows in a data validation, in characters."""
LARGEST_COUNT, LARGEST_RANK = 999_999_999, 9_999


class Style(msgspec.Struct, frozen=True):
    """A cell's looks and whether it can be typed into."""

    size: int = 12
    bold: bool = False
    italic: bool = False
    align: str = "left"
    top: bool = False
    border: bool = True
    fill: str = ""
    color: str = ""
    number: str = ""
    unlocked: bool = False
    pad: float = 6.0
    """Points above and below the text, of a cell with borders."""
    crossed: bool = False
    open_side: str = ""
    """"left" or "right": the side without a border."""


PLAIN = Style(border=False)
AGENCY = Style(border=False, align="center", size=11)
AGENCY_BOLD = Style(border=False, align="center", size=11, bold=True)
TITLE = Style(border=False, align="center", size=14, bold=True)
LINE = Style(border=False, align="center", size=11)
NOTE = Style(border=False, italic=True, size=11, color="#595959")
SECTION = Style(border=False, bold=True, size=13)
HEAD = Style(bold=True, align="center", fill=BLUE, size=11)
HEAD_SMALL = Style(bold=True, align="center", fill=BLUE, size=10, pad=2)
HEAD_NUMBER = Style(italic=True, align="center", fill=BLUE, size=9, pad=2)
TEXT = Style()
CENTRED = Style(align="center")
COUNT = Style(align="right", number="#,##0", fill=BLUE, italic=True)
DAY = Style(align="center", number="dd/mm/yyyy")
TOTAL_TEXT = Style(bold=True, fill=BLUE)
TOTAL_COUNT = Style(bold=True, italic=True, fill=BLUE, align="right", number="#,##0")
RATIO = Style(align="center", bold=True, italic=True, fill=BLUE)
HEAD_TIGHT = Style(bold=True, align="center", fill=BLUE, size=10, pad=1.5)
TIGHT = Style(size=10, pad=1.5)
TIGHT_COUNT = Style(align="right", number="#,##0", fill=BLUE, italic=True, size=10, pad=1.5)
TIGHT_RATIO = Style(align="center", bold=True, italic=True, fill=BLUE, size=10, pad=1.5)
MESSAGE = Style(size=11)
COMPACT = Style(size=11, pad=3)
SMALL = Style(size=10, pad=3)
ENTRY_COUNT = Style(align="right", number="#,##0", fill=YELLOW, unlocked=True)
ENTRY_OFF = Style(align="right", number="#,##0", fill=GREY, unlocked=True, crossed=True)
ENTRY_TEXT = Style(number="@", fill=YELLOW, unlocked=True)
ENTRY_CODE = Style(number="@", fill=YELLOW, unlocked=True, align="center")
ENTRY_CHOICE = Style(fill=YELLOW, unlocked=True, align="center")
ENTRY_DAY = Style(align="center", number="dd/mm/yyyy", fill=YELLOW, unlocked=True)


def ratio(is_percent: bool, digits: int, style: Style) -> Style:
    """A style with the number format of a ratio that is shown with so many decimals."""
    number = "0." + "0" * digits if digits else "0"
    return msgspec.structs.replace(style, number=number + "%" if is_percent else number)


class Column(msgspec.Struct, frozen=True):
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
        self._book.set_properties({"created": _CREATED})
        self._formats: dict[Style, Format] = {}

    def add(self, names: Iterable[str]) -> None:
        """Make the sheets, in this order; they are written in any."""
        for name in names:
            self._book.add_worksheet(name)

    def sheet(self, name: str) -> Worksheet:
        """A sheet that was added."""
        found = self._book.get_worksheet_by_name(name)
        assert found is not None, name
        return found

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

    def __init__(self, book: Book, sheet: Worksheet, columns: Sequence[Column]) -> None:
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

    def number(self, row: int, column: int, number: int, style: Style) -> None:
        self.sheet.write_number(row, column, number, self.book.format(style))

    def day(self, row: int, column: int, day: dt.date, style: Style) -> None:
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

    def height_of(self, text: str, first: int, last: int, style: Style) -> float:
        """How many points high a text is over some columns."""
        width = sum(column.width for column in self.columns[first : last + 1])
        room = width * 7 - (16 if style.border and style.align != "center" else 2)
        spare = style.pad if style.border else 1.0
        return min(lines_needed(text, room, style.size, style.bold) * style.size * LINE_HEIGHT + spare, _TALLEST)

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


def shorten(text: str, limit: int) -> str:
    """The text, cut at a word and marked "…" where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


class Choice(msgspec.Struct, frozen=True):
    """What may be typed into some cells, and what the user is told."""

    rule: dict[str, object]
    title: str
    message: str
    refusal: str


def count_choice(title: str, message: str) -> Choice:
    """A whole number that the program reads."""
    return _whole(0, LARGEST_COUNT, title, message, f"Ô này chỉ nhận số nguyên từ 0 trở lên. {_DIGITS_ONLY}.")


def rank_choice(title: str, message: str) -> Choice:
    """A rank: a whole number from 1."""
    refusal = f"Ô này chỉ nhận thứ hạng từ 1 trở lên. {_DIGITS_ONLY}; không xếp hạng thì để trống."
    return _whole(1, LARGEST_RANK, title, message, refusal)


_DIGITS_ONLY = "Nhập lại chỉ bằng chữ số, không kèm chữ, dấu cách, dấu chấm hay dấu phẩy"


def _whole(least: int, most: int, title: str, message: str, refusal: str) -> Choice:
    rule: dict[str, object] = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
    return Choice(rule, title, message, refusal)


def day_choice(title: str, message: str, example: dt.date) -> Choice:
    """A date of this century."""
    return Choice(
        {"validate": "date", "criteria": "between", "minimum": dt.date(2000, 1, 1), "maximum": dt.date(2099, 12, 31)},
        title,
        message,
        "Ô này chỉ nhận ngày, tháng, năm. Nhập lại theo kiểu ngày của máy, thường là ngày/tháng/năm, ví dụ "
        f"{example:%d/%m/%Y}.",
    )


def list_choice(source: Sequence[str] | str, title: str, message: str) -> Choice:
    """One of a list, or of a range ("='_danh_sach'!$A$1:$A$9")."""
    if not isinstance(source, str) and len(",".join(source)) > _LIST_LIMIT:
        raise ValueError(f"a list of over {_LIST_LIMIT} characters needs a range")
    refusal = "Ô này chỉ nhận giá trị có sẵn. Bấm mũi tên ở cạnh ô và chọn một dòng trong danh sách."
    return Choice({"validate": "list", "source": source}, title, message, refusal)


def any_text(title: str, message: str) -> Choice:
    """Anything: the user is only told what belongs there."""
    return Choice({"validate": "any"}, title, message, "")


def restrict(sheet: Worksheet, area: tuple[int, int, int, int], choice: Choice) -> None:
    """Let only `choice` be typed into an area (first row, first column, last row, last column).

    Raises ValueError where xlsxwriter would only warn and leave the cells open.
    """
    told = {
        "input_title": shorten(choice.title, _TITLE_LIMIT),
        "input_message": shorten(choice.message, _MESSAGE_LIMIT),
    }
    if choice.refusal:
        told |= {"error_title": "Chưa nhập được", "error_message": choice.refusal, "error_type": "stop"}
    if sheet.data_validation(*area, {**choice.rule, **told}):
        raise ValueError(f"the data validation of {area} was refused: {choice}")


def protect(sheet: Worksheet) -> None:
    """Protection without a password: only entry cells can be typed into; columns and rows can be made wider."""
    sheet.protect("", {"format_columns": True, "format_rows": True})


class Paper(msgspec.Struct, frozen=True):
    """How a sheet is printed: landscape or not, what heading rows repeat, the last row printed, and runs of rows
    (first, last) that no page break may part: a heading and what follows it, signatures and what they sign."""

    landscape: bool
    last_row: int
    repeat: tuple[int, int] | None = None
    bound: Sequence[tuple[int, int]] = ()


_INCH, _POINTS = 25.4, 72.0
_WIDTH, _HEIGHT, _LEFT, _LEFT_LANDSCAPE, _RIGHT, _TOP = 210, 297, 30, 20, 15, 20
"""Millimetres: A4 and the margins of Nghị định 30/2020/NĐ-CP."""
_DIGIT = 5.5
"""Points: a digit of the workbook's own font on paper, where nothing is rounded to pixels."""
_SLACK = 0.97
"""Printers differ a little in the width of letters."""


def set_up_paper(page: Page, paper: Paper) -> None:
    """A4, one page wide, the page's number at the foot."""
    sheet = page.sheet
    sheet.set_paper(9)
    left = _LEFT_LANDSCAPE if paper.landscape else _LEFT
    sheet.set_margins(left=left / _INCH, right=_RIGHT / _INCH, top=_TOP / _INCH, bottom=_TOP / _INCH)
    sheet.center_horizontally()
    sheet.set_footer(f'&C&"{_FONT},Regular"&11Trang &P/&N')
    sheet.hide_gridlines(2)
    sheet.print_area(0, 0, paper.last_row, page.last_printed)
    if paper.repeat:
        sheet.repeat_rows(*paper.repeat)
    if paper.landscape:
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return
    # A scale, since Excel heeds no page break of ours on a sheet that is fitted to pages.
    digits = sum(column.width + 5 / 7 for column in page.columns[: page.last_printed + 1] if column.width)
    scale = min(_SLACK * (_WIDTH - left - _RIGHT) / _INCH * _POINTS / (digits * _DIGIT), 1.0)
    sheet.set_print_scale(int(scale * 100))
    if paper.bound:
        room = _SLACK * (_HEIGHT - 2 * _TOP) / _INCH * _POINTS / scale
        sheet.set_h_pagebreaks(page_breaks([page.height(row) for row in range(paper.last_row + 1)], room, paper.bound))
