"""Areas of cells put together and cut."""

from __future__ import annotations

from cchc_excel.fill.formulas.syntax import Area, NotUnderstood, Pointer
from cchc_excel.fill.ooxml.addresses import MAX_COLUMN, MAX_ROW


def ends(one: int | None, other: int | None, used: int) -> tuple[int, int]:
    """The first and the last row (or column) of a reference; of a whole column (or row), what is used of it."""
    if one is None or other is None:
        return 1, used
    return min(one, other), max(one, other)


def entry(area: Area, row: object, column: object = None) -> Area:
    """The cell of INDEX with one or two numbers."""
    if column is None:
        row, column = (1.0, row) if area.top == area.bottom else (row, 1.0)
    if not isinstance(row, float) or not isinstance(column, float) or min(row, column) < 1:
        raise NotUnderstood("INDEX")
    top, left = area.top + int(row) - 1, area.left + int(column) - 1
    if top > area.bottom or left > area.right:
        raise NotUnderstood("INDEX")
    return area._replace(top=top, left=left, bottom=top, right=left)


def moved(area: Area, rows: int, columns: int, height: int, width: int) -> Area:
    """The area of OFFSET. Raises NotUnderstood where no sheet has it."""
    top, left = area.top + rows, area.left + columns
    found = Area(area.sheet, top, left, top + height - 1, left + width - 1)
    if min(top, left, height, width) < 1 or found.bottom > MAX_ROW or found.right > MAX_COLUMN:
        raise NotUnderstood("OFFSET")
    return found


def around(one: Area, other: Area) -> Area:
    """The area from one reference to another."""
    if one.sheet != other.sheet:
        raise NotUnderstood("a range over sheets")
    return Area(
        one.sheet,
        min(one.top, other.top),
        min(one.left, other.left),
        max(one.bottom, other.bottom),
        max(one.right, other.right),
    )


def common(one: Area, other: Area) -> Area:
    """The cells of both. Raises NotUnderstood where there are none."""
    area = Area(
        one.sheet,
        max(one.top, other.top),
        max(one.left, other.left),
        min(one.bottom, other.bottom),
        min(one.right, other.right),
    )
    if one.sheet != other.sheet or area.top > area.bottom or area.left > area.right:
        raise NotUnderstood("nothing in common")
    return area


def seen_from(pointer: Pointer, row: int, column: int) -> Pointer:
    """What a defined name refers to from the cell it is used in: names are written as seen from A1, and go round."""
    found = []
    for end in (pointer.start, pointer.end):
        at_row = end.row if end.row is None or end.row_fixed else (end.row + row - 2) % MAX_ROW + 1
        at_column = end.column
        if at_column is not None and not end.column_fixed:
            at_column = (at_column + column - 2) % MAX_COLUMN + 1
        found.append(type(end)(at_column, at_row, end.column_fixed, end.row_fixed))
    return Pointer(pointer.sheet, *found)
