"""A unit's figures over a period: its own workbook, else those of the parts, each figure added up by its own rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from cchc_excel.catalogue.model import Catalogue, Rollup
from cchc_excel.catalogue.periods import earlier_in_year, leaves_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.model.records import Figure, Number, UnitReport
from cchc_excel.values import plain

Reports = Mapping[tuple[str, str], UnitReport]
"""(period code, unit code) -> the unit's own report of that period."""

Earlier = Mapping[tuple[str, str], Number | None]
"""(procedure or "", figure) -> value of the period that this one continues."""


class UnitData(msgspec.Struct, frozen=True):
    """What a unit's figures of the period come from: its reports in order of time, and the parts that are absent.

    `opens`: whether what the first report has at its beginning is the period's own beginning; not where the unit began
    later than the period's first part: what it then took over is another unit's opening. `closes`: likewise the last
    report's end; what a unit had in hand when it ended before the last part, or within it without a workbook of its
    own, is by then its successor's.
    """

    unit: str
    reports: tuple[UnitReport, ...]
    absent: tuple[str, ...]
    opens: bool = True
    closes: bool = True

    @property
    def entered(self) -> bool:
        """Whether any of its reports has figures of procedures; of a part in which it had none there are none."""
        return any(report.entered and report.dossiers for report in self.reports)

    def counts(self, rollup: Rollup, at: int) -> bool:
        """Whether a figure that adds up by a rule counts, of report number `at`."""
        if rollup is Rollup.OPENING:
            return at == 0 and self.opens
        return rollup is Rollup.SUM or (at == len(self.reports) - 1 and self.closes)


def resolve_unit(catalogue: Catalogue, unit: str, period: Period, reports: Reports) -> UnitData:
    """A unit's reports for a period, recursively: its own workbook, else those of the parts, in order of time. `unit`:
    a code."""
    own = reports.get((period.code, unit))
    if own is not None:
        return UnitData(unit, (own,), ())
    return from_parts(catalogue, unit, period, reports)


def from_parts(catalogue: Catalogue, unit: str, period: Period, reports: Reports) -> UnitData:
    """A unit's reports of the parts of a period, and the parts that are absent, at any depth."""
    life, periods = catalogue.units[unit], [catalogue.periods[code] for code in period.parts]
    parts = [resolve_unit(catalogue, unit, part, reports) for part in periods]
    with_data = [at for at, part in enumerate(parts) if part.reports]
    if not with_data:
        return UnitData(unit, (), _owed(catalogue, unit, [period.code]))
    first, last = with_data[0], with_data[-1]
    return UnitData(
        unit,
        tuple(report for part in parts for report in part.reports),
        _owed(catalogue, unit, [absent for part in parts for absent in part.absent]) if life.owes(period) else (),
        parts[first].opens and all(life.lives_in(part) for part in periods[:first]),
        parts[last].closes and all(life.owes(part) for part in periods[last + 1 :]),
    )


def _owed(catalogue: Catalogue, unit: str, periods: Iterable[str]) -> tuple[str, ...]:
    """Those of some periods that a unit owes: one that it did not live to the end of is never missing."""
    life = catalogue.units[unit]
    return tuple(code for code in periods if life.owes(catalogue.periods[code]))


def report_figures(report: UnitReport) -> Iterator[tuple[str, str, Figure]]:
    """Every figure of a report: procedure code ("" for a unit figure), figure code, figure."""
    for code, figure in report.figures.items():
        yield "", code, figure
    for procedure, figures in report.dossiers.items():
        for code, figure in figures.items():
            yield procedure, code, figure


def roll_up(catalogue: Catalogue, data: UnitData) -> dict[tuple[str, str], Number | None]:
    """(procedure or "", figure) -> value over a unit's reports: the sum, or the first or the last report's, as column
    "cộng dồn" of the catalogue's sheet Số liệu says of each figure.

    None where no report that counts has a value: a blank is not 0.
    """
    totals: dict[tuple[str, str], Number | None] = {}
    for at, report in enumerate(data.reports):
        for procedure, code, figure in report_figures(report):
            spec = catalogue.figures.get(code)
            if spec is None or not data.counts(spec.rollup, at):
                continue
            known = totals.get((procedure, code))
            value = figure.value
            totals[procedure, code] = value if known is None else plain(known + (value or 0))
    return totals


def earlier_figures(catalogue: Catalogue, unit: str, period: Period, reports: Reports) -> Earlier | None:
    """A unit's figures of the period that this one continues: the first of "kỳ nối" for which it has data to the end.
    What it had in hand when an earlier part ended says nothing of the end of the period."""
    for code in period.continues:
        data = _data_in(catalogue, unit, code, reports)
        if data and data.reports:
            served = catalogue.serving(code)
            end = served.periods[code].end
            if all(served.periods[part].end < end for part in data.absent):
                return roll_up(served, data)
    return None


def figures_in(catalogue: Catalogue, unit: str, code: str | None, reports: Reports) -> Earlier | None:
    """A unit's figures in a period beside one of the catalogue's, added up by the rules of that period's own catalogue;
    None where there is no such period, or the unit has no data in it."""
    data = _data_in(catalogue, unit, code, reports)
    return roll_up(catalogue.serving(code), data) if code and data and data.reports else None


def _data_in(catalogue: Catalogue, unit: str, code: str | None, reports: Reports) -> UnitData | None:
    """A unit's reports in a period beside one of the catalogue's; None where there is no such period or unit."""
    if code is None or not catalogue.is_known(code):
        return None
    served = catalogue.serving(code)
    return resolve_unit(served, unit, served.periods[code], reports) if unit in served.units else None


def earlier_reports(catalogue: Catalogue, unit: str, period: Period, reports: Reports) -> list[UnitReport]:
    """The reports of a unit, and of those merged into it since, of earlier periods of the year, the latest first; of
    periods that lie in a longer one with a workbook of its own none."""
    members = [unit, *catalogue.merged_before(unit, period)]
    earlier = earlier_in_year(catalogue, period)
    whole = {(one.code, member) for one in earlier for member in members if (one.code, member) in reports}
    unused = {(part, member) for code, member in whole for part in leaves_of(catalogue.periods, code) if part != code}
    return [reports[one.code, member] for one in earlier for member in members if (one.code, member) in whole - unused]
