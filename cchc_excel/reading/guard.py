"""What is looked at before any parser sees foreign bytes: kind of file, size, what is inside the package.

The limits also bound the memory a reading takes, where the system itself sets none (Windows).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.reading.no_workbook import no_workbook

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
_BEFORE_EXCEL_5 = (b"\x09\0\x04\0", b"\x09\0\x06\0", b"\x09\2\x06\0", b"\x09\4\x06\0", b"\x09\4\x08\0")
"""How sheets and workbooks of Excel 2, 3 and 4 begin (OpenOffice's "Excel File Format", 5.8): with no container."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|meta)", re.IGNORECASE)
OTHER_PACKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"MSCF", b"\xfd7zXZ\0", b"BZh")
"""How files begin that 7-Zip, WinRAR and their like make."""
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")
_FORBIDDEN = b"<!DOCTYPE"
_MILLIONS = re.compile(rb"uniqueCount\s*=\s*[\"'][\s+]*[0-9]{8}")
_WIDE = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How texts begin whose letters take more than one byte (XML 1.0, appendix F)."""
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']+)[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD = b"<?xml "
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii"}
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


def is_before_excel_5(data: bytes) -> bool:
    """Whether the bytes are a sheet or a workbook of Excel 2, 3 or 4."""
    return data.startswith(_BEFORE_EXCEL_5)


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
    if is_before_excel_5(data):
        return kinds.FILE_BEFORE_EXCEL_5(location)
    if is_html(data):
        return kinds.FILE_HTML(location)
    if data.startswith(OTHER_PACKED):
        return kinds.PACKED_UNKNOWN(location)
    if is_text(name, data):
        return None
    return kinds.FILE_TABS(location) if _is_table(data) else no_workbook(name, data)


def is_html(data: bytes) -> bool:
    """Whether the bytes are a page of HTML."""
    return bool(_HTML.match(data))


def _is_table(data: bytes) -> bool:
    """Whether the bytes are lines of text with tabs between: what many programs call an Excel file."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    lines = [
        line for line in data[:4096].decode("utf-16" if wide else "cp1258", "replace").splitlines() if line.strip()
    ]
    return bool(lines) and "\t" in lines[0] and not any(_CONTROL.search(line) for line in lines)


def unpack(name: str, data: bytes) -> tuple[Parts, Problem | None]:
    """The parts of a package, each unpacked when it is asked for; or none, and why it may not be opened.

    Raises BadZipFile (or what zipfile raises) where the package is damaged.
    """
    location = Location(name)
    package = ZipFile(BytesIO(data))
    members = package.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        reason = f"{unpacked >> 20} MB sau khi mở, {len(members)} phần"
        return Parts.none(), kinds.FILE_TOO_LARGE(location, reason=reason)
    if packed > len(data) or (unpacked > _RATIO_FROM and unpacked / packed > MAX_RATIO):
        return Parts.none(), kinds.FILE_SUSPECT(location, reason="nén bất thường")
    if any(member.flag_bits & 1 for member in members):
        return Parts.none(), kinds.FILE_LOCKED(location)
    named = {part_name(member.filename): member for member in members}
    if not named:
        raise BadZipFile("không có gì bên trong")
    if len(named) < len(members):
        return Parts.none(), kinds.FILE_SUSPECT(location, reason="hai phần trùng tên")
    if _BINARY in named:
        return Parts.none(), kinds.FILE_BINARY(location)
    parts = Parts(package, data, named)
    if _LOCKED_SHEET in parts.get("meta-inf/manifest.xml", b""):
        return Parts.none(), kinds.FILE_LOCKED(location)
    return parts, None


class SuspectError(Exception):
    """A part that no parser may see; its text says why."""


class EncodingError(Exception):
    """A part whose letters cannot be told."""


class Parts(Mapping[str, bytes]):
    """The parts of a package by their `part_name`, in UTF-8. Each is unpacked when it is first asked for, no further
    than the package says (its checksum shows a false size); only what is read is looked at. `recoded`: those that are
    stored in another encoding.

    Asking raises BadZipFile (or what zipfile, zlib raise) where a part is damaged, SuspectError, EncodingError.
    """

    def __init__(self, package: ZipFile, data: bytes, members: Mapping[str, ZipInfo]) -> None:
        self._package, self._data, self._members = package, data, members
        self._unpacked: dict[str, bytes] = {}
        self.recoded: set[str] = set()

    @classmethod
    def none(cls) -> Parts:
        """Of a package that may not be opened."""
        return cls(ZipFile(BytesIO(), "w"), b"", {})

    def __getitem__(self, name: str) -> bytes:
        if name not in self._unpacked:
            stored = _part(self._package, self._data, self._members[name])
            xml = _in_utf8(stored)
            if xml is not stored:
                self.recoded.add(name)
            if _FORBIDDEN in xml:
                raise SuspectError("khai báo DOCTYPE")
            self._unpacked[name] = xml
        return self._unpacked[name]

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        """Bytes of a part, unpacked, as the package says; it is not unpacked for that."""
        return self._members[name].file_size

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def part_name(written: str) -> str:
    """A part's name, as written in the package, as readers look for it: capitals do not count (ECMA-376-2, 6.3.5), and
    either slash will do."""
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


def says_millions(texts: bytes) -> bool:
    """Whether shared texts (xl/sharedStrings.xml) say that they are millions: a reader makes room for as many."""
    return bool(_MILLIONS.search(texts))


def _in_utf8(xml: bytes) -> bytes:
    """A part in UTF-8: the same bytes where it is stored so, as nearly every part is."""
    declared = _ENCODING.match(xml, 0, 256)
    wide = next((name for mark, name in _WIDE if xml.startswith(mark)), None)
    if wide is None and (declared is None or declared[1].lower() in _PLAIN_ENCODINGS):
        return xml
    encoding = wide or (declared[1].decode("ascii", "replace") if declared else "")
    try:
        if wide is None and _HEAD.decode(encoding) != _HEAD.decode():
            raise EncodingError
        return _DECLARATION.sub("", xml.decode(encoding), count=1).encode()
    except (LookupError, UnicodeError):
        raise EncodingError from None
