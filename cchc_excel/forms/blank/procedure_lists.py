"""The very hidden sheet of lists: every procedure of the catalogue, which spare rows choose from and look up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cchc_excel.catalogue.model import Procedure
from cchc_excel.forms import layout
from cchc_excel.forms.blank.page import Book
from cchc_excel.forms.blank.parts import Form, column_range


class Lists(msgspec.Struct, frozen=True):
    """The catalogue's procedures on the hidden sheet of lists: column 0 codes, 1 names, 2 fields, then flags."""

    procedures: Sequence[Procedure]
    flags: Sequence[str]

    def column(self, position: int) -> str:
        """A column of the list, as a formula of another sheet names it."""
        return column_range(layout.LIST_SHEET, 0, len(self.procedures) - 1, position)


def lists_of(form: Form) -> Lists:
    """Every procedure code of the catalogue, each with its row that counts in the period."""
    catalogue = form.catalogue
    in_force = catalogue.in_force(form.period)
    known = {
        procedure.code: in_force.get(procedure.code) or catalogue.latest(procedure.code)
        for procedure in catalogue.procedures
    }
    return Lists(
        [known[code] or procedure for code, procedure in _by_code(catalogue.procedures)], list(catalogue.flags)
    )


def _by_code(procedures: Iterable[Procedure]) -> list[tuple[str, Procedure]]:
    return sorted({procedure.code: procedure for procedure in procedures}.items())


def write_lists(book: Book, lists: Lists) -> None:
    """The very hidden sheet of lists."""
    sheet = book.sheet(layout.LIST_SHEET)
    for row, procedure in enumerate(lists.procedures):
        texts = [
            procedure.code,
            procedure.name,
            procedure.field,
            *("x" if flag in procedure.flags else "" for flag in lists.flags),
        ]
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(row, column, text)
    sheet.very_hidden()
