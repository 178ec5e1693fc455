"""The rows of so-lieu.xlsx, found by the names of its sheets and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cchc_excel.forms.data_file import DataTable
from cchc_excel.model.records import CellValue, RawForm, address
from cchc_excel.values import clean_text, fold


class DataRow(NamedTuple):
    """A row of a table: the sheet, its number counted from 0, heading -> column, and the values."""

    sheet: str
    number: int
    columns: Mapping[str, int]
    values: Sequence[CellValue]

    def value(self, heading: str) -> CellValue:
        """What stands in a column."""
        at = self.columns[heading]
        return self.values[at] if at < len(self.values) else None

    def text(self, heading: str) -> str:
        """The text of a column, cleaned."""
        return clean_text(self.value(heading))

    def cell(self, heading: str) -> str:
        """The address of the row's cell in a column."""
        return address(self.number, self.columns[heading])


def _parts(raw: RawForm, table: DataTable) -> Iterator[tuple[str, dict[str, int], list[list[CellValue]]]]:
    """The sheets of a table in order: name, heading -> column, rows."""
    sheets = sorted((table.part_of(sheet.name), sheet.name, sheet.rows) for sheet in raw.sheets)
    for part, name, rows in sheets:
        if part and rows:
            titles = {fold(clean_text(value)): at for at, value in reversed(list(enumerate(rows[0])))}
            yield name, {one: titles[fold(one)] for one in table.headings if fold(one) in titles}, rows


def what_is_gone(raw: RawForm, table: DataTable) -> str:
    """What is not there of a table: the sheet, or columns of it; "" where all of it is."""
    parts = list(_parts(raw, table))
    if not parts:
        return f"sheet “{table.name}”"
    gone = [heading for _, found, _ in parts for heading in table.headings if heading not in found]
    return f"sheet “{table.name}”, cột {', '.join(dict.fromkeys(gone))}" if gone else ""


def data_rows(raw: RawForm, table: DataTable) -> Iterator[DataRow]:
    """The rows of a table over all its sheets, but for empty ones. Every heading of it must be there."""
    for name, found, rows in _parts(raw, table):
        for number, values in enumerate(rows[1:], start=1):
            if any(value is not None for value in values):
                yield DataRow(name, number, found, values)
