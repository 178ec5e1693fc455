"""Columns of the catalogue that older ones do not have: they may be absent, and empty they change nothing; short names
are shown where they are asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.read import HEADINGS, OPTIONAL, read_catalogue
from tests.catalogue.tables import SHEETS, catalogue_raw, periods, write_catalogue
from tests.cchc_runs import cchc
from tests.two_units import two_units

QUARTER = "2022-Q1 | Quý I năm 2022 | 1/1/2022 | 31/3/2022 | 5/4/2022"


def read(changes: dict[str, str]) -> Catalogue:
    catalogue, problems = read_catalogue(catalogue_raw(periods(QUARTER) | changes), "danh-muc.xlsx")
    assert problems == []
    assert catalogue is not None
    return catalogue


def with_column(sheet: str, heading: str, below: str = "") -> dict[str, str]:
    """A sheet with a further column, which holds a cell in its first row."""
    head, *rows = SHEETS.get(sheet, " | ".join(HEADINGS[sheet])).split("\n")
    width = head.count("|")
    full = [row + " |" * (width - row.count("|")) for row in rows]
    cells = [f"{row} | {below if at == 0 else ''}" for at, row in enumerate(full)]
    return {sheet: "\n".join([f"{head} | {heading}", *cells])}


@pytest.mark.parametrize(("sheet", "heading"), [(sheet, one) for sheet, many in OPTIONAL.items() for one in many])
def test_an_empty_column_is_no_other_catalogue(sheet: str, heading: str) -> None:
    """Forms sent before the column was there are not "made from another catalogue"."""
    assert read(with_column(sheet, heading)).fingerprint == read({}).fingerprint


def test_a_filled_one_is_another_catalogue_and_so_is_another_heading() -> None:
    assert read(with_column("Đơn vị", "tên ngắn", "P. A")).fingerprint != read({}).fingerprint
    assert read(with_column("Đơn vị", "của riêng")).fingerprint != read({}).fingerprint


def test_a_short_name_is_the_name_where_none_is_given() -> None:
    plain, short = (
        read({}),
        read(with_column("Chỉ tiêu", "tên ngắn", "Đã làm") | with_column("Số liệu", "tên ngắn", "Xong")),
    )
    assert (plain.units["A"].short, plain.figures["viec"].short, plain.indicators["ty_le"].short) == (
        "Phòng A",
        "Việc đã làm",
        "Tỷ lệ việc đã làm",
    )
    assert (short.figures["viec"].short, short.figures["giao"].short) == ("Xong", "Việc được giao")
    assert short.indicators["ty_le"].short == "Đã làm"
    assert short.figures["nv_giao"].short == "Nhiệm vụ được giao"  # derived, with no row of its own


def test_tables_ask_for_short_names(tmp_path: Path) -> None:
    root = two_units(tmp_path, QUARTER)
    changes = with_column("Chỉ tiêu", "tên ngắn", "Đã làm") | with_column("Đơn vị", "tên ngắn", "P. A")
    changes |= with_column("Số liệu", "tên ngắn", "Xong")
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(QUARTER) | changes)
    own = root / "templates" / "bao-cao" / "rieng.xlsx"
    shutil.copy(root / "templates" / "bao-cao" / "tong-hop-ty-le.xlsx", own)
    book = load_workbook(own)
    page = book.create_sheet("Riêng")
    page["A1"] = "{%tr for u in don_vi %}"
    page["A2"], page["B2"] = "{{ u.ten_ngan }}", '{{ u.chi_tieu["ty_le"].ten_ngan }}'
    page["A3"] = "{%tr endfor %}"
    page["A4"], page["B4"] = '{{ ten_so_lieu["viec"] }}', '{{ ten_so_lieu["giao"] }}'
    book.save(own)
    assert cchc(root, "merge", "2022-Q1").exit_code == 0
    made = load_workbook(root / "output" / "2022-Q1" / "bao-cao" / "rieng.xlsx")
    assert [list(row) for row in made["Riêng"].iter_rows(values_only=True)] == [
        ["P. A", "Đã làm"],
        ["Phòng B", "Đã làm"],
        ["Xong", "Việc được giao"],
    ]
    shown = [cell.value for row in made["Tổng hợp tỷ lệ"].iter_rows() for cell in row]
    assert "Đã làm" in shown
    assert "Tỷ lệ việc đã làm" not in shown  # its long name stands on sheet Cách tính
    assert "Tỷ lệ việc đã làm" in [cell.value for row in made["Cách tính"].iter_rows() for cell in row]
    assert "Đã làm" in [row[0] for row in made["Biểu đồ"].iter_rows(values_only=True)]
