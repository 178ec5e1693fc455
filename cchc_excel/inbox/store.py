"""`cchc collect`: messages, packages, folders and mailboxes -> workbooks in input/<kỳ>/, each with its letter."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel.forms.filled.identity import identify
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.inbox.archive import Arrival, Parcel, unpack
from cchc_excel.inbox.envelopes import Envelope, read_envelopes, write_envelopes
from cchc_excel.inbox.file_names import free_name, shown
from cchc_excel.inbox.listing import WORKBOOKS
from cchc_excel.model.records import Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, system_reason
from cchc_excel.reading.pool import DEADLINE, Child
from cchc_excel.reading.workbook import read_file

_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_NAMED = 5
"""So many files that are no workbooks are named in a line."""


class StoredFile(msgspec.Struct, frozen=True):
    """Where a workbook that came is now: the period and its name in that folder; `new`: it was not there before."""

    period: str
    name: str
    new: bool


class Stored(msgspec.Struct, frozen=True):
    """What came of one message or file: its name or sender, what became of each workbook in it, the problems, and where
    its workbooks are."""

    label: str
    results: list[str]
    problems: list[Problem]
    places: list[StoredFile] = []

    def line(self) -> str:
        """One line for the officer."""
        none = "không mở được" if self.problems else "không có biểu mẫu nào"
        return f"{self.label}: {'; '.join(self.results) or none}"


class PeriodAndUnit(msgspec.Struct, frozen=True):
    """The period and the unit that a workbook says it is of (None: not known); `readable`: it could be read."""

    period: str | None = None
    unit: str | None = None
    readable: bool = True


def recognise(reader: Reader, wanted: str | None, source: Source) -> tuple[PeriodAndUnit, list[Problem]]:
    """Period and unit of one workbook, as a merge would see them."""
    raw, problems = read_file(source, reader.passwords)
    if raw is None:
        return PeriodAndUnit(readable=False), problems
    identity, problems = identify(raw, source, reader.catalogue, reader.names, wanted)
    return PeriodAndUnit(identity.period, identity.unit), problems


class Store:
    """Takes what arrives into the period folders; knows what is there already. A context: workbooks are read in a
    child process, since one may hang or kill its reader."""

    def __init__(self, reader: Reader, inputs: Path, period: str | None) -> None:
        self._catalogue = reader.catalogue
        self._inputs = inputs
        self._period = period
        self._holders: dict[str, dict[str, str]] = {}
        self._reader = Child(functools.partial(recognise, reader, period), DEADLINE)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def take(self, name: str, data: bytes, size: int | None = None) -> list[Stored]:
        """One message, package or file; a package of messages gives a result for each. Everything in it is named:
        taken, there already, or why not. `size`: what the mailbox says the message takes."""
        return [self._take(parcel, size) for parcel in unpack(name, data)]

    def had(self, message_id: str, size: int) -> list[str]:
        """The files that a message gave before, if everything in it was taken: [] where it must be looked at (again).

        Its id and size must be those of the letter kept beside the files, and the files still be there: an id alone
        could be anybody's, and what was removed is wanted again.
        """
        files = self._earlier.get((message_id, size), []) if message_id else []
        return files if all((self._inputs / file).is_file() for file in files) else []

    @functools.cached_property
    def _earlier(self) -> dict[tuple[str | None, int | None], list[str]]:
        """Id and size of the messages of earlier runs that were taken whole -> their files, with the period."""
        earlier: dict[tuple[str | None, int | None], list[str]] = {}
        for folder in sorted(path for path in self._inputs.glob("*") if path.is_dir()):
            for name, letter in read_envelopes(folder).items():
                if letter.size is not None:
                    earlier.setdefault((letter.message_id, letter.size), []).append(f"{folder.name}/{name}")
        return earlier

    def _take(self, parcel: Parcel, size: int | None) -> Stored:
        problems = list(parcel.problems)
        places: list[StoredFile] = []
        results = [
            self._one(arrival, parcel, problems, places) for arrival in parcel.arrivals if _is_workbook(arrival.name)
        ]
        workbooks = len(results)
        others = dict.fromkeys(
            shown(attachment.name) for attachment in parcel.arrivals if not _is_workbook(attachment.name)
        )
        if others:
            others_text = f" và {len(others) - _NAMED} tệp khác" if len(others) > _NAMED else ""
            results.append(f"bỏ qua {', '.join(list(others)[:_NAMED])}{others_text} (không phải tệp Excel)")
        closed = dict.fromkeys(problem.file for problem in parcel.problems if problem.file != parcel.name)
        results += [f"không mở được {shown(name)}" for name in closed if name]
        if any(problem.file == parcel.name for problem in parcel.problems):
            results.append("không mở được hết")
        if size is not None and len(places) == workbooks and not parcel.problems:
            self._note_size(parcel, places, size)
        return Stored(_label(parcel), results, problems, places)

    def _one(self, arrival: Arrival, parcel: Parcel, problems: list[Problem], places: list[StoredFile]) -> str:
        """Take one workbook, and say so; `places` gets where it is."""
        name = shown(arrival.name)
        via = arrival.letter.sender if parcel.letter and arrival.letter.sender != parcel.letter.sender else None
        of = f"{name} (thư gốc của {shown(via)})" if via else name
        whose, further_problems = self._whose(arrival)
        problems.extend(further_problems)
        period = whose.period or self._period
        if not whose.readable and period is None:
            return f"không lấy {of} (không đọc được, không rõ kỳ)"
        if period is None or (self._period and period != self._period):
            return f"không lấy {of} ({'của kỳ ' + period if period else 'không rõ kỳ'})"
        unit = self._catalogue.units[whose.unit].name if whose.unit else "không rõ đơn vị"
        description = f"kỳ {period}, {unit if whose.readable else 'không đọc được'}"
        digest = hashlib.sha256(arrival.data).hexdigest()
        try:
            known = self._there(period).get(digest)
            if known:
                self._keep_letter(arrival, period, known)
                places.append(StoredFile(period, known, new=False))
                return f"{of} đã có là {known} ({description})"
            kept = self._keep(arrival, period)
        except OSError as error:
            problems.append(kinds.OUTPUT_FAILED(Location(name), file=f"{period}/{name}", reason=system_reason(error)))
            return f"không lấy được {of} (không ghi được vào thư mục của kỳ)"
        self._there(period)[digest] = kept
        places.append(StoredFile(period, kept, new=True))
        return f"đã lấy {of} ({description})" if kept == name else f"đã lấy {of} thành {kept} ({description})"

    def _whose(self, arrival: Arrival) -> tuple[PeriodAndUnit, list[Problem]]:
        """One that cannot be read, or does not say its period, is of the period asked for, so that the merge can refuse
        it by name; without one asked for nobody knows."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"tep{PurePosixPath(arrival.name).suffix.lower()}"
            file.write_bytes(arrival.data)
            source = Source(shown(arrival.name), file, arrival.letter.sender, arrival.letter.sent)
            whose, problems = self._reader.ask(source)
        return whose or PeriodAndUnit(readable=False), problems

    def _there(self, period: str) -> dict[str, str]:
        """SHA-256 -> name of the files in a period's folder; one that cannot be read now is like none."""
        if period not in self._holders:
            folder = self._inputs / period
            known: dict[str, str] = {}
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix.lower() in WORKBOOKS:
                    with contextlib.suppress(OSError):
                        name = path.relative_to(folder).as_posix()
                        known.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), name)
            self._holders[period] = known
        return self._holders[period]

    def _keep(self, arrival: Arrival, period: str) -> str:
        """Write a workbook into its period's folder under a free name, and its letter beside it; both or none."""
        folder = self._inputs / period
        folder.mkdir(parents=True, exist_ok=True)
        name = free_name(folder, arrival.name)
        new = folder / f"{name}.dang-lay"
        try:
            new.write_bytes(arrival.data)
            self._keep_letter(arrival, period, name, again=True)
            new.replace(folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        return name

    def _keep_letter(self, arrival: Arrival, period: str, name: str, *, again: bool = False) -> None:
        """Note the letter of a file; of one that is there already the first letter stays (`again`: a new file)."""
        folder = self._inputs / period
        letters = read_envelopes(folder)
        if arrival.letter != Envelope() and (again or name not in letters):
            write_envelopes(folder, letters | {name: arrival.letter})

    def _note_size(self, parcel: Parcel, places: Sequence[StoredFile], size: int) -> None:
        """Everything in a message is in its folder: the next run need not fetch it. Only where its own letter, and no
        forwarded one, stands beside every file."""
        notes = {stored.period: read_envelopes(self._inputs / stored.period) for stored in places}
        message_ids = [notes[stored.period].get(stored.name, Envelope()).message_id for stored in places]
        ident = parcel.letter.message_id if parcel.letter else None
        if ident is None or any(message_id != ident for message_id in message_ids):
            return
        for stored in places:
            notes[stored.period][stored.name] = msgspec.structs.replace(notes[stored.period][stored.name], size=size)
        with contextlib.suppress(OSError):
            for period, letters in notes.items():
                write_envelopes(self._inputs / period, letters)


def _is_workbook(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in WORKBOOKS and not name.startswith("~$")


def _label(parcel: Parcel) -> str:
    letter = parcel.letter
    if letter is None or not (letter.sender or letter.subject):
        return shown(parcel.name)
    when = f", {letter.sent.astimezone(_VIETNAM):%d/%m/%Y %H:%M}" if letter.sent else ""
    return f"Thư của {shown(letter.sender or 'người không rõ')}{when} “{shown(letter.subject)}”"
