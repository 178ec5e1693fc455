"""A workbook taken apart: its parts as bytes, its sheets as XML, changed a cell, row or part at a time.

Not openpyxl: that would lose parts, write its own XML, and take a third of a second a workbook.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from lxml import etree

from tests.packages import packed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_N = f"{{{MAIN}}}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
SHEETS = ("Hướng dẫn", "Số liệu", "TTHC", "Nhiệm vụ", "Xếp hạng", "_meta", "_danh_sach")


def split(address: str) -> tuple[int, int]:
    """(row, column), both counted from 1: "C7" is (7, 3)."""
    match = _ADDRESS.fullmatch(address)
    assert match, address
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def join(row: int, column: int) -> str:
    """join(7, 3) is "C7"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


class Book:
    """One .xlsx. Cells are named "TTHC!J14"."""

    def __init__(self, data: bytes, modified: str) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self._trees: dict[str, etree._Element] = {}
        self.modified(modified)

    def modified(self, moment: str) -> Book:
        """Set the workbook's own modified time."""
        return self.sub("docProps/core.xml", rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment.encode())

    def sub(self, part: str, pattern: bytes, text: bytes) -> Book:
        """Replace in a part's bytes; something must be there to replace."""
        self._flush()
        self.parts[part], count = re.subn(pattern, text, self.parts[part], flags=re.DOTALL)
        assert count, (part, pattern)
        return self

    def part_of(self, sheet: str) -> str:
        """The part that holds a sheet."""
        book = self._tree("xl/workbook.xml")
        links = {one.get("Id"): one.get("Target") for one in self._tree("xl/_rels/workbook.xml.rels")}
        (link,) = (one.get(_REL) for one in book.iter(f"{_N}sheet") if one.get("name") == sheet)
        return str(links[link]).lstrip("/") if str(links[link]).startswith("/") else f"xl/{links[link]}"

    def put(self, at: str, value: str | float | None, style: int | None = None) -> Book:
        """Type a value into a cell; None clears it."""
        cell = self.cell(at)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", "")
        if style is not None:
            cell.set("s", str(style))
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{_N}is"), f"{_N}t")
            text.text = value
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        elif value is not None:
            etree.SubElement(cell, f"{_N}v").text = str(value)
        return self

    def raw(self, at: str, kind: str, inner: str) -> Book:
        """Put XML into a cell of a type: raw("TTHC!J14", "e", "<v>#N/A</v>")."""
        cell = self.put(at, None).cell(at)
        if kind:
            cell.set("t", kind)
        cell.extend(etree.fromstring(f'<c xmlns="{MAIN}">{inner}</c>'))
        return self

    def cell(self, at: str) -> etree._Element:
        """A cell's element, made where it is not there."""
        sheet, address = at.split("!")
        number, column = split(address)
        row = self.row(sheet, number)
        for cell in row:
            here = split(cell.get("r", ""))[1]
            if here == column:
                return cell
            if here > column:
                made = etree.Element(f"{_N}c", r=address)
                cell.addprevious(made)
                return made
        return etree.SubElement(row, f"{_N}c", r=address)

    def row(self, sheet: str, number: int) -> etree._Element:
        """A row's element, made at its place where it is not there."""
        data = self.data(sheet)
        for row in data:
            here = int(row.get("r", "0"))
            if here == number:
                return row
            if here > number:
                made = etree.Element(f"{_N}row", r=str(number))
                row.addprevious(made)
                return made
        return etree.SubElement(data, f"{_N}row", r=str(number))

    def style_of(self, number_format: str) -> int:
        """The number of the first cell style with a number format."""
        styles = self._tree("xl/styles.xml")
        known = [one.get("numFmtId") for one in styles.iter(f"{_N}numFmt") if one.get("formatCode") == number_format]
        listed = styles.find(f"{_N}cellXfs")
        assert listed is not None
        return next(number for number, one in enumerate(listed) if one.get("numFmtId") in known)

    def data(self, sheet: str) -> etree._Element:
        """A sheet's rows."""
        data = self._tree(self.part_of(sheet)).find(f"{_N}sheetData")
        assert data is not None
        return data

    def after_data(self, sheet: str, xml: str) -> Book:
        """Put an element in place of the sheet's own of that name."""
        made = etree.fromstring(xml.replace(" ", f' xmlns="{MAIN}" ', 1))
        tree = self._tree(self.part_of(sheet))
        old = tree.find(made.tag)
        if old is not None:
            tree.replace(old, made)
        else:
            self.data(sheet).addnext(made)
        return self

    def move(self, sheet: str, to: Callable[[int, int], tuple[int, int]]) -> Book:
        """Move every cell of a sheet to another (row, column); a row's own attributes go with its first column."""
        data = self.data(sheet)
        cells = [cell for row in data for cell in row]
        for row in data:
            row[:] = []
            row.set("r", str(to(int(row.get("r", "0")), 1)[0]))
        data[:] = sorted(data, key=lambda row: int(row.get("r", "0")))
        placed = sorted((to(*split(cell.get("r", ""))), number) for number, cell in enumerate(cells))
        for (line, column), number in placed:
            cells[number].set("r", join(line, column))
            self.row(sheet, line).append(cells[number])
        return self

    def insert_rows(self, sheet: str, at: int, count: int = 1) -> Book:
        """Empty rows above row `at`."""
        return self.move(sheet, lambda row, column: (row + count if row >= at else row, column))

    def insert_columns(self, sheet: str, at: int, count: int = 1) -> Book:
        """Empty columns before column `at` (counted from 1)."""
        return self.move(sheet, lambda row, column: (row, column + count if column >= at else column))

    def delete_row(self, sheet: str, at: int) -> Book:
        """A row taken out, what is below moved up."""
        self.data(sheet).remove(self.row(sheet, at))
        return self.move(sheet, lambda row, column: (row - 1 if row > at else row, column))

    def delete_column(self, sheet: str, at: int) -> Book:
        """A column taken out, what is at its right moved."""
        for row in self.data(sheet):
            for cell in list(row):
                if split(cell.get("r", ""))[1] == at:
                    row.remove(cell)
        return self.move(sheet, lambda row, column: (row, column - 1 if column > at else column))

    def names(self, change: Callable[[list[etree._Element]], list[etree._Element]]) -> Book:
        """The workbook's list of sheets, changed: renamed, put in another order, left out. Named ranges are dropped."""
        book = self._tree("xl/workbook.xml")
        listed = book.find(f"{_N}sheets")
        assert listed is not None
        listed[:] = change(list(listed))
        for name in book.findall(f"{_N}definedNames"):
            book.remove(name)
        return self

    def rename(self, old: str, new: str) -> Book:
        """Another name for a sheet."""

        def renamed(sheets: list[etree._Element]) -> list[etree._Element]:
            for one in sheets:
                if one.get("name") == old:
                    one.set("name", new)
            return sheets

        return self.names(renamed)

    def drop(self, *sheets: str) -> Book:
        """Sheets deleted."""
        return self.names(lambda listed: [one for one in listed if one.get("name") not in sheets])

    def save(self, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
        """The workbook's bytes."""
        self._flush()
        return packed(self.parts, compress)

    def _tree(self, part: str) -> etree._Element:
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    def _flush(self) -> None:
        for part, tree in self._trees.items():
            self.parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._trees.clear()
