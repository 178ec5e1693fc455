"""The text of a draft letter in a file of its own, to be pasted into a Zalo message: many units read that sooner."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

from cchc_excel.outbox.eml import is_draft


def with_messages(drafts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Drafts (path of an .eml -> bytes), each with its message beside it (.txt)."""
    files: dict[str, bytes] = {}
    for path, letter in drafts.items():
        files |= {path: letter, str(PurePosixPath(path).with_suffix(".txt")): message(letter)}
    return files


def message(letter: bytes) -> bytes:
    """Subject and body of a draft, as Notepad saves texts (UTF-8 with its mark, CRLF)."""
    read = email.message_from_bytes(letter, EmailMessage, policy=email.policy.default)
    body = read.get_body(("plain",))
    text = f"{read['Subject']}\n\n{body.get_content() if body else ''}"
    return "\r\n".join([*text.strip().splitlines(), ""]).encode("utf-8-sig")


def is_ours(file: Path) -> bool:
    """Whether a draft, or the message beside one, is as it was written. Raises OSError."""
    letter = file.with_suffix(".eml")
    data = letter.read_bytes() if letter.is_file() else b""
    return is_draft(data) and (file == letter or file.read_bytes() == message(data))
