"""The lines of nguon-so-lieu.xlsx as a reader follows them: from a printed place to the cells of workbooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.traced.again import Cell, named, sought

Place = tuple[str, str, str]
"""Report, sheet or section, cell or name."""


@dataclass
class Lineage:
    """Every line by the place that it is about: what it names, and by which name; and what stands in its columns."""

    root: Path
    period: str
    sources: dict[Place, list[tuple[Place, str]]] = field(default_factory=dict)
    printed: dict[Place, object] = field(default_factory=dict)
    lines: list[tuple[object, ...]] = field(default_factory=list)
    _known: dict[tuple[Place, str], tuple[Cell, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path, period: str) -> Lineage:
        found = cls(root, period)
        book = CalamineWorkbook.from_path(root / "output" / period / "nguon-so-lieu.xlsx")
        for title in book.sheet_names:
            if title.startswith("Nguồn số liệu"):
                for row in book.get_sheet_by_name(title).to_python()[1:]:
                    found._add(tuple(row))
        return found

    def _add(self, row: tuple[object, ...]) -> None:
        report, sheet, cell, value, _, name, file, source_sheet, source_cell, _ = (*row, *[None] * 10)[:10]
        about = (str(report), str(sheet or ""), str(cell or ""))
        source = (str(file or ""), str(source_sheet or ""), str(source_cell or ""))
        self.lines.append(row)
        self.printed[about] = value
        self.sources.setdefault(about, []).append((source, str(name)))

    def cells(self, place: Place) -> Iterator[Cell]:
        """The cells behind a place, by report cells that it names too."""
        for source, name in self.sources.get(place, ()):
            if source in self.sources:
                yield from self.cells(source)
                continue
            if (source, name) not in self._known:
                file, sheet, address = source
                workbook = (self.root / "input" / self.period / file).resolve()
                found = named(workbook, sheet, address) if address else (sought(workbook, sheet, name),)
                self._known[source, name] = tuple(found)
            yield from self._known[source, name]

    def doubled(self) -> list[tuple[Place, Cell]]:
        """Cells that a place names more than once, by whatever way."""
        counted = ((place, Counter(self.cells(place))) for place in self.sources)
        return [(place, cell) for place, cells in counted for cell, times in cells.items() if times > 1]
