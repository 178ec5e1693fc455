"""Internet messages (.eml, RFC 5322 and MIME): the envelope, and what is attached, whatever the headers look like.

Headers are parsed by the standard library's modern policy, each cut to what an honest one needs: a header of a
megabyte, or comments nested a thousand deep, must cost nothing.
"""

from __future__ import annotations

import binascii
import datetime as dt
import email
import email.utils
import math
import quopri
import re
import time
from base64 import b64decode
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_excel.inbox.envelopes import Envelope
from cchc_excel.inbox.uuencode import files_written_in

MAX_WORK = 200_000_000
"""Lines times parts: the standard parser looks at each line once for each part around it. Far more than any honest
message needs, a few seconds at most."""
_LONGEST_HEADER = 2_000
_LONGEST_ID = 400
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"@]+@[\w.-]+")
_HEADER = re.compile(rb"[!-9;-~]+:[ \t]")
HEADERS = (
    b"From|Sender|To|Cc|Date|Subject|Reply-To|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Status"
    b"|DKIM-Signature|Authentication-Results|In-Reply-To|References"
)
"""Names of headers that every mail program writes, as alternatives of a pattern."""
_KNOWN_HEADER = re.compile(
    rb"^(?:%b|Content-[a-z-]{1,30}|X-[a-z0-9-]{1,40}|ARC-[a-z-]{1,30}|Thread-[a-z-]{1,20}):" % HEADERS,
    re.IGNORECASE | re.MULTILINE,
)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_BEFORE_HEADERS = 4_096
"""So many bytes of something else may stand before the headers."""
_WIDE = (
    (re.compile(rb"\xff\xfe|\xfe\xff"), "utf-16"),
    (re.compile(rb"(?:[!-~]\0){4}"), "utf-16-le"),
    (re.compile(rb"(?:\0[!-~]){4}"), "utf-16-be"),
)
"""How letters of two bytes begin, with a mark or without one."""
_DOUBLED_ENDS = re.compile(rb"[^\r\n]*\r\r\n")
_NO_HEADER = re.compile(rb"^(?![ \t]|[!-9;-~]+:|From )[^\r\n]+\r?\n", re.MULTILINE)
_MARK = b"\xef\xbb\xbf"
_COUNTED = re.compile(rb"\s*([0-9]{1,9})[ \t]*\r?\n")
_UNQUOTED = re.compile(r";\s*(?:file)?name\s*=\s*([^\"';\s*][^\";]*)", re.IGNORECASE)
_OF_SYSTEMS = re.compile(r"(?:mailer-daemon|postmaster|microsoftexchange[^@]*)@", re.IGNORECASE)
_LONE = re.compile("[\ud800-\udfff]")
_NOT_A_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification"})
_ELSEWHERE = frozenset({"message/partial", "message/external-body"})
"""Kinds of messages of which the rest is in another one, or on a server."""
_BOUNDARY = re.compile(rb"boundary", re.IGNORECASE)
_NAMELESS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "text/csv": ".csv",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/ms-tnef": ".dat",
    "application/vnd.ms-outlook": ".msg",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/octet-stream": "",
}
"""What an attachment without a name is called after; other parts without a name are the message's own text."""
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How packages and old workbooks begin: no text does."""
NAMELESS = "tep-dinh-kem"


class TooComplexError(Exception):
    """A message made to keep a parser busy."""


class MessagePart(NamedTuple):
    """A part of a message that is a file, or another message (then `message` is that)."""

    name: str
    data: bytes
    message: EmailMessage | None = None


if TYPE_CHECKING:
    _Default = EmailPolicy[EmailMessage]
else:
    _Default = EmailPolicy


class _Policy(_Default):
    """The default policy with headers cut, and a broken header read as what is legible of it."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # noqa: BLE001 - the library's parser of headers fails in many ways over hostile ones
            return "".join(character for character in value if character.isprintable())


_POLICY = _Policy()


def parse_message(data: bytes) -> EmailMessage:
    """The message in these bytes: anything at all is one, maybe without headers. Raises TooComplexError where it
    would keep the parser busy for minutes."""
    data = _from_headers(data)
    if len(_BOUNDARY.findall(data)) * data.count(b"\n") > MAX_WORK:
        raise TooComplexError
    try:
        return email.message_from_bytes(data, policy=_POLICY)
    except RecursionError:
        raise TooComplexError from None


def looks_like_message(data: bytes) -> bool:
    """Whether bytes begin with the headers of a message, whatever stands before them."""
    head = _from_headers(data[: 4 * _BEFORE_HEADERS])[:_BEFORE_HEADERS]
    first = _KNOWN_HEADER.match(head)
    return first is not None and _KNOWN_HEADER.search(head, first.end()) is not None


def _from_headers(data: bytes) -> bytes:
    """A message from its first header on, its letters in one byte each: some programs put a mark of the encoding, a
    blank line, or the line of a mailbox ("From …") before it; Apple Mail its length, and notes of its own behind."""
    wide = next((encoding for pattern, encoding in _WIDE if pattern.match(data)), "")
    if wide:
        data = data.decode(wide, "replace").encode("utf-8", "replace")
    data = data.removeprefix(_MARK)
    counted = _COUNTED.match(data)
    if counted:
        data = data[counted.end() : counted.end() + int(counted[1])]
    if _DOUBLED_ENDS.match(data):  # copied as a text by a program that makes \\n into \\r\\n
        data = data.replace(b"\r\r\n", b"\r\n")
    blank = _BLANK_LINE.search(data, 0, 4 * _BEFORE_HEADERS)
    if _HEADER.match(data) and _KNOWN_HEADER.search(data, 0, blank.start() if blank else len(data)):
        return _without_junk(data)
    first = _KNOWN_HEADER.search(data, 0, _BEFORE_HEADERS)
    return data[first.start() :] if first else data


def _without_junk(data: bytes) -> bytes:
    """A message without lines among its headers that are none, as programs write that look for viruses: a parser ends
    the headers there."""
    blank = _BLANK_LINE.search(data)
    last = max((match.start() for match in _KNOWN_HEADER.finditer(data, 0, blank.start() if blank else 0)), default=0)
    return _NO_HEADER.sub(b"", data[:last]) + data[last:]


def is_understood(message: EmailMessage, end: float = math.inf) -> bool:
    """Whether a message has headers, and every package of parts in it its parts; of messages in it their own. `end`:
    when that must be known (time.monotonic); raises TooComplexError then."""
    parts: list[Message[Any, Any]] = [message]
    while parts:
        _look_at_clock(end)
        part = parts.pop()
        inner = part.get_payload()
        if part.get_content_type() in _ELSEWHERE:
            return False
        if isinstance(inner, list):
            is_message = part.get_content_maintype() == "message"
            parts.extend(child for child in inner if isinstance(child, Message) and not is_message)
        elif part.get_content_maintype() == "multipart" and str(inner).strip():
            return False
    return any(_KNOWN_HEADER.match(f"{name}:".encode("ascii", "replace")) for name, _ in message.items())


def is_bounce(message: EmailMessage) -> bool:
    """Whether a mail system wrote a message, to say what became of one that was sent: what is attached to it is no
    answer, it is what was sent."""
    sender = _sender(message, "From") or ""
    inner = message.get_payload()
    return (
        message.get_content_type() == "multipart/report"
        or any(isinstance(part, Message) and part.get_content_type() in _REPORTS for part in inner)
        or _header(message, "Auto-Submitted").strip().lower().startswith("auto-replied")
        or "X-Failed-Recipients" in message
        or bool(_OF_SYSTEMS.match(sender))
    )


def envelope_of(message: EmailMessage) -> Envelope:
    """Who sent a message, when, its id and subject; what a header does not say stays blank."""
    sender = _sender(message, "From") or _sender(message, "Sender")
    ident = "".join(_header(message, "Message-ID").split())[:_LONGEST_ID]
    return Envelope(sender, _sent(message), ident or None, " ".join(_header(message, "Subject").split()))


def _look_at_clock(end: float) -> None:
    if time.monotonic() > end:
        raise TooComplexError


def files_in(message: EmailMessage, end: float = math.inf) -> Iterator[MessagePart]:
    """The files of a message in order, inline ones too, and the messages in it; its own text is left out, but not a
    file that is written into it (uuencode). `end`: as for is_understood."""
    waiting: list[Message[Any, Any]] = [message]
    while waiting:
        _look_at_clock(end)
        part = waiting.pop()
        inner = part.get_payload()
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(child for child in reversed(inner) if isinstance(child, Message))
        elif kind == "message/rfc822" and isinstance(inner, list):
            for child in inner:
                if isinstance(child, EmailMessage):
                    yield MessagePart(_name(part), b"", _decoded(part, child))
        else:
            name = _name(part)
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                if name or body.startswith(_BOOKS):
                    yield MessagePart(name or NAMELESS, body)
                    continue
                for written, data in files_written_in(body):
                    yield MessagePart(_legible(written.decode("ascii", "surrogateescape")), data)


def _decoded(part: Message[Any, Any], child: EmailMessage) -> EmailMessage:
    """A message in a message; one that is encoded as files are, which it should not be, decoded (the standard parser
    takes its letters for the message)."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding not in ("base64", "quoted-printable"):
        return child
    written = child.as_bytes(policy=_POLICY.clone(refold_source="none")).lstrip()
    try:
        body = b64decode(written) if encoding == "base64" else quopri.decodestring(written)
    except binascii.Error:
        return child
    return parse_message(body) if looks_like_message(body) else child


def _name(part: Message[Any, Any]) -> str:
    """A part's file name, without folders; one made up where it has none but is no text; "" for text."""
    text = _legible(part.get_filename() or "")
    unquoted = _unquoted_name(part)
    text = unquoted if text and unquoted.startswith(text) else text
    name = text.replace("\\", "/").rpartition("/")[2].strip()
    if name:
        return name
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return f"{NAMELESS}.eml"
    if kind in _NAMELESS:
        return NAMELESS + _NAMELESS[kind]
    is_text = part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment"
    return "" if is_text or part.get_content_maintype() in ("image", "message", "multipart") else NAMELESS


def _unquoted_name(part: Message[Any, Any]) -> str:
    """A name with blanks in it that stands without quotes, whole: a parser takes its first word."""
    for header, value in part.raw_items():
        if header.lower() in ("content-disposition", "content-type"):
            match = _UNQUOTED.search(" ".join(str(value).split()))
            if match:
                return _legible(match[1].strip())
    return ""


def _legible(text: str) -> str:
    """A text in which a parser left bytes that it could not read: they are UTF-8, or else of the old Vietnamese code
    page."""
    if text.isascii() or not _LONE.search(text):
        return text
    raw = _LONE.sub("?", text).encode() if _NOT_A_BYTE.search(text) else text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1258", "replace")


def _header(message: EmailMessage, name: str) -> str:
    value = message.get(name)
    return "" if value is None else _legible(str(value))


def _sender(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    for address in getattr(value, "addresses", ()):
        if address.username and address.domain:
            return _legible(str(address.addr_spec)).lower()
    loose = _ADDRESS.findall(_header(message, name))
    return loose[-1].lower() if loose else None


def _sent(message: EmailMessage) -> dt.datetime | None:
    """When a message was sent: its own date, else when the last server received it."""
    for text in (_header(message, "Date"), _header(message, "Received").rpartition(";")[2]):
        try:
            sent = email.utils.parsedate_to_datetime(text)
            return sent.astimezone(dt.UTC) if sent.tzinfo else sent.replace(tzinfo=dt.UTC)
        except (TypeError, ValueError, OverflowError, IndexError):
            continue
    return None
