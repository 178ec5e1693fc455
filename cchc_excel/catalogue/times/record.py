"""When a task is owed, as a record, and the one function that answers for a period: is it owed, and by which day.

Months are calendar months, whatever days a period has. A moment without a year is of the year that is asked about.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from collections.abc import Callable, Sequence

import msgspec

_MONTHS = 12


class Moment(msgspec.Struct, frozen=True):
    """A month, and the day in it where one is named; `year` None: any year."""

    month: int
    year: int | None = None
    day: int | None = None

    def at(self, year: int) -> int:
        """Its month in months since the year 0; `year`: what it is of where it names none."""
        return (self.year or year) * _MONTHS + self.month - 1


class Span(msgspec.Struct, frozen=True):
    """Months from `first` to `last`: owed in every period that holds one, due at the end of the last one in it, in the
    last month by its day. A single month has both alike."""

    first: Moment
    last: Moment


class Rhythm(enum.Enum):
    """What is asked each period: due when the period is; late after the year's end; never late."""

    EACH = enum.auto()
    YEAR = enum.auto()
    OPEN = enum.auto()


class Repeated(msgspec.Struct, frozen=True):
    """Something asked each period, from a month on and up to a month where they are named. `next_day`: due by that day
    of the month after the period, not when the period is."""

    rhythm: Rhythm
    start: Moment | None = None
    end: Moment | None = None
    next_day: int | None = None


class Times(msgspec.Struct, frozen=True):
    """All that a phrase says. `unread`: what of it is not understood; then it asks each period and is never late."""

    spans: tuple[Span, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    unread: str = ""


ALWAYS = Times((), (Repeated(Rhythm.OPEN),))
"""What a blank asks: each period, never late."""


class Owed(msgspec.Struct, frozen=True):
    """That something is owed in a period, and the last day on which it is on time (None: never late)."""

    deadline: dt.date | None


def _always(_: dt.date) -> bool:
    return True


def owed_in(
    times: Times,
    year: int,
    months: Sequence[int],
    due: dt.date | None,
    is_there: Callable[[dt.date], bool] = _always,
) -> Owed | None:
    """What a period asks: `months` of `year` (1 to 12, in order), handed in by `due`. None: it asks nothing.
    `is_there`: whether who is asked exists on a day; what falls due on another is not asked.

    Of several deadlines in the period the last judges; one after it ("Trong năm") only where there is no other.
    """
    spans = [day for span in times.spans if (day := _deadline(span, year, months, is_there))]
    repeated = [one for one in times.repeated if _reaches(one, year, months)]
    if not spans and not repeated:
        return None
    each = [_rhythm_due(one, year, months, due) for one in repeated if one.rhythm is Rhythm.EACH]
    of_period = [*spans, *(day for day in each if day)]
    of_year = [_year_end(one, year) for one in repeated if one.rhythm is Rhythm.YEAR]
    end = month_end(year, months[-1]) if months else dt.date.min
    inside = [*of_period, *(day for day in of_year if day <= end)]
    if each and not inside:
        return Owed(None)  # the period itself has no deadline
    return Owed(max(inside) if inside else min(of_year, default=None))


def last_before(times: Times, year: int, month: int) -> dt.date | None:
    """The latest deadline that lies before a month of a year: what was left undone then keeps it."""
    first = year * _MONTHS + month - 1
    days: list[dt.date] = []
    for span in times.spans:
        latest = min(span.last.at(year), first - 1)
        if latest >= span.first.at(year):
            days.append(_day_in(span, year, latest))
    return max(days, default=None)


def last_fallen(times: Times, year: int, months: Sequence[int], is_there: Callable[[dt.date], bool]) -> int | None:
    """The last of some months of a year in which something fell due; where it is only asked each period, the first
    in which it was. None: in none of them. `is_there`: as for `owed_in`."""
    fallen = [month for month in months if any(_deadline(span, year, [month], is_there) for span in times.spans)]
    lived = [month for month in months if is_there(month_end(year, month))]
    asked = [month for month in lived if any(_reaches(one, year, [month]) for one in times.repeated)]
    return max(fallen, default=min(asked, default=None))


def month_end(year: int, month: int) -> dt.date:
    """The last day of a calendar month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _deadline(span: Span, year: int, months: Sequence[int], is_there: Callable[[dt.date], bool]) -> dt.date | None:
    """The day by which a span is due in a period; None where the period holds no month of it whose deadline finds
    anybody."""
    at = [year * _MONTHS + month - 1 for month in months]
    days = [_day_in(span, year, one) for one in at if span.first.at(year) <= one <= span.last.at(year)]
    return max(filter(is_there, days), default=None)


def _day_in(span: Span, year: int, at: int) -> dt.date:
    """The deadline of a span in one of its months."""
    end = month_end(at // _MONTHS, at % _MONTHS + 1)
    if at == span.last.at(year) and span.last.day is not None:
        return end.replace(day=min(span.last.day, end.day))
    return end


def _rhythm_due(repeated: Repeated, year: int, months: Sequence[int], due: dt.date | None) -> dt.date | None:
    """By when a period's own is due: its day of the month after, else when the period is."""
    if repeated.next_day is None or not months:
        return due
    end = month_end(year + months[-1] // _MONTHS, months[-1] % _MONTHS + 1)
    return end.replace(day=min(repeated.next_day, end.day))


def _reaches(repeated: Repeated, year: int, months: Sequence[int]) -> bool:
    """Whether what is repeated has begun by the end of a period, and not ended before it."""
    first, last = (months[0], months[-1]) if months else (1, _MONTHS)
    begun = repeated.start is None or repeated.start.at(year) <= year * _MONTHS + last - 1
    return begun and (repeated.end is None or repeated.end.at(year) >= year * _MONTHS + first - 1)


def _year_end(repeated: Repeated, year: int) -> dt.date:
    return dt.date((repeated.end.year if repeated.end else None) or year, 12, 31)
