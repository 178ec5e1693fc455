"""Periods: which calendar months one covers, what it is made of, what the plan asks in it and by when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection as Set
from collections.abc import Iterator, Mapping, Sequence

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.times import month_end
from cchc_excel.catalogue.unit_model import Period

_CODE = re.compile(r"(\d{4})-(?:Q([1-4])|(6T)|(9T)|(N)|T(\d{2}))")


def year_of(period: Period) -> int:
    """The year a period belongs to: that of its code, else of its last day (quarter I begins in December before)."""
    match = _CODE.fullmatch(period.code)
    return int(match[1]) if match else period.end.year


def months_of(period: Period) -> range:
    """The calendar months (1 to 12) of a period: by its code (Q2 is 4 to 6), else those that end within its days."""
    match = _CODE.fullmatch(period.code)
    if match is None:
        year = year_of(period)
        inside = [month for month in range(1, 13) if period.start <= month_end(year, month) <= period.end]
        return range(min(inside), max(inside) + 1) if inside else range(0)
    _, quarter, half, nine, _year, month = match.groups()
    if quarter:
        return range(int(quarter) * 3 - 2, int(quarter) * 3 + 1)
    if month:
        return range(int(month), int(month) + 1)
    return range(1, 7 if half else 10 if nine else 13)


def leaves_of(periods: Mapping[str, Period], code: str) -> Iterator[str]:
    """The period and, recursively, every part it is made of."""
    yield code
    for part in periods[code].parts:
        yield from leaves_of(periods, part)


def earlier_in_year(catalogue: Catalogue, period: Period) -> list[Period]:
    """Periods of the same year that end before this one begins, the latest first, longer ones after shorter ones."""
    earlier = [one for one in catalogue.periods.values() if year_of(one) == year_of(period) and one.end < period.start]
    return sorted(earlier, key=lambda one: (one.end, one.start), reverse=True)


def rhythm_of(catalogue: Catalogue, period: Period) -> list[Period]:
    """The periods that a year is looked at by, in order of time: those of its year that are about as long as `period`;
    of one that is alone in that (six months, the year) its parts."""
    of_year = [one for one in catalogue.periods.values() if year_of(one) == year_of(period)]
    alike = [one for one in of_year if _DAYS_ALIKE * max(_days(one), _days(period)) <= min(_days(one), _days(period))]
    chosen = alike if len(alike) > 1 or not period.parts else [catalogue.periods[code] for code in period.parts]
    return sorted(chosen, key=lambda one: (one.start, one.end))


_DAYS_ALIKE = 0.8
"""Of two periods of one rhythm the shorter has at least this part of the other's days: 28 and 31, not 274 and 365."""


def _days(period: Period) -> int:
    return (period.end - period.start).days + 1


def fitting_period(periods: Sequence[Period], in_use: Set[str], today: dt.date) -> Period | None:
    """The period that a day is about: of those as long as the ones in use (none: as the first), the one whose deadline
    is nearest. A department that reports by the quarter is not told about a month."""
    used = [one for one in periods if one.code in in_use] or list(periods[:1])
    lengths = {len(months_of(one)) for one in used}
    candidates = [one for one in periods if len(months_of(one)) in lengths]
    return min(candidates, key=lambda one: abs((one.due or one.end) - today), default=None)
