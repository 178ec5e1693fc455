"""Facts -> files: the reports filled, drafts marked, the lineage written, all of it put in folders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

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


def write_reports(
    facts: Facts, folders: Folders, *, issue: bool, progress: Callable[[str], None]
) -> tuple[list[str] | None, list[Problem]]:
    """Write a period's results into its folder. Returns the paths written, or None where nothing could be. `progress`
    is told what is being done. An interrupt (Ctrl+C) while files are put in folders waits until they are."""
    folder = folders.output / facts.period.code
    context, mark = report_context(facts), _draft_mark(facts)
    filled, problems = _fill(context, report_templates(folders), mark, progress)
    progress(f"Đang viết {PAGE}")
    page, wrong = render_page(facts, context, page_template(folders))
    progress("Đang viết phiếu trả lại")
    going_back, further_problems = returned_files(facts, folders.input, load_wording(folders, RETURN_LETTER))
    returned = slip_files(going_back)
    problems = [*problems, *wrong, *further_problems]
    if filled is None or page is None or has_errors(problems):
        return None, problems
    reports = {path: report.data for path, report in filled.items()} | {PAGE: page}
    progress(f"Đang viết {FIGURE_SOURCES}")
    hashes = {path: sha256(data) for path, data in (reports | returned).items()}
    sources = write_lineage(facts, context, filled, hashes)
    issued = reports | {FIGURE_SOURCES: mark_draft(sources, mark) if mark else sources}
    files = issued | returned
    folder.mkdir(parents=True, exist_ok=True)
    progress("Đang đưa báo cáo vào chỗ")
    with locked(folder) as mine, uninterrupted() as interrupts:
        if not mine:
            return None, [*problems, kinds.OUTPUT_BUSY(folder=folder.name)]
        problems.extend(recover(folder))
        plan, edited = plan_swap(folder, files, _known(folder))
        failed = publish(folder, files, plan)
        if failed:
            return None, [*problems, *failed]
        outputs = sorted(files)
        if issue:
            kept = keep_copy(folder, issued)
            outputs += [f"{kept}/{path}" for path in sorted(issued)]
    if interrupts:
        problems.append(kinds.TOO_LATE_TO_STOP())
    return outputs, [*problems, *edited]


def _fill(
    context: Mapping[str, object], templates: Mapping[str, bytes], mark: str, progress: Callable[[str], None]
) -> tuple[dict[str, Filled] | None, list[Problem]]:
    """Every template filled, or every mistake in them."""
    filled: dict[str, Filled] = {}
    problems: list[Problem] = []
    for number, (name, template) in enumerate(templates.items(), start=1):
        progress(f"Đang viết báo cáo {number}/{len(templates)}: {name}")
        path = f"{REPORTS}/{name}"
        report, further_problems = fill_template(name, template, context, f"templates/{path}", path, mark)
        problems.extend(further_problems)
        if report is not None:
            filled[path] = report
    return (None if has_errors(problems) else filled), problems


def _draft_mark(facts: Facts) -> str:
    """What a draft says in the header of every page, with the units that are missing; "" where it is none."""
    if not facts.draft:
        return ""
    missing = [unit for unit in facts.consolidated.missing if unit not in facts.accepted]
    errors = count_errors(facts.problems)
    names = ", ".join(missing[:_HEADER_UNITS]) + (
        f" và {len(missing) - _HEADER_UNITS} đơn vị khác" if len(missing) > _HEADER_UNITS else ""
    )
    reason = f"thiếu: {names}" if missing else f"còn {errors} lỗi"
    return f"{DRAFT_MARK} – {reason}"


def _known(folder: Path) -> dict[str, str]:
    """What the last run wrote: path -> SHA-256, from its own lineage workbook; that workbook itself is ours."""
    file = folder / FIGURE_SOURCES
    if not file.is_file():
        return {}
    data = file.read_bytes()
    rows = read_sheet(FIGURE_SOURCES, data, OUTPUTS_SHEET)
    return (
        {str(row[0]): str(row[1]) for row in rows[1:] if len(row) > 1} | {FIGURE_SOURCES: sha256(data)} if rows else {}
    )
