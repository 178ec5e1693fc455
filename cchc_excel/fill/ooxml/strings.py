"""The workbook's texts, which stand in a table of their own, and what XML allows in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import NamedTuple, TypeAlias

from lxml import etree

from cchc_excel.fill.ooxml.opc import Package, child, children, drop, namespace, parse_xml, serialise

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NO_STRINGS = f'<sst xmlns="{_MAIN}"/>'.encode()
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
Run: TypeAlias = tuple[etree._Element | None, str]
"""A piece of rich text: its formatting (None: that of the cell) and what it says."""


class NoSuchText(LookupError):  # noqa: N818 - says what is the matter
    """A cell names a text that the table does not have."""


class Text(NamedTuple):
    """A cell's text; of rich text, its runs besides."""

    plain: str
    runs: tuple[Run, ...] = ()


def clean(text: str) -> str:
    """The text without characters that XML does not allow."""
    return _ILLEGAL.sub("", text)


def as_xstring(text: str) -> str:
    """The text as a workbook holds it: what only looks like an escaped character ("_x000D_") stays what it is
    (ECMA-376, ST_Xstring)."""
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def read_text(item: etree._Element) -> Text:
    """The text of a shared or inline string."""
    runs = tuple((child(run, "rPr"), _t(run)) for run in children(item, "r"))
    return Text("".join(text for _, text in runs), runs) if runs else Text(_t(item))


def _t(element: etree._Element) -> str:
    return "".join(each.text or "" for each in children(element, "t"))


class SharedStrings:
    """The workbook's table of texts. New ones are appended."""

    def __init__(self, package: Package, workbook: str) -> None:
        """`workbook`: the name of the workbook part."""
        self._package = package
        self._workbook = workbook
        self._name = next(iter(package.related(workbook, "sharedStrings")), "")
        self._root = parse_xml(package.parts[self._name] if self._name else _NO_STRINGS)
        self._namespace = namespace(self._root)
        self._items = children(self._root, "si")
        self._texts = [read_text(item) for item in self._items]
        self._emptied: set[int] = set()
        self._index: dict[str, int] = {}
        self._rich: dict[bytes, int] = {}
        self._size = len(self._items)

    def text(self, index: int) -> Text:
        """The text at an index, from 0. Raises NoSuchText where the table has none there."""
        if not 0 <= index < len(self._texts):
            raise NoSuchText(index)
        return self._texts[index]

    def empty(self, where: Callable[[str], bool]) -> None:
        """Leave nothing of the texts for which `where` holds, when the table is saved; those added later stay."""
        self._emptied |= {index for index, text in enumerate(self._texts) if where(text.plain)}

    def add(self, text: str) -> int:
        """The index of a new text."""
        if text not in self._index:
            item = etree.SubElement(self._root, f"{{{self._namespace}}}si")
            self._put(item, text)
            self._index[text] = self._next(text)
        return self._index[text]

    def add_runs(self, runs: Sequence[Run]) -> int:
        """The index of a new rich text."""
        item = etree.Element(f"{{{self._namespace}}}si")
        for style, text in runs:
            run = etree.SubElement(item, f"{{{self._namespace}}}r")
            if style is not None:
                run.append(deepcopy(style))
            self._put(run, text)
        key = etree.tostring(item)
        if key not in self._rich:
            self._root.append(item)
            self._rich[key] = self._next("".join(text for _, text in runs))
        return self._rich[key]

    def _put(self, parent: etree._Element, text: str) -> None:
        element = etree.SubElement(parent, f"{{{self._namespace}}}t")
        element.text = as_xstring(text)
        if text != text.strip() or "\n" in text:
            element.set(_SPACE, "preserve")

    def _next(self, text: str) -> int:
        self._texts.append(Text(text))
        self._size += 1
        return self._size - 1

    def save(self) -> None:
        """Write the table back, if anything in it changed."""
        if self._size == len(self._items) and not self._emptied:
            return
        for index in self._emptied:
            item = self._items[index]
            for element in list(item):
                item.remove(element)
            etree.SubElement(item, f"{{{self._namespace}}}t")
        extension = child(self._root, "extLst")
        if extension is not None:
            self._root.append(extension)
        for name in ("count", "uniqueCount"):  # optional, and no longer true
            drop(self._root, name)
        if self._name:
            self._package.parts[self._name] = serialise(self._root)
        else:
            folder = self._workbook.rpartition("/")[0]
            name = f"{folder}/sharedStrings.xml" if folder else "sharedStrings.xml"
            self._package.add(self._workbook, name, serialise(self._root), _STRINGS_TYPE, _STRINGS_RELATION)
