"""Rows of a table closed below: cells get a look with a line at the bottom, the line they have at the left."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from cchc_excel.fill.ooxml import Package, Workbook, child, children, parse_xml, serialise


class ClosedEdges:
    """The looks of one workbook. New ones are appended."""

    def __init__(self, package: Package, workbook: Workbook) -> None:
        self._package = package
        self._name = next(iter(package.related(workbook.part, "styles")), "")
        self._root: etree._Element | None = None
        self._made: dict[int, int] = {}

    def close(self, row: etree._Element) -> None:
        """Close a row of a sheet's data."""
        for cell in row:
            style = int(cell.get("s") or 0)
            if style not in self._made:
                self._made[style] = self._add(style)
            cell.set("s", str(self._made[style]))

    def _add(self, style: int) -> int:
        if self._root is None and self._name:
            self._root = parse_xml(self._package.parts[self._name])
        looks = None if self._root is None else child(self._root, "cellXfs")
        borders = None if self._root is None else child(self._root, "borders")
        known, lines = children(looks, "xf"), children(borders, "border")
        if looks is None or borders is None or style >= len(known):
            return style
        made = deepcopy(known[style])
        closed = deepcopy(lines[int(made.get("borderId") or 0)])
        side, bottom = child(closed, "left"), child(closed, "bottom")
        if side is None or bottom is None or side.get("style") is None:
            return style
        drawn = deepcopy(side)
        drawn.tag = bottom.tag
        closed.replace(bottom, drawn)
        for table, one, count in ((borders, closed, len(lines)), (looks, made, len(known))):
            table.append(one)
            table.set("count", str(count + 1))
        made.set("borderId", str(len(lines)))
        made.set("applyBorder", "1")
        return len(known)

    def save(self) -> None:
        """Write the looks back, if there are new ones."""
        if self._root is not None:
            self._package.parts[self._name] = serialise(self._root)
