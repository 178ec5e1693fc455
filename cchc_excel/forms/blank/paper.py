"""How the sheets of the unit workbook are printed: A4 with the margins of official papers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cchc_excel.fill import page_breaks
from cchc_excel.forms.blank.page import FONT, Page


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
    sheet.set_footer(f'&C&"{FONT},Regular"&11Trang &P/&N')
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
