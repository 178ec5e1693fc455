"""Columns as wide as what the others leave of a page, and rows as high as their texts then need."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

from lxml import etree

from cchc_excel.fill.ooxml.opc import Package, child, children, namespace
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook
from cchc_excel.fill.rows.heights import Fitter

LEAST = 0.5
"""The part of its width that a column keeps at least."""


def stretch(
    package: Package, workbook: Workbook, sheet: Sheet, columns: Collection[int], last: int, room: float
) -> None:
    """Make the columns 1 to `last` together as wide as `room` (points) by changing `columns` alone, each in proportion
    to its width; then fit rows again that have no height of their own. The sheet is not serialised."""
    fitter = Fitter(package, workbook, SharedStrings(package, workbook.part))
    widths = fitter.widths(sheet)
    shared = sum(widths.pixels(column, column) for column in columns)
    if not shared:
        return
    factor = max((room / 0.75 - widths.pixels(1, last) + shared) / shared, LEAST)
    for column in columns:
        own = _own(sheet.root, column)
        own.set("width", f"{round(widths.pixels(column, column) * factor) / widths.digit:.6g}")
        own.set("customWidth", "1")
    fitter.fit(sheet, (cell.get("r") or "A1" for row in sheet.data for cell in row))


def _own(root: etree._Element, column: int) -> etree._Element:
    """The element of one column alone, made where it was one of several's."""
    all_of_them = child(root, "cols")
    if all_of_them is None:
        all_of_them = etree.Element(f"{{{namespace(root)}}}cols")
        sheet_data = child(root, "sheetData")
        assert sheet_data is not None
        sheet_data.addprevious(all_of_them)
    found = next((one for one in children(all_of_them, "col") if _first(one) <= column <= _last(one)), None)
    if found is None:
        found = etree.Element(f"{{{namespace(root)}}}col", min=str(column), max=str(column))
        at = sum(1 for one in all_of_them if _first(one) < column)
        all_of_them.insert(at, found)
        return found
    for first, last in ((_first(found), column - 1), (column + 1, _last(found))):
        if first <= last:
            beside = deepcopy(found)
            beside.set("min", str(first))
            beside.set("max", str(last))
            (found.addprevious if first < column else found.addnext)(beside)
    found.set("min", str(column))
    found.set("max", str(column))
    return found


def _first(column: etree._Element) -> int:
    return int(column.get("min") or 1)


def _last(column: etree._Element) -> int:
    return int(column.get("max") or 1)
