"""Points as a template sees them: of each row, in all, and the self-score table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cchc_excel.catalogue.indicators import indicators_of
from cchc_excel.catalogue.score_model import ScoreRule
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.results import Score, ScoreTotal
from cchc_excel.model.records import Said
from cchc_excel.report.plan_rows import ratio_text
from cchc_excel.report.traced import (
    Kind,
    SourceKey,
    TracedFraction,
    TracedText,
    joined,
    number_text,
    traced,
    traced_pieces,
)
from cchc_excel.report.verdicts import verdict
from cchc_excel.values import POINT_DIGITS, round_half_up

Scores = Mapping[tuple[str, str], Score]
"""(unit or "", mục) -> its score."""
_GIVEN = {"tham_dinh": Said.APPRAISED, "duyet": Said.APPROVED}
_WRITTEN = {"ly_do_cham": Said.REASON, "minh_chung": Said.EVIDENCE}
EVIDENCE_LENGTH = 60
"""The longest piece of a result, in characters: a line or two of its column. Pages part it there; pieces on one page
are joined."""


def points_by_key(facts: Facts, scores: Scores, unit: str) -> dict[str, TracedFraction | None]:
    """Points by mục, of a unit or ("") of the department."""
    return {rule.key: _points(scores[unit, rule.key], facts.period.code) for rule in facts.catalogue.scores}


def _key(facts: Facts, score: Score, said: str = "") -> SourceKey:
    return SourceKey(Kind.POINTS, score.rule.key, score.unit or "", facts.period.code, said)


def _points(score: Score, period: str) -> TracedFraction | None:
    key = SourceKey(Kind.POINTS, score.rule.key, score.unit or "", period)
    return None if score.final is None else _rounded(score.final, key)


def points_in_year(facts: Facts, key: str, unit: str) -> dict[str, TracedFraction | None]:
    """The points of a mục by period of the year; None where none were given."""
    scores = {one.period.code: one.results.score(key, unit) if one.results else None for one in facts.year}
    return {period: _points(score, period) if score else None for period, score in scores.items()}


def _rounded(points: Fraction, key: SourceKey) -> TracedFraction:
    """Points as they are shown: rounded once."""
    return traced(round_half_up(points, POINT_DIGITS), key)


def point_totals(facts: Facts, unit: str) -> dict[str, object]:
    """All points of a unit or ("") of the department: each rounded once; None where there are none."""
    return _totals(facts.totals_of_points.get(unit), unit, facts.period.code)


def totals_in_year(facts: Facts, unit: str) -> dict[str, dict[str, object]]:
    """The same by period of the year, with the unit's place."""
    found: dict[str, dict[str, object]] = {}
    for one in facts.year:
        total = one.results.totals_of_points.get(unit) if one.results else None
        found[one.period.code] = _totals(total, unit, one.period.code) | {"hang": total.rank if total else None}
    return found


def _totals(known: ScoreTotal | None, unit: str, period: str) -> dict[str, object]:
    total = known or ScoreTotal(unit, None, Fraction(0), None, None, "")
    key = SourceKey(Kind.ALL_POINTS, "", unit, period)
    return {
        "tong_diem": None if total.points is None else _rounded(total.points, key),
        "tong_diem_toi_da": round_half_up(total.maximum, POINT_DIGITS) if total.maximum else None,
        "diem_quy_doi": None if total.share is None else _rounded(total.share * 100, key),
        "xep_loai": total.grade,
    }


def rule_names(facts: Facts) -> dict[str, dict[str, object]]:
    """What the score rows of every unit say alike of each rule, by mục."""
    items, texts = facts.catalogue.items, {row.key: row.text for row in facts.catalogue.plan}
    return {
        rule.key: {
            "muc": rule.key,
            "noi_dung": items[rule.key].text if rule.key in items else texts.get(rule.key, ""),
            "cach_cham": rule.method.name if rule.method else "",
            "diem_toi_da": rule.maximum if rule.maximum is not None else rule.cap,
            "can_cu": rule.basis,
            "cach_tinh": "\n".join(_definitions(facts, rule)),
        }
        for rule in facts.catalogue.scores
    }


def score_rows(
    facts: Facts,
    scores: Scores,
    rules: Mapping[str, Mapping[str, object]],
    plan: Sequence[Mapping[str, object]],
    unit: str = "",
) -> list[dict[str, object]]:
    """The self-score table of the department or a unit: each scoring row with its text, maximum, points, basis, what
    people say of it, and for the department the plan row's own result; in pieces (`doan`) ratios, documents and what
    people say: what units write of a task is in the appendix. `rules`: what `rule_names` gives; `plan`: the rows of the
    plan (`plan_rows`)."""
    results = {str(row["khoa"]): row for row in plan if row["ket_qua"] and not unit}
    rows: list[dict[str, object]] = []
    for rule in facts.catalogue.scores:
        score = scores[unit, rule.key]
        result = results.get(rule.key, {})
        ratio = _ratio(facts, score)
        told, stands = result.get("ket_qua", ratio), result.get("tinh_hinh", ratio)
        assert isinstance(told, TracedText)
        assert isinstance(stands, TracedText)
        shown = joined("\n", [part for part in (stands, *_notes(facts, score)) if part])
        rows.append(
            {
                **rules[rule.key],
                "diem": _points(score, facts.period.code),
                "trong_nam": points_in_year(facts, rule.key, unit),
                "tu_cham": _own(facts, score),
                **{name: _given(facts, score, said) for name, said in _GIVEN.items()},
                **{name: _written(facts, score, said) for name, said in _WRITTEN.items()},
                "bang_chung": told,
                "doan": traced_pieces(shown, EVIDENCE_LENGTH),
                "dat": result.get("dat", verdict(None)),
                "ket_luan": result.get("ket_luan", ""),
                "ly_do": result.get("ly_do", ""),
            }
        )
    return rows


_HEADINGS = {"tu_cham": "Điểm tự chấm", "tham_dinh": "Thẩm định", "duyet": "Duyệt"}
_MOST, _COUNTED = {"ma": "diem_toi_da", "ten": "Điểm tối đa"}, {"ma": "diem", "ten": "Điểm được tính"}
_TOTALS = {
    "tong_diem": "Tổng điểm",
    "tong_diem_toi_da": "Điểm tối đa được tính",
    "diem_quy_doi": "Quy về thang 100",
    "hang": "Xếp hạng",
    "xep_loai": "Xếp loại",
}


def point_columns(rows: Sequence[Mapping[str, object]]) -> list[dict[str, str]]:
    """The columns of points that score rows need: name of the value (`ma`) and heading (`ten`). None is empty, and the
    points that count have no column beside one that says the same in every row: they stand under its heading."""
    given = {name: heading for name, heading in _HEADINGS.items() if _holds(rows, name)}
    columns = [{"ma": name, "ten": heading} for name, heading in given.items()]
    if given and all(row[[*given][-1]] == row["diem"] for row in rows):
        columns[-1]["ma"] = "diem"
    elif _holds(rows, "diem"):
        columns.append(_COUNTED)
    return [_MOST, *columns] if _holds(rows, "diem_toi_da") else columns


def total_columns(totals: Sequence[Mapping[str, object]]) -> list[dict[str, str]]:
    """The columns of totals in which some row has something, as `point_columns` has them."""
    return [{"ma": name, "ten": heading} for name, heading in _TOTALS.items() if _holds(totals, name)]


def _holds(rows: Sequence[Mapping[str, object]], name: str) -> bool:
    return any(row.get(name) not in (None, "") for row in rows)


def _own(facts: Facts, score: Score) -> TracedFraction | TracedText | None:
    """The points before anybody appraised them, or that the row does not apply."""
    if Said.OWN in score.typed:
        return _given(facts, score, Said.OWN)
    key = _key(facts, score, Said.OWN if score.deciding else "")
    return None if score.points is None else _rounded(score.points, key)


def _given(facts: Facts, score: Score, said: Said) -> TracedFraction | TracedText | None:
    typed = score.typed.get(said)
    if typed is None:
        return None
    key = _key(facts, score, said)
    return traced(typed.value, key) if isinstance(typed.value, str) else _rounded(typed.value, key)


def _written(facts: Facts, score: Score, said: Said) -> TracedText:
    typed = score.typed.get(said)
    return traced(str(typed.value), _key(facts, score, said)) if typed else traced("")


def _notes(facts: Facts, score: Score) -> list[TracedText]:
    """What people write beside points, each named."""
    named = ((said, _written(facts, score, said)) for said in _WRITTEN.values())
    return [joined(": ", [traced(said.capitalize()), text]) for said, text in named if text]


def _ratio(facts: Facts, score: Score) -> TracedText:
    """The department's ratio that a row is scored by and that stands beside another row of the plan; of a unit none."""
    rule = score.rule
    if (
        score.unit
        or rule.about not in facts.catalogue.indicators
        or rule.about in indicators_of(facts.catalogue, rule.key)
    ):
        return traced("")
    return number_text(
        ratio_text(facts.by_key[rule.about, ""]), SourceKey(Kind.RATIO, rule.about, "", facts.period.code)
    )


def _definitions(facts: Facts, rule: ScoreRule) -> list[str]:
    indicators = facts.catalogue.indicators
    codes = indicators_of(facts.catalogue, rule.key) or [rule.about or ""]
    return list(dict.fromkeys(indicators[code].definition for code in codes if code in indicators))
