"""so-lieu.xlsx: the figures of a period as plain Excel tables, for analysts (Excel, Power BI) and the level above.

A table has headings that stay, filters, and goes on in a further sheet before Excel's last row. The rows are made
twice, once to be counted and once to be written, so that they are never in memory together.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from typing import Any

import xlsxwriter

from cchc_excel.compute.facts import Facts
from cchc_excel.fill import lines_needed, row_height
from cchc_excel.forms.data_file import (
    FIGURES,
    KIND,
    META_KEYS,
    REPORTS,
    DataState,
    DataTable,
    Look,
)
from cchc_excel.forms.layout import META_SHEET
from cchc_excel.model.files import NEVER_SAVED, FileStatus
from cchc_excel.report.data_tables import Row, data_tables
from cchc_excel.report.lineage.heights import Heights
from cchc_excel.report.lineage.rows import RowHeight, add_rows

SHEET_ROWS = 1_048_575
"""Rows below the headings that Excel has in a sheet."""
_NAME, _MARK = 80, 150
"""Characters of the two sides of a page header; Excel allows 255 with its codes."""
_LETTERS, _PIXELS, _FILTER = 11, 7, 18
"""Points; pixels of a width of one, and those that the button of a filter takes."""
_PLAIN = (FIGURES, REPORTS)
"""Tables of short texts, which need one line a row and may have a million of them."""


def write_data_file(facts: Facts, mark: str, sheet_rows: int = SHEET_ROWS) -> bytes:
    """The workbook of a period's facts. `mark`: what the header of each page says ("": nothing); `sheet_rows`: how many
    rows a sheet may have below its headings."""
    tables = data_tables(facts)
    rows: dict[str, Collection[Row]] = {}
    heights: dict[str, RowHeight] = {}
    memory = BytesIO()
    with xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        saved = max(
            (one.modified for one in facts.files if one.modified and one.status is FileStatus.MERGED), default=None
        )
        book.set_properties({"title": "Số liệu", "created": (saved or NEVER_SAVED).replace(tzinfo=None)})
        styles = _Styles(book)
        for table, make in tables.items():
            parts = _parts([len(group) for group in make()], sheet_rows)
            every = itertools.chain.from_iterable(make())
            for number, count in enumerate(parts, start=1):
                page = book.add_worksheet(table.sheet_name(number))
                _set_up(page, styles, table, number)
                _set_up_paper(page, f"{_named(facts)}. {table.sheet_name(number)}{'' if count else ': không có'}", mark)
                part = f"xl/worksheets/sheet{len(book.worksheets())}.xml"
                rows[part] = _Rows(every, count)
                if table not in _PLAIN:
                    heights[part] = Heights(
                        [(at, column.width * _PIXELS) for at, column in enumerate(table.columns)], _LETTERS
                    )
        _write_meta(book.add_worksheet(META_SHEET), facts)
    return add_rows(memory.getvalue(), rows, heights)


def _named(facts: Facts) -> str:
    """Whose figures, of what period: for paper, where no file has a name."""
    return ", ".join(filter(None, (facts.catalogue.info.get("co_quan", ""), facts.period.name)))


def _parts(sizes: Iterable[int], most: int) -> list[int]:
    """How many rows each sheet of a table gets. `sizes`: of the groups of rows; a group stays together unless it is
    longer than a sheet by itself."""
    parts = [0]
    for size in sizes:
        if parts[-1] and parts[-1] + size > most:
            parts.append(0)
        while parts[-1] + size > most:
            size -= most - parts[-1]
            parts[-1] = most
            parts.append(0)
        parts[-1] += size
    return parts


class _Rows(Collection[Row]):
    """The next so many of a table's rows: the sheets take them in turn, each once."""

    def __init__(self, every: Iterator[Row], count: int) -> None:
        self._every, self._count = every, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return itertools.islice(self._every, self._count)

    def __contains__(self, row: object) -> bool:
        raise NotImplementedError("they are gone through once")


class _Styles:
    def __init__(self, book: Any) -> None:
        base = {"font_name": "Times New Roman", "font_size": _LETTERS, "valign": "top", "border": 1}
        self.heading = book.add_format(base | {"bold": True, "text_wrap": True, "bg_color": "#D9E2F3"})
        self.line = book.add_format(base)
        number = base | {"align": "right", "indent": 1}
        self.of = {
            Look.TEXT: book.add_format(base | {"text_wrap": True}),
            Look.NUMBER: book.add_format(number),
            Look.RATIO: book.add_format(base | {"num_format": "0.0###", "align": "center"}),
            Look.DAY: book.add_format(base | {"num_format": "dd/mm/yyyy", "align": "center"}),
        }


def _set_up(page: Any, styles: _Styles, table: DataTable, part: int) -> None:
    """A real table over the headings and row 2, which holds the formats; it grows with the rows that are added
    (xlsxwriter would remember every one of its cells)."""
    for at, column in enumerate(table.columns):
        page.set_column(at, at, column.width)
        in_line = column.look is Look.TEXT and table in _PLAIN
        page.write_blank(1, at, None, styles.line if in_line else styles.of[column.look])
    rooms = ((column.heading, column.width * _PIXELS - _FILTER) for column in table.columns)
    page.set_row(0, row_height(max(lines_needed(*one, _LETTERS, bold=True) for one in rooms), _LETTERS))
    page.add_table(
        0, 0, 1, len(table.columns) - 1,
        {
            "name": table.excel_name if part == 1 else f"{table.excel_name}_{part}",
            "style": "Table Style Light 1",
            "columns": [{"header": heading, "header_format": styles.heading} for heading in table.headings],
        },
    )  # fmt: skip
    page.freeze_panes(1, 0)
    if table is REPORTS:
        page.very_hidden()


def _set_up_paper(page: Any, name: str, mark: str) -> None:
    """A4 landscape, a page wide, the headings and what the table is on each page."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_footer("&CTrang &P/&N")
    left, right = (text.replace("&", "&&") for text in (name[:_NAME], mark[:_MARK]))
    page.set_header(f"&L{left}" + (f"&R{right}" if mark else ""))


def _write_meta(page: Any, facts: Facts) -> None:
    """What the workbook is: keys in column A, values in column B."""
    state = DataState.DRAFT if facts.draft else DataState.FINAL
    catalogue = facts.catalogue
    values = (KIND, facts.period.code, catalogue.info.get("co_quan", ""), catalogue.fingerprint, state.value)
    for row, pair in enumerate(zip(META_KEYS, values, strict=True)):
        page.write_row(row, 0, pair)
    page.very_hidden()
