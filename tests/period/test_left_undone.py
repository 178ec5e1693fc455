"""Tasks that a period left undone are asked again until they are done, whether somebody said so or said nothing. Every
number is worked out by hand: (done, given) of the tasks that a unit is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

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


A_INTO_B = ("A | Phòng A | Các phòng | | | | 30/6/2022 | B", "B | Phòng B | Các phòng")
DONE_, DOING, NONE = "Đã hoàn thành", "Đang thực hiện", "Không phát sinh"
BOTH = "Các phòng"
PASSED_ON = (
    # lead, what A says in the second quarter ("": its row is gone), B in the second and in the third; whose it is in
    # nine months
    ("Phòng A", DOING, "", DONE_, "B"),
    ("Phòng A", "", "", DONE_, "B"),
    ("Phòng A", DOING, "", "Chưa thực hiện", "B"),
    ("Phòng A", DOING, "", ".", "B"),  # asked, and nothing said of it yet
    ("Phòng A", DOING, "", NONE, "B"),
    ("Phòng A", DOING, "", "", "A"),  # nobody says anything after A: its word stands
    ("Phòng A", DONE_, "", "", "A"),
    (BOTH, DOING, DONE_, DONE_, "B"),  # B did its own in the second quarter, A's in the third
    (BOTH, DOING, DONE_, "Chưa thực hiện", "B"),
    (BOTH, DOING, DONE_, ".", "AB"),  # B's word that counts is of its own
    (BOTH, DONE_, DOING, DONE_, "AB"),
)


def test_what_a_merged_unit_left_undone_is_its_successors_and_counts_once(tmp_path: Path) -> None:
    """Tasks due in May; A is merged into B on 30 June."""
    leads = [lead for lead, *_ in PASSED_ON]
    root = department(tmp_path, ["Tháng 5"] * len(leads), A_INTO_B, leads)
    for unit in "AB":
        send(root, "2022-Q1", unit, {})
    for at, (period, unit) in enumerate((("2022-Q2", "A"), ("2022-Q2", "B"), ("2022-Q3", "B")), start=1):
        send(root, period, unit, {f"I.{number}": row[at] for number, row in enumerate(PASSED_ON, 1) if row[at]})
    _, outcome = merge(root, period="2022-9T")
    sheet = load_workbook(root / "output" / "2022-9T" / "so-lieu.xlsx")["Nhiệm vụ"]
    head, *rows = sheet.iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    counted = {(row["mục"], row["đơn vị"]) for row in told if row["hạn"]}
    assert counted == {(f"I.{number}", one) for number, row in enumerate(PASSED_ON, 1) for one in row[-1]}
    # A: 7 and 11 of 6, 7, 10, 11; B: 1, 2, 8, 10, 11 of those and 3, 4, 9 (5 did not arise)
    assert (given(outcome, "A"), given(outcome, "B"), given(outcome, None)) == ((2, 4), (5, 8), (7, 12))
    status = json.loads(cchc(root, "status", "2022-9T", "--json", "--today", "1/10/2022").stdout)
    owed = {one["unit"]: [item["muc"] for item in one["owed"]] for one in status["units"]}
    for unit in "AB":  # what B has taken over too, of which the plan asks it nothing itself
        whose = [f"I.{number}" for number, row in enumerate(PASSED_ON, 1) if unit in row[-1]]
        assert [key for key in owed[unit] if key.startswith("I.")] == whose


A_SPLIT = ("A | Phòng A | Các phòng | | | | 30/6/2022", A_INTO_B[1])
DUTIES = ("Tháng 2", "Tháng 9", "Hằng quý", "Trong năm")


@pytest.mark.parametrize(
    ("units", "answer", "asked", "unowned"),
    [
        # done before: what is A's from July on is B's
        (A_INTO_B, DONE_, ["I.2", "I.3", "I.4"], None),
        (A_INTO_B, DOING, ["I.1", "I.2", "I.3", "I.4"], None),
        # nobody's any more
        (A_SPLIT, DONE_, [], "I.2; I.3; I.4"),
        (A_SPLIT, DOING, [], "I.1; I.2; I.3; I.4"),
        # A is there until 15 August, and may still send; what falls due in September is B's
        (("A | Phòng A | Các phòng | | | | 15/8/2022 | B", A_INTO_B[1]), DONE_, ["I.2", "I.3", "I.4"], None),
    ],
)
def test_what_the_plan_asks_of_a_unit_that_ended_has_an_owner_or_is_warned(
    tmp_path: Path, units: tuple[str, ...], answer: str, asked: list[str], unowned: str | None
) -> None:
    root = department(tmp_path, DUTIES, units, ["Phòng A"] * len(DUTIES))
    for period in ("2022-Q1", "2022-Q2"):
        send(root, period, "A", {f"I.{number}": answer for number in (1, 3, 4)})
        send(root, period, "B", {})
    told = cchc(root, "template", "2022-Q3")
    sheet = Coded(opened(root / "output" / "2022-Q3" / "bieu-mau" / "B.xlsx"), "Nhiệm vụ") if asked else None
    assert (list(sheet.rows) if sheet else []) == asked
    warned = f"không đơn vị nào được hỏi các mục {unowned};"
    assert (warned in told.output, "không đơn vị nào được hỏi" in told.output) == (bool(unowned), bool(unowned))


def test_in_the_quarter_of_a_merger_a_task_counts_once_and_is_not_asked_again(tmp_path: Path) -> None:
    """A, merged into B on 15 August, is asked September's task no more, and each quarter's in the third still."""
    root = department(tmp_path, DUTIES, ("A | Phòng A | Các phòng | | | | 15/8/2022 | B", A_INTO_B[1]), ["Phòng A"] * 4)
    for period in ("2022-Q1", "2022-Q2"):
        send(root, period, "A", {f"I.{number}": DONE_ for number in (1, 3, 4)})
        send(root, period, "B", {})
    send(root, "2022-Q3", "A", {"I.3": DOING, "I.4": DOING})
    send(root, "2022-Q3", "B", {"I.2": DONE_, "I.3": DONE_, "I.4": "Chưa thực hiện"})
    _, outcome = merge(root, period="2022-Q3")
    # A has none: what it left undone B answers for, 2 of 3 done
    assert (given(outcome, "A"), given(outcome, "B"), given(outcome, None)) == ((0, 0), (2, 3), (2, 3))
    _, outcome = merge(root, period="2022-9T")
    # A did February's
    assert (given(outcome, "A"), given(outcome, "B"), given(outcome, None)) == ((1, 1), (2, 3), (3, 4))


def test_a_task_of_a_quarter_that_is_absent_is_not_missed_on_the_form_of_another(tmp_path: Path) -> None:
    root = department(tmp_path, ["Tháng 2", "Tháng 5"])
    send(root, "2022-Q1", "A", DONE)  # its form rightly has no row of May's task
    send(root, "2022-Q1", "B", {"I.1": "Đã hoàn thành"})
    send(root, "2022-Q2", "B", {"I.1": "Đã hoàn thành"})  # B's of the second quarter should have one
    _, outcome = merge(root, period="2022-6T")
    told = [one["file"] for one in outcome["problems"] if one["code"] == "nhiem-vu-thieu-dong"]
    assert told == ["../2022-Q2/B.xlsx"]
