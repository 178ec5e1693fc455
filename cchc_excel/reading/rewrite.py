"""A workbook written in a way that readers stumble over, written anew the way office programs write it.

Sheets are parsed by a real XML parser, whatever is legal in XML counts: spaces around a sign, comments in a value,
addresses that are left out or written small, an area of whole columns, an error that came after the reader was made.
Only what is read is written: values, the style they are shown in, where formulas are, hidden rows, merged areas.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Sequence
from html import escape  # xml.sax.saxutils loads all that mail and the network need
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET
from zipfile import ZipFile, ZipInfo

import msgspec

from cchc_excel.model.records import Area, Position, address
from cchc_excel.reading.extent import column_of, is_far
from cchc_excel.reading.guard import Parts
from cchc_excel.reading.package import TRUE, Book, SheetPart, local
from cchc_excel.reading.scan import MAX_MERGES

MAX_XML = 64 << 20
"""Bytes of all the sheets: an element takes some hundred bytes of memory."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ALTERNATE = "AlternateContent"
_KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_CELL = re.compile(r"\$?([A-Z]{0,3})\$?([0-9]{0,7})")
_LONGEST = 32_767
"""Letters of a text: Excel lets a cell hold no more."""
_TEXTS = "xl/sharedStrings.xml"
_IN_DATA = 2
"""A row stands in so many elements: its sheet, and the data of it."""
_LAST = (1_048_575, 16_383)
_HIDDEN = ' hidden="1"'
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Rewritten(msgspec.Struct, frozen=True):
    """The workbook anew (.xlsx bytes), and the errors that its reader does not know: sheet name -> cell -> as
    written."""

    data: bytes
    errors: dict[str, dict[Position, str]]


class TooLargeError(Exception):
    """More than may be parsed; its text says how much."""


class _Cell(NamedTuple):
    """`kind` and `value` as they are written; `is_formula`: a formula stands in it; `error`: one that a reader does not
    know."""

    kind: str
    value: str | None
    style: str
    is_formula: bool
    error: str | None = None


def rewritten(parts: Parts, book: Book) -> Rewritten:
    """The workbook anew. Raises ElementTree.ParseError or ValueError where a part is damaged, TooLargeError, and what
    unpacking raises."""
    size = sum(len(parts[sheet.part]) for sheet in book.sheets if sheet.part in parts)
    if size > MAX_XML:
        raise TooLargeError(f"{size >> 20} MB")
    texts = _shared_texts(parts[book.texts]) if book.texts in parts else []
    made: dict[str, str] = {"xl/styles.xml": _styles(parts.get(book.styles, b""))}
    errors: dict[str, dict[Position, str]] = {}
    listed: list[SheetPart] = []
    for sheet in book.sheets:
        if sheet.part in parts:
            listed.append(sheet)
            made[_part(len(listed))], errors[sheet.name] = _sheet(parts[sheet.part], texts)
    made[_TEXTS] = _texts_xml(texts)
    made |= _around(listed, dates_from_1904=book.dates_from_1904)
    package = BytesIO()
    with ZipFile(package, "w") as into:
        for name, text in made.items():
            into.writestr(ZipInfo(name), text)  # ZIP's first day: a clock set before it hinders nothing
    return Rewritten(package.getvalue(), errors)


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _around(sheets: Sequence[SheetPart], *, dates_from_1904: bool) -> dict[str, str]:
    """The parts around the sheets."""
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" '
        f'state="{sheet.state if sheet.state in ("hidden", "veryHidden") else "visible"}" r:id="s{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="s{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    epoch = f'<workbookPr date1904="{int(dates_from_1904)}"/>'
    return {
        "_rels/.rels": f'<Relationships xmlns="{_LINKS}">'
        f'<Relationship Id="b" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{epoch}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}">{links}'
        f'<Relationship Id="f" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="t" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }


def _styles(styles: bytes) -> str:
    """Number formats alone, each style's own: of built-in ones their number stays."""
    root = ET.fromstring(styles) if styles else ET.Element("styleSheet")
    formats = {
        element.get("numFmtId", "").strip(): element.get("formatCode", "")
        for element in root.iter()
        if local(element) == "numFmt"
    }
    numbers = {number for number in formats if number.isdecimal()}
    made = "".join(f'<numFmt numFmtId="{n}" formatCode="{escape(formats[n])}"/>' for n in sorted(numbers))
    listed = next((element for element in root if local(element) == "cellXfs"), ())
    ids = (style.get("numFmtId", "").strip() for style in listed)
    cells = "".join(f'<xf numFmtId="{number if number.isdecimal() else 0}"/>' for number in ids)
    return f'<styleSheet xmlns="{_MAIN}"><numFmts>{made}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'


def _shared_texts(xml: bytes) -> list[str]:
    return [_text(item) for item in _resolved(ET.fromstring(xml)) if local(item) == "si"]


def _texts_xml(texts: Sequence[str]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{_escaped(text[:_LONGEST])}</t></si>' for text in texts)
    return f'<sst xmlns="{_MAIN}">{items}</sst>'


def _text(item: ET.Element) -> str:
    """The text of a cell or of a shared text, its runs together; how it is read aloud (rPh) is left out."""
    runs = (run for child in item for run in (child if local(child) == "r" else [child]))
    return "".join(run.text or "" for run in runs if local(run) == "t")


def _resolved(root: ET.Element) -> ET.Element:
    """An element with only one of several forms of the same content: the one for programs that know nothing of the
    others, as a reader of values is one (ECMA-376-3, 7.5)."""
    for parent in [parent for parent in root.iter() if any(local(child) == _ALTERNATE for child in parent)]:
        children: list[ET.Element] = []
        for child in parent:
            if local(child) == _ALTERNATE:
                children.extend(inner for form in child if local(form) == "Fallback" for inner in form)
            else:
                children.append(child)
        parent[:] = children
    return root


def _sheet(xml: bytes, texts: Sequence[str]) -> tuple[str, dict[Position, str]]:
    """A sheet anew, and the errors that a reader does not know."""
    root = ET.Element("worksheet")
    rows: dict[int, dict[int, _Cell]] = {}
    hidden: set[int] = set()
    number, hide_all = -1, False
    for root, row in _rows_of(xml):
        if row is None:
            hide_all = any(local(one) == "sheetFormatPr" and one.get("zeroHeight") in TRUE for one in root)
            continue
        number = _row_number(row, number)
        if _is_hidden(row):
            hidden.add(number)
        _add_cells(row, number, texts, rows)
    if hide_all:
        hidden.update(rows)
    merged = [area for one in _merges(root) if (area := _area(one.get("ref", "")))]
    errors = {(at, column): cell.error for at, cells in rows.items() for column, cell in cells.items() if cell.error}
    return _sheet_xml(rows, hidden, merged), errors


def _rows_of(xml: bytes) -> Iterator[tuple[ET.Element, ET.Element | None]]:
    """Each row with its sheet, one held at a time, then the sheet without them. Where some of it stands in several
    forms all of it is held, to choose."""
    if _ALTERNATE.encode() in xml:
        root = _resolved(ET.fromstring(xml))
        yield from ((root, row) for data in root if local(data) == "sheetData" for row in data if local(row) == "row")
        yield root, None
        return
    inside: list[ET.Element] = []
    for event, element in ET.iterparse(BytesIO(xml), ("start", "end")):
        if event == "start":
            inside.append(element)
            continue
        inside.pop()
        if len(inside) == _IN_DATA and local(element) == "row" and local(inside[-1]) == "sheetData":
            yield inside[0], element
            element.clear()
        elif not inside:
            yield element, None


def _row_number(row: ET.Element, before: int) -> int:
    digits = row.get("r", "").strip()
    return int(digits) - 1 if digits.isdecimal() and int(digits[:9]) > 0 else before + 1


def _is_hidden(row: ET.Element) -> bool:
    if row.get("hidden", "").strip() in TRUE:
        return True
    try:
        return float(row.get("ht", "1")) < 1
    except ValueError:
        return False


def _add_cells(row: ET.Element, number: int, texts: Sequence[str], rows: dict[int, dict[int, _Cell]]) -> None:
    """The cells of a row: one without an address follows the one before it."""
    column = -1
    for cell in row:
        if local(cell) != "c" or _space(cell) != _space(row):
            continue
        match = _CELL.fullmatch(cell.get("r", "").strip().upper())
        column = column_of(match[1].encode()) if match and match[1] else column + 1
        at = int(match[2]) - 1 if match and match[2].strip("0") else number
        held = _held(cell, texts)
        if held:
            if is_far((at, column)):
                raise ValueError(address(at, column))
            rows.setdefault(at, {})[column] = held


def _held(cell: ET.Element, texts: Sequence[str]) -> _Cell | None:
    """What a cell holds; None for nothing. What stands in a cell of numbers and is none is a text, which is then told
    with its cell. Raises ValueError where there are no shared texts at all: the workbook has lost them."""
    parts = {local(part): part for part in cell if _space(part) == _space(cell)}
    kind, style, is_formula = cell.get("t", "n").strip(), cell.get("s", "").strip(), "f" in parts
    if "v" not in parts and kind != "inlineStr":
        return _Cell("", None, style, is_formula) if is_formula else None
    value = parts["v"].text or "" if "v" in parts else ""
    if kind == "inlineStr" and "is" in parts:
        return _Cell("str", _text(parts["is"]), style, is_formula)
    if kind == "s":
        if not texts:
            raise ValueError(value)
        is_there = value.strip().isdecimal() and int(value) < len(texts)
        return _Cell("s", value.strip(), style, is_formula) if is_there else _Cell("e", "#REF!", style, is_formula)
    if kind == "e":
        text = value.strip()
        known = text in _KNOWN_ERRORS
        return _Cell("e", text if known else "#VALUE!", style, is_formula, None if known else text or "#VALUE!")
    plain = value.strip()
    if kind in ("b", "d") and plain:
        return _Cell(kind, {"true": "1", "false": "0"}.get(plain, plain), style, is_formula)
    if kind in ("str", "inlineStr") or not _is_number(plain):
        return _Cell("str", value, style, is_formula) if value or kind == "str" else _Cell("", None, style, is_formula)
    return _Cell("", plain, style, is_formula)


def _space(element: ET.Element) -> str:
    """The namespace of an element: programs may put elements of their own among those of a sheet."""
    return element.tag.rpartition("}")[0]


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and "_" not in text
    except ValueError:
        return False


def _merges(root: ET.Element) -> Iterator[ET.Element]:
    return (one for listed in root if local(listed) == "mergeCells" for one in listed if local(one) == "mergeCell")


def _area(written: str) -> Area | None:
    """A merged area; whole rows and columns too. None for one cell and for what is no area."""
    first, _, second = written.replace(" ", "").upper().partition(":")
    start, last = _CELL.fullmatch(first), _CELL.fullmatch(second)
    if not first or not second or not start or not last:
        return None
    rows = sorted((int(start[2] or 1) - 1, int(last[2] or _LAST[0] + 1) - 1))
    columns = sorted((column_of(start[1].encode() or b"A"), column_of(last[1].encode()) if last[1] else _LAST[1]))
    return rows[0], columns[0], min(rows[1], _LAST[0]), min(columns[1], _LAST[1])


def _sheet_xml(rows: dict[int, dict[int, _Cell]], hidden: Container[int], merged: Sequence[Area]) -> str:
    lines = "".join(_row_xml(at, rows[at], is_hidden=at in hidden) for at in sorted(rows))
    areas = "".join(
        f'<mergeCell ref="{address(top, left)}:{address(bottom, right)}"/>'
        for top, left, bottom, right in merged[: MAX_MERGES + 1]
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData><mergeCells>{areas}</mergeCells></worksheet>'


def _row_xml(at: int, cells: dict[int, _Cell], *, is_hidden: bool) -> str:
    written = "".join(_cell_xml(address(at, column), cells[column]) for column in sorted(cells))
    return f'<row r="{at + 1}"{_HIDDEN if is_hidden else ""}>{written}</row>'


def _cell_xml(where: str, cell: _Cell) -> str:
    style = f' s="{cell.style}"' if cell.style.isdecimal() else ""
    kind = f' t="{cell.kind}"' if cell.kind else ""
    formula = "<f>0</f>" if cell.is_formula else ""
    value = "" if cell.value is None else f"<v>{_escaped(cell.value)}</v>"
    return f'<c r="{where}"{style}{kind}>{formula}{value}</c>'


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("", text), quote=False)
