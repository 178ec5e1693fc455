"""Pivot tables: their sources grow with the rows; a pivot table itself may not be pushed about."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from cchc_excel.fill.anchored.move import SheetMove
from cchc_excel.fill.messages import Message
from cchc_excel.fill.ooxml.opc import Package, child, named, parse_xml


def move_pivots(package: Package, moves: Mapping[str, SheetMove]) -> None:
    """Move the ranges that pivot tables are made from, and have Excel make them again when it opens the file. `moves`:
    by name of the sheet. Pivot tables that stand where rows moved are mistakes, and noted."""
    for move in moves.values():
        if move.rows.moves:
            for name in package.related(move.sheet.part, "pivotTable"):
                _refuse(parse_xml(package.parts[name]), move)
    for name in package.of_type("spreadsheetml.pivotCacheDefinition+xml"):
        with package.revise(name) as root:
            if any(_move_source(source, moves) for source in list(named(root, "worksheetSource"))):
                root.set("refreshOnLoad", "1")


def _refuse(root: etree._Element, move: SheetMove) -> None:
    location = child(root, "location")
    area = (location.get("ref") if location is not None else None) or "A1"
    if move.spanning(area) != area:
        move.wrong(area.partition(":")[0], Message.PIVOT_MOVED())


def _move_source(source: etree._Element, moves: Mapping[str, SheetMove]) -> bool:
    """Move one source; whether it had to be."""
    move, area = moves.get(source.get("sheet") or ""), source.get("ref")
    if move is None or not move.rows.moves or not area:
        return False
    moved = move.spanning(area)
    if moved is None:
        move.wrong(area.partition(":")[0], Message.PIVOT_SOURCE_GONE())
        return False
    source.set("ref", moved)
    return True
