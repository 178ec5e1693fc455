"""What was issued, as `merge --final` keeps it in phat-hanh.json, and what differs from it today.

Numbers are exact: a whole one is a JSON number, any other one a text ("9/2").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from cchc_excel.model.files import InputFile


class IssuedFigure(msgspec.Struct, frozen=True):
    """A figure of a unit, or of one procedure of it ("": a unit figure)."""

    code: str
    unit: str
    procedure: str
    value: int | str


class IssuedRatio(msgspec.Struct, frozen=True):
    """An indicator of the department (`unit` None) or a unit: both sums (None: not reported) and the text printed."""

    code: str
    unit: str | None
    numerator: int | str | None
    denominator: int | str | None
    shown: str


class IssuedPoints(msgspec.Struct, frozen=True):
    """The points of a row of Chấm điểm for the department (`unit` None) or a unit; None where there are none."""

    muc: str
    unit: str | None
    points: int | str | None


class IssueRecord(msgspec.Struct, frozen=True):
    """An issue: the day on its reports, why it was issued (None: not told), the files it was made of, the SHA-256 of
    each file issued (path -> hex), and every value. `beside`: the department's ratios of the other periods in its
    reports, by period (None: an earlier version of the program kept none); `accepted`: the units that were allowed to
    be missing or to have errors."""

    date: dt.date | None
    reason: str | None
    inputs: list[InputFile]
    outputs: dict[str, str]
    figures: list[IssuedFigure]
    ratios: list[IssuedRatio]
    points: list[IssuedPoints]
    beside: dict[str, list[IssuedRatio]] | None = None
    accepted: list[str] = []


class Issue(msgspec.Struct, frozen=True):
    """The last copy in phat-hanh/: its number, the SHA-256 of each file of it by path, and its record (None: a copy
    that was made by an earlier version of the program)."""

    number: int
    outputs: Mapping[str, str]
    record: IssueRecord | None


class Change(msgspec.Struct, frozen=True):
    """A value that is not what was issued: its name, the unit (None: the department), both texts as they are printed
    ("": none), and the files that brought the present one ("": not known). `period`: the other period that it is of
    ("": the issue's own)."""

    name: str
    unit: str | None
    issued: str
    now: str
    file: str
    period: str = ""
