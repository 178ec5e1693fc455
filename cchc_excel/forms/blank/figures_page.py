"""Sheet Số liệu while it is written: its columns, where its figures stand, and its headings, notes and sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.in_words import in_words
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.page import Page
from cchc_excel.forms.blank.parts import Derived, Form, code
from cchc_excel.forms.blank.procedures_sheet import ProcedureSums
from cchc_excel.forms.blank.visible import Visible

VERDICT = "#dat"
"""A helper column: whether a ratio meets its requirement."""
REST = layout.NOT_DATA
"""The row code of every row below the figures: never data."""
NOT_REPORTED = "Chưa có số liệu"


class At:
    """Columns of the sheet: those of the form, the white at the right of the notes, the gap before the ratios."""

    NAME, COUNTED, VALUE, PREVIOUS, NOTE, EDGE, GAP = range(1, 8)


class FiguresPage(msgspec.Struct):
    """The sheet being written. `sums`: what sheet TTHC adds up to, if there is one; `derived`: figures that the program
    derives; `spots`: unit figure -> the address of its cell."""

    form: Form
    page: Page
    visible: Visible
    sums: ProcedureSums | None
    derived: Sequence[Derived]
    spots: dict[str, str] = {}

    def number(self, name: str) -> str:
        """A unit figure as an Excel number: a blank counts 0."""
        return f"N({self.spots[name]})"

    def excel(self, expression: Expression) -> str:
        """An expression of unit figures, with tong/dem of procedures, as an Excel expression."""
        return expression.excel(self.number, self.sums.of if self.sums else None)

    def blanks(self, names: Iterable[str]) -> list[str]:
        """For each typed figure of some names, in turn of computed ones, an Excel test whether it is blank; for those
        that are derived from answers, whether there is none."""
        derived = {code: one.unanswered for one in self.derived for code in one.counts}
        tests: dict[str, None] = {}
        for spec in self.visible.figures:
            if spec.code in set(names):
                if spec.formula:
                    tests |= dict.fromkeys(self.blanks(spec.formula.names))
                elif derived.get(spec.code):
                    tests[derived[spec.code]] = None
                elif spec.typed:
                    tests[f'{self.spots[spec.code]}=""'] = None
        return list(tests)

    def unless_blank(self, names: Iterable[str], text: str, value: str) -> str:
        """An Excel value; the text in its place while a typed figure of these names is blank."""
        blanks = self.blanks(names)
        return f'IF(OR({",".join(blanks)}),"{text}",{value})' if blanks else value

    def in_words(self, expression: Expression) -> str:
        """An expression as people read it."""
        return in_words(expression, self.form.catalogue.figures)

    def head(self, row: int, titles: Sequence[str], last: str) -> None:
        """A heading row; its last title is that of all columns that are left."""
        for position, title in enumerate(titles, start=1):
            self.page.text(row, position, title, styles.HEAD)
        self.page.wide(row, len(titles) + 1, At.EDGE, last, styles.HEAD)

    def note(self, row: int, first: int, text: str) -> None:
        """A text from a column to the right border, with the margin before it."""
        self.page.wide(row, first, At.NOTE, text, msgspec.structs.replace(styles.MESSAGE, open_side="right"))
        self.page.text(row, At.EDGE, "", msgspec.structs.replace(styles.MESSAGE, open_side="left"))

    def section(self, row: int, title: str) -> int:
        """A blank row, then a section's title; returns the row after it."""
        code(self.page, row, REST)
        self.page.tall(row, 10)
        code(self.page, row + 1, REST)
        self.page.wide(row + 1, 1, At.NOTE, title, styles.SECTION)
        return row + 2
