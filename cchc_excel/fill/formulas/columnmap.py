"""Where the columns of a template stand once those between {%tc %} tags are repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cchc_excel.fill.formulas.references import End, Reference
from cchc_excel.fill.ooxml.addresses import MAX_COLUMN


class ColumnLoop(NamedTuple):
    """Columns that repeat: those of the two tags, which vanish, and how many copies there are of those between."""

    opening: int
    closing: int
    times: int

    @property
    def width(self) -> int:
        """How many columns are repeated."""
        return self.closing - self.opening - 1

    def holds(self, column: int | None) -> bool:
        """Whether a column is one of those repeated."""
        return column is not None and self.opening < column < self.closing


class Copy(NamedTuple):
    """One of the copies of a loop's columns, from 0."""

    loop: ColumnLoop
    number: int


class ColumnMap:
    """The loops of one sheet, from left to right."""

    def __init__(self, loops: Sequence[ColumnLoop]) -> None:
        self.loops = loops

    def copies(self, column: int) -> list[int]:
        """Where a column stands: nowhere, once, or once for each item."""
        shift = 0
        for loop in self.loops:
            if column < loop.opening:
                break
            if loop.holds(column):
                first = shift + column - 1
                return [first + number * loop.width for number in range(loop.times)]
            if column <= loop.closing:
                return []
            shift += loop.times * loop.width - loop.width - 2
        return [column + shift]

    def copy_at(self, column: int) -> Copy | None:
        """The copy that a column belongs to, as columns stand now."""
        shift = 0
        for loop in self.loops:
            within = column - shift - loop.opening
            if within < 0:
                return None
            if within < loop.times * loop.width:
                return Copy(loop, within // loop.width)
            shift += loop.times * loop.width - loop.width - 2
        return None

    def runs(self, first: int, last: int) -> list[tuple[int, int]]:
        """The columns that some columns became, as stretches from left to right."""
        beyond = self.loops[-1].closing + 1
        columns = sorted(at for column in range(first, min(last, beyond) + 1) for at in self.copies(column))
        if last > beyond:  # a whole row, say: what lies behind the loops keeps its order
            columns += [MAX_COLUMN if last == MAX_COLUMN else self.copies(last)[0]]
        found: list[tuple[int, int]] = []
        for at in columns:
            joins = found and (at <= found[-1][1] + 1 or (last > beyond and at == columns[-1]))
            if joins:
                found[-1] = (found[-1][0], at)
            else:
                found.append((at, at))
        return found

    def reference(self, reference: Reference, inside: Copy | None) -> str:
        """A reference to the sheet as it is written once columns moved; `inside`: the copy that its formula stands
        in."""
        start, end = reference.start.column, (reference.end or reference.start).column
        if start is None or end is None:
            return reference.text()
        if inside is not None and inside.loop.holds(start) and inside.loop.holds(end):
            at = [(self.copies(start)[inside.number], self.copies(end)[inside.number])]
        else:
            at = self.runs(min(start, end), max(start, end))
        if not at:
            return f"{reference.prefix}#REF!"
        if reference.end is None and not reference.gathers:
            at = [(at[0][0], at[0][0])]
        elif len(at) > 1 and not reference.lists:
            at = [(at[0][0], at[-1][1])]
        return ",".join(_written(reference, first, last) for first, last in at)


def _written(reference: Reference, first: int, last: int) -> str:
    start, end = _at(reference.start, first), _at(reference.end or reference.start, last)
    alone = reference.end is None and first == last
    return reference.prefix + (start if alone else f"{start}:{end}")


def _at(end: End, column: int) -> str:
    return End(column, end.row, end.column_fixed, end.row_fixed).text()
