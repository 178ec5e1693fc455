"""Tasks that earlier periods of the year left undone, and that are asked again until they are done.

What counts is the latest answer since an item last fell due. Who says nothing of it, in a blank row, a deleted one or
no workbook at all, left it undone; but only where anybody reported that period: of one from before the program was in
use nothing is known. A task that a unit left undone when it was merged has one owner from then on, its successor: a
longer period that holds both counts it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.due import speaks_of
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.periods import earlier_in_year, months_of, year_of
from cchc_excel.catalogue.plan_model import PlanItem
from cchc_excel.catalogue.times import last_fallen
from cchc_excel.catalogue.unit_model import Period, Unit
from cchc_excel.compute.results import TaskState
from cchc_excel.model.records import Status, UnitReport
from cchc_excel.period.roll_up import Reports, UnitData, earlier_reports

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
            for key, item in self._catalogue.items.items():
                if item.is_task and member in item.lead_set:
                    since = self._last_due(item, self._asked_as(member, item))
                    if since is not None and not self._is_settled(item, member, earlier, since):
                        yield key

    def _asked_as(self, member: str, item: PlanItem) -> Unit:
        """A unit as long as an item is asked of it, or in its place of those it was merged into: up to the first of
        them that leads the item itself."""
        units = self._catalogue.units
        last = units[member]
        while last.merged_into is not None and last.merged_into not in item.lead_set:
            last = units[last.merged_into]
        return msgspec.structs.replace(units[member], end=last.end)

    def _last_due(self, item: PlanItem, unit: Unit) -> int | None:
        """The last month, of those that were reported, in which an item fell due to a unit; the first that was, where
        it falls due each period. None: in none of them."""
        if item.due.periods:
            named = [one for one in self._earlier if one.code in item.due.periods and unit.owes(one)]
            due = {month for one in named for month in months_of(one)[-1:]}
            return max(due.intersection(self._reported), default=None)
        return last_fallen(item.due.times, self._year, self._reported, unit.lives_on)

    def _is_settled(self, item: PlanItem, member: str, earlier: Sequence[UnitReport], since: int) -> bool:
        """Whether the latest answer from a month on settles an item of a unit. `earlier`: reports, the latest first."""
        for report in earlier:
            period = self._catalogue.periods[report.period]
            if (
                item.key in report.tasks
                and max(months_of(period), default=0) >= since
                and speaks_of(self._catalogue, item, member, report.unit, period)
            ):
                return report.tasks[item.key].status in _SETTLED
        return False


def without_taken_over(
    catalogue: Catalogue, data: Mapping[str, UnitData], tasks: Mapping[str, Mapping[str, TaskState]]
) -> dict[str, dict[str, TaskState]]:
    """The tasks of units without those that a merged unit left undone and of which a successor's answer, the one that
    counts, speaks: they are the successor's. `data`: what each unit's figures come from."""
    return {
        unit: {key: state for key, state in states.items() if not _is_taken_over(catalogue, data, tasks, unit, state)}
        for unit, states in tasks.items()
    }


def _is_taken_over(
    catalogue: Catalogue,
    data: Mapping[str, UnitData],
    tasks: Mapping[str, Mapping[str, TaskState]],
    unit: str,
    state: TaskState,
) -> bool:
    if catalogue.units[unit].merged_into is None or state.status in _SETTLED:
        return False
    item = state.task.item
    for other, states in tasks.items():
        answer = states[item.key].answer if other != unit and item.key in states else None
        for report in data[other].reports if answer else ():
            period = catalogue.periods[report.period]
            if report.tasks.get(item.key) is answer and speaks_of(catalogue, item, unit, other, period):
                return True
    return False
