"""What arrives -> the files inside: a message's attachments, a package's members, at any depth within bounds."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import email.utils
import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import PurePosixPath

import msgspec

from cchc_excel import problems
from cchc_excel.intake.letters import Letter
from cchc_excel.problems import Problem, Where

MAX_DEPTH = 6
MAX_FILES = 2_000
MAX_BYTES = 1 << 29
"""Of one thing that arrives, everything in it together: 512 MB unpacked, far more than any honest message."""
MAIL = frozenset({".eml", ".msg"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Arrival(msgspec.Struct, frozen=True):
    """A file that arrived: its own name (no folders), its bytes, the message it came in, if any."""

    name: str
    data: bytes
    letter: Letter


class _Left(msgspec.Struct):
    """What may still be unpacked."""

    files: int = MAX_FILES
    size: int = MAX_BYTES


class _TooMuchError(Exception):
    pass


def unpack(name: str, data: bytes) -> tuple[Letter, list[Arrival], list[Problem]]:
    """A file as it arrived: the message it is (an empty Letter where it is none), every file in it, and what could not
    be opened. A file that is neither a message nor a package is its own only content."""
    found: list[Problem] = []
    arrivals: list[Arrival] = []
    try:
        for one in _files(name, data, Letter(), 0, _Left(), found):
            arrivals.append(one)  # noqa: PERF402 - what came before a refusal stays
    except _TooMuchError:
        found.append(problems.PACKED_TOO_MUCH(Where(name)))
    letter = _letter_of(name, data)
    return letter, arrivals, found


def _letter_of(name: str, data: bytes) -> Letter:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".eml":
        return _letter(email.message_from_bytes(data, policy=email.policy.default))
    if suffix == ".msg" and data.startswith(_OLE):
        from cchc_excel.intake.outlook import read_outlook

        try:
            return read_outlook(data)[0]
        except OSError:
            return Letter()
    return Letter()


def _files(name: str, data: bytes, letter: Letter, depth: int, left: _Left, found: list[Problem]) -> Iterator[Arrival]:
    left.files, left.size = left.files - 1, left.size - len(data)
    if left.files < 0 or left.size < 0 or depth > MAX_DEPTH:
        raise _TooMuchError
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".eml":
        message = email.message_from_bytes(data, policy=email.policy.default)
        yield from _of_message(message, depth, left, found)
    elif suffix == ".msg" and data.startswith(_OLE):
        yield from _of_outlook(name, data, depth, left, found)
    elif suffix == ".zip":
        yield from _of_zip(name, data, letter, depth, left, found)
    else:
        yield Arrival(name, data, letter)


def _letter(message: EmailMessage) -> Letter:
    sender = email.utils.parseaddr(str(message.get("From", "")))[1].strip().lower()
    return Letter(sender or None, _sent(message), str(message.get("Message-ID", "")).strip() or None,
                  " ".join(str(message.get("Subject", "")).split()))  # fmt: skip


def _sent(message: EmailMessage) -> dt.datetime | None:
    try:
        sent = email.utils.parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return sent.astimezone(dt.UTC) if sent.tzinfo else sent.replace(tzinfo=dt.UTC)


def _of_message(message: EmailMessage, depth: int, left: _Left, found: list[Problem]) -> Iterator[Arrival]:
    letter = _letter(message)
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            continue  # walked into: what is attached to a forwarded message is attached to this one
        name = part.get_filename()
        if not name or part.is_multipart():
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            yield from _files(PurePosixPath(name.replace("\\", "/")).name, body, letter, depth + 1, left, found)


def _of_outlook(name: str, data: bytes, depth: int, left: _Left, found: list[Problem]) -> Iterator[Arrival]:
    from cchc_excel.intake.outlook import read_outlook

    try:
        letter, attached = read_outlook(data)
    except OSError:
        found.append(problems.MAIL_UNREADABLE(Where(name)))
        return
    for inner, body in attached:
        yield from _files(inner, body, letter, depth + 1, left, found)


def _of_zip(name: str, data: bytes, letter: Letter, depth: int, left: _Left, found: list[Problem]) -> Iterator[Arrival]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if "xl/workbook.xml" in package.namelist():  # a workbook that somebody renamed
                yield Arrival(f"{PurePosixPath(name).stem}.xlsx", data, letter)
                return
            for member in package.infolist():
                if member.is_dir():
                    continue
                if member.flag_bits & 1:
                    found.append(problems.PACKED_LOCKED(Where(name)))
                    return
                if member.file_size > left.size:
                    raise _TooMuchError
                inner = PurePosixPath(_member_name(member).replace("\\", "/")).name
                yield from _files(inner, package.read(member), letter, depth + 1, left, found)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError) as error:
        found.append(problems.PACKED_BROKEN(Where(name), reason=type(error).__name__))


def _member_name(member: zipfile.ZipInfo) -> str:
    """A member's name; Windows packs names in UTF-8 without saying so, and Python then reads them as cp437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename
