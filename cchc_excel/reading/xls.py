"""What calamine does not tell of an old .xls: a password, error cells, percentages, hidden rows, merged cells; and what
makes it stumble put right in its bytes.

Only what is read is looked at: the workbook's stream is put into a container of its own, and in it what nobody reads
(the size that a sheet promises, names, the parse of formulas, charts inside of sheets) is made unknown to the reader.
Texts before Excel 97 are bytes in a code page that the reader may not know: it is told another that keeps every byte.
"""

from __future__ import annotations

import codecs
import datetime as dt
import struct
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

import msgspec

from cchc_excel.model.records import Position
from cchc_excel.reading.compound import compound_file
from cchc_excel.reading.extent import is_far
from cchc_excel.reading.guard import is_before_excel_5
from cchc_excel.reading.scan import SheetScan

_STREAMS = ("Workbook", "Book")
_BEGIN, _END, _CODE_PAGE, _EPOCH = 0x809, 0x0A, 0x42, 0x22
_BOUND_SHEET, _FILE_PASS, _FORMAT, _STYLE = 0x85, 0x2F, 0x41E, 0xE0
_BOOL_OR_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x205, 0x06, 0x203, 0x27E, 0xBD
_TEXTS = {0x204, 0xFD, 0xD6}
_ROW, _MERGED = 0x208, 0xE5
_CELLS = {_BOOL_OR_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS} | _TEXTS
"""Record types of BIFF8 ([MS-XLS] 2.3) and of BIFF5, which of these has the same."""
_UNREAD = {0x18, 0x17, 0x200, _MERGED}
"""Names, links to other workbooks, the size of a sheet, merged cells."""
_UNKNOWN = b"\xff\xff"
"""A type of record that there is not."""
_FORMULA_LENGTH = 4 + 20
"""Where in the record of a formula the length of its own text stands."""
_BIFF8, _BIFF5 = b"\x00\x06", b"\x00\x05"
_OLD_FORMULAS = {0x206, 0x406}
"""What a formula was before Excel 5: some writers call one of today so."""
_UNICODE, _KEEPS_BYTES = 1200, 1252
_STATES, _SHEET_KINDS, _CHART = (0, 1, 2), (0, 1, 2, 6), 2
_PAGES = {10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2", 10079: "mac_iceland",
          10081: "mac_turkish", 32768: "mac_roman", 32769: "cp1252"}  # fmt: skip
"""Code pages that Python has under another name than its number ([MS-XLS] 2.4.52, OpenOffice's "Excel File Format",
5.17)."""
_BYTES = {bytes([n]).decode(f"cp{_KEEPS_BYTES}", "ignore") or chr(n): n for n in range(256)}
"""A letter as the reader gives it -> the byte that it stands for."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HIDDEN_ROW = 0x20
_PERCENT_FORMATS = (9, 10)


class Record(NamedTuple):
    """A record at a place of the stream. `depth`: 1 in a sheet (or before the sheets), more in what lies inside."""

    at: int
    kind: int
    body: bytes
    depth: int


class NotFollowedError(Exception):
    """A workbook that is there, and is not written as this reader understands it: others may."""


class OldBook(msgspec.Struct, frozen=True):
    """What the container of a .xls says: whether there is a workbook in it, whether it is locked, whether it is older
    than Excel 5 (then nothing else is known of it), when it was saved, whether its days are counted from 1904, what its
    sheets hold, by name; its bytes as calamine reads them right, and the code page that its texts are still to be
    `decoded` by ("": they are not)."""

    is_book: bool
    locked: bool = False
    before_excel_5: bool = False
    modified: dt.datetime | None = None
    dates_from_1904: bool = False
    sheets: Mapping[str, SheetScan] = {}
    data: bytes = b""
    page: str = ""


def scan_xls(data: bytes) -> OldBook:
    """A .xls. Raises what olefile raises where its container is damaged, NotFollowedError where its workbook is odd."""
    import olefile  # only for the few files that need it

    with olefile.OleFileIO(BytesIO(data)) as container:
        name = next((stream for stream in _STREAMS if container.exists(stream)), None)
        if name is None:
            return OldBook(is_book=False)
        stream = container.openstream(name).read()
        saved = container.get_metadata().last_saved_time
    if is_before_excel_5(stream):
        return OldBook(is_book=True, before_excel_5=True)
    try:
        return _scanned(stream, saved and saved.replace(tzinfo=dt.UTC))
    except (ValueError, IndexError, struct.error) as error:
        raise NotFollowedError(str(error)) from error


def _scanned(stream: bytes, saved: dt.datetime | None) -> OldBook:
    """What the stream of a workbook says."""
    records = list(_records(stream, 0))
    if any(one.kind == _FILE_PASS for one in records):
        return OldBook(is_book=True, locked=True)
    page = "" if _is_biff8(records) else _page(records)
    mended = bytearray(stream)
    sheets: dict[str, SheetScan] = {}
    percent = _percent_styles(records)
    for one in records:
        if one.kind == _BOUND_SHEET:
            sheets[_sheet_name(one.body, page)] = _sheet(stream, _position(one.body), percent, mended)
    _mend_head(mended, records, page)
    from_1904 = any(one.kind == _EPOCH and one.body[:1] == b"\1" for one in records)
    book = compound_file(_STREAMS[0], bytes(mended))
    return OldBook(True, False, False, saved, from_1904, sheets, book, page)


def decoded(text: str, page: str) -> str:
    """A text as calamine gives it of a workbook whose texts are bytes in this code page."""
    return bytes(_BYTES.get(letter, ord("?")) for letter in text).decode(page, "replace")


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """What begins at a place of the stream, to its end. Raises ValueError where nothing does."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += kind == _BEGIN
        if not depth:
            raise ValueError(f"no sheet at {at}")
        yield Record(at, kind, stream[at + 4 : at + 4 + length], depth)
        depth -= kind == _END
        if not depth:
            return
        at += 4 + length


def _is_biff8(records: Sequence[Record]) -> bool:
    return records[0].body[:2] == _BIFF8


def _page(records: Sequence[Record]) -> str:
    """The code page of a workbook that knows no Unicode."""
    number = next((struct.unpack_from("<H", one.body)[0] for one in records if one.kind == _CODE_PAGE), _KEEPS_BYTES)
    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return f"cp{_KEEPS_BYTES}"
    return name


def _position(listed: bytes) -> int:
    return int(struct.unpack_from("<I", listed)[0])


def _percent_styles(records: Sequence[Record]) -> set[int]:
    """The styles that show a percentage."""
    formats = {struct.unpack_from("<H", one.body)[0] for one in records if one.kind == _FORMAT and b"%" in one.body}
    formats.update(_PERCENT_FORMATS)
    styles = [struct.unpack_from("<H", one.body, 2)[0] for one in records if one.kind == _STYLE]
    return {number for number, style in enumerate(styles) if style in formats}


def _mend_head(stream: bytearray, records: Sequence[Record], page: str) -> None:
    """Tell the reader which code page to take, whatever the writer says or leaves out, and of sheets only what it
    knows."""
    said = struct.pack("<HHH", _CODE_PAGE, 2, _KEEPS_BYTES if page else _UNICODE)
    for one in records:
        if one.kind in _UNREAD or one.kind == _CODE_PAGE:
            stream[one.at : one.at + 2] = _UNKNOWN
        elif one.kind == _BOUND_SHEET:
            state, kind = one.body[4] & 0x3F, one.body[5]
            stream[one.at + 4 : one.at + 10] = struct.pack(
                "<IBB",
                _position(one.body) + len(said),
                state if state in _STATES else 0,
                kind if kind in _SHEET_KINDS else _CHART,
            )
    if page:
        stream[4:6] = _BIFF5
    after = records[1].at if len(records) > 1 else len(stream)
    stream[after:after] = said


def _sheet(stream: bytes, at: int, percent: set[int], mended: bytearray) -> SheetScan:
    """What is found in a sheet; what nobody reads of it is made unknown."""
    scan, end = SheetScan(), [-1, -1]
    for one in map(_called_right, _records(stream, at)):
        if one.depth > 1 or one.kind in _UNREAD:
            mended[one.at : one.at + 2] = _UNKNOWN
        if one.depth > 1:
            continue
        if one.kind in _CELLS:
            _cell(one.kind, one.body, percent, scan, end)
        elif one.kind == _ROW and _is_hidden(one.body):
            scan.hidden_rows.add(struct.unpack_from("<H", one.body)[0])
        elif one.kind == _MERGED:
            areas = struct.iter_unpack("<HHHH", one.body[2 : 2 + 8 * struct.unpack_from("<H", one.body)[0]])
            scan.merged.extend((top, left, bottom, right) for top, bottom, left, right in areas)
        if one.kind == _FORMULA:
            mended[one.at : one.at + 2] = struct.pack("<H", _FORMULA)
            mended[one.at + _FORMULA_LENGTH : one.at + _FORMULA_LENGTH + 2] = bytes(2)
    return _measured(scan, (end[0], end[1]))


def _called_right(one: Record) -> Record:
    return one._replace(kind=_FORMULA) if one.kind in _OLD_FORMULAS and len(one.body) > _FORMULA_LENGTH - 4 else one


def _is_hidden(row: bytes) -> bool:
    """Whether a row is hidden, or no point high."""
    return bool(struct.unpack_from("<I", row, 12)[0] & _HIDDEN_ROW) or not struct.unpack_from("<H", row, 6)[0] & 0x7FFF


def _measured(scan: SheetScan, last: Position) -> SheetScan:
    row, column = last
    return msgspec.structs.replace(scan, merges=len(scan.merged), far=is_far(last), area=(row + 1) * (column + 1))


def _cell(kind: int, body: bytes, percent: set[int], scan: SheetScan, end: list[int]) -> None:
    """A record of one cell, or of several in a row."""
    row, column, style = struct.unpack_from("<HHH", body)
    last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _SHORT_NUMBERS else column
    end[:] = max(end[0], row), max(end[1], last)
    if kind == _BOOL_OR_ERROR and body[7]:
        scan.errors[row, column] = _ERRORS.get(body[6], "#ERROR")
    elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        scan.errors[row, column] = _ERRORS.get(body[8], "#ERROR")
    elif kind == _SHORT_NUMBERS:
        of_each = (style for style, _ in struct.iter_unpack("<HI", body[4:-2]))
        scan.percents.update((row, column + at) for at, style in enumerate(of_each) if style in percent)
    elif style in percent and kind not in _TEXTS:
        scan.percents.add((row, column))


def _sheet_name(listed: bytes, page: str) -> str:
    """The name in a line of the list of sheets, as calamine gives it."""
    if page:
        return listed[7 : 7 + listed[6]].decode(page, "replace").replace("\0", "")
    length, wide = listed[6], listed[7] & 1
    name = listed[8 : 8 + length * 2].decode("utf-16-le") if wide else listed[8 : 8 + length].decode("latin-1")
    return name.replace("\0", "")
