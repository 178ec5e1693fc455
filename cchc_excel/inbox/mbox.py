"""A mailbox kept as one file (mbox: Thunderbird, Google Takeout, mail servers) -> its messages, one after another."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ENDINGS = frozenset({".mbox", ".mbx"})
_FROM = b"From "


def is_mbox(name: str, head: bytes) -> bool:
    """Whether a file is a mailbox, by the ending of its name and by `head`, its first bytes (five are enough);
    Thunderbird's mailboxes have no ending at all."""
    return PurePosixPath(name).suffix.lower() in ENDINGS | {""} and head.startswith(_FROM)


def mbox_messages(file: Path) -> Iterator[bytes]:
    """The bytes of each message of a mailbox file, in its order; only one is held at a time. Raises OSError."""
    box = mailbox.mbox(file, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()
