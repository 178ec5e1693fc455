"""What every sheet of a blank unit workbook shares: what it is made of, its heading, its anchor row, Excel texts."""

from __future__ import annotations

import string
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.excel_formulas import Reference
from cchc_excel.catalogue.expressions import Aggregate
from cchc_excel.catalogue.model import Catalogue, CheckSpec, IndicatorSpec
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.catalogue.unit_model import Period, Procedure, Unit
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.page import Book, Page, PageColumn
from cchc_excel.model.records import Number, address
from cchc_excel.problems.problem import Level

ERROR_LABEL, WARNING_LABEL = "LỖI", "Cảnh báo"
_LITERAL_LIMIT = 240
"""A text inside a formula may have 255 characters; a doubled quote counts twice."""


class Brought(msgspec.Struct, frozen=True):
    """A number that another system has for a figure, and a comment that says where it is from."""

    value: Number
    origin: str


class Prefill(msgspec.Struct, frozen=True):
    """Numbers that a blank workbook already holds.

    `figures`: unit figure -> the value it continues ("nối từ"). `dossiers`: procedure -> figure -> the value it
    continues; a procedure that expired with dossiers in hand is among them. `previous`: unit figure -> its value in the
    previous period, shown beside it. `merged`: names of the units merged into this one, whose numbers are in these.
    `brought`: (procedure, or "" of a unit figure; figure) -> what another system has, which goes before `figures` and
    `dossiers`. `spare`: procedures that are not the unit's, for which it has something: each takes a spare row.
    """

    figures: dict[str, Number] = {}
    dossiers: dict[str, dict[str, Number]] = {}
    previous: dict[str, Number] = {}
    merged: tuple[str, ...] = ()
    brought: Mapping[tuple[str, str], Brought] = {}
    spare: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """What a blank unit workbook is made of. `owned`: the unit's own procedures by code, in the order of the form, with
    those that expired while it had dossiers in hand."""

    catalogue: Catalogue
    unit: Unit
    period: Period
    tasks: Sequence[Task]
    prefill: Prefill
    owned: Mapping[str, Procedure]


def heading(page: Page, form: Form, title: str, last: int | None = None) -> int:
    """Write agency, title, unit and period over the printed columns, or up to column `last`; returns the next free
    row."""
    last = page.last_printed if last is None else last
    half = min(_half(page), last)
    agency = form.catalogue.info.get("co_quan", "").upper()
    above = form.catalogue.info.get("co_quan_cap_tren", "").upper()
    page.wide(0, 1, half, above, styles.AGENCY)
    if not above:
        page.tall(0, 3)
    page.wide(1, 1, half, agency, styles.AGENCY_BOLD)
    page.tall(2, 3)
    page.wide(3, 1, last, title.upper(), styles.TITLE)
    page.wide(4, 1, last, f"{layout.UNIT_LINE} {form.unit.name}", styles.LINE)
    page.wide(5, 1, last, f"{layout.PERIOD_LINE} {form.period.name}", styles.LINE)
    days = f"Số liệu từ ngày {form.period.start:%d/%m/%Y} đến ngày {form.period.end:%d/%m/%Y}"
    due = f"; gửi chậm nhất ngày {form.period.due:%d/%m/%Y}" if form.period.due else ""
    merged = f"; số kỳ trước gồm {'; '.join(form.prefill.merged)}" if form.prefill.merged else ""
    page.wide(6, 1, last, days + due + merged, styles.LINE)
    page.tall(7, 4)
    return 8


def _half(page: Page) -> int:
    """The last column of the agency's block: about 45 characters wide."""
    width = 0.0
    for position in range(1, page.last_printed + 1):
        width += page.columns[position].width
        if width >= 40:
            return position
    return page.last_printed


def anchor(page: Page, row: int) -> None:
    """Write `#ma` and the column codes into a row, and hide it."""
    look = page.book.format(styles.PLAIN)
    for position, column in enumerate(page.columns):
        page.sheet.write_string(row, position, column.code, look)
    page.hide(row)


def code(page: Page, row: int, text: str) -> None:
    """Write a row's code into the hidden first column."""
    page.sheet.write_string(row, 0, text, page.book.format(styles.PLAIN))


class Progress(msgspec.Struct, frozen=True):
    """What the guide shows of a sheet: a cell to go to, how far it is filled in (an Excel expression), and the cells
    that hold messages of its live checks ("": none)."""

    entry: str
    state: str
    messages: str = ""


class Derived(msgspec.Struct, frozen=True):
    """Unit figures that the program derives from a sheet: figure -> the Excel expression that counts it live; and an
    Excel test whether nothing was answered there yet ("": no answer is an answer)."""

    counts: Mapping[str, str]
    unanswered: str = ""


def page_of(
    book: Book, name: str, columns: Sequence[tuple[str, float]], unprinted: Collection[str] = (layout.CHECK,)
) -> Page:
    """A sheet whose first column, hidden, holds the row codes; some columns are for the screen, not printed."""
    every = [
        PageColumn(layout.ANCHOR),
        *(PageColumn(code, width, code not in unprinted) for code, width in columns),
    ]
    return Page(book, book.sheet(name), every)


def required(spec: IndicatorSpec) -> str:
    """What an indicator must reach, as it is printed: "≥ 15%"."""
    return spec.requirement.shown if spec.requirement else ""


def quoted(text: str) -> str:
    """A text as an Excel expression, in pieces that a formula may hold."""
    pieces = [text[at : at + _LITERAL_LIMIT // 2] for at in range(0, len(text), _LITERAL_LIMIT // 2)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def message(level: Level, text: str, fields: Mapping[str, str]) -> str:
    """A problem's message as an Excel expression: "LỖI: …", with `{names}` replaced by Excel expressions."""
    label = ERROR_LABEL if level is Level.ERROR else WARNING_LABEL
    parts = [quoted(f"{label}: ")]
    for literal, name, _, _ in string.Formatter().parse(text):
        if literal:
            parts.append(quoted(literal))
        if name is not None:
            parts.append(fields.get(name, '""'))
    return "&".join(parts)


def check_message(check: CheckSpec, reference: Reference, sums: Callable[[Aggregate], str] | None = None) -> str:
    """What a failed check of the catalogue says, as an Excel expression. `reference`: name -> Excel number; `sums`:
    tong/dem -> Excel number, where the check may have any."""
    sides = check.expression.excel_sides(reference, sums)
    return message(check.level, check.message, dict(zip(("trai", "phai"), sides, strict=True)) if sides else {})


def absolute(row: int, column: int) -> str:
    """absolute(6, 3) is "$D$7"."""
    spot = address(row, column)
    letters = spot.rstrip("0123456789")
    return f"${letters}${spot[len(letters) :]}"


def column_range(sheet: str, first: int, last: int, column: int) -> str:
    """The cells of one column on a sheet, as a formula of another sheet names them."""
    return f"'{sheet}'!{absolute(first, column)}:{absolute(last, column)}"


def mark_messages(page: Page, first: int, last: int, column: int, *also: int) -> None:
    """Colour the check messages of a column by their opening word, and with them cells of other columns."""
    spot = address(first, column)
    for label, color in ((ERROR_LABEL, styles.RED), (WARNING_LABEL, styles.AMBER)):
        rule = {
            "type": "formula",
            "criteria": f'=LEFT(${spot},{len(label)})="{label}"',
            "format": page.book.mark(color, bold=label == ERROR_LABEL),
        }
        for marked in (column, *also):
            page.sheet.conditional_format(first, marked, last, marked, rule)
