"""Sheet Chỉ tiêu: ratios, their requirement and the condition beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import FigureSpec, IndicatorSpec, Requirement, Table, WhenEmpty
from cchc_excel.catalogue.rule_cells import IDENTIFIER, check_names, read_expression, read_plan_key
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.problems import kinds
from cchc_excel.values import read_decimal

INDICATOR_HEADINGS = (
    "mã", "tên", "mục", "tử số", "mẫu số", "đơn vị", "khi 0/0", "yêu cầu", "điều kiện thêm", "số lẻ", "định nghĩa",
)  # fmt: skip

_REQUIREMENT = re.compile(r"(>=|<=|>|<|=|≥|≤)\s*(\S.*)")

_SIGNS = {"≥": ">=", "≤": "<="}


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
        if not IDENTIFIER.fullmatch(code) or code in figures:
            record.report("mã", kinds.FIGURE_CODE, code=code)
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
    key = read_plan_key(record, keys)
    parts: dict[str, Expression | None] = {}
    for heading in ("tử số", "mẫu số", "điều kiện thêm"):
        text = record.code(heading) if heading == "điều kiện thêm" else record.needed(heading)
        parts[heading] = read_expression(record, heading, aggregates=True) if text else None
        if parts[heading]:
            check_names(record, heading, parts[heading], Table.UNIT, figures, flags)  # type: ignore[arg-type]
    digits = record.number("số lẻ")
    shown_in = record.text("đơn vị") or "%"
    if digits is not None and (digits.denominator != 1 or not 0 <= digits <= 6):
        record.report("số lẻ", kinds.CATALOGUE_NOT_NUMBER, value=digits)
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


def _requirement(record: Record) -> Requirement | None:
    """ "> 30%", "≥ 15 %", "= 100%", ">= 1,8": a sign and an exact number."""
    text = record.code("yêu cầu")
    if not text:
        return None
    match = _REQUIREMENT.fullmatch(text)
    number = read_decimal(match[2]) if match else None
    if match is None or number is None:
        record.report("yêu cầu", kinds.REQUIREMENT, text=text)
        return None
    return Requirement(_SIGNS.get(match[1], match[1]), number, text)
