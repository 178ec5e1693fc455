"""What a cell shows, as text: a text box that shows a cell keeps such a copy, and viewers print that copy.

Numbers are shown by their number format (ECMA-376 part 1, 18.8.30 and 18.8.31), with Vietnamese separators: 1.234,5.
"""

from __future__ import annotations

import re

from lxml import etree

from cchc_excel.fill.formulas.engines import formatted
from cchc_excel.fill.ooxml.cells import cell_text
from cchc_excel.fill.ooxml.opc import Package, child, children, parse_xml
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Workbook

_GENERAL = "General"
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "dd/mm/yyyy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 45: "mm:ss", 47: "mm:ss", 49: "@",
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE = re.compile(r"[dmyh]", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,]*")
_SWAPPED = str.maketrans(".,", ",.")
_DAYS_1904 = 1462


class CellDisplay:
    """What cells of one calculated workbook show."""

    def __init__(self, package: Package, workbook: Workbook, strings: SharedStrings) -> None:
        self._strings = strings
        self._date1904 = workbook.date1904
        styles = package.related(workbook.part, "styles")
        root = parse_xml(package.parts[styles[0]]) if styles else None
        formats = children(None if root is None else child(root, "numFmts"), "numFmt")
        own = {int(each.get("numFmtId") or 0): each.get("formatCode") or _GENERAL for each in formats}
        cells = children(None if root is None else child(root, "cellXfs"), "xf")
        self._codes = [(_BUILT_IN | own).get(int(each.get("numFmtId") or 0), _GENERAL) for each in cells]

    def text(self, cell: etree._Element) -> str:
        """What a cell shows, whether typed or computed ("" for an empty cell)."""
        typed = cell_text(cell, self._strings)
        if typed is not None:
            return typed.plain
        value = child(cell, "v")
        stored = (value.text or "") if value is not None else ""
        kind = cell.get("t") or "n"
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        if kind != "n" or not stored:
            return stored
        style = int(cell.get("s") or 0)
        return self._number(float(stored), self._codes[style] if style < len(self._codes) else _GENERAL)

    def _number(self, value: float, code: str) -> str:
        if code in (_GENERAL, "@"):
            return f"{value:.10g}".replace(".", ",")
        if _DATE.search(_LITERAL.sub("", code)):
            return formatted(value + (_DAYS_1904 if self._date1904 else 0), code)
        return _NUMBER.sub(lambda number: number.group().translate(_SWAPPED), formatted(value, code))
