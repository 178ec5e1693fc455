"""Sheet Chấm điểm of a filled workbook: the points that a unit gives itself, why, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cchc_excel.catalogue.score_model import ScoreRule
from cchc_excel.forms import layout
from cchc_excel.forms.columns import POINTS, Holds
from cchc_excel.forms.filled.cells import columns_gone
from cchc_excel.forms.filled.grid import Grid, cell_kind, resolve_rows
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.records import NOT_APPLIED, CellValue, Said, Typed, UnitReport, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, fold, read_decimal, show_number


def read_points(grid: Grid | None, report: UnitReport, reader: Reader, problems: list[Problem]) -> None:
    """Sheet Chấm điểm, into `report.points` by mục. `grid`: None where there is no such sheet. Points that are none, or
    not within what the row gives, are reported and left out; rows without any are one warning."""
    if grid is None:
        return
    rules = {rule.key: rule for rule in reader.catalogue.scores if rule.is_typed}
    at = grid.columns.get(layout.POINTS_OWN)
    if at is None:
        own = next(column for column in POINTS.answers if column.code == layout.POINTS_OWN)
        problems.append(columns_gone(grid, {own.code: own.title}, POINTS.codes))
        return
    rows, found = resolve_rows(
        grid, layout.TASK_TEXT, reader.by_task, strict=False, is_filled=lambda row: not grid.is_blank(row, at)
    )
    problems.extend(found)
    blank: list[str] = []
    for resolved in rows:
        rule = rules.get(resolved.code)
        if rule is None:
            problems.append(kinds.POINTS_UNKNOWN(grid.where(resolved.row, at), key=resolved.code))
            continue
        said = dict(_said(grid, resolved.row, rule, report.file, problems))
        if said:
            report.points[rule.key] = said
        blank += [rule.key] if grid.is_blank(resolved.row, at) else []
    if blank:
        problems.append(kinds.POINTS_BLANK(grid.whole(), keys="; ".join(blank)))


def _said(grid: Grid, row: int, rule: ScoreRule, file: str, problems: list[Problem]) -> Iterator[tuple[Said, Typed]]:
    for column in POINTS.answers:
        at = grid.columns.get(column.code)
        if at is None or grid.is_blank(row, at):
            continue
        is_points = column.holds is Holds.POINTS
        value = _points(grid, row, at, rule, problems) if is_points else grid.text(row, column.code)
        if value is not None:
            yield Said(column.field), Typed(value, file, grid.sheet.name, address(row, at))


def _points(grid: Grid, row: int, at: int, rule: ScoreRule, problems: list[Problem]) -> Fraction | str | None:
    value, is_percent = grid.value(row, at, problems), (row, at) in grid.sheet.percents
    return read_points_value(value, rule, grid.where(row, at), problems, is_percent=is_percent)


def read_points_value(
    value: CellValue, rule: ScoreRule, where: Location, problems: list[Problem], *, is_percent: bool = False
) -> Fraction | str | None:
    """The points of a cell, or NOT_APPLIED; None, and a problem, where they are none or not within what the row gives.
    `is_percent`: the cell is shown as a percentage."""
    text = clean_text(value)
    if fold(text) == fold(NOT_APPLIED):
        return NOT_APPLIED
    number = None
    if isinstance(value, int | float) and not isinstance(value, bool) and not is_percent:
        number = Fraction(f"{value:.15g}")
    elif isinstance(value, str) and "%" not in text:
        number = read_decimal(text)
    if number is None:
        problems.append(cell_kind(kinds.POINTS_UNREADABLE, where, value))
    elif not rule.allows(number):
        problems.append(kinds.POINTS_OUTSIDE(where, value=show_number(number), range=rule.range_in_words))
        return None
    return number
