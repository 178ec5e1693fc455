"""Tokens -> atoms: marks of months and days, years by themselves, rhythms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import msgspec

from cchc_excel.catalogue.times.record import Rhythm
from cchc_excel.catalogue.times.words import Token, Word, number_of, year_of

LEAP = 2024
"""A year in which each day of a plan that names none exists."""
QUARTER, JUNE, DECEMBER = 3, 6, 12
_NUMBERS = re.compile(r"\d+")


class Mark(msgspec.Struct):
    """A month or a range of them. `word`: what wrote it; `since`: the first month of what it names (April of quarter
    II); `limits`: it is a day up to which something else is to be done; `starts`: "từ" stands before it; `ends`: it
    ends the rhythm before it, "hằng tháng đến tháng 6"; `is_before`: it is what comes before the month or quarter that
    is written, "trước tháng 10"."""

    word: Word
    since: int
    month: int
    year: int | None = None
    day: int | None = None
    first: Mark | None = None
    joined: bool = False
    limits: bool = False
    starts: bool = False
    ends: bool = False
    is_before: bool = False


class Years(msgspec.Struct):
    """A year or years named by themselves; `last` None: one year. `onward`: and those that follow; `apart`: what is
    done through it is another thing than what stands before: "ban hành tháng 1; thực hiện trong năm 2026"."""

    first: int | None
    last: int | None
    joined: bool = False
    onward: bool = False
    starts: bool = False
    apart: bool = False


class Beat(msgspec.Struct):
    """A rhythm; `word` tells how it is written; `next_day`: the day of the month after by which it is due."""

    word: Word
    rhythm: Rhythm
    joined: bool = False
    next_day: int | None = None


Atom = Mark | Years | Beat


def month_before(mark: Mark) -> Mark | None:
    """What ends where a month or quarter begins: "trước quý III" is the end of June. None for January of no year."""
    if mark.since == 1 and mark.year is None:
        return None
    month, year = (mark.since - 1, mark.year) if mark.since > 1 else (DECEMBER, (mark.year or 0) - 1)
    return Mark(mark.word, month, month, year, 31, limits=True, is_before=True)


def narrower_of(one: Mark, other: Mark) -> Mark | None:
    """Of a month or day and the quarter or part of the year that holds it the month or day; None where neither holds
    the other, or their years differ."""
    if one.year and other.year and one.year != other.year:
        return None
    inner = next((inner for inner, outer in ((one, other), (other, one)) if _holds(outer, inner)), None)
    return msgspec.structs.replace(inner, year=one.year or other.year, joined=one.joined) if inner else None


def _holds(outer: Mark, inner: Mark) -> bool:
    """Whether a quarter or part of the year holds a shorter time."""
    is_whole = outer.word in (Word.QUARTER, Word.LENGTH) and outer.day is None and outer.first is None
    is_shorter = inner.month - inner.since < outer.month - outer.since and inner.word is not Word.NUMBER
    return is_whole and is_shorter and outer.since <= inner.since and inner.month <= outer.month


def quarter_mark(number: int, year: int | None) -> Mark:
    return Mark(Word.QUARTER, number * 3 - 2, number * 3, year)


def day_mark(day: str | None, month: str | None, year: int | None) -> Mark | None:
    """A day, None where the calendar has none such."""
    try:
        dt.date(year or LEAP, int(month or 0), int(day or 0))
    except ValueError:
        return None
    return Mark(Word.DATE, int(month or 0), int(month or 0), year, int(day or 0))


def _day_and_month(token: Token) -> Mark | None:
    days, months = token.groups[::2], token.groups[1::2]
    return day_mark(next(filter(None, days), None), next(filter(None, months), None), None)


def month_mark(token: Token) -> Mark | None:
    number = number_of(token.groups[0] or "")
    return Mark(Word.MONTH, number, number, year_of(token.groups[1])) if 1 <= number <= DECEMBER else None


def _days_of_months(token: Token) -> list[Mark | None]:
    """ "Ngày 15 các tháng 3, 6, 9, 12": that day of each."""
    day, months, year = token.groups
    return [day_mark(day, month, year_of(year)) for month in _NUMBERS.findall(months or "")]


def _day_each_month(token: Token) -> list[Mark | None]:
    """ "Trước ngày 25 hằng tháng": the 25th of every month, or its last day where it has none such."""
    day = int(next(filter(None, token.groups)) or 0)
    return [Mark(token.word, month, month, None, day) for month in range(1, DECEMBER + 1)] if 1 <= day <= 31 else []


def _month_of_quarter(token: Token) -> list[Mark | None]:
    """ "Ngày 15 tháng cuối quý": of March, June, September, December; "tháng đầu quý II": April."""
    day, place, quarter, year = token.groups
    last = [number_of(quarter) * QUARTER] if quarter else range(QUARTER, DECEMBER + 1, QUARTER)
    back = 0 if (place or "").startswith("cuối") else 1 if place == "giữa" else 2
    if day is not None and not 1 <= int(day) <= 31:
        return []
    return [Mark(token.word, month - back, month - back, year_of(year), int(day) if day else None) for month in last]


def _half_year(token: Token) -> Mark:
    last = JUNE if token.groups[0] == "đầu" else DECEMBER
    return Mark(Word.LENGTH, last - JUNE + 1, last, year_of(token.groups[1]))


SEVERAL: dict[Word, Callable[[Token], list[Mark | None]]] = {
    Word.DAYS_OF_MONTHS: _days_of_months,
    Word.DAY_EACH_MONTH: _day_each_month,
    Word.MONTH_OF_QUARTER: _month_of_quarter,
}
"""Tokens that are several marks, one a month."""
MARKS: dict[Word, Callable[[Token], Mark | None]] = {
    Word.ISO: lambda token: day_mark(token.groups[2], token.groups[1], year_of(token.groups[0])),
    Word.DATE: lambda token: day_mark(token.groups[0], token.groups[2], year_of(token.groups[3])),
    Word.DAY: _day_and_month,
    Word.MONTH: month_mark,
    Word.MONTH_OF_YEAR: month_mark,
    Word.QUARTER: lambda token: quarter_mark(number_of(token.groups[0] or ""), year_of(token.groups[1])),
    Word.YEAR_END: lambda token: Mark(Word.YEAR_END, DECEMBER, DECEMBER, year_of(token.groups[0])),
    Word.HALF_YEAR: _half_year,
    Word.YEAR_START: lambda token: Mark(Word.YEAR_START, 1, 1, year_of(token.groups[0])),
}
"""Tokens that are a mark by themselves."""
