"""A published list of procedures (TTHC) -> rows of sheet TTHC: codes spelt alike, new ones added, gone ones ended."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.write import SheetRow
from cchc_excel.imports.outside import is_foot
from cchc_excel.imports.procedure_flags import FlagNames, find_flag_columns, read_flags, unused_marks
from cchc_excel.model.records import CellValue, RawForm, RawSheet, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, fold, read_date


class ListedProcedure(msgspec.Struct, frozen=True):
    """A procedure of a list: code as the catalogue spells it, name, field, unit as written, first day in force; flags
    that the list says, and whether they hold."""

    code: str
    name: str
    field: str
    unit: str
    start: dt.date | None
    flags: Mapping[str, bool] = {}


_CODE = re.compile(r"(\d)[.,\s]?(\d{3})[.,\s]?(\d{3})(?:\.\d{3}\.\d{2}\.\d{2}(?:\.\w+)?)?")
_FIELD = re.compile(r"(?:[IVX]+|[A-ZĐ]|\d+)?\s*[.):\-]*\s*(?:lĩnh vực\s*:?\s*)?(\S.*)", re.IGNORECASE | re.DOTALL)
_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (heading, re.compile(pattern))
    for heading, pattern in (
        ("mã", r"mã\b(?!.*(?:lĩnh vực|cơ quan|đơn vị))|số hồ sơ tthc"),
        ("tên", r"tên\b.*(?:thủ tục|tthc|dịch vụ)|thủ tục hành chính$|tên$|tên tthc"),
        ("lĩnh vực", r"(?:tên )?lĩnh vực"),
        ("đơn vị", r"(?:cơ quan|đơn vị|phòng)\b.*(?:thực hiện|giải quyết|phụ trách|chủ trì)|đơn vị$"),
        ("hiệu lực từ", r"(?:ngày )?(?:có )?hiệu lực(?: từ)?$|ngày (?:có )?hiệu lực"),
    )
)
_GONE = re.compile(r"(?:đã\s+)?(?:bị\s+)?(?:bãi bỏ|hủy bỏ|huỷ bỏ|hết hiệu lực|không còn hiệu lực)[.]?", re.IGNORECASE)
"""Said in a cell of its own of a procedure that is no more."""
_LOOKED_THROUGH, _HEADING_ROWS, _TITLE_CELLS = 60, 4, 2


def normalised_code(value: CellValue) -> str:
    """The code of a procedure as the catalogue spells it: 2001617, 2.001617.000.00.00.H50, 2.001.617 and the number
    2.00133 are 2.001617 and 2.001330; "" where it is none."""
    if isinstance(value, float) and not value.is_integer():
        value = f"{value:.6f}"
    match = _CODE.fullmatch(clean_text(value))
    return f"{match[1]}.{match[2]}{match[3]}" if match else ""


def find_procedures(
    raw: RawForm, file: str, labels: Mapping[str, str]
) -> tuple[list[ListedProcedure], dict[str, str], list[Problem]]:
    """The procedures of every sheet that has a column of codes and one of names, however many rows its headings take;
    a row that has a name but no code is a warning, a title between the rows names the field. `labels`: the catalogue's
    flags and what it calls them. Beside the procedures: flag -> the heading of the column that says it."""
    names = FlagNames(labels)
    told: dict[str, str] = {}
    found: dict[str, ListedProcedure] = {}
    problems: list[Problem] = []
    has_list = False
    for sheet in raw.sheets:
        columns, headings, after = _columns(sheet)
        if not {"mã", "tên"} <= columns.keys():
            continue
        has_list = True
        flags = find_flag_columns(sheet, headings, after, columns.values(), names)
        known = {*columns.values(), *(one.column for one in flags)}
        problems += unused_marks(sheet, headings, after, known, file)
        told |= {name: one.title for one in flags for name in (one.flags or (one.flag or "",))}
        for row, one in _of_sheet(sheet, columns, after, file, problems):
            said, flag_problems = read_flags(sheet, row, flags, names, file)
            problems += flag_problems
            first = found.setdefault(one.code, msgspec.structs.replace(one, flags=said))
            if fold(first.name) != fold(one.name):
                where = Location(file, sheet.name, address(row, columns["mã"]))
                problems.append(kinds.IMPORT_PROCEDURE_TWICE(where, code=one.code, name=one.name, first=first.name))
    if not has_list:
        problems.append(kinds.IMPORT_NO_PROCEDURES(Location(file)))
    return list(found.values()), told, problems


def _columns(sheet: RawSheet) -> tuple[dict[str, int], range, int]:
    """Heading of the catalogue -> column, the rows of headings (several are one), and the row after them."""
    for row in range(min(len(sheet.rows), _LOOKED_THROUGH)):
        columns: dict[str, int] = {}
        headings: list[int] = []
        after = row
        while after < min(row + _HEADING_ROWS, len(sheet.rows)) and not _ends_headings(sheet, after, columns):
            is_numbers = "tên" in columns and _is_number(sheet.cell(after, columns["tên"]))
            headings += [] if is_numbers or len(_texts(sheet, after)) < 2 else [after]  # one text: a title above
            columns = _named_columns(sheet, after) | columns
            after += 1
        if {"mã", "tên"} <= columns.keys():
            rows = range(headings[0], headings[-1] + 1)
            return columns | {"mã": _code_column(sheet, rows, after, columns["mã"])}, rows, after
    return {}, range(0), 0


def _code_column(sheet: RawSheet, headings: range, after: int, first: int) -> int:
    """Of the columns whose headings say "Mã" ("Mã quyết định", "Mã TTHC") the one with the most codes of procedures;
    `first` where none has any."""
    pattern = dict(_TITLES)["mã"]
    named = {column for row in headings for column, text in _texts(sheet, row).items() if pattern.match(fold(text))}

    def codes(column: int) -> int:
        return sum(bool(normalised_code(sheet.cell(row, column))) for row in range(after, len(sheet.rows)))

    return max([first, *sorted(named)], key=codes)


def _texts(sheet: RawSheet, row: int) -> dict[int, str]:
    return {column: text for column, value in enumerate(sheet.rows[row]) if (text := clean_text(value))}


def _named_columns(sheet: RawSheet, row: int) -> dict[str, int]:
    """The columns that a row gives a heading of the catalogue, the first of each."""
    named = [
        (next((name for name, pattern in _TITLES if pattern.match(fold(text))), ""), column)
        for column, text in _texts(sheet, row).items()
    ]
    return {name: column for name, column in reversed(named) if name}


def _ends_headings(sheet: RawSheet, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row below headings is one of the list: it has a code, is a title over it, or has something else where
    codes stand."""
    texts = _texts(sheet, row)
    if any(map(normalised_code, sheet.rows[row])):
        return True
    if not {"mã", "tên"} <= columns.keys() or _is_number(sheet.cell(row, columns["tên"])):
        return False
    is_title = len(texts) == 1 and min(texts) <= columns["tên"]
    return is_title or (columns["mã"] in texts and not _named_columns(sheet, row))


def _is_number(value: CellValue) -> bool:
    """Whether a cell only numbers its column: (3)."""
    return clean_text(value).strip("()").isdecimal()


def _of_sheet(
    sheet: RawSheet, columns: Mapping[str, int], after: int, file: str, problems: list[Problem]
) -> Iterator[tuple[int, ListedProcedure]]:
    field = ""
    for row in range(after, len(sheet.rows)):
        cells = {name: sheet.cell(row, column) for name, column in columns.items()}
        code, name = normalised_code(cells["mã"]), " ".join(clean_text(cells["tên"]).split())
        filled = [clean_text(value) for value in sheet.rows[row] if clean_text(value)]
        where = Location(file, sheet.name, address(row, columns["mã"]))
        gone = next(filter(_GONE.fullmatch, filled), "")
        if {"mã", "tên"} <= _named_columns(sheet, row).keys() or (code and name and gone):
            problems += [kinds.IMPORT_PROCEDURE_GONE(where, code=code, name=name, said=gone)] if gone else []
        elif code and name:
            start, _ = read_date(cells.get("hiệu lực từ"))
            own = " ".join(clean_text(cells.get("lĩnh vực")).split())
            yield row, ListedProcedure(code, name, own or field, clean_text(cells.get("đơn vị")), start)
        elif code or (name and clean_text(cells["mã"])):
            problems.append(kinds.IMPORT_PROCEDURE_CODE(where, code=clean_text(cells["mã"]), name=name))
        elif name and len(filled) > _TITLE_CELLS and not is_foot(name) and not _is_number(name):
            problems.append(kinds.IMPORT_PROCEDURE_NO_CODE(where, name=name))
        elif 0 < len(filled) <= _TITLE_CELLS and not all(text.strip("()").isdecimal() for text in filled):
            match = _FIELD.fullmatch(filled[-1])
            field = match[1].strip() if match else field


def merge_procedures(
    present: Sequence[SheetRow], listed: Sequence[ListedProcedure], units: Mapping[str, str], today: dt.date
) -> list[SheetRow]:
    """The rows of sheet TTHC after a list came: names and flags as in it; a code that is no more in it ends `today`;
    new ones stand at the end. `units`: the unit's name as a list writes it, folded -> its code."""
    by_code = {one.code: one for one in listed}
    rows: list[SheetRow] = []
    living: set[str] = set()
    for row in present:
        code = clean_text(row.get("mã"))
        one, ended = by_code.get(code), row.get("hiệu lực đến")
        if one is not None and ended in (None, ""):
            living.add(code)
            rows.append({**row, "tên": one.name, **_marks(one, row)})
        elif one is None and ended in (None, ""):
            rows.append({**row, "hiệu lực đến": today})
        else:
            rows.append(row)
    come_back = {clean_text(row.get("mã")) for row in present} - living
    for one in listed:
        if one.code not in living:
            start = one.start or (today if one.code in come_back else None)
            owner = units.get(fold(one.unit)) or None
            rows.append(
                {"mã": one.code, "tên": one.name, "lĩnh vực": one.field or None, "đơn vị": owner, "hiệu lực từ": start,
                 **_marks(one, {})}
            )  # fmt: skip
    return rows


def _marks(one: ListedProcedure, row: SheetRow) -> SheetRow:
    """The cells of the flags that the list says; a mark that is there already stays as it is typed."""
    return {flag: (row.get(flag) or "x") if on else None for flag, on in one.flags.items()}
