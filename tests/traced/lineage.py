"""The lines of nguon-so-lieu.xlsx as a reader follows them: from a printed place to the cells of workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from tests.traced.again import Cell, named

Place = tuple[str, str, str]
"""Report, sheet or section, cell or name."""


@dataclass
class Lineage:
    """Every line by the place that it is about, and what stands in its columns."""

    root: Path
    period: str
    sources: dict[Place, list[Place]] = field(default_factory=dict)
    printed: dict[Place, object] = field(default_factory=dict)
    lines: list[tuple[object, ...]] = field(default_factory=list)

    @classmethod
    def read(cls, root: Path, period: str) -> Lineage:
        found = cls(root, period)
        book = load_workbook(root / "output" / period / "nguon-so-lieu.xlsx", read_only=True)
        for page in book.worksheets:
            if page.title.startswith("Nguồn số liệu"):
                for row in page.iter_rows(min_row=2, values_only=True):
                    found._add(row)
        return found

    def _add(self, row: tuple[object, ...]) -> None:
        report, sheet, cell, value, _, _, file, source_sheet, source_cell, _ = (*row, *[None] * 10)[:10]
        about = (str(report), str(sheet or ""), str(cell or ""))
        self.lines.append(row)
        self.printed[about] = value
        self.sources.setdefault(about, []).append((str(file or ""), str(source_sheet or ""), str(source_cell or "")))

    def cells(self, place: Place) -> Iterator[Cell]:
        """The cells behind a place, by report cells that it names too."""
        for source in self.sources.get(place, ()):
            file, sheet, address = source
            if source in self.sources:
                yield from self.cells(source)
            elif address:
                folder = self.root / "input" / self.period
                yield from named((folder / file).resolve(), sheet, address)

    def doubled(self) -> list[tuple[Place, Cell]]:
        """Cells that a place names more than once, by whatever way."""
        found = []
        for place in self.sources:
            cells = list(self.cells(place))
            found += [(place, cell) for cell in set(cells) if cells.count(cell) > 1]
        return found
