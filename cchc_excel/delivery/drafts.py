"""Letters ready to be sent: an .eml that Outlook and Thunderbird open as a draft (`X-Unsent: 1`). Nothing is ever sent.

A draft has no date and no message id of its own: the mail program gives them when it sends.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator, Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {".xlsx": _WORKBOOK, ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12"}


def draft(to: str | None, subject: str, body: str, attached: Mapping[str, bytes]) -> bytes:
    """The bytes of an .eml. `to`: an address (none: the officer fills it in); `attached`: file name -> bytes. The same
    letter has the same bytes."""
    letter = EmailMessage(policy=SMTP)
    letter["X-Unsent"] = "1"
    address = _address(to)
    if address:
        letter["To"] = address
    letter["Subject"] = " ".join(subject.split())
    letter.set_content(body, cte="base64")
    for name, data in attached.items():
        kind, _, detail = _type(name).partition("/")
        letter.add_attachment(data, maintype=kind, subtype=detail, filename=name)
    _fix_boundaries(letter, hashlib.sha256("\0".join([subject, body, *attached]).encode()).hexdigest()[:24])
    return letter.as_bytes()


def _address(text: str | None) -> Address | None:
    """An address as a header holds it; None where it is none."""
    _, spec = parseaddr(text or "")
    user, _, domain = spec.rpartition("@")
    try:
        return Address(username=user, domain=domain) if user and domain else None
    except (ValueError, IndexError):
        return None


def _type(name: str) -> str:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _fix_boundaries(letter: EmailMessage, seed: str) -> None:
    """Boundaries that do not change from run to run."""
    for number, part in enumerate(_multiparts(letter)):
        part.set_boundary(f"cchc-{seed}-{number}")


def _multiparts(letter: EmailMessage) -> Iterator[EmailMessage]:
    return (part for part in letter.walk() if part.is_multipart() and isinstance(part, EmailMessage))
