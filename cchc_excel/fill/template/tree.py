"""Row tags ({%tr for … %}, {%tr if … %}, {%tr set … %}) of one sheet, read into a tree.

A tag stands in a row of its own; that row vanishes. The rows between are repeated or left out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from cchc_excel.fill.formulas.rowmap import Stretch
from cchc_excel.fill.messages import Message, Phrase
from cchc_excel.fill.mistakes import Mistakes
from cchc_excel.fill.ooxml.addresses import MAX_ROW

_WORDS = ("for", "endfor", "if", "elif", "else", "endif", "set")


class TagRow(NamedTuple):
    """A row that vanishes: the number of its stretch."""

    stretch: int


class PlainRows(NamedTuple):
    """A run of ordinary rows: the number of its stretch."""

    stretch: int


class Site(NamedTuple):
    """Where a tag stands in the template, for messages: the cell, and the whole of its text."""

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


class Conditional(msgspec.Struct):
    """{%tr if %} … {%tr elif %} … {%tr else %} … {%tr endif %}: conditions (None: else) with their rows."""

    branches: list[tuple[Site, str | None, list[Node]]] = []


class Assignment(msgspec.Struct):
    """{%tr set HEAD %}: a name for the rows that follow."""

    site: Site
    head: str


Node: TypeAlias = TagRow | PlainRows | Loop | Conditional | Assignment


class Tree(NamedTuple):
    """A sheet's rows as a tree, and its stretches in row order."""

    nodes: list[Node]
    stretches: list[Stretch]


class _Open(NamedTuple):
    node: Loop | Conditional
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
        if isinstance(node, Conditional):
            return node.branches[-1][2]
        return node.body if node.number in self.loops else node.otherwise

    def stretch(self, first: int, last: int, tag: bool) -> int:
        self.stretches.append(Stretch(first, last, tuple(self.loops), tag))
        return len(self.stretches) - 1

    def rows(self, first: int, last: int) -> None:
        if first <= last:
            self.body().append(PlainRows(self.stretch(first, last, False)))

    def wrong(self, site: Site, phrase: Phrase) -> None:
        self.mistakes.add(self.sheet, *site, phrase)

    def tag(self, site: Site, tag: str) -> None:
        word, _, head = tag.partition(" ")
        word = self._known(site, word, head)
        if word == "for":
            self._start(Loop(site, head.strip(), self.count), site)
        elif word == "if":
            self._start(Conditional([(site, head.strip(), [])]), site)
        elif word == "set":
            self.body().append(Assignment(site, head.strip()))
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
        self.guessed.add(site)
        if not near:
            self.wrong(site, Message.UNKNOWN_ROW_TAG(word=word, words=", ".join(_WORDS[:-1]), last=_WORDS[-1]))
            return ""
        self.wrong(site, Message.UNKNOWN_ROW_TAG_NEAR(word=word, meant=near[0]))
        return near[0]

    def _start(self, node: Loop | Conditional, site: Site) -> None:
        self.body().append(node)
        self.open.append(_Open(node, site))
        if isinstance(node, Loop):
            self.loops.append(node.number)
            self.count += 1

    def _otherwise(self, site: Site, word: str, head: str) -> None:
        node = self.open[-1].node if self.open else None
        if isinstance(node, Conditional) and node.branches[-1][1] is not None:
            node.branches.append((site, head if word == "elif" else None, []))
        elif isinstance(node, Loop) and word == "else" and node.number in self.loops:
            self.loops.remove(node.number)
        else:
            self.wrong(site, Message.STRAY_ELSE(word=word))

    def _close(self, site: Site, word: str) -> None:
        kind = Loop if word == "endfor" else Conditional
        if not any(isinstance(each.node, kind) for each in self.open):
            if word in self.closed_early:
                self.closed_early.remove(word)
                return
            opener = "for" if word == "endfor" else "if"
            self.wrong(site, Message.STRAY_END(word=word, opener=opener))
            return
        while not isinstance(self.open[-1].node, kind):
            self.unclosed(self.open[-1], Message.NOT_CLOSED_BEFORE, end=word, cell=site.cell)
            self.closed_early.append("endfor" if isinstance(self.open[-1].node, Loop) else "endif")
            self._end()
        self._end()

    def _end(self) -> None:
        node = self.open.pop().node
        if isinstance(node, Loop) and node.number in self.loops:
            self.loops.remove(node.number)

    def unclosed(self, opened: _Open, message: Message, **values: str) -> None:
        if opened.site not in self.guessed:
            self.wrong(opened.site, message(word="for" if isinstance(opened.node, Loop) else "if", **values))


def build(sheet: str, tagged: Mapping[int, Sequence[tuple[Site, str]]], mistakes: Mistakes) -> Tree:
    """The tree of one sheet from its tag rows: row number -> its tags in order ("for u in ds"), each with its site.
    Mistakes are noted."""
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
        builder.unclosed(opened, Message.NOT_CLOSED)
    builder.rows(free, MAX_ROW)
    return Tree(builder.nodes, builder.stretches)


def loops_of(nodes: list[Node]) -> Iterator[Loop]:
    """Every loop of a tree, outer ones first."""
    for node in nodes:
        if isinstance(node, Loop):
            yield node
            yield from loops_of(node.body)
            yield from loops_of(node.otherwise)
        elif isinstance(node, Conditional):
            for _, _, body in node.branches:
                yield from loops_of(body)
