"""Copies of a sheet inside its package: the sheet's part and everything that belongs to it alone."""

from __future__ import annotations

import re
import uuid
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.ooxml.opc import Package, children, drop, named, parse_xml

_OWN = frozenset(
    [
        *("drawing", "vmlDrawing", "comments", "threadedComment", "table", "printerSettings", "ctrlProp"),
        *("customProperty", "chart", "chartEx", "chartStyle", "chartColorStyle", "chartUserShapes"),
        *("themeOverride", "package"),
    ]
)
"""Relationships whose targets belong to one sheet and are copied with it."""
_SHARED = frozenset(["image", "hyperlink"])
"""Those whose targets all copies may point to."""
_NUMBERED = re.compile(r"(.*?)(\d*)(\.[^.]*)")
_COPIES = uuid.UUID("6f0e4c1e-0f0b-5b0e-9c37-3c5a8d1b0a11")
"""The namespace of the identifiers that copies of threaded comments get."""


class CannotCopy(Exception):  # noqa: N818 - says what is the matter
    """A sheet holds something that cannot stand on two sheets; its text is the kind of relationship ("pivotTable")."""


class Copied(NamedTuple):
    """A copied sheet: its part, and the new names of its tables by their old ones."""

    part: str
    tables: dict[str, str]


class Cloner:
    """Copies sheets of one package. Content types are written by `finish`, once for all copies."""

    def __init__(self, package: Package, taken: set[str]) -> None:
        """`taken`: names that the tables of copies must not have, beside those of tables."""
        self._package = package
        self._free: dict[tuple[str, str], int] = {}
        self._types: list[tuple[str, str]] = []
        self._ids = 0
        self._taken = {name.casefold() for name in taken}
        for name in package.of_type("spreadsheetml.table+xml"):
            root = parse_xml(package.parts[name])
            self._ids = max(self._ids, int(root.get("id") or 0))
            self._taken.add((root.get("displayName") or "").casefold())

    def copy(self, sheet: str) -> Copied:
        """A copy of a sheet's part. Raises CannotCopy."""
        copies: dict[str, str] = {}
        part = self._copy(sheet, copies)
        tables = dict(self._rename_table(copies[name]) for name in self._package.related(sheet, "table"))
        self._renew_threads(part)
        return Copied(part, tables)

    def finish(self) -> None:
        """Write the content types of all copies."""
        self._package.same_types(self._types)

    def _copy(self, part: str, copies: dict[str, str]) -> str:
        if part in copies:
            return copies[part]
        name = self._fresh(part)
        copies[part] = name
        self._package.parts[name] = self._package.parts[part]
        self._types.append((part, name))
        targets = {}
        for link in self._package.relationships(part):
            if link.external or link.kind in _SHARED or link.target not in self._package.parts:
                continue
            if link.kind not in _OWN:
                raise CannotCopy(link.kind)
            targets[link.id] = self._copy(link.target, copies)
        self._package.copy_relationships(part, name, targets)
        return name

    def _fresh(self, part: str) -> str:
        match = _NUMBERED.fullmatch(part)
        head, tail = (match[1], match[3]) if match else (part, "")
        number = self._free.get((head, tail), 1)
        while f"{head}{number}{tail}" in self._package.parts:
            number += 1
        self._free[head, tail] = number + 1
        return f"{head}{number}{tail}"

    def _rename_table(self, name: str) -> tuple[str, str]:
        with self._package.edit(name) as root:
            old = root.get("displayName") or ""
            number = 2
            while f"{old}_{number}".casefold() in self._taken:
                number += 1
            fresh = f"{old}_{number}"
            self._taken.add(fresh.casefold())
            self._ids += 1
            root.set("id", str(self._ids))
            root.set("name", fresh)
            root.set("displayName", fresh)
        return old, fresh

    def _renew_threads(self, sheet: str) -> None:
        """Comments with replies are found by identifiers, which must not be those of another sheet."""
        for threads in self._package.related(sheet, "threadedComment"):
            old = [each.get("id") or "" for each in parse_xml(self._package.parts[threads])]
            for name in (threads, *self._package.related(sheet, "comments")):
                data = self._package.parts[name]
                for each in old:
                    data = data.replace(each.encode(), fresh_identifier(each, sheet).encode())
                self._package.parts[name] = data


def fresh_identifier(old: str, copy: str) -> str:
    """The identifier of a copy: always the same for the same original and name of the copy."""
    return "{" + str(uuid.uuid5(_COPIES, f"{old} {copy}")).upper() + "}"


def stand_alone(root: etree._Element) -> None:
    """Take from a copied sheet what only one sheet may have: its identifiers; and that it is selected, for whatever is
    typed into one of several selected sheets goes into all."""
    for view in named(root, "sheetView"):
        drop(view, "tabSelected")
    for properties in children(root, "sheetPr"):
        drop(properties, "codeName")
    for key in [str(key) for key in root.attrib if str(key).endswith("}uid")]:
        drop(root, key)


def forget_titles(package: Package) -> None:
    """The list of sheets in the file's properties (optional) is no longer true."""
    for name in package.related("", "extended-properties"):
        with package.edit(name) as root:
            for kind in ("HeadingPairs", "TitlesOfParts"):
                for element in children(root, kind):
                    root.remove(element)
