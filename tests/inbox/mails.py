"""Mail as it really comes, byte by byte: raw messages, Outlook's .msg (an OLE container), winmail.dat (TNEF)."""

from __future__ import annotations

import base64
import struct
from collections.abc import Mapping, Sequence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM, _STORAGE, _ROOT = 2, 1, 5
Tree = Mapping[str, "bytes | Tree"]


def part(
    data: bytes, *headers: str | bytes, kind: str = XLSX, encoding: str = "base64", wrapped: bytes | None = None
) -> bytes:
    """A MIME part with these further headers; `wrapped`: the body as it stands, where it is not plain base64."""
    lines = [f"Content-Type: {kind}".encode(), f"Content-Transfer-Encoding: {encoding}".encode()]
    lines += [one if isinstance(one, bytes) else one.encode() for one in headers]
    body = base64.encodebytes(data).replace(b"\n", b"\r\n") if wrapped is None else wrapped
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def named(name: str) -> str:
    return f'Content-Disposition: attachment; filename="{name}"'


def letter(
    *parts: bytes,
    sender: str | bytes | None = "XNK <xnk@sct.example>",
    subject: str = "Biểu",
    date: str | None = "Wed, 16 Mar 2022 08:30:00 +0700",
    kind: str = "multipart/mixed",
    more: Sequence[str | bytes] = (),
) -> bytes:
    """A message: headers (None: left out), a text, and parts."""
    head: list[bytes] = []
    if sender is not None:
        head.append(b"From: " + (sender if isinstance(sender, bytes) else sender.encode()))
    if date is not None:
        head.append(f"Date: {date}".encode())
    encoded = base64.b64encode(subject.encode()).decode()
    head += [f"Subject: =?utf-8?B?{encoded}?=".encode(), b"MIME-Version: 1.0"]
    head += [one if isinstance(one, bytes) else one.encode() for one in more]
    head.append(f'Content-Type: {kind}; boundary="=-ranh"'.encode())
    text = b"Content-Type: text/plain; charset=utf-8\r\n\r\nK\xc3\xadnh g\xe1\xbb\xadi V\xc4\x83n ph\xc3\xb2ng."
    body = b"".join(b"--=-ranh\r\n" + one + b"\r\n" for one in (text, *parts))
    return b"\r\n".join(head) + b"\r\n\r\n" + body + b"--=-ranh--\r\n"


def forwarded(message: bytes, boundary: bytes = b"=-trong") -> bytes:
    """A message as a part of another; its boundary is made its own."""
    return b"Content-Type: message/rfc822\r\n\r\n" + message.replace(b"=-ranh", boundary)


def tnef(*files: tuple[str, bytes], long_names: bool = True, inner: bytes = b"") -> bytes:
    """winmail.dat with these files: title and bytes, and the long name as a property; `inner`: an attached message."""

    def attribute(level: int, ident: int, kind: int, value: bytes) -> bytes:
        head = struct.pack("<BHHI", level, ident, kind, len(value))
        return head + value + struct.pack("<H", sum(value) & 0xFFFF)

    def properties(*entries: tuple[int, int, bytes]) -> bytes:
        packed = struct.pack("<I", len(entries))
        for kind, ident, value in entries:
            packed += struct.pack("<HHII", kind, ident, 1, len(value)) + value + bytes(-len(value) % 4)
        return packed

    made = b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x9006, 8, struct.pack("<I", 0x10000))
    made += attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    for name, data in files:
        made += attribute(2, 0x9002, 6, bytes(14)) + attribute(2, 0x8010, 1, b"BIEU~1.XLS\0" if long_names else
                                                               name.encode() + b"\0")  # fmt: skip
        made += attribute(2, 0x800F, 6, data)
        if long_names:
            made += attribute(2, 0x9005, 6, properties((0x1F, 0x3707, f"{name}\0".encode("utf-16-le"))))
    if inner:
        made += attribute(2, 0x9002, 6, bytes(14)) + attribute(2, 0x8010, 1, b"thu\0")
        made += attribute(2, 0x9005, 6, properties((0xD, 0x3701, bytes(16) + inner)))
    return made


def outlook(
    sender: str, *files: tuple[str, bytes], subject: str = "Biểu", messages: Sequence[Tree] = (), top: bool = True
) -> Tree:
    """The storages and streams of a .msg; `messages`: attached ones, made with `top` false."""
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": bytes(32 if top else 24)
        + struct.pack("<IIQ", 0x00390040, 0, 132_919_074_000_000_000),
        "__substg1.0_5D01001F": sender.encode("utf-16-le"),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
    }  # 132_919_074_000_000_000 * 100 ns after 1601: 2022-03-16 05:30 UTC
    for number, (name, data) in enumerate(files):
        held = {"__substg1.0_3707001F": name.encode("utf-16-le"), "__substg1.0_37010102": data}
        tree[f"__attach_version1.0_#{number:08X}"] = held
    for number, inner in enumerate(messages, start=len(files)):
        tree[f"__attach_version1.0_#{number:08X}"] = {"__substg1.0_3701000D": inner}
    return tree


def ole(tree: Tree) -> bytes:
    """An OLE compound file (MS-CFB version 3). Every stream is stored in whole sectors, padded to at least 4096 bytes
    of zeros, which readers of texts and workbooks take no notice of."""
    entries: list[list[int | str]] = []  # name, kind, left, right, child, start, size
    sectors: list[bytes] = []
    chains: list[int] = []

    def store(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        chains.extend([*range(start + 1, start + len(pieces)), _END])
        return start

    def add(name: str, content: bytes | Tree, kind: int) -> int:
        number = len(entries)
        entries.append([name, kind, _FREE, _FREE, _FREE, 0, 0])
        if isinstance(content, bytes):
            data = content.ljust(4096, b"\0")
            entries[number][5:] = [store(data), len(data)]
            return number
        children = [
            add(inner, value, _STREAM if isinstance(value, bytes) else _STORAGE)
            for inner, value in sorted(content.items(), key=lambda pair: (len(pair[0]), pair[0].upper()))
        ]
        for at, child in enumerate(children[:-1]):
            entries[child][3] = children[at + 1]  # a chain to the right is a search tree too
        entries[number][4] = children[0] if children else _FREE
        return number

    add("Root Entry", tree, _ROOT)
    entries[0][5] = _END
    directory = b""
    for name, kind, left, right, child, start, size in entries:
        text = str(name).encode("utf-16-le") + b"\0\0"
        directory += text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), int(kind), 1, left, right, child)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    first = store(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    tables = 1
    while tables * 128 < len(sectors) + tables:
        tables += 1
    table = [*chains, *[_FAT] * tables]
    table += [_FREE] * (tables * 128 - len(table))
    places = [*range(len(sectors), len(sectors) + tables)]
    assert tables <= 109
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return head + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)
