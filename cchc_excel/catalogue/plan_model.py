"""The plan as typed, validated data: its rows as printed, and what it asks of units, with when each item is owed."""

from __future__ import annotations

import enum
import functools

import msgspec


class RowLevel(enum.StrEnum):
    """What a row of the plan is: a section, a coded row, a plain line without code, an italic or "-" sub-row."""

    SECTION = "phần"
    CODED = "mục"
    LINE = "dòng"
    SUB = "ý"


class DueKind(enum.Enum):
    """When an item is owed: in given months; each period, due with it; by the year's end; each period, never late."""

    MONTHS = enum.auto()
    EACH = enum.auto()
    YEAR = enum.auto()
    OPEN = enum.auto()


class Due(msgspec.Struct, frozen=True):
    """When an item is owed, from its time text, and the periods of column "kỳ đến hạn" that override it."""

    kind: DueKind
    months: tuple[int, ...] = ()
    periods: tuple[str, ...] = ()


class PlanRow(msgspec.Struct, frozen=True):
    """A row of the plan as printed. `item`: the key of the item whose result is printed here, or None."""

    key: str
    code: str
    text: str
    level: RowLevel
    lead: str
    product: str
    time: str
    item: str | None = None


class PlanItem(msgspec.Struct, frozen=True, dict=True):
    """What the plan asks: key, text, product, time, the units that lead, those that compile, when it is due, and
    whether it is answered on sheet Nhiệm vụ."""

    key: str
    code: str
    text: str
    product: str
    time: str
    leads: tuple[str, ...]
    compilers: tuple[str, ...]
    due: Due
    is_task: bool

    @functools.cached_property
    def lead_set(self) -> frozenset[str]:
        """The leads, to ask whether a unit is one."""
        return frozenset(self.leads)
