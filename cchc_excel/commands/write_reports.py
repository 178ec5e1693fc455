"""Facts -> files: the reports filled, drafts marked, the lineage written, all of it put in folders."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import platformdirs

from cchc_excel.commands.last_run import last_run
from cchc_excel.commands.session import Progress
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.issued import issue_record, with_date_of
from cchc_excel.fill import COMPILED, Filled, mark_draft
from cchc_excel.model.files import FileStatus, SlipRecord, input_files
from cchc_excel.model.issue import Change
from cchc_excel.outbox.sent_before import sent_before, slip_records
from cchc_excel.outbox.slips import letter_mistakes, returned_files, slip_files
from cchc_excel.outbox.wording import load_wording
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, count_errors, has_errors
from cchc_excel.report.context import report_context
from cchc_excel.report.data_file import write_data_file
from cchc_excel.report.fill_template import fill_template
from cchc_excel.report.house_style import FONT, LOGO, HouseStyle, styled, styled_page
from cchc_excel.report.lineage.sources import Sources
from cchc_excel.report.lineage.workbook import write_lineage
from cchc_excel.report.logo import read_logo
from cchc_excel.report.web_page import render_page
from cchc_excel.workspace.folders import RETURN_LETTER, Folders, is_word, page_template, report_templates
from cchc_excel.workspace.issues import ISSUE_RECORD
from cchc_excel.workspace.json_files import indented_json
from cchc_excel.workspace.output_names import DATA_FILE, FIGURE_SOURCES, PAGE, REPORTS
from cchc_excel.workspace.publish import hashes, locked, plan_swap, publish, recover, uninterrupted
from cchc_excel.workspace.publish import issue as keep_issue
from cchc_excel.workspace.run_state import RUN_STATE, RunState, state_bytes

DRAFT_MARK = "BẢN NHÁP"
UNISSUED_MARK = "CHƯA PHÁT HÀNH – khác bản phát hành"
_HEADER_UNITS = 4
"""So many missing units are named in a header; more are counted, or they would stand over the page's number."""


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
    mark = _draft_mark(facts)
    style, style_problems = _house_style(folders, facts.catalogue.info)
    templates = {name: styled(name, data, style) for name, data in report_templates(folders).items()}
    wording = load_wording(folders, RETURN_LETTER)
    sent = sent_before(facts, folders.output)
    mistakes = letter_mistakes(facts, folders.input, wording, sent)
    if mistakes:  # before anything is made that would not be written
        return None, [*style_problems, *mistakes]
    facts, context, filled, problems = _reports(facts, templates, mark, progress)
    differing = _not_as_issued(facts, filled) if filled else frozenset()
    if filled and differing and not issuing:
        mark = f"{UNISSUED_MARK} {facts.issue.number}" if facts.issue else ""
        filled = {path: _marked(path, one, mark) if path in differing else one for path, one in filled.items()}
        problems = [*problems, *_told_by_file(facts, differing)]
    sources = Sources(facts)
    progress(f"Đang viết {PAGE}")
    page, page_problems = render_page(facts, context, styled_page(page_template(folders), style), sources)
    problems = [*problems, *style_problems, *page_problems]
    if filled is None or page is None or has_errors(problems):
        return None, problems
    progress("Đang viết phiếu trả lại")
    returned, letter_problems = returned_files(facts, folders.input, wording, forms=forms, sent=sent)
    problems = [*problems, *letter_problems, *_told_of_slips(sent)]
    if has_errors(letter_problems):
        return None, problems
    reports = {path: report.data for path, report in filled.items()}
    printed, print_problems = _printed(reports, progress) if pdf else ({}, [])
    problems = [*problems, *print_problems]
    progress(f"Đang viết {DATA_FILE}")
    data = write_data_file(facts, mark)
    progress(f"Đang viết {FIGURE_SOURCES}")
    slips = slip_files(returned)
    shown = filled | {PAGE: page}
    written = reports | {PAGE: page.data, DATA_FILE: data}
    lineage = write_lineage(facts, context, shown, hashes(written | slips), sources)
    lineage = mark_draft(lineage, mark) if mark else lineage
    progress("Đang đưa báo cáo vào chỗ")
    folder = folders.output / facts.period.code
    issued = written | {FIGURE_SOURCES: lineage}
    kept, issue_problems = _issue_copy(facts, issuing, differing, issued, printed)
    state = state_bytes(_run_state(facts, hashes(issued | printed | slips), slip_records(returned)))
    outputs, publish_problems = _put_in_folder(folder, {**issued, **printed, **slips, RUN_STATE: state}, kept)
    return outputs, [*problems, *issue_problems, *publish_problems]


def _issue_copy(
    facts: Facts,
    issuing: Issuing | None,
    differing: Collection[str],
    issued: Mapping[str, bytes],
    printed: Mapping[str, bytes],
) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of the copy that an issue keeps; none where nothing is issued, or it would be the issue that stands."""
    if issuing is None:
        return {}, []
    if facts.issue and not differing and not issuing.changes:
        return {}, [kinds.ISSUE_UNCHANGED(number=facts.issue.number)]
    record = issue_record(facts, issuing.reason, hashes(issued))
    return {**issued, **printed, ISSUE_RECORD: indented_json(record)}, []


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


def _house_style(folders: Folders, info: Mapping[str, str]) -> tuple[HouseStyle, list[Problem]]:
    """The department's font and logo, as sheet Thông tin names them; a logo that is no picture is left out."""
    font, name = info.get(FONT, ""), info.get(LOGO, "")
    file = folders.own(name) if name else None
    try:
        logo = read_logo(file.read_bytes()) if file else None
    except OSError:
        logo = None
    return HouseStyle(font, logo), [kinds.LOGO_UNUSABLE(file=name)] if name and logo is None else []


def _printed(reports: Mapping[str, bytes], progress: Progress) -> tuple[dict[str, bytes], list[Problem]]:
    from cchc_excel.report.pdf import print_reports  # only where it is asked for

    progress("Đang in báo cáo ra PDF")
    return print_reports(reports)


def _reports(
    facts: Facts, templates: Mapping[str, bytes], mark: str, progress: Progress
) -> tuple[Facts, Mapping[str, object], dict[str, Filled] | None, list[Problem]]:
    """Every template filled, with the facts and the names that it was filled with. Without a day of their own, reports
    that are those of the issue that stands but for its day keep that day: they are that issue."""
    dated = None if mark else with_date_of(facts, facts.issue, facts.changes)
    if dated is not None:
        context = report_context(dated)
        filled, problems = _fill(context, templates, mark, progress)
        if filled is not None and not _not_as_issued(dated, filled):
            return dated, context, filled, problems
    context = report_context(facts)
    return facts, context, *_fill(context, templates, mark, progress)


def _not_as_issued(facts: Facts, filled: Mapping[str, Filled]) -> frozenset[str]:
    """The reports that are not byte for byte those of the issue that stands; none where nothing was issued, or the
    facts are a draft."""
    if facts.issue is None or facts.draft:
        return frozenset()
    issued = {path: digest for path, digest in facts.issue.outputs.items() if path.startswith(f"{REPORTS}/")}
    now = hashes({path: one.data for path, one in filled.items()})
    return frozenset(path for path in issued.keys() | now.keys() if issued.get(path) != now.get(path))


def _told_by_file(facts: Facts, differing: Iterable[str]) -> list[Problem]:
    """What is said where no value tells why reports are not as issued: which reports they are."""
    if facts.issue is None or facts.changes:
        return []
    files = "; ".join(sorted(differing))
    kind = kinds.REPORTS_CHANGED_SINCE_ISSUE if facts.issue.record else kinds.REPORTS_DIFFER_FROM_ISSUE
    return [kind(number=facts.issue.number, files=files)]


def _marked(path: str, filled: Filled, mark: str) -> Filled:
    """A report with a mark in the header of every page."""
    if is_word(path):
        from cchc_excel.report.word.fill import mark_draft_word  # docxtpl: only where there is a Word report

        return filled._replace(data=mark_draft_word(filled.data, mark))
    return filled._replace(data=mark_draft(filled.data, mark))


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


def _fill(
    context: Mapping[str, object], templates: Mapping[str, bytes], mark: str, progress: Progress
) -> tuple[dict[str, Filled] | None, list[Problem]]:
    """Every template filled (path below output/<kỳ>/ -> report); None with every mistake in them."""
    filled: dict[str, Filled] = {}
    problems: list[Problem] = []
    for number, (name, template) in enumerate(templates.items(), start=1):
        progress(f"Đang viết báo cáo {number}/{len(templates)}: {name}")
        path = f"{REPORTS}/{name}"
        report, report_problems = fill_template(name, template, context, f"templates/{path}", path, mark)
        problems.extend(report_problems)
        if report is not None:
            filled[path] = report
    return (None if has_errors(problems) else filled), problems


def _draft_mark(facts: Facts) -> str:
    """What a draft says in the header of every page, with the units that are missing; "" where it is none."""
    if not facts.draft:
        return ""
    return f"{DRAFT_MARK} – {_why_draft(facts)}"


def _why_draft(facts: Facts) -> str:
    missing = [unit for unit in facts.consolidated.missing if unit not in facts.accepted]
    if not missing:
        errors = count_errors(facts.problems)
        return f"còn {errors} lỗi" if errors or not facts.drafts else f"số liệu nháp của {', '.join(facts.drafts)}"
    return f"thiếu: {', '.join(missing)}" if len(missing) <= _HEADER_UNITS else f"thiếu {len(missing)} đơn vị"
