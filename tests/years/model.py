"""A department's year as plain data: what its catalogues declare and what its units sent. Everything is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Value = Fraction | None
"""A figure as typed: exact, or blank."""

UNIT, PROCEDURE = "đơn vị", "TTHC"
SUM, OPENING, CLOSING = "tổng", "đầu kỳ", "cuối kỳ"
DONE, DOING, NOT_BEGUN, NOTHING = "Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Không phát sinh"


@dataclass(frozen=True)
class Period:
    """A row of sheet Kỳ báo cáo. `months`: the calendar months (1 to 12) that its code names."""

    code: str
    year: int
    months: tuple[int, ...]
    start: dt.date
    end: dt.date
    due: dt.date
    parts: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()
    previous: str | None = None
    cumulative: str | None = None


@dataclass(frozen=True)
class Unit:
    """A row of sheet Đơn vị; `start`, `end`: its first and last day, blank where it has none; `into`: its successor."""

    code: str
    name: str
    groups: tuple[str, ...]
    start: dt.date | None = None
    end: dt.date | None = None
    into: str | None = None

    def has_days(self, period: Period) -> bool:
        return (self.start is None or self.start <= period.end) and (self.end is None or self.end >= period.start)

    def owes(self, period: Period) -> bool:
        """Whether it exists on the period's last day."""
        return (self.start is None or self.start <= period.end) and (self.end is None or self.end >= period.end)


@dataclass(frozen=True)
class Procedure:
    """A row of sheet TTHC; `owners` are unit codes."""

    code: str
    name: str
    field: str
    owners: tuple[str, ...]
    start: dt.date
    end: dt.date | None
    flags: frozenset[str]

    def in_force(self, period: Period) -> bool:
        return self.start <= period.end and (self.end is None or self.end >= period.start)


@dataclass(frozen=True)
class Figure:
    """A row of sheet Số liệu; `owners`: unit codes that type it (unit figures); `digits`: decimals, None for counts."""

    code: str
    table: str
    owners: tuple[str, ...] = ()
    rollup: str = SUM
    only_if: str | None = None
    continues: str | None = None
    formula: str | None = None
    digits: int | None = None


@dataclass(frozen=True)
class Indicator:
    """A row of sheet Chỉ tiêu, its texts as typed."""

    code: str
    key: str
    numerator: str
    denominator: str
    unit: str
    when_empty: str
    requirement: str
    condition: str
    digits: int


@dataclass(frozen=True)
class Scoring:
    """A row of sheet Chấm điểm, its texts as typed."""

    key: str
    about: str
    method: str
    maximum: str
    parameters: str
    cap: str


@dataclass(frozen=True)
class Item:
    """A task of the plan: who leads it, and when: `months`, or each period, with or without a deadline."""

    key: str
    code: str
    text: str
    lead: str
    leads: tuple[str, ...]
    time: str
    months: tuple[int, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """One danh-muc.xlsx."""

    year: int
    periods: Mapping[str, Period]
    units: Mapping[str, Unit]
    procedures: tuple[Procedure, ...]
    flags: tuple[str, ...]
    figures: Mapping[str, Figure]
    indicators: tuple[Indicator, ...]
    scores: tuple[Scoring, ...]
    items: tuple[Item, ...]

    def typed(self, table: str) -> list[Figure]:
        return [one for one in self.figures.values() if one.table == table and not one.formula]

    def computed(self, table: str) -> list[Figure]:
        return [one for one in self.figures.values() if one.table == table and one.formula]

    def latest(self, period: Period) -> dict[str, Procedure]:
        """Of each code's rows the latest in force on any day of the period."""
        rows = sorted((one for one in self.procedures if one.in_force(period)), key=lambda one: one.start)
        return {one.code: one for one in rows}

    def own(self, unit: str, period: Period) -> set[str]:
        """Codes of the procedures that are a unit's own on any day of the period; on a day when it does not exist none
        is."""
        life = self.units[unit]
        rows = (one for one in self.procedures if one.in_force(period) and unit in one.owners)
        return {
            one.code
            for one in rows
            if (life.start is None or one.end is None or life.start <= one.end)
            and (life.end is None or life.end >= one.start)
        }

    def newest(self, code: str) -> Procedure:
        return max((one for one in self.procedures if one.code == code), key=lambda one: one.start)


@dataclass(frozen=True)
class Answer:
    """A row of sheet Nhiệm vụ: status ("" blank) and the day it was done."""

    status: str
    done_on: dt.date | None = None


@dataclass(frozen=True)
class Rank:
    """A row of sheet Xếp hạng."""

    index: str
    criterion: str
    last_year: int
    this_year: int


@dataclass(frozen=True)
class Form:
    """A unit's workbook: figures by code, rows by procedure, `spare` rows among them, tasks by key, ranks."""

    period: str
    unit: str
    figures: Mapping[str, Value]
    rows: Mapping[str, Mapping[str, Value]]
    spare: frozenset[str]
    answers: Mapping[str, Answer]
    ranks: tuple[Rank, ...]


@dataclass
class Year:
    """A random department's year: its catalogues (the old one first), its workbooks by (period, unit), and those that
    replace others after the period was issued."""

    seed: int
    features: frozenset[str]
    catalogues: list[Catalogue]
    forms: dict[tuple[str, str], Form] = field(default_factory=dict)
    corrections: list[Form] = field(default_factory=list)

    def catalogue_of(self, period: str) -> Catalogue:
        return next(one for one in self.catalogues if period in one.periods)

    def period(self, code: str) -> Period:
        return self.catalogue_of(code).periods[code]

    @property
    def periods(self) -> list[str]:
        return [code for one in self.catalogues for code in one.periods]
