"""A period's figures: of each unit that sent something, and summed over any of them, with a row for each procedure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from tests.years.language import Unknown, evaluate, has_rows, outer_names
from tests.years.model import PROCEDURE, UNIT, Answer, Form, Period, Rank, Value, Year
from tests.years.sent import Rolled, entered, roll_up, sent, total
from tests.years.tasks import Asked, answered, task_figures

TASK_FIGURES = ("nv_giao", "nv_hoan_thanh", "nv_dung_han", "nv_tre_han")
DERIVED = (*TASK_FIGURES, "xh_tang", "xh_giam")
Row = dict[str, Fraction]


class Totals:
    """A period's figures. `units`: those that have days in it and owe it or sent something; `merged`: those that
    sent something."""

    def __init__(self, year: Year, period: Period) -> None:
        self.year, self.period = year, period
        self.catalogue = year.catalogue_of(period.code)
        there = [one for one in self.catalogue.units.values() if one.has_days(period)]
        found = {one.code: sent(year, one.code, period) for one in there}
        self.sent = found
        self.forms: dict[str, tuple[Form, ...]] = {code: one.forms for code, one in found.items()}
        self.units = [one.code for one in there if one.owes(period) or self.forms[one.code]]
        self.merged = [unit for unit in self.units if self.forms[unit]]
        self._rolled: dict[str, Rolled] = {unit: roll_up(self.catalogue, found[unit]) for unit in self.merged}
        self._tasks = {unit: task_figures(self.answered(unit), period) for unit in self.merged}
        self._in_force = self.catalogue.latest(period)

    def answered(self, unit: str) -> list[tuple[Asked, Answer]]:
        """The tasks that count for a unit, with its answers."""
        return list(answered(self.year, unit, self.period).values())

    def ranks_of(self, form: Form) -> Sequence[Rank]:
        return form.ranks

    def owes_rows(self, unit: str) -> bool:
        """Whether a unit has procedures of its own, or sent rows of others."""
        return bool(self.catalogue.own(unit, self.period)) or any(form.rows for form in self.forms[unit])

    def owed(self, unit: str) -> set[str]:
        """Unit figures that a unit types, or that are derived for it."""
        typed = {one.code for one in self.catalogue.typed(UNIT) if unit in one.owners}
        return typed | set(DERIVED)

    def needed(self, *texts: str) -> set[str]:
        """Unit figures that expressions are made of, computed ones resolved."""
        return {name for text in texts if text for name in self._resolved(outer_names(text))}

    def _resolved(self, names: Iterable[str]) -> set[str]:
        formulas = {one.code: one.formula for one in self.catalogue.computed(UNIT)}
        found: set[str] = set()
        for name in names:
            formula = formulas.get(name)
            found |= self._resolved(outer_names(formula)) if formula else {name}
        return found

    def entered(self, unit: str) -> bool:
        return entered(self.catalogue, self.forms[unit])

    def figure(self, unit: str, code: str) -> Value:
        """A typed or derived unit figure of one merged unit."""
        if code in self._tasks[unit]:
            return self._tasks[unit][code]
        if code in DERIVED:
            return self._ranks([unit])[code]
        return self._rolled[unit].get(("", code))

    def figures(self, units: Sequence[str]) -> Row:
        """Unit figures summed over units, where any of them has a value, computed ones included."""
        found = self.typed_figures(units)
        if units:
            found |= self._ranks(units)
        for one in self.catalogue.computed(UNIT):
            try:
                found[one.code] = evaluate(one.formula or "", found, self.rows(units))
            except Unknown:
                continue
        return found

    def typed_figures(self, units: Sequence[str]) -> Row:
        """Unit figures that are typed or made of tasks, where any of the units has a value."""
        codes = [one.code for one in self.catalogue.typed(UNIT)] + list(TASK_FIGURES)
        sums = {code: total([self.figure(unit, code) for unit in units]) for code in codes}
        return {code: value for code, value in sums.items() if value is not None}

    def _ranks(self, units: Sequence[str]) -> Row:
        """Distinct criteria that rose and fell; of a unit's workbooks the latest that ranks one counts."""
        latest: dict[tuple[str, str], Rank] = {}
        for unit in units:
            for form in self.forms[unit]:
                latest |= {(one.index, one.criterion): one for one in self.ranks_of(form)}
        rose = sum(one.this_year < one.last_year for one in latest.values())
        fell = sum(one.this_year > one.last_year for one in latest.values())
        return {"xh_tang": Fraction(rose), "xh_giam": Fraction(fell)}

    def rows(self, units: Sequence[str]) -> list[Row]:
        """A row for each distinct procedure of some units: figures summed, then computed ones, flags, and whether it
        is in force."""
        return [self.row(code, units) for code in self.procedures(units)]

    def procedures(self, units: Sequence[str]) -> list[str]:
        """The procedures of some units: their own in force, and those that their workbooks have rows of."""
        own = {code for unit in units for code in self.catalogue.own(unit, self.period)}
        return sorted(own | {procedure for unit in units for procedure, _ in self._rolled[unit] if procedure})

    def row(self, procedure: str, units: Sequence[str]) -> Row:
        """One procedure's figures over some units; a blank adds nothing."""
        found = self.typed_row(procedure, units)
        declared = self._in_force.get(procedure) or self.catalogue.newest(procedure)
        found |= {flag: Fraction(flag in declared.flags) for flag in self.catalogue.flags}
        found["#in_force"] = Fraction(procedure in self._in_force)
        for one in self.catalogue.computed(PROCEDURE):
            try:
                found[one.code] = evaluate(one.formula or "", found)
            except Unknown:
                continue
        return found

    def typed_row(self, procedure: str, units: Sequence[str]) -> Row:
        """What was typed of it."""
        typed = [one.code for one in self.catalogue.typed(PROCEDURE)]
        return {
            code: total([self._rolled[unit].get((procedure, code)) for unit in units]) or Fraction(0) for code in typed
        }


def needs_rows(*texts: str) -> bool:
    return any(has_rows(text) for text in texts if text)


Sums = Mapping[str, Fraction]
