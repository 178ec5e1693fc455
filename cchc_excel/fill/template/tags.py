"""Row tags ({%tr for … %}, {%tr if … %}, {%tr set … %}) of one sheet, read into a tree.

A tag stands in a row of its own; that row vanishes. The rows between are repeated or left out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import jinja2
import msgspec

from cchc_excel.fill.errors import Mistakes
from cchc_excel.fill.formulas.references import MAX_ROW
from cchc_excel.fill.rows.rowmap import Stretch

_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_ROW_TAG = re.compile(r"\{%[-+]?\s*tr[-+]?\s+(.*?)\s*[-+]?%\}", re.DOTALL | re.IGNORECASE)
_OPEN_ROW_TAG = re.compile(r"\{%[-+]?\s*tr[-+]?\s+([^{}%]*?)\s*[-+]?(?:%\s*|\}\s*)*", re.IGNORECASE)
_SHEET_TAG = re.compile(r"\{%[-+]?\s*sheet\s+(.*?)\s*[-+]?%\}\s*", re.DOTALL | re.IGNORECASE)
_COLUMN_TAG = re.compile(r"\{%[-+]?\s*tc\s")
_WORDS = ("for", "endfor", "if", "elif", "else", "endif", "set")
_LEXER = jinja2.Environment()
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " "})


class TagRow(NamedTuple):
    """A row that vanishes: the number of its stretch."""

    stretch: int


class Rows(NamedTuple):
    """A run of ordinary rows: the number of its stretch."""

    stretch: int


class Site(NamedTuple):
    """Where a tag's text stands in the template, for messages."""

    cell: str
    text: str


class Loop(msgspec.Struct):
    """{%tr for HEAD %} body {%tr else %} otherwise {%tr endfor %}; `keeps_one`: a row stays, empty, when there is
    nothing."""

    site: Site
    head: str
    number: int
    body: list[Node] = []
    otherwise: list[Node] = []
    keeps_one: bool = False


class Choice(msgspec.Struct):
    """{%tr if %} … {%tr elif %} … {%tr else %} … {%tr endif %}: conditions (None: else) with their rows."""

    branches: list[tuple[Site, str | None, list[Node]]] = []


class Let(msgspec.Struct):
    """{%tr set HEAD %}: a name for the rows that follow."""

    site: Site
    head: str


Node: TypeAlias = TagRow | Rows | Loop | Choice | Let


class Tree(NamedTuple):
    """A sheet's rows as a tree, and its stretches in row order."""

    nodes: list[Node]
    stretches: list[Stretch]


def straight(text: str) -> str:
    """The text with curly quotes inside tags made straight (Excel and Word type them by themselves), except where
    they stand in a string that straight quotes already enclose."""
    return _TAG.sub(lambda match: _straight_tag(match.group()), text)


def _straight_tag(tag: str) -> str:
    written: list[str] = []
    quote = ""
    for letter in tag:
        plain = letter if quote else letter.translate(_CURLY)
        if quote and letter == quote:
            quote = ""
        elif not quote and letter in "\"'":
            quote = letter
        written.append(plain)
    return "".join(written)


def has_tag(text: str) -> bool:
    """Whether a cell's text is something to be filled in."""
    return "{" in text and ("{{" in text or "{%" in text or "{#" in text)


def unopened(text: str) -> str:
    """What closes a tag that nothing opens: "}}" or "%}"; "" for every other text, braces of an expression included."""
    if "}}" not in text and "%}" not in text:
        return ""
    try:
        outside = "".join(said for _, kind, said in _LEXER.lex(straight(text)) if kind == "data")
    except jinja2.TemplateSyntaxError:
        return ""  # told when it is compiled
    return next((mark for mark in ("}}", "%}") if mark in outside), "")


def row_tags(text: str) -> list[str]:
    """What stands in the row tags of a cell's text ("for u in don_vi"); empty for every other text."""
    return [match.group(1) for match in _ROW_TAG.finditer(text)]


def open_row_tag(text: str) -> str:
    """What stands in a row tag that is not closed as it should be ("{%tr for u in don_vi }"); "" for other texts."""
    match = _OPEN_ROW_TAG.fullmatch(text.strip())
    return match.group(1) if match and not _ROW_TAG.search(text) else ""


def beside_row_tags(text: str) -> str:
    """What else the cell says."""
    return _ROW_TAG.sub("", without_sheet_tags(text)).strip()


def sheet_tags(text: str) -> list[str]:
    """What stands in the sheet tags of a cell's text ("for u in don_vi")."""
    return [match.group(1) for match in _SHEET_TAG.finditer(text)]


def without_sheet_tags(text: str) -> str:
    """The text with its sheet tags, and the blanks behind them, cut out."""
    return _SHEET_TAG.sub("", text)


def has_column_tag(text: str) -> bool:
    """Whether the text holds a {%tc %}, which Word templates know and this engine does not."""
    return _COLUMN_TAG.search(text) is not None


class _Open(NamedTuple):
    node: Loop | Choice
    site: Site


class _Builder:
    def __init__(self, sheet: str, mistakes: Mistakes) -> None:
        self.sheet = sheet
        self.mistakes = mistakes
        self.nodes: list[Node] = []
        self.stretches: list[Stretch] = []
        self.open: list[_Open] = []
        self.loops: list[int] = []
        self.count = 0
        self.guessed: set[Site] = set()  # tags whose word was misspelt
        self.closed_early: list[str] = []  # by another tag's end: its own end comes later, and is no mistake

    def body(self) -> list[Node]:
        if not self.open:
            return self.nodes
        node = self.open[-1].node
        if isinstance(node, Choice):
            return node.branches[-1][2]
        return node.body if node.number in self.loops else node.otherwise

    def stretch(self, first: int, last: int, tag: bool) -> int:
        self.stretches.append(Stretch(first, last, tuple(self.loops), tag))
        return len(self.stretches) - 1

    def rows(self, first: int, last: int) -> None:
        if first <= last:
            self.body().append(Rows(self.stretch(first, last, False)))

    def wrong(self, site: Site, message: str) -> None:
        self.mistakes.add(self.sheet, site.cell, site.text, message)

    def tag(self, site: Site, tag: str) -> None:
        word, _, head = tag.partition(" ")
        word = self._known(site, word, head)
        if word == "for":
            self._start(Loop(site, head.strip(), self.count), site)
        elif word == "if":
            self._start(Choice([(site, head.strip(), [])]), site)
        elif word == "set":
            self.body().append(Let(site, head.strip()))
        elif word in ("elif", "else"):
            self._otherwise(site, word, head.strip())
        elif word in ("endfor", "endif"):
            self._close(site, word)

    def _known(self, site: Site, word: str, head: str) -> str:
        """A tag's word; for one misspelt the word that was meant, so that no other tag seems wrong because of it."""
        if word in _WORDS:
            return word
        spoken = word + (head.split() or [""])[0] if word.casefold() == "end" else word  # "end for"
        near = difflib.get_close_matches(spoken.casefold(), _WORDS, n=1)
        meant = near[0] if near else ""
        self.guessed.add(site)
        guess = f"có phải '{meant}'?" if near else f"dùng {', '.join(_WORDS[:-1])} hoặc {_WORDS[-1]}"
        self.wrong(site, f"không hiểu thẻ 'tr {word}'; {guess}")
        return meant

    def _start(self, node: Loop | Choice, site: Site) -> None:
        self.body().append(node)
        self.open.append(_Open(node, site))
        if isinstance(node, Loop):
            self.loops.append(node.number)
            self.count += 1

    def _otherwise(self, site: Site, word: str, head: str) -> None:
        node = self.open[-1].node if self.open else None
        if isinstance(node, Choice) and node.branches[-1][1] is not None:
            node.branches.append((site, head if word == "elif" else None, []))
        elif isinstance(node, Loop) and word == "else" and node.number in self.loops:
            self.loops.remove(node.number)
        else:
            self.wrong(site, f"'tr {word}' không thuộc 'tr if' hay 'tr for' nào; kiểm tra thứ tự các thẻ")

    def _close(self, site: Site, word: str) -> None:
        kind = Loop if word == "endfor" else Choice
        if not any(isinstance(each.node, kind) for each in self.open):
            if word in self.closed_early:
                self.closed_early.remove(word)
                return
            opener = "for" if word == "endfor" else "if"
            self.wrong(site, f"'tr {word}' không có 'tr {opener}' mở trước nó; kiểm tra thứ tự các thẻ")
            return
        while not isinstance(self.open[-1].node, kind):
            self.unclosed(self.open[-1], f" trước 'tr {word}' ở {site.cell}")
            self.closed_early.append("endfor" if isinstance(self.open[-1].node, Loop) else "endif")
            self._end()
        self._end()

    def _end(self) -> None:
        node = self.open.pop().node
        if isinstance(node, Loop) and node.number in self.loops:
            self.loops.remove(node.number)

    def unclosed(self, opened: _Open, before: str) -> None:
        if opened.site in self.guessed:
            return
        word = "for" if isinstance(opened.node, Loop) else "if"
        self.wrong(opened.site, f"'tr {word}' chưa được đóng{before}; thêm một hàng có {{%tr end{word} %}}")


def build(sheet: str, tagged: dict[int, list[tuple[Site, str]]], mistakes: Mistakes) -> Tree:
    """The tree of one sheet from its tag rows (row number -> tags in order, with their sites). Mistakes are noted."""
    builder = _Builder(sheet, mistakes)
    free = 1
    for row in sorted(tagged):
        builder.rows(free, row - 1)
        free = row + 1
        opens = tagged[row][0][1].split(" ", 1)[0] in ("for", "if", "set")
        if opens:
            builder.body().append(TagRow(builder.stretch(row, row, True)))
        for site, tag in tagged[row]:
            builder.tag(site, tag)
        if not opens:
            builder.body().append(TagRow(builder.stretch(row, row, True)))
    for opened in builder.open:
        builder.unclosed(opened, "")
    builder.rows(free, MAX_ROW)
    return Tree(builder.nodes, builder.stretches)


def loops_of(nodes: list[Node]) -> Iterator[Loop]:
    """Every loop of a tree, outer ones first."""
    for node in nodes:
        if isinstance(node, Loop):
            yield node
            yield from loops_of(node.body)
            yield from loops_of(node.otherwise)
        elif isinstance(node, Choice):
            for _, _, body in node.branches:
                yield from loops_of(body)
