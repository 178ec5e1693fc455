"""Points of every `cách chấm`, each worked out by hand beside its expectation. Rows are read by the catalogue's own
reader, so that what is typed in sheet Chấm điểm is what is tried."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec
import pytest

from cchc_excel.catalogue.expressions import parse
from cchc_excel.catalogue.methods import METHODS
from cchc_excel.catalogue.model import FigureSpec, IndicatorSpec, Rollup, Table, WhenEmpty
from cchc_excel.catalogue.plan_model import Due, PlanItem, Task
from cchc_excel.catalogue.requirement import Requirement
from cchc_excel.catalogue.score_model import ScoreRule
from cchc_excel.catalogue.scores import SCORE_HEADINGS, read_scores
from cchc_excel.catalogue.sheet import Table as Sheet
from cchc_excel.compute.results import Indicator, Score, TaskState
from cchc_excel.compute.scoring import Evidence, compute_scores, score
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.records import CellValue, RawSheet, Status, TaskAnswer
from cchc_excel.problems.problem import Problem

KEY = "II.1"
FIGURE = FigureSpec("tang", "Tăng hạng", "", Table.UNIT, frozenset(), None, Rollup.SUM, None, None, "")


def spec(when_empty: WhenEmpty = WhenEmpty.NOTHING, requirement: Requirement | None = None) -> IndicatorSpec:
    top, bottom = parse("a", aggregates=True), parse("b", aggregates=True)
    return IndicatorSpec("ty_le", "Tỷ lệ", KEY, top, bottom, "%", when_empty, requirement, None, 2, "")


def read(row: str) -> tuple[ScoreRule, list[Problem]]:
    """The rule of "chỉ tiêu | cách chấm | điểm tối đa | tham số | trần"."""
    problems: list[Problem] = []
    cells: list[CellValue] = [KEY, *(cell.strip() or None for cell in row.split("|")), None]
    sheet = Sheet("danh-muc.xlsx", RawSheet("Chấm điểm", [list(SCORE_HEADINGS), cells]), SCORE_HEADINGS, problems)
    required = spec(requirement=Requirement(">=", Fraction(1, 2), ">= 50%"))
    (rule,) = read_scores(sheet.records(), {"tang": FIGURE}, {"ty_le": required}, {KEY})
    return rule, problems


def rule_of(row: str) -> ScoreRule:
    rule, problems = read(row)
    assert problems == []
    return rule


def measured(
    over: int | None,
    under: int | None,
    passed: bool | None = None,
    when_empty: WhenEmpty = WhenEmpty.NOTHING,
    required: bool = False,
) -> Indicator:
    ratio = Fraction(over, under) if over is not None and under else None
    requirement = Requirement(">=", Fraction(1, 2), ">= 50%") if required else None
    return Indicator(spec(when_empty, requirement), None, over, under, ratio, "", None, passed)


def of_ratio(row: str, indicator: Indicator | None) -> Score:
    return score(rule_of(row), None, Evidence({"ty_le": indicator} if indicator else {}, {}, {}))


def of_count(row: str, count: int | None) -> Score:
    return score(rule_of(row), None, Evidence({}, {"tang": count}, {}))


def of_task(row: str, *statuses: str | None) -> Score:
    item = PlanItem(KEY, "1", "", "", "", (), (), Due(), is_task=True)
    answers = [TaskAnswer(KEY, status, "", "") for status in statuses]
    states = [TaskState(Task(item, dt.date(2022, 3, 31)), one, None, on_time=False, late=False) for one in answers]
    return score(rule_of(row), None, Evidence({}, {}, {KEY: states}))


def points(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


@pytest.mark.parametrize(
    ("row", "over", "under", "expected"),
    [
        # ratio x 2
        ("ty_le | tuyến tính | 2 | |", 0, 100, "0"),
        ("ty_le | tuyến tính | 2 | |", 85, 100, "1.7"),  # 0.85 x 2
        ("ty_le | tuyến tính | 2 | |", 1, 3, "2/3"),  # exact: 1/3 x 2, nothing is rounded
        ("ty_le | tuyến tính | 2 | |", 100, 100, "2"),
        ("ty_le | tuyến tính | 2 | |", 130, 100, "2"),  # 1.3 x 2 = 2.6, but never more than the maximum
        ("ty_le | tuyến tính | 2 | |", -10, 100, "0"),  # never less than none of it
        ("ty_le | tuyến tính | 0,5 | |", 85, 100, "0.425"),  # 0.85 x 0.5
        ("ty_le | tuyến tính | 0 | |", 85, 100, "0"),
        # below 80 %: 0; from it on: ratio x 2
        ("ty_le | ngưỡng | 2 | từ=80% |", 79, 100, "0"),
        ("ty_le | ngưỡng | 2 | từ=80% |", 80, 100, "1.6"),  # 0.8 x 2, at the very bound
        ("ty_le | ngưỡng | 2 | từ=80% |", 81, 100, "1.62"),
        ("ty_le | ngưỡng | 2 | từ=0,8 |", 79999, 100000, "0"),  # a hair below 0.8
        ("ty_le | ngưỡng | 2 | từ=80% |", 120, 100, "2"),
        # (ratio - 50 %) / (90 % - 50 %) x 2
        ("ty_le | ngưỡng từ 0 | 2 | a=50%; b=90% |", 40, 100, "0"),  # -0.1 / 0.4 is below 0
        ("ty_le | ngưỡng từ 0 | 2 | a=50%; b=90% |", 50, 100, "0"),
        ("ty_le | ngưỡng từ 0 | 2 | a=50%; b=90% |", 60, 100, "0.5"),  # 0.1 / 0.4 x 2
        ("ty_le | ngưỡng từ 0 | 2 | a=50%; b=90% |", 80, 100, "1.5"),  # 0.3 / 0.4 x 2
        ("ty_le | ngưỡng từ 0 | 2 | a=50%; b=90% |", 90, 100, "2"),
        ("ty_le | ngưỡng từ 0 | 2 | a=50%; b=90% |", 99, 100, "2"),  # 0.49 / 0.4 is above 1
        ("ty_le | ngưỡng từ 0 | 2 | a=10%; b=0 |", 4, 100, "1.2"),  # the lower the better: -0.06 / -0.1 x 2
        ("ty_le | ngưỡng từ 0 | 2 | a=10%; b=0 |", 11, 100, "0"),  # 0.01 / -0.1 is below 0
        # from 80 %: 0.5; from 90 %: 1; the order typed does not matter
        ("ty_le | bậc | 1 | 80%=0,5; 90%=1 |", 79, 100, "0"),
        ("ty_le | bậc | 1 | 80%=0,5; 90%=1 |", 80, 100, "0.5"),
        ("ty_le | bậc | 1 | 80%=0,5; 90%=1 |", 89, 100, "0.5"),
        ("ty_le | bậc | 1 | 90%=1; 80%=0,5 |", 90, 100, "1"),
        ("ty_le | bậc | 1 | 90%=1; 80%=0,5 |", 100, 100, "1"),
        ("ty_le | bậc | 0,8 | 80%=0,5; 90%=1 |", 95, 100, "0.8"),  # never more than the maximum
        ("ty_le | bậc | 1 | 0%=1; 10%=-0,5 |", 12, 100, "-0.5"),  # a step may take points away
        # above 95 %: 2; from 95 %: 1.5
        ("ty_le | bậc | 2 | >95%=2; >=95%=1,5 |", 95, 100, "1.5"),
        ("ty_le | bậc | 2 | >95%=2; ≥ 95% = 1,5 |", 9501, 10000, "2"),
        ("ty_le | bậc | 2 | 80%=75%; 90%=100% |", 80, 100, "1.5"),  # three quarters of 2
        # ratio / 85 % x 10, at most 10, below 60 %: 0
        ("ty_le | tuyến tính | 10 | đích=85%; từ=60% |", 51, 100, "0"),
        ("ty_le | tuyến tính | 10 | đích=85%; từ=60% |", 60, 100, "120/17"),  # 60/85 x 10, at the very bound
        ("ty_le | tuyến tính | 10 | đích=85% |", 51, 100, "6"),  # 51/85 = 0.6
        ("ty_le | tuyến tính | 10 | đích=85% |", 90, 100, "10"),
        ("ty_le | tuyến tính | 10 | từ=60% |", 70, 100, "7"),  # without a target it is 100 %
    ],
)
def test_points_of_a_ratio(row: str, over: int, under: int, expected: str) -> None:
    found = of_ratio(row, measured(over, under))
    assert (found.points, found.counted, found.maximum) == (Fraction(expected), True, rule_of(row).maximum)


@pytest.mark.parametrize(
    ("passed", "expected"),
    [(True, "1.5"), (False, "0"), (None, None)],  # all of the maximum, none of it, cannot be judged yet
)
def test_points_of_a_requirement(passed: bool | None, expected: str | None) -> None:
    found = of_ratio("ty_le | đạt | 1,5 | |", measured(60, 100, passed, required=True))
    assert (found.points, found.counted) == (points(expected), True)


RATIO_ROWS = (
    "ty_le | tuyến tính | 2 | |",
    "ty_le | ngưỡng | 2 | từ=80% |",
    "ty_le | ngưỡng từ 0 | 2 | a=50%; b=90% |",
    "ty_le | bậc | 2 | 0%=1; 90%=2 |",
    "ty_le | đạt | 2 | |",
)
"""A row of every method that judges a ratio."""


def test_every_method_that_judges_a_ratio_is_tried() -> None:
    tried = {row.split("|")[1].strip() for row in RATIO_ROWS}
    assert tried == {method.name for method in METHODS.values() if method.needs_indicator}
    assert METHODS.keys() - tried == {"mỗi mục", "có/không", "nhập tay"}


@pytest.mark.parametrize("row", RATIO_ROWS)
@pytest.mark.parametrize(
    ("policy", "expected", "counted"),
    [
        (WhenEmpty.FULL, "2", True),
        (WhenEmpty.ZERO, "0", True),
        (WhenEmpty.NOTHING, None, True),
        (WhenEmpty.NOT_COUNTED, None, False),  # out of the maximum too
    ],
)
def test_nothing_of_nothing_is_judged_by_the_policy(
    row: str, policy: WhenEmpty, expected: str | None, counted: bool
) -> None:
    # even where a requirement is met: 0/0 is no ratio
    found = of_ratio(row, measured(0, 0, True, policy))
    assert (found.points, found.counted) == (points(expected), counted)


@pytest.mark.parametrize("row", RATIO_ROWS)
def test_no_ratio_no_points(row: str) -> None:
    not_reported = of_ratio(row, measured(None, None, when_empty=WhenEmpty.FULL))
    over_nothing = of_ratio(row, measured(3, 0, when_empty=WhenEmpty.NOT_COUNTED))  # 3/0 is not 0/0
    for found in (not_reported, over_nothing):
        assert (found.points, found.counted) == (None, True)
    unknown = of_ratio(row, None)  # the unit owes nothing of it
    assert (unknown.points, unknown.counted) == (None, False)


@pytest.mark.parametrize("row", [*RATIO_ROWS, "ty_le | có/không | 2 | |"])
def test_a_blank_maximum_gives_no_points_ever(row: str) -> None:
    about, method, _, parameters, cap = row.split("|")
    blank = "|".join((about, method, " ", parameters, cap))
    for indicator in (measured(90, 100, True, required=True), measured(0, 0, when_empty=WhenEmpty.FULL)):
        found = of_ratio(blank, indicator)
        assert (found.points, found.counted) == (None, False)


def test_a_row_without_a_method_gives_no_points() -> None:
    found = of_ratio("ty_le | | 2 | |", measured(90, 100))
    assert (found.points, found.counted) == (None, False)


@pytest.mark.parametrize(
    ("row", "count", "expected"),
    [
        # 0.5 each, at most 1 (IV.7): 1 x 0.5, 2 x 0.5, 3 x 0.5 = 1.5
        ("tang | mỗi mục | | điểm=0,5 | 1", 0, "0"),
        ("tang | mỗi mục | | điểm=0,5 | 1", 1, "0.5"),
        ("tang | mỗi mục | | điểm=0,5 | 1", 2, "1"),
        ("tang | mỗi mục | | điểm=0,5 | 1", 3, "1"),
        # -0.5 each, down to -1 (V)
        ("tang | mỗi mục | | điểm=-0,5 | 1", 1, "-0.5"),
        ("tang | mỗi mục | | điểm=-0,5 | 1", 3, "-1"),
        ("tang | mỗi mục | | điểm=-0,5 | -1", 3, "-1"),  # the cap is absolute
        ("tang | mỗi mục | | điểm=0,5 | -1", 3, "1"),
        ("tang | mỗi mục | | điểm=0,5 |", 7, "3.5"),  # no cap
        ("tang | mỗi mục | 1 | điểm=0,5 |", 7, "3.5"),  # the maximum is no cap
        ("tang | mỗi mục | | điểm=0,5 | 0", 7, "0"),
        ("tang | mỗi mục | | | 1", 3, None),  # blank "điểm"
        ("tang | mỗi mục | | điểm=0,5 | 1", None, None),  # not reported
    ],
)
def test_points_of_a_count(row: str, count: int | None, expected: str | None) -> None:
    found = of_count(row, count)
    assert (found.points, found.counted) == (points(expected), expected is not None)


def test_a_count_may_be_the_numerator_of_an_indicator() -> None:
    # 4 of 9: 4 x 0.25
    assert of_ratio("ty_le | mỗi mục | | điểm=0,25 |", measured(4, 9)).points == 1


@pytest.mark.parametrize(("count", "expected"), [(3, "2"), (1, "2"), (0, "0"), (None, None)])
def test_yes_is_a_count_above_nothing(count: int | None, expected: str | None) -> None:
    found = of_count("tang | có/không | 2 | |", count)
    assert (found.points, found.counted) == (points(expected), expected is not None)


@pytest.mark.parametrize(
    ("over", "passed", "required", "expected"),
    [
        (0, True, True, "2"),  # a requirement decides, whatever the count
        (9, False, True, "0"),
        (9, None, True, None),
        (9, None, False, "2"),  # without one the numerator does
        (0, None, False, "0"),
        (None, None, False, None),
    ],
)
def test_yes_is_a_requirement_that_is_met(
    over: int | None, passed: bool | None, required: bool, expected: str | None
) -> None:
    found = of_ratio("ty_le | có/không | 2 | |", measured(over, 10, passed, required=required))
    assert (found.points, found.counted) == (points(expected), expected is not None)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((Status.DONE, Status.DONE), "2"),
        ((Status.DONE, Status.DOING), "0"),
        ((Status.DONE, None), "0"),  # a blank answer is not done
        ((Status.DONE, Status.NOTHING), "2"),  # who had nothing to do is not asked
        ((Status.NOTHING,), None),
        ((), None),
    ],
)
def test_yes_is_a_task_done_by_all_who_had_it(statuses: tuple[str | None, ...], expected: str | None) -> None:
    found = of_task(" | có/không | 2 | |", *statuses)
    assert (found.points, found.counted) == (points(expected), expected is not None)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("ty_le | ngưỡng | 2 | |", "thiếu tham số; điền: từ"),
        ("ty_le | ngưỡng từ 0 | 2 | a=50% |", "thiếu tham số; điền: b"),
        ("ty_le | ngưỡng từ 0 | 2 | a=50%; b=0,5 |", "a = b"),
        ("ty_le | bậc | 2 | |", "điền: 80%=0,5; 90%=1"),
        ("ty_le | bậc | 2 | tốt=1; 90%=2 |", "“tốt=1”"),
        ("ty_le | bậc | 2 | 80%; 90%=2 |", "“80%”"),
        ("ty_le | tuyến tính | 2 | mức=80% |", "“mức”"),
        ("ty_le | ngưỡng | 2 | từ=bình quân; từ=80% |", "“từ=bình quân”"),
        ("ty_le | ngưỡng | 2 | từ=cao; từ=80% |", "“từ=cao”"),
        ("tang | mỗi mục | | mức=1 | 1", "“mức”"),
        ("ty_le | theo bậc | 2 | |", "tuyến tính; ngưỡng; ngưỡng từ 0; bậc; đạt; mỗi mục; có/không; nhập tay"),
        *((row.replace("ty_le", "tang"), "cần một tỷ lệ") for row in RATIO_ROWS),
        *((row.replace("ty_le", ""), "cần một tỷ lệ") for row in RATIO_ROWS),
        (RATIO_ROWS[0].replace("ty_le", ""), f"vào cột chỉ tiêu (mục {KEY} có ty_le)"),
    ],
)
def test_what_a_method_cannot_use_is_told_once(row: str, told: str) -> None:
    _, problems = read(row)
    assert [told in problem.message for problem in problems] == [True], problems


def test_every_row_is_scored_for_the_department_and_every_unit(reader: Reader) -> None:
    rows = (rule_of("tang | mỗi mục | | điểm=0,5 |"), rule_of("tang | có/không | 3 | |"))
    rows = (rows[0], msgspec.structs.replace(rows[1], key="II.2"))
    units = dict(list(reader.catalogue.units.items())[:2])
    catalogue = msgspec.structs.replace(reader.catalogue, scores=rows, units=units)
    first, second = units
    period = reader.catalogue.periods["2022-Q1"]
    found = compute_scores(
        catalogue, period, Evidence({}, {"tang": 4}, {}), {second: Evidence({}, {"tang": 0}, {})}, list(catalogue.units)
    )
    given = [(one.unit, one.points) for one in found]
    # the department: 4 x 0.5 and yes; the first unit has reported nothing; the second none
    assert given == [(None, 2), (None, 3), (first, None), (first, None), (second, 0), (second, 0)]
