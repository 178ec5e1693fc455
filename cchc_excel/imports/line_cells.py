"""A row of a published table -> a line of a plan: what each of its cells is, and what is said in another column than
the usual one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from cchc_excel.catalogue.times import read_times
from cchc_excel.imports.cell_texts import is_period, lead_and_partner, plain_text, with_unit
from cchc_excel.imports.columns import Columns, Role
from cchc_excel.imports.marks import MARKED, UNMARKED
from cchc_excel.model.records import CellValue, RawSheet, address
from cchc_excel.problems.problem import Location
from cchc_excel.values import clean_text, fold


class PlanLine(msgspec.Struct):
    """A line of a plan as it stands in the table. `code`: the cell of its number as read; `cells`: role -> text;
    `spots`: role -> the cell it is from; `is_wide`: it goes over the whole table, or only says a title;
    `is_scored`: the table says how many points a line may have; `has_times`: it has a column of times;
    `points`: the cell that says how many, `points_cell` where it is, `remarks` what other columns say of it;
    `other_time`: the cell and heading of another time than the one that counts ("": there is none);
    `shares_code`: the cell of its number is merged with the one above."""

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
    other_time: tuple[str, str] = ("", "")
    shares_code: bool = False

    def text(self, role: Role) -> str:
        return self.cells.get(role, "")

    def where(self, file: str, role: Role) -> Location:
        """The cell of a role in the file: its sheet or table, and its address."""
        return Location(file, self.table, self.spots.get(role) or self.spots.get(Role.TEXT) or address(self.row, 0))


_TITLE = re.compile(r"(?=.{6}).*[^\W\d_]{2}.*\s.*[^\W\d_]{2}.*", re.DOTALL)
_LONGEST_CODE = 5
_NUMBERED = re.compile(r"(?:[IVX]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.:)/]")
MERGES = (Role.LEAD, Role.PARTNER, Role.PERSON, Role.PRODUCT, Role.TIME, Role.START)
"""What holds for all the rows that its cell is merged over."""


def read_line(sheet: RawSheet, columns: Columns, row: int) -> PlanLine:
    """The line that a row of a table is, by the table's columns."""
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
    line.shares_code = any(sheet.top_of(row, column) != row for column in columns.of(Role.CODE))
    line.has_times = bool({Role.TIME, Role.START, Role.MARK} & set(columns.roles.values()))
    for role in Role:
        for column in columns.of(role):
            _put(line, sheet, columns, role, row, column)
    _take_other_text(line, sheet, columns)
    _take_title(line)
    _join_times(line)
    _take_other_time(line, sheet, columns)
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
            _take_from_notes(line, Role.TEXT, columns, column, text)
            return


def _take_other_time(line: PlanLine, sheet: RawSheet, columns: Columns) -> None:
    """Give a line without a time that of another column of times; where it has one, remember that there is another."""
    for column in columns.other_times:
        text = _text_of(sheet.cell(line.row, column))
        if text and not line.text(Role.TIME):
            _take_from_notes(line, Role.TIME, columns, column, text)
        elif text and fold(text) != fold(line.text(Role.TIME)):
            line.other_time = address(line.row, column), " ".join(columns.titles[column].split())


def _take_from_notes(line: PlanLine, role: Role, columns: Columns, column: int, text: str) -> None:
    """Let what stands in a column of notes be what a role holds."""
    line.cells[role], line.spots[role] = text, address(line.row, column)
    _, told = _meant(columns, Role.OTHER, column, text)
    rest = [note for note in line.cells.pop(Role.NOTE, "").split("; ") if note and note != told]
    if rest:
        line.cells[Role.NOTE] = "; ".join(rest)


def _text_of(value: CellValue) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else plain_text(clean_text(value))


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
    title = clean_text(sheet.cell(row, column))
    return column in columns.of(Role.CODE) and bool(text) and (len(title) > _LONGEST_CODE or is_period(title))


def _put(line: PlanLine, sheet: RawSheet, columns: Columns, role: Role, row: int, column: int) -> None:
    """Put what stands in a column into the line; what stands in several columns of a role is joined."""
    value, top = sheet.cell(row, column), row
    if value is None and (role in MERGES or role is Role.TEXT):
        top = sheet.top_of(row, column)
        value = sheet.cell(top, column)
    text = _text_of(value)
    if not text:
        return
    if role is Role.START and _is_merged_over(sheet, row, column, columns.of(Role.TIME)):
        role = Role.TIME
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


def _is_merged_over(sheet: RawSheet, row: int, column: int, others: Sequence[int]) -> bool:
    """Whether a cell is merged over the same row of other columns: "Thường xuyên" over begin and end."""
    return any(
        top <= row <= bottom and left <= column <= right and any(left <= one <= right for one in others)
        for top, left, bottom, right in sheet.merged
    )


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
        if not read_times(start).spans or (end and fold(start) == fold(end)):  # "thường xuyên" in one or both
            line.cells[Role.TIME] = end or start
        else:
            line.cells[Role.TIME] = f"Từ {start} đến {end}" if end else f"Từ {start}"
        line.spots.setdefault(Role.TIME, line.spots[Role.START])
