"""Ranked criteria as a template sees them: PAR-INDEX, PCI and whatever else units follow, last year's place and this
year's."""

from __future__ import annotations

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.compute.results import Consolidated
from cchc_excel.forms.columns import RANKS
from cchc_excel.model.records import Rank
from cchc_excel.report.lineage.cells import rank_name
from cchc_excel.report.traced import Kind, SourceKey, traced


def template_ranks(catalogue: Catalogue, consolidated: Consolidated) -> list[dict[str, object]]:
    """Every ranked criterion of a period, by unit."""
    period = consolidated.period.code
    return [
        template_rank(catalogue, unit, rank, period) for unit, ranks in consolidated.ranks.items() for rank in ranks
    ]


def template_rank(catalogue: Catalogue, unit: str, rank: Rank, period: str) -> dict[str, object]:
    """A criterion by the names of its columns, the unit that reports it, and by how many places it rose (less than 0:
    fell; None: one of the places is not told)."""
    before, after = (SourceKey(Kind.RANK, field, unit, period, rank_name(rank)) for field in ("last_year", "this_year"))
    change = rank.last_year - rank.this_year if rank.last_year is not None and rank.this_year is not None else None
    columns = {
        column.name: traced(getattr(rank, column.field), before._replace(code=column.field))
        for column in RANKS.answers
        if column.meaning
    }
    return {
        "don_vi": catalogue.units[unit].name,
        "don_vi_ngan": catalogue.units[unit].short,
        **columns,
        "tang": None if change is None else traced(change, before, after),
    }
