"""A table that an officer hands in, whatever program it is from: Word, Excel, or lines of text. Like `workbook.py` a
door for foreign bytes: whatever goes wrong becomes one Problem.
"""

from __future__ import annotations

import csv
import hashlib
from io import BytesIO, StringIO
from pathlib import PurePosixPath

from cchc_excel.model.records import CellValue, Position, RawForm, RawSheet
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, damage_reason
from cchc_excel.reading.cleaned import clean
from cchc_excel.reading.guard import MAX_BYTES, SuspectError, is_html, is_package, unpack
from cchc_excel.reading.html_tables import read_tables
from cchc_excel.reading.word import DOCUMENT, read_word
from cchc_excel.reading.workbook import decode_text, read_bytes

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})
_WORD = frozenset({".docx", ".docm"})
_LINES = frozenset({".tsv", ".txt"})
_MOST_FORMATTED = 8 << 20
"""Bytes of a workbook whose formats are looked at; a plan is far smaller."""


def read_document(name: str, data: bytes) -> tuple[RawForm | None, list[Problem]]:
    """The tables of a file: the sheets of a workbook, the tables of a .docx ("Bảng 1", …), the lines of a text with
    tabs. None with the one Problem that says why there is none. `name`: its ending says what it should be."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in _WORKBOOKS:
        raw, problems = read_bytes(name, data)
        if raw is not None and is_package(data):
            _mark_formats(raw, data)
        return raw, problems
    try:
        return _read(name, ending, data)
    except SuspectError as error:
        return None, [kinds.FILE_SUSPECT(Location(name), reason=str(error))]
    except Exception as error:  # noqa: BLE001 - a foreign file may break its parser anyhow
        return None, [kinds.FILE_UNREADABLE(Location(name), reason=damage_reason(error))]


def read_export(name: str, data: bytes) -> tuple[RawForm | None, list[Problem]]:
    """What another system saved: a document as `read_document` reads it, or a page of HTML under whatever name. None
    with the one Problem that says why there is none."""
    if not is_html(data) or len(data) > MAX_BYTES:
        return read_document(name, data)
    try:
        tables = read_tables(decode_text(data))
    except Exception as error:  # noqa: BLE001 - a foreign file may break its parser anyhow
        return None, [kinds.FILE_UNREADABLE(Location(name), reason=damage_reason(error))]
    return RawForm(tables, hashlib.sha256(data).hexdigest()), []


def _read(name: str, ending: str, data: bytes) -> tuple[RawForm | None, list[Problem]]:
    location, digest = Location(name), hashlib.sha256(data).hexdigest()
    if not data:
        return None, [kinds.FILE_EMPTY(location)]
    if len(data) > MAX_BYTES:
        return None, [kinds.FILE_TOO_LARGE(location, reason=f"trên {MAX_BYTES >> 20} MB")]
    if is_package(data) and ending in _WORD:
        parts, refusal = unpack(name, data)
        if refusal or DOCUMENT not in parts:
            return None, [refusal or kinds.IMPORT_ENDING(location, ending=ending)]
        word = read_word(parts)
        if not word.tables:
            return None, [(kinds.IMPORT_PICTURE if word.has_pictures else kinds.IMPORT_NO_TABLE)(location)]
        return RawForm(word.tables, digest), []
    if ending in _LINES and not is_package(data):
        return RawForm([_lines(name, data)], digest), []
    return None, [kinds.IMPORT_ENDING(location, ending=ending)]


def _lines(name: str, data: bytes) -> RawSheet:
    """Lines of text as rows: line 1 is row 1. A cell in quotes may hold line ends, as Excel copies it."""
    text = decode_text(data)
    quoted = any(line.count('"') % 2 for line in text.splitlines())
    lines = csv.reader(StringIO(text), delimiter="\t") if quoted else (line.split("\t") for line in text.splitlines())
    rows: list[list[CellValue]] = [[clean(value) for value in line] for line in lines]
    return RawSheet(PurePosixPath(name).stem, rows, formulas=frozenset())


def _mark_formats(raw: RawForm, data: bytes) -> None:
    """Note which cells are in italics, and how many decimals a number is shown with."""
    from openpyxl import load_workbook  # slow to import

    if len(data) > _MOST_FORMATTED:
        return
    try:
        book = load_workbook(BytesIO(data))
    except Exception:  # noqa: BLE001 - its cells were read; only what they look like stays unknown
        return
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    for page in book.worksheets:
        sheet = sheets.get(page.title)
        if sheet is None:
            continue
        for row, cells in enumerate(page.iter_rows()):
            for column, cell in enumerate(cells):
                spot: Position = (row, column)
                if cell.value is not None and cell.font and cell.font.i:
                    sheet.italics.add(spot)
                if isinstance(cell.value, float):
                    _, _, decimals = cell.number_format.partition(".")
                    if decimals and not decimals.strip("0"):
                        sheet.decimals[spot] = len(decimals)
