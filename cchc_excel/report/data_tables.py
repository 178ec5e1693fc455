"""Facts -> the rows of so-lieu.xlsx: every figure, answer and rank as the units' workbooks have them, and what came of
them. forms/data_file.py has the columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.results import Indicator, TaskState
from cchc_excel.forms.columns import POINTS
from cchc_excel.forms.data_file import (
    FIGURES,
    MISSING,
    POINTS_SAID,
    RANKED,
    RATIOS,
    REPORTS,
    SEPARATOR,
    TASK_ANSWERS,
    TASK_FIELDS,
    YES,
    DataTable,
)
from cchc_excel.model.files import FileEntry
from cchc_excel.model.records import Number, Origin, Said, UnitReport
from cchc_excel.period.roll_up import report_figures
from cchc_excel.report.indicator_names import NOT_ALL_PARTS
from cchc_excel.report.lineage.cells import source_of
from cchc_excel.report.verdicts import verdict
from cchc_excel.values import as_cell

Cell: TypeAlias = str | int | float | dt.date | None
Row: TypeAlias = tuple[Cell, ...]
_ON_TIME, _LATE = "đúng hạn", "trễ hạn"


MakeRows: TypeAlias = Callable[[], Iterable[Sequence[Row]]]
"""Makes the rows of a table anew, in groups that belong together."""


def data_tables(facts: Facts) -> dict[DataTable, MakeRows]:
    """Every table with its rows; those of one workbook, or of one unit's tasks, are a group."""
    reports = [report for data in facts.consolidated.data.values() for report in data.reports]
    is_typed = any(rule.is_typed for rule in facts.catalogue.scores)
    return {
        FIGURES: lambda: (list(_figures(report)) for report in reports),
        TASK_ANSWERS: lambda: (list(_tasks(facts, unit)) for unit in facts.consolidated.tasks),
        RANKED: lambda: (list(_ranks(report)) for report in reports),
        RATIOS: lambda: ([row] for row in _ratios(facts)),
        MISSING: lambda: ([row] for row in _missing(facts)),
        **({POINTS_SAID: lambda: (list(_points(report)) for report in reports)} if is_typed else {}),
        REPORTS: lambda: ([row] for row in _reports(facts, reports)),
    }


def _figures(report: UnitReport) -> Iterator[Row]:
    """The typed figures of a workbook; a cell that was left blank has no value, and is not 0."""
    blank = ((procedure, code, figure) for procedure, row in report.blank.items() for code, figure in row.items())
    for procedure, code, figure in (*report_figures(report), *blank):
        yield (
            report.period,
            report.unit,
            procedure,
            code,
            _number(figure.value),
            *source_of(report, figure.sheet, figure.cell),
        )


def _tasks(facts: Facts, unit: str) -> Iterator[Row]:
    """The answers of a unit's workbooks; what it was asked and has no row for comes last, without a cell."""
    states = facts.consolidated.tasks[unit]
    reports = facts.consolidated.data[unit].reports
    for report in reports:
        yield from _answers(facts, report, states)
    answered = {key for report in reports for key in report.tasks}
    for key, state in states.items():
        if key not in answered:
            nothing = ("",) * len(TASK_FIELDS)
            yield _task_row(facts, unit, facts.period.code, key, state, nothing, ("", "", ""))


def _answers(facts: Facts, report: UnitReport, states: Mapping[str, TaskState]) -> Iterator[Row]:
    for key, answer in report.tasks.items():
        fields = tuple(getattr(answer, field) for field in TASK_FIELDS.values())
        source = source_of(report, answer.sheet, answer.cell)
        yield _task_row(facts, report.unit, report.period, key, states.get(key), fields, source)


def _task_row(facts: Facts, unit: str, period: str, key: str, state: TaskState | None, answer: Row, source: Row) -> Row:
    """`state`: what came of the task in the period (None: it is none of this period's)."""
    item = facts.catalogue.items.get(key)
    deadline = state.task.deadline if state else None
    told = _ON_TIME if state and state.on_time else _LATE if state and state.late else ""
    return (period, unit, key, item.text if item else "", deadline, *answer, told, *source)


def _ranks(report: UnitReport) -> Iterator[Row]:
    for rank in report.ranks:
        ranks = (rank.index, rank.criterion, rank.last_year, rank.this_year)
        yield (report.period, report.unit, *ranks, *source_of(report, rank.sheet, rank.cell))


def _points(report: UnitReport) -> Iterator[Row]:
    for key, said in report.points.items():
        for column in POINTS.answers:
            typed = said.get(Said(column.field))
            if typed is not None:
                value = typed.value if isinstance(typed.value, str) else _number(typed.value)
                source = source_of(report, typed.sheet, typed.cell)
                yield (report.period, report.unit, key, column.code, value, *source)


def _ratios(facts: Facts) -> Iterator[Row]:
    """Every indicator, that of the whole body (no unit) first."""
    for one in facts.indicators:
        spec = one.spec
        yield (
            facts.period.code,
            one.unit or "",
            spec.code,
            spec.name,
            spec.key,
            *_sides(one),
            None if one.ratio is None else _number(one.ratio),
            one.shown,
            str(verdict(one.passed)),
            *_beside(facts.previous, one, complete_only=False),
            *_beside(facts.cumulative, one, complete_only=True),
        )


def _sides(one: Indicator) -> tuple[Cell, Cell]:
    return _number(one.numerator), _number(one.denominator)


def _number(value: Number | None) -> float | None:
    return None if value is None else as_cell(value)


def _beside(compared: Compared | None, one: Indicator, *, complete_only: bool) -> Row:
    """Period, numerator, denominator and text of an indicator in another period, as the reports show them."""
    if compared is None:
        return "", None, None, ""
    if complete_only and not compared.complete:
        return compared.period.code, None, None, NOT_ALL_PARTS
    other = compared.indicators.get((one.spec.code, one.unit or ""))
    return (compared.period.code, *_sides(other), other.shown) if other else (compared.period.code, None, None, "")


def _missing(facts: Facts) -> Iterator[Row]:
    for unit in facts.consolidated.missing:
        absent = SEPARATOR.join(facts.consolidated.data[unit].absent)
        accepted = "Có" if unit in facts.accepted else "Không"
        yield facts.period.code, unit, facts.catalogue.units[unit].name, absent, accepted


def _reports(facts: Facts, reports: Iterable[UnitReport]) -> Iterator[Row]:
    entries = {entry.file: entry for entry in facts.files}
    for report in reports:
        known: FileEntry | Origin | None = report.origin or entries.get(report.file)
        yield (
            report.period,
            report.unit,
            report.origin.file if report.origin else report.file,
            (known.sha256 if known else "") or "",
            known.modified.isoformat() if known and known.modified else "",
            YES if report.entered else "",
            YES if report.answered else "",
            SEPARATOR.join(report.blank),
            SEPARATOR.join(_unread(report)),
        )


def _unread(report: UnitReport) -> Iterator[str]:
    return (f"{procedure}/{code}" for procedure, code, figure in report_figures(report) if figure.unread)
