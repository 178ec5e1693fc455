"""Floating objects (pictures, shapes, charts) of a sheet whose rows moved.

Objects keep their size in rows and go with the row of their upper left corner; pictures and shapes are repeated with
their row.
"""

from __future__ import annotations

from copy import deepcopy

import msgspec
from lxml import etree

from cchc_excel.fill.anchored.move import SheetMove, shift_corners
from cchc_excel.fill.formulas.references import Reference, rewrite
from cchc_excel.fill.formulas.rowmap import OUTSIDE, Iteration
from cchc_excel.fill.ooxml.addresses import MAX_ROW
from cchc_excel.fill.ooxml.clone import fresh_identifier
from cchc_excel.fill.ooxml.opc import child, local, named
from cchc_excel.fill.ooxml.workbook import LINKS

_EMU = 12_700
"""Drawings measure in these; so many are a point."""


_ANCHORS = ("twoCellAnchor", "oneCellAnchor")


def move_anchors(root: etree._Element, move: SheetMove) -> None:
    """Objects of a drawing part. Pictures and shapes within repeated rows are repeated with them; every other object
    goes with the row of its upper left corner, and one that does not move with cells (editAs="absolute") stays. Text
    boxes that show a cell follow it."""
    free = max((int(each.get("id") or 0) for each in named(root, "cNvPr")), default=0) + 1
    for holder in list(root):
        anchors = _anchors(holder)
        anchor = anchors[0] if anchors else holder
        if not anchors or anchor.get("editAs") == "absolute":
            follow(holder, move)
            continue
        first, last = _rows_of(anchor, move)
        if not _is_copied(anchor) or not move.rows.repeats(first, last):
            follow(holder, move)
            for each in anchors:
                move.shift_anchor(child(each, "from"), child(each, "to"))
            continue
        for number, ((landed, _), iteration) in enumerate(move.rows.areas(first, last)):
            copy = deepcopy(holder)
            for each in _anchors(copy):
                shift_corners(child(each, "from"), child(each, "to"), landed - first)
            follow(copy, move, iteration)
            if number:
                free = _renumber(copy, free, f"{move.sheet.part} {landed}")
            holder.addprevious(copy)
        root.remove(holder)


def _anchors(holder: etree._Element) -> list[etree._Element]:
    """The anchors of an object that go with cells: one, or one for each kind of program (mc:AlternateContent), as Excel
    writes form controls and newer shapes."""
    found = [holder] if local(holder) in _ANCHORS else list(named(holder, *_ANCHORS))
    return [anchor for anchor in found if child(anchor, "from") is not None]


def _is_copied(anchor: etree._Element) -> bool:
    """Whether an object is one that is copied with its row: a chart has data of its own, a control sets one cell."""
    content = [each for each in anchor if local(each) in ("pic", "sp", "cxnSp", "grpSp")]
    return len(content) == 1 and next(named(content[0], "graphicFrame"), None) is None


def _rows_of(anchor: etree._Element, move: SheetMove) -> tuple[int, int]:
    """The first and last template rows that an object covers, from 1; tag rows at its lower end do not count."""
    first, offset = _corner(child(anchor, "from"))
    end = child(anchor, "to")
    if end is not None:
        last, below = _corner(end)
        last -= last > first and not below
    else:
        size = child(anchor, "ext")
        left = offset + int((size.get("cy") if size is not None else None) or 0) - move.sheet.height(first) * _EMU
        last = first
        while left > 0 and last < MAX_ROW:
            last += 1
            left -= move.sheet.height(last) * _EMU
    while last > first and move.rows.is_tag(last):
        last -= 1
    return first, last


def _corner(corner: etree._Element | None) -> tuple[int, int]:
    """The row of a corner, from 1, and how far below the row's upper edge it is."""
    row, offset = (child(corner, name) if corner is not None else None for name in ("row", "rowOff"))
    return _number(row) + 1, _number(offset)


def _number(element: etree._Element | None) -> int:
    return int((element.text if element is not None else None) or 0)


def _renumber(anchor: etree._Element, free: int, copy: str) -> int:
    """Give the objects of a copy numbers of their own, from `free` on; returns the next free one. `copy`: what tells it
    from others."""
    fresh: dict[str, str] = {}
    for element in named(anchor, "cNvPr"):
        fresh[element.get("id") or ""] = str(free)
        element.set("id", str(free))
        free += 1
    for element in named(anchor, "stCxn", "endCxn"):
        element.set("id", fresh.get(element.get("id") or "", element.get("id") or ""))
    for element in named(anchor, "creationId"):
        element.set("id", fresh_identifier(element.get("id") or "", copy))
    return free


def follow(root: etree._Element, move: SheetMove, iteration: Iteration = OUTSIDE) -> None:
    """Attributes that are formulas: cells that text boxes show, cells that form controls set."""
    for element in root.iter():
        for key in LINKS:
            text = element.get(key)
            moved = _own_copy(text, move, iteration) if text else None
            if moved and moved != text:
                element.set(key, moved)


def _own_copy(text: str, move: SheetMove, iteration: Iteration) -> str:
    """A link moved. Excel writes "$B$3" for it though nobody chose the dollar signs: in a repeated row it means the
    copy's own cell."""
    if iteration == OUTSIDE:
        return move.formula(text)
    return rewrite(move.formula(rewrite(text, _relative), iteration), _absolute)


def _relative(reference: Reference) -> str:
    return msgspec.structs.replace(reference, start=msgspec.structs.replace(reference.start, row_fixed=False)).text()


def _absolute(reference: Reference) -> str:
    return msgspec.structs.replace(reference, start=msgspec.structs.replace(reference.start, row_fixed=True)).text()
