"""Totals of points: sums within caps, the maximum that counted, ranks of equals, grades at their bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cchc_excel.catalogue.methods import METHODS
from cchc_excel.catalogue.score_model import Grade, ScoreRule
from cchc_excel.compute.results import Score
from cchc_excel.compute.score_totals import score_totals
from cchc_excel.compute.scoring import with_caps

GRADES = (Grade(Fraction(9, 10), True, "A"), Grade(Fraction(9, 10), False, "B"), Grade(Fraction(1, 2), False, "C"))
"""Above 90 %: A; 90 % itself: B; from 50 %: C."""


def rule(key: str, cap: int | None = None) -> ScoreRule:
    method = None if cap is not None else METHODS["tuyến tính"]
    return ScoreRule(key, None, method, Fraction(10), {}, (), None if cap is None else Fraction(cap), "")


def scored(unit: str | None, points: int | None, most: int = 10, key: str = "I.1") -> Score:
    return Score(rule(key), unit, None if points is None else Fraction(points), counted=True, maximum=Fraction(most))


def pairs(*numbers: int) -> list[tuple[Fraction | None, Fraction]]:
    return [(Fraction(one), Fraction(other)) for one, other in zip(numbers[::2], numbers[1::2], strict=True)]


def test_equals_share_a_rank_and_the_next_counts_them_all() -> None:
    """By the share, not by points: 8 of 8 is before 9 of 10."""
    given = [("A", 9, 10), ("B", 8, 8), ("C", 9, 10), ("D", 0, 10), ("E", None, 10)]
    totals = score_totals([scored(None, 5), *(scored(*one) for one in given)], ())
    assert {one.unit: one.rank for one in totals} == {None: None, "A": 2, "B": 1, "C": 2, "D": 4, "E": None}


@pytest.mark.parametrize(("points", "grade"), [(91, "A"), (90, "B"), (50, "C"), (49, ""), (None, "")])
def test_a_grade_begins_at_its_bound_or_above_it(points: int | None, grade: str) -> None:
    (total,) = score_totals([scored("A", points, 100)], GRADES)
    assert total.grade == grade


def test_caps_stand_within_caps() -> None:
    """II: at most 12 of what is directly below it: II.1 gives 7 (at most 5), II.2 gives 9: 14 is 12. Of the maxima 20,
    at most 5, and 10: 15 is 12."""
    rules = [rule("II", 12), rule("II.1", 5)]
    scores = {one.key: Score(one, None, None, counted=False) for one in rules}
    scores |= {key: scored(None, points, key=key) for key, points in (("II.1.1", 4), ("II.1.2", 3), ("II.2", 9))}
    found = with_caps(scores)
    assert [(found[key].points, found[key].maximum) for key in ("II.1", "II")] == pairs(5, 5, 12, 12)
    (total,) = score_totals(list(found.values()), ())
    assert [(total.points, total.maximum), (total.share, total.maximum)] == pairs(12, 12, 1, 12)


def test_nothing_given_is_no_total() -> None:
    (total,) = score_totals([scored("A", None)], GRADES)
    assert (total.points, total.share, total.rank, total.grade) == (None, None, None, "")
