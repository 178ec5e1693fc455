"""Tables (ListObjects): their areas, filters and formulas move; headings that were filled are their columns' names."""

from __future__ import annotations

import re

from lxml import etree

from cchc_excel.fill.anchored.move import SheetMove
from cchc_excel.fill.messages import Message
from cchc_excel.fill.ooxml.addresses import MAX_ROW, letters, split_address, split_area
from cchc_excel.fill.ooxml.cells import cell_text, empty, put_text
from cchc_excel.fill.ooxml.opc import Package, child, children, named, parse_xml
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, relation_id
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.tags import has_tag


def move_tables(package: Package, move: SheetMove) -> None:
    """Move the tables of a sheet whose rows moved. A table that a loop repeats as a whole is a mistake; one whose rows
    are all gone goes with them, unless formulas name it."""
    for name in package.related(move.sheet.part, "table"):
        root = parse_xml(package.parts[name])
        title, area = root.get("displayName") or "", root.get("ref") or "A1"
        copies = move.repeated(area)
        if len(copies) > 1:
            move.wrong(area.partition(":")[0], Message.TABLE_REPEATED(table=title))
        elif copies:
            with package.edit(name) as table:
                _move(table, move)
        elif _is_named(package, title):
            move.wrong(area.partition(":")[0], Message.TABLE_GONE(table=title))
        else:
            _remove(package, move.sheet, name)


def _move(root: etree._Element, move: SheetMove) -> None:
    for element in named(root, "table", "autoFilter", "sortState", "sortCondition"):
        area = element.get("ref")
        moved = move.spanning(area) if area else None
        if moved is not None:
            element.set("ref", moved)
    follow_formulas(root, move)


def follow_formulas(root: etree._Element, move: SheetMove) -> None:
    """Formulas that a table keeps for its columns."""
    for element in named(root, "calculatedColumnFormula", "totalsRowFormula"):
        element.text = move.formula(element.text) if element.text else element.text


def move_single_cells(package: Package, move: SheetMove) -> None:
    """Cells that stand for elements of a custom XML part."""
    for name in package.related(move.sheet.part, "tableSingleCells"):
        with package.edit(name) as root:
            for cell in named(root, "singleXmlCell"):
                row, column = split_address(cell.get("r") or "A1")
                cell.set("r", f"{letters(column)}{min(move.rows.boundary(row), MAX_ROW)}")


def _is_named(package: Package, title: str) -> bool:
    called = re.compile(rf"(?<![\w.]){re.escape(title)}\[", re.IGNORECASE)
    sheets = [name for name in package.parts if "worksheets/" in name and name.endswith(".xml")]
    return any(called.search(package.parts[name].decode("utf-8", "replace")) for name in sheets)


def _remove(package: Package, sheet: Sheet, name: str) -> None:
    ids = {link.id for link in package.relationships(sheet.part) if link.target == name}
    for listed in children(sheet.root, "tableParts"):
        for element in list(listed):
            if relation_id(element) in ids:
                listed.remove(element)
        if len(listed):
            listed.set("count", str(len(listed)))
        else:
            sheet.root.remove(listed)
    package.remove_tree(name)


def name_columns(sheet: Sheet, filling: Filling) -> None:
    """Call each column whose heading was an expression by what the heading says now (a table must), and so with labels
    of totals. Mistakes are noted."""
    for part in filling.package.related(sheet.part, "table"):
        with filling.package.revise(part) as root:
            columns = children(child(root, "tableColumns"), "tableColumn")
            if any(has_tag(column.get(key) or "") for column in columns for key in ("name", "totalsRowLabel")):
                _name(root, columns, sheet, filling)


def _name(root: etree._Element, columns: list[etree._Element], sheet: Sheet, filling: Filling) -> None:
    top, left, bottom, _ = split_area(root.get("ref") or "A1")
    for offset, column in enumerate(columns):
        for key, row in (("name", top), ("totalsRowLabel", bottom)):
            if has_tag(column.get(key) or ""):
                column.set(key, _heading(sheet, f"{letters(left + offset)}{row}", filling.strings))
    names = [(column.get("name") or "").casefold() for column in columns]
    if len(set(names)) < len(names) or "" in names:
        title = root.get("displayName") or ""
        filling.wrong(sheet.origin, f"{letters(left)}{top}", "", Message.TABLE_HEADINGS(table=repr(title)))


def _heading(sheet: Sheet, address: str, strings: SharedStrings) -> str:
    """What a heading says; a number there becomes text, as Excel has it."""
    cell = next((cell for row in sheet.data for cell in row if cell.get("r") == address), None)
    text = None if cell is None else cell_text(cell, strings)
    if text is not None or cell is None:
        return text.plain if text is not None else ""
    value = child(cell, "v")
    stored = (value.text or "") if value is not None else ""
    if stored:
        empty(cell)
        put_text(cell, stored, strings)
    return stored
