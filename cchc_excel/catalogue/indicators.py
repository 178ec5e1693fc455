"""Sheet Chỉ tiêu: ratios, their requirement and the condition beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import Catalogue, FigureSpec, IndicatorSpec, Table, WhenEmpty
from cchc_excel.catalogue.requirement import Benchmark, Requirement
from cchc_excel.catalogue.rule_cells import IDENTIFIER, check_names, read_expression, read_plan_key
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.problems import kinds
from cchc_excel.values import fold, read_decimal, show_number

INDICATOR_HEADINGS = (
    "mã", "tên", "mục", "tử số", "mẫu số", "đơn vị", "khi 0/0", "yêu cầu", "điều kiện thêm", "số lẻ", "định nghĩa",
)  # fmt: skip
INDICATOR_OPTIONAL = ("tên ngắn",)
"""Headings that older catalogues do not have: an indicator then has one name."""

_REQUIREMENT = re.compile(r"(>=|<=|>|<|=|≥|≤)\s*(\S.*)")

_SIGNS = {"≥": ">=", "≤": "<="}
BENCHMARKS = {fold(one): one for one in Benchmark}
"""How a requirement, or the target of a method, names what it is held to."""


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
    digits = record.decimals("số lẻ", 2)
    shown_in = record.text("đơn vị") or "%"
    requirement = _requirement(record, is_percent=shown_in == "%")
    numerator, denominator = parts["tử số"], parts["mẫu số"]
    if numerator is None or denominator is None:
        return None
    name = record.needed("tên")
    return IndicatorSpec(
        code=code,
        name=name,
        key=key,
        numerator=numerator,
        denominator=denominator,
        shown_in=shown_in,
        when_empty=record.choice("khi 0/0", WhenEmpty, WhenEmpty.NOTHING) or WhenEmpty.NOTHING,
        requirement=requirement,
        condition=parts["điều kiện thêm"],
        digits=digits,
        definition=_definition(record, requirement),
        short=record.text("tên ngắn") or name,
    )


_NAMED = "{yeu_cau}"
"""How a definition names its own requirement, in whatever words stand around it."""
_CLAIM = re.compile(
    r"(?:từ|trên|hơn|dưới|đạt|ít nhất|tối thiểu|tối đa|không quá|bằng|bằng đúng|[<>=≥≤])\s*(\d+(?:[.,]\d+)?)\s*(%?)",
    re.IGNORECASE,
)
"""A bound in the words of a definition: "từ 15 % trở lên"."""


def _definition(record: Record, requirement: Requirement | None) -> str:
    """The definition with its requirement put in where it names it; bounds in its words that are none of the
    requirement's are a warning."""
    text = record.text("định nghĩa")
    if requirement is None or requirement.benchmark:
        if _NAMED in text and requirement is None and not record.is_told("yêu cầu"):
            record.report("định nghĩa", kinds.DEFINITION_NAMES_NOTHING)
        return text.replace(_NAMED, requirement.shown if requirement else "").strip()
    told = requirement.shown
    of_percent = "%" in requirement.text
    claims = [number + sign for number, sign in _CLAIM.findall(text) if bool(sign) == of_percent]
    if claims and requirement.number not in map(read_decimal, claims):
        record.report("định nghĩa", kinds.DEFINITION_CONTRADICTS, text="; ".join(claims), requirement=told)
    return text.replace(_NAMED, told)


def _requirement(record: Record, *, is_percent: bool) -> Requirement | None:
    """ "> 30%", "≥ 15 %", "= 100%", ">= 1,8", ">= bình quân": a sign, and an exact number or a benchmark. A percentage
    held against more than the whole is as a rule one without its sign, and a warning."""
    text = record.code("yêu cầu")
    if not text:
        return None
    match = _REQUIREMENT.fullmatch(text)
    sign = _SIGNS.get(match[1], match[1]) if match else ""
    benchmark = BENCHMARKS.get(fold(match[2])) if match else None
    if benchmark:
        return Requirement(sign, None, text, benchmark)
    number = read_decimal(match[2]) if match else None
    if match is None or number is None:
        record.report("yêu cầu", kinds.REQUIREMENT, text=text)
        return None
    if is_percent and number > 1 and "%" not in text:
        outcome = "lúc nào cũng đạt" if sign in ("<", "<=") else "không bao giờ đạt"
        percent = show_number(number * 100)
        record.report(
            "yêu cầu", kinds.REQUIREMENT_OVER_WHOLE, text=text, outcome=outcome, number=match[2], percent=percent
        )
    return Requirement(sign, number, text)


def indicators_of(catalogue: Catalogue, key: str) -> list[str]:
    """Codes of the indicators printed at a plan key: those that name it, and those that the row itself names."""
    named = [indicator.code for indicator in catalogue.indicators.values() if indicator.key == key]
    return list(dict.fromkeys([*named, *catalogue.shown.get(key, ())]))
