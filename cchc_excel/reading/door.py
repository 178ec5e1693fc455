"""The one door where foreign bytes come in: Source -> RawForm. Whatever goes wrong behind it becomes one Problem."""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from cchc_excel import problems
from cchc_excel.nouns import CellValue, RawForm, RawSheet, Source
from cchc_excel.problems import Problem, Where
from cchc_excel.reading.guard import guard_bytes, guard_package
from cchc_excel.reading.scan import modified, scan_sheets

_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")
_WHOLE = 1e15
"""Beyond it a float no longer tells whole numbers apart."""


def read_file(source: Source) -> tuple[RawForm | None, list[Problem]]:
    """The workbook behind a Source, or the one Problem that says why there is none."""
    try:
        data = source.path.read_bytes()
    except OSError as error:
        return None, [problems.FILE_OPEN(Where(source.name), reason=error.strerror or type(error).__name__)]
    return read_bytes(source.name, data)


def read_bytes(name: str, data: bytes) -> tuple[RawForm | None, list[Problem]]:
    """The workbook in these bytes; `name` is its name in problems, and its ending says what it should be."""
    refusal = guard_bytes(name, data)
    if refusal:
        return None, [refusal]
    try:
        raw, refusal = _read(name, data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - calamine's panic is a BaseException
        return None, [problems.FILE_UNREADABLE(Where(name), reason=str(error)[:120] or type(error).__name__)]
    if raw is None or refusal:
        return None, [refusal or problems.FILE_NO_CELLS(Where(name))]
    if not any(value is not None for sheet in raw.sheets for row in sheet.rows for value in row):
        return None, [problems.FILE_NO_CELLS(Where(name))]
    return raw, []


def read_sheet(name: str, data: bytes, sheet: str) -> list[list[CellValue]]:
    """The rows of one sheet of a workbook that this program wrote; none where it cannot be read."""
    try:
        if guard_bytes(name, data):
            return []
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return [[clean(value) for value in row] for row in book.get_sheet_by_name(sheet).to_python()]
    except Exception:  # noqa: BLE001 - somebody may have edited it
        return []


def _read(name: str, data: bytes) -> tuple[RawForm | None, Problem | None]:
    digest = hashlib.sha256(data).hexdigest()
    if PurePosixPath(name).suffix.lower() == ".csv":
        return RawForm([_text_sheet(name, data)], digest), None
    if not data.startswith(b"PK"):
        return RawForm(_sheets(data), digest), None
    try:
        with ZipFile(BytesIO(data)) as package:
            refusal = guard_package(name, package)
            if refusal:
                return None, refusal
            scans, saved = scan_sheets(package), modified(package)
    except BadZipFile:
        return None, problems.FILE_UNREADABLE(Where(name), reason="tệp bị cắt cụt")
    far = next((sheet for sheet, scan in scans.items() if scan.far), None)
    if far is not None:
        return None, problems.FILE_FAR_CELL(Where(name), sheet=far)
    sheets = _sheets(data)
    for sheet in sheets:
        scan = scans.get(sheet.name)
        if scan:
            sheet.errors, sheet.uncached, sheet.formulas = scan.errors, scan.uncached, scan.formulas
            sheet.hidden_rows = scan.hidden_rows
    return RawForm(sheets, digest, saved), None


def _sheets(data: bytes) -> list[RawSheet]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [
        RawSheet(
            one.name,
            [
                [None if value == "" else clean(value) for value in row]
                for row in book.get_sheet_by_name(one.name).to_python(skip_empty_area=False)
            ],
            one.visible is SheetVisibleEnum.Visible,
        )
        for one in book.sheets_metadata
        if one.typ is SheetTypeEnum.WorkSheet
    ]


def clean(value: CellValue) -> CellValue:
    """A cell as it is meant: text composed and trimmed, a whole float as an int, nothing as None."""
    if value == "":
        return None
    if isinstance(value, str):
        composed = value if value.isascii() else unicodedata.normalize("NFC", value)
        return composed.strip() or None
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    return value


def _text_sheet(name: str, data: bytes) -> RawSheet:
    """A .csv as one sheet; its separator is the one its first lines hold most of."""
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = data.decode("utf-8", "replace")
    separator = max(";,\t", key=text[:4096].count)
    rows: list[list[CellValue]] = [
        [clean(value) for value in row] for row in csv.reader(StringIO(text), delimiter=separator)
    ]
    return RawSheet(PurePosixPath(name).stem, rows)
