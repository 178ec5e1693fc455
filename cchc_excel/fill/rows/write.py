"""Writing a planned sheet: rows are repeated, left out and filled; the row map learns where each landed."""

from __future__ import annotations

from collections.abc import Hashable
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.formulas.rowmap import Iteration
from cchc_excel.fill.messages import Message
from cchc_excel.fill.mistakes import CellError
from cchc_excel.fill.number import FormattedNumber
from cchc_excel.fill.ooxml.addresses import MAX_ROW, area_text, column_of
from cchc_excel.fill.ooxml.cells import empty
from cchc_excel.fill.ooxml.opc import child
from cchc_excel.fill.rows.values import write_value
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.plan import RowPlan, SheetPlan
from cchc_excel.fill.template.render import Scope
from cchc_excel.fill.template.tree import Assignment, Conditional, Loop, Node, PlainRows, Site, TagRow


class FilledCell(NamedTuple):
    """A cell that came from an expression: sheet, address in the output, the value written, keys of the traced
    objects used."""

    sheet: str
    cell: str
    value: object
    keys: tuple[Hashable, ...]


class FormulaCell(NamedTuple):
    """A formula of the output, still with the template's references: its element, its text, the iteration of the loops
    around it, its address in the template."""

    element: etree._Element
    text: str
    iteration: Iteration
    template_cell: str


class Writer:
    """Writes one sheet. What it filled and the formulas that remain are in `cells` and `formulas`."""

    def __init__(self, plan: SheetPlan, filling: Filling) -> None:
        self.plan = plan
        self.cells: list[FilledCell] = []
        self.formulas: list[FormulaCell] = []
        self._filling = filling
        self._carried: set[tuple[int, int, tuple[int, ...]]] = set()
        self._rows: list[etree._Element] = []
        self._next = 1
        self._end = max(plan.sheet.rows, default=0)  # a loop that is not closed has no end of its own

    def write(self) -> None:
        """Fill the sheet and put the rows into its XML. Mistakes are noted."""
        sheet, scope = self.plan.sheet, self.plan.output.scope
        if scope is None:
            return
        try:
            self._nodes(self.plan.tree.nodes, scope, ())
        except CellError as error:  # longer than a sheet
            self._wrong(Site("", ""), error)
            return
        if not self.plan.filled:
            return
        sheet.changed = True
        data = sheet.data
        for row in list(data):
            data.remove(row)
        data.extend(self._rows)
        _set_dimension(sheet.root, self._rows)

    def _nodes(self, nodes: list[Node], scope: Scope, path: tuple[int, ...]) -> None:
        for node in nodes:
            if isinstance(node, PlainRows):
                self._stretch(node.stretch, scope, path)
            elif isinstance(node, TagRow):
                self.plan.map.landed(node.stretch, path, self._next)
            elif isinstance(node, Loop):
                self._loop(node, scope, path)
            elif isinstance(node, Conditional):
                self._choice(node, scope, path)
            elif node.site in self.plan.tags.assignments and not self.plan.output.blank:
                scope = self._assigned(node, scope)

    def _wrong(self, site: Site, error: CellError) -> None:
        self._filling.wrong(self.plan.sheet.origin, *site, error.message)

    def _assigned(self, node: Assignment, scope: Scope) -> Scope:
        name, cell = self.plan.tags.assignments[node.site]
        try:
            return {**scope, name: self._filling.renderer.value(cell, scope)}
        except CellError as error:
            self._wrong(node.site, error)
            return scope

    def _loop(self, node: Loop, scope: Scope, path: tuple[int, ...]) -> None:
        head = self.plan.tags.loops.get(node.site)
        if head is None:
            return
        count = 0
        try:
            items = () if self.plan.output.blank else self._filling.renderer.value(head.sequence, scope)
            for inner in self._filling.renderer.iterations(items, head, scope):
                self._nodes(node.body, inner, (*path, count))
                count += 1
        except CellError as error:
            self._wrong(node.site, error)
        if not count:
            self._nodes(node.otherwise, scope, path)
            if node.keeps_one and not node.otherwise:
                first = next((inner for inner in node.body if isinstance(inner, PlainRows)), None)
                if first is not None:
                    self._stretch(first.stretch, scope, (*path, 0), blank=True)

    def _choice(self, node: Conditional, scope: Scope, path: tuple[int, ...]) -> None:
        for site, condition, body in node.branches if not self.plan.output.blank else ():
            if condition is not None:
                cell = self.plan.tags.conditions.get(site)
                if cell is None:
                    return
                try:
                    holds = bool(self._filling.renderer.value(cell, scope))
                except CellError as error:
                    self._wrong(site, error)
                    return
                if not holds:
                    continue
            self._nodes(body, scope, path)
            return

    def _stretch(self, index: int, scope: Scope, path: tuple[int, ...], blank: bool = False) -> None:
        stretch = self.plan.tree.stretches[index]
        start = self._next
        self.plan.map.landed(index, path, start)
        self._next += max(min(stretch.last, self._end) - stretch.first + 1, 0)
        iteration = Iteration(stretch.loops, path)
        rows = self.plan.rows[index]
        if rows and start + rows[-1].number - stretch.first > MAX_ROW:
            raise CellError(Message.TOO_MANY_ROWS(most=MAX_ROW))
        for row in rows:
            number = start + row.number - stretch.first
            element = deepcopy(row.element) if stretch.loops else row.element
            _renumber(element, number)
            self._rows.append(element)
            if blank:
                for cell in element:
                    empty(cell)
                continue
            spent = self._spent(row, path)
            for position in spent:
                empty(element[position])
            self._fill(row, element, scope, spent)
            for position, text in row.formulas:
                formula = child(element[position], "f")
                if formula is not None:
                    address = f"{(element[position].get('r') or '').rstrip('0123456789')}{row.number}"
                    self.formulas.append(FormulaCell(formula, text, iteration, address))

    def _spent(self, row: RowPlan, path: tuple[int, ...]) -> set[int]:
        """The carried cells that were written already in this iteration of the loops they belong to."""
        spent = set()
        for position, depth in row.carried.items():
            key = (row.number, position, path[:depth])
            if key in self._carried:
                spent.add(position)
            self._carried.add(key)
        return spent

    def _fill(self, row: RowPlan, element: etree._Element, scope: Scope, spent: set[int]) -> None:
        for expression in row.expressions:
            if expression.position in spent or self.plan.output.blank:
                continue
            cell = element[expression.position]
            try:
                value, keys = self._filling.renderer.traced(expression.cell, scope)
                value = write_value(
                    cell, value, expression.text, self._filling.strings, self._filling.workbook.date1904
                )
            except CellError as error:
                self._wrong(expression.site, error)
                continue
            if isinstance(value, FormattedNumber) and value.number_format:
                look = self._filling.styles.with_number_format(int(cell.get("s") or 0), value.number_format)
                cell.set("s", str(look))
            self.cells.append(FilledCell(self.plan.sheet.name, cell.get("r") or "", value, keys))


def _renumber(row: etree._Element, number: int) -> None:
    text = str(number)
    if row.get("r") == text:
        return
    row.set("r", text)
    for cell in row:
        cell.set("r", (cell.get("r") or "").rstrip("0123456789") + text)


def _set_dimension(root: etree._Element, rows: list[etree._Element]) -> None:
    dimension = child(root, "dimension")
    full = [row for row in rows if len(row)]
    if dimension is None or not full:
        return
    ends = [column_of(cell.get("r") or "A1") for row in full for cell in (row[0], row[-1])]
    first, last = int(full[0].get("r") or 1), int(full[-1].get("r") or 1)
    dimension.set("ref", area_text(first, min(ends), last, max(ends)))
