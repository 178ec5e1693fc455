"""Tasks that a period left undone are asked again until they are done, whether somebody said so or said nothing. Every
number is worked out by hand: (done, given) of the tasks that a unit is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cchc_runs import cchc, indicator, merge
from tests.forms.unit_form import Coded, opened
from tests.period.two_rooms import department, send

DONE, NOT_BEGUN = {"I.1": "Đã hoàn thành"}, {"I.1": "Chưa thực hiện"}


def given(outcome: dict[str, Any], unit: str | None, code: str = "hoan_thanh") -> tuple[int, int]:
    """Numerator and denominator of a unit's ratio: tasks done, tasks given."""
    found = indicator(outcome, code, unit)
    return found["numerator"], found["denominator"]


def test_a_task_of_which_nothing_was_said_is_asked_again(tmp_path: Path) -> None:
    root = department(tmp_path, ["Tháng 2"])
    send(root, "2022-Q1", "A", {})  # its row was deleted; B sent nothing at all
    assert cchc(root, "template", "2022-Q2").exit_code == 0
    for unit in "AB":
        form = opened(root / "output" / "2022-Q2" / "bieu-mau" / f"{unit}.xlsx")
        assert list(Coded(form, "Nhiệm vụ").rows) == ["I.1"]
    send(root, "2022-Q2", "A", DONE)
    send(root, "2022-Q2", "B", {})
    _, outcome = merge(root, period="2022-Q2")
    assert (given(outcome, "A"), given(outcome, "B")) == ((1, 1), (0, 1))
    assert given(outcome, "B", "tre_han") == (1, 1)  # it was due on 28 February
    for unit in "AB":
        send(root, "2022-Q3", unit, {})
    _, outcome = merge(root, period="2022-Q3")
    assert (given(outcome, "A"), given(outcome, "B")) == ((0, 0), (0, 1))  # A did it in Q2


def test_of_a_period_that_nobody_reported_nothing_is_asked_again(tmp_path: Path) -> None:
    """The program came into use in the second quarter."""
    root = department(tmp_path, ["Tháng 2"])
    for unit in "AB":
        send(root, "2022-Q2", unit, {})
    _, outcome = merge(root, period="2022-Q2")
    assert given(outcome, None) == (0, 0)


def test_a_later_month_of_a_task_wants_its_own_answer(tmp_path: Path) -> None:
    root = department(tmp_path, ["Tháng 2, tháng 5"])
    for unit in "AB":
        send(root, "2022-Q1", unit, DONE)  # February's
    send(root, "2022-Q2", "A", {})  # of May A says nothing
    send(root, "2022-Q2", "B", DONE)
    for unit in "AB":
        send(root, "2022-Q3", unit, {})
    _, outcome = merge(root, period="2022-Q3")
    assert (given(outcome, "A"), given(outcome, "B")) == ((0, 1), (0, 0))


def test_months_beside_a_quarter_of_its_own_answer_nothing(tmp_path: Path) -> None:
    root = department(tmp_path, ["Tháng 3"])
    send(root, "2022-T03", "A", NOT_BEGUN)  # not used: the quarter's own workbook wins
    send(root, "2022-Q1", "A", DONE)
    send(root, "2022-T03", "B", DONE)
    send(root, "2022-Q1", "B", NOT_BEGUN)
    for unit in "AB":
        send(root, "2022-Q2", unit, {})
    _, outcome = merge(root, period="2022-Q2")
    assert (given(outcome, "A"), given(outcome, "B")) == ((0, 0), (0, 1))


def test_what_falls_due_after_a_unit_ended_is_not_asked_of_it(tmp_path: Path) -> None:
    units = ("A | Phòng A | Các phòng | | | | 30/6/2022", "B | Phòng B | Các phòng")
    root = department(tmp_path, ["Tháng 2", "Tháng 9"], units)
    for period in ("2022-Q1", "2022-Q2"):
        send(root, period, "A", DONE)
        send(root, period, "B", DONE)
    send(root, "2022-Q3", "B", {"I.2": "Đã hoàn thành"})
    code, outcome = merge(root, period="2022-9T")
    assert (code, outcome["missing"]) == (0, [])
    # A was given February's task alone, B both: 3 of 3 are done; with September's of A it would be 3 of 4
    assert (given(outcome, "A"), given(outcome, "B"), given(outcome, None)) == ((1, 1), (2, 2), (3, 3))
