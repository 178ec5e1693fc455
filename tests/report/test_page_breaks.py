"""Where pages begin, and long texts in pieces: heights and places worked out by hand."""

from __future__ import annotations

import cProfile
import functools
from collections.abc import Callable, Collection, Sequence
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cchc_excel.fill.ooxml import Package
from cchc_excel.report.page_breaks import (
    CONTINUED,
    CONTINUED_NAMES,
    KEPT_ROWS,
    WITH_NEXT,
    keep_together,
    last_page,
    page_starts,
)
from cchc_excel.report.split_text import pieces


def kept(workbook: bytes) -> bytes:
    package = Package(workbook)
    keep_together(package)
    return package.save()


def last(heights: Sequence[float], kept: int, repeated: float, breaks: Collection[int] = ()) -> int | None:
    """Where the last page begins, on pages of 100 points."""
    starts = page_starts(lambda first: heights[first - 1 :], 100, repeated, breaks)
    return last_page(heights, kept, 100 - repeated, starts[-1]) if starts else None


@pytest.mark.parametrize(
    ("rows", "kept", "begins"),
    [
        (8, 9, None),  # 8 + 2 rows of 10 points: one page of 100
        (9, 10, 8),  # the second page would hold row 11 alone; two rows of the table come along
        (17, 18, 16),  # page 1: rows 1–10; page 2: 8 more under its headings; row 19 alone without the rule
        (12, 13, 11),  # page 2 begins at row 11 anyway, with rows 11 and 12 before the kept ones
    ],
)
def test_the_last_page_begins_two_rows_before_the_kept_ones(rows: int, kept: int, begins: int | None) -> None:
    """Rows of 10 points on pages of 100, headings of 20 on each page but the first; two kept rows at the end."""
    assert last([10.0] * (rows + 2), kept, repeated=20) == begins


def test_a_tall_row_comes_along_alone() -> None:
    # kept 30 + row 4 of 45 fit under 20 of headings, row 3 of 60 does not
    assert last([30, 30, 60, 45, 30], 5, repeated=20) == 4


@pytest.mark.parametrize(("headings", "begin"), [(set(), 9), ({8}, 8), ({7, 8}, 7), ({2, 3, 4, 5, 6, 7, 8}, 4)])
def test_the_last_page_takes_the_headings_above_along(headings: set[int], begin: int) -> None:
    """Twelve rows of 10 points, rows 11 and 12 kept, 90 points a page: rows 9 and 10 come along, with headings as many
    as fit, which are rows 4 to 12 at the most."""
    assert last_page([10.0] * 12, 11, 90, 11, headings) == begin


def test_one_tall_row_before_the_kept_ones_is_enough() -> None:
    """Row 4 of 60 points and the kept row 5 of 30 begin the last page by themselves."""
    assert last_page([30, 10, 10, 60, 30], 5, 100, 5) == 4
    assert last_page([30, 10, 10, 59, 30], 5, 100, 5) == 3


def test_a_break_of_the_template_begins_a_page() -> None:
    assert last([10.0] * 9, 9, repeated=0, breaks={5}) == 5


@pytest.mark.parametrize(
    ("headings", "begin"),
    [
        (set(), [11, 19]),  # rows 1–10, then eight a page under the repeated headings
        ({10}, [10, 18]),
        ({9, 10}, [9, 17]),
        ({10, 17}, [10, 17]),  # the second page has rows 10 to 17, the last of them a heading again
        (set(range(1, 11)), [11, 19]),  # nothing else on the page: they have to end it
    ],
)
def test_headings_go_where_the_next_row_goes(headings: set[int], begin: list[int]) -> None:
    """Twenty rows of 10 points on pages of 100, headings of 20 on each page but the first."""
    assert page_starts(lambda first: [10.0] * (21 - first), 100, 20, headings=headings) == begin


def book(fitted: bool, rows: int = 60, headings: Collection[int] = ()) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        page = made.add_worksheet("Bảng")
        page.set_paper(9)
        page.set_margins(left=1, right=1, top=1, bottom=1)
        if fitted:
            page.fit_to_pages(1, 0)
        for row in range(rows):
            page.write_number(row, 0, row)
        for row in headings:
            page.write_string(row - 1, 4, "x")
        if headings:
            made.define_name(f"'Bảng'!{WITH_NEXT}", "='Bảng'!$E:$E")
        page.insert_textbox(0, 3, "ký")  # a drawing: breaks stand before it in the part
        made.define_name(f"'Bảng'!{KEPT_ROWS}", f"='Bảng'!$A${rows - 2}:$C${rows}")
    return buffer.getvalue()


def test_a_break_is_written_where_excel_reads_it() -> None:
    # A4 upright, an inch above and below: 841,9 − 144 = 697,9 points, of which 98,5 % are 687,4: 45 rows of 15
    sheet = load_workbook(BytesIO(kept(book(fitted=False)))).worksheets[0]
    assert [one.id for one in sheet.row_breaks.brk] == [45]  # below row 45: page 2 has rows 46 to 60
    near = load_workbook(BytesIO(kept(book(fitted=False, rows=46)))).worksheets[0]
    assert [one.id for one in near.row_breaks.brk] == [41]  # rows 44 to 46 are kept, 42 and 43 come along


def going_on() -> bytes:
    """60 rows of 15 points, all ruled; rows 45 and 46 go on with row 44. Of the third column's pieces the first ends
    within its line, the last has three lines."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        page = made.add_worksheet("Bảng")
        page.set_paper(9)
        page.set_margins(left=1, right=1, top=1, bottom=1)
        page.set_column("C:C", 20)
        ruled = made.add_format({"left": 1, "right": 1, "top": 1, "text_wrap": True})
        for row in range(60):
            page.write_string(row, 0, "(tiếp theo)" if row in (44, 45) else "mục", ruled)
            page.write_number(row, 1, row, ruled)
        for row, text in ((43, "đầu; "), (44, "giữa\ndưới"), (45, "cuối\nnữa\nhết")):
            page.write_string(row, 2, text, ruled)
        for row in (44, 45):
            page.write_string(row, 5, "x")
        page.write_string(59, 4, "x")  # a column says which rows go with the next
        for name, area in ((KEPT_ROWS, "$A$59:$C$60"), (WITH_NEXT, "$E:$E"), (CONTINUED, "$F:$F")):
            made.define_name(f"'Bảng'!{name}", f"='Bảng'!{area}")
        made.define_name(f"'Bảng'!{CONTINUED_NAMES}", "='Bảng'!$A:$A")
    return buffer.getvalue()


def test_what_goes_on_is_named_only_where_a_page_begins() -> None:
    """A page has 687,4 points, as above: 43 rows of 15 and two joined lines of 11 (27 points) are 672, with the three
    more of row 46 (five: 66) 711."""
    sheet = load_workbook(BytesIO(kept(going_on()))).worksheets[0]
    assert [one.id for one in sheet.row_breaks.brk] == [45]
    assert [sheet.cell(row, 1).value for row in (44, 45, 46, 47)] == ["mục", None, "(tiếp theo)", "mục"]
    bottoms = [sheet.cell(row, 2).border.bottom.style for row in (44, 45, 46)]
    assert bottoms == [None, "thin", None]  # the page is closed below its last row
    assert [sheet.cell(row, 2).value for row in (44, 45, 46)] == [43, 44, 45]


def test_what_goes_on_within_a_page_is_one_cell_as_high_as_its_text() -> None:
    """Two lines of 11 points need 27 points: the two rows get 13,5 each."""
    sheet = load_workbook(BytesIO(kept(going_on()))).worksheets[0]
    assert [sheet.cell(row, 3).value for row in (44, 45, 46)] == ["đầu; giữa\ndưới", None, "cuối\nnữa\nhết"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A44:A45", "C44:C45"]
    assert [sheet.row_dimensions[row].height for row in (44, 45)] == [13.5, 13.5]


def long_task(rows: int) -> bytes:
    """A task that goes on over so many rows, each with a line of its own."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        page = made.add_worksheet("Bảng")
        page.set_paper(9)
        wrapped = made.add_format({"text_wrap": True})
        for row in range(rows):
            page.write_string(row, 0, f"đơn vị {row}", wrapped)
            if row:
                page.write_string(row, 2, "x")
        for name, area in ((KEPT_ROWS, f"$A${rows}:$B${rows}"), (WITH_NEXT, "$D:$D"), (CONTINUED, "$C:$C")):
            made.define_name(f"'Bảng'!{name}", f"='Bảng'!{area}")
        made.define_name(f"'Bảng'!{CONTINUED_NAMES}", "='Bảng'!$B:$B")
    return buffer.getvalue()


def test_twice_the_rows_are_twice_the_work() -> None:
    """Calls counted, not time: a task of a thousand units went on over so many rows that measuring each page's rest
    took minutes."""
    few, many = (calls_of(functools.partial(keep_together, Package(long_task(rows)))) for rows in (400, 800))
    assert many < 2.2 * few


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(each.callcount for each in profile.getstats())


@pytest.mark.parametrize("same", [book(fitted=True), book(fitted=False, rows=20)])
def test_fitted_sheets_and_single_pages_stay_as_they_are(same: bytes) -> None:
    assert kept(same) == Package(same).save()


def test_marked_rows_are_not_the_last_of_a_page() -> None:
    """45 rows of 15 points a page: rows 45 and 89 would end pages 1 and 2, and begin 2 and 3 instead."""
    made = load_workbook(BytesIO(kept(book(fitted=False, rows=120, headings={20, 45, 89}))))
    assert [one.id for one in made.worksheets[0].row_breaks.brk] == [44, 88]


@given(st.text(alphabet="ab; \n", max_size=400), st.integers(min_value=2, max_value=60))
def test_pieces_lose_nothing_and_are_short(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(one) <= longest for one in found)
    assert found


@given(st.lists(st.text(alphabet="ab;", min_size=1, max_size=9), min_size=1, max_size=40), st.integers(20, 60))
def test_pieces_put_together_are_the_text(words: list[str], longest: int) -> None:
    """Words with spaces or line ends between them; a piece that ends with a space goes on in its line."""
    text = "".join(f"{word}{' ' if len(word) % 2 else chr(10)}" for word in words).strip()
    found = pieces(text, longest)
    ends = [one if one.endswith(" ") else f"{one}\n" for one in found]
    assert "".join(ends).rstrip() == text


def test_pieces_end_where_a_unit_ends() -> None:
    assert pieces("Đã hoàn thành: A (1/BC); B (2/BC)\nĐang thực hiện: C", 26) == [
        "Đã hoàn thành: A (1/BC); ",
        "B (2/BC)",
        "Đang thực hiện: C",
    ]
    assert pieces("", 10) == [""]


def test_pieces_are_about_as_long_as_each_other() -> None:
    """Six characters each, four without a semicolon: 24 + 4 would fit, 12 + 16 is as even as it gets."""
    assert pieces("AAAA; BBBB; CCCC; DDDD; EEEE", 24) == ["AAAA; BBBB; ", "CCCC; DDDD; EEEE"]
