"""`cchc check`: single workbooks, checked as a merge would."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.commands.merge_json import sorted_problems
from cchc_excel.commands.session import Progress, catalogue_with, no_progress
from cchc_excel.compute.check_reports import check_alone
from cchc_excel.forms.filled.reader import reader_for
from cchc_excel.model.files import Candidate
from cchc_excel.model.records import Source
from cchc_excel.period.load import parse_read, reports_compared
from cchc_excel.period.roll_up import Reports
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.reading.pool import DEADLINE, Child, read_all
from cchc_excel.reading.workbook import read_file, read_harmless
from cchc_excel.workspace.folders import Folders


def check_files(
    folders: Folders,
    files: Sequence[Path],
    period: str | None,
    progress: Progress = no_progress,
) -> tuple[bool, list[Problem]]:
    """Check single workbooks as a merge would. False where nothing could be checked (a broken catalogue, an unknown
    period, a file that is not there)."""
    catalogue, problems = catalogue_with(folders, period)
    if catalogue is None:
        return False, problems
    chosen, further_problems = _to_check(files)
    problems = [*problems, *further_problems]
    if not chosen:
        return False, problems
    reader = reader_for(catalogue, folders.passwords)
    compared = functools.cache(lambda code: reports_compared(reader, catalogue.periods[code], folders.input, read_all))
    with contextlib.closing(Child(functools.partial(read_file, passwords=folders.passwords), DEADLINE)) as child:
        for number, file in enumerate(chosen, start=1):
            progress(f"Đang kiểm tra tệp {number}/{len(chosen)}: {file.name}")
            source = Source(file.name, file)
            raw, further_problems = read_harmless(source) or child.ask(source)
            problems.extend(further_problems)
            if raw is not None:
                problems.extend(_checked(catalogue, parse_read(reader, period, source, raw), compared))
    return True, sorted_problems(problems)


def _to_check(files: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """The files that can be checked: none where one is not there. The signs that Excel has a workbook open ("~$…") come
    along where "*.xlsx" was typed, and are passed over."""
    chosen = [file for file in files if not file.name.startswith("~$")]
    absent = [kinds.NOTHING_TO_CHECK(Location(str(file)), file=str(file)) for file in chosen if not file.is_file()]
    if absent:
        return [], absent
    signs = [
        kinds.LOCK_FILE(Location(file.name), file=file.name.removeprefix("~$")) for file in files if file not in chosen
    ]
    return chosen, [problem.as_warning() for problem in signs] if chosen else signs


def _checked(catalogue: Catalogue, candidate: Candidate, compared: Callable[[str], Reports]) -> list[Problem]:
    """What reading and checks find in one workbook; all name the file. `compared`: period -> the reports that stand
    beside its own."""
    if candidate.report is None:
        return candidate.problems
    problems = [*candidate.problems, *check_alone(catalogue, candidate.report, compared(candidate.report.period))]
    return [
        problem if problem.file else msgspec.structs.replace(problem, file=candidate.source.name)
        for problem in problems
    ]
