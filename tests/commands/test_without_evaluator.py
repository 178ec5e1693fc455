"""Where formulas cannot be computed (no evaluator is published for the computer): everything is written, formulas
without values, and a run says so once."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cchc_excel.problems.grouping import line_of
from cchc_excel.problems.kinds import VALUES_LEFT_OUT
from tests.cchc_runs import ROOT
from tests.fill.templates import attributes, part

_MAIN = """
import sys
sys.modules["formualizer"] = sys.modules["ironcalc"] = None  # importing them now fails, as where they are not there
from cchc_excel.cli import main
main()
"""
WARNING = line_of(VALUES_LEFT_OUT())


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`cchc ARGUMENTS…` on such a computer."""
    command = [sys.executable, "-c", _MAIN, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def valueless(file: Path) -> int:
    """How many formulas a workbook has; none has a value, and the workbook asks to be calculated when it is opened."""
    data = file.read_bytes()
    with zipfile.ZipFile(file) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    cells = [cell for name in sheets for cell in part(data, name).iter("{*}c") if cell.find("{*}f") is not None]
    assert [cell.get("r") for cell in cells if cell.find("{*}v") is not None] == []
    assert not cells or attributes(part(data, "xl/workbook.xml"), "calcPr", "fullCalcOnLoad") == ["1"]
    return len(cells)


@pytest.mark.parametrize("as_json", [False, True])
def test_a_merge_says_so_once(tmp_path: Path, as_json: bool) -> None:
    told = run("merge", "2022-Q1", "--output", str(tmp_path), *(["--json"] if as_json else []))
    assert told.returncode == 0  # a warning: what is complete stays complete
    assert told.stderr.splitlines() == [WARNING]
    if as_json:
        codes = [one["code"] for one in json.loads(told.stdout)["problems"]]
        assert codes.count(VALUES_LEFT_OUT.code) == 1
        assert "o-chua-tinh-duoc" not in codes  # no line for each cell besides
    reports = sorted((tmp_path / "2022-Q1" / "bao-cao").glob("*.xlsx"))
    assert sum(valueless(file) for file in reports) > 0


def test_blank_forms_go_out_with_one_warning(tmp_path: Path) -> None:
    told = run("template", "2022-Q1", "--unit", "XNK", "--unit", "VP", "--output", str(tmp_path))
    assert told.returncode == 0
    assert told.stderr.splitlines() == [WARNING]
    forms = sorted((tmp_path / "2022-Q1" / "bieu-mau").iterdir())
    assert [file.name for file in forms] == ["VP.xlsx", "XNK.xlsx"]
    assert all(valueless(file) > 100 for file in forms)
