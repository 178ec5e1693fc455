"""A catalogue a year: which one serves a period, and periods of other years that its own stand beside."""

from __future__ import annotations

import pytest

from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.problems.problem import Problem
from tests.catalogue.tables import SHEETS, catalogue_raw, periods

Q4 = "2022-Q4 | Quý IV | 15/9/2022 | 14/12/2022 | 19/12/2022"
Q1 = "2023-Q1 | Quý I | 15/12/2022 | 14/3/2023 | 17/3/2023 | | 2022-Q4 | 2022-Q4"
NEW, OLD = "templates/danh-muc.xlsx", "templates/2022/danh-muc.xlsx"


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_each_period_is_served_by_the_catalogue_that_lists_it() -> None:
    both = CatalogueSet({NEW: catalogue_raw(periods(Q1)), OLD: catalogue_raw(periods(Q4))})
    new, problems = both.serving("2023-Q1")
    assert problems == []
    assert new is not None
    assert new.serving("2022-Q4").periods.keys() == {"2022-Q4"}
    assert new.period("2022-Q4").end.isoformat() == "2022-12-14"
    old, _ = both.serving("2022-Q4")
    assert old is not None
    assert not old.is_known("2023-Q1")
    assert list(both.periods) == ["2023-Q1", "2022-Q4"]


def test_without_a_period_the_first_serves() -> None:
    catalogue, _ = CatalogueSet({NEW: catalogue_raw(periods(Q4)), OLD: catalogue_raw(periods())}).serving(None)
    assert catalogue is not None
    assert catalogue.periods.keys() == {"2022-Q4"}


def test_a_period_listed_twice_names_both() -> None:
    twice = CatalogueSet({NEW: catalogue_raw(periods(Q4, Q1)), OLD: catalogue_raw(periods(Q4))})
    catalogue, problems = twice.serving("2022-Q4")
    assert catalogue is None
    assert codes(problems) == ["danh-muc-ky-hai-noi"]
    assert NEW in problems[0].message
    assert OLD in problems[0].message
    served, _ = twice.serving("2023-Q1")  # an error of that period only
    assert served is not None


def test_an_unknown_period_is_told_with_all_there_are() -> None:
    catalogue, problems = CatalogueSet({NEW: catalogue_raw(periods(Q1)), OLD: catalogue_raw(periods(Q4))}).serving("x")
    assert catalogue is None
    assert "2023-Q1; 2022-Q4" in problems[0].message


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        (periods(Q1.replace("15/12/2022", "hôm qua")), "ngay-khong-doc-duoc"),
        ({"Kỳ báo cáo": periods(Q1)["Kỳ báo cáo"].replace("hạn nộp", "hạn")}, "danh-muc-thieu-cot"),
    ],
)
def test_a_period_in_a_row_with_a_mistake_is_told_by_the_mistake(sheet: dict[str, str], told: str) -> None:
    """Not by "no such period": the officer sees its row."""
    both = CatalogueSet({NEW: catalogue_raw(sheet), OLD: catalogue_raw(periods(Q4))})
    catalogue, problems = both.serving("2023-Q1")
    assert catalogue is None
    assert codes(problems) == [told]
    assert problems[0].file == NEW


def test_a_link_to_a_broken_year_is_a_warning_and_left_out() -> None:
    broken = periods(Q4) | {"Chỉ tiêu": SHEETS["Chỉ tiêu"].replace("viec | giao", "viec | khong_co")}
    catalogue, problems = CatalogueSet({NEW: catalogue_raw(periods(Q1)), OLD: catalogue_raw(broken)}).serving("2023-Q1")
    assert catalogue is not None
    assert not catalogue.is_known("2022-Q4")
    assert [(one.code, one.level.value) for one in problems] == [("danh-muc-nam-khac-sai", "warning")]


def test_parts_are_of_the_same_catalogue() -> None:
    year = "2023-N | Năm | 15/9/2022 | 14/3/2023 | | 2022-Q4; 2023-Q1"
    files = {NEW: catalogue_raw(periods(Q1, year)), OLD: catalogue_raw(periods(Q4))}
    catalogue, problems = CatalogueSet(files).serving("2023-N")
    assert catalogue is None
    assert [(one.code, one.cell) for one in problems] == [("danh-muc-ky-nam-khac", "F3")]


def test_a_period_continued_ends_the_day_before_in_another_catalogue_too() -> None:
    early = Q4.replace("14/12/2022", "13/12/2022")
    _, problems = CatalogueSet({NEW: catalogue_raw(periods(Q1)), OLD: catalogue_raw(periods(early))}).serving("2023-Q1")
    assert codes(problems) == ["danh-muc-ky-noi"]


UNITS = "mã | tên | nhóm | email | tên gọi khác | tên ngắn | từ ngày | đến ngày | nhập vào"


def units(*lines: str) -> dict[str, str]:
    return periods(Q4) | {"Đơn vị": "\n".join([UNITS, *lines])}


def test_a_unit_lives_from_its_first_day_to_its_last() -> None:
    text = units(
        "A | Phòng A | Các phòng | | | A. | | 30/9/2022 | B",
        "B | Phòng B | Các phòng | | | A.",  # a short name may recur
        "C | Phòng C | Các phòng | | | | 15/12/2022",
        "D | Phòng D | Các phòng | | | | | 14/9/2022",
    )
    catalogue, problems = read_catalogue(catalogue_raw(text), NEW)
    assert problems == []
    assert catalogue is not None
    period = catalogue.periods["2022-Q4"]  # 15/9 to 14/12
    assert list(catalogue.units_of(period)) == ["A", "B"]
    assert [unit.owes(period) for unit in catalogue.units.values()] == [False, True, False, False]
    assert catalogue.units["A"].short == "A."


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["A | Phòng A | Các phòng | | | | | | B", "B | Phòng B"], "don-vi-nhap-chua-het"),
        (["A | Phòng A | Các phòng | | | | | 30/9/2022 | X"], "danh-muc-khong-co-don-vi"),
        (
            ["A | Phòng A | Các phòng | | | | | 30/9/2022 | B", "B | Phòng B | | | | | | 30/9/2022 | A"],
            "don-vi-nhap-vong",
        ),
        (["A | Phòng A | Các phòng | | | | | 30/9/2022 | A"], "don-vi-nhap-vong"),
        (["A | Phòng A | Các phòng | | | | | 30/9/2022 | B", "B | Phòng B | | | | | 2/10/2022"], "don-vi-nhap-ho"),
        (["A | Phòng A | Các phòng | | | | 1/10/2022 | 30/9/2022", "B | Phòng B"], "danh-muc-nguoc-ngay"),
    ],
)
def test_a_merger_that_cannot_be_is_refused_with_its_cell(lines: list[str], code: str) -> None:
    catalogue, problems = read_catalogue(catalogue_raw(units(*lines)), NEW)
    assert catalogue is None
    assert code in codes(problems)
    assert all(problem.sheet == "Đơn vị" and problem.cell for problem in problems if problem.code == code)
