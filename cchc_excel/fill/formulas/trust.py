"""Which computed values cannot be trusted: the evaluator knows no locale and no clock, and not every function."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from cchc_excel.fill.formulas.evaluator import words
from cchc_excel.fill.formulas.references import references
from cchc_excel.fill.formulas.sheet_formulas import Address, SheetFormula
from cchc_excel.fill.formulas.structured import ExcelTable, plain
from cchc_excel.fill.ooxml.addresses import MAX_COLUMN, MAX_ROW, split_address
from cchc_excel.fill.ooxml.cells import cell_text
from cchc_excel.fill.ooxml.opc import child
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook

_SUSPECTS = (b"UPPER(", b"LOWER(", b"PROPER(", b"TODAY(", b"NOW(", b"RAND")
_FOLDS = re.compile(r"\b(?:UPPER|LOWER|PROPER)\s*\(", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(", re.IGNORECASE)
Cells = Mapping[str, Set[tuple[int, int]]]
"""Rows and columns of cells, by name of their sheet."""


def may_be_wrong(worksheets: bytes) -> bool:
    """Whether worksheets (their parts, one after another) may hold formulas whose values cannot be trusted."""
    capitals = worksheets.upper()
    return any(word in capitals for word in _SUSPECTS)


def untrusted(
    formulas: Sequence[SheetFormula],
    workbook: Workbook,
    strings: SharedStrings,
    tables: Sequence[ExcelTable],
    unknown: Set[str],
    unread: Set[Address],
) -> list[SheetFormula]:
    """The formulas of a workbook whose values cannot be trusted, and those that use them, directly or not, in order.
    `unknown`: functions that the evaluator does not know, in capitals; `unread`: formulas that it did not read."""
    foreign = {sheet.name: _foreign(sheet, strings) for sheet in workbook.sheets}
    seeds = [f for f in formulas if f.address in unread or _is_distrusted(f, unknown, foreign)]
    return _with_users(seeds, formulas, workbook, tables)


def _foreign(sheet: Sheet, strings: SharedStrings) -> set[tuple[int, int]]:
    """The cells whose text has letters outside of ASCII."""
    cells = set()
    for row in sheet.rows.values():
        for cell in row:
            text = cell_text(cell, strings)
            value = child(cell, "v")
            says = text.plain if text is not None else (value.text or "" if value is not None else "")
            if not says.isascii():
                cells.add(split_address(cell.get("r") or "A1"))
    return cells


def _is_distrusted(formula: SheetFormula, unknown: Set[str], foreign: Cells) -> bool:
    functions = {word.removeprefix("_XLFN.") for word in words(formula.text)}
    if unknown & functions or _CLOCK.search(formula.text):
        return True
    if not _FOLDS.search(formula.text):
        return False
    if not formula.text.isascii() or (formula.row, formula.column) in foreign[formula.sheet]:
        return True
    return _reads(formula.text, formula.sheet, foreign)


def _reads(text: str, sheet: str, cells: Cells) -> bool:
    """Whether a formula of a sheet refers to any of these cells."""
    by_name = {name.casefold(): positions for name, positions in cells.items()}
    for reference in references(text):
        positions = by_name.get((reference.sheet or sheet).casefold())
        if not positions:
            continue
        start, end = reference.start, reference.end or reference.start
        rows = (start.row or 1, end.row or MAX_ROW)
        columns = (start.column or 1, end.column or MAX_COLUMN)
        if any(rows[0] <= row <= rows[1] and columns[0] <= column <= columns[1] for row, column in positions):
            return True
    return False


def _with_users(
    seeds: list[SheetFormula], formulas: Sequence[SheetFormula], workbook: Workbook, tables: Sequence[ExcelTable]
) -> list[SheetFormula]:
    """The seeds and every formula that reads one of them, directly or not, in sheet and row order."""
    if not seeds:
        return []
    spoilt = {id(formula) for formula in seeds}
    names = {
        (element.get("name") or "").upper(): element.text or ""
        for group in workbook.root
        for element in group
        if str(group.tag).endswith("}definedNames")
    }
    fresh = seeds
    while fresh:
        cells: dict[str, set[tuple[int, int]]] = {}
        for formula in fresh:
            cells.setdefault(formula.sheet, set()).add((formula.row, formula.column))
        fresh = [f for f in formulas if id(f) not in spoilt and _uses(f, cells, names, tables)]
        spoilt |= {id(formula) for formula in fresh}
    return [formula for formula in formulas if id(formula) in spoilt]


def _uses(formula: SheetFormula, cells: Cells, names: Mapping[str, str], tables: Sequence[ExcelTable]) -> bool:
    text = plain(formula.text, tables, formula.sheet, formula.row, formula.column) if tables else formula.text
    if _reads(text, formula.sheet, cells):
        return True
    used = words(formula.text) & names.keys() if names else set()
    return any(_reads(names[name], formula.sheet, cells) for name in used)
