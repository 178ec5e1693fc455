"""Sheet Chấm điểm: how points are given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.methods import METHODS, STEPS_EXAMPLE, Method, ScoreRule
from cchc_excel.catalogue.model import FigureSpec, IndicatorSpec, Table
from cchc_excel.catalogue.near_names import near_name
from cchc_excel.catalogue.rule_cells import read_plan_key
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.problems import kinds
from cchc_excel.values import fold, read_decimal

SCORE_HEADINGS = ("mục", "chỉ tiêu", "cách chấm", "điểm tối đa", "tham số", "trần", "căn cứ")


def read_scores(
    records: Sequence[Record],
    figures: Mapping[str, FigureSpec],
    indicators: Mapping[str, IndicatorSpec],
    keys: Collection[str],
) -> tuple[ScoreRule, ...]:
    """Sheet Chấm điểm, a rule a row in sheet order; a row without "cách chấm" gives no points.

    `figures`, `indicators`: those of the catalogue by code; `keys`: the keys (mục) of the plan. Reported at their
    cells: an unknown or repeated mục, an unknown indicator or method, parameters that its method does not take, lacks,
    or that contradict each other, and a method that judges a ratio without an indicator.
    """
    rules: list[ScoreRule] = []
    seen: dict[str, Record] = {}
    of_units = {code for code, figure in figures.items() if figure.table is Table.UNIT}
    for record in records:
        key = read_plan_key(record, keys)
        if not key or not first_time(seen, record, "mục", key):
            continue
        about = record.code("chỉ tiêu") or None
        if about and about not in indicators and about not in of_units:
            hint = near_name(about, [*indicators, *of_units])
            record.report("chỉ tiêu", kinds.CATALOGUE_UNKNOWN, name=about, hint=hint)
        word = record.word("cách chấm", METHODS) if record.text("cách chấm") else None
        method = METHODS[word] if word else None
        rule = ScoreRule(
            key, about, method, record.number("điểm tối đa"), {}, (), record.number("trần"), record.text("căn cứ")
        )
        rules.append(_with_parameters(record, rule))
        if method and method.needs_indicator and about not in indicators:
            record.report("chỉ tiêu", kinds.SCORE_NEEDS_INDICATOR, method=method.name)
    return tuple(rules)


def _with_parameters(record: Record, rule: ScoreRule) -> ScoreRule:
    """The rule with its "tham số" read: what its method needs, all of it and nothing else."""
    method = rule.method
    if method is not None and method.takes_steps:
        return msgspec.structs.replace(rule, steps=_read_steps(record, method))
    typed: dict[str, Fraction] = {}
    for part, name, number in _parts(record):
        if number is None:
            record.report("tham số", kinds.SCORE_PARAMETER, part=part)
        else:
            typed[fold(name)] = number
    parameters = method.parameters if method else ()
    missing = [parameter.name for parameter in parameters if parameter.needed and parameter.name not in typed]
    if method and missing:
        record.report("tham số", kinds.SCORE_MISSING, method=method.name, names="; ".join(missing))
    known = {parameter.name for parameter in parameters}
    for name in typed:
        if name not in known:
            record.report("tham số", kinds.SCORE_PARAMETER, part=name)
    fault = method.fault(typed) if method and not missing else ""
    if fault:
        record.report("tham số", kinds.SCORE_PARAMETER, part=fault)
    return msgspec.structs.replace(rule, parameters=typed)


def _read_steps(record: Record, method: Method) -> tuple[tuple[Fraction, Fraction], ...]:
    """The steps of "tham số", lowest first."""
    steps: list[tuple[Fraction, Fraction]] = []
    for part, name, number in _parts(record):
        bound = read_decimal(name)
        if bound is None or number is None:
            record.report("tham số", kinds.SCORE_PARAMETER, part=part)
        else:
            steps.append((bound, number))
    if not steps:
        record.report("tham số", kinds.SCORE_MISSING, method=method.name, names=STEPS_EXAMPLE)
    return tuple(sorted(steps))


def _parts(record: Record) -> list[tuple[str, str, Fraction | None]]:
    """The parts of "tham số" as typed, each with what stands before its "=" and the number after it (None: none)."""
    split = [(part, part.partition("=")) for part in record.names("tham số")]
    return [(part, name.strip(), read_decimal(value) if equals else None) for part, (name, equals, value) in split]
