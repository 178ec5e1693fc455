"""Facts -> files: the reports filled, drafts marked, the lineage written, all of it put in place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cchc_excel import problems
from cchc_excel.problems import Level, Problem, Where
from cchc_excel.publish import issue as keep_copy
from cchc_excel.publish import locked, plan_swap, publish, recover, sha256
from cchc_excel.reading.door import read_bytes
from cchc_excel.report.context import report_context
from cchc_excel.report.facts import Facts
from cchc_excel.report.fill.draft import mark_draft
from cchc_excel.report.fill.engine import Filled, fill_traced
from cchc_excel.report.fill.errors import TemplateErrors
from cchc_excel.report.lineage import FILE, OUTPUTS_SHEET, write_lineage
from cchc_excel.workplace import REPORTS

DRAFT_MARK = "BẢN NHÁP"
_HEADER_UNITS = 12


def deliver(
    facts: Facts, templates: Mapping[str, bytes], folder: Path, *, issue: bool
) -> tuple[list[str] | None, list[Problem]]:
    """Write a period's results into its folder. Returns the paths written, or None where nothing could be."""
    filled, found = _fill(facts, templates)
    if filled is None:
        return None, found
    reports = {path: _marked(facts, one.data) for path, one in filled.items()}
    hashes = {path: sha256(data) for path, data in reports.items()}
    files = reports | {FILE: _marked(facts, write_lineage(facts, filled, hashes))}
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


def _fill(facts: Facts, templates: Mapping[str, bytes]) -> tuple[dict[str, Filled] | None, list[Problem]]:
    """Every template filled, or every mistake in them."""
    context = report_context(facts)
    filled: dict[str, Filled] = {}
    found: list[Problem] = []
    for name, template in templates.items():
        path = f"{REPORTS}/{name}"
        try:
            one = fill_traced(template, context)
        except TemplateErrors as broken:
            for error in broken.errors:
                where = Where(f"templates/{path}", error.sheet, error.cell)
                found.append(problems.TEMPLATE_BROKEN(where, message=error.message, text=error.text))
            continue
        filled[path] = one
        found.extend(problems.CELL_NOT_COMPUTED(Where(path, cell.sheet, cell.cell)) for cell in one.uncomputed)
    return (None if any(one.level is Level.ERROR for one in found) else filled), found


def _marked(facts: Facts, data: bytes) -> bytes:
    """A draft says so in the header of every page, with the units that are missing."""
    if not facts.draft:
        return data
    missing = [unit for unit in facts.consolidated.missing if unit not in facts.accepted]
    errors = sum(one.level is Level.ERROR for one in facts.problems)
    names = ", ".join(missing[:_HEADER_UNITS]) + (
        f" và {len(missing) - _HEADER_UNITS} đơn vị khác" if len(missing) > _HEADER_UNITS else ""
    )
    told = f"thiếu: {names}" if missing else f"còn {errors} lỗi"
    return mark_draft(data, f"{DRAFT_MARK} – {told}")


def _known(folder: Path) -> dict[str, str]:
    """What the last run wrote: path -> SHA-256, from its own lineage workbook; that workbook itself is ours."""
    file = folder / FILE
    if not file.is_file():
        return {}
    data = file.read_bytes()
    raw, _ = read_bytes(FILE, data)
    sheet = next((one for one in raw.sheets if one.name == OUTPUTS_SHEET), None) if raw else None
    if sheet is None:
        return {}
    return {str(row[0]): str(row[1]) for row in sheet.rows[1:] if len(row) > 1} | {FILE: sha256(data)}
