"""The formulas of a sheet, each with its own text: Excel writes that of a formula filled down (a shared one) once, for
all of its cells."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from lxml import etree

from cchc_excel.fill.formulas.references import shifted
from cchc_excel.fill.ooxml.addresses import split_address, split_area
from cchc_excel.fill.ooxml.opc import child, drop
from cchc_excel.fill.ooxml.workbook import Sheet

Address: TypeAlias = tuple[str, int, int]
"""Sheet, row and column."""


class SheetFormula(NamedTuple):
    """A formula: its sheet's name, row and column from 1, its cell, its text (without "="; of one that is shared, as it
    reads in this cell), whether it is an array formula, and the area that its values or those of a what-if table fill
    (None: its own cell)."""

    sheet: str
    row: int
    column: int
    cell: etree._Element
    text: str
    is_array: bool = False
    fills: tuple[int, int, int, int] | None = None

    @property
    def address(self) -> Address:
        """Where it stands in the workbook, the sheet's name in small letters."""
        return self.sheet.casefold(), self.row, self.column


def formulas_of(sheet: Sheet) -> list[SheetFormula]:
    """The formulas of a sheet in row order."""
    formulas = []
    shared = _Shared()
    for row in sheet.rows.values():
        for cell in row:
            formula = child(cell, "f")
            if formula is not None:
                number, column = split_address(cell.get("r") or "A1")
                text, kind, area = shared.text(formula, number, column), formula.get("t"), formula.get("ref")
                fills = split_area(area) if area and kind in ("array", "dataTable") else None
                formulas.append(SheetFormula(sheet.name, number, column, cell, text, kind == "array", fills))
    return formulas


class _Shared:
    """Formulas filled down: the text of each is written once, in the first of its cells."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, int, int]] = {}

    def text(self, formula: etree._Element, row: int, column: int) -> str:
        """The text of a formula as it reads in a cell."""
        if formula.get("t") != "shared":
            return formula.text or ""
        key = formula.get("si") or ""
        if formula.text:
            self._first[key] = (formula.text, row, column)
            return formula.text
        if key not in self._first:
            return ""
        text, first_row, first_column = self._first[key]
        return shifted(text, row - first_row, column - first_column)


def spell_out_shared(sheet: Sheet) -> None:
    """Give every cell of a shared formula its own text, so that each can move by itself."""
    shared = _Shared()
    for row in sheet.rows.values():
        for cell in row:
            formula = child(cell, "f")
            if formula is None or formula.get("t") != "shared":
                continue
            formula.text = shared.text(formula, *split_address(cell.get("r") or "A1"))
            for name in ("t", "si", "ref"):
                drop(formula, name)
