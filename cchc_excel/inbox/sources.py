"""Where workbooks come from: files, folders and mailboxes, added one by one to the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from cchc_excel.forms.filled.of_years import ReadersOfYears
from cchc_excel.inbox.archive import MAX_BYTES
from cchc_excel.inbox.file_names import display_name
from cchc_excel.inbox.imap import MAX_MAIL, Mail, MailboxError, messages, parse_account
from cchc_excel.inbox.listing import BESIDE
from cchc_excel.inbox.mbox import is_mbox, mbox_messages
from cchc_excel.inbox.store import CollectResult, Store, StoredFile
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, system_reason

Password = Callable[[], str]
"""Gives the mailbox's password when it is needed, and only then."""

_HEAD = 16
"""So many first bytes tell a mailbox file from others."""


def collect_from(
    readers: ReadersOfYears,
    input_folder: Path,
    sources: Sequence[str],
    period: str | None,
    password: Password,
    authority: str | None = None,
) -> Iterator[CollectResult]:
    """Add everything that the sources hold to the period folders of `input_folder`, one message or file after another.

    `sources`: paths of files and folders, or imaps://user@host/folder; `period`: the only period to collect (None:
    any); `password`: called where a mailbox is opened; `authority`: a file of certificates to trust beside the
    system's. A mailbox that fails half-way is one problem; what came before it is kept, and the next run goes on from
    there.
    """
    with Store(readers, input_folder, period) as store:
        for source in sources:
            if is_on_disk(source):
                yield from _from_disk(store, Path(source))
            else:
                yield from _from_mailbox(store, source, password, authority)


def is_on_disk(source: str) -> bool:
    """Whether a source is a file or a folder, and no mailbox (nor another address, which may hold a password)."""
    return "://" not in source


def _from_mailbox(store: Store, source: str, password: Password, authority: str | None) -> Iterator[CollectResult]:
    """Every message of a mailbox. One that was added whole before is known by its id and size and not fetched again:
    those stand in the envelope beside its files, so nothing else has to be remembered between runs."""
    label = "hộp thư"

    def is_known(mail: Mail) -> bool:
        return bool(store.earlier_files(mail.message_id, mail.size))

    try:
        account = parse_account(source)
        label = f"hộp thư {account.user}@{account.host}"
        for number, mail in enumerate(messages(account, password(), is_known, authority), start=1):
            if mail.body is not None:
                yield from store.add(f"thư {number}.eml", mail.body, mail.size)
            else:
                yield _not_fetched(f"thư {number}", mail, store.earlier_files(mail.message_id, mail.size))
    except MailboxError as error:
        yield CollectResult(label, [f"dừng: {error}"], [kinds.MAILBOX_FAILED(reason=str(error))])


def _not_fetched(name: str, mail: Mail, earlier_files: Sequence[str]) -> CollectResult:
    """Why a message was not fetched: it was before, it is too large, or it is there no longer."""
    label = f"{name} {display_name(mail.message_id)}"
    if earlier_files:
        places = [PurePosixPath(file) for file in earlier_files]
        files = [StoredFile(place.parts[0], "/".join(place.parts[1:]), new=False, learnt=False) for place in places]
        return CollectResult(label, [f"đã có, lấy lần trước: {', '.join(earlier_files)}"], [], files)
    if mail.size > MAX_MAIL:
        problem = kinds.MAIL_TOO_LARGE(Location(name), size=mail.size >> 20)
        return CollectResult(label, ["không tải về"], [problem])
    return CollectResult(name, ["không tải được"], [kinds.MAIL_GONE(Location(name))])


def _from_disk(store: Store, path: Path) -> Iterator[CollectResult]:
    """A file, or every file of a folder but hidden ones and those that a program puts beside an open one."""
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            hidden = any(part.startswith((".", *BESIDE)) for part in inner.relative_to(path).parts)
            if inner.is_file() and not hidden:
                yield from _from_disk(store, inner)
        return
    label, location = display_name(path.name), Location(path.name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if is_mbox(path.name, head):  # may be larger than anything else: message by message
            for number, body in enumerate(mbox_messages(path), start=1):
                yield from store.add(f"{path.name}-{number}.eml", body)
            return
        if path.stat().st_size > MAX_BYTES:
            yield CollectResult(label, [], [kinds.PACKED_TOO_MUCH(location)])
            return
        data = path.read_bytes()
    except OSError as error:
        yield CollectResult(label, ["không đọc được"], [kinds.FILE_OPEN(location, reason=system_reason(error))])
        return
    yield from store.add(path.name, data)
