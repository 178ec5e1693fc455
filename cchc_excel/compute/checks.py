"""Checks of one unit's figures: a tuple of small pure functions over a UnitReport.

A check that an expression can say is a row of sheet Kiểm tra and needs no code: check_rows and check_unit run those.
Any other is a function in CHECKS.

A failed check never removes a figure. In a partly filled row a blank counts as 0; a check is left out where it needs a
cell that could not be read, a column that is gone, a sheet that was not filled in, or a unit figure that is blank,
since these have a Problem of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import Catalogue, CheckSpec, Procedure, Table
from cchc_excel.model.records import Figure, Number, UnitReport
from cchc_excel.period.roll_up import Earlier
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Location, Problem
from cchc_excel.values import show_number


class Subject(msgspec.Struct, frozen=True):
    """What the checks look at: the catalogue, procedures in force, a unit's report, and the figures it continues
    (None: nothing to compare)."""

    catalogue: Catalogue
    in_force: Mapping[str, Procedure]
    report: UnitReport
    earlier: Earlier | None


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
        for spec, needed in specs:
            if unread.isdisjoint(needed) and not spec.expression.holds(row):
                yield _failed(subject.report, spec, figures, row, ())


def check_unit(subject: Subject) -> Iterator[Problem]:
    """The catalogue's checks of unit figures, where the unit types and has filled every figure they need."""
    report, catalogue = subject.report, subject.catalogue
    known = {code: figure.value for code, figure in report.figures.items() if figure.value is not None}
    for spec in catalogue.figures_of(Table.UNIT):
        if spec.formula and spec.formula.names <= known.keys() and not spec.formula.aggregates:
            known[spec.code] = spec.formula.value(known)
    rows = [row_values(subject, code, figures) for code, figures in report.dossiers.items()]
    for check in catalogue.checks:
        told = check.table is Table.UNIT and check.expression.names <= known.keys()
        if told and not check.expression.holds(known, rows):
            yield _failed(report, check, report.figures, known, rows)


def check_continuity(subject: Subject) -> Iterator[Problem]:
    """Figures that continue the previous period's ("nối từ") and differ: a warning with both numbers."""
    report, earlier = subject.report, subject.earlier
    if earlier is None:
        return
    for spec in subject.catalogue.figures.values():
        if spec.continues is None or not spec.typed:
            continue
        places = report.dossiers if spec.table is Table.PROCEDURE else {"": report.figures}
        for procedure, figures in places.items():
            figure = figures.get(spec.code)
            before = continued(spec.continues, procedure, earlier)
            if figure is None or figure.unread or before is None or (figure.value or 0) == before:
                continue
            where = Location(report.file, figure.sheet, figure.cell, report.unit)
            here, there = show_number(figure.value or 0), show_number(before)
            yield kinds.NOT_CONTINUED(where, name=spec.name, value=here, before=there)


CHECKS: tuple[Callable[[Subject], Iterator[Problem]], ...] = (check_rows, check_unit, check_continuity)


def continued(expression: Expression, procedure: str, earlier: Earlier) -> Number | None:
    """What a figure continues: its "nối từ" over the earlier period's figures of the same procedure (or unit); None
    where the earlier report has none of them. A blank among others counts 0."""
    values = {name: earlier.get((procedure, name)) for name in expression.names}
    if all(value is None for value in values.values()):
        return None
    return expression.value({name: value or 0 for name, value in values.items()})


def row_values(subject: Subject, code: str, figures: Mapping[str, Figure]) -> dict[str, Number]:
    """A procedure row by name: typed figures (blank counts 0), computed ones, flags as 1 or 0."""
    catalogue = subject.catalogue
    row: dict[str, Number] = {one.code: 0 for one in catalogue.typed_rows()}
    row |= {name: figure.value or 0 for name, figure in figures.items()}
    procedure = subject.in_force.get(code) or catalogue.latest(code)
    row |= {flag: int(procedure is not None and flag in procedure.flags) for flag in catalogue.flags}
    for spec in catalogue.figures_of(Table.PROCEDURE):
        if spec.formula:
            row[spec.code] = spec.formula.value(row)
    return row


def _failed(
    report: UnitReport,
    spec: CheckSpec,
    figures: Mapping[str, Figure],
    values: Mapping[str, Number],
    rows: list[dict[str, Number]] | tuple[()],
) -> Problem:
    """The Problem of a check that does not hold, at the cell of its first typed figure on the left side."""
    sides = spec.expression.sides(values, rows)
    left, right = (show_number(side) for side in sides) if sides else ("", "")
    named = [name for name in (*spec.expression.left_names, *sorted(spec.expression.names)) if name in figures]
    place = figures[named[0]] if named else None
    where = Location(report.file, place.sheet if place else None, (place.cell or None) if place else None, report.unit)
    kind = Kind(f"kiem-tra-{spec.code}".replace("_", "-"), spec.level, "{message}", "")
    return kind(where, message=spec.message.format(trai=left, phai=right))
