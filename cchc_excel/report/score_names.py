"""Points as a template sees them: of each row, in all, and the self-score table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cchc_excel.catalogue.indicators import indicators_of
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.results import Score
from cchc_excel.report.plan_rows import RESULT_LENGTH
from cchc_excel.report.traced import Kind, SourceKey, TracedFraction, TracedText, traced, traced_pieces
from cchc_excel.report.verdicts import verdict
from cchc_excel.values import POINT_DIGITS, round_half_up


def points_by_key(facts: Facts, scores: Mapping[tuple[str, str], Score], unit: str) -> dict[str, TracedFraction | None]:
    """Points by mục, of a unit or ("") of the department."""
    return {rule.key: _points(facts, scores[unit, rule.key]) for rule in facts.catalogue.scores}


def _points(facts: Facts, score: Score) -> TracedFraction | None:
    if score.points is None:
        return None
    key = SourceKey(Kind.POINTS, score.rule.key, score.unit or "", facts.period.code)
    return traced(round_half_up(score.points, POINT_DIGITS), key)


def total_points(facts: Facts) -> dict[str, TracedFraction]:
    """The sum of all points given to the department ("") and to each unit, rounded once; none where the catalogue gives
    none."""
    totals: dict[str, Fraction] = {}
    for score in facts.scores:
        if score.points is not None:
            totals[score.unit or ""] = totals.get(score.unit or "", Fraction(0)) + score.points
    key = SourceKey(Kind.ALL_POINTS, "", "", facts.period.code)
    return {unit: traced(round_half_up(total, POINT_DIGITS), key._replace(unit=unit)) for unit, total in totals.items()}


def score_rows(
    facts: Facts, scores: Mapping[tuple[str, str], Score], plan: Sequence[Mapping[str, object]]
) -> list[dict[str, object]]:
    """The self-score table: each scoring row with its text, maximum, points, basis and the plan row's own result.
    `plan`: the rows of the plan (`plan_rows`)."""
    results = {str(row["khoa"]): row for row in plan if row["ket_qua"]}
    rows: list[dict[str, object]] = []
    for rule in facts.catalogue.scores:
        item = facts.catalogue.items.get(rule.key)
        result = results.get(rule.key, {})
        told = result.get("ket_qua", traced(""))
        assert isinstance(told, TracedText)
        rows.append(
            {
                "muc": rule.key,
                "noi_dung": item.text if item else "",
                "cach_cham": rule.method.name if rule.method else "",
                "diem_toi_da": rule.maximum if rule.maximum is not None else rule.cap,
                "diem": _points(facts, scores["", rule.key]),
                "can_cu": rule.basis,
                "cach_tinh": "\n".join(_definitions(facts, rule.key)),
                "bang_chung": told,
                "doan": traced_pieces(told, RESULT_LENGTH),
                "dat": result.get("dat", verdict(None)),
                "ket_luan": result.get("ket_luan", ""),
                "ly_do": result.get("ly_do", ""),
            }
        )
    return rows


def _definitions(facts: Facts, key: str) -> list[str]:
    indicators = facts.catalogue.indicators
    return list(dict.fromkeys(indicators[code].definition for code in indicators_of(facts.catalogue, key)))
