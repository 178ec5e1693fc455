"""The shipped reports on paper: Nghị định 30/2020's page, headings on each page, a signature that is never alone,
nothing clipped, for departments of 3, 10 and 40 units and for long names. LibreOffice prints, poppler reads."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.report.page_breaks import HEIGHT_BEFORE, KEPT_ROWS, WITH_NEXT
from scripts.make_report_templates import FOLDER, make
from tests import libreoffice
from tests.cchc_runs import EXAMPLE, ROOT, merge
from tests.departments import department
from tests.printed import MM, Sheet, pages, squashed
from tests.report import full_pages

BOOKS = (
    "bang-tu-cham-diem",
    "phu-luc-khac-phuc-ton-tai",
    "tinh-hinh-giai-quyet-tthc",
    "tong-hop-ty-le",
    "xu-huong-nam",
)
WORD = "bao-cao-ket-qua-cchc"
HEADINGS = {
    "bang-tu-cham-diem": "Mục Nội dung Điểm tự chấm Kết quả, tài liệu kiểm chứng",
    "phu-luc-khac-phuc-ton-tai": "Mục Nội dung Đơn vị chủ trì Sản phẩm Kết quả thực hiện Nguyên nhân Giải pháp",
    "tinh-hinh-giai-quyet-tthc": "STT Lĩnh vực, thủ tục Số hồ sơ tiếp nhận Trực tuyến Trước hạn Quá hạn (13)",
    "tong-hop-ty-le": "STT Đơn vị Hoàn thành kế hoạch Văn bản E-Office (11)",
    "xu-huong-nam": "STT Tỷ lệ, thứ hạng Quý I Quý IV Lũy kế từ đầu năm Yêu cầu",
}
LEAST_ROW = 12.8
"""Points: LibreOffice fits no row lower, whatever is in it."""
SIGNED = ("NGƯỜI LẬP BIỂU", "GIÁM ĐỐC", "(Ký, ghi rõ họ tên, đóng dấu)")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's reports; PDFs beside the workbooks."""
    output = tmp_path_factory.mktemp("example")
    assert merge(ROOT, "--output", str(output), "--date", "2022-02-05")[0] == 0
    return _printed(output / "2022-Q1" / "bao-cao")


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example without two units: drafts."""
    root = tmp_path_factory.mktemp("draft")
    shutil.copytree(EXAMPLE, root / "input" / "2022-Q1")
    for unit in ("TTR", "XNK"):
        (root / "input" / "2022-Q1" / f"{unit}.xlsx").unlink()
    assert merge(root)[0] == 1
    return _printed(root / "output" / "2022-Q1" / "bao-cao")


def _printed(folder: Path) -> Path:
    files = [folder / f"{name}.xlsx" for name in BOOKS] + [folder / f"{WORD}.docx"]
    libreoffice.all_to_pdf(files, folder.parent / "in")
    return folder


@cache
def _pages(folder: Path, name: str) -> list[Sheet]:
    return pages(folder.parent / "in" / f"{name}.pdf")


def _parts(file: Path) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(file) as package:
        for name in sorted(package.namelist()):
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                yield name, etree.fromstring(package.read(name))


@pytest.mark.parametrize("name", BOOKS)
def test_page_set_up_of_a_workbook(name: str) -> None:
    for part, root in _parts(ROOT / "templates" / "bao-cao" / f"{name}.xlsx"):
        setup, edges = root.find("{*}pageSetup"), root.find("{*}pageMargins")
        header = root.find("{*}headerFooter")
        assert setup is not None and edges is not None and header is not None
        assert (setup.get("paperSize"), setup.get("scale")) == ("9", None)  # A4, at 100 %
        assert root.find("{*}sheetPr/{*}pageSetUpPr") is None  # not fitted to pages: Excel keeps breaks, letters size
        margins = {side: 25.4 * float(edges.get(side) or 0) for side in ("top", "bottom", "left", "right", "header")}
        assert 20 <= round(margins["top"], 2) <= 25
        assert 20 <= round(margins["bottom"], 2) <= 25
        assert 30 <= round(margins["left"], 2) <= 35
        assert 15 <= round(margins["right"], 2) <= 20
        assert 5 < margins["header"] < 15
        assert root.findtext("{*}headerFooter/{*}oddHeader") == '&C&"Times New Roman,Regular"&13&P'
        first = part.endswith("sheet1.xml")
        assert (header.get("differentFirst"), header.get("scaleWithDoc")) == ("1" if first else None, "0")
        assert root.findtext("{*}headerFooter/{*}firstHeader") is None


@pytest.mark.parametrize("name", BOOKS)
def test_letters_and_numbers_of_a_workbook(name: str) -> None:
    book = load_workbook(ROOT / "templates" / "bao-cao" / f"{name}.xlsx")
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.font.name == "Times New Roman", cell.coordinate
            assert cell.font.color is None or cell.font.color.rgb in ("FF000000", None) or cell.font.color.theme == 1
            assert cell.number_format == "General" or cell.number_format.startswith("[$-42A]"), cell.coordinate


@pytest.mark.office
def test_page_one_has_no_number_and_the_others_have(example: Path) -> None:
    for name in (*BOOKS, WORD):
        first, *rest = _pages(example, name)
        assert first.above(20) == [], name
        assert rest or name == "xu-huong-nam", name  # of one period there is only a table
        for number, page in enumerate(rest, start=2):
            (word,) = page.above(20)
            assert word.text == str(number), name
            assert (word.left + word.right) / 2 / MM == pytest.approx((30 + page.width - 15) / 2, abs=1.5), name
            assert {round(page.width), round(page.height)} == {210, 297}, name


@pytest.mark.office
def test_a_draft_is_marked_beside_the_number(draft: Path) -> None:
    for name in (*BOOKS, WORD):
        for number, page in enumerate(_pages(draft, name), start=1):
            head = page.above(20)
            said = squashed(" ".join(word.text for word in head))
            assert squashed("BẢN NHÁP – thiếu: TTR, XNK") in said, (name, number)
            numbers = [word for word in head if word.text.isdigit()]
            assert [word.text for word in numbers] == ([str(number)] if number > 1 else []), (name, number)
            mark = [word for word in head if word not in numbers]
            left, bottom = min(word.left for word in mark), max(word.bottom for word in mark)
            assert all(word.right < left or word.top >= bottom - 2 for word in numbers), (name, number)
        told = "".join(page.text for page in _pages(draft, name))
        assert squashed("Thanh tra, Phòng Xuất nhập khẩu và Hội nhập (Chưa gửi)") in told, name


@pytest.mark.office
def test_figures_that_are_not_in_have_a_sign_of_one_letter(draft: Path) -> None:
    """Two ratios are Thanh tra's, as of every unit: plans fulfilled, and work done early. Its row is one line high."""
    sheet = load_workbook(draft / "tong-hop-ty-le.xlsx").worksheets[0]
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    ((number, values),) = [(number, row[2:13]) for number, row in rows if row[1] == "Thanh tra"]
    assert [at for at, value in enumerate(values, start=1) if value == "…"] == [1, 8]
    assert {*values} == {"…", "–"}
    assert (sheet.row_dimensions[number].height or 12) < 15


@pytest.mark.office
def test_where_figures_come_from_is_printed_in_letters_that_can_be_read(example: Path) -> None:
    """Its ten columns are a landscape page wide and 8 points high at least, headings on each page; rows are as high as
    the names in them need. What the web page says is not printed."""
    file = example.parent / "nguon-so-lieu.xlsx"
    sheet = load_workbook(file)["Nguồn số liệu"]
    letters = [get_column_letter(at) for at in range(1, sheet.max_column + 1)]
    wide = sum(sheet.column_dimensions[letter].width for letter in letters) * 4.5  # points of a digit
    room = 297 * MM - 72 * (sheet.page_margins.left + sheet.page_margins.right)
    assert round(sheet["A2"].font.size * min(1, room / wide), 1) >= 8
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) == (
        *("landscape", 0, "$1:$1"),
    )
    names = [row[:3] + row[4:9] for row in sheet.iter_rows(min_row=2, values_only=True)]
    printed = [at for at, row in enumerate(names, start=2) if row[0] != "tong-hop.html"]
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$J${printed[-1]}"
    assert printed[-1] < sheet.max_row
    assert not any(sheet[f"{letter}2"].alignment.shrink_to_fit for letter in letters)
    longest = max(printed, key=lambda at: len(str(names[at - 2][2])))  # a place in the Word report
    heights = {sheet.row_dimensions[at].height for at in (2, longest)}
    assert min(heights) == 12  # one line: 9 × 1.17 + 1.25, in whole pixels
    assert max(heights) >= 22.5
    assert len({sheet.row_dimensions[at].height for at in range(2, sheet.max_row + 1)}) < 12


@pytest.mark.office
def test_no_heading_of_a_draft_ends_a_page(draft: Path) -> None:
    """The last page begins below the only heading of its rows, were it not for the rule."""
    _no_heading_ends_a_page(draft)


@pytest.mark.office
def test_the_example_prints_well(example: Path, tmp_path: Path) -> None:
    _prints_well(example, tmp_path)
    assert all(_signed(example, name) > 0 for name in BOOKS[:3])  # else nothing is said about second pages


@pytest.mark.office
def test_pages_of_the_example_are_full_and_few(example: Path) -> None:
    assert full_pages.too_many(full_pages.check(example.parent / "in")) == {}


@pytest.mark.office
@pytest.mark.parametrize(
    ("name", "column", "next_to"), [("phu-luc-khac-phuc-ton-tai", "F", "G"), ("bang-tu-cham-diem", "E", "F")]
)
def test_texts_written_in_pieces_have_no_gap(example: Path, name: str, column: str, next_to: str) -> None:
    """In the column of results a line stands more than a line and a half below the one above only where an item
    begins: there the columns before it have a line at the same height."""
    sheet = load_workbook(example / f"{name}.xlsx").worksheets[0]
    widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1)]
    at = [ord(letter) - ord("A") for letter in (column, next_to)]
    left, right = (297 + 15) / 2 * MM, 0.0  # the table stands in the middle between margins of 30 and 15 mm
    total = sum(width for width, hidden in zip(widths, _hidden(sheet), strict=True) if not hidden)
    step = 4.5  # points of a digit of Times New Roman 9
    begin = left - total * step / 2
    left, right = (begin + sum(widths[:one]) * step for one in at)
    assert len(_pages(example, name)) > 3
    for number, page in enumerate(_pages(example, name)[1 : _signed(example, name)], start=2):
        tops = sorted({round(word.top) for word in page.words if left <= word.left < right and word.top > 20 * MM})
        begins = {round(word.top) for word in page.words if word.left < left}
        for above, below in pairwise(tops):
            assert below - above < 18 or any(abs(one - below) < 6 for one in begins), (number, below)


def _hidden(sheet: Worksheet) -> list[bool]:
    return [sheet.column_dimensions[get_column_letter(at)].hidden for at in range(1, sheet.max_column + 1)]


@pytest.mark.office
@pytest.mark.parametrize(("units", "long_names"), [(3, False), (40, False), (10, True)])
def test_a_department_prints_well(tmp_path: Path, units: int, long_names: bool) -> None:
    department(tmp_path, units, long_names)
    assert merge(tmp_path)[0] == 0
    folder = _printed(tmp_path / "output" / "2022-Q1" / "bao-cao")
    _prints_well(folder, tmp_path, 1.15 if units == 40 else 1.08)
    if units == 10:  # a few units have few rows, and many have rows that do not share a page
        # long names fill the table of ratios so far that the place to sign needs a second page
        full_pages.check(folder.parent / "in", {"tong-hop-ty-le": [1]})


def _prints_well(folder: Path, tmp_path: Path, most: float = 1.08) -> None:
    for name in BOOKS:
        _headings_stand_on_each_page(folder, name)
        _the_signature_is_never_alone(folder, name)
        _every_word_is_on_paper(folder, name)
    _no_heading_ends_a_page(folder)
    _no_row_is_lower_than_its_texts(folder, tmp_path, most)
    last = _pages(folder, WORD)[-1].text
    for text in ("Trên đây là báo cáo", "Nơi nhận", "GIÁM ĐỐC"):
        assert squashed(text) in last


def _signed(folder: Path, name: str) -> int:
    """The page that is signed, counted from 0."""
    label = squashed(SIGNED[0])
    (at,) = [number for number, page in enumerate(_pages(folder, name)) if label in page.text]
    return at


def _headings_stand_on_each_page(folder: Path, name: str) -> None:
    for number, page in enumerate(_pages(folder, name)[: _signed(folder, name) + 1], start=1):
        assert not page.lacks(HEADINGS[name]), (name, number)


def _the_signature_is_never_alone(folder: Path, name: str) -> None:
    """The whole place to sign stands on one page, with the two rows before what is kept together; a high one will
    do."""
    page = _pages(folder, name)[_signed(folder, name)]
    for text in SIGNED:
        assert squashed(text) in page.text, name
    sheet = load_workbook(folder / f"{name}.xlsx", data_only=True).worksheets[0]
    kept = re.search(r"\$(\d+):", sheet.defined_names[KEPT_ROWS].attr_text or "")
    assert kept
    before = int(kept[1]) - 1
    tall = (sheet.row_dimensions[before].height or 0) >= HEIGHT_BEFORE
    for row in (before,) if tall else (before - 1, before):
        texts = [cell.value for cell in _shown(sheet, row, row) if isinstance(cell.value, str)]
        assert texts, (name, row)
        assert not page.lacks(" ".join(texts)), (name, row)


def _shown(sheet: Worksheet, first: int = 1, last: int | None = None) -> list[Cell]:
    """The filled cells of some rows, but for columns and places that are not printed: what a chart is drawn from lies
    outside the print area."""
    cells = (cell for row in sheet.iter_rows(first, last) for cell in row if isinstance(cell, Cell) and cell.value)
    printed = sheet.print_area and CellRange(str(sheet.print_area).rpartition("!")[2].replace("$", ""))
    return [
        cell
        for cell in cells
        if not sheet.column_dimensions[cell.column_letter].hidden
        and (not printed or CellRange(cell.coordinate).issubset(printed))
    ]


def _no_heading_ends_a_page(folder: Path) -> None:
    """Every page but the first begins at a break of the sheet's own, and above none stands a row that only names what
    follows: a bold one; in the plan, also one without lead, product, time and result."""
    for name in BOOKS[1:3]:
        sheet = load_workbook(folder / f"{name}.xlsx").worksheets[0]
        assert WITH_NEXT in sheet.defined_names
        ends = [one.id for one in sheet.row_breaks.brk]
        assert len(ends) + 1 == len(_pages(folder, name))
        for row in ends:
            assert not sheet.cell(row, 2).font.bold, (name, row)
            number, text, *about = (cell.value for cell in sheet[row][:6])
            goes_on = text is None and sheet.cell(row, 12).value  # the second column beside the plan's table
            sums_up = str(number).startswith("Tổng hợp")
            assert goes_on or sums_up or sheet.cell(row, 2).font.italic or any(about), (name, row, number, text)


def _every_word_is_on_paper(folder: Path, name: str) -> None:
    """Every text and every ratio; numbers with a decimal comma, none wider than its column."""
    paper = Sheet(0, 0, [word for page in _pages(folder, name) for word in page.words])
    assert "###" not in paper.text
    assert not re.search(r"\d\.\d\d%", paper.text)
    book = load_workbook(folder / f"{name}.xlsx", data_only=True)
    texts = {cell.value for sheet in book.worksheets for cell in _shown(sheet) if isinstance(cell.value, str)}
    assert not paper.lacks(" ".join(texts)), name
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        value = cell.value
        if isinstance(value, float) and cell.number_format.endswith("0.00%") and value <= 1:
            assert f"{value:.2%}".replace(".", ",") in paper.text, (name, cell.coordinate)


def _no_row_is_lower_than_its_texts(folder: Path, tmp_path: Path, most: float) -> None:
    """Each text is put alone into a row of a fresh sheet, in a column as wide as its cell, and the height that
    LibreOffice gives it is compared with the report's: never more, and in all at most 8 % less (with forty units, whose
    rows list many short codes, 15 %)."""
    files = [tmp_path / f"cao-{name}.xlsx" for name in BOOKS]
    given = [_texts_alone(folder / f"{name}.xlsx", file) for name, file in zip(BOOKS, files, strict=True)]
    needed = taken = 0.0
    for fitted, heights in zip(libreoffice.fitted(files, tmp_path / "vua"), given, strict=True):
        rows = load_workbook(fitted).worksheets[0].row_dimensions
        assert len(heights) > 20
        needs: dict[tuple[str, str], float] = {}
        for row, (sheet, number, where, height) in enumerate(heights, start=1):
            need = rows[row].height or 0.0
            assert need <= max(height, LEAST_ROW) + 0.5, where
            needs[sheet, number] = max(need, needs.get((sheet, number), 0.0))
        tall = {(sheet, number): height for sheet, number, _, height in heights}
        # a row of one line is never lower than usual; cells of several rows are as high as those beside them
        several = [at for at, need in needs.items() if need > 20 and at[1].isdecimal()]
        needed, taken = needed + sum(needs[at] for at in several), taken + sum(tall[at] for at in several)
    assert taken <= most * needed


def _texts_alone(file: Path, target: Path) -> list[tuple[str, str, str, float]]:
    """Write each text of a workbook alone into a row of `target`; returns its sheet and row ("4", or "4-5" where its
    cell is merged), where it came from, and its row's height."""
    book = load_workbook(file)
    sheets, alone = list(book.worksheets), book.create_sheet("thử")
    columns: dict[float, int] = {}
    given: list[tuple[str, str, str, float]] = []
    for sheet in sheets:
        areas = {str(area).partition(":")[0]: area for area in sheet.merged_cells.ranges}
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            text = cell.value
            hidden = sheet.column_dimensions[get_column_letter(cell.column or 1)].hidden
            if not isinstance(text, str) or text.startswith("=") or set(text) == {"_"} or hidden:
                continue
            left, top, right, bottom = range_boundaries(str(areas.get(cell.coordinate, cell.coordinate)))
            assert left and top and right and bottom
            rows = range(top, bottom + 1)
            letters = [get_column_letter(at) for at in range(left, right + 1)]
            width = round(sum(sheet.column_dimensions[letter].width for letter in letters), 3)
            usual = sheet.sheet_format.defaultRowHeight
            height = sum(sheet.row_dimensions[row].height or usual for row in rows)
            span = str(top) if top == bottom else f"{top}-{bottom}"
            given.append((sheet.title, span, f"{file.name}, {sheet.title}!{cell.coordinate}", height))
            made = alone.cell(len(given), columns.setdefault(width, len(columns) + 1), text)
            made.font = Font(name=cell.font.name, size=cell.font.size, bold=cell.font.bold, italic=cell.font.italic)
            indent = cell.alignment.indent
            made.alignment = Alignment(wrap_text=True, horizontal="left" if indent else None, indent=indent)
    for width, column in columns.items():
        alone.column_dimensions[get_column_letter(column)].width = width
    for sheet in sheets:
        book.remove(sheet)
    book.save(target)
    return given


@pytest.mark.office
def test_what_a_first_quarter_has_not_is_not_printed_empty(example: Path) -> None:
    sheet = load_workbook(example / "tong-hop-ty-le.xlsx").worksheets[0]
    names = {row[1] for row in sheet.iter_rows(values_only=True)}
    assert {"Toàn cơ quan", "Tử số", "Mẫu số", "Yêu cầu", "Đánh giá"} <= names
    assert not names & {"Kỳ trước", "Lũy kế từ đầu năm", "Thay đổi (điểm)"}
    # of one period there is no course, and its points stand in their own table
    assert load_workbook(example / "xu-huong-nam.xlsx").sheetnames == ["Xu hướng"]


@pytest.mark.office
def test_each_ratio_stands_beside_its_definition(example: Path, tmp_path: Path) -> None:
    _, outcome = merge(ROOT, "--output", str(tmp_path))
    rows = list(load_workbook(example / "tong-hop-ty-le.xlsx")["Cách tính"].iter_rows(min_row=4, values_only=True))
    whole = [one for one in outcome["indicators"] if one["unit"] is None]
    words = {True: "Đạt", False: "Không đạt", None: ""}
    for one, row in zip(whole, (row for row in rows if str(row[0]).startswith("(")), strict=True):
        assert (row[3], row[4], row[5]) == (one["numerator"], one["denominator"], one["value"])
        assert "chia cho" in str(row[2])
        assert (row[7] or "") == words[one["passed"]]


@pytest.mark.office
def test_a_day_is_written_as_the_decree_says(example: Path) -> None:
    told = "Tân Giang, ngày 05 tháng 02 năm 2022"
    for name in (*BOOKS, WORD):
        assert squashed(told) in "".join(page.text for page in _pages(example, name)), name


def test_page_set_up_of_the_word_report() -> None:
    document = Document(str(ROOT / "templates" / "bao-cao" / f"{WORD}.docx"))
    (section,) = document.sections
    edges = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    edges += [section.left_margin, section.right_margin]
    assert [edge.mm for edge in edges if edge is not None] == pytest.approx([210, 297, 20, 20, 30, 15], abs=0.1)
    assert section.different_first_page_header_footer
    numbers = [paragraph._p.xpath(".//w:fldSimple/@w:instr") for paragraph in section.header.paragraphs]
    assert numbers == [["PAGE"]]
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert not any(paragraph._p.xpath(".//w:fldSimple") for paragraph in section.first_page_header.paragraphs)


def test_the_script_writes_the_shipped_workbooks(tmp_path: Path) -> None:
    make(tmp_path)
    made = sorted(tmp_path.iterdir())
    assert made
    assert [file.name for file in made if file.read_bytes() != (FOLDER / file.name).read_bytes()] == []
