"""Tasks of sheet Nhiệm vụ: what a unit is asked in a period, what it answers, and whether it is on time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc_excel.catalogue.due import is_led_by, required_task, tasks_of
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.periods import months_of, year_of
from cchc_excel.catalogue.plan_model import PlanItem, Task
from cchc_excel.catalogue.times import last_before
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.compute.left_undone import LeftUndone
from cchc_excel.compute.results import TaskState
from cchc_excel.model.records import Status, TaskAnswer, UnitReport
from cchc_excel.period.load import PeriodData
from cchc_excel.period.roll_up import Reports
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem


def find_required_tasks(catalogue: Catalogue, unit: str, period: Period, undone: Iterable[str]) -> dict[str, Task]:
    """What a unit is asked: by the plan's own times, and again what was left undone in earlier periods of the year
    (`undone`: the keys)."""
    found = tasks_of(catalogue, unit, period)
    for key in undone:
        found.setdefault(key, overdue(catalogue, unit, key, period))
    return {key: found[key] for key in catalogue.items if key in found}


def overdue(catalogue: Catalogue, unit: str, key: str, period: Period) -> Task:
    """An item that is on a unit's form though the plan's own times do not place it in this period: it keeps the
    deadline it had, the last of its months before this period, or in it, if another unit left it (none: no
    deadline)."""
    item = catalogue.items[key]
    own = required_task(catalogue, item, period, catalogue.units[unit])
    if own is not None:
        return own
    before = last_before(item.due.times, year_of(period), min(months_of(period), default=13))
    inside = required_task(catalogue, item, period)
    return Task(item, before or (inside.deadline if inside else None))


def judge(task: Task, answer: TaskAnswer | None, file: str | None, end: dt.date) -> TaskState:
    """A task's answer judged: `end` is the period's last day."""
    status = answer.status if answer else None
    done_on = answer.done_on if answer else None
    deadline = task.deadline
    if status == Status.DONE:
        on_time = deadline is None or (done_on is not None and done_on <= deadline)
        late = deadline is not None and done_on is not None and done_on > deadline
        return TaskState(task, answer, file, on_time, late, _days_after(deadline, done_on))
    late = status != Status.NOTHING and deadline is not None and deadline < end
    days = None if status == Status.NOTHING else _days_after(deadline, end)
    return TaskState(task, answer, file, on_time=False, late=late, days_late=days)


def _days_after(deadline: dt.date | None, day: dt.date | None) -> int | None:
    """How many days after its deadline a day is: 0 up to it, or without one; None where the day is not known."""
    if deadline is None:
        return 0
    return None if day is None else max(0, (day - deadline).days)


def task_states(
    catalogue: Catalogue,
    unit: str,
    period: Period,
    reports: Sequence[UnitReport],
    asked_of: Mapping[str, Task],
    absent: Sequence[str] = (),
) -> tuple[dict[str, TaskState], list[Problem]]:
    """The unit's tasks with the answers of its reports, in plan order. Of several reports (parts of the period, in
    order of time) the latest that answers a task counts. Done without a date, where there is a deadline, is a
    warning, unless what stands in its place is an error already; so is a row that is gone, unless an `absent` part of
    the period (by code) asks for it."""
    answers: dict[str, tuple[TaskAnswer | None, str | None]] = {}
    for report in reports:
        for key, told in report.tasks.items():
            if told.status or key not in answers:
                answers[key] = (told, report.file)
    wanted = dict(asked_of)
    for key in answers:
        if key in catalogue.items and catalogue.items[key].is_task:
            wanted.setdefault(key, overdue(catalogue, unit, key, period))
    states: dict[str, TaskState] = {}
    found: list[Problem] = []
    for key in (key for key in catalogue.items if key in wanted):
        answer, file = answers.get(key, (None, None))
        state = judge(wanted[key], answer, file, period.end)
        states[key] = state
        if answer and state.status == Status.DONE and not (state.on_time or state.late or answer.date_unread):
            found.append(kinds.TASK_NO_DATE(Location(file, answer.sheet, answer.cell, unit), key=key))
    of_absent = [key for one in absent for key in tasks_of(catalogue, unit, catalogue.periods[one])]
    gone = [key for key in states if key not in answers and key not in of_absent]
    if gone and any(report.answered for report in reports):
        found.append(kinds.TASK_ROW_GONE(Location(reports[-1].file, unit=unit), keys="; ".join(gone)))
    return states, found


def task_figures(states: Mapping[str, TaskState]) -> dict[str, int]:
    """The unit figures derived from tasks: given (all but "Không phát sinh"), done, done on time, late."""
    given = [state for state in states.values() if state.status != Status.NOTHING]
    return {
        "nv_giao": len(given),
        "nv_hoan_thanh": sum(state.status == Status.DONE for state in given),
        "nv_dung_han": sum(state.on_time for state in given),
        "nv_tre_han": sum(state.late for state in given),
    }


def tasks_by_unit(catalogue: Catalogue, period: Period, loaded: PeriodData) -> dict[str, dict[str, Task]]:
    """What each unit that exists in the period is asked in it: unit -> key -> task."""
    undone = LeftUndone(catalogue, period, loaded.reports)
    return {unit: find_required_tasks(catalogue, unit, period, undone.of(unit)) for unit in catalogue.units_of(period)}


def unowned_items(
    catalogue: Catalogue, period: Period, reports: Reports, asked: Mapping[str, Mapping[str, Task]]
) -> Iterator[Problem]:
    """A warning for each unit that ended without a successor and leaves tasks or rows of points given by hand that
    nobody is asked any more: those that the plan asks in this period, and tasks that it left undone. `asked`: unit ->
    its tasks."""
    known = {key for tasks in asked.values() for key in tasks}
    typed = {rule.key for rule in catalogue.scores if rule.is_typed}
    left = LeftUndone(catalogue, period, reports)
    for code, unit in catalogue.units.items():
        if unit.end is None or unit.end >= period.end or unit.merged_into is not None:
            continue
        undone = set(left.of(code)) if unit.end < period.start else set()
        its_own = {key: item for key, item in catalogue.items.items() if code in item.lead_set}
        due = {key for key, item in its_own.items() if item.is_task and required_task(catalogue, item, period)}
        points = {key for key in its_own.keys() & typed if not _is_anybodys(catalogue, its_own[key], period)}
        lost = (undone | due) - known | points
        keys = [key for key in catalogue.items if key in lost]
        if keys:
            yield kinds.TASKS_UNOWNED(unit=unit.name, day=f"{unit.end:%d/%m/%Y}", keys="; ".join(keys))


def _is_anybodys(catalogue: Catalogue, item: PlanItem, period: Period) -> bool:
    """Whether any unit leads a row of the plan in a period."""
    return any(is_led_by(catalogue, item, unit, period) for unit in catalogue.units)
