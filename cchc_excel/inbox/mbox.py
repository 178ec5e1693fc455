"""A mailbox kept as one file (mbox: Thunderbird, Google Takeout, mail servers) -> its messages, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from cchc_excel.inbox.message import HEADERS

ENDINGS = frozenset({".mbox", ".mbx"})
_FROM = b"From "
_HEAD = 64
_MARK = b"\xef\xbb\xbf"
_HEADER = re.compile(
    rb"(?:%b|Content-[a-z-]+|X-[a-z0-9-]+|ARC-[a-z-]+|Thread-[a-z-]+|User-Agent|Importance|Priority|List-[a-z-]+):"
    % HEADERS,
    re.IGNORECASE,
)
_BEGINNING = re.compile(rb"^From [^\r\n]*\r?\n(?=%b)" % _HEADER.pattern, re.MULTILINE | re.IGNORECASE)


def holds_several(data: bytes) -> bool:
    """Whether a file holds more than one message, one after another, whatever its name."""
    begins = data[:_HEAD].removeprefix(_MARK).lstrip().startswith(_FROM)
    return begins and len(list(islice(_BEGINNING.finditer(data), 2))) > 1


def is_mbox(name: str, head: bytes) -> bool:
    """Whether a file is a mailbox, by the ending of its name and by `head`, its first bytes (eight are enough);
    Thunderbird's mailboxes have no ending at all."""
    return PurePosixPath(name).suffix.lower() in ENDINGS | {""} and head.removeprefix(_MARK).lstrip().startswith(_FROM)


def mbox_messages(file: Path) -> Iterator[bytes]:
    """The bytes of each message of a mailbox file, in its order; only one is held at a time. A line that begins with
    "From " begins a message where a header follows: in a letter it may begin a sentence. Raises OSError."""
    message: list[bytes] = []
    waiting: bytes | None = None
    with file.open("rb") as lines:
        for line in lines:
            if waiting is not None and _HEADER.match(line):
                if any(one.strip() for one in message):
                    yield b"".join(message)
                message, waiting = [], None
            elif waiting is not None:
                message.append(waiting)
                waiting = None
            if line.removeprefix(_MARK).startswith(_FROM):
                waiting = line
            else:
                message.append(line)
    if waiting is not None:
        message.append(waiting)
    if any(one.strip() for one in message):
        yield b"".join(message)
