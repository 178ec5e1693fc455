"""`cchc plan import` of tables of criteria: the most points of each become rows of sheet Chấm điểm, bands of a ratio
steps, only where nothing is left to guess."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_excel.imports.bands import read_steps
from tests.catalogue.tables import write_catalogue
from tests.cchc_runs import cchc
from tests.imports.documents import docx_bytes, write, xlsx_bytes
from tests.imports.test_plan_import import PLAN_ONLY, column, run, sheet

SCORES = "mục | chỉ tiêu | cách chấm | điểm tối đa | tham số | trần | căn cứ"
RATIO = (
    "\nviec | Việc | việc | đơn vị | Các phòng\ngiao | Giao | việc | đơn vị | Các phòng",
    "\ndung_han | Tỷ lệ đúng hạn | I.2 | viec | giao | %",
)
"""A ratio and its figures."""


def start(root: Path, ratios: tuple[str, str] = ("", "")) -> Path:
    figures, ratio = ratios
    rules = PLAN_ONLY | {
        "Số liệu": PLAN_ONLY["Số liệu"] + figures,
        "Chỉ tiêu": PLAN_ONLY["Chỉ tiêu"] + ratio,
        "Chấm điểm": SCORES,
    }
    write_catalogue(root / "templates" / "danh-muc.xlsx", rules)
    return root


def score_rows(root: Path) -> list[str]:
    """The rows of sheet Chấm điểm, their cells in "|"; blank ones at the end left out."""
    page = load_workbook(root / "templates" / "danh-muc.xlsx")["Chấm điểm"]
    rows = [[str(value or "") for value in row] for row in page.iter_rows(min_row=2, max_col=7, values_only=True)]
    return [" | ".join(row).rstrip(" |") for row in rows if any(row)]


@pytest.mark.parametrize(
    ("text", "maximum", "steps"),
    [
        ("- Từ 98% trở lên: 20 điểm\n- Từ 95% đến dưới 98%: 15 điểm\n- Dưới 95%: 0 điểm", "20", "98%=20; 95%=15"),
        ("Hoàn thành 100% kế hoạch: 3; Từ 80 % đến dưới 100 %: 1,5; Dưới 80%: không điểm", "3", "100%=3; 80%=1,5"),
        ("Trên 95%: 2 điểm; từ trên 90% đến 95%: 1; từ 90% trở xuống: 0,5 điểm", "2", ">95%=2; >90%=1; 0%=0,5"),
        ("≥ 90%: 2 điểm; 80% - < 90%: 1 điểm; < 80%: 0 điểm", "2", "90%=2; 80%=1"),
        ("Từ 90% trở lên được 2 điểm; từ 80% đến dưới 90% được 1 điểm", "2", "90%=2; 80%=1"),
        ("Từ 90% đến 100%: 2; Từ 80% đến 89%: 1", "2", ""),  # 89,5%?
        ("Từ 90% trở lên: 2; Từ 80% đến 90%: 1", "2", ""),  # 90% is in both
        ("Từ 90% trở lên: 2; Từ 80% đến dưới 90%: tỷ lệ x 2", "2", ""),
        ("Từ 90% trở lên: 2; dưới 90%: 0", "3", ""),  # nothing gives the maximum
        ("Giảm từ 5% trở lên: 2; dưới 5%: 0", "2", ""),  # no share of what is measured
        ("Từ 90% trở lên: 2 điểm", "2", ""),
        ("Từ 90% trở lên: 0,125; dưới 90%: 0", "0,125", ""),  # points have two decimals
    ],
)
def test_bands_are_steps_only_where_they_meet(text: str, maximum: str, steps: str) -> None:
    assert read_steps(text, Fraction(maximum.replace(",", "."))) == steps


def test_criteria_are_scored_by_hand_and_those_of_a_ratio_by_its_steps(tmp_path: Path) -> None:
    """Points of 1 and 2 with others below them are sums: 12 = 2 + 10, 5 = 2,5 + 2,5."""
    table = (
        "TT | Tiêu chí | Điểm tối đa | Cách tính điểm | Điểm tự chấm\nI | ĐIỀU HÀNH | 12 | |\n1 | Kế hoạch | 2 | |\n"
        " | Kịp thời: 2 điểm | | |\n | Chậm: 0 điểm | | |\n2 | Tỷ lệ đúng hạn | 10 | |\n | Từ 90% trở lên: 10 | | |\n"
        " | Dưới 90%: 0 | | |\nII | TTHC | 5 | |\n1 | Số hoá | 5 | |\n"
        "1.1 | Hồ sơ | 2,5 | Từ 80% trở lên: 2,5 điểm; dưới 80%: 1 điểm |\n"
        "1.2 | Kết quả | n:2.5 | Theo tỷ lệ % x 2,5 |\n"
        "ĐIỂM THƯỞNG | < | 3 | |\n | TỔNG ĐIỂM | 20 | |"
    )
    code, told = run(start(tmp_path, RATIO), "bang.xlsx", xlsx_bytes(table))
    assert (code, told["problems"]) == (0, [])
    assert score_rows(tmp_path) == [
        "I.1 |  | nhập tay | 2",
        "I.2 | dung_han | bậc | 10 | 90%=10",
        "II.1.1 |  | nhập tay | 2,5 |  |  | thang điểm: 80%=2,5; 0%=1",
        "II.1.2 |  | nhập tay | 2,5",
        "II.M1 |  | nhập tay | 3",
    ]
    result = cchc(tmp_path, "plan", "import", str(tmp_path / "bang.xlsx"), "--check")
    said = result.stdout.partition("Sheet Chấm điểm: ")[2].partition("\n\n")[0].splitlines()
    assert said[:3] == [
        "5 tiêu chí có điểm, 1 chấm theo bậc của một chỉ tiêu, còn lại nhập tay.",
        "  II.1.1: nhập tay, thang điểm 80%=2,5; 0%=1",
        "  II.1.2: nhập tay, thang điểm theo tỷ lệ không đọc chắc được",
    ]
    check = cchc(tmp_path, "catalogue", "check")  # criteria are asked of nobody as tasks
    assert (check.exit_code, "12 dòng kế hoạch (0 nhiệm vụ), " in check.stdout) == (0, True), check.stdout
    assert cchc(tmp_path, "template", "2026-Q1").exit_code == 0
    form = load_workbook(tmp_path / "output" / "2026-Q1" / "bieu-mau" / "VP.xlsx")
    typed = {cell.value for row in form["Chấm điểm"].iter_rows() for cell in row}
    assert {"I.1", "II.1.1", "II.1.2", "II.M1"} <= typed
    assert "I.2" not in typed


def test_what_has_no_points_below_a_criterion_says_how_they_are_given(tmp_path: Path) -> None:
    """However it is worded; "ĐIỂM TRỪ" is a title. What is said by formulas is not certain."""
    table = (
        "STT | Tiêu chí | Điểm tối đa\n1 | Kết quả kiểm tra | 2\n | Nếu tỷ lệ b từ 70% trở lên thì điểm là b/100*2 |\n"
        " | Nếu tỷ lệ b < 70% thì điểm đánh giá là 0 |\n | ĐIỂM TRỪ |\n2 | Chậm báo cáo |"
    )
    code, told = run(start(tmp_path), "bang.docx", docx_bytes(table))
    assert (code, told["problems"]) == (0, [])
    assert column(sheet(tmp_path), "cấp") == ["mục", "ý", "ý", "phần", "mục"]
    said = cchc(tmp_path, "plan", "import", str(tmp_path / "bang.docx"), "--check").stdout
    assert "1: nhập tay, thang điểm theo tỷ lệ không đọc chắc được" in said
    assert "Không ghi điểm tối đa, chưa có dòng ở sheet Chấm điểm: M1.2" in said
    assert "Kế hoạch này không hỏi nhiệm vụ nào." in said


def test_criteria_under_one_merged_number_stand_beside_each_other(tmp_path: Path) -> None:
    """Their texts are in the second column, which has the most beside titles and sums; I is 5 + 5 + 6 + 4 = 20."""
    table = (
        "STT | Lĩnh vực | Tiêu chí | Điểm chuẩn\nI | Chỉ đạo | | 20\n1 | Kế hoạch | Ban hành | 5\n"
        "^ | ^ | Thực hiện | 5\n2 | Kiểm tra | Có kế hoạch | 6\n^ | ^ | Xử lý | 4\nII | Thể chế | | 3\n"
        "1 | Văn bản | Trình tự | 3\n | Tổng | | 23"
    )
    code, told = run(start(tmp_path), "bang.docx", docx_bytes(table))
    assert (code, told["problems"], [one["text"] for one in told["named"]]) == (0, [], ["Tổng | 23"])
    assert score_rows(tmp_path) == [
        f"{key} |  | nhập tay | {most}"
        for key, most in zip(("I.1", "I.1/1", "I.2", "I.2/1", "II.1"), "55643", strict=True)
    ]
    assert column(sheet(tmp_path), "nội dung")[1:3] == ["Ban hành", "Thực hiện"]
    assert "cộng lại" not in cchc(tmp_path, "plan", "import", str(tmp_path / "bang.docx"), "--check").stdout


def test_points_that_are_none_or_do_not_add_up_are_told(tmp_path: Path) -> None:
    table = (
        "TT | Tiêu chí | Thang điểm | Ghi chú\nI | ĐIỀU HÀNH | 10 |\n1 | Kế hoạch | 4 |\n2 | Kiểm tra | 5 |\n"
        "II | ĐIỂM TRỪ | |\n1 | Chậm báo cáo | -5 |\n2 | Khác | tuỳ |"
    )
    code, told = run(start(tmp_path), "bang.docx", docx_bytes(table), "--accept")
    assert code == 0
    assert [(one["code"], one["cell"]) for one in told["problems"]] == [
        ("nhap-diem-la", "C6"),
        ("nhap-diem-la", "C7"),
    ]
    assert score_rows(tmp_path) == ["I.1 |  | nhập tay | 4", "I.2 |  | nhập tay | 5"]
    said = cchc(tmp_path, "plan", "import", str(tmp_path / "bang.docx"), "--check").stdout
    assert "I (Bảng 1!C2): điểm tối đa 10, các tiêu chí bên dưới cộng lại 9" in said


def test_what_the_officer_wrote_for_a_criterion_stays(tmp_path: Path) -> None:
    """A row that only names its key is filled."""
    table = "TT | Tiêu chí | Điểm tối đa\n1 | Kế hoạch | 4\n2 | Kiểm tra | 5\n3 | Khác | 6"
    file = write(start(tmp_path), "bang.docx", docx_bytes(table))
    assert cchc(tmp_path, "plan", "import", str(file)).exit_code == 0
    book = load_workbook(tmp_path / "templates" / "danh-muc.xlsx")
    page = book["Chấm điểm"]
    page["C2"], page["D2"] = "có/không", "3"
    page["C3"], page["D3"] = None, None
    book.save(tmp_path / "templates" / "danh-muc.xlsx")
    assert cchc(tmp_path, "plan", "import", str(file)).exit_code == 0
    assert score_rows(tmp_path) == ["1 |  | có/không | 3", "2 |  | nhập tay | 5", "3 |  | nhập tay | 6"]


def test_bands_with_their_points_beside_them_are_no_criteria(tmp_path: Path) -> None:
    table = (
        "TT | Tiêu chí | Điểm tối đa\n1 | Tỷ lệ hồ sơ | 10\na) | Từ 95% đến 100% | 10\nb) | Từ 90% đến dưới 95% | 5\n"
        "c) | Dưới 90% | 0\n2 | Kế hoạch | 3\na) | Đúng hạn | 1\nb) | Đủ nội dung | 2"
    )
    code, told = run(start(tmp_path), "bang.docx", docx_bytes(table))
    assert (code, told["problems"]) == (0, [])
    assert score_rows(tmp_path) == [
        "1 |  | nhập tay | 10 |  |  | thang điểm: 95%=10; 90%=5", "2.a |  | nhập tay | 1", "2.b |  | nhập tay | 2",
    ]  # fmt: skip


PLAN = "STT | Nội dung | Đơn vị chủ trì | Sản phẩm | Thời gian\nI | MỘT | | |\n1 | Việc | Văn phòng | Báo cáo | Quý I"
CRITERIA = "TT | Tiêu chí | Điểm tối đa\nI | ĐIỀU HÀNH | 7\n1 | Kế hoạch | 2\n2 | Sáng kiến | 5"


def test_a_plan_and_criteria_from_two_files_leave_each_other_as_they_are(tmp_path: Path) -> None:
    """In either order from then on: the sheet has the plan, then the criteria as a second table; once more, and with a
    criterion or a task fewer, only its own rows are replaced."""
    start(tmp_path)
    plan, criteria = ["I", "I.1"], ["B2.I", "B2.I.1", "B2.I.2"]
    for table, keys, told in (
        (PLAN, plan, ""),
        (CRITERIA, [*plan, *criteria], "2 dòng của kế hoạch đang có được giữ nguyên"),
        (CRITERIA, [*plan, *criteria], "2 dòng của kế hoạch đang có được giữ nguyên"),
        (f"{PLAN}\n2 | Thêm | Văn phòng | Tờ trình | Quý II", [*plan, "I.2", *criteria],
         "3 dòng của bộ tiêu chí đang có được giữ nguyên"),
        (CRITERIA.replace("\n2 | Sáng kiến | 5", ""), [*plan, "I.2", *criteria[:2]], "3 dòng của kế hoạch"),
    ):  # fmt: skip
        file = write(tmp_path, "bang.docx", docx_bytes(table))
        check = cchc(tmp_path, "plan", "import", str(file), "--check")
        assert told in check.stdout
        assert ("giữ nguyên" in check.stdout) is bool(told)
        assert cchc(tmp_path, "plan", "import", str(file), "--accept").exit_code == 0
        assert column(sheet(tmp_path), "khoá") == keys
    assert score_rows(tmp_path) == ["B2.I.1 |  | nhập tay | 2", "B2.I.2 |  | nhập tay | 5"]
    named = "STT | Tiêu chí | Đơn vị chủ trì | Điểm tối đa\nI | ĐIỀU HÀNH | | 2\n1 | Kế hoạch | Ai đó | 2"
    for table in (PLAN.replace("Văn phòng", "Ai đó"), named):  # its own cell is told, whatever stays above it or below
        file = write(tmp_path, "la.docx", docx_bytes(table))
        assert "Bảng 1!C3: không biết “Ai đó”" in cchc(tmp_path, "plan", "import", str(file), "--check").stderr


def test_criteria_that_came_first_stand_below_the_plan(tmp_path: Path) -> None:
    """With other keys, as if the plan had come first: in every sheet that names them."""
    start(tmp_path)
    appraised = {"Thẩm định": "mục | đơn vị | tự chấm | thẩm định | duyệt | lý do | minh chứng\nI.2 | | 4"}
    rules = PLAN_ONLY | {"Chấm điểm": f"{SCORES}\nI.2 | | nhập tay | 5"} | appraised
    rules["Kế hoạch"] += "\nI | I | ĐIỀU HÀNH | phần\nI.2 | 2 | Sáng kiến | mục"
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", rules)
    for table in (CRITERIA, PLAN, PLAN):
        told = cchc(tmp_path, "plan", "import", str(write(tmp_path, "bang.docx", docx_bytes(table))))
        assert told.exit_code == 0, told.output
    assert column(sheet(tmp_path), "khoá") == ["I", "I.1", "B2.I", "B2.I.1", "B2.I.2"]
    assert score_rows(tmp_path) == ["B2.I.2 |  | nhập tay | 5", "B2.I.1 |  | nhập tay | 2"]
    appraisals = load_workbook(tmp_path / "templates" / "danh-muc.xlsx")["Thẩm định"]
    assert [cell.value for cell in appraisals[2]][:3] == ["B2.I.2", None, "4"]
    assert cchc(tmp_path, "template", "2026-Q1").exit_code == 0
    form = load_workbook(tmp_path / "output" / "2026-Q1" / "bieu-mau" / "VP.xlsx")
    shown = [tuple(cell.value for cell in row[:2]) for name in ("Nhiệm vụ", "Chấm điểm") for row in form[name].rows]
    assert [row for row in shown if "I.1" in str(row[1])] == [("I.1", "I.1"), ("B2.I.1", "I.1")]  # as the plan shows
