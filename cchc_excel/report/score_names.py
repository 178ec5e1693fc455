"""Points as a template sees them: of each row, in all, and the self-score table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cchc_excel.catalogue.methods import ScoreRule
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.results import Score
from cchc_excel.report.plan_rows import RESULT_LENGTH, indicators_of, plan_rows
from cchc_excel.report.split_text import pieces
from cchc_excel.report.traced import TracedFraction
from cchc_excel.report.verdicts import verdict
from cchc_excel.values import POINT_DIGITS, round_half_up


def points_by_key(
    scores: Mapping[tuple[str, str], Score], unit: str, rules: Sequence[ScoreRule]
) -> dict[str, TracedFraction | None]:
    return {rule.key: _diem(scores[unit, rule.key]) for rule in rules}


def _diem(score: Score) -> TracedFraction | None:
    if score.points is None:
        return None
    return TracedFraction(round_half_up(score.points, POINT_DIGITS), ("diem", score.rule.key, score.unit or "", ""))


def total_points(scores: Sequence[Score]) -> dict[str, Fraction]:
    """The sum of all points given to the department ("") and to each unit, rounded once; none where the catalogue gives
    none."""
    totals: dict[str, Fraction] = {}
    for score in scores:
        if score.points is not None:
            totals[score.unit or ""] = totals.get(score.unit or "", Fraction(0)) + score.points
    return {unit: round_half_up(total, POINT_DIGITS) for unit, total in totals.items()}


def score_rows(facts: Facts, scores: Mapping[tuple[str, str], Score]) -> list[dict[str, object]]:
    """The self-score table: each scoring row with its text, maximum, points, basis and the plan row's own result."""
    results = {str(row["khoa"]): row for row in plan_rows(facts) if row["ket_qua"]}
    rows: list[dict[str, object]] = []
    for rule in facts.catalogue.scores:
        item = facts.catalogue.items.get(rule.key)
        result = results.get(rule.key, {})
        rows.append(
            {
                "muc": rule.key,
                "noi_dung": item.text if item else "",
                "cach_cham": rule.method.name if rule.method else "",
                "diem_toi_da": rule.maximum if rule.maximum is not None else rule.cap,
                "diem": _diem(scores["", rule.key]),
                "can_cu": rule.basis,
                "cach_tinh": "\n".join(_definitions(facts, rule.key)),
                "bang_chung": result.get("ket_qua", ""),
                "doan": pieces(str(result.get("ket_qua", "")), RESULT_LENGTH),
                "dat": result.get("dat", verdict(None)),
                "ket_luan": result.get("ket_luan", ""),
                "ly_do": result.get("ly_do", ""),
            }
        )
    return rows


def _definitions(facts: Facts, key: str) -> list[str]:
    indicators = facts.catalogue.indicators
    return list(dict.fromkeys(indicators[code].explained for code in indicators_of(facts.catalogue, key)))
