"""Sheet Kế hoạch: keys of codes, who leads and who takes part, cells merged over several rows."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_excel.catalogue.due import required_task
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.plan_codes import as_in_plan
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.workbook import read_bytes
from tests.catalogue.tables import catalogue_bytes, catalogue_raw, periods, write_catalogue
from tests.cchc_runs import cchc

YEAR = periods(
    "2022-Q1 | Quý I | 1/1/2022 | 31/3/2022 | 5/4/2022", "2022-Q2 | Quý II | 1/4/2022 | 30/6/2022 | 5/7/2022"
)
UNITS = (
    "mã | tên | nhóm | email | tên gọi khác\nVP | Văn phòng | Các phòng; Các đơn vị\nTTR | Thanh tra | Các phòng\n"
    "KT | Phòng Kế hoạch và Tài chính | Các phòng\nHB | Phòng Hòa Bình |"
)
HEADINGS = "mã | nội dung | đơn vị chủ trì | sản phẩm | thời gian | khoá | cấp | nhóm giao | kỳ đến hạn | chỉ tiêu"
NO_FIGURES = {"Số liệu": "mã | tên | đơn vị tính | bảng | ai điền | chỉ khi | cộng dồn | nối từ | công thức | chú giải"}
NO_RULES = {
    "Chỉ tiêu": "mã | tên | mục | tử số | mẫu số | đơn vị | khi 0/0 | yêu cầu | điều kiện thêm | số lẻ | định nghĩa"
}


def read(*rows: str, headings: str = HEADINGS) -> tuple[Catalogue | None, list[Problem]]:
    """A catalogue whose plan has these rows."""
    plan = {"Kế hoạch": "\n".join([headings, *rows]), "Đơn vị": UNITS}
    figures = {
        "Số liệu": "mã | tên | đơn vị tính | bảng | ai điền | chỉ khi | cộng dồn | nối từ | công thức | chú giải"
    }
    return read_catalogue(catalogue_raw({**plan, **figures, **NO_RULES, **YEAR}), "danh-muc.xlsx")


def plan_of(*rows: str, headings: str = HEADINGS) -> Catalogue:
    catalogue, problems = read(*rows, headings=headings)
    assert catalogue is not None, problems
    return catalogue


def keys(*codes: str) -> list[str]:
    return [row.key for row in plan_of(*(f"{code} | Việc" for code in codes)).plan]


def test_a_letter_belongs_to_the_numeral_above_it() -> None:
    codes = ("II", "2", "a)", "đ)", "2.a)", "6", "6a", "b)", "7")
    assert keys(*(one for one in codes if one != "2.a)")) == [
        *("II", "II.2", "II.2.a", "II.2.đ", "II.6", "II.6a", "II.6a.b", "II.7"),
    ]
    assert keys("II", "2", "2.a)", "2.b)") == ["II", "II.2", "II.2.a", "II.2.b"]


def test_parts_hold_sections_and_numbers_begin_again() -> None:
    assert keys("Phần thứ nhất", "I.", "1.", "1.1.", "II.", "1)", "Phần II", "I", "1") == [
        *("P1", "P1.I", "P1.I.1", "P1.I.1.1", "P1.II", "P1.II.1", "PII", "PII.I", "PII.I.1"),
    ]
    assert keys("A", "I", "1", "B", "I", "I.1") == ["A", "A.I", "A.I.1", "B", "B.I", "B.I.1"]


def test_only_the_lowest_codes_are_tasks() -> None:
    """A code directly followed by a deeper one, and a number whose letters follow, are headings."""
    catalogue = plan_of(
        "A | PHẦN", "I | MỤC", "1 | Đề mục", "a) | Việc | Văn phòng", "6 | Đề mục", "6a | Việc | Thanh tra"
    )
    assert list(catalogue.items) == ["A.I.1.a", "A.I.6a"]


def test_a_number_with_work_of_its_own_stays_a_task_before_an_inserted_one() -> None:
    catalogue = plan_of("6 | Việc | Văn phòng | Báo cáo | Tháng 6", "6a | Việc chèn | Thanh tra")
    assert list(catalogue.items) == ["6", "6a"]


def test_a_plain_line_without_lead_has_that_of_the_line_before_under_the_same_code() -> None:
    catalogue = plan_of(
        "1 | Đề mục | Văn phòng | Báo cáo", " | Ý một | Thanh tra | Báo cáo", " | Ý hai | | Công văn",
        "2 | Mục khác | Văn phòng | Báo cáo", " | Ý ba | | Công văn",
    )  # fmt: skip
    assert {key: item.leads for key, item in catalogue.items.items() if "/" in key} == {
        "1/1": ("TTR",),
        "1/2": ("TTR",),
        "2/1": ("VP",),  # its own heading's, not that of another code's lines
    }


def test_leads_are_split_at_every_sign() -> None:
    catalogue = plan_of("1 | Việc | Văn phòng/Thanh tra và Phòng Kế hoạch và Tài chính")
    assert catalogue.items["1"].leads == ("VP", "TTR", "KT")
    assert plan_of("1 | Việc | Văn phòng và các phòng có liên quan").items["1"].leads == ("VP", "TTR", "KT")
    catalogue = plan_of("1 | Việc | Các đơn vị; Thanh tra")
    assert catalogue.items["1"].leads == ("VP", "TTR")


def test_unknown_leads_are_told_one_by_one_with_the_nearest_name() -> None:
    catalogue, problems = read("1 | Việc | Thanh tra, Phòng Kế hoạch và Tài chánh; Đ/c Nguyễn Văn A và Sở Nội vụ")
    assert catalogue is None
    assert [(one.cell, one.message.partition("”")[0]) for one in problems] == [
        ("C2", "không biết “Phòng Kế hoạch và Tài chánh"),
        ("C2", "không biết “Đ/c Nguyễn Văn A"),
        ("C2", "không biết “Sở Nội vụ"),
    ]
    assert "(có phải “Phòng Kế hoạch và Tài chính”?)" in problems[0].message
    _, (problem,) = read("1 | Việc | Phòng KH-TC")  # an abbreviation is told, not taken
    assert "không biết “Phòng KH-TC” là đơn vị nào (có phải “Phòng Kế hoạch và" in problem.message
    for part in ("Phòng Ke hoach", "Kế hoach"):  # a part of one name only, marks aside; nearer to none
        _, (problem,) = read(f"1 | Việc | {part}; Thanh tra")
        assert (
            f"không biết “{part}” trong “{part}; Thanh tra” là đơn vị nào (có phải “Phòng Kế hoạch và"
            in problem.message
        )
    assert "có phải" not in problems[1].message


def test_who_takes_part_is_known_and_owes_nothing() -> None:
    headings = f"{HEADINGS} | đơn vị phối hợp | người phụ trách | ghi chú kế hoạch"
    catalogue = plan_of(
        "1 | Việc | Văn phòng chủ trì, phối hợp với Thanh tra" + " |" * 7,
        "2 | Việc | Văn phòng" + " |" * 7 + "| Thanh tra; Sở Nội vụ | Đ/c A | xem 1",
        headings=headings,
    )
    assert [(item.leads, item.partners) for item in catalogue.items.values()] == [(("VP",), ("TTR",))] * 2
    assert (catalogue.plan[1].partner, catalogue.plan[1].person) == ("Thanh tra; Sở Nội vụ", "Đ/c A")
    assert catalogue.plan[1].note == "xem 1"


@pytest.mark.parametrize(
    ("lead", "leads", "partners"),
    [
        ("Văn phòng (chủ trì), Thanh tra", "VP", "TTR"),
        ("Thanh tra (phối hợp), Văn phòng (chủ trì)", "VP", "TTR"),
        ("Văn phòng chủ trì; Thanh tra, Phòng Kế hoạch và Tài chính phối hợp thực hiện", "VP", "TTR KT"),
        ("Văn phòng, Thanh tra phối hợp", "VP", "TTR"),
        ("Văn phòng chủ trì, phối hợp", "VP", ""),
        ("Văn phòng chủ trì hướng dẫn; Thanh tra thực hiện", "VP TTR", ""),
        ("Văn phòng (chủ trì), Thanh tra thực hiện", "VP TTR", ""),
        ("Thanh tra phối hợp", "TTR", ""),  # somebody leads
        ("Thanh tra thuộc UBND xã; Các đơn vị trực thuộc", "TTR VP", ""),
        ("P. Kế hoạch - Tài chính huyện; VP", "KT VP", ""),  # other signs of the same names
        ("Phòng Kế hoạch&Tài chính chủ trì, phối hợp P.Hoà Bình", "KT", "HB"),
    ],
)
def test_the_words_beside_a_name_tell_who_leads(lead: str, leads: str, partners: str) -> None:
    item = plan_of(f"1 | Việc | {lead}").items["1"]
    assert (item.leads, item.partners) == (tuple(leads.split()), tuple(partners.split()))


def test_a_merged_cell_holds_for_all_its_rows() -> None:
    rows = [HEADINGS, "1 | Việc một | Văn phòng | Báo cáo | Tháng 6", "2 | Việc hai", "3 | Việc ba | Thanh tra"]
    changes = {"Kế hoạch": "\n".join(rows), "Đơn vị": UNITS, **NO_RULES, **YEAR}
    book = load_workbook(BytesIO(catalogue_bytes(changes)))
    for column in "CDE":
        book["Kế hoạch"].merge_cells(f"{column}2:{column}3")
    memory = BytesIO()
    book.save(memory)
    raw, _ = read_bytes("danh-muc.xlsx", memory.getvalue())
    assert raw is not None
    catalogue, problems = read_catalogue(raw, "danh-muc.xlsx")
    assert catalogue is not None, problems
    second, third = catalogue.items["2"], catalogue.items["3"]
    assert (second.leads, second.product, second.time) == (("VP",), "Báo cáo", "Tháng 6")
    assert (third.leads, third.product, third.time) == (("TTR",), "", "")
    assert required_task(catalogue, second, catalogue.periods["2022-Q1"]) is None


def test_a_time_understood_in_part_is_told_with_its_cell_and_asked_each_period() -> None:
    catalogue, problems = read("1 | Việc | Văn phòng | Báo cáo | 30/4/2022 (thử). Vận hành trong năm 2022")
    assert catalogue is not None
    assert [(one.code, one.sheet, one.cell) for one in problems] == [("ke-hoach-thoi-gian", "Kế hoạch", "E2")]
    assert "“vận, hành”" in problems[0].message
    tasks = [required_task(catalogue, catalogue.items["1"], period) for period in catalogue.periods.values()]
    assert [task.deadline for task in tasks if task] == [None, None]


def test_a_key_of_a_code_that_recurs_is_no_warning() -> None:
    _, problems = read(
        "I | PHẦN", "1 | Việc | | | | I.1", "1 | Việc nữa | | | | I.1-2", "1.1 | Việc con | | | | I.1-2.1",
        "1 | Bảng hai | | | | B2.1", "2 | Việc | | | | B2.2", "7 | Gõ nhầm | | | | I.9",
    )  # fmt: skip
    assert [(one.code, one.cell) for one in problems] == [("ke-hoach-khoa", "F8")]


@pytest.mark.parametrize(
    ("key", "code", "shown"),
    [("II.2.4", "2,4", "II.2.4"), ("B2.I.1", "1", "I.1"), ("B2.I.1/2", "", "I.1/2"), ("I.1-2", "1.", "I.1"),
     ("I.1-2.3", "1.3", "I.1.3"), ("II.M1.2", "2", "2"), ("B3.M1.I.1", "1", "I.1"), ("II.M1", "", ""), ("/2", "", "2"),
     ("I.M1", "M1", "I.M1")],
)  # fmt: skip
def test_forms_show_a_key_as_the_plan_does(key: str, code: str, shown: str) -> None:
    """Without table, title and turn, which only tell it from others; a code M1 of the plan's own stays."""
    assert as_in_plan(key, code) == shown


def test_who_takes_part_sees_the_task_on_the_form_and_is_not_asked(tmp_path: Path) -> None:
    headings = f"{HEADINGS} | đơn vị phối hợp"
    rows = "1 | Việc chung | Văn phòng | Báo cáo | Quý I |  |  |  |  |  | Thanh tra"
    changes = {"Kế hoạch": f"{headings}\n{rows}", "Đơn vị": UNITS, **NO_RULES, **YEAR}
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", {**changes, **NO_FIGURES})
    assert cchc(tmp_path, "template", "2022-Q1", "--unit", "TTR").exit_code == 0
    file = tmp_path / "output" / "2022-Q1" / "bieu-mau" / "TTR.xlsx"
    cells = [[str(value or "") for value in row] for row in load_workbook(file)["Nhiệm vụ"].iter_rows(values_only=True)]
    (row,) = [row for row in cells if any("Việc chung" in value for value in row)]
    assert "1. Việc chung (chủ trì: Văn phòng; hạn 31/03/2022)" in row
    assert row[0].startswith("#")
    status = json.loads(cchc(tmp_path, "status", "2022-Q1", "--json").stdout)
    assert {unit["unit"]: [one["muc"] for one in unit["owed"]] for unit in status["units"]} == {
        "VP": ["1"], "TTR": [], "KT": [], "HB": [],
    }  # fmt: skip


def test_a_section_with_a_lead_alone_heads_its_lines() -> None:
    catalogue = plan_of(
        "I | PHẦN | Văn phòng", " | Việc một | Thanh tra | | Quý I", " | Việc hai | | | Quý II",
        "II | PHẦN | Văn phòng | Báo cáo | Quý I", " | Ghi thêm",
    )  # fmt: skip
    assert {key: item.leads for key, item in catalogue.items.items()} == {
        "I/1": ("TTR",),
        "I/2": ("TTR",),  # as the line before it
        "II": ("VP",),
    }
