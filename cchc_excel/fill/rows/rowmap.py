"""Where each row of a template sheet landed.

A template's rows fall into stretches: runs of rows with the same enclosing loops, and tag rows, which vanish. A
stretch is written once for each combination of iterations around it; that combination is its path, one number for
each enclosing loop. A reference from a row inside a loop means the copies of its own iteration; from outside it
means all copies.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from cchc_excel.fill.formulas.references import MAX_ROW, End, Reference, letters

EMPTY_ROW = 1_000_000
"""A reference to rows that are all gone points here, a row that holds nothing: sums give 0 and the formula stays valid.
(An error such as #REF! would spread; the sheet's very last row would break when somebody inserts a row above.)"""
_MOST_STRETCHES = 250
"""Excel takes at most 255 arguments; some are left for what the author wrote beside."""


class Stretch(NamedTuple):
    """Template rows first..last with the ids of the loops around them, outermost first. A tag row takes no room."""

    first: int
    last: int
    loops: tuple[int, ...]
    tag: bool = False


class Place(NamedTuple):
    """The loops around a row and which iteration of each it stands in."""

    loops: tuple[int, ...] = ()
    path: tuple[int, ...] = ()


class Origin(NamedTuple):
    """Where a formula stands: its row in the template and in the output."""

    row: int
    landed: int


class TooManyPieces(Exception):  # noqa: N818 - a finding, reported as a TemplateError with its cell
    """A sum would need more arguments than Excel allows."""


OUTSIDE = Place()
Span = tuple[int, int]


class RowMap:
    """The copies of every stretch of one sheet; `landed` is called in output order while the sheet is being written."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self.stretches = stretches
        self.carried: dict[tuple[int, int], tuple[int, int]] = {}
        """Cells of tag rows that were written further down: (row, column) -> that row, and how many loops are around
        the tag row."""
        self._firsts = [stretch.first for stretch in stretches]
        self._copies: list[list[tuple[tuple[int, ...], int]]] = [[] for _ in stretches]
        self._starts: dict[tuple[int, int], dict[tuple[int, ...], list[int]]] = {}
        self._spans: dict[tuple[int, int, tuple[int, ...], tuple[int, ...]], tuple[Span, ...]] = {}

    @property
    def moves(self) -> bool:
        """False where every row stayed where it was."""
        return len(self.stretches) > 1

    def landed(self, index: int, path: tuple[int, ...], row: int) -> None:
        """Stretch `index` was written from output row `row` on (a tag row: would have been)."""
        self._copies[index].append((path, row))

    def _index(self, row: int) -> int:
        return bisect_right(self._firsts, row) - 1

    def _of(self, index: int, place: Place) -> list[int]:
        """First output rows of a stretch's copies as seen from a place, in order."""
        loops = self.stretches[index].loops
        common = 0
        while common < min(len(loops), len(place.loops)) and loops[common] == place.loops[common]:
            common += 1
        return self._grouped(index, common).get(place.path[:common], [])

    def _grouped(self, index: int, depth: int) -> dict[tuple[int, ...], list[int]]:
        key = (index, depth)
        if key not in self._starts:
            grouped: dict[tuple[int, ...], list[int]] = {}
            for path, row in self._copies[index]:
                grouped.setdefault(path[:depth], []).append(row)
            self._starts[key] = grouped
        return self._starts[key]

    def spans(self, first: int, last: int, place: Place = OUTSIDE) -> tuple[Span, ...]:
        """Output rows of template rows first..last as seen from a place: stretches of rows that touch are joined."""
        key = (first, last, place.loops, place.path)
        if key not in self._spans:
            found: list[Span] = []
            for index in range(self._index(first), self._index(last) + 1):
                found += self._clipped(index, first, last, self._of(index, place))
            self._spans[key] = _joined(found)
        return self._spans[key]

    def _clipped(self, index: int, first: int, last: int, starts: list[int]) -> list[Span]:
        stretch = self.stretches[index]
        if stretch.tag:
            return []
        top, bottom = max(first, stretch.first) - stretch.first, min(last, stretch.last) - stretch.first
        return [(min(start + top, MAX_ROW), min(start + bottom, MAX_ROW)) for start in starts]

    def areas(self, first: int, last: int) -> list[tuple[Span, Place]]:
        """The rectangle first..last as it is repeated: one span of output rows for each iteration of the loops
        around all of it, with its place. An area that reaches over a loop grows with it."""
        inside = range(self._index(first), self._index(last) + 1)
        loops = self.stretches[inside[0]].loops
        for index in inside:
            other = self.stretches[index].loops
            loops = next(loops[:size] for size in range(len(loops), -1, -1) if loops[:size] == other[:size])
        grouped: dict[tuple[int, ...], list[Span]] = {}
        for index in inside:
            for path, starts in self._grouped(index, len(loops)).items():
                grouped.setdefault(path, []).extend(self._clipped(index, first, last, starts))
        found = [
            ((min(span[0] for span in spans), max(span[1] for span in spans)), Place(loops, path))
            for path, spans in grouped.items()
            if spans
        ]
        return sorted(found)

    def boundary(self, row: int) -> int:
        """The output row that stands where this template row stood (a vanished row: the one that took its place)."""
        index = self._index(row)
        while index >= 0:
            starts = [start for _, start in self._copies[index]]
            if starts:
                stretch = self.stretches[index]
                return starts[0] + (min(row, stretch.last) - stretch.first) if not stretch.tag else starts[0]
            index -= 1
        return row

    def ends(self, row: int) -> list[int]:
        """The output rows that a page break below this template row now stands below (0 is above the first row)."""
        index = self._index(row)
        stretch = self.stretches[index]
        return [start - 1 if stretch.tag else start + row - stretch.first for _, start in self._copies[index]]

    def is_tag(self, row: int) -> bool:
        """Whether a template row holds a tag and vanishes."""
        return self.stretches[self._index(row)].tag

    def repeats(self, first: int, last: int) -> bool:
        """Whether template rows first..last lie within one run of repeated rows."""
        index = self._index(first)
        return index == self._index(last) and bool(self.stretches[index].loops)

    def first_kept(self, first: int, last: int) -> int | None:
        """The first of template rows first..last that the output has."""
        for index in range(self._index(first), self._index(last) + 1):
            stretch = self.stretches[index]
            if not stretch.tag and self._copies[index]:
                return max(first, stretch.first)
        return None

    def beside(self, row: int, origin: Origin | None) -> int | None:
        """The output row that a formula sees where it points to a tag row next to its own rows: the row above (below)
        them, as if the tag row had never been there. A running total of "the row above" is such a formula."""
        if origin is None or not self.is_tag(row):
            return None
        own, target = self._index(origin.row), self._index(row)
        between = range(min(own, target) + 1, max(own, target))
        if own == target or any(not self.stretches[index].tag for index in between):
            return None
        stretch = self.stretches[own]
        if stretch.tag:
            return None
        away = origin.row - stretch.first if target < own else stretch.last - origin.row
        landed = origin.landed - away - 1 if target < own else origin.landed + away + 1
        return landed if 1 <= landed <= MAX_ROW else None

    def rows_of(self, reference: Reference, place: Place, origin: Origin | None = None) -> tuple[Span, ...]:
        """The output rows that a reference to rows of this sheet means, as seen from a place on it (OUTSIDE for every
        other place); none where they are all gone. `origin` is the place's own row, where it is on this sheet."""
        start, end = reference.start, reference.end or reference.start
        if start.row is None or end.row is None:
            return ()
        if start.row_fixed != end.row_fixed:
            heads = self.spans(start.row, end.row, OUTSIDE if start.row_fixed else place)
            tails = self.spans(start.row, end.row, OUTSIDE if end.row_fixed else place)
            last = self.beside(end.row, origin) if start.row_fixed else None
            return ((heads[0][0], last or tails[-1][1]),) if heads and tails else ()
        seen_from = OUTSIDE if start.row_fixed else place
        spans = self.spans(start.row, end.row, seen_from)
        if spans or reference.end is not None:
            return spans
        if (start.row, start.column) in self.carried:
            row, depth = self.carried[start.row, start.column or 0]
            spans = self.spans(row, row, Place(seen_from.loops[:depth], seen_from.path[:depth]))
        beside = None if spans or start.row_fixed else self.beside(start.row, origin)
        return spans if beside is None else ((beside, beside),)

    def moved(self, reference: Reference, place: Place, origin: Origin | None = None) -> str:
        """The text of a reference to this sheet; from where it is seen, as for `rows_of`."""
        start, end = reference.start, reference.end
        if start.row is None:
            return reference.text()
        spans = self.rows_of(reference, place, origin) or ((EMPTY_ROW, EMPTY_ROW),)
        if end is None and (not reference.gathers or spans[0][0] == spans[-1][1]):
            return reference.prefix + _at(start, spans[0][0])
        return self._listed(reference, start, end or start, spans)

    def stretches_of(self, reference: Reference, place: Place) -> list[str]:
        """The text of a reference to this sheet for each stretch of rows that touch, as seen from a place."""
        start, end = reference.start, reference.end or reference.start
        if start.row is None or end.row is None or start.row_fixed != end.row_fixed:
            return [self.moved(reference, place)]
        spans = self.spans(start.row, end.row, OUTSIDE if start.row_fixed else place)
        if len(spans) > _MOST_STRETCHES:
            raise TooManyPieces
        if len(spans) < 2:
            return [self.moved(reference, place)]
        return [f"{reference.prefix}{_at(start, first)}:{_at(end, last)}" for first, last in spans]

    def _listed(self, reference: Reference, start: End, end: End, spans: tuple[Span, ...]) -> str:
        # Copies with other rows between them: a range over all would count those rows too (sub-totals, above all).
        if not reference.lists:
            spans = ((spans[0][0], spans[-1][1]),)
        if len(spans) > _MOST_STRETCHES:
            raise TooManyPieces
        return ",".join(f"{reference.prefix}{_at(start, first)}:{_at(end, last)}" for first, last in spans)


def _at(end: End, row: int) -> str:
    column = "" if end.column is None else ("$" if end.column_fixed else "") + letters(end.column)
    return f"{column}{'$' if end.row_fixed else ''}{row}"


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)
