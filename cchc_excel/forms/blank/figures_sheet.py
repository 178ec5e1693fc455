"""Sheet Số liệu of a blank unit workbook: the unit's own figures, live checks, totals, ratios, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.expressions import Aggregate, Expression
from cchc_excel.catalogue.model import Catalogue, CheckSpec, FigureSpec, IndicatorSpec, Requirement, Table
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.parts import (
    WARNING_LABEL,
    Form,
    Progress,
    anchor,
    code,
    column_range,
    heading,
    mark_messages,
    message,
    page_of,
    quoted,
    required,
)
from cchc_excel.forms.blank.procedures_sheet import ProcedureSums
from cchc_excel.forms.blank.ratios import Ratio, places, write_ratios
from cchc_excel.forms.blank.styles import Book, Page
from cchc_excel.model.records import address

NOT_REPORTED = "Chưa có số liệu"
_COLUMNS = (("ten", 31.5), ("don_vi_tinh", 11.0), (layout.VALUE, 13.0), (layout.PREVIOUS, 12.0), ("chu_giai", 37.0))
_NAME, _UNIT, _VALUE, _PREVIOUS, _NOTE, _EDGE, _GAP = range(1, 8)
_MARGIN = (("#le", 1.2), ("#cach", 1.0))
"""White at the right of the notes, which would touch the border; then a gap before the ratios on the screen."""
_RATIO_WIDTHS = (27.0, 7.0, 7.0, 13.0, 15.0)
_SCREEN = tuple((f"#tl{at}", width) for at, width in enumerate(_RATIO_WIDTHS))
_VERDICT = "#dat"
"""A helper column: whether a ratio meets its requirement."""
_REST = layout.NOT_DATA
"""The row code of every row below the figures: never data."""
_TITLE_ROWS = 2
"""What stands above the first line of a section: white, and its title."""
_SIGNED_ROWS = 2
"""Lines of the table that stay on the page with the signatures below it."""
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_WORDS = (("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("==", "="), (" and ", " và "), (" or ", " hoặc "), ("not ", "không "))


class Shown(msgspec.Struct, frozen=True):
    """What of the catalogue a unit can see live: its figures (typed, derived, computed), checks, ratios."""

    figures: Sequence[FigureSpec]
    checks: Sequence[CheckSpec]
    indicators: Sequence[IndicatorSpec]

    @property
    def aggregates(self) -> list[Aggregate]:
        """Every tong/dem whose sum the sheet needs."""
        expressions: list[Expression | None] = [one.formula for one in self.figures]
        expressions += [one.expression for one in self.checks]
        for one in self.indicators:
            expressions += [one.numerator, one.denominator, one.condition]
        return [aggregate for one in expressions if one is not None for aggregate in one.aggregates]


def shown_to(form: Form) -> Shown:
    """What can be computed of the unit's own workbook: names it types, derived or computed ones; tong/dem only where
    it has procedures."""
    catalogue, has_rows = form.catalogue, bool(form.owned)
    figures: dict[str, FigureSpec] = {}
    for spec in catalogue.figures_of(Table.UNIT):
        typed_elsewhere = spec.typed and form.unit.code not in spec.owners
        if not typed_elsewhere and (spec.formula is None or _fits(spec.formula, figures, has_rows)):
            figures[spec.code] = spec
    checks = [
        one
        for one in catalogue.checks
        if one.table is Table.UNIT and _fits(one.expression, _checked(figures.values()), has_rows)
    ]
    indicators = [
        one
        for one in catalogue.indicators.values()
        if _fits(one.numerator, figures, has_rows) and _fits(one.denominator, figures, has_rows)
    ]
    return Shown(list(figures.values()), checks, [_without_foreign(one, figures, has_rows) for one in indicators])


def _checked(figures: Iterable[FigureSpec]) -> dict[str, FigureSpec]:
    """The figures that checks of a unit see: those it types and what is computed of them."""
    found: dict[str, FigureSpec] = {}
    for spec in figures:
        of_typed = spec.formula is not None and _fits(spec.formula, found, has_rows=False)
        if of_typed or (spec.formula is None and spec.typed):
            found[spec.code] = spec
    return found


def _fits(expression: Expression, figures: Mapping[str, FigureSpec], has_rows: bool) -> bool:
    return expression.names <= figures.keys() and (has_rows or not expression.aggregates)


def _without_foreign(spec: IndicatorSpec, figures: Mapping[str, FigureSpec], has_rows: bool) -> IndicatorSpec:
    """The indicator; without its requirement where the further condition needs what this unit does not have."""
    if spec.condition is None or _fits(spec.condition, figures, has_rows):
        return spec
    return msgspec.structs.replace(spec, requirement=None, condition=None)


class _Cells(msgspec.Struct):
    """The sheet being written: where each unit figure stands, and what is summed on the other sheets."""

    form: Form
    page: Page
    shown: Shown
    sums: ProcedureSums | None
    derived: Mapping[str, str]
    spots: dict[str, str] = {}

    def number(self, name: str) -> str:
        return f"N({self.spots[name]})"

    def blanks(self, names: Iterable[str]) -> list[str]:
        """For each typed figure of some names, in turn of computed ones, an Excel test whether it is blank."""
        found: dict[str, None] = {}
        for spec in self.shown.figures:
            if spec.code in set(names):
                if spec.formula:
                    found |= dict.fromkeys(self.blanks(spec.formula.names))
                elif spec.typed:
                    found[f'{self.spots[spec.code]}=""'] = None
        return list(found)

    def excel(self, expression: Expression) -> str:
        return expression.excel(self.number, self.sums.of if self.sums else None)


def write_figures(
    book: Book, form: Form, shown: Shown, sums: ProcedureSums | None, derived: Mapping[str, str]
) -> tuple[list[Ratio], Progress]:
    """Write the sheet; returns its ratios and how far it is filled in. `sums`: those of sheet TTHC, if there is one;
    `derived`: unit figures that the program derives -> the Excel expressions that count them live."""
    columns = [*_COLUMNS, *_MARGIN, *_SCREEN, (_VERDICT, 0.0)]
    page = page_of(book, layout.FIGURES.name, columns, ["#cach", *dict(_SCREEN)])
    cells = _Cells(form, page, shown, sums, derived)
    top = heading(page, form, "Số liệu của đơn vị")
    page.wide(top, 1, _NOTE, _ADVICE, styles.NOTE)
    page.wide(top + 1, 1, _NOTE, "I. Số liệu phải nhập", styles.SECTION)
    _head(page, top + 2, ("Nội dung", "Đơn vị tính", "Số liệu\nkỳ này", "Kỳ trước"), "Chú giải")
    anchor(page, top + 3)
    first, row = top + 4, _entries(cells, top + 4)
    checks, row = row, _checks(cells, row)
    progress = _progress(cells, first, checks, row)
    results = row
    ratios, row = _results(cells, row)
    own = [one for one in ratios if not one.spec.needs_procedures]
    write_ratios(page, top + 2, first, places(page, _GAP + 1, page.last_shown, _RATIO_WIDTHS), own[: checks - first])
    last = _signatures(page, _people(cells, row))
    page.finish()
    page.sheet.set_zoom(90)
    styles.protect(page.sheet)
    titles = [(top + 1, first), (checks, checks + _TITLE_ROWS), (results, results + _TITLE_ROWS + 1)]
    heads = [(row - len(ratios) - 2, row - len(ratios))] if ratios else []
    styles.set_up_paper(page, styles.Paper(False, last, bound=[*titles, *heads, (row - _SIGNED_ROWS, last)]))
    return ratios, progress


def _progress(cells: _Cells, first: int, checks: int, end: int) -> Progress:
    """`first`: the first row of entries; `checks`: the row after them; `end`: the row after the checks."""
    messages = column_range(layout.FIGURES.name, checks, end - 1, _PREVIOUS) if end > checks else ""
    typed = [one for one in cells.shown.figures if one.typed]
    if not typed:
        return Progress(address(first, _NAME), '"Không phải nhập"', messages)
    left = f"{len(typed)}-COUNTA({column_range(layout.FIGURES.name, first, first + len(typed) - 1, _VALUE)})"
    state = f'IF({left}=0,"Đã nhập đủ","Còn "&({left})&" ô chưa nhập")'
    return Progress(address(first, _VALUE), state, messages)


_ADVICE = "Nhập vào các ô vàng. Không phát sinh thì nhập 0, không để trống. Các ô khác tự tính hoặc đã khoá."


def _head(page: Page, row: int, titles: Sequence[str], last: str) -> None:
    """A heading row; its last title is that of all columns that are left."""
    for position, title in enumerate(titles, start=1):
        page.text(row, position, title, styles.HEAD)
    page.wide(row, len(titles) + 1, _EDGE, last, styles.HEAD)


def _note(page: Page, row: int, first: int, text: str, style: styles.Style = styles.MESSAGE) -> None:
    """A text from a column to the right border, with the margin before it."""
    page.wide(row, first, _NOTE, text, msgspec.structs.replace(style, open_side="right"))
    page.text(row, _EDGE, "", msgspec.structs.replace(style, open_side="left"))


def _section(page: Page, row: int, title: str) -> int:
    """A blank row, then a section's title; returns the row after it."""
    code(page, row, _REST)
    page.tall(row, 10)
    code(page, row + 1, _REST)
    page.wide(row + 1, 1, _NOTE, title, styles.SECTION)
    return row + 2


def _entries(cells: _Cells, row: int) -> int:
    page, form = cells.page, cells.form
    first = row
    for spec in cells.shown.figures:
        if not spec.typed:
            continue
        code(page, row, spec.code)
        page.text(row, _NAME, spec.name, styles.TEXT)
        page.text(row, _UNIT, spec.counts, styles.CENTRED)
        before = form.prefill.figures.get(spec.code) if spec.continues else None
        _number(page, row, _VALUE, before, styles.ENTRY_COUNT)
        _number(page, row, _PREVIOUS, form.prefill.previous.get(spec.code), styles.COUNT)
        _note(page, row, _NOTE, spec.note)
        choice = styles.count_choice(spec.name, f"{spec.note} Không phát sinh thì nhập 0.".strip())
        styles.restrict(page.sheet, (row, _VALUE, row, _VALUE), choice)
        cells.spots[spec.code] = address(row, _VALUE)
        row += 1
    if row == first:
        code(page, row, _REST)
        page.wide(row, 1, _EDGE, "Kỳ này đơn vị không phải nhập số liệu ở sheet này.", styles.TEXT)
        row += 1
    return row


def _number(page: Page, row: int, column: int, number: int | None, style: styles.Style) -> None:
    if number is None:
        page.text(row, column, "", style)
    else:
        page.number(row, column, number, style)


def _checks(cells: _Cells, row: int) -> int:
    """A line for each check of the unit's figures: what must hold, and whether it does."""
    page, checks = cells.page, cells.shown.checks
    if not checks:
        return row
    row = first = _section(page, row, "II. Kiểm tra tự động")
    _place_results(cells, row + len(checks))
    for check in checks:
        code(page, row, f"{layout.CHECK}_{check.code}")
        page.wide(row, _NAME, _VALUE, _in_words(cells.form.catalogue, check.expression), styles.MESSAGE)
        failed = _check_message(cells, check)
        told = f'IF(({cells.excel(check.expression)})=0,{failed},"Đạt")'
        blanks = cells.blanks(check.expression.names)
        if blanks:
            told = f'IF(OR({",".join(blanks)}),"{NOT_REPORTED}",{told})'
        _note(page, row, _PREVIOUS, f"={told}")
        page.tall(row, page.height_of(f"{WARNING_LABEL}: {check.message}", _PREVIOUS, _NOTE, styles.MESSAGE))
        row += 1
    mark_messages(page, first, row - 1, _PREVIOUS)
    return row


def _check_message(cells: _Cells, check: CheckSpec) -> str:
    sides = check.expression.excel_sides(cells.number, cells.sums.of if cells.sums else None)
    fields = dict(zip(("trai", "phai"), sides, strict=True)) if sides else {}
    return message(check.level, check.message, fields)


def _in_words(catalogue: Catalogue, expression: Expression) -> str:
    """What a check asks, with the names of the figures in place of their codes."""
    text = expression.text
    for sign, word in _WORDS:
        text = text.replace(sign, word)

    def name(match: re.Match[str]) -> str:
        spec = catalogue.figures.get(match[0])
        return f"“{spec.name}”" if spec else match[0]

    return _IDENTIFIER.sub(name, text)


def _computed(cells: _Cells) -> list[tuple[str, FigureSpec, str]]:
    """The lines of computed numbers: row code, figure, formula."""
    derived = [(one, cells.derived[one.code]) for one in cells.shown.figures if one.code in cells.derived]
    computed = [(one, "") for one in cells.shown.figures if one.formula]
    lines = [(f"#{one.code}", one, formula) for one, formula in [*derived, *computed]]
    if cells.sums:
        rows = cells.form.catalogue.figures_of(Table.PROCEDURE)
        lines += [(f"{layout.TOTAL}_{one.code}", one, cells.sums.totals[one.code]) for one in rows]
    return lines


def _place_results(cells: _Cells, end_of_checks: int) -> None:
    """Where the computed unit figures will stand: checks above them refer to them."""
    for offset, (_, spec, _) in enumerate(_computed(cells)):
        if spec.table is Table.UNIT:
            cells.spots[spec.code] = address(end_of_checks + 3 + offset, _VALUE)


def _results(cells: _Cells, row: int) -> tuple[list[Ratio], int]:
    """Totals and ratios, live; returns the ratios and the row after them."""
    page, indicators = cells.page, cells.shown.indicators
    _place_results(cells, row)
    row = _section(page, row, f"{'III' if cells.shown.checks else 'II'}. Kết quả tự tính")
    code(page, row, _REST)
    _head(page, row, ("Số liệu", "Đơn vị tính", "Kết quả"), "Cách tính")
    row += 1
    for line, spec, formula in _computed(cells):
        code(page, row, line)
        page.text(row, _NAME, spec.name, styles.TEXT)
        page.text(row, _UNIT, spec.counts, styles.CENTRED)
        page.formula(row, _VALUE, formula or _computed_figure(cells, spec), styles.COUNT)
        _note(page, row, _PREVIOUS, _how(cells.form.catalogue, line, spec))
        row += 1
    if not indicators:
        return [], row
    code(page, row, _REST)
    page.tall(row, 10)
    code(page, row + 1, _REST)
    _head(page, row + 1, ("Chỉ tiêu", "Tử số", "Mẫu số", "Kết quả"), "Yêu cầu")
    ratios = [_indicator(cells, at, indicator) for at, indicator in enumerate(indicators, start=row + 2)]
    return ratios, row + 2 + len(indicators)


def _how(catalogue: Catalogue, line: str, spec: FigureSpec) -> str:
    if line.startswith(layout.TOTAL):
        return f"Tổng cột này của sheet {layout.PROCEDURES.name}"
    return _in_words(catalogue, spec.formula) if spec.formula else spec.note


def _computed_figure(cells: _Cells, spec: FigureSpec) -> str:
    assert spec.formula is not None
    blanks = cells.blanks([spec.code])
    value = cells.excel(spec.formula)
    return f'IF(OR({",".join(blanks)}),"",{value})' if blanks else value


def _indicator(cells: _Cells, row: int, spec: IndicatorSpec) -> Ratio:
    """Numerator, denominator, the ratio or why there is none, and whether the exact ratio meets the requirement."""
    page = cells.page
    code(page, row, f"{layout.RATIO}_{spec.code}")
    page.text(row, _NAME, spec.name, styles.TEXT)
    top, bottom = address(row, _UNIT), address(row, _VALUE)
    missing = cells.blanks(spec.unit_names)
    if spec.needs_procedures and cells.sums:
        missing.append(f"{cells.sums.entered}=0")
    for column, expression in ((_UNIT, spec.numerator), (_VALUE, spec.denominator)):
        value = cells.excel(expression)
        page.formula(row, column, f'IF(OR({",".join(missing)}),"",{value})' if missing else value, styles.COUNT)
    nothing = f'IF({top}=0,"{spec.when_empty.shown}",{top}&"/0")'
    shown = f'IF({bottom}="","{NOT_REPORTED}",IF({bottom}=0,{nothing},{top}/{bottom}))'
    page.formula(row, _PREVIOUS, shown, styles.ratio(spec.is_percent, spec.digits, styles.RATIO))
    verdict = page.at[_VERDICT]
    if spec.requirement:
        page.formula(row, verdict, _met(cells, spec.requirement, spec.condition, top, bottom))
    asked = _asked(cells.form.catalogue, spec)
    _note(page, row, _NOTE, f"={quoted(asked)}&{address(row, verdict)}" if asked else "")
    page.tall(row, max(page.height_of(asked + _FAILED, _NOTE, _NOTE, styles.MESSAGE), 36))
    places = [column_range(layout.FIGURES.name, row, row, at) for at in (_UNIT, _VALUE, _PREVIOUS, verdict)]
    return Ratio(spec, *(place.partition(":")[0] for place in places))


_PASSED, _FAILED = ": Đạt", ": Không đạt"


def _met(cells: _Cells, wanted: Requirement, condition: Expression | None, top: str, bottom: str) -> str:
    """Whether the exact ratio meets the requirement: two products are compared, nothing is rounded."""
    sign = wanted.sign if wanted.sign in (">", ">=", "<", "<=") else "="
    reached = f"{top}*{wanted.number.denominator}{sign}{bottom}*{wanted.number.numerator}"
    passed = f'"{_PASSED}"'
    if condition is not None:
        passed = f'IF(({cells.excel(condition)})=0,"{_FAILED}",{passed})'
        blanks = cells.blanks(condition.names)
        if blanks:
            passed = f'IF(OR({",".join(blanks)}),"",{passed})'
    return f'IF(N({bottom})=0,"",IF({reached},{passed},"{_FAILED}"))'


def _asked(catalogue: Catalogue, spec: IndicatorSpec) -> str:
    asked = required(spec)
    return f"{asked} ({_in_words(catalogue, spec.condition)})" if spec.condition else asked


_PEOPLE_ADVICE = {
    "#nguoi_lap": "Họ và tên người lập biểu; tự in ở chỗ ký.",
    "#dien_thoai": "Số điện thoại của người lập biểu, để hỏi khi số liệu chưa rõ.",
    "#thu_truong": "Họ và tên người ký duyệt biểu mẫu của đơn vị; tự in ở chỗ ký.",
}


def _people(cells: _Cells, row: int) -> int:
    """The cells for who made the report, a telephone, and the head of the unit."""
    page = cells.page
    row = _section(page, row, "Người lập biểu")
    typed = [cells.spots[one.code] for one in cells.shown.figures if one.typed]
    page.select(typed[0] if typed else address(row, _VALUE))
    look = page.book.format(styles.ENTRY_TEXT)
    for line, title in layout.PEOPLE.items():
        code(page, row, line)
        page.text(row, _NAME, title, styles.TEXT)
        page.text(row, _UNIT, "", styles.TEXT)
        page.sheet.merge_range(row, _VALUE, row, _EDGE, "", look)
        styles.restrict(page.sheet, (row, _VALUE, row, _VALUE), styles.any_text(title, _PEOPLE_ADVICE[line]))
        page.tall(row, 21)
        row += 1
    return row


def _signatures(page: Page, row: int) -> int:
    """The printed block for two signatures; returns its last row."""
    italic = styles.Style(border=False, italic=True, align="center")
    bold = styles.Style(border=False, bold=True, align="center", size=13)
    lines = (
        ("", "……, ngày …… tháng …… năm ……", italic),
        ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ", bold),
        ("(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)", italic),
    )
    code(page, row, _REST)
    for at, (left, right, style) in enumerate(lines, start=row + 1):
        code(page, at, _REST)
        page.wide(at, _NAME, _UNIT, left, style)
        page.wide(at, _PREVIOUS, _EDGE, right, style)
    space = row + 1 + len(lines)
    code(page, space, _REST)
    page.tall(space, 70)
    code(page, space + 1, _REST)
    for first, last, name in ((_NAME, _UNIT, "#nguoi_lap"), (_PREVIOUS, _EDGE, "#thu_truong")):
        typed = address(row - len(layout.PEOPLE) + list(layout.PEOPLE).index(name), _VALUE)
        page.wide(space + 1, first, last, f'={typed}&""', bold)
    return space + 1
