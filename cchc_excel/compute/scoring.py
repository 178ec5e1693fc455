"""Ratios, tasks and ranks -> points, where the catalogue gives points; elsewhere only Đạt / Không đạt.

No point is ever invented: a row without "điểm tối đa" (for "mỗi mục": without "điểm") has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.model import Catalogue, Method, ScoreRule, WhenEmpty
from cchc_excel.compute.results import Indicator, Score, TaskState
from cchc_excel.model.records import Status


class Evidence(msgspec.Struct, frozen=True):
    """What points are made of, for the department or a unit: its indicators, unit figures and tasks."""

    indicators: Mapping[str, Indicator]
    figures: Mapping[str, int | None]
    tasks: Mapping[str, list[TaskState]]


def compute_scores(catalogue: Catalogue, department: Evidence, units: Mapping[str, Evidence]) -> list[Score]:
    """Every row of sheet Chấm điểm for the department, then for each unit in catalogue order."""
    nothing = Evidence({}, {}, {})
    whose = [(None, department), *((unit, units.get(unit, nothing)) for unit in catalogue.units)]
    return [score(rule, unit, evidence) for unit, evidence in whose for rule in catalogue.scores]


def score(rule: ScoreRule, unit: str | None, evidence: Evidence) -> Score:
    """One row's points from the evidence."""
    if rule.method is None:
        return Score(rule, unit, None, counted=False)
    if rule.method is Method.EACH:
        points = _each(rule, evidence)
        return Score(rule, unit, points, counted=points is not None)
    if rule.maximum is None:
        return Score(rule, unit, None, counted=False)
    if rule.method is Method.YES_NO:
        answer = _yes_no(rule, evidence)
        points = None if answer is None else rule.maximum * answer
        return Score(rule, unit, points, counted=points is not None)
    indicator = evidence.indicators.get(rule.about or "")
    if indicator is None or indicator.numerator is None:
        return Score(rule, unit, None, counted=indicator is not None)
    if indicator.is_empty:
        return _empty(rule, unit, indicator)
    points = None if indicator.ratio is None else _SHAPES[rule.method](rule, rule.maximum, indicator)
    return Score(rule, unit, points, counted=True)


def _empty(rule: ScoreRule, unit: str | None, indicator: Indicator) -> Score:
    """0/0 by the indicator's own policy: full points, none, nothing to judge, or left out of the maximum too."""
    policy = indicator.spec.when_empty
    points = {WhenEmpty.FULL: rule.maximum, WhenEmpty.ZERO: Fraction(0)}.get(policy)
    return Score(rule, unit, points, counted=policy is not WhenEmpty.NOT_COUNTED)


def _each(rule: ScoreRule, evidence: Evidence) -> Fraction | None:
    """Count x points, at most the cap in either direction (plan rows IV.7 and V: 0,5 each, at most 1)."""
    each = rule.parameters.get("điểm")
    count = _count(rule.about, evidence)
    if each is None or count is None:
        return None
    points = each * count
    if rule.cap is None:
        return points
    return max(-abs(rule.cap), min(abs(rule.cap), points))


def _count(about: str | None, evidence: Evidence) -> Fraction | None:
    indicator = evidence.indicators.get(about or "")
    number = indicator.numerator if indicator else evidence.figures.get(about or "")
    return None if number is None else Fraction(number)


def _yes_no(rule: ScoreRule, evidence: Evidence) -> bool | None:
    """Whether what the row is about is there: a requirement met, a figure above 0, or, without one, its task done by
    all who had it; None where nothing was asked or told."""
    if rule.about:
        indicator = evidence.indicators.get(rule.about)
        if indicator and indicator.spec.requirement:
            return indicator.passed
        count = _count(rule.about, evidence)
        return None if count is None else count > 0
    states = [state for state in evidence.tasks.get(rule.key, []) if state.status != Status.NOTHING]
    return all(state.status == Status.DONE for state in states) if states else None


def _within(share: Fraction) -> Fraction:
    return max(Fraction(0), min(Fraction(1), share))


def _ratio(indicator: Indicator) -> Fraction:
    assert indicator.ratio is not None  # score() asks for points only where there is a ratio
    return indicator.ratio


def _linear(_rule: ScoreRule, maximum: Fraction, indicator: Indicator) -> Fraction:
    return maximum * _within(_ratio(indicator))


def _threshold(rule: ScoreRule, maximum: Fraction, indicator: Indicator) -> Fraction:
    ratio = _ratio(indicator)
    return maximum * _within(ratio) if ratio >= rule.parameters["từ"] else Fraction(0)


def _ramp(rule: ScoreRule, maximum: Fraction, indicator: Indicator) -> Fraction:
    low, high = rule.parameters["a"], rule.parameters["b"]
    return maximum * _within((_ratio(indicator) - low) / (high - low))


def _steps(rule: ScoreRule, maximum: Fraction, indicator: Indicator) -> Fraction:
    reached = [points for bound, points in rule.steps if _ratio(indicator) >= bound]
    return min(maximum, reached[-1]) if reached else Fraction(0)


def _gate(_rule: ScoreRule, maximum: Fraction, indicator: Indicator) -> Fraction | None:
    return None if indicator.passed is None else maximum * indicator.passed


_SHAPES: dict[Method, Callable[[ScoreRule, Fraction, Indicator], Fraction | None]] = {
    Method.LINEAR: _linear,
    Method.THRESHOLD: _threshold,
    Method.RAMP: _ramp,
    Method.STEPS: _steps,
    Method.GATE: _gate,
}
