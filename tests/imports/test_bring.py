"""`cchc bring`: exports of other systems, as departments get them, become figures of a blank form. Invented numbers."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.forms.layout import VALUE
from cchc_excel.imports.exports import find_figures
from cchc_excel.reading.document import read_export
from tests.catalogue.tables import SHEETS, catalogue_raw, periods, write_catalogue
from tests.cchc_runs import cchc
from tests.imports.documents import xlsx_bytes

HEADS = "nguồn | sheet | dòng tiêu đề | cột mã thủ tục | cột | mã số liệu | điều kiện"
SOURCES = (
    "Một cửa | | Mã TTHC | Mã TTHC | Tiếp nhận > Trực tuyến | nhan | Đơn vị={don_vi}",
    "Một cửa | | Mã TTHC | Mã TTHC | Đã giải quyết > Quá hạn | qua | Đơn vị={don_vi}",
    "Theo đơn vị | Tổng hợp | Tên đơn vị | | Tiếp nhận > Tổng | giao | Tên đơn vị={don_vi}",
    "E-Office | | | | Văn bản đi | viec",
)
DEPARTMENT = {
    **periods("2022-Q1 | Quý I | 1/1/2022 | 31/3/2022 | 5/4/2022"),
    "Đơn vị": "mã | tên | nhóm | email | tên gọi khác\nA | Phòng A | Các phòng | | Phòng Một\nB | Phòng B | Các phòng",
    "TTHC": f"{SHEETS['TTHC']}\n2.001617 | Cấp phép | Một | A\n2.001630 | Đổi phép | Một | A; B",
    "Số liệu": f"{SHEETS['Số liệu']}\nnhan | Nhận trực tuyến | hồ sơ | TTHC\nqua | Quá hạn | hồ sơ | TTHC",
}
ONE_DOOR = """<html><head><meta charset="utf-8"></head><body><table>
<tr><td colspan="6">TÌNH HÌNH GIẢI QUYẾT</td></tr>
<tr><th rowspan="2">Đơn vị</th><th rowspan="2">Mã TTHC</th><th colspan="2">Tiếp nhận</th>
<th colspan="2">Đã giải quyết</th></tr>
<tr><th>Tổng</th><th>Trực tuyến</th><th>Trong hạn</th><th>Quá hạn</th></tr>
<tr><td>(1)</td><td>(2)</td><td>(3)</td><td>(4)</td><td>(5)</td><td>(6)</td></tr>
<tr><td rowspan="3">Phòng Một</td><td>2.001617.000.00.00.H50</td><td>9</td><td>Số lượng: 7 Tỷ lệ: 78%</td><td>5</td>
<td>1 (20%)</td></tr>
<tr><td>2001630</td><td>4</td><td>3</td><td>4</td><td></td></tr>
<tr><td>2001617</td><td>1</td><td>2</td><td>0</td><td>0</td></tr>
<tr><td>Phòng B</td><td>2.001617</td><td>50</td><td>50</td><td>50</td><td>50</td></tr>
<tr><td></td><td>Tổng cộng</td><td>64</td><td>62</td><td>59</td><td>51</td></tr></table></body></html>"""
"""Headings of two rows, cells merged down, codes of three spellings, a total without a code."""
BY_UNIT = {
    "Tổng hợp": "STT | Tên đơn vị | Tiếp nhận | | Đang giải quyết\n | | Tổng | Trực tuyến | Tổng\n"
    "1 | Phòng A | 30 | 12 | 4\n2 | Phòng B | 20 | 5 | 1\n | Tổng cộng | 50 | 17 | 5"
}
OFFICE = {"Thống kê": "Thống kê văn bản\nVăn bản đến | 120\nVăn bản đi: | 45 (90%)"}


def export(path: Path, sheets: dict[str, str]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, text in sheets.items():
        page = book.create_sheet(name)
        for line in text.split("\n"):
            cells = [cell.strip() for cell in line.split("|")]
            page.append([int(cell) if cell.isdecimal() else cell or None for cell in cells])
    book.save(path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    assert cchc(tmp_path, "init").exit_code == 0
    sheets = DEPARTMENT | {"Nguồn nhập": "\n".join([HEADS, *SOURCES])}
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", sheets)
    (tmp_path / "mot-cua.xls").write_text(ONE_DOOR, encoding="utf-8")
    export(tmp_path / "don-vi.xlsx", BY_UNIT)
    export(tmp_path / "e-office.xlsx", OFFICE)
    return tmp_path


def bring(root: Path, *files: str, unit: str = "A") -> Any:
    return cchc(root, "bring", *(str(root / file) for file in files), "--unit", unit, "--period", "2022-Q1")


def filled(root: Path, unit: str = "A") -> dict[tuple[str, str], tuple[object, str]]:
    """(code of the row, code of the column) -> value and comment, of every cell with a comment."""
    book = load_workbook(root / "output" / "2022-Q1" / "bieu-mau" / f"{unit}.xlsx")
    found: dict[tuple[str, str], tuple[object, str]] = {}
    for page in (book["Số liệu"], book["TTHC"]):
        anchor = next(row for row in range(1, 40) if page.cell(row, 1).value == "#ma")
        codes = {cell.column: str(cell.value) for cell in page[anchor]}
        for row in page.iter_rows(min_row=anchor + 1):
            for cell in row:
                if cell.comment:
                    found[str(row[0].value), codes[cell.column]] = (cell.value, cell.comment.text)
    return found


def test_exports_fill_the_form_and_every_cell_says_where_it_is_from(root: Path) -> None:
    told = bring(root, "mot-cua.xls", "don-vi.xlsx", "e-office.xlsx")
    assert told.exit_code == 0, told.output
    # 2.001617 stands in two rows of A: 7 + 2 online, 1 + 0 late; the total and B's rows are nobody's; a blank is none
    assert filled(root) == {
        ("viec", VALUE): (45, "Lấy từ e-office.xlsx, sheet Thống kê, ô B3 (E-Office: Văn bản đi)"),
        ("giao", VALUE): (30, "Lấy từ don-vi.xlsx, sheet Tổng hợp, ô C3 (Theo đơn vị: Tiếp nhận > Tổng)"),
        ("2.001617", "nhan"): (
            9,
            "Lấy từ mot-cua.xls, sheet Bảng 1, tổng các ô D5, D7 (Một cửa: Tiếp nhận > Trực tuyến)",
        ),
        ("2.001617", "qua"): (
            1,
            "Lấy từ mot-cua.xls, sheet Bảng 1, tổng các ô F5, F7 (Một cửa: Đã giải quyết > Quá hạn)",
        ),
        ("2.001630", "nhan"): (3, "Lấy từ mot-cua.xls, sheet Bảng 1, ô D6 (Một cửa: Tiếp nhận > Trực tuyến)"),
    }
    assert list((root / "input").rglob("*.xlsx")) == []  # nothing is sent but by a person


def test_a_heading_that_is_not_merged_stands_over_blank_cells_too(root: Path) -> None:
    """Trực tuyến of Phòng A, in the column beside "Tiếp nhận"."""
    row = SOURCES[2].replace("Tiếp nhận > Tổng", "Tiếp nhận > Trực tuyến")
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": f"{HEADS}\n{row}"})
    assert bring(root, "don-vi.xlsx").exit_code == 0
    assert filled(root)["giao", VALUE][0] == 12


def test_a_form_that_somebody_filled_in_is_kept(root: Path) -> None:
    assert bring(root, "e-office.xlsx").exit_code == 0
    assert "cu/" not in bring(root, "e-office.xlsx").stderr  # what was brought again is the same
    form = root / "output" / "2022-Q1" / "bieu-mau" / "A.xlsx"
    book = load_workbook(form)
    page = book["Số liệu"]
    (spot,) = [cell for cells in page.iter_rows() for cell in cells if cell.comment]
    spot.value = 46
    book.save(form)
    assert bring(root, "e-office.xlsx").exit_code == 0
    assert len(list((root / "output" / "2022-Q1" / "cu").rglob("A*.xlsx"))) == 1


def test_a_procedure_that_is_not_the_unit_s_takes_a_spare_row(root: Path) -> None:
    """B has no procedure 2.001617, and the export says that it has 50 of it: its code stands in the first spare row, as
    if chosen from the list; the code counts where the form is read again, with a warning."""
    told = bring(root, "mot-cua.xls", "e-office.xlsx", unit="B")
    assert told.exit_code == 0, told.output
    assert "thủ tục 2.001617 không có trong danh sách của đơn vị, đã ghi vào một dòng trống" in told.stderr
    form = root / "output" / "2022-Q1" / "bieu-mau" / "B.xlsx"
    page = load_workbook(form, data_only=True)["TTHC"]
    anchor = next(row for row in range(1, 40) if page.cell(row, 1).value == "#ma")
    at = {str(cell.value): at for at, cell in enumerate(page[anchor])}
    own, spare, blank = (page[row] for row in range(anchor + 1, anchor + 4))
    assert own[at["ma_hien"]].value == "2.001630"
    assert [spare[at[code]].value for code in ("ma_hien", "ten", "nhan", "qua")] == ["2.001617", "Cấp phép", 50, 50]
    assert "mot-cua.xls, sheet Bảng 1, ô D8" in str(spare[at["nhan"]].comment)
    assert blank[at["ma_hien"]].value in (None, "")
    assert (
        "thủ tục 2.001617 không thuộc đơn vị này theo danh mục, tính cho đơn vị"
        in cchc(root, "check", str(form)).stderr
    )


def test_of_more_procedures_than_spare_rows_the_rest_is_named(root: Path) -> None:
    """Twelve others, ten rows; and a code that no catalogue knows."""
    others = [f"1.{number:06}" for number in range(12)]
    listed = "".join(f"\n{code} | Việc {code} | Một | A" for code in others)
    sheets = DEPARTMENT | {"Nguồn nhập": "\n".join([HEADS, SOURCES[0]]), "TTHC": DEPARTMENT["TTHC"] + listed}
    write_catalogue(root / "templates" / "danh-muc.xlsx", sheets)
    rows = "\n".join(f"Phòng B | {code} | 1 | 1" for code in [*others, "9.999999"])
    export(root / "x.xlsx", {"1": f"Đơn vị | Mã TTHC | Tiếp nhận | \n | | Tổng | Trực tuyến\n{rows}"})
    told = bring(root, "x.xlsx", unit="B")
    assert told.exit_code == 0, told.output
    for code in (*others[10:], "9.999999"):
        assert f"không có ô cho Nhận trực tuyến {code}" in told.stderr
    page = load_workbook(root / "output" / "2022-Q1" / "bieu-mau" / "B.xlsx")["TTHC"]
    shown = {cell.value for row in page.iter_rows() for cell in row}
    assert set(others[:10]) <= shown
    assert not shown & {*others[10:], "9.999999"}


def test_of_a_list_that_names_no_unit_only_the_unit_s_own_procedures_are_taken(root: Path) -> None:
    """Whose dossiers of 2.001617 they are, the file does not say."""
    row = SOURCES[0].replace("Đơn vị={don_vi}", "")
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": f"{HEADS}\n{row}"})
    export(root / "x.xlsx", {"1": "Mã TTHC | Tiếp nhận | \n | Tổng | Trực tuyến\n2.001617 | 9 | 7\n2.001630 | 4 | 3"})
    told = bring(root, "x.xlsx", unit="B")
    assert {key: value for key, (value, _) in filled(root, "B").items()} == {("2.001630", "nhan"): 3}
    assert "không có ô cho Nhận trực tuyến 2.001617" in told.stderr


II_06A = """Biểu số II.06a/VPCP/KSTT | TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC
STT | Đơn vị | Số lượng hồ sơ tiếp nhận | | | | Số lượng hồ sơ đã giải quyết | | | | Số lượng hồ sơ đang giải quyết | |
 | | Tổng số | Trong kỳ | | Từ kỳ trước | Tổng số | Trước hạn | Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn
 | | | Trực tuyến | Trực tiếp, dịch vụ bưu chính | | | | | | | |
(1) | (2) | (3)=(4)+(5)+(6) | (4) | (5) | (6) | (7)=(8)+(9)+(10) | (8) | (9) | (10) | (11)=(12)+(13) | (12) | (13)
1 | Phòng A | 33 | 12 | 18 | 3 | 29 | 20 | 8 | 1 | 4 | 3 | 1
2 | Phòng B | 21 | 9 | 10 | 2 | 20 | 12 | 6 | 2 | 1 | 1 | 0
 | Tổng số | 54 | 21 | 28 | 5 | 49 | 32 | 14 | 3 | 5 | 4 | 1"""
"""With column 2 "Đơn vị", as it is printed in the field: headings of three rows."""


def test_form_06a_by_unit(root: Path) -> None:
    rows = (
        "II.06a | | Đơn vị | | Số lượng hồ sơ tiếp nhận > Trong kỳ > Trực tuyến | viec | Đơn vị={don_vi}",
        "II.06a | | Đơn vị | | Số lượng hồ sơ đang giải quyết > Quá hạn | giao | Đơn vị={don_vi}",
    )
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": "\n".join([HEADS, *rows])})
    export(root / "06a.xlsx", {"II.06a": II_06A})
    told = bring(root, "06a.xlsx", unit="B")
    assert told.exit_code == 0, told.output
    found = filled(root, "B")
    assert found["viec", VALUE] == (
        9,
        "Lấy từ 06a.xlsx, sheet II.06a, ô D7 (II.06a: Số lượng hồ sơ tiếp nhận > Trong kỳ > Trực tuyến)",
    )
    assert found["giao", VALUE][0] == 0  # column 13 of B, not column 10 of the same heading


def test_form_07a_whose_first_column_is_empty(root: Path) -> None:
    """An .xls that is a page: the table stands a column further right than its headings are counted."""
    html = "<html><meta charset='utf-8'><table><tr><td></td><td>STT</td><td>Mã TTHC</td><td>Tên TTHC</td>"
    html += "<td>Tiếp nhận trực tuyến</td><td>Giải quyết quá hạn</td></tr>"
    for number, (code, online, late) in enumerate((("2.001617", 5, 0), ("2001630", 8, 2)), start=1):
        html += f"<tr><td></td><td>{number}</td><td>{code}</td><td>Tên</td><td>{online}</td><td>{late}</td></tr>"
    (root / "07a.xls").write_text(f"{html}</table></html>", encoding="utf-8")
    rows = [f"07a | | Mã TTHC | Mã TTHC | {name} | {code}" for name, code in
            (("Tiếp nhận trực tuyến", "nhan"), ("Giải quyết quá hạn", "qua"))]  # fmt: skip
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": "\n".join([HEADS, *rows])})
    told = bring(root, "07a.xls")
    assert told.exit_code == 0, told.output
    found = filled(root)
    assert {key: value for key, (value, _) in found.items()} == {
        ("2.001617", "nhan"): 5, ("2.001617", "qua"): 0, ("2.001630", "nhan"): 8, ("2.001630", "qua"): 2,
    }  # fmt: skip
    assert found["2.001630", "qua"][1] == "Lấy từ 07a.xls, sheet Bảng 1, ô F3 (07a: Giải quyết quá hạn)"


TASK_LIST = """DANH SÁCH NHIỆM VỤ ĐƯỢC GIAO
STT | Nhiệm vụ | Đơn vị chủ trì | Hạn | Trạng thái
1 | Báo cáo tuần | Phòng Một | 10/01/2022 | Hoàn thành
2 | Góp ý dự thảo | Phòng B | 12/01/2022 | Quá hạn
3 | Trả lời kiến nghị | Phòng Một | 20/01/2022 | Quá hạn
4 | Lập danh sách | A | 25/01/2022 | Đang thực hiện
 | Tổng số: 4 nhiệm vụ"""


def test_rows_of_a_task_system_s_list_are_counted(root: Path) -> None:
    """A, by any of its names, has rows 3, 5 and 6; one of them is late, none was given back."""
    rows = [
        "Giao việc | | Nhiệm vụ | | đếm dòng | giao | Đơn vị chủ trì={don_vi}",
        "Giao việc | | Nhiệm vụ | | đếm dòng | viec | Đơn vị chủ trì={don_vi}; Trạng thái=Quá hạn",
    ]
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": "\n".join([HEADS, *rows])})
    export(root / "viec.xlsx", {"DS": TASK_LIST})
    told = bring(root, "viec.xlsx")
    assert told.exit_code == 0, told.output
    given = "Lấy từ viec.xlsx, sheet DS, đếm 3 dòng, ô C3, C5, C6 (Giao việc: Đơn vị chủ trì = {don_vi})"
    late = "đếm 1 dòng, ô E5 (Giao việc: Đơn vị chủ trì = {don_vi}; Trạng thái = Quá hạn)"
    assert filled(root)["giao", VALUE] == (3, given)
    assert filled(root)["viec", VALUE] == (1, f"Lấy từ viec.xlsx, sheet DS, {late}")


@pytest.mark.parametrize(("unit", "expected"), [("A", 0), ("B", None)])
def test_no_row_is_0_only_of_a_unit_that_the_list_names(root: Path, unit: str, expected: int | None) -> None:
    row = "Giao việc | | Nhiệm vụ | | đếm dòng | viec | Đơn vị chủ trì={don_vi}; Trạng thái=Trả lại"
    rest = "Giao việc | | Nhiệm vụ | | đếm dòng | giao | Trạng thái=Quá hạn"
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": f"{HEADS}\n{row}\n{rest}"})
    export(root / "viec.xlsx", {"DS": TASK_LIST.replace("Phòng B", "Phòng khác")})
    assert bring(root, "viec.xlsx", unit=unit).exit_code == 0
    found = filled(root, unit)
    assert found["giao", VALUE][0] == 2
    assert found.get(("viec", VALUE), (None,))[0] == expected


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ((), "chưa có dòng nào ở sheet Nguồn nhập"),
        ((SOURCES[0].replace("Trực tuyến", "Qua mạng"),), "0 cột tên “Tiếp nhận > Qua mạng”"),
        ((SOURCES[2].replace("Tiếp nhận > Tổng", "Tổng"),), "2 cột tên “Tổng”"),
        ((SOURCES[2].replace("Tên đơn vị={don_vi}", ""),), "2 dòng đều có thể là của đơn vị"),
        (("Khác | | Cột lạ | Mã | Nhận | nhan",), "không nguồn nào"),
    ],
)
def test_what_is_not_certain_is_told_and_nothing_is_written(root: Path, sources: tuple[str, ...], told: str) -> None:
    sheet = {"Nguồn nhập": "\n".join([HEADS, *sources])}
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | sheet)
    outcome = bring(root, "don-vi.xlsx" if "Theo đơn vị" in "".join(sources) else "mot-cua.xls")
    assert outcome.exit_code == 2
    assert told in outcome.stderr
    assert not (root / "output" / "2022-Q1" / "bieu-mau").exists()


@pytest.mark.parametrize("cell", ["nhiều", "-3", "1,5"])
def test_a_number_that_is_none_is_told_with_its_cell(root: Path, cell: str) -> None:
    export(root / "e-office.xlsx", {"Thống kê": f"Văn bản đi | {cell}"})
    outcome = bring(root, "e-office.xlsx")
    assert outcome.exit_code == 2
    assert "e-office.xlsx › Thống kê!B1: " in outcome.stderr


def test_the_same_figure_of_two_files_is_taken_once(root: Path) -> None:
    export(root / "e-office-2.xlsx", {"Thống kê": "Văn bản đi | 99"})
    outcome = bring(root, "e-office.xlsx", "e-office-2.xlsx")
    assert outcome.exit_code == 0, outcome.output
    assert filled(root)["viec", VALUE][0] == 45
    assert "đã lấy từ e-office.xlsx, Thống kê, B3" in outcome.stderr


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("N | | Mã | | Nhận | nhan", "D2"),
        ("N | | | | Nhận | la", "F2"),
        ("N | | Mã | | Nhận | viec | Đơn vị", "G2"),
        ("N | | | | Nhận | viec | Đơn vị=A", "C2"),
        ("N | | Mã | | đếm dòng | viec", "G2"),
    ],
)
def test_a_row_of_the_sheet_that_cannot_be_is_told_with_its_cell(root: Path, row: str, cell: str) -> None:
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": f"{HEADS}\n{row}"})
    outcome = bring(root, "e-office.xlsx")
    assert outcome.exit_code == 2
    assert f"templates/danh-muc.xlsx › Nguồn nhập!{cell}: " in outcome.stderr


def test_a_unit_that_an_export_does_not_name_is_told_with_the_nearest_name(root: Path) -> None:
    """Beside a number that is found too; "1. PHÒNG B" is Phòng B."""
    export(
        root / "la.xlsx",
        {"Tổng hợp": BY_UNIT["Tổng hợp"].replace("Phòng A", "Phòng A1").replace("Phòng B", "1. PHÒNG B")},
    )
    result = bring(root, "la.xlsx", "e-office.xlsx")
    assert result.exit_code == 0
    assert "la.xlsx › Tổng hợp!B1: nguồn Theo đơn vị: cột này không có dòng nào của đơn vị" in result.stderr
    assert "“Phòng A1”" in result.stderr
    assert list(filled(root)) == [("viec", VALUE)]
    assert bring(root, "la.xlsx", unit="B").exit_code == 0
    assert filled(root, "B")["giao", VALUE][0] == 20


SUM_HEADS = "STT | Đơn vị | Lĩnh vực | Nhận | Xong"
SUM_SHAPES: tuple[tuple[str, str, int | None, str], ...] = (
    # name of the shape, rows, what is brought (the sum of the rows that are no sums), told at this cell
    ("Tổng đứng đầu", " | A | Tổng cộng | 33 | 30\n1 | A | Điện | 20 | 18\n2 | A | Gas | 13 | 12", 33, "C2"),
    ("Tổng đứng cuối", "1 | A | Điện | 20 | 18\n2 | A | Gas | 13 | 12\n | A | Cộng: | 33 | 30", 33, "C4"),
    ("Theo nhóm", "I | A | | 33 | 30\n1 | A | Điện | 20 | 18\n2 | A | Gas | 13 | 12\nII | B | | 5 | 5\n"
     "1 | B | Điện | 5 | 5\n | Toàn sở | | 38 | 35", 33, "B2"),
    ("Gộp ô", "I | A | < | 33 | 30\n1 | A | Điện | 20 | 18\n2 | ^ | Gas | 13 | 12\nCộng | ^ | | 33 | 30", 33, "B2"),
    ("Chữ ở cột khác", "Tổng | A | x | 33 | 30\n | A | y | 33 | 30", 33, "A2"),
    ("Nhóm La Mã", "I | A | Công thương | 20 | 9\n1 | A | Điện | 12 | 5\n2 | A | Gas | 8 | 4\n"
     "II | A | Thương mại | 7 | 7\n1 | A | Rượu | 7 | 7", 27, "B2"),
    ("Đánh số 1.1", "1 | A | Công thương | 20 | 9\n1.1 | A | Điện | 12 | 5\n1.2 | A | Gas | 8 | 4", 20, "B2"),
    ("Hai tầng", "1 | A | Điện | 20 | 18\n2 | A | Gas | 13 | 12\n | A | Cộng I | 33 | 30\n"
     "3 | A | Rượu | 7 | 1\n | A | Cộng II | 7 | 1\n | A | Tổng cộng (I+II) | 40 | 31", 40, "C4"),
    ("Trong đó", "1 | A | Điện | 20 | 18\n | A | Trong đó: trực tuyến | 15 | 10", 20, "C3"),
    ("Bình quân", "1 | A | Điện | 20 | 18\n2 | A | Gas | 10 | 12\n | A | Bình quân | 15 | 15", 30, "C4"),
    ("Một dòng", " | A | Tổng số | 33 | 30\n | B | Tổng số | 5 | 5", 33, ""),
    ("Đánh số liền", "1 | A | Điện | 2 | 2\n2 | A | Gas | 1 | 1\n3 | A | Rượu | 1 | 1", 4, ""),
    ("Chỉ số nói", " | A | Công thương | 20 | 9\n | A | Điện | 12 | 5\n | A | Gas | 8 | 4", None, "D2"),
    ("Không khớp", " | A | Tổng cộng | 99 | 30\n1 | A | Điện | 20 | 18\n2 | A | Gas | 13 | 12", None, "D2"),
    ("Hai lần", " | A | Điện | 7 | 7\n | A | Điện | 7 | 7", None, "D2"),
    ("Tên một lần", "1 | A | Điện | 20 | 18\n | | Gas | 13 | 12\n2 | B | Điện | 5 | 5", None, "D2"),
    ("Cộng rồi để trống", "1 | A | | 33 | 30\n | | Điện | 20 | 18\n | | Gas | 13 | 12", 33, ""),
)  # fmt: skip


def test_a_sum_row_is_never_added_to_its_parts(root: Path) -> None:
    """Nhận of Phòng A in every shape, a sheet each; what is left out, or not brought, is told with its cells."""
    codes = [f"s{number}" for number in range(len(SUM_SHAPES))]
    sources = [f"{name} | {name} | STT | | Nhận | {code} | Đơn vị={{don_vi}}"
               for code, (name, *_) in zip(codes, SUM_SHAPES, strict=True)]  # fmt: skip
    figures = "".join(f"\n{code} | Số {code} | hồ sơ | đơn vị" for code in codes)
    sheets = {"Nguồn nhập": "\n".join([HEADS, *sources]), "Số liệu": SHEETS["Số liệu"] + figures}
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | sheets)
    tables = [f"{SUM_HEADS}\n{rows}" for _, rows, _, _ in SUM_SHAPES]
    book = load_workbook(BytesIO(xlsx_bytes(*tables)))
    for page, (name, *_) in zip(book.worksheets, SUM_SHAPES, strict=True):
        page.title = name
    book.save(root / "x.xlsx")
    told = bring(root, "x.xlsx")
    assert told.exit_code == 0, told.output
    found = {code: value for (code, _), (value, _) in filled(root).items()}
    assert found == {code: value for code, (_, _, value, _) in zip(codes, SUM_SHAPES, strict=True) if value is not None}
    assert "chỉ cộng các dòng khác, hoặc là đề mục, không tính vào số liệu" in told.stderr
    catalogue = read_catalogue(catalogue_raw(DEPARTMENT | sheets), "danh-muc.xlsx")[0]
    raw, _ = read_export("x.xlsx", (root / "x.xlsx").read_bytes())
    assert catalogue is not None
    assert raw is not None
    _, problems = find_figures(raw, "x.xlsx", catalogue.sources, catalogue.figures, ["A"])
    cells = {str(problem.sheet): (problem.cell, "chưa lấy" in problem.message) for problem in reversed(problems)}
    assert cells == {name: (cell, value is None) for name, _, value, cell in SUM_SHAPES if cell}


CODED = """STT | Đơn vị | Mã TTHC | Tiếp nhận | | Trạng thái
 | | | Tổng | Trực tuyến |
 | Toàn sở | | 16 | 9 |
I | Phòng A | | 10 | 5 |
1 | Phòng A | 2.001617 | 7 | 3 | Quá hạn
2 | Phòng A | 2.001630 | 3 | 2 |
 | Toàn sở | 2.001617 | 13 | 7 |
1 | Phòng B | 2.001617 | 6 | 4 | Quá hạn
 | Cộng | Phòng A | 10 | 5 | Quá hạn"""
"""A sum above the first code, one of a unit, one of a procedure over the units (7 + 6), one in the codes' column."""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Tiếp nhận > Trực tuyến | nhan | Đơn vị={don_vi}", {"2.001617": 3, "2.001630": 2}),
        ("Tiếp nhận > Trực tuyến | nhan | ", {"2.001617": 7, "2.001630": 2}),  # 3 + 4
        ("Tiếp nhận > Tổng | nhan | Đơn vị=Toàn sở", {"2.001617": 13}),
    ],
)
def test_sums_of_a_list_of_procedures(root: Path, row: str, expected: dict[str, int]) -> None:
    source = f"MC | | Mã TTHC | Mã TTHC | {row}"
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": f"{HEADS}\n{source}"})
    export(root / "x.xlsx", {"1": CODED})
    told = bring(root, "x.xlsx")
    assert told.exit_code == 0, told.output
    assert {code: value for (code, _), (value, _) in filled(root).items()} == expected
    assert ("chỉ cộng các dòng khác" in told.stderr) is row.endswith("| ")


def test_sums_and_titles_of_a_list_are_not_counted(root: Path) -> None:
    """Of A's five rows two are tasks: one only names the unit, one sums up, one is a title over the whole width."""
    row = "Giao việc | | Nhiệm vụ | | đếm dòng | giao | Đơn vị={don_vi}"
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | {"Nguồn nhập": f"{HEADS}\n{row}"})
    rows = "I | A | |\n1 | A | Tổng hợp báo cáo | Xong\n2 | A | Toàn sở ra quân | Quá hạn\n | A | Tổng: 2 việc |"
    export(root / "x.xlsx", {"1": f"STT | Đơn vị | Nhiệm vụ | Trạng thái\n{rows}\n | B | Góp ý | Xong"})
    told = bring(root, "x.xlsx")
    assert told.exit_code == 0, told.output
    assert filled(root)["giao", VALUE][0] == 2
    for cell in ("B2", "C5"):
        assert f"x.xlsx › 1!{cell}: nguồn Giao việc: dòng" in told.stderr
    assert told.stderr.count("Cảnh báo") == 2


@pytest.mark.parametrize(("unit", "told"), [("A", {"2.001617": 7, "2.001630": 3}), ("C", {})])
def test_units_may_be_named_in_rows_above_their_procedures(root: Path, unit: str, told: dict[str, int]) -> None:
    """Without a column of units: 2.001630 is 3 of A and 50 of B, no 53; the table names no Phòng C."""
    units = f"{DEPARTMENT['Đơn vị']}\nC | Phòng C | Các phòng"
    procedures = f"{DEPARTMENT['TTHC'].replace('| A; B', '| A; B; C')}"
    source = "\n".join([HEADS, "Nhóm | | Mã TTHC | Mã TTHC | Tiếp nhận | nhan"])
    changed = {"Đơn vị": units, "TTHC": procedures, "Nguồn nhập": source}
    write_catalogue(root / "templates" / "danh-muc.xlsx", DEPARTMENT | changed)
    lines = ("I. Phòng Một | | 10", "1 | 2.001617 | 7", "2 | 2.001630 | 3", "Phòng B", "1 | 2.001630 | 50")
    table = "\n".join(["STT | Mã TTHC | Tiếp nhận", *lines])
    export(root / "nhom.xlsx", {"BC": table})
    result = bring(root, "nhom.xlsx", unit=unit)
    assert result.exit_code == (0 if told else 2), result.output
    assert ("không có dòng nào của đơn vị" in result.output) is not bool(told)
    if told:
        assert {key: value for (key, _), (value, _) in filled(root).items()} == told
