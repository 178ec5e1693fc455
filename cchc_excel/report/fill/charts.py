"""Charts: their ranges move and grow with the rows, and the points they keep for viewers are renewed from the cells."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from cchc_excel.report.fill.cells import SharedStrings, cell_text
from cchc_excel.report.fill.move import Mover
from cchc_excel.report.fill.package import Package, child, local, named, parse_xml, serialise
from cchc_excel.report.fill.references import Reference, references, split_address
from cchc_excel.report.fill.workbook import Sheet, Workbook

_CHART = "drawingml.chart+xml"
_DATA = frozenset({"val", "cat", "xVal", "yVal", "bubbleSize", "plus", "minus"})
_POINTS = 1_000_000


def move_charts(package: Package, mover: Mover) -> None:
    """Move the ranges of every chart. One cell of a repeated row that is a series' data grows into all its copies;
    as a title it stays one cell."""
    for name in _charts(package):
        root = parse_xml(package.parts[name])
        changed = False
        for element in named(root, "f", "sqref"):
            text = element.text or ""
            moved = mover.formula(_as_area(text) if _is_data(element) else text, None)
            if mover.formula(text, None) != text or moved != _as_area(text):
                changed = changed or moved != text
                element.text = moved
        if changed:
            package.parts[name] = serialise(root)


def _charts(package: Package) -> list[str]:
    return [*package.of_type(_CHART), *package.of_type("ms-office.chartex+xml")]


def _is_data(element: etree._Element) -> bool:
    return any(local(parent) in _DATA for parent in element.iterancestors())


def _as_area(text: str) -> str:
    """ "S!$B$8" as "S!$B$8:$B$8", so that it grows; every other text as it is."""
    found = references(text)
    if len(found) == 1 and found[0].end is None and found[0].start.row is not None and found[0].text() == text:
        return f"{text}:{found[0].start.text()}"
    return text


class _Value(NamedTuple):
    text: str
    number: bool


def renew_points(package: Package, workbook: Workbook, strings: SharedStrings) -> None:
    """Write the values of the cells into the points that charts keep. `workbook` is the filled and calculated one."""
    sheets = {sheet.name.casefold(): sheet for sheet in workbook.sheets}
    for name in package.of_type(_CHART):
        root = parse_xml(package.parts[name])
        before = etree.tostring(root)
        for element in named(root, "numRef", "strRef", "multiLvlStrRef"):
            formula = child(element, "f")
            if formula is not None and formula.text:
                _renew(element, formula.text, sheets, strings)
        if etree.tostring(root) != before:
            package.parts[name] = serialise(root)


def _renew(element: etree._Element, formula: str, sheets: dict[str, Sheet], strings: SharedStrings) -> None:
    caches = [found for found in element if local(found).endswith("Cache")]
    found = references(formula)
    if not caches or not found or any(reference.sheet is None or reference.start.row is None for reference in found):
        return
    if local(element) == "multiLvlStrRef":  # optional; a program makes it again from the cells
        element.remove(caches[0])
        return
    points = [point for reference in found for point in _points(reference, sheets, strings)]
    cache = caches[0]
    namespace = str(cache.tag).rpartition("}")[0]
    for old in [old for old in cache if local(old) in ("ptCount", "pt")]:
        cache.remove(old)
    fresh = [etree.Element(f"{namespace}}}ptCount", val=str(len(points)))]
    for index, point in enumerate(points):
        if point is not None and (point.number or local(element) == "strRef"):
            item = etree.Element(f"{namespace}}}pt", idx=str(index))
            etree.SubElement(item, f"{namespace}}}v").text = point.text
            fresh.append(item)
    at = 1 if child(cache, "formatCode") is not None else 0
    cache[at:at] = fresh


def _points(reference: Reference, sheets: dict[str, Sheet], strings: SharedStrings) -> list[_Value | None]:
    sheet = sheets.get((reference.sheet or "").casefold())
    start, end = reference.start, reference.end or reference.start
    if sheet is None or start.row is None or end.row is None or start.column is None or end.column is None:
        return []
    if (end.row - start.row + 1) * (end.column - start.column + 1) > _POINTS:
        return []
    found: list[_Value | None] = []
    for number in range(start.row, end.row + 1):
        row = sheet.rows.get(number)
        cells = {split_address(cell.get("r") or "A1")[1]: cell for cell in row} if row is not None else {}
        found += [_value(cells.get(column), strings) for column in range(start.column, end.column + 1)]
    return found


def _value(cell: etree._Element | None, strings: SharedStrings) -> _Value | None:
    if cell is None:
        return None
    text = cell_text(cell, strings)
    if text is not None:
        return _Value(text.plain, False)
    value = child(cell, "v")
    if value is None or not value.text:
        return None
    return _Value(value.text, cell.get("t") in (None, "n"))
