"""A formula as a tree, and a tree as text again. Grammar: ECMA-376 part 1, 18.17.

Operators are calls whose names are their signs: "+", "=", "&"; "neg" and "pos" are the signs before a value, "%" the
one after it. What the grammar of other programs allows (links to other workbooks, references through several sheets) is
refused, since nobody could say what it is worth."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from cchc_excel.fill.formulas.references import CELL, End, end_of


class Literal(NamedTuple):
    """A number, a text, a truth value."""

    value: float | str | bool


class ErrorValue(NamedTuple):
    """An error written out: "#N/A"."""

    code: str


class Omitted(NamedTuple):
    """An argument left empty between commas."""


class Pointer(NamedTuple):
    """A reference as written: its sheet (None: the formula's own) and corners."""

    sheet: str | None
    start: End
    end: End


class Area(NamedTuple):
    """A reference found: its sheet's name, rows and columns from 1."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right


class Name(NamedTuple):
    """A defined name, with the sheet written before it (None: none)."""

    sheet: str | None
    name: str


class ArrayConstant(NamedTuple):
    """{1,2;3,4}: rows of literals and errors."""

    rows: tuple[tuple[Literal | ErrorValue, ...], ...]


class Apply(NamedTuple):
    """A function (in capitals, without "_xlfn.") or an operator with its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = "Literal | ErrorValue | Omitted | Pointer | Area | Name | ArrayConstant | Apply"


class NotUnderstood(ValueError):  # noqa: N818 - says what happened
    """A formula that is not of this grammar."""


BINARY = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
"""Operators by how tightly they hold; all of them are read from left to right."""
_TIGHTER = {
    tightness: frozenset(sign for sign, strength in BINARY.items() if strength > tightness)
    for tightness in {0, *BINARY.values()}
}
SIGNS = {"neg": "-", "pos": "+"}
UNION, INTERSECTION, RANGE = "union", "intersection", "range"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<text>"(?:[^"]|"")*")
  | (?P<error>\#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|SPILL!|CALC!))
  | (?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
    (?P<ref>{CELL}(?::(?:(?P=sheet)!)?{CELL})?|\$?[1-9]\d{{0,6}}:\$?[1-9]\d{{0,6}}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})
    (?![\w(.!\[])
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?)
  | (?P<call>(?:_xlfn\.(?:_xlws\.)?)?[^\W\d][\w.]*)\(
  | (?:(?P<namesheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?P<word>[^\W\d][\w.?\\]*)
  | (?P<sign><>|<=|>=|[-+*/^&=<>%(){{}},;:])
    """,
    re.VERBOSE,
)


class _Token(NamedTuple):
    kind: str
    text: str
    sheet: str | None
    spaced: bool


@lru_cache(maxsize=8192)
def tree(formula: str) -> Node:
    """The tree of a formula (without its "="). Raises NotUnderstood."""
    return _Reader(_tokens(formula)).whole()


def _tokens(formula: str) -> list[_Token]:
    found, at, spaced = [], 0, False
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None:
            raise NotUnderstood(formula)
        at, kind = match.end(), match.lastgroup or ""
        if kind == "space":
            spaced = True
            continue
        sheet = match.group("sheet") or match.group("namesheet")
        found.append(_Token(kind, match.group(kind), None if sheet is None else _unquoted(sheet), spaced))
        spaced = False
    return found


def _unquoted(sheet: str) -> str:
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    if "[" in name or ":" in name:
        raise NotUnderstood(sheet)
    return name


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self._expression(0)
        if self.at < len(self.tokens):
            raise NotUnderstood(self.tokens[self.at].text)
        return node

    def _sign(self, *signs: str) -> str:
        """The sign that comes next, taken, where it is one of these; else ""."""
        return self._sign_of(signs)

    def _sign_of(self, signs: Container[str]) -> str:
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind == "sign" and token.text in signs:
                self.at += 1
                return token.text
        return ""

    def _need(self, sign: str) -> None:
        if not self._sign(sign):
            raise NotUnderstood(f"no {sign}")

    def _expression(self, tightness: int) -> Node:
        self.depth += 1
        if self.depth > 200:
            raise NotUnderstood("too deep")
        left = self._signed()
        while sign := self._sign_of(_TIGHTER[tightness]):
            left = Apply(sign, (left, self._expression(BINARY[sign])))
        self.depth -= 1
        return left

    def _signed(self) -> Node:
        sign = self._sign("-", "+")
        if sign:
            return Apply("neg" if sign == "-" else "pos", (self._signed(),))
        node = self._joined()
        while self._sign("%"):
            node = Apply("%", (node,))
        return node

    def _joined(self) -> Node:
        """References joined to one: by a colon, or a space where both have cells."""
        node = self._single()
        while True:
            if self._sign(":"):
                node = Apply(RANGE, (node, self._single()))
            elif self._intersects():
                node = Apply(INTERSECTION, (node, self._single()))
            else:
                return node

    def _intersects(self) -> bool:
        if self.at >= len(self.tokens) or not self.tokens[self.at].spaced:
            return False
        return self.tokens[self.at].kind in ("ref", "word", "call")

    def _single(self) -> Node:
        if self._sign("("):
            return self._bracket()
        if self._sign("{"):
            return self._array()
        if self.at >= len(self.tokens):
            raise NotUnderstood("unfinished")
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "call":
            return Apply(_function(token.text), self._arguments())
        return _leaf(token)

    def _bracket(self) -> Node:
        nodes = [self._expression(0)]
        while self._sign(","):
            nodes.append(self._expression(0))
        self._need(")")
        return nodes[0] if len(nodes) == 1 else Apply(UNION, tuple(nodes))

    def _arguments(self) -> tuple[Node, ...]:
        if self._sign(")"):
            return ()
        found: list[Node] = []
        while True:
            ahead = self.tokens[self.at].text if self.at < len(self.tokens) else ""
            empty = ahead in (",", ")") and self.tokens[self.at].kind == "sign"
            found.append(Omitted() if empty else self._expression(0))
            if not self._sign(","):
                self._need(")")
                return tuple(found)

    def _array(self) -> ArrayConstant:
        rows: list[list[Literal | ErrorValue]] = [[]]
        while True:
            rows[-1].append(self._constant())
            sign = self._sign(",", ";", "}")
            if sign == ";":
                rows.append([])
            elif sign == "}":
                return ArrayConstant(tuple(tuple(row) for row in rows))
            elif not sign:
                raise NotUnderstood("array")

    def _constant(self) -> Literal | ErrorValue:
        negative = self._sign("-", "+") == "-"
        if self.at >= len(self.tokens):
            raise NotUnderstood("array")
        leaf = _leaf(self.tokens[self.at])
        self.at += 1
        if negative and isinstance(leaf, Literal) and isinstance(leaf.value, float):
            return Literal(-leaf.value)
        if not isinstance(leaf, Literal | ErrorValue):
            raise NotUnderstood("array")
        return leaf


def _function(text: str) -> str:
    return text.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")


def _leaf(token: _Token) -> Node:
    if token.kind == "text":
        return Literal(token.text[1:-1].replace('""', '"'))
    if token.kind == "number":
        return Literal(float(token.text))
    if token.kind == "error":
        return ErrorValue(token.text)
    if token.kind == "ref":
        first, _, last = token.text.partition(":")
        start, end = end_of(first), end_of((last or first).rpartition("!")[2])
        if start is None or end is None:
            raise NotUnderstood(token.text)
        return Pointer(token.sheet, start, end)
    if token.kind == "word":
        if token.sheet is None and token.text.upper() in ("TRUE", "FALSE"):
            return Literal(token.text.upper() == "TRUE")
        return Name(token.sheet, token.text)
    raise NotUnderstood(token.text)
