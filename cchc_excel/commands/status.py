"""Where a period stands today: what each unit has sent, whether it is in order, and which plan rows it still owes.

Everything is read again from the folders; the one thing taken from an earlier run is the state of the last merge, whose
hashes say which of today's files are in the reports.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Collection as Set
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.due import is_led_by, required_task
from cchc_excel.catalogue.indicators import indicators_of
from cchc_excel.catalogue.periods import fitting_period
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.commands.last_run import last_run
from cchc_excel.commands.merge_json import problem_json, sorted_problems
from cchc_excel.commands.session import Progress, load_catalogues, no_progress, not_at_work, read_again
from cchc_excel.commands.told import unsuperseded
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.issued import changes_since
from cchc_excel.model.files import FileEntry, FileStatus
from cchc_excel.model.issue import Issue
from cchc_excel.period.exclude import exclusions
from cchc_excel.period.load import PeriodData
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, count_errors, each_fault, has_errors
from cchc_excel.values import HERE
from cchc_excel.workspace.folders import Folders, periods_in_use
from cchc_excel.workspace.issues import last_issue

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


class State(enum.StrEnum):
    """How far a unit is. SENT: in order, not yet in the reports; MERGED: the same file is in the last reports."""

    NOT_SENT = "not_sent"
    REFUSED = "refused"
    ERRORS = "errors"
    PARTIAL = "partial"
    SENT = "sent"
    MERGED = "merged"

    @property
    def is_done(self) -> bool:
        """Whether nothing more is expected of the unit."""
        return self in (State.SENT, State.MERGED)


class OwedItem(msgspec.Struct, frozen=True):
    """A plan row that a unit owes in the period. `answer`: what it says, None where it says nothing."""

    key: str
    text: str
    deadline: dt.date | None
    answer: str | None


class UnitStatus(msgspec.Struct, frozen=True):
    """A unit today. `files`: those that count or were refused; `at`: when the last was mailed, else saved; `days`: from
    then (or, not in order, from today) to the deadline, negative once past it; `absent`: parts without figures."""

    unit: str
    name: str
    state: State
    files: tuple[str, ...]
    at: dt.datetime | None
    by_mail: bool
    days: int | None
    errors: int
    warnings: int
    absent: tuple[str, ...]
    owed: tuple[OwedItem, ...]


class IssueStatus(msgspec.Struct, frozen=True):
    """The issue that stands. `differences`: how many values are not as it has them (None: it keeps none); `accepted`:
    the units that it was allowed to go without."""

    number: int
    date: dt.date | None
    reason: str | None
    differences: int | None
    accepted: tuple[str, ...] = ()

    @property
    def holds(self) -> bool | None:
        """Whether every value is as it was issued; None where nobody can tell."""
        return None if self.differences is None else not self.differences


class PeriodStatus(msgspec.Struct, frozen=True):
    """A period on a day. `strays`: refused files of no unit that exists in the period; `issue`: None where nothing was
    issued."""

    period: Period
    today: dt.date
    units: tuple[UnitStatus, ...]
    strays: tuple[str, ...]
    problems: tuple[Problem, ...]
    issue: IssueStatus | None = None

    @property
    def complete(self) -> bool:
        """Every unit in, and nothing wrong with anything."""
        return all(unit.state.is_done for unit in self.units) and not has_errors(self.problems)


def period_status(
    facts: Facts,
    loaded: PeriodData,
    required_tasks: Mapping[str, Mapping[str, Task]],
    in_reports: Set[str],
    problems: list[Problem],
    today: dt.date,
) -> PeriodStatus:
    """A period's status on a day. `required_tasks`: unit -> key -> Task; `in_reports`: SHA-256 of the files of the last
    merge; `problems`: all of the run, sorted."""
    entries = loaded.entries
    units = tuple(
        _unit_status(facts, unit, entries, tuple(_owed(facts, unit, required_tasks[unit])), in_reports, problems, today)
        for unit, spec in facts.catalogue.units_of(facts.period).items()
        if spec.owes(facts.period) or any(entry.unit == unit for entry in entries)
    )
    refused = (entry for entry in entries if entry.status is FileStatus.REFUSED)
    living = facts.catalogue.units_of(facts.period)
    strays = tuple(entry.file for entry in refused if entry.unit not in living)
    return PeriodStatus(facts.period, today, units, strays, tuple(problems))


def _unit_status(
    facts: Facts,
    unit: str,
    entries: list[FileEntry],
    owed: tuple[OwedItem, ...],
    in_reports: Set[str],
    problems: list[Problem],
    today: dt.date,
) -> UnitStatus:
    data = facts.consolidated.data[unit]
    files = {report.file for report in data.reports}  # one that came by so-lieu.xlsx is in the department's file
    used = [
        entry
        for entry in entries
        if (entry.unit == unit or entry.file in files) and entry.status in (FileStatus.MERGED, FileStatus.REFUSED)
    ]
    told = each_fault(unsuperseded(entries, problems))
    own = [one for one in told if one.unit == unit and one.file is not None]
    errors = count_errors(own)
    absent = data.absent if data.reports else ()
    state = _state(used, errors, absent, in_reports)
    last = max(used, key=lambda entry: entry.at or _NEVER, default=None)
    at = last.at.astimezone(HERE) if last and last.at else None
    day = (at.date() if at else None) if state.is_done else today
    return UnitStatus(
        unit,
        facts.catalogue.units[unit].name,
        state,
        tuple(entry.file for entry in used),
        at,
        bool(last and last.by_mail),
        _days(facts.period.due, day),
        errors,
        len(own) - errors,
        absent,
        owed,
    )


def _state(used: list[FileEntry], errors: int, absent: tuple[str, ...], in_reports: Set[str]) -> State:
    merged = [entry for entry in used if entry.status is FileStatus.MERGED]
    if not merged:
        return State.REFUSED if used else State.NOT_SENT
    if errors:
        return State.ERRORS
    if absent:
        return State.PARTIAL
    return State.MERGED if all(entry.sha256 in in_reports for entry in merged) else State.SENT


def _days(due: dt.date | None, day: dt.date | None) -> int | None:
    return None if due is None or day is None else (due - day).days


def _owed(facts: Facts, unit: str, tasks: Mapping[str, Task]) -> Iterator[OwedItem]:
    """The plan rows of a unit in plan order: tasks with the status it gives, and rows whose ratio is made of its
    figures with the ratio. What a unit answers for a merged one is its own, no longer the merged one's."""
    states = facts.consolidated.tasks.get(unit)
    owed = tasks if states is None else {key: state.task for key, state in states.items()}
    for key, item in facts.catalogue.items.items():
        if key in owed:
            yield OwedItem(key, item.text, owed[key].deadline, states[key].status if states else None)
        elif not item.is_task and is_led_by(facts.catalogue, item, unit, facts.period):
            task = required_task(facts.catalogue, item, facts.period)
            codes = [code for code in indicators_of(facts.catalogue, key) if (code, unit) in facts.by_key]
            if task and codes:
                yield OwedItem(key, item.text, task.deadline, _figures(facts, unit, codes))


def _figures(facts: Facts, unit: str, codes: list[str]) -> str | None:
    """The ratios as shown; None where the unit did not report what one is made of."""
    ratios = [facts.by_key[code, unit] for code in codes]
    return None if any(ratio.numerator is None for ratio in ratios) else "; ".join(ratio.shown for ratio in ratios)


def to_json(status: PeriodStatus) -> str:
    """One JSON object: the period, then its units in catalogue order, each with the plan rows it owes."""
    period = status.period
    return json.dumps(
        {
            "period": period.code,
            "name": period.name,
            "due": _iso(period.due),
            "today": status.today.isoformat(),
            "days": _days(period.due, status.today),
            "complete": status.complete,
            "issue": _issue_json(status.issue) if status.issue else None,
            "units": [_unit_json(unit) for unit in status.units],
            "strays": list(status.strays),
            "problems": [problem_json(problem) for problem in status.problems],
        },
        ensure_ascii=False,
        indent=1,
    )


def _issue_json(issue: IssueStatus) -> dict[str, object]:
    return {
        "number": issue.number, "date": _iso(issue.date), "reason": issue.reason, "holds": issue.holds,
        "differences": issue.differences,
    }  # fmt: skip


def _unit_json(unit: UnitStatus) -> dict[str, object]:
    return {
        "unit": unit.unit,
        "name": unit.name,
        "state": unit.state,
        "files": list(unit.files),
        "at": unit.at.isoformat() if unit.at else None,
        "by_mail": unit.by_mail,
        "days": unit.days,
        "errors": unit.errors,
        "warnings": unit.warnings,
        "absent": list(unit.absent),
        "owed": [
            {
                "muc": row.key,
                "text": row.text,
                "deadline": _iso(row.deadline),
                "answer": row.answer,
                "reported": row.answer is not None,
            }
            for row in unit.owed
        ],
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def suggested_period(catalogues: CatalogueSet, folders: Folders, today: dt.date) -> Period | None:
    """The period that `status` picks by itself on a day, of all that the working folder's catalogues list; None where
    they list none."""
    periods = catalogues.periods
    return fitting_period(list(periods.values()), periods_in_use(folders, periods), today)


def status(
    folders: Folders,
    code: str | None,
    today: dt.date,
    requested: Sequence[tuple[str, str]] = (),
    progress: Progress = no_progress,
) -> tuple[PeriodStatus | None, list[Problem]]:
    """Where a period stands on a day; everything is read again as a merge would. `code`: the period's (None: the one
    that fits the day); `requested`: (file as typed, reason) pairs to be left out. The status holds the period's
    problems: beside it are the folder's. None where the catalogue is broken, the period or a file left out unknown."""
    catalogues, problems = load_catalogues(folders)
    if catalogues is None:
        return None, problems
    if code is None:
        fitting = suggested_period(catalogues, folders, today)
        code = fitting.code if fitting else None
    catalogue, mistakes = catalogues.serving(code)
    problems = [*problems, *mistakes]
    if catalogue is None:
        return None, problems
    if code is None:
        return None, [kinds.UNKNOWN_PERIOD(period="", known="", hint="")]
    period = catalogue.periods[code]
    excluded, mistakes = exclusions(catalogue, period, folders.input, requested)
    if mistakes:
        return None, [*problems, *mistakes]
    reading = read_again(catalogue, period, folders, progress, excluded)
    progress("Đang kiểm tra và tính tỷ lệ")
    facts = reading.facts()
    problems = sorted_problems([*problems, *facts.problems])
    folder = folders.output / period.code
    in_reports = last_run(folder).merged
    found = period_status(facts, reading.loaded, reading.required_tasks, in_reports, problems, today)
    return msgspec.structs.replace(found, issue=_issue_status(facts, last_issue(folder))), not_at_work(folders)


def _issue_status(facts: Facts, issue: Issue | None) -> IssueStatus | None:
    if issue is None:
        return None
    if issue.record is None:
        return IssueStatus(issue.number, None, None, None)
    record, differences = issue.record, len(changes_since(facts, issue))
    return IssueStatus(issue.number, record.date, record.reason, differences, tuple(record.accepted))
