"""Formulas that follow the rows they point at, in whatever sheet they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_excel.fill.formulas.references import (
    LONGEST_FORMULA,
    Call,
    Reference,
    Rewrite,
    references,
    rewrite,
    sheet_ranges,
)
from cchc_excel.fill.formulas.rowmap import OUTSIDE, Iteration, OwnRow, RowMap, TooManyPieces
from cchc_excel.fill.messages import Message
from cchc_excel.fill.mistakes import Mistakes


class Mover:
    """The row maps of all sheets, and formulas rewritten by them."""

    def __init__(self, maps: Mapping[str, RowMap], order: Sequence[str], mistakes: Mistakes) -> None:
        """`maps`: by name of their sheet; `order`: the names of all sheets as the workbook lists them."""
        self.mistakes = mistakes
        self._maps = {name.casefold(): rows for name, rows in maps.items() if rows.moves}
        self._order = [name.casefold() for name in order]

    @property
    def moves(self) -> bool:
        """Whether any row of any sheet moved."""
        return bool(self._maps)

    def formula(
        self, text: str, sheet: str | None, iteration: Iteration = OUTSIDE, cell: str = "", own: OwnRow | None = None
    ) -> str:
        """A formula (without "=") that stands on a sheet (None: nowhere, as a name) with its references moved.
        `iteration`: of the loops around it; `cell`: its address in the template, for messages; `own`: its row before
        and after. Mistakes are noted."""
        for first, last in sheet_ranges(text):
            if self._between(first, last):
                self.mistakes.add(sheet or "", cell, f"={text}", Message.SEVERAL_SHEETS(first=first, last=last))
        try:
            moved = rewrite(
                text, self._rewrite(sheet, iteration, own), lambda call: self._taken_apart(call, sheet, iteration)
            )
            if len(moved) > LONGEST_FORMULA >= len(text):
                raise TooManyPieces
            return moved
        except TooManyPieces:
            self.mistakes.add(sheet or "", cell, f"={text}", Message.TOO_MANY_GROUPS())
            return text

    def is_gone(self, area: str) -> bool:
        """Whether an area (of a print area, of print titles) has lost every row."""
        return any(
            rows is not None and reference.start.row is not None and not rows.rows_of(reference, OUTSIDE)
            for reference in references(area)
            for rows in [self._maps.get((reference.sheet or "").casefold())]
        )

    def stretches(self, reference: Reference, sheet: str | None, iteration: Iteration = OUTSIDE) -> list[str]:
        """A reference once for each stretch of rows that touch."""
        target = sheet if reference.sheet is None else reference.sheet
        rows = None if target is None else self._maps.get(target.casefold())
        if rows is None:
            return [reference.text()]
        own = sheet is not None and sheet.casefold() == (target or "").casefold()
        return rows.stretches_of(reference, iteration if own else OUTSIDE)

    def _taken_apart(self, call: Call, sheet: str | None, iteration: Iteration) -> str | None:
        """COUNTIF and its like over copies with other rows between them, as the sum over each stretch of copies: a
        range over all would count those rows too. None where the call stays one."""
        parts = {
            number: self.stretches(piece, sheet, iteration)
            for number, piece in enumerate(call.pieces)
            if isinstance(piece, Reference) and not piece.lists
        }
        counts = {len(stretches) for stretches in parts.values()} - {1}
        if len(counts) != 1:
            return None
        for number, stretches in parts.items():
            piece = call.pieces[number]
            if len(stretches) > 1 and isinstance(piece, Reference) and not piece.apart:
                return None
        change = self._rewrite(sheet, iteration, None)

        def once(turn: int) -> str:
            written = []
            for number, piece in enumerate(call.pieces):
                if isinstance(piece, str):
                    written.append(piece)
                elif number in parts and len(parts[number]) > 1:
                    written.append(parts[number][turn])
                else:
                    written.append(change(piece))
            return "".join(written)

        return f"({'+'.join(once(turn) for turn in range(counts.pop()))})"

    def _between(self, first: str, last: str) -> bool:
        """Whether rows of a sheet from the first to the last moved."""
        ends = [first.casefold(), last.casefold()]
        if any(end not in self._order for end in ends):
            return False
        low, high = sorted(self._order.index(end) for end in ends)
        return any(name in self._maps for name in self._order[low : high + 1])

    def _rewrite(self, sheet: str | None, iteration: Iteration, own_row: OwnRow | None) -> Rewrite:
        own = None if sheet is None else sheet.casefold()

        def change(reference: Reference) -> str:
            target = own if reference.sheet is None else reference.sheet.casefold()
            rows = None if target is None else self._maps.get(target)
            if rows is None:
                return reference.text()
            return rows.moved(reference, iteration, own_row) if target == own else rows.moved(reference, OUTSIDE)

        return change
