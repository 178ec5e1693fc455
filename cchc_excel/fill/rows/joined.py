"""Rows of one thing put together: in each column the cells one above another become one merged cell, whose text is
theirs in order. So a text that was written in pieces, for pages to part, stands in one piece where no page parts it,
and rows are as high as the longest text of all needs, not as each longest piece.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.ooxml.addresses import column_of, split_area
from cchc_excel.fill.ooxml.cells import cell_text, empty, put_text
from cchc_excel.fill.ooxml.opc import Package, child, children, drop, namespace
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook
from cchc_excel.fill.rows.heights import TALLEST, Fitter, Space, Widths

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

    def heights(self, sheet: Sheet, rows: Sequence[int], once: Collection[int] = ()) -> Iterator[float]:
        """How high the first row is by itself, the first two joined, and so on: points; no lower than before. Measured
        as it is asked for: a page takes no more rows than it has room for. `once`: columns that have nothing but the
        first row's text when the rows are joined."""
        widths = self._fitter.widths(sheet)
        columns = {
            column: _Column(self._fitter.space(int(cell.get("s") or 0), pixels), self._held(cell))
            for column, cell in _by_column(sheet, rows[0]).items()
            if (pixels := widths.pixels_of(column))
        }
        need = widths.row_height
        for row in rows:
            if row > rows[0]:
                cells = _by_column(sheet, row)
                for column in columns.keys() - once:
                    cell = cells.get(column)
                    if cell is None or not columns[column].takes(self._held(cell)):
                        del columns[column]
            need = max([need, *(column.height for column in columns.values())])
            yield need

    def _held(self, cell: etree._Element) -> _Held:
        found = cell_text(cell, self._strings)
        text = found.plain if found else ""
        return _Held(text, bool(not text and len(cell) and found is None))

    def _text(self, cells: Sequence[etree._Element]) -> str:
        """The texts in order: one that ends with a space goes on in its line."""
        whole = ""
        for cell in cells:
            text = self._held(cell).text
            whole += f"{_gap(whole, text)}{text}"
        return whole

    def join(self, sheet: Sheet, rows: Sequence[int], need: float) -> list[JoinedCell]:
        """Join rows that follow each other, so many points high together: what `heights` says. A column stays as it is
        where anything but texts is below the first row, or texts below what is none."""
        widths = self._fitter.widths(sheet)
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
        drop(merges, "count")  # optional, and counting them for each takes longer and longer
        return JoinedCell(sheet.name, first, tuple(cell.get("r") or "" for cell in cells), text)

    def _columns(self, sheet: Sheet, rows: Sequence[int], widths: Widths) -> Iterator[list[etree._Element]]:
        """The cells of each column that can be joined, from top to bottom."""
        cells = [_by_column(sheet, row) for row in rows]
        for column in cells[0]:
            below = [each.get(column) for each in cells]
            whole = [one for one in below if one is not None]
            if widths.pixels_of(column) and len(whole) == len(rows) and self._can_be_one(whole):
                yield whole

    def _can_be_one(self, cells: Sequence[etree._Element]) -> bool:
        """Texts all of them, or one thing with nothing below."""
        first, *below = (self._held(cell) for cell in cells)
        column = _Column(None, first)
        return all(column.takes(held) for held in below)


class _Held(NamedTuple):
    """What a cell holds: its text, or whether that is a number, a formula or anything else."""

    text: str
    is_other: bool


class _Column:
    """The cells of one column that are joined so far, and how high their text is: points, 0 where the usual height of a
    row does. Only the last line may go on; each text is measured once."""

    def __init__(self, space: Space | None, first: _Held) -> None:
        self._space = space
        self._is_other = first.is_other
        self._before, self._above, self._last = "", 0, (1, 0.0)
        self.height = 0.0
        self._add(first.text)

    def takes(self, held: _Held) -> bool:
        """Join the next cell; false where it cannot be one with those above: texts all of them, or one thing with
        nothing below."""
        if held.is_other or (self._is_other and held.text):
            return False
        self._add(held.text)
        return True

    def _add(self, text: str) -> None:
        if not text or self._space is None:
            return
        begun, *below = f"{_gap(self._before, text)}{text}".split("\n")
        self._last = self._space.flow(begun, self._last)
        for line in below:
            self._above += self._last[0]
            self._last = self._space.flow(line)
        self._before = text
        self.height = self._space.height(self._above + self._last[0])


def _gap(before: str, text: str) -> str:
    """What stands between two pieces of a text: nothing where the first ends with a space, and goes on in its line."""
    return "\n" if before and text and not before.endswith(" ") else ""


def _by_column(sheet: Sheet, row: int) -> dict[int, etree._Element]:
    return {column_of(cell.get("r") or "A1"): cell for cell in sheet.rows[row]}


def joinable(sheet: Sheet, runs: Iterable[Sequence[int]]) -> list[Sequence[int]]:
    """The runs of rows that may be joined: each stands in the file, none is hidden or as high as somebody wanted it,
    none holds a merged cell."""
    areas = [split_area(merge.get("ref") or "A1") for merge in children(child(sheet.root, "mergeCells"), "mergeCell")]
    merged = {row for top, _, bottom, _ in areas for row in range(top, min(bottom, max(sheet.rows)) + 1)}
    return [rows for rows in runs if not any(row in merged or _is_fixed(sheet.rows.get(row)) for row in rows)]


def _is_fixed(row: etree._Element | None) -> bool:
    return row is None or any(row.get(name) in _TRUE for name in ("hidden", "customHeight"))


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
