"""Tasks of the plan: what a unit is asked in a period, how its answers count, and the figures nv_* made of them.

Questions, with the choice made here:

- "An item that its latest earlier period of the year left undone is asked again": the latest month of the item before
  this period decides, by the latest answer given in a period from that month on. No answer at all is undone (feature
  `silence`; without it the generator keeps such items with units that always send).
- An item asked again keeps the deadline it had.
- What a merged unit left undone is asked of its successor from the first period that begins after the merger, until
  the successor has done it. So is a task of every period, or of no stated time, that nobody else is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.years import features as f
from tests.years.model import DONE, NOTHING, Answer, Form, Item, Period, Unit, Year
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
        if (unit in item.leads and _due(item, period)) or (
            not item.months and _left_by_merged(year, unit, item, period)
        ):
            found[item.key] = Asked(item, _deadline(item, period))
        elif _left_undone(year, unit, item, period):
            past = max(month for month in item.months if month < period.months[0])
            found[item.key] = Asked(item, month_end(period.year, past))
    return found


def _due(item: Item, period: Period) -> bool:
    return not item.months or bool(set(item.months) & set(period.months))


def _deadline(item: Item, period: Period) -> dt.date | None:
    if item.months:
        return month_end(period.year, max(set(item.months) & set(period.months)))
    if item.time in YEAR_TIMES:
        return dt.date(period.year, 12, 31)
    return None if item.time in OPEN_TIMES else period.due


def _left_by_merged(year: Year, unit: str, item: Item, period: Period) -> bool:
    """Whether a unit merged into this one left an item of every period, or of none, undone."""
    units = year.catalogue_of(period.code).units
    merged = [one for one in _line(year, unit, period)[1:] if one in item.leads]
    answers = [_answers(year, units[one], item, 1, period) for one in merged]
    return any(told[-1].status not in (DONE, NOTHING) if told else f.SILENCE in year.features for told in answers)


def _left_undone(year: Year, unit: str, item: Item, period: Period) -> bool:
    past = [month for month in item.months if month < period.months[0]]
    if not past:
        return False
    return any(_undone_by(year, one, item, max(past), period) for one in _line(year, unit, period))


def _line(year: Year, unit: str, period: Period) -> list[str]:
    """The unit, and those that were merged into it before the period began."""
    units = year.catalogue_of(period.code).units.values()
    ended = [one for one in units if one.into == unit and one.end is not None and one.end < period.start]
    return [unit, *(code for one in ended for code in _line(year, one.code, period))]


def _undone_by(year: Year, unit: str, item: Item, month: int, period: Period) -> bool:
    """Whether a unit was asked an item in a month before the period, and has not done it since."""
    declared = year.catalogue_of(period.code).units[unit]
    day = month_end(period.year, month)
    lived = (declared.start is None or declared.start <= day) and (declared.end is None or declared.end >= day)
    if unit not in item.leads or not lived:
        return False
    answers = _answers(year, declared, item, month, period)
    return not answers or answers[-1].status not in (DONE, NOTHING)


def _answers(year: Year, unit: Unit, item: Item, month: int, period: Period) -> list[Answer]:
    """What a unit, and its successors after it, said of an item in earlier periods of the year from a month on."""
    forms = _since(year, unit.code, month, period)
    while unit.into and unit.end:
        last, unit = unit.end, year.catalogue_of(period.code).units[unit.into]
        forms += [one for one in _since(year, unit.code, month, period) if year.period(one.period).start > last]
    return [form.answers[item.key] for form in forms if item.key in form.answers]


def _since(year: Year, unit: str, month: int, period: Period) -> list[Form]:
    """A unit's workbooks of earlier periods of the year from a month on, in order of time."""
    own = [(year.period(code), form) for (code, sender), form in year.forms.items() if sender == unit]
    earlier = [
        (one.end, one.start, form)
        for one, form in own
        if one.year == period.year and one.end < period.start and one.months[-1] >= month
    ]
    return [form for _, _, form in sorted(earlier, key=lambda one: one[:2])]


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
    longer period owes what its parts owe."""
    found = asked(year, unit, period)
    told = {key for form in sent(year, unit, period).forms for key in form.answers} - found.keys()
    items = [item for item in year.catalogue_of(period.code).items if item.key in told and not item.months]
    return found | {item.key: Asked(item, _deadline(item, period)) for item in items}


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
