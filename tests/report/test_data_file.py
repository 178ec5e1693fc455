"""so-lieu.xlsx: the figures of a period as plain tables."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.report.data_file import write_data_file
from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import merge
from tests.two_units import files, send, two_units
from tests.workbooks import write_form

Q1 = "2022-Q1 | Quý I | 1/1/2022 | 31/3/2022 | 5/4/2022"
Q2 = "2022-Q2 | Quý II | 1/4/2022 | 30/6/2022 | 5/7/2022 | | | 2022-Q1 | 2022-6T"
HALF = "2022-6T | 6 tháng | 1/1/2022 | 30/6/2022 | 5/7/2022 | 2022-Q1; 2022-Q2"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two units, the first quarter sent: 30/40 and 10/10."""
    return two_units(tmp_path, Q1, Q2, HALF)


def tables(root: Path, period: str = "2022-Q1") -> Any:
    return load_workbook(root / "output" / period / "so-lieu.xlsx")


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The rows below the headings."""
    return [row for row in sheet.iter_rows(min_row=2, values_only=True) if any(value is not None for value in row)]


def meta(book: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in book["_meta"].iter_rows(values_only=True)}


def test_figures_stand_with_their_cells_and_blank_is_not_0(root: Path) -> None:
    write_form(root / "input" / "2022-Q1" / "B.xlsx", "B", {"Số liệu": "#ma  gia_tri\nviec  0\ngiao  ."})
    merge(root)
    sheet = tables(root)["Số liệu"]
    headings = [cell.value for cell in sheet[1]]
    assert headings == ["kỳ", "đơn vị", "thủ tục", "mã", "giá trị", "tệp", "sheet", "ô"]
    # the forms' tables begin in A1: row 2 is viec, row 3 giao, column B their values
    assert rows(sheet) == [
        ("2022-Q1", "A", None, "viec", 30, "A.xlsx", "Số liệu", "B2"),
        ("2022-Q1", "A", None, "giao", 40, "A.xlsx", "Số liệu", "B3"),
        ("2022-Q1", "B", None, "viec", 0, "B.xlsx", "Số liệu", "B2"),
        ("2022-Q1", "B", None, "giao", None, "B.xlsx", "Số liệu", "B3"),
    ]


def test_it_opens_as_tables_with_headings_that_stay(root: Path) -> None:
    merge(root)
    book = tables(root)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in visible] == ["Số liệu", "Nhiệm vụ", "Xếp hạng", "Chỉ tiêu", "Thiếu"]
    assert {sheet.sheet_state for sheet in book.worksheets if sheet not in visible} == {"veryHidden"}
    for sheet in visible:
        assert sheet.freeze_panes == "A2"
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None
        assert table.column_names == [cell.value for cell in sheet[1]]
    assert next(iter(book["Số liệu"].tables.values())).ref == "A1:H5"


def test_on_paper_it_is_a_page_wide_and_says_whose_figures_it_holds(root: Path) -> None:
    """The task's 86 letters take more than one line of 224 pixels (32 digits) at 11 points."""
    plan = f"{SHEETS['Kế hoạch']}\n | 2 | {'Việc thường xuyên của đơn vị ' * 3} | | Các phòng | Văn bản | Tháng 2"
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(Q1, Q2, HALF) | {"Kế hoạch": plan})
    merge(root)
    book = tables(root)
    for sheet in (sheet for sheet in book.worksheets if sheet.sheet_state == "visible"):
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
            "landscape",
            0,
        )  # one page wide is usual
        assert f"Quý I. {sheet.title}" in sheet.oddHeader.left.text
        assert sheet["A2"].border.left.style == "thin"
    assert book["Thiếu"].oddHeader.left.text.endswith("Thiếu: không có")
    heights = [book["Nhiệm vụ"].row_dimensions[row].height for row in (2, 3)]
    assert max(heights) >= 3 * 11 * 1.17 > min(heights)
    assert book["Số liệu"]["E2"].alignment.indent == 1  # numbers do not touch the file's name


def test_answers_have_their_deadlines_as_days(root: Path) -> None:
    plan = f"{SHEETS['Kế hoạch']}\n | 2 | Báo cáo | | Các phòng | Văn bản | Tháng 2"
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(Q1) | {"Kế hoạch": plan})
    answers = "#ma  trang_thai  ngay_hoan_thanh\nI.2  Đã hoàn thành  01/03/2022"
    write_form(root / "input" / "2022-Q1" / "A.xlsx", "A", {"Nhiệm vụ": answers})
    merge(root)
    sheet = tables(root)["Nhiệm vụ"]
    headings = [cell.value for cell in sheet[1]]
    first, second = (dict(zip(headings, row, strict=True)) for row in rows(sheet) if row[2] == "I.2")
    told = {
        "đơn vị": "A",
        "mục": "I.2",
        "nội dung": "Báo cáo",
        "trạng thái": "Đã hoàn thành",
        "đánh giá": "trễ hạn",
        # owed by the last day of February
        "hạn": dt.datetime(2022, 2, 28),
        "ngày hoàn thành": dt.datetime(2022, 3, 1),
        "tệp": "A.xlsx",
        "sheet": "Nhiệm vụ",
        "ô": "B2",
    }
    assert {heading: first[heading] for heading in told} == told
    # the other unit's form has no such row: it is late, and no cell says so
    assert (second["đơn vị"], second["trạng thái"], second["đánh giá"], second["ô"]) == ("B", None, "trễ hạn", None)


def test_ratios_stand_beside_the_period_before_and_the_year(root: Path) -> None:
    send(root, "2022-Q2", "A", 8, 10)
    send(root, "2022-Q2", "B", 5, 10)
    merge(root, period="2022-Q2")
    sheet = tables(root, "2022-Q2")["Chỉ tiêu"]
    whole = dict(zip([cell.value for cell in sheet[1]], rows(sheet)[0], strict=True))
    # 8 + 5 of 10 + 10; before 30 + 10 of 40 + 10; together 53 of 70, 75,714…%
    wanted = {
        "đơn vị": None,
        "mã": "ty_le",
        "tử số": 13,
        "mẫu số": 20,
        "tỷ lệ": 0.65,
        "hiện": "65,00%",
        "kỳ trước": "2022-Q1",
        "tử số kỳ trước": 40,
        "mẫu số kỳ trước": 50,
        "hiện kỳ trước": "80,00%",
        "kỳ lũy kế": "2022-6T",
        "tử số lũy kế": 53,
        "mẫu số lũy kế": 70,
        "hiện lũy kế": "75,71%",
    }
    assert {heading: whole[heading] for heading in wanted} == wanted


def test_it_says_what_it_is_and_whether_it_is_a_draft(root: Path) -> None:
    merge(root)
    book = tables(root)
    told = meta(book)
    assert {key: told[key] for key in ("loai", "ky", "trang_thai")} == {
        "loai": "so-lieu",
        "ky": "2022-Q1",
        "trang_thai": "chính thức",
    }
    assert told.keys() >= {"co_quan", "danh_muc"} | told.keys()
    assert rows(book["Thiếu"]) == []
    (root / "input" / "2022-Q1" / "B.xlsx").unlink()
    merge(root)
    book = tables(root)
    assert meta(book)["trang_thai"] == "bản nháp"
    assert rows(book["Thiếu"]) == [("2022-Q1", "B", "Phòng B", "2022-Q1", "Không")]
    assert str(book["Số liệu"].oddHeader.right.text).startswith("BẢN NHÁP")


def test_parts_keep_their_periods(root: Path) -> None:
    send(root, "2022-Q2", "A", 8, 10)
    merge(root, period="2022-6T")
    told = [row[:5] for row in rows(tables(root, "2022-6T")["Số liệu"]) if row[3] == "viec"]
    assert told == [
        ("2022-Q1", "A", None, "viec", 30),
        ("2022-Q2", "A", None, "viec", 8),
        ("2022-Q1", "B", None, "viec", 10),
    ]


def test_a_long_table_goes_on_in_further_sheets(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit has two rows: three rows a sheet hold one unit, since a unit stays on one sheet."""
    monkeypatch.setattr(
        "cchc_excel.commands.write_reports.write_data_file", functools.partial(write_data_file, sheet_rows=3)
    )
    merge(root)
    book = tables(root)
    assert [row[1] for row in rows(book["Số liệu"])] == ["A", "A"]
    assert [row[1] for row in rows(book["Số liệu (2)"])] == ["B", "B"]
    assert "Số liệu (3)" not in book.sheetnames
    assert [cell.value for cell in book["Số liệu (2)"][1]] == [cell.value for cell in book["Số liệu"][1]]
    assert len({name for sheet in book.worksheets for name in sheet.tables}) == len(book.sheetnames) - 1  # _meta


def test_a_unit_longer_than_a_sheet_is_cut(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "cchc_excel.commands.write_reports.write_data_file", functools.partial(write_data_file, sheet_rows=1)
    )
    merge(root)
    book = tables(root)
    names = ["Số liệu", "Số liệu (2)", "Số liệu (3)", "Số liệu (4)"]
    assert [rows(book[name])[0][3] for name in names] == ["viec", "giao", "viec", "giao"]


def test_the_same_input_gives_the_same_bytes_and_an_issue_keeps_them(root: Path) -> None:
    code, outcome = merge(root, "--final")
    file = root / "output" / "2022-Q1" / "so-lieu.xlsx"
    first = file.read_bytes()
    assert code == 0
    assert "so-lieu.xlsx" in outcome["outputs"]
    assert (root / "output" / "2022-Q1" / "phat-hanh" / "1" / "so-lieu.xlsx").read_bytes() == first
    before = files(root / "output")
    assert merge(root)[0] == 0
    assert files(root / "output") == before
    send(root, "2022-Q1", "A", 20, 40)
    merge(root)
    assert str(tables(root)["Số liệu"].oddHeader.right.text).startswith("CHƯA PHÁT HÀNH")


def test_an_edited_one_is_kept(root: Path) -> None:
    merge(root)
    file = root / "output" / "2022-Q1" / "so-lieu.xlsx"
    book = load_workbook(file)
    book["Số liệu"]["K1"] = "ghi thêm"
    book.save(file)
    outcome = merge(root)[1]
    assert [(one["code"], one["file"]) for one in outcome["problems"]] == [("bao-cao-da-sua-tay", "so-lieu.xlsx")]
    assert (root / "output" / "2022-Q1" / "cu" / "so-lieu.xlsx").is_file()
