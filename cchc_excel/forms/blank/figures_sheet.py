"""Sheet Số liệu of a blank unit workbook: the unit's own figures, live checks, totals, ratios, people."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.figures_foot import write_people, write_signatures
from cchc_excel.forms.blank.figures_page import NOT_REPORTED, REST, VERDICT, At, FiguresPage
from cchc_excel.forms.blank.figures_results import place_results, write_results
from cchc_excel.forms.blank.input_rules import figure_choice, protect, restrict
from cchc_excel.forms.blank.page import Book, Page
from cchc_excel.forms.blank.paper import Paper, set_up_paper
from cchc_excel.forms.blank.parts import (
    WARNING_LABEL,
    Derived,
    Form,
    Progress,
    anchor,
    check_message,
    code,
    column_range,
    heading,
    mark_messages,
    page_of,
)
from cchc_excel.forms.blank.procedures_sheet import ProcedureSums
from cchc_excel.forms.blank.ratios import Ratio, place_parts, write_ratios
from cchc_excel.forms.blank.styles import Style
from cchc_excel.forms.blank.visible import Visible
from cchc_excel.forms.columns import FIGURES
from cchc_excel.model.records import Number, address

_MARGIN = (("#le", 1.2), ("#cach", 1.0))
"""White at the right of the notes, which would touch the border; then a gap before the ratios on the screen."""
_RATIO_WIDTHS = (27.0, 7.0, 7.0, 13.0, 15.0)
_SCREEN = tuple((f"#tl{at}", width) for at, width in enumerate(_RATIO_WIDTHS))
_TITLE_ROWS = 2
"""What stands above the first line of a section: white, and its title."""
_SIGNED_ROWS = 2
"""Lines of the table that stay on the page with the signatures below it."""


def write_figures(
    book: Book, form: Form, visible: Visible, sums: ProcedureSums | None, derived: Sequence[Derived]
) -> tuple[list[Ratio], Progress]:
    """Write the sheet; returns its ratios and how far it is filled in. `sums`: those of sheet TTHC, if there is one;
    `derived`: unit figures that the program derives from other sheets."""
    columns = [*((column.code, column.width) for column in FIGURES.columns), *_MARGIN, *_SCREEN, (VERDICT, 0.0)]
    page = page_of(book, FIGURES.name, columns, ["#cach", *dict(_SCREEN)])
    cells = FiguresPage(form, page, visible, sums, derived)
    top = heading(page, form, "Số liệu của đơn vị")
    page.wide(top, 1, At.NOTE, _ADVICE, styles.NOTE)
    page.wide(top + 1, 1, At.NOTE, "I. Số liệu phải nhập", styles.SECTION)
    *titles, last_title = (column.heading for column in FIGURES.columns)
    cells.head(top + 2, titles, last_title)
    anchor(page, top + 3)
    first, row = top + 4, _entries(cells, top + 4)
    checks, row = row, _checks(cells, row)
    progress = _progress(cells, first, checks, row)
    results = row
    ratios, row = write_results(cells, row)
    own = [ratio for ratio in ratios if not ratio.spec.needs_procedures]
    write_ratios(
        page, top + 2, first, place_parts(page, At.GAP + 1, page.last_shown, _RATIO_WIDTHS), own[: checks - first]
    )
    last = write_signatures(page, write_people(cells, row))
    page.finish()
    page.sheet.set_zoom(90)
    protect(page.sheet)
    bound = [(top + 1, first), (checks, checks + _TITLE_ROWS), (results, results + _TITLE_ROWS + 1)]
    heads = [(row - len(ratios) - 2, row - len(ratios))] if ratios else []
    set_up_paper(page, Paper(False, last, bound=[*bound, *heads, (row - _SIGNED_ROWS, last)]))
    return ratios, progress


def _progress(cells: FiguresPage, first: int, checks: int, end: int) -> Progress:
    """`first`: the first row of entries; `checks`: the row after them; `end`: the row after the checks."""
    messages = column_range(FIGURES.name, checks, end - 1, At.PREVIOUS) if end > checks else ""
    typed = [spec for spec in cells.visible.figures if spec.typed]
    if not typed:
        return Progress(address(first, At.NAME), '"Không phải nhập"', messages)
    left = f"{len(typed)}-COUNTA({column_range(FIGURES.name, first, first + len(typed) - 1, At.VALUE)})"
    state = f'IF({left}=0,"Đã nhập đủ","Còn "&({left})&" ô chưa nhập")'
    return Progress(address(first, At.VALUE), state, messages)


_ADVICE = "Nhập vào các ô vàng. Không phát sinh thì nhập 0, không để trống. Các ô khác tự tính hoặc đã khoá."


def _entries(cells: FiguresPage, row: int) -> int:
    page, form = cells.page, cells.form
    first = row
    for spec in cells.visible.figures:
        if not spec.typed:
            continue
        code(page, row, spec.code)
        page.text(row, At.NAME, spec.name, styles.TEXT)
        page.text(row, At.COUNTED, spec.counts, styles.CENTRED)
        brought = form.prefill.brought.get(("", spec.code))
        before = form.prefill.figures.get(spec.code) if spec.continues else None
        before = brought.value if brought else before
        if brought:
            page.comment(row, At.VALUE, brought.origin)
        _number(page, row, At.VALUE, before, styles.number(styles.ENTRY_COUNT, spec.digits or 0))
        _number(
            page, row, At.PREVIOUS, form.prefill.previous.get(spec.code), styles.number(styles.COUNT, spec.digits or 0)
        )
        cells.note(row, At.NOTE, spec.note)
        choice = figure_choice(spec, f"{spec.note} Không phát sinh thì nhập 0.".strip())
        restrict(page.sheet, (row, At.VALUE, row, At.VALUE), choice)
        cells.spots[spec.code] = address(row, At.VALUE)
        row += 1
    if row == first:
        code(page, row, REST)
        page.wide(row, 1, At.EDGE, "Kỳ này đơn vị không phải nhập số liệu ở sheet này.", styles.TEXT)
        row += 1
    return row


def _number(page: Page, row: int, column: int, number: Number | None, style: Style) -> None:
    if number is None:
        page.text(row, column, "", style)
    else:
        page.number(row, column, number, style)


def _checks(cells: FiguresPage, row: int) -> int:
    """A line for each check of the unit's figures: what must hold, and whether it does."""
    page, checks = cells.page, cells.visible.checks
    if not checks:
        return row
    row = first = cells.section(row, "II. Kiểm tra tự động")
    place_results(cells, row + len(checks))
    for check in checks:
        code(page, row, f"{layout.CHECK}_{check.code}")
        page.wide(row, At.NAME, At.VALUE, cells.in_words(check.expression), styles.MESSAGE)
        failed = check_message(check, cells.number, cells.sums.of if cells.sums else None)
        verdict = f'IF(({cells.excel(check.expression)})=0,{failed},"Đạt")'
        cells.note(row, At.PREVIOUS, f"={cells.unless_blank(check.expression.names, NOT_REPORTED, verdict)}")
        page.tall(row, page.height_of(f"{WARNING_LABEL}: {check.message}", At.PREVIOUS, At.NOTE, styles.MESSAGE))
        row += 1
    mark_messages(page, first, row - 1, At.PREVIOUS)
    return row
