"""The example quarter as an officer runs it, judged by other programs: openpyxl adds the input up, LibreOffice
calculates every report again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests import libreoffice

ROOT = Path(__file__).resolve().parents[2]
REPORTS = (
    "bang-tu-cham-diem.xlsx",
    "phu-luc-khac-phuc-ton-tai.xlsx",
    "tinh-hinh-giai-quyet-tthc.xlsx",
    "tong-hop-ty-le.xlsx",
    "xu-huong-nam.xlsx",
)
WITH_FORMULAS = ("bao-cao/tinh-hinh-giai-quyet-tthc.xlsx",)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of the merged example, and its JSON."""
    output = tmp_path_factory.mktemp("output")
    command = [sys.executable, "-m", "cchc_excel.cli", "merge", "2022-Q1", "--json"]
    command += ["--root", str(ROOT), "--output", str(output)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return output / "2022-Q1", json.loads(run.stdout)


def sums() -> Counter[str]:
    """Every figure of every example workbook added up by openpyxl, by the codes beside the cells."""
    total: Counter[str] = Counter()
    for file in sorted((ROOT / "input" / "2022-Q1").glob("*.xlsx")):
        book = load_workbook(file, data_only=True)
        for sheet in (book[name] for name in ("Số liệu", "TTHC") if name in book.sheetnames):
            rows = list(sheet.iter_rows(values_only=True))
            at, column = next((r, row.index("#ma")) for r, row in enumerate(rows) if "#ma" in row)
            for row in rows[at + 1 :]:
                if row[column] is None or str(row[column]).startswith("#"):
                    continue
                for code, value in zip(rows[at], row, strict=False):
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        total[str(row[column]) if code == "gia_tri" else str(code)] += int(value)
    return total


def test_the_example_is_complete(example: tuple[Path, dict[str, Any]]) -> None:
    folder, outcome = example
    assert (outcome["final"], outcome["missing"]) == (True, [])
    assert [one["status"] for one in outcome["files"]] == ["merged"] * 10
    assert sorted(file.name for file in (folder / "bao-cao").glob("*.xlsx")) == list(REPORTS)


def test_sums_are_those_that_openpyxl_finds(example: tuple[Path, dict[str, Any]]) -> None:
    _, outcome = example
    total = sums()
    whole = {one["code"]: one for one in outcome["indicators"] if one["unit"] is None}
    on_time = total["gq_truoc_han"] + total["gq_dung_han"]
    assert (whole["dung_han"]["numerator"], whole["dung_han"]["denominator"]) == (
        on_time,
        on_time + total["gq_qua_han"],
    )
    assert (whole["e_office"]["numerator"], whole["e_office"]["denominator"]) == (
        total["vb_di_dien_tu"],
        total["vb_di"],
    )
    assert (whole["som_han"]["numerator"], whole["som_han"]["denominator"]) == (total["cv_som_han"], total["cv_giao"])


@pytest.mark.office
@pytest.mark.parametrize("name", [f"bao-cao/{name}" for name in REPORTS])
def test_libreoffice_finds_the_same_value_in_every_formula_cell(
    example: tuple[Path, dict[str, Any]], tmp_path: Path, name: str
) -> None:
    folder, _ = example
    count, wrong = libreoffice.differing_formulas(folder / name, tmp_path)
    assert wrong == []
    assert count > 0 or name not in WITH_FORMULAS


@pytest.mark.parametrize("name", [f"bao-cao/{name}" for name in REPORTS] + ["nguon-so-lieu.xlsx"])
def test_no_cell_shows_an_error(example: tuple[Path, dict[str, Any]], name: str) -> None:
    for sheet in load_workbook(example[0] / name, data_only=True, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            assert not [value for value in row if isinstance(value, str) and value.startswith("#")]


def test_every_number_of_the_report_has_its_source(example: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = example
    traced = load_workbook(folder / "nguon-so-lieu.xlsx", read_only=True)["Nguồn số liệu"]
    rows = list(traced.iter_rows(min_row=2, values_only=True))
    known = {(row[0], row[1], row[2]) for row in rows}
    book = load_workbook(folder / "bao-cao" / "tinh-hinh-giai-quyet-tthc.xlsx")
    for sheet in book:
        for line in sheet.iter_rows(min_row=12):
            for cell in line[3:]:
                if isinstance(cell.value, int) and cell.value > 0:
                    key = ("bao-cao/tinh-hinh-giai-quyet-tthc.xlsx", sheet.title, cell.coordinate)
                    assert key in known, cell.coordinate
    own = {str(row[0]) for row in rows}
    for file, name, address in {tuple(row[6:9]) for row in rows}:
        assert str(file) in own or (ROOT / "input" / "2022-Q1" / str(file)).is_file()
        assert name and address


def test_the_lineage_shows_what_the_report_shows(example: tuple[Path, dict[str, Any]]) -> None:
    """A fraction (-0,5 points) is the number of the report's cell, not -1/2."""
    folder, _ = example
    traced = load_workbook(folder / "nguon-so-lieu.xlsx", read_only=True)["Nguồn số liệu"]
    printed = {row[:3]: row[3] for row in traced.iter_rows(min_row=2, max_col=4, values_only=True)}
    books = {name: load_workbook(folder / "bao-cao" / name, data_only=True) for name in REPORTS if "xlsx" in name}
    compared = 0
    for (report, sheet, cell), value in printed.items():
        name = str(report).removeprefix("bao-cao/")
        if name in books:
            shown = pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
            assert books[name][str(sheet)][str(cell)].value == shown, (report, sheet, cell)
            compared += isinstance(value, float)
    assert compared > 10


def test_a_second_run_leaves_the_same_bytes(example: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = example
    command = [sys.executable, "-m", "cchc_excel.cli", "merge", "2022-Q1", "--root", str(ROOT)]
    subprocess.run([*command, "--output", str(tmp_path), "--jobs", "1"], capture_output=True, check=True)
    for file in folder.rglob("*.xlsx"):
        assert file.read_bytes() == (tmp_path / "2022-Q1" / file.relative_to(folder)).read_bytes(), file.name
