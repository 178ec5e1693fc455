"""Long tables: rows written into a workbook in one go read back as written, in a spreadsheet program too."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from cchc_excel.report.lineage.rows import LONGEST, add_rows
from tests import libreoffice

ROWS: list[list[object]] = [
    ["đơn vị", 12, 0.5, None],
    ["=1+1", -3, 10**12, ""],
    ["  khoảng trắng  ", 0, 1e-7, "a & b < c > “d”"],
    ["xuống\ndòng", 1, 2.25, "+84 912"],
]


def book(rows: list[list[object]], tmp_path: Path) -> Path:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as made:
        made.set_properties({"created": dt.datetime(2000, 1, 1)})
        page = made.add_worksheet("Bảng")
        page.write_row(0, 0, ["a", "b", "c", "d"])
        page.write_blank(1, 0, None, made.add_format({"border": 1}))
        page.add_table(0, 0, 1, 3, {"name": "So_lieu", "columns": [{"header": letter} for letter in "abcd"]})
        made.add_worksheet("Trống").write_string(0, 0, "a")
    file = tmp_path / "bảng.xlsx"
    file.write_bytes(add_rows(memory.getvalue(), {"xl/worksheets/sheet1.xml": rows, "xl/worksheets/sheet2.xml": []}))
    return file


@pytest.mark.office
def test_values_come_back_as_they_went_in(tmp_path: Path) -> None:
    file = book(ROWS, tmp_path)
    expected = [["đơn vị", 12, 0.5, None], ["=1+1", -3, 10**12, None], ROWS[2], ROWS[3]]
    for path in (file, libreoffice.recalculated(file, tmp_path)):
        read = load_workbook(path)
        assert [list(row) for row in read["Bảng"].iter_rows(min_row=2, values_only=True)] == expected
        assert read["Bảng"]["A3"].data_type == "s"  # no formula
    ours = load_workbook(file)
    assert {cell.border.left.style for row in ours["Bảng"].iter_rows(min_row=2) for cell in row} == {"thin"}
    table = ours["Bảng"].tables["So_lieu"]
    assert [table.ref, table.autoFilter.ref] == ["A1:D5", "A1:D5"]  # the headings and four rows
    assert ours["Trống"].max_row == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x01b\x00c", "a_x0001_b_x0000_c"), ("\ud800", "_xD800_"), ("x" * (LONGEST + 5), "x" * (LONGEST - 1) + "…")],
)
def test_no_text_breaks_the_workbook(tmp_path: Path, text: str, shown: str) -> None:
    (row,) = load_workbook(book([[text, 1, 2, 3]], tmp_path))["Bảng"].iter_rows(min_row=2, values_only=True)
    stored = str(row[0])
    assert stored in (shown, shown.replace("_x0001_", "\x01").replace("_x0000_", "\x00"))
    assert row[1:] == (1, 2, 3)
