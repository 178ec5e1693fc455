"""Make templates/danh-muc.xlsx, the shipped catalogue, from the text tables in scripts/danh-muc/.

A table is one sheet: UTF-8, cells separated by tabs, headings in the first line; blank cells at the end of a line may
be left out. Days are written 2022-03-14. The same tables give the same bytes. Drop-down lists offer the words that the
reader of the catalogue knows.

python scripts/make_catalogue.py [--output FILE]
"""

from __future__ import annotations

import argparse
import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from cchc_excel.catalogue.appraisals import APPRAISAL_SHEET
from cchc_excel.catalogue.checks import LEVELS
from cchc_excel.catalogue.figures import FigureKind
from cchc_excel.catalogue.methods import METHODS
from cchc_excel.catalogue.model import Rollup, Table, WhenEmpty
from cchc_excel.catalogue.plan_model import RowLevel
from cchc_excel.catalogue.sources import SOURCE_SHEET

TABLES = Path(__file__).resolve().parent / "danh-muc"
CATALOGUE = Path(__file__).resolve().parent.parent / "templates" / "danh-muc.xlsx"
CREATED = dt.datetime(2022, 3, 31)
"""The plan's own day: a fixed date keeps the bytes the same."""
LAST_ROW = 2_000
"""Drop-downs reach down to this row, for what an officer adds below."""


class Kind(enum.Enum):
    """What the cells of a column hold, and so how they are formatted.

    TEXT keeps what is typed as it is: a code such as 2.001330, a requirement such as "= 100%", a month such as 6/2022.
    PROSE is plain General: Excel before 2010 shows "####" for Text cells of over 255 characters.
    """

    TEXT = "@"
    PROSE = "General"
    DATE = "dd/mm/yyyy"
    NUMBER = "0.##########"
    COUNT = "0"
    MARK = "@ "


class Column(NamedTuple):
    """A heading, its width in characters, what its cells hold, and the words it offers as a drop-down."""

    heading: str
    width: float
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A sheet: its name, the table it is made of, its columns; other headings of the table are flags."""

    name: str
    table: str
    columns: tuple[Column, ...]
    frozen_columns: int = 1


NOTE = Column("ghi chú", 24, Kind.PROSE)

SHEETS = (
    Sheet("Thông tin", "thong-tin", (Column("khoá", 24), Column("giá trị", 64), NOTE._replace(width=52))),
    Sheet(
        "Kỳ báo cáo",
        "ky-bao-cao",
        (
            Column("mã", 12),
            Column("tên", 24),
            Column("từ ngày", 13, Kind.DATE),
            Column("đến ngày", 13, Kind.DATE),
            Column("hạn nộp", 13, Kind.DATE),
            Column("gồm các kỳ", 44),
            Column("kỳ nối", 30),
            Column("kỳ trước", 12),
            Column("lũy kế", 12),
            NOTE,
        ),
    ),
    Sheet(
        "Đơn vị",
        "don-vi",
        (
            Column("mã", 10),
            Column("tên", 52),
            Column("nhóm", 50),
            Column("email", 28),
            Column("tên gọi khác", 34),
            Column("tên ngắn", 20),
            Column("từ ngày", 13, Kind.DATE),
            Column("đến ngày", 13, Kind.DATE),
            Column("nhập vào", 11),
            Column("thuộc", 10),
            NOTE._replace(width=16),
        ),
    ),
    Sheet(
        "TTHC",
        "tthc",
        (
            Column("mã", 12),
            Column("tên", 64),
            Column("lĩnh vực", 22),
            Column("đơn vị", 14),
            Column("hiệu lực từ", 14, Kind.DATE),
            Column("hiệu lực đến", 14, Kind.DATE),
            NOTE,
        ),
    ),
    Sheet(
        "Kế hoạch",
        "ke-hoach",
        (
            Column("khoá", 13),
            Column("mã", 8),
            Column("nội dung", 72, Kind.PROSE),
            Column("cấp", 8, choices=tuple(RowLevel)),
            Column("đơn vị chủ trì", 24),
            Column("sản phẩm", 18),
            Column("thời gian", 22),
            Column("nhóm giao", 16),
            Column("kỳ đến hạn", 14),
            Column("chỉ tiêu", 14),
            Column("đơn vị phối hợp", 24),
            Column("người phụ trách", 18),
            Column("ghi chú kế hoạch", 24, Kind.PROSE),
            NOTE._replace(width=14),
        ),
        frozen_columns=2,
    ),
    Sheet(
        "Số liệu",
        "so-lieu",
        (
            Column("mã", 17),
            Column("tên", 30),
            Column("đơn vị tính", 14),
            Column("bảng", 10, choices=tuple(Table)),
            Column("ai điền", 22),
            Column("chỉ khi", 16),
            Column("cộng dồn", 13, choices=tuple(Rollup)),
            Column("nối từ", 18),
            Column("công thức", 18),
            Column("chú giải", 70, Kind.PROSE),
            Column("tên ngắn", 20),
            Column("kiểu", 14, choices=tuple(FigureKind)),
            Column("số lẻ", 9, Kind.COUNT),
            NOTE._replace(width=14),
        ),
    ),
    Sheet(
        "Kiểm tra",
        "kiem-tra",
        (
            Column("mã", 30),
            Column("bảng", 10, choices=tuple(Table)),
            Column("biểu thức", 46),
            Column("mức", 12, choices=tuple(LEVELS)),
            Column("thông báo", 70, Kind.PROSE),
            NOTE,
        ),
    ),
    Sheet(
        "Chỉ tiêu",
        "chi-tieu",
        (
            Column("mã", 18),
            Column("tên", 32),
            Column("mục", 11),
            Column("tử số", 30),
            Column("mẫu số", 30),
            Column("đơn vị", 10),
            Column("khi 0/0", 17, choices=tuple(WhenEmpty)),
            Column("yêu cầu", 11),
            Column("điều kiện thêm", 20),
            Column("số lẻ", 9, Kind.COUNT),
            Column("định nghĩa", 60, Kind.PROSE),
            Column("tên ngắn", 20),
            NOTE._replace(width=14),
        ),
    ),
    Sheet(
        "Chấm điểm",
        "cham-diem",
        (
            Column("mục", 12),
            Column("chỉ tiêu", 20),
            Column("cách chấm", 16, choices=tuple(METHODS)),
            Column("điểm tối đa", 14, Kind.NUMBER),
            Column("tham số", 24),
            Column("trần", 10, Kind.NUMBER),
            Column("căn cứ", 52, Kind.PROSE),
            NOTE,
        ),
    ),
    Sheet(
        APPRAISAL_SHEET,
        "tham-dinh",
        (
            Column("mục", 12),
            Column("đơn vị", 24),
            Column("tự chấm", 14),
            Column("thẩm định", 14),
            Column("duyệt", 14),
            Column("lý do", 44, Kind.PROSE),
            Column("minh chứng", 44, Kind.PROSE),
            Column("kỳ", 12),
            NOTE,
        ),
    ),
    Sheet(
        SOURCE_SHEET,
        "nguon-nhap",
        (
            Column("nguồn", 24),
            Column("sheet", 20),
            Column("dòng tiêu đề", 28),
            Column("cột mã thủ tục", 24),
            Column("cột", 36),
            Column("mã số liệu", 20),
            Column("điều kiện", 32),
            NOTE,
        ),
    ),
)


class Styles:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def make(self, **properties: object) -> Any:
        """The format with these properties, on top of the font and alignment that every cell has."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def column(self, column: Column, **more: object) -> Any:
        """The format of a column's cells; `more` for those of one row."""
        centred = {"align": "center"} if column.kind in (Kind.DATE, Kind.COUNT, Kind.NUMBER, Kind.MARK) else {}
        return self.make(num_format=column.kind.value.strip(), **centred, **more)


def make(output: Path, tables: Path = TABLES) -> None:
    """Write the catalogue of the text tables to `output`. Raises ValueError for a table that does not fit its sheet."""
    with xlsxwriter.Workbook(str(output)) as book:
        book.set_properties({"title": "Danh mục cải cách hành chính", "created": CREATED})
        book.set_size(28_000, 16_000)
        styles = Styles(book)
        for sheet in SHEETS:
            _write_sheet(book.add_worksheet(sheet.name), styles, sheet, read_table(tables / f"{sheet.table}.tsv"))


def read_table(path: Path) -> list[list[str]]:
    """The lines of a text table, headings first, every line as long as the headings."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    width = len(lines[0])
    for number, cells in enumerate(lines, start=1):
        if len(cells) > width or not any(cells):
            raise ValueError(f"{path.name}, line {number}: {len(cells)} cells under {width} headings, or none at all")
    return [cells + [""] * (width - len(cells)) for cells in lines]


def columns_of(sheet: Sheet, headings: Sequence[str]) -> list[Column]:
    """The sheet's columns in the table's order; a heading that is none of them is a flag, if the sheet is TTHC."""
    known = {column.heading: column for column in sheet.columns}
    flags = [heading for heading in headings if heading not in known]
    if (flags and sheet.name != "TTHC") or len(set(headings)) < len(headings) or known.keys() - set(headings):
        raise ValueError(f"{sheet.table}.tsv: headings {headings} are not those of sheet {sheet.name}")
    return [known.get(heading) or Column(heading, len(heading) + 5, Kind.MARK, ("x",)) for heading in headings]


def _write_sheet(page: Any, styles: Styles, sheet: Sheet, table: Sequence[Sequence[str]]) -> None:
    columns = columns_of(sheet, table[0])
    heading = styles.make(bold=True, align="center", valign="vcenter", bg_color="#D9E2F3", border=1, num_format="@")
    for at, column in enumerate(columns):
        # The column's own format serves every cell below the last row too: what is typed there stays text.
        page.set_column(at, at, column.width, styles.column(column))
        page.write_string(0, at, column.heading, heading)
        _offer(page, at, column)
    for row, cells in enumerate(table[1:], start=1):
        emphasis = _emphasis(dict(zip(table[0], cells, strict=True)))
        for at, (column, text) in enumerate(zip(columns, cells, strict=True)):
            _write_cell(page, row, at, column.kind, text, styles.column(column, border=1, **emphasis))
    page.freeze_panes(1, sheet.frozen_columns)
    page.autofilter(0, 0, len(table) - 1, len(columns) - 1)
    _set_up_print(page, len(table) - 1, len(columns) - 1)


def _offer(page: Any, at: int, column: Column) -> None:
    if column.choices:
        rule = {"validate": "list", "source": list(column.choices), "error_title": "Danh mục"}
        message = f"Chọn một trong: {'; '.join(column.choices)}"
        page.data_validation(1, at, LAST_ROW, at, rule | {"error_message": message})


def _emphasis(cells: Mapping[str, str]) -> dict[str, object]:
    """The plan as printed: sections bold, sub-rows italic."""
    level = cells.get("cấp")
    if level == "phần":
        return {"bold": True, "bg_color": "#F2F2F2"}
    return {"italic": True} if level == "ý" else {}


def _write_cell(page: Any, row: int, at: int, kind: Kind, text: str, style: Any) -> None:
    if not text:
        page.write_blank(row, at, None, style)
    elif kind is Kind.DATE:
        page.write_datetime(row, at, dt.datetime.fromisoformat(text), style)
    elif kind in (Kind.NUMBER, Kind.COUNT):
        page.write_number(row, at, float(text), style)
    else:
        page.write_string(row, at, text, style)


def _set_up_print(page: Any, last_row: int, last_column: int) -> None:
    """A4 landscape, one page wide, headings on every page, sheet name and page number."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
    page.print_area(0, 0, last_row, last_column)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_header('&L&"Times New Roman,Italic"&11Danh mục CCHC: &A&R&"Times New Roman,Regular"&11Trang &P/&N')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=CATALOGUE)
    output: Path = parser.parse_args().output
    make(output)
    print(output)


if __name__ == "__main__":
    main()
