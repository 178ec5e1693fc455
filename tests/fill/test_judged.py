"""Filled workbooks before judges: LibreOffice calculates again, validators look for what Excel repairs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_excel.fill import fill, mark_draft
from tests import libreoffice
from tests.fill.package_check import faults, judged
from tests.fill.templates import loop_sheet, made, units
from tests.fill.test_moves import _everything


def _calculating(book: Any, sheet: Any) -> None:
    loop_sheet(book, sheet)
    sheet.write_formula("A7", '=AVERAGE(B3)&" "&COUNTA(A3:A3)')
    sheet.write_formula("A8", "=SUMPRODUCT(B3:B3,C3:C3)")
    sheet.write_formula("A9", '=IFERROR(VLOOKUP("Đơn vị 20",A3:B3,2,FALSE),"không thấy")')
    sheet.write_formula("A10", "=ROUND(B5/7,2)")
    sheet.write_formula("A11", '=TEXT(B5,"0000")&" việc"')
    sheet.write_formula("A12", "=MAX($B$3:B5)")


@pytest.mark.office
@pytest.mark.parametrize("numbers", [(10, 20, 30), ()])
def test_cached_values_are_what_libreoffice_calculates(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(fill(made(_calculating), units(*numbers)))
    judged = openpyxl.load_workbook(libreoffice.recalculated(path, tmp_path / "lo"), data_only=True).active
    ours = openpyxl.load_workbook(path, data_only=True).active
    assert judged is not None and ours is not None
    found = {cell.coordinate: cell.value for row in ours.iter_rows() for cell in row if cell.value is not None}
    expected = {cell.coordinate: cell.value for row in judged.iter_rows() for cell in row if cell.value is not None}
    # an error that no cell holds is left to Excel: without items, the mean of nothing
    expected = {cell: value for cell, value in expected.items() if value != "#DIV/0!"}
    assert found.keys() == expected.keys()
    assert all(
        found[key] == (pytest.approx(value) if isinstance(value, float) else value) for key, value in expected.items()
    )


@pytest.mark.office
def test_the_judge_replaces_a_wrong_cached_value(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        del book
        sheet.write("A1", 2)
        sheet.write_formula("B1", "=A1*2", None, 99)

    path = tmp_path / "sai.xlsx"
    path.write_bytes(made(draw))
    sheet = openpyxl.load_workbook(libreoffice.recalculated(path, tmp_path / "lo"), data_only=True).active
    assert sheet is not None
    assert sheet["B1"].value == 4


@pytest.mark.parametrize("numbers", [(10, 20, 30), ()])
def test_the_package_is_sound(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(mark_draft(fill(made(_everything), units(*numbers)), "BẢN NHÁP"))
    assert faults(path.read_bytes()) == []
    assert judged(path) == []
