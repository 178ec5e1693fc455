"""What became of each file of a run: merged, refused, superseded or ignored, and the workbook as read behind it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable

import msgspec

from cchc_excel.model.records import Source, UnitReport
from cchc_excel.problems.problem import Problem

OF_PART = "../"
"""How the names of files of a part of the period begin: "../2022-T01/x.xlsx"."""


NEVER_SAVED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When a workbook of ours says that it was made: the same input gives the same bytes, whatever the clock says."""


class FileStatus(enum.StrEnum):
    """What became of a file."""

    MERGED = "merged"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    IGNORED = "ignored"


class FileEntry(msgspec.Struct, frozen=True):
    """A file of the run: name relative to the period's input folder, the unit it is of (None: unknown), what became of
    it, and when it was mailed or, by its own account, saved."""

    file: str
    unit: str | None
    status: FileStatus
    sha256: str | None = None
    reason: str | None = None
    modified: dt.datetime | None = None
    sent: dt.datetime | None = None

    @property
    def is_of_part(self) -> bool:
        """Whether the file lies in the folder of a part of the period."""
        return self.file.startswith(OF_PART)

    @property
    def at(self) -> dt.datetime | None:
        """When it was mailed or, by its own account, saved (UTC); None where nothing says it."""
        return self.sent or (None if self.modified == NEVER_SAVED else self.modified)

    @property
    def by_mail(self) -> bool:
        """Whether it came by mail."""
        return self.sent is not None


class InputFile(msgspec.Struct, frozen=True):
    """A file that a merge saw: its name relative to the period's input folder, what became of it, the unit it is of
    (None: unknown) and the SHA-256 of its bytes (None: not read)."""

    file: str
    status: FileStatus
    unit: str | None = None
    sha256: str | None = None


class SlipRecord(msgspec.Struct, frozen=True):
    """A slip that a merge wrote: the name of the file that it is of, as in InputFile; its path below output/<kỳ>/; the
    errors that it shows, each by code and place."""

    file: str
    slip: str
    errors: list[str]


def input_files(entries: Iterable[FileEntry]) -> list[InputFile]:
    """The files of a run as its state and its issue keep them."""
    return [InputFile(entry.file, entry.status, entry.unit, entry.sha256) for entry in entries]


class HandedUp(msgspec.Struct, frozen=True):
    """What a so-lieu.xlsx holds: the reports of a department's units, for a period or its parts, and whether it is a
    draft."""

    reports: list[UnitReport]
    is_draft: bool


class Candidate(msgspec.Struct, frozen=True):
    """A workbook that was read: its unit if known, its report unless it was refused, when it was made, and its
    problems. `handed_up`: of a so-lieu.xlsx, whose `unit` is the department."""

    source: Source
    sha256: str | None
    modified: dt.datetime | None
    unit: str | None
    report: UnitReport | None
    problems: list[Problem]
    handed_up: HandedUp | None = None

    @property
    def is_usable(self) -> bool:
        """Whether anything of it can be used."""
        return self.report is not None or self.handed_up is not None
