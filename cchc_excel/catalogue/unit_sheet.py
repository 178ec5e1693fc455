"""Sheet Đơn vị: who reports, under which names, and from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cchc_excel.catalogue.model import Unit
from cchc_excel.catalogue.sheet import Record, first_time, read_file_code
from cchc_excel.problems import kinds
from cchc_excel.values import fold

UNIT_HEADINGS = ("mã", "tên", "nhóm", "email", "tên gọi khác")
UNIT_OPTIONAL = ("tên ngắn", "từ ngày", "đến ngày", "nhập vào")
"""Headings of later catalogues: absent, every unit is there from the first day to the last, under its own name."""


def read_units(records: Sequence[Record]) -> dict[str, Unit]:
    """The units of a catalogue by code, in sheet order; mistakes go to the records' problems. A name (code, name or
    other name) is one unit's only; a short name may recur."""
    units: dict[str, Unit] = {}
    rows: dict[str, Record] = {}
    owners: dict[str, str] = {}
    for record in records:
        code = read_file_code(record)
        if not code or not first_time(rows, record, "mã", code):
            continue
        name, aliases = record.needed("tên"), record.names("tên gọi khác")
        for heading, called in [("mã", code), ("tên", name), *(("tên gọi khác", alias) for alias in aliases)]:
            if owners.setdefault(fold(called), code) != code:
                record.report(heading, kinds.CATALOGUE_NAME_SHARED, name=called, other=owners[fold(called)])
        units[code] = Unit(
            code,
            name,
            tuple(record.names("nhóm")),
            record.text("email"),
            tuple(aliases),
            record.text("tên ngắn") or name,
            record.date("từ ngày"),
            record.date("đến ngày"),
            record.code("nhập vào") or None,
        )
    for record in records:
        for group in record.names("nhóm"):
            if fold(group) in owners:
                record.report("nhóm", kinds.CATALOGUE_NAME_SHARED, name=group, other=owners[fold(group)])
    for code, record in rows.items():
        _check_life(record, units[code], units)
    return units


def _check_life(record: Record, unit: Unit, units: Mapping[str, Unit]) -> None:
    """A unit ends after it begins; what it is merged into exists, begins no later than the day after, and does not lead
    back to it."""
    if unit.start and unit.end and unit.start > unit.end:
        record.report("đến ngày", kinds.PERIOD_BACKWARDS)
    if unit.merged_into is None:
        return
    successor = units.get(unit.merged_into)
    if unit.end is None:
        record.report("nhập vào", kinds.UNIT_MERGED_NO_END, name=unit.merged_into)
    elif successor is None:
        record.report("nhập vào", kinds.CATALOGUE_NOBODY, name=unit.merged_into)
    elif _returns(unit.code, units):
        record.report("nhập vào", kinds.UNIT_MERGED_CIRCLE, name=unit.name)
    elif (successor.start or dt.date.min) > unit.end + dt.timedelta(days=1):
        record.report("nhập vào", kinds.UNIT_MERGED_GAP, name=successor.name, day=f"{successor.start:%d/%m/%Y}")


def _returns(code: str, units: Mapping[str, Unit]) -> bool:
    """Whether the successors of a unit lead back to it."""
    seen: set[str] = set()
    unit = units[code]
    while unit.merged_into in units and unit.code not in seen:
        seen.add(unit.code)
        unit = units[str(unit.merged_into)]
    return unit.code in seen and unit.code == code
