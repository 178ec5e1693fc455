"""Ratios, tasks and ranks -> points, where the catalogue gives points; elsewhere only Đạt / Không đạt.

How a `cách chấm` makes points stands in catalogue/methods.py; here is what it makes them of. No point is ever invented:
a row without "điểm tối đa" (for "mỗi mục": without "điểm") has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.methods import Measured, ScoreRule
from cchc_excel.catalogue.model import Catalogue, WhenEmpty
from cchc_excel.compute.results import Indicator, Score, TaskState
from cchc_excel.model.records import Number, Status


class Evidence(msgspec.Struct, frozen=True):
    """What points are made of, for the department or a unit: indicators by code; unit figures by code (None: blank);
    by key of the plan, how each unit that has the task stands with it."""

    indicators: Mapping[str, Indicator]
    figures: Mapping[str, Number | None]
    tasks: Mapping[str, list[TaskState]]


def compute_scores(
    catalogue: Catalogue, department: Evidence, units: Mapping[str, Evidence], existing: Sequence[str]
) -> list[Score]:
    """Every row of sheet Chấm điểm for the department, then for each of the `existing` units. `units`: unit code ->
    what its points are made of; a unit that is not there has none."""
    nothing = Evidence({}, {}, {})
    whose = [(None, department), *((unit, units.get(unit, nothing)) for unit in existing)]
    return [score(rule, unit, evidence) for unit, evidence in whose for rule in catalogue.scores]


def score(rule: ScoreRule, unit: str | None, evidence: Evidence) -> Score:
    """One row's points from the evidence (`unit` None: the department's), and whether its maximum counts."""
    method = rule.method
    if method is None or (method.needs_maximum and rule.maximum is None):
        return Score(rule, unit, None, counted=False)
    indicator = evidence.indicators.get(rule.about or "")
    if method.needs_indicator:
        return _score_ratio(rule, unit, indicator, _measured(rule, indicator, evidence))
    points = method.points(rule, _measured(rule, indicator, evidence))
    return Score(rule, unit, points, counted=points is not None)


def _score_ratio(rule: ScoreRule, unit: str | None, indicator: Indicator | None, measured: Measured) -> Score:
    """Points of a ratio; what is not reported, or is x/0, has none, and its maximum counts all the same."""
    if indicator is None or rule.method is None:
        return Score(rule, unit, None, counted=False)
    if indicator.is_empty:
        return _score_empty(rule, unit, indicator.spec.when_empty)
    return Score(rule, unit, None if measured.ratio is None else rule.method.points(rule, measured), counted=True)


def _score_empty(rule: ScoreRule, unit: str | None, policy: WhenEmpty) -> Score:
    """0/0 by the indicator's own policy: full points, none, nothing to judge, or left out of the maximum too."""
    points = {WhenEmpty.FULL: rule.maximum, WhenEmpty.ZERO: Fraction(0)}.get(policy)
    return Score(rule, unit, points, counted=policy is not WhenEmpty.NOT_COUNTED)


def _measured(rule: ScoreRule, indicator: Indicator | None, evidence: Evidence) -> Measured:
    count = indicator.numerator if indicator else evidence.figures.get(rule.about or "")
    return Measured(
        ratio=indicator.ratio if indicator else None,
        required=bool(indicator and indicator.spec.requirement),
        passed=indicator.passed if indicator else None,
        count=None if count is None else Fraction(count),
        done=_done(evidence.tasks.get(rule.key, [])),
    )


def _done(states: Sequence[TaskState]) -> bool | None:
    """Whether a task is done by all who had it; None where nobody had."""
    answered = [state for state in states if state.status != Status.NOTHING]
    return all(state.status == Status.DONE for state in answered) if answered else None
