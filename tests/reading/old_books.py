"""Old workbooks (.xls) put together record by record ([MS-XLS] 2.3; before Excel 97 "Excel File Format", 5)."""

from __future__ import annotations

import struct
from collections.abc import Iterable

Records = list[tuple[int, bytes]]
_SECTOR, _SHORT = 512, 64
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
UNICODE, ANSI = b"\x00\x06", b"\x00\x05"
"""Versions: Excel 97 and after, Excel 5 and 95."""


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def written(records: Iterable[tuple[int, bytes]]) -> bytes:
    return b"".join(record(kind, body) for kind, body in records)


def number(row: int, column: int, value: float, style: int = 0) -> tuple[int, bytes]:
    return 0x203, struct.pack("<HHHd", row, column, style, value)


def text(row: int, column: int, value: bytes) -> tuple[int, bytes]:
    """A text of a workbook before Excel 97."""
    return 0x204, struct.pack("<HHHH", row, column, 0, len(value)) + value


def sheet(version: bytes, *cells: tuple[int, bytes]) -> bytes:
    return written([(0x809, version + b"\x10\0" + bytes(4)), *cells, (0x0A, b"")])


def stream(version: bytes, head: Records, sheets: dict[bytes, bytes], state: int = 0, kind: int = 0) -> bytes:
    """A workbook: what stands before the list of sheets, and the sheets by name. `state`, `kind`: of each."""
    first = record(0x809, version + b"\x05\0" + bytes(4)) + written(head)
    flag = b"\0" if version == UNICODE else b""
    lines = {name: struct.pack("<BBB", state, kind, len(name)) + flag + name for name in sheets}
    at = len(first) + sum(len(line) + 8 for line in lines.values()) + 4
    listed = b""
    for name, made in sheets.items():
        listed += record(0x85, struct.pack("<I", at) + lines[name])
        at += len(made)
    return first + listed + record(0x0A, b"") + b"".join(sheets.values())


def short_container(name: str, content: bytes) -> bytes:
    """A container whose stream is short and so lies in small pieces in another one ([MS-CFB] 2.4)."""
    assert len(content) < 4096
    pieces = -(-len(content) // _SHORT)
    whole = content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0")
    sectors = len(whole) // _SECTOR
    short_table = struct.pack("<128I", *range(1, pieces), _END, *[_FREE] * (128 - pieces))
    table = [*range(1, sectors), _END, _END, _END, _TABLE]
    entries = b""
    for entry, kind, child, start, size in (("Root Entry", 5, 1, 0, len(whole)), (name, 2, _FREE, 0, len(content))):
        letters = entry.encode("utf-16-le") + b"\0\0"
        entries += letters.ljust(64, b"\0") + struct.pack("<HBBIII", len(letters), kind, 1, _FREE, _FREE, child)
        entries += bytes(36) + struct.pack("<IQ", start, size)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, sectors, 0, 4096, sectors + 1, 1, _END, 0)
    head += struct.pack("<109I", sectors + 2, *[_FREE] * 108)
    tail = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    return head + whole + entries.ljust(_SECTOR, b"\0") + short_table + tail
