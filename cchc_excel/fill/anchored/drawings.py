"""Notes, comments and floating objects (pictures, shapes, charts) of a sheet whose rows moved.

Objects keep their size in rows and go with the row of their upper left corner; notes, pictures and shapes are repeated
with their row.
"""

from __future__ import annotations

import re
from copy import deepcopy

import msgspec
from lxml import etree

from cchc_excel.fill.anchored.worksheet import place_anchor, repeated, shift_anchor
from cchc_excel.fill.formulas.follow import Mover
from cchc_excel.fill.formulas.references import MAX_ROW, Reference, letters, references, rewrite, split_address
from cchc_excel.fill.ooxml.cells import SharedStrings
from cchc_excel.fill.ooxml.clone import fresh_identifier
from cchc_excel.fill.ooxml.display import Shower
from cchc_excel.fill.ooxml.opc import Package, child, children, local, named, parse_xml, serialise
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook
from cchc_excel.fill.rows.rowmap import OUTSIDE, Place, RowMap

_NUMBER = re.compile(r"\d+$")
LINKS = ("textlink", "fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")
"""Attributes that are formulas: the cells that text boxes show and form controls set."""
_EMU = 12_700
"""Drawings measure in these; so many are a point."""
_THREAD = "tc="
"""Before the identifier of a conversation, where a note names its author."""


def move_anchors(root: etree._Element, sheet: Sheet, rows: RowMap, mover: Mover) -> None:
    """Objects of a drawing part. Pictures and shapes within repeated rows are repeated with them; every other object
    goes with the row of its upper left corner, and one that does not move with cells (editAs="absolute") stays. Text
    boxes that show a cell follow it."""
    free = max((int(each.get("id") or 0) for each in named(root, "cNvPr")), default=0) + 1
    for anchor in list(root):
        start, end = child(anchor, "from"), child(anchor, "to")
        moves = local(anchor) in ("twoCellAnchor", "oneCellAnchor") and anchor.get("editAs") != "absolute"
        if not moves or start is None:
            follow(anchor, mover, sheet.name)
            continue
        first, last = _rows_of(anchor, sheet, rows)
        if not _is_copied(anchor) or not rows.repeats(first, last):
            follow(anchor, mover, sheet.name)
            shift_anchor(start, end, rows)
            continue
        for number, ((landed, _), place) in enumerate(rows.areas(first, last)):
            copy = deepcopy(anchor)
            place_anchor(child(copy, "from"), child(copy, "to"), landed - first)
            follow(copy, mover, sheet.name, place)
            if number:
                free = _renumber(copy, free, f"{sheet.part} {landed}")
            anchor.addprevious(copy)
        root.remove(anchor)


def _is_copied(anchor: etree._Element) -> bool:
    """Whether an object is one that is copied with its row: a chart has data of its own, a control sets one cell."""
    content = [each for each in anchor if local(each) in ("pic", "sp", "cxnSp", "grpSp")]
    return len(content) == 1 and next(named(content[0], "graphicFrame"), None) is None


def _rows_of(anchor: etree._Element, sheet: Sheet, rows: RowMap) -> tuple[int, int]:
    """The first and last template rows that an object covers, from 1; tag rows at its lower end do not count."""
    first, offset = _corner(child(anchor, "from"))
    end = child(anchor, "to")
    if end is not None:
        last, below = _corner(end)
        last -= last > first and not below
    else:
        size = child(anchor, "ext")
        left = offset + int((size.get("cy") if size is not None else None) or 0) - sheet.height(first) * _EMU
        last = first
        while left > 0 and last < MAX_ROW:
            last += 1
            left -= sheet.height(last) * _EMU
    while last > first and rows.is_tag(last):
        last -= 1
    return first, last


def _corner(marker: etree._Element | None) -> tuple[int, int]:
    """The row of a corner, from 1, and how far below the row's upper edge it is."""
    row, offset = (child(marker, name) if marker is not None else None for name in ("row", "rowOff"))
    return _number(row) + 1, _number(offset)


def _number(element: etree._Element | None) -> int:
    return int((element.text if element is not None else None) or 0)


def _renumber(anchor: etree._Element, free: int, place: str) -> int:
    """Give the objects of a copy numbers of their own, from `free` on; returns the next free one."""
    fresh: dict[str, str] = {}
    for element in named(anchor, "cNvPr"):
        fresh[element.get("id") or ""] = str(free)
        element.set("id", str(free))
        free += 1
    for element in named(anchor, "stCxn", "endCxn"):
        element.set("id", fresh.get(element.get("id") or "", element.get("id") or ""))
    for element in named(anchor, "creationId"):
        element.set("id", fresh_identifier(element.get("id") or "", place))
    return free


def follow(root: etree._Element, mover: Mover, sheet: str, place: Place = OUTSIDE) -> bool:
    """Attributes that are formulas: cells that text boxes show, cells that form controls set; True where one moved."""
    changed = False
    for element in root.iter():
        for key in LINKS:
            text = element.get(key)
            moved = _own_copy(text, mover, sheet, place) if text else None
            if moved and moved != text:
                element.set(key, moved)
                changed = True
    return changed


def _own_copy(text: str, mover: Mover, sheet: str, place: Place) -> str:
    """A link moved. Excel writes "$B$3" for it though nobody chose the dollar signs: in a repeated row it means the
    copy's own cell."""
    if place == OUTSIDE:
        return mover.formula(text, sheet)
    return rewrite(mover.formula(rewrite(text, _relative), sheet, place), _absolute)


def _relative(reference: Reference) -> str:
    return msgspec.structs.replace(reference, start=msgspec.structs.replace(reference.start, row_fixed=False)).text()


def _absolute(reference: Reference) -> str:
    return msgspec.structs.replace(reference, start=msgspec.structs.replace(reference.start, row_fixed=True)).text()


def renew_texts(package: Package, workbook: Workbook, strings: SharedStrings) -> None:
    """Write the texts of cells into the text boxes that show them. `workbook` is the filled and calculated one."""
    shower = Shower(package, workbook, strings)
    for sheet in workbook.sheets:
        for name in package.related(sheet.part, "drawing"):
            root = parse_xml(package.parts[name])
            before = etree.tostring(root)
            for shape in root.iter():
                if shape.get("textlink"):
                    _renew_text(shape, shape.get("textlink") or "", sheet, workbook, shower)
            if etree.tostring(root) != before:
                package.parts[name] = serialise(root)


def _renew_text(shape: etree._Element, link: str, sheet: Sheet, workbook: Workbook, shower: Shower) -> None:
    found = references(link)
    texts = list(named(shape, "t"))
    if len(found) != 1 or found[0].start.row is None or found[0].start.column is None or not texts:
        return
    wanted = (found[0].sheet or sheet.name).casefold()
    page = next((each for each in workbook.sheets if each.name.casefold() == wanted), None)
    row = page.rows.get(found[0].start.row) if page is not None else None
    address = f"{letters(found[0].start.column)}{found[0].start.row}"
    cell = next((each for each in row if each.get("r") == address), None) if row is not None else None
    texts[0].text = shower.text(cell) if cell is not None else ""
    for rest in texts[1:]:
        rest.text = ""


def move_notes(package: Package, part: str, rows: RowMap, mover: Mover, sheet: str) -> None:
    """The notes of a sheet: their cells in the comments part, conversations in the part of threads, their boxes (and
    those of form controls) in the VML part."""
    for name in package.related(part, "comments"):
        root = parse_xml(package.parts[name])
        _repeat_comments(root, part, rows)
        package.parts[name] = serialise(root)
    for name in package.related(part, "threadedComment"):
        root = parse_xml(package.parts[name])
        _repeat_threads(root, part, rows)
        package.parts[name] = serialise(root)
    for name in package.related(part, "vmlDrawing"):
        _move_boxes(package, name, rows, mover, sheet)
    for name in package.related(part, "ctrlProp"):
        root = parse_xml(package.parts[name])
        if follow(root, mover, sheet):
            package.parts[name] = serialise(root)


def _repeat_comments(root: etree._Element, part: str, rows: RowMap) -> None:
    listed, authors = child(root, "commentList"), child(root, "authors")
    if listed is None:
        return
    names = [author.text or "" for author in children(authors, "author")]
    for comment in children(listed, "comment"):
        author = names[int(comment.get("authorId") or 0)] if names else ""
        for number, (area, _) in enumerate(repeated(comment.get("ref") or "A1", rows)):
            copy = deepcopy(comment)
            copy.set("ref", area)
            if number and author.startswith(_THREAD) and authors is not None:
                _belong_to_thread(copy, authors, fresh_identifier(author.removeprefix(_THREAD), f"{part} {area}"))
            comment.addprevious(copy)
        listed.remove(comment)
    listed[:] = sorted(listed, key=lambda comment: split_address(comment.get("ref") or "A1"))


def _belong_to_thread(comment: etree._Element, authors: etree._Element, identifier: str) -> None:
    """A note that stands in for a conversation names it twice: as its author, and by its own identifier."""
    author = etree.SubElement(authors, str(authors[0].tag))
    author.text = _THREAD + identifier
    comment.set("authorId", str(len(authors) - 1))
    for key in [key for key in comment.attrib if str(key).endswith("}uid")]:
        comment.set(key, identifier)


def _repeat_threads(root: etree._Element, part: str, rows: RowMap) -> None:
    for comment in list(root):
        for number, (area, _) in enumerate(repeated(comment.get("ref") or "A1", rows)):
            copy = deepcopy(comment)
            copy.set("ref", area)
            for key in ("id", "parentId") if number else ():
                if copy.get(key):
                    copy.set(key, fresh_identifier(copy.get(key) or "", f"{part} {area}"))
            comment.addprevious(copy)
        root.remove(comment)


def _move_boxes(package: Package, name: str, rows: RowMap, mover: Mover, sheet: str) -> None:
    try:
        root = parse_xml(package.parts[name])
    except etree.XMLSyntaxError:  # old files hold VML that is not quite XML: their boxes stay where they were
        return
    if next(named(root, "ClientData"), None) is None:  # pictures of page headers
        return
    taken = [str(shape.get("id") or "") for shape in named(root, "shape")]
    free = max((int(found.group()) for text in taken if (found := _NUMBER.search(text))), default=1024) + 1
    for shape in list(named(root, "shape")):
        data = child(shape, "ClientData")
        row = None if data is None else child(data, "Row")
        if data is not None and data.get("ObjectType") != "Note":
            _move_control(shape, data, rows, mover, sheet)
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


def _move_control(shape: etree._Element, data: etree._Element, rows: RowMap, mover: Mover, sheet: str) -> None:
    """A button, box or list drawn over cells: it goes with the row of its upper left corner."""
    anchor = child(data, "Anchor")
    numbers = (anchor.text or "").split(",") if anchor is not None else []
    if len(numbers) == 8:
        top = int(float(numbers[2]))
        _place_box(shape, min(rows.boundary(top + 1), MAX_ROW) - 1 - top)
    for element in named(data, "FmlaLink", "FmlaRange", "FmlaTxbx", "FmlaGroup"):
        if element.text:
            element.text = mover.formula(element.text, sheet)


def _place_box(shape: etree._Element, delta: int) -> None:
    for element in named(shape, "Row"):
        element.text = str(int(element.text or 0) + delta)
    for element in named(shape, "Anchor"):
        numbers = [int(float(text)) for text in (element.text or "").split(",")]
        if len(numbers) == 8:  # left column, offset, top row, offset, right column, offset, bottom row, offset
            numbers[2] = max(numbers[2] + delta, 0)
            numbers[6] = max(numbers[6] + delta, 0)
            element.text = ", ".join(str(number) for number in numbers)
