"""A template sheet made ready: its row tags as a tree, each cell compiled once, unknown names noted before anything is
written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from lxml import etree

from cchc_excel.fill.formulas.rowmap import RowMap
from cchc_excel.fill.formulas.sheet_formulas import spell_out_shared
from cchc_excel.fill.mistakes import CellError
from cchc_excel.fill.ooxml.addresses import split_address, split_area
from cchc_excel.fill.ooxml.cells import empty
from cchc_excel.fill.ooxml.opc import child, parse_xml
from cchc_excel.fill.ooxml.strings import Text
from cchc_excel.fill.ooxml.workbook import Sheet
from cchc_excel.fill.template.compile import CompiledTags
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.output_sheet import OutputSheet
from cchc_excel.fill.template.render import Cell
from cchc_excel.fill.template.tag_rows import Carried, carry_or_refuse, drop_repeated_formulas, tag_rows
from cchc_excel.fill.template.texts import source, template_texts
from cchc_excel.fill.template.tree import Loop, Site, Tree, build, loops_of


class Expression(NamedTuple):
    """A cell to fill: its position among the row's cells, what to run, its text, and where it stands in the
    template."""

    position: int
    cell: Cell
    text: Text
    site: Site


class RowPlan(NamedTuple):
    """A template row: its number, its XML (cells to fill are emptied), what to fill, its formulas by position, and
    the cells carried here from a tag row: position -> how many loops surround that row; they are written once in
    each."""

    number: int
    element: etree._Element
    expressions: list[Expression]
    formulas: list[tuple[int, str]]
    carried: dict[int, int]


class SheetPlan(msgspec.Struct):
    """A sheet ready to be written: rows by number of their stretch, compiled tags, and its row map, still empty."""

    output: OutputSheet
    tree: Tree
    tags: CompiledTags
    map: RowMap
    rows: dict[int, list[RowPlan]] = {}

    @property
    def sheet(self) -> Sheet:
        """The sheet it plans."""
        return self.output.sheet

    @property
    def filled(self) -> bool:
        """Whether anything on the sheet is to be filled in or moved."""
        return self.map.moves or any(row.expressions for rows in self.rows.values() for row in rows)


def plan_sheet(output: OutputSheet, filling: Filling) -> SheetPlan:
    """Read and compile one sheet. Mistakes are noted, never raised."""
    sheet = output.sheet
    tables = [parse_xml(filling.package.parts[name]) for name in filling.package.related(sheet.part, "table")]
    texts = template_texts(sheet, filling)
    tagged = tag_rows(sheet, texts)
    tree = build(sheet.origin, tagged, filling.mistakes)
    if tagged:
        spell_out_shared(sheet)
    for table in tables:
        drop_repeated_formulas(sheet, table, tagged.keys())
    carried: dict[str, Carried] = {}
    for stretch in tree.stretches:
        if stretch.tag:
            carried |= carry_or_refuse(sheet, stretch, texts, tagged.keys(), filling)
    for loop in loops_of(tree.nodes):
        loop.keeps_one = any(_is_all_of(tree, loop, table) for table in tables)
    tags = CompiledTags(sheet.origin, tree.nodes, output.known, filling)
    plan = SheetPlan(output, tree, tags, RowMap(tree.stretches))
    for moved, cell in carried.items():
        plan.map.carried[split_address(cell.cell)] = split_address(moved)[0], cell.depth
    for index, stretch in enumerate(tree.stretches):
        if not stretch.tag:
            planner = _RowPlanner(sheet, texts, carried, tags.names.get(index), filling)
            numbers = sorted(number for number in sheet.rows if stretch.first <= number <= stretch.last)
            plan.rows[index] = [planner.row(number) for number in numbers]
    return plan


def _is_all_of(tree: Tree, loop: Loop, table: etree._Element) -> bool:
    """Whether a table's data rows are nothing but this loop: a table must keep one row when the loop is empty."""
    top, _, bottom, _ = split_area(table.get("ref") or "A1")
    first = top + int(table.get("headerRowCount") or 1)
    last = bottom - int(table.get("totalsRowCount") or 0)
    inside = [stretch for stretch in tree.stretches if stretch.first <= last and stretch.last >= first]
    return all(stretch.tag or (loop.number in stretch.loops and stretch.last <= last) for stretch in inside) and any(
        loop.number in stretch.loops for stretch in inside
    )


class _RowPlanner(NamedTuple):
    """Plans rows of one stretch: the sheet, its texts with tags and carried cells by address, the names known."""

    sheet: Sheet
    texts: Mapping[str, Text]
    carried: Mapping[str, Carried]
    known: frozenset[str] | None
    filling: Filling

    def row(self, number: int) -> RowPlan:
        plan = RowPlan(number, self.sheet.rows[number], [], [], {})
        for position, cell in enumerate(plan.element):
            address = cell.get("r") or ""
            carried, formula, text = self.carried.get(address), child(cell, "f"), self.texts.get(address)
            if carried is not None:
                plan.carried[position] = carried.depth
            if formula is not None:
                plan.formulas.append((position, formula.text or ""))
            elif text is not None:
                site = Site(address if carried is None else carried.cell, text.plain)
                compiled = self._compiled(site, text)
                if compiled is not None:
                    plan.expressions.append(Expression(position, compiled, text, site))
                empty(cell)
        return plan

    def _compiled(self, site: Site, text: Text) -> Cell | None:
        try:
            cell = self.filling.renderer.text(text.plain)
            if not cell.typed and text.runs:
                cell = self.filling.renderer.text(source(text))
        except CellError as error:
            self.filling.wrong(self.sheet.origin, *site, error.message)
            return None
        return cell if self.filling.all_known(self.sheet.origin, *site, cell.names, self.known) else None
