"""What an imported plan says of a line and asks of nobody, and a line that it asks though others do its work: told, so
that no officer believes otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from cchc_excel.catalogue.plan_model import PlanItem, RowLevel
from cchc_excel.catalogue.scores import is_below
from cchc_excel.catalogue.write import SheetRow
from cchc_excel.imports.columns import Role
from cchc_excel.imports.plan import HEADINGS, ImportedPlan
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem

_SAID = (HEADINGS[Role.TIME], HEADINGS[Role.PRODUCT])


def unasked_lines(plan: ImportedPlan, items: Mapping[str, PlanItem], file: str) -> Iterator[Problem]:
    """A warning for each line with a time or product of its own that no task has: a heading whose lower lines lack
    them, or that is a task by itself, and a sub-row. `items`: what the plan asks, by key; `file`: its name."""
    for at, row in enumerate(plan.rows):
        said = [heading for heading in _SAID if row.get(heading)]
        if row["khoá"] in items or not said or plan.lines[at].is_scored:
            continue
        where = plan.location(file, at, said[0])
        if row["cấp"] == RowLevel.SUB.value:
            if not _is_used(row, items):
                yield kinds.IMPORT_SUB_ROW(where, said=", ".join(row[heading] for heading in said))
            continue
        lacking = [key for key, item in items.items() if is_below(key, row["khoá"]) and _lacks(item, said)]
        if lacking:
            yield kinds.IMPORT_HEADING(where, said=", ".join(row[heading] for heading in said), keys="; ".join(lacking))
        elif _is_task_itself(row, plan.rows, items):
            yield kinds.IMPORT_HEADING_TASK(where, said=", ".join(row[heading] for heading in said))


def lead_ins(plan: ImportedPlan, items: Mapping[str, PlanItem], file: str) -> Iterator[Problem]:
    """A warning for each task that only leads in those below it ("Tuyên truyền, gồm:") and says who, but neither when
    nor what: it is asked each period beside them. Takes what `unasked_lines` does."""
    for at, (row, below) in enumerate(itertools.pairwise(plan.rows)):
        item = items.get(row["khoá"])
        goes_on = below["cấp"] == RowLevel.LINE.value and any(below.get(heading) for heading in _SAID)
        is_bare = item is not None and item.is_task and not (item.time or item.product)
        if is_bare and goes_on and row["nội dung"].rstrip().endswith(":"):
            yield kinds.IMPORT_LEAD_IN(plan.location(file, at, HEADINGS[Role.LEAD]))


def _is_used(row: SheetRow, items: Mapping[str, PlanItem]) -> bool:
    """Whether what a sub-row says is what its item has: it is the item's own, or the sub-row stands for it."""
    item = items.get(str(row["khoá"]).rpartition("/")[0])
    time, product = (str(row.get(heading) or "") for heading in _SAID)
    return item is not None and time in ("", item.time) and product in ("", item.product)


def _is_task_itself(row: SheetRow, rows: Sequence[SheetRow], items: Mapping[str, PlanItem]) -> bool:
    """Whether a heading says who does it, and the tasks below it say that themselves, none with the very time and
    product of the heading."""
    lead = HEADINGS[Role.LEAD]
    time, product = (str(row.get(heading) or "") for heading in _SAID)
    below = [one for one in rows if one["khoá"] in items and is_below(one["khoá"], row["khoá"])]
    if row["cấp"] == RowLevel.LINE.value or not row.get(lead) or not all(one.get(lead) for one in below):
        return False
    tasks = (items[one["khoá"]] for one in below)
    return not any(time in ("", one.time) and product in ("", one.product) for one in tasks)


def _lacks(item: PlanItem, said: list[str]) -> bool:
    """Whether a task has nothing of what its heading says."""
    return not any(item.time if heading == _SAID[0] else item.product for heading in said)
