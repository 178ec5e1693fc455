"""Which workbook of a unit counts: every file seen is merged, refused, superseded or ignored, and named.

Later wins: by the workbook's own modified time, then the mail's date, then the content's hash; never file-system times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.model.files import Candidate, FileEntry, FileStatus, HandedUp
from cchc_excel.model.records import Number, UnitReport
from cchc_excel.period.roll_up import report_figures
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import show_number

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


class DataFile(msgspec.Struct, frozen=True):
    """The so-lieu.xlsx that counts of a department: its name as listed, and whether it is a draft."""

    name: str
    is_draft: bool


class Selection(msgspec.Struct, frozen=True):
    """The files with what became of each, and the report that counts for each unit. `of_parts`: the reports of parts of
    the period that departments handed up, by (period, unit); `departments`: the so-lieu.xlsx of each that counts."""

    entries: list[FileEntry]
    reports: dict[str, UnitReport]
    of_parts: dict[tuple[str, str], UnitReport]
    departments: dict[str, DataFile]


def select(catalogue: Catalogue, period: Period, candidates: Sequence[Candidate]) -> tuple[Selection, list[Problem]]:
    """Choose among the workbooks of each unit, and the so-lieu.xlsx of each department, which counts as the workbooks
    that it was made of. Problems of superseded files become warnings; a refused file of a unit that is shown to be
    older than the unit's merged one is superseded by it."""
    by_unit: dict[str | None, list[Candidate]] = {}
    for candidate in candidates:
        by_unit.setdefault(candidate.unit, []).append(candidate)
    departments = {unit: _winner(by_unit[unit]) for unit in catalogue.departments if unit in by_unit}
    handed_up = [one for winner in departments.values() if winner for one in _handed_up(winner)]
    for one in handed_up:
        if one.report and one.report.period == period.code:
            by_unit.setdefault(one.unit, []).append(one)
    entries: list[FileEntry] = []
    reports: dict[str, UnitReport] = {}
    problems: list[Problem] = []
    for unit, files in by_unit.items():
        merged = _winner(files) if unit is not None else None
        if merged is not None and merged.report is not None and unit is not None:
            reports[unit] = merged.report
        for candidate in files:
            if not _is_handed_up(candidate):
                entries.append(_entry(candidate, merged))
            problems.extend(_problems(catalogue, candidate, merged))
    entries.sort(key=lambda entry: entry.file)
    of_parts = {
        (one.report.period, one.report.unit): one.report
        for one in handed_up
        if one.report and one.report.period != period.code
    }
    data_files = {
        unit: DataFile(winner.source.name, winner.handed_up.is_draft)
        for unit, winner in departments.items()
        if winner and winner.handed_up
    }
    return Selection(entries, reports, of_parts, data_files), problems


def _handed_up(data_file: Candidate) -> Iterator[Candidate]:
    """The workbooks that a so-lieu.xlsx stands for, each as old as it is told to be."""
    for report in data_file.handed_up.reports if data_file.handed_up else ():
        origin = report.origin
        sha256, modified = (origin.sha256, origin.modified) if origin else (None, None)
        yield Candidate(data_file.source, sha256, modified, report.unit, report, [])


def _entry(candidate: Candidate, merged: Candidate | None) -> FileEntry:
    return FileEntry(
        candidate.source.name,
        candidate.unit,
        _status(candidate, merged),
        candidate.sha256,
        modified=candidate.modified,
        sent=candidate.source.sent,
    )


def _problems(catalogue: Catalogue, candidate: Candidate, merged: Candidate | None) -> list[Problem]:
    """What is told of a file: its own problems, or, if another is used, that one and its problems as warnings."""
    if merged is None or _status(candidate, merged) is not FileStatus.SUPERSEDED:
        return candidate.problems
    told = _superseded(catalogue, candidate, merged)
    return [*([told] if told else []), *(problem.as_warning() for problem in candidate.problems)]


def _winner(candidates: Sequence[Candidate]) -> Candidate | None:
    """The latest of the usable workbooks of one unit; of files with the same bytes the last by name, which is the one
    without an addition ("VP.xlsx", not "VP (1).xlsx")."""
    usable = [candidate for candidate in candidates if candidate.is_usable]
    usable.sort(key=lambda candidate: candidate.source.name, reverse=True)
    return max(usable, key=_time_order, default=None)


def _time_order(candidate: Candidate) -> tuple[dt.datetime, dt.datetime, str]:
    return candidate.modified or _NEVER, candidate.source.sent or _NEVER, candidate.sha256 or ""


def _status(candidate: Candidate, merged: Candidate | None) -> FileStatus:
    if candidate is merged:
        return FileStatus.MERGED
    if candidate.is_usable:
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


def _superseded(catalogue: Catalogue, candidate: Candidate, merged: Candidate) -> Problem | None:
    """That another file of the unit is used; None where what a so-lieu.xlsx holds is that very file."""
    location = Location(candidate.source.name, unit=candidate.unit)
    if candidate.sha256 is not None and candidate.sha256 == merged.sha256:
        return None if _is_handed_up(candidate) else kinds.SAME_BYTES(location, merged=merged.source.name)
    if candidate.handed_up and merged.handed_up:
        units = "; ".join(_units_differing(candidate.handed_up, merged.handed_up)) or "không đơn vị nào"
        return kinds.DEPARTMENT_SUPERSEDED(location, merged=merged.source.name, differences=units)
    if candidate.report is None or merged.report is None:
        return kinds.SUPERSEDED_REFUSED(location, merged=merged.source.name)
    differences = _differences(catalogue, candidate.report, merged.report) or "không số nào"
    kind = kinds.DATA_FILE_REPLACED if _is_handed_up(candidate) else kinds.SUPERSEDED
    return kind(location, merged=merged.source.name, differences=differences)


def _is_handed_up(candidate: Candidate) -> bool:
    """Whether it is a workbook that a so-lieu.xlsx stands for."""
    return candidate.report is not None and candidate.report.origin is not None


def _units_differing(older: HandedUp, newer: HandedUp) -> list[str]:
    before, after = ({(one.period, one.unit): _values(one) for one in held.reports} for held in (older, newer))
    return list(dict.fromkeys(key[1] for key in {**before, **after} if before.get(key) != after.get(key)))


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
