"""The year that a run's period belongs to, period by period, with the points of each."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cchc_excel.catalogue.periods import leaves_of, rhythm_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.compute.beside import Beside
from cchc_excel.compute.evidence import period_scores
from cchc_excel.compute.facts import Compared, Facts, InYear, Key
from cchc_excel.compute.indicators import held_to_others
from cchc_excel.compute.results import Indicator, Score


def with_year(facts: Facts, beside: Beside) -> Facts:
    """The facts with the periods that their year is looked at by. What comes after the run's own period, and what
    nobody has sent anything of, has no results: a period merged again later says what it said before."""
    of_year = [InYear(one, _results(one, facts, beside)) for one in rhythm_of(facts.catalogue, facts.period)]
    return msgspec.structs.replace(facts, year=of_year)


def _results(period: Period, facts: Facts, beside: Beside) -> Compared | None:
    if period.code == facts.period.code:
        return facts.as_compared
    if period.end > facts.period.end or not _is_sent(period, beside):
        return None
    seen = beside.seen_from(facts.period, period.code)
    if seen is None:
        return None
    before = beside.seen_from(period, period.previous) if seen.catalogue.holds_to_previous else None
    return msgspec.structs.replace(seen, scores=_scores(period, beside, before), before=before)


def _is_sent(period: Period, beside: Beside) -> bool:
    codes = set(leaves_of(beside.catalogue.periods, period.code))
    return any(code in codes for code, _ in beside.loaded.reports)


def _scores(period: Period, beside: Beside, previous: Compared | None) -> list[Score]:
    """The points of a period, as its own merge gives them."""
    found = beside.computed(period.code)
    assert found is not None
    served = found.catalogue
    before: Mapping[Key, Indicator] = previous.indicators if previous else {}
    own = [one for one in found.indicators.values() if one.unit not in served.departments]
    return period_scores(served, found.consolidated, found.totals, held_to_others(own, before), before)
