"""What calamine does not tell of an old .xls: a password, error cells, percentages, hidden rows, merged cells; and what
makes it stumble put right in its bytes.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import msgspec

from cchc_excel.model.records import Position
from cchc_excel.reading.extent import is_far
from cchc_excel.reading.scan import SheetScan

_STREAMS = ("Workbook", "Book")
_BEGIN, _CODE_PAGE, _DIMENSIONS, _EPOCH = 0x809, 0x42, 0x200, 0x22
_BOUND_SHEET, _FILE_PASS, _FORMAT, _STYLE = 0x85, 0x2F, 0x41E, 0xE0
_BOOL_OR_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x205, 0x06, 0x203, 0x27E, 0xBD
_TEXTS = {0x204, 0xFD, 0xD6}
_ROW, _MERGED = 0x208, 0xE5
_CELLS = {_BOOL_OR_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS} | _TEXTS
"""Record types of BIFF8 ([MS-XLS] 2.3) and of BIFF5, which of these has the same."""
_BIFF8 = b"\x00\x06"
_UNICODE = 1200
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HIDDEN_ROW = 0x20
_PERCENT_FORMATS = (9, 10)
_WHOLE_SECTORS = 4096
"""A stream shorter than this lies among other short ones, and holds no workbook."""
Record = tuple[int, int, bytes]
"""(offset in the stream, type, content)"""


class OldBook(msgspec.Struct, frozen=True):
    """What the container of a .xls says: whether there is a workbook in it, whether it is locked, when it was saved,
    whether its days are counted from 1904, what its sheets hold, by name; its bytes as calamine reads them right."""

    is_book: bool
    locked: bool = False
    modified: dt.datetime | None = None
    dates_from_1904: bool = False
    sheets: Mapping[str, SheetScan] = {}
    data: bytes = b""


def scan_xls(data: bytes) -> OldBook:
    """A .xls. Raises what olefile and struct raise where it is damaged."""
    import olefile  # only for the few files that need it

    with olefile.OleFileIO(BytesIO(data)) as container:
        name = next((stream for stream in _STREAMS if container.exists(stream)), None)
        if name is None:
            return OldBook(is_book=False)
        records = list(_records(container.openstream(name).read()))
        if any(kind == _FILE_PASS for _, kind, _ in records):
            return OldBook(is_book=True, locked=True)
        saved = container.get_metadata().last_saved_time
        mended = _mended(data, container, name, records)
    from_1904 = any(kind == _EPOCH and body[:1] == b"\1" for _, kind, body in records)
    return OldBook(True, False, saved and saved.replace(tzinfo=dt.UTC), from_1904, _sheets(records), mended)


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _is_biff8(records: Sequence[Record]) -> bool:
    return next((body[:2] == _BIFF8 for _, kind, body in records if kind == _BEGIN), True)


def _mended(data: bytes, container: Any, name: str, records: Sequence[Record]) -> bytes:
    """The bytes with the code page of a workbook in Unicode said to be Unicode, whatever its writer put there, and with
    sheets that promise no size: a reader makes room for all of it."""
    patches = [(offset, bytes(len(body))) for offset, kind, body in records if kind == _DIMENSIONS]
    if _is_biff8(records):
        page = struct.pack("<H", _UNICODE)
        patches += [(offset, page) for offset, kind, body in records if kind == _CODE_PAGE and body != page]
    entry = container.direntries[container._find(name)]
    if entry.size < _WHOLE_SECTORS:
        return data
    sectors: list[int] = []
    sector = entry.isectStart
    while 0 <= sector < len(container.fat) and len(sectors) * container.sectorsize < entry.size:
        sectors.append((sector + 1) * container.sectorsize)
        sector = container.fat[sector]
    mended = bytearray(data)
    for offset, new in patches:
        for at, byte in enumerate(new, start=offset + 4):
            number, inside = divmod(at, container.sectorsize)
            if number < len(sectors) and sectors[number] + inside < len(mended):
                mended[sectors[number] + inside] = byte
    return bytes(mended)


def _sheets(records: Sequence[Record]) -> dict[str, SheetScan]:
    wide = _is_biff8(records)
    page = next((struct.unpack_from("<H", body)[0] for _, kind, body in records if kind == _CODE_PAGE), 1252)
    starts = {
        struct.unpack_from("<I", body)[0]: _sheet_name(body) if wide else _narrow_name(body, page)
        for _, kind, body in records
        if kind == _BOUND_SHEET
    }
    formats = {struct.unpack_from("<H", body)[0] for _, kind, body in records if kind == _FORMAT and b"%" in body}
    formats.update(_PERCENT_FORMATS)
    styles = [struct.unpack_from("<H", body, 2)[0] for _, kind, body in records if kind == _STYLE]
    percent = {number for number, style in enumerate(styles) if style in formats}
    sheets: dict[str, SheetScan] = {}
    ends: dict[str, list[int]] = {}
    current, end = SheetScan(), [-1, -1]
    for offset, kind, body in records:
        if offset in starts:
            current = sheets.setdefault(starts[offset], SheetScan())
            end = ends.setdefault(starts[offset], [-1, -1])
        elif kind in _CELLS:
            _cell(kind, body, percent, current, end)
        elif kind == _ROW and _is_hidden(body):
            current.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _MERGED:
            areas = struct.iter_unpack("<HHHH", body[2 : 2 + 8 * struct.unpack_from("<H", body)[0]])
            current.merged.extend((top, left, bottom, right) for top, bottom, left, right in areas)
    return {name: _measured(scan, (ends[name][0], ends[name][1])) for name, scan in sheets.items()}


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


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * 2].decode("utf-16-le") if wide else body[8 : 8 + length].decode("latin-1")


def _narrow_name(body: bytes, page: int) -> str:
    """A sheet's name in BIFF5, which knows no Unicode."""
    try:
        return body[7 : 7 + body[6]].decode(f"cp{page}")
    except LookupError:
        return body[7 : 7 + body[6]].decode("cp1252", "replace")
