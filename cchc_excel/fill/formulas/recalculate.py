"""Cached values: every formula carries what a spreadsheet program would compute, so previews and readers show it too.

Evaluators see cells and formulas only, and nothing of a file but `<v>` and `t` of a formula's cell is changed. A value
that cannot be believed (`judge`) is not stored, and the workbook asks to be calculated when it is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.formulas.bare import LOST, PENDING, BareBook
from cchc_excel.fill.formulas.engines import kinds_of_engines
from cchc_excel.fill.formulas.functions import COUNTS_UP, MOST_STEPS, OF_DATES
from cchc_excel.fill.formulas.judge import believed
from cchc_excel.fill.formulas.kinds import Value
from cchc_excel.fill.formulas.parts import nodes
from cchc_excel.fill.formulas.resolve import Surroundings
from cchc_excel.fill.formulas.sheet_formulas import Address, SheetFormula, formulas_of
from cchc_excel.fill.formulas.structured import tables_of
from cchc_excel.fill.formulas.syntax import Apply, Area, ErrorValue, Literal, Node, NotUnderstood
from cchc_excel.fill.ooxml.addresses import letters
from cchc_excel.fill.ooxml.opc import Package, child, drop, local, named, namespace, parse_xml, serialise
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


_MOST_FILLED = 300
"""Rows and columns beside an array formula that are looked at: no report has more of them."""


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
    workbook = open_workbook(package)
    sheets = [sheet for sheet in workbook.sheets if sheet.rows]
    formulas = [formula for sheet in sheets for formula in formulas_of(sheet)]
    values = _values(package, workbook, formulas)
    changed: set[str] = set()
    uncomputed = []
    for formula in formulas:
        is_renewed = formula.address in values
        if _store(formula.cell, values[formula.address]) if is_renewed else _clear(formula.cell):
            changed.add(formula.sheet)
        if not is_renewed:
            uncomputed.append(Uncomputed(formula.sheet, formula.cell.get("r") or "", formula.text))
    uncomputed += _clear_filled(workbook, formulas, values, changed)
    for sheet in sheets:
        if sheet.name in changed:
            package.parts[sheet.part] = serialise(sheet.root)
    if uncomputed:
        _ask_for_calculation(package, workbook)
    return uncomputed


def _has_formulas(package: Package) -> bool:
    return any(
        b"<f" in part or b":f" in part
        for name, part in package.parts.items()
        if name.endswith(".xml") and b"sheetData" in part
    )


def _values(package: Package, workbook: Workbook, formulas: Sequence[SheetFormula]) -> dict[Address, Value]:
    """The believed values of formulas."""
    engines = kinds_of_engines()
    if not engines or _rounds_to_what_is_shown(workbook):
        return {}
    book = BareBook()
    strings = SharedStrings(package, workbook.part)
    for sheet in workbook.sheets:
        book.add_sheet(sheet, strings)
    around = Surroundings(workbook, tables_of(package, workbook.sheets), book)
    around.is_filtered = _has_filter(package, workbook)
    for formula in formulas:
        for address in _fills(formula):
            book.put(address, None, LOST)
        around.note(formula)
    for formula in formulas:
        book.put(formula.address, None, PENDING)
    trees = dict(_trees(around, formulas, workbook.date1904))
    for formula in formulas:
        if formula.address not in trees:
            book.put(formula.address, None, LOST)
    return believed(book, [sheet.name for sheet in workbook.sheets], trees, engines) if trees else {}


def _trees(around: Surroundings, formulas: Sequence[SheetFormula], date1904: bool) -> Iterator[tuple[Address, Node]]:
    """The formulas that can be understood, resolved."""
    for formula in formulas:
        if not formula.text or len(list(_fills(formula))) > 0:
            continue
        try:
            tree = around.tree_of(formula)
        except (NotUnderstood, RecursionError):  # hundreds of summands: each stands one deeper than the next
            continue
        calls = [each for each in nodes(tree) if isinstance(each, Apply)]
        if date1904 and any(each.function in OF_DATES for each in calls):
            continue
        if not any(_is_endless(each, around.book) for each in calls):
            yield formula.address, tree


def _is_endless(call: Apply, book: BareBook) -> bool:
    """Whether an evaluator may not come back from a call: what it counts up to is too far, or not known beforehand."""
    counted = COUNTS_UP.get(call.function)
    return counted is not None and not all(_is_near(each, book) for each in call.arguments[counted])


def _is_near(node: Node, book: BareBook) -> bool:
    """Whether a part is nothing but constants that can be counted up to."""
    if isinstance(node, Literal):
        held: Iterable[Value] = [node.value]
    elif isinstance(node, Area) and not book.mask(node) & (PENDING | LOST):
        held = book.numbers(node)
    else:
        return False
    return not any(isinstance(each, float) and each > MOST_STEPS for each in held)


def _fills(formula: SheetFormula) -> Iterator[Address]:
    """The cells that a formula fills, where they are more than its own."""
    if formula.fills is None:
        return
    top, left, bottom, right = formula.fills
    bottom, right = min(bottom, top + _MOST_FILLED), min(right, left + _MOST_FILLED)
    if (top, left, bottom, right) != (formula.row, formula.column, formula.row, formula.column):
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield formula.address[0], row, column


def _rounds_to_what_is_shown(workbook: Workbook) -> bool:
    """Whether Excel computes with numbers as they are shown ("precision as displayed")."""
    properties = child(workbook.root, "calcPr")
    return properties is not None and properties.get("fullPrecision") in ("0", "false")


def _has_filter(package: Package, workbook: Workbook) -> bool:
    tables = [parse_xml(package.parts[name]) for name in package.of_type("spreadsheetml.table+xml")]
    roots = [*(sheet.root for sheet in workbook.sheets), *tables]
    return any(next(named(root, "filterColumn"), None) is not None for root in roots)


def _store(cell: etree._Element, value: Value) -> bool:
    """Put a value into the cell of a formula; whether that changed anything."""
    kind, text = _as_stored(value)
    element = child(cell, "v")
    if element is not None and (element.text or "", cell.get("t")) == (text, kind):
        return False
    if element is None:
        element = etree.Element(f"{{{namespace(cell)}}}v")
        formula = child(cell, "f")
        assert formula is not None
        formula.addnext(element)
    element.text = text
    if kind is None:
        drop(cell, "t")
    else:
        cell.set("t", kind)
    return True


def _as_stored(value: Value) -> tuple[str | None, str]:
    """The type of a cell and its value as files have them."""
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, str):
        return "str", value
    if isinstance(value, ErrorValue):
        return "e", value.code
    number = (value or 0.0) + 0.0  # there is no -0
    return None, str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _clear(cell: etree._Element) -> bool:
    """Take the value of a cell away; whether that changed anything."""
    value = child(cell, "v")
    had = value is not None or "t" in cell.attrib
    if value is not None:
        cell.remove(value)
    drop(cell, "t")
    return had


def _clear_filled(
    workbook: Workbook, formulas: Sequence[SheetFormula], values: Mapping[Address, Value], changed: set[str]
) -> list[Uncomputed]:
    """Take away what array formulas and what-if tables left in other cells, and tell these."""
    told = []
    for formula in formulas:
        filled = set(_fills(formula)) - {formula.address}
        if not filled or formula.address in values:
            continue
        sheet = next(sheet for sheet in workbook.sheets if sheet.name == formula.sheet)
        for row, column in sorted((row, column) for _, row, column in filled):
            address = f"{letters(column)}{row}"
            cell = next((each for each in sheet.rows.get(row, ()) if each.get("r") == address), None)
            if cell is not None and child(cell, "f") is None and child(cell, "v") is not None:
                _clear(cell)
                changed.add(formula.sheet)
                told.append(Uncomputed(formula.sheet, address, formula.text))
    return told


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
