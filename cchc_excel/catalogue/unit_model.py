"""Who reports, when, and on what: units, periods, and the procedures that units have while they are in force."""

from __future__ import annotations

import datetime as dt

import msgspec


class Period(msgspec.Struct, frozen=True):
    """A reporting period: its days, when it is due, the periods it sums, continues, compares with, accumulates to."""

    code: str
    name: str
    start: dt.date
    end: dt.date
    due: dt.date | None
    parts: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()
    previous: str | None = None
    cumulative: str | None = None


class Unit(msgspec.Struct, frozen=True):
    """A unit that reports: code, name, the groups it is in, address, other names it is known by, its short name (the
    name, where it has none), its first and last day (None: as far as anyone knows), the unit it was then merged into,
    and the department it belongs to (None: the body itself)."""

    code: str
    name: str
    groups: tuple[str, ...] = ()
    email: str = ""
    aliases: tuple[str, ...] = ()
    short: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    merged_into: str | None = None
    department: str | None = None

    def lives_between(self, first: dt.date, last: dt.date) -> bool:
        """Whether it exists on any day from `first` to `last`."""
        return (self.start is None or self.start <= last) and (self.end is None or self.end >= first)

    def lives_on(self, day: dt.date) -> bool:
        """Whether it exists on a day."""
        return self.lives_between(day, day)

    def lives_in(self, period: Period) -> bool:
        """Whether it exists on any day of the period: then it may send, and its figures count."""
        return self.lives_between(period.start, period.end)

    def owes(self, period: Period) -> bool:
        """Whether it exists on the period's last day: then it is missing if it does not send."""
        return self.lives_in(period) and (self.end is None or self.end >= period.end)


class Procedure(msgspec.Struct, frozen=True):
    """One row of sheet TTHC: a procedure while in force, the units it belongs to, its flags."""

    code: str
    name: str
    field: str
    owners: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    flags: frozenset[str]

    def in_force(self, start: dt.date, end: dt.date) -> bool:
        """Whether it is in force on any day from `start` to `end`."""
        return (self.start is None or self.start <= end) and (self.end is None or self.end >= start)
