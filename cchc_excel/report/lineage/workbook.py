"""nguon-so-lieu.xlsx: where each figure of each report comes from, every problem, every file, and what was written."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter

from cchc_excel.compute.facts import Facts
from cchc_excel.fill import Filled, lines_needed, row_height
from cchc_excel.model.files import NEVER_SAVED
from cchc_excel.report.filters import ngay
from cchc_excel.report.lineage.cells import SourceCell
from cchc_excel.report.lineage.gathered import short
from cchc_excel.report.lineage.heights import Heights
from cchc_excel.report.lineage.labels import label
from cchc_excel.report.lineage.lines import Line, Lines, Printed
from cchc_excel.report.lineage.rows import RowHeight, add_rows
from cchc_excel.report.lineage.sources import Sources
from cchc_excel.report.traced import SourceKey
from cchc_excel.workspace.output_names import PAGE

TRACES_SHEET, OUTPUTS_SHEET, FILES_SHEET = "Nguồn số liệu", "Tệp kết quả", "Tệp đã nhận"
CHANGES_SHEET = "Khác bản phát hành"
_WIDEST = 60
_AS_HIGH_AS_OTHERS = ("Giá trị in", "Giá trị nguồn")
"""Columns of the table of traces that may hold whole paragraphs, again in each line of a cell: as much of them is shown
as there is room for beside the names. The paragraph stands in the report."""
_LETTERS, _HEADING, _SMALL = 11, 10, 9
"""Points. The small ones are of the table of traces, which has the most columns: a page wide, they are 8."""
_MARGIN = 5
"""Pixels of a column that no letter uses."""
_USUAL = {
    "default_format_properties": {"font_name": "Times New Roman", "font_scheme": False, "font_size": 9},
    "default_column_width": 56,
    "default_row_height": 20,
}
"""Columns are as wide as so many digits of the first font: one that every office has, else pages grow."""
_PIXELS = 7
"""Of a width of one."""
_SHEET_ROWS = 1_000_000
"""Excel has 1,048,576 rows; what is longer goes on in a further sheet."""


def write_lineage(
    facts: Facts,
    context: Mapping[str, Any],
    reports: Mapping[str, Filled],
    hashes: Mapping[str, str],
    sources: Sources,
) -> bytes:
    """The lineage workbook. `context`: what the templates saw; `reports`: path -> what was filled, the page too;
    `hashes`: path -> SHA-256 of each file written; `sources`: of these facts."""
    rows: dict[str, list[Sequence[object]]] = {}
    heights: dict[str, RowHeight] = {}
    memory = BytesIO()
    with xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False} | _USUAL
    ) as book:
        book.set_properties({"title": TRACES_SHEET, "created": NEVER_SAVED})
        styles = _Styles(book)
        for name, columns, table in _tables(facts, context, reports, hashes, sources):
            parts = _sheets(book, styles, name, columns, table)
            rows |= parts
            heights |= dict.fromkeys(parts, _heights(name, columns))
    return add_rows(memory.getvalue(), rows, heights)


Columns = Sequence[tuple[str, float]]
"""Heading and width of each column."""


def _tables(
    facts: Facts,
    context: Mapping[str, Any],
    reports: Mapping[str, Filled],
    hashes: Mapping[str, str],
    sources: Sources,
) -> Iterator[tuple[str, Columns, Iterable[Sequence[object]]]]:
    """Every table of the workbook: sheet name, columns, rows."""
    levels = [("Lấy từ", 22)] if facts.catalogue.departments else []
    named = functools.cache(lambda key: label(facts, key))
    yield (
        TRACES_SHEET,
        [("Báo cáo", 28.5), ("Sheet báo cáo", 13.5), ("Ô báo cáo", 10), ("Giá trị in", 11), ("Đơn vị", 14),
         ("Số liệu", 33), ("Tệp nguồn", 20.5), ("Sheet nguồn", 12), ("Ô nguồn", 7), ("Giá trị nguồn", 11), *levels],
        (_told(facts, line, named) for line in short(Lines(facts, reports, sources))),
    )  # fmt: skip
    yield (
        "Vấn đề",
        [("Mức", 11), ("Đơn vị", _name_width(facts)), ("Tệp", 28), ("Sheet", 14), ("Ô", 8), ("Nội dung", 80),
         ("Mã", 24)],
        ([one["muc_do"], one["don_vi"], one["tep"], one["sheet"], one["o"], one["noi_dung"], one["ma"]]
         for one in context["van_de"]),
    )  # fmt: skip
    yield (
        FILES_SHEET,
        [("Tệp", 40), ("Đơn vị", _name_width(facts)), ("Kết quả", 18), ("Ghi chú", 60), ("SHA-256", 72)],
        ([one["ten"], one["don_vi"], one["trang_thai"], one["ghi_chu"], one["sha256"]] for one in context["tep"]),
    )
    yield (
        "Đơn vị thiếu",
        [("Mã", 12), ("Đơn vị", 52), ("Lý do", 30), ("Chấp nhận thiếu", 18)],
        ([one["ma"], one["ten"], one["ly_do"], "Có" if one["chap_nhan"] else "Không"] for one in context["thieu"]),
    )
    yield OUTPUTS_SHEET, [("Tệp", 44), ("SHA-256", 72)], hashes.items()
    if context["khac_phat_hanh"]:
        yield (
            CHANGES_SHEET,
            [("Số", 60), ("Đơn vị", _name_width(facts)), ("Đã phát hành", 18), ("Nay", 18), ("Tệp", 40)],
            ([one["ten"], one["don_vi"], one["cu"], one["moi"], one["tep"]] for one in context["khac_phat_hanh"]),
        )  # fmt: skip


def _name_width(facts: Facts) -> float:
    """A column in which the units' names stand on one line: LibreOffice does not make rows higher that a program
    wrote."""
    longest = max((len(unit.name) for unit in facts.catalogue.units.values()), default=0)
    return min(longest * 0.8 + 3, _WIDEST)  # letters are narrower than digits, which widths are counted in


def _told(facts: Facts, line: Line, named: Callable[[SourceKey], str]) -> list[object]:
    """A line as it stands in the table. `named`: what a value is called."""
    printed = [line.report, line.sheet, line.cell, _plain(line.value)]
    source = line.source
    if isinstance(source, Printed):
        unit = source.key.unit
        name, where = named(source.key._replace(unit="")), [*source[:3], _plain(source.value)]
    else:
        unit, name = source.unit, source.name
        where = [source.file, source.sheet, source.cell, _plain(source.value)]
    told = [*printed, _short_name(facts, unit), name, *where]
    return [*told, _origin(source)] if facts.catalogue.departments else told


def _short_name(facts: Facts, code: str) -> str:
    unit = facts.catalogue.units.get(code)
    return unit.short if unit else facts.catalogue.name_of(code)


def _origin(source: SourceCell | Printed) -> str:
    """Where a cell of so-lieu.xlsx was taken from: "VP.xlsx › TTHC!D7"."""
    if not isinstance(source, SourceCell) or source.origin is None:
        return ""
    file, *place = source.origin
    return " › ".join(filter(None, (file, "!".join(filter(None, place)))))


def _plain(value: object) -> object:
    """A value as the report's cell holds it: a fraction is the number that is shown there."""
    if type(value) in (int, str):  # nearly all are, and asking whether one is a Fraction takes long
        return value
    if isinstance(value, Fraction | Decimal):
        return float(value)
    if isinstance(value, dt.date):
        return ngay(value)
    return value if isinstance(value, int | float | str) or value is None else str(value)


class _Styles:
    def __init__(self, book: Any) -> None:
        base = {"font_name": "Times New Roman", "font_size": _LETTERS, "valign": "top", "border": 1, "text_wrap": True}
        self.heading = book.add_format(
            base | {"font_size": _HEADING, "bold": True, "align": "center", "bg_color": "#D9E2F3"}
        )
        self.cell = book.add_format(base)
        self.line = book.add_format(base | {"font_size": _SMALL, "align": "left"})


def _heights(table: str, columns: Columns) -> Heights:
    """Of a table's rows."""
    free = _AS_HIGH_AS_OTHERS if table == TRACES_SHEET else ()
    names = [(at, width * _PIXELS) for at, (heading, width) in enumerate(columns) if heading not in free]
    return Heights(names, _SMALL if table == TRACES_SHEET else _LETTERS)


def _sheets(
    book: Any, styles: _Styles, name: str, columns: Columns, rows: Iterable[Sequence[object]]
) -> dict[str, list[Sequence[object]]]:
    """The sheets of a table, set up but for their rows; gives the rows by the part that each sheet becomes."""
    held = list(rows)
    batches = [held[at : at + _SHEET_ROWS] for at in range(0, max(len(held), 1), _SHEET_ROWS)]
    parts: dict[str, list[Sequence[object]]] = {}
    for number, batch in enumerate(batches, start=1):
        page = book.add_worksheet(name if number == 1 else f"{name} ({number})")
        _set_up(page, styles.heading, columns, len(batch), _on_paper(batch) if name == TRACES_SHEET else len(batch))
        _give_looks(page, styles, name, columns if batch else ())
        parts[f"xl/worksheets/sheet{len(book.worksheets())}.xml"] = batch
    return parts


def _give_looks(page: Any, styles: _Styles, name: str, columns: Columns) -> None:
    """The samples that add_rows wants, a cell for each column."""
    for at, _ in enumerate(columns):
        page.write_blank(1, at, None, styles.line if name == TRACES_SHEET else styles.cell)


def _on_paper(rows: Sequence[Sequence[object]]) -> int:
    """How many rows are printed: what the web page says, which stands last, has its sources on the page itself."""
    return next((at for at in range(len(rows), 0, -1) if rows[at - 1][0] != PAGE), len(rows))


def _set_up(page: Any, heading_style: Any, columns: Columns, rows: int, printed: int) -> None:
    """A plain table: headings that stay and repeat in print, filters, A4 landscape one page wide; so many rows are
    `printed`."""
    lines = max(lines_needed(heading, width * _PIXELS, _HEADING, bold=True) for heading, width in columns)
    page.set_row(0, row_height(lines, _HEADING))
    for at, (heading, width) in enumerate(columns):
        page.set_column_pixels(at, at, round(width * _PIXELS) + _MARGIN)
        page.write_string(0, at, heading, heading_style)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, rows, len(columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.repeat_rows(0)
    page.print_area(0, 0, printed, len(columns) - 1)  # else LibreOffice makes room for what the last column cannot hold
    page.fit_to_pages(1, 0)
    page.set_footer("&CTrang &P/&N")
