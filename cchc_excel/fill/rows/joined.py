"""Rows of one thing put together: in each column the cells one above another become one merged cell, whose text is
theirs in order. So a text that was written in pieces, for pages to part, stands in one piece where no page parts it,
and rows are as high as the longest text of all needs, not as each longest piece.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.ooxml.addresses import letters, split_address, split_area
from cchc_excel.fill.ooxml.cells import cell_text, empty, put_text
from cchc_excel.fill.ooxml.opc import Package, child, children, namespace
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook
from cchc_excel.fill.rows.heights import TALLEST, Fitter, Widths

_TRUE = ("1", "true", "on")
_BEFORE_MERGES = (
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews"),
)
"""What stands before mergeCells in a worksheet (ECMA-376 part 1, 18.3.1.99)."""


class JoinedCell(NamedTuple):
    """Cells that became one: the sheet's name, the address of the first, which holds the text, those of all."""

    sheet: str
    cell: str
    all: tuple[str, ...]
    text: str


class RowJoiner:
    """Joins rows of one workbook; its sheets are serialised by whoever has them."""

    def __init__(self, package: Package, workbook: Workbook) -> None:
        self._strings = SharedStrings(package, workbook.part)
        self._fitter = Fitter(package, workbook, self._strings)

    def save(self) -> None:
        """Write new texts into the workbook's table."""
        self._strings.save()

    def heights(self, sheet: Sheet, rows: Sequence[int], once: Collection[int] = ()) -> list[float]:
        """How high the first row is by itself, the first two joined, and so on: points; no lower than before. `once`:
        columns that have nothing but the first row's text when the rows are joined."""
        widths = self._fitter.widths(sheet)
        columns = [cells[:1] if _column(cells[0]) in once else cells for cells in self._columns(sheet, rows, widths)]
        found: list[float] = []
        for count in range(1, len(rows) + 1):
            needs = (self._need(cells[:count], widths) for cells in columns)
            found.append(max(widths.row_height, *found[-1:], *needs))
        return found

    def _need(self, cells: Sequence[etree._Element], widths: Widths) -> float:
        column = _column(cells[0])
        style = int(cells[0].get("s") or 0)
        return self._fitter.height(self._text(cells), style, widths.pixels(column, column))

    def _text(self, cells: Sequence[etree._Element]) -> str:
        """The texts in order: one that ends with a space goes on in its line."""
        whole = ""
        for cell in cells:
            found = cell_text(cell, self._strings)
            text = found.plain if found else ""
            whole += f"\n{text}" if whole and text and not whole.endswith(" ") else text
        return whole

    def join(self, sheet: Sheet, rows: Sequence[int]) -> list[JoinedCell]:
        """Join rows that follow each other, as high together as `heights` says. A column stays as it is where anything
        but texts is below the first row, or texts below what is none."""
        widths = self._fitter.widths(sheet)
        need = self.heights(sheet, rows)[-1]
        made = [self._join_cells(sheet, cells) for cells in self._columns(sheet, rows, widths)]
        _share(sheet, rows, need)
        return made

    def _join_cells(self, sheet: Sheet, cells: Sequence[etree._Element]) -> JoinedCell:
        first, last = (cells[at].get("r") or "A1" for at in (0, -1))
        text = self._text(cells)
        if self._text(cells[1:]):
            empty(cells[0])
            put_text(cells[0], text, self._strings)
        for cell in cells[1:]:
            empty(cell)
        merges = _merges(sheet.root)
        etree.SubElement(merges, f"{{{namespace(sheet.root)}}}mergeCell", ref=f"{first}:{last}")
        merges.set("count", str(len(merges)))
        return JoinedCell(sheet.name, first, tuple(cell.get("r") or "" for cell in cells), text)

    def _columns(self, sheet: Sheet, rows: Sequence[int], widths: Widths) -> Iterator[list[etree._Element]]:
        """The cells of each column that can be joined, from top to bottom."""
        by_place = {cell.get("r"): cell for row in rows for cell in sheet.rows[row]}
        for cell in sheet.rows[rows[0]]:
            column = _column(cell)
            below = [by_place.get(f"{letters(column)}{row}") for row in rows]
            whole = [one for one in below if one is not None]
            if widths.pixels(column, column) and len(whole) == len(rows) and self._can_be_one(whole):
                yield whole

    def _can_be_one(self, cells: Sequence[etree._Element]) -> bool:
        """Texts all of them, or one thing with nothing below."""
        texts = [self._text([cell]) for cell in cells]
        others = [
            bool(not text and len(cell) and cell_text(cell, self._strings) is None)
            for cell, text in zip(cells, texts, strict=True)
        ]
        return not any(others[1:]) and not (others[0] and any(texts[1:]))


def _column(cell: etree._Element) -> int:
    return split_address(cell.get("r") or "A1")[1]


def can_join(sheet: Sheet, rows: Sequence[int]) -> bool:
    """Whether rows may be joined: none is hidden or as high as somebody wanted it, none holds a merged cell."""
    areas = [split_area(merge.get("ref") or "A1") for merge in children(child(sheet.root, "mergeCells"), "mergeCell")]
    fixed = any(sheet.rows[row].get(name) in _TRUE for row in rows for name in ("hidden", "customHeight"))
    return not fixed and not any(top <= rows[-1] and bottom >= rows[0] for top, _, bottom, _ in areas)


def _share(sheet: Sheet, rows: Sequence[int], need: float) -> None:
    """Rows get equal parts of a height, in whole pixels."""
    pixels = math.ceil(need / 0.75)
    for at, row in enumerate(rows):
        part = (pixels + at) // len(rows) * 0.75
        sheet.rows[row].set("ht", f"{min(part, TALLEST):g}")
        sheet.rows[row].set("customHeight", "1")


def _merges(root: etree._Element) -> etree._Element:
    found = child(root, "mergeCells")
    if found is None:
        found = etree.Element(f"{{{namespace(root)}}}mergeCells")
        before = [at for at, one in enumerate(root) if str(one.tag).rpartition("}")[2] in _BEFORE_MERGES]
        root.insert(before[-1] + 1, found)
    return found
