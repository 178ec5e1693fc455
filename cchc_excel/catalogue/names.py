"""Names of units and groups: what a cell of the catalogue may call them, and which units are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from cchc_excel.catalogue.model import Unit
from cchc_excel.values import fold

_PARENTHESES = re.compile(r"\([^)]*\)")
_SEPARATORS = re.compile(r"[\s,;.\-'’]+")
_COMPILES = "tổng hợp"


class Leads(msgspec.Struct, frozen=True):
    """Who a lead cell names: the units that lead, the units that compile, and what nobody is called."""

    units: tuple[str, ...] = ()
    compilers: tuple[str, ...] = ()
    unknown: str = ""


class Names:
    """Every name of a unit (code, name, alias) and of a group, folded, with the units it means in sheet order."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._known: dict[str, tuple[str, ...]] = {}
        groups: dict[str, list[str]] = {}
        for unit in units:
            for name in (unit.code, unit.name, *unit.aliases):
                self._known[fold(name)] = (unit.code,)
            for group in unit.groups:
                groups.setdefault(fold(group), []).append(unit.code)
        for group_name, members in groups.items():
            self._known.setdefault(group_name, tuple(members))
        longest_first = sorted(self._known, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))

    def units(self, name: str) -> tuple[str, ...] | None:
        """The units that a unit's or group's name means; None if nobody is called so."""
        return self._known.get(fold(name))

    def suggestions(self) -> list[str]:
        """All known names, for "did you mean"."""
        return list(self._known)

    def leads(self, text: str) -> Leads:
        """The units named in a lead cell of the plan.

        Names are matched longest first, ignoring case, before splitting at commas: "Các phòng, đơn vị" is one group.
        Parentheses are dropped. A unit followed by "tổng hợp" compiles for those before it. "'-" names nobody.
        """
        rest = fold(_PARENTHESES.sub(" ", text))
        named: list[str] = []
        compilers: list[str] = []
        left_over: list[str] = []
        at = 0
        for match in self._pattern.finditer(rest):
            if match.start() < at:
                continue
            left_over.append(rest[at : match.start()])
            at = match.end()
            after = rest[at:].lstrip()
            if named and after.startswith(_COMPILES):
                compilers.extend(self._known[match[0]])
                at = len(rest) - len(after) + len(_COMPILES)
            else:
                named.extend(self._known[match[0]])
        left_over.append(rest[at:])
        unknown = " ".join(_SEPARATORS.sub(" ", " ".join(left_over)).split())
        return Leads(tuple(dict.fromkeys(named)), tuple(dict.fromkeys(compilers)), unknown)
