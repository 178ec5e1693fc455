"""What calamine does not tell, found in the sheets' own XML: error cells, formulas never calculated, percentages,
hidden rows, merged cells, values where no form reaches.

Patterns over the bytes, no parse. Each starts with the letters it looks for, so that a scan costs less than a third of
the reading itself.
"""

from __future__ import annotations

import datetime as dt
import functools
import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from typing import cast
from xml.etree import ElementTree as ET

import msgspec

from cchc_excel.model.records import Area, Position, address
from cchc_excel.reading.extent import column_of, may_reach_far, reaches_far
from cchc_excel.reading.guard import part_name

MAX_MERGES = 20_000
"""A form has a few dozen merged areas."""
_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_HIDDEN = re.compile(rb" hidden=[\"'](?:1|true)[\"']")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_FORMATS = re.compile(rb"<(?:\w+:)?numFmt\s[^<>]*>")
_FORMAT_ID = re.compile(rb"\bnumFmtId=[\"'](\d+)[\"']")
_FORMAT_CODE = re.compile(rb"\bformatCode=[\"']([^\"']*)[\"']")
_CELL_STYLE = re.compile(rb"<(?:\w+:)?xf\s[^<>]*>")
_BUILT_IN_PERCENT = {b"9", b"10"}
_MODIFIED = re.compile(rb"<dcterms:modified[^<>]*>([^<]+)<")
_IS_TEXT = re.compile(rb"t=[\"']str[\"']")
_MAYBE_ERROR = re.compile(rb"t=[\"']e[\"']")
_AFTER_CELLS = b"sheetData>"
_SHEET_TYPE = "/worksheet"


class SheetScan(msgspec.Struct, frozen=True):
    """What the scan of one sheet found, as in RawSheet. `far`: a value stands where no form reaches; `unplaced`: an
    error or an uncalculated formula has no address; `merges`: how many merged areas there are."""

    errors: dict[Position, str] = {}
    uncached: set[Position] = set()
    formulas: Container[Position] = frozenset()
    percents: set[Position] = set()
    hidden_rows: set[int] = set()
    merged: list[Area] = []
    merges: int = 0
    far: bool = False
    unplaced: bool = False


class _Patterns(msgspec.Struct, frozen=True):
    """What is looked for in sheets whose elements carry one namespace prefix (b"" or b"x:")."""

    formula: re.Pattern[bytes]
    numbered: re.Pattern[bytes]
    uncached: tuple[re.Pattern[bytes], ...]
    error: re.Pattern[bytes]
    merged: re.Pattern[bytes]
    opening: bytes
    cell: bytes
    row: bytes
    merge: bytes


@functools.lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> _Patterns:
    c, f, v = (prefix + name for name in (b"c", b"f", b"v"))
    empty = rb"\s*(<%b>\s*</%b>\s*|<%b\s*/>\s*)?</%b>" % (v, v, v, c)
    return _Patterns(
        formula=re.compile(rb"<%b (?:[^<>]* )??r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*>\s*<%b\b" % (c, f)),
        numbered=re.compile(rb"<%brow [^<>]*?\br=\"(\d{1,7})\"" % prefix),
        uncached=(re.compile(rb"</%b>" % f + empty), re.compile(rb"<%b [^<>]*/>" % f + empty)),
        error=re.compile(
            rb"<%b ([^<>]*\bt=[\"']e[\"'][^<>]*)>\s*(?:<%b(?:\s[^<>]*)?(?:(?<=/)>|>[^<]*</%b>)\s*)?<%b>([^<]*)<"
            % (c, f, f, v)
        ),
        merged=re.compile(
            rb"<%bmergeCell (?:[^<>]* )??ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']" % prefix
        ),
        opening=b"<%b" % f,
        cell=b"<%b " % c,
        row=b"<%brow " % prefix,
        merge=b"<%bmergeCell " % prefix,
    )


def scan_sheets(parts: Mapping[str, bytes]) -> dict[str, SheetScan]:
    """Every worksheet by name, from the unpacked parts of a package."""
    percent = percent_styles(parts.get("xl/styles.xml", b""))
    return {name: scan_sheet(xml, percent) for name, xml in _sheets(parts)}


def scan_sheet(xml: bytes, percent: frozenset[bytes] = frozenset()) -> SheetScan:
    """One sheet's XML. `percent`: numbers of the cell styles that show a percentage."""
    find = _patterns_of(xml)
    uncached = [_position(tag) for tag in _uncached(xml, find)]
    errors: dict[Position | None, str] = {}
    if _MAYBE_ERROR.search(xml):
        errors = {_position(match[1]): match[2].decode("utf-8", "replace") for match in find.error.finditer(xml)}
    rows = (_ROW_NUMBER.search(tag) for tag in _tags(xml, _HIDDEN, find.row))
    percents: list[Position | None] = []
    if percent:
        styled = re.compile(rb" s=[\"'](?:" + b"|".join(sorted(percent)) + rb")[\"']")
        percents = [_position(tag) for tag in _tags(xml, styled, find.cell)]
    merges, merged = _merged(xml, find)
    return SheetScan(
        errors={position: text for position, text in errors.items() if position is not None},
        uncached={position for position in uncached if position is not None},
        formulas=Formulas(xml),
        percents={position for position in percents if position is not None},
        hidden_rows={int(number[1]) - 1 for number in rows if number},
        merged=merged,
        merges=merges,
        far=may_reach_far(xml) and reaches_far(xml),
        unplaced=None in errors or None in uncached,
    )


class Formulas(Container[Position]):
    """The cells of a sheet that hold a formula, looked for when somebody asks: of a form that is a few cells."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml

    @functools.cached_property
    def _find(self) -> _Patterns:
        return _patterns_of(self._xml)

    def __contains__(self, position: object) -> bool:
        return self._is_seen(position) or position in self._positions

    def _is_seen(self, position: object) -> bool:
        """Whether it is one, and written as every office program writes it."""
        row, column = cast(Position, position)
        cell = self._xml.find(b' r="%b"' % address(row, column).encode(), self._rows.get(row, 0))
        return cell >= 0 and self._xml.startswith(self._find.opening, self._xml.find(b">", cell) + 1)

    @functools.cached_property
    def _rows(self) -> dict[int, int]:
        """Where the rows begin."""
        tags = self._find.numbered.finditer(self._xml)
        return {int(tag[1]) - 1: tag.start() for tag in tags}

    @functools.cached_property
    def _positions(self) -> frozenset[Position]:
        cells = self._find.formula.findall(self._xml)
        return frozenset((int(row) - 1, column_of(letters)) for letters, row in cells)


def _patterns_of(xml: bytes) -> _Patterns:
    """What to look for in this sheet."""
    start = _PREFIX.search(xml, 0, 4096)
    return _patterns(start[1] or b"" if start else b"")


def _uncached(xml: bytes, find: _Patterns) -> Iterator[bytes]:
    """The tags of cells whose formula has no value; an empty text is one."""
    for pattern in find.uncached:
        for match in pattern.finditer(xml):
            start = xml.rfind(find.cell, 0, match.start())
            tag = xml[start : xml.find(b">", start)]
            if not (match[1] and _IS_TEXT.search(tag)):
                yield tag


def _tags(xml: bytes, attribute: re.Pattern[bytes], opening: bytes) -> Iterator[bytes]:
    """The tags of one element that hold an attribute."""
    for match in attribute.finditer(xml):
        start = xml.rfind(b"<", 0, match.start())
        if xml.startswith(opening, start):
            yield xml[start : xml.find(b">", match.end())]


def _merged(xml: bytes, find: _Patterns) -> tuple[int, list[Area]]:
    """How many merged areas a sheet has, and where: not where there are too many."""
    start = max(xml.rfind(_AFTER_CELLS), 0)
    count = xml.count(find.merge, start)
    if not count or count > MAX_MERGES:
        return count, []
    return count, [
        (int(top) - 1, column_of(left), int(bottom) - 1, column_of(right))
        for left, top, right, bottom in find.merged.findall(xml, start)
    ]


def percent_styles(styles: bytes) -> frozenset[bytes]:
    """The numbers, as written, of the cell styles of xl/styles.xml that show a percentage."""
    formats, start = styles.find(b"numFmts"), styles.find(b"cellXfs")
    percent = set(_BUILT_IN_PERCENT)
    for entry in _FORMATS.findall(styles, formats, styles.find(b"numFmts>", formats + 1)) if formats >= 0 else []:
        code, number = _FORMAT_CODE.search(entry), _FORMAT_ID.search(entry)
        if code and number and b"%" in code[1]:
            percent.add(number[1])
    cells = _CELL_STYLE.findall(styles, start, styles.find(b"cellXfs>", start + 1)) if start >= 0 else []
    ids = (_FORMAT_ID.search(style) for style in cells)
    return frozenset(str(at).encode() for at, number in enumerate(ids) if number and number[1] in percent)


def modified(parts: Mapping[str, bytes]) -> dt.datetime | None:
    """When the workbook says it was last saved (UTC), if it does."""
    match = _MODIFIED.search(parts.get("docprops/core.xml", b""))
    if not match:
        return None
    try:
        moment = dt.datetime.fromisoformat(match[1].decode("ascii", "replace").strip())
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """(sheet name, XML) of every worksheet, whatever the namespaces are."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts.keys():
        return
    targets = {
        relation.get("Id"): part_name(posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/"))
        for relation in ET.fromstring(parts["xl/_rels/workbook.xml.rels"])
        if relation.get("Type", "").endswith(_SHEET_TYPE)
    }
    for element in ET.fromstring(parts["xl/workbook.xml"]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), None)
            xml = parts.get(targets.get(link, ""))
            if xml is not None:
                yield element.get("name", ""), xml


def _position(attributes: bytes) -> Position | None:
    match = _REFERENCE.search(attributes)
    return (int(match[2]) - 1, column_of(match[1])) if match else None
