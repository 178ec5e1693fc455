"""The very hidden sheet of lists: every procedure of the catalogue, which spare rows choose from and look up."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cchc_excel.catalogue.unit_model import Procedure
from cchc_excel.forms import layout
from cchc_excel.forms.blank.page import Book
from cchc_excel.forms.blank.parts import Form, column_range


class Lists(msgspec.Struct, frozen=True):
    """The catalogue's procedures on the hidden sheet of lists: column 0 codes, 1 names, 2 fields, then flags. The first
    `in_force` of them are in force in the period."""

    procedures: Sequence[Procedure]
    in_force: int
    flags: Sequence[str]

    def column(self, position: int) -> str:
        """A column of the list, as a formula of another sheet names it."""
        return column_range(layout.LIST_SHEET, 0, len(self.procedures) - 1, position)


def lists_of(form: Form) -> Lists:
    """Every procedure code of the catalogue, each with its row that counts in the period; those in force first, which
    are chosen more often, and counted."""
    catalogue = form.catalogue
    in_force = catalogue.in_force(form.period)
    codes = sorted({one.code for one in catalogue.procedures}, key=lambda code: (code not in in_force, code))
    rows = [in_force.get(code) or catalogue.latest(code) for code in codes]
    return Lists([one for one in rows if one], len(in_force), list(catalogue.flags))


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
