"""Tables (ListObjects): their areas, filters and formulas move; headings that were filled are their columns' names."""

from __future__ import annotations

import re

from lxml import etree

from cchc_excel.fill.anchored.worksheet import repeated, spanning
from cchc_excel.fill.errors import Mistakes
from cchc_excel.fill.formulas.follow import Mover
from cchc_excel.fill.formulas.references import MAX_ROW, letters, split_address, split_area
from cchc_excel.fill.ooxml.cells import SharedStrings, cell_text, empty, put_text
from cchc_excel.fill.ooxml.opc import Package, child, children, named, parse_xml, serialise
from cchc_excel.fill.ooxml.workbook import Sheet, relation_id
from cchc_excel.fill.rows.rowmap import RowMap
from cchc_excel.fill.template.tags import has_tag

_REPEATED = (
    "bảng (Table) '{}' nằm trọn trong vòng lặp; đưa vòng lặp vào trong bảng, hoặc đổi bảng thành vùng thường"
    " (Convert to Range)"
)
_GONE = "bảng (Table) '{}' mất hết hàng mà công thức còn trỏ tới; để dòng tiêu đề của bảng ngoài thẻ {{%tr if %}}"


def move_tables(package: Package, sheet: Sheet, rows: RowMap, mover: Mover, mistakes: Mistakes) -> None:
    """Move the tables of a sheet whose rows moved. A table that a loop repeats as a whole is refused; one whose rows
    are all gone goes with them, unless formulas name it."""
    for name in package.related(sheet.part, "table"):
        root = parse_xml(package.parts[name])
        title = root.get("displayName") or ""
        area = root.get("ref") or "A1"
        copies = repeated(area, rows)
        if len(copies) > 1:
            mistakes.add(sheet.origin, area.partition(":")[0], "", _REPEATED.format(title))
        elif copies:
            _move(root, rows, sheet.name, mover)
            package.parts[name] = serialise(root)
        elif _is_named(package, title):
            mistakes.add(sheet.origin, area.partition(":")[0], "", _GONE.format(title))
        else:
            _remove(package, sheet, name)


def _move(root: etree._Element, rows: RowMap, sheet: str, mover: Mover) -> None:
    for element in named(root, "table", "autoFilter", "sortState", "sortCondition"):
        area = element.get("ref")
        moved = spanning(area, rows) if area else None
        if moved is not None:
            element.set("ref", moved)
    follow_formulas(root, mover, sheet)


def follow_formulas(root: etree._Element, mover: Mover, sheet: str) -> bool:
    """Formulas that a table keeps for its columns; True where one moved."""
    changed = False
    for element in named(root, "calculatedColumnFormula", "totalsRowFormula"):
        moved = mover.formula(element.text, sheet) if element.text else element.text
        changed = changed or moved != element.text
        element.text = moved
    return changed


def move_single_cells(package: Package, sheet: Sheet, rows: RowMap) -> None:
    """Cells that stand for elements of a custom XML part."""
    for name in package.related(sheet.part, "tableSingleCells"):
        root = parse_xml(package.parts[name])
        for cell in named(root, "singleXmlCell"):
            row, column = split_address(cell.get("r") or "A1")
            cell.set("r", f"{letters(column)}{min(rows.boundary(row), MAX_ROW)}")
        package.parts[name] = serialise(root)


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


def name_columns(package: Package, sheet: Sheet, strings: SharedStrings, mistakes: Mistakes) -> None:
    """Call each column whose heading was an expression by what the heading says now (a table must), and so with labels
    of totals."""
    for part in package.related(sheet.part, "table"):
        root = parse_xml(package.parts[part])
        columns = children(child(root, "tableColumns"), "tableColumn")
        if not any(has_tag(column.get(key) or "") for column in columns for key in ("name", "totalsRowLabel")):
            continue
        top, left, bottom, _ = split_area(root.get("ref") or "A1")
        for offset, column in enumerate(columns):
            for key, row in (("name", top), ("totalsRowLabel", bottom)):
                if has_tag(column.get(key) or ""):
                    column.set(key, _said(sheet, f"{letters(left + offset)}{row}", strings))
        names = [(column.get("name") or "").casefold() for column in columns]
        if len(set(names)) < len(names) or "" in names:
            title = root.get("displayName") or ""
            message = f"tiêu đề các cột của bảng (Table) {title!r} phải khác nhau và không trống"
            mistakes.add(sheet.origin, f"{letters(left)}{top}", "", message)
        package.parts[part] = serialise(root)


def _said(sheet: Sheet, address: str, strings: SharedStrings) -> str:
    """What a heading says; a number there becomes text, as Excel has it."""
    cell = next((cell for row in sheet.data for cell in row if cell.get("r") == address), None)
    text = None if cell is None else cell_text(cell, strings)
    if text is not None or cell is None:
        return text.plain if text is not None else ""
    value = child(cell, "v")
    said = (value.text or "") if value is not None else ""
    if said:
        empty(cell)
        put_text(cell, said, strings)
    return said
