"""A sheet of the catalogue as records: headings in row 1, then data rows; every value knows its cell."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import TypeVar

from cchc_excel.catalogue.near_names import near_name
from cchc_excel.model.records import CellValue, RawForm, RawSheet, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Location, Problem
from cchc_excel.values import clean_text, fold, read_date, read_decimal

Choice = TypeVar("Choice", bound=enum.StrEnum)
NOTE = "ghi chú"
_MOST_DECIMALS = 6
FILE_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_\-]*")
"""Codes that become file and folder names on every system."""


class Record:
    """One data row. Readers return the value, or None (or "") and add a Problem with the cell to the shared list."""

    def __init__(self, table: Table, row: int) -> None:
        self._table, self._row = table, row

    def where(self, heading: str) -> Location:
        """The cell of a heading in this row."""
        return self._table.where(self._row, heading)

    def report(self, heading: str, kind: Kind, **fields: object) -> None:
        """Add a Problem at the cell of a heading."""
        self._table.problems.append(kind(self.where(heading), **fields))

    def is_told(self, heading: str) -> bool:
        """Whether a Problem stands at the cell of a heading already: what follows from it is not told too."""
        at = self.where(heading)
        return any((one.sheet, one.cell) == (at.sheet, at.cell) for one in self._table.problems)

    def _report_blank(self, heading: str) -> None:
        """A value that is needed is not there; one that could not be read has been told and is no blank."""
        if not self.is_told(heading):
            self.report(heading, kinds.CATALOGUE_BLANK, title=heading)

    def raw(self, heading: str) -> CellValue:
        """The cell as read; a formula is a Problem, since a value is wanted."""
        column = self._table.columns.get(heading)
        if column is None:
            return None  # a heading that older catalogues do not have
        if (self._row, column) in (self._table.sheet.formulas or ()):
            if not self.is_told(heading):  # the same cell is asked for more than once
                self.report(heading, kinds.CATALOGUE_FORMULA)
            return None
        return self._table.sheet.cell(self._row, column)

    def text(self, heading: str) -> str:
        """Free text, "" where blank."""
        return clean_text(self.raw(heading))

    def merged_text(self, heading: str) -> str:
        """Free text, which holds for every row of the merged cells that it stands in."""
        own = self.text(heading)
        column = self._table.columns.get(heading)
        if own or column is None:
            return own
        top = self._table.sheet.top_of(self._row, column)
        return clean_text(self._table.sheet.cell(top, column)) if top else ""

    def code(self, heading: str) -> str:
        """A code, expression or requirement, typed as text: "2.001330" as a number would have lost its zeros."""
        value = self.raw(heading)
        if value is not None and not isinstance(value, str):
            self.report(heading, kinds.CATALOGUE_NOT_TEXT, value=clean_text(value))
            return ""
        return clean_text(value)

    def needed(self, heading: str) -> str:
        """A code that may not be blank."""
        value = self.code(heading)
        if not value:
            self._report_blank(heading)
        return value

    def names(self, heading: str) -> list[str]:
        """A list of codes or names, separated by ";"."""
        return [part.strip() for part in self.code(heading).split(";") if part.strip()]

    def date(self, heading: str) -> dt.date | None:
        """A day, None where blank."""
        value = self.raw(heading)
        day, kind = read_date(value)
        if kind:
            self.report(heading, kind, value=clean_text(value))
        return day

    def needed_date(self, heading: str) -> dt.date | None:
        """A day that may not be blank."""
        day = self.date(heading)
        if day is None:
            self._report_blank(heading)
        return day

    def number(self, heading: str) -> Fraction | None:
        """An exact number, typed as a number or as text with a decimal comma; None where blank."""
        value = self.raw(heading)
        if value is None or value == "":
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Fraction(repr(value))
        number = read_decimal(clean_text(value))
        if number is None:
            self.report(heading, kinds.CATALOGUE_NOT_NUMBER, value=clean_text(value))
        return number

    def decimals(self, heading: str, default: int) -> int:
        """How many decimals a number is shown or typed with: a whole number up to six; the default where blank."""
        digits = self.number(heading)
        if digits is not None and (digits.denominator != 1 or not 0 <= digits <= _MOST_DECIMALS):
            self.report(heading, kinds.CATALOGUE_NOT_NUMBER, value=digits)
        return default if digits is None else int(digits)

    def choice(self, heading: str, choices: type[Choice], default: Choice | None = None) -> Choice | None:
        """One of the words of an enumeration; the default where blank."""
        if default is not None and not self.text(heading):
            return default
        word = self.word(heading, [one.value for one in choices])
        return None if word is None else choices(word)

    def word(self, heading: str, words: Collection[str]) -> str | None:
        """One of some words, as they are spelt here; another word, or a blank cell, is a Problem and reads as None."""
        typed = self.text(heading)
        known = {fold(word): word for word in words}
        if not typed:
            self._report_blank(heading)
        elif fold(typed) not in known:
            self.report(heading, kinds.CATALOGUE_CHOICE, value=typed, known="; ".join(words))
        return known.get(fold(typed))


class Table:
    """One sheet: its headings and its records (rows with anything in them). Problems go to the list given; `optional`:
    headings that may be absent."""

    def __init__(
        self, file: str, sheet: RawSheet, headings: Sequence[str], found: list[Problem], optional: Sequence[str] = ()
    ) -> None:
        self.file, self.sheet, self.problems, self._optional = file, sheet, found, optional
        titles = [clean_text(value) for value in (sheet.rows[0] if sheet.rows else [])]
        by_fold = {fold(title): at for at, title in reversed(list(enumerate(titles))) if title}
        self.columns: dict[str, int] = {}
        for heading in (*headings, *optional):
            if fold(heading) in by_fold:
                self.columns[heading] = by_fold[fold(heading)]
        self.complete = self._check_headings(headings, titles)
        self.further = [
            title for title in titles if title and fold(title) not in {fold(one) for one in (*headings, *optional)}
        ]
        for title in self.further:
            self.columns[title] = by_fold[fold(title)]

    def _check_headings(self, headings: Sequence[str], titles: Sequence[str]) -> bool:
        missing = [one for one in headings if one not in self.columns and one != NOTE]
        for heading in missing:
            hint = near_name(heading, filter(None, titles))
            where = Location(self.file, self.sheet.name, "A1")
            self.problems.append(kinds.CATALOGUE_HEADING(where, title=heading, hint=hint))
        return not missing

    def unused(self) -> set[int]:
        """Columns that may be absent and hold nothing."""
        columns = [self.columns[heading] for heading in self._optional if heading in self.columns]
        rows = range(1, len(self.sheet.rows))
        return {at for at in columns if not any(clean_text(self.sheet.cell(row, at)) for row in rows)}

    def where(self, row: int, heading: str) -> Location:
        return Location(self.file, self.sheet.name, address(row, self.columns[heading]))

    def records(self) -> list[Record]:
        """The data rows, in order; rows with nothing under the headings are passed over."""
        if not self.complete:
            return []
        columns = set(self.columns.values())
        rows = range(1, len(self.sheet.rows))
        return [Record(self, row) for row in rows if any(clean_text(self.sheet.cell(row, at)) for at in columns)]


def read_file_code(record: Record) -> str:
    """The code of a row, which becomes a file's or a folder's name; "" with a Problem where it cannot."""
    code = record.needed("mã")
    if code and not FILE_CODE.fullmatch(code):
        record.report("mã", kinds.CATALOGUE_CODE, code=code)
        return ""
    return code


def find_sheet(raw: RawForm, name: str) -> RawSheet | None:
    """The sheet of a name, ignoring case and spaces."""
    return next((sheet for sheet in raw.sheets if fold(sheet.name) == fold(name)), None)


def first_time(seen: dict[str, Record], record: Record, heading: str, code: str) -> bool:
    """Whether a code is new among those `seen` (and now seen); a repeat is reported with both cells."""
    known = seen.setdefault(code, record)
    if known is not record:
        record.report(heading, kinds.CATALOGUE_TWICE, code=code, other=known.where(heading).cell)
    return known is record
