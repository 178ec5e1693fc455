"""Cached values: every formula carries what a spreadsheet program would compute, so previews and readers show it too.

The evaluator is formualizer. It knows no locale: UPPER, LOWER and PROPER fold ASCII letters only. Where it cannot be
trusted, or is not there at all, no value is stored and the workbook asks to be calculated when it is opened.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.formulas.evaluator import calculate, can_compute
from cchc_excel.fill.formulas.sheet_formulas import Address, formulas_of, spell_out_shared
from cchc_excel.fill.formulas.simpler import calculate_simpler
from cchc_excel.fill.formulas.structured import ExcelTable, tables_of
from cchc_excel.fill.formulas.trust import may_be_wrong, untrusted
from cchc_excel.fill.ooxml.opc import Package, child, drop, local, namespace, serialise
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Workbook, open_workbook

_LATER = (
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)
"""What stands after calcPr in a workbook part (ECMA-376 part 1, 18.2.27)."""


class Uncomputed(NamedTuple):
    """A formula left without a cached value: its sheet's name, its cell's address, its text (without "=")."""

    sheet: str
    cell: str
    formula: str


def recalculate(data: bytes) -> tuple[bytes, list[Uncomputed]]:
    """A workbook (bytes of an .xlsx) with every formula's cached value renewed, and the formulas that could not be
    computed: these have none, and the workbook then asks to be calculated on opening. The same bytes in give the same
    bytes out, whatever the day: formulas that read the clock are left uncomputed. Raises NotAWorkbook."""
    package = Package(data)
    if not _has_formulas(package):
        return data, []
    uncomputed = recalculate_package(package)
    return package.save(), uncomputed


def recalculate_package(package: Package) -> list[Uncomputed]:
    """The same on an open package."""
    if not _has_formulas(package):
        return []
    tables = tables_of(package, open_workbook(package).sheets)
    if not can_compute():
        return _take_values(package, tables, None, set())
    unknown = None if tables else calculate(package)
    unread: set[Address] = set()
    if unknown is None:
        unknown, unread = calculate_simpler(package, open_workbook(package), tables)
    if unknown is not None and not unknown and not unread and not may_be_wrong(b"".join(_worksheets(package))):
        return []
    return _take_values(package, tables, unknown, unread)


def _has_formulas(package: Package) -> bool:
    return any(b"<f" in part or b":f" in part for part in _worksheets(package))


def _worksheets(package: Package) -> list[bytes]:
    return [part for name, part in package.parts.items() if "worksheets/" in name]


def _take_values(
    package: Package, tables: Sequence[ExcelTable], unknown: Set[str] | None, unread: Set[Address]
) -> list[Uncomputed]:
    """Take away the values that cannot be trusted, as for `untrusted` (`unknown` None: all values)."""
    workbook = open_workbook(package)
    strings = SharedStrings(package, workbook.part)
    for sheet in workbook.sheets:
        spell_out_shared(sheet)
    formulas = [formula for sheet in workbook.sheets for formula in formulas_of(sheet)]
    spoilt = formulas if unknown is None else untrusted(formulas, workbook, strings, tables, unknown, unread)
    for formula in spoilt:
        value = child(formula.cell, "v")
        if value is not None:
            formula.cell.remove(value)
        drop(formula.cell, "t")
    if spoilt:
        for sheet in workbook.sheets:
            if any(formula.sheet == sheet.name for formula in spoilt):
                package.parts[sheet.part] = serialise(sheet.root)
        _ask_for_calculation(package, workbook)
    return [Uncomputed(formula.sheet, formula.cell.get("r") or "", formula.text) for formula in spoilt]


def _ask_for_calculation(package: Package, workbook: Workbook) -> None:
    root = workbook.root
    properties = child(root, "calcPr")
    if properties is None:
        properties = etree.Element(f"{{{namespace(root)}}}calcPr")
        later = next((element for element in root if local(element) in _LATER), None)
        if later is None:
            root.append(properties)
        else:
            later.addprevious(properties)
    properties.set("fullCalcOnLoad", "1")
    package.parts[workbook.part] = serialise(root)
