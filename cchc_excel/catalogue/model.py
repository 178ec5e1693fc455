"""The catalogue as typed, validated data: what danh-muc.xlsx declares, with names resolved and expressions parsed."""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Iterable, KeysView, Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.once import Once
from cchc_excel.catalogue.owners import first_day, heir, joined_by, latest_in_force, owners_between
from cchc_excel.catalogue.plan_model import PlanItem, PlanRow
from cchc_excel.catalogue.requirement import Benchmark, Requirement
from cchc_excel.catalogue.score_model import Appraisal, Grade, ScoreRule
from cchc_excel.catalogue.source_model import ImportSource
from cchc_excel.catalogue.unit_model import Period, Procedure, Unit
from cchc_excel.problems.problem import Level
from cchc_excel.values import round_half_up, show_decimal

DERIVED_FROM_TASKS = ("nv_giao", "nv_hoan_thanh", "nv_dung_han", "nv_tre_han")
"""Unit figures that the program derives from sheet Nhiệm vụ: given, done, done on time, late."""
DERIVED_FROM_RANKS = ("xh_tang", "xh_giam")
"""Unit figures that the program derives from sheet Xếp hạng: criteria that rose, that fell."""
DERIVED = DERIVED_FROM_TASKS + DERIVED_FROM_RANKS


class Table(enum.StrEnum):
    """Where a figure stands: once a unit, or once a procedure."""

    UNIT = "đơn vị"
    PROCEDURE = "TTHC"


class Rollup(enum.StrEnum):
    """How a figure of a longer period comes from its parts: the sum, the first part's, the last part's."""

    SUM = "tổng"
    OPENING = "đầu kỳ"
    CLOSING = "cuối kỳ"


class WhenEmpty(enum.StrEnum):
    """What an indicator's 0/0 means for points: nothing to judge, left out of the maximum too, full, or none."""

    NOTHING = "Không phát sinh"
    NOT_COUNTED = "Không tính"
    FULL = "Điểm tối đa"
    ZERO = "Không điểm"

    @property
    def shown(self) -> str:
        """What is printed in place of the ratio."""
        return self.value if self is WhenEmpty.NOT_COUNTED else WhenEmpty.NOTHING.value


class FigureSpec(msgspec.Struct, frozen=True):
    """A figure: where it stands, who fills it (unit codes; empty for a procedure figure: its owners), how it adds up.

    `formula` makes it computed; a derived figure (DERIVED) is made by the program; both are never typed. `digits`:
    decimals of a figure of kind "số thập phân"; None: a count. `short`: its short name (the name,
    where it has none).
    """

    code: str
    name: str
    counts: str
    table: Table
    owners: frozenset[str]
    only_if: str | None
    rollup: Rollup
    continues: Expression | None
    formula: Expression | None
    note: str
    digits: int | None = None
    short: str = ""

    @property
    def typed(self) -> bool:
        """Whether somebody types it into the unit workbook."""
        return self.formula is None and self.code not in DERIVED


class CheckSpec(msgspec.Struct, frozen=True):
    """A check of the catalogue: what must hold, for a unit's figures or for each procedure row."""

    code: str
    table: Table
    expression: Expression
    level: Level
    message: str


class IndicatorSpec(msgspec.Struct, frozen=True):
    """An indicator: a ratio of two expressions, how it is shown and what it must reach. `short`: its short name (the
    name, where it has none)."""

    code: str
    name: str
    key: str
    numerator: Expression
    denominator: Expression
    shown_in: str
    when_empty: WhenEmpty
    requirement: Requirement | None
    condition: Expression | None
    digits: int
    definition: str
    short: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether the ratio is shown in per cent."""
        return self.shown_in == "%"

    def shown_digits(self, ratio: Fraction) -> int:
        """How many decimals a ratio is shown with: `digits`, and more where what is shown would meet the requirement
        though the exact ratio does not, or the other way round (14,996 % beside "≥ 15 %")."""
        digits, fixed = self.digits, self.requirement if self.requirement and not self.requirement.benchmark else None
        while fixed and fixed.met(self.rounded(ratio, digits)) != fixed.met(ratio):
            digits += 1
        return digits

    def rounded(self, ratio: Fraction, digits: int) -> Fraction:
        """The ratio to so many decimals of what it is shown in, half up: 87/160 in per cent with 2 is 54,38 %."""
        scale = 100 if self.is_percent else 1
        return round_half_up(ratio * scale, digits) / scale

    def shown(self, ratio: Fraction, digits: int) -> str:
        """The text of a ratio with so many decimals: "54,38%"; "1,9"."""
        return f"{show_decimal(ratio * 100, digits)}%" if self.is_percent else show_decimal(ratio, digits)

    @property
    def unit_names(self) -> frozenset[str]:
        """Unit figures that the ratio needs."""
        return self.numerator.names | self.denominator.names

    @property
    def needs_procedures(self) -> bool:
        """Whether it counts or sums procedures (tong, dem)."""
        return bool(self.numerator.aggregates or self.denominator.aggregates)


class Catalogue(msgspec.Struct, frozen=True, dict=True):
    """Everything danh-muc.xlsx declares. Dicts keep the sheet's order; `shown` adds indicators to plan rows by key;
    `fingerprint` changes with any cell. `grades`: the highest first. `neighbours`: period of another year's catalogue
    that this one's stand beside -> that catalogue; `year`: the folder of templates/ that it stands in ("2022"; "":
    templates/ itself). `departments`: those that units belong to, none of which reports itself."""

    info: dict[str, str]
    periods: dict[str, Period]
    units: dict[str, Unit]
    procedures: tuple[Procedure, ...]
    flags: dict[str, str]
    plan: tuple[PlanRow, ...]
    items: dict[str, PlanItem]
    shown: dict[str, tuple[str, ...]]
    figures: dict[str, FigureSpec]
    checks: tuple[CheckSpec, ...]
    indicators: dict[str, IndicatorSpec]
    scores: tuple[ScoreRule, ...]
    fingerprint: str
    grades: tuple[Grade, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    sources: tuple[ImportSource, ...] = ()
    neighbours: dict[str, Catalogue] = {}
    year: str = ""
    departments: dict[str, Unit] = {}

    @functools.cached_property
    def printed(self) -> dict[str, PlanRow]:
        """Item -> the row of the plan that shows who, what and when."""
        return {row.item: row for row in self.plan if row.item}

    def name_of(self, code: str | None) -> str:
        """The name of a unit or department; "" of a code that is neither's."""
        found = self.units.get(code or "") or self.departments.get(code or "")
        return found.name if found else ""

    def serving(self, period: str) -> Catalogue:
        """The catalogue that a period beside one of this one's is read by: itself, or that of another year."""
        return self if period in self.periods else self.neighbours[period]

    def period(self, code: str) -> Period:
        """A period of this catalogue or of a neighbour."""
        return self.serving(code).periods[code]

    def is_known(self, period: str | None) -> bool:
        """Whether a period can be read: of this catalogue, or of a neighbour that could be read itself."""
        return period in self.periods or period in self.neighbours

    def units_of(self, period: Period) -> dict[str, Unit]:
        """The units that exist on any day of the period, in sheet order."""
        return {code: unit for code, unit in self.units.items() if unit.lives_in(period)}

    def in_force(self, period: Period) -> Mapping[str, Procedure]:
        """Procedures in force on any day of the period, by code in sheet order; of a code's rows the latest counts."""
        return self._in_force[period.start, period.end]

    @functools.cached_property
    def _in_force(self) -> Once[tuple[dt.date, dt.date], Mapping[str, Procedure]]:
        return Once(lambda days: latest_in_force(self.procedures, *days))

    def owners(self, period: Period) -> Mapping[str, KeysView[str]]:
        """Procedures in force on any day of the period -> the units that have them on any day of it."""
        return self._owners[period.start, period.end]

    @functools.cached_property
    def _owners(self) -> Once[tuple[dt.date, dt.date], Mapping[str, KeysView[str]]]:
        return Once(lambda days: owners_between(self.procedures, self.units, *days))

    def merged_before(self, unit: str, period: Period) -> Sequence[str]:
        """The units merged into this one, directly or in turn, before a period: what they left is this one's since."""
        holds = unit in self.joined and heir(self.units, unit, period.start) == unit
        return [other for other, day in self.joined[unit].items() if day <= period.start] if holds else []

    @functools.cached_property
    def joined(self) -> Mapping[str, Mapping[str, dt.date]]:
        """As `joined_by` finds it: every unit of a period asks the same."""
        return joined_by(self.units)

    def owned(self, unit: str, period: Period) -> dict[str, Procedure]:
        """The unit's own procedures in force in the period: one that changes hands in it is both units'."""
        in_force = self.in_force(period)
        return {code: in_force[code] for code in in_force if unit in self.owners(period)[code]}

    def latest(self, code: str) -> Procedure | None:
        """The latest row of a procedure code, whether in force or not."""
        return max((one for one in self.procedures if one.code == code), key=first_day, default=None)

    @functools.cached_property
    def holds_to_previous(self) -> bool:
        """Whether any requirement or target is what a ratio was in the period before."""
        wanted = [one.requirement.benchmark for one in self.indicators.values() if one.requirement]
        return Benchmark.PREVIOUS in (*wanted, *(rule.target for rule in self.scores))

    def figures_of(self, table: Table) -> list[FigureSpec]:
        """Figures of a table in sheet order."""
        return [figure for figure in self.figures.values() if figure.table is table]

    def typed_by(self, unit: str) -> list[FigureSpec]:
        """Unit figures that this unit types."""
        return [one for one in self.figures_of(Table.UNIT) if one.typed and unit in one.owners]

    def typed_rows(self) -> list[FigureSpec]:
        """Procedure figures that are typed, in sheet order."""
        return [one for one in self.figures_of(Table.PROCEDURE) if one.typed]

    def typed_names(self, names: Iterable[str]) -> set[str]:
        """The names, with what computed figures among them are made of in their place."""
        found: set[str] = set()
        for name in names:
            spec = self.figures.get(name)
            found |= self.typed_names(spec.formula.names) if spec and spec.formula else {name}
        return found
