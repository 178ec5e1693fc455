"""The formulas of a sheet, each with its own text: Excel writes that of a formula filled down (a shared one) once, for
all of its cells."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from lxml import etree

from cchc_excel.fill.formulas.references import shifted
from cchc_excel.fill.ooxml.addresses import split_address
from cchc_excel.fill.ooxml.opc import child, drop
from cchc_excel.fill.ooxml.workbook import Sheet

Address: TypeAlias = tuple[str, int, int]
"""Sheet, row and column."""


class SheetFormula(NamedTuple):
    """A formula: its sheet's name, row and column from 1, its cell, and its text (without "=")."""

    sheet: str
    row: int
    column: int
    cell: etree._Element
    text: str

    @property
    def address(self) -> Address:
        """Where it stands in the workbook."""
        return self.sheet, self.row, self.column


def formulas_of(sheet: Sheet) -> list[SheetFormula]:
    """The formulas of a sheet in row order."""
    formulas = []
    for row in sheet.rows.values():
        for cell in row:
            formula = child(cell, "f")
            if formula is not None:
                number, column = split_address(cell.get("r") or "A1")
                formulas.append(SheetFormula(sheet.name, number, column, cell, formula.text or ""))
    return formulas


def spell_out_shared(sheet: Sheet) -> None:
    """Give every cell of a shared formula its own text, so that each can move by itself."""
    masters: dict[str, tuple[str, int, int]] = {}
    for row in sheet.rows.values():
        for cell in row:
            formula = child(cell, "f")
            if formula is None or formula.get("t") != "shared":
                continue
            key = formula.get("si") or ""
            at_row, at_column = split_address(cell.get("r") or "A1")
            if formula.text:
                masters[key] = (formula.text, at_row, at_column)
            elif key in masters:
                text, first_row, first_column = masters[key]
                formula.text = shifted(text, at_row - first_row, at_column - first_column)
            for name in ("t", "si", "ref"):
                drop(formula, name)
