"""A data sheet by its codes: where columns and rows are, whatever was inserted, moved or sorted around them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from cchc_excel.forms.columns import SHEETS, SheetKind
from cchc_excel.forms.layout import ANCHOR, NAME, NOT_DATA
from cchc_excel.model.records import CellValue, Places, RawForm, RawSheet, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Location, Problem
from cchc_excel.values import clean_text, fold

_SHOWN = 60
"""So much of a cell's text stands in a message."""


class Grid(msgspec.Struct):
    """A sheet with its codes: column code -> column, and (row, row code) for every row under the anchor (row `top`)."""

    sheet: RawSheet
    file: str
    unit: str | None
    columns: dict[str, int]
    rows: list[tuple[int, str]]
    top: int = 0

    @property
    def codes(self) -> set[str]:
        """Row codes that stand on the sheet, read or not."""
        return {code for _, code in self.rows}

    def is_blank(self, row: int, column: int) -> bool:
        """Whether nothing was typed into a cell (an error value or an uncalculated formula is something)."""
        if (row, column) in self.sheet.errors or (row, column) in self.sheet.uncached:
            return False
        value = self.sheet.cell(row, column)
        return value is None or not clean_text(value)

    def where(self, row: int, column: int | None = None) -> Location:
        """The place of a cell, or of a row where no column is given (its first coded column)."""
        at = min(self.columns.values(), default=0) if column is None else column
        return Location(self.file, self.sheet.name, address(row, at), self.unit)

    def whole(self) -> Location:
        """The sheet as a place."""
        return Location(self.file, self.sheet.name, None, self.unit)

    def places(self, rows: Mapping[str, int]) -> Places:
        """Where its cells are. `rows`: row code -> row, counted from 0."""
        letters = {code: address(0, column)[:-1] for code, column in self.columns.items()}
        return Places(self.sheet.name, letters, {code: row + 1 for code, row in rows.items()}, self.top + 2)

    def text(self, row: int, code: str) -> str:
        """The text in a coded column of a row; "" where there is no such column."""
        column = self.columns.get(code)
        return "" if column is None else clean_text(self.sheet.cell(row, column))

    def value(self, row: int, column: int, problems: list[Problem]) -> CellValue:
        """An entry cell; an error value, or a formula that was never calculated, is a Problem and reads as blank."""
        if (row, column) in self.sheet.errors:
            problems.append(kinds.CELL_ERROR(self.where(row, column), value=self.sheet.errors[row, column]))
            return None
        if (row, column) in self.sheet.uncached:
            problems.append(kinds.CELL_UNCACHED(self.where(row, column)))
            return None
        return self.sheet.cell(row, column)


def locate(sheet: RawSheet, file: str, problems: list[Problem]) -> Grid | None:
    """The sheet's grid, from its `#ma` cell; None if it has none. A column code that stands twice is a Problem and
    neither column is read."""
    anchor = _anchor(sheet)
    if anchor is None:
        return None
    top, left = anchor
    coded = [(at, clean_text(value)) for at, value in enumerate(sheet.rows[top]) if at != left]
    times = Counter(code for _, code in coded if code)
    for code in [code for code, count in times.items() if count > 1 and not code.startswith(NOT_DATA)]:
        cells = [address(top, at) for at, other in coded if other == code]
        problems.append(kinds.CODE_TWICE(Location(file, sheet.name, cells[1]), code=code, cells=" và ".join(cells)))
    columns = {code: at for at, code in coded if times[code] == 1}
    rows = [(row, clean_text(sheet.cell(row, left))) for row in range(top + 1, len(sheet.rows))]
    return Grid(sheet, file, None, columns, rows, top)


def _anchor(sheet: RawSheet) -> tuple[int, int] | None:
    for row, cells in enumerate(sheet.rows):
        if ANCHOR in cells:
            return row, cells.index(ANCHOR)
    return None


def find_grids(raw: RawForm, file: str, problems: list[Problem]) -> dict[str, Grid]:
    """The data sheets by the name of their kind, told apart by their codes, not by their names.

    Of two sheets of one kind the one that keeps its name is read, and the other is a Problem.
    """
    grids: dict[str, Grid] = {}
    for sheet in raw.sheets:
        grid = locate(sheet, file, problems)
        kind = _kind_of(grid)
        if grid is None or kind is None:
            continue
        known = grids.get(kind.name)
        if known is None:
            grids[kind.name] = grid
            continue
        extra, kept = (known, grid) if fold(sheet.name) == fold(kind.name) else (grid, known)
        grids[kind.name] = kept
        where = Location(file, extra.sheet.name)
        problems.append(kinds.SHEET_TWICE(where, kind=kind.name, kept=kept.sheet.name))
    return grids


def _kind_of(grid: Grid | None) -> SheetKind | None:
    if grid is None:
        return None
    marked = [kind for kind in SHEETS if kind.mark in grid.columns]
    if marked:
        return marked[0]
    named = [kind for kind in SHEETS if fold(kind.name) == fold(grid.sheet.name)]
    return named[0] if named else None


class Resolved(msgspec.Struct, frozen=True):
    """A data row and the code it is read under; `added`: its hidden code is blank (a spare row, or one put in by
    hand)."""

    row: int
    code: str
    added: bool = False


def resolve_rows(
    grid: Grid,
    shown_column: str,
    known: Mapping[str, str],
    *,
    strict: bool,
    is_filled: Callable[[int], bool],
    names: Mapping[str, str] = {},
) -> tuple[list[Resolved], list[Problem]]:
    """The rows with the code each is read under.

    `known`: what column `shown_column` shows, folded -> code (visible codes, or names). Where it shows another known
    row's and no other row shows the same, it is used, with one warning for the sheet: sorting visible columns leaves
    the hidden codes behind. `strict` (visible codes): what is shown but unknown is an error and the row is not read;
    otherwise (names) the hidden code stands. A filled row without any code is read under the code of its exact name in
    `names` (folded name -> code), with a warning; one without such a name is an error. A code met twice is an error
    with both cells, and neither row is read. `is_filled` tells whether a row holds any figure; filled rows that are
    hidden are read, with one warning for the sheet.
    """
    problems: list[Problem] = []
    column = grid.columns.get(shown_column)
    visible = {row: fold(grid.text(row, shown_column)) for row, code in grid.rows if not code.startswith(NOT_DATA)}
    times = Counter(text for text in visible.values() if text in known)
    resolved: list[Resolved] = []
    moved: list[int] = []
    for row, hidden in grid.rows:
        if hidden.startswith(NOT_DATA):
            continue
        text = visible[row]
        if text in known:
            code = known[text]
            if strict or not hidden or times[text] == 1:
                resolved.append(Resolved(row, code, added=not hidden))
                moved.extend([row] if hidden and hidden != code else [])
                continue
        if text and strict:
            problems.append(kinds.ROW_UNKNOWN(grid.where(row, column), code=grid.text(row, shown_column)))
        elif hidden and not (strict and times[fold(hidden)]):
            resolved.append(Resolved(row, hidden))
        elif is_filled(row):
            named = names.get(fold(grid.text(row, NAME)))
            if named is None:
                kind = kinds.ROW_NO_CODE if strict else kinds.ROW_NOT_OF_FORM
                problems.append(kind(grid.where(row, column)))
            else:
                problems.append(kinds.ROW_BY_NAME(grid.where(row, grid.columns[NAME]), code=named))
                resolved.append(Resolved(row, named, added=True))
    if moved:
        problems.append(kinds.ROWS_SORTED(grid.whole(), rows=row_list(moved)))
    unseen = [row.row for row in resolved if row.row in grid.sheet.hidden_rows and is_filled(row.row)]
    if unseen:
        problems.append(kinds.ROWS_HIDDEN(grid.whole(), rows=row_list(unseen)))
    return _without_repeats(grid, column, resolved, problems), problems


def _without_repeats(
    grid: Grid, column: int | None, resolved: Iterable[Resolved], problems: list[Problem]
) -> list[Resolved]:
    by_code: dict[str, list[Resolved]] = {}
    for resolved_row in resolved:
        by_code.setdefault(resolved_row.code, []).append(resolved_row)
    for code, rows in by_code.items():
        if len(rows) > 1:
            locations = [grid.where(resolved_row.row, column) for resolved_row in rows]
            cells = " và ".join(str(location.cell) for location in locations)
            problems.append(kinds.CODE_TWICE(locations[1], code=code, cells=cells))
    return [rows[0] for rows in by_code.values() if len(rows) == 1]


def merged_entries(
    grid: Grid, rows: Iterable[int], columns: Collection[int], *, only_hidden: bool = False
) -> list[Problem]:
    """Merged areas that hold a value and cover more than one of the entry cells in these rows and columns, or cover one
    from another cell: nobody can say which cell the value is of. And those under which a value lies that nobody sees.
    `only_hidden`: the latter alone."""
    wanted = set(rows)
    problems = []
    for top, left, bottom, right in grid.sheet.merged:
        down = [row for row in range(top, min(bottom, len(grid.sheet.rows)) + 1) if row in wanted]
        covered = [(row, column) for row in down for column in columns if left <= column <= right]
        is_unclear = not only_hidden and covered and covered != [(top, left)] and not grid.is_blank(top, left)
        if is_unclear or any(spot != (top, left) and not grid.is_blank(*spot) for spot in covered):
            area = f"{address(top, left)}:{address(bottom, right)}"
            problems.append(kinds.CELLS_MERGED(grid.where(top, left), area=area))
    return problems


def row_list(rows: list[int]) -> str:
    """Rows as they stand in a message: the first few, counted from 1."""
    text = ", ".join(str(row + 1) for row in rows[:5])
    return text if len(rows) <= 5 else f"{text}, …"


def cell_kind(kind: Kind, where: Location, value: CellValue, number: str | None = None) -> Problem:
    """A Problem of a cell that was read as a value: what stands in it, and the number it was taken for."""
    text = _as_shown(value)
    return kind(where, value=text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…", number=number)


def _as_shown(value: CellValue) -> str:
    """A cell's text the way Excel shows it here: the day first, a decimal comma."""
    if isinstance(value, dt.date):  # a datetime too
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return str(value).replace(".", ",") if isinstance(value, float) and not value.is_integer() else clean_text(value)
