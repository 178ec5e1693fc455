"""Another department's small catalogue, 2027's, with nothing in it that may be left out: no row of sheet Thông tin, no
deadline, no address, no procedures, one ratio. Forms, letters, reports and page must not need what 2022's has."""

from __future__ import annotations

import datetime as dt
import zipfile
from email import message_from_bytes, policy
from pathlib import Path
from string import ascii_uppercase

import pytest
from openpyxl import Workbook, load_workbook

from tests.browser import chromium, opened
from tests.cchc_runs import cchc, codes, indicator, merge

NAME = "Khoa <script>alert(1)</script>"
LONG = "Khoa_" + "khám_bệnh_theo_yêu_cầu_" * 12
Rows = list[list[object]]
SHEETS: dict[str, tuple[str, Rows]] = {
    "Thông tin": ("khoá;giá trị", []),
    "Kỳ báo cáo": (
        "mã;tên;từ ngày;đến ngày;hạn nộp;gồm các kỳ;kỳ nối;kỳ trước;lũy kế",
        [["2027-D1", "Đợt 1 năm 2027", dt.date(2027, 1, 1), dt.date(2027, 4, 30)]],
    ),
    "Đơn vị": (
        "mã;tên;nhóm;email;tên gọi khác",
        [["K1", NAME, "Các khoa"], ["K2", LONG, "Các khoa"], ["K3", "Khoa Nhi", "Các khoa"]],
    ),
    "TTHC": ("mã;tên;lĩnh vực;đơn vị;hiệu lực từ;hiệu lực đến", []),
    "Kế hoạch": (
        "khoá;mã;nội dung;cấp;đơn vị chủ trì;sản phẩm;thời gian;nhóm giao;kỳ đến hạn;chỉ tiêu",
        [[None, "I", "Nhiệm vụ"], [None, "1", "Khám hẹn giờ", None, "Các khoa", None, "Trong năm 2027"]],
    ),
    "Số liệu": (
        "mã;tên;đơn vị tính;bảng;ai điền;chỉ khi;cộng dồn;nối từ;công thức;chú giải",
        [["kham", "Lượt khám", "lượt", "đơn vị", "Các khoa"], ["hen", "Lượt hẹn", "lượt", "đơn vị", "Các khoa"]],
    ),
    "Kiểm tra": ("mã;bảng;biểu thức;mức;thông báo", []),
    "Chỉ tiêu": (
        "mã;tên;mục;tử số;mẫu số;đơn vị;khi 0/0;yêu cầu;điều kiện thêm;số lẻ;định nghĩa",
        [["dat_hen", "Tỷ lệ hẹn giờ", "I.1", "hen", "kham", "%", None, ">= 50%"]],
    ),
    "Chấm điểm": ("mục;chỉ tiêu;cách chấm;điểm tối đa;tham số;trần;căn cứ", []),
}
OWN_TABLE = "tinh-hinh-giai-quyet-tthc.xlsx"
"""The one shipped report that is a form of procedures: a department without them has no use for it."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The department's folder, with what two of the three units sent."""
    root = tmp_path_factory.mktemp("khac")
    assert cchc(root, "init").exit_code == 0
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (titles, rows) in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in [[*titles.split(";"), "ghi chú"], *rows]:
            sheet.append(row)
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.number_format = "@"
    book.save(root / "templates" / "danh-muc.xlsx")
    (root / "templates" / "bao-cao" / OWN_TABLE).unlink()
    assert cchc(root, "template", "2027-D1").exit_code == 0
    (root / "input" / "2027-D1").mkdir()
    sent: dict[str, dict[str, int | str]] = {"K1": {"kham": 83, "hen": 72}, "K2": {"kham": 10, "hen": "1,5 lượt"}}
    for unit, numbers in sent.items():
        form = load_workbook(root / "output" / "2027-D1" / "bieu-mau" / f"{unit}.xlsx")
        spots = {cell.value: cell.coordinate for row in form["Số liệu"].iter_rows() for cell in row}
        column = spots["gia_tri"].rstrip("0123456789")
        for code, number in numbers.items():
            form["Số liệu"][f"{column}{spots[code].lstrip(ascii_uppercase)}"] = number
        form.save(root / "input" / "2027-D1" / f"{unit}.xlsx")
    return root


def test_reports_are_written_without_what_2022_has(root: Path) -> None:
    code, outcome = merge(root, period="2027-D1")
    assert code == 1, outcome["problems"]
    assert codes(outcome, "error") == {"thieu-don-vi", "so-le"}
    assert len([one for one in outcome["outputs"] if one.startswith("bao-cao/")]) == 5
    assert indicator(outcome, "dat_hen", "K1")["value"] == "86,75%"  # 72/83 = 0,86747
    folder = root / "output" / "2027-D1"
    made = [folder / one for one in outcome["outputs"]] + sorted((folder / "bieu-mau").iterdir())
    assert [file.name for file in made if _says_2022(file)] == []


def _says_2022(file: Path) -> bool:
    """Whether a file holds the digits of the year that the program was written for; dates of zip members aside."""
    if not zipfile.is_zipfile(file):
        return file.suffix == ".html" and b"2022" in file.read_bytes()
    with zipfile.ZipFile(file) as parts:
        texts = (parts.read(name) for name in parts.namelist() if "sheet" in name or "Strings" in name)
        return any(b" 2022" in text or b"/2022" in text or b"2022-" in text for text in texts)


def test_letters_are_whole_sentences(root: Path) -> None:
    assert cchc(root, "remind", "2027-D1").exit_code == 0
    letters = sorted((root / "output" / "2027-D1").rglob("*.eml"))  # with a slip those of the merge, too
    assert [f"{one.parent.name}/{one.name}" for one in letters] == ["thu-nhac/K3.eml", "tra-lai/K2.eml"]
    for one in letters:
        part = message_from_bytes(one.read_bytes(), policy=policy.default).get_body(("plain",))
        assert part is not None
        text = part.get_content()
        assert "Bộ phận tổng hợp" in text
        assert not [wrong for wrong in ("  ", " .", " ;", "về trong", "()", "None") if wrong in text], text


@pytest.mark.browser
def test_long_names_stay_in_their_columns(root: Path) -> None:
    merge(root, period="2027-D1")
    with chromium() as browser:
        file = root / "output" / "2027-D1" / "tong-hop.html"
        with opened(browser, file, viewport={"width": 1366, "height": 768}) as (page, told):
            wide = "tables => tables.filter(one => one.offsetWidth > one.parentElement.clientWidth + 1).length"
            page.click("text=Mở tất cả")
            assert page.eval_on_selector_all(".khung > table", wide) == 0
            assert page.title() == "BẢN NHÁP – Tổng hợp CCHC Đợt 1 năm 2027"
            assert page.inner_text("#chi-tieu") == "Chỉ tiêu"
            assert "kỳ trước" not in page.inner_text(".chu-giai >> nth=0")
            assert told == []
