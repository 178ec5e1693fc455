"""Facts -> files: the reports filled, drafts marked, the lineage written, all of it put in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from cchc_excel import problems
from cchc_excel.problems import Level, Problem, Where
from cchc_excel.publish import issue as keep_copy
from cchc_excel.publish import locked, plan_swap, publish, recover, sha256
from cchc_excel.reading.door import read_sheet
from cchc_excel.report.context import report_context
from cchc_excel.report.facts import Facts
from cchc_excel.report.fill.draft import mark_draft
from cchc_excel.report.fill.engine import Filled, fill_traced
from cchc_excel.report.fill.errors import TemplateErrors
from cchc_excel.report.lineage import FILE, OUTPUTS_SHEET, write_lineage
from cchc_excel.report.pagination import keep_together
from cchc_excel.workplace import REPORTS, is_word

DRAFT_MARK = "BẢN NHÁP"
_HEADER_UNITS = 12


def deliver(
    facts: Facts, templates: Mapping[str, bytes], folder: Path, *, issue: bool
) -> tuple[list[str] | None, list[Problem]]:
    """Write a period's results into its folder. Returns the paths written, or None where nothing could be."""
    context = report_context(facts)
    filled, found = _fill(context, templates)
    if filled is None:
        return None, found
    reports = {path: _marked(facts, path, _paged(path, one.data)) for path, one in filled.items()}
    hashes = {path: sha256(data) for path, data in reports.items()}
    files = reports | {FILE: _marked(facts, FILE, write_lineage(facts, context, filled, hashes))}
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder) as mine:
        if not mine:
            return None, [*found, problems.OUTPUT_BUSY(folder=folder.name)]
        found.extend(recover(folder))
        plan, edited = plan_swap(folder, files, _known(folder))
        failed = publish(folder, files, plan)
        if failed:
            return None, [*found, *failed]
        outputs = sorted(files)
        if issue:
            kept = keep_copy(folder, files)
            outputs += [f"{kept}/{path}" for path in sorted(files)]
    return outputs, [*found, *edited]


def _fill(
    context: Mapping[str, object], templates: Mapping[str, bytes]
) -> tuple[dict[str, Filled] | None, list[Problem]]:
    """Every template filled, or every mistake in them."""
    filled: dict[str, Filled] = {}
    found: list[Problem] = []
    for name, template in templates.items():
        path = f"{REPORTS}/{name}"
        try:
            one = _filler(name)(template, context)
        except TemplateErrors as broken:
            for error in broken.errors:
                where = Where(f"templates/{path}", error.sheet, error.cell)
                found.append(problems.TEMPLATE_BROKEN(where, message=error.message, text=error.text))
            continue
        filled[path] = one
        found.extend(problems.CELL_NOT_COMPUTED(Where(path, cell.sheet, cell.cell)) for cell in one.uncomputed)
    return (None if any(one.level is Level.ERROR for one in found) else filled), found


def _filler(name: str) -> Callable[[bytes, Mapping[str, object]], Filled]:
    """What fills a template of that name."""
    if not is_word(name):
        return fill_traced
    from cchc_excel.report.word import fill_word  # docxtpl: only where there is a Word template

    return fill_word


def _paged(path: str, data: bytes) -> bytes:
    """Word keeps paragraphs together by itself; a workbook needs page breaks."""
    return data if is_word(path) else keep_together(data)


def _marked(facts: Facts, path: str, data: bytes) -> bytes:
    """A draft says so in the header of every page, with the units that are missing."""
    if not facts.draft:
        return data
    missing = [unit for unit in facts.consolidated.missing if unit not in facts.accepted]
    errors = sum(one.level is Level.ERROR for one in facts.problems)
    names = ", ".join(missing[:_HEADER_UNITS]) + (
        f" và {len(missing) - _HEADER_UNITS} đơn vị khác" if len(missing) > _HEADER_UNITS else ""
    )
    told = f"thiếu: {names}" if missing else f"còn {errors} lỗi"
    mark = f"{DRAFT_MARK} – {told}"
    if not is_word(path):
        return mark_draft(data, mark)
    from cchc_excel.report.word import mark_draft_word

    return mark_draft_word(data, mark)


def _known(folder: Path) -> dict[str, str]:
    """What the last run wrote: path -> SHA-256, from its own lineage workbook; that workbook itself is ours."""
    file = folder / FILE
    if not file.is_file():
        return {}
    data = file.read_bytes()
    rows = read_sheet(FILE, data, OUTPUTS_SHEET)
    return {str(row[0]): str(row[1]) for row in rows[1:] if len(row) > 1} | {FILE: sha256(data)} if rows else {}
