"""Where a figure comes from: the cells of units' workbooks behind a key that a report's value carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from cchc_excel.catalogue.model import DERIVED_FROM_RANKS, DERIVED_FROM_TASKS, Table
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.results import Indicator
from cchc_excel.model.records import Figure, UnitReport
from cchc_excel.period.roll_up import report_figures
from cchc_excel.report.traced import SourceKey


class SourceCell(msgspec.Struct, frozen=True):
    """A cell of a unit's workbook that a figure comes from, and what stands there. `about`: the procedure, task or
    ranked criterion of its row ("": none)."""

    unit: str
    figure: str
    about: str
    file: str
    sheet: str
    cell: str
    value: object

    @property
    def name(self) -> str:
        """The figure, and what it is of."""
        return f"{self.figure} – {self.about}" if self.about else self.figure


class Origin(NamedTuple):
    """A part of what a report's value is made of: a typed or derived figure (code) of these units, of these procedures
    (None: all of them)."""

    code: str
    units: tuple[str, ...]
    procedures: frozenset[str] | None = None


class Sources:
    """Every figure's cells, found by the key that a report's value carries."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._cells: dict[str, dict[str, list[SourceCell]]] = {}
        for unit, part, report, procedure, code, figure in _typed_cells(facts):
            spec = facts.catalogue.figures[code]
            if facts.consolidated.data[unit].counts(spec.rollup, part) and figure.value is not None:
                cell = SourceCell(unit, spec.name, procedure, report.file, figure.sheet, figure.cell, figure.value)
                self._cells.setdefault(code, {}).setdefault(unit, []).append(cell)

    def of(self, key: SourceKey) -> list[SourceCell]:
        """The cells behind a key of the context."""
        return list(self._behind(self.origins(key)))

    def has_cells(self, unit: str, codes: Sequence[str]) -> bool:
        """Whether a unit reported any of these figures."""
        return any(self._cells.get(code, {}).get(unit) for code in codes)

    def every_cell(self) -> Iterator[SourceCell]:
        """Every cell that any report can come from, each once, unit by unit."""
        for unit in self._facts.totals.merged:
            for by_unit in self._cells.values():
                yield from by_unit.get(unit, ())
            yield from self._of_tasks(unit)
            yield from self._of_ranks(unit)

    def origins(self, key: SourceKey) -> list[Origin]:
        """What a key of the context stands for."""
        kind, code, unit, place = key
        if kind in ("nhiem_vu", "ke_hoach"):
            return []
        if kind == "chi_tieu":
            return self._of_indicator(code, unit)
        if kind == "diem":
            return self._of_score(code, unit)
        units = (unit,) if unit else self._facts.totals.merged
        if kind == "linh_vuc":
            return self._of_figure(code, units, self._in_field(place))
        return self._of_figure(code, units, frozenset({place}) if place else None)

    def _in_field(self, field: str) -> frozenset[str]:
        return frozenset(procedure.code for procedure in self._facts.catalogue.procedures if procedure.field == field)

    def _of_indicator(self, code: str, unit: str) -> list[Origin]:
        indicator = self._facts.by_key.get((code, unit))
        if indicator is None:
            return []
        found = [one for name in sorted(indicator.spec.unit_names) for one in self._of_figure(name, indicator.units)]
        counted = self._counted(indicator)
        for name in sorted(counted.keys() & self._facts.catalogue.figures.keys()):
            found.extend(self._of_figure(name, indicator.units, frozenset(counted[name])))
        return found

    def _counted(self, indicator: Indicator) -> dict[str, set[str]]:
        """Name inside tong/dem -> the procedures whose rows count in the ratio: those that meet the condition of one
        tong/dem that uses it."""
        figures = self._facts.totals
        rows = dict(zip(figures.procedures(indicator.units), figures.rows(indicator.units), strict=True))
        counted: dict[str, set[str]] = {}
        for aggregate in (*indicator.spec.numerator.aggregates, *indicator.spec.denominator.aggregates):
            codes = {code for code, row in rows.items() if aggregate.counts(row)}
            for name in aggregate.names:
                counted.setdefault(name, set()).update(codes)
        return counted

    def _of_score(self, key: str, unit: str) -> list[Origin]:
        about = next((rule.about for rule in self._facts.catalogue.scores if rule.key == key), None)
        if about in self._facts.catalogue.indicators:
            return self._of_indicator(about, unit)
        return self._of_figure(about, (unit,) if unit else self._facts.totals.merged) if about else []

    def _of_figure(self, code: str, units: Sequence[str], procedures: frozenset[str] | None = None) -> list[Origin]:
        return [Origin(typed, tuple(units), procedures) for typed in self._typed(code)]

    def _typed(self, code: str) -> tuple[str, ...]:
        """The figures that are typed or derived, of which a figure is computed; itself where it is none."""
        spec = self._facts.catalogue.figures[code]
        if spec.formula is None:
            return (code,)
        names = sorted((spec.formula.names | spec.formula.row_names) & self._facts.catalogue.figures.keys())
        return tuple(typed for name in names for typed in self._typed(name))

    def _behind(self, origins: Iterable[Origin]) -> Iterator[SourceCell]:
        for code, units, procedures in origins:
            whole = procedures is None or self._facts.catalogue.figures[code].table is Table.UNIT
            for unit in units:
                if code in DERIVED_FROM_TASKS:
                    yield from self._of_tasks(unit)
                elif code in DERIVED_FROM_RANKS:
                    yield from self._of_ranks(unit)
                else:
                    cells = self._cells.get(code, {}).get(unit, ())
                    yield from (cell for cell in cells if whole or cell.about in (procedures or ()))

    def _of_tasks(self, unit: str) -> Iterator[SourceCell]:
        for key, state in self._facts.consolidated.tasks.get(unit, {}).items():
            if state.answer and state.file:
                answer = state.answer
                yield SourceCell(unit, "Nhiệm vụ", key, state.file, answer.sheet, answer.cell, state.status or "")

    def _of_ranks(self, unit: str) -> Iterator[SourceCell]:
        reports = self._facts.consolidated.data[unit].reports
        for rank in self._facts.consolidated.ranks.get(unit, []):
            file = next((report.file for report in reports if rank in report.ranks), "")
            value = f"{rank.last_year or ''} → {rank.this_year or ''}"
            yield SourceCell(unit, rank.index, rank.criterion, file, rank.sheet, rank.cell, value)


def _typed_cells(facts: Facts) -> Iterator[tuple[str, int, UnitReport, str, str, Figure]]:
    """Every figure as typed: unit, number of the report among the unit's in time, report, procedure ("": none), figure
    code, figure."""
    for unit, data in facts.consolidated.data.items():
        for part, report in enumerate(data.reports):
            for procedure, code, figure in report_figures(report):
                yield unit, part, report, procedure, code, figure
