"""Long lineages made short: the cells of a unit's sheet that one value comes from stand in one line, as areas."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

import msgspec

from cchc_excel.report.lineage.cells import SourceCell
from cchc_excel.report.lineage.lines import Line
from cchc_excel.values import plain

MOST_CELLS = 50_000
"""So many lines of a cell each can still be read; a department of a hundred units has more."""
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


def short(lines: Iterable[Line], most: int = MOST_CELLS) -> Iterator[Line]:
    """The lines as they are, up to `most` of them; else those of one value, unit, sheet and figure in one line: its
    cells as areas ("H5:H9, H12"), its value their sum."""
    every = iter(lines)
    first = list(itertools.islice(every, most + 1))
    if len(first) <= most:
        return iter(first)
    return _gathered(itertools.chain(first, every))


def _gathered(lines: Iterable[Line]) -> Iterator[Line]:
    for key, group in itertools.groupby(lines, _together):
        same = list(group)
        if key[-1] is None or len(same) == 1:
            yield from same
            continue
        cells = [line.source for line in same if isinstance(line.source, SourceCell)]
        yield same[0]._replace(
            source=msgspec.structs.replace(
                cells[0],
                about="",
                cell=areas(tuple([cell.cell for cell in cells])),
                value=_sum(cells),
                origin=_origin(cells),
            )
        )


def _together(line: Line) -> tuple[object, ...]:
    source = line.source
    if not isinstance(source, SourceCell) or not source.cell:
        return (*line[:3], source, None)
    return (*line[:3], source.unit, source.file, source.sheet, source.figure)


def _origin(cells: Sequence[SourceCell]) -> tuple[str, str, str] | None:
    """Where the cells were taken from, as areas, if it was one sheet; else the file."""
    origins = [cell.origin for cell in cells if cell.origin]
    if not origins:
        return None
    file, sheet, _ = origins[0]
    if {one[:2] for one in origins} != {(file, sheet)}:
        return file, "", ""
    return file, sheet, areas(tuple([cell for _, _, cell in origins]))


def _sum(cells: Sequence[SourceCell]) -> object:
    """What the cells add up to, blank ones as nothing; "" where they hold no numbers."""
    numbers = [cell.value for cell in cells if isinstance(cell.value, int | Fraction)]
    return plain(sum(numbers)) if numbers else ""


def places_in_words(cells: Iterable[SourceCell]) -> str:
    """Where cells are, in a sentence: "VP.xlsx, Số liệu!D13; TTHC!H5:H9"; a row that a sheet should have and has not:
    "VP.xlsx, Nhiệm vụ!B2:B9; Nhiệm vụ không có dòng I.3"."""
    files: dict[str, dict[str, list[SourceCell]]] = {}
    for cell in cells:
        files.setdefault(cell.file, {}).setdefault(cell.sheet, []).append(cell)
    told = (
        "; ".join(part for sheet, of in sheets.items() for part in _on_sheet(sheet, of)) for sheets in files.values()
    )
    return "; ".join(f"{file}, {places}" for file, places in zip(files, told, strict=True))


def _on_sheet(sheet: str, cells: Sequence[SourceCell]) -> Iterator[str]:
    places = areas(tuple([cell.cell for cell in cells]))
    absent = ", ".join(dict.fromkeys(cell.about for cell in cells if not cell.cell))
    if places:
        yield f"{sheet}!{places}"
    if absent:
        yield f"{sheet} không có dòng {absent}"


@lru_cache(maxsize=4096)  # units fill the same form: most sums are of the same cells of each
def areas(cells: tuple[str, ...]) -> str:
    """Addresses as areas: of H5, H6, H7 and H9, "H5:H7, H9"."""
    found: list[tuple[str, int, int]] = []
    for column, row in sorted((match[1], int(match[2])) for match in map(_ADDRESS.fullmatch, cells) if match):
        if found and found[-1][0] == column and found[-1][2] == row - 1:
            found[-1] = (column, found[-1][1], row)
        else:
            found.append((column, row, row))
    return ", ".join(f"{column}{top}" + (f":{column}{last}" if last > top else "") for column, top, last in found)
