"""Sheet Xếp hạng of a blank unit workbook, and what can be counted of it live."""

from __future__ import annotations

from cchc_excel.catalogue.model import DERIVED_FROM_RANKS
from cchc_excel.forms import layout
from cchc_excel.forms.blank.answer_table import restrict_columns, start_table, write_cell
from cchc_excel.forms.blank.input_rules import protect
from cchc_excel.forms.blank.page import Book, Page
from cchc_excel.forms.blank.paper import Paper, set_up_paper
from cchc_excel.forms.blank.parts import Derived, Form, Progress, code, column_range
from cchc_excel.forms.columns import RANKS, Holds
from cchc_excel.model.records import address

_UP, _DOWN = "#tang", "#giam"
"""Helper columns: 1 where a criterion rose, or fell."""
_TITLE = "Thứ hạng các chỉ số, tiêu chí"
_ADVICE = (
    "Chỉ ghi các tiêu chí mà đơn vị được giao theo dõi, mỗi tiêu chí một dòng; không có thì để trống cả sheet. "
    "Thứ hạng năm nay nhỏ hơn năm trước là tăng hạng."
)


def write_ranks(book: Book, form: Form) -> tuple[Derived, Progress]:
    """Write sheet Xếp hạng; returns the derived rank figures, counted live, and how far it is filled in."""
    page, first = start_table(book, form, RANKS, (_UP, _DOWN), _TITLE, _ADVICE)
    last = first + layout.RANK_ROWS - 1
    for number, row in enumerate(range(first, last + 1), start=1):
        _write_rank(page, row, number)
    restrict_columns(page, RANKS, first, last, form.period.end)
    entry = address(first, page.at[layout.RANK_INDEX])
    page.select(entry)
    page.finish()
    page.sheet.freeze_panes(first, 0)
    protect(page.sheet)
    set_up_paper(page, Paper(False, last, (first - 2, first - 2)))
    ranges = [column_range(RANKS.name, first, last, page.at[name]) for name in (_UP, _DOWN)]
    counts = {name: f"SUM({area})" for name, area in zip(DERIVED_FROM_RANKS, ranges, strict=True)}
    ranked = f"COUNTA({column_range(RANKS.name, first, last, page.at[layout.RANK_NOW])})"
    state = f'IF({ranked}=0,"Chưa ghi (không bắt buộc)",{ranked}&" dòng có thứ hạng")'
    return Derived(counts), Progress(entry, state)


def _write_rank(page: Page, row: int, number: int) -> None:
    code(page, row, str(number))
    for column in RANKS.columns:
        write_cell(page, row, column, str(number) if column.holds is Holds.KEY else "")
    page.tall(row, 24)
    names = (layout.RANK_INDEX, layout.RANK_CRITERION, layout.RANK_BEFORE, layout.RANK_NOW)
    index, criterion, before, now = (address(row, page.at[name]) for name in names)
    ranked = f'N({index}&{criterion}<>"")*N(N({before})>0)*N(N({now})>0)'
    page.formula(row, page.at[_UP], f"{ranked}*N(N({now})<N({before}))")
    page.formula(row, page.at[_DOWN], f"{ranked}*N(N({now})>N({before}))")
