"""The figures of units as plain numbers by name: what expressions are evaluated over and what reports show.

Totals adds up row by row and needs nothing else: `check` and `status` use it. Where many units are added up,
frame_totals.py does the same by column.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from cchc_excel.catalogue.expressions import IN_FORCE, Rows
from cchc_excel.catalogue.model import Catalogue, Table
from cchc_excel.catalogue.needed import Needed
from cchc_excel.catalogue.unit_model import Period, Procedure
from cchc_excel.compute.ranks import rank_figures, rank_key
from cchc_excel.compute.results import FigureData, TaskState
from cchc_excel.compute.tasks import task_figures
from cchc_excel.model.records import Number, Rank, UnitReport
from cchc_excel.period.roll_up import UnitData, roll_up
from cchc_excel.values import plain

FigureRow = dict[str, Number]


class Totals:
    """The consolidated figures as rows by name, for the department over some units and for each unit.

    A procedure's row holds its typed figures (blank counts 0), computed ones, flags and IN_FORCE (1 or 0), summed over
    units first.
    """

    def __init__(self, catalogue: Catalogue, data: FigureData) -> None:
        self._catalogue, self._data = catalogue, data
        self._in_force = catalogue.in_force(data.period)
        self._computed = [one for one in catalogue.figures_of(Table.PROCEDURE) if one.formula]
        self._unit_computed = [one for one in catalogue.figures_of(Table.UNIT) if one.formula]
        self._typed = [one.code for one in catalogue.typed_rows()]
        self._rows: dict[tuple[str, ...], list[FigureRow]] = {}
        self._codes: dict[tuple[str, ...], list[str]] = {}
        self._totals: dict[tuple[str, ...], dict[str, Number | None]] = {}
        self._known_owed: dict[str, frozenset[str]] = {}
        self._own: dict[str, list[str]] = {}
        for code, owners in catalogue.owners(data.period).items():
            for unit in owners:
                self._own.setdefault(unit, []).append(code)
        self._by_unit, self._unit_values = data.dossiers, data.units

    @functools.cached_property
    def units(self) -> tuple[str, ...]:
        """Units that owe the period, or have data in it though they ended within it, in catalogue order."""
        period = self._data.period
        living = self._catalogue.units_of(period)
        return tuple(code for code, unit in living.items() if unit.owes(period) or code in self._unit_values)

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

    def summed(self, units: Sequence[str]) -> Rows:
        """What tong and dem are evaluated over: the rows of these units."""
        return self.rows(units)

    def _sums(self, units: Sequence[str]) -> dict[str, FigureRow]:
        """A row of typed figures for each procedure of these units: their own in force, then those they added."""
        sums: dict[str, FigureRow] = {code: dict.fromkeys(self._typed, 0) for code in self._codes_of(units)}
        for unit in units:
            for code, figures in self._by_unit.get(unit, {}).items():
                row = sums[code]
                for name, value in figures.items():
                    row[name] = plain(row[name] + value)
        return sums

    def _codes_of(self, units: Sequence[str]) -> list[str]:
        """The procedures of some units, each once: their own in force in catalogue order, then those they added."""
        own = {code for unit in units for code in self._own.get(unit, ())}
        codes = [code for code in self._in_force if code in own]
        codes += [code for unit in units for code in self._by_unit.get(unit, {}) if code not in own]
        return list(dict.fromkeys(codes))

    def _complete(self, code: str, row: FigureRow) -> FigureRow:
        """The row with computed figures and flags; conditions see them only after summing."""
        marked = self.procedure(code).flags
        row |= {flag: int(flag in marked) for flag in self._catalogue.flags}
        row[IN_FORCE] = int(code in self._in_force)
        for spec in self._computed:
            assert spec.formula is not None
            row[spec.code] = spec.formula.value(row)
        return row

    def procedure(self, code: str) -> Procedure:
        """A procedure as it counts in the period: its row in force in it, else its latest."""
        procedure = self._in_force.get(code) or self._catalogue.latest(code)
        assert procedure is not None  # a row is read only for a code of the catalogue
        return procedure

    def unit_figures(self, units: Sequence[str]) -> Mapping[str, Number | None]:
        """Unit figures summed over units that type them (None where no unit reported one), computed ones included."""
        key = tuple(units)
        if key not in self._totals:
            self._totals[key] = self._sum_unit_figures(units)
        return self._totals[key]

    def _sum_unit_figures(self, units: Sequence[str]) -> dict[str, Number | None]:
        totals: dict[str, Number | None] = {}
        for code, spec in self._catalogue.figures.items():
            if spec.table is Table.UNIT and spec.formula is None:
                values = [self._unit_values[unit].get(code) for unit in units if unit in self._unit_values]
                known = [value for value in values if value is not None]
                totals[code] = plain(sum(known)) if known else None
        ranks = {rank_key(rank): rank for unit in units for rank in self._data.ranks.get(unit, [])}
        if any(unit in self._unit_values for unit in units):
            totals |= rank_figures(ranks.values())  # distinct criteria, however many units report them
        for spec in self._unit_computed:
            totals[spec.code] = self._computed_unit_figure(spec.code, totals, units)
        return totals

    def row_totals(self, units: Sequence[str]) -> FigureRow:
        """Procedure figures, typed and computed, summed over all procedures of some units."""
        rows, codes = self.rows(units), [one.code for one in self._catalogue.figures_of(Table.PROCEDURE)]
        return {code: plain(sum(row[code] for row in rows)) for code in codes}

    def _computed_unit_figure(
        self, code: str, totals: Mapping[str, Number | None], units: Sequence[str]
    ) -> Number | None:
        formula = self._catalogue.figures[code].formula
        assert formula is not None
        known = {name: value for name in formula.names if (value := totals.get(name)) is not None}
        if len(known) < len(formula.names):
            return None
        return formula.value(known, self.summed(units) if formula.aggregates else ())

    def owes(self, unit: str, needed: Needed) -> bool:
        """Whether a unit owes all of what something is made of: it has a value of its own."""
        return needed.figures <= self._owed(unit) and (not needed.procedures or self.owes_rows(unit))

    def owes_part(self, unit: str, needed: Needed) -> bool:
        """Whether a unit owes any of it: it counts for the department."""
        return bool(needed.figures & self._owed(unit)) or (needed.procedures and self.owes_rows(unit))

    def owes_rows(self, unit: str) -> bool:
        """Whether a unit has procedures of its own, or its workbooks have rows of others: added, or expired."""
        if unit in self._own or self._by_unit.get(unit):
            return True
        return unit in self._data.data and any(report.blank for report in self._data.data[unit].reports)

    def reported(self, unit: str, needed: Needed) -> bool:
        """Whether a unit sent data and left blank nothing that it owes of what is needed."""
        if unit not in self._unit_values:
            return False
        if needed.procedures and self.owes_rows(unit) and not self._data.data[unit].entered:
            return False
        values = self._unit_values[unit]
        return all(values.get(name) is not None for name in needed.figures & self._owed(unit))

    def _owed(self, unit: str) -> frozenset[str]:
        """Unit figures that a unit types, or that are derived for it."""
        if unit not in self._known_owed:
            self._known_owed[unit] = frozenset(
                spec.code
                for spec in self._catalogue.figures_of(Table.UNIT)
                if spec.formula is None and (not spec.typed or unit in spec.owners)
            )
        return self._known_owed[unit]


def figure_data(
    catalogue: Catalogue,
    period: Period,
    data: Mapping[str, UnitData],
    tasks: Mapping[str, Mapping[str, TaskState]],
    ranks: Mapping[str, Sequence[Rank]],
) -> FigureData:
    """The figures of units as plain numbers. `data`: the units that have reports; `tasks`, `ranks`: by unit, of which
    figures are derived."""
    dossiers: dict[str, dict[str, FigureRow]] = {}
    units: dict[str, dict[str, Number | None]] = {}
    blank: dict[str, Number | None] = {figure.code: None for figure in catalogue.figures_of(Table.UNIT) if figure.typed}
    for unit, one in data.items():
        own: dict[str, FigureRow] = {}
        values = dict(blank)
        for (procedure, code), value in roll_up(catalogue, one).items():
            if procedure:
                own.setdefault(procedure, {}).update({} if value is None else {code: value})
            else:
                values[code] = value
        dossiers[unit] = dict(sorted(own.items()))
        units[unit] = {**values, **task_figures(tasks[unit]), **rank_figures(ranks[unit])}
    return FigureData(period, data, ranks, dossiers, units)


def of_report(
    catalogue: Catalogue, report: UnitReport, tasks: Mapping[str, TaskState], ranks: Sequence[Rank]
) -> FigureData:
    """The figures of one report by itself, as they would be among those of all units."""
    unit = report.unit
    data = {unit: UnitData(unit, (report,), ())}
    return figure_data(catalogue, catalogue.periods[report.period], data, {unit: tasks}, {unit: ranks})
