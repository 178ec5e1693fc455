"""A workbook as bare as evaluators get it: what its cells hold, and which cells are still to be computed.

Of every column it knows at once which kinds of values stand between two rows, so that sums over many rows in many cells
cost no more than their number."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cchc_excel.fill.formulas.kinds import BITS, BLANK, KINDS, Value, kind_of
from cchc_excel.fill.formulas.sheet_formulas import Address
from cchc_excel.fill.formulas.syntax import Area, ErrorValue
from cchc_excel.fill.ooxml.addresses import column_of
from cchc_excel.fill.ooxml.opc import local
from cchc_excel.fill.ooxml.strings import NoSuchText, SharedStrings, read_text
from cchc_excel.fill.ooxml.workbook import Sheet

PENDING, LOST, LATER = (1 << len(KINDS) << number for number in range(3))
"""Bits of a mask besides kinds: a formula not yet computed; a cell of which nobody knows the value; one that may be
computed when evaluators have been given what is believed."""


def unlike(engine: int) -> int:
    """The bit of a cell of which one evaluator (by number) does not have the value that is believed."""
    return 8 << len(KINDS) << engine


class _Column:
    """Masks of a column's rows from 1 on, and what they come to over stretches of rows (a tree of halves)."""

    def __init__(self) -> None:
        self.masks: dict[int, int] = {}
        self._tree: list[int] = []
        self._size = 0

    def put(self, row: int, mask: int) -> None:
        self.masks[row] = mask
        if not self._tree:
            return
        if row >= self._size:
            self._tree = []
            return
        at = (row + self._size) >> 1
        self._tree[row + self._size] = mask
        while at:
            self._tree[at] = self._tree[2 * at] | self._tree[2 * at + 1]
            at >>= 1

    def _grow(self) -> None:
        self._size = 1 << (max(self.masks, default=0) + 1).bit_length()
        tree = [BLANK] * (2 * self._size)
        for row, mask in self.masks.items():
            tree[row + self._size] = mask
        for at in range(self._size - 1, 0, -1):
            tree[at] = tree[2 * at] | tree[2 * at + 1]
        self._tree = tree

    def between(self, top: int, bottom: int) -> int:
        """What stands in rows `top` to `bottom`, together."""
        if top == bottom:
            return self.masks.get(top, BLANK)
        if not self._tree:
            self._grow()
        mask = BLANK if bottom >= self._size else 0
        low, high = min(top, self._size) + self._size, min(bottom + 1, self._size) + self._size
        while low < high:
            if low & 1:
                mask |= self._tree[low]
                low += 1
            if high & 1:
                high -= 1
                mask |= self._tree[high]
            low, high = low >> 1, high >> 1
        return mask

    def last(self, top: int, bottom: int, bit: int) -> int | None:
        """The last row from `top` to `bottom` whose mask has a bit."""
        while self.between(top, bottom) & bit:
            if top == bottom:
                return top
            middle = (top + bottom) // 2
            if self.between(middle + 1, bottom) & bit:
                top = middle + 1
            else:
                bottom = middle
        return None


class BareBook:
    """Cells of sheets (by their names in small letters): values, masks, used rows and columns. `largest`: no number
    that a cell holds is farther from 0."""

    def __init__(self) -> None:
        self.largest = 0.0
        self.values: dict[Address, Value] = {}
        self._columns: dict[tuple[str, int], _Column] = {}
        self._used: dict[str, tuple[int, int]] = {}

    def add_sheet(self, sheet: Sheet, strings: SharedStrings) -> None:
        """Take the cells of a sheet that are no formulas."""
        name = sheet.name.casefold()
        for number, row in sheet.rows.items():
            for cell in row:
                held = _held(cell, strings) if len(cell) or cell.get("vm") else None
                if held is not None and held != (None, True):
                    value, is_known = held
                    self.put((name, number, column_of(cell.get("r") or "A1")), value, 0 if is_known else LOST)

    def put(self, address: Address, value: Value, extra: int = 0) -> None:
        """Set what a cell holds; `extra`: bits of its mask beside that of its kind."""
        sheet, row, column = address
        if extra & (PENDING | LOST | LATER):
            self.values.pop(address, None)
            mask = extra
        else:
            self.values[address] = value
            if isinstance(value, float):
                self.largest = max(self.largest, abs(value))
            mask = BITS[kind_of(value)] | extra
        self._columns.setdefault((sheet, column), _Column()).put(row, mask)
        rows, columns = self._used.get(sheet, (0, 0))
        if row > rows or column > columns:
            self._used[sheet] = max(row, rows), max(column, columns)

    def used(self, sheet: str) -> tuple[int, int]:
        """The last used row and column of a sheet; 1 where it is empty."""
        rows, columns = self._used.get(sheet.casefold(), (1, 1))
        return rows, columns

    def mask(self, area: Area) -> int:
        """Which kinds stand in an area, and the other bits of its cells."""
        sheet = area.sheet.casefold()
        last = min(area.right, max(self.used(sheet)[1], area.left))
        found = BLANK if area.right > last else 0
        for number in range(area.left, last + 1):
            column = self._columns.get((sheet, number))
            found |= column.between(area.top, area.bottom) if column is not None else BLANK
        return found

    def mask_of(self, address: Address) -> int:
        """The mask of a cell."""
        column = self._columns.get((address[0], address[2]))
        return BLANK if column is None else column.between(address[1], address[1])

    def pending(self, area: Area) -> Address | None:
        """One of the cells of an area that are still to be computed."""
        sheet = area.sheet.casefold()
        for number in range(area.left, min(area.right, self.used(sheet)[1]) + 1):
            column = self._columns.get((sheet, number))
            row = None if column is None else column.last(area.top, min(area.bottom, self.used(sheet)[0]), PENDING)
            if row is not None:
                return sheet, row, number
        return None

    def numbers(self, area: Area) -> Iterator[Value]:
        """The values of an area, row by row."""
        sheet = area.sheet.casefold()
        for row in range(area.top, min(area.bottom, self.used(sheet)[0]) + 1):
            for column in range(area.left, min(area.right, self.used(sheet)[1]) + 1):
                yield self.values.get((sheet, row, column))


def _held(cell: etree._Element, strings: SharedStrings) -> tuple[Value, bool] | None:
    """What a cell holds, and whether that is all there is to know (a picture in a cell is not); None of a formula."""
    parts = {local(each): each for each in cell}  # looked at once: there are many cells
    if "f" in parts:
        return None
    kind, value, text = cell.get("t"), parts.get("v"), ""
    if value is not None:
        text = value.text or ""
    if cell.get("vm"):
        return None, False
    try:
        match kind:
            case "inlineStr":
                return read_text(parts["is"]).plain if "is" in parts else None, True
            case "str":
                return text if value is not None else None, True
            case _ if not text:
                return None, True
            case "s":
                return strings.text(int(text)).plain, True
            case "b":
                return text.strip() in ("1", "true"), True
            case "e":
                return ErrorValue(text.strip()), True
            case None | "n":
                return float(text), True
    except (NoSuchText, ValueError):
        pass
    return None, False
