"""OpenDocument spreadsheets (.ods), read as LibreOffice reads them: values, and what is said of cells, in one walk over
content.xml (OpenDocument 1.3, part 3, 9). What stands between the cells, line ends and comments, is no content; a value
hidden under a merged cell is kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET

import msgspec

from cchc_excel.model.records import CellValue, Position, RawSheet
from cchc_excel.reading.extent import MAX_TOTAL, is_far
from cchc_excel.reading.guard import Parts
from cchc_excel.reading.scan import MAX_MERGES, SheetScan

CONTENT = "content.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_DATE = "{http://purl.org/dc/elements/1.1/}date"
_GROUPS = frozenset(f"{_TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows"))
_OF_SHEETS = [f"{_OFFICE}body", f"{_OFFICE}spreadsheet"]
_IN_SHEETS = 3
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
"""A sheet stands in so many elements: the document, its body, what is a spreadsheet in it."""
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_ERROR = re.compile(r"(#[A-Z]|Err:[0-9])")
"""What a number never looks like: Excel writes an error as the number 0 that looks so."""
_LONGEST_ERROR = 20
_MOST_ROWS = 1_000_000
"""Rows that repeat to the sheet's end are nobody's hidden ones."""
_DURATION = re.compile(r"(-?)PT?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:[.,]([0-9]*))?S)?")


class OdsSheet(NamedTuple):
    """A sheet as read, and what was found of its cells."""

    sheet: RawSheet
    scan: SheetScan


def read_ods(parts: Parts) -> tuple[list[OdsSheet], dt.datetime | None]:
    """The sheets of an .ods, and when it was saved (UTC). Raises ElementTree.ParseError or ValueError where it is
    damaged, and what unpacking raises."""
    hidden: set[str | None] = set()
    sheets: list[OdsSheet] = []
    room = MAX_TOTAL
    walk = _Walk(room)
    for table, line in _lines(parts[CONTENT], hidden):
        if line is not None:
            walk.add_row(line)
            continue
        scan = walk.found()
        rows = [] if scan.far else walk.rows
        sheet = RawSheet(table.get(f"{_TABLE}name", ""), rows, table.get(f"{_TABLE}style-name") not in hidden)
        sheets.append(OdsSheet(sheet, scan))
        room -= walk.area
        walk = _Walk(room)
    return sheets, _modified(parts.get("meta.xml", b""))


def _lines(xml: bytes, hidden: set[str | None]) -> Iterator[tuple[ET.Element, ET.Element | None]]:
    """Each row of each sheet, in groups or not, with its sheet, and at a sheet's end None: one row is held at a time.
    Into `hidden` come the styles of sheets that are not displayed, which stand before."""
    inside: list[ET.Element] = []
    table: ET.Element | None = None
    for event, element in ET.iterparse(BytesIO(xml), ("start", "end")):
        if event == "start":
            if element.tag == _SHEET and [one.tag for one in inside[1:]] == _OF_SHEETS:
                table = element
            inside.append(element)
            continue
        inside.pop()
        if table is None:
            hidden.update(_hidden(element))
        elif element is table:
            yield table, None
            element.clear()
            table = None
        elif element.tag == _ROW and _GROUPS.issuperset(one.tag for one in inside[_IN_SHEETS + 1 :]):
            yield table, element
            element.clear()


def _hidden(style: ET.Element) -> set[str | None]:
    """The name of a style of sheets that are not displayed."""
    if not any(part.get(f"{_TABLE}display") == "false" for part in style):
        return set()
    return {style.get(next((key for key, _ in style.items() if key.endswith("}name")), ""))}


class _Walk:
    """The cells of a sheet as they come; what repeats to the end of a row or sheet and is blank takes no room."""

    def __init__(self, room: int) -> None:
        self.rows: list[list[CellValue]] = []
        self.area = 0
        self._room = room
        self._at = self._last_row = self._last_column = 0
        self._scan = SheetScan()
        self._formulas: set[Position] = set()
        self._far = False

    def add_row(self, line: ET.Element) -> None:
        """The next row, as often as it repeats."""
        repeated = _times(line, "number-rows-repeated")
        cells: list[CellValue] = []
        blanks = column = 0
        for cell in line:
            if cell.tag not in _CELLS:
                continue
            across = _times(cell, "number-columns-repeated")
            value = _value(cell)
            if value is None:
                blanks += across
            elif not self._reach(repeated, column + across):
                return
            else:
                cells += [None] * blanks + [value] * across
                blanks = 0
            self._note(cell, column, repeated, across)
            column += across
        if line.get(f"{_TABLE}visibility") in ("collapse", "filter") and self._at + repeated < _MOST_ROWS:
            self._scan.hidden_rows.update(range(self._at, self._at + repeated))
        if cells:
            self.rows += [[]] * (self._at - len(self.rows)) + [cells] * repeated
        self._at += repeated

    def found(self) -> SheetScan:
        """What was found of the cells."""
        merges = len(self._scan.merged)
        return msgspec.structs.replace(
            self._scan, formulas=self._formulas, merges=merges, far=self._far, area=self.area
        )

    def _reach(self, repeated: int, columns: int) -> bool:
        """Whether there is room for values up to this row and column."""
        self._last_row = self._at + repeated - 1
        self._last_column = max(self._last_column, columns - 1)
        self.area = (self._last_row + 1) * (self._last_column + 1)
        self._far = self._far or is_far((self._last_row, self._last_column)) or self.area > self._room
        return not self._far

    def _note(self, cell: ET.Element, column: int, rows: int, across: int) -> None:
        """Note what is said of a cell, and so of each one that it repeats to."""
        kind, error = cell.get(f"{_OFFICE}value-type"), _error(cell)
        is_formula, is_percent = bool(cell.get(f"{_TABLE}formula")), kind == "percentage"
        if error or is_formula or is_percent:
            places = self._places(column, rows, across)
            self._scan.errors.update(dict.fromkeys(places, error) if error else {})
            self._formulas.update(places if is_formula else ())
            self._scan.uncached.update(places if is_formula and kind is None else ())
            self._scan.percents.update(places if is_percent else ())
        down, over = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if (down > 1 or over > 1) and len(self._scan.merged) <= MAX_MERGES:
            self._scan.merged.append((self._at, column, self._at + down - 1, column + over - 1))

    def _places(self, column: int, rows: int, across: int) -> list[Position]:
        """Where a cell stands that repeats, as far as there is room."""
        if is_far((self._at + rows - 1, column + across - 1)):
            rows, across = 1, 1
        return [(self._at + down, column + over) for down in range(rows) for over in range(across)]


def _times(element: ET.Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}")
    return max(int(text), 1) if text and text.strip().isdecimal() else 1


def _value(cell: ET.Element) -> CellValue:
    """A cell's value; None for a blank one. Raises ValueError where a number is none."""
    kind = cell.get(f"{_OFFICE}value-type") or cell.get(f"{_CALC}value-type")
    if kind is None:
        return None
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value", "").strip())
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").strip() == "true"
    if kind == "date":
        return _moment(cell.get(f"{_OFFICE}date-value", "").strip())
    if kind == "time":
        return _duration(cell.get(f"{_OFFICE}time-value", "").strip())
    written = cell.get(f"{_OFFICE}string-value")
    return (_shown(cell) if written is None else written) or None


def _moment(text: str) -> CellValue:
    """A day, or a day with its time; the text where it is no moment of ours."""
    try:
        return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
    except ValueError:
        return text


def _duration(text: str) -> CellValue:
    match = _DURATION.fullmatch(text)
    if not match:
        return text
    sign, hours, minutes, seconds, _ = match.groups()
    length = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0))
    return -length if sign else length


def _shown(cell: ET.Element) -> str:
    """The text in a cell: its paragraphs, without the remarks on it."""
    return "\n".join(_paragraph(part) for part in cell if part.tag == f"{_TEXT}p")


def _paragraph(part: ET.Element) -> str:
    pieces: list[str] = [part.text or ""]
    for child in part:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * _spaces(child))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append("\t" if child.tag.endswith("tab") else "\n")
        elif child.tag != f"{_OFFICE}annotation":
            pieces.append(_paragraph(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _spaces(element: ET.Element) -> int:
    text = element.get(f"{_TEXT}c", "1")
    return min(int(text), 1000) if text.isdecimal() else 1


def _error(cell: ET.Element) -> str:
    """The error that a cell shows; "" for none."""
    is_error = cell.get(f"{_CALC}value-type") == "error"
    if not is_error and (cell.get(f"{_OFFICE}value-type") == "string" or not len(cell)):
        return ""
    shown = _shown(cell).strip()
    if is_error or _ERROR.match(shown):
        return shown[:_LONGEST_ERROR] or "#VALUE!"
    return ""


def _modified(meta: bytes) -> dt.datetime | None:
    """LibreOffice writes it without a zone."""
    try:
        date = ET.fromstring(meta).find(f".//{_DATE}") if meta else None
        saved = dt.datetime.fromisoformat((date.text or "").strip()[:26]) if date is not None else None
        return saved and (saved.astimezone(dt.UTC) if saved.tzinfo else saved.replace(tzinfo=dt.UTC))
    except (ValueError, OverflowError, ET.ParseError):
        return None
