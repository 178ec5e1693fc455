"""What a period takes over from the one it continues: figures with "nối từ", through mergers and changes of owners.

A procedure is continued over all units. As long as it keeps its owners, each takes over what it left open itself; where
they change, the new owner takes over what the former left open. A unit that was merged into another leaves everything
to it; of a unit that split nobody can say who takes over what: that is typed.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

import msgspec

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import Catalogue, Table
from cchc_excel.catalogue.owners import heir
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.model.records import Number
from cchc_excel.period.roll_up import Earlier, Reports, earlier_figures
from cchc_excel.values import summed

Opening = dict[tuple[str, str], Number]
"""(procedure or "", figure with "nối từ") -> the value that it continues."""


class Handover(msgspec.Struct, frozen=True):
    """A procedure whose owners are not those of the period before. `holders`: units that had it; `owners`: those that
    have it now."""

    procedure: str
    holders: tuple[str, ...]
    owners: tuple[str, ...]

    @property
    def former(self) -> tuple[str, ...]:
        """Those that have it no more."""
        return tuple(unit for unit in self.holders if unit not in self.owners)

    @property
    def receivers(self) -> tuple[str, ...]:
        """Those that take over what the former left open: the new owners, or, where none is new, the others."""
        return tuple(unit for unit in self.owners if unit not in self.holders) or self.owners


class CarriedOver:
    """What each unit takes over into a period. Units are given by their codes."""

    def __init__(self, catalogue: Catalogue, period: Period, reports: Reports) -> None:
        """`reports`: (period, unit) -> report, with those of the periods continued."""
        self._catalogue, self._period, self._reports = catalogue, period, reports
        self._left: dict[str, Opening | None] = {}

    @functools.cached_property
    def handovers(self) -> dict[str, Handover]:
        """By procedure, those that changed hands between the period continued and this one, or in this one."""
        return {one.procedure: one for one in _handovers(self._catalogue, self._period)}

    @functools.cached_property
    def split(self) -> dict[str, Opening]:
        """Units that ended before the period without a successor -> what they left open."""
        left: dict[str, Opening] = {}
        for code, unit in self._catalogue.units.items():
            if unit.merged_into is None and unit.end is not None and unit.end < self._period.start:
                left[code] = {key: value for key, value in (self.left(code) or {}).items() if value}
        return {code: opening for code, opening in left.items() if opening}

    def left(self, unit: str) -> Opening | None:
        """What a unit, and those merged into it since, left open in the period continued; None where none of them has
        data in it."""
        if unit not in self._left:
            members = [unit, *self._catalogue.merged_before(unit, self._period)]
            earlier = [earlier_figures(self._catalogue, one, self._period, self._reports) for one in members]
            known = [figures for figures in earlier if figures is not None]
            self._left[unit] = _added(self._catalogue, known) if known else None
        return self._left[unit]

    def kept(self, unit: str) -> Opening | None:
        """The same without procedures that change hands: what the unit's own figures must continue."""
        left = self.left(unit)
        return None if left is None else {key: left[key] for key in left if key[0] not in self.handovers}

    def opening(self, unit: str) -> Opening:
        """What a unit's blank workbook opens with: what it left open itself and still has, and what it alone takes over
        from the former owners of a procedure."""
        kept = ((key, value) for key, value in (self.left(unit) or {}).items() if self._stays(unit, key[0]))
        received = (one for one in self.handovers.values() if one.receivers == (unit,))
        taken_over = (self.left_by(one.former, one.procedure).items() for one in received)
        return summed(itertools.chain(kept, *taken_over))

    def left_by(self, units: tuple[str, ...], procedure: str) -> Opening:
        """What units left open of a procedure, together; those that split aside."""
        return summed(
            (key, value)
            for unit in units
            if unit not in self.split
            for key, value in (self.left(unit) or {}).items()
            if key[0] == procedure
        )

    def left_by_all(self, procedure: str) -> dict[str, Number]:
        """Figure -> what all units left open of a procedure, together."""
        units = self._catalogue.units
        return summed(
            (code, value)
            for unit in units
            if heir(units, unit, self._period.start) == unit  # else it is among its successor's
            for (place, code), value in (self.left(unit) or {}).items()
            if place == procedure
        )

    def _stays(self, unit: str, procedure: str) -> bool:
        """Whether dossiers of a procedure ("": figures of the unit) are still the unit's: it has the procedure, or
        nobody has."""
        owners = self._catalogue.owners(self._period).get(procedure)
        return not procedure or not owners or unit in owners


def _handovers(catalogue: Catalogue, period: Period) -> Iterator[Handover]:
    code = next((code for code in period.continues if catalogue.is_known(code)), None)
    if code is None:
        return
    served = catalogue.serving(code)
    before = served.owners(served.periods[code])
    for procedure, owners in catalogue.owners(period).items():
        held = dict.fromkeys(
            heir(catalogue.units, unit, period.start) if unit in catalogue.units else unit
            for unit in before.get(procedure, ())
        )
        if held and owners and held.keys() != owners:
            yield Handover(procedure, tuple(held), tuple(owners))


def _added(catalogue: Catalogue, earlier: list[Earlier]) -> Opening:
    """What figures of several units' earlier periods continue, together."""
    return summed(pair for figures in earlier for pair in _openings(catalogue, figures))


def _openings(catalogue: Catalogue, figures: Earlier) -> Iterator[tuple[tuple[str, str], Number]]:
    """What the figures of one unit's earlier period open with, by (procedure or "", figure)."""
    procedures = dict.fromkeys(procedure for procedure, _ in figures if procedure)
    for spec in catalogue.figures.values():
        if spec.continues is None:
            continue
        for place in procedures if spec.table is Table.PROCEDURE else ("",):
            value = _continued(spec.continues, place, figures)
            if value is not None:
                yield (place, spec.code), value


def _continued(expression: Expression, procedure: str, earlier: Earlier) -> Number | None:
    """What a figure continues: its "nối từ" over the earlier period's figures of the same procedure (or unit); None
    where the earlier report has none of them. A blank among others counts 0."""
    values = {name: earlier.get((procedure, name)) for name in expression.names}
    if all(value is None for value in values.values()):
        return None
    return expression.value({name: value or 0 for name, value in values.items()})
