"""What was delivered -> workbooks in the period folders input/<kỳ>/, each with the envelope of its message beside it.

A workbook is known by the SHA-256 of its bytes: one that is in its period's folder already is not written again.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from cchc_excel.forms.filled.identity import identify
from cchc_excel.forms.filled.of_years import ReadersOfYears
from cchc_excel.inbox.archive import Delivery, IncomingFile, unpack
from cchc_excel.inbox.envelopes import Envelope, read_envelopes, write_envelopes
from cchc_excel.inbox.file_names import display_name, free_name
from cchc_excel.inbox.listing import BESIDE, WORKBOOKS
from cchc_excel.model.records import Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, has_errors, system_reason
from cchc_excel.reading.pool import Child
from cchc_excel.reading.process import DEADLINE
from cchc_excel.reading.workbook import read_file
from cchc_excel.values import HERE
from cchc_excel.workspace.patience import move

_NAMED = 5
"""So many files that are no workbooks are named in a line; the others are counted."""
_PARTIAL = ".dang-lay"
"""Ending of a workbook that is being written."""


class StoredFile(msgspec.Struct, frozen=True):
    """Where a workbook is now: the period and its name in that folder; `new`: it was not there before; `learnt`: it was
    not there before the run, or nobody knew who had sent it."""

    period: str
    name: str
    new: bool
    learnt: bool


class CollectResult(msgspec.Struct, frozen=True):
    """What became of one message or file: its name or sender, a text for each thing in it, the problems, and where its
    workbooks are."""

    label: str
    texts: list[str]
    problems: list[Problem]
    files: list[StoredFile] = []

    @property
    def is_known(self) -> bool:
        """Whether it had workbooks and all of them were there before the run, so that everything was told then."""
        return bool(self.files) and not any(file.learnt for file in self.files) and not has_errors(self.problems)

    def line(self) -> str:
        """One line for the officer."""
        nothing = "không mở được" if self.problems else "không có biểu mẫu nào"
        return f"{self.label}: {'; '.join(self.texts) or nothing}"


class Recognised(msgspec.Struct, frozen=True):
    """The period that a workbook says it is of and the name of its unit (None: not known); `readable`: it could be
    read."""

    period: str | None = None
    unit_name: str | None = None
    readable: bool = True


class _StoredWorkbook(NamedTuple):
    """What became of one workbook: a text for the officer, the problems, and where it is (None: nowhere)."""

    text: str
    problems: list[Problem]
    file: StoredFile | None = None


def recognise(readers: ReadersOfYears, wanted: str | None, source: Source) -> tuple[Recognised, list[Problem]]:
    """Period and unit of one workbook, as a merge would see them. `wanted`: the period it should be of (None: any)."""
    raw, problems = read_file(source, readers.passwords)
    if raw is None:
        return Recognised(readable=False), problems
    reader, problems = readers.of_workbook(raw)
    if reader is None:
        return Recognised(), problems
    identity, problems = identify(raw, source, reader.catalogue, reader.names, wanted)
    name = reader.catalogue.units[identity.unit].name if identity.unit else None
    return Recognised(identity.period, name), problems


class Store:
    """The period folders, as what is delivered is added to them. A context: workbooks are read in a child process,
    since one may hang or kill its reader, and leaving the context ends it.

    `input_folder` holds the period folders; `period`: the only one to add to (None: any).
    """

    def __init__(self, readers: ReadersOfYears, input_folder: Path, period: str | None) -> None:
        self._input_folder = input_folder
        self._period = period
        self._digests: dict[str, dict[str, str]] = {}
        self._written: set[tuple[str, str]] = set()
        self._child = Child(functools.partial(recognise, readers, period), DEADLINE)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close()

    def add(self, name: str, data: bytes, size: int | None = None) -> list[CollectResult]:
        """Add the workbooks of one message, package or file; a package of messages gives a result for each. Everything
        in it has a text in the result: added, there already, or why not. `size`: the bytes of the whole message as the
        mailbox gives them, if it is from one."""
        return [self._added(delivery, size) for delivery in unpack(name, data)]

    def _added(self, delivery: Delivery, size: int | None) -> CollectResult:
        """What became of one message: one that nobody foresaw costs only itself."""
        try:
            return self._add_delivery(delivery, size)
        except (OSError, MemoryError):  # the machine's own: it would fail for every other too
            raise
        except Exception as error:  # noqa: BLE001 - the net
            problem = kinds.MAIL_UNFORESEEN(Location(display_name(delivery.name)), what=type(error).__name__)
            return CollectResult(_label(delivery), ["không xử lý được"], [problem])

    def earlier_files(self, message_id: str, size: int) -> list[str]:
        """The files ("<kỳ>/<tệp>") that a message of the mailbox (its Message-ID, its size in bytes) gave before, if
        everything in it was added: [] where it must be looked at (again).

        Its id and size must be those of the envelope kept beside the files, and the files still be there: an id alone
        could be anybody's, and what was removed is wanted again.
        """
        files = self._complete_messages.get((message_id, size), []) if message_id else []
        return files if all((self._input_folder / file).is_file() for file in files) else []

    @functools.cached_property
    def _complete_messages(self) -> dict[tuple[str | None, int | None], list[str]]:
        """Id and size of the messages of earlier runs that were added whole -> their files, with the period."""
        files: dict[tuple[str | None, int | None], list[str]] = {}
        for folder in sorted(path for path in self._input_folder.glob("*") if path.is_dir()):
            for name, envelope in read_envelopes(folder).items():
                if envelope.size is not None:
                    files.setdefault((envelope.message_id, envelope.size), []).append(f"{folder.name}/{name}")
        return files

    def _add_delivery(self, delivery: Delivery, size: int | None) -> CollectResult:
        workbooks = [self._add_workbook(file, delivery) for file in delivery.files if _is_workbook(file.name)]
        stored = [workbook.file for workbook in workbooks if workbook.file is not None]
        if size is not None and len(stored) == len(workbooks) and not delivery.problems:
            self._note_size(delivery, stored, size)
        texts = [*(workbook.text for workbook in workbooks), *delivery.notes, *_texts_of_others(delivery)]
        problems = [*delivery.problems, *(problem for workbook in workbooks for problem in workbook.problems)]
        return CollectResult(_label(delivery), texts, problems, stored)

    def _add_workbook(self, file: IncomingFile, delivery: Delivery) -> _StoredWorkbook:
        sender = file.envelope.sender
        forwarded = sender if delivery.envelope and sender != delivery.envelope.sender else None
        name = display_name(file.name)
        subject = f"{name} (thư gốc của {display_name(forwarded)})" if forwarded else name
        recognised, problems = self._recognise(file)
        period = recognised.period or self._period
        if not recognised.readable and period is None:
            return _StoredWorkbook(f"không lấy {subject} (không đọc được, không rõ kỳ)", problems)
        if period is None or (self._period and period != self._period):
            reason = f"của kỳ {period}" if period else "không rõ kỳ"
            return _StoredWorkbook(f"không lấy {subject} ({reason})", problems)
        unit = recognised.unit_name or "không rõ đơn vị"
        of = f"kỳ {period}, {unit if recognised.readable else 'không đọc được'}"
        try:
            stored = self._store(file, period)
        except OSError as error:
            failed = kinds.OUTPUT_FAILED(Location(name), file=f"{period}/{name}", reason=system_reason(error))
            text = f"không lấy được {subject} (không ghi được vào thư mục của kỳ)"
            return _StoredWorkbook(text, [*problems, failed])
        if not stored.new:
            text = f"{subject} đã có là {stored.name} ({of})"
        else:
            text = f"đã lấy {subject} ({of})" if stored.name == name else f"đã lấy {subject} thành {stored.name} ({of})"
        return _StoredWorkbook(text, problems, stored)

    def _recognise(self, file: IncomingFile) -> tuple[Recognised, list[Problem]]:
        """One that cannot be read, or does not say its period, is of the period asked for, so that the merge can refuse
        it by name; without one asked for nobody knows."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"tep{PurePosixPath(file.name).suffix.lower()}"
            path.write_bytes(file.data)
            source = Source(display_name(file.name), path, file.envelope.sender, file.envelope.sent)
            recognised, problems = self._child.ask(source)
        return recognised or Recognised(readable=False), problems

    def _names_by_digest(self, period: str) -> dict[str, str]:
        """SHA-256 -> name of the files in a period's folder; one that cannot be read now is like none."""
        if period not in self._digests:
            folder = self._input_folder / period
            names: dict[str, str] = {}
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix.lower() in WORKBOOKS:
                    with contextlib.suppress(OSError):
                        name = path.relative_to(folder).as_posix()
                        names.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), name)
            self._digests[period] = names
        return self._digests[period]

    def _store(self, file: IncomingFile, period: str) -> StoredFile:
        """Put a workbook into its period's folder, unless one of the same bytes is there. Raises OSError."""
        names = self._names_by_digest(period)
        digest = hashlib.sha256(file.data).hexdigest()
        there = names.get(digest)
        if there:
            noted = self._note_envelope(file, period, there)
            return StoredFile(period, there, new=False, learnt=noted or (period, there) in self._written)
        names[digest] = self._write(file, period)
        self._written.add((period, names[digest]))
        return StoredFile(period, names[digest], new=True, learnt=True)

    def _write(self, file: IncomingFile, period: str) -> str:
        """Write a workbook into its period's folder under a free name, and its envelope beside it; both or none. Raises
        OSError."""
        folder = self._input_folder / period
        folder.mkdir(parents=True, exist_ok=True)
        name = free_name(folder, file.name)
        partial = folder / f"{name}{_PARTIAL}"
        try:
            partial.write_bytes(file.data)
            self._note_envelope(file, period, name, replace=True)
            move(partial, folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        return name

    def _note_envelope(self, file: IncomingFile, period: str, name: str, *, replace: bool = False) -> bool:
        """Note the envelope of a file, and whether it was; of one that is there already the first envelope stays
        (`replace`: a new file, and what is noted under its name was of another)."""
        folder = self._input_folder / period
        envelopes = read_envelopes(folder)
        is_noted = file.envelope != Envelope() and (replace or name not in envelopes)
        if is_noted:
            write_envelopes(folder, envelopes | {name: file.envelope})
        return is_noted

    def _note_size(self, delivery: Delivery, stored: Sequence[StoredFile], size: int) -> None:
        """Everything in a message is in its folder: the next run need not fetch it. Only where its own envelope, and no
        forwarded one, stands beside every file."""
        envelopes = {file.period: read_envelopes(self._input_folder / file.period) for file in stored}
        message_ids = {envelopes[file.period].get(file.name, Envelope()).message_id for file in stored}
        own = delivery.envelope.message_id if delivery.envelope else None
        if own is None or message_ids - {own}:
            return
        for file in stored:
            of_period = envelopes[file.period]
            of_period[file.name] = msgspec.structs.replace(of_period[file.name], size=size)
        with contextlib.suppress(OSError):  # then the message is fetched again, and nothing is lost
            for period, of_period in envelopes.items():
                write_envelopes(self._input_folder / period, of_period)


def _texts_of_others(delivery: Delivery) -> Iterator[str]:
    """What is said of all in a delivery but its workbooks: files of other kinds, and what could not be opened."""
    names = list(dict.fromkeys(display_name(file.name) for file in delivery.files if not _is_workbook(file.name)))
    if names:
        others = f" và {len(names) - _NAMED} tệp khác" if len(names) > _NAMED else ""
        yield f"bỏ qua {', '.join(names[:_NAMED])}{others} (không phải tệp Excel)"
    for name in dict.fromkeys(problem.file for problem in delivery.problems if problem.file != delivery.name):
        if name:
            yield f"không mở được {display_name(name)}"
    if any(problem.file == delivery.name for problem in delivery.problems):
        yield "không mở được hết"


def _is_workbook(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in WORKBOOKS and not name.startswith(BESIDE)


def _label(delivery: Delivery) -> str:
    envelope = delivery.envelope
    if envelope is None or not (envelope.sender or envelope.subject):
        return display_name(delivery.name)
    when = f", {envelope.sent.astimezone(HERE):%d/%m/%Y %H:%M}" if envelope.sent else ""
    return f"Thư của {display_name(envelope.sender or 'người không rõ')}{when} “{display_name(envelope.subject)}”"
