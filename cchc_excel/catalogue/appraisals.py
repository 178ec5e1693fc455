"""Sheet Thẩm định: points that people give at the department, beside those that are worked out or that units give."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from cchc_excel.catalogue.near_names import near_name
from cchc_excel.catalogue.score_model import Appraisal, ScoreRule
from cchc_excel.catalogue.sheet import Record
from cchc_excel.catalogue.unit_names import Names
from cchc_excel.model.records import NOT_APPLIED, Said, Typed
from cchc_excel.problems import kinds
from cchc_excel.values import fold, show_number

APPRAISAL_SHEET = "Thẩm định"
APPRAISAL_HEADINGS = ("mục", "đơn vị", *Said)
APPRAISAL_OPTIONAL = ("kỳ",)
"""Without it, or blank in it, a row counts in every period of the catalogue."""
_POINTS = (Said.OWN, Said.APPRAISED, Said.APPROVED)


def read_appraisals(
    records: Sequence[Record], rules: Sequence[ScoreRule], names: Names, periods: Collection[str]
) -> tuple[Appraisal, ...]:
    """Sheet Thẩm định, a row each. Reported at their cells: a mục that sheet Chấm điểm does not have, a unit or period
    that is not known, a row that stands twice, points that are none or not within what the row gives, and own points of
    a row that the program works out (they are not used)."""
    by_key = {rule.key: rule for rule in rules}
    found: list[Appraisal] = []
    seen: dict[tuple[str, str | None, str | None], Record] = {}
    for record in records:
        key = record.needed("mục")
        rule = by_key.get(key)
        if key and rule is None:
            record.report("mục", kinds.APPRAISAL_NO_ROW, key=key, hint=near_name(key, by_key))
        if rule is None:
            continue
        said = _said(record, rule)
        unit, period = _unit(record, names), record.code("kỳ") or None
        if period and period not in periods:
            record.report("kỳ", kinds.CATALOGUE_NO_PERIOD, period=period)
        if unit is None and record.text("đơn vị"):
            continue  # reported; whose row it is cannot be told, nor whether it is a second
        known = seen.setdefault((key, unit, period), record)
        if known is not record:
            record.report("mục", kinds.CATALOGUE_TWICE, code=key, other=known.where("mục").cell)
            continue
        found.append(Appraisal(key, unit, period, said))
    return tuple(sorted(found, key=lambda one: one.period is not None))


def _unit(record: Record, names: Names) -> str | None:
    """The unit that a row is of; None where the cell is blank, which is the department, or names no one unit."""
    name = record.text("đơn vị")
    units = (names.units(name) if name else None) or ()
    if name and len(units) != 1:
        record.report("đơn vị", kinds.APPRAISAL_ONE_UNIT, name=name)
    return units[0] if len(units) == 1 else None


def _said(record: Record, rule: ScoreRule) -> Mapping[Said, Typed]:
    said: dict[Said, Typed] = {}
    for one in Said:
        value = _points(record, one, rule) if one in _POINTS else record.text(one)
        if value is None or value == "":
            continue
        if one is Said.OWN and not rule.is_typed:
            record.report(one, kinds.APPRAISAL_OWN_COMPUTED, key=rule.key)
            continue
        where = record.where(one)
        said[one] = Typed(value, str(where.file), str(where.sheet), str(where.cell))
    return said


def _points(record: Record, heading: str, rule: ScoreRule) -> Fraction | str | None:
    if fold(record.text(heading)) == fold(NOT_APPLIED):
        return NOT_APPLIED
    points = record.number(heading)
    if points is not None and not rule.allows(points):
        record.report(heading, kinds.POINTS_OUTSIDE, value=show_number(points), range=rule.range_in_words)
    return points
