"""Ranked criteria of sheet Xếp hạng: which rows are the same criterion, whether they agree, how many rose and fell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from cchc_excel.model.records import Rank, UnitReport
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import fold, without_unseen


def rank_key(rank: Rank) -> tuple[str, str]:
    """What makes two rows the same criterion: index and criterion, however they are spelt: case, spaces, hyphens and
    Unicode form make no other one ("PAR-INDEX", "Par Index")."""
    return _bare(rank.index), _bare(rank.criterion)


def _bare(name: str) -> str:
    return _JOINTS.sub("", fold(unicodedata.normalize("NFKC", without_unseen(name))))


_JOINTS = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")
"""What may stand between the parts of a name, or not: spaces, hyphens, dashes."""


def rank_figures(ranks: Iterable[Rank]) -> dict[str, int]:
    """Criteria that rose (this year's number is lower) and that fell; equal or blank adds nothing."""
    pairs = [(one.last_year, one.this_year) for one in ranks]
    known = [(before, now) for before, now in pairs if before is not None and now is not None]
    return {
        "xh_tang": sum(now < before for before, now in known),
        "xh_giam": sum(now > before for before, now in known),
    }


def latest_ranks(unit: str, reports: Sequence[UnitReport]) -> tuple[list[Rank], list[Problem]]:
    """A unit's ranked criteria by (index, criterion), each from its latest part that ranks it; a criterion that one
    workbook ranks twice and differently is a Problem at its second cell."""
    found: list[Problem] = []
    latest: dict[tuple[str, str], Rank] = {}
    for report in reports:
        own: dict[tuple[str, str], Rank] = {}
        for rank in report.ranks:
            first = own.setdefault(rank_key(rank), rank)
            if (first.last_year, first.this_year) != (rank.last_year, rank.this_year):
                where = Location(report.file, rank.sheet, rank.cell, unit)
                found.append(rank_conflict(where, rank, first, unit))
        latest |= own
    return list(latest.values()), found


def rank_conflict(where: Location, rank: Rank, known: Rank, unit: str) -> Problem:
    """The Problem of a criterion that is ranked otherwise than in another row, of this unit or another."""
    shown = [f"{one.last_year or '?'} → {one.this_year or '?'}" for one in (rank, known)]
    name = " – ".join(part for part in (rank.index, rank.criterion) if part)
    return kinds.RANK_CONFLICT(where, name=name, here=shown[0], there=shown[1], unit=unit, cell=known.cell)
