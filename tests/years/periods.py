"""The periods of a year, as sheet Kỳ báo cáo lists them: twelve months, four quarters, 6T, 9T, N."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace

from tests.years.model import Period


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def periods_of(year: int, cut_off: int | None, before: bool) -> dict[str, Period]:
    """The year's periods. `cut_off`: the day of the month on which a period ends (None: the calendar's); `before`:
    whether the year before is in a catalogue too, and the first periods are linked to it."""
    months = {month: _period(f"{year}-T{month:02}", year, (month,), cut_off) for month in range(1, 13)}
    found = {one.code: one for one in months.values()}
    for number in range(1, 5):
        inside = tuple(range(number * 3 - 2, number * 3 + 1))
        parts = tuple(months[month].code for month in inside)
        found[f"{year}-Q{number}"] = replace(_period(f"{year}-Q{number}", year, inside, cut_off), parts=parts)
    for name, quarters in (("6T", 2), ("9T", 3), ("N", 4)):
        code, parts = f"{year}-{name}", tuple(f"{year}-Q{number}" for number in range(1, quarters + 1))
        found[code] = replace(_period(code, year, tuple(range(1, quarters * 3 + 1)), cut_off), parts=parts)
    return {code: _linked(one, before) for code, one in found.items()}


def _period(code: str, year: int, months: tuple[int, ...], cut_off: int | None) -> Period:
    if cut_off is None:
        start, end = dt.date(year, months[0], 1), month_end(year, months[-1])
    else:
        first = (year, months[0] - 1) if months[0] > 1 else (year - 1, 12)
        start, end = dt.date(*first, cut_off) + dt.timedelta(1), dt.date(year, months[-1], cut_off)
    return Period(code, year, months, start, end, end + dt.timedelta(3))


def _linked(period: Period, before: bool) -> Period:
    """What a period continues, is compared with and is shown beside."""
    year, kind = period.year, period.code.partition("-")[2]
    if kind[0] == "T":
        return _linked_month(period, int(kind[1:]), before)
    if kind[0] == "Q":
        number = int(kind[1])
        ends = {2: (), 3: (f"{year}-6T",), 4: (f"{year}-9T",)}
        if number == 1:
            last = (f"{year - 1}-Q4", f"{year - 1}-N") if before else ()
            return replace(period, continues=last, previous=f"{year - 1}-Q4" if before else None)
        cumulative = {2: "6T", 3: "9T", 4: "N"}[number]
        former = f"{year}-Q{number - 1}"
        return replace(period, continues=(former, *ends[number]), previous=former, cumulative=f"{year}-{cumulative}")
    former_kind = {"6T": None, "9T": "6T", "N": "9T"}[kind]
    return replace(period, previous=f"{year}-{former_kind}" if former_kind else None)


def _linked_month(period: Period, month: int, before: bool) -> Period:
    year = period.year
    if month == 1:
        last = (f"{year - 1}-T12", f"{year - 1}-Q4", f"{year - 1}-N") if before else ()
        return replace(period, continues=last, previous=last[0] if last else None)
    quarter = (f"{year}-Q{(month - 1) // 3}",) if month % 3 == 1 else ()
    former = f"{year}-T{month - 1:02}"
    return replace(period, continues=(former, *quarter), previous=former)
