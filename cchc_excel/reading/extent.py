"""How far the values of a sheet reach: a reader holds every cell from A1 to the last of them, blank or not, and one far
away, typed or made up by hand, asks for more memory than there is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from xml.parsers import expat

from cchc_excel.model.records import Position

MAX_AREA = 4_000_000
"""Cells from A1 to the last value of a sheet."""
MAX_TOTAL = 8_000_000
"""The same of all sheets together."""
MAX_COLUMN = 702
"""Columns: A to ZZ."""
_ADDRESS = re.compile(r"([A-Za-z]*)([0-9]*)")
_DIGITS = 9


def is_far(extent: Position) -> bool:
    """Whether values reach further than any form does. `extent`: the last row and column of values, counted from 0."""
    row, column = extent
    return column >= MAX_COLUMN or (row + 1) * (column + 1) > MAX_AREA


def reaches_far(xml: bytes) -> bool:
    """Whether a sheet's values reach too far, however their addresses are written. Raises expat.ExpatError where the
    sheet is not XML."""
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = walk.opened, walk.closed
    try:
        parser.Parse(xml, True)
    except _Far:
        return True
    return False


class _Far(Exception):  # noqa: N818 - no error: the walk has found what it looks for
    pass


class _Walk:
    """Where the reader puts the cells of a sheet: a row or cell without an address follows the one before it. A cell
    counts that holds anything, a formula without a value too."""

    def __init__(self) -> None:
        self._row, self._column = -1, -1
        self._open: Position | None = None
        self._last: Position = (0, 0)

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            row, _ = _parsed(attributes.get("r", ""))
            self._row, self._column = self._row + 1 if row is None else row, -1
        elif name == "c":
            row, column = _parsed(attributes.get("r", ""))
            self._column = self._column + 1 if column is None else column
            self._open = self._row if row is None else row, self._column
        elif self._open:
            self._last = max(self._last[0], self._open[0]), max(self._last[1], self._open[1])
            if is_far(self._last):
                raise _Far

    def closed(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "c":
            self._open = None


def _parsed(address: str) -> tuple[int | None, int | None]:
    """Row and column of an address, counted from 0; None for what it does not say. What is no address is refused by
    the reader itself."""
    match = _ADDRESS.fullmatch(address)
    if not match:
        return None, None
    letters, digits = match[1], match[2].lstrip("0")
    row = int(digits[:_DIGITS]) - 1 if digits else None
    return row, column_of(letters.upper().encode()[:_DIGITS]) if letters else None


@functools.lru_cache(maxsize=1024)
def column_of(letters: bytes) -> int:
    """A column by its letters, counted from 0: b"A" is 0."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
