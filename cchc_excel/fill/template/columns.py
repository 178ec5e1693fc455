"""Columns that repeat: {%tc for c in ds %} and {%tc endfor %} in columns of their own, on one row.

The columns between stand once for each item in every row of the sheet; the columns of the tags vanish. This is done
before anything else: a sheet with such columns is as if its author had drawn all of them, with names of their own for
each item. Sheets without stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache

import jinja2
import msgspec
from lxml import etree

from cchc_excel.fill.formulas.columnmap import ColumnLoop, ColumnMap
from cchc_excel.fill.formulas.sheet_formulas import spell_out_shared
from cchc_excel.fill.messages import Message
from cchc_excel.fill.mistakes import CellError, Place
from cchc_excel.fill.ooxml.addresses import letters, split_address, split_area
from cchc_excel.fill.ooxml.cells import empty, put_text
from cchc_excel.fill.ooxml.opc import child, children, drop
from cchc_excel.fill.ooxml.strings import Text
from cchc_excel.fill.ooxml.workbook import Sheet
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.own_names import own_name
from cchc_excel.fill.template.tags import column_tags, has_tag
from cchc_excel.fill.template.texts import template_text

_LEXER = jinja2.Environment()


class Turn(msgspec.Struct, frozen=True):
    """What `loop` is in a repeated column."""

    index: int
    index0: int
    first: bool
    last: bool
    length: int


def repeat_columns(filling: Filling) -> dict[str, ColumnMap]:
    """Draw every repeated column of the workbook; what points at columns does not move yet. Returns where the columns
    of each sheet that has such stand now. Mistakes are noted."""
    found = {}
    for sheet in filling.workbook.sheets:
        repeated = _Repeated(sheet, filling) if sheet.kind == "worksheet" else None
        if repeated is not None and repeated.loops:
            found[sheet.name] = repeated
            if filling.package.related(sheet.part, "table"):
                filling.wrong(sheet.origin, "", "", Message.COLUMNS_UNDER_TABLE())
    for sheet in filling.workbook.sheets:
        if found and sheet.kind == "worksheet":
            spell_out_shared(sheet)
    for repeated in found.values():
        repeated.draw()
    return {name: repeated.map for name, repeated in found.items()}


class _Repeated:
    """The repeated columns of one sheet."""

    def __init__(self, sheet: Sheet, filling: Filling) -> None:
        self._sheet, self._filling = sheet, filling
        self.names: list[list[Mapping[str, str]]] = []
        self.loops = [self._loop(*pair) for pair in self._pairs()]
        self.map = ColumnMap(self.loops)

    def _pairs(self) -> Iterator[tuple[str, str, str, int]]:
        """(cell, its text, head of the loop, column of the closing tag), from left to right."""
        sites = sorted(
            (split_address(cell.get("r") or "A1")[::-1], cell.get("r") or "", text.plain, tag)
            for row in self._sheet.rows.values()
            for cell in row
            if (text := self._text(cell)) is not None
            for tag in column_tags(text.plain)
        )
        opened: tuple[tuple[int, int], str, str, str] | None = None
        for site in sites:
            (column, row), address, told, tag = site
            if tag.startswith("for ") and opened is None:
                opened = site
            elif tag == "endfor" and opened is not None and opened[0][1] == row and column > opened[0][0] + 1:
                yield opened[1], opened[2], opened[3].removeprefix("for "), column
                opened = None
            else:
                self._filling.wrong(self._sheet.origin, address, told, Message.COLUMN_TAG_OUT_OF_PLACE())
        if opened is not None:
            self._filling.wrong(self._sheet.origin, opened[1], opened[2], Message.COLUMN_TAG_OUT_OF_PLACE())

    def _text(self, cell: etree._Element) -> Text | None:
        try:
            return template_text(cell, self._filling.strings)
        except CellError:
            return None  # noted where texts are read

    def _loop(self, cell: str, text: str, head: str, closing: int) -> ColumnLoop:
        """A loop with its items bound to names of their own."""
        renderer, bound = self._filling.renderer, list[Mapping[str, object]]()
        try:
            compiled = renderer.loop(head)
            if self._filling.all_known(self._sheet.origin, cell, text, compiled.sequence.names, renderer.known):
                items = renderer.value(compiled.sequence, renderer.scope)
                bound = renderer.bindings(items, compiled, renderer.scope)
        except CellError as error:
            self._filling.wrong(self._sheet.origin, cell, text, error.message)
        named: list[Mapping[str, str]] = []
        for number, item in enumerate(bound):
            turn = {**item, "loop": Turn(number + 1, number, number == 0, number == len(bound) - 1, len(bound))}
            names = {name: own_name(name, cell, number + 1) for name in turn}
            renderer.own.update({own: turn[name] for name, own in names.items()})
            named.append(names)
        self.names.append(named)
        return ColumnLoop(split_address(cell)[1], closing, len(bound))

    def draw(self) -> None:
        """Every cell where it belongs, once or for each item."""
        places: dict[str, Place] = {}
        heads = self._heads()
        for number, row in self._sheet.rows.items():
            drawn: dict[int, etree._Element] = {}
            for cell in sorted(row, key=lambda one: one.get("r") in heads):  # the head of a merged area comes last
                address = cell.get("r") or "A1"
                text = self._text(cell)
                self._refuse(address, text, heads)
                for at, made in self._copies(cell, address, text, heads):
                    made.set("r", f"{letters(at)}{number}")
                    places[f"{letters(at)}{number}"] = Place(address, text.plain if text else "")
                    drawn[at] = made
            row[:] = [drawn[at] for at in sorted(drawn)]
            drop(row, "spans")
        self._sheet.changed = True
        self._filling.mistakes.places[self._sheet.origin] = places

    def _heads(self) -> dict[str, int | None]:
        """The first cells of merged areas that are not repeated whole -> the column they stand in now (None: the area
        goes)."""
        heads: dict[str, int | None] = {}
        for merge in children(child(self._sheet.root, "mergeCells"), "mergeCell"):
            area = merge.get("ref") or "A1"
            _, left, _, right = split_area(area)
            if not any(loop.holds(left) and loop.holds(right) for loop in self.loops):
                columns = (at for column in range(left, right + 1) for at in self.map.copies(column))
                heads[area.partition(":")[0]] = next(columns, None)
        return heads

    def _refuse(self, address: str, text: Text | None, heads: Mapping[str, int | None]) -> None:
        """What else stands in the column of a tag would be lost."""
        vanishing = {at for loop in self.loops for at in (loop.opening, loop.closing)}
        if split_address(address)[1] not in vanishing or heads.get(address) is not None:
            return
        if text and text.plain.strip() and not column_tags(text.plain):
            self._filling.wrong(self._sheet.origin, address, text.plain, Message.BESIDE_COLUMN_TAG())

    def _copies(
        self, cell: etree._Element, address: str, text: Text | None, heads: Mapping[str, int | None]
    ) -> Iterator[tuple[int, etree._Element]]:
        """The copies of a cell, each with its column."""
        column = split_address(address)[1]
        at = next((number for number, loop in enumerate(self.loops) if loop.holds(column)), None)
        if address in heads:
            landed = heads[address]
            yield from [] if landed is None else [(landed, cell)]
        elif at is None:
            yield from ((landed, cell) for landed in self.map.copies(column))
        else:
            for landed, names in zip(self.map.copies(column), self.names[at], strict=True):
                made = deepcopy(cell)
                if text is not None and has_tag(text.plain):
                    empty(made)
                    put_text(made, _renamed(text.plain, names), self._filling.strings)
                yield landed, made


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """A text whose tags say the names of one item."""
    return "".join(names.get(piece, piece) if is_name else piece for piece, is_name in _pieces(text))


@lru_cache(maxsize=256)
def _pieces(text: str) -> Sequence[tuple[str, bool]]:
    """A text in pieces, and which are names that an item may have of its own."""
    try:
        tokens = [(kind, piece) for _, kind, piece in _LEXER.lex(text)]
    except jinja2.TemplateSyntaxError:
        return [(text, False)]  # noted where it is compiled
    pieces: list[tuple[str, bool]] = []
    before = ""
    inner = "{% for " in text  # its `loop` is its own
    for number, (kind, piece) in enumerate(tokens):
        is_name = kind == "name" and before != "." and not (inner and piece == "loop")
        after = next((each for kind_after, each in tokens[number + 1 :] if kind_after != "whitespace"), "")
        is_argument = before in ("(", ",") and after == "="
        pieces.append((piece, is_name and not is_argument))
        if kind != "whitespace":
            before = piece
    return pieces
