"""Values as a cell stores them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from lxml import etree

from cchc_excel.fill.messages import Message
from cchc_excel.fill.mistakes import CellError
from cchc_excel.fill.ooxml.cells import store
from cchc_excel.fill.ooxml.strings import Run, SharedStrings, Text, clean
from cchc_excel.fill.template.texts import rendered_runs

MAX_TEXT = 32_767
"""Characters that Excel allows in a cell."""


def serial(value: dt.date | dt.time, date1904: bool) -> float | int:
    """A date, time or both as a spreadsheet counts: days since 1899-12-30 (1904-01-01), a time as part of a day. Raises
    CellError for a day before the first."""
    if isinstance(value, dt.time):
        return _day_part(value)
    moment = value if isinstance(value, dt.datetime) else None
    days = value.toordinal() - (dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)).toordinal()
    if not date1904 and days < 61:
        days -= 1  # Excel believes that 1900 was a leap year; before its 29 February the count is one less
    if days < 0 or (days < 1 and not date1904):
        raise CellError(Message.DATE_TOO_FAR(date=f"{value:%d/%m/%Y}"))
    part = _day_part(moment.time()) if moment is not None else 0
    return days + part if part else days


def _day_part(time: dt.time) -> float:
    return (time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1e6) / 86400


def _number(value: int | float | Decimal | Fraction) -> str:
    if isinstance(value, int):
        return str(value)
    try:
        number = float(value)
    except OverflowError as error:
        raise CellError(Message.NUMBER_TOO_LARGE()) from error
    if not math.isfinite(number):
        raise CellError(Message.NOT_FINITE())
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def write_value(cell: etree._Element, value: object, text: Text, strings: SharedStrings, date1904: bool) -> object:
    """Put a value into an emptied cell; returns it as written. Numbers stay numbers, text is never a formula, None is
    an empty cell. `text`: the template's, whose runs a rich text keeps. Raises CellError for what a cell cannot
    hold."""
    if value is None:
        return None
    if isinstance(value, bool):
        store(cell, "b", "1" if value else "0")
    elif isinstance(value, int | float | Decimal | Fraction):
        store(cell, None, _number(value))
    elif isinstance(value, dt.date | dt.time):
        store(cell, None, _number(serial(value, date1904)))
    elif isinstance(value, str):
        return _write_text(cell, value, text, strings)
    else:
        raise CellError(Message.NOT_A_CELL_VALUE(text=text.plain.strip()))
    return value


def _write_text(cell: etree._Element, value: str, text: Text, strings: SharedStrings) -> str | None:
    whole, pieces = rendered_runs(value)
    plain = _cut(clean(whole))
    if not plain:
        return None
    runs = _joined_runs(text, pieces)
    rich = len(runs) > 1 or (len(runs) == 1 and runs[0][0] is not None)
    index = strings.add_runs(_cut_runs(runs)) if rich else strings.add(plain)
    store(cell, "s", str(index))
    return plain


def _joined_runs(text: Text, pieces: Sequence[tuple[int, str]]) -> list[Run]:
    joined: list[tuple[int, str]] = []
    for number, piece in pieces:
        if joined and joined[-1][0] == number:
            joined[-1] = (number, joined[-1][1] + clean(piece))
        elif piece:
            joined.append((number, clean(piece)))
    return [(text.runs[number][0], piece) for number, piece in joined]


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _cut_runs(runs: Sequence[Run]) -> list[Run]:
    left = MAX_TEXT
    kept: list[Run] = []
    for style, text in runs:
        if len(text) > left:
            return [*kept, (style, text[: left - 1] + "…")] if left else kept
        kept.append((style, text))
        left -= len(text)
    return kept
