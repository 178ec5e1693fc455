"""Columns as wide as what the others leave of a page, and rows as high as their texts then need."""

from __future__ import annotations

from collections import deque
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
    for column, own in _each_alone(sheet.root, columns).items():
        own.set("width", f"{round(widths.pixels(column, column) * factor) / widths.digit:.6g}")
        own.set("customWidth", "1")
    fitter.fit(sheet, (cell.get("r") or "A1" for row in sheet.data for cell in row))


def _each_alone(root: etree._Element, columns: Collection[int]) -> dict[int, etree._Element]:
    """Column -> an element of it alone, made where there was none or one of several columns."""
    every = child(root, "cols")
    if every is None:
        every = etree.Element(f"{{{namespace(root)}}}cols")
        sheet_data = child(root, "sheetData")
        assert sheet_data is not None
        sheet_data.addprevious(every)
    blank = etree.Element(f"{{{namespace(root)}}}col")
    left, found = deque(sorted(columns)), {}
    parts: list[etree._Element] = []
    for one in children(every, "col"):
        begin, last = int(one.get("min") or 1), int(one.get("max") or 1)
        while left and left[0] <= last:
            column = left.popleft()
            if begin < column:
                parts.append(_of(one, begin, column - 1))
            found[column] = _of(one if column >= begin else blank, column, column)
            parts.append(found[column])
            begin = max(begin, column + 1)
        if begin <= last:
            parts.append(_of(one, begin, last))
    found |= {column: _of(blank, column, column) for column in left}
    every[:] = [*parts, *(found[column] for column in left)]
    return found


def _of(columns: etree._Element, first: int, last: int) -> etree._Element:
    """The like of an element, of other columns."""
    made = deepcopy(columns)
    made.set("min", str(first))
    made.set("max", str(last))
    return made
