"""Tables of a page of HTML, which many systems save as a file named .xls."""

from __future__ import annotations

from html.parser import HTMLParser

from cchc_excel.model.records import Area, CellValue, RawSheet
from cchc_excel.reading.cleaned import clean

_WIDEST, _MOST_CELLS = 200, 4_000_000
"""Columns or rows that one cell may be merged over, and cells of a table; no export has so many."""


def read_tables(text: str) -> list[RawSheet]:
    """Every table that stands in no other, in order, called "Bảng 1", "Bảng 2", …; what stands in an inner table is a
    text of the outer one's cell. Merged cells are `merged`."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return [
        RawSheet(f"Bảng {number}", table.rows, merged=table.merged, formulas=frozenset())
        for number, table in enumerate(parser.tables, start=1)
    ]


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[CellValue]] = []
        self.merged: list[Area] = []
        self._taken: set[tuple[int, int]] = set()

    def add(self, text: str, down: int, across: int) -> None:
        """The next cell of the last row, merged over so many rows and columns."""
        row, column = len(self.rows) - 1, 0
        while (row, column) in self._taken:
            column += 1
        if len(self._taken) > _MOST_CELLS:
            raise ValueError("quá nhiều ô")
        self._taken.update((row + at, column + to) for at in range(down) for to in range(across))
        cells = self.rows[row]
        cells += [None] * (column + 1 - len(cells))
        cells[column] = clean(text)
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._depth = 0
        self._cell: tuple[list[str], int, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(_Table())
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].rows.append([])
        elif self._depth == 1 and tag in ("td", "th") and self.tables[-1].rows:
            self._end_cell()
            spans = dict(attrs)
            self._cell = ([], _span(spans.get("rowspan")), _span(spans.get("colspan")))
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell[0].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._cell[0].append(data)

    def _end_cell(self) -> None:
        if self._cell:
            pieces, down, across = self._cell
            self._cell = None
            self.tables[-1].add(" ".join("".join(pieces).split()), down, across)


def _span(text: str | None) -> int:
    return min(int(text), _WIDEST) if text and text.isdecimal() and int(text) > 0 else 1
