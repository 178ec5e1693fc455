"""A workbook that the evaluator does not understand as it is, made simpler for it, and made whole again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from lxml import etree

from cchc_excel.fill.formulas.evaluator import calculate, is_readable, refused
from cchc_excel.fill.formulas.references import references, rewrite
from cchc_excel.fill.formulas.sheet_formulas import Address, SheetFormula, formulas_of, spell_out_shared
from cchc_excel.fill.formulas.structured import ExcelTable, plain
from cchc_excel.fill.ooxml.addresses import MAX_ROW
from cchc_excel.fill.ooxml.opc import Package, child, children, drop, named, parse_xml, serialise
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook, read_sheet

_HIDING = ("hidden", "collapsed", "outlineLevel")
_SUBTOTAL = re.compile(r"\b(?:SUBTOTAL|AGGREGATE)\s*\(", re.IGNORECASE)
_SEES_HIDDEN = re.compile(r"\b(?:SUBTOTAL\s*\((?!\s*\d{1,2}\s*,)|AGGREGATE\s*\()", re.IGNORECASE)
"""Functions whose value depends on which rows are hidden; without a filter the others of SUBTOTAL count them all."""


def calculate_simpler(
    package: Package, workbook: Workbook, tables: Sequence[ExcelTable]
) -> tuple[set[str] | None, set[Address]]:
    """Renew the cached values of a package as `calculate` does, by a copy without tables and hidden rows, in which
    structured references are ranges; formulas that the evaluator cannot read, that read themselves or use what it does
    not know (unions, names that are formulas) are left out. Returns the unknown functions (None: the copy is refused
    too), and those formulas."""
    copy = _SimplerCopy(package, workbook, tables)
    simpler = copy.package()
    missing = calculate(simpler)
    if missing is None and copy.leave_out(*refused(simpler, copy.formulas)):
        simpler = copy.package()
        missing = calculate(simpler)
    if missing is not None:
        for sheet in workbook.sheets:
            package.parts[sheet.part] = simpler.parts[sheet.part]
        for sheet in copy.touched():
            copy.restore(package, sheet)
    return missing, copy.unread


class _SimplerCopy:
    """A workbook made simpler for the evaluator, and what was taken from it: formulas' texts by address, lists of
    tables and row attributes by sheet part."""

    def __init__(self, package: Package, workbook: Workbook, tables: Sequence[ExcelTable]) -> None:
        self._package = package
        self._workbook = workbook
        self.unread: set[Address] = set()
        self.formulas: list[SheetFormula] = []
        self._names_left_out = False
        self._changed: dict[Address, str] = {}
        self._lists: dict[str, list[etree._Element]] = {}
        self._rows: dict[str, dict[str, dict[str, str]]] = {}
        hidden = {sheet.name.casefold(): _hidden_rows(sheet) for sheet in workbook.sheets}
        is_filtered = any(_is_filtered(sheet.root) for sheet in workbook.sheets) or _tables_filter(package)
        self._hidden = {name: rows for name, rows in hidden.items() if rows}
        self._sees_hidden = _SUBTOTAL if is_filtered else _SEES_HIDDEN
        for sheet in workbook.sheets:
            spell_out_shared(sheet)
            for formula in formulas_of(sheet):
                self._simplify(formula, tables)
            self._lists[sheet.part] = children(sheet.root, "tableParts")
            for each in self._lists[sheet.part]:
                sheet.root.remove(each)
            self._rows[sheet.part] = _take_hiding(sheet)

    def _simplify(self, formula: SheetFormula, tables: Sequence[ExcelTable]) -> None:
        self.formulas.append(formula)
        element = child(formula.cell, "f")
        simple = plain(formula.text, tables, formula.sheet, formula.row, formula.column)
        simple = rewrite(simple, lambda reference: reference.ordered().text())  # "A3:A1" is A1:A3
        readable = is_readable(simple) and not self._depends_on_hidden(simple, formula.sheet)
        if element is None or (simple == formula.text and readable):
            return
        self._changed[formula.address] = formula.text
        element.text = simple
        if not readable:
            self.leave_out({formula.address})

    def _depends_on_hidden(self, text: str, sheet: str) -> bool:
        """Whether a formula's value depends on which rows are hidden."""
        if not self._hidden or not self._sees_hidden.search(text):
            return False
        ranges = references(text)
        return not ranges or any(
            (reference.start.row or 1) <= row <= ((reference.end or reference.start).row or MAX_ROW)
            for reference in ranges
            for row in self._hidden.get((reference.sheet or sheet).casefold(), ())
        )

    def leave_out(self, addresses: set[Address], names: Collection[str] = ()) -> bool:
        """Put 0 in place of formulas, and take names away; False where there are none of both."""
        for defined in list(named(self._workbook.root, "definedName")):
            parent = defined.getparent()
            if (defined.get("name") or "").upper() in names and parent is not None:
                parent.remove(defined)
                self._names_left_out = True
        self.unread |= addresses
        for formula in self.formulas:
            element = child(formula.cell, "f")
            if formula.address in addresses and element is not None:
                self._changed.setdefault(formula.address, formula.text)
                element.text = "0"
        return bool(addresses or names)

    def touched(self) -> list[Sheet]:
        """The sheets that are not what they were."""
        sheets = {address[0] for address in self._changed}
        return [
            sheet
            for sheet in self._workbook.sheets
            if self._lists[sheet.part] or self._rows[sheet.part] or sheet.name in sheets
        ]

    def package(self) -> Package:
        """The simpler workbook."""
        simpler = Package(self._package.save())
        simpler.parts |= {sheet.part: serialise(sheet.root) for sheet in self.touched()}
        if self._names_left_out:
            simpler.parts[self._workbook.part] = serialise(self._workbook.root)
        for name in simpler.of_type("spreadsheetml.table+xml"):
            simpler.remove(name)
        return simpler

    def restore(self, package: Package, sheet: Sheet) -> None:
        """Give a calculated sheet its formulas, its list of tables and its hidden rows back."""
        fresh = read_sheet(sheet.name, sheet.part, sheet.kind, package.parts[sheet.part])
        for formula in formulas_of(fresh):
            element = child(formula.cell, "f")
            if element is not None:
                element.text = self._changed.get(formula.address, formula.text)
        for row in fresh.rows.values():
            for name, value in self._rows[sheet.part].get(row.get("r") or "", {}).items():
                row.set(name, value)
        extension = child(fresh.root, "extLst")
        for each in self._lists[sheet.part]:
            if extension is not None:
                extension.addprevious(each)
            else:
                fresh.root.append(each)
        package.parts[sheet.part] = serialise(fresh.root)


def _take_hiding(sheet: Sheet) -> dict[str, dict[str, str]]:
    """Take the attributes that hide and group rows away; returns them by row number. SUBTOTAL counts hidden rows (but
    for its functions from 101 on), and the evaluator refuses a workbook whose sub-totals meet any."""
    taken: dict[str, dict[str, str]] = {}
    for row in sheet.rows.values():
        hiding = {name: row.get(name) or "" for name in _HIDING if row.get(name)}
        if hiding:
            taken[row.get("r") or ""] = hiding
            for name in hiding:
                drop(row, name)
    return taken


def _hidden_rows(sheet: Sheet) -> list[int]:
    return [number for number, row in sheet.rows.items() if row.get("hidden") in ("1", "true")]


def _is_filtered(root: etree._Element) -> bool:
    return next(named(root, "filterColumn"), None) is not None


def _tables_filter(package: Package) -> bool:
    return any(_is_filtered(parse_xml(package.parts[name])) for name in package.of_type("spreadsheetml.table+xml"))
