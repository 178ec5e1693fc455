"""All points of the department and of each unit: their sum, the maximum that counted, the share, rank and grade."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.score_model import Grade, ScoreRule
from cchc_excel.compute.results import Score, ScoreTotal
from cchc_excel.compute.scoring import under_caps


def score_totals(scores: Sequence[Score], grades: Sequence[Grade]) -> list[ScoreTotal]:
    """The totals of the department, then of each unit, in the order of the `scores`. What stands below a row with a cap
    counts by that row alone. `grades`: the highest first."""
    by_unit: dict[str | None, list[Score]] = {}
    for one in scores:
        by_unit.setdefault(one.unit, []).append(one)
    on_top = top_rules([one.rule for one in next(iter(by_unit.values()), [])])
    totals = [_total(unit, [one for one in own if one.rule.key in on_top], grades) for unit, own in by_unit.items()]
    return _ranked(totals)


def top_rules(rules: Sequence[ScoreRule]) -> set[str]:
    """The mục that count for the total themselves: those below a row with a cap do not."""
    capped = {key for keys in under_caps(rules).values() for key in keys}
    return {rule.key for rule in rules} - capped


def _total(unit: str | None, scores: Sequence[Score], grades: Sequence[Grade]) -> ScoreTotal:
    given = [one.final for one in scores if one.final is not None]
    points = sum(given, Fraction(0)) if given else None
    maximum = sum((one.maximum for one in scores), Fraction(0))
    share = points / maximum if points is not None and maximum > 0 else None
    return ScoreTotal(unit, points, maximum, share, None, _grade(share, grades))


def _grade(share: Fraction | None, grades: Iterable[Grade]) -> str:
    """The highest grade that a share reaches; "" below them all, or without a share."""
    if share is None:
        return ""
    return next((grade.name for grade in grades if grade.reached(share)), "")


def _ranked(totals: Sequence[ScoreTotal]) -> list[ScoreTotal]:
    """With the units' ranks: by share, or by points where nobody has a share."""
    by_share = any(one.share is not None for one in totals if one.unit is not None)
    places = ranks(
        {
            one.unit: value
            for one in totals
            if one.unit is not None and (value := one.share if by_share else one.points) is not None
        }
    )
    return [msgspec.structs.replace(one, rank=places.get(one.unit or "")) for one in totals]


def ranks(values: Mapping[str, Fraction]) -> dict[str, int]:
    """The place of each value, the highest first; equals share a place, and the next one counts them all (1, 1, 3)."""
    rising = sorted(values.values())
    return {unit: 1 + len(rising) - bisect_right(rising, own) for unit, own in values.items()}
