"""Sheet Kỳ báo cáo: periods, their days, what they sum, and the periods that stand beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from cchc_excel.catalogue.sheet import Record, first_time, read_file_code
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.problems import kinds

PERIOD_SHEET = "Kỳ báo cáo"
PERIOD_HEADINGS = ("mã", "tên", "từ ngày", "đến ngày", "hạn nộp", "gồm các kỳ", "kỳ nối", "kỳ trước", "lũy kế")


def read_periods(records: Sequence[Record], elsewhere: Mapping[str, Period]) -> dict[str, Period]:
    """The periods of a catalogue by code, in sheet order; mistakes go to the records' problems.

    `elsewhere`: periods that other catalogues of the working folder list, by code. "kỳ nối", "kỳ trước" and "lũy kế"
    may name them; "gồm các kỳ" may not.
    """
    periods: dict[str, Period] = {}
    rows: dict[str, Record] = {}
    for record in records:
        code = read_file_code(record)
        start, end = record.needed_date("từ ngày"), record.needed_date("đến ngày")
        if not code or not first_time(rows, record, "mã", code) or start is None or end is None:
            continue
        if start > end:
            record.report("đến ngày", kinds.PERIOD_BACKWARDS)
        periods[code] = Period(
            code,
            record.text("tên") or code,
            start,
            end,
            record.date("hạn nộp"),
            tuple(record.names("gồm các kỳ")),
            tuple(record.names("kỳ nối")),
            record.code("kỳ trước") or None,
            record.code("lũy kế") or None,
        )
    unread = rows.keys() - periods.keys()
    for code, period in periods.items():
        _check_links(rows[code], period, {**elsewhere, **periods}, unread)
        _check_parts(rows[code], period, periods, elsewhere, unread)
    return periods


def _check_links(record: Record, period: Period, known: Mapping[str, Period], unread: Collection[str]) -> None:
    """The periods beside this one exist, and those that it continues end the day before. `unread`: periods that are
    there, in a row with a mistake that has been told."""
    named = [("kỳ nối", code) for code in period.continues]
    named += [
        (heading, code) for heading, code in (("kỳ trước", period.previous), ("lũy kế", period.cumulative)) if code
    ]
    for heading, code in named:
        if code not in known and code not in unread:
            record.report(heading, kinds.CATALOGUE_NO_PERIOD, period=code)
    for code in period.continues:
        before = known.get(code)
        if before and before.end + dt.timedelta(days=1) != period.start:
            record.report("kỳ nối", kinds.PERIOD_NOT_JOINED, period=code)


def _check_parts(
    record: Record,
    period: Period,
    periods: Mapping[str, Period],
    elsewhere: Collection[str],
    unread: Collection[str],
) -> None:
    """The parts of a period are the catalogue's own, follow each other within its days, and do not hold it. `unread`:
    as in _check_links."""
    for code in period.parts:
        if code not in periods and code not in unread:
            kind = kinds.PERIOD_PART_ELSEWHERE if code in elsewhere else kinds.CATALOGUE_NO_PERIOD
            record.report("gồm các kỳ", kind, period=code)
    parts = [periods[code] for code in period.parts if code in periods]
    if _contains(periods, period.code, period.parts):
        record.report("gồm các kỳ", kinds.PERIOD_CIRCLE, period=period.code)
    elif parts and len(parts) == len(period.parts):
        ends = [period.start - dt.timedelta(days=1), *(part.end for part in parts)]
        joined = all(end + dt.timedelta(days=1) == part.start for end, part in zip(ends, parts, strict=False))
        if not joined or ends[-1] != period.end:
            record.report("gồm các kỳ", kinds.PERIOD_PARTS_GAP)


def _contains(periods: Mapping[str, Period], code: str, parts: Iterable[str]) -> bool:
    """Whether a period is found among its own parts, at any depth."""
    seen: set[str] = set()
    todo = list(parts)
    while todo:
        part = todo.pop()
        if part == code:
            return True
        if part not in seen and part in periods:
            seen.add(part)
            todo.extend(periods[part].parts)
    return False
