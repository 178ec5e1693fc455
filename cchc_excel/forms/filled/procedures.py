"""Sheet TTHC of a filled workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cchc_excel.catalogue.model import FigureSpec
from cchc_excel.catalogue.unit_model import Period, Procedure
from cchc_excel.forms import layout
from cchc_excel.forms.columns import PROCEDURES
from cchc_excel.forms.filled.cells import codes_lost, columns_gone, figure_in, holds_figures, overwritten
from cchc_excel.forms.filled.grid import Grid, Resolved, merged_entries, resolve_rows
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.records import Figure, Position, UnitReport, address
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
    specs = [(spec, grid.columns[spec.code]) for spec in reader.row_figures if spec.code in grid.columns]
    gone = {spec.code: spec.name for spec in reader.row_figures if spec.code not in grid.columns}
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
    report.places[PROCEDURES.name] = grid.places({resolved.code: resolved.row for resolved in rows})
    problems.extend(codes_lost(grid, rows, owned, layout.VISIBLE_CODE))
    problems.extend(merged_entries(grid, [resolved.row for resolved in rows], columns))
    typed_any = False
    in_force = reader.catalogue.in_force(period)
    for resolved in rows:
        filled = [spec for spec, column in specs if not grid.is_blank(resolved.row, column)]
        if not filled and not resolved.added:
            report.blank[resolved.code] = _blank_cells(grid, resolved.row, specs)
            continue
        typed_any = typed_any or any(spec.continues is None for spec in filled)
        _read_procedure(grid, resolved, specs, report, owned, in_force, reader, problems)
    visible = {grid.text(row, layout.VISIBLE_CODE) for row, _ in grid.rows} | {resolved.code for resolved in rows}
    lost = [code for code in owned if code not in grid.codes | visible]
    if lost:
        problems.append(kinds.PROCEDURE_ROWS_GONE(grid.whole(), codes="; ".join(lost)))
    if (owned or any(not resolved.added for resolved in rows)) and not typed_any:
        report.entered = False
        problems.append(kinds.NOTHING_ENTERED(grid.whole()))
    problems.extend(overwritten(grid, _computed_cells(grid, rows, reader)))


def _read_procedure(
    grid: Grid,
    row: Resolved,
    specs: list[tuple[FigureSpec, int]],
    report: UnitReport,
    owned: Mapping[str, Procedure],
    in_force: Mapping[str, Procedure],
    reader: Reader,
    problems: list[Problem],
) -> None:
    """One procedure row: its figures, and what is odd about the row."""
    procedure = in_force.get(row.code) or reader.catalogue.latest(row.code)
    where = grid.where(row.row, grid.columns.get(layout.VISIBLE_CODE))
    if procedure is None:
        problems.append(kinds.ROW_UNKNOWN(where, code=row.code))
        return
    if row.code not in in_force and row.added:
        problems.append(kinds.PROCEDURE_NOT_IN_FORCE(where, code=row.code))
    elif row.code not in owned and row.code in in_force:
        problems.append(kinds.PROCEDURE_ADDED(where, code=row.code))
    if row.code not in owned:
        report.spare.append(row.code)
    figures: dict[str, Figure] = {}
    for spec, column in specs:
        figure = figure_in(grid, row.row, column, spec, problems)
        figures[spec.code] = figure
        if spec.only_if and figure.value and spec.only_if not in procedure.flags:
            problems.append(kinds.DOES_NOT_APPLY(grid.where(row.row, column), name=spec.name, code=row.code))
    report.dossiers[row.code] = figures


def _blank_cells(grid: Grid, row: int, specs: list[tuple[FigureSpec, int]]) -> dict[str, Figure]:
    """The cells of a blank row whose figures continue the period before."""
    continuing = [(spec.code, column) for spec, column in specs if spec.continues]
    return {code: Figure(None, grid.sheet.name, address(row, column)) for code, column in continuing}


def _computed_cells(grid: Grid, rows: Iterable[Resolved], reader: Reader) -> Iterator[Position]:
    """Where sheet TTHC computes: the computed figures and checks of its rows, and its total row."""
    figures = [grid.columns[spec.code] for spec in reader.catalogue.figures.values() if spec.code in grid.columns]
    computed = [code for code, spec in reader.catalogue.figures.items() if spec.formula]
    beside = [grid.columns[code] for code in (*computed, layout.CHECK) if code in grid.columns]
    yield from ((resolved.row, column) for resolved in rows for column in beside)
    yield from ((row, column) for row, code in grid.rows if code == layout.TOTAL for column in figures)
