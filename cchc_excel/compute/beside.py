"""The periods that stand beside a run's own: one function computes a period, whoever asks, and each is computed once.

Previous, cumulative and the year's view come from here; what differs is whose eyes a period is seen with: later ones
see units that were merged into another since as one with it.
"""

from __future__ import annotations

import msgspec

from cchc_excel.catalogue.levels import members
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.compute.consolidate import consolidate
from cchc_excel.compute.facts import Compared
from cchc_excel.compute.indicators import compute_indicators, joint_indicators
from cchc_excel.compute.results import Indicator
from cchc_excel.compute.tasks import tasks_by_unit
from cchc_excel.compute.totals import Totals
from cchc_excel.period.load import PeriodData


class Beside:
    """Periods by what was read of them."""

    def __init__(self, catalogue: Catalogue, loaded: PeriodData, add_up: type[Totals] = Totals) -> None:
        """`add_up`: how figures are added up, row by row or (FrameTotals) by column."""
        self.catalogue, self.loaded, self.add_up = catalogue, loaded, add_up
        self._known: dict[str, Compared | None] = {}

    def computed(self, code: str | None) -> Compared | None:
        """A period's results; None where there is no such period. Its own troubles were told when it was merged
        itself."""
        if code is None or not self.catalogue.is_known(code):
            return None
        if code not in self._known:
            self._known[code] = self._compute(code)
        return self._known[code]

    def _compute(self, code: str) -> Compared:
        served, loaded = self.catalogue.serving(code), self.loaded
        period = served.periods[code]
        consolidated, _ = consolidate(served, period, loaded.reports, tasks_by_unit(served, period, loaded))
        totals = self.add_up(served, consolidated.figures)
        indicators, _ = compute_indicators(served, totals)
        by_key = {(one.spec.code, one.unit or ""): one for one in (*indicators, *of_departments(served, totals))}
        return Compared(period, by_key, not consolidated.missing, consolidated, totals, catalogue=served)

    def seen_from(self, period: Period, code: str | None) -> Compared | None:
        """A period's results as a later one sees them: a unit's values are those of the units merged into it since as
        well."""
        found = self.computed(code)
        if found is None:
            return None
        merged: dict[str, tuple[str, ...]] = {}
        indicators = dict(found.indicators)
        for unit in self.catalogue.units_of(period):
            others = [one for one in self.catalogue.merged_before(unit, period) if one in found.totals.units]
            if others:
                merged[unit] = tuple(others)
                together = [one for one in (unit, *others) if one in found.totals.units]
                joint = joint_indicators(found.catalogue, found.totals, unit, together)
                indicators |= {(one.spec.code, unit): one for one in joint}
        return msgspec.structs.replace(found, indicators=indicators, merged=merged)


def of_departments(catalogue: Catalogue, totals: Totals) -> list[Indicator]:
    """The indicators of each department: those of its units together."""
    return [
        one
        for department in catalogue.departments
        for one in joint_indicators(catalogue, totals, department, members(totals.units, department))
    ]
