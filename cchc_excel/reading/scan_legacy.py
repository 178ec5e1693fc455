"""What calamine does not tell of .xls and .ods: a password, error cells, percentages, hidden rows, merged cells."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree as ET

import msgspec

from cchc_excel.reading.extent import is_far
from cchc_excel.reading.scan import MAX_MERGES, SheetScan

_STREAMS = ("Workbook", "Book")
_BOUND_SHEET, _FILE_PASS, _FORMAT, _STYLE = 0x85, 0x2F, 0x41E, 0xE0
_BOOL_OR_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x205, 0x06, 0x203, 0x27E, 0xBD
_ROW, _MERGED = 0x208, 0xE5
_CELLS = {_BOOL_OR_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS}
"""Record types of BIFF8, [MS-XLS] 2.3. A .xls has no more than 65,536 rows of 256 cells: none is far."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HIDDEN_ROW = 0x20
_PERCENT_FORMATS = (9, 10)
_MOST_ROWS = 1_000_000
"""Rows that repeat to the sheet's end are nobody's hidden ones."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_DATE = "{http://purl.org/dc/elements/1.1/}date"


class OldBook(msgspec.Struct, frozen=True):
    """What the container of a .xls says: whether there is a workbook in it, whether it is locked, when it was saved,
    and what its sheets hold, by name."""

    is_book: bool
    locked: bool = False
    modified: dt.datetime | None = None
    sheets: Mapping[str, SheetScan] = {}


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
    return OldBook(True, False, saved and saved.replace(tzinfo=dt.UTC), _xls_sheets(records))


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(offset, type, content) of every record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _xls_sheets(records: list[tuple[int, int, bytes]]) -> dict[str, SheetScan]:
    starts = {struct.unpack_from("<I", body)[0]: _sheet_name(body) for _, kind, body in records if kind == _BOUND_SHEET}
    formats = {struct.unpack_from("<H", body)[0] for _, kind, body in records if kind == _FORMAT and b"%" in body}
    formats.update(_PERCENT_FORMATS)
    styles = [struct.unpack_from("<H", body, 2)[0] for _, kind, body in records if kind == _STYLE]
    percent = {number for number, style in enumerate(styles) if style in formats}
    sheets: dict[str, SheetScan] = {}
    current = SheetScan()
    for offset, kind, body in records:
        if offset in starts:
            current = sheets.setdefault(starts[offset], SheetScan())
        elif kind in _CELLS:
            _xls_cell(kind, body, percent, current)
        elif kind == _ROW and struct.unpack_from("<I", body, 12)[0] & _HIDDEN_ROW:
            current.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _MERGED:
            areas = struct.iter_unpack("<HHHH", body[2 : 2 + 8 * struct.unpack_from("<H", body)[0]])
            current.merged.extend((top, left, bottom, right) for top, bottom, left, right in areas)
    return {name: msgspec.structs.replace(scan, merges=len(scan.merged)) for name, scan in sheets.items()}


def _xls_cell(kind: int, body: bytes, percent: set[int], scan: SheetScan) -> None:
    """A record of one cell, or of several in a row."""
    row, column, style = struct.unpack_from("<HHH", body)
    if kind == _BOOL_OR_ERROR and body[7]:
        scan.errors[row, column] = _ERRORS.get(body[6], "#ERROR")
    elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        scan.errors[row, column] = _ERRORS.get(body[8], "#ERROR")
    elif kind == _SHORT_NUMBERS:
        of_each = (style for style, _ in struct.iter_unpack("<HI", body[4:-2]))
        scan.percents.update((row, column + at) for at, style in enumerate(of_each) if style in percent)
    elif style in percent:
        scan.percents.add((row, column))


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * 2].decode("utf-16-le") if wide else body[8 : 8 + length].decode("latin-1")


def scan_ods(parts: Mapping[str, bytes]) -> tuple[dict[str, SheetScan], dt.datetime | None]:
    """The sheets of an .ods by name, and when it was saved, from its unpacked parts."""
    sheets = {}
    for table in ET.fromstring(parts["content.xml"]).iter(f"{_TABLE}table"):
        sheets[table.get(f"{_TABLE}name", "")] = _ods_sheet(table)
    return sheets, _ods_modified(parts.get("meta.xml", b""))


def _ods_sheet(table: ET.Element) -> SheetScan:
    scan = SheetScan()
    row = last_row = last_column = 0
    for line in table.iter(f"{_TABLE}table-row"):
        repeated = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        if line.get(f"{_TABLE}visibility") in ("collapse", "filter") and row + repeated < _MOST_ROWS:
            scan.hidden_rows.update(range(row, row + repeated))
        column = 0
        for cell in line:
            across = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            if cell.get(f"{_OFFICE}value-type") is not None:
                last_row, last_column = row + repeated - 1, max(last_column, column + across - 1)
                _ods_cell(cell, row, column, scan)
            column += across
        row += repeated
    return msgspec.structs.replace(scan, far=is_far((last_row, last_column)), merges=len(scan.merged))


def _ods_cell(cell: ET.Element, row: int, column: int, scan: SheetScan) -> None:
    if cell.get(f"{_CALC}value-type") == "error":
        scan.errors[row, column] = "".join(cell.itertext())[:20]
    if cell.get(f"{_OFFICE}value-type") == "percentage":
        scan.percents.add((row, column))
    down, over = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
    if (down > 1 or over > 1) and len(scan.merged) <= MAX_MERGES:
        scan.merged.append((row, column, row + down - 1, column + over - 1))


def _ods_modified(meta: bytes) -> dt.datetime | None:
    """LibreOffice writes it without a zone."""
    date = ET.fromstring(meta).find(f".//{_DATE}") if meta else None
    try:
        saved = dt.datetime.fromisoformat((date.text or "").strip()[:26]) if date is not None else None
        return saved and (saved.astimezone(dt.UTC) if saved.tzinfo else saved.replace(tzinfo=dt.UTC))
    except (ValueError, OverflowError):
        return None
