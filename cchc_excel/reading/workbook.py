"""Foreign bytes are read here and nowhere else: Source -> RawForm. Whatever goes wrong in it becomes one Problem."""

from __future__ import annotations

import csv
import functools
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import PurePosixPath

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from cchc_excel.model.records import CellValue, RawForm, RawSheet, Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, damage_reason, system_reason
from cchc_excel.reading.guard import MAX_BYTES, guard_bytes, is_ole, is_package, is_text, unpack
from cchc_excel.reading.harmless import HARMLESS_BYTES, is_harmless
from cchc_excel.reading.scan import MAX_MERGES, SheetScan, modified, scan_sheets
from cchc_excel.reading.scan_legacy import scan_ods, scan_xls
from cchc_excel.reading.unlock import unlock
from cchc_excel.values import without_unseen

_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")
_PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
"""What a .csv keeps of a number; with a leading zero it is a text."""
_LONGEST = 32_767
_LABEL = 300
_WHOLE = 1e15
"""Beyond it a float no longer tells whole numbers apart."""


def read_file(source: Source, passwords: Sequence[str] = ()) -> tuple[RawForm | None, list[Problem]]:
    """The workbook behind a Source, or the one Problem that says why there is none. `passwords`: those to try where it
    is locked."""
    try:
        with source.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [kinds.FILE_OPEN(Location(source.name), reason=system_reason(error))]
    return read_bytes(source.name, data, passwords)


def read_harmless(source: Source) -> tuple[RawForm | None, list[Problem]] | None:
    """The same without a child process, for a workbook that cannot harm its reader: one whose cells all say where they
    are in the way that every office program writes it, and near. None for any other (and for one that is locked)."""
    try:
        data = source.path.read_bytes() if source.path.stat().st_size < HARMLESS_BYTES else b""
        parts, refusal = unpack(source.name, data) if is_package(data) else ({}, None)
    except Exception:  # noqa: BLE001 - then it is none, and the child says why
        return None
    return read_bytes(source.name, data) if not refusal and is_harmless(parts) else None


def read_bytes(name: str, data: bytes, passwords: Sequence[str] = ()) -> tuple[RawForm | None, list[Problem]]:
    """The workbook in these bytes; `name` is its name in problems, and its ending says what it should be."""
    try:
        raw, refusal = _unlocked(name, data, passwords) if passwords and is_ole(data) else _guarded(name, data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - calamine's panic is a BaseException
        return None, [kinds.FILE_UNREADABLE(Location(name), reason=damage_reason(error))]
    if raw is None or refusal:
        return None, [refusal or kinds.FILE_NO_CELLS(Location(name))]
    if not any(value is not None for sheet in raw.sheets for row in sheet.rows for value in row):
        return None, [kinds.FILE_NO_CELLS(Location(name))]
    return raw, []


def _unlocked(name: str, data: bytes, passwords: Sequence[str]) -> tuple[RawForm | None, Problem | None]:
    """The same for what may be locked. The digest is that of the file as it came."""
    opened, refusal = unlock(name, data, passwords)
    if refusal:
        return None, refusal
    raw, refusal = _guarded(name, opened)
    if raw:
        raw.sha256 = hashlib.sha256(data).hexdigest()
    return raw, refusal


def _guarded(name: str, data: bytes) -> tuple[RawForm | None, Problem | None]:
    refusal = guard_bytes(name, data)
    return (None, refusal) if refusal else _read(name, data)


def read_sheet(name: str, data: bytes, sheet: str) -> list[list[CellValue]]:
    """The rows of one sheet of a workbook that this program wrote, from A1 on; none where it cannot be read, or has no
    such sheet."""
    try:
        if guard_bytes(name, data):
            return []
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return [[clean(value) for value in row] for row in book.get_sheet_by_name(sheet).to_python()]
    except Exception:  # noqa: BLE001 - somebody may have edited it
        return []


def _read(name: str, data: bytes) -> tuple[RawForm | None, Problem | None]:
    digest = hashlib.sha256(data).hexdigest()
    if is_text(name, data):
        return RawForm([_text_sheet(name, data)], digest), None
    scans: Mapping[str, SheetScan]
    if is_package(data):
        parts, refusal = unpack(name, data)
        if refusal:
            return None, refusal
        scans, saved = scan_ods(parts) if "content.xml" in parts else (scan_sheets(parts), modified(parts))
    else:
        old = scan_xls(data)
        if not old.is_book or old.locked:
            return None, kinds.FILE_LOCKED(Location(name)) if old.locked else kinds.FILE_NOT_WORKBOOK(Location(name))
        scans, saved = old.sheets, old.modified
    for sheet_name, scan in scans.items():
        refusal = _refusal(Location(name), sheet_name, scan)
        if refusal:
            return None, refusal
    sheets = _sheets(data)
    for sheet in sheets:
        scanned = scans.get(sheet.name)
        if scanned:
            sheet.errors, sheet.uncached, sheet.formulas = scanned.errors, scanned.uncached, scanned.formulas
            sheet.percents, sheet.merged, sheet.hidden_rows = scanned.percents, scanned.merged, scanned.hidden_rows
    return RawForm(sheets, digest, saved), None


def _refusal(location: Location, sheet: str, scan: SheetScan) -> Problem | None:
    """Why the cells of a sheet may not be read, or None."""
    if scan.far:
        return kinds.FILE_FAR_CELL(location, sheet=sheet)
    if scan.merges > MAX_MERGES:
        return kinds.FILE_SUSPECT(location, reason=f"sheet “{sheet}” có {scan.merges} vùng ô gộp")
    if scan.unplaced:
        return kinds.FILE_UNREADABLE(location, reason=f"sheet “{sheet}” có ô không ghi địa chỉ")
    return None


def _sheets(data: bytes) -> list[RawSheet]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [
        RawSheet(
            sheet.name,
            [_row(row) for row in book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)],
            sheet.visible is SheetVisibleEnum.Visible,
        )
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _row(row: Sequence[CellValue]) -> list[CellValue]:
    return [None if value == "" else clean(value) for value in row]


def clean(value: CellValue) -> CellValue:
    """A cell as it is meant: text composed and trimmed, a whole float as an int, nothing as None. Text beyond what
    Excel lets a cell hold is nobody's typing and is cut off."""
    if value == "":
        return None
    if isinstance(value, str):
        return _label(value) if len(value) < _LABEL else _text(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    return value


def _text(value: str) -> str | None:
    composed = value if value.isascii() else without_unseen(unicodedata.normalize("NFC", value))
    return composed.strip()[:_LONGEST] or None


_label = functools.lru_cache(maxsize=4096)(_text)
"""The form's own texts are the same in each workbook, and most of what is read."""


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
        [int(value) if _PLAIN_NUMBER.fullmatch(value) else clean(value) for value in row]
        for row in csv.reader(StringIO(text), delimiter=separator)
    ]
    return RawSheet(PurePosixPath(name).stem, rows)
