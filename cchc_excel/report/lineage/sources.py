"""Where a printed value comes from: the cells of units' workbooks behind the keys that it carries, period by period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from cchc_excel.catalogue.levels import members
from cchc_excel.catalogue.requirement import Benchmark
from cchc_excel.catalogue.score_model import Judges, ScoreRule
from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.results import Score
from cchc_excel.compute.score_totals import top_rules
from cchc_excel.compute.scoring import under_caps
from cchc_excel.model.records import Said
from cchc_excel.report.lineage.cells import Cells, Place, SourceCell
from cchc_excel.report.lineage.of_expressions import Behind
from cchc_excel.report.traced import Kind, SourceKey

_SIDES = (Kind.NUMERATOR, Kind.DENOMINATOR)


class Sources:
    """The cells behind every key, and the finer keys that a key is the sum of."""

    def __init__(self, facts: Facts) -> None:
        of_year = [one.results for one in facts.year]
        before = [one.before for one in of_year if one]
        # of one period the last: with its points
        every = (facts.cumulative, *before, facts.previous, *of_year, facts.as_compared)
        computed = {one.period.code: one for one in every if one is not None}
        self._periods = {code: _OfPeriod(one) for code, one in computed.items()}
        self._known: dict[SourceKey, dict[Place, SourceCell]] = {}

    def of(self, key: SourceKey) -> list[SourceCell]:
        """The cells behind a key, each once."""
        return [*self.by_place(key).values()]

    def by_place(self, key: SourceKey) -> Mapping[Place, SourceCell]:
        """The same by where they are."""
        if key not in self._known:
            found: list[SourceCell] = []
            if key.kind not in (Kind.CHANGE, Kind.ALL_POINTS, Kind.BENCHMARK):
                found += self._periods[key.period].of(key)
            if key.kind in (Kind.CHANGE, Kind.ALL_POINTS, Kind.BENCHMARK, Kind.POINTS):
                found += [cell for part in self.parts(key) for cell in self.of(part)]
            self._known[key] = {cell.place: cell for cell in found}
        return self._known[key]

    def parts(self, key: SourceKey) -> list[SourceKey]:
        """The finer keys that a key's value is made of; [] where it is made of cells alone."""
        if key.kind is Kind.CHANGE:
            ratio = key._replace(kind=Kind.RATIO)
            return [ratio, ratio._replace(period=self._before(key.period))]
        if key.kind is Kind.BENCHMARK:
            return self._held_to(key)
        return self._periods[key.period].parts(key)

    def _before(self, period: str) -> str:
        """The code of the period that one is compared with, of those that are known; "" where there is none."""
        before = self._periods[period].previous
        return before if before in self._periods else ""

    def _held_to(self, key: SourceKey) -> list[SourceKey]:
        """The ratios that a benchmark is made of: that of the period before, or those of the units."""
        ratio, previous = key._replace(kind=Kind.RATIO, place=""), key.place == Benchmark.PREVIOUS
        if previous:
            before = self._before(key.period)
            return [ratio._replace(period=before)] if before else []
        return [ratio._replace(unit=unit) for unit in self._periods[key.period].units_with(key.code)]


class _OfPeriod:
    """The cells behind the keys of one period."""

    def __init__(self, computed: Compared) -> None:
        self._computed = computed
        self.previous = computed.period.previous or ""
        self._merged = computed.totals.merged
        self._cells = Cells(computed.catalogue, computed.consolidated)
        self._behind = Behind(computed.catalogue, computed.totals, self._cells)
        self._rules = {rule.key: rule for rule in computed.catalogue.scores}
        self._under = under_caps(computed.catalogue.scores)
        on_top = top_rules(computed.catalogue.scores)
        self._on_top = [key for key in self._rules if key in on_top]
        self._by_kind: Mapping[Kind, Callable[[SourceKey], Iterable[SourceCell]]] = {
            Kind.FIGURE: self._of_figure,
            Kind.FIELD: self._of_figure,
            Kind.RATIO: self._of_ratio,
            Kind.NUMERATOR: self._of_ratio,
            Kind.DENOMINATOR: self._of_ratio,
            Kind.CONDITION: self._of_condition,
            Kind.POINTS: self._of_points,
            Kind.RANK: lambda key: self._cells.rank(key.unit, key.place, key.code),
            Kind.ANSWER: lambda key: self._cells.answer(key.unit, key.place, key.code),
        }

    def of(self, key: SourceKey) -> Iterable[SourceCell]:
        return self._by_kind[key.kind](key)

    def parts(self, key: SourceKey) -> list[SourceKey]:
        match key.kind:
            case Kind.RATIO | Kind.NUMERATOR | Kind.DENOMINATOR if self._is_sum(key):
                indicator = self._computed.indicators.get((key.code, key.unit))
                return [key._replace(unit=unit) for unit in indicator.units] if indicator else []
            case Kind.ALL_POINTS:
                return self._given(key._replace(kind=Kind.POINTS), self._on_top)
            case Kind.POINTS:
                return self._parts_of_points(key)
            case Kind.FIELD:
                figure = key._replace(kind=Kind.FIGURE)
                return [figure._replace(place=code) for code in self._in_field(key.place)]
            case Kind.FIGURE if not key.place:
                return self._parts_of_figure(key)
        return []

    def units_with(self, code: str) -> list[str]:
        """The units that have a ratio."""
        return [unit for (one, unit), found in self._computed.indicators.items()
                if one == code and unit and found.ratio is not None]  # fmt: skip

    def _given(self, points: SourceKey, keys: Iterable[str]) -> list[SourceKey]:
        """The points of some mục, of those that were given any."""
        scores = ((key, self._computed.score(key, points.unit)) for key in keys)
        return [points._replace(code=key) for key, score in scores if score and score.final is not None]

    def _score(self, key: SourceKey) -> Score:
        found = self._computed.score(key.code, key.unit)
        assert found is not None
        return found

    def _parts_of_points(self, key: SourceKey) -> list[SourceKey]:
        score, rule = self._score(key), self._rules[key.code]
        if key.place not in ("", Said.OWN) or (not key.place and score.deciding) or Said.OWN in score.typed:
            return []
        if rule.caps_children:
            return self._given(key._replace(place=""), self._under[rule.key])
        spec = self._computed.catalogue.indicators.get(rule.about or "")
        if spec is None:
            return [key._replace(kind=Kind.FIGURE, code=rule.about, place="")] if rule.about else []
        about = key._replace(kind=_judged(rule), code=spec.code, place="")
        judges = rule.method is not None and rule.method.judges_requirement
        wanted = spec.requirement.benchmark if spec.requirement and judges else None
        held_to = [one for one in (wanted, rule.target) if one is not None]
        return [about, *(about._replace(kind=Kind.BENCHMARK, place=one) for one in held_to)]

    def _parts_of_figure(self, key: SourceKey) -> list[SourceKey]:
        if key.code in self._behind.of_procedures:
            return [key._replace(place=code) for code in self._computed.totals.procedures(self._units(key))]
        return [key._replace(unit=unit) for unit in self._units(key)] if self._is_sum(key) else []

    def _is_sum(self, key: SourceKey) -> bool:
        """Whether a key's value is that of several units: of all, or of a department's."""
        return not key.unit or key.unit in self._computed.catalogue.departments

    def _units(self, key: SourceKey) -> tuple[str, ...]:
        """The units with data whose values make that of a key."""
        if key.unit in self._computed.catalogue.departments:
            return tuple(members(self._merged, key.unit))
        return (key.unit,) if key.unit else self._merged

    def _in_field(self, field: str) -> list[str]:
        """Procedures by the field that they have in this period."""
        procedures = self._computed.totals.procedures(self._merged)
        return [code for code in procedures if self._computed.totals.procedure(code).field == field]

    def _of_figure(self, key: SourceKey) -> Iterator[SourceCell]:
        units = self._units(key)
        if key.code not in self._behind.of_procedures:
            return self._behind.figure(key.code, units)
        if key.kind is Kind.FIELD:
            return self._behind.rows(key.code, units, self._in_field(key.place))
        codes = [key.place] if key.place else self._computed.totals.procedures(units)
        return self._behind.rows(key.code, units, codes)

    def _of_ratio(self, key: SourceKey) -> Iterator[SourceCell]:
        indicator = self._computed.indicators.get((key.code, key.unit))
        if indicator is None:
            return
        sides = dict(zip(_SIDES, (indicator.spec.numerator, indicator.spec.denominator), strict=True))
        for kind, expression in sides.items():
            if key.kind in (kind, Kind.RATIO):
                yield from self._behind.expression(expression, indicator.units)

    def _of_points(self, key: SourceKey) -> Iterator[SourceCell]:
        """What points are made of beside their parts: the cell they were typed into, a further condition, the task."""
        rule, score = self._rules[key.code], self._score(key)
        deciding = score.typed.get(Said(key.place)) if key.place else score.deciding
        typed = deciding or (score.typed.get(Said.OWN) if key.place in ("", Said.OWN) else None)
        if typed is not None:
            yield self._cells.said(key.unit, key.code, typed)
            return
        if rule.method and rule.method.judges_requirement:
            yield from self._of_condition(key._replace(code=rule.about or ""))
        if rule.method and not rule.about:
            for unit in self._units(key):
                yield from self._cells.answer(unit, key.code, "status")
                if rule.counts_days:
                    yield from self._cells.answer(unit, key.code, "done_on")

    def _of_condition(self, key: SourceKey) -> Iterator[SourceCell]:
        """Over all units: others than those that count in the ratio may owe what its condition is made of."""
        spec = self._computed.catalogue.indicators.get(key.code)
        if spec and spec.condition:
            yield from self._behind.expression(spec.condition, self._units(key))


def _judged(rule: ScoreRule) -> Kind:
    """Of an indicator, what points are made of."""
    return Kind.NUMERATOR if rule.method and rule.method.judges is Judges.COUNT else Kind.RATIO
