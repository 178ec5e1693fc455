"""What calamine does not tell, found in the sheets' own XML: error cells, formulas never calculated, percentages,
hidden rows, merged cells, values where no form reaches.

Patterns over the bytes, no parse, in sheets that are written as every office program writes them (`is_plain`): any
other is written anew first (rewrite.py). Each pattern starts with the letters it looks for, so that a scan costs less
than a third of the reading itself, and takes a time that grows with the sheet and no faster.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Container, Iterator
from typing import cast
from xml.etree import ElementTree as ET

import msgspec

from cchc_excel.model.records import Area, Position, address
from cchc_excel.reading.extent import MAX_COLUMN, MAX_TOTAL, column_of, is_far, reaches_far
from cchc_excel.reading.guard import Parts
from cchc_excel.reading.package import Book, local

MAX_MERGES = 20_000
"""A form has a few dozen merged areas."""
_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_HIDDEN = re.compile(rb" hidden=[\"'](?:1|true)[\"']")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_BUILT_IN_PERCENT = {"9", "10"}
_MODIFIED = re.compile(rb"<dcterms:modified[^<>]*>([^<]+)<")
_IS_TEXT = re.compile(rb"t=[\"']str[\"']")
_MAYBE_ERROR = re.compile(rb"t=[\"']e[\"']")
_FLAT = re.compile(rb" ht=\"0")
_HEIGHT = re.compile(rb"\bht=\"(0(?:\.\d*)?)\"")
_ZERO_HEIGHT = re.compile(rb" zeroHeight=[\"'](?:1|true)[\"']")
_AND, _REFERENCED = b"&", b"&#"
_MERGES = b"mergeCells"
_NEAR_ROWS = 999
NEAR_AREA = _NEAR_ROWS * MAX_COLUMN
"""As many cells as a sheet may have in which every address is near."""


class SheetScan(msgspec.Struct, frozen=True):
    """What the scan of one sheet found, as in RawSheet. `plain`: it is written in the usual way (of any other sheet
    nothing else was looked for); `far`: a value stands where no form reaches; `area`: cells from A1 to the last value,
    or a number that they do not exceed; `merges`: how many merged areas there are."""

    errors: dict[Position, str] = {}
    uncached: set[Position] = set()
    formulas: Container[Position] | None = None
    percents: set[Position] = set()
    hidden_rows: set[int] = set()
    merged: list[Area] = []
    merges: int = 0
    far: bool = False
    area: int = 0
    plain: bool = True


class _Patterns(msgspec.Struct, frozen=True):
    """What is looked for in sheets whose elements carry one namespace prefix (b"" or b"x:")."""

    formula: re.Pattern[bytes]
    numbered: re.Pattern[bytes]
    uncached: tuple[re.Pattern[bytes], ...]
    valued: bytes
    empty: bytes
    empty_texts: re.Pattern[bytes]
    error: re.Pattern[bytes]
    merged: re.Pattern[bytes]
    odd: re.Pattern[bytes]
    odd_or_deep: re.Pattern[bytes]
    filled: re.Pattern[bytes]
    opening: bytes
    cell: bytes
    row: bytes
    merge: bytes
    start: bytes
    end: bytes


def _odd(prefix: bytes, address: bytes, number: bytes) -> re.Pattern[bytes]:
    """Finds a tag among the cells that is not written as office programs write it: another element, a cell or row whose
    address does not come first, any attribute that is not plain, blanks around a value. All that these patterns and
    the reader rely on."""
    attributes = rb"(?: (?!r=)[a-zA-Z0-9:]+=\"[^\"<>&\t\r\n]{0,200}\"){0,20}+"
    p = prefix
    closing = rb"/%b(?:c|row|f|is|t)>|(?<!\s<)/%bv>" % (p, p)
    usual = rb"%bc r=\"%b\"(?: s=\"[0-9]{1,5}\")?+(?: t=\"[a-zA-Z]{1,9}\")?+(?:/?>|%b/?>)" % (p, address, attributes)
    others = rb"%b(?:row r=\"%b\"|f|t)%b/?>" % (p, number, attributes)
    return re.compile(rb"<(?!%b|%bv>(?!\s)|%b|%b|%bis>|%bv/>)" % (usual, p, closing, others, p, p))


@functools.lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> _Patterns:
    c, f, v = (prefix + name for name in (b"c", b"f", b"v"))
    empty = rb"\s*(<%b>\s*</%b>\s*|<%b\s*/>\s*)?</%b>" % (v, v, v, c)
    return _Patterns(
        formula=re.compile(rb"<%b (?:[^<>]* )??r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*>\s*<%b\b" % (c, f)),
        numbered=re.compile(rb"<%brow [^<>]*?\br=\"(\d{1,7})\"" % prefix),
        uncached=(re.compile(rb"</%b>" % f + empty), re.compile(rb"<%b [^<>]*/>" % f + empty)),
        valued=b"</%b><%b>" % (f, v),
        empty=b"<%b></%b>" % (v, v),
        empty_texts=re.compile(rb" t=\"str\"[^<>]*+><%b(?:>| [^<>]*+>)[^<]*+</%b><%b></%b>" % (f, f, v, v)),
        error=re.compile(
            rb"<%b ([^<>]*\bt=[\"']e[\"'][^<>]*)>\s*(?:<%b(?:\s[^<>]*)?(?:(?<=/)>|>[^<]*</%b>)\s*)?<%b>([^<]*)<"
            % (c, f, f, v)
        ),
        merged=re.compile(rb"<%bmergeCell ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"" % prefix),
        odd=_odd(prefix, rb"[A-Z]{1,2}[0-9]{1,3}", rb"[0-9]{1,3}"),
        odd_or_deep=_odd(prefix, rb"[A-Z]{1,3}[0-9]{1,7}", rb"[0-9]{1,7}"),
        filled=re.compile(rb"<%b r=\"([A-Z]{1,3})([0-9]{1,7})\"[^<>]*+>(?<!/>)(?!</%b>)" % (c, c)),
        opening=b"<%b" % f,
        cell=b"<%b " % c,
        row=b"<%brow " % prefix,
        merge=b"mergeCell",
        start=b"<%bsheetData" % prefix,
        end=b"</%bsheetData>" % prefix,
    )


def scan_sheets(parts: Parts, book: Book) -> dict[str, SheetScan]:
    """Sheet name -> what the scan of each worksheet found. Raises ElementTree.ParseError where the styles are not XML,
    and what unpacking raises."""
    percent = percent_styles(parts.get(book.styles, b""))
    many = len(book.sheets) * NEAR_AREA > MAX_TOTAL
    return {
        sheet.name: scan_sheet(parts[sheet.part], percent, exact=many) for sheet in book.sheets if sheet.part in parts
    }


def scan_sheet(xml: bytes, percent: frozenset[bytes] = frozenset(), *, exact: bool = False) -> SheetScan:
    """What is found in one sheet's XML. `percent`: numbers of the cell styles that show a percentage, as written;
    `exact`: `area` is wanted to the cell."""
    find = _patterns_of(xml)
    start, end = _cells(xml, find)
    near = not find.odd.search(xml, start, end)
    merges, merged = _merged(xml, find, end)
    if not _is_plain(xml, find, start, end, near=near) or (merges <= MAX_MERGES and len(merged) != merges):
        return SheetScan(formulas=Formulas(xml), merges=merges, far=reaches_far(xml), plain=False)
    extent = (0, 0) if near and not exact else _extent(xml, find, start, end)
    errors: dict[Position | None, str] = {}
    if _MAYBE_ERROR.search(xml, start, end):
        found = find.error.finditer(xml, start, end)
        errors = {_position(match[1]): match[2].decode("utf-8", "replace") for match in found}
        if len(errors) != len(_MAYBE_ERROR.findall(xml, start, end)):
            return SheetScan(formulas=Formulas(xml), merges=merges, far=reaches_far(xml), plain=False)
    percents: list[Position | None] = []
    if percent:
        styled = re.compile(rb" s=\"0*(?:" + b"|".join(sorted(percent)) + rb")\"")
        percents = [_position(tag) for tag in _tags(xml, styled, find.cell, start, end)]
    return SheetScan(
        errors={position: text for position, text in errors.items() if position is not None},
        uncached={position for tag in _uncached(xml, find, start, end) if (position := _position(tag)) is not None},
        formulas=Formulas(xml),
        percents={position for position in percents if position is not None},
        hidden_rows=_hidden_rows(xml, find, start, end),
        merged=merged,
        merges=merges,
        far=is_far(extent),
        area=NEAR_AREA if near and not exact else (extent[0] + 1) * (extent[1] + 1),
    )


def is_near(xml: bytes) -> bool:
    """Whether a sheet is plain, and every address in it near."""
    find = _patterns_of(xml)
    start, end = _cells(xml, find)
    return not find.odd.search(xml, start, end) and _is_plain(xml, find, start, end, near=True)


def _cells(xml: bytes, find: _Patterns) -> tuple[int, int]:
    """Where the cells of a sheet begin and end; an end before the beginning where that cannot be told."""
    start = xml.find(find.start)
    opened = xml.find(b">", start) + 1
    if start < 0 or xml.startswith(b"/>", opened - 2):
        return opened, opened if start >= 0 else -1
    return opened, xml.rfind(find.end)


def _is_plain(xml: bytes, find: _Patterns, start: int, end: int, *, near: bool) -> bool:
    if end < start or (xml.find(_AND, start, end) >= 0 and xml.find(_REFERENCED, start, end) >= 0):
        return False
    return near or not find.odd_or_deep.search(xml, start, end)


def _extent(xml: bytes, find: _Patterns, start: int, end: int) -> Position:
    """The last row and column of cells that hold anything, counted from 0."""
    rows, columns = 1, set()
    for match in find.filled.finditer(xml, start, end):
        columns.add(match[1])
        rows = max(rows, int(match[2]))
    return rows - 1, max(map(column_of, columns), default=0)


def _hidden_rows(xml: bytes, find: _Patterns, start: int, end: int) -> set[int]:
    """Rows that are hidden, or no point high; all of them where rows are hidden unless they say otherwise: what is said
    of one may have been left by another program."""
    if _ZERO_HEIGHT.search(xml, 0, start):
        return {int(number) - 1 for number in find.numbered.findall(xml, start, end)}
    tags = list(_tags(xml, _HIDDEN, find.row, start, end)) if xml.find(b" hidden=", start, end) >= 0 else []
    if _FLAT.search(xml, start, end):
        tags.extend(tag for tag in _tags(xml, _FLAT, find.row, start, end) if _HEIGHT.search(tag))
    return {int(number[1]) - 1 for number in map(_ROW_NUMBER.search, tags) if number}


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


def _uncached(xml: bytes, find: _Patterns, start: int, end: int) -> Iterator[bytes]:
    """The tags of cells whose formula has no value; an empty text is one."""
    formulas = xml.count(find.opening, start, end)
    if formulas == (formulas and xml.count(find.valued, start, end)):
        empty = formulas and xml.count(find.empty, start, end)
        if not empty or empty == len(find.empty_texts.findall(xml, start, end)):
            return
    for pattern in find.uncached:
        after = start
        for match in pattern.finditer(xml, start, end):
            cell = xml.rfind(find.cell, after, match.start())
            after = match.end()
            tag = xml[cell : xml.find(b">", cell)] if cell >= 0 else b""
            if not (match[1] and _IS_TEXT.search(tag)):
                yield tag


def _tags(xml: bytes, attribute: re.Pattern[bytes], opening: bytes, start: int, end: int) -> Iterator[bytes]:
    """The tags of one element that hold an attribute, each once."""
    after = start
    for match in attribute.finditer(xml, start, end):
        if match.start() < after:
            continue
        tag = xml.rfind(b"<", after, match.start())
        after = max(xml.find(b">", match.end()), match.end())
        if tag >= 0 and xml.startswith(opening, tag):
            yield xml[tag:after]


def _merged(xml: bytes, find: _Patterns, end: int) -> tuple[int, list[Area]]:
    """How many merged areas a sheet has, and where: not where there are too many, and only those written plainly."""
    start = max(end, 0)
    count = xml.count(find.merge, start) - xml.count(_MERGES, start)
    if not count or count > MAX_MERGES:
        return count, []
    return count, [
        (int(top) - 1, column_of(left), int(bottom) - 1, column_of(right))
        for left, top, right, bottom in find.merged.findall(xml, start)
    ]


@functools.lru_cache(maxsize=8)
def percent_styles(styles: bytes) -> frozenset[bytes]:
    """The numbers, as written, of the cell styles of xl/styles.xml that show a percentage. The units' forms share their
    styles. Raises ElementTree.ParseError."""
    return frozenset(str(at).encode() for at, code in enumerate(cell_formats(styles)) if "%" in code)


def cell_formats(styles: bytes) -> list[str]:
    """The number format of each cell style, in order; of built-in formats only "0%" and "0.00%" are told, by "%", the
    others are "". Raises ElementTree.ParseError."""
    root = ET.fromstring(styles) if styles else ET.Element("styleSheet")
    codes = dict.fromkeys(_BUILT_IN_PERCENT, "%")
    for element in root.iter():
        if local(element) == "numFmt":
            codes.setdefault(element.get("numFmtId", "").strip(), element.get("formatCode", ""))
    listed = next((element for element in root if local(element) == "cellXfs"), ())
    return [codes.get(style.get("numFmtId", "").strip(), "") for style in listed]


def modified(parts: Parts) -> dt.datetime | None:
    """When the workbook says in docProps/core.xml that it was last saved (UTC), if it does."""
    match = _MODIFIED.search(parts.get("docprops/core.xml", b""))
    if not match:
        return None
    try:
        moment = dt.datetime.fromisoformat(match[1].decode("ascii", "replace").strip())
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None


def _position(attributes: bytes) -> Position | None:
    match = _REFERENCE.search(attributes)
    return (int(match[2]) - 1, column_of(match[1])) if match else None
