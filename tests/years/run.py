"""Runs the command on a year's folder and holds what it says against what was worked out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from tests.cchc_runs import invoked
from tests.years import text
from tests.years.expected import Expected, expected
from tests.years.model import Year
from tests.years.ratios import Ratio
from tests.years.write import REPORTS, write_year

Outcome = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """A field that is not what it must be."""

    seed: int
    period: str
    field: str
    where: str
    wanted: object
    found: object

    def __str__(self) -> str:
        return f"seed {self.seed} {self.period} {self.field} {self.where}: {self.wanted!r} wanted, {self.found!r} found"


@dataclass
class Result:
    """Fields compared, by kind, and those that differ."""

    seed: int
    compared: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    def check(self, period: str, kind: str, where: object, wanted: object, found: object) -> None:
        self.compared[kind] += 1
        if wanted != found:
            self.differences.append(Difference(self.seed, period, kind, str(where), wanted, found))


def merge(root: Path, period: str, *options: str) -> tuple[int, Outcome]:
    """Exit code and JSON of `cchc merge`. An exception is an answer of its own: {"crash": its text}."""
    told = invoked("--root", str(root), "merge", period, "--json", *options)
    if told.exception and not isinstance(told.exception, SystemExit):
        return told.exit_code, {"crash": repr(told.exception)}
    return told.exit_code, json.loads(told.stdout, parse_float=Decimal)


def chosen_periods(year: Year, count: int | None) -> list[str]:
    """Periods in random order; of `count` of them the longer ones are as many as the months."""
    random = Random(year.seed)
    months = [code for code in year.periods if "-T" in code]
    longer = [code for code in year.periods if "-T" not in code]
    random.shuffle(months)
    random.shuffle(longer)
    found = months + longer if count is None else longer[: count - count // 4] + months[: count // 4]
    random.shuffle(found)
    return found


def compare(
    year: Year, root: Path, periods: Sequence[str], reports: Sequence[str] = REPORTS
) -> Iterator[tuple[Expected, Outcome, Result]]:
    """Merges periods of a year in the order given, and compares the JSON of each."""
    write_year(year, root, reports)
    for period in periods:
        result = Result(year.seed)
        wanted = expected(year, period)
        code, outcome = merge(root, period)
        compare_json(wanted, code, outcome, result)
        yield wanted, outcome, result


def compare_json(wanted: Expected, code: int, outcome: Outcome, result: Result) -> None:
    """Every field of the JSON that holds a number, a unit, a file or a judgement."""
    period = wanted.period
    if "crash" in outcome:
        result.check(period, "crash", "", None, outcome["crash"])
        return
    if not any(wanted.totals.forms.values()):
        result.check(period, "exit code", "no workbook", 2, code)
        return
    result.check(period, "exit code", "", 0 if wanted.final else 1, code)
    if code == 2:
        result.check(period, "stopped", "", None, [one["message"] for one in outcome["problems"]][:3])
        return
    result.check(period, "final", "", wanted.final, outcome["final"])
    result.check(period, "missing", "", sorted(wanted.missing), sorted(outcome["missing"]))
    _compare_files(wanted, outcome, result)
    _compare_ratios(wanted, outcome, result)
    _compare_scores(wanted, outcome, result)


def _compare_files(wanted: Expected, outcome: Outcome, result: Result) -> None:
    merged = {(one["file"], one["unit"]) for one in outcome["files"] if one["status"] == "merged"}
    result.check(wanted.period, "files", "", sorted(wanted.files), sorted(merged))


def _compare_ratios(wanted: Expected, outcome: Outcome, result: Result) -> None:
    found = {(one["code"], one["unit"]): one for one in outcome["indicators"]}
    result.check(wanted.period, "indicator twice", "", len(outcome["indicators"]), len(found))
    extra = {key for key in found.keys() - wanted.ratios.keys() if found[key]["numerator"] is not None}
    result.check(wanted.period, "indicators", "not owed", set(), extra)
    for key, ratio in wanted.ratios.items():
        if key not in found:
            result.check(wanted.period, "indicators", key, "listed", "not listed")
            continue
        for name, value in _fields(ratio).items():
            result.check(wanted.period, name, key, value, _exact(found[key][name]))


def _fields(ratio: Ratio) -> dict[str, object]:
    return {
        "muc": ratio.indicator.key,
        "numerator": ratio.numerator,
        "denominator": ratio.denominator,
        "percent": ratio.percent,
        "passed": ratio.passed,
        "value": ratio.shown,
    }


def _exact(value: object) -> object:
    """JSON numbers as fractions, so that they are compared exactly."""
    return Fraction(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value


def _compare_scores(wanted: Expected, outcome: Outcome, result: Result) -> None:
    found = {(one["muc"], one["unit"]): one["points"] for one in outcome["scores"]}
    result.check(wanted.period, "scores listed", "", set(wanted.scores), set(found))
    for key, points in wanted.scores.items():
        result.check(wanted.period, "points", key, None if points is None else text.points(points), found.get(key))
