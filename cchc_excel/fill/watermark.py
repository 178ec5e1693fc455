"""A mark in the right part of every page header (the header's small language: ECMA-376 part 1, 18.3.1.39)."""

from __future__ import annotations

import re

from lxml import etree

from cchc_excel.fill.ooxml.opc import Package, child, local, namespace, serialise
from cchc_excel.fill.ooxml.workbook import open_workbook

_BEFORE = frozenset(
    [
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetCalcPr",
        "sheetProtection",
        "protectedRanges",
        "scenarios",
        "autoFilter",
        "sortState",
        "dataConsolidate",
        "customSheetViews",
        "mergeCells",
        "phoneticPr",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
    ]
)
"""What stands before headerFooter in a worksheet or chartsheet."""
_ORDER = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_PIECE = re.compile(r'&&|&"[^"]*"|&[LCR]|[^&]+|&', re.DOTALL)
_LONGEST = 255


def mark_draft(workbook: bytes, text: str) -> bytes:
    """The workbook (bytes of an .xlsx) with `text` in the right part of the first, odd and even page headers of every
    sheet; what else the headers say stays (text already at the right goes below it). Where a header would be longer
    than Excel's 255 characters, the mark takes the place of the right part, at worst of the whole header. Raises
    NotAWorkbook."""
    package = Package(workbook)
    mark_package(package, text)
    return package.save()


def mark_package(package: Package, text: str) -> None:
    """The same on an open package."""
    for sheet in open_workbook(package).sheets:
        if local(sheet.root) in ("worksheet", "chartsheet"):
            _mark(sheet.root, text.replace("&", "&&"))
            package.parts[sheet.part] = serialise(sheet.root)


def _mark(root: etree._Element, text: str) -> None:
    space = namespace(root)
    holder = child(root, "headerFooter")
    if holder is None:
        holder = etree.Element(f"{{{space}}}headerFooter")
        root.insert(sum(local(element) in _BEFORE for element in root), holder)
    for name in ("oddHeader", "evenHeader", "firstHeader"):
        element = child(holder, name)
        if element is None:
            element = etree.Element(f"{{{space}}}{name}")
            later = _ORDER[_ORDER.index(name) :]
            holder.insert(sum(local(other) not in later for other in holder), element)
        element.text = marked(element.text or "", text)


def marked(header: str, text: str) -> str:
    """A header's text with the mark in its right part."""
    parts = {"L": "", "C": "", "R": ""}
    current = "C"  # text before any section code is in the middle
    for piece in _PIECE.findall(header):
        if piece in ("&L", "&C", "&R"):
            current = piece[1]
        else:
            parts[current] += piece
    wishes = (
        {**parts, "R": f"{text}\n{parts['R']}" if parts["R"] else text},
        {**parts, "R": text},
        {"L": "", "C": "", "R": text},
    )
    written = ["".join(f"&{side}{part}" for side, part in wish.items() if part) for wish in wishes]
    return next((header for header in written if len(header) <= _LONGEST), written[-1])
