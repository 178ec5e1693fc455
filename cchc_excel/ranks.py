"""Ranked criteria of sheet Xếp hạng: which rows are the same criterion, how many rose and fell."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_excel.nouns import Rank
from cchc_excel.values import fold


def rank_key(rank: Rank) -> tuple[str, str]:
    """What makes two rows the same criterion: index and criterion, whatever their case and spaces."""
    return fold(rank.index), fold(rank.criterion)


def rank_figures(ranks: Iterable[Rank]) -> dict[str, int]:
    """Criteria that rose (this year's number is lower) and that fell; equal or blank adds nothing."""
    pairs = [(one.last_year, one.this_year) for one in ranks]
    known = [(before, now) for before, now in pairs if before is not None and now is not None]
    return {
        "xh_tang": sum(now < before for before, now in known),
        "xh_giam": sum(now > before for before, now in known),
    }
