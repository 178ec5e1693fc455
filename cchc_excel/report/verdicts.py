"""What is said of a result. "Đạt" and "Không đạt" are said only of a requirement; a task has words of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from cchc_excel.catalogue.in_words import clause_in_words, forbidden_figure, within_sentence
from cchc_excel.catalogue.model import FigureSpec, IndicatorSpec, WhenEmpty
from cchc_excel.compute.results import ClauseState, Indicator, TaskState
from cchc_excel.model.records import Status
from cchc_excel.values import show_number

NOT_ENOUGH = "Chưa đủ số liệu"
DONE_LATE, NOT_TOLD = "Hoàn thành, trễ hạn", "Chưa báo cáo"
_TASK_WORDS: dict[str | None, str] = {
    Status.DONE: "Hoàn thành",
    Status.DOING: "Đang thực hiện",
    Status.NOT_STARTED: "Chưa thực hiện",
    None: NOT_TOLD,
    Status.NOTHING: Status.NOTHING.value,
}
TASK_WORDS = ("Hoàn thành", DONE_LATE, *list(_TASK_WORDS.values())[1:])
"""What is said of a task, in the order in which it is listed."""
_MISSED = {">": "≤", ">=": "<", "=": "≠", "<=": ">", "<": "≥"}


class Verdict(str):
    """ "Đạt", "Không đạt" or "" as text; true only for "Đạt", so that `{% if ct.dat %}` says what it reads like."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return self == "Đạt"


def verdict(passed: bool | None) -> Verdict:
    """A judgement in the words of the plan."""
    return Verdict("" if passed is None else "Đạt" if passed else "Không đạt")


def conclusion(passed: bool | None, *, is_empty: bool) -> str:
    """What is said of a requirement: its verdict, "Chưa đủ số liệu", or that nothing occurred (`is_empty`)."""
    if passed is not None:
        return str(verdict(passed))
    return WhenEmpty.NOTHING.value if is_empty else NOT_ENOUGH


def indicator_conclusion(indicator: Indicator) -> str:
    """What is said of an indicator: nothing where it has no requirement."""
    return conclusion(indicator.passed, is_empty=indicator.is_empty) if indicator.is_judged else ""


def required(spec: IndicatorSpec, figures: Mapping[str, FigureSpec]) -> str:
    """What an indicator must reach, with its further condition: "> 30%, không có công việc trễ hạn"; "" without a
    requirement."""
    if spec.requirement is None:
        return ""
    clauses = spec.condition.clauses if spec.condition else ()
    return ", ".join([spec.requirement.shown, *(clause_in_words(clause, figures) for clause in clauses)])


def reason(indicator: Indicator, figures: Mapping[str, FigureSpec]) -> str:
    """Why an indicator does not meet its requirement, or why nobody can say; "" where it does: "28,00% ≤ 30%";
    "60,90% > 30%, nhưng 2 công việc trễ hạn"; "80,00% < 85,50% (bình quân)"."""
    requirement = indicator.spec.requirement
    if requirement is None or indicator.passed or indicator.ratio is None or not indicator.is_judged:
        return ""
    if indicator.bound is None:
        return f"chưa có {requirement.shown_bound} để so sánh"
    shown, bound = _against(indicator, indicator.ratio, indicator.bound)
    if not requirement.met(indicator.ratio, indicator.bound):
        return f"{shown} {_MISSED[requirement.sign]} {bound}"
    told = " và ".join(clause_reason(one, figures) for one in indicator.clauses if one.holds is indicator.passed)
    return f"{shown} {requirement.shown_sign} {bound}, nhưng {told}"


def _against(indicator: Indicator, ratio: Fraction, bound: Fraction) -> tuple[str, str]:
    """A ratio and what it is held to, in words: a benchmark with so many digits that they differ if they do."""
    spec, requirement = indicator.spec, indicator.spec.requirement
    assert requirement is not None
    if requirement.benchmark is None:
        return indicator.shown, requirement.shown_bound
    digits = spec.digits
    while ratio != bound and spec.rounded(ratio, digits) == spec.rounded(bound, digits):
        digits += 1
    return spec.shown(ratio, digits), f"{spec.shown(bound, digits)} ({requirement.benchmark})"


def clause_reason(state: ClauseState, figures: Mapping[str, FigureSpec]) -> str:
    """Why a part of a condition does not hold: "2 công việc trễ hạn"; "" where it does."""
    if state.holds:
        return ""
    if state.holds is None:
        names = [within_sentence(figures[name].name) for name in sorted(state.clause.names) if name in figures]
        return f"chưa báo cáo đủ {', '.join(names)}" if names else "chưa đủ số liệu"
    left = "" if state.left is None else show_number(state.left, group=True)
    name = forbidden_figure(state.clause, figures)
    return f"{left} {name}" if name else f"không bảo đảm {clause_in_words(state.clause, figures)} (có {left})"


def task_words(state: TaskState) -> str:
    """What is said of one unit's task: one of TASK_WORDS."""
    return DONE_LATE if state.status == Status.DONE and state.late else _TASK_WORDS[state.status]


def is_open(state: TaskState) -> bool:
    """Whether a task is left over: late, or not done yet."""
    return state.late or state.status not in (Status.DONE, Status.NOTHING)


def tasks_conclusion(states: Iterable[TaskState]) -> str:
    """What is said of a task of several units, with how many of how many: "Hoàn thành: 8/10 đơn vị", a line for each
    word; the word alone where it is one unit's, or where nothing arose for anybody; "" without a unit."""
    words = [task_words(state) for state in states]
    counted = [word for word in words if word != _TASK_WORDS[Status.NOTHING]]
    if len(counted) <= 1:
        return (counted or words or [""])[0]
    found = {word: counted.count(word) for word in TASK_WORDS if word in counted}
    return "\n".join(f"{word}: {count}/{len(counted)} đơn vị" for word, count in found.items())
