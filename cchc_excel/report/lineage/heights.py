"""Heights of rows that a program writes: LibreOffice fits none of them to its texts, and Excel would fit rows to what
is not to make them higher. The same few names stand in many rows."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from cchc_excel.fill import lines_needed, row_height

_HIGHEST = 409
"""Points of Excel's highest row."""


class Heights:
    """How high a table's rows are, in points, by the texts of some of its columns.

    `columns`: place and room in pixels of each; `points`: the size of the letters."""

    def __init__(self, columns: Iterable[tuple[int, float]], points: float) -> None:
        self._points = points
        self._of_lines = functools.cache(self._measured)
        self._columns = [(at, _LineCounts(room, points)) for at, room in columns]

    def __call__(self, row: Sequence[object]) -> float:
        return self._of_lines(
            max([known[value] for at, known in self._columns if type(value := row[at]) is str], default=1)
        )

    def _measured(self, lines: int) -> float:
        return min(row_height(lines, self._points), _HIGHEST)


class _LineCounts(dict[str, int]):
    """Text -> how many lines it takes in a column so many pixels wide."""

    def __init__(self, room: float, points: float) -> None:
        super().__init__()
        self._room, self._points = room, points

    def __missing__(self, text: str) -> int:
        self[text] = lines = max(lines_needed(text, self._room, self._points), 1)
        return lines
