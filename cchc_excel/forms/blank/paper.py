"""How the sheets of the unit workbook are printed: A4 with the margins of official papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
_SMALLEST = 0.87
"""So much smaller than the width asks for a sheet may be printed, where this saves a page."""


def set_up_paper(page: Page, paper: Paper) -> None:
    """A4, one page wide, the page's number at the foot, pages that begin where they do not part what belongs
    together; a little smaller where the sheet then takes a page less."""
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
    heights = [page.height(row) for row in range(paper.last_row + 1)]
    scale, breaks = _fewest_pages(heights, _widest(page, paper.landscape), paper)
    # A scale, since Excel heeds no page break of ours on a sheet that is fitted to pages.
    sheet.set_print_scale(scale)
    if paper.bound:
        sheet.set_h_pagebreaks(breaks)


def pages_taken(page: Page, paper: Paper, higher: Mapping[int, float] = {}) -> int:
    """How many pages the sheet takes. `higher`: heights of rows, in place of those that they have."""
    heights = [higher.get(row, page.height(row)) for row in range(paper.last_row + 1)]
    return len(_fewest_pages(heights, _widest(page, paper.landscape), paper)[1]) + 1


def _widest(page: Page, landscape: bool) -> int:
    """The scale, in percent, at which the printed columns are as wide as the paper."""
    width = _HEIGHT - _LEFT_LANDSCAPE - _RIGHT if landscape else _WIDTH - _LEFT - _RIGHT
    digits = sum(column.width + 5 / 7 for column in page.columns[: page.last_printed + 1] if column.width)
    return int(100 * min(_SLACK * width / _INCH * _POINTS / (digits * _DIGIT), 1.0))


def _fewest_pages(heights: Sequence[float], widest: int, paper: Paper) -> tuple[int, list[int]]:
    """The scale, in percent, and the rows that begin the pages after the first: each page is filled, so that who signs
    has on one page all that fits there, and on the last what `bound` keeps with the signatures."""
    repeated = sum(heights[paper.repeat[0] : paper.repeat[1] + 1]) if paper.repeat else 0.0
    usable = ((_WIDTH if paper.landscape else _HEIGHT) - 2 * _TOP) / _INCH * _POINTS

    def breaks(scale: int) -> list[int]:
        return page_breaks(heights, _SLACK * usable * 100 / scale, paper.bound, repeated)

    tried = [(scale, breaks(scale)) for scale in range(widest, int(widest * _SMALLEST), -1)]
    return min(tried, key=lambda one: len(one[1]))
