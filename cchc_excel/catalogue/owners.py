"""Who has what on which day: procedures in force, their owners, and the units that others were merged into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, KeysView, Mapping

from cchc_excel.catalogue.unit_model import Procedure, Unit

_ONE_DAY = dt.timedelta(days=1)


def latest_in_force(procedures: Iterable[Procedure], start: dt.date, end: dt.date) -> dict[str, Procedure]:
    """Procedures in force on any day from `start` to `end`, by code; of a code's rows the latest."""
    found: dict[str, Procedure] = {}
    for one in procedures:
        known = found.get(one.code)
        if one.in_force(start, end) and (known is None or first_day(known) <= first_day(one)):
            found[one.code] = one
    return found


def first_day(procedure: Procedure) -> dt.date:
    """The day from which a row of a procedure counts; the first of all where it names none."""
    return procedure.start or dt.date.min


def owners_between(
    procedures: Iterable[Procedure], units: Mapping[str, Unit], start: dt.date, end: dt.date
) -> dict[str, KeysView[str]]:
    """Procedure code -> the units that have it on any day from `start` to `end`, in the order of the sheet. What a unit
    had when it ended is from then on its successor's, whether or not sheet TTHC says so."""
    found: dict[str, dict[str, None]] = {}
    for one in procedures:
        if one.in_force(start, end):
            first, last = max(start, one.start or start), min(end, one.end or end)
            holders = (unit for owner in one.owners for unit in _in_turn(units, owner, first, last))
            found.setdefault(one.code, {}).update(dict.fromkeys(holders))
    return {code: holders.keys() for code, holders in found.items()}


def _in_turn(units: Mapping[str, Unit], code: str, start: dt.date, end: dt.date) -> Iterator[str]:
    """A unit and those it was merged into, each if it exists on a day of its turn."""
    unit = units[code]
    while True:
        if unit.lives_between(start, end):
            yield unit.code
        if unit.end is None or unit.end >= end or unit.merged_into is None:
            return
        start = max(start, unit.end + _ONE_DAY)
        unit = units[unit.merged_into]


def heir(units: Mapping[str, Unit], code: str, day: dt.date) -> str:
    """The unit that has on a day what a unit had: itself, or the one that it, or its successor in turn, was merged into
    before that day."""
    unit = units[code]
    while unit.merged_into is not None and unit.end is not None and unit.end < day:
        unit = units[unit.merged_into]
    return unit.code


def joined_by(units: Mapping[str, Unit]) -> dict[str, dict[str, dt.date]]:
    """Unit -> the units merged into it, directly or in turn -> the first day on which it has what that one had."""
    found: dict[str, dict[str, dt.date]] = {}
    for code, unit in units.items():
        while unit.merged_into is not None and unit.end is not None:
            day, unit = unit.end + _ONE_DAY, units[unit.merged_into]
            found.setdefault(unit.code, {}).setdefault(code, day)
    return found
