"""Facts -> files: the reports filled, drafts marked, the lineage written, all of it put in folders."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import platformdirs

from cchc_excel.commands.fill_reports import Shown, fill_reports
from cchc_excel.commands.last_run import last_run
from cchc_excel.commands.session import Progress
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.issued import issue_record
from cchc_excel.fill import COMPILED, Filled, mark_draft
from cchc_excel.model.files import FileStatus, SlipRecord, input_files
from cchc_excel.model.issue import Change
from cchc_excel.outbox.sent_before import sent_before, slip_records
from cchc_excel.outbox.slips import letter_mistakes, returned_files, slip_files
from cchc_excel.outbox.wording import load_wording
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, has_errors
from cchc_excel.report.data_file import write_data_file
from cchc_excel.report.lineage.workbook import write_lineage
from cchc_excel.workspace.folders import RETURN_LETTER, Folders
from cchc_excel.workspace.issues import ISSUE_RECORD
from cchc_excel.workspace.json_files import indented_json
from cchc_excel.workspace.output_names import DATA_FILE, FIGURE_SOURCES, PAGE
from cchc_excel.workspace.publish import hashes, locked, plan_swap, publish, recover, uninterrupted
from cchc_excel.workspace.publish import issue as keep_issue
from cchc_excel.workspace.run_state import RUN_STATE, RunState, state_bytes


class Issuing(msgspec.Struct, frozen=True):
    """That a run issues its reports. `reason`: why, if it was told; `changes`: what is not as in the issue before."""

    reason: str | None
    changes: Sequence[Change]


@contextlib.contextmanager
def _with_compiled_templates() -> Iterator[None]:
    """Templates that a former run of this user compiled are not compiled again."""
    with COMPILED.kept_in(platformdirs.user_cache_path("cchc", appauthor=False) / "compiled-templates"):
        yield


@_with_compiled_templates()
def write_reports(
    facts: Facts,
    folders: Folders,
    *,
    forms: Mapping[str, bytes],
    issuing: Issuing | None,
    pdf: bool,
    progress: Progress,
) -> tuple[list[str] | None, list[Problem]]:
    """Write a period's results into output/<kỳ>/: the reports, the page, the lineage, and what goes back to units.

    `forms`: file -> the blank workbook that its slip is written into (`forms_in_place`); `issuing`: keep a copy in
    phat-hanh/ too, unless it would be the issue that stands; `pdf`: print them too, which no comparison with an issue
    looks at, for a print holds the moment it was made; `progress` is told what is being
    done. Returns the paths written, relative to output/<kỳ>/, or None where nothing was: a mistake in a template or a
    letter, another run at work, a file that cannot be replaced. An interrupt (Ctrl+C) while files are put in folders
    waits until they are. Raises OSError where the folder itself cannot be made.
    """
    wording = load_wording(folders, RETURN_LETTER)
    sent = sent_before(facts, folders.output)
    mistakes = letter_mistakes(facts, folders.input, wording, sent)
    if mistakes:  # before anything is made that would not be written
        return None, mistakes
    shown, problems = fill_reports(facts, folders, issuing=issuing is not None, progress=progress)
    if shown is None:
        return None, problems
    progress("Đang viết phiếu trả lại")
    returned, letter_problems = returned_files(shown.facts, folders.input, wording, forms=forms, sent=sent)
    problems = [*problems, *letter_problems, *_told_of_slips(sent)]
    if has_errors(letter_problems):
        return None, problems
    slips = slip_files(returned)
    printed, print_problems = _printed(shown.reports, progress) if pdf else ({}, [])
    results = _results(shown, slips, progress)
    progress("Đang đưa báo cáo vào chỗ")
    kept, issue_problems = _issue_copy(shown, issuing, results, printed)
    state = state_bytes(_run_state(shown.facts, hashes(results | printed | slips), slip_records(returned)))
    folder = folders.output / shown.facts.period.code
    outputs, publish_problems = _put_in_folder(folder, {**results, **printed, **slips, RUN_STATE: state}, kept)
    return outputs, [*problems, *print_problems, *issue_problems, *publish_problems]


def _results(shown: Shown, slips: dict[str, bytes], progress: Progress) -> dict[str, bytes]:
    """The results of a period: the reports, the page, the figures as tables, and the lineage of them all, which names
    the slips too."""
    progress(f"Đang viết {DATA_FILE}")
    written = {path: one.data for path, one in shown.reports.items()} | {PAGE: shown.page.data}
    written[DATA_FILE] = write_data_file(shown.facts, shown.mark)
    progress(f"Đang viết {FIGURE_SOURCES}")
    traced = {**shown.reports, PAGE: shown.page}
    lineage = write_lineage(shown.facts, shown.context, traced, hashes(written | slips), shown.sources)
    return written | {FIGURE_SOURCES: mark_draft(lineage, shown.mark) if shown.mark else lineage}


def _issue_copy(
    shown: Shown, issuing: Issuing | None, results: Mapping[str, bytes], printed: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of the copy that an issue keeps; none where nothing is issued, or it would be the issue that stands."""
    if issuing is None:
        return {}, []
    issue = shown.facts.issue
    if issue and not shown.differing and not issuing.changes:
        return {}, [kinds.ISSUE_UNCHANGED(number=issue.number)]
    record = issue_record(shown.facts, issuing.reason, hashes(results))
    return {**results, **printed, ISSUE_RECORD: indented_json(record)}, []


def _run_state(facts: Facts, outputs: dict[str, str], returned: list[SlipRecord]) -> RunState:
    return RunState(
        outputs,
        input_files(facts.files),
        returned,
        excluded={one.file: one.reason for one in facts.files if one.status is FileStatus.IGNORED and one.reason},
        draft=facts.draft,
        waiting=list(facts.waiting),
        missing=list(facts.consolidated.missing),
        accepted=facts.accepted_units,
    )


def _told_of_slips(sent: Mapping[str, str]) -> list[Problem]:
    """Where the slips are of files that get none here."""
    return [
        kinds.SLIP_WRITTEN_BEFORE(count=count, folder=f"output/{folder}")
        for folder, count in sorted(Counter(sent.values()).items())
    ]


def _printed(reports: Mapping[str, Filled], progress: Progress) -> tuple[dict[str, bytes], list[Problem]]:
    from cchc_excel.report.pdf import print_reports  # only where it is asked for

    progress("Đang in báo cáo ra PDF")
    return print_reports({path: one.data for path, one in reports.items()})


def _put_in_folder(
    folder: Path, files: Mapping[str, bytes], kept: Mapping[str, bytes]
) -> tuple[list[str] | None, list[Problem]]:
    """All files in place of those of the last run, whole or not at all. `kept`: what the copy of an issue holds; none
    where nothing is issued."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder) as is_locked, uninterrupted() as interrupts:
        if not is_locked:
            return None, [kinds.OUTPUT_BUSY(folder=folder.name)]
        problems = recover(folder)
        swap, edited = plan_swap(folder, files, last_run(folder).outputs)
        failed = publish(folder, files, swap)
        if failed:
            return None, [*problems, *failed]
        outputs = sorted(files.keys() - {RUN_STATE})
        if kept:
            copy = keep_issue(folder, kept)
            outputs += [f"{copy}/{path}" for path in sorted(kept)]
    if interrupts:
        problems.append(kinds.TOO_LATE_TO_STOP())
    return outputs, [*problems, *edited]
