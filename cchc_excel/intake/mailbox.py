"""A mailbox over IMAP, only read: the folder is opened read-only and no message is marked, moved or deleted."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import msgspec

SCHEME = "imaps://"
_PORT = 993
_SECONDS = 60.0


class MailboxError(Exception):
    """The mailbox cannot be read, or no longer; the message says why and never holds the password."""


class Account(msgspec.Struct, frozen=True):
    """Where a mailbox is: host, port, user, folder."""

    host: str
    port: int
    user: str
    folder: str


def account(address: str) -> Account:
    """The Account of imaps://user@host[:port]/folder. Raises MailboxError for any other address."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise MailboxError("địa chỉ viết sai") from None
    if parts.password:
        raise MailboxError("không ghi mật khẩu trong địa chỉ")
    if parts.scheme != "imaps" or not parts.hostname or not parts.username:
        raise MailboxError("địa chỉ phải có dạng imaps://người-dùng@máy-chủ/thư-mục")
    return Account(parts.hostname, port or _PORT, unquote(parts.username), unquote(parts.path.strip("/")) or "INBOX")


def messages(where: Account, password: str, authority: str | None = None) -> Iterator[bytes]:
    """Every message of the folder, oldest first, as it was sent. `authority`: a file of certificates to trust beside
    the system's. Raises MailboxError at any failure; what was given before stays good."""
    try:
        from imap_tools import MailBox
        from imap_tools.errors import ImapToolsError
    except ImportError:
        raise MailboxError("chưa cài phần đọc hộp thư; chạy: pip install cchc-excel[imap]") from None
    context = ssl.create_default_context(cafile=authority)
    try:
        box = MailBox(where.host, where.port, timeout=_SECONDS, ssl_context=context)
        plain = where.user.isascii() and password.isascii()
        login = box.login if plain else box.login_utf8  # LOGIN knows ASCII only
        with login(where.user, password, initial_folder=None) as session:
            session.folder.set(where.folder, readonly=True)
            for uid in session.uids("ALL"):
                answer = session.client.uid("FETCH", uid, "(BODY.PEEK[])")[1]
                body = next((part[1] for part in answer if isinstance(part, tuple)), None)
                if isinstance(body, bytes):
                    yield body
    except (ImapToolsError, imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(_reason(error).replace(password, "…") if password else _reason(error)) from None


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "chứng thư của máy chủ không đáng tin"
    if "AUTHENTICATIONFAILED" in str(error).upper():
        return "sai tên hoặc mật khẩu"
    return f"{type(error).__name__}: {error}"[:200]
