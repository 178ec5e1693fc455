"""Where each row of a template sheet landed.

A template's rows fall into stretches: runs of rows with the same enclosing loops, and tag rows, which vanish. A
stretch is written once for each combination of iterations around it; that combination is its path, one number for
each enclosing loop. A reference from a row inside a loop means the copies of its own iteration; from outside it
means all copies.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from cchc_excel.fill.formulas.references import End, Reference
from cchc_excel.fill.ooxml.addresses import MAX_ROW, letters

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


class Iteration(NamedTuple):
    """The loops around a row and which iteration of each it stands in."""

    loops: tuple[int, ...] = ()
    path: tuple[int, ...] = ()


class OwnRow(NamedTuple):
    """Where a formula stands: its row in the template and in the output."""

    row: int
    landed: int


class TooManyPieces(Exception):  # noqa: N818 - says what is the matter; a mistake of its cell
    """A sum would need more arguments than Excel allows."""


OUTSIDE = Iteration()
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

    def _of(self, index: int, iteration: Iteration) -> list[int]:
        """First output rows of a stretch's copies as seen from an iteration, in order."""
        loops = self.stretches[index].loops
        common = 0
        while common < min(len(loops), len(iteration.loops)) and loops[common] == iteration.loops[common]:
            common += 1
        return self._grouped(index, common).get(iteration.path[:common], [])

    def _grouped(self, index: int, depth: int) -> dict[tuple[int, ...], list[int]]:
        key = (index, depth)
        if key not in self._starts:
            grouped: dict[tuple[int, ...], list[int]] = {}
            for path, row in self._copies[index]:
                grouped.setdefault(path[:depth], []).append(row)
            self._starts[key] = grouped
        return self._starts[key]

    def spans(self, first: int, last: int, iteration: Iteration = OUTSIDE) -> tuple[Span, ...]:
        """Output rows of template rows first..last as seen from an iteration: those that touch are joined."""
        key = (first, last, iteration.loops, iteration.path)
        if key not in self._spans:
            spans: list[Span] = []
            for index in range(self._index(first), self._index(last) + 1):
                spans += self._clipped(index, first, last, self._of(index, iteration))
            self._spans[key] = _joined(spans)
        return self._spans[key]

    def _clipped(self, index: int, first: int, last: int, starts: list[int]) -> list[Span]:
        stretch = self.stretches[index]
        if stretch.tag:
            return []
        top, bottom = max(first, stretch.first) - stretch.first, min(last, stretch.last) - stretch.first
        if last >= MAX_ROW and stretch.last >= MAX_ROW:  # down to the last row there is, wherever that row goes
            bottom = MAX_ROW
        return [(min(start + top, MAX_ROW), min(start + bottom, MAX_ROW)) for start in starts]

    def areas(self, first: int, last: int) -> list[tuple[Span, Iteration]]:
        """The rectangle first..last as it is repeated: one span of output rows for each iteration of the loops
        around all of it, with its iteration. An area that reaches over a loop grows with it."""
        inside = range(self._index(first), self._index(last) + 1)
        loops = self.stretches[inside[0]].loops
        for index in inside:
            other = self.stretches[index].loops
            loops = next(loops[:size] for size in range(len(loops), -1, -1) if loops[:size] == other[:size])
        grouped: dict[tuple[int, ...], list[Span]] = {}
        for index in inside:
            for path, starts in self._grouped(index, len(loops)).items():
                grouped.setdefault(path, []).extend(self._clipped(index, first, last, starts))
        areas = [
            ((min(span[0] for span in spans), max(span[1] for span in spans)), Iteration(loops, path))
            for path, spans in grouped.items()
            if spans
        ]
        return sorted(areas)

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

    def beside(self, row: int, own: OwnRow | None) -> int | None:
        """The output row that a formula sees where it points to a tag row next to its own rows: the row above (below)
        them, as if the tag row had never been there. A running total of "the row above" is such a formula."""
        if own is None or not self.is_tag(row):
            return None
        here, target = self._index(own.row), self._index(row)
        between = range(min(here, target) + 1, max(here, target))
        if here == target or any(not self.stretches[index].tag for index in between):
            return None
        stretch = self.stretches[here]
        if stretch.tag:
            return None
        away = own.row - stretch.first if target < here else stretch.last - own.row
        landed = own.landed - away - 1 if target < here else own.landed + away + 1
        return landed if 1 <= landed <= MAX_ROW else None

    def rows_of(self, reference: Reference, iteration: Iteration, own: OwnRow | None = None) -> tuple[Span, ...]:
        """The output rows that a reference to rows of this sheet means, as seen from an iteration of its loops (OUTSIDE
        from everywhere else); none where they are all gone. `own`: the row of the formula, where it is on this
        sheet."""
        reference = reference.ordered()
        start, end = reference.start, reference.end or reference.start
        if start.row is None or end.row is None:
            return ()
        if start.row_fixed != end.row_fixed:
            return self._from_a_fixed_row(start, end, iteration, own)
        seen_from = OUTSIDE if start.row_fixed else iteration
        spans = self.spans(start.row, end.row, seen_from)
        if spans or start.row != end.row:
            return spans
        if (start.row, start.column) in self.carried:
            row, depth = self.carried[start.row, start.column or 0]
            spans = self.spans(row, row, Iteration(seen_from.loops[:depth], seen_from.path[:depth]))
        beside = None if spans or start.row_fixed else self.beside(start.row, own)
        return spans if beside is None else ((beside, beside),)

    def _from_a_fixed_row(self, start: End, end: End, iteration: Iteration, own: OwnRow | None) -> tuple[Span, ...]:
        """The rows between one that is fixed and one that goes with the formula: a running total. Where an end is a tag
        row, it is the row next to the formula's own (`beside`), or next to all of the rows that are repeated."""
        assert start.row is not None and end.row is not None
        heads = self.spans(start.row, end.row, OUTSIDE if start.row_fixed else iteration)
        tails = self.spans(start.row, end.row, OUTSIDE if end.row_fixed else iteration)
        if start.row_fixed:
            last = self.beside(end.row, own) or (tails[-1][1] if tails else None)
            first = heads[0][0] if heads else self._edge(start.row, own)
        else:
            first = self.beside(start.row, own) or (heads[0][0] if heads else None)
            last = tails[-1][1] if tails else self._edge(end.row, own)
        return ((first, last),) if first and last and first <= last else ()

    def _edge(self, row: int, own: OwnRow | None) -> int | None:
        """The output row next to all copies of the rows that a tag row stands above (below), as a formula there sees
        it."""
        starts = self._of(self._index(row), OUTSIDE)
        if own is None or not starts or not self.is_tag(row):
            return None
        return max(1, starts[0] - 1) if row < own.row else starts[-1]

    def moved(self, reference: Reference, iteration: Iteration, own: OwnRow | None = None) -> str:
        """The text of a reference to this sheet; from where it is seen, as for `rows_of`."""
        reference = reference.ordered()
        start, end = reference.start, reference.end
        if start.row is None:
            return reference.text()
        spans = self.rows_of(reference, iteration, own) or ((EMPTY_ROW, EMPTY_ROW),)
        if end is None and (not reference.gathers or spans[0][0] == spans[-1][1]):
            return reference.prefix + _at(start, spans[0][0])
        return self._listed(reference, start, end or start, spans)

    def stretches_of(self, reference: Reference, iteration: Iteration) -> list[str]:
        """The text of a reference to this sheet for each stretch of rows that touch, as seen from an iteration."""
        reference = reference.ordered()
        start, end = reference.start, reference.end or reference.start
        if start.row is None or end.row is None or start.row_fixed != end.row_fixed:
            return [self.moved(reference, iteration)]
        spans = self.spans(start.row, end.row, OUTSIDE if start.row_fixed else iteration)
        if len(spans) > _MOST_STRETCHES:
            raise TooManyPieces
        if len(spans) < 2:
            return [self.moved(reference, iteration)]
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
