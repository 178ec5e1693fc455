"""`cchc collect`: messages, packages, folders and mailboxes -> workbooks in input/<kỳ>/, each with its letter."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel import problems
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.names import Names
from cchc_excel.forms.identity import identify
from cchc_excel.intake.folder import WORKBOOKS
from cchc_excel.intake.letters import Letter, read_letters, write_letters
from cchc_excel.intake.mailbox import SCHEME, MailboxError, account, messages
from cchc_excel.intake.unpack import Arrival, unpack
from cchc_excel.nouns import Source
from cchc_excel.problems import Problem, Where
from cchc_excel.reading.door import read_bytes

Password = Callable[[], str]
"""Gives the mailbox's password when it is needed."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_LONGEST = 120


class Gathered(msgspec.Struct, frozen=True):
    """What came of one message or file: its name or sender, a line for each workbook in it, and the problems."""

    label: str
    told: list[str]
    problems: list[Problem]

    def line(self) -> str:
        """One line for the officer."""
        return f"{self.label}: {'; '.join(self.told) or 'không có sổ tính nào'}"


class Gatherer:
    """Takes what arrives into the period folders; knows what is there already."""

    def __init__(self, catalogue: Catalogue, inputs: Path, period: str | None) -> None:
        self._catalogue = catalogue
        self._names = Names(catalogue.units.values())
        self._inputs = inputs
        self._period = period

    def take(self, label: str, name: str, data: bytes) -> Gathered:
        """One message, package or file. Everything in it is named in the result: taken, there already, or why not."""
        letter, arrivals, found = unpack(name, data)
        told = [self._one(arrival, found) for arrival in arrivals]
        if letter != Letter():
            when = f", {letter.sent:%d/%m/%Y %H:%M}" if letter.sent else ""
            label = f"Thư của {letter.sender or 'người không rõ'}{when} “{letter.subject}”"
        return Gathered(label, told, found)

    def _one(self, arrival: Arrival, found: list[Problem]) -> str:
        suffix = PurePosixPath(arrival.name).suffix.lower()
        if suffix not in WORKBOOKS or arrival.name.startswith("~$"):
            return f"bỏ qua {arrival.name}"
        period, unit, more = self._whose(arrival)
        found.extend(more)
        if period is None or (self._period and period != self._period):
            return f"không lấy {arrival.name} ({'của kỳ ' + period if period else 'không rõ kỳ'})"
        place = f"kỳ {period}" + (f", {self._catalogue.units[unit].name}" if unit else "")
        known = self._there(period).get(hashlib.sha256(arrival.data).hexdigest())
        if known:
            return f"{arrival.name} đã có là {known} ({place})"
        try:
            return f"đã lấy {self._keep(arrival, period)} ({place})"
        except OSError as error:
            found.append(problems.OUTPUT_FAILED(Where(arrival.name), file=arrival.name, reason=error.strerror or ""))
            return f"không lấy {arrival.name}"

    def _whose(self, arrival: Arrival) -> tuple[str | None, str | None, list[Problem]]:
        """Period and unit that a workbook is of. One that cannot be read, or does not say its period, is of the period
        asked for, so that the merge can refuse it by name; without one asked for nobody knows."""
        raw, found = read_bytes(arrival.name, arrival.data)
        if raw is None:
            return self._period, None, found
        letter = arrival.letter
        source = Source(arrival.name, Path(arrival.name), letter.sender, letter.sent)
        identity, found = identify(raw, source, self._catalogue, self._names, self._period)
        return identity.period or self._period, identity.unit, found

    @functools.cache  # noqa: B019 - a Gatherer lives as long as the command
    def _there(self, period: str) -> dict[str, str]:
        """SHA-256 -> name of the files in a period's folder."""
        folder = self._inputs / period
        files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in WORKBOOKS]
        return {hashlib.sha256(path.read_bytes()).hexdigest(): path.relative_to(folder).as_posix() for path in files}

    def _keep(self, arrival: Arrival, period: str) -> str:
        """Write a workbook into its period's folder under a free name, and its letter beside it."""
        folder = self._inputs / period
        folder.mkdir(parents=True, exist_ok=True)
        name = free_name(folder, arrival.name)
        new = folder / f"{name}.dang-lay"
        new.write_bytes(arrival.data)
        new.replace(folder / name)
        self._there(period)[hashlib.sha256(arrival.data).hexdigest()] = name
        if arrival.letter != Letter():
            write_letters(folder, read_letters(folder) | {name: arrival.letter})
        return name


def free_name(folder: Path, name: str) -> str:
    """A name that Windows allows, that leads nowhere else, and that no file of the folder has: "a.xlsx", "a (2).xlsx".

    Upper and lower case, composed and decomposed letters are one name.
    """
    clean = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "khong-ten.xlsx"
    stem, suffix = PurePosixPath(clean).stem[:_LONGEST].rstrip(" ."), PurePosixPath(clean).suffix
    if stem.casefold() in _RESERVED or not stem or stem.startswith("~$"):
        stem = f"_{stem}"
    taken = {unicodedata.normalize("NFC", path.name).casefold() for path in folder.iterdir()}
    number, free = 1, f"{stem}{suffix}"
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){suffix}"
    return free


def gather(
    catalogue: Catalogue, inputs: Path, sources: Sequence[str], period: str | None, password: Password,
    authority: str | None = None,
) -> Iterator[Gathered]:  # fmt: skip
    """Take everything from the sources: files, folders, or imaps://user@host/folder. A mailbox that fails half-way is
    one problem; what came before it is kept, and the next run goes on from there."""
    gatherer = Gatherer(catalogue, inputs, period)
    for source in sources:
        if is_on_disk(source):
            yield from _from_disk(gatherer, Path(source))
        else:
            yield from _from_mailbox(gatherer, source, password, authority)


def is_on_disk(source: str) -> bool:
    """Whether a source is a file or a folder, and no mailbox."""
    return not source.lower().startswith(SCHEME)


def _from_mailbox(gatherer: Gatherer, source: str, password: Password, authority: str | None) -> Iterator[Gathered]:
    label = "hộp thư"
    try:
        where = account(source)
        label = f"hộp thư {where.user}@{where.host}"
        for number, body in enumerate(messages(where, password(), authority), start=1):
            yield gatherer.take(f"thư {number}", "thu.eml", body)
    except MailboxError as error:
        yield Gathered(label, [f"dừng: {error}"], [problems.MAILBOX_FAILED(reason=str(error))])


def _from_disk(gatherer: Gatherer, path: Path) -> Iterator[Gathered]:
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.is_file() and not inner.name.startswith("."):
                yield from _from_disk(gatherer, inner)
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Gathered(path.name, ["không đọc được"],
                       [problems.FILE_OPEN(Where(path.name), reason=error.strerror or "")])  # fmt: skip
        return
    yield gatherer.take(path.name, path.name, data)
