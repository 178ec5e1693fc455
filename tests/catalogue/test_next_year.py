"""The periods of a new year, worked out by hand from a calendar."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from cchc_excel.catalogue.next_year import periods_of_next, without_year
from cchc_excel.catalogue.unit_model import Period


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def period(code: str, start: str, end: str, **links: object) -> Period:
    return Period(code, f"Kỳ {code}", day(start), day(end), None, **links)  # type: ignore[arg-type]


QUARTERS = (
    period("2022-Q1", "15/12/2021", "14/3/2022"),
    period("2022-Q2", "15/3/2022", "14/6/2022", continues=("2022-Q1",), previous="2022-Q1", cumulative="2022-6T"),
    period("2022-Q3", "15/6/2022", "14/9/2022", continues=("2022-Q2", "2022-6T"), previous="2022-Q2"),
    period("2022-Q4", "15/9/2022", "14/12/2022", continues=("2022-Q3",), previous="2022-Q3"),
    period("2022-6T", "15/12/2021", "14/6/2022", parts=("2022-Q1", "2022-Q2")),
    period("2022-N", "15/12/2021", "14/12/2022", parts=("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4")),
)
OLD = {one.code: one for one in QUARTERS}


def test_links_move_along_and_the_first_periods_join_the_old_year() -> None:
    new = {one.code: one for one in periods_of_next(OLD, 2022, 2023).values()}
    assert list(new) == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2023-6T", "2023-N"]
    first = new["2023-Q1"]
    assert (first.start, first.end) == (day("15/12/2022"), day("14/3/2023"))
    assert first.continues == ("2022-Q4", "2022-N")  # both end on 14/12/2022; the quarter is nearer its own length
    assert first.previous == "2022-Q4"
    assert (new["2023-Q2"].continues, new["2023-Q2"].previous) == (("2023-Q1",), "2023-Q1")
    assert new["2023-Q2"].cumulative == "2023-6T"
    assert new["2023-6T"].parts == ("2023-Q1", "2023-Q2")
    assert new["2023-6T"].continues == ("2022-N",)  # a quarter is shorter than six months
    assert new["2023-6T"].previous == "2022-6T"  # no six months end the day before: the same six a year ago
    assert new["2023-N"].previous == "2022-N"


@pytest.mark.parametrize(
    ("code", "previous", "next_previous"),
    [
        ("2022-6T", None, "2022-6T"),
        ("2022-9T", "2022-6T", "2022-9T"),  # a part of itself: for want of the same nine months of 2021
        ("2022-N", "2022-9T", "2022-N"),
        ("2022-N", "2022-Q4", "2022-N"),
        ("2022-N", "2021-N", "2022-N"),
        ("2022-9T", "2021-N", "2022-N"),  # another year's, as somebody chose
        ("2022-Q1", "2021-Q4", "2022-Q4"),
    ],
)
def test_what_is_summed_from_the_years_beginning_is_compared_with_the_same_of_the_old_year(
    code: str, previous: str | None, next_previous: str
) -> None:
    nine = period("2022-9T", "15/12/2021", "14/9/2022")
    old = {**OLD, "2022-9T": nine}
    old[code] = msgspec.structs.replace(old[code], previous=previous)
    new = periods_of_next(old, 2022, 2023)[code]
    assert new.previous == next_previous
    again = periods_of_next({one.code: one for one in periods_of_next(old, 2022, 2023).values()}, 2023, 2024)
    assert again[new.code].previous == next_previous.replace("2022", "2023")


def test_the_last_day_of_february_stays_the_last() -> None:
    of_month = {"2023-T02": period("2023-T02", "1/2/2023", "28/2/2023")}
    (leap,) = periods_of_next(of_month, 2023, 2024).values()
    assert (leap.start, leap.end) == (day("1/2/2024"), day("29/2/2024"))
    (back,) = periods_of_next({"2024-T02": leap}, 2024, 2025).values()
    assert back.end == day("28/2/2025")


def test_links_to_the_year_before_move_along_too() -> None:
    first = period("2022-Q1", "1/1/2022", "31/3/2022", continues=("2021-Q4",), previous="2021-Q4")
    last = period("2022-Q4", "1/10/2022", "31/12/2022")
    new = periods_of_next({"2022-Q1": first, "2022-Q4": last}, 2022, 2023)["2022-Q1"]
    assert (new.continues, new.previous) == (("2022-Q4",), "2022-Q4")


def test_codes_without_the_year_are_named() -> None:
    assert without_year({"DOT1": period("DOT1", "1/1/2022", "31/3/2022"), **OLD}, 2022) == ["DOT1"]
