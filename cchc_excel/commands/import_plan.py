"""`cchc plan import`: a signed plan (.docx, .xlsx, text) becomes sheet Kế hoạch of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cchc_excel.catalogue.differences import PLAN, rows_of, tasks_in_words
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.plan import OPTIONAL
from cchc_excel.catalogue.plan_references import references_in_words
from cchc_excel.catalogue.read import read_plan_alone
from cchc_excel.catalogue.sheet import find_sheet
from cchc_excel.catalogue.write import ChangeRows, SheetRow
from cchc_excel.commands.change_catalogue import Target, Trial, open_import, try_change, write_change
from cchc_excel.fill.ooxml import split_address
from cchc_excel.imports.beside import Beside, criteria_number, left_beside
from cchc_excel.imports.columns import Role
from cchc_excel.imports.criteria import SCORES, Criteria, find_criteria, in_words, score_rows
from cchc_excel.imports.plan import HEADINGS, ImportedPlan, counts, import_plan, keep_additions
from cchc_excel.imports.unasked import lead_ins, unasked_lines
from cchc_excel.model.records import RawForm
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, fold
from cchc_excel.workspace.folders import Folders

_KEY = "mục"
"""The heading of other sheets below which keys of the plan stand."""


class PlanImport(msgspec.Struct, frozen=True):
    """What came of an import: the plan (None: there is none in the file), every problem, and in words: the difference
    to the present plan, what of it is left (`left`), whom the new one asks when, what was written, what rows of other
    sheets no longer have, and how its criteria are scored."""

    plan: ImportedPlan | None
    problems: Sequence[Problem]
    changes: Sequence[str] = ()
    tasks: Sequence[str] = ()
    written: Sequence[str] = ()
    references: Sequence[str] = ()
    points: Sequence[str] = ()
    left: str = ""


def import_plan_file(folders: Folders, file: Path, year: int | None, *, only_check: bool, accept: bool) -> PlanImport:
    """Import the plan of a file into the catalogue of a year (None: that of templates/). Nothing is written with
    `only_check`, nor where there are problems that are not accepted; the former catalogue is kept in cu/."""
    opened, problems = open_import(folders, file, year)
    if opened is None:
        return PlanImport(None, problems)
    raw, target = opened
    present, scored = rows_of(find_sheet(target.raw, PLAN)), _scored(target.raw)
    plan, problems = import_plan(raw, file.name, criteria_number(present, scored))
    if not plan.rows:
        return PlanImport(None, problems or [kinds.IMPORT_NO_PLAN(Location(file.name))])
    criteria, point_problems = find_criteria(plan, file.name)
    beside = left_beside(plan, present, scored)
    trial = _try(target, plan, criteria, beside, file.name)
    after = read_plan_alone(trial.raw, target.name)
    problems = list(dict.fromkeys([*problems, *point_problems, *trial.problems]))
    problems += [*_of_nobody(plan, after, problems, file.name), *unasked_lines(plan, after.items, file.name)]
    problems += lead_ins(plan, after.items, file.name)
    tasks = tasks_in_words(after)
    references = references_in_words(target.raw, trial.raw, _former_plan(target), after)
    points = in_words(criteria, rows_of(find_sheet(trial.raw, SCORES))) if criteria.rows else []
    is_there = target.name.startswith("templates/")
    if only_check or (problems and not accept) or (is_there and not trial.changes):
        return PlanImport(plan, problems, trial.changes, tasks, (), references, points, beside.told)
    written, write_problems = write_change(folders, target, trial.data)
    told = [*problems, *write_problems]
    return PlanImport(plan, told, trial.changes, tasks, written, references, points, beside.told)


def _scored(raw: RawForm) -> set[str]:
    """The mục that sheet Chấm điểm says how points are given to."""
    rows = rows_of(find_sheet(raw, SCORES))
    return {row["mục"] for row in rows if "mục" in row and ("cách chấm" in row or "trần" in row)}


def _former_plan(target: Target) -> Catalogue:
    """The plan that rows of other sheets were written for: the present one, or that of the year before where a new year
    has none yet."""
    former = [raw for _, raw in sorted(target.others.items()) if rows_of(find_sheet(raw, PLAN))]
    raw = target.raw if rows_of(find_sheet(target.raw, PLAN)) or not former else former[-1]
    return read_plan_alone(raw, target.name)


def _of_nobody(plan: ImportedPlan, after: Catalogue, problems: Sequence[Problem], file: str) -> list[Problem]:
    """A warning for each task whose line says nobody who leads, and which inherits nobody: no unit would be asked.
    Silent where names that are not known are told already: they may be the reason."""
    if any(problem.code == kinds.PLAN_LEAD.code for problem in problems):
        return []
    lead = HEADINGS[Role.LEAD]
    nobody = {item.key for item in after.items.values() if item.is_task and not item.leads}
    said = {item.key for item in after.items.values() if item.product or item.time}
    return [
        kinds.IMPORT_NOBODY(plan.location(file, at, lead))
        for at, row in enumerate(plan.rows)
        if row["khoá"] in nobody and not row.get(lead) and (row["khoá"] in said or not plan.lines[at].is_scored)
    ]


def _try(target: Target, plan: ImportedPlan, criteria: Criteria, beside: Beside, file: str) -> Trial:
    """The plan in the place of the present one but for what is left `beside` it, its criteria in sheet Chấm điểm, and
    what is wrong then, at the cells of the file."""
    ratios = {
        fold(row.get("tên", "")): row["mã"]
        for row in rows_of(find_sheet(target.raw, "Chỉ tiêu"))
        if "mã" in row and row.get("đơn vị", "%") == "%"
    }
    needed = tuple(heading for heading in OPTIONAL if any(heading in row for row in plan.rows))

    def rows(before: Sequence[SheetRow]) -> list[SheetRow]:
        return beside.joined(before, keep_additions(plan.rows, before))

    def scores(before: Sequence[SheetRow]) -> list[SheetRow]:
        return score_rows(criteria.rows, before, ratios)

    changes: dict[str, ChangeRows] = {PLAN: rows, **({SCORES: scores} if criteria.rows else {})}
    changes |= _renamed(target.raw, beside)
    above = len(beside.rows_above(rows_of(find_sheet(target.raw, PLAN))))
    return try_change(target, changes, {PLAN: needed}, lambda problem: _placed(problem, plan, above, file, target.raw))


def _renamed(raw: RawForm, beside: Beside) -> dict[str, ChangeRows]:
    """The sheets that name a key of the plan which is another one now, with that."""
    named = {sheet.name: {row.get(_KEY) for row in rows_of(sheet)} for sheet in raw.sheets}
    return {
        name: lambda before: beside.renamed(before, _KEY)
        for name, keys in named.items()
        if not keys.isdisjoint(beside.moved)
    }


def _placed(problem: Problem, plan: ImportedPlan, above: int, file: str, raw: RawForm) -> Problem:
    """A problem of sheet Kế hoạch at the cell of the file that it comes from; `above`: rows above those of the file."""
    sheet = find_sheet(raw, PLAN)
    if problem.sheet is None or fold(problem.sheet) != fold(PLAN) or problem.cell is None or sheet is None:
        return problem
    headings = [*(fold(clean_text(title)) for title in sheet.rows[0]), *OPTIONAL]
    row, column = split_address(problem.cell)
    at = row - 2 - above
    if not 0 <= at < len(plan.rows):
        return problem
    where = plan.location(file, at, headings[column - 1] if column <= len(headings) else "")
    return msgspec.structs.replace(problem, file=where.file, sheet=where.sheet, cell=where.cell)


def to_json(result: PlanImport) -> str:
    """One JSON object: how many lines were read and placed, those that are no row, every problem."""
    plan = result.plan
    found: dict[str, object] = dict(counts(plan)) if plan else {"read": 0, "placed": 0}
    found["named"] = [msgspec.to_builtins(line) for line in plan.named] if plan else []
    found["problems"] = [msgspec.to_builtins(problem) for problem in result.problems]
    return json.dumps(found, ensure_ascii=False, indent=2)
