"""The names a report template may use, with the run's values behind them.

Every value that stands for a figure, and every text that a unit wrote, is made by traced.py: it carries the keys of its
sources in the lineage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from cchc_excel.catalogue.levels import levels_above, members
from cchc_excel.catalogue.model import Table
from cchc_excel.compute.facts import Facts
from cchc_excel.model.files import FileStatus
from cchc_excel.model.records import Number
from cchc_excel.problems.problem import Level, each_fault
from cchc_excel.report.indicator_names import beside, template_indicators
from cchc_excel.report.plan_rows import plan_rows
from cchc_excel.report.rank_names import template_ranks
from cchc_excel.report.score_names import (
    Scores,
    point_columns,
    point_totals,
    points_by_key,
    rule_names,
    score_rows,
    total_columns,
    totals_in_year,
)
from cchc_excel.report.task_names import template_task
from cchc_excel.report.template_names import PRINTED_INFO
from cchc_excel.report.traced import Kind, SourceKey, TracedFraction, TracedInt, traced_figure
from cchc_excel.report.year_names import the_year
from cchc_excel.values import plain

STATUS_WORDS = {
    FileStatus.MERGED: "Đã gộp",
    FileStatus.REFUSED: "Bị từ chối",
    FileStatus.SUPERSEDED: "Có bản mới hơn",
    FileStatus.IGNORED: "Bỏ qua",
}

_WHOLE = "Cả cơ quan"


def report_context(facts: Facts) -> dict[str, object]:
    """Every name a template may use, for this run."""
    catalogue, period = facts.catalogue, facts.period
    scores = {(score.unit or "", score.rule.key): score for score in facts.scores}
    procedures = _procedures(facts, facts.totals.merged)
    plan = plan_rows(facts)
    rules = rule_names(facts)
    units = {unit: _unit(facts, unit, scores, rules) for unit in facts.totals.units}
    own_scores, own_totals = score_rows(facts, scores, rules, plan), point_totals(facts, "")
    return {
        "co_quan": catalogue.info.get("co_quan", ""),
        "thong_tin": dict.fromkeys(PRINTED_INFO, "") | catalogue.info,
        "ky": {
            "ma": period.code,
            "ten": period.name,
            "tu_ngay": period.start,
            "den_ngay": period.end,
            "ky_truoc": beside(facts.previous),
            "luy_ke": beside(facts.cumulative),
        },
        "ngay": facts.date,
        "ban_nhap": facts.draft,
        "don_vi": list(units.values()),
        "dong_don_vi": [units[code] if code in units else _department(facts, code) for code in unit_lines(facts)],
        "chi_tieu": template_indicators(facts, ""),
        "so_lieu": _figures(facts, "", facts.totals.merged),
        "ten_so_lieu": {code: spec.short for code, spec in catalogue.figures.items()},
        "tthc": procedures,
        "linh_vuc": _fields(facts, procedures),
        "ke_hoach": plan,
        "xep_hang": template_ranks(facts.catalogue, facts.consolidated),
        "diem": points_by_key(facts, scores, ""),
        "cham_diem": own_scores,
        "cot_diem": point_columns(own_scores),
        "cot_diem_don_vi": point_columns(_rows_of(units.values())),
        "cot_tong_diem": total_columns([own_totals, *units.values()]),
        **own_totals,
        "diem_co_quan": own_totals | {"hang": None},
        "thieu": _missing(facts),
        "van_de": _problems(facts),
        "tep": _files(facts),
        "khac_phat_hanh": _changes(facts),
        "nam": the_year(facts),
        "diem_trong_nam": totals_in_year(facts, ""),
    }


def _unit(facts: Facts, unit: str, scores: Scores, rules: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    spec = facts.catalogue.units[unit]
    states = facts.consolidated.tasks.get(unit, {})
    return {
        "ma": unit,
        "ten": shown_name(facts, unit),
        "ten_ngan": spec.short,
        "kem_theo_ten": beside_name(facts, unit),
        "nhom": "; ".join(spec.groups),
        "chi_tieu": template_indicators(facts, unit),
        "so_lieu": _figures(facts, unit, (unit,) if unit in facts.totals.merged else ()),
        "tthc": _procedures(facts, (unit,)) if unit in facts.totals.merged else [],
        "nhiem_vu": [template_task(facts.catalogue, unit, state, facts.period.code) for state in states.values()],
        "diem": points_by_key(facts, scores, unit),
        "cham_diem": score_rows(facts, scores, rules, (), unit),
        **point_totals(facts, unit),
        "hang": facts.totals_of_points[unit].rank if unit in facts.totals_of_points else None,
        "diem_trong_nam": totals_in_year(facts, unit),
        "da_gop": unit in facts.totals.merged,
    }


def _rows_of(units: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """The score rows of units that have points."""
    found: list[Mapping[str, object]] = []
    for unit in units:
        rows = unit["cham_diem"]
        assert isinstance(rows, list)
        found += [row for row in rows if row["tu_cham"] is not None or row["diem"] is not None]
    return found


def _department(facts: Facts, department: str) -> dict[str, object]:
    """The line of a department: its units together, with their figures and ratios; points, tasks and procedures are
    those of its units."""
    own = members(facts.totals.units, department)
    merged = tuple(members(facts.totals.merged, department))
    return {
        "ma": department,
        "ten": f"{facts.catalogue.name_of(department)} (cộng {len(own)} đơn vị)",
        "ten_ngan": facts.catalogue.departments[department].short,
        "kem_theo_ten": f"cộng {len(own)} đơn vị",
        "nhom": "",
        "chi_tieu": template_indicators(facts, department),
        "so_lieu": _figures(facts, department, merged),
        "tthc": [],
        "nhiem_vu": [],
        "diem": dict.fromkeys(rule.key for rule in facts.catalogue.scores),
        "cham_diem": [],
        **point_totals(facts, department),
        "hang": None,
        "diem_trong_nam": totals_in_year(facts, department),
        "da_gop": bool(merged),
    }


def unit_lines(facts: Facts) -> list[str]:
    """The lines of a table of units: each department before its units, departments in the order in which they come
    first. Without departments, the units."""
    units = {unit: [*levels_above(unit, facts.catalogue.units[unit].department), unit] for unit in facts.totals.units}
    first: dict[str, int] = {}
    for at, lines in enumerate(units.values()):
        for line in lines:
            first.setdefault(line, at)
    ordered = sorted(units.values(), key=lambda lines: [first[line] for line in lines])
    return list(dict.fromkeys(line for lines in ordered for line in lines))


def shown_name(facts: Facts, unit: str) -> str:
    """A unit's name in a row of its own figures, with what is told beside it."""
    name, words = facts.catalogue.units[unit].name, beside_name(facts, unit)
    return f"{name} ({words})" if words else name


def beside_name(facts: Facts, unit: str) -> str:
    """What is told beside the name of a unit: its successor if it ended within the period, the units merged into it
    since if its previous values are theirs too."""
    spec = facts.catalogue.units[unit]
    words = []
    if not spec.owes(facts.period):
        successor = facts.catalogue.units.get(spec.merged_into or "")
        words.append(f"đã nhập vào {successor.name}" if successor else f"đến ngày {spec.end:%d/%m/%Y}")
    merged = facts.previous.merged.get(unit, ()) if facts.previous else ()
    if merged:
        words.append(f"kỳ trước gồm {'; '.join(facts.catalogue.units[one].name for one in merged)}")
    return "; ".join(words)


def _figures(facts: Facts, unit: str, units: Sequence[str]) -> dict[str, TracedInt | TracedFraction | None]:
    """Every figure by code: unit figures, and procedure figures summed over procedures; None where nothing was
    reported."""
    values: dict[str, Number | None] = dict.fromkeys(facts.catalogue.figures)
    if units:
        values |= facts.totals.unit_figures(units)
        values |= facts.totals.row_totals(units)
    key = SourceKey(Kind.FIGURE, "", unit, facts.period.code)
    return {
        code: None if value is None else traced_figure(value, key._replace(code=code)) for code, value in values.items()
    }


def _procedures(facts: Facts, units: Sequence[str]) -> list[dict[str, object]]:
    """The procedures of some units with their figures, in catalogue order; figures are names of the row."""
    unit = units[0] if len(units) == 1 and units != facts.totals.merged else ""
    key = SourceKey(Kind.FIGURE, "", unit, facts.period.code)
    codes = [one.code for one in facts.catalogue.figures_of(Table.PROCEDURE)]
    rows: list[dict[str, object]] = []
    for code, row in zip(facts.totals.procedures(units), facts.totals.rows(units), strict=True):
        procedure = facts.totals.procedure(code)
        figures: dict[str, object] = {
            name: traced_figure(row[name], key._replace(code=name, place=code)) for name in codes
        }
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
            total = sum(value for value in values if isinstance(value, int | Fraction))
            key = SourceKey(Kind.FIELD, name, "", facts.period.code, field)
            one[name] = traced_figure(plain(total), key)
        grouped.append(one)
    return grouped


def _missing(facts: Facts) -> list[dict[str, object]]:
    """Units whose data is absent, or partly so."""
    refused = {file.unit for file in facts.files if file.status is FileStatus.REFUSED}
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
            "muc_do": "Lỗi" if problem.level is Level.ERROR else "Cảnh báo",
            "ma": problem.code,
            "tep": problem.file or "",
            "sheet": problem.sheet or "",
            "o": problem.cell or "",
            "don_vi": facts.catalogue.name_of(problem.unit),
            "noi_dung": problem.message,
        }
        for problem in each_fault(facts.problems)
    ]


def _changes(facts: Facts) -> list[dict[str, object]]:
    """What is not as it was issued."""
    units = facts.catalogue.units
    return [
        {
            "ten": change.name,
            "don_vi": units[change.unit].name if change.unit in units else change.unit or _WHOLE,
            "cu": change.issued,
            "moi": change.now,
            "tep": change.file,
        }
        for change in facts.changes
    ]


def _files(facts: Facts) -> list[dict[str, object]]:
    return [
        {
            "ten": file.file,
            "don_vi": facts.catalogue.name_of(file.unit),
            "trang_thai": STATUS_WORDS[file.status],
            "ghi_chu": file.reason or "",
            "sha256": file.sha256 or "",
        }
        for file in facts.files
    ]
