"""Where workbooks come from: files, folders and mailboxes, taken one by one into the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cchc_excel.forms.filled.reader import Reader
from cchc_excel.inbox.archive import MAX_BYTES
from cchc_excel.inbox.file_names import shown
from cchc_excel.inbox.imap import MAX_MAIL, Mail, MailboxError, account, messages
from cchc_excel.inbox.mbox import is_mbox, mbox_messages
from cchc_excel.inbox.store import Store, Stored
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, system_reason

Password = Callable[[], str]
"""Gives the mailbox's password when it is needed."""

_HEAD = 16


def collect_from(
    reader: Reader, inputs: Path, sources: Sequence[str], period: str | None, password: Password,
    authority: str | None = None,
) -> Iterator[Stored]:  # fmt: skip
    """Take everything from the sources: files, folders, or imaps://user@host/folder. A mailbox that fails half-way is
    one problem; what came before it is kept, and the next run goes on from there."""
    with Store(reader, inputs, period) as store:
        for source in sources:
            if is_on_disk(source):
                yield from _from_disk(store, Path(source))
            else:
                yield from _from_mailbox(store, source, password, authority)


def is_on_disk(source: str) -> bool:
    """Whether a source is a file or a folder, and no mailbox (nor another address, which may hold a password)."""
    return "://" not in source


def _from_mailbox(store: Store, source: str, password: Password, authority: str | None) -> Iterator[Stored]:
    """Every message of a mailbox. What was taken whole before is told by its id and size and not fetched again: those
    stand in the letter beside its files, so nothing else has to be remembered between runs."""
    label = "hộp thư"

    def known(mail: Mail) -> bool:
        return bool(store.had(mail.message_id, mail.size))

    try:
        where = account(source)
        label = f"hộp thư {where.user}@{where.host}"
        for number, mail in enumerate(messages(where, password(), known, authority), start=1):
            name = f"thư {number}"
            if mail.body is not None:
                yield from store.take(f"{name}.eml", mail.body, mail.size)
            elif files := store.had(mail.message_id, mail.size):
                yield Stored(f"{name} {shown(mail.message_id)}", [f"đã có, lấy lần trước: {', '.join(files)}"], [])
            elif mail.size > MAX_MAIL:
                problem = kinds.MAIL_TOO_LARGE(Location(name), size=mail.size >> 20)
                yield Stored(f"{name} {shown(mail.message_id)}", ["không tải về"], [problem])
            else:
                yield Stored(name, ["không tải được"], [kinds.MAIL_GONE(Location(name))])
    except MailboxError as error:
        yield Stored(label, [f"dừng: {error}"], [kinds.MAILBOX_FAILED(reason=str(error))])


def _from_disk(store: Store, path: Path) -> Iterator[Stored]:
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in inner.relative_to(path).parts)
            if inner.is_file() and not hidden:
                yield from _from_disk(store, inner)
        return
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if is_mbox(path.name, head):
            for number, body in enumerate(mbox_messages(path), start=1):
                yield from store.take(f"{path.name}-{number}.eml", body)
            return
        if path.stat().st_size > MAX_BYTES:
            yield Stored(shown(path.name), [], [kinds.PACKED_TOO_MUCH(Location(path.name))])
            return
        data = path.read_bytes()
    except OSError as error:
        yield Stored(shown(path.name), ["không đọc được"],
                       [kinds.FILE_OPEN(Location(path.name), reason=system_reason(error))])  # fmt: skip
        return
    yield from store.take(path.name, data)
