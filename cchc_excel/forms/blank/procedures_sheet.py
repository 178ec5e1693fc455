"""Sheet TTHC of a blank unit workbook: the table of its procedures, and the sums that ratios need."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

import msgspec

from cchc_excel.catalogue.decimals import figure_decimals
from cchc_excel.catalogue.expressions import Aggregate
from cchc_excel.catalogue.model import Catalogue, FigureSpec, Table
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.input_rules import figure_choice, list_choice, protect, restrict
from cchc_excel.forms.blank.page import Book, Page
from cchc_excel.forms.blank.paper import Paper, pages_taken, set_up_paper
from cchc_excel.forms.blank.parts import Form, Progress, anchor, code, column_range, heading, mark_messages, page_of
from cchc_excel.forms.blank.procedure_lists import Lists
from cchc_excel.forms.blank.procedure_rows import (
    END,
    FILLED,
    LISTED,
    NEW,
    ProcedureTable,
    RowTest,
    write_own_row,
    write_spare_row,
)
from cchc_excel.forms.blank.ratios import Ratio, Span, place_parts, write_ratios
from cchc_excel.forms.columns import PROCEDURES
from cchc_excel.model.records import address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Level


class ProcedureSums(msgspec.Struct, frozen=True):
    """Where other sheets find what sheet TTHC adds up to: figure -> its total; tong/dem -> its sum; the number of
    figures entered that continue nothing (0: not entered); and the sheet itself with the place for ratios."""

    page: Page
    ratios: Sequence[Span]
    progress: Progress
    totals: dict[str, str]
    aggregates: dict[str, str]
    entered: str

    def of(self, aggregate: Aggregate) -> str:
        """The Excel expression of a tong/dem."""
        return self.aggregates[row_key(aggregate)]


def row_key(aggregate: Aggregate) -> str:
    """What two aggregates that add the same for each row have in common. A dem is no tong, though both may add 1: it
    leaves out what is not in force."""
    return f"{'dem' if aggregate.is_count else 'tong'} {aggregate.excel_row(lambda name: name)}"


def write_procedures(book: Book, form: Form, lists: Lists, aggregates: Iterable[Aggregate]) -> ProcedureSums:
    """Write the sheet; `aggregates` are those of every formula that other sheets show."""
    figures = form.catalogue.figures_of(Table.PROCEDURE)
    tests = _tests(form.catalogue, figures)
    distinct = list({row_key(aggregate): aggregate for aggregate in aggregates}.values())
    page = page_of(book, PROCEDURES.name, _columns(form, figures, tests, distinct))
    ratios = place_parts(page, page.at[figures[0].code], page.last_printed, _RATIO_WIDTHS) if figures else []
    top = heading(page, form, "Tình hình giải quyết thủ tục hành chính", ratios[0][0] - 1 if ratios else None)
    for row in range(top if ratios else 0):
        page.tall(row, _RATIO_HEIGHT)
    page.wide(top, 1, page.last_printed, _ADVICE, styles.NOTE)
    first = _head(page, form, figures, top + 1)
    last = first + len(form.owned) + layout.SPARE_ROWS - 1
    table = ProcedureTable(form, page, lists, figures, tests, distinct, first, last)
    for row, procedure in enumerate(form.owned.values(), start=first):
        write_own_row(table, row, procedure)
    spare = itertools.chain(form.prefill.spare, itertools.repeat(""))
    for row, procedure_code in zip(range(first + len(form.owned), last + 1), spare, strict=False):
        write_spare_row(table, row, procedure_code)
    _total_row(table)
    _restrict(table)
    mark_messages(page, first, last, page.at[layout.CHECK], page.at[layout.VISIBLE_CODE], page.at[layout.NAME])
    page.sheet.freeze_panes(first, page.at[layout.NAME] + 1)
    sums = _sums(table, ratios)
    page.select(sums.progress.entry)
    page.sheet.set_zoom(76)
    protect(page.sheet)
    paper = Paper(True, last + 1, (top + 1, top + 3))
    _fold_spare(table, paper)
    set_up_paper(page, paper)
    return sums


def _fold_spare(table: ProcedureTable, paper: Paper) -> None:
    """Spare rows are as high as the others where this takes no page more; else a line high, and grow with what is
    chosen there (a height that nobody set)."""
    spare = range(table.last - layout.SPARE_ROWS + 1, table.last + 1)
    unfolded = dict.fromkeys(spare, table.check_height)
    if pages_taken(table.page, paper, unfolded) == pages_taken(table.page, paper):
        for row, height in unfolded.items():
            table.page.tall(row, height)


_RATIO_HEIGHT = 14.5
"""Points: the rows of the heading, each of which shows a ratio at the right."""
_RATIO_WIDTHS = (42.0, 6.0, 6.0, 13.0, 14.0)
_RATIO_ROWS = 7
"""How many ratios fit beside the heading, under their titles."""


def write_beside(sums: ProcedureSums, ratios: Sequence[Ratio]) -> None:
    """Finish the sheet: the ratios that its figures make, beside the heading, in sight while rows scroll."""
    own = [ratio for ratio in ratios if ratio.spec.needs_procedures]
    write_ratios(sums.page, 0, 1, sums.ratios, own[:_RATIO_ROWS])
    sums.page.finish()


_ADVICE = (
    "Ô vàng: nhập số; ô gạch chéo: không áp dụng. Dòng trống là không phát sinh. "
    f"{layout.SPARE_ROWS} dòng cuối: thủ tục ngoài danh sách, chọn mã ở cột đầu. "
    "Dòng đổi màu: xem cột Kiểm tra tự động."
)


def _columns(
    form: Form, figures: Sequence[FigureSpec], tests: Sequence[RowTest], aggregates: Sequence[Aggregate]
) -> list[tuple[str, float]]:
    visible = [(layout.VISIBLE_CODE, 11.5), (layout.NAME, 29.0), (layout.FIELD, 12.5)]
    flags = _marked_flags(form.catalogue)
    visible += [(flag, 8.0) for flag in flags]
    visible += [(figure.code, 8.3) for figure in figures]
    visible.append((layout.CHECK, 47.0))
    # behind all that is filled in: entry cells stay where forms already sent have them
    unmarked = [flag for flag in form.catalogue.flags if flag not in flags]
    hidden = [*unmarked, FILLED, NEW, LISTED, *(test.column for test in tests), END]
    hidden += [f"#cong{at}" for at in range(1, len(aggregates) + 1)]
    return visible + [(name, 0.0) for name in hidden]


def _marked_flags(catalogue: Catalogue) -> list[str]:
    """The flags that any procedure has: those of another year's words, which none has, are hidden on the form, where
    sums may name them."""
    return [flag for flag in catalogue.flags if any(flag in one.flags for one in catalogue.procedures)]


def _tests(catalogue: Catalogue, figures: Sequence[FigureSpec]) -> list[RowTest]:
    """Errors first, so that a warning never hides one; each in the catalogue's order."""
    tests = [
        RowTest("", spec.level, check=at) for at, spec in enumerate(catalogue.checks) if spec.table is Table.PROCEDURE
    ]
    kind = kinds.DOES_NOT_APPLY
    tests += [RowTest("", kind.level, kind, figure) for figure in figures if figure.only_if and figure.typed]
    tests += [
        RowTest("", kinds.NOT_CONTINUED.level, kinds.NOT_CONTINUED, figure) for figure in figures if figure.continues
    ]
    ordered = sorted(tests, key=lambda test: test.level is not Level.ERROR)
    return [msgspec.structs.replace(test, column=f"#kt{at}") for at, test in enumerate(ordered, start=1)]


def _head(page: Page, form: Form, figures: Sequence[FigureSpec], row: int) -> int:
    """Groups, names, columns of the official form, the hidden anchor row; returns the first data row."""
    words = "; ".join(dict.fromkeys(figure.counts for figure in figures if figure.counts))
    groups = [(layout.VISIBLE_CODE, layout.FIELD, "Thủ tục hành chính")]
    flags = _marked_flags(form.catalogue)
    if flags:
        groups.append((flags[0], flags[-1], "Đặc điểm (x: có)"))
    if figures:
        groups.append((figures[0].code, figures[-1].code, f"Số liệu trong kỳ (đơn vị tính: {words})"))
    for opening, closing, title in groups:
        page.wide(row, page.at[opening], page.at[closing], title, styles.HEAD_TIGHT)
    names = {layout.VISIBLE_CODE: "Mã thủ tục", layout.NAME: "Tên thủ tục", layout.FIELD: "Lĩnh vực"}
    names |= {flag: form.catalogue.info.get(flag, flag.replace("_", " ")) for flag in flags}
    names |= {figure.code: figure.short if figure.typed else f"{figure.short} (tự tính)" for figure in figures}
    for name, title in names.items():
        page.heading(row + 1, page.at[name], title, styles.HEAD_SMALL)
    check = page.at[layout.CHECK]
    page.sheet.merge_range(row, check, row + 2, check, "Kiểm tra tự động", page.book.format(styles.HEAD_SMALL))
    page.wide(row + 2, page.at[layout.VISIBLE_CODE], page.at[figures[0].code if figures else layout.CHECK] - 1,
              "Cột tương ứng của biểu báo cáo", styles.HEAD_NUMBER)  # fmt: skip
    for figure in figures:
        page.heading(row + 2, page.at[figure.code], _official_column(figure) or "–", styles.HEAD_NUMBER)
    anchor(page, row + 3)
    return row + 4


_OFFICIAL = re.compile(r"(cột \S[^:;]{1,40}):", re.IGNORECASE)


def _official_column(figure: FigureSpec) -> str:
    """The column of the official form that a figure is, where its note opens with it: "Cột 4 biểu II.06a: số …"."""
    match = _OFFICIAL.match(figure.note)
    return match[1] if match else ""


def _total_row(table: ProcedureTable) -> None:
    page, row = table.page, table.last + 1
    code(page, row, layout.TOTAL)
    for position in range(1, page.last_shown + 1):
        page.text(row, position, "", styles.TOTAL_TEXT)
    page.text(row, page.at[layout.NAME], "Tổng cộng", styles.TOTAL_TEXT)
    decimals = {figure.code: figure_decimals(table.form.catalogue.figures, figure.code) for figure in table.figures}
    summed = list(decimals)
    summed += [name for name in page.at if name.startswith("#cong") or name in (FILLED, NEW)]
    for name in summed:
        column = page.at[name]
        area = f"{address(table.first, column)}:{address(table.last, column)}"
        page.formula(row, column, f"SUM({area})", styles.number(styles.TOTAL_COUNT, decimals.get(name, 0)))
    page.tall(row, 22)


def _restrict(table: ProcedureTable) -> None:
    page, first, last = table.page, table.first, table.last
    for figure in table.figures:
        if figure.typed:
            column = page.at[figure.code]
            choice = figure_choice(figure, figure.note or figure.name)
            restrict(page.sheet, (first, column, last, column), choice)
    spare = first + len(table.form.owned)
    column = page.at[layout.VISIBLE_CODE]
    text = "Chọn mã thủ tục phát sinh ngoài danh sách của đơn vị; tên và lĩnh vực tự hiện ra."
    choice = list_choice(f"={table.lists.column(0)}", "Mã thủ tục", text)
    restrict(page.sheet, (spare, column, last, column), choice)
    for figure in table.figures:
        if figure.only_if and figure.typed:
            column = page.at[figure.code]
            rule = {
                "type": "formula",
                "criteria": f'=AND(${table.spot(spare, LISTED)}>0,${table.spot(spare, figure.only_if)}<>"x")',
                "format": page.book.mark(styles.GREY, hatched=True),
            }
            page.sheet.conditional_format(spare, column, last, column, rule)


def _sums(table: ProcedureTable, ratios: Sequence[Span]) -> ProcedureSums:
    def total(name: str) -> str:
        return f"'{PROCEDURES.name}'!{table.spot(table.last + 1, name)}"

    aggregates = {row_key(aggregate): total(f"#cong{at}") for at, aggregate in enumerate(table.aggregates, start=1)}
    filled, messages = (
        column_range(PROCEDURES.name, table.first, table.last, table.page.at[name]) for name in (FILLED, layout.CHECK)
    )
    state = f'IF({total(NEW)}=0,"Chưa nhập số liệu",COUNTIF({filled},">0")&" dòng có số liệu")'
    entry = next((figure.code for figure in table.figures if figure.typed), layout.VISIBLE_CODE)
    progress = Progress(table.spot(table.first, entry), state, messages)
    return ProcedureSums(
        table.page,
        ratios,
        progress,
        {figure.code: total(figure.code) for figure in table.figures},
        aggregates,
        total(NEW),
    )
