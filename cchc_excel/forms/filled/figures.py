"""Sheet Số liệu of a filled workbook."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_excel.forms import layout
from cchc_excel.forms.columns import FIGURES
from cchc_excel.forms.filled.cells import codes_lost, columns_gone, figure_in, holds_figures, overwritten
from cchc_excel.forms.filled.grid import Grid, merged_entries, resolve_rows
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.records import Figure, Position, UnitReport
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem

_VALUE = {layout.VALUE: next(column.title for column in FIGURES.columns if column.code == layout.VALUE)}


def read_figures(grid: Grid | None, report: UnitReport, reader: Reader, problems: list[Problem]) -> None:
    """Sheet Số liệu: the unit figures that this unit types, and the people cells."""
    owed = {figure.code: figure for figure in reader.catalogue.typed_by(report.unit)}
    if grid is None or layout.VALUE not in grid.columns:
        if owed and grid is not None:
            problems.append(columns_gone(grid, _VALUE, FIGURES.codes))
        report.figures = {code: Figure(None, FIGURES.name, "") for code in owed}
        return
    column = grid.columns[layout.VALUE]
    visible = {text: code for text, code in reader.by_name.items() if code in owed}
    rows, further_problems = resolve_rows(
        grid, layout.NAME, visible, strict=False, is_filled=holds_figures(grid, [column])
    )
    problems.extend(further_problems)
    problems.extend(codes_lost(grid, rows, owed, layout.NAME))
    problems.extend(merged_entries(grid, [resolved.row for resolved in rows], [column]))
    at = {resolved.code: resolved.row for resolved in rows}
    for code, row in at.items():
        if code not in owed and not grid.is_blank(row, column):
            problems.append(kinds.FIGURE_NOT_OWED(grid.where(row, column), code=code))
    for code, spec in owed.items():
        if code not in at:
            report.figures[code] = Figure(None, grid.sheet.name, "")
            if code not in grid.codes:
                problems.append(kinds.FIGURE_ROW_GONE(grid.whole(), name=spec.name))
            continue
        report.figures[code] = figure_in(grid, at[code], column, spec, problems)
        if grid.is_blank(at[code], column):
            problems.append(kinds.NOT_ENTERED(grid.where(at[code], column), name=spec.name))
    report.people = {code: grid.text(row, layout.VALUE) for row, code in grid.rows if code in layout.PEOPLE}
    problems.extend(overwritten(grid, _result_cells(grid)))


def _result_cells(grid: Grid) -> Iterator[Position]:
    """Where sheet Số liệu computes: the results, checks and ratios below the figures."""
    computed = {layout.CHECK: (layout.PREVIOUS,), layout.RATIO: (layout.COUNTED_IN, layout.VALUE, layout.PREVIOUS)}
    for row, code in grid.rows:
        if code.startswith(layout.NOT_DATA) and code != layout.NOT_DATA and code not in layout.PEOPLE:
            for column in computed.get(code.partition("_")[0], (layout.VALUE,)):
                if column in grid.columns:
                    yield row, grid.columns[column]
