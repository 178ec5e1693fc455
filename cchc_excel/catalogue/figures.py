"""The sheets of rules: Số liệu, Kiểm tra, Chỉ tiêu, Chấm điểm. Names in expressions are checked against what exists."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel import problems
from cchc_excel.catalogue.model import (
    DERIVED,
    CheckSpec,
    FigureSpec,
    IndicatorSpec,
    Method,
    Requirement,
    Rollup,
    ScoreRule,
    Table,
    Unit,
    WhenEmpty,
)
from cchc_excel.catalogue.names import Names
from cchc_excel.catalogue.table import Record, first_time
from cchc_excel.expressions import Expression, ExpressionError, parse
from cchc_excel.problems import Level
from cchc_excel.values import fold, read_decimal

FIGURE_HEADINGS = (
    "mã", "tên", "đơn vị tính", "bảng", "ai điền", "chỉ khi", "cộng dồn", "nối từ", "công thức", "chú giải",
)  # fmt: skip
CHECK_HEADINGS = ("mã", "bảng", "biểu thức", "mức", "thông báo")
INDICATOR_HEADINGS = (
    "mã", "tên", "mục", "tử số", "mẫu số", "đơn vị", "khi 0/0", "yêu cầu", "điều kiện thêm", "số lẻ", "định nghĩa",
)  # fmt: skip
SCORE_HEADINGS = ("mục", "chỉ tiêu", "cách chấm", "điểm tối đa", "tham số", "trần", "căn cứ")

_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*")
_RESERVED = frozenset({"tong", "dem", "and", "or", "not"})
_REQUIREMENT = re.compile(r"(>=|<=|>|<|=|≥|≤)\s*(\S.*)")
_SIGNS = {"≥": ">=", "≤": "<="}
_EVERYBODY = frozenset({"tất cả", "tất cả các đơn vị"})
_LEVELS = {"lỗi": Level.ERROR, "cảnh báo": Level.WARNING}
_PARAMETERS: dict[Method, tuple[str, ...]] = {
    Method.THRESHOLD: ("từ",),
    Method.RAMP: ("a", "b"),
    Method.EACH: ("điểm",),
}
_DERIVED_NAMES = {
    "nv_giao": "Nhiệm vụ được giao",
    "nv_hoan_thanh": "Nhiệm vụ đã hoàn thành",
    "nv_dung_han": "Nhiệm vụ hoàn thành đúng hạn",
    "nv_tre_han": "Nhiệm vụ trễ hạn",
    "xh_tang": "Tiêu chí tăng hạng",
    "xh_giam": "Tiêu chí giảm hạng",
}


def read_owners(record: Record, heading: str, names: Names) -> list[str]:
    """Unit codes of a list of units and groups; a name of nobody is a Problem."""
    owners: list[str] = []
    for name in record.names(heading):
        found = names.units(name)
        if found is None:
            record.report(heading, problems.CATALOGUE_NOBODY, name=name)
        owners.extend(found or ())
    return list(dict.fromkeys(owners))


def read_figures(
    records: Sequence[Record], names: Names, units: Mapping[str, Unit], flags: Collection[str]
) -> dict[str, FigureSpec]:
    """Sheet Số liệu, and the figures that the program derives, whether listed or not."""
    codes: dict[str, Record] = {}
    figures: dict[str, FigureSpec] = {}
    for record in records:
        code = record.needed("mã")
        if not code or not first_time(codes, record, "mã", code):
            continue
        if not _IDENTIFIER.fullmatch(code) or code in _RESERVED or code in flags:
            record.report("mã", problems.FIGURE_CODE, code=code)
            continue
        figures[code] = _figure(record, code, names, units, flags)
    for record in records:
        if record.text("mã") in figures:
            _check_figure(record, figures[record.text("mã")], figures, flags)
    for code in DERIVED:
        figures.setdefault(code, _derived(code))
    return figures


def _figure(record: Record, code: str, names: Names, units: Mapping[str, Unit], flags: Collection[str]) -> FigureSpec:
    table = record.choice("bảng", Table) or Table.UNIT
    named = record.names("ai điền")
    everybody = not named or {fold(name) for name in named} <= _EVERYBODY
    owners = units.keys() if everybody else read_owners(record, "ai điền", names)
    only_if = record.code("chỉ khi") or None
    if only_if and only_if not in flags:
        record.report("chỉ khi", problems.CATALOGUE_UNKNOWN, name=only_if, hint=_hint(only_if, flags))
    return FigureSpec(
        code=code,
        name=record.needed("tên"),
        counts=record.text("đơn vị tính"),
        table=table,
        owners=frozenset(owners) if table is Table.UNIT else frozenset(),
        only_if=only_if,
        rollup=record.choice("cộng dồn", Rollup, Rollup.SUM) or Rollup.SUM,
        continues=_expression(record, "nối từ", aggregates=table is Table.UNIT),
        formula=_expression(record, "công thức", aggregates=table is Table.UNIT),
        note=record.text("chú giải"),
    )


def _derived(code: str) -> FigureSpec:
    name = _DERIVED_NAMES[code]
    return FigureSpec(code, name, "", Table.UNIT, frozenset(), None, Rollup.SUM, None, None, "")


def _check_figure(
    record: Record, figure: FigureSpec, figures: Mapping[str, FigureSpec], flags: Collection[str]
) -> None:
    """Names in "nối từ" and "công thức": of the same table, and computed ones only if they stand above."""
    if figure.continues:
        _check_names(record, "nối từ", figure.continues, figure.table, figures, flags)
    if figure.formula:
        _check_names(record, "công thức", figure.formula, figure.table, figures, flags)
        order = list(figures)
        for name in figure.formula.names & figures.keys():
            if figures[name].formula and order.index(name) >= order.index(figure.code):
                record.report("công thức", problems.FIGURE_ORDER, name=name)


def _expression(record: Record, heading: str, *, aggregates: bool) -> Expression | None:
    text = record.code(heading)
    if not text:
        return None
    try:
        return parse(text, aggregates=aggregates)
    except ExpressionError as error:
        record.report(heading, problems.CATALOGUE_EXPRESSION, text=text, reason=error)
        return None


def _check_names(
    record: Record,
    heading: str,
    expression: Expression,
    table: Table,
    figures: Mapping[str, FigureSpec],
    flags: Collection[str],
) -> None:
    """Every name exists and stands where it may: row names in rows or inside tong/dem, unit figures outside."""
    of_rows = {code for code, one in figures.items() if one.table is Table.PROCEDURE} | set(flags)
    of_units = {code for code, one in figures.items() if one.table is Table.UNIT} | set(DERIVED)
    outside = of_rows if table is Table.PROCEDURE else of_units
    for used, allowed in ((expression.names, outside), (expression.row_names, of_rows)):
        for name in sorted(used - allowed):
            if name in of_rows | of_units:
                kind = problems.NAME_OUTSIDE if name in of_rows else problems.NAME_INSIDE
                record.report(heading, kind, name=name)
            else:
                record.report(heading, problems.CATALOGUE_UNKNOWN, name=name, hint=_hint(name, of_rows | of_units))


def _hint(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f" (có phải “{near[0]}”?)" if near else ""


def read_checks(
    records: Sequence[Record], figures: Mapping[str, FigureSpec], flags: Collection[str]
) -> tuple[CheckSpec, ...]:
    """Sheet Kiểm tra."""
    codes: dict[str, Record] = {}
    checks: list[CheckSpec] = []
    for record in records:
        code = record.needed("mã")
        if not code or not first_time(codes, record, "mã", code):
            continue
        table = record.choice("bảng", Table)
        level = _LEVELS.get(fold(record.text("mức")))
        if level is None:
            record.report("mức", problems.CATALOGUE_CHOICE, value=record.text("mức"), known="; ".join(_LEVELS))
        if not record.needed("biểu thức") or table is None or level is None:
            continue
        expression = _expression(record, "biểu thức", aggregates=table is Table.UNIT)
        message = record.text("thông báo") or code
        _check_message(record, message)
        if expression:
            _check_names(record, "biểu thức", expression, table, figures, flags)
            checks.append(CheckSpec(code, table, expression, level, message))
    return tuple(checks)


def _check_message(record: Record, message: str) -> None:
    try:
        message.format(trai=0, phai=0)
    except (KeyError, IndexError, ValueError, AttributeError):
        record.report("thông báo", problems.CHECK_MESSAGE, text=message)


def read_indicators(
    records: Sequence[Record], figures: Mapping[str, FigureSpec], flags: Collection[str], keys: Collection[str]
) -> dict[str, IndicatorSpec]:
    """Sheet Chỉ tiêu; `keys`: the plan's keys, one of which each indicator names."""
    codes: dict[str, Record] = {}
    indicators: dict[str, IndicatorSpec] = {}
    for record in records:
        code = record.needed("mã")
        if not code or not first_time(codes, record, "mã", code):
            continue
        if not _IDENTIFIER.fullmatch(code) or code in figures:
            record.report("mã", problems.FIGURE_CODE, code=code)
            continue
        one = _indicator(record, code, figures, flags, keys)
        if one:
            indicators[code] = one
    return indicators


def _indicator(
    record: Record,
    code: str,
    figures: Mapping[str, FigureSpec],
    flags: Collection[str],
    keys: Collection[str],
) -> IndicatorSpec | None:
    key = _plan_key(record, keys)
    parts: dict[str, Expression | None] = {}
    for heading in ("tử số", "mẫu số", "điều kiện thêm"):
        text = record.code(heading) if heading == "điều kiện thêm" else record.needed(heading)
        parts[heading] = _expression(record, heading, aggregates=True) if text else None
        if parts[heading]:
            _check_names(record, heading, parts[heading], Table.UNIT, figures, flags)  # type: ignore[arg-type]
    digits = record.number("số lẻ")
    shown_in = record.text("đơn vị") or "%"
    if digits is not None and (digits.denominator != 1 or not 0 <= digits <= 6):
        record.report("số lẻ", problems.CATALOGUE_NOT_NUMBER, value=digits)
    numerator, denominator = parts["tử số"], parts["mẫu số"]
    if numerator is None or denominator is None:
        return None
    return IndicatorSpec(
        code=code,
        name=record.needed("tên"),
        key=key,
        numerator=numerator,
        denominator=denominator,
        shown_in=shown_in,
        when_empty=record.choice("khi 0/0", WhenEmpty, WhenEmpty.NOTHING) or WhenEmpty.NOTHING,
        requirement=_requirement(record),
        condition=parts["điều kiện thêm"],
        digits=2 if digits is None else int(digits),
        definition=record.text("định nghĩa"),
    )


def _plan_key(record: Record, keys: Collection[str]) -> str:
    key = record.needed("mục")
    if key and key not in keys:
        record.report("mục", problems.CATALOGUE_NO_KEY, key=key, hint=_hint(key, keys))
    return key


def _requirement(record: Record) -> Requirement | None:
    """ "> 30%", "≥ 15 %", "= 100%", ">= 1,8": a sign and an exact number."""
    text = record.code("yêu cầu")
    if not text:
        return None
    match = _REQUIREMENT.fullmatch(text)
    number = read_decimal(match[2]) if match else None
    if match is None or number is None:
        record.report("yêu cầu", problems.REQUIREMENT, text=text)
        return None
    return Requirement(_SIGNS.get(match[1], match[1]), number, text)


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
        key = _plan_key(record, keys)
        if not key or not first_time(seen, record, "mục", key):
            continue
        about = record.code("chỉ tiêu") or None
        of_units = {code for code, one in figures.items() if one.table is Table.UNIT}
        if about and about not in indicators and about not in of_units:
            hint = _hint(about, [*indicators, *of_units])
            record.report("chỉ tiêu", problems.CATALOGUE_UNKNOWN, name=about, hint=hint)
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
            record.report("tham số", problems.SCORE_PARAMETER, part=part)
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
        record.report("tham số", problems.SCORE_MISSING, method=rule.method, names="; ".join(missing))
    for name in typed.keys() - set(wanted):
        record.report("tham số", problems.SCORE_PARAMETER, part=name)
    if typed.get("a") is not None and typed.get("a") == typed.get("b"):
        record.report("tham số", problems.SCORE_PARAMETER, part="a = b")
    needs_ratio = (Method.LINEAR, Method.THRESHOLD, Method.RAMP, Method.STEPS, Method.GATE)
    if rule.method in needs_ratio and rule.about not in indicators:
        record.report("chỉ tiêu", problems.SCORE_NEEDS_INDICATOR, method=rule.method)
    return msgspec.structs.replace(rule, parameters=typed, steps=tuple(sorted(steps)))
