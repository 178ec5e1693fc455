"""Pivot tables: their sources grow with the rows; a pivot table itself moves as a whole, or is refused."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from cchc_excel.fill.anchored.move import SheetMove
from cchc_excel.fill.messages import Message
from cchc_excel.fill.ooxml.addresses import area_text, split_area
from cchc_excel.fill.ooxml.opc import Package, child, named


def move_pivots(package: Package, moves: Mapping[str, SheetMove]) -> None:
    """Move the ranges that pivot tables are made from, and have Excel make them again when it opens the file. `moves`:
    by name of the sheet. Pivot tables whose own rows were repeated or taken away are mistakes, and noted."""
    for move in moves.values():
        if move.rows.moves:
            for name in package.related(move.sheet.part, "pivotTable"):
                with package.revise(name) as root:
                    _move_table(root, move)
    for name in package.of_type("spreadsheetml.pivotCacheDefinition+xml"):
        with package.revise(name) as root:
            if any(_move_source(source, moves) for source in list(named(root, "worksheetSource"))):
                root.set("refreshOnLoad", "1")


def _move_table(root: etree._Element, move: SheetMove) -> None:
    location = child(root, "location")
    if location is None:
        return
    area = location.get("ref") or "A1"
    top, left, bottom, right = split_area(area)
    spans = move.rows.spans(top, bottom)
    is_whole = len(spans) == 1 and spans[0][1] - spans[0][0] == bottom - top
    if not is_whole or any(move.rows.is_tag(row) for row in range(top, bottom + 1)):
        move.wrong(area.partition(":")[0], Message.PIVOT_MOVED())
    elif spans[0] != (top, bottom):
        location.set("ref", area_text(spans[0][0], left, spans[0][1], right))


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
