"""Where the rows of the feature template stand, before and after it is filled.

The template's rows: 1 heading, 2 tag, 3 the repeated row, 4 tag, 5 total, 6 and below the rest. Filled with n items the
two tag rows vanish: row 3 becomes rows 2 … n+1, row 5 becomes row n+2. (xltpl leaves the tag rows in place.)
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import openpyxl
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

SHEET, OTHER, TABLE = "Tổng hợp", "Khác", "Bảng"


class State(NamedTuple):
    """How many items the template was filled with (None: not filled yet), and whether tag rows are still there."""

    items: int | None
    tags_stay: bool = False

    @property
    def first(self) -> int:
        """The first repeated row."""
        return 3 if self.items is None or self.tags_stay else 2

    @property
    def rows(self) -> range:
        """All repeated rows."""
        return range(self.first, self.first + (1 if self.items is None else self.items))

    def at(self, row: int) -> int:
        """Where a template row from 4 on (or row 1) stands."""
        if self.items is None or row == 1:
            return row
        return row + self.items - (1 if self.tags_stay else 3)

    def span(self, column: str, last_column: str = "") -> list[str]:
        """The repeated rows of a column as one area; none where there are none."""
        if not self.rows:
            return []
        first, last = f"{column}{self.rows[0]}", f"{last_column or column}{self.rows[-1]}"
        return [first if first == last else f"{first}:{last}"]

    def fixed(self, column: str) -> str:
        """The repeated rows of a column as an absolute range; of no rows, a row far below that holds nothing."""
        rows = self.rows or range(1_000_000, 1_000_001)
        return f"${column}${rows[0]}:${column}${rows[-1]}"

    def loose(self, column: str) -> str:
        """The same as a relative range."""
        return self.fixed(column).replace("$", "")


class Seen:
    """A workbook as a reader of its XML sees it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def book(self) -> etree._Element:
        """The workbook part."""
        return self.xml("xl/workbook.xml")

    def xml(self, name: str) -> etree._Element:
        """A part."""
        return etree.fromstring(self.parts[name])

    def sheet_part(self, title: str = SHEET) -> str:
        """The name of a sheet's part."""
        element = next(each for each in self.book.iter("{*}sheet") if each.get("name") == title)
        relation = next(str(value) for key, value in element.attrib.items() if str(key).endswith("}id"))
        links = self.xml("xl/_rels/workbook.xml.rels")
        target = next(str(link.get("Target")) for link in links if link.get("Id") == relation)
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    @cached_property
    def sheet(self) -> etree._Element:
        """The sheet with the loop."""
        return self.xml(self.sheet_part())

    def of_kind(self, word: str, title: str = SHEET) -> list[etree._Element]:
        """The parts that a sheet points to with relationships of a kind, as XML."""
        return [self.xml(name) for name in self.names_of_kind(word, self.sheet_part(title))]

    def names_of_kind(self, word: str, part: str) -> list[str]:
        """The names of the parts that a part points to with relationships of a kind."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        found = []
        for link in self.xml(rels) if rels in self.parts else ():
            target = str(link.get("Target"))
            if str(link.get("Type")).rpartition("/")[2] == word:
                found.append(target.lstrip("/") if target.startswith("/") else _joined(folder, target))
        return found

    def charts(self) -> list[etree._Element]:
        """The charts on the sheet with the loop."""
        drawings = self.names_of_kind("drawing", self.sheet_part())
        return [self.xml(name) for drawing in drawings for name in self.names_of_kind("chart", drawing)]

    @cached_property
    def formulas(self) -> Worksheet:
        """The sheet with the loop as openpyxl reads it: formulas."""
        return self._read(SHEET, values=False)

    @cached_property
    def values(self) -> Worksheet:
        """The same: cached values."""
        return self._read(SHEET, values=True)

    def other(self, title: str, values: bool = False) -> Worksheet:
        """Another sheet as openpyxl reads it."""
        return self._read(title, values=values)

    def _read(self, title: str, *, values: bool) -> Worksheet:
        sheet = openpyxl.load_workbook(io.BytesIO(self.data), data_only=values)[title]
        assert isinstance(sheet, Worksheet)
        return sheet

    def attributes(self, name: str, key: str) -> list[str]:
        """An attribute of every element of that name on the sheet with the loop."""
        return [str(each.get(key)) for each in self.sheet.iter(f"{{*}}{name}") if each.get(key) is not None]

    def all(self, name: str) -> list[etree._Element]:
        """Every element of that name on the sheet with the loop."""
        return list(self.sheet.iter(f"{{*}}{name}"))

    def names(self) -> dict[str, str]:
        """Defined names and what they mean."""
        return {str(each.get("name")): (each.text or "").replace(" ", "") for each in self.book.iter("{*}definedName")}


def _joined(folder: str, target: str) -> str:
    steps = folder.split("/")
    for step in target.split("/"):
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def texts(root: etree._Element, name: str) -> list[str]:
    """The text of every element of that local name."""
    return [each.text or "" for each in root.iter(f"{{*}}{name}")]


def anchored(seen: Seen, what: str) -> Iterator[int]:
    """The rows (from 1) of the upper left corners of objects on the sheet that hold an element of a kind."""
    for drawing in seen.of_kind("drawing"):
        for anchor in drawing:
            start = anchor.find("{*}from/{*}row")
            if start is not None and next(anchor.iter(f"{{*}}{what}"), None) is not None:
                yield int(start.text or 0) + 1
