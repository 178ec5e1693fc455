"""Cached values: every formula carries what a spreadsheet program would compute, so previews and readers show it too.

The evaluator is formualizer. It knows no locale: UPPER, LOWER and PROPER fold ASCII letters only. Where it cannot be
trusted, or is not there at all, no value is stored and the workbook asks to be calculated when it is opened.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from cchc_excel.fill.formulas.references import MAX_COLUMN, MAX_ROW, references, split_address
from cchc_excel.fill.formulas.structured import Table, is_structured, plain, tables_of
from cchc_excel.fill.ooxml.cells import SharedStrings, cell_text
from cchc_excel.fill.ooxml.opc import Package, child, children, drop, named, parse_xml, serialise
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook, open_workbook, read_sheet, spell_out_shared

_FIXED_NOW = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_SUSPECTS = (b"UPPER(", b"LOWER(", b"PROPER(", b"TODAY(", b"NOW(", b"RAND")
_FOLDS = re.compile(r"\b(?:UPPER|LOWER|PROPER)\s*\(", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(", re.IGNORECASE)
_HIDING = ("hidden", "collapsed", "outlineLevel")
_SUBTOTAL = re.compile(r"\b(?:SUBTOTAL|AGGREGATE)\s*\(", re.IGNORECASE)
_SEES_HIDDEN = re.compile(r"\b(?:SUBTOTAL\s*\((?!\s*\d{1,2}\s*,)|AGGREGATE\s*\()", re.IGNORECASE)
"""Functions whose value depends on which rows are hidden; without a filter the others of SUBTOTAL count them all."""
_REFUSED = ("Circ", "NImpl")
"""Errors that only the evaluator knows: a formula that reads itself, and what it cannot do."""
_EXTERNAL = re.compile(r"\[\d+\]")
_STRING = re.compile(r'"[^"]*"')
_Place: TypeAlias = tuple[str, int, int]
_WORD = re.compile(r"[^\W\d][\w.]*")
_LATER = [
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]


class Uncomputed(NamedTuple):
    """A formula left without a cached value: sheet, cell, and the formula."""

    sheet: str
    cell: str
    formula: str


class _Formula(NamedTuple):
    sheet: str
    row: int
    column: int
    cell: etree._Element
    text: str

    @property
    def place(self) -> _Place:
        """Sheet, row and column."""
        return self.sheet, self.row, self.column


@cache
def _evaluator() -> Any:
    """The module formualizer; None where it is not installed: on Windows it is published for 64-bit Intel only."""
    try:
        import formualizer
    except ImportError:
        return None
    return formualizer


def can_compute() -> bool:
    """Whether this computer can compute formulas; where it cannot, `recalculate` leaves every formula uncomputed."""
    return _evaluator() is not None


def recalculate(data: bytes) -> tuple[bytes, list[Uncomputed]]:
    """The workbook with every formula's cached value renewed, and the formulas that could not be computed (these
    have none, and the workbook then asks to be calculated on opening). The same bytes in give the same bytes out,
    whatever the day: formulas that read the clock are left uncomputed."""
    package = Package(data)
    if not any(b"<f" in part or b":f" in part for name, part in package.parts.items() if "worksheets/" in name):
        return data, []
    tables = tables_of(package, open_workbook(package).sheets)
    if not can_compute():
        return _without_values(package, None, set(), tables)
    missing = None if tables else _calculate_all(package)
    unread: set[_Place] = set()
    if missing is None:
        missing, unread = _calculate_copy(package, open_workbook(package), tables)
    if missing is None:
        return _without_values(package, None, unread, tables)
    texts = b"".join(part for name, part in package.parts.items() if "worksheets/" in name).upper()
    if not missing and not unread and not any(word in texts for word in _SUSPECTS):
        return package.save(), []
    return _without_values(package, missing, unread, tables)


def formatted(value: float, code: str) -> str:
    """A number by a number format, as the function TEXT gives it, with the separators of English; "" where nothing can
    compute it."""
    if not can_compute():
        return ""
    book = _evaluator().Workbook()
    book.add_sheet("A")
    book.set_value("A", 1, 1, value)
    book.set_value("A", 1, 2, code)
    book.set_formula("A", 1, 3, "=TEXT(A1,B1)")
    return str(book.evaluate_cell("A", 1, 3))


def _calculate_all(package: Package) -> set[str] | None:
    """Renew the cached values of a package; returns the functions that the evaluator does not know, None (and nothing
    is changed) where it refuses the workbook."""
    formualizer = _evaluator()
    try:
        result: dict[str, Any] = formualizer.recalculate_xlsx_bytes(
            package.save(), deterministic_timestamp_utc=_FIXED_NOW
        )
    except (OSError, ValueError, RuntimeError, formualizer.FormualizerHostError):
        return None
    package.parts = Package(bytes(result["bytes"])).parts
    return {str(found["name"]).upper() for found in result["summary"].get("unknown_functions", ())}


def _calculate_copy(package: Package, workbook: Workbook, tables: list[Table]) -> tuple[set[str] | None, set[_Place]]:
    """The same for a workbook that the evaluator does not understand as it is: it gets a copy without tables and hidden
    rows, in which structured references are ranges; formulas that it cannot read, that read themselves or use what it
    does not know (unions, names that are formulas) are left out. Returns the unknown functions, and those formulas."""
    copy = _Copy(package, workbook, tables)
    simpler = copy.package()
    missing = _calculate_all(simpler)
    if missing is None and copy.leave_out(*_refused(simpler, copy.formulas)):
        simpler = copy.package()
        missing = _calculate_all(simpler)
    if missing is not None:
        for sheet in workbook.sheets:
            package.parts[sheet.part] = simpler.parts[sheet.part]
        for sheet in copy.touched():
            copy.restore(package, sheet)
    return missing, copy.unread


class _Copy:
    """A workbook made simpler for the evaluator, and what was taken from it: formulas' texts by place, lists of tables
    and row attributes by sheet part."""

    def __init__(self, package: Package, workbook: Workbook, tables: list[Table]) -> None:
        self._package = package
        self._workbook = workbook
        self.unread: set[_Place] = set()
        self.formulas: list[_Formula] = []
        self._names_left_out = False
        self._changed: dict[_Place, str] = {}
        self._lists: dict[str, list[etree._Element]] = {}
        self._rows: dict[str, dict[str, dict[str, str]]] = {}
        hidden = {sheet.name.casefold(): _hidden_rows(sheet) for sheet in workbook.sheets}
        is_filtered = any(_is_filtered(sheet.root) for sheet in workbook.sheets) or _tables_filter(package)
        self._hidden = {name: rows for name, rows in hidden.items() if rows}
        self._sees_hidden = _SUBTOTAL if is_filtered else _SEES_HIDDEN
        for sheet in workbook.sheets:
            spell_out_shared(sheet)
            for formula in _formulas(sheet):
                self._simplify(formula, tables)
            self._lists[sheet.part] = children(sheet.root, "tableParts")
            for each in self._lists[sheet.part]:
                sheet.root.remove(each)
            self._rows[sheet.part] = _shown(sheet)

    def _simplify(self, formula: _Formula, tables: list[Table]) -> None:
        self.formulas.append(formula)
        element = child(formula.cell, "f")
        simple = plain(formula.text, tables, formula.sheet, formula.row, formula.column)
        readable = _readable(simple) and not self._depends_on_hidden(simple, formula.sheet)
        if element is None or (simple == formula.text and readable):
            return
        self._changed[formula.place] = formula.text
        element.text = simple
        if not readable:
            self.leave_out({formula.place})

    def _depends_on_hidden(self, text: str, sheet: str) -> bool:
        """Whether a formula's value depends on which rows are hidden."""
        if not self._hidden or not self._sees_hidden.search(text):
            return False
        found = references(text)
        return not found or any(
            (one.start.row or 1) <= row <= ((one.end or one.start).row or MAX_ROW)
            for one in found
            for row in self._hidden.get((one.sheet or sheet).casefold(), ())
        )

    def leave_out(self, places: set[_Place], names: Collection[str] = ()) -> bool:
        """Put 0 in place of formulas, and take names away; False where there are none of both."""
        for defined in list(named(self._workbook.root, "definedName")):
            parent = defined.getparent()
            if (defined.get("name") or "").upper() in names and parent is not None:
                parent.remove(defined)
                self._names_left_out = True
        self.unread |= places
        for formula in self.formulas:
            element = child(formula.cell, "f")
            if formula.place in places and element is not None:
                self._changed.setdefault(formula.place, formula.text)
                element.text = "0"
        return bool(places or names)

    def touched(self) -> list[Sheet]:
        """The sheets that are not what they were."""
        sheets = {place[0] for place in self._changed}
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
        for formula in _formulas(fresh):
            element = child(formula.cell, "f")
            if element is not None:
                element.text = self._changed.get(formula.place, formula.text)
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


def _shown(sheet: Sheet) -> dict[str, dict[str, str]]:
    """Take the attributes that hide and group rows away; returns them by row number. SUBTOTAL counts hidden rows (but
    for its functions from 101 on), and the evaluator refuses a workbook whose sub-totals meet any."""
    taken: dict[str, dict[str, str]] = {}
    for row in sheet.rows.values():
        found = {name: row.get(name) or "" for name in _HIDING if row.get(name)}
        if found:
            taken[row.get("r") or ""] = found
            for name in found:
                drop(row, name)
    return taken


def _hidden_rows(sheet: Sheet) -> list[int]:
    return [number for number, row in sheet.rows.items() if row.get("hidden") in ("1", "true")]


def _is_filtered(root: etree._Element) -> bool:
    return next(named(root, "filterColumn"), None) is not None


def _tables_filter(package: Package) -> bool:
    return any(_is_filtered(parse_xml(package.parts[name])) for name in package.of_type("spreadsheetml.table+xml"))


def _refused(package: Package, formulas: list[_Formula]) -> tuple[set[_Place], set[str]]:
    """The formulas for which the evaluator refuses a workbook as a whole, and the names (in capitals)."""
    formualizer = _evaluator()
    try:
        book = formualizer.Workbook.from_bytes(package.save())
        names = {str(found["name"]).upper() for found in book.name_import_diagnostics}
        values = {formula.place: book.evaluate_cell(*formula.place) for formula in formulas}
    except (OSError, ValueError, RuntimeError, formualizer.FormualizerHostError):
        return set(), set()
    refused = {place for place, value in values.items() if isinstance(value, dict) and value.get("kind") in _REFUSED}
    users = (
        {one.place for one in formulas if names & {word.upper() for word in _WORD.findall(one.text)}} if names else ()
    )
    return refused.union(users), names


@lru_cache(maxsize=4096)
def _readable(text: str) -> bool:
    """Whether the evaluator reads a formula; a table that it is not shown is nothing it could read."""
    formualizer = _evaluator()
    try:
        formualizer.parse(f"={text}")
    except (formualizer.ParserError, formualizer.TokenizerError, ValueError):
        return False
    return not is_structured(text) and not _EXTERNAL.search(_STRING.sub("", text))


def _without_values(
    package: Package, missing: set[str] | None, unread: set[_Place], tables: list[Table]
) -> tuple[bytes, list[Uncomputed]]:
    """Take away the values that cannot be trusted (`missing` None: all), and those of the formulas that use them."""
    workbook = open_workbook(package)
    strings = SharedStrings(package, workbook.part)
    for sheet in workbook.sheets:
        spell_out_shared(sheet)
    formulas = [formula for sheet in workbook.sheets for formula in _formulas(sheet)]
    foreign = {sheet.name: _foreign(sheet, strings) for sheet in workbook.sheets}
    seeds = [f for f in formulas if missing is None or f.place in unread or _distrusted(f, missing, foreign)]
    spoilt = _with_users(seeds, formulas, workbook, tables)
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
    return package.save(), [Uncomputed(f.sheet, f.cell.get("r") or "", f.text) for f in spoilt]


def _formulas(sheet: Sheet) -> list[_Formula]:
    found = []
    for row in sheet.rows.values():
        for cell in row:
            formula = child(cell, "f")
            if formula is not None:
                number, column = split_address(cell.get("r") or "A1")
                found.append(_Formula(sheet.name, number, column, cell, formula.text or ""))
    return found


def _foreign(sheet: Sheet, strings: SharedStrings) -> set[tuple[int, int]]:
    """The cells whose text has letters outside of ASCII."""
    found = set()
    for row in sheet.rows.values():
        for cell in row:
            text = cell_text(cell, strings)
            value = child(cell, "v")
            shown = text.plain if text is not None else (value.text or "" if value is not None else "")
            if not shown.isascii():
                found.add(split_address(cell.get("r") or "A1"))
    return found


def _distrusted(formula: _Formula, missing: set[str], foreign: dict[str, set[tuple[int, int]]]) -> bool:
    if missing & {word.upper().removeprefix("_XLFN.") for word in _WORD.findall(formula.text)} or _CLOCK.search(
        formula.text
    ):
        return True
    if not _FOLDS.search(formula.text):
        return False
    if not formula.text.isascii() or (formula.row, formula.column) in foreign[formula.sheet]:
        return True
    return _reads(formula.text, formula.sheet, foreign)


def _reads(text: str, sheet: str, cells: dict[str, set[tuple[int, int]]]) -> bool:
    """Whether a formula refers to any of these cells."""
    by_name = {name.casefold(): found for name, found in cells.items()}
    for reference in references(text):
        found = by_name.get((reference.sheet or sheet).casefold())
        if not found:
            continue
        start, end = reference.start, reference.end or reference.start
        rows = (start.row or 1, end.row or MAX_ROW)
        columns = (start.column or 1, end.column or MAX_COLUMN)
        if any(rows[0] <= row <= rows[1] and columns[0] <= column <= columns[1] for row, column in found):
            return True
    return False


def _with_users(
    seeds: list[_Formula], formulas: list[_Formula], workbook: Workbook, tables: list[Table]
) -> list[_Formula]:
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


def _uses(
    formula: _Formula, cells: dict[str, set[tuple[int, int]]], names: dict[str, str], tables: list[Table]
) -> bool:
    text = plain(formula.text, tables, formula.sheet, formula.row, formula.column) if tables else formula.text
    if _reads(text, formula.sheet, cells):
        return True
    words = {word.upper() for word in _WORD.findall(formula.text)} if names else set()
    return any(_reads(names[word], formula.sheet, cells) for word in words & names.keys())


def _ask_for_calculation(package: Package, workbook: Workbook) -> None:
    root = workbook.root
    properties = child(root, "calcPr")
    if properties is None:
        namespace = str(root.tag).rpartition("}")[0]
        properties = etree.Element(f"{namespace}}}calcPr")
        later = next((element for element in root if str(element.tag).rpartition("}")[2] in _LATER), None)
        if later is None:
            root.append(properties)
        else:
            later.addprevious(properties)
    properties.set("fullCalcOnLoad", "1")
    package.parts[workbook.part] = serialise(root)
