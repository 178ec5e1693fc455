"""The sheets of a workbook and the few facts of it that filling needs."""

from __future__ import annotations

import msgspec
from lxml import etree

from cchc_excel.fill.ooxml.addresses import letters, split_address
from cchc_excel.fill.ooxml.opc import BrokenPart, NotAWorkbook, Package, child, children, local, parse_xml

_TRUE = ("1", "true", "on")
_ROW_HEIGHT = 15
LINKS = ("textlink", "fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")
"""Attributes that are formulas: the cells that text boxes show and form controls set."""


class Sheet(msgspec.Struct):
    """One sheet: its name, part, kind ("worksheet", "chartsheet"), XML, its rows by number, and the name of the
    template's sheet that it was made from."""

    name: str
    part: str
    kind: str
    root: etree._Element
    rows: dict[int, etree._Element]
    origin: str
    changed: bool = False

    @property
    def data(self) -> etree._Element:
        """The sheetData element of a worksheet."""
        data = child(self.root, "sheetData")
        assert data is not None
        return data

    def height(self, number: int) -> float:
        """The height of a template row in points."""
        row = self.rows.get(number)
        if row is not None and row.get("hidden") in _TRUE:
            return 0.0
        if row is not None and row.get("ht"):
            return float(row.get("ht") or 0)
        usual = child(self.root, "sheetFormatPr")
        return float((usual.get("defaultRowHeight") if usual is not None else None) or _ROW_HEIGHT)


class Workbook(msgspec.Struct):
    """The workbook part: name, XML, sheets in order, and whether days count from 1904."""

    part: str
    root: etree._Element
    sheets: list[Sheet]
    date1904: bool


def open_workbook(package: Package) -> Workbook:
    """The workbook of a package. Raises NotAWorkbook where there is none: a Word document, say."""
    parts = package.related("", "officeDocument")
    root = parse_xml(package.parts[parts[0]]) if parts else None
    if root is None or local(root) != "workbook":
        raise NotAWorkbook("no workbook part")
    links = {link.id: link for link in package.relationships(parts[0])}
    sheets = []
    for element in children(child(root, "sheets"), "sheet"):
        link = links.get(relation_id(element))
        if link is not None and link.target in package.parts:
            sheets.append(read_sheet(element.get("name") or "", link.target, link.kind, package.parts[link.target]))
    properties = child(root, "workbookPr")
    date1904 = properties is not None and properties.get("date1904") in _TRUE
    return Workbook(parts[0], root, sheets, date1904)


def relation_id(element: etree._Element) -> str:
    """The relationship that an element names (r:id); "" where it names none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def read_sheet(name: str, part: str, kind: str, data: bytes) -> Sheet:
    """A sheet from its part: its name on the tab, the part's name, the kind of its relationship ("worksheet") and its
    bytes. Raises BrokenPart where a row or cell has no number that could be one."""
    root = parse_xml(data)
    try:
        rows = _numbered(root) if kind == "worksheet" and child(root, "sheetData") is not None else {}
    except ValueError as error:
        raise BrokenPart(part, error) from error
    return Sheet(name, part, kind if child(root, "sheetData") is not None else "other", root, rows, name)


def _numbered(root: etree._Element) -> dict[int, etree._Element]:
    """Rows by number. Numbers of rows and cells may be left out in a file; here every one is written."""
    rows: dict[int, etree._Element] = {}
    number = 0
    for row in children(child(root, "sheetData"), "row"):
        number = int(row.get("r") or number + 1)
        text = str(number)
        row.set("r", text)
        before = ""
        for cell in row:
            address = cell.get("r")
            if not address or not _is_plain(address, text):
                after = split_address(before)[1] + 1 if before else 1
                address = f"{letters(split_address(address)[1] if address else after)}{text}"
                cell.set("r", address)
            before = address
        rows[number] = row
    return rows


def _is_plain(address: str, row: str) -> bool:
    """Whether an address is written as programs write it, and is of this row: nearly all are."""
    column = address.removesuffix(row)
    return column.isalpha() and column.isupper() and column.isascii()
