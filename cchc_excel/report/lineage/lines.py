"""The lines of the lineage: for every printed value the cells it comes from, each named once.

A value that is printed again names the report cell that was printed first, and a total the cells of what it adds up,
where a report prints them; each of those names cells of workbooks, so that no way is longer than two steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from cchc_excel.compute.facts import Facts
from cchc_excel.fill import Filled, FilledCell, Formula, areas_read
from cchc_excel.fill.ooxml import split_address
from cchc_excel.model.records import address
from cchc_excel.reading.workbook import read_sheet
from cchc_excel.report.lineage.cells import Place, SourceCell
from cchc_excel.report.lineage.labels import label
from cchc_excel.report.lineage.sources import Sources
from cchc_excel.report.traced import SourceKey


class Printed(NamedTuple):
    """A report cell that shows one value with sources of its own, by which others name it."""

    report: str
    sheet: str
    cell: str
    value: object
    key: SourceKey


class Line(NamedTuple):
    """What stands in a line: the place of a printed value, the value, and one place that it comes from."""

    report: str
    sheet: str
    cell: str
    value: object
    source: SourceCell | Printed


_NOWHERE: Place = ("", "", "")
Found: TypeAlias = list[SourceCell | Printed]


class Lines:
    """The lines of all reports of a run. `reports`: path -> what was filled."""

    def __init__(self, facts: Facts, reports: Mapping[str, Filled], sources: Sources) -> None:
        self._facts, self._reports, self._sources = facts, reports, sources
        self._first: dict[SourceKey, Printed] = {}
        for path, filled in reports.items():
            for cell in filled.cells:
                keys = _keys(cell)
                if cell.cell and len(keys) == 1:
                    self._first.setdefault(keys[0], Printed(path, cell.sheet, cell.cell, cell.value, keys[0]))
        self._by_parts: dict[SourceKey, Found] = {}

    def __iter__(self) -> Iterator[Line]:
        for path, filled in self._reports.items():
            told: dict[Place, Found] = {}
            values: dict[Place, object] = {}
            joined: set[Place] = set()  # of several keys, which may name the same
            for cell in filled.cells:
                for key in _keys(cell):
                    place = (path, cell.sheet, cell.cell or label(self._facts, key))
                    found = self._behind(key, place)
                    if place not in told:
                        told[place], values[place] = found, cell.value
                        continue
                    if place not in joined:
                        joined.add(place)
                        told[place] = [*told[place]]
                    told[place] += found
            computed = self._computed(path, filled, told)
            joined |= computed.keys()
            values |= computed
            for place, found in told.items():
                each = self._each_once(found) if place in joined else found
                yield from (Line(*place, values[place], source) for source in each)

    def _each_once(self, found: Found) -> Found:
        """Every cell by one way: a report cell that leads to one that is named already gives way to its other cells."""
        if len(found) < 2:
            return found
        cells_alone = [one for one in found if isinstance(one, SourceCell)]
        if len(cells_alone) == len(found):  # as of most values: told apart in one go
            first: dict[Place, SourceCell | Printed] = {}
            for cell in cells_alone:
                first.setdefault(cell.place, cell)
            return list(first.values())
        covered: set[Place] = set()
        kept: Found = []
        for one in dict.fromkeys(found):
            cells = [one] if isinstance(one, SourceCell) else self._sources.of(one.key)
            new = [cell for cell in cells if cell.place not in covered]
            kept += [one] if len(new) == len(cells) else new
            covered.update(cell.place for cell in new)
        return kept

    def _behind(self, key: SourceKey, place: Place) -> Found:
        """What a value names: cells, or the report cells of what it is made of, whichever is shorter."""
        if key not in self._by_parts:
            self._by_parts[key] = self._named_parts(key)
        found, cells, first = self._by_parts[key], self._sources.of(key), self._first.get(key)
        if found:
            return found
        return [first] if first is not None and first[:3] != place and len(cells) > 1 else [*cells]

    def _named_parts(self, key: SourceKey) -> Found:
        """What a total's parts name, if together they are the total and it is shorter than its cells; else nothing."""
        parts, cells = self._sources.parts(key), self._sources.by_place(key)
        if set[Place]().union(*map(self._sources.by_place, parts)) != cells.keys():
            return []
        found = self._each_once([one for part in parts for one in self._behind(part, _NOWHERE)])
        return found if len(found) < len(cells) else []

    def _computed(self, path: str, filled: Filled, told: dict[Place, Found]) -> dict[Place, object]:
        """The cells with formulas that come, by whatever steps, from values with sources: they name what those name."""
        formulas = {(path, formula.sheet, formula.cell): formula for formula in filled.formulas}
        left = dict(formulas)
        reads = {place: _cells_read(path, formula) for place, formula in formulas.items()}
        while left:
            ready = [place for place in left if not any(one in left and one != place for one in reads[place])]
            for place in ready or list(left):
                del left[place]
                found = [source for one in reads[place] for source in told.get(one, ())]
                if found:
                    told[place] = found
        return _values(filled, [place for place in formulas if place in told])


def _cells_read(path: str, formula: Formula) -> list[Place]:
    places: list[Place] = []
    for sheet, (top, left, bottom, right) in areas_read(formula.text, formula.sheet):
        rows = range(top, bottom + 1)
        places += [(path, sheet, address(row - 1, column - 1)) for row in rows for column in range(left, right + 1)]
    return places


def _values(filled: Filled, places: Iterable[Place]) -> dict[Place, object]:
    """The values that formulas have, as the workbook holds them."""
    sheets: dict[str, list[list[object]]] = {}
    values: dict[Place, object] = {}
    for path, sheet, cell in places:
        if sheet not in sheets:
            sheets[sheet] = [list(row) for row in read_sheet(path, filled.data, sheet)]
        values[path, sheet, cell] = _at(sheets[sheet], cell)
    return values


def _at(rows: list[list[object]], cell: str) -> object:
    row, column = split_address(cell)
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None


def _keys(cell: FilledCell) -> list[SourceKey]:
    """The keys of a cell, each once; those of another maker are none of ours."""
    every = [key for keys in cell.keys if isinstance(keys, tuple) for key in keys]
    return list(dict.fromkeys(key for key in every if isinstance(key, SourceKey)))
