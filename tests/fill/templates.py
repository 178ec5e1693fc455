"""Templates made in code, and readers of filled workbooks, for the tests of the fill engine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import xlsxwriter
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.fill import NO_FILTERS, Filters, fill

SHEET = "Tổng hợp"


def made(draw: Callable[[Any, Any], None]) -> bytes:
    """A workbook with one sheet, drawn by `draw(workbook, sheet)` with xlsxwriter."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    draw(book, book.add_worksheet(SHEET))
    book.close()
    return buffer.getvalue()


def loop_sheet(book: Any, sheet: Any) -> None:
    """Heading in row 1, a loop over `ds` in rows 2-4 (the repeated row is 3), a total in row 5."""
    del book
    sheet.write_row("A1", ["Tên", "Số", "Gấp đôi", "Tỷ trọng"])
    sheet.write("A2", "{%tr for u in ds %}")
    sheet.write("A3", "{{ u.ten }}")
    sheet.write("B3", "{{ u.so }}")
    sheet.write_formula("C3", "=B3*2")
    sheet.write_formula("D3", "=B3/SUM($B$3:$B$3)")
    sheet.write("A4", "{%tr endfor %}")
    sheet.write("A5", "Cộng")
    sheet.write_formula("B5", "=SUM(B3:B3)")
    sheet.write_formula("C5", "=SUM(C3)")


def units(*numbers: int) -> dict[str, object]:
    """The context of `loop_sheet`: one item for each number."""
    return {"ds": [{"ten": f"Đơn vị {number}", "so": number} for number in numbers]}


def sheet_of(data: bytes, name: str = SHEET, values: bool = False) -> Worksheet:
    """A sheet as openpyxl reads it: formulas, or their cached values."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=values)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def column(data: bytes, letter: str, values: bool = False) -> list[object]:
    """The cells of a column from row 1 on."""
    return [cell.value for cell in sheet_of(data, values=values)[letter]]


def part(data: bytes, name: str) -> etree._Element:
    """The root of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def parts(data: bytes) -> dict[str, bytes]:
    """All parts by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(root: etree._Element, name: str) -> list[str]:
    """The text of every element of that local name."""
    return [element.text or "" for element in root.iter(f"{{*}}{name}")]


def attributes(root: etree._Element, name: str, key: str) -> list[str]:
    """An attribute of every element of that local name."""
    return [str(element.get(key)) for element in root.iter(f"{{*}}{name}")]


def filled_cell(text: str, context: Mapping[str, object], filters: Filters = NO_FILTERS) -> object:
    """What openpyxl reads in A1 after `text` there has been filled."""
    return sheet_of(fill(made(lambda _, sheet: sheet.write_string("A1", text)), context, filters=filters))["A1"].value
