"""A random department's year from a seed: catalogues first, then what each unit sends, period by period in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

from tests.years import features as f
from tests.years.language import evaluate
from tests.years.make_catalogue import OFFICE, catalogues
from tests.years.model import (
    DOING,
    DONE,
    NOT_BEGUN,
    NOTHING,
    PROCEDURE,
    UNIT,
    Answer,
    Catalogue,
    Figure,
    Form,
    Period,
    Rank,
    Value,
    Year,
)
from tests.years.sent import roll_up, sent
from tests.years.tasks import Asked, asked

QUARTERLY, MONTHLY, BOTH, PARTLY, ABSENT = "quarterly", "monthly", "both", "partly", "absent"
MODES = (QUARTERLY,) * 9 + (MONTHLY,) * 4 + (BOTH,) * 2 + (PARTLY,) * 3 + (ABSENT,) * 2
CRITERIA = (("PCI", "Chi phí thời gian"), ("PCI", "Tính minh bạch"), ("PAR", "Thể chế"), ("PAR", "Tài chính công"))


def make_year(seed: int, features: frozenset[str] = f.ALL) -> Year:
    """The same seed and features give the same year."""
    random = Random(seed)
    year = Year(seed, features, catalogues(random, features))
    periods = [(one, catalogue) for catalogue in year.catalogues for one in catalogue.periods.values()]
    modes: dict[tuple[str, str], str] = {}
    for period, catalogue in sorted(periods, key=lambda pair: (pair[0].end, -pair[0].start.toordinal())):
        for unit in catalogue.units:
            if _sends(random, year, unit, period, modes):
                year.forms[period.code, unit] = _form(random, year, unit, period)
    if f.CORRECTIONS in features:
        year.corrections = _corrections(random, year)
    return year


def _sends(random: Random, year: Year, unit: str, period: Period, modes: dict[tuple[str, str], str]) -> bool:
    """Whether a unit sends a workbook of its own for a period, by how it reports that quarter."""
    declared = year.catalogue_of(period.code).units[unit]
    if not declared.has_days(period):
        return False
    if len(period.months) > 3:
        return random.random() < 0.04
    quarter = f"{period.year}-{(period.months[0] - 1) // 3}"
    mode = modes.setdefault((quarter, unit), random.choice(MODES))
    if unit == OFFICE and mode in (PARTLY, ABSENT):
        mode = modes[quarter, unit] = QUARTERLY
    if len(period.months) == 3:
        return mode in (QUARTERLY, BOTH)
    if mode == PARTLY:
        return random.random() < 0.6
    return mode in (MONTHLY, BOTH)


def _form(random: Random, year: Year, unit: str, period: Period) -> Form:
    catalogue = year.catalogue_of(period.code)
    carried = _carried(year, unit, period)
    wanted = asked(year, unit, period)
    answers = {key: _answer(random, period) for key, one in wanted.items() if _has_row(random, year, one, period)}
    answers |= {key: one for key, one in _told_by_month(year, unit, period).items() if key in answers}
    rows, spare = _rows(random, year, unit, period, carried)
    blanks = 0.04 if not period.parts and len(period.months) == 1 else 0.015
    figures = {
        one.code: None if random.random() < blanks else _figure(random, one, carried.get(("", one.code)))
        for one in catalogue.typed(UNIT)
        if unit in one.owners
    }
    return Form(period.code, unit, figures, rows, spare, answers, _ranks(random))


def _carried(year: Year, unit: str, period: Period) -> dict[tuple[str, str], Fraction]:
    """What the unit's figures with "nối từ" continue: (procedure or "", figure) -> value."""
    for code in period.continues:
        catalogue = year.catalogue_of(code)
        before = sent(year, unit, catalogue.periods[code]) if unit in catalogue.units else None
        if before and before.forms:
            return _continued(catalogue, roll_up(catalogue, before))
    return {}


def _continued(catalogue: Catalogue, rolled: object) -> dict[tuple[str, str], Fraction]:
    assert isinstance(rolled, dict)
    found: dict[tuple[str, str], Fraction] = {}
    for one in catalogue.figures.values():
        for place in {place for place, _ in rolled} if one.continues else ():
            names = {code: value or Fraction(0) for (where, code), value in rolled.items() if where == place}
            if (one.table == PROCEDURE) == bool(place):
                known = dict.fromkeys(("con_a", "con_b", "ton"), Fraction(0)) | names
                found[place, one.code] = evaluate(one.continues or "", known)
    return found


def _figure(random: Random, one: Figure, carried: Fraction | None = None) -> Fraction:
    if carried is not None and random.random() < 0.9:
        return carried
    if one.digits:
        return Fraction(random.randint(0, 40 * 10**one.digits), 10**one.digits)
    return Fraction(random.choice([0, 0, 1, 2, 3, 5, 8, 13, random.randint(0, 60)]))


def _rows(
    random: Random, year: Year, unit: str, period: Period, carried: dict[tuple[str, str], Fraction]
) -> tuple[dict[str, dict[str, Value]], frozenset[str]]:
    """Rows of sheet TTHC: the unit's own procedures, sometimes a spare row, sometimes none filled in."""
    catalogue = year.catalogue_of(period.code)
    own = _on_form(year, unit, period)
    others = sorted({one.code for one in catalogue.procedures if _may_be_added(year, one.code, period)} - own)
    spare = frozenset(random.sample(others, 1)) if own and others and random.random() < 0.15 else frozenset()
    empty = random.random() < 0.03
    rows = {code: _row(random, catalogue, code, empty, carried) for code in sorted(own | spare)}
    return rows, spare


def _may_be_added(year: Year, code: str, period: Period) -> bool:
    return f.EXPIRY in year.features or code in year.catalogue_of(period.code).latest(period)


def _on_form(year: Year, unit: str, period: Period) -> set[str]:
    """The unit's own procedures, and with the feature those that expired while it had dossiers in hand."""
    catalogue = year.catalogue_of(period.code)
    own = catalogue.own(unit, period)
    if f.EXPIRY in year.features:
        gone = {one.code for one in catalogue.procedures if one.end and one.end < period.start}
        in_hand = {place for (place, _), value in _carried(year, unit, period).items() if value and place in gone}
        own |= in_hand - catalogue.latest(period).keys()
    return own


def _row(
    random: Random, catalogue: Catalogue, procedure: str, empty: bool, carried: dict[tuple[str, str], Fraction]
) -> dict[str, Value]:
    typed = catalogue.typed(PROCEDURE)
    if empty or random.random() < 0.12:
        return {one.code: None for one in typed}
    return {
        one.code: None if random.random() < 0.08 else _figure(random, one, carried.get((procedure, one.code)))
        for one in typed
    }


def _has_row(random: Random, year: Year, task: Asked, period: Period) -> bool:
    """Whether the task's row is still there: a row that is deleted counts as blank. Without the feature, only rows that
    the plan itself puts into the period are ever deleted."""
    planned = not task.item.months or bool(set(task.item.months) & set(period.months))
    return random.random() > 0.04 or not (planned or f.SILENCE in year.features)


def _answer(random: Random, period: Period) -> Answer:
    status = random.choice([DONE, DONE, DONE, DOING, NOT_BEGUN, NOTHING, ""])
    if status != DONE or random.random() < 0.1:
        return Answer(status)
    length = (period.end - period.start).days
    return Answer(status, period.start + dt.timedelta(random.randint(0, length + 25)))


def _told_by_month(year: Year, unit: str, period: Period) -> dict[str, Answer]:
    """Answers of the parts, which a workbook of the whole repeats: two workbooks never contradict each other."""
    found: dict[str, Answer] = {}
    for code in period.parts:
        form = year.forms.get((code, unit))
        found |= form.answers if form else {}
    return found


def _ranks(random: Random) -> tuple[Rank, ...]:
    if random.random() < 0.7:
        return ()
    chosen = random.sample(CRITERIA, random.randint(1, 2))
    # The department's ranks are the same whoever reports them: a criterion's pair follows from its name.
    return tuple(Rank(index, name, 20 + len(name), 20 + len(name) + (len(name) * 7) % 5 - 2) for index, name in chosen)


def _corrections(random: Random, year: Year) -> list[Form]:
    """A workbook or two with a figure, a procedure's figure or an answer changed."""
    chosen = random.sample(sorted(year.forms), random.choice([1, 1, 2]))
    return [_corrected(random, year.forms[key]) for key in chosen]


def _corrected(random: Random, form: Form) -> Form:
    kinds = [name for name in ("figures", "figures", "rows", "answers") if getattr(form, name)]
    kind = random.choice(kinds or ["ranks"])
    if kind == "figures":
        return replace(form, figures=_raised(random, form.figures))
    if kind == "rows":
        procedure = random.choice(sorted(form.rows))
        return replace(form, rows={**form.rows, procedure: _raised(random, form.rows[procedure])})
    if kind == "answers":
        key = random.choice(sorted(form.answers))
        return replace(form, answers={**form.answers, key: Answer(random.choice([DONE, NOT_BEGUN, NOTHING]))})
    return replace(form, ranks=form.ranks[1:])


def _raised(random: Random, figures: Mapping[str, Value]) -> dict[str, Value]:
    code = random.choice(sorted(figures))
    return {**figures, code: (figures[code] or Fraction(0)) + 7}
