"""Outlook's own messages (.msg: MS-OXMSG): sender, date, id, subject and attachments."""

from __future__ import annotations

import datetime as dt
import struct
from typing import Any

import olefile

from cchc_excel.intake.letters import Letter

_SENDER_SMTP, _SENDER, _MESSAGE_ID, _SUBJECT = "5D01", "0C1F", "1035", "0037"
_LONG_NAME, _SHORT_NAME, _DATA = "3707", "3704", "37010102"
_DELIVERED, _SUBMITTED = 0x0E060040, 0x00390040
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_EMBEDDED = "__substg1.0_3701000D"
_DEEPEST = 5


def read_outlook(data: bytes) -> tuple[Letter, list[tuple[str, bytes]]]:
    """A message and its attachments (name, bytes), those of messages in it too. Raises OSError where it is none."""
    with olefile.OleFileIO(data) as box:
        names = {tuple(path) for path in box.listdir()}
        letter = Letter(
            (_text(box, names, (), _SENDER_SMTP) or _text(box, names, (), _SENDER) or "").lower() or None,
            _sent(box, names),
            _text(box, names, (), _MESSAGE_ID) or None,
            _text(box, names, (), _SUBJECT) or "",
        )
        return letter, _attached(box, names, ())


def _attached(box: Any, names: set[tuple[str, ...]], root: tuple[str, ...]) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    size = len(root)
    folders = sorted({path[size] for path in names if path[:size] == root and len(path) > size + 1})
    for folder in (name for name in folders if name.startswith("__attach_version1.0_#")):
        place = (*root, folder)
        name = _text(box, names, place, _LONG_NAME) or _text(box, names, place, _SHORT_NAME) or ""
        stream = (*place, f"__substg1.0_{_DATA}")
        if name and stream in names:
            found.append((name.replace("\\", "/").rpartition("/")[2], box.openstream(list(stream)).read()))
        elif size < _DEEPEST:
            found.extend(_attached(box, names, (*place, _EMBEDDED)))
    return found


def _text(box: Any, names: set[tuple[str, ...]], place: tuple[str, ...], number: str) -> str:
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "utf-8")):
        stream = (*place, f"__substg1.0_{number}{kind}")
        if stream in names:
            return str(box.openstream(list(stream)).read().decode(encoding, "replace")).rstrip("\0").strip()
    return ""


def _sent(box: Any, names: set[tuple[str, ...]]) -> dt.datetime | None:
    stream = ("__properties_version1.0",)
    if stream not in names:
        return None
    data = box.openstream(list(stream)).read()
    times = {}
    for at in range(32, len(data) - 15, 16):  # a header of 32 bytes, then 16 bytes each: tag, flags, value
        tag, _, value = struct.unpack_from("<IIQ", data, at)
        times[tag] = value
    told = times.get(_SUBMITTED) or times.get(_DELIVERED)
    return _EPOCH + dt.timedelta(microseconds=told // 10) if told else None
