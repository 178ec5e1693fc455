"""A form into which somebody pasted thousands of rows: what is the same is counted, not told line by line."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cchc_runs import EXAMPLE, cchc

ADDED = 4_500


def test_rows_of_unknown_codes_are_told_up_to_a_point_and_counted(tmp_path: Path) -> None:
    book = load_workbook(EXAMPLE / "XNK.xlsx")
    sheet = book["TTHC"]
    assert isinstance(sheet, Worksheet)
    head = next(row for row in sheet.iter_rows() if any(cell.value == "#ma" for cell in row))
    columns = {str(cell.value): cell.column or 0 for cell in head}
    for row in range(200, 200 + ADDED):
        sheet.cell(row, columns["ma_hien"]).value = f"9.{row:06}"
        sheet.cell(row, columns["gq_dung_han"]).value = 1
    book.save(tmp_path / "XNK.xlsx")
    told = cchc(tmp_path, "check", str(tmp_path / "XNK.xlsx"))
    assert told.exit_code == 1
    lines = [line for line in told.stderr.splitlines() if line.startswith("LỖI")]
    # 4,000 of one kind in a line of their own, and the 500 others counted
    assert len(lines) == 2
    assert any("còn 500 chỗ “dong-ma-la” nữa" in line for line in lines)
