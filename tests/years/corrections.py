"""A period is issued, a workbook is replaced, the period is merged again: what must be said to differ.

Questions, with the choice made here: a warning `khac-phat-hanh` names the unit in its field `unit` (null: department)
and has both texts, the issued and the present, in its message; what is compared are figures of units, typed, derived
and computed, indicators and points, as they are shown. Each has a warning of its own, for each procedure that it is a
figure of. A figure that was blank, a ratio that nobody reported, points that were not given have no text; a procedure's
0 is none either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path

from tests.years import text
from tests.years.expected import Expected, expected
from tests.years.model import PROCEDURE, Year
from tests.years.run import Outcome, Result, merge
from tests.years.write import form_path, write_form

CODE = "khac-phat-hanh"
Texts = Mapping[Hashable, tuple[str | None, str]]
"""What a value is of -> its unit and its text; what has no text is not there."""


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
    """Every unit that is there in the period is accepted as it is, so that the period can be issued."""
    units = [one.code for one in wanted.totals.catalogue.units.values() if one.has_days(year.period(wanted.period))]
    return [word for unit in units for word in ("--accept-missing", unit)]


def _compare_warnings(before: Expected, after: Expected, outcome: Outcome, result: Result) -> None:
    found = [one for one in outcome["problems"] if one["code"] == CODE]
    changes = list(_changes(before, after))
    result.check(after.period, f"{CODE} number", "", len(changes), len(found))
    result.check(after.period, f"{CODE} units", "", Counter(unit for unit, _, _ in changes), _units(found))
    for unit, was, now in changes:
        told = [one for one in found if one["unit"] == unit and was in one["message"] and now in one["message"]]
        result.check(after.period, CODE, (unit, was, now), True, bool(told))
    result.check(after.period, f"{CODE} level", "", {"warning"} if found else set(), {one["level"] for one in found})


def _units(found: list[Outcome]) -> Counter[str | None]:
    return Counter(one["unit"] for one in found)


def _changes(before: Expected, after: Expected) -> Iterator[tuple[str | None, str, str]]:
    """(unit, issued text, present text) of whatever is shown differently."""
    was, now = _texts(before), _texts(after)
    for key in {**was, **now}:
        unit = (was.get(key) or now[key])[0]
        issued, present = (found[key][1] if key in found else "" for found in (was, now))
        if issued != present:
            yield unit, issued, present


def _texts(wanted: Expected) -> Texts:
    """Everything that an issue keeps, as it is shown."""
    found: dict[Hashable, tuple[str | None, str]] = {}
    found |= {("ratio", *key): (key[1], one.shown) for key, one in wanted.ratios.items()}
    found |= {("points", *key): (key[1], text.points(one)) for key, one in wanted.scores.items() if one is not None}
    totals = wanted.totals
    for unit in totals.merged:
        found |= {("figure", unit, code): (unit, text.exact(one)) for code, one in totals.figures([unit]).items()}
        codes = [one.code for one in totals.catalogue.figures.values() if one.table == PROCEDURE]
        for procedure in totals.procedures([unit]):
            row = totals.row(procedure, [unit])
            found |= {("row", unit, procedure, code): (unit, text.exact(row[code])) for code in codes if row[code]}
    return found
