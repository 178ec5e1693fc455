"""What is looked at before any parser sees foreign bytes: kind of file, size, what is inside the package.

The limits also bound the memory a reading takes, location the system itself sets none (Windows).
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem

MAX_BYTES = 64 << 20
"""Of a file as it arrived."""
MAX_UNPACKED = 192 << 20
"""Bytes of all the parts of a package."""
MAX_MEMBERS = 4096
MAX_RATIO = 400
"""The largest honest workbook seen unpacks to 60 MB in 1,033 members at a ratio of 69; a ratio counts from 16 MB on."""
_RATIO_FROM = 16 << 20
_ZIP = b"PK"
_PART = b"PK\x03\x04"
_LOCAL = struct.Struct("<4s22x2H")
"""What stands before a part: signature, and the lengths of its name and of what is added to it (APPNOTE.TXT, 4.3.7)."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|meta)", re.IGNORECASE)
_FORBIDDEN = b"<!DOCTYPE"
_SHARED_TEXTS = "xl/sharedstrings.xml"
_MILLIONS = re.compile(rb"uniqueCount\s*=\s*[\"'][\s+]*[0-9]{8}")
"""A reader makes room for as many shared texts as the workbook says it has."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?\bencoding=[\"']([^\"']+)[\"']")
_PLAIN_ENCODINGS = {b"utf-8", b"us-ascii"}
_PARSED = (".xml", ".rels")
_BOOKS = ("xl/workbook.xml", "content.xml")
"""The part that makes a package a workbook: .xlsx, .ods."""
_BINARY = "xl/workbook.bin"
_LOCKED_SHEET = b"encryption-data"
_TEXTS = frozenset({".csv"})


def is_text(name: str, data: bytes) -> bool:
    """Whether a file is a table of text (.csv), by its ending and for want of a workbook's first bytes."""
    return PurePosixPath(name).suffix.lower() in _TEXTS and not data.startswith((_ZIP, _OLE))


def is_package(data: bytes) -> bool:
    """Whether the bytes are a zip package (.xlsx, .xlsm, .ods), whatever the file is called."""
    return data.startswith(_ZIP)


def is_ole(data: bytes) -> bool:
    """Whether the bytes are an OLE container: an old .xls, or a workbook behind a password."""
    return data.startswith(_OLE)


def guard_bytes(name: str, data: bytes) -> Problem | None:
    """Why the bytes may not be opened at all, or None. `name`: the file's name in problems; its ending tells a .csv."""
    location = Location(name)
    if not data:
        return kinds.FILE_EMPTY(location)
    if len(data) > MAX_BYTES:
        return kinds.FILE_TOO_LARGE(location, reason=f"trên {MAX_BYTES >> 20} MB")
    if is_package(data):
        return None
    if data.startswith(_OLE):
        return kinds.FILE_LOCKED(location) if _ENCRYPTED in data else None
    if _HTML.match(data):
        return kinds.FILE_HTML(location)
    return None if is_text(name, data) else kinds.FILE_NOT_WORKBOOK(location)


def unpack(name: str, data: bytes) -> tuple[dict[str, bytes], Problem | None]:
    """Every part of a package that a parser reads, by its `part_name`, unpacked no further than it says (its checksum
    shows a false size); or nothing, and why it may not be opened.

    Raises BadZipFile (or what zipfile, zlib raise) location the package is damaged.
    """
    location = Location(name)
    with ZipFile(BytesIO(data)) as package:
        members = package.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members) or 1
        if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
            reason = f"{unpacked >> 20} MB sau khi mở, {len(members)} phần"
            return {}, kinds.FILE_TOO_LARGE(location, reason=reason)
        if packed > len(data) or (unpacked > _RATIO_FROM and unpacked / packed > MAX_RATIO):
            return {}, kinds.FILE_SUSPECT(location, reason="nén bất thường")
        if any(member.flag_bits & 1 for member in members):
            return {}, kinds.FILE_LOCKED(location)
        named = {part_name(member.filename): member for member in members}
        if not named:
            raise BadZipFile("không có gì bên trong")
        if len(named) < len(members):
            return {}, kinds.FILE_SUSPECT(location, reason="hai phần trùng tên")
        if _BINARY in named:
            return {}, kinds.FILE_BINARY(location)
        if not any(part in named for part in _BOOKS):
            return {}, kinds.FILE_NOT_WORKBOOK(location)
        parts = {part: _part(package, data, member) for part, member in named.items() if part.endswith(_PARSED)}
    return parts, _refusal(location, parts)


def part_name(written: str) -> str:
    """A part's name as readers look for it: capitals do not count (ECMA-376-2, 6.3.5), and either slash will do."""
    return written.replace("\\", "/").lower()


def _part(package: ZipFile, data: bytes, member: ZipInfo) -> bytes:
    """One part, unpacked in one go: of parts as small as these, reading them as files is half of the time."""
    if member.compress_type != ZIP_DEFLATED:
        return package.read(member)
    signature, name, extra = _LOCAL.unpack_from(data, member.header_offset)
    start = member.header_offset + _LOCAL.size + name + extra
    packed = data[start : start + member.compress_size]
    part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, max(member.file_size, 1))
    if signature != _PART or len(part) != member.file_size or zlib.crc32(part) != member.CRC:
        raise BadZipFile(member.filename)
    return part


def _refusal(location: Location, parts: dict[str, bytes]) -> Problem | None:
    """Why the parts may not be handed to a parser, or None."""
    if _LOCKED_SHEET in parts.get("meta-inf/manifest.xml", b""):
        return kinds.FILE_LOCKED(location)
    if _MILLIONS.search(parts.get(_SHARED_TEXTS, b"")):
        return kinds.FILE_SUSPECT(location, reason="khai báo hàng triệu ô chữ")
    for xml in parts.values():
        if _FORBIDDEN in xml:
            return kinds.FILE_SUSPECT(location, reason="khai báo DOCTYPE")
        encoding = _ENCODING.match(xml, 0, 256)
        if xml.startswith(_WIDE) or (encoding and encoding[1].lower() not in _PLAIN_ENCODINGS):
            return kinds.FILE_UNREADABLE(location, reason="bảng mã lạ, không phải UTF-8")
    return None
