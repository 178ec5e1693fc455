"""A page of a report as Nghị định 30/2020/NĐ-CP wants it: letterhead, title, table, place to sign.

A4, margins 20/20/30/15 mm, Times New Roman, the page's number centred in the top margin from page 2 on. Columns are as
wide as a page at 100 %, so letters keep their size and Excel keeps the page breaks (it drops them where a sheet is
fitted to pages).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from cchc_excel.fill import lines_needed, row_height
from cchc_excel.fill.ooxml import Package
from cchc_excel.report.full_width import STRETCHED
from cchc_excel.report.page_breaks import CONTINUED, CONTINUED_NAMES, KEPT_ROWS, WITH_NEXT

CREATED = dt.datetime(2022, 3, 31)
FONT = "Times New Roman"
HEAD_SHADE = "#DDE7F3"
_FIRST_SHEET = "xl/worksheets/sheet1.xml"

LANDSCAPE, PORTRAIT = 252, 165
"""Millimetres between the margins."""
_LESS = 0.99
"""Tables are a little narrower: printers differ."""
_USUAL, _DIGIT_POINTS, _DIGIT_PIXELS = 9, 4.5, 6
"""The first font's size; a column's width is counted in its digits: on paper, and on a screen. Of Times New Roman 9
both are the same, so text breaks where it was measured to; a step of indent, three of its spaces, is 2.4 mm."""
_USUAL_WIDTH, _USUAL_HEIGHT = 56, 16
"""Pixels of a column and a row of an empty sheet with such letters."""
NAMES_MISSING = (
    "Số liệu chưa gồm: {% for t in thieu | groupby('ly_do') %}{{ t.list | map(attribute='ten') | join(', ') }} "
    "({{ t.grouper }}){{ '; ' if not loop.last else '.' }}{% endfor %}"
)
SHORT_NAMES = (
    "Tên gọi tắt: {% for u in don_vi if u.ten_ngan != u.ten %}{{ u.ten_ngan }}: {{ u.ten }}"
    "{{ '; ' if not loop.last else '.' }}{% endfor %}"
)
ALL_THERE = "Số liệu đã gồm đủ {{ don_vi | length }} phòng, đơn vị."
DATE = (
    '{{ thong_tin["dia_danh"] }}, {% if ngay %}ngày {{ (ngay | ngay)[:2] }} tháng '
    "{{ (ngay | ngay)[3:5] if ngay.month < 3 else ngay.month }} năm {{ ngay.year }}"
    "{% else %}ngày … tháng … năm …{% endif %}"
)
"""The decree writes days below 10 and the months 1 and 2 with a nought."""


class Page:
    """A worksheet of a report: letterhead, title, a table, a place to sign."""

    def __init__(self, book: Any, name: str, widths: Sequence[float], *, split: int, landscape: bool = True) -> None:
        """`widths` in millimetres; the letterhead's left side and the left signature take the first `split`
        columns."""
        assert sum(widths) <= (LANDSCAPE if landscape else PORTRAIT) * _LESS, (name, sum(widths))
        self.book, self.split, self.last = book, split, len(widths) - 1
        self.widths = [round(width / 25.4 * 72 / _DIGIT_POINTS * _DIGIT_PIXELS) for width in widths]
        self.page: Any = book.add_worksheet(name)
        self.row = 0
        for at, width in enumerate(self.widths):
            self.page.set_column_pixels(at, at, width, self.style())
        if landscape:
            self.page.set_landscape()
        self.page.set_paper(9)
        self.page.set_margins(left=30 / 25.4, right=15 / 25.4, top=20 / 25.4, bottom=20 / 25.4)
        self.page.center_horizontally()
        self.page.set_header(f'&C&"{FONT},Regular"&13&P', {"margin": 10 / 25.4, "scale_with_doc": False})
        self.page.set_footer("", {"margin": 10 / 25.4})
        self.page.hide_gridlines(2)

    def style(self, **more: object) -> Any:
        base: dict[str, object] = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
        if "border" in more and "align" not in more:
            base |= {"align": "left", "indent": 1}
        return self.book.add_format(base | {"font_scheme": False} | more)

    def across(self, text: str, first: int, last: int, **looks: object) -> None:
        """Text over several columns of the row that is being written."""
        if first == last:
            self.page.write_string(self.row, first, text, self.style(**looks))
        else:
            self.page.merge_range(self.row, first, self.row, last, text, self.style(**looks))

    def next(self, height: float | None = None) -> None:
        """The row is done; rows without a height get what their texts need when the report is filled."""
        if height is not None:
            self.page.set_row(self.row, height)
        self.row += 1

    def letterhead(self) -> None:
        """Who writes, on the left, with a line of about half the name; the state's name and motto on the right."""
        left, right = (0, self.split - 1), (self.split, self.last)
        self.across('{{ thong_tin["co_quan_cap_tren"] }}', *left, align="center", valign="top", font_size=12)
        self.across("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *right, align="center", valign="top", bold=True, font_size=12)
        self.next()
        self.across("{{ co_quan | upper }}", *left, align="center", valign="top", bold=True, font_size=12)
        self.across("Độc lập - Tự do - Hạnh phúc", *right, align="center", valign="top", bold=True, font_size=13)
        self.next()
        line: dict[str, Any] = {"align": "center", "valign": "top", "font_size": 6, "text_wrap": False}
        self.across('{{ "_" * ([co_quan | length, 40] | min * 6 // 5) }}', *left, **line)
        self.across("_" * 55, *right, **line)
        self.next(8.25)

    def only_if(self, condition: str) -> None:
        """The sheet is there only where the condition holds; A1 is in the thin row above the title."""
        name = self.page.get_name()
        self.page.write_string(0, 0, f"{{%sheet for o in ([{{'ten': '{name}'}}] if {condition} else []) %}}")

    def title(self, *lines: str) -> None:
        """The title's lines, the last one in italics."""
        self.next(3)
        for at, text in enumerate(lines):
            under = at == len(lines) - 1
            size = 11 if under else 13
            self.across(text, 0, self.last, align="center", bold=not under, italic=under, font_size=size)
            self.next(None if "{" in text else row_height(1, size))

    def headings(self, *rows: Sequence[str], size: float = 10) -> None:
        """Heading rows, repeated on each page. "<" takes the cell at the left further right, "^" the cell above
        further down; "(1)" is a column's number."""
        first = self.row
        named = self.style(bold=True, align="center", border=1, bg_color=HEAD_SHADE, font_size=size)
        numbered = self.style(italic=True, align="center", border=1, bg_color=HEAD_SHADE, font_size=8)
        for at, texts in enumerate(rows):
            height: float | None = 0.0
            for column, text in enumerate(texts):
                right, bottom = column, at
                while right < self.last and texts[right + 1] == "<":
                    right += 1
                while bottom + 1 < len(rows) and rows[bottom + 1][column] == "^":
                    bottom += 1
                if text in ("<", "^"):
                    continue
                look, letters = (numbered, 8.0) if text.startswith("(") else (named, size)
                if (at, column) == (bottom, right):
                    self.page.write_string(self.row, column, text, look)
                else:
                    self.page.merge_range(self.row, column, first + bottom, right, text, look)
                if "{" in text:
                    height = None
                elif bottom == at and height is not None:
                    lines = lines_needed(text, sum(self.widths[column : right + 1]) - 5, letters, bold=letters > 8)
                    height = max(height, row_height(lines, letters))
            self.next(height)
        self.page.repeat_rows(first, self.row - 1)
        self.page.freeze_panes(self.row, 0)

    def tag(self, text: str) -> None:
        self.page.write_string(self.row, 0, text)
        self.row += 1

    def line(self, cells: Sequence[str], formats: Sequence[Any], with_next: str = "", *, goes_on: bool = False) -> None:
        """A row of the table; `with_next`: what makes it go with the next row where it is not empty; `goes_on`: with
        the one above."""
        if with_next:
            self.page.write_string(self.row, self.last + 1, with_next)
        if goes_on:
            self.page.write_string(self.row, self.last + 2, "x")
        for at, (text, form) in enumerate(zip(cells, formats, strict=True)):
            if text.startswith("="):
                self.page.write_formula(self.row, at, text, form, 0)
            else:
                self.page.write_string(self.row, at, text, form)
        self.row += 1

    def headings_go_along(self) -> None:
        """The column beside the table, not printed, says which rows go with the next."""
        self._beside(self.last + 1, WITH_NEXT)

    def goes_on(self, names: int) -> None:
        """The second column beside the table says which rows go on with the one above; the first `names` columns are
        shown in them only where one begins a page."""
        self._beside(self.last + 2, CONTINUED)
        name, last = self.page.get_name(), xlsxwriter.utility.xl_col_to_name(names - 1)
        self.book.define_name(f"'{name}'!{CONTINUED_NAMES}", f"='{name}'!$A:${last}")

    def _beside(self, at: int, means: str) -> None:
        column = xlsxwriter.utility.xl_col_to_name(at)
        self.page.set_column(at, at, None, None, {"hidden": True})
        self.book.define_name(f"'{self.page.get_name()}'!{means}", f"='{self.page.get_name()}'!${column}:${column}")

    def stretches(self, *columns: int) -> None:
        """These columns share what the others leave of the page."""
        name = self.page.get_name()
        letters = [xlsxwriter.utility.xl_col_to_name(column) for column in columns]
        areas = ",".join(f"'{name}'!${letter}:${letter}" for letter in letters)
        self.book.define_name(f"'{name}'!{STRETCHED}", f"={areas}")

    def completeness(self) -> None:
        """Which units' figures are not in, or that all are."""
        self.tag("{%tr if thieu %}")
        self.across(NAMES_MISSING, 0, self.last, bold=True, italic=True, align="left", font_size=10)
        self.next()
        self.tag("{%tr else %}")
        self.across(ALL_THERE, 0, self.last, italic=True, align="left", font_size=10)
        self.next()
        self.tag("{%tr endif %}")

    def short_names(self) -> None:
        """What the short names of units stand for, where there are such."""
        self.tag("{%tr for u in don_vi if u.ten_ngan != u.ten %}")
        self.tag("{%tr if loop.first %}")
        self.across(SHORT_NAMES, 0, self.last, italic=True, align="left", font_size=9)
        self.next()
        self.tag("{%tr endif %}")
        self.tag("{%tr endfor %}")

    def sign(self, kept: int) -> None:
        """The place to sign; rows from `kept` on stay together on a page."""
        left, right = (0, self.split - 1), (self.split, self.last)
        self.next(3)
        self.across(DATE, *right, align="center", italic=True, font_size=11)
        self.next()
        self.across("NGƯỜI LẬP BIỂU", *left, align="center", bold=True, font_size=11)
        self.across('{{ thong_tin["nguoi_ky_chuc_danh"] }}', *right, align="center", bold=True, font_size=11)
        self.next()
        self.across("(Ký, ghi rõ họ tên)", *left, align="center", italic=True, font_size=10)
        self.across("(Ký, ghi rõ họ tên, đóng dấu)", *right, align="center", italic=True, font_size=10)
        self.next(13.5)
        self.next(36)
        self.across('{{ thong_tin["nguoi_ky_ho_ten"] }}', *right, align="center", bold=True, font_size=11)
        self.next()
        self.end(kept)

    def end(self, kept: int) -> None:
        """The sheet is done; its rows from `kept` on stay together on a page."""
        name, corner = self.page.get_name(), xlsxwriter.utility.xl_col_to_name(self.last)
        self.book.define_name(f"'{name}'!{KEPT_ROWS}", f"='{name}'!$A${kept + 1}:${corner}${self.row}")
        self.page.print_area(0, 0, self.row - 1, self.last)

    def judged(self, first: int, last: int, columns: tuple[int, int]) -> None:
        """Verdicts in colour, with whatever stands below them; on paper without colours the words say it, and "Không
        đạt" is bold."""
        good = self.book.add_format({"bg_color": "#E2F0D9", "font_color": "#1E5C1E"})
        bad = self.book.add_format({"bg_color": "#F8CBAD", "font_color": "#9C0006", "bold": True})
        for words, look in (("Đạt", good), ("Không đạt", bad)):
            rule = {"type": "text", "criteria": "begins with", "value": words, "format": look}
            self.page.conditional_format(first, columns[0], last, columns[1], rule)


def book(file: Path, title: str, draw: Callable[[Any], None]) -> None:
    """Write one report."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # The first font is the unit of column widths: one that every office has.
    usual = {"font_name": FONT, "font_scheme": False, "font_size": _USUAL}
    sizes = {"default_column_width": _USUAL_WIDTH, "default_row_height": _USUAL_HEIGHT}
    with xlsxwriter.Workbook(str(file), {"default_format_properties": usual} | sizes) as made:
        made.set_properties({"title": title, "created": CREATED})
        draw(made)
    _no_number_on_page_one(file)


def _no_number_on_page_one(file: Path) -> None:
    """The first sheet's first page has a header of its own, which says nothing; xlsxwriter cannot say so."""
    package = Package(file.read_bytes())
    sheet = package.parts[_FIRST_SHEET]
    assert sheet.count(b"<headerFooter ") == 1
    package.parts[_FIRST_SHEET] = sheet.replace(b"<headerFooter ", b'<headerFooter differentFirst="1" ')
    file.write_bytes(package.save())
