"""How far a period's work has come, told from what lies in its folders: no workbook is opened for it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.periods import leaves_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.commands.last_run import left_out
from cchc_excel.model.files import FileStatus, InputFile
from cchc_excel.model.issue import IssueRecord
from cchc_excel.period.exclude import listings_of
from cchc_excel.workspace.folders import Folders
from cchc_excel.workspace.issues import last_issue
from cchc_excel.workspace.output_names import FORMS, REMINDERS
from cchc_excel.workspace.publish import sha256
from cchc_excel.workspace.run_state import RunState, is_reminded, read_state


class Step(enum.Enum):
    """The steps of a period's work, in order."""

    FORMS = enum.auto()
    LETTERS = enum.auto()
    COLLECT = enum.auto()
    MERGE = enum.auto()
    ISSUE = enum.auto()
    REPORTS = enum.auto()


class Quarter(msgspec.Struct, frozen=True):
    """What is done of a period. Counts of `forms` and of draft `letters` made, of `owing` units, of `files` received,
    of `merged` units.

    `current`: the last merge read just the files that lie there now; `draft`: it was one; `waiting`: the units that it
    waits for; `excluded`: (file, reason) pairs that it, or a merge of a part, left out, and that lie there still.
    `issue`: the number of the issue that stands (0: none); `holds`: the reports of the last merge are those issued;
    `accepted`: the units that it, or the last merge, was allowed to go without, while the files that lie there are
    those it was made of; `accepted_in_parts`: (unit, part) pairs of those of parts of the period, whatever lies there
    now. `reminded`: letters were written since the last merge.
    """

    forms: int = 0
    letters: int = 0
    owing: int = 0
    files: int = 0
    merged: int = 0
    current: bool = False
    draft: bool = False
    waiting: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    issue: int = 0
    holds: bool = False
    accepted: tuple[str, ...] = ()
    accepted_in_parts: tuple[tuple[str, str], ...] = ()
    reminded: bool = False

    def next_step(self) -> Step:
        """What a person would do next."""
        if not self.files:
            if not self.forms:
                return Step.FORMS
            return Step.COLLECT if self.letters else Step.LETTERS
        if not self.current:
            return Step.MERGE
        if self.draft:
            return Step.COLLECT if self.reminded else Step.LETTERS
        return Step.REPORTS if self.issue and self.holds else Step.ISSUE


class Digests:
    """SHA-256 of files. One is read again only where its size or time says that it was written since: looking at a
    folder again costs nothing, be it on a server."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], str]] = {}

    def of(self, path: Path) -> str:
        """The SHA-256 of a file. Raises OSError."""
        found = path.stat()
        mark = (found.st_size, found.st_mtime_ns)
        if path not in self._known or self._known[path][0] != mark:
            self._known[path] = mark, sha256(path.read_bytes())
        return self._known[path][1]


def quarter_of(folders: Folders, catalogue: Catalogue, period: Period, digests: Digests) -> Quarter:
    """Look at a period's folders, those of its parts too. Raises OSError where one cannot be read."""
    results = folders.output / period.code
    state = read_state(results) or RunState()
    issue = last_issue(results)
    record = issue.record if issue else None
    listings = listings_of(catalogue, period, folders.input)
    excluded = left_out(folders.output, catalogue, period)
    there = {source.name: source.path for listing in listings for source in listing.sources}
    current = bool(state.outputs) and _as_seen(there, state.inputs, digests)
    issued = record if record and _as_seen(there, record.inputs, digests) else None
    return Quarter(
        forms=len(list((results / FORMS).glob("*.xlsx"))),
        letters=len(list((results / REMINDERS).glob("*.eml"))),
        owing=sum(unit.owes(period) for unit in catalogue.units.values()),
        files=len(there),
        merged=len(
            {one.unit for one in state.inputs if one.status is FileStatus.MERGED and one.unit} - {*state.missing}
        ),
        current=current,
        draft=state.draft,
        waiting=tuple(state.waiting),
        excluded=tuple((file, reason) for file, reason in excluded.items() if file in there),
        issue=issue.number if issue else 0,
        holds=issue is not None and issue.outputs.items() <= state.outputs.items(),
        accepted=_accepted(state if current else None, issued),
        accepted_in_parts=tuple(_accepted_in_parts(folders.output, catalogue, period)),
        reminded=is_reminded(results),
    )


def _accepted(state: RunState | None, issued: IssueRecord | None) -> tuple[str, ...]:
    """The units that a merge or an issue was allowed to go without."""
    return tuple(dict.fromkeys(unit for one in (issued, state) if one for unit in one.accepted))


def _accepted_in_parts(output: Path, catalogue: Catalogue, period: Period) -> Iterator[tuple[str, str]]:
    for code in dict.fromkeys(leaves_of(catalogue.periods, period.code)):
        if code != period.code:
            issue = last_issue(output / code)
            for unit in _accepted(read_state(output / code), issue.record if issue else None):
                yield unit, code


def _as_seen(there: Mapping[str, Path], inputs: Iterable[InputFile], digests: Digests) -> bool:
    """Whether the files that lie there are those a merge saw (`inputs`); it reads no more than it needs, so that the
    hash of some is not known. `there`: name as a merge has it -> path."""
    seen = {one.file: one.sha256 for one in inputs}
    if there.keys() - seen.keys() or any(digest and name not in there for name, digest in seen.items()):
        return False
    return all(seen[name] in (None, digests.of(path)) for name, path in there.items())
