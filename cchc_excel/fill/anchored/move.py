"""How the rows of one sheet moved: areas, cells and formulas of whatever points at them."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.formulas.follow import Mover
from cchc_excel.fill.formulas.rowmap import OUTSIDE, Iteration, OwnRow, RowMap
from cchc_excel.fill.messages import Phrase
from cchc_excel.fill.ooxml.addresses import MAX_ROW, area_text, split_address, split_area
from cchc_excel.fill.ooxml.opc import child
from cchc_excel.fill.ooxml.workbook import Sheet


class SheetMove(NamedTuple):
    """A sheet, where each of its rows landed, and what moves formulas, those to other sheets too."""

    sheet: Sheet
    rows: RowMap
    mover: Mover

    def wrong(self, cell: str, phrase: Phrase) -> None:
        """Note a mistake: the cell of the template it is about, what is wrong."""
        self.mover.mistakes.add(self.sheet.origin, cell, "", phrase)

    def formula(self, text: str, iteration: Iteration = OUTSIDE, own: OwnRow | None = None) -> str:
        """A formula (without "=") that stands on this sheet, with its references moved. `iteration`: of the loops
        around it; `own`: its row before and after."""
        return self.mover.formula(text, self.sheet.name, iteration, own=own)

    def cell(self, address: str) -> str:
        """The address of the cell that stands where this one stood."""
        row, column = split_address(address)
        return area_text(*(min(self.rows.boundary(row), MAX_ROW), column) * 2)

    def spanning(self, area: str) -> str | None:
        """An area as one rectangle over all its copies; None where all of its rows are gone."""
        top, left, bottom, right = split_area(area)
        spans = self.rows.spans(top, bottom)
        return area_text(spans[0][0], left, spans[-1][1], right) if spans else None

    def repeated(self, area: str) -> list[tuple[str, Iteration]]:
        """An area once for each iteration of the loops around it."""
        top, left, bottom, right = split_area(area)
        return [
            (area_text(first, left, last, right), iteration)
            for (first, last), iteration in self.rows.areas(top, bottom)
        ]

    def spread(self, areas: str) -> list[tuple[str, Iteration]]:
        """The areas of an sqref: repeated, and joined where copies touch. Each with the iteration of its first copy."""
        moved: list[tuple[str, Iteration]] = []
        for area in areas.split():
            if not any(letter.isdigit() for letter in area):
                moved.append((area, OUTSIDE))
                continue
            top, left, bottom, right = split_area(area)
            joined: list[tuple[int, int, Iteration]] = []
            for (first, last), iteration in self.rows.areas(top, bottom):
                if joined and first == joined[-1][1] + 1:
                    joined[-1] = (joined[-1][0], last, joined[-1][2])
                else:
                    joined.append((first, last, iteration))
            moved += [(area_text(first, left, last, right), iteration) for first, last, iteration in joined]
        return moved

    def shift_anchor(self, start: etree._Element | None, end: etree._Element | None) -> None:
        """Move the corners of a floating object with the row of its upper left corner; it keeps its size in rows."""
        if start is None:
            return
        before = _row_of(start)
        shift_corners(start, end, min(self.rows.boundary(before + 1), MAX_ROW) - 1 - before)


def shift_corners(start: etree._Element | None, end: etree._Element | None, delta: int) -> None:
    """Move the corners of a floating object down by so many rows."""
    for corner in (start, end):
        if corner is not None:
            _set_row(corner, min(_row_of(corner) + delta, MAX_ROW - 1))


def _row_of(corner: etree._Element) -> int:
    row = child(corner, "row")
    return int(row.text or 0) if row is not None else 0


def _set_row(corner: etree._Element, value: int) -> None:
    row = child(corner, "row")
    if row is not None:
        row.text = str(value)
