"""Cell references inside formulas: found once for each formula text, then rewritten for each place it lands.

Strings, structured references ("Bảng1[Cột]"), names, function names and links to other workbooks are left as they are.
Grammar: ECMA-376 part 1, 18.17.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import msgspec

from cchc_excel.fill.ooxml.addresses import MAX_COLUMN, MAX_ROW, column_number, letters

LONGEST_FORMULA = 8192

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

_ELEMENTWISE = frozenset({
    "", "N", "IF", "NOT", "ABS", "ROUND", "INT", "MOD", "SIGN", "VALUE", "ISNUMBER", "ISTEXT", "ISBLANK", "ISERROR",
    "EXACT", "LEFT", "RIGHT", "MID", "LEN", "TRIM", "DAY", "MONTH", "YEAR",
})  # fmt: skip
"""What SUMPRODUCT may hold around a range that is taken apart: functions of one cell at a time, and brackets."""
_RANGES: dict[str, Callable[[int], bool]] = {
    "SUMPRODUCT": lambda argument: argument >= 0,
    "COUNTBLANK": lambda argument: argument == 0,
    "COUNTIF": lambda argument: argument == 0,
    "SUMIF": lambda argument: argument != 1,
    "COUNTIFS": lambda argument: argument % 2 == 0,
    "SUMIFS": lambda argument: argument == 0 or argument % 2 == 1,
}
"""Functions whose value over rows that do not touch is the sum of their values over each stretch of rows, though they
take no list of ranges: and which of their arguments, from 0, are ranges."""

CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_TOKEN = re.compile(
    rf"""
    (?P<string>"(?:[^"]|"")*")
  | (?P<external>\[\d+\][^\s!'"(),;]*!(?:{CELL}(?::{CELL})?|[\w.]+))
  | (?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?
    (?P<ref>{CELL}(?::(?:(?P=sheet)!)?{CELL})?|\$?[1-9]\d{{0,6}}:\$?[1-9]\d{{0,6}}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})
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
    arguments; `apart`: in a Call, it is taken one stretch of rows at a time.
    """

    prefix: str
    sheet: str | None
    start: End
    end: End | None
    gathers: bool = False
    lists: bool = False
    apart: bool = False

    def text(self) -> str:
        """As written in a formula."""
        return self.prefix + self.start.text() + ("" if self.end is None else f":{self.end.text()}")

    def ordered(self) -> Reference:
        """The same area with its first row and column first: "A3:A1" is written in either order."""
        start, end = self.start, self.end
        if end is None:
            return self
        if start.row is not None and end.row is not None and start.row > end.row:
            start, end = _with_row_of(start, end), _with_row_of(end, start)
        if start.column is not None and end.column is not None and start.column > end.column:
            start, end = _with_row_of(end, start), _with_row_of(start, end)
        return self if start is self.start else msgspec.structs.replace(self, start=start, end=end)

    @property
    def is_relative(self) -> bool:
        """Whether one of its rows depends on where it is used."""
        return any(end.row is not None and not end.row_fixed for end in (self.start, self.end or self.start))


def _with_row_of(end: End, other: End) -> End:
    return msgspec.structs.replace(end, row=other.row, row_fixed=other.row_fixed)


class Call(NamedTuple):
    """A call of a function that is additive over rows (SUMPRODUCT, COUNTIF …), with the references in it."""

    pieces: tuple[str | Reference, ...]


Rewrite: TypeAlias = Callable[[Reference], str]
Piece: TypeAlias = str | Reference | Call


class _Open(msgspec.Struct):
    """A bracket that is open: the function before it, its first piece, which of its arguments is being read, and
    whether it can be taken apart (so far)."""

    name: str
    first: int
    argument: int = 0
    apart: bool = False


@lru_cache(maxsize=4096)
def parse(formula: str) -> tuple[Piece, ...]:
    """A formula as pieces of text, the references between them, and calls that hold references; joined they give the
    formula again."""
    return _Parser(formula).pieces()


class _Parser:
    def __init__(self, formula: str) -> None:
        self.formula = formula
        self.parts: list[Piece] = []
        self.open: list[_Open] = []
        self.done = 0

    def pieces(self) -> tuple[Piece, ...]:
        for token in _TOKEN.finditer(self.formula):
            if token.lastgroup == "call":
                self._opened(token.group()[:-1].upper().removeprefix("_XLFN."), token.start())
            elif token.lastgroup == "mark":
                self._mark(token)
            elif token.lastgroup == "ref":
                self._reference(token)
        return (*self.parts, self.formula[self.done :])

    def _until(self, position: int) -> None:
        self.parts.append(self.formula[self.done : position])
        self.done = position

    def _opened(self, name: str, start: int) -> None:
        inside = any(each.name in _RANGES for each in self.open)
        if name in _RANGES and inside:  # an array of counts, as a rule: neither can be taken apart
            for each in self.open:
                each.apart = False
        apart = name in _RANGES and not inside
        if apart:
            self._until(start)
        self.open.append(_Open(name, len(self.parts), apart=apart))

    def _mark(self, token: re.Match[str]) -> None:
        if token.group() == "(":
            self._opened("", token.start())
        elif token.group() != ")":
            if self.open:
                self.open[-1].argument += 1
        elif self.open:
            closed = self.open.pop()
            if closed.apart and len(self.parts) > closed.first:
                self._until(token.end())
                inner = tuple(piece for piece in self.parts[closed.first :] if not isinstance(piece, Call))
                self.parts[closed.first :] = [Call(inner)]

    def _reference(self, token: re.Match[str]) -> None:
        alone = _alone(self.formula, token.start(), token.end())
        call = self.open[-1].name if self.open and alone else ""
        apart = self._is_apart(alone)
        reference = _reference(token.group("sheet"), token.group("ref"), call, apart)
        if reference is not None:
            self._until(token.start())
            self.parts.append(reference)
            self.done = token.end()

    def _is_apart(self, alone: bool) -> bool:
        """Whether the reference here is taken one stretch of rows at a time by the call around it."""
        at = next((number for number, each in enumerate(self.open) if each.apart), None)
        if at is None:
            return False
        call, inner = self.open[at], [each.name for each in self.open[at + 1 :]]
        if call.name != "SUMPRODUCT":
            return alone and not inner and _RANGES[call.name](call.argument)
        if all(name in _ELEMENTWISE for name in inner):
            return True
        if not any(name in _VARIADIC for name in inner):  # INDEX, MATCH: they need the whole range
            call.apart = False
        return False


def sheet_ranges(formula: str) -> list[tuple[str, str]]:
    """The first and last sheets of references through several sheets ('Một:Ba'!A1)."""
    if ":" not in formula or "!" not in formula:
        return []
    ranges = []
    for token in _TOKEN.finditer(formula):
        name = (token.group("sheet") or "").strip("'").replace("''", "'")
        if ":" in name and "[" not in name:
            first, _, last = name.partition(":")
            ranges.append((first, last))
    return ranges


def _alone(formula: str, start: int, end: int) -> bool:
    before, after = formula[:start].rstrip()[-1:], formula[end:].lstrip()[:1]
    return before in ("(", ",", ";") and after in (")", ",", ";")


def _reference(sheet: str | None, text: str, call: str, apart: bool) -> Reference | None:
    name = None
    if sheet is not None:
        name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if "[" in name or ":" in name:  # another workbook, or several sheets at once
            return None
    first, _, last = text.partition(":")
    last = last.rpartition("!")[2]  # "S!A1:S!B2" is S!A1:B2
    start, end = end_of(first), end_of(last) if last else None
    if start is None or (last and end is None):
        return None
    prefix = "" if sheet is None else f"{sheet}!"
    return Reference(prefix, name, start, end, call in _AGGREGATES, call in _VARIADIC, apart)


def end_of(text: str) -> End | None:
    """A corner of a reference ("$A1", "B", "3"); None where a sheet has no such place."""
    match = _END.fullmatch(text)
    if match is None:
        return None
    dollar, column, row_dollar, row = match.groups()
    number = column_number(column) if column else None
    if (number or 0) > MAX_COLUMN or int(row or 0) > MAX_ROW:
        return None
    fixed = bool(row_dollar) if column else bool(dollar)
    return End(number, int(row) if row else None, bool(dollar) if column else False, fixed)


def rewrite(formula: str, change: Rewrite, take_apart: Callable[[Call], str | None] | None = None) -> str:
    """The formula with each reference replaced by what `change` returns for it, and each call by what `take_apart`
    does, where it returns anything."""
    pieces = parse(formula)
    if len(pieces) == 1:
        return formula
    return "".join(_rewritten(piece, change, take_apart) for piece in pieces)


def _rewritten(piece: Piece, change: Rewrite, take_apart: Callable[[Call], str | None] | None) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Reference):
        return change(piece)
    apart = take_apart(piece) if take_apart is not None else None
    return "".join(_rewritten(each, change, None) for each in piece.pieces) if apart is None else apart


def references(formula: str) -> list[Reference]:
    """The references of a formula, in order."""
    flat = [each for piece in parse(formula) for each in (piece.pieces if isinstance(piece, Call) else (piece,))]
    return [each for each in flat if isinstance(each, Reference)]


def areas_read(formula: str, sheet: str) -> list[tuple[str, tuple[int, int, int, int]]]:
    """The cells that a formula of a sheet refers to: (sheet, (first row, first column, last row, last column)), counted
    from 1; whole rows and columns are left out."""
    found = []
    for reference in references(formula):
        start, end = reference.start, reference.end or reference.start
        if start.row and start.column and end.row and end.column:
            found.append((reference.sheet or sheet, (start.row, start.column, end.row, end.column)))
    return found


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
