"""What the plan asks in a period, and by when."""

from __future__ import annotations

import datetime as dt

import msgspec

from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.periods import leaves_of, month_end, months_of, year_of
from cchc_excel.catalogue.plan_model import DueKind, PlanItem


class Task(msgspec.Struct, frozen=True):
    """An item asked of a unit in a period: the item, and the last day on which it is on time (None: never late)."""

    item: PlanItem
    deadline: dt.date | None


def required_task(catalogue: Catalogue, item: PlanItem, period: Period) -> Task | None:
    """The item as asked in a period by the plan's own times, with its deadline; None if it is not owed in it.

    Months: owed in each period that holds one, due at the end of the last of them in it. "Quý, năm", "Hàng tháng": each
    period, due when the period is. "Trong năm": each period, late after 31 December. Otherwise each period, never late.
    """
    due = item.due
    if due.periods:
        named = [code for code in leaves_of(catalogue.periods, period.code) if code in due.periods]
        if not named:
            return None
        return Task(item, _named_deadline(catalogue, item, named))
    if due.kind is DueKind.MONTHS:
        inside = [month for month in due.months if month in months_of(period)]
        return Task(item, month_end(year_of(period), inside[-1])) if inside else None
    if due.kind is DueKind.EACH:
        return Task(item, period.due)
    if due.kind is DueKind.YEAR:
        return Task(item, dt.date(year_of(period), 12, 31))
    return Task(item, None)


def _named_deadline(catalogue: Catalogue, item: PlanItem, named: list[str]) -> dt.date | None:
    """The deadline of an item that "kỳ đến hạn" places: its own month in those periods, else when they are due."""
    periods = [catalogue.periods[code] for code in named]
    months = [(year_of(one), month) for one in periods for month in months_of(one) if month in item.due.months]
    if months:
        return month_end(*max(months))
    return max((one.due for one in periods if one.due), default=None)


def tasks_of(catalogue: Catalogue, unit: str, period: Period) -> dict[str, Task]:
    """The tasks that a unit finds on sheet Nhiệm vụ by the plan's own times, by key in plan order."""
    found: dict[str, Task] = {}
    for key, item in catalogue.items.items():
        if item.is_task and unit in item.lead_set:
            task = required_task(catalogue, item, period)
            if task:
                found[key] = task
    return found
