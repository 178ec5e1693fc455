"""Notes, comments and floating objects (pictures, shapes, charts) of a sheet whose rows moved.

Objects keep their size in rows and go with the row of their upper left corner; notes are repeated with their cell.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from cchc_excel.report.fill.move import repeated
from cchc_excel.report.fill.package import Package, child, children, local, named, parse_xml, serialise
from cchc_excel.report.fill.references import MAX_ROW, split_address
from cchc_excel.report.fill.rowmap import RowMap

_NUMBER = re.compile(r"\d+$")


def move_anchors(root: etree._Element, rows: RowMap) -> None:
    """Objects of a drawing part. An object that does not move with cells (editAs="absolute") stays."""
    for anchor in root:
        start, end = child(anchor, "from"), child(anchor, "to")
        if (
            local(anchor) not in ("twoCellAnchor", "oneCellAnchor")
            or anchor.get("editAs") == "absolute"
            or start is None
        ):
            continue
        before = _row_of(start)
        after = min(rows.boundary(before + 1), MAX_ROW) - 1
        _set_row(start, after)
        if end is not None:
            _set_row(end, min(_row_of(end) + after - before, MAX_ROW - 1))


def _row_of(marker: etree._Element) -> int:
    row = child(marker, "row")
    return int(row.text or 0) if row is not None else 0


def _set_row(marker: etree._Element, value: int) -> None:
    row = child(marker, "row")
    if row is not None:
        row.text = str(value)


def move_notes(package: Package, part: str, rows: RowMap) -> None:
    """The notes of a sheet: their cells in the comments part, their boxes in the VML part."""
    for name in package.related(part, "comments"):
        root = parse_xml(package.parts[name])
        _repeat_comments(root, rows)
        package.parts[name] = serialise(root)
    for name in package.related(part, "threadedComment"):
        root = parse_xml(package.parts[name])
        for comment in list(root):
            found = repeated(comment.get("ref") or "A1", rows)
            if found:
                comment.set("ref", found[0][0])
            else:
                root.remove(comment)
        package.parts[name] = serialise(root)
    for name in package.related(part, "vmlDrawing"):
        _move_boxes(package, name, rows)


def _repeat_comments(root: etree._Element, rows: RowMap) -> None:
    listed = child(root, "commentList")
    for comment in children(listed, "comment"):
        for area, _ in repeated(comment.get("ref") or "A1", rows):
            copy = deepcopy(comment)
            copy.set("ref", area)
            comment.addprevious(copy)
        if listed is not None:
            listed.remove(comment)
    if listed is not None:
        listed[:] = sorted(listed, key=lambda comment: split_address(comment.get("ref") or "A1"))


def _move_boxes(package: Package, name: str, rows: RowMap) -> None:
    try:
        root = parse_xml(package.parts[name])
    except etree.XMLSyntaxError:  # old files hold VML that is not quite XML: their boxes stay where they were
        return
    taken = [str(shape.get("id") or "") for shape in named(root, "shape")]
    free = max((int(found.group()) for text in taken if (found := _NUMBER.search(text))), default=1024) + 1
    for shape in list(named(root, "shape")):
        data = child(shape, "ClientData")
        row = None if data is None else child(data, "Row")
        if data is None or row is None or data.get("ObjectType") != "Note":
            continue
        number = int(row.text or 0)
        for copy_number, (area, _) in enumerate(repeated(f"A{number + 1}", rows)):
            copy = deepcopy(shape)
            _place_box(copy, split_address(area)[0] - 1 - number)
            if copy_number:
                copy.set("id", _NUMBER.sub("", str(shape.get("id") or "_x0000_s")) + str(free))
                free += 1
            shape.addprevious(copy)
        parent = shape.getparent()
        if parent is not None:
            parent.remove(shape)
    package.parts[name] = serialise(root)


def _place_box(shape: etree._Element, delta: int) -> None:
    for element in named(shape, "Row"):
        element.text = str(int(element.text or 0) + delta)
    for element in named(shape, "Anchor"):
        numbers = [int(float(text)) for text in (element.text or "").split(",")]
        if len(numbers) == 8:  # left column, offset, top row, offset, right column, offset, bottom row, offset
            numbers[2] = max(numbers[2] + delta, 0)
            numbers[6] = max(numbers[6] + delta, 0)
            element.text = ", ".join(str(number) for number in numbers)
