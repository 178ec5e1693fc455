"""The names a report template may use, with the run's values behind them.

A value that stands for a figure carries `khoa_nguon`, the key of its sources in the lineage: ("so_lieu", code, unit,
procedure), ("chi_tieu", code, unit, "") or ("diem", mục, unit, ""); "" means the department, or no procedure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.expressions import Number
from cchc_excel.catalogue.model import ScoreRule, Table
from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.results import Indicator, Score, TaskState
from cchc_excel.model.files import FileStatus
from cchc_excel.problems.problem import Level
from cchc_excel.report.plan_rows import (
    RESULT_LENGTH,
    Verdict,
    indicators_of,
    plan_rows,
    ratio_text,
    requirement_text,
    verdict,
)
from cchc_excel.report.split_text import pieces
from cchc_excel.report.template_names import PRINTED_INFO

SourceKey = tuple[str, str, str, str]
NOT_ALL_PARTS = "chưa đủ kỳ"
STATUS_WORDS = {
    FileStatus.MERGED: "Đã gộp",
    FileStatus.REFUSED: "Bị từ chối",
    FileStatus.SUPERSEDED: "Có bản mới hơn",
    FileStatus.IGNORED: "Bỏ qua",
}


class SoLieu(int):
    """A figure as a whole number that knows its sources."""

    khoa_nguon: SourceKey

    def __new__(cls, value: int, key: SourceKey) -> SoLieu:
        made = super().__new__(cls, value)
        made.khoa_nguon = key
        return made


class DiemSo(Fraction):
    """Points as an exact number that knows its sources."""

    khoa_nguon: SourceKey

    def __new__(cls, value: Fraction, key: SourceKey) -> DiemSo:
        made = super().__new__(cls, value)
        made.khoa_nguon = key
        return made


class ChiTieu(msgspec.Struct, frozen=True):
    """An indicator in a template: `hien` is the text shown, `ty_le` the exact ratio (0.8676… for 86,76%), `dat` the
    verdict, `day_du` the text with numerator and denominator. `thay_doi`: the change from the previous period, in
    percentage points (or in the indicator's own unit, `don_vi_tinh`)."""

    khoa_nguon: SourceKey
    ten: str
    hien: str
    ma: str = ""
    muc: str = ""
    don_vi_tinh: str = ""
    tu_so: Number | None = None
    mau_so: Number | None = None
    ty_le: Fraction | None = None
    day_du: str = ""
    dat: Verdict = Verdict("")
    yeu_cau: str = ""
    dinh_nghia: str = ""
    ky_truoc: ChiTieu | None = None
    luy_ke: ChiTieu | None = None
    thay_doi: Fraction | None = None

    def __str__(self) -> str:
        return self.hien


def report_context(facts: Facts) -> dict[str, object]:
    """Every name a template may use, for this run."""
    catalogue, period = facts.catalogue, facts.period
    scores = {(one.unit or "", one.rule.key): one for one in facts.scores}
    totals = _totals(facts.scores)
    procedures = _procedures(facts, facts.figures.merged)
    return {
        "co_quan": catalogue.info.get("co_quan", ""),
        "thong_tin": dict.fromkeys(PRINTED_INFO, "") | catalogue.info,
        "ky": {"ma": period.code, "ten": period.name, "tu_ngay": period.start, "den_ngay": period.end},
        "ngay": facts.date,
        "ban_nhap": facts.draft,
        "don_vi": [_unit(facts, unit, scores, totals) for unit in catalogue.units],
        "chi_tieu": _indicators(facts, ""),
        "so_lieu": _figures(facts, "", facts.figures.merged),
        "tthc": procedures,
        "linh_vuc": _fields(facts, procedures),
        "ke_hoach": plan_rows(facts),
        "xep_hang": _ranks(facts),
        "diem": _points(scores, "", catalogue.scores),
        "cham_diem": _score_rows(facts, scores),
        "tong_diem": totals.get(""),
        "thieu": _missing(facts),
        "van_de": _problems(facts),
        "tep": _files(facts),
    }


def _unit(
    facts: Facts, unit: str, scores: Mapping[tuple[str, str], Score], totals: Mapping[str, Fraction]
) -> dict[str, object]:
    spec = facts.catalogue.units[unit]
    return {
        "ma": unit,
        "ten": spec.name,
        "nhom": "; ".join(spec.groups),
        "chi_tieu": _indicators(facts, unit),
        "so_lieu": _figures(facts, unit, (unit,) if unit in facts.figures.merged else ()),
        "tthc": _procedures(facts, (unit,)) if unit in facts.figures.merged else [],
        "nhiem_vu": [_task(state) for state in facts.consolidated.tasks.get(unit, {}).values()],
        "diem": _points(scores, unit, facts.catalogue.scores),
        "tong_diem": totals.get(unit),
        "da_gop": unit in facts.figures.merged,
    }


def _indicators(facts: Facts, unit: str) -> dict[str, ChiTieu]:
    """Every indicator of the department ("") or of a unit; one that a unit does not owe shows nothing."""
    by_key = facts.by_key
    found: dict[str, ChiTieu] = {}
    for code, spec in facts.catalogue.indicators.items():
        key = ("chi_tieu", code, unit, "")
        indicator = by_key.get((code, unit))
        if indicator is None:
            found[code] = ChiTieu(key, spec.name, "", code, spec.key, spec.shown_in, dinh_nghia=spec.definition)
            continue
        previous = _compared(facts.previous, code, unit, key, complete_only=False)
        cumulative = _compared(facts.cumulative, code, unit, key, complete_only=True)
        found[code] = msgspec.structs.replace(
            _shown(indicator, key),
            ky_truoc=previous,
            luy_ke=cumulative,
            thay_doi=_change(indicator, previous),
        )
    return found


def _shown(indicator: Indicator, key: SourceKey) -> ChiTieu:
    spec = indicator.spec
    return ChiTieu(
        key,
        spec.name,
        indicator.shown,
        spec.code,
        spec.key,
        spec.shown_in,
        indicator.numerator,
        indicator.denominator,
        indicator.ratio,
        ratio_text(indicator),
        verdict(indicator.passed),
        requirement_text(indicator),
        spec.definition,
    )


def _compared(compared: Compared | None, code: str, unit: str, key: SourceKey, *, complete_only: bool) -> ChiTieu:
    """The same indicator in another period; nothing where there is none, "chưa đủ kỳ" where its parts are not
    complete."""
    if compared is None:
        return ChiTieu(key, "", "")
    indicator = compared.indicators.get((code, unit))
    if complete_only and not compared.complete:
        return ChiTieu(key, "", NOT_ALL_PARTS)
    return ChiTieu(key, "", "") if indicator is None else _shown(indicator, key)


def _change(indicator: Indicator, previous: ChiTieu) -> Fraction | None:
    if indicator.ratio is None or previous.ty_le is None:
        return None
    return (indicator.ratio - previous.ty_le) * (100 if indicator.spec.is_percent else 1)


def _figures(facts: Facts, unit: str, units: Sequence[str]) -> dict[str, SoLieu | None]:
    """Every figure by code: unit figures, and procedure figures summed over procedures; None where nothing was
    reported."""
    values: dict[str, int | None] = dict.fromkeys(facts.catalogue.figures)
    if units:
        values |= facts.figures.unit_figures(units)
        values |= facts.figures.row_totals(units)
    return {
        code: None if value is None else SoLieu(value, ("so_lieu", code, unit, "")) for code, value in values.items()
    }


def _procedures(facts: Facts, units: Sequence[str]) -> list[dict[str, object]]:
    """The procedures of some units with their figures, in catalogue order; figures are names of the row."""
    unit = units[0] if len(units) == 1 and units != facts.figures.merged else ""
    in_force = facts.catalogue.in_force(facts.period)
    codes = [one.code for one in facts.catalogue.figures_of(Table.PROCEDURE)]
    rows: list[dict[str, object]] = []
    for code, row in zip(facts.figures.procedures(units), facts.figures.rows(units), strict=True):
        procedure = in_force.get(code) or facts.catalogue.latest(code)
        assert procedure is not None  # a row is read only for a code of the catalogue
        figures: dict[str, object] = {name: SoLieu(row[name], ("so_lieu", name, unit, code)) for name in codes}
        flags = {flag: bool(row[flag]) for flag in facts.catalogue.flags}
        rows.append({"ma": code, "ten": procedure.name, "linh_vuc": procedure.field} | flags | figures)
    return rows


def _fields(facts: Facts, procedures: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Procedures grouped by field, in order of first appearance, with their sums."""
    groups: dict[str, list[Mapping[str, object]]] = {}
    for row in procedures:
        groups.setdefault(str(row["linh_vuc"]), []).append(row)
    names = [one.code for one in facts.catalogue.figures_of(Table.PROCEDURE)]
    grouped: list[dict[str, object]] = []
    for field, rows in groups.items():
        one: dict[str, object] = {"ten": field, "tthc": rows}
        for name in names:
            values = (row[name] for row in rows)
            one[name] = SoLieu(sum(value for value in values if isinstance(value, int)), ("linh_vuc", name, "", field))
        grouped.append(one)
    return grouped


def _task(state: TaskState) -> dict[str, object]:
    item, answer = state.task.item, state.answer
    return {
        "khoa": item.key,
        "ma": item.code,
        "noi_dung": item.text,
        "san_pham": item.product,
        "thoi_gian": item.time,
        "han": state.task.deadline,
        "trang_thai": state.status or "",
        "so_van_ban": answer.document if answer else None,
        "ngay_van_ban": answer.document_date if answer else None,
        "ngay_hoan_thanh": answer.done_on if answer else None,
        "ket_qua": answer.result if answer else None,
        "nguyen_nhan": answer.reason if answer else None,
        "giai_phap": answer.remedy if answer else None,
        "ghi_chu": answer.note if answer else None,
        "dung_han": state.on_time,
        "tre_han": state.late,
    }


def _ranks(facts: Facts) -> list[dict[str, object]]:
    """Every ranked criterion with the unit that reports it."""
    return [
        {
            "don_vi": facts.catalogue.units[unit].name,
            "chi_so": rank.index,
            "tieu_chi": rank.criterion,
            "hang_nam_truoc": rank.last_year,
            "hang_nam_nay": rank.this_year,
        }
        for unit, ranks in facts.consolidated.ranks.items()
        for rank in ranks
    ]


def _points(scores: Mapping[tuple[str, str], Score], unit: str, rules: Sequence[ScoreRule]) -> dict[str, DiemSo | None]:
    return {rule.key: _diem(scores[unit, rule.key]) for rule in rules}


def _diem(score: Score) -> DiemSo | None:
    if score.points is None:
        return None
    return DiemSo(score.points, ("diem", score.rule.key, score.unit or "", ""))


def _totals(scores: Sequence[Score]) -> dict[str, Fraction]:
    """The sum of all points given to the department ("") and to each unit; none where the catalogue gives none."""
    totals: dict[str, Fraction] = {}
    for one in scores:
        if one.points is not None:
            totals[one.unit or ""] = totals.get(one.unit or "", Fraction(0)) + one.points
    return totals


def _score_rows(facts: Facts, scores: Mapping[tuple[str, str], Score]) -> list[dict[str, object]]:
    """The self-score table: each scoring row with its text, maximum, points, basis and the plan row's own result."""
    results = {str(row["khoa"]): row for row in plan_rows(facts) if row["ket_qua"] or row["dat"] is not None}
    rows: list[dict[str, object]] = []
    for rule in facts.catalogue.scores:
        item = facts.catalogue.items.get(rule.key)
        result = results.get(rule.key, {})
        rows.append(
            {
                "muc": rule.key,
                "noi_dung": item.text if item else "",
                "cach_cham": rule.method.value if rule.method else "",
                "diem_toi_da": rule.maximum if rule.maximum is not None else rule.cap,
                "diem": _diem(scores["", rule.key]),
                "can_cu": rule.basis,
                "cach_tinh": "\n".join(_definitions(facts, rule.key)),
                "bang_chung": result.get("ket_qua", ""),
                "doan": pieces(str(result.get("ket_qua", "")), RESULT_LENGTH),
                "dat": result.get("dat", verdict(None)),
            }
        )
    return rows


def _definitions(facts: Facts, key: str) -> list[str]:
    indicators = facts.catalogue.indicators
    return list(dict.fromkeys(indicators[code].definition for code in indicators_of(facts.catalogue, key)))


def _missing(facts: Facts) -> list[dict[str, object]]:
    """Units whose data is absent, or partly so."""
    refused = {one.unit for one in facts.files if one.status is FileStatus.REFUSED}
    rows: list[dict[str, object]] = []
    for unit in facts.consolidated.missing:
        data = facts.consolidated.data[unit]
        reason = "Tệp bị từ chối" if unit in refused else "Chưa gửi"
        if data.reports:
            reason = f"Thiếu {'; '.join(data.absent)}"
        accepted = unit in facts.accepted
        rows.append({"ma": unit, "ten": facts.catalogue.units[unit].name, "ly_do": reason, "chap_nhan": accepted})
    return rows


def _problems(facts: Facts) -> list[dict[str, object]]:
    return [
        {
            "muc_do": "Lỗi" if one.level is Level.ERROR else "Cảnh báo",
            "ma": one.code,
            "tep": one.file or "",
            "sheet": one.sheet or "",
            "o": one.cell or "",
            "don_vi": facts.catalogue.units[one.unit].name if one.unit in facts.catalogue.units else "",
            "noi_dung": one.message,
        }
        for one in facts.problems
    ]


def _files(facts: Facts) -> list[dict[str, object]]:
    return [
        {
            "ten": one.file,
            "don_vi": facts.catalogue.units[one.unit].name if one.unit in facts.catalogue.units else "",
            "trang_thai": STATUS_WORDS[one.status],
            "ghi_chu": one.reason or "",
            "sha256": one.sha256 or "",
        }
        for one in facts.files
    ]
