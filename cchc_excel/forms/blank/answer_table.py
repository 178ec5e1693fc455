"""What sheets Nhiệm vụ and Xếp hạng share: a table drawn from its columns (forms/columns.py), with what may be typed
into each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cchc_excel.catalogue.plan_model import Task
from cchc_excel.forms.blank import input_rules, styles
from cchc_excel.forms.blank.input_rules import Choice
from cchc_excel.forms.blank.page import Book, Page
from cchc_excel.forms.blank.parts import Form, anchor, heading, page_of
from cchc_excel.forms.blank.styles import Style
from cchc_excel.forms.columns import Column, Holds, SheetKind
from cchc_excel.model.records import Status, address

_LOOKS: dict[Holds, Style] = {
    Holds.KEY: styles.CENTRED,
    Holds.TITLE: styles.TEXT,
    Holds.DETAIL: styles.MESSAGE,
    Holds.DEADLINE: styles.CENTRED,
    Holds.STATUS: styles.ENTRY_CHOICE,
    Holds.DAY: styles.ENTRY_DAY,
    Holds.TEXT: styles.ENTRY_TEXT,
    Holds.RANK: styles.ENTRY_COUNT,
    Holds.POINTS: styles.ENTRY_POINTS,
}
_NO_DEADLINE = "Không ấn định"


def start_table(
    book: Book, form: Form, kind: SheetKind, helpers: Sequence[str], title: str, advice: str
) -> tuple[Page, int]:
    """The sheet with its heading, titles and codes; `helpers`: codes of hidden columns behind the others. Returns it
    and the first row of the table."""
    columns = [(column.code, column.width) for column in kind.columns]
    page = page_of(book, kind.name, [*columns, *((code, 0.0) for code in helpers)])
    top = heading(page, form, title)
    page.wide(top, 1, page.last_shown, advice, styles.NOTE)
    for column in kind.columns:
        page.text(top + 1, page.at[column.code], column.heading, styles.HEAD)
    anchor(page, top + 2)
    return page, top + 3


def write_cell(page: Page, row: int, column: Column, text: str | dt.date | None = "") -> None:
    """A cell of the table: `text` where it is locked (a day, or None: no deadline), blank where it is typed into."""
    look, at = _LOOKS[column.holds], page.at[column.code]
    if isinstance(text, dt.date):
        page.day(row, at, text, styles.DAY)
    else:
        page.text(row, at, _NO_DEADLINE if text is None else text, look)


def write_task_cells(page: Page, row: int, kind: SheetKind, task: Task) -> None:
    """A row of the table: what the plan says of a task, and blank cells to answer in."""
    for column in kind.columns:
        write_cell(page, row, column, column.shows(task) if column.shows else "")


def restrict_columns(page: Page, kind: SheetKind, first: int, last: int, period_end: dt.date) -> None:
    """Let only what a column holds be typed into its rows from `first` to `last`; `period_end` is the example of a
    day."""
    for holds in (Holds.STATUS, Holds.DAY, Holds.TEXT, Holds.RANK, Holds.POINTS):
        for column in kind.columns:
            if column.holds is holds:
                at = page.at[column.code]
                input_rules.restrict(page.sheet, (first, at, last, at), _choice(column, period_end, address(first, at)))


def _choice(column: Column, period_end: dt.date, first: str) -> Choice:
    match column.holds:
        case Holds.STATUS:
            return input_rules.list_choice(list(Status), column.heading, column.advice)
        case Holds.DAY:
            return input_rules.day_choice(column.heading, column.advice, period_end)
        case Holds.POINTS:
            return input_rules.points_choice(column.title, column.advice, first)
        case Holds.RANK:
            return input_rules.rank_choice(column.heading, column.advice)
        case _:
            return input_rules.any_text(column.heading, column.advice)
