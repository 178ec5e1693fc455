"""A cell becomes a count, a date or a text by Vietnamese conventions; an exact number becomes the text that is shown.

What is certain is read, with a warning where it was not typed as a number; what is ambiguous ("1,234" as a count) is
asked about; nothing is guessed silently. Readers return `(value, kind)`: kind None means fine.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import TypeVar

from cchc_excel.model.records import CellValue, Number
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind

Key = TypeVar("Key", bound=Hashable)

HERE = dt.timezone(dt.timedelta(hours=7), "giờ Việt Nam")
"""Deadlines are days of the office's own clock, whatever the computer's is set to."""
TOO_LARGE = 10**9
"""A count from here on is a typing error (a telephone number, a date) in every department."""
POINT_DIGITS = 2
"""Points are shown with so many decimals at most."""

_ZERO_WORDS = frozenset({"-", "–", "—", "−", "‒", "―", "‐", "‑", "/", "không", "o"})
_EPOCH = dt.date(1899, 12, 30)
DAYS_TO_1904 = 1462
"""What a day number that is counted from 1904 lacks."""
_SERIALS = range(20_000, 80_000)
"""Excel day numbers taken for dates: the years 1954 to 2119. A day outside of them is a typing error."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters that nobody sees: soft hyphen, zero-width spaces and joiners, direction marks."""
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*%")
_DIGITS = re.compile(r"\d+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+|(?:,\d{3}){2,})")
_ONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")
_NOT_A_DIGIT = ("<super>", "<sub>", "<fraction>", "<circle>")
"""Compatibility forms of digits that do not stand for the digit alone: "1²" is no 12."""
_DECIMAL = re.compile(r"(\d+)[.,](\d*)")
_NEGATIVE = re.compile(r"[-–−]\s*\d.*|\(\s*\d[\d.,\s]*\)")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")


def today_here() -> dt.date:
    """The day it is at the office."""
    return dt.datetime.now(HERE).date()


def clean_text(value: CellValue) -> str:
    """A cell's text for people and codes: NFC, ordinary spaces, trimmed; a whole number without ".0"; "" if empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        if value.isascii():
            return value.strip()
        return unicodedata.normalize("NFC", value).replace("\u00a0", " ").strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y")
    return str(value)


def without_unseen(text: str) -> str:
    """A text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def fold(text: str) -> str:
    """A text for comparing names: NFC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def read_count(value: CellValue, unit_word: str = "") -> tuple[int | None, Kind | None]:
    """A whole number from 0 up to a billion, from a cell.

    `unit_word` is what the figure counts ("hồ sơ"): it may follow the digits. Returns (None, None) for a blank cell,
    (None, error kind) for what cannot be read, (number, warning kind) for what is certain but was typed as text.
    """
    if value is None:
        return None, None
    if isinstance(value, bool):
        return None, kinds.COUNT_TRUTH
    if isinstance(value, str):
        return _count_from_text(value, unit_word)
    if isinstance(value, int | float):
        return _count_from_number(value)
    return None, kinds.COUNT_DATE


def _count_from_number(value: float) -> tuple[int | None, Kind | None]:
    if isinstance(value, float) and not math.isfinite(value):
        return None, kinds.COUNT_UNREADABLE
    if value < 0:
        return None, kinds.COUNT_NEGATIVE
    if value >= TOO_LARGE:
        return None, kinds.COUNT_TOO_LARGE
    if value != int(value):
        return None, kinds.COUNT_FRACTION
    return int(value), None


def _count_from_text(text: str, unit_word: str) -> tuple[int | None, Kind | None]:
    typed = " ".join(without_unseen(unicodedata.normalize("NFKC", text)).split()).lstrip("'’`").strip()
    if not typed:
        return None, kinds.COUNT_UNREADABLE if text.strip() else None
    if not text.isascii() and any(unicodedata.decomposition(one).startswith(_NOT_A_DIGIT) for one in text):
        return None, kinds.COUNT_UNREADABLE
    if typed.casefold() in _ZERO_WORDS:
        return 0, kinds.COUNT_ZERO_WORD
    if _NEGATIVE.fullmatch(typed):
        return None, kinds.COUNT_NEGATIVE
    tail = fold(unit_word)
    folded = typed.casefold()
    if tail and folded.endswith(tail) and folded != tail:
        typed = typed[: len(folded) - len(tail)].rstrip()
    if _ONE_COMMA.fullmatch(typed):
        return None, kinds.COUNT_AMBIGUOUS
    if _DIGITS.fullmatch(typed) or _THOUSANDS.fullmatch(typed):
        number, kind = _count_from_digits(re.sub(r"\D", "", typed))
        return number, kind or kinds.COUNT_TEXT
    decimal = _DECIMAL.fullmatch(typed)
    if decimal and not decimal[2].strip("0"):
        number, kind = _count_from_digits(decimal[1])
        return number, kind or kinds.COUNT_TEXT
    if decimal:
        return None, kinds.COUNT_FRACTION
    if _PERCENT.fullmatch(typed):
        return None, kinds.COUNT_PERCENT
    return None, kinds.COUNT_UNREADABLE


def _count_from_digits(digits: str) -> tuple[int | None, Kind | None]:
    """Of any length: Python itself refuses to make a number of thousands of digits."""
    significant = digits.lstrip("0") or "0"
    if len(significant) > len(str(TOO_LARGE)):
        return None, kinds.COUNT_TOO_LARGE
    return _count_from_number(int(significant))


def read_number(value: CellValue, unit_word: str = "") -> tuple[Number | None, Kind | None]:
    """An exact number with decimals, from 0 up to a billion: of a cell's number the decimal text that Excel shows of it
    (15 digits), of a text one with a decimal comma or point. Returns as read_count does."""
    if isinstance(value, bool):
        return None, kinds.COUNT_TRUTH
    if isinstance(value, int | float):
        return _checked(Fraction(f"{value:.15g}")) if math.isfinite(value) else (None, kinds.COUNT_UNREADABLE)
    if not isinstance(value, str):
        return read_count(value, unit_word)
    typed = without_unseen(unicodedata.normalize("NFKC", value)).strip().lstrip("'’`").strip()
    tail = fold(unit_word)
    bare = typed[: len(typed) - len(tail)].rstrip() if tail and fold(typed).endswith(tail) else typed
    if _EITHER.fullmatch(bare):
        return None, kinds.COUNT_AMBIGUOUS
    decimal = _WITH_DECIMALS.fullmatch(bare)
    if decimal is None or not bare.isascii():
        return read_count(value, unit_word)
    number, kind = _checked(Fraction(f"{re.sub(r'[. ]', '', decimal[1])}.{decimal[2]}"))
    return number, kind or kinds.COUNT_TEXT


_WITH_DECIMALS = re.compile(r"(\d+|[1-9]\d{0,2}(?:[. ]\d{3})+(?=,))[.,](\d{1,15})")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""Thousands or three decimals: nobody can say."""


def _checked(number: Fraction) -> tuple[Number | None, Kind | None]:
    if number < 0:
        return None, kinds.COUNT_NEGATIVE
    return (None, kinds.COUNT_TOO_LARGE) if number >= TOO_LARGE else (plain(number), None)


def read_date(value: CellValue) -> tuple[dt.date | None, Kind | None]:
    """A day from a cell: a date, an Excel day number, or text such as "14/3/2022", "14.3.22", "2022-03-14".

    Returns (None, None) for a blank cell and (None, error kind) for anything else ("tháng 3" names no day).
    """
    if value is None:
        return None, None
    if isinstance(value, dt.datetime):
        return _day(value.year, value.month, value.day)
    if isinstance(value, dt.date):
        return _day(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool) and _SERIALS.start <= value < _SERIALS.stop:
        return _EPOCH + dt.timedelta(days=int(value)), None
    if isinstance(value, str):
        typed = " ".join(unicodedata.normalize("NFKC", value).split()).lstrip("'’`")
        if not typed:
            return None, None
        if day_first := _DAY_FIRST.fullmatch(typed):
            day, month, year = day_first.groups()
            return _day(int(year) + 2000 if len(year) == 2 else int(year), int(month), int(day))
        if year_first := _YEAR_FIRST.fullmatch(typed):
            year, month, day = (int(part) for part in year_first.groups())
            return _day(year, month, day)
    return None, kinds.DATE_UNREADABLE


def _day(year: int, month: int, day: int) -> tuple[dt.date | None, Kind | None]:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None, kinds.DATE_UNREADABLE
    return (date, None) if (date - _EPOCH).days in _SERIALS else (None, kinds.DATE_UNREADABLE)


def read_decimal(text: str) -> Fraction | None:
    """An exact number as written in the catalogue: "0,5", "-0,5", "80%" (4/5), "1.5"; None if it is not one."""
    typed = text.strip().replace("−", "-")
    percent = typed.endswith("%")
    digits = typed.removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", digits):
        return None
    number = Fraction(digits)
    return number / 100 if percent else number


def show_percent(value: float) -> str:
    """A number as a percent cell shows it: 0.125 is "12,5%"."""
    return f"{value * 100:.10g}%".replace(".", ",")


def rounded_units(value: Number, digits: int) -> int:
    """`value` in units of its last decimal, half up, away from zero: 0,125 with 2 decimals is 13, -0,125 is -13. The
    one rounding rule of every output; in whole numbers, since a sum of fractions takes ten times as long."""
    above, below = abs(value.numerator), value.denominator
    units: int = (above * 10**digits * 2 + below) // (below * 2)
    return units if value >= 0 else -units


def round_half_up(value: Number, digits: int) -> Fraction:
    """`value` rounded to `digits` decimals, halves away from zero."""
    return Fraction(rounded_units(value, digits), 10**digits)


def show_decimal(value: Number, digits: int, *, group: bool = False) -> str:
    """`value` with exactly `digits` decimals, half up, decimal comma: 100 * 403016/464494 with 2 is "86,76". `group`:
    with dots between thousands."""
    units = rounded_units(value, digits)
    whole, part = divmod(abs(units), 10**digits)
    sign = "-" if units < 0 else ""
    text = show_count(whole) if group else str(whole)
    return f"{sign}{text},{part:0{digits}d}" if digits else f"{sign}{text}"


def plain(value: Number) -> Number:
    """An exact number in its plainest form: 3/1, and a truth value, is a whole number."""
    if type(value) is int:
        return value
    return int(value) if value.denominator == 1 else value


def summed(pairs: Iterable[tuple[Key, Number]]) -> dict[Key, Number]:
    """Key -> the sum of its numbers, keys in the order in which they come first."""
    totals: dict[Key, Number] = {}
    for key, value in pairs:
        totals[key] = plain(totals.get(key, 0) + value)
    return totals


def decimals_of(value: Number) -> int | None:
    """How many decimals it takes to write a number exactly; None where no number of them does (1/3)."""
    twos, rest = _without_factor(value.denominator, 2)
    fives, rest = _without_factor(rest, 5)
    return max(twos, fives) if rest == 1 else None


def _without_factor(number: int, factor: int) -> tuple[int, int]:
    """How often a factor is in a number, and what is left without it."""
    times = 0
    while number % factor == 0:
        number, times = number // factor, times + 1
    return times, number


def show_number(value: Number, *, group: bool = False) -> str:
    """A number with every decimal that it has, decimal comma: 9/2 is "4,5", 12 is "12". What has no end is cut short at
    six, half up. `group`: with dots between thousands."""
    digits = decimals_of(value)
    return show_decimal(value, 6 if digits is None else digits, group=group)


def as_cell(value: Number) -> float:
    """A number as a cell holds it: a whole one as it is, another in 64 bits."""
    return value if isinstance(value, int) else float(value)


def show_points(value: Number) -> str:
    """Points with at most two decimals, half up, no trailing zeros: "-0,5", "1", "0,83"."""
    text = show_decimal(value, POINT_DIGITS).rstrip("0").rstrip(",")
    return "0" if text == "-0" else text


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """A whole number from 1 to 3999 in Roman numerals: 4 is "IV"."""
    text = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        text += sign * count
    return text


def show_count(value: int) -> str:
    """A count with dots between thousands: 464494 is "464.494"."""
    return f"{value:,}".replace(",", ".")
