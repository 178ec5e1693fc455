"""Single cells of units' workbooks: of a figure, of a procedure's row, of an answer to a task, of a rank."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from cchc_excel.catalogue.model import Catalogue, Table
from cchc_excel.compute.results import Consolidated, TaskState
from cchc_excel.fill.ooxml import split_address
from cchc_excel.forms.columns import PROCEDURES, RANKS, TASKS
from cchc_excel.forms.layout import RANK_BEFORE, RANK_NOW, VISIBLE_CODE
from cchc_excel.model.records import Figure, Rank, Typed, UnitReport

UNREAD = "không đọc được"
_COUNTED = "Thủ tục được đếm"
_TASK_COLUMNS = {column.field: column for column in TASKS.answers}
_RANK_FIELDS = {column.code: column.field for column in RANKS.answers}
_RANK_COLUMNS = {field: code for code, field in _RANK_FIELDS.items()}
Place: TypeAlias = tuple[str, str, str]
"""File, sheet and cell."""


class SourceCell(msgspec.Struct, frozen=True):
    """A cell of a unit's workbook that a figure comes from, and what stands there ("": blank, read as nothing).
    `about`: the procedure, task or ranked criterion of its row ("": none). `cell` "": the workbook has no such row.
    `origin`: of a cell of so-lieu.xlsx the file, sheet and cell that it was taken from."""

    unit: str
    figure: str
    about: str
    file: str
    sheet: str
    cell: str
    value: object
    origin: tuple[str, str, str] | None = None

    @property
    def place(self) -> Place:
        """What tells it from every other: a row that is not there by what is sought in it."""
        return self.file, self.sheet, self.cell or self.name

    @property
    def name(self) -> str:
        """The figure, and what it is of."""
        return f"{self.figure} – {self.about}" if self.about else self.figure


def source_of(report: UnitReport, sheet: str, cell: str) -> tuple[str, str, str]:
    """File, sheet and cell that a cell of a report was first typed into: the unit's own workbook, though the report may
    have come by a department's so-lieu.xlsx."""
    if report.origin is None:
        return report.file, sheet, cell
    return report.origin.file, *report.origin.cells.get((sheet, cell), ("", ""))


def _taken_from(report: UnitReport, sheet: str, cell: str) -> tuple[str, str, str] | None:
    return source_of(report, sheet, cell) if report.origin and cell else None


class Cells:
    """The cells of every unit of a period."""

    def __init__(self, catalogue: Catalogue, consolidated: Consolidated) -> None:
        self._catalogue, self._consolidated = catalogue, consolidated
        self._typed: dict[tuple[str, str], dict[str, list[SourceCell]]] = {}

    def _reports(self, unit: str) -> Sequence[UnitReport]:
        data = self._consolidated.data.get(unit)
        return data.reports if data else ()

    def _counted(self, unit: str, code: str) -> Sequence[UnitReport]:
        """The reports that a figure is taken from, as column "cộng dồn" says of it."""
        data, rollup = self._consolidated.data.get(unit), self._catalogue.figures[code].rollup
        return [report for at, report in enumerate(data.reports) if data.counts(rollup, at)] if data else ()

    def typed(self, unit: str, code: str) -> Mapping[str, list[SourceCell]]:
        """Procedure ("" for a unit figure) -> the cells in which a number was typed."""
        if (unit, code) not in self._typed:
            found: dict[str, list[SourceCell]] = {}
            for report in self._counted(unit, code):
                for procedure, figure in _figures(report, code, self._catalogue.figures[code].table):
                    if figure.value is not None:
                        found.setdefault(procedure, []).append(self._figure(report, code, procedure, figure))
            self._typed[unit, code] = found
        return self._typed[unit, code]

    def _figure(self, report: UnitReport, code: str, procedure: str, figure: Figure) -> SourceCell:
        value = figure.value if figure.value is not None else UNREAD if figure.unread else ""
        name = self._catalogue.figures[code].name
        taken = _taken_from(report, figure.sheet, figure.cell)
        return SourceCell(report.unit, name, procedure, report.file, figure.sheet, figure.cell, value, taken)

    def blank(self, unit: str, code: str, procedures: Collection[str]) -> Iterator[SourceCell]:
        """The cells of a figure in the rows of some procedures in which no number was typed, of the rows that the
        unit's workbooks have."""
        for report in self._counted(unit, code):
            places = report.places.get(PROCEDURES.name)
            for procedure in procedures if places else ():
                figure = report.dossiers.get(procedure, {}).get(code)
                cell = figure.cell if figure else places.cell(procedure, code) if places else ""
                if cell and places and (figure is None or figure.value is None):
                    yield self._figure(
                        report, code, procedure, Figure(None, places.sheet, cell, bool(figure and figure.unread))
                    )

    def absent(self, unit: str, code: str, procedure: str) -> Iterator[SourceCell]:
        """The workbook in which a row is sought and not found."""
        for report in (self._counted(unit, code) or self._reports(unit))[-1:]:
            yield self._figure(report, code, procedure, Figure(None, PROCEDURES.name, ""))

    def row(self, unit: str, procedure: str) -> SourceCell | None:
        """The visible code of a procedure's row, in the latest workbook that has it: what is counted where no figure
        is."""
        for report in reversed(self._reports(unit)):
            places = report.places.get(PROCEDURES.name)
            cell = places.cell(procedure, VISIBLE_CODE) if places else ""
            if places and cell:
                return SourceCell(unit, _COUNTED, procedure, report.file, places.sheet, cell, procedure)
        return None

    def tasks(self, unit: str) -> Mapping[str, TaskState]:
        """The unit's tasks with its answers."""
        return self._consolidated.tasks.get(unit, {})

    def answer(self, unit: str, key: str, field: str) -> Iterator[SourceCell]:
        """The cell of a task's row that a field of its answer was read from."""
        state = self.tasks(unit).get(key)
        if state is None:
            return
        name = f"Nhiệm vụ: {_TASK_COLUMNS[field].title}"
        report = next((one for one in reversed(self._reports(unit)) if one.file == state.file), None)
        places = report.places.get(TASKS.name) if report else None
        if state.answer is None or state.file is None or places is None:
            for last in self._reports(unit)[-1:]:
                yield SourceCell(unit, name, key, last.file, TASKS.name, "", "")
            return
        cell = places.cell(key, _TASK_COLUMNS[field].code)
        value = getattr(state.answer, field)
        taken = _taken_from(report, state.answer.sheet, state.answer.cell) if report else None
        yield SourceCell(unit, name, key, state.file, places.sheet, cell, "" if value is None else value, taken)

    def said(self, unit: str, key: str, typed: Typed) -> SourceCell:
        """The cell of points, or of a text beside them, that was typed into a unit's workbook or the catalogue."""
        report = next((one for one in self._reports(unit) if one.file == typed.file), None)
        taken = _taken_from(report, typed.sheet, typed.cell) if report else None
        return SourceCell(unit, f"Điểm mục {key}", "", typed.file, typed.sheet, typed.cell, typed.value, taken)

    def rank(self, unit: str, name: str, field: str) -> Iterator[SourceCell]:
        """The cell of a ranked criterion (`rank_name`) that a field of it was read from."""
        found = (one for one in self._consolidated.ranks.get(unit, []) if rank_name(one) == name)
        for rank in found:
            yield from self._of_rank(unit, rank, (_RANK_COLUMNS[field],))

    def _of_rank(self, unit: str, rank: Rank, columns: Iterable[str]) -> Iterator[SourceCell]:
        report = next((one for one in reversed(self._reports(unit)) if rank in one.ranks), None)
        return _rank_cells(report, rank, columns) if report else iter(())

    def ranks(self, unit: str) -> Iterator[SourceCell]:
        """Both ranks of every criterion; of a sheet without any, its first row."""
        ranks = self._consolidated.ranks.get(unit, [])
        for rank in ranks:
            yield from self._of_rank(unit, rank, (RANK_BEFORE, RANK_NOW))
        if ranks:
            return
        for report in self._reports(unit)[-1:]:
            places = report.places.get(RANKS.name)
            if places:
                cell = f"{places.columns[RANK_NOW]}{min(places.rows.values(), default=places.top)}"
                yield SourceCell(unit, RANKS.name, "", report.file, places.sheet, cell, "")


def rank_name(rank: Rank) -> str:
    """A ranked criterion as keys name it: "PCI – Tính minh bạch"."""
    return " – ".join(part for part in (rank.index, rank.criterion) if part)


def _figures(report: UnitReport, code: str, table: Table) -> Iterable[tuple[str, Figure]]:
    if table is Table.UNIT:
        return [("", report.figures[code])] if code in report.figures else ()
    return ((procedure, figures[code]) for procedure, figures in report.dossiers.items() if code in figures)


def _rank_cells(report: UnitReport, rank: Rank, columns: Iterable[str]) -> Iterator[SourceCell]:
    places = report.places[RANKS.name]
    number, _ = split_address(rank.cell)
    for code in columns:
        cell, value = f"{places.columns[code]}{number}", getattr(rank, _RANK_FIELDS[code])
        stands = "" if value is None else value
        taken = _taken_from(report, rank.sheet, rank.cell)
        yield SourceCell(report.unit, rank.index, rank.criterion, report.file, rank.sheet, cell, stands, taken)
