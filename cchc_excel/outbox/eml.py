"""Letters ready to be sent: an .eml that Outlook and Thunderbird open as a draft (`X-Unsent: 1`). Nothing is ever sent.

A draft has no date and no message id of its own: the mail program gives them when it sends.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import parseaddr

_TYPES = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
}
_BOUNDARY = "cchc-"
_POLICY = compat32.clone(linesep="\r\n")
"""The older policy: EmailMessage loses spaces where it folds a long subject of encoded words."""


def draft(to: str | None, subject: str, body: str, attached: Mapping[str, bytes]) -> bytes:
    """The bytes of an .eml (RFC 5322; `X-Unsent: 1` makes Outlook open it as a draft). `to`: an address (none, or one
    that no mail program takes: the officer fills it in); `body`: plain text; `attached`: file name -> bytes. The same
    letter has the same bytes."""
    seed = hashlib.sha256("\0".join([subject, body, *attached]).encode()).hexdigest()[:24]
    letter = MIMEMultipart(boundary=f"{_BOUNDARY}{seed}", policy=_POLICY)
    letter["X-Unsent"] = "1"
    address = parseaddr(to or "")[1]
    if "@" in address and address.isascii():
        letter["To"] = address
    letter["Subject"] = Header(" ".join(subject.split()), "utf-8", header_name="Subject").encode()
    letter.attach(MIMEText("\r\n".join(body.splitlines()) + "\r\n", "plain", "utf-8", policy=_POLICY))
    for name, data in attached.items():
        part = MIMEApplication(data, _type(name), policy=_POLICY)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
        letter.attach(part)
    return letter.as_bytes()


def is_draft(data: bytes) -> bool:
    """Whether an .eml is as `draft` made it: a mail program that saves a letter parts it in its own way."""
    return f'boundary="{_BOUNDARY}'.encode() in data[:200]


def _type(name: str) -> str:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    guessed = (mimetypes.guess_type(name)[0] or "").removeprefix("application/")
    return _TYPES.get(suffix) or (guessed if guessed and "/" not in guessed else "octet-stream")
