"""Totals added up in frames: sums, conditions and computed figures by column, for all units at once.

One frame has a row for each procedure of each unit; a unit's tong and dem are sums over its rows, found for every unit
in one pass. For several units together the rows of a procedure are added up first; computed figures and conditions come
after. Columns hold whole numbers of 64 bits or Python's own numbers, never floats: by_column.py.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cchc_excel.catalogue.expressions import IN_FORCE, Aggregate
from cchc_excel.catalogue.model import Table
from cchc_excel.compute.by_column import Column, column, evaluate, fits, holds, shortest
from cchc_excel.compute.totals import FigureRow, Totals
from cchc_excel.model.records import Number
from cchc_excel.values import plain


class _Added:
    """Rows of procedures by column, added up by group."""

    def __init__(
        self,
        groups: npt.NDArray[np.int64],
        count: int,
        columns: Mapping[str, Column],
        aggregates: Sequence[Aggregate] = (),
    ) -> None:
        """`groups`: the number of each row's group, from 0 to `count` - 1; `columns`: figures and flags by name;
        `aggregates`: every tong/dem that will be asked for."""
        self._rows = len(groups)
        self.columns = columns
        added: dict[str | Aggregate, Column] = {name: one for name, one in columns.items()}  # noqa: C416 - its keys are of two kinds
        added |= {wanted: self._added(wanted) for wanted in aggregates}
        fitting = {key: one.values for key, one in added.items() if fits(one.bound, self._rows)}
        exact = {key: one.exact() for key, one in added.items() if key not in fitting}
        self._sums: dict[str | Aggregate, list[Number]] = {}
        for frame in (fitting, exact):
            self._sums |= _summed(groups, count, frame)

    def sums(self, wanted: str | Aggregate) -> list[Number]:
        """What a figure, or a tong/dem, comes to for each group; 0 for one without rows."""
        return self._sums[wanted]

    def _added(self, wanted: Aggregate) -> Column:
        """What each row adds to a tong/dem."""
        value = self.columns[IN_FORCE] if wanted.value is None else evaluate(wanted.value, self.columns, self._rows)
        if wanted.condition is None:
            return value
        return Column(np.where(holds(wanted.condition, self.columns, self._rows), value.values, 0), value.bound)


def _summed(
    groups: npt.NDArray[np.int64], count: int, columns: Mapping[str | Aggregate, npt.NDArray[Any]]
) -> dict[str | Aggregate, list[Number]]:
    """Columns of one kind of numbers, added up by group in one frame."""
    if not columns:
        return {}
    frame = pd.DataFrame(dict(enumerate(columns.values())))
    summed = frame.groupby(groups).sum().reindex(range(count), fill_value=0).astype(object)
    return {key: summed[number].tolist() for number, key in enumerate(columns)}


class _OfGroup:
    """The Sums of one group."""

    def __init__(self, added: _Added, group: int) -> None:
        self._added, self._group = added, group

    def of(self, aggregate: Aggregate) -> Number:
        return self._added.sums(aggregate)[self._group]


class FrameTotals(Totals):
    """The same as Totals, added up by column."""

    def summed(self, units: Sequence[str]) -> _OfGroup:
        """What tong and dem come to over the procedures of these units."""
        if len(units) == 1:
            return _OfGroup(self._by_unit_added, self._number[units[0]])
        return _OfGroup(self._together(tuple(units)), 0)

    def row_totals(self, units: Sequence[str]) -> FigureRow:
        """Procedure figures, typed and computed, summed over all procedures of some units."""
        codes = [figure.code for figure in self._catalogue.figures_of(Table.PROCEDURE)]
        if len(units) == 1:
            number = self._number[units[0]]
            return {code: plain(self._by_unit_added.sums(code)[number]) for code in codes}
        together = self._together(tuple(units))
        return {code: plain(together.sums(code)[0]) for code in codes}

    def _sums(self, units: Sequence[str]) -> dict[str, FigureRow]:
        """A row of typed figures for each procedure of these units, as Totals gives it."""
        if len(units) == 1:
            return super()._sums(units)
        order = self._codes_of(units)
        typed = self._typed_together(tuple(units), order)
        rows: dict[str, FigureRow] = {code: {} for code in order}
        for name in self._typed:
            for row, value in zip(rows.values(), typed[name].exact().tolist(), strict=True):
                row[name] = value
        return rows

    @functools.cached_property
    def _number(self) -> dict[str, int]:
        """The number of each unit's group."""
        return {unit: number for number, unit in enumerate(self.merged)}

    @functools.cached_property
    def _unit_rows(self) -> tuple[npt.NDArray[np.int64], list[str], dict[str, Column]]:
        """A row for each procedure of each unit: the unit's number, the procedure, the typed figures (blank: 0)."""
        groups: list[int] = []
        procedures: list[str] = []
        values: dict[str, list[Number]] = {code: [] for code in self._typed}
        nothing: Mapping[str, Number] = {}
        for unit, number in self._number.items():
            own = self._codes_of([unit])
            rows = [self._by_unit[unit].get(code, nothing) for code in own]
            groups += [number] * len(own)
            procedures += own
            for code, known in values.items():
                known += [row.get(code, 0) for row in rows]
        return np.array(groups, dtype=np.int64), procedures, {code: column(known) for code, known in values.items()}

    @functools.cached_property
    def _by_unit_added(self) -> _Added:
        """The rows of every unit by itself, computed figures and flags included."""
        groups, procedures, typed = self._unit_rows
        return _Added(groups, len(self.merged), self._completed(procedures, typed), self._aggregates)

    @functools.cached_property
    def _aggregates(self) -> list[Aggregate]:
        """Every tong/dem of the catalogue's indicators and computed unit figures."""
        expressions = [figure.formula for figure in self._unit_computed]
        for spec in self._catalogue.indicators.values():
            expressions += [spec.numerator, spec.denominator, spec.condition]
        return [aggregate for expression in expressions if expression for aggregate in expression.aggregates]

    def _together(self, units: tuple[str, ...]) -> _Added:
        """The procedures of some units in one group: each once, its figures summed over the units first."""
        if units not in self._known_together:
            order = self._codes_of(units)
            columns = self._completed(order, self._typed_together(units, order))
            self._known_together[units] = _Added(np.zeros(len(order), dtype=np.int64), 1, columns, self._aggregates)
        return self._known_together[units]

    @functools.cached_property
    def _known_together(self) -> dict[tuple[str, ...], _Added]:
        """What was asked before: most indicators count the same units."""
        return {}

    def _typed_together(self, units: tuple[str, ...], order: Sequence[str]) -> dict[str, Column]:
        """The typed figures of each procedure, in the order given, summed over these units."""
        groups, procedures, typed = self._unit_rows
        place = {code: number for number, code in enumerate(order)}
        chosen = np.isin(groups, [self._number[unit] for unit in units if unit in self._number])
        numbers = np.array([place.get(code, -1) for code in procedures], dtype=np.int64)[chosen]
        added = _Added(
            numbers, len(order), {code: Column(one.values[chosen], one.bound) for code, one in typed.items()}
        )
        return {code: column(plain(number) for number in added.sums(code)) for code in typed}

    def _completed(self, procedures: Sequence[str], typed: Mapping[str, Column]) -> dict[str, Column]:
        """Columns of typed figures with flags and IN_FORCE (1 or 0) and computed figures, which see the sums."""
        columns = dict(typed)
        marked = {code: self.procedure(code).flags for code in dict.fromkeys(procedures)}
        for flag in self._catalogue.flags:
            columns[flag] = column(int(flag in marked[code]) for code in procedures)
        columns[IN_FORCE] = column(int(code in self._in_force) for code in procedures)
        for figure in self._computed:
            assert figure.formula is not None
            columns[figure.code] = shortest(evaluate(figure.formula.node, columns, len(procedures)))
        return columns
