"""Structured references ("Bảng1[Cột]") as plain ranges, for the evaluator, which knows only the simplest of them.

Only a copy of the workbook made for calculating is rewritten; the formulas of the file stay as their author wrote them.
Grammar: ECMA-376 part 1, 18.17.2.1 and 18.17.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cchc_excel.fill.ooxml.addresses import area_text, split_area
from cchc_excel.fill.ooxml.opc import Package, child, children, parse_xml
from cchc_excel.fill.ooxml.workbook import Sheet

_PARTS = re.compile(r"\[((?:'.|[^\[\]'])*)\]|([^\[\],:]+)")  # the second kind: as xlsxwriter writes [[#This Row],Cột]
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"]|"")*")|(?P<quoted>'(?:[^']|'')*'!?)|(?P<external>\[\d+\][^\s(),;]*!)
    |(?P<table>[^\W\d][\w.]*)?(?P<inside>\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\])""",
    re.VERBOSE,
)
_FIXED = re.compile(r"(?<![$A-Z])(?=[A-Z])|(?<=[A-Z])(?=\d)")
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")
_ROWS = {"#ALL", "#DATA", "#HEADERS", "#TOTALS", "#THIS ROW"}


class ExcelTable(msgspec.Struct, frozen=True):
    """A table: its sheet, area, rows of headings and totals, and columns in order."""

    name: str
    sheet: str
    area: tuple[int, int, int, int]
    headers: int
    totals: int
    columns: tuple[str, ...]


def tables_of(package: Package, sheets: Iterable[Sheet]) -> list[ExcelTable]:
    """The tables of a workbook."""
    tables = []
    for sheet in sheets:
        for name in package.related(sheet.part, "table"):
            root = parse_xml(package.parts[name])
            headers, totals = int(root.get("headerRowCount") or 1), int(root.get("totalsRowCount") or 0)
            columns = tuple(item.get("name") or "" for item in children(child(root, "tableColumns"), "tableColumn"))
            area = split_area(root.get("ref") or "A1")
            tables.append(ExcelTable(root.get("displayName") or "", sheet.name, area, headers, totals, columns))
    return tables


def plain(formula: str, tables: Sequence[ExcelTable], sheet: str, row: int, column: int) -> str:
    """A formula that stands in a cell, its structured references written as ranges. What is not understood stays."""

    def change(token: re.Match[str]) -> str:
        inside, name = token.group("inside"), token.group("table")
        if inside is None:
            return token.group()
        table = _table(name, tables, sheet, row, column)
        area = None if table is None else _area(inside, table, row)
        if table is None or area is None:
            return token.group()
        quoted = table.sheet.replace("'", "''")
        return f"'{quoted}'!{_FIXED.sub('$', area)}"  # a name means the same rows wherever it is used

    return _TOKEN.sub(change, formula)


def is_structured(formula: str) -> bool:
    """Whether a formula holds a structured reference."""
    return any(token.group("inside") is not None for token in _TOKEN.finditer(formula))


def renamed(formula: str, names: Mapping[str, str]) -> str:
    """A formula with tables called by their new names (old name -> new one)."""
    folded = {old.casefold(): new for old, new in names.items()}

    def change(token: re.Match[str]) -> str:
        name = token.group("table")
        fresh = folded.get(name.casefold()) if name else None
        return token.group() if fresh is None else fresh + token.group("inside")

    return _TOKEN.sub(change, formula)


def _table(name: str | None, tables: Sequence[ExcelTable], sheet: str, row: int, column: int) -> ExcelTable | None:
    if name:
        return next((table for table in tables if table.name.casefold() == name.casefold()), None)
    for table in tables:
        top, left, bottom, right = table.area
        if table.sheet == sheet and top <= row <= bottom and left <= column <= right:
            return table
    return None


def _area(inside: str, table: ExcelTable, row: int) -> str | None:
    body = inside[1:-1].strip()
    own_row = body.startswith("@")
    body = body.removeprefix("@")
    parts = (
        [_unescaped(first or second) for first, second in _PARTS.findall(body)]
        if body.startswith("[")
        else [_unescaped(body)]
    )
    items = [part.upper() for part in parts if part.upper() in _ROWS] or (["#THIS ROW"] if own_row else ["#DATA"])
    columns = [part for part in parts if part and part.upper() not in _ROWS]
    known = {_as_called(name): index for index, name in enumerate(table.columns)}
    if any(_as_called(name) not in known for name in columns) or len(columns) > 2 or len(known) < len(table.columns):
        return None
    _, left, _, right = table.area
    if columns:
        ends = [left + known[_as_called(name)] for name in columns]
        left, right = min(ends), max(ends)
    rows = [_rows(item, table, row) for item in items]
    if any(first > last for first, last in rows):
        return None
    return area_text(min(first for first, _ in rows), left, max(last for _, last in rows), right)


def _rows(item: str, table: ExcelTable, row: int) -> tuple[int, int]:
    """The first and the last row of what a reference asks of a table; the last one before the first for what there is
    not: no row of totals, a formula beside no row."""
    top, _, bottom, _ = table.area
    first, last = top + table.headers, bottom - table.totals
    return {
        "#ALL": (top, bottom),
        "#DATA": (first, last),
        "#HEADERS": (top, first - 1),
        "#TOTALS": (last + 1, bottom),
        "#THIS ROW": (row, row if first <= row <= last else 0),
    }[item]


def _as_called(column: str) -> str:
    """A column's name as formulas call it, whatever its line ends are written as (ECMA-376 part 1, 22.9.2.19)."""
    letters = _CODE.sub(lambda code: chr(int(code[1], 16)), column)
    return " ".join(letters.split()).casefold()


def _unescaped(name: str) -> str:
    return re.sub(r"'(.)", r"\1", name).strip()
