"""Criteria of a table of points -> rows of sheet Chấm điểm, each with the most points that it may have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.plan_model import RowLevel
from cchc_excel.catalogue.scores import is_below
from cchc_excel.catalogue.write import SheetRow
from cchc_excel.imports.bands import read_steps
from cchc_excel.imports.plan import ImportedPlan
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, fold, read_decimal, show_number, show_points

SCORES = "Chấm điểm"
TYPED, STEPS = "nhập tay", "bậc"
_NAMELESS = re.compile(r"\.M\d+(?:\.|$)")
"""A title without a number stands beside the section above it, though its key is below that one's."""
_POINTS = re.compile(r"(-?\d{1,4}(?:[.,]\d{1,4})?)\s*(?:điểm|đ)?")


class Criterion(msgspec.Struct, frozen=True):
    """A criterion without others below it: its key in the plan, its text, its most points; `steps`: how they are given
    by a ratio, as "tham số" of `bậc` says it ("" where that is not certain); `is_unclear`: whether the table says it by
    percentages that are not certain."""

    key: str
    text: str
    maximum: Fraction
    steps: str
    is_unclear: bool


class Sum(msgspec.Struct, frozen=True):
    """A criterion whose most points are not those of the ones below it together: its key and cell, and both numbers."""

    key: str
    cell: str
    maximum: Fraction
    total: Fraction


class Criteria(msgspec.Struct, frozen=True):
    """The criteria of a file's tables of points, where their points do not add up, and the keys of those that say no
    most points and have none below them."""

    rows: Sequence[Criterion]
    sums: Sequence[Sum]
    bare: Sequence[str] = ()


def find_criteria(plan: ImportedPlan, file: str) -> tuple[Criteria, list[Problem]]:
    """The criteria of the tables of points of a plan. Reported at its cell: most points that are no number above 0."""
    points: dict[int, Fraction] = {}
    problems: list[Problem] = []
    for at, line in enumerate(plan.lines):
        typed = clean_text(line.points)
        if not typed or plan.rows[at]["cấp"] == RowLevel.SUB.value:
            continue
        match = _POINTS.fullmatch(fold(typed))
        number = read_decimal(match[1]) if match else None
        if number is None or number <= 0:
            where = Location(file, line.table, line.points_cell)
            problems.append(kinds.IMPORT_POINTS(where, value=typed))
        else:
            points[at] = number
    found: list[Criterion] = []
    sums: list[Sum] = []
    for at, most in points.items():
        key = plan.rows[at]["khoá"]
        parts = [other for other in points if _is_part(plan, other, key)]
        total = _sum(plan, key, parts, points)
        if not parts:
            found.append(_criterion(plan, at, most))
        elif total is not None and total != most:
            sums.append(Sum(key, f"{plan.lines[at].table}!{plan.lines[at].points_cell}", most, total))
    return Criteria(found, sums, _bare(plan)), problems


def _is_part(plan: ImportedPlan, other: int, key: str) -> bool:
    """Whether the points of a row are part of a key's: it stands below it, and not beside it under one number that is
    merged over both."""
    own = plan.rows[other]["khoá"]
    is_beside = plan.lines[other].shares_code and own.rpartition("/")[0] == key
    return is_below(own, key) and not is_beside


def _bare(plan: ImportedPlan) -> list[str]:
    keys = [row["khoá"] for row in plan.rows if row["cấp"] != RowLevel.SUB.value]
    return [
        row["khoá"]
        for row, line in zip(plan.rows, plan.lines, strict=True)
        if line.is_scored and row["cấp"] == RowLevel.CODED.value and not clean_text(line.points)
        and not any(is_below(key, row["khoá"]) for key in keys)
    ]  # fmt: skip


def _sum(plan: ImportedPlan, key: str, parts: Sequence[int], points: Mapping[int, Fraction]) -> Fraction | None:
    """The points of those directly below a key; None where there are none but in sections of their own."""
    kept = {at: plan.rows[at]["khoá"] for at in parts if not _NAMELESS.match(plan.rows[at]["khoá"][len(key) :])}
    direct = [points[at] for at in kept if not any(_is_part(plan, at, upper) for upper in kept.values())]
    return sum(direct, Fraction(0)) if direct else None


def _criterion(plan: ImportedPlan, at: int, most: Fraction) -> Criterion:
    row = plan.rows[at]
    below = list(_sub_rows(plan, at + 1))
    texts = ["\n".join(below), *plan.lines[at].remarks, row["nội dung"].partition("\n")[2]]
    told = [text for text in texts if "%" in text]
    steps = next((steps for text in told if (steps := read_steps(text, most))), "") if len(told) == 1 else ""
    return Criterion(row["khoá"], row["nội dung"], most, steps, bool(told) and not steps)


def _sub_rows(plan: ImportedPlan, first: int) -> Iterator[str]:
    """The texts of the sub-rows from a line on, with the points that stand beside them."""
    for row, line in zip(plan.rows[first:], plan.lines[first:], strict=True):
        if row["cấp"] != RowLevel.SUB.value:
            return
        points = clean_text(line.points)
        yield f"{row['nội dung'].rstrip(' .;:')}: {points}" if points else row["nội dung"]


def score_rows(criteria: Sequence[Criterion], present: Sequence[SheetRow], ratios: Mapping[str, str]) -> list[SheetRow]:
    """The rows of sheet Chấm điểm with one for each criterion that has none; a row that names a key and nothing else is
    filled. `ratios`: names of indicators, folded -> code: a criterion called like one, whose steps are certain, is
    scored by it, any other by hand."""
    rows: list[SheetRow] = []
    new = {one.key: _score_row(one, ratios) for one in criteria}
    for row in present:
        key = clean_text(row.get("mục"))
        is_blank = not any(row.get(heading) for heading in ("chỉ tiêu", "cách chấm", "điểm tối đa", "trần"))
        rows.append({**row, **new.pop(key)} if is_blank and key in new else row)
        new.pop(key, None)
    return [*rows, *new.values()]


def in_words(criteria: Criteria, rows: Sequence[SheetRow]) -> list[str]:
    """What became of the criteria, for the officer: how many are scored how, whose steps are still to be put in place
    or could not be read for certain, and what does not add up. `rows`: the rows of sheet Chấm điểm then."""
    methods = {clean_text(row.get("mục")): clean_text(row.get("cách chấm")) for row in rows}
    by_steps = sum(methods.get(one.key) == STEPS for one in criteria.rows)
    lines = [f"{len(criteria.rows)} tiêu chí có điểm, {by_steps} chấm theo bậc của một chỉ tiêu, còn lại nhập tay."]
    for one in criteria.rows:
        if one.steps and methods.get(one.key) == TYPED:
            lines.append(f"{one.key}: nhập tay, thang điểm {one.steps}")
        elif one.is_unclear:
            lines.append(f"{one.key}: nhập tay, thang điểm theo tỷ lệ không đọc chắc được")
    if criteria.bare:
        lines.append(f"Không ghi điểm tối đa, chưa có dòng ở sheet Chấm điểm: {'; '.join(criteria.bare)}")
    for wrong in criteria.sums:
        most, total = show_points(wrong.maximum), show_points(wrong.total)
        lines.append(
            f"{wrong.key} ({wrong.cell}): điểm tối đa {most}, các tiêu chí bên dưới cộng lại {total}; xem lại bảng"
        )
    if any(one.steps and methods.get(one.key) == TYPED for one in criteria.rows):
        lines.append(
            "Tiêu chí có thang điểm mà tính được bằng một chỉ tiêu: ghi mã vào cột chỉ tiêu, đổi cách chấm thành "
            f"{STEPS}, chép thang điểm từ cột căn cứ vào cột tham số."
        )
    return lines


def _score_row(one: Criterion, ratios: Mapping[str, str]) -> SheetRow:
    row = {"mục": one.key, "cách chấm": TYPED, "điểm tối đa": show_number(one.maximum)}
    ratio = ratios.get(fold(one.text.partition("\n")[0])) if one.steps else None
    if ratio:
        return {**row, "chỉ tiêu": ratio, "cách chấm": STEPS, "tham số": one.steps}
    return {**row, "căn cứ": f"thang điểm: {one.steps}"} if one.steps else row
