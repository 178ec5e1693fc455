"""The plan's table with results: what is printed beside a row, and each unit's task by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import msgspec

from cchc_excel.catalogue.indicators import indicators_of
from cchc_excel.catalogue.model import Catalogue, FigureSpec
from cchc_excel.catalogue.plan_model import PlanRow, RowLevel
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.indicators import NOT_REPORTED
from cchc_excel.compute.results import ClauseState, Indicator, Score
from cchc_excel.report.task_names import answers, left_over, said_by_plan, task_lines, template_task, told_by_units
from cchc_excel.report.traced import Kind, Part, SourceKey, TracedText, joined, number_text, traced, traced_pieces
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

RESULT_LENGTH, REASON_LENGTH, NOTE_LENGTH = 105, 75, 45
"""The longest piece, in characters, of a result, of a reason or remedy, of a note: a few lines of their columns. Pages
part a text between its pieces where they are full; those on one page are joined."""


_NOTHING = TracedText.of(())


class _Told(msgspec.Struct, frozen=True):
    """What is printed beside a row of the plan. `lines`: ratios, points, how tasks stand; `written`: results that units
    wrote; the names of the other columns are those of templates."""

    lines: Sequence[TracedText] = ()
    written: Sequence[TracedText] = ()
    dat: Verdict = Verdict("")
    ket_luan: TracedText = _NOTHING
    ly_do: TracedText = _NOTHING
    nguyen_nhan: TracedText = _NOTHING
    giai_phap: TracedText = _NOTHING
    ghi_chu: TracedText = _NOTHING
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


def _printed(row: PlanRow, told: _Told) -> dict[str, object]:
    """A row by the names of templates; `doan`: the longer texts in pieces that each fit a row of a page, at least
    one."""
    texts = {
        "ket_qua": joined("\n", [*told.lines, *_results(told.written)]),
        "nguyen_nhan": told.nguyen_nhan,
        "giai_phap": told.giai_phap,
        "ghi_chu": told.ghi_chu,
    }
    longest = (RESULT_LENGTH, REASON_LENGTH, REASON_LENGTH, NOTE_LENGTH)
    cut = [traced_pieces(text, length) for text, length in zip(texts.values(), longest, strict=True)]
    return {
        "khoa": row.item or row.key,
        "ma": row.code,
        "noi_dung": row.text,
        "cap": row.level.value,
        "chu_tri": row.lead.removeprefix("'"),
        "san_pham": row.product,
        "thoi_gian": row.time,
        **said_by_plan(row),
        **texts,
        "tinh_hinh": joined("\n", told.lines),
        "dat": told.dat,
        "ket_luan": told.ket_luan,
        "ly_do": told.ly_do,
        "nhiem_vu": list(told.nhiem_vu),
        "con_lai": left_over(told.nhiem_vu),
        "doan": [dict(zip(texts, one, strict=True)) for one in zip_longest(*cut, fillvalue="")],
    }


def _results(written: Sequence[TracedText]) -> list[TracedText]:
    """What units wrote of a result: behind its name, or below it where it takes several lines."""
    name = traced("Kết quả:")
    if len(written) == 1:
        return [joined(" ", [name, *written])]
    return [name, *(TracedText.of([Part("– "), *line.parts]) for line in written)] if written else []


def _of_item(facts: Facts, key: str) -> _Told:
    catalogue, period = facts.catalogue, facts.period.code
    indicators = [facts.by_key[code, ""] for code in indicators_of(catalogue, key)]
    states = {unit: tasks[key] for unit in catalogue.units if key in (tasks := facts.consolidated.tasks.get(unit, {}))}
    several = len(indicators) > 1
    judged = [one for one in indicators if one.is_judged]
    said = [_with_name(one, traced(indicator_conclusion(one)), several=len(judged) > 1) for one in judged]
    said.append(number_text(tasks_conclusion(states.values()), *answers(states, period)))
    reasons = [(one, traced_reason(one, catalogue.figures, _ratio_key(one, period))) for one in judged]
    return _Told(
        lines=[
            *(_indicator_line(one, facts, several=several) for one in indicators),
            *_score_lines(facts, key),
            *task_lines(catalogue, states, period),
        ],
        written=told_by_units(catalogue, states, "result", period),
        dat=verdict(_passed(judged)),
        ket_luan=joined("\n", [part for part in said if part]),
        ly_do=joined("; ", [_with_name(one, text, several=len(judged) > 1) for one, text in reasons if text]),
        nguyen_nhan=joined("\n", told_by_units(catalogue, states, "reason", period)),
        giai_phap=joined("\n", told_by_units(catalogue, states, "remedy", period)),
        ghi_chu=joined("\n", told_by_units(catalogue, states, "note", period)),
        nhiem_vu=[template_task(catalogue, unit, state, period) for unit, state in states.items()],
    )


def _ratio_key(indicator: Indicator, period: str) -> SourceKey:
    return SourceKey(Kind.RATIO, indicator.spec.code, indicator.unit or "", period)


def traced_reason(indicator: Indicator, figures: Mapping[str, FigureSpec], key: SourceKey) -> TracedText:
    """Why an indicator does not meet its requirement; `key`: of its ratio."""
    text, wanted = reason(indicator, figures), indicator.spec.requirement
    ratio, bound = indicator.ratio, indicator.bound
    if wanted is None or ratio is None or bound is None:
        return number_text(text, key)
    others = [key._replace(kind=Kind.BENCHMARK, place=wanted.benchmark)] if wanted.benchmark else []
    condition = [key._replace(kind=Kind.CONDITION)] if wanted.met(ratio, bound) else []
    return number_text(text, key, *others, *condition)


def _with_name(indicator: Indicator, text: TracedText, *, several: bool) -> TracedText:
    return TracedText.of([Part(f"{indicator.spec.name}: "), *text.parts]) if several else text


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
        shown = number_text(indicator.shown, _ratio_key(indicator, facts.period.code))
        return _Told([shown], ket_luan=traced(indicator_conclusion(indicator)))
    state = indicator.clauses[at]
    figures = facts.catalogue.figures
    keys = [
        SourceKey(Kind.FIGURE, name, "", facts.period.code) for name in sorted(state.clause.names) if name in figures
    ]
    return _Told(
        [number_text(_clause_line(facts.catalogue, state), *keys)],
        dat=verdict(state.holds),
        ket_luan=traced(conclusion(state.holds, is_empty=False)),
        ly_do=number_text(clause_reason(state, figures), *keys),
    )


def _stated(catalogue: Catalogue, indicator: Indicator, text: str) -> list[int]:
    """Which parts of a condition a text states: their numbers."""
    clauses = indicator.spec.condition.clauses if indicator.spec.condition else ()
    names = [[fold(catalogue.figures[name].name) for name in clause.names] for clause in clauses]
    return [at for at, own in enumerate(names) if any(name in fold(text) for name in own)]


def _clause_line(catalogue: Catalogue, state: ClauseState) -> str:
    """The figure that a part of a condition is about, as far as it is about one: "Công việc trễ hạn: 2"."""
    if state.left is None:
        return NOT_REPORTED
    names = [catalogue.figures[name].name for name in state.clause.left_names if name in catalogue.figures]
    return f"{' và '.join(names)}: {show_number(state.left, group=True)}"


def _indicator_line(indicator: Indicator, facts: Facts, *, several: bool) -> TracedText:
    ratio = number_text(ratio_text(indicator), _ratio_key(indicator, facts.period.code))
    wanted = required(indicator.spec, facts.catalogue.figures)
    text = TracedText.of([*ratio.parts, Part(f"; yêu cầu {wanted}" if wanted else "")])
    return _with_name(indicator, text, several=several)


def _score_lines(facts: Facts, key: str) -> list[TracedText]:
    """Points of a row that counts a unit figure (ranks that rose or fell), for the department."""
    lines: list[TracedText] = []
    for score in facts.department_scores:
        about = score.rule.about or ""
        if score.rule.key == key and about in facts.catalogue.figures:
            count = facts.totals.unit_figures(facts.totals.merged).get(about)
            told = show_number(0 if count is None else count, group=True)
            figure = SourceKey(Kind.FIGURE, about, "", facts.period.code)
            points = figure._replace(kind=Kind.POINTS, code=key)
            name = Part(f"{facts.catalogue.figures[about].name}: ")
            lines.append(TracedText.of([name, Part(told, (figure,)), *_points(score, points)]))
    return lines


def _points(score: Score, key: SourceKey) -> list[Part]:
    return [] if score.final is None else [Part("; điểm: "), Part(show_points(score.final), (key,))]
