"""Where no evaluator can be had: a template is filled all the same, and every formula is left to Excel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.fill.templates import attributes, column, loop_sheet, made, part

_FILL = """
import pathlib, sys
sys.modules["formualizer"] = sys.modules["ironcalc"] = None  # importing them now fails, as where they are not there
from cchc_excel.fill import can_compute, fill_traced
numbers = [{"ten": "A", "so": 2}, {"ten": "B", "so": 3}]
file = pathlib.Path(sys.argv[1])
filled = fill_traced(file.read_bytes(), {"ds": numbers})
file.write_bytes(filled.data)
print(can_compute(), *(one.cell for one in filled.uncomputed))
"""


def _drawn(book: Any, sheet: Any) -> None:
    """Formulas, a text box that shows a typed number by its format, and a chart of computed cells."""
    loop_sheet(book, sheet)
    sheet.write_number("G1", 1234.5, book.add_format({"num_format": "#,##0.00"}))
    sheet.insert_textbox("I1", "cũ", {"textlink": "=$G$1"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": ["Tổng hợp", 2, 2, 2, 2]})
    sheet.insert_chart("I9", chart)


def test_values_are_left_to_excel(tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    file.write_bytes(made(_drawn))
    run = subprocess.run([sys.executable, "-c", _FILL, str(file)], capture_output=True, text=True, check=True)
    # rows 2 and 3 are the two items, row 4 the totals: every formula, and nothing else, is without a value
    assert run.stdout.split() == ["False", "C2", "D2", "C3", "D3", "B4", "C4"]
    data = file.read_bytes()
    assert column(data, "C") == ["Gấp đôi", "=B2*2", "=B3*2", "=SUM(C2:C3)"]
    assert column(data, "C", values=True) == ["Gấp đôi", None, None, None]
    assert column(data, "B", values=True) == ["Số", 2, 3, None]
    assert attributes(part(data, "xl/workbook.xml"), "calcPr", "fullCalcOnLoad") == ["1"]


def test_values_are_there_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    file.write_bytes(made(_drawn))
    code = _FILL.replace('sys.modules["formualizer"] = sys.modules["ironcalc"] = None', "")
    run = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True"]
    assert column(file.read_bytes(), "C", values=True) == ["Gấp đôi", 4, 6, 10]  # 2·2, 2·3, 4 + 6
