"""Pivot tables: their sources grow with the rows; a pivot table itself may not be pushed about."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from cchc_excel.fill.anchored.worksheet import spanning
from cchc_excel.fill.errors import Mistakes
from cchc_excel.fill.ooxml.opc import Package, child, named, parse_xml, serialise
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook
from cchc_excel.fill.rows.rowmap import RowMap


def move_pivots(package: Package, workbook: Workbook, maps: Mapping[str, RowMap], mistakes: Mistakes) -> None:
    """Refuse a template whose pivot tables stand where rows moved; move the ranges that pivot tables are made from,
    and have Excel make them again when it opens the file."""
    for sheet in workbook.sheets:
        rows = maps.get(sheet.name)
        if rows is not None and rows.moves:
            for name in package.related(sheet.part, "pivotTable"):
                _refuse(parse_xml(package.parts[name]), sheet, rows, mistakes)
    for name in package.of_type("spreadsheetml.pivotCacheDefinition+xml"):
        root = parse_xml(package.parts[name])
        if any(_move_source(source, root, maps, mistakes) for source in list(named(root, "worksheetSource"))):
            package.parts[name] = serialise(root)


def _refuse(root: etree._Element, sheet: Sheet, rows: RowMap, mistakes: Mistakes) -> None:
    location = child(root, "location")
    area = (location.get("ref") if location is not None else None) or "A1"
    if spanning(area, rows) != area:
        message = "bảng tổng hợp (PivotTable) nằm ở các hàng bị dời khi điền; chuyển nó sang một sheet không có {%tr %}"
        mistakes.add(sheet.origin, area.partition(":")[0], "", message)


def _move_source(source: etree._Element, root: etree._Element, maps: Mapping[str, RowMap], mistakes: Mistakes) -> bool:
    rows, area = maps.get(source.get("sheet") or ""), source.get("ref")
    if rows is None or not rows.moves or not area:
        return False
    moved = spanning(area, rows)
    if moved is None:
        message = "vùng nguồn của bảng tổng hợp (PivotTable) mất hết hàng khi điền; để dòng tiêu đề ngoài {%tr if %}"
        mistakes.add(source.get("sheet") or "", area.partition(":")[0], "", message)
        return False
    source.set("ref", moved)
    root.set("refreshOnLoad", "1")
    return True
