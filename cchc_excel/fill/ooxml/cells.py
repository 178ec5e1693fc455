"""What a cell of a worksheet holds, as a file has it."""

from __future__ import annotations

from lxml import etree

from cchc_excel.fill.ooxml.opc import child, drop, local, namespace
from cchc_excel.fill.ooxml.strings import SharedStrings, Text, read_text


def cell_text(cell: etree._Element, strings: SharedStrings) -> Text | None:
    """The text of a text cell; None for numbers, formulas and empty cells. Raises NoSuchText where the table has no
    such text, ValueError where the cell names it by no number."""
    kind = cell.get("t")
    if kind not in ("s", "inlineStr", "str") or child(cell, "f") is not None:
        return None
    if kind == "s":
        value = child(cell, "v")
        return strings.text(int(value.text)) if value is not None and value.text else None
    if kind == "inlineStr":
        item = child(cell, "is")
        return None if item is None else read_text(item)
    value = child(cell, "v")
    return None if value is None else Text(value.text or "")


def empty(cell: etree._Element) -> None:
    """Take away what a cell holds; its style stays."""
    drop(cell, "t")
    for element in list(cell):
        if local(element) in ("v", "is", "f"):
            cell.remove(element)


def store(cell: etree._Element, kind: str | None, value: str) -> None:
    """Put a value into an emptied cell: its type as files have it ("s", "b"; None: a number) and its text."""
    if kind is not None:
        cell.set("t", kind)
    element = etree.SubElement(cell, f"{{{namespace(cell)}}}v")
    element.text = value
    if len(cell) > 1:  # before an extLst
        cell.insert(0, element)


def put_text(cell: etree._Element, text: str, strings: SharedStrings) -> None:
    """Put plain text into an emptied cell."""
    store(cell, "s", str(strings.add(text)))
