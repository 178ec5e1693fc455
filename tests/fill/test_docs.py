"""docs/fill.md run: its examples filled, its first program executed; and the engine by itself loads nothing heavy."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_excel.fill import fill
from tests.fill.templates import made, sheet_of

PAGE = (Path(__file__).parents[2] / "docs" / "fill.md").read_text("utf-8")
_EXAMPLE = re.compile(r"\*\*(\d+)\. (.*?)\*\* `(\{.*?\})`\n\n```before\n(.*?)\n```\n```after\n(.*?)\n```", re.DOTALL)
EXAMPLES = _EXAMPLE.findall(PAGE)


def _cells(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in f" {line} ".split(" | ")] for line in text.splitlines()]


def _drawn(text: str) -> bytes:
    def draw(_book: Any, sheet: Any) -> None:
        for row, cells in enumerate(_cells(text)):
            for column, said in enumerate(cells):
                said = said.rstrip("|").strip()
                if said.startswith("="):
                    sheet.write_formula(row, column, said)
                elif said:
                    sheet.write_string(row, column, said)

    return made(draw)


def test_there_are_ten() -> None:
    assert [number for number, *_ in EXAMPLES] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(
    ("_number", "_title", "context", "before", "after"), EXAMPLES, ids=[one[1] for one in EXAMPLES]
)
def test_example(_number: str, _title: str, context: str, before: str, after: str) -> None:
    data = fill(_drawn(before), ast.literal_eval(context))
    shown, values = sheet_of(data), sheet_of(data, values=True)
    for row, cells in enumerate(_cells(after), start=1):
        for column, said in enumerate(cells, start=1):
            formula, _, value = said.rstrip("|").strip().partition(" → ")
            assert str(shown.cell(row, column).value or "") == formula
            if value:
                assert values.cell(row, column).value == float(value)
    assert shown.max_row == len(_cells(after))


def test_the_first_program_runs(tmp_path: Path) -> None:
    program = PAGE.partition("```python\n")[2].partition("```")[0]
    (tmp_path / "mau.xlsx").write_bytes(_drawn("{{ ky }} | {{ don_vi[0].so }}"))
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)
    assert [cell.value for cell in openpyxl.load_workbook(tmp_path / "bao-cao.xlsx").worksheets[0][1]] == ["Quý I", 12]


def test_the_engine_loads_nothing_else_of_the_project() -> None:
    code = (
        "import sys; from cchc_excel.fill import fill\n"
        "heavy = {'pandas', 'openpyxl', 'xlsxwriter', 'docx', 'docxtpl', 'python_calamine', 'click', 'rich', 'numpy'}\n"
        "ours = {name for name in sys.modules if name.startswith('cchc_excel.')}\n"
        "allowed = ('cchc_excel.report', 'cchc_excel.fill', 'cchc_excel.fill.text_size', 'cchc_excel.fill.rounding')\n"
        "print(sorted(heavy & set(sys.modules)), sorted(n for n in ours if n not in allowed\n"
        "      and not n.startswith('cchc_excel.fill.')))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[] []"
