"""The plan's table with results: what is printed beside a row, and each unit's task by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.plan_model import PlanRow, RowLevel
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.results import ClauseState, Indicator, Score
from cchc_excel.report.split_text import pieces
from cchc_excel.report.task_names import task_lines, template_task, told_by_units
from cchc_excel.report.traced import TracedText
from cchc_excel.report.verdicts import (
    Verdict,
    clause_reason,
    conclusion,
    indicator_conclusion,
    reason,
    required,
    tasks_conclusion,
    verdict,
)
from cchc_excel.values import fold, show_number, show_points

RESULT_LENGTH, REASON_LENGTH, NOTE_LENGTH = 370, 150, 95
"""The longest piece, in characters, of a result, of a reason or remedy, of a note: a dozen lines of their columns."""


class _Told(msgspec.Struct, frozen=True):
    """What is printed beside a row of the plan. `lines`: ratios, points, how tasks stand; `written`: results that units
    wrote; the names of the other columns are those of templates."""

    lines: Sequence[str] = ()
    written: Sequence[str] = ()
    dat: Verdict = Verdict("")
    ket_luan: str = ""
    ly_do: str = ""
    nguyen_nhan: str = ""
    giai_phap: str = ""
    ghi_chu: str = ""
    nhiem_vu: Sequence[Mapping[str, object]] = ()


def ratio_text(indicator: Indicator) -> str:
    """A ratio with its numerator and denominator: "86,76% (403.016/464.494)"."""
    if indicator.numerator is None or indicator.denominator is None or not indicator.denominator:
        return indicator.shown
    counts = "/".join(show_number(side, group=True) for side in (indicator.numerator, indicator.denominator))
    return f"{indicator.shown} ({counts})"


def plan_rows(facts: Facts) -> list[dict[str, object]]:
    """The rows of the plan as printed, each with its result. The result stands on the row that shows who, what and
    when; a sub-row that states a part of its item's requirement has the result of that part."""
    by_item = {key: _of_item(facts, key) for key in facts.catalogue.items}
    return [_printed(row, by_item[row.item] if row.item else _of_sub_row(facts, row)) for row in facts.catalogue.plan]


def indicators_of(catalogue: Catalogue, key: str) -> list[str]:
    """Codes of the indicators printed at a plan key: those that name it, and those that the row itself names."""
    named = [indicator.code for indicator in catalogue.indicators.values() if indicator.key == key]
    return list(dict.fromkeys([*named, *catalogue.shown.get(key, ())]))


def _printed(row: PlanRow, told: _Told) -> dict[str, object]:
    """A row by the names of templates, its texts with the key of their sources; `doan`: the longer texts in pieces that
    each fit a row of a page, at least one."""
    key = row.item or row.key

    def traced(name: str, text: str) -> str:
        return TracedText(text, ("ke_hoach", name, "", key)) if text else ""

    written = ["Kết quả:", *(f"– {line}" for line in told.written)] if told.written else []
    texts = {
        "ket_qua": "\n".join([*told.lines, *written]),
        "nguyen_nhan": told.nguyen_nhan,
        "giai_phap": told.giai_phap,
        "ghi_chu": told.ghi_chu,
    }
    longest = (RESULT_LENGTH, REASON_LENGTH, REASON_LENGTH, NOTE_LENGTH)
    cut = [pieces(text, length) for text, length in zip(texts.values(), longest, strict=True)]
    return {
        "khoa": key,
        "ma": row.code,
        "noi_dung": row.text,
        "cap": row.level.value,
        "chu_tri": row.lead.removeprefix("'"),
        "san_pham": row.product,
        "thoi_gian": row.time,
        **{name: traced(name, text) for name, text in texts.items()},
        "tinh_hinh": traced("tinh_hinh", "\n".join(told.lines)),
        "dat": told.dat,
        "ket_luan": traced("ket_luan", told.ket_luan),
        "ly_do": traced("ly_do", told.ly_do),
        "nhiem_vu": list(told.nhiem_vu),
        "doan": [
            {name: traced(name, text) for name, text in zip(texts, one, strict=True)}
            for one in zip_longest(*cut, fillvalue="")
        ],
    }


def _of_item(facts: Facts, key: str) -> _Told:
    catalogue = facts.catalogue
    indicators = [facts.by_key[code, ""] for code in indicators_of(catalogue, key)]
    states = {unit: tasks[key] for unit in catalogue.units if key in (tasks := facts.consolidated.tasks.get(unit, {}))}
    several = len(indicators) > 1
    judged = [one for one in indicators if one.spec.requirement]
    said = [_with_name(one, indicator_conclusion(one), several=len(judged) > 1) for one in judged]
    reasons = [(one, reason(one, catalogue.figures)) for one in judged]
    return _Told(
        lines=[
            *(_indicator_line(one, facts, several=several) for one in indicators),
            *_score_lines(facts, key),
            *task_lines(catalogue, states),
        ],
        written=told_by_units(catalogue, states, "result"),
        dat=verdict(_passed(judged)),
        ket_luan="\n".join(part for part in [*said, tasks_conclusion(states.values())] if part),
        ly_do="; ".join(_with_name(one, text, several=len(judged) > 1) for one, text in reasons if text),
        nguyen_nhan="\n".join(told_by_units(catalogue, states, "reason")),
        giai_phap="\n".join(told_by_units(catalogue, states, "remedy")),
        ghi_chu="\n".join(told_by_units(catalogue, states, "note")),
        nhiem_vu=[template_task(catalogue, unit, state) for unit, state in states.items()],
    )


def _with_name(indicator: Indicator, text: str, *, several: bool) -> str:
    return f"{indicator.spec.name}: {text}" if several else text


def _passed(judged: Sequence[Indicator]) -> bool | None:
    """A row's verdict over all its requirements; None while one of them is open, or without any."""
    verdicts = [indicator.passed for indicator in judged]
    if False in verdicts:
        return False
    return True if verdicts and None not in verdicts else None


def _of_sub_row(facts: Facts, row: PlanRow) -> _Told:
    """What is told of a sub-row: of each part of its item's further condition that it names a figure of ("Không có
    công việc trễ hạn")."""
    found = [
        (indicator, at)
        for code in indicators_of(facts.catalogue, row.key.rpartition("/")[0])
        if row.level is RowLevel.SUB and (indicator := facts.by_key[code, ""]).spec.condition
        for at in _stated(facts.catalogue, indicator, row.text)
    ]
    if not found:
        return _Told()
    indicator, at = found[0]
    if not indicator.clauses:
        return _Told([indicator.shown], ket_luan=indicator_conclusion(indicator))
    state = indicator.clauses[at]
    return _Told(
        [_clause_line(facts.catalogue, state)],
        dat=verdict(state.holds),
        ket_luan=conclusion(state.holds, is_empty=False),
        ly_do=clause_reason(state, facts.catalogue.figures),
    )


def _stated(catalogue: Catalogue, indicator: Indicator, text: str) -> list[int]:
    """Which parts of a condition a text states: their numbers."""
    clauses = indicator.spec.condition.clauses if indicator.spec.condition else ()
    names = [[fold(catalogue.figures[name].name) for name in clause.names] for clause in clauses]
    return [at for at, own in enumerate(names) if any(name in fold(text) for name in own)]


def _clause_line(catalogue: Catalogue, state: ClauseState) -> str:
    """The figure that a part of a condition is about, as far as it is about one: "Công việc trễ hạn: 2"."""
    if state.left is None:
        return "Chưa có số liệu"
    names = [catalogue.figures[name].name for name in state.clause.left_names if name in catalogue.figures]
    return f"{' và '.join(names)}: {show_number(state.left, group=True)}"


def _indicator_line(indicator: Indicator, facts: Facts, *, several: bool) -> str:
    text = ratio_text(indicator)
    wanted = required(indicator.spec, facts.catalogue.figures)
    return _with_name(indicator, f"{text}; yêu cầu {wanted}" if wanted else text, several=several)


def _score_lines(facts: Facts, key: str) -> list[str]:
    """Points of a row that counts a unit figure (ranks that rose or fell), for the department."""
    lines: list[str] = []
    for score in facts.department_scores:
        about = score.rule.about or ""
        if score.rule.key == key and about in facts.catalogue.figures:
            count = facts.totals.unit_figures(facts.totals.merged).get(about)
            told = show_number(0 if count is None else count, group=True)
            lines.append(f"{facts.catalogue.figures[about].name}: {told}{_points(score)}")
    return lines


def _points(score: Score) -> str:
    return "" if score.points is None else f"; điểm: {show_points(score.points)}"
