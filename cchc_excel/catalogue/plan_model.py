"""The plan as typed, validated data: its rows as printed, and what it asks of units, with when each item is owed."""

from __future__ import annotations

import datetime as dt
import enum
import functools

import msgspec

from cchc_excel.catalogue.times import ALWAYS, Times


class RowLevel(enum.StrEnum):
    """What a row of the plan is: a section, a coded row, a plain line without code, an italic or "-" sub-row."""

    SECTION = "phần"
    CODED = "mục"
    LINE = "dòng"
    SUB = "ý"


class Due(msgspec.Struct, frozen=True):
    """When an item is owed, from its time text, and the periods of column "kỳ đến hạn" that override it."""

    times: Times = ALWAYS
    periods: tuple[str, ...] = ()


class PlanRow(msgspec.Struct, frozen=True):
    """A row of the plan as printed. `item`: the key of the item whose result is printed here, or None; `note`: column
    "ghi chú kế hoạch"."""

    key: str
    code: str
    text: str
    level: RowLevel
    lead: str
    product: str
    time: str
    item: str | None = None
    partner: str = ""
    person: str = ""
    note: str = ""


class PlanItem(msgspec.Struct, frozen=True, dict=True):
    """What the plan asks: key, text, product, time, the units that lead, those that compile, when it is due, whether it
    is answered on sheet Nhiệm vụ, and the units that take part: they see it and owe nothing."""

    key: str
    code: str
    text: str
    product: str
    time: str
    leads: tuple[str, ...]
    compilers: tuple[str, ...]
    due: Due
    is_task: bool
    partners: tuple[str, ...] = ()

    @functools.cached_property
    def lead_set(self) -> frozenset[str]:
        """The leads, to ask whether a unit is one."""
        return frozenset(self.leads)

    @functools.cached_property
    def asked_before(self) -> dict[tuple[str, dt.date | None, dt.date | None], Task | None]:
        """Period, first and last day of a unit -> what the item asks of it: found once for all that live as long."""
        return {}


class Task(msgspec.Struct, frozen=True):
    """An item asked of a unit in a period: the item, and the last day on which it is on time (None: never late)."""

    item: PlanItem
    deadline: dt.date | None
