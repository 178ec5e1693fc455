"""Internet messages (.eml, RFC 5322 and MIME): the envelope, and what is attached, whatever the headers look like.

Headers are parsed by the standard library's modern policy, each cut to what an honest one needs: a header of a
megabyte, or comments nested a thousand deep, must cost nothing.
"""

from __future__ import annotations

import datetime as dt
import email
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_excel.inbox.envelopes import Envelope

MAX_WORK = 200_000_000
"""Lines times parts: the standard parser looks at each line once for each part around it. Far more than any honest
message needs, a few seconds at most."""
_LONGEST_HEADER = 4_000
_LONGEST_ID = 400
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"@]+@[\w.-]+")
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
    """The message in these bytes: anything at all is one, maybe without headers. Raises TooComplexError."""
    if len(_BOUNDARY.findall(data)) * data.count(b"\n") > MAX_WORK:
        raise TooComplexError
    try:
        return email.message_from_bytes(data, policy=_POLICY)
    except RecursionError:
        raise TooComplexError from None


def envelope_of(message: EmailMessage) -> Envelope:
    """Who sent a message, when, its id and subject; what a header does not say stays blank."""
    sender = _sender(message, "From") or _sender(message, "Sender")
    ident = "".join(_header(message, "Message-ID").split())[:_LONGEST_ID]
    return Envelope(sender, _sent(message), ident or None, " ".join(_header(message, "Subject").split()))


def files_in(message: EmailMessage) -> Iterator[MessagePart]:
    """The files of a message in order, inline ones too, and the messages in it; its own text is left out."""
    waiting: list[Message[Any, Any]] = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(child for child in reversed(inner) if isinstance(child, Message))
        elif part.get_content_type() == "message/rfc822" and isinstance(inner, list):
            yield from (MessagePart(_name(part), b"", child) for child in inner if isinstance(child, EmailMessage))
        else:
            name = _name(part)
            body = part.get_payload(decode=True)
            if name and isinstance(body, bytes):
                yield MessagePart(name, body)


def _name(part: Message[Any, Any]) -> str:
    """A part's file name, without folders; one made up where it has none but is no text; "" for text."""
    text = part.get_filename() or ""
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


def _header(message: EmailMessage, name: str) -> str:
    value = message.get(name)
    return "" if value is None else str(value)


def _sender(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    for address in getattr(value, "addresses", ()):
        if address.username and address.domain:
            return str(address.addr_spec).lower()
    loose = _ADDRESS.findall("" if value is None else str(value))
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
