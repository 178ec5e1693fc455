"""`cchc check`: single workbooks, checked as a merge would."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from cchc_excel.commands.merge_json import sorted_problems
from cchc_excel.commands.session import Progress, no_files, no_progress, readers_of
from cchc_excel.compute.check_reports import check_alone
from cchc_excel.forms.filled.of_years import ReadersOfYears
from cchc_excel.model.records import RawForm, Source
from cchc_excel.period.load import parse_read, reports_compared
from cchc_excel.period.roll_up import Reports
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.reading.pool import ReadingPool
from cchc_excel.reading.workbook import read_file, read_harmless
from cchc_excel.workspace.folders import Folders


def check_files(
    folders: Folders,
    files: Sequence[Path],
    period: str | None,
    progress: Progress = no_progress,
) -> tuple[bool, list[Problem]]:
    """Check single workbooks as a merge would, each by itself. `files`: paths; `period`: the code of the period they
    should be of (None: that which each says). False where nothing could be checked (a broken catalogue, an unknown
    period, a file that is not there); the problems are sorted."""
    readers, problems = readers_of(folders, period)
    if readers is None:
        return False, problems
    chosen, file_problems = _to_check(files)
    problems = [*problems, *file_problems]
    if not chosen:
        return False, problems
    read = functools.partial(read_file, passwords=folders.passwords)
    with ReadingPool() as pool:
        compared = functools.cache(functools.partial(_compared, folders, readers, pool))
        for number, file in enumerate(chosen, start=1):
            progress(f"Đang kiểm tra tệp {number}/{len(chosen)}: {file.name}")
            source = Source(file.name, file)
            raw, read_problems = read_harmless(source) or pool.read(source, read)
            problems.extend(read_problems)
            if raw is not None:
                problems.extend(_checked(readers, period, source, raw, compared))
    return True, sorted_problems(problems)


def _to_check(files: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """The files that can be checked: none where one is not there. Excel's lock files ("~$…") come along where "*.xlsx"
    was typed, and are passed over."""
    chosen = [file for file in files if not file.name.startswith("~$")]
    absent = no_files(chosen)
    if absent:
        return [], absent
    locks = [
        kinds.LOCK_FILE(Location(file.name), file=file.name.removeprefix("~$")) for file in files if file not in chosen
    ]
    return chosen, [problem.as_warning() for problem in locks] if chosen else locks


def _compared(folders: Folders, readers: ReadersOfYears, pool: ReadingPool, period: str) -> Reports:
    """The reports that stand beside those of a period."""
    reader, _ = readers.of_period(period)
    if reader is None:
        return {}
    return reports_compared(reader, reader.catalogue.periods[period], folders.input, pool.read_all)


def _checked(
    readers: ReadersOfYears, period: str | None, source: Source, raw: RawForm, compared: Callable[[str], Reports]
) -> list[Problem]:
    """What reading and checks find in one workbook; all name the file. `period`: it should be of (None: of any);
    `compared`: the reports that stand beside those of a period."""
    reader, problems = readers.of_workbook(raw)
    if reader is None:
        return problems
    candidate = parse_read(reader, period, source, raw)
    if candidate.report is None:
        return candidate.problems
    beside = compared(candidate.report.period)
    problems = [*candidate.problems, *check_alone(reader.catalogue, candidate.report, beside)]
    return [problem if problem.file else msgspec.structs.replace(problem, file=source.name) for problem in problems]
