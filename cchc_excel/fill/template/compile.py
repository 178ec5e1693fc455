"""The row tags of a sheet compiled, and which names are known in each stretch of its rows."""

from __future__ import annotations

from cchc_excel.fill.mistakes import CellError
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.render import Cell, LoopHead
from cchc_excel.fill.template.tree import Assignment, Conditional, Loop, Node, PlainRows, Site


class CompiledTags:
    """The tags of one sheet by where they stand: loops, conditions, names given. `names`: by number of a stretch, the
    names known in its rows (None: a loop around it is wrong, and nothing is known). Mistakes are noted."""

    def __init__(self, sheet: str, nodes: list[Node], known: frozenset[str] | None, filling: Filling) -> None:
        """`known`: the names known on the sheet before its first tag."""
        self.loops: dict[Site, LoopHead] = {}
        self.conditions: dict[Site, Cell] = {}
        self.assignments: dict[Site, tuple[str, Cell]] = {}
        self.names: dict[int, frozenset[str] | None] = {}
        self._sheet = sheet
        self._filling = filling
        self._nodes(nodes, known)

    def _nodes(self, nodes: list[Node], known: frozenset[str] | None) -> None:
        for node in nodes:
            if isinstance(node, PlainRows):
                self.names[node.stretch] = known
            elif isinstance(node, Loop):
                self._nodes(node.body, self._loop(node, known))
                self._nodes(node.otherwise, known)
            elif isinstance(node, Conditional):
                for site, condition, body in node.branches:
                    self._condition(site, condition, known)
                    self._nodes(body, known)
            elif isinstance(node, Assignment):
                known = self._assignment(node, known)

    def _loop(self, node: Loop, known: frozenset[str] | None) -> frozenset[str] | None:
        try:
            head = self._filling.renderer.loop(node.head)
        except CellError as error:
            self._filling.wrong(self._sheet, *node.site, error.message)
            return None
        inner = None if known is None else known | {*head.names, "loop"}
        good = self._all_known(node.site, head.sequence, known)
        if head.condition is not None:
            good = self._all_known(node.site, head.condition, inner) and good
        if good:
            self.loops[node.site] = head
        return inner

    def _condition(self, site: Site, condition: str | None, known: frozenset[str] | None) -> None:
        if condition is None:
            return
        try:
            cell = self._filling.renderer.expression(condition)
        except CellError as error:
            self._filling.wrong(self._sheet, *site, error.message)
            return
        if self._all_known(site, cell, known):
            self.conditions[site] = cell

    def _assignment(self, node: Assignment, known: frozenset[str] | None) -> frozenset[str] | None:
        try:
            name, cell = self._filling.renderer.assignment(node.head)
        except CellError as error:
            self._filling.wrong(self._sheet, *node.site, error.message)
            return None
        if self._all_known(node.site, cell, known):
            self.assignments[node.site] = (name, cell)
        return None if known is None else known | {name}

    def _all_known(self, site: Site, cell: Cell, known: frozenset[str] | None) -> bool:
        return self._filling.all_known(self._sheet, *site, cell.names, known)
