"""Make docs/vi-du/xa-2026/, the example of another department: an invented commune of 2026 with a catalogue, report
templates and workbooks of its own, from the text tables in scripts/vi-du/xa-2026/.

danh-muc/ holds the sheets of its catalogue as scripts/danh-muc/ those of the shipped one; so-lieu/ what its units type,
a file for each period: "== KT" begins a unit, "-- TTHC" a sheet, whose table's first cell is #ma. A period's forms are
blank ones of the program, with what the periods before left open; LibreOffice fills them.

    python -m scripts.make_commune
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from cchc_excel.commands.blank import write_blank_forms
from cchc_excel.forms.filled.grid import find_grids
from cchc_excel.reading.workbook import read_bytes
from cchc_excel.workspace.folders import CATALOGUE, folders_at
from cchc_excel.workspace.output_names import FORMS
from scripts.commune_reports import make_reports
from scripts.fill_forms import Cell, fill_forms
from scripts.make_catalogue import make
from tests.workbooks import table

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "scripts" / "vi-du" / "xa-2026"
TARGET = ROOT / "docs" / "vi-du" / "xa-2026"
PERIODS = ("2026-T04", "2026-T05", "2026-T06", "2026-T07", "2026-T08", "2026-T09", "2026-Q3")
"""The periods of which units send workbooks, each after those that it goes on from."""
SAVED = "2026-10-02T08:00:00Z"
_DECIMAL, _DAY = re.compile(r"\d+,\d+"), re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
Sheets = dict[str, str]
"""Sheet -> its text table."""


def typed_in(text: str) -> dict[str, Sheets]:
    """What each unit types, of the text of a file of so-lieu/: unit -> sheet -> text table. Lines that begin with "//"
    are notes."""
    found: dict[str, Sheets] = {}
    unit, sheet = "", ""
    for line in text.splitlines():
        if line.startswith("== "):
            unit = line.removeprefix("== ")
            found[unit] = {}
        elif line.startswith("-- "):
            sheet = line.removeprefix("-- ")
            found[unit][sheet] = ""
        elif line and not line.startswith("//"):
            found[unit][sheet] += f"{line}\n"
    return found


def _cells(blank: bytes, name: str, sheets: Mapping[str, str]) -> Iterator[Cell]:
    """Where in a blank form the cells of text tables are. Raises KeyError where it has no such row or column."""
    raw, problems = read_bytes(name, blank)
    assert raw, problems
    grids = find_grids(raw, name, [])
    for sheet, text in sheets.items():
        grid, (head, *rows) = grids[sheet], table(text)
        places = {code: row for row, code in grid.rows}
        for code, *values in rows:
            for column, value in zip(head[1:], values, strict=True):
                if value is not None:
                    yield sheet, places[str(code)], grid.columns[str(column)], _typed(value)


def _typed(value: str | int) -> str | int | float:
    """A cell of a text table as LibreOffice takes it: "4,5" is a number, "30/6/2026" a day."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return float(value.replace(",", "."))
    if isinstance(value, str) and _DAY.fullmatch(value):
        return dt.datetime.strptime(value, "%d/%m/%Y").date().isoformat()
    return value


def make_inputs(root: Path) -> None:
    """Write the filled workbooks of every period into a folder that has the catalogue."""
    with tempfile.TemporaryDirectory() as output:
        folders = folders_at(root, output_folder=Path(output))
        for period in PERIODS:
            units = typed_in((SOURCE / "so-lieu" / f"{period}.txt").read_text("utf-8"))
            _, problems = write_blank_forms(folders, period, list(units))
            blanks = {unit: Path(output) / period / FORMS / f"{unit}.xlsx" for unit in units}
            assert all(file.is_file() for file in blanks.values()), problems
            data = {unit: file.read_bytes() for unit, file in blanks.items()}
            forms = {unit: (data[unit], list(_cells(data[unit], unit, units[unit]))) for unit in units}
            fill_forms(root / "input" / period, forms, SAVED)


def make_templates(root: Path) -> None:
    """Write the catalogue and the report templates into templates/ of a folder."""
    (root / "templates").mkdir(parents=True, exist_ok=True)
    make(root / "templates" / CATALOGUE, SOURCE / "danh-muc")
    make_reports(root / "templates" / "bao-cao")


if __name__ == "__main__":
    make_templates(TARGET)
    make_inputs(TARGET)
