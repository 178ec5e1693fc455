"""A mailbox over IMAP, only read: the folder is opened read-only and no message is marked, moved or deleted."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

import msgspec

from cchc_excel.inbox.message import envelope_of, parse_message

MAX_MAIL = 200 << 20
"""Bytes of a message: eight times what mail servers let through."""
_PORT = 993
_SECONDS = 60.0
_BATCH = 200
_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"\bRFC822\.SIZE (\d+)")


class MailboxError(Exception):
    """The mailbox cannot be read, or no longer; the message says why and never holds the password."""


class Account(msgspec.Struct, frozen=True):
    """Where a mailbox is: host, port, user, folder."""

    host: str
    port: int
    user: str
    folder: str


def parse_account(address: str) -> Account:
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


class Mail(msgspec.Struct, frozen=True):
    """A message of the folder: its id and size in bytes as the server tells them, and, if it was fetched, all of it."""

    message_id: str
    size: int
    body: bytes | None = None


def messages(
    account: Account, password: str, is_known: Callable[[Mail], bool], authority: str | None = None
) -> Iterator[Mail]:
    """Every message of the folder, oldest first. `is_known` is asked, from id and size alone, whether a message need
    not be fetched again; one over MAX_MAIL is not fetched either. `authority`: a file of certificates to trust beside
    the system's. Raises MailboxError at any failure; what was given before stays good."""
    try:
        from imap_tools import MailBox
        from imap_tools.errors import ImapToolsError, MailboxFolderSelectError
    except ImportError:
        raise MailboxError("chưa cài phần đọc hộp thư; chạy: py -m pip install --user cchc-excel[imap]") from None
    try:
        context = ssl.create_default_context(cafile=authority)
        box = MailBox(account.host, account.port, timeout=_SECONDS, ssl_context=context)
        is_ascii = account.user.isascii() and password.isascii()
        login = box.login if is_ascii else box.login_utf8  # LOGIN knows ASCII only
        with login(account.user, password, initial_folder=None) as session:
            session.folder.set(account.folder, readonly=True)
            uids = session.uids("ALL")
            for at in range(0, len(uids), _BATCH):
                for uid, mail in _heads(session.client, uids[at : at + _BATCH]):
                    fetch = mail.size <= MAX_MAIL and not is_known(mail)
                    yield msgspec.structs.replace(mail, body=_body(session.client, uid)) if fetch else mail
    except MailboxFolderSelectError as error:
        lines = [line for line in error.command_result[1] if isinstance(line, bytes)]
        answer = b" ".join(lines).decode("utf-8", "replace")
        raise MailboxError(f"không mở được thư mục {account.folder} trong hộp thư ({answer[:100]})") from None
    except (ImapToolsError, imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(_reason(error).replace(password, "…") if password else _reason(error)) from None


def _heads(client: imaplib.IMAP4, uids: Sequence[str]) -> list[tuple[str, Mail]]:
    """(uid, Mail without body) of some messages that are still there, in the order given. Nothing is marked: PEEK."""
    query = "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
    answer = client.uid("FETCH", ",".join(uids), query)[1]
    mails: dict[str, Mail] = {}
    for at, part in enumerate(answer):
        if not isinstance(part, tuple):
            continue
        after = answer[at + 1] if at + 1 < len(answer) and isinstance(answer[at + 1], bytes) else b""
        answer_part = part[0] + b" " + after  # a server may tell uid and size behind the header too
        uid, size = _UID.search(answer_part), _SIZE.search(answer_part)
        if uid and size:
            ident = envelope_of(parse_message(part[1])).message_id or ""
            mails[uid[1].decode()] = Mail(ident, int(size[1]))
    return [(uid, mails.get(uid, Mail("", 0))) for uid in uids]


def _body(client: imaplib.IMAP4, uid: str) -> bytes | None:
    """A whole message; None where it is there no longer."""
    answer = client.uid("FETCH", uid, "(BODY.PEEK[])")[1]
    body = next((part[1] for part in answer if isinstance(part, tuple)), None)
    return body if isinstance(body, bytes) else None


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "chứng thư của máy chủ không đáng tin"
    if "AUTHENTICATIONFAILED" in str(error).upper():
        return "sai tên hoặc mật khẩu"
    if isinstance(error, socket.gaierror):
        return "không tìm thấy máy chủ; kiểm tra địa chỉ và mạng"
    if isinstance(error, TimeoutError):
        return "máy chủ không trả lời"
    if isinstance(error, ConnectionError | imaplib.IMAP4.abort | ssl.SSLError):
        return "mất kết nối với máy chủ"
    return f"{type(error).__name__}: {error}"[:200]
