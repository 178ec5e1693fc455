"""Sheet Đơn vị: who reports, under which names, and from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence

from cchc_excel.catalogue.levels import BETWEEN, full_codes
from cchc_excel.catalogue.sheet import FILE_CODE, Record, first_time
from cchc_excel.catalogue.unit_model import Unit
from cchc_excel.problems import kinds
from cchc_excel.values import fold

UNIT_HEADINGS = ("mã", "tên", "nhóm", "email", "tên gọi khác")
UNIT_OPTIONAL = ("tên ngắn", "từ ngày", "đến ngày", "nhập vào", "thuộc")
"""Headings of later catalogues: absent, every unit is there from the first day to the last, under its own name."""


def read_units(records: Sequence[Record]) -> dict[str, Unit]:
    """The units and departments of a catalogue by code, in sheet order; mistakes go to the records' problems. A name
    (code, name or other name) is one unit's only within its department; a short name may recur. The code of a unit with
    "thuộc" begins with that of its department: "SCT/VP"."""
    units: dict[str, Unit] = {}
    rows: dict[str, Record] = {}
    owners: dict[tuple[str | None, str], str] = {}
    codes = full_codes([(record.needed("mã"), record.code("thuộc")) for record in records])
    for record, (code, department) in zip(records, codes, strict=True):
        if not _is_code(record, code) or not first_time(rows, record, "mã", code):
            continue
        name, aliases = record.needed("tên"), record.names("tên gọi khác")
        for heading, called in [("mã", code), ("tên", name), *(("tên gọi khác", alias) for alias in aliases)]:
            owner = owners.setdefault((department, fold(called)), code)
            if owner != code:
                record.report(heading, kinds.CATALOGUE_NAME_SHARED, name=called, other=owner)
        units[code] = Unit(
            code,
            name,
            tuple(record.names("nhóm")),
            record.text("email"),
            tuple(aliases),
            record.text("tên ngắn") or name,
            record.date("từ ngày"),
            record.date("đến ngày"),
            _beside(record.code("nhập vào"), department, {code for code, _ in codes}) or None,
            department,
        )
    named = {called: owner for (_, called), owner in owners.items()}
    for record in records:
        for group in record.names("nhóm"):
            if fold(group) in named:
                record.report("nhóm", kinds.CATALOGUE_NAME_SHARED, name=group, other=named[fold(group)])
    for code, record in rows.items():
        _check_life(record, units[code], units)
    return units


def _is_code(record: Record, code: str) -> bool:
    """Whether a code may become a file's name, each of its levels a folder's; a Problem where it may not."""
    if code and not all(FILE_CODE.fullmatch(level) for level in code.split(BETWEEN)):
        record.report("mã", kinds.CATALOGUE_CODE, code=code)
        return False
    return bool(code)


def _beside(code: str, department: str | None, known: Container[str]) -> str:
    """The unit that a code means beside a unit of a department: one of the same department first."""
    own = f"{department}{BETWEEN}{code}"
    return own if code and department and own in known else code


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
