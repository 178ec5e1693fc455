"""RawForm -> UnitReport: the figures of one filled unit workbook, read by their codes, each with its cell."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import msgspec

from cchc_excel.catalogue.model import Catalogue, FigureSpec, Period, Procedure
from cchc_excel.catalogue.unit_names import Names
from cchc_excel.forms import layout
from cchc_excel.forms.filled.grid import Grid, Resolved, cell_kind, find_grids, merged_entries, resolve_rows, row_list
from cchc_excel.forms.filled.identity import identify, likely_unit
from cchc_excel.model.records import Figure, Position, Rank, RawForm, Source, Status, TaskAnswer, UnitReport, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, fold, read_count, read_date, show_percent

_KEEPS_FORMULAS = (".xlsx", ".xlsm")
"""File types whose formulas are known: elsewhere none can be said to be overwritten."""


class Reader(msgspec.Struct, frozen=True):
    """What reading a form needs: of the catalogue, derived once for a whole run, and the passwords to try."""

    catalogue: Catalogue
    names: Names
    row_figures: list[FigureSpec]
    by_name: dict[str, str]
    by_task: dict[str, str]
    by_procedure: dict[str, str]
    by_procedure_name: dict[str, str]
    passwords: tuple[str, ...] = ()


def reader_for(catalogue: Catalogue, passwords: tuple[str, ...] = ()) -> Reader:
    """The Reader of a catalogue: visible names and codes, folded, with the codes they stand for. A name that two
    share stands for neither. `passwords`: those to try on workbooks that are locked."""
    return Reader(
        catalogue,
        Names(catalogue.units.values()),
        catalogue.typed_rows(),
        _by_name((one.name, one.code) for one in catalogue.figures.values()),
        _by_name((item.text, item.key) for item in catalogue.items.values()),
        {fold(one.code): one.code for one in catalogue.procedures},
        _by_name((one.name, one.code) for one in catalogue.procedures),
        passwords,
    )


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> code, where the name is one code's only."""
    pairs = {(fold(name), code) for name, code in named}
    shared = Counter(name for name, _ in pairs)
    return {name: code for name, code in pairs if shared[name] == 1}


class Parsed(msgspec.Struct, frozen=True):
    """What came of a workbook: the unit and period it says it is of, and its report unless it was refused."""

    unit: str | None
    period: str | None
    report: UnitReport | None


def parse_form(raw: RawForm, source: Source, reader: Reader, wanted: str | None) -> tuple[Parsed, list[Problem]]:
    """The report of a workbook. `wanted`: the period it should be of (None: the one it names).

    Refused (no report): no codes at all, unit or period unknown or contradicted. Otherwise every figure that can be
    read is in the report, and a Problem names each that cannot.
    """
    found: list[Problem] = []
    grids = find_grids(raw, source.name, found)
    if not grids:
        likely = likely_unit(source, reader.catalogue, reader.names)
        return Parsed(likely, None, None), [kinds.NO_CODES(Location(source.name, unit=likely))]
    identity, more = identify(raw, source, reader.catalogue, reader.names, wanted)
    found.extend(more)
    if identity.refused or identity.unit is None or identity.period is None:
        return Parsed(identity.unit, identity.period, None), _of_unit(found, identity.unit)
    unit, period = identity.unit, reader.catalogue.periods[identity.period]
    for grid in grids.values():
        grid.unit = unit
    report = UnitReport(unit, period.code, source.name)
    owned = reader.catalogue.owned(unit, period)
    found.extend(_absent(raw, grids, report, reader, owned))
    _read_figures(grids.get(layout.FIGURES.name), report, reader, found)
    _read_procedures(grids.get(layout.PROCEDURES.name), report, reader, period, owned, found)
    _read_tasks(grids.get(layout.TASKS.name), report, reader, found)
    _read_ranks(grids.get(layout.RANKS.name), report, found)
    return Parsed(unit, period.code, report), _of_unit(found, unit)


def _absent(
    raw: RawForm, grids: Mapping[str, Grid], report: UnitReport, reader: Reader, owned: Collection[str]
) -> Iterator[Problem]:
    """The form's sheets that are not there, or are there by name and have lost their codes; the unit's figures are
    needed, its answers are missed."""
    owes = {
        layout.FIGURES.name: bool(reader.catalogue.typed_by(report.unit)),
        layout.PROCEDURES.name: bool(owned),
    }
    named = {fold(sheet.name): sheet.name for sheet in raw.sheets}
    for kind in layout.SHEETS:
        if kind.name in grids or not owes.get(kind.name, True):
            continue
        sheet = named.get(fold(kind.name))
        if sheet is not None:
            yield kinds.CODES_GONE(Location(report.file, sheet), sheet=sheet)
        else:
            missing = kinds.SHEET_MISSING if kind.name in owes else kinds.SHEET_GONE
            yield missing(Location(report.file), sheet=kind.name)


def _of_unit(found: list[Problem], unit: str | None) -> list[Problem]:
    return [one if one.unit else msgspec.structs.replace(one, unit=unit) for one in found]


def _count(grid: Grid, row: int, column: int, counts: str, found: list[Problem]) -> Figure:
    """The count in a cell; what is wrong with it goes to the problems."""
    if grid.is_blank(row, column):
        return Figure(None, grid.sheet.name, address(row, column))
    value = grid.value(row, column, found)
    if (row, column) in grid.sheet.percents and isinstance(value, int | float) and value:
        found.append(kinds.COUNT_PERCENT(grid.where(row, column), value=show_percent(value)))
        return Figure(None, grid.sheet.name, address(row, column), unread=True)
    number, kind = read_count(value, counts)
    if kind:
        found.append(cell_kind(kind, grid.where(row, column), value, number))
    return Figure(number, grid.sheet.name, address(row, column), unread=number is None)


def _holds_figures(grid: Grid, columns: Collection[int]) -> Callable[[int], bool]:
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


def _day(grid: Grid, row: int, code: str, found: list[Problem]) -> dt.date | None:
    column = grid.columns.get(code)
    if column is None:
        return None
    value = grid.value(row, column, found)
    day, kind = read_date(value)
    if kind:
        found.append(cell_kind(kind, grid.where(row, column), value))
    return day


def _read_figures(grid: Grid | None, report: UnitReport, reader: Reader, found: list[Problem]) -> None:
    """Sheet Số liệu: the unit figures that this unit types, and the people cells."""
    owed = {one.code: one for one in reader.catalogue.typed_by(report.unit)}
    if grid is None or layout.VALUE not in grid.columns:
        if owed and grid is not None:
            found.append(_columns_gone(grid, {layout.VALUE: layout.VALUE_NAME}, layout.FIGURES.columns))
        report.figures = {code: Figure(None, layout.FIGURES.name, "") for code in owed}
        return
    column = grid.columns[layout.VALUE]
    shown = {text: code for text, code in reader.by_name.items() if code in owed}
    rows, more = resolve_rows(grid, layout.NAME, shown, strict=False, is_filled=_holds_figures(grid, [column]))
    found.extend(more)
    found.extend(_codes_lost(grid, rows, owed, layout.NAME))
    found.extend(merged_entries(grid, [one.row for one in rows], [column]))
    at = {one.code: one.row for one in rows}
    for code, row in at.items():
        if code not in owed and not grid.is_blank(row, column):
            found.append(kinds.FIGURE_NOT_OWED(grid.where(row, column), code=code))
    for code, spec in owed.items():
        if code not in at:
            report.figures[code] = Figure(None, grid.sheet.name, "")
            if code not in grid.codes:
                found.append(kinds.FIGURE_ROW_GONE(grid.whole(), name=spec.name))
            continue
        report.figures[code] = _count(grid, at[code], column, spec.counts, found)
        if grid.is_blank(at[code], column):
            found.append(kinds.NOT_ENTERED(grid.where(at[code], column), name=spec.name))
    report.people = {code: grid.text(row, layout.VALUE) for row, code in grid.rows if code in layout.PEOPLE}
    found.extend(_overwritten(grid, _result_cells(grid)))


def _columns_gone(grid: Grid, gone: Mapping[str, str], known: Container[str]) -> Problem:
    """Columns whose codes are not there (code -> name), each with the unknown code on the sheet that may be meant."""
    strange = [code for code in grid.columns if code not in known and not code.startswith(layout.NOT_DATA)]
    names = []
    for code, name in gone.items():
        near = difflib.get_close_matches(code, strange, n=1)
        names.append(f"{name} (mã “{code}”, trên sheet ghi “{near[0]}”)" if near else name)
    return kinds.COLUMNS_GONE(grid.whole(), names="; ".join(names))


def _result_cells(grid: Grid) -> Iterator[Position]:
    """Where sheet Số liệu computes: the results, checks and ratios below the figures."""
    computed = {layout.CHECK: (layout.PREVIOUS,), layout.RATIO: (layout.COUNTED_IN, layout.VALUE, layout.PREVIOUS)}
    for row, code in grid.rows:
        if code.startswith(layout.NOT_DATA) and code != layout.NOT_DATA and code not in layout.PEOPLE:
            for column in computed.get(code.partition("_")[0], (layout.VALUE,)):
                if column in grid.columns:
                    yield row, grid.columns[column]


def _codes_lost(grid: Grid, rows: Iterable[Resolved], own: Container[str], shown: str) -> Iterator[Problem]:
    """Rows of the unit's own whose hidden code is gone: one warning for the sheet. What column `shown` shows is
    certain."""
    lost = [one.row for one in rows if one.added and one.code in own and grid.text(one.row, shown)]
    if lost:
        yield kinds.ROW_CODES_GONE(grid.whole(), rows=row_list(lost))


def _read_procedures(
    grid: Grid | None,
    report: UnitReport,
    reader: Reader,
    period: Period,
    owned: Mapping[str, Procedure],
    found: list[Problem],
) -> None:
    """Sheet TTHC: the typed figures of each procedure row that holds any."""
    if grid is None:
        report.entered = not owned
        return
    specs = [(one, grid.columns[one.code]) for one in reader.row_figures if one.code in grid.columns]
    gone = {one.code: one.name for one in reader.row_figures if one.code not in grid.columns}
    if gone:
        catalogue = reader.catalogue
        found.append(_columns_gone(grid, gone, {*layout.PROCEDURES.columns, *catalogue.flags, *catalogue.figures}))
    columns = [column for _, column in specs]
    rows, more = resolve_rows(
        grid,
        layout.VISIBLE_CODE,
        reader.by_procedure,
        strict=True,
        is_filled=_holds_figures(grid, columns),
        names=reader.by_procedure_name,
    )
    found.extend(more)
    found.extend(_codes_lost(grid, rows, owned, layout.VISIBLE_CODE))
    found.extend(merged_entries(grid, [one.row for one in rows], columns))
    typed_any = False
    in_force = reader.catalogue.in_force(period)
    for one in rows:
        filled = [spec for spec, column in specs if not grid.is_blank(one.row, column)]
        if not filled and not one.added:
            continue
        typed_any = typed_any or any(spec.continues is None for spec in filled)
        _read_procedure(grid, one, specs, report, owned, in_force, reader, found)
    shown = {grid.text(row, layout.VISIBLE_CODE) for row, _ in grid.rows} | {one.code for one in rows}
    lost = [code for code in owned if code not in grid.codes | shown]
    if lost:
        found.append(kinds.PROCEDURE_ROWS_GONE(grid.whole(), codes="; ".join(lost)))
    if owned and not typed_any:
        report.entered = False
        found.append(kinds.NOTHING_ENTERED(grid.whole()))
    found.extend(_overwritten(grid, _computed_cells(grid, rows, reader)))


def _read_procedure(
    grid: Grid,
    one: Resolved,
    specs: list[tuple[FigureSpec, int]],
    report: UnitReport,
    owned: Mapping[str, Procedure],
    in_force: Mapping[str, Procedure],
    reader: Reader,
    found: list[Problem],
) -> None:
    """One procedure row: its figures, and what is odd about the row."""
    procedure = in_force.get(one.code) or reader.catalogue.latest(one.code)
    where = grid.where(one.row, grid.columns.get(layout.VISIBLE_CODE))
    if procedure is None:
        found.append(kinds.ROW_UNKNOWN(where, code=one.code))
        return
    if one.code not in in_force:
        found.append(kinds.PROCEDURE_NOT_IN_FORCE(where, code=one.code))
    elif one.code not in owned:
        found.append(kinds.PROCEDURE_ADDED(where, code=one.code))
    if one.code not in owned:
        report.spare.append(one.code)
    figures: dict[str, Figure] = {}
    for spec, column in specs:
        figure = _count(grid, one.row, column, spec.counts, found)
        figures[spec.code] = figure
        if spec.only_if and figure.value and spec.only_if not in procedure.flags:
            found.append(kinds.DOES_NOT_APPLY(grid.where(one.row, column), name=spec.name, code=one.code))
    report.dossiers[one.code] = figures


def _computed_cells(grid: Grid, rows: Iterable[Resolved], reader: Reader) -> Iterator[Position]:
    """Where sheet TTHC computes: the computed figures and checks of its rows, and its total row."""
    figures = [grid.columns[one.code] for one in reader.catalogue.figures.values() if one.code in grid.columns]
    computed = [code for code, one in reader.catalogue.figures.items() if one.formula]
    beside = [grid.columns[code] for code in (*computed, layout.CHECK) if code in grid.columns]
    yield from ((one.row, column) for one in rows for column in beside)
    yield from ((row, column) for row, code in grid.rows if code == layout.TOTAL for column in figures)


def _overwritten(grid: Grid, computed: Iterable[Position]) -> Iterator[Problem]:
    """Formulas of the form that hold a typed value now: one warning for the sheet. Their values are never read."""
    if PurePosixPath(grid.file).suffix.lower() not in _KEEPS_FORMULAS:
        return
    cells = grid.sheet
    lost = [spot for spot in computed if cells.cell(*spot) not in (None, "") and spot not in cells.formulas]
    if lost:
        yield kinds.FORMULAS_LOST(grid.where(*lost[0]), count=len(lost))


def _read_tasks(grid: Grid | None, report: UnitReport, reader: Reader, found: list[Problem]) -> None:
    """Sheet Nhiệm vụ: what the unit answers for each task on it."""
    report.answered = grid is not None
    if grid is None:
        return
    rows, more = resolve_rows(
        grid,
        layout.TASK_TEXT,
        reader.by_task,
        strict=False,
        is_filled=lambda row: bool(grid.text(row, layout.TASK_STATUS)),
    )
    found.extend(more)
    found.extend(_codes_lost(grid, rows, reader.catalogue.items, layout.TASK_TEXT))
    column = grid.columns.get(layout.TASK_STATUS)
    for one in rows:
        if one.code not in reader.catalogue.items:
            found.append(kinds.TASK_UNKNOWN(grid.where(one.row, column), key=one.code))
            continue
        report.tasks[one.code] = TaskAnswer(
            key=one.code,
            status=_status(grid, one, column, found),
            sheet=grid.sheet.name,
            cell=str(grid.where(one.row, column).cell),
            document=grid.text(one.row, "so_van_ban") or None,
            document_date=_day(grid, one.row, "ngay_van_ban", found),
            done_on=_day(grid, one.row, "ngay_hoan_thanh", found),
            result=grid.text(one.row, "ket_qua") or None,
            reason=grid.text(one.row, "nguyen_nhan") or None,
            remedy=grid.text(one.row, "giai_phap") or None,
            note=grid.text(one.row, "ghi_chu") or None,
        )


def _status(grid: Grid, one: Resolved, column: int | None, found: list[Problem]) -> str | None:
    text = clean_text(grid.value(one.row, column, found)) if column is not None else ""
    if not text:
        found.append(kinds.TASK_NO_STATUS(grid.where(one.row, column), key=one.code))
        return None
    for status in Status:
        if fold(status.value) == fold(text):
            return status.value
    known = "; ".join(status.value for status in Status)
    found.append(kinds.TASK_STATUS_UNKNOWN(grid.where(one.row, column), value=text, known=known))
    return None


def _read_ranks(grid: Grid | None, report: UnitReport, found: list[Problem]) -> None:
    """Sheet Xếp hạng: ranked criteria of last year and this year; a row with neither name nor rank is nothing."""
    if grid is None:
        return
    before, now = grid.columns.get("hang_nam_truoc"), grid.columns.get("hang_nam_nay")
    for row, code in grid.rows:
        if code.startswith(layout.NOT_DATA) or before is None or now is None:
            continue
        index, criterion = grid.text(row, "chi_so"), grid.text(row, "tieu_chi")
        last_year, this_year = (_rank(grid, row, column, found) for column in (before, now))
        if not (index or criterion):
            if last_year or this_year:
                found.append(kinds.RANK_NO_NAME(grid.where(row, now if this_year else before)))
            continue
        report.ranks.append(Rank(index, criterion, last_year, this_year, grid.sheet.name, address(row, now)))


def _rank(grid: Grid, row: int, column: int, found: list[Problem]) -> int | None:
    if grid.is_blank(row, column):
        return None
    told: list[Problem] = []
    figure = _count(grid, row, column, "", told)
    if figure.value == 0:  # that it was typed as text matters no more
        found.append(kinds.RANK_ZERO(grid.where(row, column)))
        return None
    found.extend(told)
    return figure.value
