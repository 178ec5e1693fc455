"""`cchc plan import`: signed plans of many shapes become sheet Kế hoạch; every line is placed or named."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from openpyxl import load_workbook

from tests.catalogue.tables import periods, write_catalogue
from tests.cchc_runs import ROOT, cchc
from tests.imports.documents import docx_bytes, text_bytes, write, xlsx_bytes

APPENDIX = (ROOT / "tests" / "data" / "phu-luc-19-KH-SCT.txt").read_text("utf-8")
UNITS = (
    "mã | tên | nhóm | email | tên gọi khác\nVP | Văn phòng | Các phòng\nKT | Phòng Kinh tế | Các phòng\n"
    "TT | Trung tâm Phục vụ hành chính công | |"
)
PLAN_ONLY = {
    "Đơn vị": UNITS,
    "Kế hoạch": "khoá | mã | nội dung | cấp | đơn vị chủ trì | sản phẩm | thời gian | nhóm giao | kỳ đến hạn | "
    "chỉ tiêu | ghi chú",
    "Số liệu": "mã | tên | đơn vị tính | bảng | ai điền | chỉ khi | cộng dồn | nối từ | công thức | chú giải",
    "Chỉ tiêu": "mã | tên | mục | tử số | mẫu số | đơn vị | khi 0/0 | yêu cầu | điều kiện thêm | số lẻ | định nghĩa",
    **periods(
        "2026-Q1 | Quý I | 1/1/2026 | 31/3/2026 | 5/4/2026", "2026-Q2 | Quý II | 1/4/2026 | 30/6/2026 | 5/7/2026"
    ),
}  # fmt: skip
"""A catalogue of three units without figures, whose plan is still empty."""
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one point."""
HEAD = "STT | Nội dung | Đơn vị chủ trì | Sản phẩm | Thời gian"


def start(root: Path) -> Path:
    write_catalogue(root / "templates" / "danh-muc.xlsx", PLAN_ONLY)
    return root


def run(root: Path, name: str, data: bytes, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of an import; lines read are those placed and those named."""
    result = cchc(root, "plan", "import", str(write(root, name, data)), "--json", *options)
    told: dict[str, Any] = json.loads(result.stdout)
    assert list(told) == ["read", "placed", "named", "problems"]
    assert told["read"] == told["placed"] + len(told["named"])
    return result.exit_code, told


def sheet(root: Path) -> list[dict[str, str]]:
    """The rows of sheet Kế hoạch that is in the working folder now, blank cells left out."""
    page = load_workbook(root / "templates" / "danh-muc.xlsx")["Kế hoạch"]
    titles = [str(cell.value) for cell in page[1]]
    rows = [dict(zip(titles, row, strict=True)) for row in page.iter_rows(min_row=2, values_only=True)]
    return [
        {title: str(value) for title, value in row.items() if value is not None} for row in rows if any(row.values())
    ]


def imported(root: Path, table: str, make: Any = docx_bytes) -> list[dict[str, str]]:
    """The rows that a table becomes, whatever is to be looked at in it."""
    names = {docx_bytes: "ke-hoach.docx", xlsx_bytes: "ke-hoach.xlsx", text_bytes: "ke-hoach.txt"}
    code, told = run(start(root), names[make], make(table), "--accept")
    assert code == 0, told
    assert told["named"] == []
    return sheet(root)


def column(rows: list[dict[str, str]], heading: str) -> list[str]:
    return [row.get(heading, "") for row in rows]


def asked_lines(root: Path, name: str) -> list[str]:
    """What an import says that the plan asks, a line a task."""
    result = cchc(root, "plan", "import", str(root / name), "--check")
    said = result.stdout.partition("hỏi:")[2].partition("\n\n")[0]
    return [line.strip() for line in said.splitlines() if line.strip()]


def typed(text: str) -> str:
    """The appendix as a table of the tests: without the title, cells in "|", italics in stars."""
    lines = [line for line in text.splitlines() if "\t" in line]
    return "\n".join(
        line.replace("|", "/").replace("\t", " | ").replace("<i>", "*").replace("</i>", "*") for line in lines
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("phu-luc.txt", APPENDIX.encode()),
        ("phu-luc.tsv", APPENDIX.encode("utf-16")),
        ("phu-luc.docx", docx_bytes(typed(APPENDIX))),
        ("phu-luc.xlsx", xlsx_bytes(typed(APPENDIX))),
    ],
    ids=["txt", "tsv", "docx", "xlsx"],
)
def test_the_appendix_of_2022_gives_the_shipped_sheet(tmp_path: Path, name: str, data: bytes) -> None:
    code, told = run(tmp_path, name, data)
    assert (code, told["problems"], told["named"]) == (0, [], [])
    assert told["read"] == 54  # the lines of scripts/danh-muc/ke-hoach.tsv but its headings
    shipped = load_workbook(ROOT / "templates" / "danh-muc.xlsx")["Kế hoạch"]
    made = load_workbook(tmp_path / "templates" / "danh-muc.xlsx")["Kế hoạch"]
    assert list(made.iter_rows(values_only=True)) == list(shipped.iter_rows(values_only=True))


COMMUNE = """TT | Nội dung nhiệm vụ | Cơ quan thực hiện | < | Sản phẩm | Thời gian hoàn thành | Ghi chú
^ | ^ | Chủ trì | Phối hợp | ^ | ^ | ^
(1) | (2) | (3) | (4) | (5) | (6) | (7)
I | CẢI CÁCH THỂ CHẾ | < | < | < | < | <
1 | Rà soát văn bản | Văn phòng | Phòng Kinh tế | Báo cáo | Quý I, II, III, IV | trọng tâm
2 | Kiểm tra văn bản | ^ | ^ | ^ | Trước 15/11 |
a) | Tự kiểm tra | Phòng Kinh tế | | Báo cáo | 6 tháng, năm |
đ) | Kiểm tra theo chuyên đề | ^ | | ^ | Từ Quý II |
II. CẢI CÁCH THỦ TỤC | < | < | < | < | < | <
1 | Công khai thủ tục | Các phòng | | | Thường xuyên |
TT | Nội dung nhiệm vụ | Cơ quan thực hiện | < | Sản phẩm | Thời gian hoàn thành | Ghi chú
^ | ^ | Chủ trì | Phối hợp | ^ | ^ | ^
2 | Số hoá hồ sơ | Trung tâm Phục vụ hành chính công | Văn phòng | Báo cáo | Hằng tháng |"""


@pytest.mark.parametrize("make", [docx_bytes, xlsx_bytes])
def test_a_commune_with_merged_cells_two_rows_of_headings_and_letters(tmp_path: Path, make: Any) -> None:
    rows = imported(tmp_path, COMMUNE, make)
    assert column(rows, "khoá") == ["I", "I.1", "I.2", "I.2.a", "I.2.đ", "II", "II.1", "II.2"]
    assert column(rows, "mã") == ["I", "1", "2", "a)", "đ)", "II", "1", "2"]
    assert column(rows, "đơn vị chủ trì") == [
        *("", "Văn phòng", "Văn phòng", "Phòng Kinh tế", "Phòng Kinh tế", "", "Các phòng"),
        "Trung tâm Phục vụ hành chính công",
    ]
    assert column(rows, "đơn vị phối hợp") == ["", "Phòng Kinh tế", "Phòng Kinh tế", "", "", "", "", "Văn phòng"]
    assert column(rows, "sản phẩm") == ["", "Báo cáo", "Báo cáo", "Báo cáo", "Báo cáo", "", "", "Báo cáo"]
    assert column(rows, "ghi chú kế hoạch")[1] == "trọng tâm"


def test_columns_in_any_order_and_case(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "TIẾN ĐỘ | NHIỆM VỤ | KẾT QUẢ | CƠ QUAN, ĐƠN VỊ CHỦ TRÌ | Stt\nQuý I | Việc | Báo cáo | Văn phòng | 1.",
    )
    assert rows == [
        {
            "khoá": "1", "mã": "1.", "nội dung": "Việc", "cấp": "mục", "đơn vị chủ trì": "Văn phòng",
            "sản phẩm": "Báo cáo", "thời gian": "Quý I",
        }
    ]  # fmt: skip


def test_parts_and_lettered_sections_over_the_whole_table(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian\n"
        "PHẦN THỨ NHẤT: NHIỆM VỤ CHUNG | < | < | <\nI | Tuyên truyền | |\n1 | Việc một | Văn phòng | Tháng 3\n"
        "PHẦN THỨ HAI: NHIỆM VỤ RIÊNG | < | < | <\nI | Tuyên truyền | |\n1 | Việc hai | Văn phòng | Tháng 6",
    )
    assert column(rows, "khoá") == ["P1", "P1.I", "P1.I.1", "P2", "P2.I", "P2.I.1"]
    assert column(rows, "nội dung")[0] == "NHIỆM VỤ CHUNG"


@pytest.mark.parametrize("make", [docx_bytes, xlsx_bytes, text_bytes])
def test_a_province_with_titles_above_the_headings(tmp_path: Path, make: Any) -> None:
    rows = imported(
        tmp_path,
        "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026 | < | < | < | <\n"
        "STT | NHIỆM VỤ, GIẢI PHÁP | CƠ QUAN CHỦ TRÌ | CƠ QUAN PHỐI HỢP | THỜI GIAN THỰC HIỆN\n"
        "A. NHIỆM VỤ CHUNG | < | < | < | <\nI. Chỉ đạo điều hành | < | < | < | <\n"
        "1. | Ban hành kế hoạch | Văn phòng; Phòng Kinh tế | Các sở, ban, ngành | Quý I/2026\n"
        "B. NHIỆM VỤ RIÊNG | < | < | < | <\n1. | Việc | Các phòng | | Tháng 6",
        make,
    )
    assert column(rows, "khoá") == ["A", "A.I", "A.I.1", "B", "B.1"]
    assert column(rows, "mã") == ["A", "I", "1.", "B", "1."]


def test_quarters_that_are_marked_in_columns_of_their_own(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "STT | Công việc | Bộ phận thực hiện | Người phụ trách | Thời gian thực hiện | < | < | < | Kết quả\n"
        "^ | ^ | ^ | ^ | Quý I | Quý II | Quý III | Quý IV | ^\n"
        "1 | Việc một | Văn phòng | Đ/c An | x | | x | | Báo cáo\n"
        "2 | Việc hai | Văn phòng | Đ/c Bình | | thử | - | X | Báo cáo",
    )
    assert column(rows, "thời gian") == ["Quý I, Quý III", "Quý II, Quý IV"]
    assert column(rows, "người phụ trách") == ["Đ/c An", "Đ/c Bình"]
    assert "Quý II: thử" in rows[1]["ghi chú kế hoạch"]


def test_quarters_and_months_named_by_the_heading_above_them(tmp_path: Path) -> None:
    """Under headings that are merged over two rows the second row is one of headings, whatever it says."""
    rows = imported(
        tmp_path,
        "STT | Tên nhiệm vụ | Cơ quan chủ trì | Cấp trình | < | Tiến độ (quý) | < | < | < | Tháng | <\n"
        "^ | ^ | ^ | UBND tỉnh | HĐND tỉnh | I | II | III | IV | 6 | 12\n"
        "1 | Việc một | Văn phòng | x | | x | | x | | |\n"
        "2 | Việc hai | Văn phòng | | x | | | | | | x",
        xlsx_bytes,
    )
    assert column(rows, "nội dung") == ["Việc một", "Việc hai"]
    assert column(rows, "thời gian") == ["Quý I, Quý III", "Tháng 12"]
    assert column(rows, "ghi chú kế hoạch") == ["Cấp trình UBND tỉnh: x", "Cấp trình HĐND tỉnh: x"]


def test_a_section_whose_title_stands_in_another_column_of_texts(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "STT | Nhiệm vụ | Hoạt động | Đơn vị chủ trì | Thời gian\nI | Thể chế | | |\n"
        "1 | Hoàn thiện | Xây dựng | Văn phòng | Tháng 1\n | | Theo dõi | Văn phòng | Tháng 2\n"
        " | | Sơ kết | Văn phòng | Tháng 6\n | | Tổng kết | Văn phòng | Tháng 12\n"
        "II | Thủ tục | | |\n1 | Kiểm soát | Rà soát | Văn phòng | Tháng 3",
    )
    assert column(rows, "khoá") == ["I", "I.1", "I.1/1", "I.1/2", "I.1/3", "II", "II.1"]
    assert column(rows, "nội dung") == ["Thể chế", "Xây dựng", "Theo dõi", "Sơ kết", "Tổng kết", "Thủ tục", "Rà soát"]
    assert column(rows, "ghi chú kế hoạch") == ["", "Nhiệm vụ: Hoàn thiện", *[""] * 4, "Nhiệm vụ: Kiểm soát"]


def test_a_ministry_with_codes_of_its_own_and_a_begin_and_an_end(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "TT | Tên nhiệm vụ | Nhiệm vụ theo Kế hoạch số 01 | Đơn vị chủ trì | Lãnh đạo phụ trách | Thời gian bắt đầu | "
        "Thời gian kết thúc\n"
        "KH20_TT_N02.2.1 | Xây dựng đề án | Mục 2.1 | Văn phòng | Thứ trưởng A | 1/2026 | 6/2026\n"
        "KH20_TT_N02.2.2 | Tổ chức hội nghị | | ^ | ^ | | 30/9/2026",
    )
    assert column(rows, "mã") == ["KH20_TT_N02.2.1", "KH20_TT_N02.2.2"]
    assert column(rows, "thời gian") == ["Từ 1/2026 đến 6/2026", "30/9/2026"]
    assert rows[0]["ghi chú kế hoạch"] == "Nhiệm vụ theo Kế hoạch số 01: Mục 2.1"


def test_a_table_without_a_column_of_codes_has_them_in_the_text(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "Nội dung công việc | Đơn vị thực hiện | Thời gian\n"
        "1. Xây dựng | Văn phòng | Tháng 1\n2. Báo cáo | Văn phòng |",
    )
    assert [(row["mã"], row["nội dung"]) for row in rows] == [("1", "Xây dựng"), ("2", "Báo cáo")]


def test_a_scoring_table_is_placed_and_asks_nobody(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "STT | Lĩnh vực/Tiêu chí/Tiêu chí thành phần | Điểm tối đa | Ghi chú\n1 | CÔNG TÁC CHỈ ĐẠO | 10 |\n"
        "1.1 | Ban hành kế hoạch | 2 | xem 1\n | *Trước 31/12: 2* | |\n1.2 | Kiểm tra | 3 |",
    )
    assert column(rows, "cấp") == ["mục", "mục", "ý", "mục"]
    assert column(rows, "ghi chú kế hoạch") == ["Điểm tối đa: 10", "xem 1; Điểm tối đa: 2", "", "Điểm tối đa: 3"]
    assert column(rows, "đơn vị chủ trì") == [""] * 4


def test_a_table_cut_by_a_page_end_goes_on_and_other_tables_are_left_out(tmp_path: Path) -> None:
    data = docx_bytes(
        "UBND XÃ | CỘNG HOÀ\nSố: 1 | Độc lập",
        f"{HEAD}\n1 | Việc một | Văn phòng | Báo cáo | Tháng 3",
        "2 | Việc hai | Văn phòng | Báo cáo | Tháng 6",
        "Nơi nhận | CHỦ TỊCH",
    )
    code, told = run(start(tmp_path), "ke-hoach.docx", data)
    assert (code, told["placed"], told["problems"]) == (0, 2, [])
    assert column(sheet(tmp_path), "khoá") == ["1", "2"]


def test_two_plans_in_a_file_are_read_in_turn_with_keys_of_their_own(tmp_path: Path) -> None:
    first = (
        f"{HEAD}\n1 | Việc | | |\n1.1 | Việc con | Văn phòng | Báo cáo | Tháng 3\n"
        "2 | Việc | Văn phòng | Báo cáo | Tháng 3"
    )
    code, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(first, first))
    assert (code, told["problems"]) == (0, [])
    assert column(sheet(tmp_path), "khoá") == ["1", "1.1", "2", "B2.1", "B2.1.1", "B2.2"]
    assert cchc(tmp_path, "catalogue", "check").exit_code == 0


def test_a_second_plan_stands_beside_the_sections_of_the_first(tmp_path: Path) -> None:
    """Whether it begins with a number, a section or a title; a lead is never taken over from the first."""
    first = f"{HEAD}\nI | PHẦN MỘT | | |\n1 | Việc | Văn phòng | Báo cáo | Tháng 3"
    second = f"{HEAD}\n1 | Việc hai | | Báo cáo | Tháng 3\n2 | Việc ba | Văn phòng | Báo cáo | Tháng 3"
    third = f"{HEAD}\nNHIỆM VỤ KHÁC | < | < | < | <\nI | PHẦN | | |\n1 | Việc | Văn phòng | Báo cáo | Tháng 3"
    code, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(first, second, third), "--accept")
    assert code == 0
    assert [(one["code"], one["sheet"], one["cell"]) for one in told["problems"]] == [
        ("nhap-khong-ai-chu-tri", "Bảng 2", "B2")
    ]
    assert column(sheet(tmp_path), "khoá") == [
        *("I", "I.1", "B2.1", "B2.2", "B3.M1", "B3.M1.I", "B3.M1.I.1"),
    ]
    result = cchc(tmp_path, "catalogue", "check")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_table_for_each_section_is_one_plan(tmp_path: Path) -> None:
    tables = [f"{HEAD}\n{code} | PHẦN | | |\n1 | Việc | Văn phòng | Báo cáo | Tháng 3" for code in ("I", "II")]
    code, told = run(start(tmp_path), "ke-hoach.xlsx", xlsx_bytes(*tables))
    assert (code, told["problems"]) == (0, [])
    assert column(sheet(tmp_path), "khoá") == ["I", "I.1", "II", "II.1"]


def test_codes_that_excel_made_numbers_or_days(tmp_path: Path) -> None:
    """1.1 and 1.2 as numbers; 1.10 that lost its zero after 1.9; 2.1 as the first of February."""
    lines = [HEAD, "1 | Việc | | |"]
    lines += [f"n:1.{part} | Việc | Văn phòng | Báo cáo | Tháng 3" for part in range(1, 10)]
    lines += ["n:1.1 | Việc | Văn phòng | Báo cáo | Tháng 3", "2 | Việc | | |"]
    lines += ["d:2/1/2026 | Việc | Văn phòng | Báo cáo | d:15/11/2026"]
    code, told = run(start(tmp_path), "ke-hoach.xlsx", xlsx_bytes("\n".join(lines)), "--accept")
    assert code == 0
    rows = sheet(tmp_path)
    assert column(rows, "mã") == ["1", *(f"1.{part}" for part in range(1, 11)), "2", "2.1"]
    assert rows[-1]["thời gian"] == "15/11/2026"
    assert [(one["code"], one["cell"]) for one in told["problems"]] == [
        *(("nhap-ma-thanh-so", f"A{row}") for row in range(3, 13)),
        ("nhap-ma-thanh-ngay", "A14"),
    ]


def test_days_whose_day_and_month_excel_may_have_exchanged_are_told(tmp_path: Path) -> None:
    table = f"{HEAD}\n1 | Việc | Văn phòng | Báo cáo | d:5/8/2026\n2 | Việc | Văn phòng | Báo cáo | 30/8/2026"
    code, told = run(start(tmp_path), "ke-hoach.xlsx", xlsx_bytes(table))
    assert code == 1
    assert [(one["code"], one["cell"]) for one in told["problems"]] == [("nhap-ngay-thang-dao", "E2")]


def test_with_problems_nothing_is_written_until_they_are_accepted(tmp_path: Path) -> None:
    table = (
        f"{HEAD}\n1 | Việc | Phòng Kinh té; Sở Lạ | Báo cáo | Tuần sau\n?! | Việc nữa | Văn phòng | Báo cáo | Tháng 3\n"
        "Tổng cộng: 2 | < | < | < | <"
    )
    data = docx_bytes(table)
    before = start(tmp_path).joinpath("templates", "danh-muc.xlsx").read_bytes()
    code, told = run(tmp_path, "ke-hoach.docx", data)
    assert code == 1
    assert (tmp_path / "templates" / "danh-muc.xlsx").read_bytes() == before
    assert [(one["code"], one["file"], one["sheet"], one["cell"]) for one in told["problems"]] == [
        ("nhap-ma-la", "ke-hoach.docx", "Bảng 1", "A3"),
        ("ke-hoach-chu-tri", "ke-hoach.docx", "Bảng 1", "C2"),
        ("ke-hoach-chu-tri", "ke-hoach.docx", "Bảng 1", "C2"),
        ("ke-hoach-thoi-gian", "ke-hoach.docx", "Bảng 1", "E2"),
    ]
    assert "(có phải “Phòng Kinh tế”?)" in told["problems"][1]["message"]
    (named,) = told["named"]
    assert (named["line"], named["cell"], named["text"]) == (4, "Bảng 1!A4", "Tổng cộng: 2")
    code, _ = run(tmp_path, "ke-hoach.docx", data, "--accept")
    assert code == 0
    assert len(sheet(tmp_path)) == 2
    assert (tmp_path / "templates" / "cu" / "danh-muc.xlsx").read_bytes() == before


def test_a_check_tells_the_difference_in_words_and_writes_nothing(tmp_path: Path) -> None:
    first = f"{HEAD}\n1 | Việc một | Văn phòng | Báo cáo | Quý I\n2 | Việc hai | Văn phòng | Báo cáo | Quý II"
    run(start(tmp_path), "ke-hoach.docx", docx_bytes(first))
    before = (tmp_path / "templates" / "danh-muc.xlsx").read_bytes()
    second = (
        first.replace("Quý II", "Quý I")
        .replace("2 | Việc hai", "3 | Việc ba")
        .replace("Báo cáo | Quý I\n", "Công văn | Quý I\n")
    )
    file = write(tmp_path, "sua-doi.docx", docx_bytes(second))
    result = cchc(tmp_path, "plan", "import", str(file), "--check")
    assert result.exit_code == 0
    assert [line.strip() for line in result.stdout.splitlines() if line.startswith("  ")] == [
        "1 “Việc một”: Văn phòng; 2026-Q1 hạn 31/03/2026",
        "3 “Việc ba”: Văn phòng; 2026-Q1 hạn 31/03/2026",
        "Kế hoạch: bỏ 2 “Việc hai”",
        "Kế hoạch: 1: sản phẩm “Báo cáo” thành “Công văn”",
        "Kế hoạch: thêm 3 “Việc ba”",
        "Biểu mẫu Văn phòng: thêm nhiệm vụ 3 (2026-Q1)",
        "Biểu mẫu Văn phòng: bớt nhiệm vụ 2 (2026-Q2)",
    ]
    assert (tmp_path / "templates" / "danh-muc.xlsx").read_bytes() == before


def test_whom_a_plan_asks_is_told_with_the_periods(tmp_path: Path) -> None:
    table = (
        f"{HEAD}\nI | PHẦN | | |\n1 | Không ai | | Báo cáo | Quý I\n2 | Nhóm | Các phòng | Báo cáo | Hằng quý\n"
        "3 | Năm trước | Văn phòng | Báo cáo | Tháng 12/2025\n4 | Khi cần | Văn phòng | | Theo yêu cầu"
    )
    file = write(start(tmp_path), "ke-hoach.docx", docx_bytes(table))
    told = cchc(tmp_path, "plan", "import", str(file), "--check").stdout.partition("So với")[0]
    assert [line.strip() for line in told.splitlines() if line.startswith("  ")] == [
        "I.1 “Không ai”: không đơn vị nào chủ trì, không hỏi ai",
        "I.2 “Nhóm”: Văn phòng, Phòng Kinh tế; mọi kỳ, hạn là hạn nộp của kỳ",
        "I.3 “Năm trước”: Văn phòng; không hỏi kỳ nào của danh mục",
        "I.4 “Khi cần”: Văn phòng; mọi kỳ, không tính trễ",
    ]


def test_what_an_officer_added_to_a_line_stays_where_the_line_does(tmp_path: Path) -> None:
    plan = PLAN_ONLY["Kế hoạch"] + "\n1 | 1 | Việc một | mục | Sở Lạ | | | VP | | | của tôi"
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", {**PLAN_ONLY, "Kế hoạch": plan})
    code, told = run(tmp_path, "ke-hoach.docx", docx_bytes(f"{HEAD}\n1 | Việc một | Sở Lạ | Báo cáo | Quý I"))
    assert (code, told["problems"]) == (0, [])
    assert (sheet(tmp_path)[0]["nhóm giao"], sheet(tmp_path)[0]["ghi chú"]) == ("VP", "của tôi")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("ke-hoach.docx", docx_bytes(), "nhap-khong-co-bang"),
        ("ke-hoach.docx", docx_bytes("A | B | C\n1 | 2 | 3\nx | y | z"), "nhap-khong-phai-ke-hoach"),
        (
            "ke-hoach.docx",
            docx_bytes("STT | Tên tỉnh | Điểm | Xếp hạng\n1 | A | 95,2 | 2\n2 | B | 94 | 3"),
            "nhap-khong-phai-ke-hoach",
        ),
        (
            "ke-hoach.docx",
            docx_bytes(
                "STT | Mã TTHC | Tên thủ tục | Lĩnh vực | Cơ quan thực hiện | Thời hạn giải quyết\n"
                "1 | 1.000001 | Cấp phép | Văn hoá | Văn phòng | 5 ngày"
            ),
            "nhap-khong-phai-ke-hoach",
        ),
        ("ke-hoach.docx", b"PK\x03\x04 khong phai", "tep-hong"),
        ("ke-hoach.pdf", b"%PDF-1.4", "nhap-loai-tep"),
        ("ke-hoach.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "nhap-loai-tep"),
        ("ke-hoach.txt", b"", "tep-rong"),
        ("ke-hoach.txt", "Chỉ có chữ, không có bảng".encode(), "nhap-khong-phai-ke-hoach"),
    ],
    ids=["no table", "another table", "ranks", "procedures", "damaged", "pdf", "doc", "empty", "prose"],
)
def test_what_is_no_plan_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    code, told = run(start(tmp_path), name, data, "--accept")
    assert code == 2
    assert expected in {one["code"] for one in told["problems"]}
    assert not (tmp_path / "templates" / "cu").exists()


def test_a_picture_of_a_plan_is_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_picture(BytesIO(PIXEL))
    memory = BytesIO()
    document.save(memory)
    code, told = run(start(tmp_path), "ke-hoach.docx", memory.getvalue())
    assert (code, [one["code"] for one in told["problems"]]) == (2, ["nhap-chi-co-anh"])


def test_numbers_that_word_writes_and_rows_deleted_with_their_trace_kept(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(4, 3)
    for row, texts in enumerate(
        ["STT|Nội dung|Chủ trì", "|Việc một|Văn phòng", "|Bỏ|Văn phòng", "|Việc hai|Văn phòng"]
    ):
        for cell, text in zip(table.rows[row].cells, texts.split("|"), strict=True):
            cell.text = text
    for row in (1, 3):
        table.cell(row, 0).paragraphs[0].style = document.styles["List Number"]
    table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    memory = BytesIO()
    document.save(memory)
    code, _ = run(start(tmp_path), "ke-hoach.docx", memory.getvalue())
    assert code == 0
    assert [(row["mã"], row["nội dung"]) for row in sheet(tmp_path)] == [("1.", "Việc một"), ("2.", "Việc hai")]


def test_a_hidden_sheet_is_told_and_left_out(tmp_path: Path) -> None:
    table = f"{HEAD}\n1 | Việc | Văn phòng | Báo cáo | Tháng 3"
    book = load_workbook(BytesIO(xlsx_bytes(table, table)))
    book.worksheets[1].sheet_state = "hidden"
    memory = BytesIO()
    book.save(memory)
    code, told = run(start(tmp_path), "ke-hoach.xlsx", memory.getvalue())
    assert (code, told["placed"], [one["code"] for one in told["problems"]]) == (1, 1, ["nhap-sheet-an"])


def test_a_file_that_is_not_there_and_a_year_without_catalogue(tmp_path: Path) -> None:
    start(tmp_path)
    assert "không có tệp" in cchc(tmp_path, "plan", "import", str(tmp_path / "khong.docx")).stderr
    code, told = run(tmp_path, "ke-hoach.docx", docx_bytes(f"{HEAD}\n1 | Việc | Văn phòng | |"), "--year", "2031")
    assert (code, [one["code"] for one in told["problems"]]) == (2, ["nhap-khong-co-nam"])


def test_rows_of_other_sheets_that_the_new_plan_leaves_behind_are_told_in_words(tmp_path: Path) -> None:
    """Before: I.1 a survey, I.2 a report, I.3 a plan. Now the report is I.1, and I.2 is a new thing; I.3 is gone."""
    rules = PLAN_ONLY | {
        "Kế hoạch": PLAN_ONLY["Kế hoạch"] + "\n | I | Nhiệm vụ\n | 1 | Khảo sát sự hài lòng của người dân | | VP"
        "\n | 2 | Báo cáo cải cách hành chính | | VP\n | 3 | Ban hành kế hoạch năm | | VP",
        "Số liệu": PLAN_ONLY["Số liệu"] + "\nviec | Việc | việc | đơn vị | Các phòng",
        "Chỉ tiêu": PLAN_ONLY["Chỉ tiêu"] + "\nhai_long | Hài lòng | I.1 | viec | viec | %",
        "Chấm điểm": "mục | chỉ tiêu | cách chấm | điểm tối đa | tham số | trần | căn cứ\nI.1 | hai_long\nI.2\nI.3",
    }
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", rules)
    lines = ("I | Nhiệm vụ", "1 | Báo cáo cải cách hành chính | VP | Báo cáo | Quý I", "2 | Mua máy | VP | Máy | Quý I")
    table = "\n".join([HEAD, *lines])
    file = write(tmp_path, "ke-hoach.docx", docx_bytes(table))
    told = cchc(tmp_path, "plan", "import", str(file))
    assert told.exit_code == 1
    said = [line.strip() for line in told.stdout.partition("đang nhắc kế hoạch cũ")[2].splitlines()]
    assert said[1:4] == [
        "mục I.1 trước là “Khảo sát sự hài lòng của người dân”, nay là “Báo cáo cải cách hành chính”: "
        "Chỉ tiêu dòng 2 (hai_long); Chấm điểm dòng 2 (hai_long)",
        "mục I.2 trước là “Báo cáo cải cách hành chính”, nay là “Mua máy”: Chấm điểm dòng 3; nội dung ấy có phải là "
        "mục I.1 “Báo cáo cải cách hành chính”?",
        "mục I.3 “Ban hành kế hoạch năm” không còn: Chấm điểm dòng 4",
    ]
    assert "1 ô của các sheet khác nhắc mục không có trong kế hoạch này" in told.stderr
    assert cchc(tmp_path, "plan", "import", str(file), "--accept").exit_code == 0
    again = cchc(tmp_path, "plan", "import", str(file), "--check")
    assert "Chấm điểm dòng 4" in again.stdout  # as long as it is not mended
    assert "trước là" not in again.stdout


@pytest.mark.parametrize("has_former", [True, False])
def test_a_new_year_s_plan_is_held_against_the_one_that_other_sheets_were_written_for(
    tmp_path: Path, has_former: bool
) -> None:
    """The new year's sheet is empty still; its ratio stands at I.2, which was a survey and is a purchase now. Without
    the former year's catalogue nobody can say what it was."""
    rules = PLAN_ONLY | {
        "Số liệu": PLAN_ONLY["Số liệu"] + "\nviec | Việc | việc | đơn vị | Các phòng",
        "Chỉ tiêu": PLAN_ONLY["Chỉ tiêu"] + "\nhai_long | Hài lòng | I.2 | viec | viec | %",
    }
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", rules)
    if has_former:
        former = "\n | I | Nhiệm vụ\n | 2 | Khảo sát sự hài lòng của người dân | | VP"
        old = (
            PLAN_ONLY | {"Kế hoạch": PLAN_ONLY["Kế hoạch"] + former} | periods("2025-Q1 | Quý I | 1/1/2025 | 31/3/2025")
        )
        write_catalogue(tmp_path / "templates" / "2025" / "danh-muc.xlsx", old)
    table = f"{HEAD}\nI | Nhiệm vụ | | |\n2 | Mua máy | VP | Máy | Quý I"
    told = cchc(tmp_path, "plan", "import", str(write(tmp_path, "ke-hoach.docx", docx_bytes(table))), "--check").stdout
    if has_former:
        assert "mục I.2 trước là “Khảo sát sự hài lòng của người dân”, nay là “Mua máy”: Chỉ tiêu dòng 2" in told
    else:
        assert "mục I.2 nay là “Mua máy”: Chỉ tiêu dòng 2 (hai_long); xem có đúng là của mục ấy không" in told


def test_a_ditto_mark_says_what_stands_above(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        f'{HEAD}\n1 | Việc một | Văn phòng | Báo cáo | Quý I\n2 | Việc hai | - nt - | " | Quý II\n'
        "3 | Việc ba | Như trên | nt | n/t",
    )
    assert column(rows, "đơn vị chủ trì") == ["Văn phòng"] * 3
    assert column(rows, "sản phẩm") == ["Báo cáo"] * 3
    assert column(rows, "thời gian") == ["Quý I", "Quý II", "Quý II"]


def test_the_title_of_a_section_may_say_who_leads(tmp_path: Path) -> None:
    table = (
        "STT | Nhiệm vụ | Sản phẩm | Thời gian\nI | Điều hành (Văn phòng chủ trì) | |\n1 | Việc một | x | Quý I\n"
        "II | Thủ tục: Phòng Kinh tế chủ trì, phối hợp với các phòng | |\n1 | Việc hai | Báo cáo | Quý I\n"
        "III | Tài chính. Đơn vị chủ trì: Phòng Kinh tế | |\n1 | Việc ba | Báo cáo | Quý I\n"
        "IV | Việc không của ai | |\n1 | Việc bốn | Báo cáo | Quý I"
    )
    code, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(table), "--accept")
    assert code == 0
    rows = sheet(tmp_path)
    assert column(rows, "đơn vị chủ trì") == [
        *("Văn phòng chủ trì", "", "Phòng Kinh tế chủ trì, phối hợp với các phòng", "", "Phòng Kinh tế", "", "", ""),
    ]
    result = cchc(tmp_path, "plan", "import", str(tmp_path / "ke-hoach.docx"), "--check")
    assert "I.1 “Việc một”: Văn phòng; 2026-Q1" in result.stdout
    assert "II.1 “Việc hai”: Phòng Kinh tế; 2026-Q1" in result.stdout
    assert [(one["code"], one["cell"]) for one in told["problems"]] == [("nhap-khong-ai-chu-tri", "B9")]


def test_begin_and_end_that_say_the_same_are_one_time(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "STT | Nhiệm vụ | Chủ trì | Thời gian bắt đầu | Thời gian hoàn thành\n1 | Việc một | Văn phòng | Thường xuyên |"
        " Thường xuyên\n2 | Việc hai | Văn phòng | Hằng quý | Tháng 12\n3 | Việc ba | Văn phòng | Tháng 1 | Tháng 2\n"
        "4 | Việc bốn | Văn phòng | Quý II | <\n5 | Việc năm | Văn phòng | Năm 2026 |",
    )
    assert column(rows, "thời gian") == ["Thường xuyên", "Tháng 12", "Từ Tháng 1 đến Tháng 2", "Quý II", "Năm 2026"]


def test_names_and_titles_below_signatures_are_no_tasks(tmp_path: Path) -> None:
    table = f"{HEAD}\n1 | Việc | Văn phòng | Báo cáo | Quý I\n| TM. ỦY BAN NHÂN DÂN\n| CHỦ TỊCH\n| Nguyễn Văn A"
    code, told = run(start(tmp_path), "ke-hoach.xlsx", xlsx_bytes(table))
    assert (code, told["placed"]) == (0, 1)
    assert [one["text"] for one in told["named"]] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A"]


def test_headings_once_more_begin_a_plan_only_where_its_numbers_do(tmp_path: Path) -> None:
    """The second table goes on with section II, the third is another plan."""
    rows = imported(
        tmp_path,
        f"{HEAD}\nI | Một\n1 | a | Văn phòng | x | Quý I\nII | Hai\n{HEAD}\n1 | b | Văn phòng | x | Quý I\n"
        f"2 | c | Văn phòng | x | Quý I\n{HEAD}\n1 | đ | Văn phòng | x | Quý I",
        xlsx_bytes,
    )
    assert column(rows, "khoá") == ["I", "I.1", "II", "II.1", "II.2", "B2.1"]


def test_steps_of_points_are_no_tasks(tmp_path: Path) -> None:
    """Of a table of criteria the steps below one are only printed; the sum is named. Who watches over a criterion does
    not lead it."""
    table = (
        "TT | Nội dung tiêu chí | Điểm tối đa | Điểm tự chấm | Phòng theo dõi, đánh giá\nI | Thủ tục | 30 | |\n"
        "1 | Hồ sơ đúng hạn | 15 | | Văn phòng\na | Từ 98% trở lên: 15 điểm | | | ^\nb | Dưới 98%: 0 | | | ^\n"
        " | Tính điểm theo công thức: tỷ lệ x 15 | | |\n2 | Mỗi sáng kiến: 0,5 điểm | 3 | | Văn phòng\n"
        " | TỔNG ĐIỂM | 100 | |"
    )
    code, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(table))
    assert (code, told["problems"]) == (0, [])
    assert [one["text"] for one in told["named"]] == ["TỔNG ĐIỂM | 100"]
    rows = sheet(tmp_path)
    assert column(rows, "khoá") == ["I", "I.1", "I.1/1", "I.1/2", "I.1/3", "I.2"]
    assert column(rows, "cấp") == ["phần", "mục", "ý", "ý", "ý", "mục"]
    assert "Phòng theo dõi, đánh giá: Văn phòng" in rows[1]["ghi chú kế hoạch"]
    assert asked_lines(tmp_path, "ke-hoach.docx") == []


def test_all_units_of_a_group_are_the_group(tmp_path: Path) -> None:
    table = f"{HEAD}\n1 | Việc | Tất cả các phòng | Báo cáo | Quý I\n2 | Việc | Tất cả | Báo cáo | Quý I"
    _, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(table))
    assert [one["cell"] for one in told["problems"]] == ["C3"]


def test_a_section_may_say_when_its_tasks_are_due(tmp_path: Path) -> None:
    table = (
        "STT | Nội dung | Chủ trì\nI. QUÝ I | < | <\n1 | Việc một | Văn phòng\nII. NHIỆM VỤ QUÝ II | < | <\n"
        "2 | Việc hai | Văn phòng\nIII. NHIỆM VỤ KHÁC | < | <\n3 | Việc ba | Văn phòng"
    )
    assert column(imported(tmp_path, table), "thời gian") == ["", "QUÝ I", "", "NHIỆM VỤ QUÝ II", "", ""]
    assert asked_lines(tmp_path, "ke-hoach.docx") == [
        "I.1 “Việc một”: Văn phòng; 2026-Q1 hạn 31/03/2026", "II.2 “Việc hai”: Văn phòng; 2026-Q2 hạn 30/06/2026",
        "III.3 “Việc ba”: Văn phòng; mọi kỳ, không tính trễ",
    ]  # fmt: skip


def test_where_no_column_says_times_the_end_of_a_text_may(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "STT | Nội dung | Chủ trì\n1 | Việc (trước 31/01/2026) | Văn phòng\n2 | Việc (đợt 1) | Văn phòng\n"
        "3 | Việc (theo Kế hoạch 5 ngày 1/2) | Văn phòng",
    )
    assert column(rows, "thời gian") == ["trước 31/01/2026", "", ""]


def test_a_task_merged_over_its_activities_is_no_text_of_theirs(tmp_path: Path) -> None:
    rows = imported(
        tmp_path,
        "Nhiệm vụ | Hoạt động | Chủ trì | Thời gian\nI. THỂ CHẾ | < | < | <\n"
        "1. Ban hành | 1.1. Xây dựng | Văn phòng | Tháng 1\n^ | 1.2. Công bố | Văn phòng | Tháng 2",
    )
    assert column(rows, "khoá") == ["I", "I.1.1", "I.1.2"]
    assert column(rows, "nội dung")[1:] == ["Xây dựng", "Công bố"]
    assert rows[1]["ghi chú kế hoạch"] == "Nhiệm vụ: 1. Ban hành"


def test_units_or_persons_under_one_heading_lead(tmp_path: Path) -> None:
    rows = imported(tmp_path, "STT | Nội dung | Đơn vị/ người chủ trì | Thời gian\n1 | Việc | Văn phòng Sở | Quý I")
    assert column(rows, "đơn vị chủ trì") == ["Văn phòng Sở"]
    assert asked_lines(tmp_path, "ke-hoach.docx") == ["1 “Việc”: Văn phòng; 2026-Q1 hạn 31/03/2026"]


def test_what_a_plan_says_of_lines_that_it_does_not_ask_is_told(tmp_path: Path) -> None:
    """Heading 1 has a product and a time that 1.1 lacks, 3 only what its line says; a dash has a time."""
    table = (
        f"{HEAD}\n1 | Kế hoạch | Văn phòng | Kế hoạch | Quý I\n1.1 | Hội nghị | | |\n"
        "2 | Rà soát | Văn phòng | Báo cáo | Quý II\n- | Lần hai | | | Quý IV\n- | Cách làm | | |\n"
        "3 | Đề án | Văn phòng | | Quý II\n3.1 | Việc | | | Tháng 5"
    )
    code, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(table))
    assert code == 1
    assert [(one["code"], one["cell"]) for one in told["problems"]] == [
        ("nhap-de-muc-co-han", "E2"), ("nhap-y-khong-hoi", "E5"),
    ]  # fmt: skip
    assert "mục 1.1 không ghi gì" in told["problems"][0]["message"]


def test_the_first_of_january_is_the_same_either_way(tmp_path: Path) -> None:
    """A day whose number is its month's cannot have been exchanged with it."""
    table = f"{HEAD}\n1 | Việc | Văn phòng | x | d:1/1/2026\n2 | Việc | Văn phòng | x | 30/6/2026"
    code, told = run(start(tmp_path), "ke-hoach.xlsx", xlsx_bytes(table))
    assert (code, told["problems"]) == (0, [])


def test_a_column_of_months_or_quarters_says_when(tmp_path: Path) -> None:
    """By its heading alone, merged over its tasks; a bare number is read with the heading."""
    months = "Tháng | Nội dung | Đơn vị\nTháng 01 | Kế hoạch | Văn phòng\n^ | Kiểm soát | Văn phòng\n2 | Báo cáo | VP"
    assert column(imported(tmp_path, months), "thời gian") == ["Tháng 01", "Tháng 01", "Tháng 2"]
    quarters = "TT | Nội dung | Đơn vị | Quý\n1 | Kế hoạch | Văn phòng | I\n2 | Rà soát | Văn phòng | II, IV"
    assert column(imported(tmp_path, quarters), "thời gian") == ["Quý I", "Quý II, IV"]


def test_how_far_a_task_is_is_no_time_where_another_column_says_when(tmp_path: Path) -> None:
    table = "TT | Nội dung | Đơn vị | Tiến độ | Hạn\n1 | A | VP | 70% | 31/3/2026\n2 | B | VP | Đang làm | Tháng 6"
    rows = imported(tmp_path, table)
    assert column(rows, "thời gian") == ["31/3/2026", "Tháng 6"]
    assert rows[0]["ghi chú kế hoạch"] == "Tiến độ: 70%"


def test_who_leads_and_who_takes_part_in_one_column(tmp_path: Path) -> None:
    """Behind the first stroke or line end stand partners; what says itself who leads is left as it is."""
    lines = "1 | A | Văn phòng/Các phòng | Quý I\n2 | B | Phòng Kinh tế\\nVăn phòng; KT | Quý I\n3 | C | KT | Quý I"
    rows = imported(tmp_path, f"TT | Nội dung | Chủ trì/Phối hợp | Thời gian\n{lines}")
    assert column(rows, "đơn vị chủ trì") == ["Văn phòng", "Phòng Kinh tế", "KT"]
    assert [row.get("đơn vị phối hợp") for row in rows] == ["Các phòng", "Văn phòng; KT", None]


def test_a_table_that_names_nobody_is_told(tmp_path: Path) -> None:
    """Neither leads nor times: the lines are placed, and nobody is asked."""
    code, told = run(
        start(tmp_path), "a.docx", docx_bytes("TT | Nội dung công việc | Ghi chú\n1 | Kế hoạch (tháng 1) |")
    )
    assert code == 1
    assert [(one["code"], one["cell"]) for one in told["problems"]] == [("nhap-khong-ai-chu-tri", "B2")]


def test_who_signs_stands_in_no_column_of_a_plan(tmp_path: Path) -> None:
    """The names are under other headings: neither they nor those below are tasks; a later task has its number."""
    lines = "1 | Kế hoạch | VP | Báo cáo | Quý I\n | Người lập | | | TM. ỦY BAN NHÂN DÂN\n | Trần Văn A | | | Lê Thị B"
    code, told = run(start(tmp_path), "a.docx", docx_bytes(f"{HEAD}\n{lines}\n2 | Rà soát | KT | Báo cáo | Quý II"))
    assert code == 0, told
    assert [line["line"] for line in told["named"]] == [3, 4]
    assert column(sheet(tmp_path), "khoá") == ["1", "2"]
    marks = (
        "STT | Nội dung | Chủ trì | Quý I | Quý II\n1 | Việc | VP | x |\n | NGƯỜI LẬP BIỂU | | | TM. UBND XÃ\n | Lê B"
    )
    code, told = run(start(tmp_path), "a.xlsx", xlsx_bytes(marks))
    assert (code, told["placed"], [line["line"] for line in told["named"]]) == (0, 1, [3, 4])
    other = "STT | Nội dung | Chủ trì | Thời gian\n | Việc không số | VP | Quý I"  # another plan below it on the sheet
    code, told = run(start(tmp_path), "a.xlsx", xlsx_bytes(f"{HEAD}\n{lines}\n{other}"))
    assert (code, told["placed"], [line["line"] for line in told["named"]]) == (0, 2, [3, 4])


def test_results_of_the_year_before_are_no_products(tmp_path: Path) -> None:
    """And who is "đầu mối" leads."""
    head = "TT | Nội dung | Kết quả năm 2025 | Kết quả thực hiện đến nay | Đầu mối | Hạn | Tình hình, kết quả | Đầu ra"
    (row,) = imported(tmp_path, f"{head}\n1 | Hồ sơ đúng hạn | 97% | 98% | VP | Quý I | | Báo cáo")
    assert (row["sản phẩm"], row["đơn vị chủ trì"]) == ("Báo cáo", "VP")
    assert row["ghi chú kế hoạch"] == "Kết quả năm 2025: 97%; Kết quả thực hiện đến nay: 98%"


def test_a_line_that_leads_in_others_and_is_asked_itself_is_told(tmp_path: Path) -> None:
    """Who does it stands in it alone: it has no time, so it is asked each period beside those below; as advised, with
    who in each of them, it is not."""
    lines = "1 | Tuyên truyền, gồm: | VP | |\n | Phát thanh | {} | Tin | Hằng quý\n | Hội thi | {} | Cuộc thi | Quý II"
    code, told = run(start(tmp_path), "a.docx", docx_bytes(f"{HEAD}\n{lines.format('', '')}"))
    assert (code, [(one["code"], one["cell"]) for one in told["problems"]]) == (1, [("nhap-de-muc-duoc-hoi", "C2")])
    below = lines.replace("gồm: | VP", "gồm: |").format("VP", "VP")
    code, told = run(start(tmp_path), "a.docx", docx_bytes(f"{HEAD}\n{below}"))
    assert (code, told["problems"]) == (0, [])
    asked = [line for line in asked_lines(tmp_path, "a.docx") if "Văn phòng" in line]
    assert len(asked) == 2


def test_a_heading_that_is_a_task_by_itself_is_told(tmp_path: Path) -> None:
    """1 has a time that none below it has; what 2 says, 2.1 does; 3 says who for 3.1."""
    lines = (
        "1 | Kế hoạch | Văn phòng | Kế hoạch | Tháng 1\n1.1 | Tuyên truyền | KT | Tin | Quý I\n"
        "2 | Rà soát | Văn phòng | Báo cáo | Quý II\n2.1 | Lần một | KT | Báo cáo | Quý II\n"
        "3 | Đề án | Văn phòng | | Quý II\n3.1 | Việc | | | Tháng 5"
    )
    code, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(f"{HEAD}\n{lines}"))
    assert (code, [(one["code"], one["cell"]) for one in told["problems"]]) == (1, [("nhap-de-muc-la-nhiem-vu", "E2")])
    code, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(f"{HEAD}\n{lines.replace('1.1', '-')}"))
    assert (code, told["problems"]) == (0, [])  # as advised
    assert len([line for line in asked_lines(tmp_path, "ke-hoach.docx") if line.startswith("1")]) == 2


def test_of_two_columns_of_times_the_fuller_one_counts(tmp_path: Path) -> None:
    """Where it is blank the other one does; a task that has both is told."""
    table = (
        "Mã | Nhiệm vụ | Đơn vị chủ trì | Thời hạn trình | Thời hạn ban hành\n01 | A | VP | 20/5/2026 | 30/6/2026\n"
        "02 | B | VP | | Quý II\n03 | C | VP | Quý I |\n04 | D | VP | | Tháng 3"
    )
    code, told = run(start(tmp_path), "ke-hoach.docx", docx_bytes(table), "--accept")
    assert (code, [(one["code"], one["cell"]) for one in told["problems"]]) == (0, [("nhap-hai-thoi-gian", "D2")])
    assert column(sheet(tmp_path), "thời gian") == ["30/6/2026", "Quý II", "Quý I", "Tháng 3"]
    assert column(sheet(tmp_path), "ghi chú kế hoạch") == ["Thời hạn trình: 20/5/2026", "", "", ""]
    two = "TT | Nhiệm vụ | Chủ trì | Thời hạn | <\n^ | ^ | ^ | Giao | Điều chỉnh\n1 | A | VP | Tháng 3 | Tháng 5"
    code, told = run(tmp_path, "a.docx", docx_bytes(two), "--accept")  # one heading over both, each with its own
    assert [(one["code"], one["cell"]) for one in told["problems"]] == [("nhap-hai-thoi-gian", "E3")]
    assert column(sheet(tmp_path), "thời gian") == ["Tháng 3"]


def test_quarters_and_months_are_titles_wherever_they_stand(tmp_path: Path) -> None:
    """Under "Số TT" or in the text's column; "Cơ quan chuẩn bị" leads, "Chỉ tiêu/Sản phẩm" is what comes of it."""
    table = (
        "Số TT | Nội dung | Cơ quan chuẩn bị | Chỉ tiêu/ Sản phẩm | Thời gian\nQuý I | | | |\n1 | A | VP | Báo cáo |\n"
        " | Tháng 02 | | |\n2 | B | VP | 100% |\n3 | C | VP | | Quý II"
    )
    rows = imported(tmp_path, table, xlsx_bytes)
    assert column(rows, "cấp") == ["phần", "mục", "phần", "mục", "mục"]
    assert column(rows, "thời gian") == ["", "Quý I", "", "Tháng 02", "Quý II"]
    assert column(rows, "sản phẩm") == ["", "Báo cáo", "", "100%", ""]
    assert column(rows, "đơn vị chủ trì")[1] == "VP"
