"""Tasks of the plan: what a unit is asked in a period, how its answers count, and the figures nv_* made of them.

Questions, with the choice made here:

- A month's task is asked of a unit that is there on the month's last day.
- "An item that its latest earlier period of the year left undone is asked again": the latest month of the item before
  this period decides, by the latest answer given in a period from that month on. No answer at all is undone, unless
  nobody sent a workbook of that month: then the program was not in use, and the month is passed over.
- An item asked again keeps the deadline it had, whatever month decides.
- What the plan asks of a merged unit it asks of its successor from then on; what the merged unit left undone is asked
  of its successor from the first period that begins after the merger, until the successor has done it.
- A task is counted once where it changed hands: what a merged unit left undone is its successor's if the answer of the
  successor that counts is about it: one of a part that begins after the merger, or of the part of the merger where the
  successor does not lead the task itself.
- Workbooks of months beside one of their quarter are not used here either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.years.model import DONE, NOTHING, Answer, Form, Item, Period, Year
from tests.years.periods import month_end
from tests.years.sent import sent

OPEN_TIMES = ("Theo yêu cầu của cơ quan cấp trên", "")
YEAR_TIMES = ("Trong năm",)


@dataclass(frozen=True)
class Asked:
    """A task asked of a unit, and the day it is due (None: never late)."""

    item: Item
    deadline: dt.date | None


def asked(year: Year, unit: str, period: Period) -> dict[str, Asked]:
    """Key -> task, in the plan's order."""
    catalogue = year.catalogue_of(period.code)
    found: dict[str, Asked] = {}
    for item in catalogue.items:
        inside = [
            month for month in item.months if month in period.months and _falls_to(year, unit, item, period, month)
        ]
        if inside or (not item.months and _leads(year, unit, item, period)):
            found[item.key] = Asked(item, _deadline(item, period, inside))
        elif _left_undone(year, unit, item, period):
            found[item.key] = Asked(item, _kept_deadline(item, period))
    return found


def _falls_to(year: Year, unit: str, item: Item, period: Period, month: int) -> bool:
    """Whether a unit is the one that is asked, for a lead of the item, on the last day of a month of the year."""
    day = month_end(period.year, month)
    return any(_holder(year, lead, day, period) == unit for lead in item.leads)


def _holder(year: Year, lead: str, day: dt.date, period: Period, but: Iterable[str] = ()) -> str | None:
    """Who has on a day what a unit had; None if nobody, or if one of `but` came to have it."""
    units = year.catalogue_of(period.code).units
    one = units[lead]
    if one.start is not None and one.start > day:
        return None
    while one.end is not None and one.end < day:
        if one.into is None or one.into in but:
            return None
        one = units[one.into]
    return one.code


def _leads(year: Year, unit: str, item: Item, period: Period) -> bool:
    """Whether a unit leads an item in a period, itself or for one that was merged into it by the period's end."""
    return unit in item.leads or any(
        unit == other and last < period.end for lead in item.leads for other, last in _successors(year, lead, period)
    )


def _successors(year: Year, unit: str, period: Period) -> list[tuple[str, dt.date]]:
    """Those that a unit was merged into, in turn, each with the last day on which it had nothing of it."""
    units = year.catalogue_of(period.code).units
    found, one = [], units[unit]
    while one.into and one.end:
        found.append((one.into, one.end))
        one = units[one.into]
    return found


def _speaks_of(item: Item, other: str, last: dt.date, period: Period) -> bool:
    """Whether a successor's answer of a period is about what it took over after a day."""
    return period.start > last or (period.end > last and other not in item.leads)


def _months_sent(year: Year, period: Period) -> set[int]:
    """The months of earlier periods of the year of which anybody sent a workbook."""
    earlier = {year.period(code) for code, _ in year.forms}
    return {month for one in earlier if one.year == period.year and one.end < period.start for month in one.months}


def _deadline(item: Item, period: Period, inside: Sequence[int]) -> dt.date | None:
    if item.months:
        return month_end(period.year, max(inside))
    if item.time in YEAR_TIMES:
        return dt.date(period.year, 12, 31)
    return None if item.time in OPEN_TIMES else period.due


def _kept_deadline(item: Item, period: Period) -> dt.date | None:
    """That of an item asked again, or by a part of the period: its last month before the period, else in it."""
    if not item.months:
        return _deadline(item, period, ())
    past = [month for month in item.months if month < period.months[0]]
    return month_end(period.year, max(past or set(item.months) & set(period.months)))


def _left_undone(year: Year, unit: str, item: Item, period: Period) -> bool:
    past = [month for month in item.months if month < period.months[0]]
    return any(_undone_by(year, one, item, past, period) for one in _line(year, unit, period) if one in item.leads)


def _undone_by(year: Year, unit: str, item: Item, months: Sequence[int], period: Period) -> bool:
    """Whether a unit was asked an item in any of some months before the period, and has not done it since the last."""
    days = {month: month_end(period.year, month) for month in months if month in _months_sent(year, period)}
    asked_in = [month for month, day in days.items() if _holder(year, unit, day, period, item.leads)]
    if not asked_in:
        return False
    answers = _answers(year, unit, item, max(asked_in), period)
    return not answers or answers[-1].status not in (DONE, NOTHING)


def _line(year: Year, unit: str, period: Period) -> list[str]:
    """The unit, and those that were merged into it before the period began."""
    units = year.catalogue_of(period.code).units.values()
    ended = [one for one in units if one.into == unit and one.end is not None and one.end < period.start]
    return [unit, *(code for one in ended for code in _line(year, one.code, period))]


def _answers(year: Year, unit: str, item: Item, month: int, period: Period) -> list[Answer]:
    """What a unit, and its successors for it, said of an item in earlier periods of the year from a month on."""
    forms = _since(year, unit, month, period)
    for other, last in _successors(year, unit, period):
        told = _since(year, other, month, period)
        forms += [one for one in told if _speaks_of(item, other, last, year.period(one.period))]
    return [form.answers[item.key] for form in forms if item.key in form.answers]


def _since(year: Year, unit: str, month: int, period: Period) -> list[Form]:
    """A unit's workbooks of earlier periods of the year from a month on, in order of time."""
    own = [(year.period(code), form) for (code, sender), form in year.forms.items() if sender == unit]
    earlier = [(one, form) for one, form in own if one.year == period.year and one.end < period.start]
    wholes = [set(one.months) for one, _ in earlier]
    used = [
        (one.end, one.start, form)
        for one, form in earlier
        if one.months[-1] >= month and not any(set(one.months) < whole for whole in wholes)
    ]
    return [form for _, _, form in sorted(used, key=lambda one: one[:2])]


def answers_of(forms: Sequence[Form]) -> dict[str, Answer]:
    """Each task's answer: the latest part's that gives one."""
    found: dict[str, Answer] = {}
    for form in forms:
        for key, answer in form.answers.items():
            if answer.status or key not in found:
                found[key] = answer
    return found


def counted(year: Year, unit: str, period: Period) -> dict[str, Asked]:
    """The tasks that count for a unit in a period: those asked of it, and those that a part asked and it answered. A
    longer period owes what its parts owe; what was handed to a successor is no longer the unit's."""
    found = asked(year, unit, period)
    told = {key for form in sent(year, unit, period).forms for key in form.answers} - found.keys()
    items = [item for item in year.catalogue_of(period.code).items if item.key in told]
    found |= {item.key: Asked(item, _kept_deadline(item, period)) for item in items}
    return {key: one for key, one in found.items() if not _handed_on(year, unit, one.item, period)}


def _handed_on(year: Year, unit: str, item: Item, period: Period) -> bool:
    own = answers_of(sent(year, unit, period).forms).get(item.key)
    if own and own.status in (DONE, NOTHING):
        return False
    for other, last in _successors(year, unit, period):
        telling = [form for form in sent(year, other, period).forms if item.key in form.answers]
        counting = ([form for form in telling if form.answers[item.key].status] or telling[:1])[-1:]
        if any(_speaks_of(item, other, last, year.period(form.period)) for form in counting):
            return True
    return False


def answered(year: Year, unit: str, period: Period) -> dict[str, tuple[Asked, Answer]]:
    """The tasks that count for a unit in a period, each with its answer."""
    answers = answers_of(sent(year, unit, period).forms)
    return {key: (one, answers.get(key, Answer(""))) for key, one in counted(year, unit, period).items()}


def task_figures(told: Iterable[tuple[Asked, Answer]], period: Period) -> Mapping[str, Fraction]:
    """nv_giao, nv_hoan_thanh, nv_dung_han, nv_tre_han of tasks and their answers."""
    given = [(task, answer) for task, answer in told if answer.status != NOTHING]
    return {
        "nv_giao": Fraction(len(given)),
        "nv_hoan_thanh": Fraction(sum(answer.status == DONE for _, answer in given)),
        "nv_dung_han": Fraction(sum(_on_time(*one) for one in given)),
        "nv_tre_han": Fraction(sum(_late(*one, period) for one in given)),
    }


def _on_time(task: Asked, answer: Answer) -> bool:
    if answer.status != DONE:
        return False
    return task.deadline is None or (answer.done_on is not None and answer.done_on <= task.deadline)


def _late(task: Asked, answer: Answer, period: Period) -> bool:
    if task.deadline is None:
        return False
    if answer.status == DONE:
        return answer.done_on is not None and answer.done_on > task.deadline
    return task.deadline < period.end
