"""The cells behind figures and expressions of the catalogue: what was typed, and where a 0 comes of rows left blank,
the blank cells that were read as nothing."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cchc_excel.catalogue.expressions import IN_FORCE, Aggregate, Expression
from cchc_excel.catalogue.model import DERIVED_FROM_RANKS, DERIVED_FROM_TASKS, Catalogue, Table
from cchc_excel.compute.results import TaskState
from cchc_excel.compute.totals import Totals
from cchc_excel.model.records import Status
from cchc_excel.report.lineage.cells import Cells, SourceCell


class Behind:
    """The cells behind what is computed for some units of a period."""

    def __init__(self, catalogue: Catalogue, totals: Totals, cells: Cells) -> None:
        self._catalogue, self._totals, self._cells = catalogue, totals, cells
        self.of_procedures = {one.code for one in catalogue.figures_of(Table.PROCEDURE)}

    def expression(self, expression: Expression, units: Sequence[str]) -> Iterator[SourceCell]:
        """The cells of every name and every tong/dem of an expression."""
        for name in sorted(expression.names):
            yield from self.figure(name, units)
        for aggregate in expression.aggregates:
            yield from self._aggregate(aggregate, units)

    def figure(self, code: str, units: Sequence[str]) -> Iterator[SourceCell]:
        """The cells of a unit figure: typed, derived, or those of its formula."""
        formula = self._catalogue.figures[code].formula
        if formula is not None:
            yield from self.expression(formula, units)
            return
        for unit in units:
            if code in DERIVED_FROM_TASKS:
                yield from self._tasks(unit, code)
            elif code in DERIVED_FROM_RANKS:
                yield from self._cells.ranks(unit)
            else:
                yield from self._cells.typed(unit, code).get("", ())

    def rows(self, code: str, units: Sequence[str], procedures: Collection[str]) -> Iterator[SourceCell]:
        """The cells of a figure of procedures, summed over some of them; blank ones where none holds a number."""
        codes = sorted(self._typed([code]))
        found = list(self._typed_cells(codes, units, procedures))
        yield from found or self._blank_cells(codes, units, procedures)

    def _aggregate(self, aggregate: Aggregate, units: Sequence[str]) -> Iterator[SourceCell]:
        """What a tong/dem adds up: typed cells of the rows that count; a row that counts though nothing was typed, by
        its blank ones; where nothing counts, every row that could have."""
        figures = sorted(self._typed(aggregate.names))
        rows = dict(zip(self._totals.procedures(units), self._totals.rows(units), strict=True))
        if aggregate.value is None:  # dem counts what is in force
            rows = {code: row for code, row in rows.items() if row[IN_FORCE]}
        counted = [code for code, row in rows.items() if aggregate.counts(row)]
        if not figures:
            yield from self._row_codes(counted, units)
            return
        found = list(self._typed_cells(figures, units, counted))
        typed = {cell.about for cell in found}
        silent = [code for code in counted if code not in typed and aggregate.adds(rows[code])]
        found += self._blank_cells(figures, units, silent)
        if not found:
            flags = self._catalogue.flags
            asked = [
                code for code, row in rows.items() if _may_count(aggregate, {flag: int(row[flag]) for flag in flags})
            ]
            found = [*self._typed_cells(figures, units, asked)] or [*self._blank_cells(figures, units, asked)]
        yield from found

    def _typed(self, names: Iterable[str]) -> set[str]:
        """The figures of procedures that are typed, of which some names are made."""
        return self._catalogue.typed_names(names) & self.of_procedures

    def _typed_cells(
        self, codes: Sequence[str], units: Sequence[str], procedures: Collection[str]
    ) -> Iterator[SourceCell]:
        wanted = frozenset(procedures)
        for unit in units:
            for code in codes:
                for procedure, cells in self._cells.typed(unit, code).items():
                    if procedure in wanted:
                        yield from cells

    def _blank_cells(
        self, codes: Sequence[str], units: Sequence[str], procedures: Collection[str]
    ) -> Iterator[SourceCell]:
        """Blank cells; a procedure that no workbook has a row of is told with the workbook of its first unit."""
        for code in codes:
            found = [cell for unit in units for cell in self._cells.blank(unit, code, procedures)]
            yield from found
            known = {cell.about for cell in found}
            for procedure in procedures:
                if procedure not in known:
                    yield from self._nowhere(code, units, procedure)

    def _nowhere(self, code: str, units: Sequence[str], procedure: str) -> Iterator[SourceCell]:
        own = [unit for unit in units if procedure in self._totals.procedures((unit,))]
        for unit in own[:1]:
            yield from self._cells.absent(unit, code, procedure)

    def _row_codes(self, procedures: Iterable[str], units: Sequence[str]) -> Iterator[SourceCell]:
        for procedure in procedures:
            cells = (self._cells.row(unit, procedure) for unit in units)
            yield from (cell for cell in cells if cell is not None)

    def _tasks(self, unit: str, code: str) -> Iterator[SourceCell]:
        """The answers that a figure of tasks is counted from: those that count, or all where none does; with the day
        where it decides."""
        states = self._cells.tasks(unit)
        chosen = [key for key, state in states.items() if _counts(code, state)] or list(states)
        for key in chosen:
            yield from self._cells.answer(unit, key, "status")
            if code in ("nv_dung_han", "nv_tre_han") and states[key].status == Status.DONE:
                yield from self._cells.answer(unit, key, "done_on")


def _counts(code: str, state: TaskState) -> bool:
    """Whether a task's answer bears on a figure: what is given is known by all of them."""
    match code:
        case "nv_hoan_thanh":
            return state.status == Status.DONE
        case "nv_dung_han":
            return state.on_time
        case "nv_tre_han":
            return state.late
        case _:
            return True


def _may_count(aggregate: Aggregate, flags: Mapping[str, int]) -> bool:
    """Whether a procedure with these flags could meet the condition, whatever its figures are."""
    return aggregate.condition is None or _truth(aggregate.condition, flags) is not False


def _truth(node: ast.expr, known: Mapping[str, int]) -> bool | None:
    """Whether a condition holds, as far as the known names tell; None: that depends on others."""
    match node:
        case ast.BoolOp():
            truths = [_truth(part, known) for part in node.values]
            decides = isinstance(node.op, ast.Or)  # one such part decides
            return decides if decides in truths else None if None in truths else not decides
        case ast.UnaryOp(op=ast.Not()):
            truth = _truth(node.operand, known)
            return None if truth is None else not truth
        case _:
            alone = Aggregate(None, node)
            return alone.counts(known) if alone.names <= known.keys() else None
