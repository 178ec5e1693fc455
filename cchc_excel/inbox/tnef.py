"""winmail.dat (TNEF: MS-OXTNEF), in which Outlook wraps attachments for receivers it takes for Outlook's.

Only attachments are read: their names and bytes. The libraries that exist read everything else too, without bounds.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEADER = 6
_ATTACHMENT_LEVEL = 2
_RENDERED, _TITLE, _BYTES, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME, _SHORT_NAME, _OBJECT = 0x3707, 0x3704, 0x3701
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset({0xD, 0x1E, 0x1F, 0x102})
_MANY, _NAMED, _TEXT = 0x1000, 0x8000, 1
_UNICODE = 0x1F
_INTERFACE = 16
"""An embedded message is preceded by the id of its interface."""


class _File:
    """One attachment as its attributes come."""

    def __init__(self) -> None:
        self.title, self.long_name, self.data, self.embedded = "", "", b"", False


def read_tnef(data: bytes) -> list[tuple[str, bytes]]:
    """The attachments (name, bytes); an embedded message is named "*.dat" and is TNEF again. Raises ValueError where
    the bytes are no TNEF, or end too early."""
    if not data.startswith(SIGNATURE):
        raise ValueError("no TNEF")
    files: list[_File] = []
    for level, ident, value in _attributes(data):
        if ident == _RENDERED:
            files.append(_File())
        if level != _ATTACHMENT_LEVEL or not files:
            continue
        file = files[-1]
        if ident == _TITLE:
            file.title = _text(value, unicode=False)
        elif ident == _BYTES:
            file.data = value
        elif ident == _PROPERTIES:
            _take_properties(file, value)
    return [(_name(file), file.data) for file in files if file.data]


def _name(file: _File) -> str:
    name = (file.long_name or file.title).replace("\\", "/").rpartition("/")[2]
    return f"{name or 'thu'}.dat" if file.embedded else name


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(level, id, value) of every whole attribute: level, id, type, length, value, checksum."""
    at = _HEADER
    while at + 9 <= len(data):
        level, ident, _, length = struct.unpack_from("<BHHI", data, at)
        at += 9
        if at + length > len(data):
            raise ValueError("cut")
        yield level, ident, data[at : at + length]
        at += length + 2


def _take_properties(file: _File, data: bytes) -> None:
    for ident, kind, value in _properties(data):
        if ident == _LONG_NAME or (ident == _SHORT_NAME and not file.title):
            file.long_name = _text(value, unicode=kind == _UNICODE) or file.long_name
        elif ident == _OBJECT:
            file.embedded = value[_INTERFACE:].startswith(SIGNATURE)
            file.data = value[_INTERFACE:] if file.embedded else value


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(id, type, first value) of every property, as far as the bytes are whole."""
    at = 4
    try:
        for _ in range(struct.unpack_from("<I", data)[0]):
            kind, ident = struct.unpack_from("<HH", data, at)
            at += 4
            if ident >= _NAMED:
                (by_text,) = struct.unpack_from("<I", data, at + 16)
                at += 20
                at += 4 + (_padded(struct.unpack_from("<I", data, at)[0]) if by_text == _TEXT else 0)
            single = kind & ~_MANY
            count = 1
            if kind & _MANY or single in _VARIABLE:
                (count,) = struct.unpack_from("<I", data, at)
                at += 4
            for number in range(count):
                length = _FIXED.get(single)
                if length is None:
                    (length,) = struct.unpack_from("<I", data, at)
                    at += 4
                if at + length > len(data):
                    return
                if number == 0:
                    yield ident, single, data[at : at + length]
                at += _padded(length)
    except struct.error:
        return


def _padded(length: int) -> int:
    return (length + 3) & ~3


def _text(value: bytes, *, unicode: bool) -> str:
    if unicode:
        return value.decode("utf-16-le", "replace").rstrip("\0").strip()
    raw = value.rstrip(b"\0")
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return raw.decode("cp1258", "replace").strip()
