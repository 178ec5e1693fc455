"""Filters of report templates and how values read in text. Expected texts are worked out by hand, beside them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from cchc_excel.fill import TemplateErrors, fill
from cchc_excel.report.filters import FILTERS, as_text
from tests.fill.templates import filled_cell, made, sheet_of


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("x|phan_tram", "86,76"),  # 403016/464494 = 0,867645…
        ("(1/8)|phan_tram(0)", "13"),  # 12,5 half up
        ("half|phan_tram", "0,13"),  # 1/800 = 0,125 %
        ("none|phan_tram", "Không phát sinh"),
        ("1234567|so", "1.234.567"),
        ("(-1234.5)|so", "-1.234,5"),
        ("(-1234.5)|so(0)", "-1.235"),
        ("3.25|so(1)", "3,3"),
        ("1234.5|so", "1.234,5"),
        ("0.145|so(2)", "0,15"),
        ("d|ngay", "14/03/2022"),
        ("1994|la_ma", "MCMXCIV"),
        ("4|la_ma", "IV"),
        ("none|khong_phat_sinh", "Không phát sinh"),
        ("0|khong_phat_sinh", 0),
    ],
)
def test_filters(expression: str, expected: object) -> None:
    context = {"x": Fraction(403016, 464494), "half": Fraction(1, 800), "d": dt.date(2022, 3, 14)}
    assert filled_cell("{{ " + expression + " }}", context, FILTERS) == expected


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("'a'|phan_tram", "bộ lọc 'phan_tram' cần một số, không phải 'a'"),
        ("1|so(99)", "số chữ số thập phân phải từ 0 đến 15"),
        ("1|ngay", "bộ lọc 'ngay' cần một ngày, không phải 1"),
        ("4000|la_ma", "bộ lọc 'la_ma' cần một số nguyên từ 1 đến 3999, không phải 4000"),
    ],
)
def test_a_filter_says_what_it_needs(expression: str, message: str) -> None:
    with pytest.raises(TemplateErrors) as caught:
        filled_cell("{{ " + expression + " }}", {}, FILTERS)
    assert [error.message for error in caught.value.errors] == [message]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (Fraction(13, 15), "0,87"),  # 0,8666…, two decimals half up
        (Fraction(1, 2), "0,5"),
        (dt.date(2022, 3, 14), "14/03/2022"),
        (dt.datetime(2022, 3, 14, 8, 5), "14/03/2022 08:05"),
        (None, ""),
        (True, "có"),
        (False, "không"),
    ],
)
def test_how_a_value_reads_in_text(value: object, text: str) -> None:
    template = made(lambda _, sheet: sheet.write_string("A1", "a{{ x }}b"))
    assert sheet_of(fill(template, {"x": value}, as_text=as_text))["A1"].value == f"a{text}b"
