"""The script that counts how many of Excel's values the fill engine gives too counts what it should."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xlsxwriter

from scripts import measure_reach
from scripts.measure_reach import compare, unsteady_of

A, B, C, D = (("S", 1, column) for column in range(1, 5))


@pytest.mark.parametrize(
    ("excel", "libreoffice", "ours", "counted", "reached", "wrong"),
    [
        (3.0, 3.0, 3.0, 1, 1, 0),
        (3.0, 3.0, None, 1, 0, 0),  # no value is not a wrong one
        (3.0, 3.0, 4.0, 1, 0, 1),
        (3.0, 4.0, 3.0, 0, 0, 0),  # the two judges differ: nobody knows
        (None, 3.0, 3.0, 0, 0, 0),  # Excel saved none
        (True, 1, True, 1, 1, 0),  # LibreOffice writes a number
        ("", "", "x", 1, 0, 1),
    ],
)
def test_one_formula(excel: object, libreoffice: object, ours: object, counted: int, reached: int, wrong: int) -> None:
    found = compare({A: "=B1"}, {A: excel}, {A: libreoffice}, {A: ours})
    assert (found.counted, found.reached, len(found.wrong)) == (counted, reached, wrong)


def test_the_clock_is_followed_through_formulas() -> None:
    formulas = {A: "=TODAY()", B: "=A1+1", C: "=SUM(A1:B1)", D: "=E1"}
    assert unsteady_of(formulas) == {A, B, C}


@pytest.mark.office
def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shutil.which("soffice"), "the script asks LibreOffice"
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("S")
        page.write_row("A1", [1, 2])
        page.write_formula("C1", "=A1+B1", None, 3)
        page.write_formula("D1", "=A1*10", None, 11)  # what no program computes: it does not count
        page.write_formula("E1", "=TODAY()", None, 1)
    (tmp_path / "ghi-chu.xlsx").write_text("no workbook")
    assert measure_reach.main([str(tmp_path)]) == 0
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert {name: float(count) for count, name in lines} == {
        "workbooks": 1, "ended or out of time": 0, "not compared": 0, "counted": 1, "reached": 1, "wrong": 0,
        "% reached": 100,
    }  # fmt: skip
