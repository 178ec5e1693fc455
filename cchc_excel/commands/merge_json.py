"""What a run of `merge` comes to, and its JSON form."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from cchc_excel.compute.results import Indicator, Score, ScoreTotal
from cchc_excel.model.files import FileEntry
from cchc_excel.model.records import Number, Said, Typed
from cchc_excel.problems.problem import Level, Problem
from cchc_excel.values import as_cell, show_points

COMPLETE, DRAFT, STOPPED = 0, 1, 2
"""Exit codes of a merge: final reports; drafts; nothing written."""

_CELL = re.compile(r"([A-Z]+)(\d+)")


class MergeResult(msgspec.Struct, frozen=True):
    """The result of a run: what was written, every file and problem, every indicator, score and total of points.
    `exit_code` is COMPLETE, DRAFT or STOPPED; `period` is "" where the command was not understood."""

    period: str
    exit_code: int
    missing: Sequence[str] = ()
    outputs: Sequence[str] = ()
    files: Sequence[FileEntry] = ()
    problems: Sequence[Problem] = ()
    indicators: Sequence[Indicator] = ()
    scores: Sequence[Score] = ()
    totals: Sequence[ScoreTotal] = ()

    @property
    def final(self) -> bool:
        """Whether the reports are final: every unit in or accepted, and no error."""
        return self.exit_code == COMPLETE


def sorted_problems(problems: Sequence[Problem]) -> list[Problem]:
    """Errors before warnings, then by file, sheet, row, column and code; equal ones once."""
    return sorted(dict.fromkeys(problems), key=_order)


def _order(problem: Problem) -> tuple[bool, str, str, int, str, str, str, str]:
    match = _CELL.fullmatch(problem.cell or "")
    row, column = (int(match[2]), match[1].rjust(3)) if match else (0, "")
    return (
        problem.level is not Level.ERROR, problem.file or "", problem.sheet or "", row, column, problem.code,
        problem.unit or "", problem.message,
    )  # fmt: skip


def to_json(result: MergeResult) -> str:
    """One JSON object, with the keys that docs/cam-ket.md promises. Lists are in order: units as in the catalogue,
    files by name, problems as sorted_problems, indicators and scores as in the catalogue, the department's first and
    then each unit's."""
    return json.dumps(
        {
            "period": result.period or None,
            "final": result.final,
            "missing": list(result.missing),
            "outputs": list(result.outputs),
            "files": [{"file": file.file, "unit": file.unit, "status": file.status} for file in result.files],
            "problems": [problem_json(problem) for problem in result.problems],
            "indicators": [_indicator(indicator) for indicator in result.indicators],
            "scores": [_score(score) for score in result.scores],
            "score_totals": [_score_total(total) for total in result.totals],
        },
        ensure_ascii=False,
        indent=1,
    )


def problem_json(problem: Problem) -> dict[str, str | None]:
    """A problem as the commands print it in JSON."""
    return {
        "code": problem.code,
        "level": problem.level,
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "unit": problem.unit,
        "message": problem.message,
    }


def _indicator(indicator: Indicator) -> dict[str, object]:
    return {
        "code": indicator.spec.code,
        "muc": indicator.spec.key,
        "unit": indicator.unit,
        "numerator": _number(indicator.numerator),
        "denominator": _number(indicator.denominator),
        "percent": indicator.percent,
        "value": indicator.shown,
        "passed": indicator.passed,
    }


def _number(value: Number | None) -> int | float | None:
    """A JSON number: a figure with decimals as short as it reads, 4.5."""
    return None if value is None else as_cell(value)


def _score(score: Score) -> dict[str, object]:
    """`points`: those that count; `self`, `appraised`, `approved`: what each gives, NOT_APPLIED among it."""
    return {
        "muc": score.rule.key,
        "unit": score.unit,
        "points": _points(score.final),
        "maximum": _points(score.maximum) if score.counted else None,
        "self": _points(score.points),
        "appraised": _said(score.typed.get(Said.APPRAISED)),
        "approved": _said(score.typed.get(Said.APPROVED)),
        "reason": _said(score.typed.get(Said.REASON)),
        "evidence": _said(score.typed.get(Said.EVIDENCE)),
    }


def _said(typed: Typed | None) -> str | None:
    return None if typed is None else typed.value if isinstance(typed.value, str) else show_points(typed.value)


def _points(value: Fraction | None) -> str | None:
    return None if value is None else show_points(value)


def _score_total(total: ScoreTotal) -> dict[str, object]:
    """`share`: points brought to 100."""
    return {
        "unit": total.unit,
        "points": _points(total.points),
        "maximum": _points(total.maximum),
        "of_100": None if total.share is None else show_points(total.share * 100),
        "rank": total.rank,
        "grade": total.grade or None,
    }
