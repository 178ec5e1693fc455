"""Periods together: what a quarter carries over, what it is compared with, and what 6 months add up to."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cchc_runs import EXAMPLE, cchc, codes, indicator, merge
from tests.workbooks import write_form

COLUMNS = (
    "tn_truc_tuyen  tn_truc_tiep  tn_ky_truoc  gq_truoc_han  gq_dung_han  gq_qua_han  dang_trong_han  dang_qua_han"
)
PROCEDURE = "2.000063"
MARK = "chưa đủ kỳ: 1/10 đơn vị"
"""Of the ten units of the example only XNK has sent the first quarter."""


def put(root: Path, period: str, dossiers: str, given: int, early: int) -> None:
    """XNK's workbook of a period: one procedure's dossiers and the work of the reminder system."""
    sheets = {
        "TTHC": f"#ma  ma_hien  {COLUMNS}\n{PROCEDURE}  {PROCEDURE}  {dossiers}",
        "Số liệu": f"#ma  gia_tri\ncv_giao  {given}\ncv_som_han  {early}\ncv_tre_han  0\ncv_gia_han  0",
    }
    write_form(root / "input" / period / "XNK.xlsx", "XNK", sheets, period=period)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Q1: 10 + 5 received, 12 settled (2 late), 3 in hand. Q2: 20 + 3 carried over, 21 settled (1 late), 2 in hand."""
    put(tmp_path, "2022-Q1", "10  5  0  6  4  2  3  0", given=100, early=31)
    put(tmp_path, "2022-Q2", "20  0  3  15  5  1  1  1", given=60, early=10)
    return tmp_path


def reports(root: Path, period: str) -> dict[str, Any]:
    """The texts and numbers of the table of ratios, by the first words of each row."""
    book = load_workbook(root / "output" / period / "bao-cao" / "tong-hop-ty-le.xlsx", data_only=True)
    return {str(row[1]): row for row in book.worksheets[0].iter_rows(min_row=7, values_only=True) if row[1]}


def test_six_months_are_the_sum_of_the_quarters(root: Path) -> None:
    _, outcome = merge(root, period="2022-6T")
    on_time = indicator(outcome, "dung_han", "XNK")
    # 6 + 4 + 15 + 5 = 30 in time of 12 + 21 = 33: 0.909090…; the mean of 10/12 and 20/21 would be 89,29
    assert (on_time["numerator"], on_time["denominator"], on_time["percent"]) == (30, 33, "90,91")
    assert "../2022-Q1/XNK.xlsx" in [one["file"] for one in outcome["files"]]
    early = indicator(outcome, "som_han", "XNK")
    assert (early["numerator"], early["denominator"], early["passed"]) == (41, 160, False)  # 25,6 %


def test_carried_over_is_the_first_quarters_and_in_hand_the_last(root: Path) -> None:
    merge(root, period="2022-6T")
    book = load_workbook(root / "output" / "2022-6T" / "bao-cao" / "tinh-hinh-giai-quyet-tthc.xlsx", data_only=True)
    total = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[1] == "Tổng cộng")
    # online 10 + 20, counter 5 + 0, carried over 0 (not 0 + 3); settled early 21, in time 9, late 3; in hand 1, late 1
    assert total[2:13] == (35, 30, 5, 0, 33, 21, 9, 3, 2, 1, 1)


def test_a_quarter_stands_beside_the_last_one_and_the_year_to_date(root: Path) -> None:
    merge(root, period="2022-Q2")
    told = reports(root, "2022-Q2")
    column = next(at for at, text in enumerate(told["Đơn vị"]) if text == "Hồ sơ đúng hạn")
    assert told["Toàn cơ quan"][column] == 0.9524  # 20 / 21 = 0.95238…, as printed
    assert told["Kỳ trước"][column] == 0.8333  # 10 / 12
    assert told["Lũy kế từ đầu năm"][column] == "chưa đủ kỳ" or told["Lũy kế từ đầu năm"][column] == 0.9091
    assert told["Thay đổi so với kỳ trước (điểm)"][column] == pytest.approx(100 * (20 / 21 - 10 / 12), abs=0.01)


def test_a_broken_continuity_is_a_warning_with_both_numbers(root: Path) -> None:
    put(root, "2022-Q2", "20  0  4  15  5  1  2  1", given=60, early=10)
    _, outcome = merge(root, period="2022-Q2")
    (found,) = [one for one in outcome["problems"] if one["code"] == "khac-ky-truoc"]
    assert found["level"] == "warning"
    assert "4" in found["message"]
    assert "3" in found["message"]
    assert (found["file"], found["unit"]) == ("XNK.xlsx", "XNK")


def test_an_absent_earlier_quarter_says_nothing(root: Path) -> None:
    (root / "input" / "2022-Q1" / "XNK.xlsx").unlink()
    _, outcome = merge(root, period="2022-Q2")
    assert "XNK" not in outcome["missing"]
    assert [one["file"] for one in outcome["files"]] == ["XNK.xlsx"]


def test_an_absent_part_is_named_and_the_present_one_counts(root: Path) -> None:
    (root / "input" / "2022-Q2" / "XNK.xlsx").unlink()
    _, outcome = merge(root, period="2022-6T")
    assert "XNK" in outcome["missing"]
    assert indicator(outcome, "dung_han", "XNK")["denominator"] == 12
    assert any(one["unit"] == "XNK" and "2022-Q2" in one["message"] for one in outcome["problems"])


def test_the_months_of_a_quarter_are_named_where_somebody_reports_by_month(root: Path) -> None:
    """Nine units sent nothing for the first quarter: of no use to tell them of months that nobody reports."""
    told = {"thieu-don-vi", "thieu-don-vi-va-ky"}
    assert codes(merge(root, period="2022-Q1")[1], "error") & told == {"thieu-don-vi"}
    assert codes(merge(root, period="2022-6T")[1], "error") & told == {"thieu-don-vi-va-ky"}


def test_an_own_workbook_wins_and_what_differs_is_told(root: Path) -> None:
    put(root, "2022-6T", "30  5  0  21  9  4  0  1", given=160, early=41)
    _, outcome = merge(root, period="2022-6T")
    assert indicator(outcome, "dung_han", "XNK")["denominator"] == 34
    told = [one["message"] for one in outcome["problems"] if one["level"] == "warning" and one["unit"] == "XNK"]
    assert any("4" in message and "3" in message for message in told), told
    assert codes(outcome)


def test_the_next_form_carries_over_what_was_in_hand(root: Path) -> None:
    made = cchc(root, "template", "2022-Q2", "--unit", "XNK")
    assert made.exit_code == 0, made.output
    book = load_workbook(root / "output" / "2022-Q2" / "bieu-mau" / "XNK.xlsx")
    cells = list(book["TTHC"].iter_rows(values_only=True))
    head = next(row for row in cells if "#ma" in row)
    row = next(row for row in cells if row[head.index("#ma")] == PROCEDURE)
    assert row[head.index("tn_ky_truoc")] == 3  # dang_trong_han 3 + dang_qua_han 0 of the first quarter
    assert row[head.index("tn_truc_tuyen")] is None
    cells = list(book["Số liệu"].iter_rows(values_only=True))
    head = next(row for row in cells if "#ma" in row)
    row = next(row for row in cells if row[head.index("#ma")] == "cv_giao")
    assert (row[head.index("gia_tri")], row[head.index("ky_truoc")]) == (None, 100)


def test_a_previous_period_without_all_units_is_marked_wherever_it_is_told(root: Path) -> None:
    _, outcome = merge(root, period="2022-Q2")
    (told,) = [one for one in outcome["problems"] if one["code"] == "ky-truoc-chua-du"]
    assert (told["level"], told["file"], told["unit"]) == ("warning", None, None)
    assert "kỳ trước (2022-Q1) chưa đủ: 1/10 đơn vị" in told["message"]
    folder = root / "output" / "2022-Q2"
    assert f"Kỳ trước {MARK}" in reports(root, "2022-Q2")
    chart = load_workbook(folder / "bao-cao" / "tong-hop-ty-le.xlsx")["Biểu đồ"]
    assert f"Kỳ trước ({MARK})" in {cell.value for row in chart.iter_rows() for cell in row}
    page = (folder / "tong-hop.html").read_text("utf-8")
    assert f"Kỳ trước (Quý I năm 2022) {MARK}" in page
    with zipfile.ZipFile(folder / "bao-cao" / "bao-cao-ket-qua-cchc.docx") as word:
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert f"So với kỳ trước ({MARK})" in text
    assert "95,24% (20/21); lũy kế chưa đủ kỳ83,33%" in text  # 10 of 12 beside it


def test_a_previous_period_that_nobody_has_sent_or_everybody_carries_no_mark(root: Path) -> None:
    shutil.rmtree(root / "input" / "2022-Q1")
    _, outcome = merge(root, period="2022-Q2")
    assert "ky-truoc-chua-du" not in codes(outcome)
    assert [name for name in reports(root, "2022-Q2") if name.startswith("Kỳ trước")] == ["Kỳ trước"]
    shutil.copytree(EXAMPLE, root / "input" / "2022-Q1")
    _, outcome = merge(root, period="2022-Q2")
    assert "ky-truoc-chua-du" not in codes(outcome)
    assert [name for name in reports(root, "2022-Q2") if name.startswith("Kỳ trước")] == ["Kỳ trước"]


def test_a_quarter_that_a_unit_has_not_sent_leaves_no_opening_to_the_next(root: Path) -> None:
    """Q3 continues Q2, or the half-year: of that there is Q1 alone, whose 3 in hand are not what Q2 ended with."""
    (root / "input" / "2022-Q2" / "XNK.xlsx").unlink()
    made = cchc(root, "template", "2022-Q3", "--unit", "XNK")
    assert made.exit_code == 0, made.output
    cells = list(
        load_workbook(root / "output" / "2022-Q3" / "bieu-mau" / "XNK.xlsx")["TTHC"].iter_rows(values_only=True)
    )
    head = next(row for row in cells if "#ma" in row)
    row = next(row for row in cells if row[head.index("#ma")] == PROCEDURE)
    assert row[head.index("tn_ky_truoc")] is None
    assert "kỳ 2022-Q2 chưa có số liệu của Phòng Xuất nhập khẩu và Hội nhập, nên số kỳ trước" in made.stderr
    put(root, "2022-Q3", "20  0  2  15  5  1  1  0", given=60, early=10)
    assert "khac-ky-truoc" not in codes(merge(root, period="2022-Q3")[1])
