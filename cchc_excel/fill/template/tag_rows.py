"""Rows with tags vanish when a sheet is filled: what else stands in them is moved to rows that stay, or refused."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.formulas.rowmap import Stretch
from cchc_excel.fill.messages import Message
from cchc_excel.fill.ooxml.addresses import column_of, letters, split_area
from cchc_excel.fill.ooxml.cells import empty
from cchc_excel.fill.ooxml.opc import child, children
from cchc_excel.fill.ooxml.strings import Text
from cchc_excel.fill.ooxml.workbook import Sheet
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.tags import beside_row_tags, row_tags
from cchc_excel.fill.template.texts import template_text
from cchc_excel.fill.template.tree import Site


def tag_rows(sheet: Sheet, texts: Mapping[str, Text]) -> dict[int, list[tuple[Site, str]]]:
    """The rows of a sheet that hold row tags: row number -> the tags in order ("for u in ds"), each with its site.
    `texts`: those with tags, by cell address."""
    tagged: dict[int, list[tuple[Site, str]]] = {}
    for number, row in sheet.rows.items():
        for cell in row:
            address = cell.get("r") or ""
            text = texts.get(address)
            for tag in row_tags(text.plain) if text else ():
                tagged.setdefault(number, []).append((Site(address, text.plain if text else ""), " ".join(tag.split())))
    return tagged


class Carried(NamedTuple):
    """A cell that stood in a tag row at the top of a merged area and now stands in the area's first row that stays:
    how many loops surround the tag row, and its address in the template."""

    depth: int
    cell: str


def carry_or_refuse(
    sheet: Sheet, stretch: Stretch, texts: dict[str, Text], tags: Set[int], filling: Filling
) -> dict[str, Carried]:
    """What else stands in a tag row (the only row of `stretch`): the top of a merged area goes down into it, with its
    text in `texts`; anything else would be lost, and is noted. `tags`: all tag rows of the sheet. Returns what was
    moved, by its new address."""
    carried: dict[str, Carried] = {}
    for cell in list(sheet.rows[stretch.first]):
        address = cell.get("r") or ""
        text = texts.get(address) or template_text(cell, filling.strings)
        content = text.plain if text is not None else next((each.text or "" for each in cell.iter() if each.text), "")
        if not beside_row_tags(content):
            continue
        row = None if row_tags(content) else _row_below(sheet, address, tags)
        if row is None:
            filling.wrong(sheet.origin, address, content, Message.BESIDE_ROW_TAG())
            continue
        moved = _into_row(sheet, cell, row)
        carried[moved] = Carried(len(stretch.loops), address)
        if address in texts:
            texts[moved] = texts.pop(address)
    return carried


def drop_repeated_formulas(sheet: Sheet, table: etree._Element, tags: Set[int]) -> None:
    """A calculated column of a table (the root of its part) fills tag rows too, by itself: that formula is nothing its
    author would miss."""
    top, left, bottom, _ = split_area(table.get("ref") or "A1")
    columns = children(child(table, "tableColumns"), "tableColumn")
    calculated = {
        left + number for number, column in enumerate(columns) if child(column, "calculatedColumnFormula") is not None
    }
    for number in tags & set(range(top, bottom + 1)):
        for cell in sheet.rows[number]:
            if child(cell, "f") is not None and column_of(cell.get("r") or "A1") in calculated:
                empty(cell)


def _row_below(sheet: Sheet, address: str, tags: Set[int]) -> int | None:
    """The first row that stays of the merged area whose top left cell this is."""
    for merge in children(child(sheet.root, "mergeCells"), "mergeCell"):
        area = merge.get("ref") or ""
        if area.partition(":")[0] == address:
            top, _, bottom, _ = split_area(area)
            return next((row for row in range(top, bottom + 1) if row not in tags), None)
    return None


def _into_row(sheet: Sheet, cell: etree._Element, number: int) -> str:
    """Put a cell in place of the one below it; returns its new address."""
    if number not in sheet.rows:
        sheet.rows[number] = etree.Element(str(sheet.data.tag).replace("}sheetData", "}row"), r=str(number))
    row = sheet.rows[number]
    column = column_of(cell.get("r") or "A1")
    address = f"{letters(column)}{number}"
    old = next((each for each in row if each.get("r") == address), None)
    if old is not None:
        row.remove(old)
    cell.set("r", address)
    row.insert(sum(column_of(each.get("r") or "A1") < column for each in row), cell)
    return address
