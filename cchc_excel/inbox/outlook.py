"""Outlook's own messages (.msg: MS-OXMSG): sender, date, id, subject, attachments, and the messages attached."""

from __future__ import annotations

import datetime as dt
import struct
from typing import Any, NamedTuple

import msgspec
import olefile

from cchc_excel.inbox.envelopes import Envelope
from cchc_excel.inbox.message import envelope_of, parse_message

StoragePath = tuple[str, ...]
"""The names of storages and of a stream within them, from the root of the container."""
_SENDER_SMTP, _SENDER, _MESSAGE_ID, _SUBJECT, _HEADERS = "5D01", "0C1F", "1035", "0037", "007D"
_LONG_NAME, _SHORT_NAME, _DATA = "3707", "3704", "37010102"
_DELIVERED, _SUBMITTED = 0x0E060040, 0x00390040
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_EMBEDDED = "__substg1.0_3701000D"
_ATTACHMENT = "__attach_version1.0_#"
_DEEPEST = 5
"""Messages within messages; two storages each."""


class OutlookMessage(NamedTuple):
    """A message: its envelope, its files (name, bytes), and the messages attached to it."""

    envelope: Envelope
    files: list[tuple[str, bytes]]
    messages: list[OutlookMessage]


def read_outlook(data: bytes) -> OutlookMessage:
    """The message in these bytes. Raises OSError, or what olefile raises over a damaged file."""
    with olefile.OleFileIO(data) as box:
        return _message(box, {tuple(path) for path in box.listdir()}, ())


def _message(box: Any, names: set[StoragePath], root: StoragePath) -> OutlookMessage:
    opened = OutlookMessage(_envelope_of(box, names, root), [], [])
    depth = len(root)
    folders = sorted({path[depth] for path in names if path[:depth] == root and len(path) > depth + 1})
    for folder in (name for name in folders if name.startswith(_ATTACHMENT)):
        location = (*root, folder)
        stream, inner = (*location, f"__substg1.0_{_DATA}"), (*location, _EMBEDDED)
        if stream in names:
            name = _text(box, names, location, _LONG_NAME) or _text(box, names, location, _SHORT_NAME)
            opened.files.append((name.replace("\\", "/").rpartition("/")[2], box.openstream(list(stream)).read()))
        elif depth < 2 * _DEEPEST and any(path[: depth + 2] == inner for path in names):
            opened.messages.append(_message(box, names, inner))
    return opened


def _envelope_of(box: Any, names: set[StoragePath], root: StoragePath) -> Envelope:
    """What the properties say; what they leave out (an address of Exchange's own is none) the headers may tell."""
    headers = envelope_of(parse_message(_text(box, names, root, _HEADERS).encode("utf-8", "replace")))
    addresses = (_text(box, names, root, number) for number in (_SENDER_SMTP, _SENDER))
    sender = next((address.lower() for address in addresses if "@" in address), None)
    return msgspec.structs.replace(
        headers,
        sender=sender or headers.sender,
        sent=_sent(box, names, root) or headers.sent,
        message_id=_text(box, names, root, _MESSAGE_ID) or headers.message_id,
        subject=" ".join(_text(box, names, root, _SUBJECT).split()) or headers.subject,
    )


def _text(box: Any, names: set[StoragePath], path: StoragePath, number: str) -> str:
    for kind, encodings in (("001F", ("utf-16-le",)), ("001E", ("utf-8", "cp1258"))):
        stream = (*path, f"__substg1.0_{number}{kind}")
        if stream not in names:
            continue
        raw = box.openstream(list(stream)).read()
        for encoding in encodings[:-1]:
            try:
                return str(raw.decode(encoding)).rstrip("\0").strip()
            except UnicodeDecodeError:
                continue
        return str(raw.decode(encodings[-1], "replace")).rstrip("\0").strip()
    return ""


def _sent(box: Any, names: set[StoragePath], root: StoragePath) -> dt.datetime | None:
    stream = (*root, "__properties_version1.0")
    if stream not in names:
        return None
    data = box.openstream(list(stream)).read()
    times = {}
    for at in range(24 if root else 32, len(data) - 15, 16):  # a header, then 16 bytes each: tag, flags, value
        tag, _, value = struct.unpack_from("<IIQ", data, at)
        times[tag] = value
    ticks = times.get(_SUBMITTED) or times.get(_DELIVERED)
    try:
        return _EPOCH + dt.timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None
