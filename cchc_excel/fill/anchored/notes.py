"""Notes and comments of a sheet whose rows moved, each repeated with its cell; form controls, whose part they share."""

from __future__ import annotations

import contextlib
import re
from copy import deepcopy

from lxml import etree

from cchc_excel.fill.anchored.drawings import follow
from cchc_excel.fill.anchored.move import SheetMove
from cchc_excel.fill.ooxml.addresses import MAX_ROW, split_address
from cchc_excel.fill.ooxml.clone import fresh_identifier
from cchc_excel.fill.ooxml.opc import Package, child, children, named

_NUMBER = re.compile(r"\d+$")
_THREAD = "tc="
"""Before the identifier of a conversation, where a note names its author."""


def move_notes(package: Package, move: SheetMove) -> None:
    """The notes of a sheet: their cells in the comments part, conversations in the part of threads, their boxes (and
    those of form controls) in the VML part."""
    part = move.sheet.part
    for name in package.related(part, "comments"):
        with package.edit(name) as root:
            _repeat_comments(root, move)
    for name in package.related(part, "threadedComment"):
        with package.edit(name) as root:
            _repeat_threads(root, move)
    for name in package.related(part, "vmlDrawing"):
        if b"ClientData" in package.parts[name]:  # other boxes are pictures of page headers
            with contextlib.suppress(etree.XMLSyntaxError), package.edit(name) as root:
                _move_boxes(root, move)  # old files hold VML that is not quite XML: their boxes stay where they were
    for name in package.related(part, "ctrlProp"):
        with package.revise(name) as root:
            follow(root, move)


def _repeat_comments(root: etree._Element, move: SheetMove) -> None:
    listed, authors = child(root, "commentList"), child(root, "authors")
    if listed is None:
        return
    names = [author.text or "" for author in children(authors, "author")]
    for comment in children(listed, "comment"):
        author = names[int(comment.get("authorId") or 0)] if names else ""
        for number, (area, _) in enumerate(move.repeated(comment.get("ref") or "A1")):
            copy = deepcopy(comment)
            copy.set("ref", area)
            if number and author.startswith(_THREAD) and authors is not None:
                identifier = fresh_identifier(author.removeprefix(_THREAD), f"{move.sheet.part} {area}")
                _belong_to_thread(copy, authors, identifier)
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


def _repeat_threads(root: etree._Element, move: SheetMove) -> None:
    for comment in list(root):
        for number, (area, _) in enumerate(move.repeated(comment.get("ref") or "A1")):
            copy = deepcopy(comment)
            copy.set("ref", area)
            for key in ("id", "parentId") if number else ():
                if copy.get(key):
                    copy.set(key, fresh_identifier(copy.get(key) or "", f"{move.sheet.part} {area}"))
            comment.addprevious(copy)
        root.remove(comment)


def _move_boxes(root: etree._Element, move: SheetMove) -> None:
    shapes = [each for each in root.iter() if child(each, "ClientData") is not None]  # v:shape, v:line, v:rect …
    taken = [str(shape.get("id") or "") for shape in shapes]
    free = max((int(match.group()) for text in taken if (match := _NUMBER.search(text))), default=1024) + 1
    for shape in shapes:
        data = child(shape, "ClientData")
        row = None if data is None else child(data, "Row")
        if data is not None and data.get("ObjectType") != "Note":
            _move_control(shape, data, move)
        if data is None or row is None or data.get("ObjectType") != "Note":
            continue
        before = int(row.text or 0)
        for number, (area, _) in enumerate(move.repeated(f"A{before + 1}")):
            copy = deepcopy(shape)
            _shift_box(copy, split_address(area)[0] - 1 - before)
            if number:
                copy.set("id", _NUMBER.sub("", str(shape.get("id") or "_x0000_s")) + str(free))
                free += 1
            shape.addprevious(copy)
        parent = shape.getparent()
        if parent is not None:
            parent.remove(shape)


def _move_control(shape: etree._Element, data: etree._Element, move: SheetMove) -> None:
    """A button, box or list drawn over cells: it goes with the row of its upper left corner."""
    anchor = child(data, "Anchor")
    numbers = (anchor.text or "").split(",") if anchor is not None else []
    if len(numbers) == 8:
        top = int(float(numbers[2]))
        _shift_box(shape, min(move.rows.boundary(top + 1), MAX_ROW) - 1 - top)
    for element in named(data, "FmlaLink", "FmlaRange", "FmlaTxbx", "FmlaGroup"):
        if element.text:
            element.text = move.formula(element.text)


def _shift_box(shape: etree._Element, delta: int) -> None:
    for element in named(shape, "Row"):
        element.text = str(int(element.text or 0) + delta)
    for element in named(shape, "Anchor"):
        numbers = [int(float(text)) for text in (element.text or "").split(",")]
        if len(numbers) == 8:  # left column, offset, top row, offset, right column, offset, bottom row, offset
            numbers[2] = max(numbers[2] + delta, 0)
            numbers[6] = max(numbers[6] + delta, 0)
            element.text = ", ".join(str(number) for number in numbers)
