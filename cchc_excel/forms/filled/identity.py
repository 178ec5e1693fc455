"""Whose workbook is it, and of which period: `_meta` decides; heading, file name and sender are the spare anchors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import msgspec

from cchc_excel.catalogue.levels import BETWEEN
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.owners import heir
from cchc_excel.catalogue.unit_model import Period, Unit
from cchc_excel.catalogue.unit_names import Names
from cchc_excel.forms import layout
from cchc_excel.model.records import RawForm, RawSheet, Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, fold

_HEADING_ROWS = 15
"""How far down a sheet its heading is looked for: a title row or two may have been pasted on top."""


class Identity(msgspec.Struct, frozen=True):
    """The unit and period a workbook says it is of (None: not known), whether it must be refused, and whether it was
    made of another catalogue."""

    unit: str | None
    period: str | None
    refused: bool
    other_catalogue: bool = False


def identify(
    raw: RawForm, source: Source, catalogue: Catalogue, names: Names, wanted: str | None
) -> tuple[Identity, list[Problem]]:
    """Unit and period of a workbook. `wanted`: the period it should be of (None: any of the catalogue).

    Refused: an unknown unit or period, another period than wanted, a unit that has no day in the period, a heading that
    names another unit than `_meta`.
    """
    problems: list[Problem] = []
    where = Location(source.name)
    meta = meta_of(raw)
    unit = _unit(meta.get(layout.META_UNIT, ""), raw, source, catalogue, names, problems)
    period = _period(meta.get(layout.META_PERIOD, ""), raw, catalogue, where, problems)
    if unit is None or period is None:
        return Identity(unit, period, refused=True), problems
    refused = False
    if wanted is not None and period != wanted:
        problems.append(kinds.OTHER_PERIOD(Location(source.name, unit=unit), period=period, wanted=wanted))
        refused = True
    version = meta.get(layout.META_FORM)
    if version and version != layout.FORM:
        problems.append(kinds.OTHER_FORM(Location(source.name, unit=unit), version=version))
    made_by = meta.get(layout.META_CATALOGUE, catalogue.fingerprint)
    alive = is_alive(catalogue, unit, period, where, problems)
    refused = not alive or refused or _contradicted(raw, source, unit, names, problems)
    _compare_sender(source, catalogue.units[unit], catalogue, names, problems)
    return Identity(unit, period, refused, other_catalogue=made_by != catalogue.fingerprint), problems


def is_alive(catalogue: Catalogue, code: str, period: str, where: Location, problems: list[Problem]) -> bool:
    """Whether the unit exists on any day of the period; a file of one that does not has somebody else's figures."""
    unit, days = catalogue.units[code], catalogue.periods[period]
    where = msgspec.structs.replace(where, unit=code)
    if unit.end is not None and unit.end < days.start:
        now = catalogue.units[heir(catalogue.units, code, days.start)].name
        successor = "" if unit.merged_into is None else f", đã nhập vào {now}"
        problems.append(
            kinds.UNIT_ENDED(where, name=unit.name, day=f"{unit.end:%d/%m/%Y}", period=period, successor=successor)
        )
    elif not unit.lives_in(days):
        problems.append(kinds.UNIT_NOT_BEGUN(where, name=unit.name, day=f"{unit.start:%d/%m/%Y}", period=period))
    return unit.lives_in(days)


def meta_of(raw: RawForm) -> dict[str, str]:
    """What a workbook says of itself on its hidden sheet, by key; nothing where it has none."""
    sheet = next((sheet for sheet in raw.sheets if fold(sheet.name) == fold(layout.META_SHEET)), None)
    if sheet is None:
        return {}
    pairs = ((clean_text(sheet.cell(row, 0)), clean_text(sheet.cell(row, 1))) for row in range(len(sheet.rows)))
    return {key: value for key, value in pairs if key}


def _unit(
    code: str, raw: RawForm, source: Source, catalogue: Catalogue, names: Names, problems: list[Problem]
) -> str | None:
    where = Location(source.name)
    if code:
        for known in (code, *_in_folder(code, source.name)):
            if known in catalogue.units:
                return known
        problems.append(kinds.UNIT_UNKNOWN(where, unit=code))
        return None
    spare = (
        (_only(_heading_units(raw, names)), "tiêu đề trong bảng"),
        (_named(source, names), "tên tệp"),
        (_sending(source, catalogue), "người gửi"),
    )
    for name, kind in spare:
        if name:
            problems.append(
                kinds.UNIT_GUESSED(Location(source.name, unit=name), kind=kind, name=catalogue.units[name].name)
            )
            return name
    problems.append(kinds.UNIT_NOT_FOUND(where))
    return None


def _in_folder(code: str, name: str) -> Iterator[str]:
    """The codes that a unit's own code may mean in a file of a department's folder: "VP" in "SCT/VP.xlsx"."""
    folders = PurePosixPath(name).parent.parts
    yield from (BETWEEN.join([*folders[at:], code]) for at in range(len(folders)))


def likely_unit(source: Source, catalogue: Catalogue, names: Names) -> str | None:
    """The unit that a file which cannot be read is most likely of: by its name, else by its sender. Nothing of such a
    file is used; it only says who is to be asked."""
    return _named(source, names) or _sending(source, catalogue)


def _sending(source: Source, catalogue: Catalogue) -> str | None:
    """The one unit whose registered address is the sender's."""
    return _only({unit.code for unit in catalogue.units.values() if source.sender and _same_address(unit, source)})


def _only(names: set[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None


def period_named(raw: RawForm, periods: Mapping[str, Period]) -> str | None:
    """The period, of these by code, that a workbook says it is of: in `_meta`, else in its heading; None where it says
    none, or another."""
    code = meta_of(raw).get(layout.META_PERIOD, "")
    if code:
        return code if code in periods else None
    return _only(
        {
            period.code
            for line in _headings(raw, layout.PERIOD_LINE)
            for period in periods.values()
            if fold(line) in (fold(period.name), fold(period.code), fold(f"{period.name} ({period.code})"))
        }
    )


def _period(code: str, raw: RawForm, catalogue: Catalogue, where: Location, problems: list[Problem]) -> str | None:
    period = period_named(raw, catalogue.periods)
    if code:
        if period is None:
            problems.append(kinds.PERIOD_UNKNOWN(where, period=code))
        return period
    if period is None:
        problems.append(kinds.PERIOD_NOT_FOUND(where))
    else:
        problems.append(kinds.PERIOD_GUESSED(where, period=period))
    return period


def _headings(raw: RawForm, opening: str) -> list[str]:
    """What the sheets' headings say after some words: in the same cell, else in the next that is filled."""
    texts: list[str] = []
    folded = fold(opening)
    first = (opening[0].lower(), opening[0].upper())
    for sheet in raw.sheets:
        for row, cells in enumerate(sheet.rows[:_HEADING_ROWS]):
            for column, value in enumerate(cells):
                if isinstance(value, str) and value.startswith(first) and fold(value).startswith(folded):
                    own = clean_text(value)[len(opening) :].strip()
                    texts.append(own or _next_text(sheet, row, column))
    return [text for text in texts if text]


def _next_text(sheet: RawSheet, row: int, column: int) -> str:
    following = (clean_text(value) for value in sheet.rows[row][column + 1 :])
    return next((text for text in following if text), "")


def _heading_units(raw: RawForm, names: Names) -> set[str]:
    """Units that the headings name; a group or an unknown name says nothing."""
    read = (names.units(text) for text in _headings(raw, layout.UNIT_LINE))
    return {units[0] for units in read if units and len(units) == 1}


def _contradicted(raw: RawForm, source: Source, unit: str, names: Names, problems: list[Problem]) -> bool:
    others = _heading_units(raw, names) - {unit}
    where = Location(source.name, unit=unit)
    problems.extend(kinds.HEADING_OTHER_UNIT(where, unit=unit, other=other) for other in sorted(others))
    return bool(others)


def _named(source: Source, names: Names) -> str | None:
    """The one unit whose code or name stands in the file name."""
    return _only(names.named_in(PurePosixPath(source.name).stem))


def _same_address(unit: Unit, source: Source) -> bool:
    return bool(unit.email) and unit.email.casefold() == (source.sender or "").casefold()


def _compare_sender(source: Source, unit: Unit, catalogue: Catalogue, names: Names, problems: list[Problem]) -> None:
    """File name and sender that say another unit than the workbook are warnings."""
    where = Location(source.name, unit=unit.code)
    named = _named(source, names)
    if named and named != unit.code:
        problems.append(kinds.FILE_NAME_OTHER(where, unit=unit.name, other=catalogue.units[named].name))
    if source.sender and unit.email and not _same_address(unit, source):
        problems.append(kinds.SENDER_OTHER(where, sender=source.sender, email=unit.email))
