"""Foreign bytes are read here and nowhere else: Source -> RawForm. Whatever goes wrong in it becomes one Problem."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import PurePosixPath

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from cchc_excel.model.records import CellValue, RawForm, RawSheet, Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, damage_reason, system_reason
from cchc_excel.reading.cleaned import clean
from cchc_excel.reading.extent import MAX_TOTAL
from cchc_excel.reading.guard import (
    MAX_BYTES,
    EncodingError,
    Parts,
    SuspectError,
    guard_bytes,
    is_ole,
    is_package,
    is_text,
    says_millions,
    unpack,
)
from cchc_excel.reading.harmless import HARMLESS_BYTES, is_harmless
from cchc_excel.reading.no_workbook import document_in, no_workbook, no_workbook_in
from cchc_excel.reading.ods import CONTENT, read_ods
from cchc_excel.reading.package import Book, find_book
from cchc_excel.reading.rewrite import TooLargeError, rewritten
from cchc_excel.reading.scan import MAX_MERGES, SheetScan, modified, scan_sheets
from cchc_excel.reading.shared_texts import MAX_LETTERS, letters_shown
from cchc_excel.reading.unlock import unlock
from cchc_excel.reading.xls import NotFollowedError, decoded, scan_xls

_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")
_PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
"""What a .csv keeps of a number; with a leading zero it is a text."""
_OPEN_DOCUMENT = b"opendocument.spreadsheet"


def read_file(source: Source, passwords: Sequence[str] = ()) -> tuple[RawForm | None, list[Problem]]:
    """The workbook behind a Source, or the one Problem that says why there is none. `passwords`: those to try where it
    is locked."""
    try:
        with source.path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size  # room is made for as much as is asked for
            data = file.read(min(size, MAX_BYTES) + 1)
    except OSError as error:
        return None, [kinds.FILE_OPEN(Location(source.name), reason=system_reason(error))]
    except MemoryError as error:
        return None, [kinds.FILE_UNREADABLE(Location(source.name), reason=damage_reason(error))]
    return read_bytes(source.name, data, passwords)


def read_harmless(source: Source) -> tuple[RawForm | None, list[Problem]] | None:
    """The same without a child process, for a workbook that cannot harm its reader: one whose cells all say where they
    are in the way that every office program writes it, and near. None for any other (and for one that is locked)."""
    try:
        data = source.path.read_bytes() if source.path.stat().st_size < HARMLESS_BYTES else b""
        parts, refusal = unpack(source.name, data) if is_package(data) else (Parts.none(), None)
        harmless = is_harmless(parts)
    except Exception:  # noqa: BLE001 - then it is none, and the child says why
        return None
    return read_bytes(source.name, data) if not refusal and harmless else None


def read_bytes(name: str, data: bytes, passwords: Sequence[str] = ()) -> tuple[RawForm | None, list[Problem]]:
    """The workbook in these bytes, or the one Problem that says why there is none. `name`: its name in problems, and
    its ending says what it should be; `passwords`: those to try where it is locked. Raises nothing of what a reader
    raises, its panics neither; only KeyboardInterrupt and SystemExit pass."""
    try:
        raw, refusal = _guarded(name, data)
        if refusal and refusal.code == kinds.FILE_LOCKED.code and is_ole(data):
            raw, refusal = _unlocked(name, data, passwords)
    except (KeyboardInterrupt, SystemExit):
        raise
    except SuspectError as error:
        return None, [kinds.FILE_SUSPECT(Location(name), reason=str(error))]
    except TooLargeError as error:
        return None, [kinds.FILE_TOO_LARGE(Location(name), reason=str(error))]
    except NotFollowedError:
        return None, [kinds.FILE_NOT_FOLLOWED(Location(name))]
    except EncodingError:
        return None, [kinds.FILE_UNREADABLE(Location(name), reason="bảng mã lạ, không phải UTF-8")]
    except BaseException as error:  # noqa: BLE001 - calamine's panic is a BaseException
        return None, [kinds.FILE_UNREADABLE(Location(name), reason=damage_reason(error))]
    if raw is None or refusal:
        return None, [refusal or kinds.FILE_NO_CELLS(Location(name))]
    if not any(value is not None for sheet in raw.sheets for row in sheet.rows for value in row):
        return None, [kinds.FILE_NO_CELLS(Location(name))]
    return raw, []


def _unlocked(name: str, data: bytes, passwords: Sequence[str]) -> tuple[RawForm | None, Problem | None]:
    """The same for what is locked. The digest is that of the file as it came."""
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
    if not is_package(data):
        return _read_xls(name, data, digest)
    parts, refusal = unpack(name, data)
    if refusal:
        return None, refusal
    book = None if _OPEN_DOCUMENT in parts.get("mimetype", b"") else find_book(parts)
    if book:
        return _read_book(name, data, parts, book, digest)
    if CONTENT in parts and not document_in(parts):
        return _read_ods(name, parts, digest)
    return None, no_workbook_in(name, parts)


def _read_xls(name: str, data: bytes, digest: str) -> tuple[RawForm | None, Problem | None]:
    old = scan_xls(data)
    location = Location(name)
    if not old.is_book or old.locked:
        return None, kinds.FILE_LOCKED(location) if old.locked else no_workbook(name, data)
    if old.before_excel_5:
        return None, kinds.FILE_BEFORE_EXCEL_5(location)
    refusal = _refusal(location, old.sheets)
    if refusal:
        return None, refusal
    sheets = _sheets_or_none(old.data)
    if sheets is None:
        return None, kinds.FILE_NOT_FOLLOWED(location)
    if old.page:
        _decode(sheets, old.page)
    return RawForm(_marked(sheets, old.sheets, dates_from_1904=old.dates_from_1904), digest, old.modified), None


def _decode(sheets: Sequence[RawSheet], page: str) -> None:
    """Put the texts of sheets right that are in a code page."""
    for sheet in sheets:
        sheet.name = decoded(sheet.name, page)
        for row in sheet.rows:
            row[:] = [clean(decoded(value, page)) if isinstance(value, str) else value for value in row]


def _read_ods(name: str, parts: Parts, digest: str) -> tuple[RawForm | None, Problem | None]:
    read, saved = read_ods(parts)
    scans = {one.sheet.name: one.scan for one in read}
    refusal = _refusal(Location(name), scans)
    if refusal:
        return None, refusal
    for one in read:
        one.sheet.rows = [_row(row) for row in one.sheet.rows]
    return RawForm(_marked([one.sheet for one in read], scans), digest, saved), None


def _read_book(name: str, data: bytes, parts: Parts, book: Book, digest: str) -> tuple[RawForm | None, Problem | None]:
    """An .xlsx as it stands; written anew first where a reader stumbles over it, or would pass something over."""
    location = Location(name)
    if says_millions(parts.get(book.texts, b"")):
        return None, kinds.FILE_SUSPECT(location, reason="khai báo hàng triệu ô chữ")
    if len({sheet.part for sheet in book.sheets}) < len(book.sheets):
        return None, kinds.FILE_SUSPECT(location, reason="hai sheet chung một phần")
    scans = scan_sheets(parts, book)
    refusal = _refusal(location, scans)
    if refusal:
        return None, refusal
    _guard_texts(parts, book)
    usual = book.usual and not parts.recoded and all(scan.plain for scan in scans.values())
    sheets = _sheets_or_none(data) if usual else None
    if sheets is None:
        sheets, scans = _anew(name, parts, book)
        refusal = _refusal(location, scans)
        if refusal:
            return None, refusal
    return RawForm(_marked(sheets, scans, dates_from_1904=book.dates_from_1904), digest, modified(parts)), None


def _guard_texts(parts: Parts, book: Book) -> None:
    """Raises TooLargeError where cells show more text than may be held."""
    sheets = [parts[sheet.part] for sheet in book.sheets if sheet.part in parts]
    letters = letters_shown(parts.get(book.texts, b""), sheets)
    if letters > MAX_LETTERS:
        raise TooLargeError(f"{letters >> 20} MB chữ trong các ô")


def _sheets_or_none(data: bytes) -> list[RawSheet] | None:
    """The sheets; None where the reader refuses them."""
    try:
        return _sheets(data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - calamine's panic is a BaseException
        return None


def _anew(name: str, parts: Parts, book: Book) -> tuple[list[RawSheet], dict[str, SheetScan]]:
    """The sheets of a workbook that is written anew, and what the scan finds in them. Raises what `rewritten` does."""
    anew = rewritten(parts, book)
    new_parts, _ = unpack(name, anew.data)
    new_book = find_book(new_parts)
    scans = scan_sheets(new_parts, new_book) if new_book else {}
    if new_book:
        _guard_texts(new_parts, new_book)
    if any(_beyond(scan) for scan in scans.values()):
        return [], scans
    for sheet, errors in anew.errors.items():
        scans[sheet].errors.update(errors)
    return _sheets(anew.data), scans


def _marked(sheets: list[RawSheet], scans: Mapping[str, SheetScan], *, dates_from_1904: bool = False) -> list[RawSheet]:
    """The sheets with what the scan found of each."""
    for sheet in sheets:
        sheet.dates_from_1904 = dates_from_1904
        scanned = scans.get(sheet.name)
        if scanned:
            sheet.errors, sheet.uncached, sheet.formulas = scanned.errors, scanned.uncached, scanned.formulas
            sheet.percents, sheet.merged, sheet.hidden_rows = scanned.percents, scanned.merged, scanned.hidden_rows
    return sheets


def _beyond(scan: SheetScan) -> bool:
    return scan.far or scan.merges > MAX_MERGES


def _refusal(location: Location, scans: Mapping[str, SheetScan]) -> Problem | None:
    """Why the cells may not be read, or None."""
    for name, scan in scans.items():
        if scan.far:
            return kinds.FILE_FAR_CELL(location, sheet=name)
        if scan.merges > MAX_MERGES:
            return kinds.FILE_SUSPECT(location, reason=f"sheet “{name}” có {scan.merges} vùng ô gộp")
    total = sum(scan.area for scan in scans.values())
    return kinds.FILE_TOO_LARGE(location, reason=f"{total} ô trong các sheet") if total > MAX_TOTAL else None


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


def _text_sheet(name: str, data: bytes) -> RawSheet:
    """A .csv as one sheet; its separator is the one its first lines hold most of."""
    text = decode_text(data)
    separator = max(";,\t", key=text[:4096].count)
    rows: list[list[CellValue]] = [
        [int(value) if _PLAIN_NUMBER.fullmatch(value) else clean(value) for value in row]
        for row in csv.reader(StringIO(text), delimiter=separator)
    ]
    return RawSheet(PurePosixPath(name).stem, rows)


def decode_text(data: bytes) -> str:
    """A text in whichever of the usual encodings it is."""
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
