"""Sheet Chấm điểm: how points are given; and the grades of sheet Thông tin."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import msgspec

from cchc_excel.catalogue.due import is_led_by
from cchc_excel.catalogue.indicators import BENCHMARKS
from cchc_excel.catalogue.methods import METHODS, STEPS_EXAMPLE
from cchc_excel.catalogue.model import Catalogue, FigureSpec, IndicatorSpec, Table
from cchc_excel.catalogue.near_names import near_name
from cchc_excel.catalogue.rule_cells import read_plan_key
from cchc_excel.catalogue.score_model import LATE_DAYS, Grade, Judges, Method, ScoreRule, Step
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.problems import kinds
from cchc_excel.values import fold, read_decimal

SCORE_HEADINGS = ("mục", "chỉ tiêu", "cách chấm", "điểm tối đa", "tham số", "trần", "căn cứ")
GRADES_EXAMPLE = ">=90%=A; >=80%=B"
"""What key "xep_loai" of sheet Thông tin looks like."""
_STEP = re.compile(r"(>=|≥|>)?\s*([^=<>≥≤]+?)\s*=\s*(.+)")
"""A step: from or above a ratio, what is given."""


def read_scores(
    records: Sequence[Record],
    figures: Mapping[str, FigureSpec],
    indicators: Mapping[str, IndicatorSpec],
    keys: Collection[str],
) -> tuple[ScoreRule, ...]:
    """Sheet Chấm điểm, a rule a row in sheet order; a row without "cách chấm" gives no points of its own.

    `figures`, `indicators`: those of the catalogue by code; `keys`: the keys (mục) of the plan. Reported at their
    cells: an unknown or repeated mục, an unknown indicator or method, parameters that its method does not take, lacks,
    or that contradict each other, a method that judges a ratio without an indicator, and a cap with nothing below it.
    """
    rules: list[ScoreRule] = []
    rows: dict[str, Record] = {}
    for record in records:
        key = read_plan_key(record, keys)
        if key and first_time(rows, record, "mục", key):
            rules.append(_rule(record, key, figures, indicators))
    for rule in rules:
        told = rows[rule.key].is_told("cách chấm")
        if rule.caps_children and not told and not any(is_below(other.key, rule.key) for other in rules):
            rows[rule.key].report("trần", kinds.SCORE_CAP_ALONE, key=rule.key)
    return tuple(rules)


def is_below(key: str, above: str) -> bool:
    """Whether a mục stands below another in the plan: II.6.1 below II.6 and II, IV.2/1 below IV.2."""
    return key.startswith((f"{above}.", f"{above}/"))


def is_asked(catalogue: Catalogue, rule: ScoreRule, unit: str | None, period: Period) -> bool:
    """Whether a unit (None: the department) gives points of a row by hand in a period: the row's mục is its own, or
    nobody's."""
    item = catalogue.items.get(rule.key)
    return unit is None or item is None or not item.leads or is_led_by(catalogue, item, unit, period)


def asked_points(catalogue: Catalogue, unit: str, period: Period) -> list[ScoreRule]:
    """The rows whose points a unit gives itself in a period, in sheet order."""
    return [rule for rule in catalogue.scores if rule.is_typed and is_asked(catalogue, rule, unit, period)]


def _rule(
    record: Record, key: str, figures: Mapping[str, FigureSpec], indicators: Mapping[str, IndicatorSpec]
) -> ScoreRule:
    of_units = {code for code, figure in figures.items() if figure.table is Table.UNIT}
    named = record.code("chỉ tiêu") or None
    counts_days = bool(named) and fold(named or "") == LATE_DAYS
    about = None if counts_days else named
    is_unknown = about is not None and about not in indicators and about not in of_units
    if is_unknown:
        hint = near_name(about or "", [*indicators, *of_units, LATE_DAYS])
        record.report("chỉ tiêu", kinds.CATALOGUE_UNKNOWN, name=about, hint=hint)
    word = record.word("cách chấm", METHODS) if record.text("cách chấm") else None
    method = METHODS[word] if word else None
    if method and method.needs_indicator and about not in indicators and not is_unknown:
        own = ", ".join(code for code, spec in indicators.items() if spec.key == key)
        hint = f" (mục {key} có {own})" if own else ""
        record.report("chỉ tiêu", kinds.SCORE_NEEDS_INDICATOR, method=method.name, hint=hint)
    if method and method.judges is not Judges.COUNT and counts_days and not method.needs_indicator:
        record.report("chỉ tiêu", kinds.SCORE_COUNTS_DAYS, method=method.name)
    numbers = record.number("điểm tối đa"), record.number("trần")
    judged = indicators.get(about or "") if method and method.judges_requirement and numbers[0] else None
    if judged and judged.requirement is None:
        record.report("chỉ tiêu", kinds.SCORE_NO_REQUIREMENT, name=judged.code)
    if method is None and record.is_told("cách chấm"):
        return ScoreRule(key, about, None, None, {}, (), None, record.text("căn cứ"), counts_days)
    rule = ScoreRule(key, about, method, numbers[0], {}, (), numbers[1], record.text("căn cứ"), counts_days)
    if method is not None and method.takes_steps:
        return msgspec.structs.replace(rule, steps=_read_steps(record, method, rule.maximum))
    return _with_parameters(record, rule)


def _with_parameters(record: Record, rule: ScoreRule) -> ScoreRule:
    """The rule with its "tham số" read: what its method needs, all of it and nothing else."""
    method = rule.method
    known = {parameter.name: parameter for parameter in (method.parameters if method else ())}
    typed: dict[str, Fraction] = {}
    target = None
    for part in record.names("tham số"):
        name, _, value = (piece.strip() for piece in part.partition("="))
        parameter, number = known.get(fold(name)), read_decimal(value)
        if parameter and parameter.benchmark and fold(value) in BENCHMARKS:
            target = BENCHMARKS[fold(value)]
        elif number is None:
            record.report("tham số", kinds.SCORE_PARAMETER, part=part)
        elif parameter is None:
            record.report("tham số", kinds.SCORE_PARAMETER, part=name)
        elif fold(name) in typed:
            record.report("tham số", kinds.SCORE_CONTRADICTS, part=f"{name} ghi hai lần")
        else:
            typed[fold(name)] = number
    missing = [parameter.name for parameter in known.values() if parameter.needed and parameter.name not in typed]
    if method and missing:
        record.report("tham số", kinds.SCORE_MISSING, method=method.name, names="; ".join(missing))
    fault = method.fault(typed) if method and not missing else ""
    if fault:
        record.report("tham số", kinds.SCORE_CONTRADICTS, part=fault)
    return msgspec.structs.replace(rule, parameters=typed, target=target)


class _TypedStep(NamedTuple):
    """A step as typed: from this ratio on (`above`: only above it), written with "%" or not, what is given."""

    bound: Fraction
    above: bool
    is_percent: bool
    given: str


def _read_step(part: str) -> _TypedStep | None:
    match = _STEP.fullmatch(part)
    bound = read_decimal(match[2]) if match else None
    return _TypedStep(bound, match[1] == ">", "%" in match[2], match[3]) if match and bound is not None else None


def _read_steps(record: Record, method: Method, maximum: Fraction | None) -> tuple[Step, ...]:
    """The steps of "tham số", lowest first; points in per cent are a share of the maximum."""
    steps: list[Step] = []
    for part in record.names("tham số"):
        step = _read_step(part)
        points = read_decimal(step.given) if step else None
        if step is None or points is None:
            record.report("tham số", kinds.SCORE_PARAMETER, part=part)
        else:
            share = points * (maximum or 0) if step.given.endswith("%") else points
            steps.append(Step(step.bound, step.above, share))
    if not steps:
        record.report("tham số", kinds.SCORE_MISSING, method=method.name, names=STEPS_EXAMPLE)
    _check_bounds(record, "tham số", [(step.bound, step.above) for step in steps])
    return tuple(sorted(steps))


def _check_bounds(record: Record, heading: str, bounds: Sequence[tuple[Fraction, bool]]) -> None:
    """A bound that stands twice contradicts itself; bounds that go neither up nor down are as a rule a slip."""
    if len(set(bounds)) < len(bounds):
        record.report(heading, kinds.SCORE_BOUND_TWICE)
    elif list(bounds) not in (sorted(bounds), sorted(bounds, reverse=True)):
        record.report(heading, kinds.SCORE_BOUNDS_MIXED)


def read_grades(records: Sequence[Record]) -> tuple[Grade, ...]:
    """The grades of key "xep_loai" of sheet Thông tin, the highest first; () where there are none. A bound that is no
    share (90 for 90%) is reported, as is one that stands twice."""
    grades: list[Grade] = []
    for record in records:
        if fold(record.text("khoá")) != "xep_loai":
            continue
        for part in record.names("giá trị"):
            step = _read_step(part)
            if step is None or (step.bound > 1 and not step.is_percent):
                record.report("giá trị", kinds.GRADE_UNKNOWN, part=part, example=GRADES_EXAMPLE)
            else:
                grades.append(Grade(step.bound, step.above, step.given.strip()))
        _check_bounds(record, "giá trị", [(grade.bound, grade.above) for grade in grades])
    return tuple(sorted(grades, key=lambda grade: (grade.bound, grade.above), reverse=True))
