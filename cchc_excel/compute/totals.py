"""Consolidated figures as plain numbers by name: what expressions are evaluated over and what reports show."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cchc_excel.catalogue.model import Catalogue, IndicatorSpec, Table
from cchc_excel.compute.ranks import rank_figures, rank_key
from cchc_excel.compute.results import Consolidated, FigureData, TaskState
from cchc_excel.compute.tasks import task_figures
from cchc_excel.model.records import Rank, UnitReport
from cchc_excel.period.roll_up import UnitData, roll_up

if TYPE_CHECKING:
    import pandas as pd

FigureRow = dict[str, int]


class Figures:
    """The consolidated figures as rows by name, for the department over some units and for each unit.

    A procedure's row holds its typed figures (blank counts 0), computed ones and flags (1 or 0), summed over units
    first.
    """

    def __init__(self, catalogue: Catalogue, data: FigureData) -> None:
        self._catalogue, self._data = catalogue, data
        self._in_force = catalogue.in_force(data.period)
        self._computed = [one for one in catalogue.figures_of(Table.PROCEDURE) if one.formula]
        self._unit_computed = [one for one in catalogue.figures_of(Table.UNIT) if one.formula]
        self._typed = [one.code for one in catalogue.typed_rows()]
        self._rows: dict[tuple[str, ...], list[FigureRow]] = {}
        self._codes: dict[tuple[str, ...], list[str]] = {}
        self._totals: dict[tuple[str, ...], dict[str, int | None]] = {}
        self._owed: dict[str, frozenset[str]] = {}
        self._own: dict[str, list[str]] = {}
        for code, one in self._in_force.items():
            for unit in one.owners:
                self._own.setdefault(unit, []).append(code)
        self._by_unit, self._unit_values = data.dossiers, data.units

    @functools.cached_property
    def merged(self) -> tuple[str, ...]:
        """Units that have data, in catalogue order."""
        return tuple(self._unit_values)

    def procedures(self, units: Sequence[str]) -> list[str]:
        """Codes of the procedures of some units: their own in force and those they added, in catalogue order."""
        self.rows(units)
        return self._codes[tuple(units)]

    def rows(self, units: Sequence[str]) -> list[FigureRow]:
        """A row for each distinct procedure of these units."""
        key = tuple(units)
        if key not in self._rows:
            sums = self._sums(units)
            self._codes[key] = list(sums)
            self._rows[key] = [self._complete(code, sums[code]) for code in sums]
        return self._rows[key]

    def _sums(self, units: Sequence[str]) -> dict[str, FigureRow]:
        codes = {code for unit in units for code in self._own.get(unit, ())}
        sums: dict[str, FigureRow] = {code: dict.fromkeys(self._typed, 0) for code in self._in_force if code in codes}
        for unit in units:
            for code, figures in self._by_unit.get(unit, {}).items():
                row = sums.setdefault(code, dict.fromkeys(self._typed, 0))
                for name, value in figures.items():
                    row[name] += value
        return sums

    def _complete(self, code: str, row: FigureRow) -> FigureRow:
        """The row with computed figures and flags; conditions see them only after summing."""
        procedure = self._in_force.get(code) or self._catalogue.latest(code)
        marked = procedure.flags if procedure else frozenset()
        row |= {flag: int(flag in marked) for flag in self._catalogue.flags}
        for spec in self._computed:
            assert spec.formula is not None
            row[spec.code] = int(spec.formula.value(row))
        return row

    def unit_figures(self, units: Sequence[str]) -> Mapping[str, int | None]:
        """Unit figures summed over units that type them (None where no unit reported one), computed ones included."""
        key = tuple(units)
        if key not in self._totals:
            self._totals[key] = self._sum_unit_figures(units)
        return self._totals[key]

    def _sum_unit_figures(self, units: Sequence[str]) -> dict[str, int | None]:
        totals: dict[str, int | None] = {}
        for code, spec in self._catalogue.figures.items():
            if spec.table is Table.UNIT and spec.formula is None:
                values = [self._unit_values[unit].get(code) for unit in units if unit in self._unit_values]
                known = [value for value in values if value is not None]
                totals[code] = sum(known) if known else None
        ranks = {rank_key(rank): rank for unit in units for rank in self._data.ranks.get(unit, [])}
        if any(unit in self._unit_values for unit in units):
            totals |= rank_figures(ranks.values())  # distinct criteria, however many units report them
        for spec in self._unit_computed:
            totals[spec.code] = self._computed_unit_figure(spec.code, totals, units)
        return totals

    def row_totals(self, units: Sequence[str]) -> dict[str, int]:
        """Procedure figures, typed and computed, summed over all procedures of some units."""
        rows = self.rows(units)
        return {one.code: sum(row[one.code] for row in rows) for one in self._catalogue.figures_of(Table.PROCEDURE)}

    def _computed_unit_figure(self, code: str, totals: Mapping[str, int | None], units: Sequence[str]) -> int | None:
        formula = self._catalogue.figures[code].formula
        assert formula is not None
        known = {name: value for name in formula.names if (value := totals.get(name)) is not None}
        if len(known) < len(formula.names):
            return None
        return int(formula.value(known, self.rows(units) if formula.aggregates else ()))

    def owes(self, unit: str, spec: IndicatorSpec) -> bool:
        """Whether a unit owes what an indicator is made of: the figures it types, procedures of its own or added."""
        if not spec.unit_names <= self.owed(unit):
            return False
        if not spec.needs_procedures:
            return True
        return unit in self._own or bool(self._by_unit.get(unit))

    def owed(self, unit: str) -> frozenset[str]:
        """Unit figures that a unit types, that are derived for it, or that are computed of such."""
        if unit not in self._owed:
            self._owed[unit] = frozenset(self._find_owed(unit))
        return self._owed[unit]

    def _find_owed(self, unit: str) -> set[str]:
        owed = {
            code
            for code, spec in self._catalogue.figures.items()
            if spec.table is Table.UNIT and spec.formula is None and (not spec.typed or unit in spec.owners)
        }
        for spec in self._unit_computed:
            if spec.formula is not None and spec.formula.names <= owed:
                owed.add(spec.code)
        return owed

    def reported(self, unit: str, spec: IndicatorSpec, names: Iterable[str]) -> bool:
        """Whether a unit reported every unit figure of `names`, and figures of procedures if the indicator needs
        them."""
        if unit not in self._unit_values:
            return False
        if spec.needs_procedures and not self._data.data[unit].entered:
            return False
        figures = self.unit_figures([unit])
        return all(figures.get(name) is not None for name in names)


def of_units(consolidated: Consolidated) -> FigureData:
    """The figures of all units."""
    dossiers, units = _by_unit(consolidated.dossiers), _unit_values(consolidated.units)
    return FigureData(consolidated.period, consolidated.data, consolidated.ranks, dossiers, units)


def of_report(
    catalogue: Catalogue, report: UnitReport, tasks: Mapping[str, TaskState], ranks: Sequence[Rank]
) -> FigureData:
    """The figures of one report by itself, as they would be among those of all units."""
    dossiers: dict[str, dict[str, int]] = {}
    units: dict[str, int | None] = {one.code: None for one in catalogue.figures_of(Table.UNIT) if one.typed}
    for (procedure, code), value in roll_up(catalogue, [report]).items():
        if procedure:
            row = dossiers.setdefault(procedure, {})
            row |= {} if value is None else {code: value}
        else:
            units[code] = value
    units |= task_figures(tasks) | rank_figures(ranks)
    data = {report.unit: UnitData(report.unit, (report,), ())}
    period = catalogue.periods[report.period]
    return FigureData(period, data, {report.unit: ranks}, {report.unit: dossiers}, {report.unit: units})


def _plain(frame: pd.DataFrame) -> Any:
    """The frame's values as Python objects, None where blank."""
    return frame.astype(object).where(frame.notna(), None).to_numpy()


def _by_unit(dossiers: pd.DataFrame) -> dict[str, dict[str, FigureRow]]:
    """(unit, procedure) rows as plain ints: blanks are left out, so that a sum cannot turn them into anything else."""
    found: dict[str, dict[str, FigureRow]] = {}
    names = list(dossiers.columns)
    values = _plain(dossiers)
    for (unit, procedure), row in zip(dossiers.index, values, strict=True):
        figures = {name: int(value) for name, value in zip(names, row, strict=True) if value is not None}
        found.setdefault(unit, {})[procedure] = figures
    return found


def _unit_values(units: pd.DataFrame) -> dict[str, dict[str, int | None]]:
    names = list(units.columns)
    values = _plain(units)
    return {
        unit: {name: None if value is None else int(value) for name, value in zip(names, row, strict=True)}
        for unit, row in zip(units.index, values, strict=True)
    }
