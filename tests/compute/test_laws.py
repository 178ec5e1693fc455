"""Laws that hold whatever the figures are, tried over many of them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_excel.catalogue.expressions import ExpressionError, parse
from cchc_excel.fill import recalculate
from cchc_excel.values import read_count, read_date, read_decimal, round_half_up, show_decimal

COUNTS = st.integers(0, 999_999_999)
ROWS = st.lists(st.fixed_dictionaries({"a": COUNTS, "b": COUNTS, "co": st.integers(0, 1)}), max_size=12)


@given(COUNTS)
def test_a_count_reads_the_same_however_it_is_typed(number: int) -> None:
    dotted = f"{number:,}".replace(",", ".")
    for typed in (number, float(number), str(number), f"'{number}", dotted, dotted.replace(".", " "),
                  dotted.replace(".", "\u00a0"), f" {number} hồ sơ"):  # fmt: skip
        assert read_count(typed, "hồ sơ")[0] == number, typed


@given(st.text(max_size=12))
def test_any_text_is_a_count_or_has_a_reason(text: str) -> None:
    number, kind = read_count(text, "hồ sơ")
    assert number is None or 0 <= number < 10**9
    assert number is not None or kind is not None or not text.strip()


@pytest.mark.parametrize("text", ["1,234", "12,5", "-3", "1.23", "50%", "1e5", "12 34 5", "mười"])
def test_what_is_not_certain_is_never_a_count(text: str) -> None:
    number, kind = read_count(text)
    assert number is None
    assert kind is not None


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_reads_the_same_however_it_is_typed(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    short = f"{day.day}.{day.month}.{day.year % 100:02}"
    for typed in (day, f"{day:%d/%m/%Y}", short, f"{day:%Y-%m-%d}", serial, float(serial)):
        assert read_date(typed)[0] == day, typed


@given(ROWS)
def test_tong_and_dem_are_sums_over_rows(rows: list[dict[str, int]]) -> None:
    assert parse("tong(a + b)", aggregates=True).value({}, rows) == sum(row["a"] + row["b"] for row in rows)
    assert parse("tong(a, co)", aggregates=True).value({}, rows) == sum(row["a"] for row in rows if row["co"])
    assert parse("dem(co and a > b)", aggregates=True).value({}, rows) == len(
        [row for row in rows if row["co"] and row["a"] > row["b"]]
    )


@given(ROWS, st.integers(0, 12))
def test_a_sum_of_sums_is_the_sum(rows: list[dict[str, int]], cut: int) -> None:
    total = parse("tong(2 * a - b)", aggregates=True)
    assert total.value({}, rows[:cut]) + total.value({}, rows[cut:]) == total.value({}, rows)


@pytest.mark.parametrize(
    "text",
    ["a / b", "a ** 2", "__import__('os')", "a.b", "a[0]", "max(a, b)", "tong(tong(a))", "tong()", "'a'", "lambda: a",
     "a if b else c", "tong(a, b, c)", "a = b", "", "a +", "1e400", "a @ b", "tong(x=a)"],
)  # fmt: skip
def test_nothing_else_is_an_expression(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text, aggregates=True)


EXPRESSIONS = ("a + 2 * b - 3", "a <= b + co", "a > b and co", "not (a == b) or a < 7", "(a != b) + (a >= b)", "-a + b")


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 1))
def test_excel_finds_what_the_program_finds(a: int, b: int, co: int) -> None:
    # the judge is formualizer, an engine of Excel formulas that knows nothing of our grammar
    import io

    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row, value in enumerate((a, b, "x" if co else None), start=1):
        page.cell(row, 1, value)
    cells = {"a": "N(A1)", "b": "N(A2)", "co": 'N(A3="x")'}
    for row, text in enumerate(EXPRESSIONS, start=1):
        page.cell(row, 2, "=" + parse(text, aggregates=False).excel(cells.__getitem__))
    buffer = io.BytesIO()
    book.save(buffer)
    data, uncomputed = recalculate(buffer.getvalue())
    assert uncomputed == []
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    for row, text in enumerate(EXPRESSIONS, start=1):
        assert shown.cell(row, 2).value == parse(text, aggregates=False).value({"a": a, "b": b, "co": co}), text


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_rounding_is_half_away_from_zero_and_never_further_than_half(over: int, under: int, digits: int) -> None:
    value = Fraction(over, under)
    rounded = round_half_up(value, digits)
    assert abs(rounded - value) <= Fraction(1, 2 * 10**digits)
    assert (rounded * 10**digits).denominator == 1
    assert round_half_up(-value, digits) == -rounded
    assert read_decimal(show_decimal(value, digits)) == rounded


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [("0.005", 2, "0,01"), ("-0.005", 2, "-0,01"), ("2.5", 0, "3"), ("78.525", 2, "78,53"), ("-0.001", 2, "0,00")],
)
def test_halves_go_up(value: str, digits: int, shown: str) -> None:
    assert show_decimal(Fraction(value), digits) == shown
