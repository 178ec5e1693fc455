"""The place to sign never stands alone on a page, nor a heading at the foot of one.

A spreadsheet knows no "keep with next". A report names the rows that belong together `giu_lien_trang` (a name of the
sheet); where they would begin a page, the page begins a few rows earlier. It may also name a column
`giu_voi_hang_sau`: a row with something in it goes where the next row goes. What is kept together depends on where
pages begin, so these begin at breaks of their own (without such a column the last page alone): programs and printers
differ by a few points a row, and would otherwise put their own breaks between.

What is longer than a row goes on in rows below it. A report names a column `noi_tiep`: a row with something in it goes
on with what is above. Those on one page are joined: each column is one cell, without gaps between the pieces of its
text, and the rows are as high together as the longest text needs. What stands in the columns named `ten_noi_tiep`
("(tiếp theo) …") is shown where such a row begins a page, and taken away elsewhere; the table is closed below the row
before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise

import msgspec
from lxml import etree

from cchc_excel.fill import JoinedCell, RowJoiner, flowing_breaks, joinable
from cchc_excel.fill.ooxml import (
    Package,
    Sheet,
    Workbook,
    child,
    children,
    column_of,
    drop,
    letters,
    namespace,
    open_workbook,
    serialise,
)
from cchc_excel.report.closed_edges import ClosedEdges
from cchc_excel.report.paper import named_columns, page_room

KEPT_ROWS, WITH_NEXT, _TITLES = "giu_lien_trang", "giu_voi_hang_sau", "_xlnm.Print_Titles"
CONTINUED, CONTINUED_NAMES = "noi_tiep", "ten_noi_tiep"
ROWS_BEFORE, HEIGHT_BEFORE = 2, 60.0
"""Rows of the table that stay with the kept ones, where a page has room for them; one row as high as this will do."""
_SAFE = 0.985
"""The part of a page that is counted on."""
_ROWS = re.compile(r"\$?[A-Z]*\$?(\d+):\$?[A-Z]*\$?(\d+)$")
_TRUE = ("1", "true", "on")
_AFTER = (
    *("AlternateContent", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
    *("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
)
"""What stands after rowBreaks in a worksheet (ECMA-376 part 1, 18.3.1.99)."""


class Rows(msgspec.Struct, frozen=True):
    """Some rows of a sheet, first and last included."""

    first: int
    last: int


def keep_together(package: Package) -> list[JoinedCell]:
    """Put page breaks where each sheet of a workbook that names rows to keep together needs them, and join what goes
    on. Sheets that are fitted to a number of pages, or printed on other paper than A4, stay as they are. Returns the
    cells that were joined."""
    opened = open_workbook(package)
    tools = _Tools(ClosedEdges(package, opened), RowJoiner(package, opened))
    joined = [cell for index in range(len(opened.sheets)) for cell in _keep_together(package, opened, index, tools)]
    tools.edges.save()
    if joined:
        tools.joiner.save()
    return joined


class _Tools(msgspec.Struct, frozen=True):
    """What changes the cells of one workbook."""

    edges: ClosedEdges
    joiner: RowJoiner


def _keep_together(package: Package, opened: Workbook, index: int, tools: _Tools) -> list[JoinedCell]:
    sheet = opened.sheets[index]
    kept = _named_rows(opened, KEPT_ROWS, index)
    room = _room(sheet) if kept else None
    if kept is None or room is None:
        return []
    titles = _named_rows(opened, _TITLES, index)
    headings, continued = (_marked_rows(opened, name, index) for name in (WITH_NEXT, CONTINUED))
    heights = _heights(sheet, kept.last)
    repeated = sum(heights[titles.first - 1 : titles.last]) if titles else 0.0
    page = _Page(room, repeated, kept.first, frozenset(headings or ()), frozenset(_breaks(sheet)))
    runs = joinable(sheet, _runs(continued or ()))
    shown = named_columns(opened, CONTINUED_NAMES, index)
    measured = _Measured(lambda rows: tools.joiner.heights(sheet, rows, shown))
    starts, parts = _pages(heights, page, runs, measured.heights)
    if headings is None:
        starts = starts[-1:]
    _break_above(sheet, starts)
    joined: list[JoinedCell] = []
    if continued is not None and shown:
        _continue(sheet, continued, shown, tools.edges)
        for rows in (rows for rows in parts if len(rows) > 1):
            *_, need = measured.heights(rows)
            joined += tools.joiner.join(sheet, rows, need)
    if starts or continued:
        package.parts[sheet.part] = serialise(sheet.root)
    return joined


class _Measured:
    """How high joined rows are, each measured once: pages are tried, filled and joined by the same heights."""

    def __init__(self, measure: Callable[[Sequence[int]], Iterator[float]]) -> None:
        self._measure = measure
        self._found: dict[int, tuple[list[float], Iterator[float]]] = {}

    def heights(self, rows: Sequence[int]) -> Iterator[float]:
        """Those of rows that follow each other, as `RowJoiner.heights` gives them. Of rows that begin with the same one
        the longest run is asked for first."""
        if rows[0] not in self._found:
            self._found[rows[0]] = [], self._measure(rows)
        known, more = self._found[rows[0]]
        for at in range(len(rows)):
            if at == len(known):
                known.append(next(more))
            yield known[at]


class _Page(msgspec.Struct, frozen=True):
    """What pages of a sheet are: their room in points and that of repeated headings; the first of the rows kept
    together at the end, those that stay with the next, and those that begin a page already."""

    room: float
    repeated: float
    kept: int
    headings: frozenset[int]
    breaks: frozenset[int]

    def starts(self, heights_from: Callable[[int], Iterable[float]]) -> list[int]:
        """The rows that pages begin with where they are filled; `heights_from` gives the heights from a row on, on a
        page that begins with it."""
        return page_starts(heights_from, self.room, self.repeated, self.breaks, self.headings)

    def with_last(self, heights: Sequence[float], starts: Sequence[int]) -> list[int]:
        """The same with the last page beginning where it has to."""
        if not starts:
            return []
        last = last_page(heights, self.kept, self.room - self.repeated, starts[-1], self.headings)
        return [*(row for row in starts[:-1] if row < last), last]


def _runs(continued: Collection[int]) -> list[list[int]]:
    """Rows that go on, each run with the row that it goes on with."""
    runs: list[list[int]] = []
    for row in sorted(continued):
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row - 1, row])
    return runs


def _pages(
    heights: Sequence[float],
    page: _Page,
    runs: Sequence[Sequence[int]],
    joined: Callable[[Sequence[int]], Iterable[float]],
) -> tuple[list[int], list[Sequence[int]]]:
    """The rows that pages begin with, and the runs parted there. How high joined rows are depends on where their page
    begins."""
    run_of = {row: run for run in runs for row in run}

    def on_page(begin: int) -> Iterator[float]:
        """The heights from a row on that begins a page: of joined ones, by how much each makes those before higher."""
        row = begin
        while row <= len(heights):
            run = run_of.get(row, ())
            part = run[run.index(row) :] if run else ()
            yield from (b - a for a, b in pairwise(chain((0.0,), joined(part)))) if part else heights[row - 1 : row]
            row += len(part) or 1

    starts = page.starts(on_page)
    pages = pairwise((1, *starts, len(heights) + 1))
    starts = page.with_last([height for first, end in pages for height in islice(on_page(first), end - first)], starts)
    begun = frozenset(starts)
    return starts, [part for run in runs for part in _parted(run, begun)]


def _parted(run: Sequence[int], starts: Collection[int]) -> list[Sequence[int]]:
    """The parts of a run between pages."""
    parts: list[list[int]] = []
    for row in run:
        if parts and row not in starts:
            parts[-1].append(row)
        else:
            parts.append([row])
    return [*parts]


def _continue(sheet: Sheet, rows: Collection[int], columns: Sequence[int], edges: ClosedEdges) -> None:
    """Show the names of what goes on in `rows` where one begins a page, and nowhere else; close each page."""
    starts = _breaks(sheet)
    for number in rows:
        if number not in starts:
            _empty(sheet.rows[number], columns)
    for number in starts:
        if number - 1 in sheet.rows:
            edges.close(sheet.rows[number - 1])


def _empty(row: etree._Element, columns: Sequence[int]) -> None:
    for cell in row:
        if column_of(cell.get("r") or "A1") in columns:
            drop(cell, "t")
            for part in list(cell):
                cell.remove(part)


def page_starts(
    heights_from: Callable[[int], Iterable[float]],
    room: float,
    repeated: float,
    breaks: Collection[int] = (),
    headings: Collection[int] = (),
) -> list[int]:
    """The rows that pages begin with, but for the first page.

    `heights_from`: the heights from a row on (1, 2, …), on a page that begins with it; `room`: the height of a page;
    `repeated`: of the headings on each page but the first. `breaks`: rows that begin a page already; `headings`: rows
    that stay with the next.
    """
    with_next, begun = [(row - 1, row) for row in headings], {row - 1 for row in breaks}
    found = flowing_breaks(lambda begin: heights_from(begin + 1), room, with_next, repeated, begun)
    return [row + 1 for row in found]


def last_page(heights: Sequence[float], kept: int, room: float, start: int, headings: Collection[int] = ()) -> int:
    """The row that the last page begins with, where it would begin with `start`. The kept rows are those from `kept`
    on; `room`: the height of a page under its headings; `headings`: rows that stay with the next."""
    tall = kept > 1 and heights[kept - 2] >= HEIGHT_BEFORE
    before = range(kept - (1 if tall else ROWS_BEFORE), kept)
    if start <= before.start:
        return start
    begin = next((row for row in before if row > 1 and sum(heights[row - 1 :]) <= room), kept)
    while begin - 1 in headings and sum(heights[begin - 2 :]) <= room:
        begin -= 1
    return begin


def _named_rows(workbook: Workbook, name: str, sheet: int) -> Rows | None:
    """The rows of a sheet's own defined name."""
    for element in children(child(workbook.root, "definedNames"), "definedName"):
        if element.get("name") == name and element.get("localSheetId") == str(sheet):
            found = (_ROWS.search(part) for part in (element.text or "").split(","))
            return next((Rows(int(match[1]), int(match[2])) for match in found if match), None)
    return None


def _marked_rows(workbook: Workbook, name: str, index: int) -> set[int] | None:
    """The rows of a sheet with something in the column of this name; None where there is no such column."""
    columns = named_columns(workbook, name, index)
    if not columns:
        return None
    marks = letters(columns[0])
    return {number for number, row in workbook.sheets[index].rows.items() if _is_marked(row, f"{marks}{number}")}


def _is_marked(row: etree._Element, address: str) -> bool:
    cell = next((one for one in row if one.get("r") == address), None)
    return cell is not None and any(part.text for part in cell.iter() if part.text and part.text.strip())


def _room(sheet: Sheet) -> float | None:
    """The points of height that a page has for rows, at the sheet's scale; None where it is not known."""
    page = page_room(sheet)
    return None if page is None else page.height * _SAFE


def _heights(sheet: Sheet, last: int) -> list[float]:
    usual = child(sheet.root, "sheetFormatPr")
    default = float(usual.get("defaultRowHeight") or 15) if usual is not None else 15.0
    heights = [default] * last
    for number, row in sheet.rows.items():
        if number <= last:
            heights[number - 1] = 0.0 if row.get("hidden") in _TRUE else float(row.get("ht") or default)
    return heights


def _breaks(sheet: Sheet) -> set[int]:
    """The rows that a break of the template's own stands above."""
    return {int(one.get("id") or 0) + 1 for one in children(child(sheet.root, "rowBreaks"), "brk")}


def _break_above(sheet: Sheet, rows: Iterable[int]) -> None:
    """Put a page break above each row that has none."""
    made = sorted({*rows} - _breaks(sheet))
    if not made:
        return
    breaks = child(sheet.root, "rowBreaks")
    space = f"{{{namespace(sheet.root)}}}"
    if breaks is None:
        breaks = etree.Element(f"{space}rowBreaks")
        at = next((i for i, one in enumerate(sheet.root) if str(one.tag).rpartition("}")[2] in _AFTER), None)
        sheet.root.insert(len(sheet.root) if at is None else at, breaks)
    breaks.extend(etree.Element(f"{space}brk", id=str(row - 1), max="16383", man="1") for row in made)
    breaks[:] = sorted(breaks, key=lambda one: int(one.get("id") or 0))
    breaks.set("count", str(len(breaks)))
    breaks.set("manualBreakCount", str(sum(one.get("man") in _TRUE for one in breaks)))
