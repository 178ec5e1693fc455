"""What the plan asks in a period, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.periods import leaves_of, months_of, year_of
from cchc_excel.catalogue.plan_model import PlanItem, Task
from cchc_excel.catalogue.times import owed_in
from cchc_excel.catalogue.unit_model import Period, Unit

ANYBODY = Unit("", "")
"""Of whom a task is asked where no unit is meant: one that is always there."""


def required_task(catalogue: Catalogue, item: PlanItem, period: Period, unit: Unit = ANYBODY) -> Task | None:
    """The item as asked in a period by the plan's own times, with its deadline; None if it is not owed in it. Column
    "kỳ đến hạn" overrides the times. `unit`: of whom; what falls due before it begins or after it ends is not."""
    of_whom = period.code, unit.start, unit.end
    if of_whom not in item.asked_before:
        item.asked_before[of_whom] = _required_task(catalogue, item, period, unit)
    return item.asked_before[of_whom]


def _required_task(catalogue: Catalogue, item: PlanItem, period: Period, unit: Unit) -> Task | None:
    due = item.due
    if due.periods:
        inside = [code for code in leaves_of(catalogue.periods, period.code) if code in due.periods]
        named = [code for code in inside if unit.owes(catalogue.periods[code])]
        return Task(item, _named_deadline(catalogue, item, named)) if named else None
    owed = owed_in(due.times, year_of(period), months_of(period), period.due, unit.lives_on)
    return Task(item, owed.deadline) if owed else None


def _named_deadline(catalogue: Catalogue, item: PlanItem, named: list[str]) -> dt.date | None:
    """The deadline of an item that "kỳ đến hạn" places: its own month in those periods, else when they are due."""
    periods = [catalogue.periods[code] for code in named]
    spans = msgspec.structs.replace(item.due.times, repeated=())
    owed = [owed_in(spans, year_of(one), months_of(one), None) for one in periods]
    days = [one.deadline for one in owed if one and one.deadline]
    return max(days or [one.due for one in periods if one.due], default=None)


def tasks_of(catalogue: Catalogue, unit: str, period: Period) -> dict[str, Task]:
    """The tasks that a unit finds on sheet Nhiệm vụ by the plan's own times, by key in plan order. What the plan asks
    of a unit that was merged into another it asks of that one from then on."""
    found: dict[str, Task] = {}
    joined = catalogue.joined.get(unit, {})
    for key, item in catalogue.items.items():
        whom = _in_place_of(catalogue.units[unit], item.lead_set, joined) if item.is_task else None
        task = required_task(catalogue, item, period, whom) if whom and whom.lives_in(period) else None
        if task:
            found[key] = task
    return found


def _in_place_of(unit: Unit, named: Collection[str], joined: Mapping[str, dt.date]) -> Unit | None:
    """A unit as one that is named: itself, or from the day on which one that is named was merged into it (`joined`:
    unit -> day). None: it has nothing to do with those named."""
    if unit.code in named:
        return unit
    days = [day for other, day in joined.items() if other in named]
    return msgspec.structs.replace(unit, start=max(min(days), unit.start or dt.date.min)) if days else None


def is_led_by(catalogue: Catalogue, item: PlanItem, unit: str, period: Period) -> bool:
    """Whether a row of the plan is a unit's in a period: it leads the row, or one that does was merged into it by the
    period's end."""
    whom = _in_place_of(catalogue.units[unit], item.lead_set, catalogue.joined.get(unit, {}))
    return whom is not None and whom.lives_in(period)


def speaks_of(catalogue: Catalogue, item: PlanItem, unit: str, other: str, period: Period) -> bool:
    """Whether what a unit (`other`) answers in a period is about what was asked of `unit`: it is that unit, or the one
    that it was merged into by then; in the period of the merger only if the item is not its own besides."""
    if other == unit:
        return True
    day = catalogue.joined.get(other, {}).get(unit)
    return day is not None and (day <= period.start or (day <= period.end and other not in item.lead_set))


def tasks_shared_by(catalogue: Catalogue, unit: str, period: Period) -> list[Task]:
    """The tasks of a period in which a unit takes part without owing them, in plan order."""
    shared = (item for item in catalogue.items.values() if item.is_task and unit in item.partners)
    return [task for item in shared if (task := required_task(catalogue, item, period, catalogue.units[unit]))]
