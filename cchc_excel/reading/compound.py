"""An OLE compound file that holds one stream ([MS-CFB]): what a reader of old workbooks is given, whatever the
container was like in which the stream came.
"""

from __future__ import annotations

import struct

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 4096
"""Of version 4: 109 sectors of the table, as many as the head names, are room for 400 MB."""
_IN_TABLE = _SECTOR // 4
_IN_HEAD = 109
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_ROOT, _STREAM = 5, 2


def compound_file(name: str, stream: bytes) -> bytes:
    """The file. A stream shorter than a sector is filled up with zeros, which end a workbook too: short ones would lie
    among others."""
    count = max(-(-len(stream) // _SECTOR), 1)
    size = max(len(stream), _SECTOR)
    used = count + 1
    tables = -(-used // (_IN_TABLE - 1))
    table = [*range(1, count), _END, _END, *[_TABLE] * tables]
    table += [_FREE] * (tables * _IN_TABLE - len(table))
    places = [*range(used, used + tables), *[_FREE] * (_IN_HEAD - tables)]
    directory = _entry("Root Entry", _ROOT, 1, 0, 0) + _entry(name, _STREAM, _FREE, 0, size)
    head = OLE + bytes(16) + struct.pack("<5H6x", 0x3E, 4, 0xFFFE, 12, 6)
    head += struct.pack("<9I", 1, tables, count, 0, _SECTOR, _END, 0, _END, 0) + struct.pack("<109I", *places)
    sectors = (head, stream.ljust(count * _SECTOR, b"\0"), directory.ljust(_SECTOR, b"\0"))
    return b"".join((sectors[0].ljust(_SECTOR, b"\0"), *sectors[1:], struct.pack(f"<{len(table)}I", *table)))


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """A line of the directory."""
    text = name.encode("utf-16-le") + b"\0\0"
    around = struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + around + bytes(36) + struct.pack("<IQ", start, size)
