"""The periods of a new year, made of those of the year before: the same rhythm, some years later."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping

import msgspec

from cchc_excel.catalogue.periods import months_of, year_of
from cchc_excel.catalogue.times import month_end
from cchc_excel.catalogue.unit_model import Period

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def latest_year(periods: Mapping[str, Period]) -> int:
    """The year that a catalogue is of: the latest that its periods are of. At least one period."""
    return max(year_of(period) for period in periods.values())


def without_year(periods: Mapping[str, Period], old: int) -> list[str]:
    """The codes of the old year's periods that do not say the year: the new year's could have no others."""
    return [code for code, period in periods.items() if year_of(period) == old and str(old) not in code]


def periods_of_next(periods: Mapping[str, Period], old: int, new: int) -> dict[str, Period]:
    """Old code -> the period of the new year, for every period of the old year.

    Days move by whole years, a month's last day to a month's last day. Links move along, but for those to a year that
    was left out: there is no such period. Where a period that begins
    with the year continued none, or was compared with none or, as nine months with six, with a part of itself, it now
    stands beside the old year: "kỳ nối" the periods that end the day before, as long as it or longer; "kỳ trước" that
    of them which is as long, else the same one of the old year.
    """
    of_year = {code: period for code, period in periods.items() if year_of(period) == old}
    begins = min(period.start for period in of_year.values())
    later = {code: _moved(period, new - old) for code, period in of_year.items()}
    known = periods.keys() | {period.code for period in later.values()}
    moved = {code: _with_links_to(known, period) for code, period in later.items()}
    return {
        code: _joined(period, of_year[code], of_year) if of_year[code].start == begins else period
        for code, period in moved.items()
    }


def years_later(text: str, years: int) -> str:
    """A text with every year that it names moved on: a code, a name, the year itself."""
    return _YEAR.sub(lambda match: str(int(match[0]) + years), text)


def _moved(period: Period, years: int) -> Period:
    """A period, and the periods it names, years later."""

    def code(text: str) -> str:
        return years_later(text, years)

    return Period(
        code(period.code),
        code(period.name),
        _years_later(period.start, years),
        _years_later(period.end, years),
        _years_later(period.due, years) if period.due else None,
        tuple(code(part) for part in period.parts),
        tuple(code(earlier) for earlier in period.continues),
        code(period.previous) if period.previous else None,
        code(period.cumulative) if period.cumulative else None,
    )


def _with_links_to(known: Collection[str], period: Period) -> Period:
    """A period without the links to periods that are not known."""
    return msgspec.structs.replace(
        period,
        continues=tuple(code for code in period.continues if code in known),
        previous=period.previous if period.previous in known else None,
        cumulative=period.cumulative if period.cumulative in known else None,
    )


def _joined(period: Period, source: Period, old: Mapping[str, Period]) -> Period:
    """A period that begins with the year beside the old year's, where it names none that moved along and is no part of
    it: a sum is not compared with one of its own terms once there is the same sum of the year before."""
    length = len(months_of(source))
    before = [other for other in old.values() if other.end + dt.timedelta(days=1) == period.start]
    continued = sorted((len(months_of(other)), other.code) for other in before if len(months_of(other)) >= length)
    alike = [other.code for other in before if len(months_of(other)) == length]
    compared = old.get(source.previous) if source.previous else None
    is_part = compared is not None and source.start <= compared.start and compared.end <= source.end
    kept = None if is_part else period.previous
    return msgspec.structs.replace(
        period,
        continues=period.continues or tuple(code for _, code in continued),
        previous=kept or (alike[0] if alike else source.code),
    )


def _years_later(day: dt.date, years: int) -> dt.date:
    last = month_end(day.year + years, day.month)
    is_last = day == month_end(day.year, day.month)
    return last if is_last else last.replace(day=min(day.day, last.day))
