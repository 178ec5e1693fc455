"""Sheet TTHC of a filled workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cchc_excel.catalogue.model import FigureSpec, Period, Procedure
from cchc_excel.forms import layout
from cchc_excel.forms.columns import PROCEDURES
from cchc_excel.forms.filled.cells import codes_lost, columns_gone, count_in, holds_figures, overwritten
from cchc_excel.forms.filled.grid import Grid, Resolved, merged_entries, resolve_rows
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.records import Figure, Position, UnitReport
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem


def read_procedures(
    grid: Grid | None,
    report: UnitReport,
    reader: Reader,
    period: Period,
    owned: Mapping[str, Procedure],
    problems: list[Problem],
) -> None:
    """Sheet TTHC: the typed figures of each procedure row that holds any."""
    if grid is None:
        report.entered = not owned
        return
    specs = [(one, grid.columns[one.code]) for one in reader.row_figures if one.code in grid.columns]
    gone = {one.code: one.name for one in reader.row_figures if one.code not in grid.columns}
    if gone:
        catalogue = reader.catalogue
        problems.append(columns_gone(grid, gone, {*PROCEDURES.codes, *catalogue.flags, *catalogue.figures}))
    columns = [column for _, column in specs]
    rows, further_problems = resolve_rows(
        grid,
        layout.VISIBLE_CODE,
        reader.by_procedure,
        strict=True,
        is_filled=holds_figures(grid, columns),
        names=reader.by_procedure_name,
    )
    problems.extend(further_problems)
    problems.extend(codes_lost(grid, rows, owned, layout.VISIBLE_CODE))
    problems.extend(merged_entries(grid, [one.row for one in rows], columns))
    typed_any = False
    in_force = reader.catalogue.in_force(period)
    for one in rows:
        filled = [spec for spec, column in specs if not grid.is_blank(one.row, column)]
        if not filled and not one.added:
            continue
        typed_any = typed_any or any(spec.continues is None for spec in filled)
        _read_procedure(grid, one, specs, report, owned, in_force, reader, problems)
    shown = {grid.text(row, layout.VISIBLE_CODE) for row, _ in grid.rows} | {one.code for one in rows}
    lost = [code for code in owned if code not in grid.codes | shown]
    if lost:
        problems.append(kinds.PROCEDURE_ROWS_GONE(grid.whole(), codes="; ".join(lost)))
    if owned and not typed_any:
        report.entered = False
        problems.append(kinds.NOTHING_ENTERED(grid.whole()))
    problems.extend(overwritten(grid, _computed_cells(grid, rows, reader)))


def _read_procedure(
    grid: Grid,
    one: Resolved,
    specs: list[tuple[FigureSpec, int]],
    report: UnitReport,
    owned: Mapping[str, Procedure],
    in_force: Mapping[str, Procedure],
    reader: Reader,
    problems: list[Problem],
) -> None:
    """One procedure row: its figures, and what is odd about the row."""
    procedure = in_force.get(one.code) or reader.catalogue.latest(one.code)
    where = grid.where(one.row, grid.columns.get(layout.VISIBLE_CODE))
    if procedure is None:
        problems.append(kinds.ROW_UNKNOWN(where, code=one.code))
        return
    if one.code not in in_force:
        problems.append(kinds.PROCEDURE_NOT_IN_FORCE(where, code=one.code))
    elif one.code not in owned:
        problems.append(kinds.PROCEDURE_ADDED(where, code=one.code))
    if one.code not in owned:
        report.spare.append(one.code)
    figures: dict[str, Figure] = {}
    for spec, column in specs:
        figure = count_in(grid, one.row, column, spec.counts, problems)
        figures[spec.code] = figure
        if spec.only_if and figure.value and spec.only_if not in procedure.flags:
            problems.append(kinds.DOES_NOT_APPLY(grid.where(one.row, column), name=spec.name, code=one.code))
    report.dossiers[one.code] = figures


def _computed_cells(grid: Grid, rows: Iterable[Resolved], reader: Reader) -> Iterator[Position]:
    """Where sheet TTHC computes: the computed figures and checks of its rows, and its total row."""
    figures = [grid.columns[one.code] for one in reader.catalogue.figures.values() if one.code in grid.columns]
    computed = [code for code, one in reader.catalogue.figures.items() if one.formula]
    beside = [grid.columns[code] for code in (*computed, layout.CHECK) if code in grid.columns]
    yield from ((one.row, column) for one in rows for column in beside)
    yield from ((row, column) for row, code in grid.rows if code == layout.TOTAL for column in figures)
