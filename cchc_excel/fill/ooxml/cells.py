"""Texts of cells as the template has them, and values as a cell stores them."""

from __future__ import annotations

import datetime as dt
import math
import re
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.errors import CellError
from cchc_excel.fill.ooxml.opc import Package, child, children, drop, local, namespace, parse_xml, serialise
from cchc_excel.fill.template.filters import as_xstring, clean
from cchc_excel.fill.template.tags import has_tag, straight

MAX_TEXT = 32_767
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NO_STRINGS = f'<sst xmlns="{_MAIN}"/>'.encode()
# Between runs of rich text, while they are rendered as one: characters that neither a template nor a cleaned value
# can hold.
_RUN = "\x01{}\x02"
_BLOCK = re.compile(r"\{%.*?%\}", re.DOTALL)
_RUNS = re.compile("\x01(\\d+)\x02")


class Text(NamedTuple):
    """A cell's text, curly quotes in tags made straight; of rich text, each run's formatting (None: none) and its
    text."""

    plain: str
    runs: tuple[tuple[etree._Element | None, str], ...] = ()

    def template(self) -> str:
        """What Jinja2 renders: the text, with a mark before each run of rich text."""
        if not self.runs:
            return self.plain
        return "".join(_marked(_RUN.format(number), text) for number, (_, text) in enumerate(self.runs))


def _marked(mark: str, text: str) -> str:
    # Again after each block tag: what follows a tag may be rendered although what stood before it is not.
    return mark + _BLOCK.sub(lambda tag: tag.group() + mark, text)


def read_text(item: etree._Element) -> Text:
    """The text of a shared or inline string; a tag split over several runs is moved into the run where it starts."""
    runs = children(item, "r")
    if not runs:
        return Text(straight(_t(item)))
    parts = [[child(run, "rPr"), _t(run)] for run in runs]
    plain = "".join(str(text) for _, text in parts)
    if not has_tag(plain):
        return Text(plain)
    joined = _whole_tags([(style, str(text)) for style, text in parts])  # type: ignore[misc]
    return Text(straight(plain), tuple((style, straight(text)) for style, text in joined))


def _t(element: etree._Element) -> str:
    return "".join(found.text or "" for found in children(element, "t"))


def _whole_tags(runs: list[tuple[etree._Element | None, str]]) -> list[tuple[etree._Element | None, str]]:
    joined: list[tuple[etree._Element | None, str]] = []
    for style, text in runs:
        rest = text
        if joined and _is_open(joined[-1][1]):
            before, kept = joined[-1][1], joined[-1][0]
            size = _closing(before, text)
            joined[-1] = (kept, before + text[:size])
            rest = text[size:]
        if rest:
            joined.append((style, rest))
    return joined


def _is_open(text: str) -> bool:
    """Whether a tag that starts in the text does not end there (a last "{" may be the half of one)."""
    start = max(text.rfind("{{"), text.rfind("{%"))
    if start >= 0 and not re.search(r"[}%]\}", text[start + 2 :]):
        return True
    return text.endswith("{")


def _closing(before: str, text: str) -> int:
    for size in range(1, len(text) + 1):
        if not _is_open(before + text[:size]):
            return size
    return len(text)


class SharedStrings:
    """The workbook's string table. New texts are appended; texts that were templates are emptied when it is saved."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        self._workbook = workbook
        found = package.related(workbook, "sharedStrings")
        self._name = found[0] if found else ""
        self._root = parse_xml(package.parts[self._name]) if found else parse_xml(_NO_STRINGS)
        self._namespace = namespace(self._root)
        self._items = children(self._root, "si")
        self._texts = [read_text(item) for item in self._items]
        self._used = {index for index, text in enumerate(self._texts) if has_tag(text.plain)}
        self._index: dict[str, int] = {}
        self._rich: dict[bytes, int] = {}
        self._size = len(self._items)

    def text(self, index: int) -> Text:
        """The text at an index. Raises CellError where the table has no such entry."""
        if not 0 <= index < len(self._texts):
            raise CellError("ô trỏ tới một chuỗi không có trong tệp; mở tệp mẫu bằng Excel và lưu lại")
        return self._texts[index]

    def add(self, text: str) -> int:
        """The index of a new text."""
        if text not in self._index:
            item = etree.SubElement(self._root, f"{{{self._namespace}}}si")
            self._put(item, text)
            self._index[text] = self._next(text)
        return self._index[text]

    def add_runs(self, runs: list[tuple[etree._Element | None, str]]) -> int:
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
        if self._size == len(self._items) and not self._used:
            return
        for index in self._used:
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


def cell_text(cell: etree._Element, strings: SharedStrings) -> Text | None:
    """The text of a text cell; None for numbers, formulas and empty cells."""
    if child(cell, "f") is not None:
        return None
    kind = cell.get("t")
    if kind == "s":
        value = child(cell, "v")
        return strings.text(int(value.text)) if value is not None and value.text else None
    if kind == "inlineStr":
        item = child(cell, "is")
        return None if item is None else read_text(item)
    if kind == "str":
        value = child(cell, "v")
        return None if value is None else Text(straight(value.text or ""))
    return None


def serial(value: dt.date | dt.time, date1904: bool) -> float | int:
    """A date, time or both as a spreadsheet counts: days since 1899-12-30 (1904-01-01), a time as part of a day."""
    if isinstance(value, dt.time):
        return _day_part(value)
    moment = value if isinstance(value, dt.datetime) else None
    days = value.toordinal() - (dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)).toordinal()
    if not date1904 and days < 61:
        days -= 1  # Excel believes that 1900 was a leap year; before its 29 February the count is one less
    if days < 0 or (days < 1 and not date1904):
        raise CellError(f"ngày {value:%d/%m/%Y} quá xa để ghi vào ô")
    part = _day_part(moment.time()) if moment is not None else 0
    return days + part if part else days


def _day_part(time: dt.time) -> float:
    return (time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1e6) / 86400


def _number(value: int | float | Decimal | Fraction) -> str:
    if isinstance(value, int):
        return str(value)
    try:
        number = float(value)
    except OverflowError as error:
        raise CellError("số quá lớn để ghi vào ô") from error
    if not math.isfinite(number):
        raise CellError("giá trị không phải là số (vô hạn hoặc không xác định)")
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def write(cell: etree._Element, value: object, text: Text, strings: SharedStrings, date1904: bool) -> object:
    """Put a value into an emptied cell; returns it as written. Numbers stay numbers, text is never a formula, None is
    an empty cell. Raises CellError for what a cell cannot hold."""
    if value is None:
        return None
    if isinstance(value, bool):
        _store(cell, "b", "1" if value else "0")
    elif isinstance(value, int | float | Decimal | Fraction):
        _store(cell, None, _number(value))
    elif isinstance(value, dt.date | dt.time):
        _store(cell, None, _number(serial(value, date1904)))
    elif isinstance(value, str):
        return _write_text(cell, value, text, strings)
    else:
        raise CellError(
            f"{text.plain.strip()} không phải là số, chữ hay ngày; thêm thuộc tính cần in, như .ten hay .hien"
        )
    return value


def put_text(cell: etree._Element, text: str, strings: SharedStrings) -> None:
    """Put plain text into an emptied cell."""
    _store(cell, "s", str(strings.add(text)))


def _write_text(cell: etree._Element, value: str, text: Text, strings: SharedStrings) -> str | None:
    pieces = _RUNS.split(value)
    plain = _cut(clean("".join(pieces[0::2])))
    if not plain:
        return None
    runs = _joined_runs(text, pieces)
    rich = len(runs) > 1 or (len(runs) == 1 and runs[0][0] is not None)
    index = strings.add_runs(_cut_runs(runs)) if rich else strings.add(plain)
    _store(cell, "s", str(index))
    return plain


def _joined_runs(text: Text, pieces: list[str]) -> list[tuple[etree._Element | None, str]]:
    joined: list[tuple[str, str]] = []
    for number, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if joined and joined[-1][0] == number:
            joined[-1] = (number, joined[-1][1] + clean(piece))
        elif piece:
            joined.append((number, clean(piece)))
    return [(text.runs[int(number)][0], said) for number, said in joined]


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _cut_runs(runs: list[tuple[etree._Element | None, str]]) -> list[tuple[etree._Element | None, str]]:
    left = MAX_TEXT
    kept: list[tuple[etree._Element | None, str]] = []
    for style, text in runs:
        if len(text) > left:
            return [*kept, (style, text[: left - 1] + "…")] if left else kept
        kept.append((style, text))
        left -= len(text)
    return kept


def empty(cell: etree._Element) -> None:
    """Take away what a cell holds; its style stays."""
    drop(cell, "t")
    for element in list(cell):
        if local(element) in ("v", "is", "f"):
            cell.remove(element)


def _store(cell: etree._Element, kind: str | None, value: str) -> None:
    if kind is not None:
        cell.set("t", kind)
    element = etree.SubElement(cell, f"{{{namespace(cell)}}}v")
    element.text = value
    if len(cell) > 1:  # before an extLst
        cell.insert(0, element)
