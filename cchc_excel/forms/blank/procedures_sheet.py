"""Sheet TTHC of a blank unit workbook: its procedures, spare rows, live checks, and the sums that ratios need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.expressions import Aggregate, Reference
from cchc_excel.catalogue.model import Catalogue, FigureSpec, Procedure, Table
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.parts import (
    ERROR_LABEL,
    WARNING_LABEL,
    Form,
    Progress,
    absolute,
    anchor,
    code,
    column_range,
    heading,
    mark_messages,
    message,
    page_of,
    quoted,
)
from cchc_excel.forms.blank.ratios import Ratio, Span, places, write_ratios
from cchc_excel.forms.blank.styles import Book, Page
from cchc_excel.model.records import address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Level

_SHEET = layout.PROCEDURES.name
_FILLED, _NEW, _LISTED = "#so_o", "#so_o_moi", "#vi_tri"
"""Helper columns: figures typed in the row; those that continue nothing; a spare row's place in the list (0: none)."""


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
    """What two aggregates that add the same for each row have in common."""
    return aggregate.excel_row(lambda name: name)


class Lists(msgspec.Struct, frozen=True):
    """The catalogue's procedures on the hidden sheet of lists: column 0 codes, 1 names, 2 fields, then flags."""

    procedures: Sequence[Procedure]
    flags: Sequence[str]

    def column(self, position: int) -> str:
        return column_range(layout.LIST_SHEET, 0, len(self.procedures) - 1, position)


def lists_of(form: Form) -> Lists:
    """Every procedure code of the catalogue, each with its row that counts in the period."""
    catalogue = form.catalogue
    in_force = catalogue.in_force(form.period)
    known = {one.code: in_force.get(one.code) or catalogue.latest(one.code) for one in catalogue.procedures}
    return Lists([known[code] or one for code, one in _by_code(catalogue.procedures)], list(catalogue.flags))


def _by_code(procedures: Iterable[Procedure]) -> list[tuple[str, Procedure]]:
    return sorted({one.code: one for one in procedures}.items())


def write_lists(book: Book, lists: Lists) -> None:
    """The very hidden sheet of lists."""
    sheet = book.sheet(layout.LIST_SHEET)
    for row, one in enumerate(lists.procedures):
        texts = [one.code, one.name, one.field, *("x" if flag in one.flags else "" for flag in lists.flags)]
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(row, column, text)
    sheet.very_hidden()


class _Table(msgspec.Struct, frozen=True):
    """The sheet being written, with what its rows share."""

    form: Form
    page: Page
    lists: Lists
    figures: Sequence[FigureSpec]
    tests: Sequence[_Test]
    aggregates: Sequence[Aggregate]
    first: int
    last: int

    @property
    def check_height(self) -> float:
        """How high a row must be to show the longest message of a check."""
        said = [self.form.catalogue.checks[test.check].message for test in self.tests if test.kind is None]
        said += [_TWICE + "x" * 30, kinds.ROW_UNKNOWN.what + kinds.ROW_UNKNOWN.remedy]
        column = self.page.at[layout.CHECK]
        longest = max(said, key=len)
        return self.page.height_of(f"{WARNING_LABEL}: {longest}", column, column, styles.SMALL)

    def spot(self, row: int, column: str) -> str:
        return address(row, self.page.at[column])

    def reference(self, row: int) -> Reference:
        """Names of a row as Excel numbers: a blank counts 0; a computed figure is spelt out."""

        def refer(name: str) -> str:
            if name in self.form.catalogue.flags:
                return f'N({self.spot(row, name)}="x")'
            formula = self.form.catalogue.figures[name].formula
            return f"({formula.excel(refer)})" if formula else f"N({self.spot(row, name)})"

        return refer


class _Test(msgspec.Struct, frozen=True):
    """A live check of a row: the helper column that holds its message, and what it checks."""

    column: str
    level: Level
    kind: Kind | None = None
    figure: FigureSpec | None = None
    check: int = -1


def write_procedures(book: Book, form: Form, lists: Lists, aggregates: Iterable[Aggregate]) -> ProcedureSums:
    """Write the sheet; `aggregates` are those of every formula that other sheets show."""
    figures = form.catalogue.figures_of(Table.PROCEDURE)
    tests = _tests(form.catalogue, figures)
    distinct = list({row_key(one): one for one in aggregates}.values())
    page = page_of(book, _SHEET, _columns(form, figures, tests, distinct))
    ratios = places(page, page.at[figures[0].code], page.last_printed, _RATIO_WIDTHS) if figures else []
    top = heading(page, form, "Tình hình giải quyết thủ tục hành chính", ratios[0][0] - 1 if ratios else None)
    for row in range(top if ratios else 0):
        page.tall(row, _RATIO_HEIGHT)
    page.wide(top, 1, page.last_printed, _ADVICE, styles.NOTE)
    first = _head(page, form, figures, top + 1)
    last = first + len(form.owned) + layout.SPARE_ROWS - 1
    table = _Table(form, page, lists, figures, tests, distinct, first, last)
    for row, procedure in enumerate(form.owned.values(), start=first):
        _own_row(table, row, procedure)
    for row in range(first + len(form.owned), last + 1):
        _spare_row(table, row)
    _total_row(table)
    _restrict(table)
    mark_messages(page, first, last, page.at[layout.CHECK], page.at[layout.VISIBLE_CODE], page.at[layout.NAME])
    page.sheet.freeze_panes(first, page.at[layout.NAME] + 1)
    sums = _sums(table, ratios)
    page.select(sums.progress.entry)
    page.sheet.set_zoom(76)
    styles.protect(page.sheet)
    styles.set_up_paper(page, styles.Paper(True, last + 1, (top + 1, top + 3)))
    return sums


_RATIO_HEIGHT = 14.5
"""Points: the rows of the heading, each of which shows a ratio at the right."""
_RATIO_WIDTHS = (42.0, 6.0, 6.0, 13.0, 14.0)
_RATIO_ROWS = 7
"""How many ratios fit beside the heading, under their titles."""


def write_beside(sums: ProcedureSums, ratios: Sequence[Ratio]) -> None:
    """Finish the sheet: the ratios that its figures make, beside the heading, in sight while rows scroll."""
    own = [one for one in ratios if one.spec.needs_procedures]
    write_ratios(sums.page, 0, 1, sums.ratios, own[:_RATIO_ROWS])
    sums.page.finish()


_ADVICE = (
    "Ô vàng: nhập số; ô gạch chéo: không áp dụng. Dòng trống là không phát sinh. "
    f"{layout.SPARE_ROWS} dòng cuối: thủ tục ngoài danh sách, chọn mã ở cột đầu. "
    "Dòng đổi màu: xem cột Kiểm tra tự động."
)


def _columns(
    form: Form, figures: Sequence[FigureSpec], tests: Sequence[_Test], aggregates: Sequence[Aggregate]
) -> list[tuple[str, float]]:
    shown = [(layout.VISIBLE_CODE, 11.5), (layout.NAME, 29.0), (layout.FIELD, 12.5)]
    shown += [(flag, 8.0) for flag in form.catalogue.flags]
    shown += [(figure.code, 8.3) for figure in figures]
    shown.append((layout.CHECK, 47.0))
    hidden = [_FILLED, _NEW, _LISTED, *(test.column for test in tests), _END]
    hidden += [f"#cong{at}" for at in range(1, len(aggregates) + 1)]
    return shown + [(name, 0.0) for name in hidden]


_END = "#kt_het"
"""The helper column after the last test: always empty text."""


def _tests(catalogue: Catalogue, figures: Sequence[FigureSpec]) -> list[_Test]:
    """Errors first, so that a warning never hides one; each in the catalogue's order."""
    found = [
        _Test("", spec.level, check=at) for at, spec in enumerate(catalogue.checks) if spec.table is Table.PROCEDURE
    ]
    kind = kinds.DOES_NOT_APPLY
    found += [_Test("", kind.level, kind, figure) for figure in figures if figure.only_if and figure.typed]
    found += [_Test("", kinds.NOT_CONTINUED.level, kinds.NOT_CONTINUED, one) for one in figures if one.continues]
    ordered = sorted(found, key=lambda test: test.level is not Level.ERROR)
    return [msgspec.structs.replace(test, column=f"#kt{at}") for at, test in enumerate(ordered, start=1)]


def _head(page: Page, form: Form, figures: Sequence[FigureSpec], row: int) -> int:
    """Groups, names, columns of the official form, the hidden anchor row; returns the first data row."""
    words = "; ".join(dict.fromkeys(one.counts for one in figures if one.counts))
    groups = [(layout.VISIBLE_CODE, layout.FIELD, "Thủ tục hành chính")]
    flags = list(form.catalogue.flags)
    if flags:
        groups.append((flags[0], flags[-1], "Đặc điểm (x: có)"))
    if figures:
        groups.append((figures[0].code, figures[-1].code, f"Số liệu trong kỳ (đơn vị tính: {words})"))
    for opening, closing, title in groups:
        page.wide(row, page.at[opening], page.at[closing], title, styles.HEAD_TIGHT)
    names = {layout.VISIBLE_CODE: "Mã thủ tục", layout.NAME: "Tên thủ tục", layout.FIELD: "Lĩnh vực"}
    names |= {flag: form.catalogue.info.get(flag, flag.replace("_", " ")) for flag in flags}
    names |= {one.code: one.name if one.typed else f"{one.name} (tự tính)" for one in figures}
    for name, title in names.items():
        page.text(row + 1, page.at[name], title, styles.HEAD_SMALL)
    check = page.at[layout.CHECK]
    page.sheet.merge_range(row, check, row + 2, check, "Kiểm tra tự động", page.book.format(styles.HEAD_SMALL))
    page.wide(row + 2, page.at[layout.VISIBLE_CODE], page.at[figures[0].code if figures else layout.CHECK] - 1,
              "Cột tương ứng của biểu báo cáo", styles.HEAD_NUMBER)  # fmt: skip
    for one in figures:
        page.text(row + 2, page.at[one.code], _official_column(one) or "–", styles.HEAD_NUMBER)
    anchor(page, row + 3)
    return row + 4


_OFFICIAL = re.compile(r"(cột \S[^:;]{1,40}):", re.IGNORECASE)


def _official_column(figure: FigureSpec) -> str:
    """The column of the official form that a figure is, where its note opens with it: "Cột 4 biểu II.06a: số …"."""
    told = _OFFICIAL.match(figure.note)
    return told[1] if told else ""


def _own_row(table: _Table, row: int, procedure: Procedure) -> None:
    page, catalogue = table.page, table.form.catalogue
    carried = table.form.prefill.dossiers.get(procedure.code, {})
    code(page, row, procedure.code)
    page.text(row, page.at[layout.VISIBLE_CODE], procedure.code, styles.CENTRED)
    page.text(row, page.at[layout.NAME], procedure.name, styles.COMPACT)
    page.text(row, page.at[layout.FIELD], procedure.field, styles.SMALL)
    for flag in catalogue.flags:
        page.text(row, page.at[flag], "x" if flag in procedure.flags else "", styles.CENTRED)
    for figure in table.figures:
        if not figure.typed:
            continue
        applies = figure.only_if is None or figure.only_if in procedure.flags
        style = styles.ENTRY_COUNT if applies else styles.ENTRY_OFF
        column = page.at[figure.code]
        if figure.continues and figure.code in carried:
            page.number(row, column, carried[figure.code], style)
        else:
            page.text(row, column, "", style)
    for aggregate, column in _aggregate_columns(table):
        page.formula(row, column, aggregate.excel_row(table.reference(row)))
    _live(table, row, carried)
    spot = table.spot(row, layout.VISIBLE_CODE)
    told = f'IF({table.spot(row, _FILLED)}=0,"",{table.spot(row, _first_test(table))})'
    page.formula(row, page.at[layout.CHECK], f"IF({_twice(table, spot)},{_twice_text(spot)},{told})", styles.SMALL)
    page.tall(row, table.check_height)


def _spare_row(table: _Table, row: int) -> None:
    page, flags = table.page, list(table.form.catalogue.flags)
    spot, listed = table.spot(row, layout.VISIBLE_CODE), table.spot(row, _LISTED)
    code(page, row, "")
    page.text(row, page.at[layout.VISIBLE_CODE], "", styles.ENTRY_CODE)
    page.formula(row, page.at[_LISTED], f'IF({spot}="",0,IFERROR(MATCH({spot},{table.lists.column(0)},0),0))')
    looked_up = [layout.NAME, layout.FIELD, *flags]
    looks = [styles.COMPACT, styles.SMALL, *(styles.CENTRED for _ in flags)]
    for position, (name, style) in enumerate(zip(looked_up, looks, strict=True), start=1):
        found = f'INDEX({table.lists.column(position)},{listed})&""'
        page.formula(row, page.at[name], f'IF({listed}=0,"",{found})', style)
    for figure in table.figures:
        if figure.typed:
            page.text(row, page.at[figure.code], "", styles.ENTRY_COUNT)
    for aggregate, column in _aggregate_columns(table):
        page.formula(row, column, f"IF({listed}=0,0,{aggregate.excel_row(table.reference(row))})")
    _live(table, row, {})
    page.tall(row, table.check_height)
    uncoded = _kind_text(kinds.ROW_NO_CODE, {})
    told = (
        f'IF({spot}="",IF({table.spot(row, _FILLED)}=0,"",{uncoded}),'
        f"IF({listed}=0,{_kind_text(kinds.ROW_UNKNOWN, {'code': spot})},"
        f"IF({_twice(table, spot)},{_twice_text(spot)},{table.spot(row, _first_test(table))})))"
    )
    page.formula(row, page.at[layout.CHECK], told, styles.SMALL)


def _first_test(table: _Table) -> str:
    return table.tests[0].column if table.tests else _END


def _aggregate_columns(table: _Table) -> Iterable[tuple[Aggregate, int]]:
    return [(one, table.page.at[f"#cong{at}"]) for at, one in enumerate(table.aggregates, start=1)]


def _twice(table: _Table, spot: str) -> str:
    """Whether a visible code stands on another row too."""
    column = table.page.at[layout.VISIBLE_CODE]
    return f"COUNTIF({absolute(table.first, column)}:{absolute(table.last, column)},{spot})>1"


def _twice_text(spot: str) -> str:
    return f'{quoted(f"{ERROR_LABEL}: mã “")}&{spot}&"{_TWICE}"'


_TWICE = "” có ở hai dòng, không dòng nào được tính; giữ lại một dòng"


def _kind_text(kind: Kind, fields: Mapping[str, str]) -> str:
    text = f"{kind.what}; {kind.remedy}" if kind.remedy else kind.what
    return message(kind.level, text, fields)


def _live(table: _Table, row: int, carried: Mapping[str, int]) -> None:
    """Computed figures, counts of typed cells, and the chain of tests: each column holds its own message or what
    the next one says, so that the first failing one is shown, however many there are."""
    page = table.page
    typed = [one for one in table.figures if one.typed]
    filled = table.spot(row, _FILLED)
    page.formula(row, page.at[_FILLED], _count_of(table, row, typed))
    page.formula(row, page.at[_NEW], _count_of(table, row, [one for one in typed if one.continues is None]))
    for figure in table.figures:
        if figure.formula:
            value = figure.formula.excel(table.reference(row))
            page.formula(row, page.at[figure.code], f'IF({filled}=0,"",{value})', styles.COUNT)
    followers = [test.column for test in table.tests[1:]] + [_END]
    for test, follower in zip(table.tests, followers, strict=True):
        after = table.spot(row, follower)
        told = _told(table, row, test, carried)
        page.formula(row, page.at[test.column], f"IF({told[0]},{told[1]},{after})" if told else after)
    page.formula(row, page.at[_END], '""')


def _count_of(table: _Table, row: int, figures: Sequence[FigureSpec]) -> str:
    cells = ",".join(table.spot(row, one.code) for one in figures)
    return f"COUNTA({cells})" if cells else "0"


def _told(table: _Table, row: int, test: _Test, carried: Mapping[str, int]) -> tuple[str, str] | None:
    """When a test fails and what it says then, as Excel expressions; None where it does not concern the row."""
    reference = table.reference(row)
    if test.kind is None:
        check = table.form.catalogue.checks[test.check]
        sides = check.expression.excel_sides(reference)
        fields = dict(zip(("trai", "phai"), sides, strict=True)) if sides else {}
        return f"({check.expression.excel(reference)})=0", message(check.level, check.message, fields)
    assert test.figure is not None
    name, value = quoted(test.figure.name), reference(test.figure.code)
    if test.kind is kinds.DOES_NOT_APPLY:
        flag = reference(test.figure.only_if or "")
        fields = {"name": name, "code": table.spot(row, layout.VISIBLE_CODE)}
        return f"N({value}<>0)*N({flag}=0)>0", _kind_text(test.kind, fields)
    before = carried.get(test.figure.code)
    if before is None:
        return None
    return f"{value}<>{before}", _kind_text(test.kind, {"name": name, "value": value, "before": str(before)})


def _total_row(table: _Table) -> None:
    page, row = table.page, table.last + 1
    code(page, row, layout.TOTAL)
    for position in range(1, page.last_shown + 1):
        page.text(row, position, "", styles.TOTAL_TEXT)
    page.text(row, page.at[layout.NAME], "Tổng cộng", styles.TOTAL_TEXT)
    summed = [one.code for one in table.figures]
    summed += [name for name in page.at if name.startswith("#cong") or name in (_FILLED, _NEW)]
    for name in summed:
        column = page.at[name]
        area = f"{address(table.first, column)}:{address(table.last, column)}"
        page.formula(row, column, f"SUM({area})", styles.TOTAL_COUNT)
    page.tall(row, 22)


def _restrict(table: _Table) -> None:
    page, first, last = table.page, table.first, table.last
    for figure in table.figures:
        if figure.typed:
            column = page.at[figure.code]
            choice = styles.count_choice(figure.name, figure.note or figure.name)
            styles.restrict(page.sheet, (first, column, last, column), choice)
    spare = first + len(table.form.owned)
    column = page.at[layout.VISIBLE_CODE]
    told = "Chọn mã thủ tục phát sinh ngoài danh sách của đơn vị; tên và lĩnh vực tự hiện ra."
    choice = styles.list_choice(f"={table.lists.column(0)}", "Mã thủ tục", told)
    styles.restrict(page.sheet, (spare, column, last, column), choice)
    for figure in table.figures:
        if figure.only_if and figure.typed:
            column = page.at[figure.code]
            rule = {
                "type": "formula",
                "criteria": f'=AND(${table.spot(spare, _LISTED)}>0,${table.spot(spare, figure.only_if)}<>"x")',
                "format": page.book.mark(styles.GREY, hatched=True),
            }
            page.sheet.conditional_format(spare, column, last, column, rule)


def _sums(table: _Table, ratios: Sequence[Span]) -> ProcedureSums:
    def total(name: str) -> str:
        return f"'{_SHEET}'!{table.spot(table.last + 1, name)}"

    aggregates = {row_key(one): total(f"#cong{at}") for at, one in enumerate(table.aggregates, start=1)}
    filled, said = (
        column_range(_SHEET, table.first, table.last, table.page.at[name]) for name in (_FILLED, layout.CHECK)
    )
    state = f'IF({total(_NEW)}=0,"Chưa nhập số liệu",COUNTIF({filled},">0")&" dòng có số liệu")'
    entry = next((one.code for one in table.figures if one.typed), layout.VISIBLE_CODE)
    progress = Progress(table.spot(table.first, entry), state, said)
    return ProcedureSums(
        table.page, ratios, progress, {one.code: total(one.code) for one in table.figures}, aggregates, total(_NEW)
    )
