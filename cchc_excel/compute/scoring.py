"""Ratios, tasks, ranks and what people typed -> points, where the catalogue gives points.

How a `cách chấm` makes points stands in catalogue/methods.py; here is what it makes them of. No point is ever invented:
a row without "điểm tối đa" (for "mỗi mục": without "điểm") has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.methods import within_cap
from cchc_excel.catalogue.model import Catalogue, WhenEmpty
from cchc_excel.catalogue.score_model import Judges, Measured, ScoreRule
from cchc_excel.catalogue.scores import is_asked, is_below
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.compute.indicators import benchmark_value
from cchc_excel.compute.results import Indicator, Score, TaskState
from cchc_excel.model.records import NOT_APPLIED, Number, Said, Status, Typed
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem


class Evidence(msgspec.Struct, frozen=True):
    """What points are made of, for the department or a unit: indicators by code; unit figures by code (None: blank);
    by key of the plan, how each unit that has the task stands with it; what people typed of a row, by its key; and the
    indicators of the period before by code."""

    indicators: Mapping[str, Indicator]
    figures: Mapping[str, Number | None]
    tasks: Mapping[str, list[TaskState]]
    typed: Mapping[str, Mapping[Said, Typed]] = {}
    before: Mapping[str, Indicator] = {}


def compute_scores(
    catalogue: Catalogue,
    period: Period,
    department: Evidence,
    units: Mapping[str, Evidence],
    existing: Sequence[str],
) -> list[Score]:
    """Every row of sheet Chấm điểm for the department, then for each of the units `existing` in the period. `units`:
    unit code -> what its points are made of; a unit that is not there has none."""
    nothing = Evidence({}, {}, {})
    whose = [(None, department), *((unit, units.get(unit, nothing)) for unit in existing)]
    of_units: dict[str, list[Fraction]] = {}
    for evidence in units.values():
        for code, one in evidence.indicators.items():
            of_units.setdefault(code, []).extend([] if one.ratio is None else [one.ratio])
    found: list[Score] = []
    for unit, evidence in whose:
        scores = {
            rule.key: score(rule, unit, evidence, of_units.get(rule.about or "", ())) for rule in catalogue.scores
        }
        for rule in catalogue.scores:
            if rule.is_typed and not is_asked(catalogue, rule, unit, period) and not scores[rule.key].typed:
                scores[rule.key] = Score(rule, unit, None, counted=False)
        found += with_caps(scores).values()
    return found


def unscored_by_office(scores: Iterable[Score]) -> list[Problem]:
    """A warning where the department itself has given no points by hand to rows whose maximum counts."""
    keys = [
        one.rule.key for one in scores if one.unit is None and one.rule.is_typed and one.counted and one.final is None
    ]
    return [kinds.POINTS_BLANK_OFFICE(keys="; ".join(keys))] if keys else []


def score(rule: ScoreRule, unit: str | None, evidence: Evidence, of_units: Sequence[Fraction] = ()) -> Score:
    """One row's points from the evidence (`unit` None: the department's), and whether its maximum counts. `of_units`:
    the units' exact ratios of its indicator."""
    typed = evidence.typed.get(rule.key, {})
    points, counted = _own_points(rule, evidence, of_units, typed)
    made = Score(rule, unit, points, counted, typed=typed)
    if made.deciding:
        counted = made.deciding.value != NOT_APPLIED
    maximum = rule.maximum if counted and rule.method and rule.method.needs_maximum else None
    return msgspec.structs.replace(made, counted=counted, maximum=maximum or Fraction(0))


def _own_points(
    rule: ScoreRule, evidence: Evidence, of_units: Sequence[Fraction], typed: Mapping[Said, Typed]
) -> tuple[Fraction | None, bool]:
    """The points before anybody appraises them, and whether the row's maximum counts."""
    method = rule.method
    if method is None or (method.needs_maximum and rule.maximum is None):
        return None, False
    indicator = evidence.indicators.get(rule.about or "")
    measured = _measured(rule, indicator, evidence, of_units)
    if method.needs_indicator:
        return _of_ratio(rule, indicator, measured)
    points = method.points(rule, measured)
    if method.judges is Judges.HAND:  # not typed yet is not the same as not applied
        return points, Said.OWN not in typed or typed[Said.OWN].value != NOT_APPLIED
    return points, points is not None


def _of_ratio(rule: ScoreRule, indicator: Indicator | None, measured: Measured) -> tuple[Fraction | None, bool]:
    """Points of a ratio; what is not reported, or is x/0, has none, and its maximum counts all the same; 0/0 by the
    indicator's own policy: full points, none, nothing to judge, or left out of the maximum too. A requirement that
    cannot be asked of the department (units are held to their mean) is left out of its maximum."""
    if indicator is None or rule.method is None:
        return None, False
    if rule.method.judges_requirement and indicator.spec.requirement and not indicator.is_judged:
        return None, False
    if indicator.is_empty:
        policy = indicator.spec.when_empty
        points = {WhenEmpty.FULL: rule.maximum, WhenEmpty.ZERO: Fraction(0)}.get(policy)
        return points, policy is not WhenEmpty.NOT_COUNTED
    return None if measured.ratio is None else rule.method.points(rule, measured), True


def _measured(
    rule: ScoreRule, indicator: Indicator | None, evidence: Evidence, of_units: Sequence[Fraction]
) -> Measured:
    own = evidence.typed.get(rule.key, {}).get(Said.OWN)
    count = indicator.numerator if indicator else evidence.figures.get(rule.about or "")
    if rule.counts_days:
        count = _days_late(evidence.tasks.get(rule.key, []))
    previous = evidence.before.get(rule.about or "")
    return Measured(
        ratio=indicator.ratio if indicator else None,
        target=benchmark_value(rule.target, of_units, previous) if rule.target else None,
        required=bool(indicator and indicator.spec.requirement),
        passed=indicator.passed if indicator else None,
        count=None if count is None else Fraction(count),
        done=_done(evidence.tasks.get(rule.key, [])),
        typed=own.points if own else None,
    )


def _done(states: Sequence[TaskState]) -> bool | None:
    """Whether a task is done by all who had it; None where nobody had."""
    answered = [state for state in states if state.status != Status.NOTHING]
    return all(state.status == Status.DONE for state in answered) if answered else None


def _days_late(states: Sequence[TaskState]) -> int | None:
    """The days that a task is late with all who had it; None where nobody had, or no day is known."""
    known = [state.days_late for state in states if state.days_late is not None]
    return sum(known) if known else None


def under_caps(rules: Iterable[ScoreRule]) -> dict[str, list[str]]:
    """By the mục of each row that caps what is below it, the lowest first: the mục that it is the nearest such row of,
    in the order of the rules."""
    every = list(rules)
    capped = sorted((one.key for one in every if one.caps_children), key=len, reverse=True)
    under: dict[str, list[str]] = {key: [] for key in capped}
    for rule in every:
        above = next((key for key in capped if is_below(rule.key, key)), None)
        if above is not None:
            under[above].append(rule.key)
    return under


def with_caps(scores: Mapping[str, Score]) -> dict[str, Score]:
    """The scores of one unit by mục, those of rows that cap what is below them worked out: the sum of what is directly
    below, within the cap, and so for the maximum. None where nothing below has points."""
    found = dict(scores)
    for key, keys in under_caps(one.rule for one in scores.values()).items():
        cap, below = found[key].rule.cap, [found[one] for one in keys]
        points = [one.final for one in below if one.final is not None]
        found[key] = msgspec.structs.replace(
            found[key],
            points=within_cap(sum(points, Fraction(0)), cap) if points else None,
            counted=any(one.counted for one in below),
            maximum=within_cap(sum((one.maximum for one in below), Fraction(0)), cap),
        )
    return found
