"""Cell references inside formulas: found once for each formula text, then rewritten for each place it lands.

Strings, structured references ("Bảng1[Cột]"), names, function names and links to other workbooks are left as they are.
Grammar: ECMA-376 part 1, 18.17.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import msgspec

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_VARIADIC = frozenset({
    "SUM", "COUNT", "COUNTA", "AVERAGE", "AVERAGEA", "MIN", "MAX", "MINA", "MAXA", "PRODUCT", "SUBTOTAL", "AGGREGATE",
    "MEDIAN", "STDEV", "STDEVP", "VAR", "VARP", "STDEV.S", "STDEV.P", "VAR.S", "VAR.P", "SUMSQ", "TEXTJOIN", "CONCAT",
    "AND", "OR",
})  # fmt: skip
"""Functions that take any number of references, so copies that do not touch can be listed one after another."""
_AGGREGATES = _VARIADIC | {
    "COUNTBLANK", "SUMPRODUCT", "SUMIF", "SUMIFS", "COUNTIF", "COUNTIFS", "AVERAGEIF", "AVERAGEIFS", "MINIFS", "MAXIFS",
    "LARGE", "SMALL",
}  # fmt: skip
"""Functions in which one cell of a repeated row, as an argument by itself, means all copies of it."""

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_TOKEN = re.compile(
    rf"""
    (?P<string>"(?:[^"]|"")*")
  | (?P<external>\[\d+\][^\s!'"(),;]*!(?:{_CELL}(?::{_CELL})?|[\w.]+))
  | (?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?
    (?P<ref>{_CELL}(?::{_CELL})?|\$?[1-9]\d{{0,6}}:\$?[1-9]\d{{0,6}}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})
    (?![\w(.!\[])
  | (?P<bracket>\[(?:[^\[\]]|\[[^\[\]]*\])*\])
  | (?P<quoted>'(?:[^']|'')*')
  | (?P<call>[^\W\d][\w.]*\()
  | (?P<word>[\w.\\?$]+)
  | (?P<mark>[(),;])
    """,
    re.VERBOSE,
)
_END = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")


class End(msgspec.Struct, frozen=True):
    """One corner of a reference; column or row is None in whole rows and whole columns. Both are counted from 1."""

    column: int | None
    row: int | None
    column_fixed: bool = False
    row_fixed: bool = False

    def text(self) -> str:
        """As written in a formula."""
        column = "" if self.column is None else ("$" if self.column_fixed else "") + letters(self.column)
        return column if self.row is None else f"{column}{'$' if self.row_fixed else ''}{self.row}"


class Reference(msgspec.Struct, frozen=True):
    """A reference in a formula. `sheet` is the name without quotes (None: the formula's own), `prefix` as written
    with "!".

    `gathers`: it is an argument by itself of an aggregate function; `lists`: that function takes any number of
    arguments.
    """

    prefix: str
    sheet: str | None
    start: End
    end: End | None
    gathers: bool = False
    lists: bool = False

    def text(self) -> str:
        """As written in a formula."""
        return self.prefix + self.start.text() + ("" if self.end is None else f":{self.end.text()}")


Rewrite: TypeAlias = Callable[[Reference], str]


def letters(column: int) -> str:
    """letters(28) is "AB"."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@lru_cache(maxsize=20_000)
def column_number(text: str) -> int:
    """column_number("AB") is 28."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


def split_address(text: str) -> tuple[int, int]:
    """Row and column, from 1, of "AB12" (dollar signs are ignored)."""
    plain = text.replace("$", "")
    head = plain.rstrip("0123456789")
    return int(plain[len(head) :]), column_number(head)


def split_area(text: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of "A1:B2" or "A1"."""
    first, _, last = text.partition(":")
    row, column = split_address(first)
    end_row, end_column = split_address(last) if last else (row, column)
    return row, column, end_row, end_column


def area_text(row: int, column: int, end_row: int, end_column: int) -> str:
    """ "A1:B2", or "A1" for one cell."""
    first = f"{letters(column)}{row}"
    return first if (row, column) == (end_row, end_column) else f"{first}:{letters(end_column)}{end_row}"


@lru_cache(maxsize=4096)
def parse(formula: str) -> tuple[str | Reference, ...]:
    """A formula as pieces of text and the references between them; joined they give the formula again."""
    pieces: list[str | Reference] = []
    calls: list[str] = []
    done = 0
    for token in _TOKEN.finditer(formula):
        kind = token.lastgroup
        if kind == "call":
            calls.append(token.group()[:-1].upper().removeprefix("_XLFN."))
        elif kind == "mark" and token.group() == "(":
            calls.append("")
        elif kind == "mark" and token.group() == ")" and calls:
            calls.pop()
        if kind != "ref":
            continue
        alone = _alone(formula, token.start(), token.end())
        reference = _reference(token.group("sheet"), token.group("ref"), calls[-1] if calls and alone else "")
        if reference is not None:
            pieces += [formula[done : token.start()], reference]
            done = token.end()
    return (*pieces, formula[done:])


def sheet_ranges(formula: str) -> list[tuple[str, str]]:
    """The first and last sheets of references through several sheets ('Một:Ba'!A1)."""
    if ":" not in formula or "!" not in formula:
        return []
    found = []
    for token in _TOKEN.finditer(formula):
        name = (token.group("sheet") or "").strip("'").replace("''", "'")
        if ":" in name and "[" not in name:
            first, _, last = name.partition(":")
            found.append((first, last))
    return found


def _alone(formula: str, start: int, end: int) -> bool:
    before, after = formula[:start].rstrip()[-1:], formula[end:].lstrip()[:1]
    return before in ("(", ",", ";") and after in (")", ",", ";")


def _reference(sheet: str | None, text: str, call: str) -> Reference | None:
    name = None
    if sheet is not None:
        name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if "[" in name or ":" in name:  # another workbook, or several sheets at once
            return None
    first, _, last = text.partition(":")
    start, end = _end(first), _end(last) if last else None
    if start is None or (last and end is None):
        return None
    prefix = "" if sheet is None else f"{sheet}!"
    return Reference(prefix, name, start, end, call in _AGGREGATES, call in _VARIADIC)


def _end(text: str) -> End | None:
    match = _END.fullmatch(text)
    if match is None:
        return None
    dollar, column, row_dollar, row = match.groups()
    number = column_number(column) if column else None
    if (number or 0) > MAX_COLUMN or int(row or 0) > MAX_ROW:
        return None
    fixed = bool(row_dollar) if column else bool(dollar)
    return End(number, int(row) if row else None, bool(dollar) if column else False, fixed)


def rewrite(formula: str, change: Rewrite) -> str:
    """The formula with each reference replaced by what `change` returns for it."""
    pieces = parse(formula)
    if len(pieces) == 1:
        return formula
    return "".join(piece if isinstance(piece, str) else change(piece) for piece in pieces)


def references(formula: str) -> list[Reference]:
    """The references of a formula, in order."""
    return [piece for piece in parse(formula) if isinstance(piece, Reference)]


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula as Excel copies it: relative references move by so many rows and columns (a cell of a shared
    formula)."""

    def move(reference: Reference) -> str:
        ends = [_shift(reference.start, rows, columns)]
        if reference.end is not None:
            ends.append(_shift(reference.end, rows, columns))
        if any(end is None for end in ends):
            return f"{reference.prefix}#REF!"
        return reference.prefix + ":".join(end.text() for end in ends if end is not None)

    return rewrite(formula, move)


def _shift(end: End, rows: int, columns: int) -> End | None:
    row = end.row if end.row is None or end.row_fixed else end.row + rows
    column = end.column if end.column is None or end.column_fixed else end.column + columns
    if (row is not None and not 1 <= row <= MAX_ROW) or (column is not None and not 1 <= column <= MAX_COLUMN):
        return None
    return msgspec.structs.replace(end, row=row, column=column)
