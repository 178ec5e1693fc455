"""Files that are written into a text, as mail programs did before MIME (POSIX uuencode, in its two ways)."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator

_BEGIN = re.compile(rb"^begin(-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_END = re.compile(rb"^(?:end|====)[ \t]*\r?$", re.MULTILINE)


def files_written_in(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and the bytes of each file in a text; one that does not end is none. Raises binascii.Error over a line
    that is none of a file."""
    begin = _BEGIN.search(text)
    while begin:
        end = _END.search(text, begin.end())
        if not end:  # nor does a later one: looking for it again and again would take for ever
            return
        body = text[begin.end() : end.start()]
        yield begin[2], b64decode(body + b"==") if begin[1] else b"".join(map(_line, body.splitlines()))
        begin = _BEGIN.search(text, end.end())


def _line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # some encoders pad a line too much
        return binascii.a2b_uu(line[: 1 + -(-((line[0] - 32) & 63) * 4 // 3)] if line else b"")
