"""What a run tells on stderr is told once: resent files are silent, parts are counted, forms of another catalogue are
one line. JSON keeps every problem."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import cchc, merge, statuses
from tests.two_units import send, two_units
from tests.workbooks import save_as_of, write_form

T1 = "2022-T01 | Tháng 1 năm 2022 | 1/1/2022 | 31/1/2022 | 5/2/2022"
T2 = "2022-T02 | Tháng 2 năm 2022 | 1/2/2022 | 28/2/2022 | 5/3/2022"
Q1 = "2022-Q1 | Hai tháng | 1/1/2022 | 28/2/2022 | 5/3/2022 | 2022-T01; 2022-T02"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return two_units(tmp_path, T1, T2, Q1)


def typed_as_text(root: Path, period: str, unit: str, name: str = "") -> None:
    """A workbook whose two figures are typed as text: two warnings."""
    sheets = {
        "Số liệu": "#ma  gia_tri\nviec  30 việc\ngiao  40 việc",
        "Nhiệm vụ": "#ma  trang_thai\nI.1  Đã hoàn thành",
        "Xếp hạng": "#ma  chi_so  tieu_chi  hang_nam_truoc  hang_nam_nay",
    }
    write_form(root / "input" / period / (name or f"{unit}.xlsx"), unit, sheets, period)


def test_a_longer_period_counts_the_warnings_of_its_parts(root: Path) -> None:
    for unit in "AB":
        typed_as_text(root, "2022-T01", unit)
        send(root, "2022-T02", unit, 1, 2)
    code, outcome = merge(root, period="2022-Q1")
    assert code == 0
    assert len([one for one in outcome["problems"] if one["file"].startswith("../2022-T01/")]) == 4
    told = cchc(root, "merge", "2022-Q1").stderr.splitlines()
    assert [line.partition(";")[0] for line in told] == ["Cảnh báo: 2022-T01: 4 cảnh báo về các tệp của kỳ ấy"]
    assert "gõ dưới dạng chữ" in cchc(root, "merge", "2022-T01").stderr


def test_errors_of_a_part_are_told_in_full(root: Path) -> None:
    send(root, "2022-T01", "A", -5, 40)
    for unit in "AB":
        send(root, "2022-T02", unit, 1, 2)
    run = cchc(root, "merge", "2022-Q1")
    assert run.exit_code == 1
    assert "LỖI: ../2022-T01/A.xlsx › Số liệu!B2: số -5 là số âm" in run.stderr


def test_a_unit_that_has_sent_again_hears_no_more_of_the_former_file(root: Path) -> None:
    former = root / "input" / "2022-T01" / "A (1).xlsx"
    typed_as_text(root, "2022-T01", "A", former.name)
    save_as_of(load_workbook(former), former, dt.datetime(2022, 2, 1))
    _, outcome = merge(root, period="2022-T01")
    assert statuses(outcome)[former.name] == "superseded"
    assert len([one for one in outcome["problems"] if one["file"] == former.name]) == 3  # JSON keeps what was found
    told = cchc(root, "merge", "2022-T01")
    assert (told.exit_code, told.stderr) == (0, "")
    status = json.loads(cchc(root, "status", "2022-T01", "--json").stdout)
    assert [(one["unit"], one["warnings"]) for one in status["units"]] == [("A", 0), ("B", 0)]


def test_another_catalogue_is_told_once_for_all_forms_and_only_where_it_asks_otherwise(root: Path) -> None:
    assert cchc(root, "template", "2022-T01").exit_code == 0
    for unit in "AB":
        form = root / "output" / "2022-T01" / "bieu-mau" / f"{unit}.xlsx"
        form.replace(root / "input" / "2022-T01" / form.name)
    addresses = SHEETS["Đơn vị"].replace("Các phòng\nB", "Các phòng | a@so.example\nB")
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(T1, T2, Q1) | {"Đơn vị": addresses})
    assert "danh mục khác" not in cchc(root, "merge", "2022-T01").stderr
    asked = f"{SHEETS['Số liệu']}\nthem | Việc thêm | việc | đơn vị | Các phòng"
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(T1, T2, Q1) | {"Số liệu": asked})
    told = [line for line in cchc(root, "merge", "2022-T01").stderr.splitlines() if "danh mục khác" in line]
    assert len(told) == 1
    assert told[0].startswith("Cảnh báo: A.xlsx; B.xlsx: biểu mẫu làm từ bản danh mục khác")
