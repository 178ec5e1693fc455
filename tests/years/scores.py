"""Points of sheet Chấm điểm, for the department and for each unit.

Questions, with the choice made here: a ratio above 1 gives no more than the maximum; "có/không" is yes if the
indicator's requirement is met, or the unit figure is above 0, or, without either, the row's task is
done by all who had it to do ("Không phát sinh" is not counted).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tests.years import text
from tests.years.model import DONE, NOTHING, Answer, Scoring
from tests.years.ratios import Ratio
from tests.years.sent import sent
from tests.years.tasks import answers_of, counted
from tests.years.totals import Totals

Ratios = Mapping[tuple[str, str | None], Ratio]


def scores(totals: Totals, found: Ratios) -> dict[tuple[str, str | None], Fraction | None]:
    """(mục, unit) -> exact points."""
    whose = [None, *totals.units]
    return {(row.key, unit): _points(totals, found, row, unit) for unit in whose for row in totals.catalogue.scores}


def _points(totals: Totals, found: Ratios, row: Scoring, unit: str | None) -> Fraction | None:
    parameters = _parameters(row.parameters)
    if row.method == "mỗi mục":
        return _each(_count(totals, found, row, unit), parameters.get("điểm"), row.cap)
    if not row.method or not row.maximum:
        return None
    maximum = text.number(row.maximum)
    if row.method == "có/không":
        answer = _yes_no(totals, found, row, unit)
        return None if answer is None else maximum * answer
    ratio = found.get((row.about, unit))
    if ratio is None or ratio.numerator is None:
        return None
    if ratio.numerator == ratio.denominator == 0:
        return {"Điểm tối đa": maximum, "Không điểm": Fraction(0)}.get(ratio.indicator.when_empty)
    return _shaped(row.method, maximum, parameters, ratio)


def _parameters(typed: str) -> dict[str, Fraction]:
    pairs = [part.partition("=") for part in typed.split(";") if part.strip()]
    return {name.strip(): text.number(value) for name, _, value in pairs}


def _each(count: Fraction | None, each: Fraction | None, cap: str) -> Fraction | None:
    if count is None or each is None:
        return None
    limit = abs(text.number(cap)) if cap else None
    return count * each if limit is None else max(-limit, min(limit, count * each))


def _count(totals: Totals, found: Ratios, row: Scoring, unit: str | None) -> Fraction | None:
    if (row.about, unit) in found:
        return found[row.about, unit].numerator
    units = totals.merged if unit is None else [unit] * (unit in totals.merged)
    return totals.figures(units).get(row.about)


def _yes_no(totals: Totals, found: Ratios, row: Scoring, unit: str | None) -> bool | None:
    if row.about:
        ratio = found.get((row.about, unit))
        if ratio and ratio.indicator.requirement:
            return ratio.passed
        count = _count(totals, found, row, unit)
        return None if count is None else count > 0
    units = totals.merged if unit is None else [unit] * (unit in totals.merged)
    told = [status for one in units if (status := _status(totals, one, row.key)) not in (None, NOTHING)]
    return all(status == DONE for status in told) if told else None


def _status(totals: Totals, unit: str, key: str) -> str | None:
    """What a unit says of a task, "" where it says nothing; None if it is not asked."""
    if key not in counted(totals.year, unit, totals.period):
        return None
    return answers_of(sent(totals.year, unit, totals.period).forms).get(key, Answer("")).status


def _shaped(method: str, maximum: Fraction, parameters: Mapping[str, Fraction], ratio: Ratio) -> Fraction | None:
    """Points of a ratio by the method's shape."""
    value = ratio.value
    if value is None:
        return None
    match method:
        case "tuyến tính":
            return maximum * _share(value)
        case "ngưỡng":
            return maximum * _share(value) if value >= parameters["từ"] else Fraction(0)
        case "ngưỡng từ 0":
            return maximum * _share((value - parameters["a"]) / (parameters["b"] - parameters["a"]))
        case "bậc":
            reached = [(text.number(bound), given) for bound, given in parameters.items()]
            best = max((one for one in reached if value >= one[0]), default=None)
            return min(maximum, best[1]) if best else Fraction(0)
        case "đạt":
            return None if ratio.passed is None else maximum * ratio.passed
    raise ValueError(method)


def _share(value: Fraction) -> Fraction:
    return max(Fraction(0), min(Fraction(1), value))
