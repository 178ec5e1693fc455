"""Checks of one unit's figures: a tuple of small pure functions over a UnitReport.

A check that an expression can say is a row of sheet Kiểm tra and needs no code: check_rows and check_unit run those.
Any other is a function in CHECKS.

A failed check never removes a figure. In a partly filled row a blank counts as 0; a check is left out where it needs a
cell that could not be read, a column that is gone, a sheet that was not filled in, or a unit figure that is blank,
since these have a Problem of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from cchc_excel.catalogue.expressions import IN_FORCE
from cchc_excel.catalogue.follows import bounded, fails_with, within_whole
from cchc_excel.catalogue.model import Catalogue, CheckSpec, FigureSpec, Table
from cchc_excel.catalogue.unit_model import Procedure
from cchc_excel.model.records import Figure, Number, UnitReport
from cchc_excel.period.carried import Opening
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Level, Location, Problem
from cchc_excel.values import show_number

_Values: TypeAlias = tuple[Mapping[str, Number], Sequence[Mapping[str, Number]]]
"""Figures by name, and those of each procedure: what an expression is evaluated over."""


class Subject(msgspec.Struct, frozen=True):
    """What the checks look at: the catalogue, procedures in force, a unit's report, and the values that its figures
    must continue (None: nothing to compare)."""

    catalogue: Catalogue
    in_force: Mapping[str, Procedure]
    report: UnitReport
    opening: Opening | None


def run_checks(subject: Subject) -> list[Problem]:
    """Every Problem that the checks find, in the order of CHECKS."""
    return [problem for check in CHECKS for problem in check(subject)]


def check_rows(subject: Subject) -> Iterator[Problem]:
    """The catalogue's checks of sheet TTHC, for each procedure row with figures; none of a sheet not filled in."""
    if not subject.report.entered:
        return
    specs = [
        (spec, subject.catalogue.typed_names(spec.expression.names))
        for spec in subject.catalogue.checks
        if spec.table is Table.PROCEDURE
    ]
    typed = {one.code for one in subject.catalogue.typed_rows()}
    for code, figures in subject.report.dossiers.items():
        row = row_values(subject, code, figures)
        unread = {name for name, figure in figures.items() if figure.unread} | (typed - figures.keys())
        failed = [spec for spec, needed in specs if unread.isdisjoint(needed) and not spec.expression.holds(row)]
        for spec in failed:
            yield _failed(subject.report, spec, figures, (row, ()), _cause(spec, failed))


def check_unit(subject: Subject) -> Iterator[Problem]:
    """The catalogue's checks of unit figures, where the unit types and has filled every figure they need."""
    values, failed = _failing(subject)
    for check in failed:
        yield _failed(subject.report, check, subject.report.figures, values, _cause(check, failed))


def ratios_too_large(subject: Subject) -> dict[str, str]:
    """Ratio (code) -> the code of the failed check of unit figures because of which it is above 100 %."""
    catalogue, (_, failed) = subject.catalogue, _failing(subject)
    causes = [(one, check) for check in failed if check.level is Level.ERROR and (one := bounded(check.expression))]
    found: dict[str, str] = {}
    for spec in catalogue.indicators.values() if causes else ():
        whole = within_whole(spec.numerator, spec.denominator)
        cause = next((check for one, check in causes if whole and whole.fails_with(one)), None)
        if cause is not None:
            found[spec.code] = _code(cause)
    return found


def _failing(subject: Subject) -> tuple[_Values, list[CheckSpec]]:
    """What the checks of unit figures are made of, and those of them that do not hold."""
    report, catalogue = subject.report, subject.catalogue
    known = {code: figure.value for code, figure in report.figures.items() if figure.value is not None}
    for spec in catalogue.figures_of(Table.UNIT):
        if spec.formula and spec.formula.names <= known.keys() and not spec.formula.aggregates:
            known[spec.code] = spec.formula.value(known)
    rows = [row_values(subject, code, figures) for code, figures in report.dossiers.items()]
    told = (one for one in catalogue.checks if one.table is Table.UNIT and one.expression.names <= known.keys())
    return (known, rows), [check for check in told if not check.expression.holds(known, rows)]


def _cause(spec: CheckSpec, failed: Sequence[CheckSpec]) -> CheckSpec | None:
    """The failed check that a failed one only follows from; of two that follow from each other the first is told."""
    for other in failed:
        graver = other.level is Level.ERROR or spec.level is Level.WARNING
        if other is spec or not graver or not fails_with(spec.expression, other.expression):
            continue
        if not fails_with(other.expression, spec.expression) or failed.index(other) < failed.index(spec):
            return other
    return None


def check_continuity(subject: Subject) -> Iterator[Problem]:
    """Figures that continue the previous period's ("nối từ") and differ: a warning with both numbers; a row that was
    left blank though dossiers were carried over, too."""
    report, opening = subject.report, subject.opening or {}
    for spec in subject.catalogue.figures.values():
        for (procedure, code), before in opening.items() if spec.typed else ():
            if code != spec.code:
                continue
            figures = report.dossiers.get(procedure) if procedure else report.figures
            if figures is None and before and report.entered:
                yield _not_continued(report, report.blank.get(procedure, {}).get(code), spec, procedure, before)
            figure = (figures or {}).get(code)
            if figure is not None and not figure.unread and (figure.value or 0) != before:
                yield _not_continued(report, figure, spec, "", before)


def _not_continued(
    report: UnitReport, figure: Figure | None, spec: FigureSpec, procedure: str, before: Number
) -> Problem:
    """`figure`: None where its row is gone; `procedure`: told where its row is blank or gone."""
    where = Location(report.file, figure.sheet if figure else None, figure.cell if figure else None, report.unit)
    name = f"{spec.name} của thủ tục {procedure}" if procedure else spec.name
    here, there = show_number((figure.value if figure else None) or 0), show_number(before)
    return kinds.NOT_CONTINUED(where, name=name, value=here, before=there)


CHECKS: tuple[Callable[[Subject], Iterator[Problem]], ...] = (check_rows, check_unit, check_continuity)


def row_values(subject: Subject, code: str, figures: Mapping[str, Figure]) -> dict[str, Number]:
    """A procedure row by name: typed figures (blank counts 0), computed ones, flags as 1 or 0."""
    catalogue = subject.catalogue
    row: dict[str, Number] = {one.code: 0 for one in catalogue.typed_rows()}
    row |= {name: figure.value or 0 for name, figure in figures.items()}
    procedure = subject.in_force.get(code) or catalogue.latest(code)
    row |= {flag: int(procedure is not None and flag in procedure.flags) for flag in catalogue.flags}
    row[IN_FORCE] = int(code in subject.in_force)
    for spec in catalogue.figures_of(Table.PROCEDURE):
        if spec.formula:
            row[spec.code] = spec.formula.value(row)
    return row


def _failed(
    report: UnitReport,
    spec: CheckSpec,
    figures: Mapping[str, Figure],
    values: _Values,
    cause: CheckSpec | None,
) -> Problem:
    """The Problem of a check that does not hold, at the cell of its first typed figure on the left side. `cause`:
    another one that it follows from."""
    sides = spec.expression.sides(*values)
    left, right = (show_number(side) for side in sides) if sides else ("", "")
    named = [name for name in (*spec.expression.left_names, *sorted(spec.expression.names)) if name in figures]
    place = figures[named[0]] if named else None
    where = Location(report.file, place.sheet if place else None, (place.cell or None) if place else None, report.unit)
    problem = Kind(_code(spec), spec.level, "{message}", "")(where, message=spec.message.format(trai=left, phai=right))
    return msgspec.structs.replace(problem, consequence_of=_code(cause)) if cause else problem


def _code(spec: CheckSpec) -> str:
    return f"kiem-tra-{spec.code}".replace("_", "-")
