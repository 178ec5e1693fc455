"""Where the parts of an .xlsx are: its sheets, styles and shared texts, found by their links as Excel finds them,
whatever the parts are called (ECMA-376-2, 9; ECMA-376-1, 12.3).
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Mapping
from xml.etree import ElementTree as ET

import msgspec

from cchc_excel.reading.guard import Parts, part_name

BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
TEXTS = "xl/sharedstrings.xml"
"""Where every office program puts them, and where readers look for them."""
_ROOT_LINKS = "_rels/.rels"
_READ = ("worksheet", "chartsheet", "dialogsheet")
"""Kinds of sheets that readers know; a macro sheet of Excel 4.0 is none."""
_STATES = ("visible", "hidden", "veryHidden")
TRUE = ("1", "true", "on")


class SheetPart(msgspec.Struct, frozen=True):
    """A worksheet: its name, its part, and how the workbook says that it is shown."""

    name: str
    part: str
    state: str


class Book(msgspec.Struct, frozen=True):
    """The parts of a workbook. `usual`: each is where a reader looks for it, and nothing in the workbook's own part is
    a word that a reader may not know."""

    sheets: tuple[SheetPart, ...]
    styles: str
    texts: str
    dates_from_1904: bool
    usual: bool


def find_book(parts: Parts) -> Book | None:
    """The workbook in a package; None where there is none. Raises ElementTree.ParseError where its own part is not XML,
    and what unpacking raises."""
    start = parts.get(_ROOT_LINKS, b"")
    part = next((target for kind, target, _ in _links(start, "") if kind == "officeDocument"), BOOK)
    part = part if part in parts else BOOK
    if part not in parts:
        return None
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    return _book(part, parts[part], parts.get(links, b""))


@functools.lru_cache(maxsize=16)
def _book(part: str, xml: bytes, linked: bytes) -> Book | None:
    """The workbook by its own part and the links of it: units' forms share both."""
    root = ET.fromstring(xml)
    if local(root) != "workbook":
        return None
    folder = posixpath.dirname(part)
    links = {link: (kind, target) for kind, target, link in _links(linked, folder)}
    listed = [element for element in root.iter() if local(element) == "sheet"]
    sheets = tuple(sheet for element in listed if (sheet := _sheet(element, links)))
    by_kind = dict(links.values())
    styles, texts = by_kind.get("styles", STYLES), by_kind.get("sharedStrings", TEXTS)
    known = all(links.get(_link(element), ("",))[0] in _READ for element in listed)
    return Book(
        sheets,
        styles,
        texts,
        any(element.get("date1904") in TRUE for element in root.iter() if local(element) == "workbookPr"),
        (part, styles, texts) == (BOOK, STYLES, TEXTS)
        and known
        and all(element.get("state", _STATES[0]) in _STATES for element in listed),
    )


def _sheet(element: ET.Element, links: Mapping[str, tuple[str, str]]) -> SheetPart | None:
    kind, target = links.get(_link(element), ("", ""))
    return SheetPart(element.get("name", ""), target, element.get("state", "")) if kind == "worksheet" else None


def _link(element: ET.Element) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), "")


@functools.lru_cache(maxsize=16)
def _links(xml: bytes, folder: str) -> tuple[tuple[str, str, str], ...]:
    """(kind, part it leads to, id) of each link in a part of links (b"": none) about parts of a folder; kinds by their
    last word: Strict differs in the others."""
    links = []
    for link in ET.fromstring(xml) if xml else ():
        target = link.get("Target", "")
        inside = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
        links.append((link.get("Type", "").rpartition("/")[2], part_name(inside), link.get("Id", "")))
    return tuple(links)


def local(element: ET.Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
