"""Everything that is read for a run: the period's folder, those of its parts, and earlier ones it is compared with."""

from __future__ import annotations

import contextlib
import difflib
import functools
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel import problems
from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.periods import earlier_in_year, leaves_of
from cchc_excel.checks import Earlier, Subject, run_checks
from cchc_excel.figures import Figures, of_report
from cchc_excel.forms.identity import likely_unit
from cchc_excel.forms.parse import Reader, parse_form
from cchc_excel.indicators import compute_indicators
from cchc_excel.intake.folder import list_folder
from cchc_excel.nouns import RawForm, Source, UnitReport
from cchc_excel.problems import Level, Problem, Where
from cchc_excel.ranks import latest_ranks
from cchc_excel.reading.door import read_file
from cchc_excel.rollup import Reports, resolve_unit, roll_up
from cchc_excel.selection import OF_PART, Candidate, FileEntry, FileStatus, select
from cchc_excel.tasks import task_states, tasks_asked

ReadForm = Callable[[Source], tuple[Candidate | None, list[Problem]]]
ReadAll = Callable[[Iterable[Source], ReadForm], Iterator[tuple[Source, Candidate | None, list[Problem]]]]
"""Reads workbooks, in the order given and maybe in other processes; whatever goes wrong with one is its problems."""


class PeriodFiles(msgspec.Struct, frozen=True):
    """What one period's folder holds: every file with what became of it, the report of each unit, and the problems."""

    period: str
    entries: list[FileEntry]
    reports: dict[str, UnitReport]
    problems: list[Problem]


class Collection(msgspec.Struct, frozen=True):
    """All that was read: the period's own files (its parts' included) and problems, and every report by (period,
    unit)."""

    entries: list[FileEntry]
    problems: list[Problem]
    reports: dict[tuple[str, str], UnitReport]


def collect(reader: Reader, period: Period, inputs: Path, excluded: Mapping[str, str], read_all: ReadAll) -> Collection:
    """Read the period, its parts and what it is compared with.

    `inputs` holds the period folders; `excluded`: file name as listed -> reason (`exclusions`). Files of a part are
    named "../2022-Q1/x.xlsx" and count where a unit has no workbook of the longer period. Trouble in periods that are
    only compared with is one warning each.
    """
    catalogue = reader.catalogue
    own = list(dict.fromkeys(leaves_of(catalogue.periods, period.code)))
    compared = [code for code in periods_compared(catalogue, period) if code not in own]
    found: list[Problem] = []
    files: dict[str, PeriodFiles] = {}
    for code in [*own, *compared]:
        prefix = _prefix(code, period)
        files[code] = read_period(reader, catalogue.periods[code], inputs / code, prefix, excluded, read_all)
    reports = {(code, unit): report for code, one in files.items() for unit, report in one.reports.items()}
    with_own = set(files[period.code].reports)
    entries: list[FileEntry] = []
    for code in own:
        used = [one for one in files[code].entries if code == period.code or one.unit not in with_own]
        names = {one.file for one in used}
        entries.extend(used)
        found.extend(problem for problem in files[code].problems if problem.file in names)
        for unit, report in files[code].reports.items():
            if code == period.code or unit not in with_own:
                found.extend(check_report(catalogue, report, reports))
    for code in compared:
        errors = sum(problem.level is Level.ERROR for problem in files[code].problems)
        if errors:
            found.append(problems.EARLIER_TROUBLED(Where(), period=code, count=errors))
    return Collection(sorted(entries, key=lambda one: one.file), found, reports)


def periods_compared(catalogue: Catalogue, period: Period) -> list[str]:
    """Other periods whose figures stand beside this one's: continued, previous, cumulative, earlier ones of the year
    (for tasks left undone), each with its parts."""
    named = [*period.continues, period.previous, period.cumulative]
    earlier = [one.code for one in earlier_in_year(catalogue, period)]
    wanted = [code for code in [*named, *earlier] if code]
    return list(dict.fromkeys(part for code in wanted for part in leaves_of(catalogue.periods, code)))


def read_period(
    reader: Reader, period: Period, folder: Path, prefix: str, excluded: Mapping[str, str], read_all: ReadAll
) -> PeriodFiles:
    """Read one period's folder; names get the prefix. Every file is an entry, whatever becomes of it."""
    listing, found = list_folder(folder, prefix)
    chosen = [one for one in listing.sources if one.name not in excluded]
    entries = [FileEntry(name, None, FileStatus.IGNORED, reason=excluded.get(name)) for name in listing.ignored]
    for name in (one.name for one in listing.sources if one.name in excluded):
        entries.append(FileEntry(name, None, FileStatus.IGNORED, reason=excluded[name]))
        found.append(problems.EXCLUDED(Where(name), reason=excluded[name]))
    read = functools.partial(read_form, reader, period.code)
    candidates = [
        candidate or _unread(reader, source, problems_of_it)
        for source, candidate, problems_of_it in read_all(chosen, read)
    ]
    selection, more = select(reader.catalogue, candidates)
    return PeriodFiles(period.code, [*entries, *selection.entries], selection.reports, [*found, *more])


def _unread(reader: Reader, source: Source, found: list[Problem]) -> Candidate:
    """A file that cannot be read, with the unit to be asked about it."""
    unit = likely_unit(source, reader.catalogue, reader.names)
    return Candidate(source, None, None, unit, None, [msgspec.structs.replace(one, unit=unit) for one in found])


def reports_compared(
    reader: Reader, period: Period, inputs: Path, read_all: ReadAll
) -> dict[tuple[str, str], UnitReport]:
    """The reports of the periods that stand beside this one, from the folders that are there."""
    codes = [code for code in periods_compared(reader.catalogue, period) if (inputs / code).is_dir()]
    read = {
        code: read_period(reader, reader.catalogue.periods[code], inputs / code, "", {}, read_all) for code in codes
    }
    return {(code, unit): report for code, one in read.items() for unit, report in one.reports.items()}


def read_form(reader: Reader, wanted: str | None, source: Source) -> tuple[Candidate | None, list[Problem]]:
    """Read and parse one workbook that should be of the period `wanted` (None: of any); None with the reason where it
    cannot be read."""
    raw, found = read_file(source, reader.passwords)
    return (None, found) if raw is None else (parse_read(reader, wanted, source, raw), [])


def parse_read(reader: Reader, wanted: str | None, source: Source, raw: RawForm) -> Candidate:
    """A workbook as read -> what it counts for."""
    parsed, found = parse_form(raw, source, reader, wanted)
    return Candidate(source, raw.sha256, raw.modified, parsed.unit, parsed.report, found)


def check_report(catalogue: Catalogue, report: UnitReport, reports: Reports) -> list[Problem]:
    """The checks of one report, with the figures that it continues."""
    period = catalogue.periods[report.period]
    return run_checks(
        Subject(catalogue, catalogue.in_force(period), report, earlier_figures(catalogue, report.unit, period, reports))
    )


def check_alone(catalogue: Catalogue, report: UnitReport, reports: Reports) -> list[Problem]:
    """Every Problem that a merge finds in one report by itself: its checks, its tasks, its ranks, its ratios."""
    unit, period = report.unit, catalogue.periods[report.period]
    asked = tasks_asked(catalogue, unit, period, earlier_reports(catalogue, unit, period, reports))
    tasks, of_tasks = task_states(catalogue, unit, period, [report], asked)
    ranks, of_ranks = latest_ranks(unit, [report])
    _, of_ratios = compute_indicators(catalogue, Figures(catalogue, of_report(catalogue, report, tasks, ranks)))
    own = [one for one in of_ratios if one.unit == unit]
    return [*check_report(catalogue, report, reports), *of_tasks, *of_ranks, *own]


def earlier_figures(catalogue: Catalogue, unit: str, period: Period, reports: Reports) -> Earlier | None:
    """A unit's figures of the period that this one continues: the first of "kỳ nối" for which it has data."""
    for code in period.continues:
        data = resolve_unit(catalogue, unit, catalogue.periods[code], reports)
        if data.reports:
            return roll_up(catalogue, data.reports)
    return None


def earlier_reports(catalogue: Catalogue, unit: str, period: Period, reports: Reports) -> list[UnitReport]:
    """A unit's reports of earlier periods of the year, the latest first."""
    found: list[UnitReport] = []
    for one in earlier_in_year(catalogue, period):
        data = resolve_unit(catalogue, unit, one, reports)
        found.extend(report for report in reversed(data.reports) if report not in found)
    return found


def exclusions(
    catalogue: Catalogue, period: Period, inputs: Path, asked: Iterable[tuple[str, str]]
) -> tuple[dict[str, str], list[Problem]]:
    """What `--exclude` leaves out: name as listed -> reason. `asked`: (file as typed, reason). A name that no file of
    the period or of its parts has is a Problem, with the one that comes nearest: the run would use what it was told to
    leave out."""
    there: list[str] = []
    for code in dict.fromkeys(leaves_of(catalogue.periods, period.code)):
        listing, _ = list_folder(inputs / code, _prefix(code, period))
        there += [*(one.name for one in listing.sources), *listing.ignored]
    folded = {name.casefold(): name for name in there}
    excluded: dict[str, str] = {}
    found: list[Problem] = []
    for typed, reason in asked:
        name = _exclusion_name(typed, inputs / period.code)
        listed = name if name in there else folded.get(name.casefold())
        if listed is None:
            found.append(problems.EXCLUDE_UNKNOWN(file=name, hint=_nearest(name, there)))
        else:
            excluded[listed] = reason
    return excluded, found


def _prefix(code: str, period: Period) -> str:
    """What stands before the names of a folder's files."""
    return "" if code == period.code else f"{OF_PART}{code}/"


def _exclusion_name(typed: str, folder: Path) -> str:
    """The name under which a file given to --exclude is listed: relative to the period's folder ("../2022-T01/x.xlsx"
    in that of a part), whatever was typed."""
    path = Path(typed)
    if path.is_absolute() or path.exists():
        for base, above in ((folder.parent, OF_PART), (folder, "")):
            with contextlib.suppress(ValueError):
                typed = above + path.resolve().relative_to(base.resolve()).as_posix()
    return unicodedata.normalize("NFC", typed.replace("\\", "/"))


def _nearest(name: str, there: Sequence[str]) -> str:
    """The file that was probably meant, in brackets: the same file in another folder, else the nearest name."""
    same = [one for one in there if PurePosixPath(one).name.casefold() == PurePosixPath(name).name.casefold()]
    near = same or difflib.get_close_matches(name, there, n=1)
    return f" (có phải “{near[0]}”?)" if near else ""
