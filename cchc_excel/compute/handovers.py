"""Continuity over all units: what changed hands between a period and the one that it continues."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from cchc_excel.catalogue.model import Catalogue, FigureSpec, Table
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.model.records import Number, UnitReport
from cchc_excel.period.carried import CarriedOver, Handover, Opening
from cchc_excel.period.roll_up import Reports, resolve_unit, roll_up
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import show_number, summed


def check_handovers(catalogue: Catalogue, period: Period, carried: CarriedOver, reports: Reports) -> Iterator[Problem]:
    """Of each procedure that changed hands a warning where the openings of all units are not what they left open; of
    each unit that split one that its openings are typed. `reports`: (period, unit) -> report."""
    yield from split_units(catalogue, carried)
    now = _opened(catalogue, period, reports) if carried.handovers else {}
    for one in carried.handovers.values():
        report = next((reports[period.code, unit] for unit in one.owners if (period.code, unit) in reports), None)
        if report is None or not _is_known(catalogue, period, carried, one, now):
            continue
        before = carried.left_by_all(one.procedure)
        for spec in catalogue.figures_of(Table.PROCEDURE):
            if spec.continues and spec.typed:
                value = sum(opening.get((one.procedure, spec.code), 0) for opening in now.values())
                if value != before.get(spec.code, 0):
                    yield _differs(catalogue, one, spec, report, value, before.get(spec.code, 0))


def _opened(catalogue: Catalogue, period: Period, reports: Reports) -> dict[str, Opening]:
    """The figures of the units that have data in the period; a blank is 0 here."""
    data = {unit: resolve_unit(catalogue, unit, period, reports) for unit in catalogue.units_of(period)}
    return {
        unit: {key: value or 0 for key, value in roll_up(catalogue, one).items()}
        for unit, one in data.items()
        if one.reports
    }


def _is_known(catalogue: Catalogue, period: Period, carried: CarriedOver, one: Handover, now: Container[str]) -> bool:
    """Whether every unit concerned has data: those that had the procedure before, those that owe it now."""
    owing = (unit for unit in one.owners if catalogue.units[unit].owes(period))
    return all(unit in now for unit in owing) and all(carried.left(unit) is not None for unit in one.holders)


def _differs(
    catalogue: Catalogue, one: Handover, spec: FigureSpec, report: UnitReport, value: Number, before: Number
) -> Problem:
    """A warning at the opening of the first owner that sent a workbook."""
    figure = report.dossiers.get(one.procedure, report.blank.get(one.procedure, {})).get(spec.code)
    where = Location(report.file, figure.sheet if figure else None, figure.cell if figure else None, report.unit)
    return kinds.HANDOVER_DIFFERS(
        where,
        code=one.procedure,
        name=spec.name,
        now=names_of(catalogue, one.owners),
        value=show_number(value),
        before_units=names_of(catalogue, one.holders),
        before=show_number(before),
    )


def split_units(catalogue: Catalogue, carried: CarriedOver) -> Iterator[Problem]:
    """A warning for each unit that ended without a successor and left something open."""
    for code, opening in carried.split.items():
        unit = catalogue.units[code]
        left = summed((figure, value) for (_, figure), value in opening.items())
        told = "; ".join(f"“{catalogue.figures[figure].name}” {show_number(value)}" for figure, value in left.items())
        yield kinds.UNIT_SPLIT(unit=unit.name, day=f"{unit.end:%d/%m/%Y}", left=told)


def undecided_handovers(catalogue: Catalogue, carried: CarriedOver) -> Iterator[Problem]:
    """A warning for each procedure whose dossiers several new owners take over: nobody's form is filled with them."""
    for one in carried.handovers.values():
        left = carried.left_by(one.former, one.procedure) if len(one.receivers) > 1 else {}
        for (_, figure), value in left.items():
            if value:
                yield kinds.HANDOVER_SEVERAL(
                    code=one.procedure,
                    units=names_of(catalogue, one.receivers),
                    before=show_number(value),
                    former=names_of(catalogue, one.former),
                    name=catalogue.figures[figure].name,
                )


def unknown_openings(
    catalogue: Catalogue, period: Period, carried: CarriedOver, units: Sequence[str]
) -> Iterator[Problem]:
    """A warning that names the units (of these codes) whose forms cannot open with what they left in hand: of the
    period continued there is no data of them to its end."""
    code = next((code for code in period.continues if catalogue.is_known(code)), None)
    if code is None:
        return
    served = catalogue.serving(code)
    before = served.periods[code]
    owing = [
        unit
        for unit in units
        if unit in served.units and served.units[unit].owes(before) and _opens(catalogue, unit, period)
    ]
    lacking = [unit for unit in owing if carried.left(unit) is None]
    if lacking:
        told = names_of(catalogue, lacking) if len(lacking) < len(owing) or len(owing) == 1 else "đơn vị nào"
        yield kinds.OPENING_UNKNOWN(period=code, units=told)


def _opens(catalogue: Catalogue, unit: str, period: Period) -> bool:
    """Whether the form of a unit has cells that continue another period."""
    typed = [*catalogue.typed_by(unit), *(catalogue.typed_rows() if catalogue.owned(unit, period) else ())]
    return any(spec.continues for spec in typed)


def names_of(catalogue: Catalogue, units: Iterable[str]) -> str:
    """Names of units, by their codes."""
    return "; ".join(catalogue.units[unit].name if unit in catalogue.units else unit for unit in units)
