"""A period is issued, a workbook is replaced, the period is merged again: what must be said to differ.

Questions, with the choice made here: a warning `khac-phat-hanh` names the unit in its field `unit` (null: department)
and has both texts, the issued and the present, in its message; what is compared are typed figures, indicators and
points, as they are shown. Unit figures have one warning each, so have indicators and points of the unit and of the
department.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.years import text
from tests.years.expected import Expected, expected
from tests.years.model import Year
from tests.years.ratios import Ratio
from tests.years.run import Outcome, Result, merge
from tests.years.write import form_path, write_form

CODE = "khac-phat-hanh"


def compare_corrections(year: Year, root: Path, result: Result) -> None:
    """Issues the period of each correction, replaces the workbook, merges again and holds the warnings against what
    differs."""
    for new in year.corrections:
        before = expected(year, new.period)
        issued = merge(root, new.period, "--final", *_accepting(year, before))
        result.check(new.period, "issued", "", 0, issued[0])
        year.forms[new.period, new.unit] = new
        write_form(year.catalogue_of(new.period), new, form_path(root, new))
        code, outcome = merge(root, new.period, *_accepting(year, before))
        _compare_warnings(before, expected(year, new.period), outcome, result)
        result.check(new.period, "exit code", "corrected", 0, code)


def _accepting(year: Year, wanted: Expected) -> list[str]:
    """Every unit is accepted as it is, so that the period can be issued."""
    units = year.catalogue_of(wanted.period).units
    return [word for unit in units for word in ("--accept-missing", unit)]


def _compare_warnings(before: Expected, after: Expected, outcome: Outcome, result: Result) -> None:
    found = [one for one in outcome["problems"] if one["code"] == CODE]
    changes = list(_changes(before, after))
    result.check(after.period, f"{CODE} number", "", len(changes), len(found))
    for unit, was, now in changes:
        told = [one for one in found if one["unit"] == unit and was in one["message"] and now in one["message"]]
        result.check(after.period, CODE, (unit, was, now), True, bool(told))
    result.check(after.period, f"{CODE} level", "", {"warning"} if found else set(), {one["level"] for one in found})


def _changes(before: Expected, after: Expected) -> list[tuple[str | None, str, str]]:
    """(unit, issued text, present text) of whatever is shown differently."""
    ratios = [(key[1], _shown(before.ratios[key]), _shown(one)) for key, one in after.ratios.items()]
    points = [(key[1], _points(before.scores[key]), _points(one)) for key, one in after.scores.items()]
    changed = [one for one in ratios + points if one[1] != one[2]]
    return changed + _figure_changes(before, after)


def _figure_changes(before: Expected, after: Expected) -> list[tuple[str | None, str, str]]:
    """Typed unit figures of units."""
    found: list[tuple[str | None, str, str]] = []
    for unit in after.totals.merged:
        was, now = before.totals.figures([unit]), after.totals.figures([unit])
        changed = [code for code in now if was.get(code, now[code]) != now[code]]
        found += [(unit, text.points(was[code]), text.points(now[code])) for code in changed]
    return found


def _shown(one: Ratio) -> str:
    return "" if one.shown is None else text.decimal(one.shown, one.indicator.digits)


def _points(points: Fraction | None) -> str:
    return text.points(points) if points is not None else ""
