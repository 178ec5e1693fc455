"""Which workbook of a unit counts: every file seen is merged, refused, superseded or ignored, and named.

Later wins: by the workbook's own modified time, then the mail's date, then the content's hash; never file-system times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.model.files import Candidate, FileEntry, FileStatus
from cchc_excel.model.records import Number, UnitReport
from cchc_excel.period.roll_up import report_figures
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import show_number

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


class Selection(msgspec.Struct, frozen=True):
    """The files with what became of each, and the report that counts for each unit."""

    entries: list[FileEntry]
    reports: dict[str, UnitReport]


def select(catalogue: Catalogue, candidates: Sequence[Candidate]) -> tuple[Selection, list[Problem]]:
    """Choose among the workbooks of each unit. Problems of superseded files become warnings; a refused file of a unit
    that is shown to be older than the unit's merged one is superseded by it."""
    by_unit: dict[str | None, list[Candidate]] = {}
    for candidate in candidates:
        by_unit.setdefault(candidate.unit, []).append(candidate)
    entries: list[FileEntry] = []
    reports: dict[str, UnitReport] = {}
    problems: list[Problem] = []
    for unit, files in by_unit.items():
        merged = _winner(files) if unit is not None else None
        if merged is not None and merged.report is not None and unit is not None:
            reports[unit] = merged.report
        for candidate in files:
            status = _status(candidate, merged)
            entries.append(
                FileEntry(
                    candidate.source.name,
                    unit,
                    status,
                    candidate.sha256,
                    modified=candidate.modified,
                    sent=candidate.source.sent,
                )
            )
            if status is FileStatus.SUPERSEDED and merged is not None:
                problems.append(_superseded(catalogue, candidate, merged))
                problems.extend(problem.as_warning() for problem in candidate.problems)
            else:
                problems.extend(candidate.problems)
    entries.sort(key=lambda entry: entry.file)
    return Selection(entries, reports), problems


def _winner(candidates: Sequence[Candidate]) -> Candidate | None:
    """The latest of the usable workbooks of one unit; of files with the same bytes the last by name, which is the one
    without an addition ("VP.xlsx", not "VP (1).xlsx")."""
    usable = [candidate for candidate in candidates if candidate.report is not None]
    usable.sort(key=lambda candidate: candidate.source.name, reverse=True)
    return max(usable, key=_time_order, default=None)


def _time_order(candidate: Candidate) -> tuple[dt.datetime, dt.datetime, str]:
    return candidate.modified or _NEVER, candidate.source.sent or _NEVER, candidate.sha256 or ""


def _status(candidate: Candidate, merged: Candidate | None) -> FileStatus:
    if candidate is merged:
        return FileStatus.MERGED
    if candidate.report is not None:
        return FileStatus.SUPERSEDED
    return FileStatus.SUPERSEDED if merged is not None and _is_older(candidate, merged) else FileStatus.REFUSED


def _is_older(candidate: Candidate, merged: Candidate) -> bool:
    """Whether a refused file is shown to be older: by the modified times that both tell, or else the mails' dates."""
    if candidate.sha256 is not None and candidate.sha256 == merged.sha256:
        return True
    if candidate.modified is not None and merged.modified is not None and candidate.modified != merged.modified:
        return candidate.modified < merged.modified
    if candidate.source.sent is not None and merged.source.sent is not None:
        return candidate.source.sent < merged.source.sent
    return False


def _superseded(catalogue: Catalogue, candidate: Candidate, merged: Candidate) -> Problem:
    location = Location(candidate.source.name, unit=candidate.unit)
    if candidate.sha256 is not None and candidate.sha256 == merged.sha256:
        return kinds.SAME_BYTES(location, merged=merged.source.name)
    if candidate.report is None or merged.report is None:
        return kinds.SUPERSEDED_REFUSED(location, merged=merged.source.name)
    differences = _differences(catalogue, candidate.report, merged.report)
    return kinds.SUPERSEDED(location, merged=merged.source.name, differences=differences or "không số nào")


def _differences(catalogue: Catalogue, older: UnitReport, newer: UnitReport) -> str:
    """What differs between two workbooks of a unit, the first few figures spelled out."""
    before, after = (_values(report) for report in (older, newer))
    different = [key for key in sorted(before.keys() | after.keys()) if before.get(key) != after.get(key)]
    changes = [
        f"{' '.join(filter(None, (procedure, catalogue.figures[code].name)))}: "
        f"{_in_words(before.get((procedure, code)))} → {_in_words(after.get((procedure, code)))}"
        for procedure, code in different[:5]
    ]
    rest = [f"và {len(different) - 5} số khác"] if len(different) > 5 else []
    return "; ".join([*changes, *rest])


def _values(report: UnitReport) -> Mapping[tuple[str, str], Number | None]:
    return {(procedure, code): figure.value for procedure, code, figure in report_figures(report)}


def _in_words(value: Number | None) -> str:
    return "trống" if value is None else show_number(value)
