"""Facts -> files: the reports filled, drafts marked, the lineage written, all of it put in folders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cchc_excel.commands.session import Progress
from cchc_excel.compute.facts import Facts
from cchc_excel.fill import Filled, mark_draft
from cchc_excel.outbox.slips import returned_files, slip_files
from cchc_excel.outbox.wording import load_wording
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, count_errors, has_errors
from cchc_excel.reading.workbook import read_sheet
from cchc_excel.report.context import report_context
from cchc_excel.report.fill_template import fill_template
from cchc_excel.report.lineage.workbook import OUTPUTS_SHEET, write_lineage
from cchc_excel.report.web_page import render_page
from cchc_excel.workspace.folders import (
    RETURN_LETTER,
    Folders,
    page_template,
    report_templates,
)
from cchc_excel.workspace.output_names import FIGURE_SOURCES, PAGE, REPORTS
from cchc_excel.workspace.publish import issue as keep_copy
from cchc_excel.workspace.publish import locked, plan_swap, publish, recover, sha256, uninterrupted

DRAFT_MARK = "BẢN NHÁP"
_HEADER_UNITS = 12
"""So many missing units stand in a header; the others are counted."""


def write_reports(
    facts: Facts, folders: Folders, *, issue: bool, progress: Progress
) -> tuple[list[str] | None, list[Problem]]:
    """Write a period's results into output/<kỳ>/: the reports, the page, the lineage, and what goes back to units.

    `issue`: keep a copy in phat-hanh/ too; `progress` is told what is being done. Returns the paths written, relative
    to output/<kỳ>/, or None where nothing was: a mistake in a template or a letter, another run at work, a file that
    cannot be replaced. An interrupt (Ctrl+C) while files are put in folders waits until they are. Raises OSError where
    the folder itself cannot be made.
    """
    context, mark = report_context(facts), _draft_mark(facts)
    filled, problems = _fill(context, report_templates(folders), mark, progress)
    progress(f"Đang viết {PAGE}")
    page, page_problems = render_page(facts, context, page_template(folders))
    progress("Đang viết phiếu trả lại")
    returned, letter_problems = returned_files(facts, folders.input, load_wording(folders, RETURN_LETTER))
    problems = [*problems, *page_problems, *letter_problems]
    if filled is None or page is None or has_errors(problems):
        return None, problems
    reports = {path: report.data for path, report in filled.items()}
    progress(f"Đang viết {FIGURE_SOURCES}")
    slips = slip_files(returned)
    hashes = {path: sha256(data) for path, data in (reports | {PAGE: page} | slips).items()}
    lineage = write_lineage(facts, context, filled, hashes)
    lineage = mark_draft(lineage, mark) if mark else lineage
    progress("Đang đưa báo cáo vào chỗ")
    folder = folders.output / facts.period.code
    issued = reports | {PAGE: page, FIGURE_SOURCES: lineage}
    outputs, publish_problems = _put_in_folder(folder, issued, slips, issue=issue)
    return outputs, [*problems, *publish_problems]


def _put_in_folder(
    folder: Path, issued: Mapping[str, bytes], slips: Mapping[str, bytes], *, issue: bool
) -> tuple[list[str] | None, list[Problem]]:
    """All files in place of those of the last run, whole or not at all. `issued`: those of which an issue keeps a
    copy."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {**issued, **slips}
    with locked(folder) as is_locked, uninterrupted() as interrupts:
        if not is_locked:
            return None, [kinds.OUTPUT_BUSY(folder=folder.name)]
        problems = recover(folder)
        swap, edited = plan_swap(folder, files, _written_last(folder))
        failed = publish(folder, files, swap)
        if failed:
            return None, [*problems, *failed]
        outputs = sorted(files)
        if issue:
            copy = keep_copy(folder, issued)
            outputs += [f"{copy}/{path}" for path in sorted(issued)]
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
        return f"còn {count_errors(facts.problems)} lỗi"
    uncounted = len(missing) - _HEADER_UNITS
    others = f" và {uncounted} đơn vị khác" if uncounted > 0 else ""
    return f"thiếu: {', '.join(missing[:_HEADER_UNITS])}{others}"


def _written_last(folder: Path) -> dict[str, str]:
    """What the last run wrote: path -> SHA-256, from its own lineage workbook; that workbook itself is ours."""
    file = folder / FIGURE_SOURCES
    if not file.is_file():
        return {}
    data = file.read_bytes()
    rows = read_sheet(FIGURE_SOURCES, data, OUTPUTS_SHEET)
    if not rows:
        return {}
    return {str(row[0]): str(row[1]) for row in rows[1:] if len(row) > 1} | {FIGURE_SOURCES: sha256(data)}
