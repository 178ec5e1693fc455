"""Formulas that follow the rows they point at, in whatever sheet they stand."""

from __future__ import annotations

from cchc_excel.fill.errors import Mistakes
from cchc_excel.fill.formulas.references import (
    LONGEST_FORMULA,
    Call,
    Reference,
    Rewrite,
    references,
    rewrite,
    sheet_ranges,
)
from cchc_excel.fill.rows.rowmap import OUTSIDE, Origin, Place, RowMap, TooManyPieces


class Mover:
    """The row maps of all sheets, and formulas rewritten by them."""

    def __init__(self, maps: dict[str, RowMap], order: list[str], mistakes: Mistakes) -> None:
        self._maps = {name.casefold(): found for name, found in maps.items() if found.moves}
        self._order = [name.casefold() for name in order]
        self._mistakes = mistakes

    @property
    def moves(self) -> bool:
        """Whether any row of any sheet moved."""
        return bool(self._maps)

    def formula(
        self, text: str, sheet: str | None, place: Place = OUTSIDE, cell: str = "", origin: Origin | None = None
    ) -> str:
        """A formula that stands on a sheet (None: nowhere, as a name) with its references moved. `cell` is its address
        in the template, for messages; `origin` its row before and after."""
        for first, last in sheet_ranges(text):
            if self._between(first, last):
                message = f"công thức lấy qua nhiều sheet ({first}:{last}) mà hàng của chúng bị dời; ghi từng sheet một"
                self._mistakes.add(sheet or "", cell, f"={text}", message)
        try:
            moved = rewrite(
                text, self._rewrite(sheet, place, origin), lambda call: self._taken_apart(call, sheet, place)
            )
            if len(moved) > LONGEST_FORMULA >= len(text):
                raise TooManyPieces
            return moved
        except TooManyPieces:
            message = "công thức cộng qua quá nhiều nhóm rời nhau (hơn 250); cộng trong từng nhóm ở một cột riêng"
            self._mistakes.add(sheet or "", cell, f"={text}", message)
            return text

    def is_gone(self, text: str) -> bool:
        """Whether an area (of a print area, of print titles) has lost every row."""
        return any(
            rows is not None and reference.start.row is not None and not rows.rows_of(reference, OUTSIDE)
            for reference in references(text)
            for rows in [self._maps.get((reference.sheet or "").casefold())]
        )

    def stretches(self, reference: Reference, sheet: str | None, place: Place = OUTSIDE) -> list[str]:
        """A reference once for each stretch of rows that touch."""
        target = sheet if reference.sheet is None else reference.sheet
        found = None if target is None else self._maps.get(target.casefold())
        if found is None:
            return [reference.text()]
        own = sheet is not None and sheet.casefold() == (target or "").casefold()
        return found.stretches_of(reference, place if own else OUTSIDE)

    def _taken_apart(self, call: Call, sheet: str | None, place: Place) -> str | None:
        """COUNTIF and its like over copies with other rows between them, as the sum over each stretch of copies: a
        range over all would count those rows too. None where the call stays one."""
        parts = {
            number: self.stretches(piece, sheet, place)
            for number, piece in enumerate(call.pieces)
            if isinstance(piece, Reference) and not piece.lists
        }
        counts = {len(found) for found in parts.values()} - {1}
        if len(counts) != 1:
            return None
        for number, found in parts.items():
            piece = call.pieces[number]
            if len(found) > 1 and isinstance(piece, Reference) and not piece.apart:
                return None
        change = self._rewrite(sheet, place, None)

        def once(turn: int) -> str:
            said = []
            for number, piece in enumerate(call.pieces):
                if isinstance(piece, str):
                    said.append(piece)
                elif number in parts and len(parts[number]) > 1:
                    said.append(parts[number][turn])
                else:
                    said.append(change(piece))
            return "".join(said)

        return f"({'+'.join(once(turn) for turn in range(counts.pop()))})"

    def _between(self, first: str, last: str) -> bool:
        """Whether rows of a sheet from the first to the last moved."""
        ends = [first.casefold(), last.casefold()]
        if any(end not in self._order for end in ends):
            return False
        low, high = sorted(self._order.index(end) for end in ends)
        return any(name in self._maps for name in self._order[low : high + 1])

    def _rewrite(self, sheet: str | None, place: Place, origin: Origin | None) -> Rewrite:
        own = None if sheet is None else sheet.casefold()

        def change(reference: Reference) -> str:
            target = own if reference.sheet is None else reference.sheet.casefold()
            found = None if target is None else self._maps.get(target)
            if found is None:
                return reference.text()
            return found.moved(reference, place, origin) if target == own else found.moved(reference, OUTSIDE)

        return change
