"""The plan's table with results: what is printed in a row's result, verdict, reason and remedy columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.results import Indicator, Score, TaskState
from cchc_excel.model.records import Status, TaskAnswer
from cchc_excel.report.split_text import pieces
from cchc_excel.values import show_count, show_decimal, show_points

RESULT_LENGTH, REASON_LENGTH = 420, 190
"""The longest piece, in characters, of a result and of a reason or remedy: a dozen lines of their columns."""


class Verdict(str):
    """ "Đạt", "Không đạt" or "" as text; true only for "Đạt", so that `{% if ct.dat %}` says what it reads like."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return self == "Đạt"


def verdict(passed: bool | None) -> Verdict:
    """A judgement in the words of the plan."""
    return Verdict("" if passed is None else "Đạt" if passed else "Không đạt")


def ratio_text(indicator: Indicator) -> str:
    """A ratio with its numerator and denominator: "86,76% (403.016/464.494)"; against a requirement that it misses
    only in further decimals, with enough of them to see it."""
    if indicator.numerator is None or indicator.denominator is None or not indicator.denominator:
        return indicator.shown
    counts = "/".join(
        show_points(side) if side.denominator > 1 else show_count(int(side)) for side in _sides(indicator)
    )
    return f"{_ratio(indicator)} ({counts})"


def _sides(indicator: Indicator) -> tuple[int, int]:
    return indicator.numerator, indicator.denominator  # type: ignore[return-value]


def _ratio(indicator: Indicator) -> str:
    """The ratio as shown, with more decimals where rounding would make it look like the bound it misses."""
    requirement, ratio = indicator.spec.requirement, indicator.ratio
    if requirement is None or ratio is None or ratio == requirement.number:
        return indicator.shown
    scale, sign = (100, "%") if indicator.spec.is_percent else (1, "")
    for digits in range(indicator.spec.digits, indicator.spec.digits + 10):
        if show_decimal(ratio * scale, digits) != show_decimal(requirement.number * scale, digits):
            return show_decimal(ratio * scale, digits) + sign
    return indicator.shown


def requirement_text(indicator: Indicator) -> str:
    """What an indicator must reach, with the signs of printed mathematics: "> 30%", "≥ 15%"; "" without one."""
    requirement = indicator.spec.requirement
    return requirement.text.replace(">=", "≥").replace("<=", "≤") if requirement else ""


def plan_rows(facts: Facts) -> list[dict[str, object]]:
    """The rows of the plan as printed, each with its result. The result stands on the row that shows who, what and
    when."""
    by_item = {key: _result(facts, key) for key in facts.catalogue.items}
    nothing: dict[str, object] = _told("", verdict(None), "", "")
    rows: list[dict[str, object]] = []
    for row in facts.catalogue.plan:
        printed: dict[str, object] = {
            "khoa": row.item or row.key,
            "ma": row.code,
            "noi_dung": row.text,
            "cap": row.level.value,
            "chu_tri": row.lead.removeprefix("'"),
            "san_pham": row.product,
            "thoi_gian": row.time,
        }
        rows.append(printed | (by_item[row.item] if row.item else nothing))
    return rows


def indicators_of(catalogue: Catalogue, key: str) -> list[str]:
    """Codes of the indicators printed at a plan key: those that name it, and those that the row itself names."""
    named = [indicator.code for indicator in catalogue.indicators.values() if indicator.key == key]
    return list(dict.fromkeys([*named, *catalogue.shown.get(key, ())]))


def _result(facts: Facts, key: str) -> dict[str, object]:
    indicators = [facts.by_key[code, ""] for code in indicators_of(facts.catalogue, key)]
    states = {
        unit: tasks[key] for unit in facts.catalogue.units if key in (tasks := facts.consolidated.tasks.get(unit, {}))
    }
    lines = [_indicator_line(indicator, several=len(indicators) > 1) for indicator in indicators]
    lines += _score_lines(facts, key) + _task_lines(facts.catalogue, states)
    return _told(
        "\n".join(lines),
        verdict(_passed(indicators, states.values())),
        _told_by(facts.catalogue, states, "reason"),
        _told_by(facts.catalogue, states, "remedy"),
    )


def _told(result: str, passed: Verdict, reason: str, remedy: str) -> dict[str, object]:
    """A row's own columns, and `doan`: the same texts in pieces that each fit a row of a page, at least one."""
    in_pieces = zip_longest(
        pieces(result, RESULT_LENGTH), pieces(reason, REASON_LENGTH), pieces(remedy, REASON_LENGTH), fillvalue=""
    )
    return {
        "ket_qua": result,
        "dat": passed,
        "nguyen_nhan": reason,
        "giai_phap": remedy,
        "doan": [{"ket_qua": one, "nguyen_nhan": two, "giai_phap": three} for one, two, three in in_pieces],
    }


def _indicator_line(indicator: Indicator, *, several: bool) -> str:
    text = ratio_text(indicator)
    if indicator.spec.requirement:
        text += f"; yêu cầu {requirement_text(indicator)}"
    return f"{indicator.spec.name}: {text}" if several else text


def _score_lines(facts: Facts, key: str) -> list[str]:
    """Points of a row that counts a unit figure (ranks that rose or fell), for the department."""
    lines: list[str] = []
    for score in facts.department_scores:
        about = score.rule.about or ""
        if score.rule.key == key and about in facts.catalogue.figures:
            count = facts.totals.unit_figures(facts.totals.merged).get(about)
            lines.append(f"{facts.catalogue.figures[about].name}: {0 if count is None else count}{_points(score)}")
    return lines


def _points(score: Score) -> str:
    return "" if score.points is None else f"; điểm: {show_points(score.points)}"


def _task_lines(catalogue: Catalogue, states: Mapping[str, TaskState]) -> list[str]:
    """Units by what they answered, in the order of the form's own words; documents and lateness behind the name."""
    lines: list[str] = []
    for status in (*Status, None):
        names = [catalogue.units[unit].name + _about(state) for unit, state in states.items() if state.status == status]
        if names:
            lines.append(f"{status.value if status else 'Chưa báo cáo'}: {'; '.join(names)}")
    return lines


def _about(state: TaskState) -> str:
    notes = [_document(state.answer) if state.answer else "", "trễ hạn" if state.late else ""]
    told = ", ".join(note for note in notes if note)
    return f" ({told})" if told else ""


def _document(answer: TaskAnswer) -> str:
    if answer.document and answer.document_date:
        return f"{answer.document} ngày {answer.document_date:%d/%m/%Y}"
    return answer.document or ""


def _passed(indicators: Sequence[Indicator], states: Iterable[TaskState]) -> bool | None:
    """A row's verdict: its requirements, and its tasks (late: not met; all done in time: met); None while open."""
    verdicts = [indicator.passed for indicator in indicators if indicator.spec.requirement]
    for state in states:
        if state.status == Status.NOTHING:
            continue
        verdicts.append(False if state.late else True if state.on_time else None)
    if False in verdicts:
        return False
    return True if verdicts and None not in verdicts else None


def _told_by(catalogue: Catalogue, states: Mapping[str, TaskState], field: str) -> str:
    """What units wrote, a line for each text with the units that wrote it."""
    told: dict[str, list[str]] = {}
    for unit, state in states.items():
        text = getattr(state.answer, field, None) if state.answer else None
        if text:
            told.setdefault(text, []).append(catalogue.units[unit].name)
    return "\n".join(f"{'; '.join(names)}: {text}" for text, names in told.items())
