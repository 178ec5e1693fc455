"""How far a period's work has come, told from what lies in its folders: no workbook is opened for it."""

from __future__ import annotations

import enum

import msgspec

from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.model.files import FileStatus
from cchc_excel.period.exclude import listings_of
from cchc_excel.workspace.folders import Folders
from cchc_excel.workspace.issues import last_issue
from cchc_excel.workspace.output_names import FORMS
from cchc_excel.workspace.publish import sha256
from cchc_excel.workspace.run_state import RunState, read_state


class Step(enum.Enum):
    """The steps of a period's work, in order."""

    FORMS = enum.auto()
    COLLECT = enum.auto()
    MERGE = enum.auto()
    REMIND = enum.auto()
    ISSUE = enum.auto()
    REPORTS = enum.auto()


class Quarter(msgspec.Struct, frozen=True):
    """What is done of a period. Counts of `forms` made, of `owing` units, of `files` received, of `merged` units.

    `current`: the last merge read just the files that lie there now. `issue`: the number of the issue that stands (0:
    none); `holds`: the reports of the last merge are those issued.
    """

    forms: int = 0
    owing: int = 0
    files: int = 0
    merged: int = 0
    current: bool = False
    issue: int = 0
    holds: bool = False

    @property
    def next_step(self) -> Step:
        """What a person would do next."""
        if not self.files:
            return Step.COLLECT if self.forms else Step.FORMS
        if not self.current:
            return Step.MERGE
        if self.issue and self.holds:
            return Step.REPORTS
        return Step.REMIND if self.merged < self.owing else Step.ISSUE


def quarter_of(folders: Folders, catalogue: Catalogue, period: Period) -> Quarter:
    """Look at a period's folders, those of its parts too. Raises OSError where one cannot be read."""
    results = folders.output / period.code
    state = read_state(results) or RunState()
    issue = last_issue(results)
    there = _files_of(folders, catalogue, period)
    return Quarter(
        forms=len(list((results / FORMS).glob("*.xlsx"))),
        owing=sum(unit.owes(period) for unit in catalogue.units.values()),
        files=len(there),
        merged=len({one.unit for one in state.inputs if one.status is FileStatus.MERGED and one.unit}),
        current=bool(state.outputs) and _as_seen(there, state),
        issue=issue.number if issue else 0,
        holds=issue is not None and issue.outputs.items() <= state.outputs.items(),
    )


def _files_of(folders: Folders, catalogue: Catalogue, period: Period) -> dict[str, str]:
    """The workbooks of a period and its parts: name as a merge has it -> SHA-256."""
    listings = listings_of(catalogue, period, folders.input)
    return {source.name: sha256(source.path.read_bytes()) for listing in listings for source in listing.sources}


def _as_seen(there: dict[str, str], state: RunState) -> bool:
    """Whether the files that lie there are those the last merge saw; it reads no more than it needs, so that the hash
    of some is not known."""
    seen = {one.file: one.sha256 for one in state.inputs}
    gone = [one for one in seen if one not in there and seen[one]]
    return not gone and all(name in seen and seen[name] in (None, digest) for name, digest in there.items())
