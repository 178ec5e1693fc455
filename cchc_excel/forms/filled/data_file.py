"""so-lieu.xlsx of a department -> the reports of its units, each figure with its cell and the cell it was taken from.

The tables are those of forms/data_file.py, found by the names of sheets and columns: rows may be in any order. A figure
is read as a unit's workbook would be: what the catalogue here does not know is told and left out.
"""

from __future__ import annotations

import datetime as dt
import string
import sys

import msgspec

from cchc_excel.catalogue.levels import BETWEEN
from cchc_excel.catalogue.model import FigureSpec
from cchc_excel.catalogue.periods import leaves_of
from cchc_excel.forms import columns as form
from cchc_excel.forms import data_file as tables
from cchc_excel.forms import layout
from cchc_excel.forms.data_file import DataState
from cchc_excel.forms.filled.data_rows import DataRow, data_rows, what_is_gone
from cchc_excel.forms.filled.department import department_of
from cchc_excel.forms.filled.identity import is_alive, meta_of
from cchc_excel.forms.filled.points import read_points_value
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.files import HandedUp
from cchc_excel.model.records import (
    CellValue,
    Figure,
    Number,
    Origin,
    Places,
    Rank,
    RawForm,
    Said,
    Source,
    Status,
    TaskAnswer,
    Typed,
    UnitReport,
    address,
)
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, read_count, read_date, read_number

_STATUSES = frozenset(status.value for status in Status)
_DAYS = frozenset(column.field for column in form.TASKS.answers if column.holds is form.Holds.DAY)


def is_data_file(raw: RawForm) -> bool:
    """Whether a workbook is a so-lieu.xlsx."""
    return meta_of(raw).get(tables.META_KIND) == tables.KIND


def parse_data_file(
    raw: RawForm, source: Source, reader: Reader, wanted: str | None
) -> tuple[str | None, HandedUp | None, list[Problem]]:
    """The department that a so-lieu.xlsx is of (None: unknown), what it hands up, and what is wrong with it. `wanted`:
    the period it should be of (None: the one it names).

    Refused (nothing handed up): department or period unknown, another period, a table that is gone.
    """
    meta, catalogue = meta_of(raw), reader.catalogue
    department, problems = department_of(meta.get(tables.META_AGENCY, ""), source, catalogue)
    if department is None:
        return None, None, problems
    where = Location(source.name, unit=department)
    period = meta.get(layout.META_PERIOD, "")
    if period not in catalogue.periods:
        return department, None, [*problems, kinds.PERIOD_UNKNOWN(where, period=period)]
    if wanted is not None and period != wanted:
        return department, None, [*problems, kinds.OTHER_PERIOD(where, period=period, wanted=wanted)]
    of_points = [tables.POINTS_SAID] if any(tables.POINTS_SAID.part_of(one.name) for one in raw.sheets) else []
    expected = (*tables.NEEDED, tables.REPORTS, *of_points)
    missing = [told for table in expected if (told := what_is_gone(raw, table))]
    if missing:
        return department, None, [*problems, kinds.DATA_FILE_BROKEN(where, missing="; ".join(missing))]
    parsing = _Parsing(source.name, reader, department, frozenset(leaves_of(catalogue.periods, period)), problems)
    parsing.read(raw)
    is_draft = meta.get(tables.META_STATE) != DataState.FINAL
    if is_draft:
        problems.append(kinds.DEPARTMENT_DRAFT(where, name=catalogue.departments[department].name))
    return department, HandedUp(list(parsing.reports.values()), is_draft), problems


class _Parsing:
    """A so-lieu.xlsx as it is read: `reports` by (period, unit); what is wrong goes to the problems given."""

    def __init__(
        self, file: str, reader: Reader, department: str, periods: frozenset[str], problems: list[Problem]
    ) -> None:
        self.reports: dict[tuple[str, str], UnitReport] = {}
        self._file, self._reader, self._catalogue = file, reader, reader.catalogue
        self._department, self._periods, self._problems = department, periods, problems
        self._procedures = frozenset(one.code for one in reader.catalogue.procedures)
        self._row_figures = {spec.code: spec for spec in reader.row_figures}
        self._unit_figures: dict[str, dict[str, FigureSpec]] = {}
        self._blank_rows: dict[tuple[str, str], frozenset[str]] = {}
        self._unread: dict[tuple[str, str], frozenset[str]] = {}
        self._typed_rules = {rule.key: rule for rule in reader.catalogue.scores if rule.is_typed}
        self._strange: dict[str, None] = {}
        self._strange_keys: dict[str, None] = {}

    def read(self, raw: RawForm) -> None:
        """Read every table."""
        for row in data_rows(raw, tables.REPORTS):
            self._read_report(row)
        for row in data_rows(raw, tables.FIGURES):
            self._read_figure(row)
        for row in data_rows(raw, tables.TASK_ANSWERS):
            self._read_answer(row)
        for row in data_rows(raw, tables.RANKED):
            self._read_rank(row)
        for row in data_rows(raw, tables.POINTS_SAID):
            self._read_points(row)
        for key, report in self.reports.items():
            self._finish(key, report)
        whole = Location(self._file, unit=self._department)
        if self._strange:
            self._problems.append(kinds.DATA_FILE_FIGURES(whole, codes="; ".join(self._strange)))
        if self._strange_keys:
            self._problems.append(kinds.DATA_FILE_TASKS(whole, keys="; ".join(self._strange_keys)))

    def _key(self, row: DataRow) -> tuple[str, str]:
        return row.text(tables.PERIOD), f"{self._department}{BETWEEN}{row.text(tables.UNIT)}"

    def _report(self, row: DataRow) -> UnitReport | None:
        return self.reports.get(self._key(row))

    def _read_report(self, row: DataRow) -> None:
        """A line of what was merged: the unit's report, still empty."""
        period, unit = self._key(row)
        where = Location(self._file, unit=self._department)
        if unit not in self._catalogue.units:
            self._problems.append(kinds.DATA_FILE_UNIT(where, unit=unit))
        elif period not in self._periods:
            self._problems.append(kinds.PERIOD_UNKNOWN(where, period=period))
        elif is_alive(self._catalogue, unit, period, where, self._problems):
            origin = Origin(row.text(tables.FILE), row.text(tables.SHA256) or None, _moment(row.text(tables.SAVED)), {})
            entered, answered = (row.text(told) == tables.YES for told in (tables.ENTERED, tables.ANSWERED))
            self.reports[period, unit] = UnitReport(
                unit, period, self._file, entered=entered, answered=answered, origin=origin
            )
            self._blank_rows[period, unit] = _listed(row.text(tables.BLANK_ROWS))
            self._unread[period, unit] = _listed(row.text(tables.UNREAD))
            if unit not in self._unit_figures:
                self._unit_figures[unit] = {spec.code: spec for spec in self._catalogue.typed_by(unit)}

    def _read_figure(self, row: DataRow) -> None:
        report = self._report(row)
        if report is None:
            return
        procedure, code = row.text(tables.PROCEDURE), row.text(tables.CODE)
        specs = self._row_figures if procedure else self._unit_figures[report.unit]
        cell = row.cell(tables.VALUE)
        where = Location(self._file, row.sheet, cell, report.unit)
        if procedure and procedure not in self._procedures:
            self._problems.append(kinds.ROW_UNKNOWN(where, code=procedure))
            return
        if code not in specs:
            self._strange[code] = None
            return
        figures = report.dossiers.setdefault(procedure, {}) if procedure else report.figures
        unread = f"{procedure}/{code}" in self._unread[self._key(row)]
        value = self._number(specs[code], row.value(tables.VALUE), where)
        if code in figures:
            name = f"{specs[code].name} {procedure}".strip()
            self._problems.append(kinds.DATA_FILE_TWICE(where, name=name, other=figures[code].cell))
            value, unread = None, True
        elif unread:
            self._problems.append(kinds.DATA_FILE_UNREAD(where, name=specs[code].name))
        figures[code] = Figure(value, row.sheet, cell, unread)
        self._keep_origin(report, row, cell)

    def _number(self, spec: FigureSpec, value: CellValue, where: Location) -> Number | None:
        number, kind = (read_count if spec.digits is None else read_number)(value, spec.counts)
        if kind:
            self._problems.append(kind(where, value=clean_text(value), number=number))
        return number

    def _keep_origin(self, report: UnitReport, row: DataRow, cell: str) -> None:
        if report.origin:  # a few texts stand in many rows: each is in memory once
            sheet, place = (sys.intern(row.text(heading)) for heading in (tables.SHEET, tables.CELL))
            report.origin.cells[row.sheet, cell] = (sheet, place)

    def _read_answer(self, row: DataRow) -> None:
        """An answer to a task; a line without a cell says only that it was asked."""
        report, key = self._report(row), row.text(tables.KEY)
        if report is None or not row.text(tables.CELL):
            return
        if key not in self._catalogue.items:
            self._strange_keys[key] = None
            return
        status = next(iter(tables.TASK_FIELDS))
        fields = {field: self._told(row, heading, field) for heading, field in tables.TASK_FIELDS.items()}
        report.tasks[key] = TaskAnswer(key=key, sheet=row.sheet, cell=row.cell(status), **fields)  # type: ignore[arg-type]
        self._keep_origin(report, row, row.cell(status))
        letters = {
            column.code: row.cell(heading).rstrip("0123456789")
            for column, heading in zip(form.TASKS.answers, tables.TASK_FIELDS, strict=True)
        }
        places = report.places.setdefault(form.TASKS.name, Places(row.sheet, letters, {}, 2))
        places.rows[key] = row.number + 1

    def _told(self, row: DataRow, heading: str, field: str) -> str | dt.date | None:
        if field in _DAYS:
            return read_date(row.value(heading))[0]
        text = row.text(heading)
        return text if text and (field != "status" or text in _STATUSES) else None

    def _read_rank(self, row: DataRow) -> None:
        report = self._report(row)
        if report is None:
            return
        before, now = (read_count(row.value(heading))[0] or None for heading in (tables.RANK_BEFORE, tables.RANK_NOW))
        cell = row.cell(tables.RANK_NOW)
        report.ranks.append(Rank(row.text(tables.INDEX), row.text(tables.CRITERION), before, now, row.sheet, cell))
        self._keep_origin(report, row, cell)
        letters = {
            column.code: row.cell(heading).rstrip("0123456789")
            for column, heading in zip(form.RANKS.answers, tables.RANK_HEADINGS, strict=True)
        }
        places = report.places.setdefault(form.RANKS.name, Places(row.sheet, letters, {}, 2))
        places.rows[str(len(report.ranks))] = row.number + 1

    def _read_points(self, row: DataRow) -> None:
        """What a unit says of the points of a row: the points, why, or what shows it."""
        report, key = self._report(row), row.text(tables.KEY)
        column = next((one for one in form.POINTS.answers if one.code == row.text(tables.CODE)), None)
        if report is None or column is None:
            return
        rule = self._typed_rules.get(key)
        if rule is None:
            self._strange_keys[key] = None
            return
        cell = row.cell(tables.VALUE)
        where = Location(self._file, row.sheet, cell, report.unit)
        is_points = column.holds is form.Holds.POINTS
        value = read_points_value(row.value(tables.VALUE), rule, where, self._problems) if is_points else None
        told = value if is_points else row.text(tables.VALUE)
        if told is not None:
            report.points.setdefault(key, {})[Said(column.field)] = Typed(told, self._file, row.sheet, cell)
            self._keep_origin(report, row, cell)

    def _finish(self, key: tuple[str, str], report: UnitReport) -> None:
        """What follows from all rows of a report: which are blank, which are not the unit's own, what is absent."""
        where = Location(self._file, tables.FIGURES.name, unit=report.unit)
        report.places[form.PROCEDURES.name] = _listed_places(report)
        for procedure in self._blank_rows[key] & report.dossiers.keys():
            if all(figure.value is None for figure in report.dossiers[procedure].values()):
                report.blank[procedure] = report.dossiers.pop(procedure)
        owned = self._catalogue.owned(report.unit, self._catalogue.periods[report.period])
        report.spare = [procedure for procedure in report.dossiers if procedure not in owned]
        for code, spec in self._unit_figures[report.unit].items():
            figure = report.figures.setdefault(code, Figure(None, tables.FIGURES.name, ""))
            if figure.value is None and not figure.unread:
                at = msgspec.structs.replace(where, sheet=figure.sheet, cell=figure.cell or None)
                self._problems.append(kinds.NOT_ENTERED(at, name=spec.name))
        if owned and not report.entered:
            self._problems.append(kinds.NOTHING_ENTERED(where))


def _listed_places(report: UnitReport) -> Places:
    """Where the figures of procedures stand: each in a row of its own, the code of a procedure beside the first."""
    cells = {
        (procedure, code): figure.cell for procedure, row in report.dossiers.items() for code, figure in row.items()
    }
    first = {procedure: next(iter(row.values())) for procedure, row in report.dossiers.items() if row}
    column = address(0, tables.FIGURES.headings.index(tables.PROCEDURE))[:-1]
    cells |= {(one, layout.VISIBLE_CODE): column + figure.cell.lstrip(string.ascii_uppercase)
              for one, figure in first.items()}  # fmt: skip
    sheet = next((figure.sheet for figure in first.values()), tables.FIGURES.name)
    return Places(sheet, {}, {}, 2, cells or {("", ""): ""})


def _listed(text: str) -> frozenset[str]:
    return frozenset(part for part in text.split(tables.SEPARATOR) if part)


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None
