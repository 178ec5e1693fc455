"""A period has one set of figures, whoever asks: merged alone, printed beside another as the previous one, or added up
to a longer one. A workbook of the whole leaves nothing of those of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from tests.cchc_runs import codes, indicator, merge, statuses
from tests.period.two_rooms import PROCEDURES, department, printed, send


def test_a_task_whose_row_was_deleted_counts_for_its_quarter_whoever_asks(tmp_path: Path) -> None:
    root = department(tmp_path, ["Tháng 3"] * 19)
    done = {f"I.{number}": "Đã hoàn thành" for number in range(1, 15)}
    left = {f"I.{number}": "Đang thực hiện" for number in range(15, 19)}  # the row of I.19 was deleted
    send(root, "2022-Q1", "A", done | left)
    code, outcome = merge(root, "--accept-missing", "B")
    assert code == 0
    # 14 done of the 19 that A was given, whether or not a row says so: 14/19 = 0,736842…; by the 18 rows 77,78
    found = indicator(outcome, "hoan_thanh")
    assert (found["numerator"], found["denominator"], found["percent"]) == (14, 19, "73,68")
    send(root, "2022-Q2", "A", {f"I.{number}": "Đã hoàn thành" for number in range(15, 20)})
    merge(root, period="2022-Q2")
    assert printed(root, "2022-Q2", "Kỳ trước")["Tỷ lệ nhiệm vụ đã làm"] == 0.7368


def test_a_quarter_with_an_absent_month_is_the_same_there_and_as_the_previous_one(tmp_path: Path) -> None:
    root = department(tmp_path, ["Tháng 4"] * 14 + ["Tháng 6"] * 3)
    send(root, "2022-T04", "A", {f"I.{number}": "Đã hoàn thành" for number in range(1, 15)})
    send(root, "2022-T05", "A", {})
    _, outcome = merge(root, period="2022-Q2")
    assert outcome["missing"] == ["A", "B"]  # A without June, B altogether
    # the quarter asks 14 tasks of April and 3 of June, and June is not there: 14/17 = 0,823529…; by what was sent 100
    found = indicator(outcome, "hoan_thanh")
    assert (found["numerator"], found["denominator"], found["percent"]) == (14, 17, "82,35")
    send(root, "2022-Q3", "A", {f"I.{number}": "Đã hoàn thành" for number in range(15, 18)})
    merge(root, period="2022-Q3")
    assert printed(root, "2022-Q3", "Kỳ trước")["Tỷ lệ nhiệm vụ đã làm"] == 0.8235


def test_the_months_of_a_unit_with_a_quarter_of_its_own_are_neither_counted_nor_printed(tmp_path: Path) -> None:
    root = department(tmp_path, ["Tháng 2"])
    send(root, "2022-Q1", "A", {"I.1": "Đã hoàn thành"}, "2", ("10  9", "0  0"))
    send(root, "2022-T02", "A", {"I.1": "Chưa thực hiện"}, "abc", ("7654  600", "80  70"))
    send(root, "2022-Q1", "B", {"I.1": "Đã hoàn thành"}, "1", ("20  6",))
    code, outcome = merge(root)
    # the letters in February's workbook are no error of the quarter, and its 7654 dossiers are nowhere
    assert (code, outcome["final"], codes(outcome, "error")) == (0, True, set())
    assert statuses(outcome) == {"A.xlsx": "merged", "B.xlsx": "merged", "../2022-T02/A.xlsx": "superseded"}
    # 9 + 6 of 10 + 20 = 50 %; 2 + 1 of 2 + 2 = 75 %; one of two procedures and one of one: 2/3 = 66,67 %
    told = {one["code"]: one["percent"] for one in outcome["indicators"] if one["unit"] is None}
    assert told == {"hoan_thanh": "100,00", "tre_han": "0,00", "ty_le": "75,00", "xu_ly": "50,00", "co_ho_so": "66,67"}
    lineage = load_workbook(root / "output" / "2022-Q1" / "nguon-so-lieu.xlsx")["Nguồn số liệu"]
    assert not [row for row in lineage.iter_rows(values_only=True) if any("T02" in str(cell) for cell in row)]
    page = (root / "output" / "2022-Q1" / "tong-hop.html").read_text(encoding="utf-8")
    assert "7654" not in page
    assert "7.654" not in page


ANSWERS = ("Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Không phát sinh", ".")
TIMES = ("Tháng 2", "Tháng 3", "Tháng 5", "Tháng 6", "Hàng Quý", "Trong năm", "Theo yêu cầu")


@pytest.mark.parametrize("seed", range(3))
def test_a_period_beside_another_is_what_it_is_alone(tmp_path: Path, seed: int) -> None:
    """Random workbooks: of quarters, of months (some absent), of both, none; rows deleted, figures blank."""
    random = Random(seed)
    root = department(tmp_path, random.sample(TIMES, 4))
    for quarter in (1, 2, 3):
        for unit in PROCEDURES:
            for period in _sent(random, quarter, always=unit == "A"):
                send(root, period, unit, *_anything(random))
    for period in ("2022-Q1", "2022-6T", "2022-Q2", "2022-Q3"):
        merge(root, period=period)
    for period, before in {"2022-Q2": "2022-Q1", "2022-Q3": "2022-Q2"}.items():
        assert _numbers(printed(root, period, "Kỳ trước")) == _numbers(printed(root, before, "Toàn cơ quan"))
    beside, alone = printed(root, "2022-Q2", "Lũy kế từ đầu năm"), printed(root, "2022-6T", "Toàn cơ quan")
    assert _numbers(beside) in ({}, _numbers(alone))  # nothing where a part is absent


def _sent(random: Random, quarter: int, *, always: bool) -> list[str]:
    months = [f"2022-T0{month}" for month in range(quarter * 3 - 2, quarter * 3 + 1)]
    some = random.sample(months, 2)
    ways = [[f"2022-Q{quarter}"], months, some, [f"2022-Q{quarter}", *some]]
    return random.choice(ways if always else [*ways, []])


def _anything(random: Random) -> tuple[dict[str, str], str, list[str]]:
    answers = {f"I.{number}": random.choice(ANSWERS) for number in range(1, 5) if random.random() < 0.8}
    rows = [f"{random.randint(1, 9)}  {random.choice(['.', '0', '3'])}" for _ in range(2)]
    return answers, random.choice([".", "0", "1", "2"]), rows


def _numbers(told: Mapping[str, object]) -> dict[str, float]:
    return {name: value for name, value in told.items() if isinstance(value, (int, float))}
