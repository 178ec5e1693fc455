"""`cchc new-year`: the closed year keeps its catalogue and templates, the next one begins beside it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cchc_runs import EXAMPLE, cchc, codes, merge
from tests.two_units import files, send, two_units
from tests.workbooks import small_report, write_form


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A working folder whose last quarter of 2022 has the files of one unit."""
    assert cchc(tmp_path, "init").exit_code == 0
    left_open = {
        "Số liệu": "#ma  gia_tri\nvb_di  10\nvb_di_dien_tu  9\ncv_giao  8\ncv_som_han  4\ncv_tre_han  0\ncv_gia_han  0",
        "TTHC": "#ma  tn_truc_tuyen  gq_dung_han  dang_trong_han  dang_qua_han\n2.001624  9  4  3  2",
    }
    write_form(tmp_path / "input" / "2022-Q4" / "QLTM.xlsx", "QLTM", left_open, "2022-Q4")
    return tmp_path


def catalogue(root: Path, sheet: str) -> list[list[object]]:
    book = load_workbook(root / "templates" / "danh-muc.xlsx")
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def test_the_present_set_is_kept_whole_and_the_new_year_begun(root: Path) -> None:
    before = files(root / "templates")
    result = cchc(root, "new-year", "2023")
    assert result.exit_code == 0, result.output
    kept = files(root / "templates" / "2022")
    assert kept == before
    rows = {str(row[0]): row for row in catalogue(root, "Kỳ báo cáo")}
    assert len(rows) == 20  # headings, 4 quarters, 6T, 9T, N, 12 months
    assert rows["2023-Q1"][:5] == [
        "2023-Q1",
        "Quý I năm 2023",
        dt.datetime(2022, 12, 15),
        dt.datetime(2023, 3, 14),
        dt.datetime(2023, 3, 17),
    ]
    assert rows["2023-Q1"][6:8] == ["2022-Q4; 2022-N", "2022-Q4"]
    assert [row for row in catalogue(root, "Kế hoạch")[1:] if any(row)] == []
    assert ["nam", "2023"] in [row[:2] for row in catalogue(root, "Thông tin")]
    assert "2023-Q2 (17/06/2023)" in result.output  # a Saturday
    assert "cchc template 2023-Q1" in result.output


YEAR = (
    "2022-Q1 | Quý I năm 2022 | 1/1/2022 | 31/3/2022 | 5/4/2022",
    "2022-Q2 | Quý II năm 2022 | 1/4/2022 | 30/6/2022 | 5/7/2022 | | 2022-Q1 | 2022-Q1 | 2022-6T",
    "2022-Q3 | Quý III năm 2022 | 1/7/2022 | 30/9/2022 | 5/10/2022 | | 2022-Q2 | 2022-Q2 | 2022-9T",
    "2022-6T | 6 tháng năm 2022 | 1/1/2022 | 30/6/2022 | 5/7/2022 | 2022-Q1; 2022-Q2",
    "2022-9T | 9 tháng năm 2022 | 1/1/2022 | 30/9/2022 | 5/10/2022 | 2022-Q1; 2022-Q2; 2022-Q3 | | 2022-6T",
)


def test_nine_months_are_compared_with_nine_months_of_the_old_year(tmp_path: Path) -> None:
    """In the first year, of which there is none before, with its six months."""
    two_units(tmp_path, *YEAR)
    small_report(tmp_path)
    for period, of_a, of_b in (
        ("2022-Q2", (8, 10), (5, 10)), ("2022-Q3", (1, 5), (2, 5)),
        ("2023-Q1", (9, 10), (9, 10)), ("2023-Q2", (7, 10), (7, 10)), ("2023-Q3", (8, 10), (8, 10)),
    ):  # fmt: skip
        send(tmp_path, period, "A", *of_a)
        send(tmp_path, period, "B", *of_b)
    shown = "hiện", "hiện kỳ trước"
    assert beside(tmp_path, "2022-9T", *shown) == ("70,00%", "75,71%")  # 56/80; six months 53/70
    told = cchc(tmp_path, "new-year", "2023")
    assert "So với cùng kỳ năm 2022 (cột kỳ trước): 2023-Q1; 2023-6T; 2023-9T." in told.output
    assert beside(tmp_path, "2023-9T", *shown) == ("80,00%", "70,00%")  # 48/60; six months would be 32/40 = 80,00%


def beside(root: Path, period: str, *columns: str) -> tuple[object, ...]:
    """What so-lieu.xlsx says of the department's one ratio."""
    merge(root, period=period)
    head, row, *_ = load_workbook(root / "output" / period / "so-lieu.xlsx")["Chỉ tiêu"].iter_rows(values_only=True)
    return tuple(row[head.index(column)] for column in columns)


def test_a_year_left_out_leaves_no_links_to_it(root: Path) -> None:
    """2023 names 2022's periods; three years on those would be 2024's, which nobody has: the new year stands beside
    2023's, and its catalogue serves."""
    assert cchc(root, "new-year", "2023").exit_code == 0
    assert cchc(root, "new-year", "2025").exit_code == 0
    rows = {str(row[0]): row for row in catalogue(root, "Kỳ báo cáo")}
    assert rows["2025-Q1"][6:8] == [None, "2023-Q1"]
    assert rows["2025-Q2"][6:8] == ["2025-Q1", "2025-Q1"]
    assert "0 lỗi" in cchc(root, "catalogue", "check").output


def test_an_old_quarter_merged_again_gives_the_same_bytes(root: Path) -> None:
    code, before = merge(root, period="2022-Q4")
    printed = files(root / "output")
    assert cchc(root, "new-year", "2023").exit_code == 0
    (root / "templates" / "bao-cao" / "tong-hop-ty-le.xlsx").unlink()  # the new year has other reports
    assert merge(root, period="2022-Q4") == (code, before)
    assert files(root / "output") == printed


def test_shipped_defaults_are_kept_too(tmp_path: Path) -> None:
    assert cchc(tmp_path, "new-year", "2023").exit_code == 0
    kept = set(files(tmp_path / "templates" / "2022"))
    assert {"danh-muc.xlsx", "tong-hop.html", "bao-cao/tong-hop-ty-le.xlsx", "thu/tra-lai.txt"} <= kept
    assert set(files(tmp_path / "templates")) == {f"2022/{name}" for name in kept} | {"danh-muc.xlsx"}


def test_forms_of_the_new_year_hold_what_the_old_left_open(root: Path) -> None:
    assert cchc(root, "new-year", "2023").exit_code == 0
    result = cchc(root, "template", "2023-Q1", "--unit", "QLTM")
    assert result.exit_code == 0, result.output
    page = load_workbook(root / "output" / "2023-Q1" / "bieu-mau" / "QLTM.xlsx")["TTHC"]
    cells = {(row[0].row, cell.column): cell.value for row in page.iter_rows() for cell in row}
    (top,) = {row for (row, _), value in cells.items() if value == "#ma"}
    (column,) = {at for (row, at), value in cells.items() if row == top and value == "tn_ky_truoc"}
    (left,) = {at for (row, at), value in cells.items() if row == top and value == "#ma"}
    of_code = {value: cells[row, column] for (row, at), value in cells.items() if at == left}
    assert of_code["2.001624"] == 5  # 3 in time and 2 late were in hand on 14/12/2022


def test_a_new_year_without_a_plan_yet_merges(root: Path) -> None:
    assert cchc(root, "new-year", "2023").exit_code == 0
    write_form(root / "input" / "2023-Q1" / "QLTM.xlsx", "QLTM", {"Số liệu": "#ma  gia_tri\nvb_di  10"}, "2023-Q1")
    code, outcome = merge(root, period="2023-Q1")
    assert code == 1
    assert "danh-muc-chua-co-ke-hoach" in codes(outcome, "warning")
    assert (root / "output" / "2023-Q1" / "bao-cao" / "phu-luc-khac-phuc-ton-tai.xlsx").is_file()


def test_workbooks_of_either_year_are_known_by_the_period_they_name(root: Path) -> None:
    assert cchc(root, "new-year", "2023").exit_code == 0
    checked = cchc(root, "check", str(EXAMPLE / "VP.xlsx"))
    assert checked.exit_code == 0, checked.output
    letter = root / "thu-den"
    shutil.copytree(EXAMPLE, letter)
    collected = cchc(root, "collect", str(letter))
    assert collected.exit_code == 0, collected.output
    assert len(list((root / "input" / "2022-Q1").glob("*.xlsx"))) == 10


def test_status_by_itself_looks_at_every_year(root: Path) -> None:
    assert cchc(root, "new-year", "2023").exit_code == 0
    assert "2022-Q4" in cchc(root, "status", "--today", "20/12/2022").output
    (root / "input" / "2023-Q1").mkdir()
    (root / "input" / "2023-Q1" / "VP.xlsx").write_bytes((EXAMPLE / "VP.xlsx").read_bytes())
    assert "2023-Q1" in cchc(root, "status", "--today", "10/3/2023").output


def test_run_again_after_it_was_interrupted_it_goes_on(root: Path) -> None:
    before = (root / "templates" / "danh-muc.xlsx").read_bytes()
    assert cchc(root, "new-year", "2023").exit_code == 0
    begun = (root / "templates" / "danh-muc.xlsx").read_bytes()
    (root / "templates" / "danh-muc.xlsx").write_bytes(before)  # killed just before the new catalogue took its place
    assert cchc(root, "new-year", "2023").exit_code == 0
    assert catalogue(root, "Kỳ báo cáo")[1][0] == "2023-Q1"
    assert begun != before


def test_a_year_that_cannot_be_begun_changes_nothing(root: Path) -> None:
    before = files(root / "templates")
    refused = cchc(root, "new-year", "2022")
    assert refused.exit_code == 2
    assert "cchc new-year 2023" in refused.output
    other = root / "templates" / "2022" / "danh-muc.xlsx"
    other.parent.mkdir()
    other.write_bytes(b"a catalogue of the department's own")
    assert cchc(root, "new-year", "2023").exit_code == 2
    assert files(root / "templates") == before | {"2022/danh-muc.xlsx": other.read_bytes()}


@pytest.mark.parametrize("year", ["23", "hai nghìn", "20233"])
def test_a_year_has_four_digits(tmp_path: Path, year: str) -> None:
    assert cchc(tmp_path, "new-year", year).exit_code == 2
    assert not (tmp_path / "templates").exists()
