"""The results on sheet Số liệu: totals, computed figures and ratios, live."""

from __future__ import annotations

from fractions import Fraction

from cchc_excel.catalogue.decimals import decimals_in, figure_decimals
from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import FigureSpec, IndicatorSpec, Table
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.figures_page import NOT_REPORTED, REST, VERDICT, At, FiguresPage
from cchc_excel.forms.blank.parts import code, column_range, quoted, required
from cchc_excel.forms.blank.ratios import Ratio
from cchc_excel.forms.columns import FIGURES, PROCEDURES
from cchc_excel.model.records import address


def _computed(cells: FiguresPage) -> list[tuple[str, FigureSpec, str]]:
    """The lines of computed numbers: row code, figure, formula."""
    counts = {code: expression for one in cells.derived for code, expression in one.counts.items()}
    derived = [(spec, counts[spec.code]) for spec in cells.visible.figures if spec.code in counts]
    computed = [(spec, "") for spec in cells.visible.figures if spec.formula]
    lines = [(f"#{spec.code}", spec, formula) for spec, formula in [*derived, *computed]]
    if cells.sums:
        rows = cells.form.catalogue.figures_of(Table.PROCEDURE)
        lines += [(f"{layout.TOTAL}_{spec.code}", spec, cells.sums.totals[spec.code]) for spec in rows]
    return lines


def place_results(cells: FiguresPage, end_of_checks: int) -> None:
    """Where the computed unit figures will stand: checks above them refer to them."""
    for offset, (_, spec, _) in enumerate(_computed(cells)):
        if spec.table is Table.UNIT:
            cells.spots[spec.code] = address(end_of_checks + 3 + offset, At.VALUE)


def write_results(cells: FiguresPage, row: int) -> tuple[list[Ratio], int]:
    """Totals and ratios, live; returns the ratios and the row after them."""
    page, indicators = cells.page, cells.visible.indicators
    place_results(cells, row)
    row = cells.section(row, f"{'III' if cells.visible.checks else 'II'}. Kết quả tự tính")
    code(page, row, REST)
    cells.head(row, ("Số liệu", "Đơn vị tính", "Kết quả"), "Cách tính")
    row += 1
    for line, spec, formula in _computed(cells):
        code(page, row, line)
        page.text(row, At.NAME, spec.name, styles.TEXT)
        page.text(row, At.COUNTED, spec.counts, styles.CENTRED)
        digits = figure_decimals(cells.form.catalogue.figures, spec.code)
        page.formula(row, At.VALUE, formula or _computed_figure(cells, spec), styles.number(styles.COUNT, digits))
        cells.note(row, At.PREVIOUS, _how(cells, line, spec))
        row += 1
    if not indicators:
        return [], row
    code(page, row, REST)
    page.tall(row, 10)
    code(page, row + 1, REST)
    cells.head(row + 1, ("Chỉ tiêu", "Tử số", "Mẫu số", "Kết quả"), "Yêu cầu")
    ratios = [_indicator(cells, at, indicator) for at, indicator in enumerate(indicators, start=row + 2)]
    return ratios, row + 2 + len(indicators)


def _how(cells: FiguresPage, line: str, spec: FigureSpec) -> str:
    if line.startswith(layout.TOTAL):
        return f"Tổng cột này của sheet {PROCEDURES.name}"
    return cells.in_words(spec.formula) if spec.formula else spec.note


def _computed_figure(cells: FiguresPage, spec: FigureSpec) -> str:
    assert spec.formula is not None
    return cells.unless_blank([spec.code], "", cells.excel(spec.formula))


def _indicator(cells: FiguresPage, row: int, spec: IndicatorSpec) -> Ratio:
    """Numerator, denominator, the ratio or why there is none, and whether the exact ratio meets the requirement."""
    page = cells.page
    code(page, row, f"{layout.RATIO}_{spec.code}")
    page.text(row, At.NAME, spec.name, styles.TEXT)
    top, bottom = address(row, At.COUNTED), address(row, At.VALUE)
    missing = cells.blanks(spec.unit_names)
    if spec.needs_procedures and cells.sums:
        missing.append(f"{cells.sums.entered}=0")
    for column, expression in ((At.COUNTED, spec.numerator), (At.VALUE, spec.denominator)):
        value = cells.excel(expression)
        style = styles.number(styles.COUNT, decimals_in(cells.form.catalogue.figures, expression.node))
        page.formula(row, column, f'IF(OR({",".join(missing)}),"",{value})' if missing else value, style)
    nothing = f'IF({top}=0,"{spec.when_empty.shown}",{top}&"/0")'
    result = f'IF({bottom}="","{NOT_REPORTED}",IF({bottom}=0,{nothing},{top}/{bottom}))'
    page.formula(row, At.PREVIOUS, result, styles.ratio(spec.is_percent, spec.digits, styles.RATIO))
    verdict = page.at[VERDICT]
    if spec.requirement and spec.requirement.number is not None:  # other units' ratios are not in this workbook
        reached = _reached(spec.requirement.sign, spec.requirement.number, top, bottom)
        page.formula(row, verdict, _met(cells, reached, spec.condition, bottom))
    requirement = _requirement(cells, spec)
    cells.note(row, At.NOTE, f"={quoted(requirement)}&{address(row, verdict)}" if requirement else "")
    page.tall(row, page.height_of(requirement + _FAILED, At.NOTE, At.NOTE, styles.MESSAGE))
    page.tall(row, page.height_of(NOT_REPORTED, At.PREVIOUS, At.PREVIOUS, styles.RATIO))
    spots = [column_range(FIGURES.name, row, row, at) for at in (At.COUNTED, At.VALUE, At.PREVIOUS, verdict)]
    return Ratio(spec, *(spot.partition(":")[0] for spot in spots))


_PASSED, _FAILED = ": Đạt", ": Không đạt"


def _reached(sign: str, number: Fraction, top: str, bottom: str) -> str:
    """Whether the exact ratio is on the right side of a number: two products are compared, nothing is rounded."""
    return f"{top}*{number.denominator}{sign}{bottom}*{number.numerator}"


def _met(cells: FiguresPage, reached: str, condition: Expression | None, bottom: str) -> str:
    """Whether the ratio meets the requirement (it is `reached`) and the further condition holds."""
    passed = f'"{_PASSED}"'
    if condition is not None:
        holds = f'IF(({cells.excel(condition)})=0,"{_FAILED}",{passed})'
        passed = cells.unless_blank(condition.names, "", holds)
    return f'IF(N({bottom})=0,"",IF({reached},{passed},"{_FAILED}"))'


def _requirement(cells: FiguresPage, spec: IndicatorSpec) -> str:
    requirement = required(spec)
    return f"{requirement} ({cells.in_words(spec.condition)})" if spec.condition else requirement
