"""The table of measures: the middle of the rounds, and how many times the base."""

from __future__ import annotations

from benchmarks.__main__ import Table, as_markdown, slopes
from benchmarks.measured import Rounds, Took, in_turn


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
