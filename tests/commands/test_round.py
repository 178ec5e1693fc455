"""A unit's blank workbook on its way: made by the command, filled and saved by LibreOffice, checked and merged, and
every output calculated again by LibreOffice."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import libreoffice
from tests.cchc_runs import ROOT, cchc, codes, indicator, merge

pytestmark = pytest.mark.office

FIGURES = {"cv_giao": 40, "cv_som_han": 13, "cv_tre_han": 0, "cv_gia_han": 0, "dg_diem": 57, "dg_ho_so": 4}
PROCEDURES = {
    # 30 + 12 + 3 = 45 = 20 + 15 + 4 + 6: the balance holds; 20 + 15 of 39 settled in time
    "2.000063": {"tn_truc_tuyen": 30, "tn_truc_tiep": 12, "tn_ky_truoc": 3, "gq_truoc_han": 20, "gq_dung_han": 15,
                 "gq_qua_han": 4, "dang_trong_han": 6, "dang_qua_han": 0, "bcci": 21, "tt_truc_tuyen": 6,
                 "tt_dvcqg": 2},
}  # fmt: skip


def places(sheet: Worksheet) -> tuple[dict[str, int], dict[str, int]]:
    """Rows and columns of a form's sheet by code, counted from 0."""
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at, column = next((number, row.index("#ma")) for number, row in enumerate(cells) if "#ma" in row)
    rows = {str(row[column]): number for number, row in enumerate(cells) if number > at and row[column] is not None}
    return rows, {str(code): number for number, code in enumerate(cells[at]) if code is not None}


def fill(blank: Path, target: Path) -> None:
    """Type the figures in with LibreOffice and save."""
    book = load_workbook(blank)
    rows, columns = places(book["Số liệu"])
    cells: list[tuple[str, int, int, object]] = [
        ("Số liệu", rows[code], columns["gia_tri"], value) for code, value in FIGURES.items()
    ]
    rows, columns = places(book["TTHC"])
    for code, figures in PROCEDURES.items():
        typed = {
            figure: value for figure, value in figures.items() if book["TTHC"].cell(rows[code] + 1, columns[figure] + 1)
        }
        cells += [("TTHC", rows[code], columns[figure], value) for figure, value in typed.items()]
    rows, columns = places(book["Nhiệm vụ"])
    for code, row in rows.items():
        if not code.startswith("#"):
            cells.append(("Nhiệm vụ", row, columns["trang_thai"], "Không phát sinh"))
    job = [{"source": str(blank), "target": str(target), "cells": cells}]
    command = ["/usr/bin/python3", str(ROOT / "scripts" / "fill_by_libreoffice.py")]
    subprocess.run(command, input=json.dumps(job), text=True, check=True, timeout=120)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with one filled workbook in it."""
    root = tmp_path_factory.mktemp("sct")
    assert cchc(root, "init").exit_code == 0
    made = cchc(root, "template", "2022-Q1", "--unit", "XNK")
    assert made.exit_code == 0, made.output
    folder = root / "input" / "2022-Q1"
    folder.mkdir(exist_ok=True)
    fill(root / "output" / "2022-Q1" / "bieu-mau" / "XNK.xlsx", folder / "gửi lại lần 1.xlsx")
    return root


def test_a_workbook_filled_by_libreoffice_is_clean(workplace: Path) -> None:
    checked = cchc(workplace, "check", str(workplace / "input" / "2022-Q1" / "gửi lại lần 1.xlsx"))
    assert checked.exit_code == 0, checked.output


def test_it_is_merged_and_every_output_is_right(workplace: Path, tmp_path: Path) -> None:
    code, outcome = merge(workplace)
    assert code == 1  # nine units have sent nothing
    assert len(outcome["missing"]) == 9
    assert "gửi lại lần 1.xlsx" in [one["file"] for one in outcome["files"] if one["unit"] == "XNK"]
    assert not [one for one in outcome["problems"] if one["unit"] == "XNK" and one["level"] == "error"], codes(outcome)
    on_time = indicator(outcome, "dung_han", "XNK")
    assert (on_time["numerator"], on_time["denominator"], on_time["percent"]) == (35, 39, "89,74")  # 0.897435…
    early = indicator(outcome, "som_han")
    assert (early["numerator"], early["denominator"], early["passed"]) == (13, 40, True)  # 32,5 % > 30 %
    judged = indicator(outcome, "danh_gia", "XNK")
    assert (judged["value"], judged["percent"]) == ("14,3", None)  # 57 / 4 = 14.25, half up
    folder = workplace / "output" / "2022-Q1"
    assert outcome["outputs"]
    compared = 0
    for name in outcome["outputs"]:
        if not name.endswith(".xlsx"):
            continue
        ours = load_workbook(folder / name, data_only=True)
        theirs = load_workbook(libreoffice.recalculated(folder / name, tmp_path), data_only=True)
        for sheet in ours:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, int | float):
                        assert theirs[sheet.title][cell.coordinate].value == pytest.approx(cell.value), (name, cell)
                        compared += 1
    assert compared > 100


def test_totals_and_ratios_stand_in_the_saved_form(workplace: Path) -> None:
    # what the unit sees before it sends: the total of the only filled row, as LibreOffice calculated it
    book = load_workbook(workplace / "input" / "2022-Q1" / "gửi lại lần 1.xlsx", data_only=True)
    rows, columns = places(book["TTHC"])
    assert book["TTHC"].cell(rows["#tong"] + 1, columns["tn_truc_tuyen"] + 1).value == 30
    shown = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)}
    assert any(value == pytest.approx(35 / 39) for value in shown)
