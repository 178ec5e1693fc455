"""Everything that is read for a run: the period's folder, those of its parts, and earlier ones it is compared with."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.periods import earlier_in_year, leaves_of, rhythm_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.forms.filled.data_file import is_data_file, parse_data_file
from cchc_excel.forms.filled.identity import likely_unit
from cchc_excel.forms.filled.parse import parse_form
from cchc_excel.forms.filled.reader import Reader, Readers
from cchc_excel.inbox.listing import list_folder
from cchc_excel.model.files import Candidate, FileEntry, FileStatus
from cchc_excel.model.records import RawForm, Source, UnitReport
from cchc_excel.period.exclude import folder_prefix
from cchc_excel.period.select import DataFile, select
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, count_errors
from cchc_excel.reading.workbook import read_file

ReadForm = Callable[[Source], tuple[Candidate | None, list[Problem]]]
ReadAll = Callable[[Iterable[Source], ReadForm], Iterator[tuple[Source, Candidate | None, list[Problem]]]]
"""Reads workbooks, in the order given and maybe in other processes; whatever goes wrong with one is its problems."""


class PeriodFiles(msgspec.Struct, frozen=True):
    """What one period's folder holds: every file with what became of it, the report of each unit, those of parts that
    departments handed up (by period and unit), the so-lieu.xlsx that counts of each department, and the problems."""

    period: str
    entries: list[FileEntry]
    reports: dict[str, UnitReport]
    problems: list[Problem]
    of_parts: dict[tuple[str, str], UnitReport] = {}
    departments: dict[str, DataFile] = {}


class PeriodData(msgspec.Struct, frozen=True):
    """All that was read: the period's own files (its parts' included) and problems, every report by (period, unit),
    and those of them that count for the period: of a unit with a workbook of its own, not those of the parts.
    `drafts`: departments whose figures are a draft."""

    entries: list[FileEntry]
    problems: list[Problem]
    reports: dict[tuple[str, str], UnitReport]
    counted: list[UnitReport]
    drafts: tuple[str, ...] = ()


def load_period(
    reader: Reader, period: Period, input_folder: Path, excluded: Mapping[str, str], read_all: ReadAll
) -> PeriodData:
    """Read the period, its parts and what it is compared with.

    `input_folder` holds the period folders; `excluded`: file name as listed -> reason (`exclusions`). Files of a part
    are named "../2022-Q1/x.xlsx" and count where a unit has no workbook of the longer period. Trouble in periods that
    are only compared with is one warning each. `read_all`: how workbooks are read (ReadingPool.read_all, or one that
    reports progress).
    """
    catalogue = reader.catalogue
    own = list(dict.fromkeys(leaves_of(catalogue.periods, period.code)))
    compared = [code for code in periods_compared(catalogue, period) if code not in own]
    readers = Readers(reader.passwords)
    problems: list[Problem] = []
    files: dict[str, PeriodFiles] = {}
    for code in [*own, *compared]:
        prefix = folder_prefix(code, period)
        served = readers.of(catalogue.serving(code))
        files[code] = read_period(served, catalogue.period(code), input_folder / code, prefix, excluded, read_all)
    reports = _all_reports([files[code] for code in own], [files[code] for code in compared])
    entries: list[FileEntry] = []
    counted: list[UnitReport] = []
    drafts: dict[str, None] = {}
    for code in own:
        longer = [other for other in own if other != code and code in leaves_of(catalogue.periods, other)]
        whole = {unit: report.file for other in longer for unit, report in files[other].reports.items()}
        unused = whole | _handed_up_longer(code, [files[one] for one in longer])
        of_part, part_problems = _without(files[code], unused)
        drafts |= {one: None for one, file in files[code].departments.items() if file.is_draft and one not in unused}
        entries.extend(of_part)
        problems.extend(part_problems)
        counted.extend(report for (period, unit), report in reports.items() if period == code and unit not in whole)
    for code in compared:
        errors = count_errors(files[code].problems)
        if errors:
            problems.append(kinds.EARLIER_TROUBLED(Location(), period=code, count=errors))
    return PeriodData(sorted(entries, key=lambda entry: entry.file), problems, reports, counted, tuple(drafts))


def _all_reports(own: Iterable[PeriodFiles], compared: Sequence[PeriodFiles]) -> dict[tuple[str, str], UnitReport]:
    """Every report by (period, unit). What a department hands up with a longer period of the run's `own` (the longest
    first) takes the place of what lies in the folders of its parts."""
    reports: dict[tuple[str, str], UnitReport] = {}
    of_own = (pair for files in own for pair in (*_by_key(files), *files.of_parts.items()))
    in_folders = (pair for files in compared for pair in _by_key(files))
    handed_up = (pair for files in compared for pair in files.of_parts.items())
    for key, report in itertools.chain(of_own, in_folders, handed_up):
        reports.setdefault(key, report)
    return reports


def _by_key(files: PeriodFiles) -> Iterator[tuple[tuple[str, str], UnitReport]]:
    return (((files.period, unit), report) for unit, report in files.reports.items())


def _handed_up_longer(code: str, longer: Iterable[PeriodFiles]) -> dict[str, str]:
    """Units and departments whose file of a part is not used, since a department handed the part up with a longer
    period -> that so-lieu.xlsx."""
    unused: dict[str, str] = {}
    for files in longer:
        unused |= {unit: report.file for (period, unit), report in files.of_parts.items() if period == code}
        unused |= {department: file.name for department, file in files.departments.items()}
    return unused


def _without(part: PeriodFiles, unused: Mapping[str, str]) -> tuple[list[FileEntry], list[Problem]]:
    """The files of a part with its problems; those of `unused` units (-> the workbook that counts) are superseded, and
    what is wrong with them only a warning."""
    superseded = {entry.file: unused[entry.unit] for entry in part.entries if entry.unit and entry.unit in unused}
    entries = [
        msgspec.structs.replace(entry, status=FileStatus.SUPERSEDED, reason=f"đã dùng {superseded[entry.file]}")
        if entry.file in superseded
        else entry
        for entry in part.entries
    ]
    names = {entry.file for entry in entries}
    told = [problem for problem in part.problems if problem.file in names]
    return entries, [problem.as_warning() if problem.file in superseded else problem for problem in told]


def periods_compared(catalogue: Catalogue, period: Period) -> list[str]:
    """Other periods whose figures stand beside this one's: continued, previous, cumulative, earlier ones of the year
    (for tasks left undone, and for the year's view), each with its parts."""
    of_year = [one for one in rhythm_of(catalogue, period) if one.end <= period.end]
    before = [one.previous for one in of_year] if catalogue.holds_to_previous else []  # their points are made of it
    wanted = (period.previous, period.cumulative, *(one.code for one in of_year), *before)
    beside = list(dict.fromkeys(code for code in wanted if code and catalogue.is_known(code)))
    codes = [*(code for code in period.continues if catalogue.is_known(code)), *beside]
    codes += [other.code for other in earlier_in_year(catalogue, period)]
    for code in beside:  # what is compared is computed as its own merge computes it, with tasks left undone before
        served = catalogue.serving(code)
        codes += [other.code for other in earlier_in_year(served, served.periods[code])]
    return list(dict.fromkeys(part for code in codes for part in leaves_of(catalogue.serving(code).periods, code)))


def read_period(
    reader: Reader, period: Period, folder: Path, prefix: str, excluded: Mapping[str, str], read_all: ReadAll
) -> PeriodFiles:
    """Read one period's folder. `prefix`: what stands before the names of its files; `excluded`: name as listed ->
    reason. Every file is an entry, whatever becomes of it: what is not a workbook, or excluded, is IGNORED. Raises
    OSError where the folder cannot be read."""
    listing, problems = list_folder(folder, prefix)
    chosen = [source for source in listing.sources if source.name not in excluded]
    entries = [FileEntry(name, None, FileStatus.IGNORED, reason=excluded.get(name)) for name in listing.ignored]
    for name in (source.name for source in listing.sources if source.name in excluded):
        entries.append(FileEntry(name, None, FileStatus.IGNORED, reason=excluded[name]))
        problems.append(kinds.EXCLUDED(Location(name), reason=excluded[name]))
    read = functools.partial(read_form, reader.alone(), period.code)
    candidates = [
        candidate or _unread(reader, source, read_problems)
        for source, candidate, read_problems in read_all(chosen, read)
    ]
    selection, choice_problems = select(reader.catalogue, period, candidates)
    return PeriodFiles(
        period.code,
        [*entries, *selection.entries],
        selection.reports,
        [*problems, *choice_problems],
        selection.of_parts,
        selection.departments,
    )


def _unread(reader: Reader, source: Source, problems: list[Problem]) -> Candidate:
    """A file that cannot be read, with the unit that it is probably of: somebody must be asked about it."""
    unit = likely_unit(source, reader.catalogue, reader.names)
    of_unit = [msgspec.structs.replace(problem, unit=unit) for problem in problems]
    return Candidate(source, None, None, unit, None, of_unit)


def reports_compared(
    reader: Reader, period: Period, input_folder: Path, read_all: ReadAll
) -> dict[tuple[str, str], UnitReport]:
    """(period, unit) -> the report, of the periods that stand beside this one, from the folders that are there."""
    codes = [code for code in periods_compared(reader.catalogue, period) if (input_folder / code).is_dir()]
    readers, catalogue = Readers(reader.passwords), reader.catalogue
    read = [
        read_period(readers.of(catalogue.serving(code)), catalogue.period(code), input_folder / code, "", {}, read_all)
        for code in codes
    ]
    return _all_reports([], read)


def read_form(reader: Reader, wanted: str | None, source: Source) -> tuple[Candidate | None, list[Problem]]:
    """Read and parse one workbook that should be of the period `wanted` (None: of any); None with the reason where it
    cannot be read."""
    raw, problems = read_file(source, reader.passwords)
    return (None, problems) if raw is None else (parse_read(reader, wanted, source, raw), [])


def parse_read(reader: Reader, wanted: str | None, source: Source, raw: RawForm) -> Candidate:
    """A workbook as read -> its report, or why it has none. `wanted`: the period it should be of (None: any)."""
    if is_data_file(raw):
        department, handed_up, problems = parse_data_file(raw, source, reader, wanted)
        return Candidate(source, raw.sha256, raw.modified, department, None, problems, handed_up)
    parsed, problems = parse_form(raw, source, reader, wanted)
    return Candidate(source, raw.sha256, raw.modified, parsed.unit, parsed.report, problems)
