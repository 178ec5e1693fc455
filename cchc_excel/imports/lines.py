"""Rows of a published table -> lines of a plan: what each cell is, merged cells for all of their rows, and what can be
no line, with the reason."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from cchc_excel.catalogue.plan_codes import level_of
from cchc_excel.catalogue.plan_model import RowLevel
from cchc_excel.catalogue.times import read_times
from cchc_excel.imports.cell_texts import lead_and_partner, plain_text, with_unit
from cchc_excel.imports.columns import Columns, Role, find_columns, is_heading_again, is_numbers_row
from cchc_excel.imports.marks import MARKED, UNMARKED
from cchc_excel.model.records import CellValue, RawForm, RawSheet, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, fold


class PlanLine(msgspec.Struct):
    """A line of a plan as it stands in the table. `code`: the cell of its number as read; `cells`: role -> text;
    `spots`: role -> the cell it is from; `is_wide`: it goes over the whole table, or only says a title;
    `is_scored`: the table says how many points a line may have; `has_times`: it has a column of times;
    `points`: the cell that says how many, `points_cell` where it is, `remarks` what other columns say of
    it."""

    table: str
    row: int
    code: CellValue
    cells: dict[Role, str]
    spots: dict[Role, str]
    is_wide: bool = False
    is_italic: bool = False
    begins_table: bool = False
    decimals: int | None = None
    is_scored: bool = False
    has_times: bool = True
    points: CellValue = None
    points_cell: str = ""
    remarks: tuple[str, ...] = ()

    def text(self, role: Role) -> str:
        return self.cells.get(role, "")

    def where(self, file: str, role: Role) -> Location:
        """The cell of a role in the file: its sheet or table, and its address."""
        return Location(file, self.table, self.spots.get(role) or self.spots.get(Role.TEXT) or address(self.row, 0))


class NamedLine(msgspec.Struct, frozen=True):
    """A line of a table that can be no row of the plan: its number, its cell, its text, and why."""

    line: int
    cell: str
    text: str
    why: str


class TableLines(msgspec.Struct):
    """What was found in a file: lines in order, and those that are no row of a plan; `signed`: the last table whose
    signatures were reached, below which stand names and titles only."""

    lines: list[PlanLine]
    named: list[NamedLine]
    signed: str = ""


_FOOT = re.compile(
    r"(?:\(?\*+\)?|ghi chú|lưu ý|nơi nhận|người lập|tm\.|kt\.|t/m|k/t|q\.|tổng (?:số|cộng|điểm)|cộng\b|phụ lục\b|"
    r"biểu số|\(?kèm theo|mẫu số|đơn vị tính|.{0,30}, ngày .{0,4} ?tháng|"
    r"(?:phó )?(?:chủ tịch|giám đốc|(?:chi )?cục trưởng|chánh văn phòng|trưởng phòng|thủ trưởng)"
    r"(?: đơn vị| cơ quan)?$)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?:tm|kt|t/m|k/t|tl|tuq|q)\.|nơi nhận|người lập", re.IGNORECASE)
_SIGNS = re.compile(r"(?:tm|kt|t/m|k/t|tl|tuq)\.\s*\S", re.IGNORECASE)
"""In whose name somebody signs: no row of a plan has that in any cell."""
_DITTO = re.compile(r"[-–\s]*(?:n/?t|như trên)[-–\s.]*|[-–\s]*[\"″〃”]+[-–\s]*", re.IGNORECASE)
"""What stands for the cell above."""
_TITLE = re.compile(r"(?=.{6}).*[^\W\d_]{2}.*\s.*[^\W\d_]{2}.*", re.DOTALL)
_NUMBERED = re.compile(r"(?:[IVX]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.:)/]")
_FIRST = re.compile(r"[1IA][.)]?")
_OUTSIDE = "chữ ngoài bảng, không phải nhiệm vụ"
_MERGES = (Role.LEAD, Role.PARTNER, Role.PERSON, Role.PRODUCT, Role.TIME, Role.START)
"""What holds for all the rows that its cell is merged over."""
_FEW_COLUMNS, _FEW_ROWS = 2, 2


def find_lines(raw: RawForm, file: str) -> tuple[TableLines, list[Problem]]:
    """The lines of every plan in a file, table after table; `file`: its name in problems.

    A table without headings that is as wide as the plan before it goes on with that plan: a page end cut it.
    """
    found = TableLines([], [])
    problems: list[Problem] = []
    columns: Columns | None = None
    width = 0
    for sheet in raw.sheets:
        own = _first_columns(sheet)
        if own is not None and not sheet.visible:
            problems.append(kinds.IMPORT_HIDDEN(Location(file, sheet.name)))
            continue
        wide = max((len(row) for row in sheet.rows), default=0)
        continued = own is None and columns is not None and wide == width and sheet.name.startswith("Bảng ")
        if own is None and not continued:
            rows = sum(any(clean_text(value) for value in row) for row in sheet.rows)
            if rows > _FEW_ROWS and wide > _FEW_COLUMNS and sheet.visible:
                problems.append(kinds.IMPORT_OTHER_TABLE(Location(file, sheet.name), rows=rows))
            continue
        if own is not None:
            columns, width = own[1], wide
        assert columns is not None
        _read_table(sheet, columns, own[0] if own else None, found)
    if columns is None:
        return found, [*problems, kinds.IMPORT_NO_PLAN(Location(file))]
    return found, problems


def _first_columns(sheet: RawSheet) -> tuple[int, Columns] | None:
    """The first headings of a sheet: their row, and the columns."""
    for row in range(len(sheet.rows)):
        columns = find_columns(sheet, row, first=True)
        if columns:
            return row, columns
    return None


def _read_table(sheet: RawSheet, columns: Columns, heading: int | None, found: TableLines) -> None:
    row = columns.after if heading is not None else 0
    begins = heading is not None
    while row < len(sheet.rows):
        again = find_columns(sheet, row, first=False)
        if heading is not None and is_heading_again(sheet, row, heading):
            row += columns.after - heading
            begins = begins or _begins_anew(sheet, columns, row, found)
            continue
        if again:  # another plan below the first, or its headings once more in a table that a page end cut
            begins, heading = heading is not None, row
            found.signed = ""
            row, columns = again.after, again
            continue
        if not is_numbers_row(sheet, row, columns) and any(clean_text(value) for value in sheet.rows[row]):
            _read_row(sheet, columns, row, begins, found)
            begins = False
        row += 1


def _begins_anew(sheet: RawSheet, columns: Columns, row: int, found: TableLines) -> bool:
    """Whether below headings that stand once more another plan begins: its numbers do, and no section came before."""
    while row < len(sheet.rows) and (
        is_numbers_row(sheet, row, columns) or not any(clean_text(value) for value in sheet.rows[row])
    ):
        row += 1
    codes = [clean_text(sheet.cell(row, column)) for column in columns.of(Role.CODE)]
    before = found.lines[-1] if found.lines else None
    goes_on = before is None or before.is_wide or level_of(clean_text(before.code)) is RowLevel.SECTION
    return not goes_on and any(map(_FIRST.fullmatch, codes))


def _read_row(sheet: RawSheet, columns: Columns, row: int, begins: bool, found: TableLines) -> None:
    line = _line(sheet, columns, row)
    line.begins_table = begins
    _repeat_above(line, found)
    why = _why_not(line, is_signed=found.signed == sheet.name)
    if why == _OUTSIDE and (_SIGNATURE.match(line.text(Role.TEXT)) or any(map(_SIGNS.match, line.cells.values()))):
        found.signed = sheet.name
    if why:
        first = next(at for at, value in enumerate(sheet.rows[row]) if clean_text(value))
        text = " | ".join(clean_text(value) for value in sheet.rows[row] if clean_text(value))
        found.named.append(NamedLine(row + 1, f"{sheet.name}!{address(row, first)}", text, why))
    else:
        found.lines.append(line)


def _repeat_above(line: PlanLine, found: TableLines) -> None:
    """Put what the row above says where a cell says that it is the same: "- nt -", a ditto mark."""
    for role in _MERGES:
        if _DITTO.fullmatch(line.text(role)):
            above = (one.cells[role] for one in reversed(found.lines) if one.table == line.table and role in one.cells)
            line.cells[role] = next(above, line.text(role))


def _why_not(line: PlanLine, *, is_signed: bool) -> str:
    """Why a row can be no line of a plan; "" where it can. `is_signed`: it stands below signatures."""
    if not line.text(Role.TEXT):
        return "không có nội dung" if line.is_wide or len(line.cells) > 0 or line.code is not None else "dòng trống"
    if line.code is None and (is_signed or any(map(_SIGNS.match, line.cells.values()))):
        return _OUTSIDE
    alone = line.is_wide or set(line.cells) <= {Role.TEXT, Role.NOTE}
    if alone and line.code is None and _FOOT.match(line.text(Role.TEXT)):
        return _OUTSIDE
    return ""


def _line(sheet: RawSheet, columns: Columns, row: int) -> PlanLine:
    line = PlanLine(sheet.name, row, None, {}, {})
    filled = [at for at, value in enumerate(sheet.rows[row]) if clean_text(value)]
    if len(filled) == 1 and _is_wide(sheet, columns, row, filled[0]):
        line.is_wide = True
        line.cells[Role.TEXT], line.spots[Role.TEXT] = (
            plain_text(clean_text(sheet.cell(row, filled[0]))),
            address(row, filled[0]),
        )
        return line
    line.is_scored = columns.points is not None
    if columns.points is not None:
        line.points, line.points_cell = sheet.cell(row, columns.points), address(row, columns.points)
        beside = [column for role in (Role.NOTE, Role.OTHER) for column in columns.of(role) if column != columns.points]
        line.remarks = tuple(plain_text(clean_text(sheet.cell(row, column))) for column in beside)
    line.has_times = bool({Role.TIME, Role.START, Role.MARK} & set(columns.roles.values()))
    for role in Role:
        for column in columns.of(role):
            _put(line, sheet, columns, role, row, column)
    _take_other_text(line, sheet, columns)
    _take_title(line)
    _join_times(line)
    text = next((column for column in columns.of(Role.TEXT) if sheet.cell(row, column) is not None), None)
    if text is not None:
        raw = clean_text(sheet.cell(row, text))
        line.is_italic = (row, text) in sheet.italics or raw.lower().startswith("<i>")
    return line


def _take_other_text(line: PlanLine, sheet: RawSheet, columns: Columns) -> None:
    """Give a line without text that of another column of texts, where one of its own row stands there."""
    for column in () if line.text(Role.TEXT) else columns.other_texts:
        text = plain_text(clean_text(sheet.cell(line.row, column)))
        if text:
            line.cells[Role.TEXT], line.spots[Role.TEXT] = text, address(line.row, column)
            title = " ".join(columns.titles.get(column, "").split())
            notes = line.cells.pop(Role.NOTE, "").split("; ")
            rest = [note for note in notes if note and note != (f"{title}: {text}" if title else text)]
            if rest:
                line.cells[Role.NOTE] = "; ".join(rest)
            return


def _take_title(line: PlanLine) -> None:
    """Give a line without text the title that stands where its number would: merged over both columns."""
    title = line.code
    if line.text(Role.TEXT) or not isinstance(title, str) or not _TITLE.fullmatch(title):
        return
    line.cells[Role.TEXT], line.spots[Role.TEXT] = title, line.spots.pop(Role.CODE)
    line.code = None
    line.is_wide = bool(_NUMBERED.match(title)) or not {Role.LEAD, Role.TIME, Role.PRODUCT} & set(line.cells)


def _is_wide(sheet: RawSheet, columns: Columns, row: int, column: int) -> bool:
    """Whether the only cell of a row is a title over the table: merged over nearly all of it, or a text in the first
    columns, where a code would stand."""
    first, last = min(columns.roles), max(columns.roles)
    for area in sheet.merged:
        if area[0] <= row <= area[2] and area[1] <= column <= area[3] and area[3] - area[1] + 1 >= (last - first) * 0.6:
            return True
    text = columns.of(Role.TEXT)
    return column in columns.of(Role.CODE) and bool(text) and len(clean_text(sheet.cell(row, column))) > 5


def _put(line: PlanLine, sheet: RawSheet, columns: Columns, role: Role, row: int, column: int) -> None:
    """Put what stands in a column into the line; what stands in several columns of a role is joined."""
    value, top = sheet.cell(row, column), row
    if value is None and (role in _MERGES or role is Role.TEXT):
        top = sheet.top_of(row, column)
        value = sheet.cell(top, column)
    text = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else plain_text(clean_text(value))
    if not text:
        return
    if role is Role.CODE:
        line.code, line.decimals = (text if isinstance(value, str) else value), sheet.decimals.get((row, column))
        line.spots[role] = address(row, column)
        return
    if role is Role.MARK and not UNMARKED.fullmatch(text):
        _join(line, Role.MARK, " ".join(columns.titles[column].split()), address(top, column))
        if MARKED.fullmatch(text):
            return
    if role is Role.TIME:
        text = with_unit(columns.titles.get(column, ""), text)
    if role is Role.LEAD:
        text, partner = lead_and_partner(columns.titles.get(column, ""), text)
        if partner:
            _join(line, Role.PARTNER, partner, address(top, column))
    role, text = _meant(columns, role, column, text)
    _join(line, role, text, address(top, column))


def _join(line: PlanLine, role: Role, text: str, spot: str) -> None:
    """Add a text to what a role holds already."""
    before = line.cells.get(role, "")
    separator = "; " if role is Role.NOTE else ", " if role is Role.MARK else "\n"
    line.cells[role] = f"{before}{separator}{text}" if before else text
    line.spots.setdefault(role, spot)


def _meant(columns: Columns, role: Role, column: int, text: str) -> tuple[Role, str]:
    """Columns that the catalogue does not have become notes, and what stands in the column of a quarter."""
    title = " ".join(columns.titles.get(column, "").split())
    if role in (Role.MARK, Role.OTHER):
        return Role.NOTE, f"{title}: {text}" if title else text
    return role, text


def _join_times(line: PlanLine) -> None:
    """One time of the columns that say it: marked quarters, or begin and end."""
    marks, start = line.cells.pop(Role.MARK, ""), line.cells.pop(Role.START, "")
    if marks:
        line.cells[Role.TIME] = ", ".join(part for part in (line.cells.get(Role.TIME), marks) if part)
        line.spots.setdefault(Role.TIME, line.spots[Role.MARK])
    if start:
        end = line.cells.get(Role.TIME)
        if end and (fold(start) == fold(end) or not read_times(start).spans):  # "thường xuyên" in both
            line.cells[Role.TIME] = end
        else:
            line.cells[Role.TIME] = f"Từ {start} đến {end}" if end else f"Từ {start}"
        line.spots.setdefault(Role.TIME, line.spots[Role.START])
