"""`cchc merge`: the process from a period's folder to its reports, stage after stage.

Each stage takes what the one before it gave, and gives `(data, problems)`; docs/kien-truc.md has the same steps as a
table. A stage that cannot go on ends the run, and nothing is written.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gc
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

import msgspec

from cchc_excel.catalogue.levels import members
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.commands.cluster import cluster_executor
from cchc_excel.commands.merge_json import COMPLETE, DRAFT, STOPPED, MergeResult, sorted_problems
from cchc_excel.commands.preload import import_analysis, import_reports, preload
from cchc_excel.commands.session import (
    Progress,
    catalogue_with,
    no_progress,
    not_at_work,
    reporting_progress,
    units_as_typed,
)
from cchc_excel.compute.tasks import tasks_by_unit
from cchc_excel.forms.filled.reader import reader_for
from cchc_excel.model.files import FileEntry, FileStatus
from cchc_excel.model.issue import Change, Issue
from cchc_excel.model.records import Said
from cchc_excel.period.exclude import exclusions
from cchc_excel.period.load import PeriodData, load_period
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, has_errors
from cchc_excel.reading.executors import read_by
from cchc_excel.reading.pool import ReadingPool
from cchc_excel.workspace.evidence import EVIDENCE, files_named, is_there
from cchc_excel.workspace.folders import Folders, report_templates
from cchc_excel.workspace.issues import last_issue
from cchc_excel.workspace.output_names import REPORTS
from cchc_excel.workspace.writable import cannot_write

if TYPE_CHECKING:
    from cchc_excel.compute.beside import Beside
    from cchc_excel.compute.facts import Facts


class MergeRequest(msgspec.Struct, frozen=True):
    """What a merge is asked for.

    `period`: a code of sheet Kỳ báo cáo; `final`: to be issued, so nothing is written unless it is complete;
    `accepted`: codes of units and departments that may be missing or have errors; `excluded`: (file as typed, reason)
    pairs; `date`: the day on the reports, blank without one; `processes`: how many read workbooks at a time (None: as
    it fits); `issue_reason`: why it is issued, if it was told; `pdf`: the reports are printed too; `executor`: reads
    and parses in place of child processes of this one (it is not shut down); `dask`: the address of a Dask cluster that
    does.
    """

    folders: Folders
    period: str
    final: bool = False
    accepted: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    date: dt.date | None = None
    processes: int | None = None
    issue_reason: str | None = None
    pdf: bool = False
    executor: Executor | None = None
    dask: str | None = None


class _ResolvedRequest(msgspec.Struct, frozen=True):
    """A request that the catalogue knows: the catalogue and the templates that serve its period, the period, the files
    to leave out (name as listed -> reason), and the codes of accepted units and departments."""

    catalogue: Catalogue
    folders: Folders
    period: Period
    excluded: Mapping[str, str]
    accepted: Sequence[str]


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
def merge(request: MergeRequest, progress: Progress = no_progress) -> MergeResult:
    """Merge a period: read, check, add up, compute, fill the reports, put them in folders.

    `progress` is told what is being done, in words for the user. Nothing is raised for what people or files do wrong:
    it stands in the result's problems. Nothing is written where the result's `exit_code` is STOPPED. Raises
    KeyboardInterrupt, and then what the folder of results held is still whole.
    """
    resolved, problems = _resolve(request)
    if resolved is None:
        return stopped(request.period, problems)
    analysis, reports = preload(import_analysis, import_reports)
    with cluster_executor(request.dask) as (cluster, cluster_problems):
        if cluster_problems:
            return stopped(request.period, [*problems, *cluster_problems])
        loaded = _load(request, resolved, request.executor or cluster, progress)
    problems = [*problems, *loaded.problems]
    if not any(entry.status is FileStatus.MERGED for entry in loaded.entries):
        nothing = kinds.NOTHING_USABLE(folder=f"{request.folders.input.name}/{request.period}")
        owing = [unit for unit, spec in resolved.catalogue.units.items() if spec.owes(resolved.period)]
        return stopped(request.period, [*problems, nothing], owing, loaded.entries)
    progress("Đang kiểm tra và tính tỷ lệ")
    analysis.join()
    from cchc_excel.compute.beside import Beside
    from cchc_excel.compute.frame_totals import FrameTotals  # pandas: not before there is something to add up

    beside = Beside(resolved.catalogue, loaded, FrameTotals)
    facts = _compute(request, resolved, beside, problems)
    if request.final and facts.draft:
        problems = [*facts.problems, kinds.NOT_COMPLETE()]
        return stopped(request.period, problems, facts.consolidated.missing, loaded.entries)
    reports.join()
    from cchc_excel.commands.returned_forms import forms_in_place
    from cchc_excel.commands.write_reports import Issuing, write_reports  # lxml, Jinja2, xlsxwriter

    facts, changes, told = _against_issues(request, facts, beside)
    issuing = Issuing(request.issue_reason, changes) if request.final else None
    forms = forms_in_place(facts, loaded)
    outputs, problems = write_reports(
        facts, resolved.folders, forms=forms, issuing=issuing, pdf=request.pdf, progress=progress
    )
    return _result(facts, outputs, [*told, *problems])


def stopped(
    period: str, problems: Sequence[Problem], missing: Sequence[str] = (), files: Sequence[FileEntry] = ()
) -> MergeResult:
    """The result of a run that could not go on; nothing was written. `period`: "" where the command was not
    understood; `missing`: codes of units without a usable
    workbook; `files`: what was read before it stopped."""
    return MergeResult(period, STOPPED, missing, files=files, problems=sorted_problems(problems))


def _resolve(request: MergeRequest) -> tuple[_ResolvedRequest | None, list[Problem]]:
    """Request -> what the catalogue and the folders know of it; None where the catalogue is broken, or the request
    names a period, unit or file that is not there."""
    catalogue, problems = catalogue_with(request.folders, request.period)
    problems += not_at_work(request.folders)
    if catalogue is None:
        return None, problems
    folders = request.folders.of_year(catalogue.year)
    accepted, mistakes = units_as_typed(catalogue, request.period, request.accepted)
    mistakes += _cannot_run(folders, request)
    if mistakes:
        return None, [*problems, *mistakes]
    period = catalogue.periods[request.period]
    excluded, mistakes = exclusions(catalogue, period, request.folders.input, request.excluded)
    if mistakes:
        return None, [*problems, *mistakes]
    return _ResolvedRequest(catalogue, folders, period, excluded, accepted), problems


def _cannot_run(folders: Folders, request: MergeRequest) -> list[Problem]:
    """No report templates, or nowhere to write."""
    absent = [] if report_templates(folders) else [kinds.NO_TEMPLATES(folder=f"templates/{REPORTS}")]
    return [*absent, *cannot_write(request.folders.output / request.period)]


def _load(
    request: MergeRequest, resolved: _ResolvedRequest, executor: Executor | None, progress: Progress
) -> PeriodData:
    """Folders of workbooks -> every file with what became of it, and the reports that count. `executor`: reads them
    (None: child processes of this one)."""
    reader = reader_for(resolved.catalogue, request.folders.passwords)
    with ReadingPool(request.processes) as pool:
        read = reporting_progress(functools.partial(read_by, executor) if executor else pool.read_all, progress)
        return load_period(reader, resolved.period, request.folders.input, resolved.excluded, read)


def _compute(request: MergeRequest, resolved: _ResolvedRequest, beside: Beside, problems: Sequence[Problem]) -> Facts:
    """Reports -> the facts of the run, with every problem so far, those of accepted units as warnings. They are a draft
    unless every unit is in or accepted, and nothing is an error."""
    from cchc_excel.compute.analyse import analyse
    from cchc_excel.compute.year import with_year

    catalogue, period = resolved.catalogue, resolved.period
    required_tasks = tasks_by_unit(catalogue, period, beside.loaded)
    facts, analysis_problems = analyse(period, required_tasks, beside)
    facts = with_year(facts, beside)
    analysis_problems += _evidence_gone(request.folders, facts)
    accepted = frozenset(
        one
        for code in resolved.accepted
        for one in (code, *members(catalogue.units, code))  # of a department, all
    )
    every = [
        _of_accepted(problem) if problem.unit in accepted else problem for problem in (*problems, *analysis_problems)
    ]
    drafts = [one for one in beside.loaded.drafts if one not in accepted]
    complete = set(facts.consolidated.missing) <= accepted and not has_errors(every) and not drafts
    return msgspec.structs.replace(
        facts,
        accepted=accepted,
        drafts=drafts,
        date=request.date,
        draft=not complete,
        problems=sorted_problems(every),
    )


def _of_accepted(problem: Problem) -> Problem:
    """What a problem of an accepted unit is: a warning; of one that is absent nobody is asked for anything any more."""
    warning = problem.as_warning()
    return kinds.with_remedy(warning, kinds.ACCEPTED_ABSENCE) if problem.code in kinds.ABSENCES else warning


def _evidence_gone(folders: Folders, facts: Facts) -> Iterator[Problem]:
    """Files that are named as evidence of points and do not stand in the evidence folder; those of units that report to
    a department stand in the department's."""
    reports = (report for data in facts.consolidated.data.values() for report in data.reports)
    handed_up = {report.file for report in reports if report.origin}
    for score in facts.scores:
        typed = score.typed.get(Said.EVIDENCE)
        if typed is None or typed.file in handed_up:
            continue
        where = Location(typed.file, typed.sheet, typed.cell, score.unit)
        gone = (name for name in files_named(str(typed.value)) if not is_there(folders.root, name))
        yield from (kinds.EVIDENCE_GONE(where, file=name, folder=EVIDENCE) for name in gone)


def _against_issues(
    request: MergeRequest, facts: Facts, beside: Beside
) -> tuple[Facts, Sequence[Change], list[Problem]]:
    """The facts held against what was issued of this period and of those they stand on: the facts, with what their
    reports say of it; every value that differs; and warnings that only the command says. Reports that are issued do not
    say how they differ from the issue before, so that they are what a plain merge gives from then on."""
    from cchc_excel.compute.issued import (
        change_problems,
        changes_since,
        corrected_since,
        periods_stood_on,
        replaced_values,
    )

    issue = last_issue(request.folders.output / request.period)
    issues = {code: last_issue(request.folders.output / code) for code in periods_stood_on(facts)}
    known = {code: one for code, one in issues.items() if one is not None}
    problems = corrected_since(beside, known)
    changes = changes_since(facts, issue)
    if request.final:
        shown, told = [], replaced_values(issue, changes) if issue else []
    else:
        shown, told = changes, _accepted_then(facts, issue)
        problems += change_problems(issue, changes) if issue else []
    every = sorted_problems([*facts.problems, *problems])
    return msgspec.structs.replace(facts, issue=issue, changes=shown, problems=every), changes, told


def _accepted_then(facts: Facts, issue: Issue | None) -> list[Problem]:
    """A warning where the run waits for units that the issue that stands was allowed to go without."""
    accepted = issue.record.accepted if issue and issue.record else ()
    waiting = [unit for unit in facts.waiting if unit in accepted]
    if issue is None or not waiting:
        return []
    options = " ".join(f"--accept-missing {unit}" for unit in waiting)
    return [kinds.ACCEPTED_IN_ISSUE(number=issue.number, units=", ".join(waiting), options=options)]


def _result(facts: Facts, outputs: Sequence[str] | None, problems: Sequence[Problem]) -> MergeResult:
    """What a run came to. `outputs`: the paths written (None: nothing could be); `problems`: those of writing."""
    exit_code = DRAFT if facts.draft else COMPLETE
    return MergeResult(
        facts.period.code,
        STOPPED if outputs is None else exit_code,
        facts.consolidated.missing,
        outputs or (),
        facts.files,
        sorted_problems([*facts.problems, *problems]),
        facts.indicators,
        facts.scores,
        list(facts.totals_of_points.values()),
    )
