"""What a report is made of: one run's results side by side, ready to be named in a template."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.compute.results import Consolidated, Indicator, Score, ScoreTotal
from cchc_excel.compute.score_totals import ranks, score_totals
from cchc_excel.compute.totals import Totals
from cchc_excel.model.files import FileEntry
from cchc_excel.model.issue import Change, Issue
from cchc_excel.problems.problem import Level, Problem

Key = tuple[str, str]
"""(indicator code or mục, unit code), the unit code "" for the department."""


class _Scored(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """The points of a period, and what is asked of them."""

    catalogue: Catalogue
    scores: Sequence[Score] = ()

    @functools.cached_property
    def totals_of_points(self) -> Mapping[str, ScoreTotal]:
        """All points of the department ("") and of each unit."""
        return {one.unit or "": one for one in score_totals(self.scores, self.catalogue.grades)}

    def score(self, key: str, unit: str) -> Score | None:
        """The points of a mục, of a unit or ("") of the department; None where they were not worked out."""
        return self._scores.get((key, unit))

    @functools.cached_property
    def _scores(self) -> Mapping[Key, Score]:
        return {(one.rule.key, one.unit or ""): one for one in self.scores}


class Compared(_Scored, frozen=True, dict=True):
    """Another period's indicators, to stand beside this one's, with the figures they are made of (`consolidated`,
    `totals`) and the catalogue that serves it. `complete`: no unit and no part of it is absent. `merged`: unit -> the
    units merged into it since, whose figures are in its values. `scores`: of a period of the year's view, and `before`,
    where they are held to it: the period before."""

    period: Period
    indicators: Mapping[Key, Indicator]
    complete: bool
    consolidated: Consolidated
    totals: Totals
    merged: Mapping[str, tuple[str, ...]] = {}
    before: Compared | None = None

    @property
    def units_in(self) -> tuple[int, int]:
        """How many units are wholly in it, of how many that owe it; of none where nobody has sent anything."""
        units = self.catalogue.units_of(self.period)
        if not any(self.consolidated.data[unit].reports for unit in units):
            return 0, 0
        owing = [unit for unit, spec in units.items() if spec.owes(self.period)]
        return len(set(owing) - set(self.consolidated.missing)), len(owing)


class InYear(msgspec.Struct, frozen=True):
    """A period of the year's view. `results`: None where there is nothing of it, or not yet."""

    period: Period
    results: Compared | None


class Facts(_Scored, frozen=True, dict=True):
    """The results of a run: everything a template may show, and the source of the lineage. `issue`: the one that
    stands; `changes`: what the reports say of values that are not as issued; `drafts`: departments whose figures are a
    draft; `of_departments`: the indicators of departments, their units together; `year`: the periods that the year is
    looked at by, in order of time."""

    period: Period
    consolidated: Consolidated
    totals: Totals
    indicators: Sequence[Indicator]
    previous: Compared | None
    cumulative: Compared | None
    problems: Sequence[Problem]
    files: Sequence[FileEntry]
    accepted: frozenset[str]
    date: dt.date | None
    draft: bool
    issue: Issue | None = None
    changes: Sequence[Change] = ()
    drafts: Sequence[str] = ()
    of_departments: Sequence[Indicator] = ()
    year: Sequence[InYear] = ()

    @functools.cached_property
    def department_scores(self) -> Sequence[Score]:
        """The scores of the department."""
        return [one for one in self.scores if one.unit is None]

    @functools.cached_property
    def by_key(self) -> Mapping[Key, Indicator]:
        """Indicators by (code, unit or department or "")."""
        return {(one.spec.code, one.unit or ""): one for one in (*self.indicators, *self.of_departments)}

    @functools.cached_property
    def places(self) -> Mapping[Key, int]:
        """The place of each unit's ratio among those of all units, the best first, by (code, unit)."""
        by_code: dict[str, dict[str, Fraction]] = {}
        for one in self.indicators:
            if one.unit is not None and one.ratio is not None:
                by_code.setdefault(one.spec.code, {})[one.unit] = one.ratio
        found: dict[Key, int] = {}
        for code, ratios in by_code.items():
            wanted = self.catalogue.indicators[code].requirement
            sign = -1 if wanted and wanted.lower_is_better else 1
            places = ranks({unit: sign * ratio for unit, ratio in ratios.items()})
            found |= {(code, unit): place for unit, place in places.items()}
        return found

    @functools.cached_property
    def waiting(self) -> Sequence[str]:
        """The units that are missing or have errors, and were not accepted, in catalogue order."""
        faulty = {problem.unit for problem in self.problems if problem.level is Level.ERROR}
        waiting = (faulty | {*self.consolidated.missing}) - self.accepted
        return [unit for unit in self.catalogue.units if unit in waiting]

    @property
    def accepted_units(self) -> list[str]:
        """The units that may be missing or have errors, in catalogue order."""
        return [unit for unit in self.catalogue.units if unit in self.accepted]

    @property
    def as_compared(self) -> Compared:
        """The run's own period as others stand beside it."""
        complete = not self.consolidated.missing
        return Compared(
            self.period,
            self.by_key,
            complete,
            self.consolidated,
            self.totals,
            catalogue=self.catalogue,
            scores=self.scores,
        )
