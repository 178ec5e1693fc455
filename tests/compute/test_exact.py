"""Computed figures are exact wherever they go, and a ratio counts every unit that owes a part of it. Right values are
worked out by hand beside each."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cchc_excel.compute.ranks import rank_key
from cchc_excel.model.records import CellValue, Number, Rank
from cchc_excel.values import read_number
from tests.catalogue.tables import SHEETS, write_catalogue
from tests.cchc_runs import ROOT, cchc, indicator, merge
from tests.workbooks import write_form

REPORTS = ("phu-luc-khac-phuc-ton-tai.xlsx", "tong-hop-ty-le.xlsx")
PERIODS = f"{SHEETS['Kỳ báo cáo']}\n2022-Q1 | Quý I | 1/1/2022 | 31/3/2022"
PLAN = f"{SHEETS['Kế hoạch']}\n | 2 | Việc hai\n | 3 | Việc ba"
FIGURES = SHEETS["Số liệu"].split("\n")[0]
INDICATORS = SHEETS["Chỉ tiêu"].split("\n")[0]


def department(root: Path, figures: str, indicators: str, **more: str) -> None:
    """A working folder with these rows of Số liệu and Chỉ tiêu; `more`: whole sheets."""
    changes = {"Kỳ báo cáo": PERIODS, "Kế hoạch": PLAN, "Số liệu": f"{FIGURES}\n{figures}"}
    changes["Chỉ tiêu"] = f"{INDICATORS}\n{indicators}"
    write_catalogue(root / "templates" / "danh-muc.xlsx", changes | more)
    (root / "templates" / "bao-cao").mkdir()
    for name in REPORTS:
        shutil.copy(ROOT / "templates" / "bao-cao" / name, root / "templates" / "bao-cao")


def send(root: Path, unit: str, *rows: str, **sheets: str) -> None:
    """A unit's workbook for 2022-Q1: these rows of sheet Số liệu, and other sheets."""
    write_form(
        root / "input" / "2022-Q1" / f"{unit}.xlsx", unit, {"Số liệu": "\n".join(["#ma  gia_tri", *rows])} | sheets
    )


def sides(outcome: dict[str, Any], code: str, unit: str | None = None) -> tuple[object, object, object]:
    found = indicator(outcome, code, unit)
    return found["numerator"], found["denominator"], found["percent"]


HALVES = (
    "da | Đã làm | việc | đơn vị | Các phòng\ndb | Đang làm | việc | đơn vị | Các phòng\n"
    "giao | Được giao | việc | đơn vị | Các phòng\nlam | Quy đổi | việc | đơn vị | | | | | da + 0.5 * db"
)


def test_a_computed_figure_keeps_its_halves(tmp_path: Path) -> None:
    # A: 1 + 0,5 * 1 = 1,5 of 2; B: 2 + 0,5 * 2 = 3 of 4; together 4,5 of 6 = 75 %
    department(tmp_path, HALVES, "quy_doi | Tỷ lệ quy đổi | I.1 | lam | giao | %")
    send(tmp_path, "A", "da  1", "db  1", "giao  2")
    send(tmp_path, "B", "da  2", "db  2", "giao  4")
    _, outcome = merge(tmp_path)
    assert sides(outcome, "quy_doi") == (4.5, 6, "75,00")
    assert sides(outcome, "quy_doi", "A") == (1.5, 2, "75,00")
    page = (tmp_path / "output" / "2022-Q1" / "tong-hop.html").read_text(encoding="utf-8")
    assert "4,5 / 6 = <b>75,00%</b>" in page
    appendix = load_workbook(tmp_path / "output" / "2022-Q1" / "bao-cao" / "phu-luc-khac-phuc-ton-tai.xlsx")
    printed = [str(cell) for row in appendix.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert any("75,00% (4,5/6)" in cell for cell in printed)


def test_a_check_sees_the_halves(tmp_path: Path) -> None:
    # lam = 1 + 0,5 * 1 = 1,5, which is more than 1: cut to a whole number the check would hold
    checks = f"{SHEETS['Kiểm tra']}\nqua | đơn vị | lam <= giao | lỗi | quy đổi {{trai}} lớn hơn {{phai}}"
    department(tmp_path, HALVES, "quy_doi | Tỷ lệ quy đổi | I.1 | lam | giao | %", **{"Kiểm tra": checks})
    send(tmp_path, "A", "da  1", "db  1", "giao  1")
    _, outcome = merge(tmp_path)
    assert "quy đổi 1,5 lớn hơn 1" in [one["message"] for one in outcome["problems"]]


ROWS = (
    "xong | Đã xong | hồ sơ | TTHC\ntre | Trễ | hồ sơ | TTHC\n"
    "diem | Quy đổi | hồ sơ | TTHC | | | | | xong + 0.25 * tre\n"
    "co_phi_xong | Có phí | hồ sơ | TTHC | | | | | xong * co_phi"
)
PROCEDURES = (
    "mã | tên | lĩnh vực | đơn vị | hiệu lực từ | hiệu lực đến | co_phi\n"
    "1.001 | Thủ tục một | Điện | A | | | x\n1.002 | Thủ tục hai | Điện | A; B"
)


def test_a_row_formula_keeps_its_quarters_and_may_name_a_flag(tmp_path: Path) -> None:
    # 1.001: 3 + 0,25 = 3,25, with a fee 3; 1.002: 1 + 2 = 3 done, 0,25 * 2 = 0,5 more, without a fee
    # together 3,25 + 3,5 = 6,75 of 6 done and 1 + 2 = 3 late; with a fee 3 of 6 done
    department(
        tmp_path,
        ROWS,
        "quy_doi | Quy đổi | I.1 | tong(diem) | tong(xong + tre) | %\n"
        "phi | Có phí | I.2 | tong(co_phi_xong) | tong(xong) | %",
        TTHC=PROCEDURES,
    )
    send(tmp_path, "A", TTHC="#ma  ma_hien  xong  tre\n1.001  1.001  3  1\n1.002  1.002  1  0")
    send(tmp_path, "B", TTHC="#ma  ma_hien  xong  tre\n1.002  1.002  2  2")
    code, outcome = merge(tmp_path)
    assert code == 0, outcome["problems"]
    assert sides(outcome, "quy_doi") == (6.75, 9, "75,00")
    assert sides(outcome, "phi") == (3, 6, "50,00")


THREE_UNITS = f"{SHEETS['Đơn vị']}\nVP | Văn phòng | Các phòng"
TWO_OWNERS = "ua | Số a | việc | đơn vị | VP; A\nub | Số b | việc | đơn vị | VP; B"


def test_units_that_type_different_figures_all_count(tmp_path: Path) -> None:
    # ua: VP and A, 3 + 4 = 7; ub: VP and B, 4 + 6 = 10
    department(tmp_path, TWO_OWNERS, "ty_le | Tỷ lệ | I.1 | ua | ub | %", **{"Đơn vị": THREE_UNITS})
    send(tmp_path, "VP", "ua  3", "ub  4")
    send(tmp_path, "A", "ua  4")
    send(tmp_path, "B", "ub  6")
    _, outcome = merge(tmp_path)
    assert sides(outcome, "ty_le") == (7, 10, "70,00")
    assert sides(outcome, "ty_le", "VP") == (3, 4, "75,00")
    assert [one["unit"] for one in outcome["indicators"]] == [None, "VP"]


def test_only_a_unit_that_owes_a_figure_and_left_it_blank_is_left_out(tmp_path: Path) -> None:
    # A leaves ua blank, which it owes: only VP's 3 and B's 6 beside VP's 4 are left, 3 / 10
    department(tmp_path, TWO_OWNERS, "ty_le | Tỷ lệ | I.1 | ua | ub | %", **{"Đơn vị": THREE_UNITS})
    send(tmp_path, "VP", "ua  3", "ub  4")
    send(tmp_path, "A", "ua  .")
    send(tmp_path, "B", "ub  6")
    _, outcome = merge(tmp_path)
    assert sides(outcome, "ty_le") == (3, 10, "30,00")


def test_dossiers_over_staff_that_one_unit_types(tmp_path: Path) -> None:
    # A settles 3 + 1, B settles 2: 6 over the 12 of staff that A alone types
    department(
        tmp_path,
        f"{ROWS}\nbien_che | Biên chế | người | đơn vị | A",
        "nang_suat | Năng suất | I.1 | tong(xong) | bien_che | hồ sơ",
        TTHC=PROCEDURES,
    )
    send(tmp_path, "A", "bien_che  12", TTHC="#ma  ma_hien  xong  tre\n1.001  1.001  3  1\n1.002  1.002  1  0")
    send(tmp_path, "B", TTHC="#ma  ma_hien  xong  tre\n1.002  1.002  2  2")
    _, outcome = merge(tmp_path)
    assert sides(outcome, "nang_suat") == (6, 12, None)
    assert indicator(outcome, "nang_suat")["value"] == "0,50"
    assert sides(outcome, "nang_suat", "A") == (4, 12, None)


@pytest.mark.parametrize(
    ("typed", "number", "kind"),
    [
        (0.1, Fraction(1, 10), None),
        (0.1 + 0.2, Fraction(3, 10), None),  # Excel shows 0,3 of it
        (1234.5, Fraction(2469, 2), None),
        (3.0, 3, None),
        ("12,5", Fraction(25, 2), "so-dang-chu"),
        ("12.25", Fraction(49, 4), "so-dang-chu"),
        ("1.234,5 triệu đồng", Fraction(2469, 2), "so-dang-chu"),
        ("0,125", Fraction(1, 8), "so-dang-chu"),
        ("1.234", None, "so-khong-ro"),  # thousands, or three decimals
        ("1,234", None, "so-khong-ro"),
        ("1.234.567", 1234567, "so-dang-chu"),
        (-0.5, None, "so-am"),
        (1e9, None, "so-qua-lon"),
        (True, None, "so-dung-sai"),
        ("-", 0, "so-khong-bang-chu"),
        (None, None, None),
    ],
)
def test_a_decimal_is_the_text_that_excel_shows(typed: CellValue, number: Number | None, kind: str | None) -> None:
    found, told = read_number(typed, "triệu đồng")
    assert (found, told and told.code) == (number, kind)
    assert not isinstance(found, float)


DECIMALS = (
    "mã | tên | đơn vị tính | bảng | ai điền | chỉ khi | cộng dồn | nối từ | công thức | chú giải | kiểu | số lẻ\n"
    "phi | Phí | triệu đồng | TTHC | | | | | | | số thập phân | 2\n"
    "thu | Đã thu | triệu đồng | đơn vị | Các phòng | | | | | | số thập phân | 1\n"
    "viec | Việc | việc | đơn vị | Các phòng | | | | | | số đếm"
)


def test_figures_with_decimals_are_added_up_exactly(tmp_path: Path) -> None:
    # fees 0,10 + 0,20 + 0,15 = 0,45; taken in 0,4 + 0,5 = 0,9: exactly a half, where floats make 0.45000000000000001
    department(
        tmp_path,
        "",
        "thu_phi | Thu phí | I.1 | tong(phi) | thu | % | | >= 50%",
        TTHC=PROCEDURES,
        **{"Số liệu": DECIMALS},
    )
    send(tmp_path, "A", "thu  0,4", "viec  1", TTHC="#ma  ma_hien  phi\n1.001  1.001  0,1\n1.002  1.002  0,2")
    send(tmp_path, "B", "thu  0,5", "viec  1,5", TTHC="#ma  ma_hien  phi\n1.002  1.002  0,15")
    _, outcome = merge(tmp_path)
    assert sides(outcome, "thu_phi") == (0.45, 0.9, "50,00")
    assert indicator(outcome, "thu_phi")["passed"] is True
    assert "so-le" in {one["code"] for one in outcome["problems"] if one["unit"] == "B"}  # a count has no decimals


def test_a_form_asks_for_decimals_where_the_figure_has_them(tmp_path: Path) -> None:
    figures = f"{DECIMALS}\nnua | Một nửa | việc | đơn vị | | | | | 0.5 * viec"
    department(tmp_path, "", "thu_phi | Thu phí | I.1 | tong(phi) | thu | %", TTHC=PROCEDURES, **{"Số liệu": figures})
    result = cchc(tmp_path, "template", "2022-Q1", "--unit", "A")
    assert result.exit_code == 0, result.stderr
    page = load_workbook(tmp_path / "output" / "2022-Q1" / "bieu-mau" / "A.xlsx")["Số liệu"]
    formats = {row[0].value: row[3].number_format for row in page.iter_rows(max_col=4) if row[0].value}
    assert (formats["thu"], formats["viec"], formats["#nua"]) == ("#,##0.0", "#,##0", "#,##0.0")
    rules = {str(one.sqref): one.type for one in page.data_validations.dataValidation}
    cells = {row[0].value: row[3].coordinate for row in page.iter_rows(max_col=4)}
    assert (rules[cells["thu"]], rules[cells["viec"]]) == ("decimal", "whole")


def test_a_form_without_any_live_check_is_written(tmp_path: Path) -> None:
    # no "chỉ khi", no "nối từ", no check of TTHC: nothing to test in a row
    department(
        tmp_path, "xong | Đã xong | hồ sơ | TTHC", "ty_le | Tỷ lệ | I.1 | tong(xong) | dem() | %", TTHC=PROCEDURES
    )
    result = cchc(tmp_path, "template", "2022-Q1")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "output" / "2022-Q1" / "bieu-mau" / "A.xlsx").is_file()


def test_points_in_cells_are_those_of_the_json(tmp_path: Path) -> None:
    # 58 / 59 = 0,98305…: 0,98 of one point, wherever it stands
    scores = f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | tuyến tính | 1"
    changes = {"Số liệu": SHEETS["Số liệu"], "Chấm điểm": scores}
    department(tmp_path, "", "ty_le | Tỷ lệ | I.1 | viec | giao | %", **changes)
    shutil.copy(ROOT / "templates" / "bao-cao" / "bang-tu-cham-diem.xlsx", tmp_path / "templates" / "bao-cao")
    send(tmp_path, "A", "viec  58", "giao  59")
    _, outcome = merge(tmp_path)
    assert outcome["scores"][0]["points"] == "0,98"
    report = load_workbook(tmp_path / "output" / "2022-Q1" / "bao-cao" / "bang-tu-cham-diem.xlsx")
    numbers = [
        cell for row in report.worksheets[0].iter_rows(values_only=True) for cell in row if isinstance(cell, float)
    ]
    assert set(numbers) == {0.98, 98.31}  # and brought to 100: 98,305…


def test_one_criterion_however_it_is_spelt() -> None:
    spelt = ["PAR-INDEX", "PAR INDEX", "par index", "PAR\u2013Index", "ＰＡＲ INDEX"]
    assert len({rank_key(Rank(name, "Thể chế", 2, 1, "Xếp hạng", "B5")) for name in spelt}) == 1
    assert rank_key(Rank("PCI", "Thể chế", 2, 1, "", "")) != rank_key(Rank("PAPI", "Thể chế", 2, 1, "", ""))
