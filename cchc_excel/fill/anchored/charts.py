"""Charts: their ranges move and grow with the rows, and the points they keep for viewers are renewed from the cells."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from lxml import etree

from cchc_excel.fill.formulas.follow import Mover
from cchc_excel.fill.formulas.references import Reference, references, rewrite
from cchc_excel.fill.formulas.rowmap import TooManyPieces
from cchc_excel.fill.ooxml.addresses import column_of
from cchc_excel.fill.ooxml.cells import cell_text
from cchc_excel.fill.ooxml.opc import Package, child, children, local, named, namespace
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook

_CHART = "drawingml.chart+xml"
_DATA = frozenset({"val", "cat", "xVal", "yVal", "bubbleSize", "plus", "minus"})
_POINTS = 1_000_000
_LONGEST = 8000
"""Letters in the ranges of a series; beyond it one range over all must do."""


def move_charts(package: Package, mover: Mover) -> None:
    """Move the ranges of every chart. One cell of a repeated row that is a series' data grows into all its copies;
    as a title it stays one cell."""
    for name in (*package.of_type(_CHART), *package.of_type("ms-office.chartex+xml")):
        with package.revise(name) as root:
            for element in named(root, "f", "sqref"):
                text = element.text or ""
                moved = _moved_data(text, mover) if _is_data(element) else mover.formula(text, None)
                if moved != text:
                    element.text = moved


def _is_data(element: etree._Element) -> bool:
    return any(local(parent) in _DATA for parent in element.iterancestors())


def _moved_data(text: str, mover: Mover) -> str:
    """The ranges of a series' data, one for each stretch of rows: copies with other rows between them (groups with
    sub-totals) are listed in brackets, as Excel writes what is chosen with Ctrl."""
    areas: list[str] = []
    one_range = mover.formula(rewrite(text, lambda reference: _as_area(reference).text()), None)

    def listed(reference: Reference) -> str:
        stretches = mover.stretches(_as_area(reference), None)
        if stretches == [_as_area(reference).text()]:  # nothing moved
            stretches = [reference.text()]
        areas.extend(stretches)
        return ",".join(stretches)

    try:
        moved = rewrite(text, listed)
    except TooManyPieces:
        return one_range
    if len(moved) > _LONGEST:
        return one_range
    bare = len(areas) > 1 and not text.startswith("(")
    return f"({moved})" if bare and moved == ",".join(areas) else moved


def _as_area(reference: Reference) -> Reference:
    """ "S!$B$8" as "S!$B$8:$B$8", so that it grows."""
    if reference.end is not None or reference.start.row is None:
        return reference
    return msgspec.structs.replace(reference, end=reference.start)


class _Value(NamedTuple):
    text: str
    number: bool


def renew_points(package: Package, workbook: Workbook, strings: SharedStrings) -> None:
    """Write the values of the cells into the points that charts keep. `workbook` is the filled and calculated one."""
    sheets = {sheet.name.casefold(): sheet for sheet in workbook.sheets}
    for name in package.of_type(_CHART):
        with package.revise(name) as root:
            for element in named(root, "numRef", "strRef", "multiLvlStrRef"):
                formula = child(element, "f")
                if formula is not None and formula.text:
                    _renew(element, formula.text, sheets, strings)


def _renew(element: etree._Element, formula: str, sheets: dict[str, Sheet], strings: SharedStrings) -> None:
    caches = [each for each in element if local(each).endswith("Cache")]
    ranges = references(formula)
    known = all((reference.sheet or "").casefold() in sheets and reference.start.row for reference in ranges)
    if not caches or not ranges or not known:  # of a sheet that is gone the points are all there is
        return
    points = [point for reference in ranges for point in _points(reference, sheets, strings)]
    cache = caches[0]
    if local(element) == "multiLvlStrRef":
        _renew_levels(cache, ranges[0], points)
        return
    formats = {pt.get("idx"): pt.get("formatCode") for pt in children(cache, "pt")}
    for old in [old for old in cache if local(old) in ("ptCount", "pt")]:
        cache.remove(old)
    fresh = [_made(cache, "ptCount", val=str(len(points)))]
    for index, point in enumerate(points):
        if point is not None and (point.number or local(element) == "strRef"):
            fresh.append(_point(cache, index, point, formats.get(str(index))))
    at = 1 if child(cache, "formatCode") is not None else 0
    cache[at:at] = fresh


def _renew_levels(cache: etree._Element, reference: Reference, points: list[_Value | None]) -> None:
    """Categories of several levels: the one next to the chart first. Each level is a column of the range; a row, where
    the old points say so."""
    ends = reference.start, reference.end or reference.start
    columns = abs((ends[1].column or 1) - (ends[0].column or 1)) + 1
    rows = len(points) // columns
    count, levels = child(cache, "ptCount"), children(cache, "lvl")
    is_across = count is not None and len(levels) == rows != columns and count.get("val") == str(columns)
    lines = [points[at * columns : (at + 1) * columns] for at in range(rows)]
    if not is_across:
        lines = [list(column) for column in zip(*lines, strict=True)]
    for old in [*levels, *children(cache, "ptCount")]:
        cache.remove(old)
    fresh = [_made(cache, "ptCount", val=str(columns if is_across else rows))]
    for line in reversed(lines):
        level = _made(cache, "lvl")
        level.extend(_point(cache, index, point, None) for index, point in enumerate(line) if point is not None)
        fresh.append(level)
    cache[0:0] = fresh


def _made(like: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{namespace(like)}}}{name}", attributes)


def _point(cache: etree._Element, index: int, point: _Value, code: str | None) -> etree._Element:
    item = _made(cache, "pt", idx=str(index), **({} if code is None else {"formatCode": code}))
    value = _made(cache, "v")
    value.text = point.text
    item.append(value)
    return item


def _points(reference: Reference, sheets: dict[str, Sheet], strings: SharedStrings) -> list[_Value | None]:
    sheet = sheets.get((reference.sheet or "").casefold())
    reference = reference.ordered()
    start, end = reference.start, reference.end or reference.start
    if sheet is None or start.row is None or end.row is None or start.column is None or end.column is None:
        return []
    if (end.row - start.row + 1) * (end.column - start.column + 1) > _POINTS:
        return []
    values: list[_Value | None] = []
    for number in range(start.row, end.row + 1):
        row = sheet.rows.get(number)
        cells = {column_of(cell.get("r") or "A1"): cell for cell in row} if row is not None else {}
        values += [_value(cells.get(column), strings) for column in range(start.column, end.column + 1)]
    return values


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
