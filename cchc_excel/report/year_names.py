"""The year as a template sees it: its periods, which of them have figures, and the latest places of ranked criteria."""

from __future__ import annotations

import re

from cchc_excel.catalogue.periods import year_of
from cchc_excel.compute.facts import Facts, InYear
from cchc_excel.compute.ranks import rank_key
from cchc_excel.model.records import Rank
from cchc_excel.report.indicator_names import beside
from cchc_excel.report.rank_names import template_rank


def the_year(facts: Facts) -> dict[str, object]:
    """The year of the run's period: `ten`, its periods `ky`, and `xep_hang`, each ranked criterion by the latest
    period that tells it."""
    year = str(year_of(facts.period))
    periods = [_period(facts, one, year) for one in facts.year]
    return {
        "ten": year,
        "ky": periods,
        "so_ky": sum(one.results is not None for one in facts.year),
        "xep_hang": _ranks(facts),
    }


def _period(facts: Facts, one: InYear, year: str) -> dict[str, object]:
    names = beside(one.results) | {"ma": one.period.code, "ten": one.period.name}
    return names | {
        "ten_ngan": _without_year(one.period.name, year),
        "ngan": _without_year(one.period.code, year),
        "co_so_lieu": one.results is not None,
        "la_ky_nay": one.period.code == facts.period.code,
        "chua_den": one.period.start > facts.period.end,
    }


def _without_year(name: str, year: str) -> str:
    """ "Quý I" of "Quý I năm 2022", "Q1" of "2022-Q1"; a name that is nothing else stays."""
    return re.sub(rf"\W*(?:\bnăm\s+)?{year}\W*", " ", name).strip() or name


def _ranks(facts: Facts) -> list[dict[str, object]]:
    """Each criterion once: as the latest period tells it, by the first unit that does."""
    latest: dict[tuple[str, str], tuple[str, Rank, str]] = {}
    for one in (one for one in facts.year if one.results):
        assert one.results is not None
        told: dict[tuple[str, str], tuple[str, Rank, str]] = {}
        for unit, ranks in one.results.consolidated.ranks.items():
            for rank in ranks:
                told.setdefault(rank_key(rank), (unit, rank, one.period.code))
        latest |= told
    names = {one.period.code: one.period.name for one in facts.year}
    return [
        template_rank(facts.catalogue, unit, rank, period) | {"ky": names[period]}
        for unit, rank, period in latest.values()
    ]
