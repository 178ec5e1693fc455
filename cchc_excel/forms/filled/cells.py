"""Cells of a filled sheet: counts read, and what is wrong with rows, columns and formulas of a sheet."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping

from cchc_excel.catalogue.model import FigureSpec
from cchc_excel.forms import layout
from cchc_excel.forms.filled.grid import Grid, Resolved, cell_kind, row_list
from cchc_excel.model.records import CellValue, Figure, Number, Position, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Problem
from cchc_excel.values import clean_text, read_count, read_number, show_number, show_percent

ReadNumber = Callable[[CellValue, str], tuple[Number | None, Kind | None]]


def figure_in(grid: Grid, row: int, column: int, spec: FigureSpec, problems: list[Problem]) -> Figure:
    """The figure in a cell, with decimals if it is of that kind; what is wrong with it goes to the problems."""
    read: ReadNumber = read_count if spec.digits is None else read_number
    return number_in(grid, row, column, spec.counts, read, problems)


def number_in(grid: Grid, row: int, column: int, counts: str, read: ReadNumber, problems: list[Problem]) -> Figure:
    """What `read` makes of a cell; `counts`: what is counted, which may be typed behind the number."""
    if grid.is_blank(row, column):
        return Figure(None, grid.sheet.name, address(row, column))
    value = grid.value(row, column, problems)
    if (row, column) in grid.sheet.percents and isinstance(value, int | float) and value:
        problems.append(kinds.COUNT_PERCENT(grid.where(row, column), value=show_percent(value)))
        return Figure(None, grid.sheet.name, address(row, column), unread=True)
    number, kind = read(value, counts)
    if kind:
        problems.append(
            cell_kind(kind, grid.where(row, column), value, None if number is None else show_number(number))
        )
    return Figure(number, grid.sheet.name, address(row, column), unread=number is None)


def holds_figures(grid: Grid, columns: Collection[int]) -> Callable[[int], bool]:
    """Tells of a row whether anything in these columns may be a figure. Words alone are none in a row without a name
    or below the total: place and date, "Người lập biểu" and the like stand under many a table."""
    total = next((row for row, code in grid.rows if code == layout.TOTAL), len(grid.sheet.rows))

    def holds(row: int) -> bool:
        typed = [column for column in columns if not grid.is_blank(row, column)]
        if not typed:
            return False
        return (row < total and bool(grid.text(row, layout.NAME))) or any(
            _may_be_figure(grid, row, column) for column in typed
        )

    return holds


def _may_be_figure(grid: Grid, row: int, column: int) -> bool:
    value = grid.sheet.cell(row, column)
    return not isinstance(value, str) or clean_text(value)[:1].isdigit() or read_count(value)[0] is not None


def columns_gone(grid: Grid, gone: Mapping[str, str], known: Container[str]) -> Problem:
    """Columns whose codes are not there (code -> name), each with the unknown code on the sheet that may be meant."""
    strange = [code for code in grid.columns if code not in known and not code.startswith(layout.NOT_DATA)]
    names = []
    for code, name in gone.items():
        near = difflib.get_close_matches(code, strange, n=1)
        names.append(f"{name} (mã “{code}”, trên sheet ghi “{near[0]}”)" if near else name)
    return kinds.COLUMNS_GONE(grid.whole(), names="; ".join(names))


def codes_lost(grid: Grid, rows: Iterable[Resolved], own: Container[str], visible: str) -> Iterator[Problem]:
    """Rows of the unit's own whose hidden code is gone: one warning for the sheet. What column `visible` shows is
    certain."""
    lost = [
        resolved.row
        for resolved in rows
        if resolved.added and resolved.code in own and grid.text(resolved.row, visible)
    ]
    if lost:
        yield kinds.ROW_CODES_GONE(grid.whole(), rows=row_list(lost))


def overwritten(grid: Grid, computed: Iterable[Position]) -> Iterator[Problem]:
    """Formulas of the form that hold a typed value now: one warning for the sheet. Their values are never read."""
    cells, formulas = grid.sheet, grid.sheet.formulas
    if formulas is None:
        return
    lost = [spot for spot in computed if cells.cell(*spot) not in (None, "") and spot not in formulas]
    if lost:
        yield kinds.FORMULAS_LOST(grid.where(*lost[0]), count=len(lost))
