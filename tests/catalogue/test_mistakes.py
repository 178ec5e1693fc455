"""Mistakes in the catalogue: each is refused with its sheet and cell, all of them at once."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.catalogue.read import HEADINGS, read_catalogue
from cchc_excel.model.records import RawForm, RawSheet
from cchc_excel.problems.grouping import line_of
from cchc_excel.problems.problem import Level, Problem
from cchc_excel.reading.workbook import read_bytes
from scripts.example_catalogue import shipped_workbook
from tests.cchc_runs import EXAMPLE, cchc

SHIPPED = (Path(__file__).resolve().parents[2] / "templates" / "danh-muc.xlsx").read_bytes()
Change = tuple[str, str, str, object]
"""Sheet, the row's first cell, heading, new value."""


def mistakes(*changes: Change) -> tuple[bool, list[Problem], list[str]]:
    """Whether the changed catalogue is accepted, its problems, and the addresses of the changed cells."""
    book = load_workbook(io.BytesIO(SHIPPED))
    cells = [_set(book[sheet], key, heading, value) for sheet, key, heading, value in changes]
    buffer = io.BytesIO()
    book.save(buffer)
    raw, found = read_bytes("danh-muc.xlsx", buffer.getvalue())
    assert raw is not None
    catalogue, more_found = read_catalogue(raw, "danh-muc.xlsx")
    return catalogue is not None, [*found, *more_found], cells


def _set(page: Worksheet, key: str, heading: str, value: object) -> str:
    headings = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if row[0].value == key)
    cell = row[headings.index(heading)]
    cell.value = value  # type: ignore[assignment]
    return cell.coordinate


@pytest.mark.parametrize(
    "change",
    [
        ("Chỉ tiêu", "dung_han", "tử số", "tong(gq_dung)"),  # no such figure
        ("Chỉ tiêu", "dung_han", "mẫu số", "tong(gq_dung_han) / 2"),  # no division
        ("Chỉ tiêu", "dung_han", "tử số", "gq_dung_han"),  # a procedure's figure outside tong
        ("Chỉ tiêu", "e_office", "tử số", "tong(vb_di)"),  # a unit's figure inside tong
        ("Chỉ tiêu", "som_han", "yêu cầu", "trên 30%"),  # not a requirement
        ("Chỉ tiêu", "som_han", "yêu cầu", 0.3),  # a number where text belongs
        ("Chỉ tiêu", "som_han", "khi 0/0", "Không biết"),
        ("Chỉ tiêu", "som_han", "mục", "IX.9"),  # no such row of the plan
        ("Chỉ tiêu", "e_office", "mã", "dung_han"),  # two rows with one code
        ("Kỳ báo cáo", "2022-Q2", "gồm các kỳ", "2022-T04; 2022-T99"),  # parts that do not exist
        ("Kỳ báo cáo", "2022-Q2", "đến ngày", "2022-01-01"),  # ends before it begins
        ("Kỳ báo cáo", "2022-Q2", "kỳ trước", "2021-Q9"),
        ("Kỳ báo cáo", "2022-T01", "gồm các kỳ", "2022-Q1"),  # a period that contains itself
        ("Đơn vị", "TTR", "mã", "VP"),
        ("TTHC", "2.000063", "đơn vị", "Phòng Không Có"),
        ("TTHC", "2.000063", "muc_3_4", "có"),  # a flag is x or blank
        ("TTHC", "2.000063", "mã", 2.000063),  # a number where text belongs
        ("Số liệu", "vb_di", "ai điền", "Các ban"),  # a group nobody is in
        ("Số liệu", "vb_di", "cộng dồn", "trung bình"),
        ("Số liệu", "vb_di", "bảng", "huyện"),
        ("Số liệu", "bcci", "chỉ khi", "cb_khong"),  # no such flag
        ("Số liệu", "phat_sinh", "công thức", "tn_truc_tuyen + phat_sinh"),  # a formula of itself
        ("Kiểm tra", "bcci-qua-phat-sinh", "mức", "nặng"),
        ("Kiểm tra", "bcci-qua-phat-sinh", "biểu thức", "bcci <= vb_di"),  # a unit's figure in a row's check
        ("Kiểm tra", "bcci-qua-phat-sinh", "thông báo", "sai {gi_do}"),
        ("Chấm điểm", "IV.7", "cách chấm", "tùy ý"),
        ("Chấm điểm", "IV.7", "tham số", "diem=0,5"),
        ("Chấm điểm", "IV.7", "chỉ tiêu", "xh_dung_yen"),
    ],
    ids=lambda change: f"{change[0]}-{change[1]}-{change[2]}",
)
def test_a_mistake_is_refused_with_its_cell(change: Change) -> None:
    accepted, found, (cell,) = mistakes(change)
    assert not accepted
    errors = [one for one in found if one.level is Level.ERROR]
    assert (change[0], cell) in {(one.sheet, one.cell) for one in errors}, [line_of(one) for one in errors]


@pytest.mark.parametrize(
    "change",
    [
        ("Kỳ báo cáo", "2022-Q1", "từ ngày", "hôm qua"),  # nor "blank", nor "no such period" where others name it
        ("Kỳ báo cáo", "2022-Q1", "từ ngày", "=TODAY()"),
        ("Kỳ báo cáo", "2022-Q1", "từ ngày", None),
        ("Đơn vị", "XNK", "từ ngày", "hôm qua"),
        ("Số liệu", "vb_di", "cộng dồn", "=A1"),  # nor "blank"
        ("Chỉ tiêu", "som_han", "yêu cầu", "trên 30%"),  # nor "the definition names a requirement that is blank"
        ("Chấm điểm", "IV.7", "cách chấm", "tùy ý"),  # nor its parameters, nor a cap with nothing below
    ],
    ids=lambda change: f"{change[0]}-{change[3]}",
)
def test_what_follows_from_a_mistake_is_not_told_too(change: Change) -> None:
    accepted, found, (cell,) = mistakes(change)
    assert not accepted
    assert [(one.sheet, one.cell) for one in found] == [(change[0], cell)], [line_of(one) for one in found]


@pytest.mark.parametrize("sheet", ["Kỳ báo cáo", "Đơn vị"])
def test_a_sheet_that_needs_a_row_and_has_none_is_a_mistake(tmp_path: Path, sheet: str) -> None:
    book = load_workbook(io.BytesIO(SHIPPED))
    book[sheet].delete_rows(2, 99)
    (tmp_path / "templates").mkdir()
    book.save(tmp_path / "templates" / "danh-muc.xlsx")
    for command in (("merge", "2022-Q1"), ("status",), ("new-year", "2023")):
        told = cchc(tmp_path, *command)
        assert told.exit_code == 2
        assert f"{sheet}!A2: sheet chưa có dòng nào; điền vào dưới dòng 1" in told.stderr


def test_all_mistakes_are_told_together() -> None:
    accepted, found, cells = mistakes(
        ("Chỉ tiêu", "dung_han", "tử số", "tong(gq_dung)"),
        ("Đơn vị", "TTR", "mã", "VP"),
        ("Số liệu", "vb_di", "cộng dồn", "trung bình"),
    )
    assert not accepted
    assert set(cells) <= {one.cell for one in found if one.level is Level.ERROR}


def test_a_procedure_of_nobody_is_only_a_warning() -> None:
    accepted, found, _ = mistakes(("TTHC", "2.000063", "đơn vị", None))
    assert accepted
    assert [(one.level, one.sheet) for one in found] == [(Level.WARNING, "TTHC")]


@pytest.mark.parametrize(
    ("requirement", "told"),
    [
        (">= 80", ["không bao giờ đạt: 80 nghĩa là 8000 %?", "ví dụ >= 80%"]),
        ("> 99,5", ["không bao giờ đạt: 99,5 nghĩa là 9950 %?", "ví dụ > 99,5%"]),
        ("≤ 1,5", ["lúc nào cũng đạt: 1,5 nghĩa là 150 %?", "ví dụ ≤ 1,5%"]),
        (">= 80%", []),
        (">= 0,8", []),  # the same gate as a fraction
        (">= 1", []),  # 100 %
        ("> 100%", []),  # with its sign it is meant
    ],
)
def test_a_percentage_without_its_sign_is_a_warning(requirement: str, told: list[str]) -> None:
    accepted, found, cells = mistakes(("Chỉ tiêu", "e_office", "yêu cầu", requirement))
    assert accepted
    assert [(one.level, one.cell) for one in found] == [(Level.WARNING, cells[0])] * bool(told)
    assert all(words in line_of(found[0]) for words in told)


def test_a_gate_of_points_is_no_percentage() -> None:
    assert mistakes(("Chỉ tiêu", "danh_gia", "yêu cầu", ">= 80"))[:2] == (True, [])


@pytest.mark.parametrize(
    ("requirement", "definition", "told"),
    [
        (">= 20%", "Đạt khi tỷ lệ từ 15 % trở lên", "“15%” trong khi yêu cầu là ≥ 20%"),
        ("> 30%", "Trên 30%; các năm trước từ 25% trở lên", ""),  # one of its bounds is the requirement's
        (">= 20%", "Đạt khi tỷ lệ {yeu_cau}, không quá 100 việc", ""),  # a number of another kind is no bound
        (">= 1,5%", "Tối thiểu 1,5 % tổng số", ""),
        (">= 0,2", "Tỷ lệ ít nhất 0,3 điểm", "“0,3” trong khi yêu cầu là ≥ 0,2"),
        (None, "Đạt khi {yeu_cau}", "định nghĩa viết {yeu_cau} trong khi cột yêu cầu để trống"),
        (None, "Đạt khi từ 15% trở lên", ""),
    ],
)
def test_words_that_contradict_the_requirement_are_a_warning(
    requirement: str | None, definition: str, told: str
) -> None:
    accepted, found, cells = mistakes(
        ("Chỉ tiêu", "e_office", "yêu cầu", requirement), ("Chỉ tiêu", "e_office", "định nghĩa", definition)
    )
    assert accepted
    assert [(one.level, one.cell) for one in found] == [(Level.WARNING, cells[1])] * bool(told)
    assert not told or told in line_of(found[0])


@pytest.mark.parametrize("command", ["check", "collect", "remind", "template", "merge"])
def test_a_warning_of_the_catalogue_is_told_and_stops_no_command(tmp_path: Path, command: str) -> None:
    book = load_workbook(io.BytesIO(SHIPPED))
    book["TTHC"]["D19"] = None  # whose procedure it is
    (tmp_path / "templates").mkdir()
    book.save(tmp_path / "templates" / "danh-muc.xlsx")
    sent = tmp_path / "VP.xlsx"
    shutil.copy(EXAMPLE / "VP.xlsx", sent)
    arguments = {"check": [str(sent)], "collect": [str(sent)], "template": ["2022-Q1", "--unit", "VP"]}
    if command == "merge":
        assert cchc(tmp_path, "collect", str(sent)).exit_code == 0
    result = cchc(tmp_path, command, *arguments.get(command, ["2022-Q1"]))
    assert "TTHC!D19: thủ tục 2.000063 không thuộc đơn vị nào" in result.stderr
    assert result.exit_code == (1 if command == "merge" else 0)  # nine units have sent nothing


def test_a_missing_sheet_and_a_missing_heading_are_named() -> None:
    book = load_workbook(io.BytesIO(SHIPPED))
    del book["Kiểm tra"]
    book["Chỉ tiêu"]["D1"] = "tu so"
    buffer = io.BytesIO()
    book.save(buffer)
    raw, _ = read_bytes("danh-muc.xlsx", buffer.getvalue())
    assert raw is not None
    catalogue, found = read_catalogue(raw, "danh-muc.xlsx")
    assert catalogue is None
    told = " ".join(line_of(one) for one in found)
    assert "Kiểm tra" in told
    assert "tử số" in told


@pytest.mark.parametrize(("sheet", "heading"), [(sheet, one) for sheet, needed in HEADINGS.items() for one in needed])
def test_any_heading_that_is_missing_is_named(sheet: str, heading: str) -> None:
    """Without its headings a sheet gives no rows: no units, figures, periods to what stands on them."""
    whole = shipped_workbook()
    head, *rows = next(one for one in whole.sheets if one.name == sheet).rows
    changed = RawSheet(sheet, [["cột khác" if title == heading else title for title in head], *rows])
    catalogue, found = read_catalogue(
        RawForm([changed if one.name == sheet else one for one in whole.sheets], ""), "danh-muc.xlsx"
    )
    assert catalogue is None
    assert any(one.sheet == sheet and one.cell == "A1" and f"“{heading}”" in one.message for one in found)
