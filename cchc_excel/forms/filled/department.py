"""Whose so-lieu.xlsx is it: `_meta`, folder and file name, sender."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from cchc_excel.catalogue.levels import BETWEEN
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.unit_model import Unit
from cchc_excel.model.records import Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import fold

_WORD = re.compile(r"[0-9A-Za-z_\-]+")


def department_of(name: str, source: Source, catalogue: Catalogue) -> tuple[str | None, list[Problem]]:
    """The department of a so-lieu.xlsx: a code in `_meta` decides, then the code that its folder or file name holds,
    then the name in `_meta`, then the sender. A folder's code that is not the one named is a warning."""
    known = catalogue.departments
    if name in known:
        return name, []
    named = _only({code for code, one in known.items() if fold(name) in _names(one)})
    placed = _placed(source.name, known)
    if placed and named and placed != named:
        where = Location(source.name, unit=placed)
        return placed, [kinds.FILE_NAME_OTHER(where, unit=known[named].name, other=known[placed].name)]
    sender = (source.sender or "").casefold()
    sending = _only({code for code, one in known.items() if sender and one.email.casefold() == sender})
    found = placed or named or sending
    return found, [] if found else [kinds.DEPARTMENT_UNKNOWN(Location(source.name), name=name)]


def _names(unit: Unit) -> set[str]:
    return {fold(one) for one in (unit.code, unit.name, *unit.aliases)}


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _placed(name: str, departments: Collection[str]) -> str | None:
    """The department whose code, all its levels, stands in a file's path; the lowest of several."""
    words = {word.casefold() for word in _WORD.findall(str(PurePosixPath(name).with_suffix("")))}
    words |= {part for word in words for part in re.split(r"[-_]", word)}
    found = [code for code in departments if {level.casefold() for level in code.split(BETWEEN)} <= words]
    deepest = max((code.count(BETWEEN) for code in found), default=0)
    return _only({code for code in found if code.count(BETWEEN) == deepest})
