"""What is looked at before any parser sees foreign bytes: kind of file, size, what is inside the package."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from cchc_excel import problems
from cchc_excel.problems import Problem, Where

MAX_BYTES = 64 << 20
MAX_UNPACKED = 512 << 20
MAX_MEMBERS = 4096
MAX_RATIO = 400
"""The largest honest workbook seen unpacks to 60 MB in 1,033 members at a ratio of 69; a ratio counts from 16 MB on."""
_RATIO_FROM = 16 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|meta)", re.IGNORECASE)
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 2048
_TEXTS = frozenset({".csv"})


def guard_bytes(name: str, data: bytes) -> Problem | None:
    """What speaks against opening the bytes at all, or None."""
    where = Where(name)
    if not data:
        return problems.FILE_EMPTY(where)
    if len(data) > MAX_BYTES:
        return problems.FILE_TOO_LARGE(where, reason=f"{len(data) >> 20} MB")
    if PurePosixPath(name).suffix.lower() in _TEXTS:
        return None
    if data.startswith(_OLE):
        return problems.FILE_LOCKED(where) if _ENCRYPTED in data else None
    if data.startswith(b"PK"):
        return None
    return problems.FILE_HTML(where) if _HTML.match(data) else problems.FILE_NOT_WORKBOOK(where)


def guard_package(name: str, package: ZipFile) -> Problem | None:
    """What speaks against unpacking: too much, locked, or XML that declares entities or is not UTF-8; or None.

    Raises BadZipFile where a member is damaged.
    """
    where, members = Where(name), package.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        return problems.FILE_TOO_LARGE(where, reason=f"{unpacked >> 20} MB sau khi mở, {len(members)} phần")
    if unpacked > _RATIO_FROM and unpacked / packed > MAX_RATIO:
        return problems.FILE_SUSPECT(where, reason="nén bất thường")
    for member in members:
        if member.flag_bits & 1:
            return problems.FILE_LOCKED(where)
        if not member.filename.endswith((".xml", ".rels")):
            continue
        with package.open(member) as part:
            head = part.read(_HEAD)
        if _FORBIDDEN.search(head):
            return problems.FILE_SUSPECT(where, reason="khai báo DOCTYPE")
        if head.startswith(_WIDE):
            return problems.FILE_UNREADABLE(where, reason="mã UTF-16")
    if not members:
        raise BadZipFile("no members")
    return None
