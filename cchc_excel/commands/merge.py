"""merge(): the process from a period's folder to its reports, stage after stage."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gc
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.commands.merge_json import COMPLETE, DRAFT, STOPPED, Outcome, sorted_problems
from cchc_excel.commands.preload import preload
from cchc_excel.commands.session import (
    Progress,
    load_catalogue,
    no_progress,
    reporting_progress,
    tasks_by_unit,
    unknown_units,
)
from cchc_excel.forms.filled.reader import reader_for
from cchc_excel.model.files import FileStatus
from cchc_excel.period.exclude import exclusions
from cchc_excel.period.load import load_period
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Level, Problem
from cchc_excel.reading.pool import read_all
from cchc_excel.workspace.folders import Folders, report_templates
from cchc_excel.workspace.output_names import REPORTS


class Job(msgspec.Struct, frozen=True):
    """What a merge is asked for. `excluded`: (file, reason) pairs; `date`: the reports' date, blank without one."""

    folders: Folders
    period: str
    final: bool = False
    accepted: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    date: dt.date | None = None
    jobs: int | None = None


@contextlib.contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: nearly all that a merge makes lives to its end, and going through it again and
    again takes a seventh of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_garbage_collection()
def merge(job: Job, progress: Progress = no_progress) -> Outcome:
    """Merge a period: read, check, add up, compute, fill the reports, put them in folders. Nothing is written where the
    Outcome says STOPPED."""
    catalogue, problems = load_catalogue(job.folders)
    wrong = problems if catalogue is None else _wrong_request(catalogue, job)
    if catalogue is None or wrong:
        return stopped(job.period, [*problems, *wrong])
    period = catalogue.periods[job.period]
    excluded, wrong = exclusions(catalogue, period, job.folders.input, job.excluded)
    if wrong:
        return stopped(period.code, [*problems, *wrong])
    preload("cchc_excel.compute.analyse", "cchc_excel.commands.write_reports")
    read = reporting_progress(functools.partial(read_all, jobs=job.jobs), progress)
    loaded = load_period(reader_for(catalogue, job.folders.passwords), period, job.folders.input, excluded, read)
    problems = [*problems, *loaded.problems]
    if not any(entry.status is FileStatus.MERGED for entry in loaded.entries):
        problems.append(kinds.NOTHING_USABLE(folder=f"{job.folders.input.name}/{period.code}"))
        none = stopped(period.code, problems)
        return msgspec.structs.replace(none, missing=tuple(catalogue.units), files=loaded.entries)
    progress("Đang kiểm tra và tính tỷ lệ")
    from cchc_excel.compute.analyse import analyse  # pandas: not before there is something to add up

    facts, further_problems = analyse(catalogue, period, loaded, tasks_by_unit(catalogue, period, loaded))
    problems = _as_warnings([*problems, *further_problems], job.accepted)
    missing = facts.consolidated.missing
    complete = set(missing) <= set(job.accepted) and not any(problem.level is Level.ERROR for problem in problems)
    if job.final and not complete:
        none = stopped(period.code, [*problems, kinds.NOT_COMPLETE()])
        return msgspec.structs.replace(none, missing=missing, files=loaded.entries)
    facts = msgspec.structs.replace(
        facts, accepted=frozenset(job.accepted), date=job.date, draft=not complete, problems=sorted_problems(problems)
    )
    from cchc_excel.commands.write_reports import write_reports  # lxml, Jinja2, xlsxwriter

    outputs, further_problems = write_reports(facts, job.folders, issue=job.final, progress=progress)
    problems = [*problems, *further_problems]
    return Outcome(
        period.code,
        STOPPED if outputs is None else COMPLETE if complete else DRAFT,
        missing,
        outputs or (),
        loaded.entries,
        sorted_problems(problems),
        facts.indicators,
        facts.scores,
    )


def stopped(period: str, problems: Sequence[Problem]) -> Outcome:
    """A run that could not go on; nothing was written."""
    return Outcome(period, STOPPED, problems=sorted_problems(problems))


def _wrong_request(catalogue: Catalogue, job: Job) -> list[Problem]:
    """A period or unit that the catalogue does not know, or no report templates."""
    problems: list[Problem] = []
    if job.period not in catalogue.periods:
        problems.append(kinds.UNKNOWN_PERIOD(period=job.period, known="; ".join(catalogue.periods)))
    problems.extend(unknown_units(catalogue, job.accepted))
    if not report_templates(job.folders):
        problems.append(kinds.NO_TEMPLATES(folder=f"templates/{REPORTS}"))
    return problems


def _as_warnings(problems: Iterable[Problem], accepted: Sequence[str]) -> list[Problem]:
    """Errors of accepted units as warnings."""
    return [problem.as_warning() if problem.unit in accepted else problem for problem in problems]
