"""Our own blank form, looked at before it goes out: every formula has a value that is no error, and no entry cell holds
anything but what was meant to be pre-filled."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from cchc_excel.forms.blank.parts import Prefill
from cchc_excel.forms.filled.grid import Grid, locate
from cchc_excel.forms.layout import VALUE, VISIBLE_CODE
from cchc_excel.model.records import CellValue, Position, RawSheet
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import as_cell, clean_text

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


def verify(data: bytes, prefill: Prefill, file: str, *, calculated: bool = True) -> list[Problem]:
    """What is wrong with a blank unit workbook of ours (.xlsx bytes); `prefill` is what was put into it, `calculated`
    says whether its formulas have values. Its sheets' parts are named in order, as we write them."""
    problems: list[Problem] = []
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    with ZipFile(BytesIO(data)) as package:
        unlocked = _unlocked(package.read("xl/styles.xml"))
        for number, name in enumerate(workbook.sheet_names, start=1):
            rows: list[list[CellValue]] = [
                list(row) for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            sheet = RawSheet(name, rows)
            cells = list(ET.fromstring(package.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{_NS}c"))
            problems.extend(_broken(cells, Location(file, name), calculated))
            grid = locate(sheet, file, problems)
            entries = [_position(cell) for cell in cells if int(cell.get("s", "0")) in unlocked]
            problems.extend(_leftover(sheet, grid, entries, prefill, file))
    return problems


def _unlocked(styles: bytes) -> set[int]:
    """Numbers of the cell styles that can be typed into on a protected sheet."""
    formats = ET.fromstring(styles).find(f"{_NS}cellXfs")
    assert formats is not None
    locks = [cell_format.find(f"{_NS}protection") for cell_format in formats]
    return {number for number, lock in enumerate(locks) if lock is not None and lock.get("locked") == "0"}


def _broken(cells: list[ET.Element], sheet: Location, calculated: bool) -> Iterator[Problem]:
    for cell in cells:
        formula, value = cell.find(f"{_NS}f"), cell.find(f"{_NS}v")
        if formula is None:
            continue
        text = formula.text or ""
        cached = value.text if value is not None else None
        never = calculated and (value is None or (not cached and cell.get("t") != "str"))
        if cell.get("t") == "e" or never or "#REF!" in text:
            text = cached or text
            yield kinds.OWN_FORM_FORMULA(Location(sheet.file, sheet.sheet, cell.get("r")), value=text)


def _position(cell: ET.Element) -> Position:
    match = _ADDRESS.fullmatch(cell.get("r", ""))
    assert match is not None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _leftover(
    sheet: RawSheet, grid: Grid | None, entries: list[Position], prefill: Prefill, file: str
) -> Iterator[Problem]:
    expected = _expected(grid, prefill) if grid else {}
    for position in entries:
        value = sheet.cell(*position)
        if clean_text(value) and value != expected.get(position):
            where = grid.where(*position) if grid else Location(file, sheet.name)
            yield kinds.OWN_FORM_LEFTOVER(where, value=clean_text(value))


def _expected(grid: Grid, prefill: Prefill) -> dict[Position, float]:
    """What entry cells may hold, by the codes of their row and column."""
    expected: dict[Position, float] = {}
    for row, hidden in grid.rows:
        code = hidden
        if not hidden and grid.text(row, VISIBLE_CODE) in prefill.spare:
            code = grid.text(row, VISIBLE_CODE)
        for name, column in grid.columns.items():
            brought = prefill.brought.get(("", code) if name == VALUE else (code, name))
            value = prefill.figures.get(code) if name == VALUE else prefill.dossiers.get(code, {}).get(name)
            value = brought.value if brought else value
            if value is not None:
                expected[row, column] = as_cell(value)
    return expected
