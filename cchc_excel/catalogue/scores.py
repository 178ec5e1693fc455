"""Sheet Chấm điểm: how points are given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.model import FigureSpec, IndicatorSpec, Method, ScoreRule, Table
from cchc_excel.catalogue.rule_cells import near_name, read_plan_key
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.problems import kinds
from cchc_excel.values import fold, read_decimal

SCORE_HEADINGS = ("mục", "chỉ tiêu", "cách chấm", "điểm tối đa", "tham số", "trần", "căn cứ")

_PARAMETERS: dict[Method, tuple[str, ...]] = {
    Method.THRESHOLD: ("từ",),
    Method.RAMP: ("a", "b"),
    Method.EACH: ("điểm",),
}


def read_scores(
    records: Sequence[Record],
    figures: Mapping[str, FigureSpec],
    indicators: Mapping[str, IndicatorSpec],
    keys: Collection[str],
) -> tuple[ScoreRule, ...]:
    """Sheet Chấm điểm; a row without "cách chấm" gives no points."""
    rules: list[ScoreRule] = []
    seen: dict[str, Record] = {}
    for record in records:
        key = read_plan_key(record, keys)
        if not key or not first_time(seen, record, "mục", key):
            continue
        about = record.code("chỉ tiêu") or None
        of_units = {code for code, one in figures.items() if one.table is Table.UNIT}
        if about and about not in indicators and about not in of_units:
            hint = near_name(about, [*indicators, *of_units])
            record.report("chỉ tiêu", kinds.CATALOGUE_UNKNOWN, name=about, hint=hint)
        method = record.choice("cách chấm", Method) if record.text("cách chấm") else None
        rule = ScoreRule(
            key, about, method, record.number("điểm tối đa"), {}, (), record.number("trần"), record.text("căn cứ")
        )
        rules.append(_with_parameters(record, rule, indicators))
    return tuple(rules)


def _with_parameters(record: Record, rule: ScoreRule, indicators: Mapping[str, IndicatorSpec]) -> ScoreRule:
    """The rule with its "tham số" read: what its method needs, all of it and nothing else."""
    typed: dict[str, Fraction] = {}
    steps: list[tuple[Fraction, Fraction]] = []
    for part in record.names("tham số"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        number = read_decimal(value) if equals else None
        bound = read_decimal(name)
        if number is None or (rule.method is Method.STEPS and bound is None):
            record.report("tham số", kinds.SCORE_PARAMETER, part=part)
        elif rule.method is Method.STEPS and bound is not None:
            steps.append((bound, number))
        else:
            typed[fold(name)] = number
    wanted = _PARAMETERS.get(rule.method, ()) if rule.method else ()
    optional = rule.method is Method.EACH
    missing = [name for name in wanted if name not in typed and not optional]
    if rule.method is Method.STEPS and not steps:
        missing = ["80%=0,5; 90%=1"]
    if missing:
        record.report("tham số", kinds.SCORE_MISSING, method=rule.method, names="; ".join(missing))
    for name in typed.keys() - set(wanted):
        record.report("tham số", kinds.SCORE_PARAMETER, part=name)
    if typed.get("a") is not None and typed.get("a") == typed.get("b"):
        record.report("tham số", kinds.SCORE_PARAMETER, part="a = b")
    needs_ratio = (Method.LINEAR, Method.THRESHOLD, Method.RAMP, Method.STEPS, Method.GATE)
    if rule.method in needs_ratio and rule.about not in indicators:
        record.report("chỉ tiêu", kinds.SCORE_NEEDS_INDICATOR, method=rule.method)
    return msgspec.structs.replace(rule, parameters=typed, steps=tuple(sorted(steps)))
