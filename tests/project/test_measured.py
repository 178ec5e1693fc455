"""The table of measures: the middle of the rounds, and how many times the base."""

from __future__ import annotations

from benchmarks.__main__ import Table, as_markdown, slopes
from benchmarks.measured import Rounds, Took, in_turn
from benchmarks.stages import Stages, by_stage, stages_as_markdown


def _once(clock: float, own: float, children: float, peak: float) -> Rounds:
    return Rounds((Took(clock, own, children, peak),))


def test_the_middle_of_the_rounds_stands_beside_the_least_and_the_most() -> None:
    slow = Rounds((Took(9.0, 3.0), Took(2.0, 1.0), Took(4.0, 2.0)))
    table = as_markdown(Table("Đo", "nhanh", {"nhanh": _once(2.0, 1.0, 0.5, 100.0), "chậm": slow}))
    assert table.splitlines()[4:] == [
        "| nhanh | 2.00 | 2.00 – 2.00 | 1.00 | 1.50 | 1.00 | 1.00 | 100 |",
        "| chậm | 4.00 | 2.00 – 9.00 | 2.00 | 2.00 | 1.33 | 2.00 |  |",  # 4 / 2 by the clock, 2 / 1.5 of processor time
    ]


def test_a_further_unit_costs_the_slope() -> None:
    few, many = (Table("", "cchc merge", {"cchc merge": each}) for each in (_once(3, 2, 1, 100), _once(8, 4, 6, 101)))
    told = slopes([(100, few), (1100, many)])  # 5 s, 2 s, 5 s and 1 MB over 1,000 units
    assert [word for word in told.split() if word[0].isdigit()] == ["100", "1100", "5.0", "2.0", "5.0", "1"]


def test_rounds_are_taken_by_turns() -> None:
    order: list[str] = []

    def work(name: str) -> Took:
        order.append(name)
        return Took(1.0, 1.0)

    in_turn({"a": lambda: work("a"), "b": lambda: work("b")}, 2)
    assert order == ["a", "b", "a", "b"]


def test_what_is_done_one_after_another_is_one_stage_of_the_time() -> None:
    marks = [(0.5, "Đang đọc tệp 1/2: A.xlsx"), (0.75, "Đang đọc tệp 2/2: B.xlsx"), (1.5, "Đang viết báo cáo 1/1: x")]
    assert by_stage(marks, 4.0) == {
        "Nạp thư viện, đọc danh mục": 0.5,
        "Đang đọc tệp": 1.0,  # 0.25 + 0.75
        "Đang viết báo cáo: x": 2.5,
    }


def test_a_further_unit_costs_its_part_of_each_stage() -> None:
    few, many = Stages(100, {"a": 1.0}), Stages(600, {"a": 3.0, "b": 1.0})
    assert stages_as_markdown(few, many).splitlines()[4:] == [
        "| a | 1.00 | 3.00 | 75% | 4.0 |",  # 2 s over 500 units
        "| b | 0.00 | 1.00 | 25% | 2.0 |",
        "| Tất cả | 1.00 | 4.00 | 100% | 6.0 |",
    ]
    assert stages_as_markdown(many, many) == ""
