"""Filters for Vietnamese administrative tables, and how a value reads where it stands in text.

Rounding is exact and half up, on the fraction itself: 0,125 with two decimals is 0,13.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from cchc_excel.fill import FilterError
from cchc_excel.fill.ooxml import clean
from cchc_excel.values import roman, show_decimal, show_number

NOTHING_AROSE = "Không phát sinh"


def _exact(value: object, name: str) -> int | Fraction:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float | Decimal | Fraction):
        try:
            # A float is taken as the decimal it shows, not as its binary neighbour: 0.145 is 145/1000.
            return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
        except (ValueError, OverflowError) as error:
            raise FilterError(f"bộ lọc '{name}' cần một số, không phải {value!r}") from error
    raise FilterError(f"bộ lọc '{name}' cần một số, không phải {value!r}")


def phan_tram(value: object, digits: int = 2) -> str:
    """A ratio as a percentage without the sign: Fraction(403016, 464494) is "86,76". None (0/0) is "Không phát
    sinh"."""
    return NOTHING_AROSE if value is None else show_decimal(_exact(value, "phan_tram") * 100, _digits(digits))


def so(value: object, digits: int | None = None) -> str:
    """A number with dots between thousands and the decimals that it has: 1234 is "1.234", 4.5 is "4,5"; with digits=1,
    3.25 is "3,3". None is empty."""
    if value is None:
        return ""
    number = _exact(value, "so")
    return show_number(number, group=True) if digits is None else show_decimal(number, _digits(digits), group=True)


def _digits(digits: object) -> int:
    if isinstance(digits, int) and 0 <= digits <= 15:
        return digits
    raise FilterError("số chữ số thập phân phải từ 0 đến 15")


def ngay(value: object) -> str:
    """A date as dd/mm/yyyy. None is empty."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    raise FilterError(f"bộ lọc 'ngay' cần một ngày, không phải {value!r}")


def la_ma(value: object) -> str:
    """A whole number from 1 to 3999 in Roman numerals: 4 is "IV"."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 3999:
        raise FilterError(f"bộ lọc 'la_ma' cần một số nguyên từ 1 đến 3999, không phải {value!r}")
    return roman(value)


def khong_phat_sinh(value: object) -> object:
    """None (what 0/0 gives) becomes "Không phát sinh"; every other value stays what it is."""
    return NOTHING_AROSE if value is None else value


def as_text(value: object) -> object:
    """How a value reads where text stands around it: None is nothing, dates dd/mm/yyyy, fractions at most two
    decimals."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return value
    if isinstance(value, dt.datetime):
        return f"{ngay(value)} {value:%H:%M}" if value.time() != dt.time() else ngay(value)
    if isinstance(value, dt.date):
        return ngay(value)
    if isinstance(value, Fraction | Decimal | float):
        text = show_decimal(_exact(value, "so"), 2)
        return text.rstrip("0").rstrip(",")
    return value


FILTERS = {"phan_tram": phan_tram, "so": so, "ngay": ngay, "la_ma": la_ma, "khong_phat_sinh": khong_phat_sinh}
