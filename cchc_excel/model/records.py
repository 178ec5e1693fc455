"""The records that stages hand on: Source, RawForm, UnitReport (compute/results.py has those of the later stages).

Stages import these, never each other. All are plain data; cell positions inside a sheet are (row, column), counted
from 0, and become the address an officer sees ("D7") only in a Problem or in the lineage.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Container
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import msgspec

CellValue: TypeAlias = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""A cell as read: text (NFC), number, truth value, date or time; None where it is empty."""

Number: TypeAlias = int | Fraction
"""An exact number: whole, or a fraction where it is not (values.plain)."""

Position: TypeAlias = tuple[int, int]
"""(row, column) in a sheet, counted from 0."""

Area: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column of an area of a sheet, counted from 0."""


class Source(msgspec.Struct, frozen=True):
    """A file that arrived: its name relative to the period's input folder (NFC, "/" between folders), where its bytes
    are, and, if it came by mail, who sent it and when."""

    name: str
    path: Path
    sender: str | None = None
    sent: dt.datetime | None = None


class RawSheet(msgspec.Struct):
    """One sheet as read. `rows[r][c]` is the cell in row r, column c of the sheet itself (A1 is rows[0][0]); rows may
    be of different lengths. `errors` holds error cells ("#REF!"), `uncached` the formulas never calculated, `formulas`
    every cell that holds a formula (None: not known, of a .xls), `percents` the cells that show a percentage,
    `merged` the merged areas; `dates_from_1904`: numbers that stand for days are counted from 1904, not 1900. Of a
    table to be imported also `italics` and `decimals`, how many of them a number is shown with."""

    name: str
    rows: list[list[CellValue]]
    visible: bool = True
    errors: dict[Position, str] = {}
    uncached: set[Position] = set()
    formulas: Container[Position] | None = None
    percents: set[Position] = set()
    merged: list[Area] = []
    hidden_rows: set[int] = set()
    dates_from_1904: bool = False
    italics: set[Position] = set()
    decimals: dict[Position, int] = {}

    def cell(self, row: int, column: int) -> CellValue:
        """The value at a position; None outside of what was read."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def shown(self, row: int, column: int) -> CellValue:
        """The value of a cell, of a merged one that of the whole area."""
        areas = (
            (top, left) for top, left, last, right in self.merged if top <= row <= last and left <= column <= right
        )
        return self.cell(*next(areas, (row, column)))

    def top_of(self, row: int, column: int) -> int:
        """The first row of the merged area whose first column is this and which a cell is in; its own row where there
        is none."""
        areas = (first for first, left, last, _ in self.merged if left == column and first < row <= last)
        return next(areas, row)


class RawForm(msgspec.Struct):
    """A workbook as read: its sheets in order, the SHA-256 of its bytes (hex), and its own modified time (UTC), if it
    says one."""

    sheets: list[RawSheet]
    sha256: str
    modified: dt.datetime | None = None


class Figure(msgspec.Struct, frozen=True):
    """A figure of a form: its value (None: blank or unreadable) and the cell it stands in. `unread`: something stands
    there that is no number; it has a Problem of its own."""

    value: Number | None
    sheet: str
    cell: str
    unread: bool = False


class Status(enum.StrEnum):
    """What a unit may answer for a task."""

    DONE = "Đã hoàn thành"
    DOING = "Đang thực hiện"
    NOT_STARTED = "Chưa thực hiện"
    NOTHING = "Không phát sinh"


class TaskAnswer(msgspec.Struct, frozen=True):
    """What a unit answers on one row of sheet Nhiệm vụ. `status` is one of the four of the form, or None (blank).
    `date_unread`: something stands in place of `done_on` that is no day, and was told."""

    key: str
    status: str | None
    sheet: str
    cell: str
    document: str | None = None
    document_date: dt.date | None = None
    done_on: dt.date | None = None
    result: str | None = None
    reason: str | None = None
    remedy: str | None = None
    note: str | None = None
    date_unread: bool = False


class Said(enum.StrEnum):
    """What people say of a row of points: the unit's own points, those of who appraised it and of who approved it, why,
    and the document, link or file that shows it."""

    OWN = "tự chấm"
    APPRAISED = "thẩm định"
    APPROVED = "duyệt"
    REASON = "lý do"
    EVIDENCE = "minh chứng"


NOT_APPLIED = "Không áp dụng"
"""What stands in place of points where a row does not apply."""


class Typed(msgspec.Struct, frozen=True):
    """What was typed into a cell: points, NOT_APPLIED, or a text; with its file, sheet and cell."""

    value: Fraction | str
    file: str
    sheet: str
    cell: str

    @property
    def points(self) -> Fraction | None:
        """The points; None where there are none."""
        return None if isinstance(self.value, str) else self.value


class Rank(msgspec.Struct, frozen=True):
    """One row of sheet Xếp hạng: an index, its criterion, and the ranks of last year and this year (1 is best)."""

    index: str
    criterion: str
    last_year: int | None
    this_year: int | None
    sheet: str
    cell: str


class Places(msgspec.Struct, frozen=True):
    """Where the coded cells of a data sheet are: column code -> letters, row code -> row number, counted from 1; `top`:
    the first row below the column codes. `cells`: in a list, where every figure has a row, (row code, column code) ->
    address."""

    sheet: str
    columns: dict[str, str]
    rows: dict[str, int]
    top: int
    cells: dict[tuple[str, str], str] = {}

    def cell(self, row: str, column: str) -> str:
        """The address of a cell, whatever stands in it; "" where the sheet has no such row or column."""
        if self.cells:
            return self.cells.get((row, column), "")
        known = row in self.rows and column in self.columns
        return f"{self.columns[column]}{self.rows[row]}" if known else ""


class Origin(msgspec.Struct, frozen=True):
    """The workbook behind a report that came by so-lieu.xlsx: its name, SHA-256 and modified time as told there, and
    the cell of it that each cell of so-lieu.xlsx was taken from: (sheet, cell) -> (sheet, cell)."""

    file: str
    sha256: str | None
    modified: dt.datetime | None
    cells: dict[tuple[str, str], tuple[str, str]]


class UnitReport(msgspec.Struct):
    """The checked figures of one unit and period, from one workbook.

    `figures`: unit figure code -> Figure. `dossiers`: procedure code -> figure code -> Figure. `blank`: the same of
    rows of the form without a figure, for those that continue the period before. `spare`: procedures that are not the
    unit's own. `entered`: False where sheet TTHC holds no figure but continued ones ("chưa nhập"). `answered`: False
    where sheet Nhiệm vụ, which the unit's form has, is gone or cannot be read: a Problem of its own says so. `points`:
    what the unit says of its points, by mục. `places`: name of a kind of sheet -> where its cells are, of TTHC (rows
    left blank too), Nhiệm vụ and Xếp hạng. `origin`: of one that came by so-lieu.xlsx, whose cells `file` and all
    others here name.
    """

    unit: str
    period: str
    file: str
    figures: dict[str, Figure] = {}
    dossiers: dict[str, dict[str, Figure]] = {}
    blank: dict[str, dict[str, Figure]] = {}
    spare: list[str] = []
    entered: bool = True
    answered: bool = True
    tasks: dict[str, TaskAnswer] = {}
    ranks: list[Rank] = []
    points: dict[str, dict[Said, Typed]] = {}
    people: dict[str, str] = {}
    places: dict[str, Places] = {}
    origin: Origin | None = None


def address(row: int, column: int) -> str:
    """The address that an officer sees, of a row and a column counted from 0: address(6, 3) is "D7"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
