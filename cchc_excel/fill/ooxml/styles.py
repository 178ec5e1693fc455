"""The looks of cells, which stand in a table of their own: the same look with another number format."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from cchc_excel.fill.ooxml.opc import Package, child, children, namespace, parse_xml, serialise

_FIRST_OWN = 164
"""Number formats below are built into every program (ECMA-376 part 1, 18.8.30)."""


class CellStyles:
    """The workbook's table of looks. New ones are appended."""

    def __init__(self, package: Package, workbook: str) -> None:
        """`workbook`: the name of the workbook part."""
        self._package = package
        self._name = next(iter(package.related(workbook, "styles")), "")
        self._root: etree._Element | None = None
        self._made: dict[tuple[int, str], int] = {}

    def with_number_format(self, style: int, code: str) -> int:
        """The number of a look that is the look `style`, but shows numbers by a format code ("0.00%"). Where the
        workbook has no such look, `style` itself."""
        key = (style, code)
        if key not in self._made:
            self._made[key] = self._add(style, code)
        return self._made[key]

    def _add(self, style: int, code: str) -> int:
        if self._root is None and self._name:
            self._root = parse_xml(self._package.parts[self._name])
        looks = None if self._root is None else child(self._root, "cellXfs")
        known = children(looks, "xf")
        if self._root is None or looks is None or style >= len(known):
            return style
        made = deepcopy(known[style])
        made.set("numFmtId", str(self._format_id(self._root, code)))
        made.set("applyNumberFormat", "1")
        looks.append(made)
        looks.set("count", str(len(known) + 1))
        return len(known)

    def _format_id(self, root: etree._Element, code: str) -> int:
        formats = child(root, "numFmts")
        if formats is None:
            formats = etree.Element(f"{{{namespace(root)}}}numFmts")
            root.insert(0, formats)
        known = {each.get("formatCode"): int(each.get("numFmtId") or 0) for each in children(formats, "numFmt")}
        if code not in known:
            known[code] = max([_FIRST_OWN - 1, *known.values()]) + 1
            etree.SubElement(formats, f"{{{namespace(root)}}}numFmt", numFmtId=str(known[code]), formatCode=code)
            formats.set("count", str(len(known)))
        return known[code]

    def save(self) -> None:
        """Write the table back, if anything in it changed."""
        if self._root is not None:
            self._package.parts[self._name] = serialise(self._root)
