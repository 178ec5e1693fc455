"""Tasks that earlier periods of the year left undone, and that are asked again until they are done.

What counts is the latest answer since an item last fell due. Who says nothing of it, in a blank row, a deleted one or
no workbook at all, left it undone; but only where anybody reported that period: of one from before the program was in
use nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_excel.catalogue.model import Catalogue, Period, Unit
from cchc_excel.catalogue.owners import heir
from cchc_excel.catalogue.periods import earlier_in_year, months_of, year_of
from cchc_excel.catalogue.plan_model import PlanItem
from cchc_excel.catalogue.times import last_fallen
from cchc_excel.model.records import Status, UnitReport
from cchc_excel.period.roll_up import Reports, earlier_reports

_SETTLED = (Status.DONE, Status.NOTHING)


class LeftUndone:
    """What the year's periods before one left undone."""

    def __init__(self, catalogue: Catalogue, period: Period, reports: Reports) -> None:
        """`reports`: (period, unit) -> report, those of earlier periods among them."""
        self._catalogue, self._period, self._reports = catalogue, period, reports
        self._year = year_of(period)
        self._earlier = earlier_in_year(catalogue, period)
        sent = {code for code, _ in reports}
        months = {month for one in self._earlier if one.code in sent for month in months_of(one)}
        self._reported = sorted(month for month in months if month < min(months_of(period), default=13))

    def of(self, unit: str) -> Iterator[str]:
        """Keys of the items that a unit, or one merged into it since, was asked and has not done, nor its successor
        since."""
        if not self._reported:
            return
        earlier = earlier_reports(self._catalogue, unit, self._period, self._reports)
        for member in (unit, *self._catalogue.merged_before(unit, self._period)):
            told = [one for one in earlier if one.unit == self._holder(member, one)]
            for key, item in self._catalogue.items.items():
                if item.is_task and member in item.lead_set:
                    since = self._last_due(item, self._catalogue.units[member])
                    if since is not None and not self._is_settled(key, told, since):
                        yield key

    def _holder(self, unit: str, report: UnitReport) -> str:
        """Who had a unit's tasks when a report's period began."""
        return heir(self._catalogue.units, unit, self._catalogue.periods[report.period].start)

    def _last_due(self, item: PlanItem, unit: Unit) -> int | None:
        """The last month, of those that were reported, in which an item fell due to a unit; the first that was, where
        it falls due each period. None: in none of them."""
        if item.due.periods:
            named = [one for one in self._earlier if one.code in item.due.periods and unit.owes(one)]
            due = {month for one in named for month in months_of(one)[-1:]}
            return max(due.intersection(self._reported), default=None)
        return last_fallen(item.due.times, self._year, self._reported, unit.lives_on)

    def _is_settled(self, key: str, told: Sequence[UnitReport], since: int) -> bool:
        """Whether the latest answer from a month on settles an item. `told`: the latest first."""
        for report in told:
            if key in report.tasks and max(months_of(self._catalogue.periods[report.period]), default=0) >= since:
                return report.tasks[key].status in _SETTLED
        return False
