"""`cchc check`: a unit sees on its own file what the merge will see; and workbooks behind a password."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from tests.cchc_runs import EXAMPLE, ROOT, cchc, indicator, merge, statuses
from tests.commands.test_run import change
from tests.workbooks import write_form


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Văn phòng's workbook in a folder of its own."""
    target = tmp_path / "của tôi" / "VP.xlsx"
    target.parent.mkdir()
    shutil.copy(EXAMPLE / "VP.xlsx", target)
    return target


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def locked(data: bytes, password: str) -> bytes:
    """The workbook behind a password, as Excel 2010 and later keep it (agile encryption)."""
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, made)
    return made.getvalue()


def test_a_clean_workbook_is_clean(tmp_path: Path, file: Path) -> None:
    result = cchc(tmp_path, "check", str(file))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "0 lỗi, 0 cảnh báo" in result.stdout


def test_a_day_that_cannot_be_read_is_not_told_as_blank_too(tmp_path: Path, file: Path) -> None:
    change(file, "Nhiệm vụ", "I.1.1", "ngay_hoan_thanh", "hôm qua")
    assert ["“hôm qua”" in line for line in lines(cchc(tmp_path, "check", str(file)).stderr)] == [True]


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("template-check",),
        ("plan", "import"),
        ("procedures", "import"),
        ("catalogue", "diff", str(ROOT / "templates" / "danh-muc.xlsx")),
        ("bring", "--unit", "VP", "--period", "2022-Q1"),
    ],
)
def test_a_path_at_which_there_is_no_file_is_told_as_that(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "input").mkdir()
    for path, told in (("input", "là thư mục, ở đây cần tệp; nêu tên tệp"), ("a.xlsx", "không có tệp")):
        result = cchc(tmp_path, *command, str(tmp_path / path))
        assert (result.exit_code, told in result.stderr) == (2, True), result.stderr


def test_the_same_problems_as_the_merge_finds_one_line_each(tmp_path: Path, file: Path) -> None:
    change(file, "Số liệu", "vb_di", "gia_tri", -5)
    change(file, "Số liệu", "cv_giao", "gia_tri", "120")
    change(file, "Nhiệm vụ", "I.1.1", "ngay_hoan_thanh", "")
    book = load_workbook(file)
    page = book["Xếp hạng"]
    head = next(row for row in page.iter_rows() if any(one.value == "#ma" for one in row))
    at = {str(one.value): one.column for one in head if one.column}
    for row, now in ((head[0].row or 0) + 1, 5), ((head[0].row or 0) + 2, 6):
        for code, value in (("chi_so", "PCI"), ("tieu_chi", "Chi phí"), ("hang_nam_truoc", 9), ("hang_nam_nay", now)):
            page.cell(row, at[code], value)
    book.save(file)
    result = cchc(tmp_path, "check", str(file))
    assert result.exit_code == 1
    (tmp_path / "input" / "2022-Q1").mkdir(parents=True)
    shutil.copy(file, tmp_path / "input" / "2022-Q1" / "VP.xlsx")
    _, outcome = merge(tmp_path)
    of_file = [one for one in outcome["problems"] if one["file"] == "VP.xlsx"]
    found = {one["code"] for one in of_file}
    assert {"so-am", "so-dang-chu", "nhiem-vu-thieu-ngay", "xep-hang-mau-thuan"} <= found
    told = lines(result.stderr)
    assert len(told) == len(of_file)
    for one in of_file:
        (line,) = [line for line in told if f"{one['sheet']}!{one['cell']}" in line and one["message"] in line]
        assert line.startswith("LỖI" if one["level"] == "error" else "Cảnh báo")


def test_errors_come_first_and_many_warnings_are_counted(tmp_path: Path, file: Path) -> None:
    source = EXAMPLE / "QLTM.xlsx"
    shutil.copy(source, file)
    book = load_workbook(file)
    page = book["TTHC"]
    head = next(row for row in page.iter_rows() if any(one.value == "#ma" for one in row))
    column = next(one.column for one in head if one.value == "tn_truc_tiep") or 0
    rows = [row for row in range((head[0].row or 0) + 1, page.max_row) if isinstance(page.cell(row, column).value, int)]
    assert len(rows) > 11
    for number, row in enumerate(rows):
        page.cell(row, column, f"{1000 + number} hồ sơ")  # each its own text: no two warnings are equal
    change_to_error = page.cell(rows[0], column)
    change_to_error.value = "1,234"
    book.save(file)
    told = lines(cchc(tmp_path, "check", str(file)).stderr)
    levels = [line.startswith("LỖI") for line in told]
    assert levels == sorted(levels, reverse=True)
    assert "1,234" in told[0]
    (typed,) = [line for line in told if "gõ dưới dạng chữ" in line]
    assert f"TTHC!J15, J16, J17, J18, J20, J21, J22, J23 và {len(rows) - 1 - 8} ô khác: “1001 hồ sơ” gõ" in typed
    assert re.search(r"… \(và \d+ nữa\); lần sau nhập số$", typed)


def test_equal_problems_are_one_line_with_every_cell(tmp_path: Path, file: Path) -> None:
    for code in ("vb_di", "cv_giao"):
        change(file, "Số liệu", code, "gia_tri", -5)
    told = [line for line in lines(cchc(tmp_path, "check", str(file)).stderr) if "số âm" in line]
    assert told == ["LỖI: VP.xlsx › Số liệu!D13, D15: số -5 là số âm; nhập lại số từ 0 trở lên"]


def test_what_continues_the_period_before_is_compared_where_its_folder_is_there(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    assert cchc(tmp_path, "template", "2022-Q2", "--unit", "XNK").exit_code == 0
    form = tmp_path / "output" / "2022-Q2" / "bieu-mau" / "XNK.xlsx"
    alone = cchc(tmp_path / "nơi khác", "check", str(form)).stderr
    change(form, "TTHC", "2.000063", "tn_ky_truoc", 7)  # the first quarter hands on another number
    told = cchc(tmp_path, "check", str(form)).stderr
    assert "kỳ trước để lại" in told
    assert "kỳ trước để lại" not in alone


def test_a_locked_workbook_is_refused_with_the_way_out(tmp_path: Path, file: Path) -> None:
    file.write_bytes(locked(file.read_bytes(), "bí mật"))
    result = cchc(tmp_path, "check", str(file))
    assert result.exit_code == 1
    (line,) = lines(result.stderr)
    assert "mật khẩu" in line
    wrong = cchc(tmp_path, "check", str(file), "--password", "khác")
    assert wrong.exit_code == 1
    assert "không mật khẩu nào" in wrong.stderr
    assert "khác" not in wrong.stderr


def test_a_locked_workbook_is_read_with_its_password(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    _, plain = merge(tmp_path)
    target = tmp_path / "input" / "2022-Q1" / "VP.xlsx"
    target.write_bytes(locked(target.read_bytes(), "bí mật"))
    assert statuses(merge(tmp_path)[1])["VP.xlsx"] == "refused"
    code, outcome = merge(tmp_path, "--password", "sai", "--password", "bí mật")
    assert (code, statuses(outcome)["VP.xlsx"]) == (0, "merged")
    assert indicator(outcome, "e_office") == indicator(plain, "e_office")
    assert cchc(tmp_path, "check", str(target), "--password", "bí mật").exit_code == 0


def test_what_could_not_be_read_has_one_problem_and_no_consequences(tmp_path: Path, file: Path) -> None:
    def of_table(text: str) -> list[str]:
        return [line for line in lines(text) if "TTHC!" in line]

    shutil.copy(EXAMPLE / "XNK.xlsx", file)
    for column in ("tn_truc_tuyen", "gq_dung_han"):  # the balance, and what is paid of what came in, need these
        change(file, "TTHC", "2.000063", column, "1,234")
    told = of_table(cchc(tmp_path, "check", str(file)).stderr)
    assert len(told) == 1
    assert "“1,234”" in told[0]
    change(file, "TTHC", "2.000063", "tn_truc_tuyen", 999)
    told = of_table(cchc(tmp_path, "check", str(file)).stderr)
    assert len(told) == 1  # the balance still needs the other
    change(file, "TTHC", "2.000063", "gq_dung_han", 0)
    assert any("lớn hơn đã giải quyết" in line for line in of_table(cchc(tmp_path, "check", str(file)).stderr))


def test_a_locked_workbook_is_its_units_and_not_asked_for_again(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    target = tmp_path / "input" / "2022-Q1" / "VP.xlsx"
    target.write_bytes(locked(target.read_bytes(), "bí mật"))
    code, outcome = merge(tmp_path, "--accept-missing", "VP")
    assert (code, outcome["final"]) == (0, True)
    assert statuses(outcome)["VP.xlsx"] == "refused"
    assert cchc(tmp_path, "status", "2022-Q1", "--password", "bí mật").exit_code == 0
    assert "Không phải nhắc" in cchc(tmp_path, "remind", "2022-Q1", "--password", "bí mật").stdout
    (tmp_path / "thư").mkdir()
    target.rename(tmp_path / "thư" / "VP.xlsx")
    taken = cchc(tmp_path, "collect", str(tmp_path / "thư"), "--password", "bí mật")
    assert taken.exit_code == 0
    assert "đã lấy VP.xlsx (kỳ 2022-Q1, Văn phòng)" in taken.stdout


def test_what_is_odd_about_a_ratio_is_told_as_by_the_merge(tmp_path: Path, file: Path) -> None:
    change(file, "Số liệu", "dg_ho_so", "gia_tri", 0)  # 164 points over no dossier
    told = cchc(tmp_path, "check", str(file))
    assert "164/0" in told.stderr
    (tmp_path / "input" / "2022-Q1").mkdir(parents=True)
    shutil.copy(file, tmp_path / "input" / "2022-Q1")
    _, outcome = merge(tmp_path)
    of_unit = [one["message"] for one in outcome["problems"] if one["unit"] == "VP"]
    assert len(lines(told.stderr)) == len(of_unit)
    assert all(any(message in line for line in lines(told.stderr)) for message in of_unit)


LAST_ROW = {
    "a line break before the address": b'<row r="1048576"><c\nr="XFD1048576"><v>1</v></c></row>',
    "an address in small letters": b'<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
    "a sign in an attribute": b'<row r="1048576"><c a="b>c" r="XFD1048576"><v>1</v></c></row>',
    "a row that no sheet has": b'<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>',
    "another prefix": b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="1048576">'
    b'<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
}
UNUSUAL = {name: (rb"(?=</sheetData>)", row, "sheet ") for name, row in LAST_ROW.items()} | {
    "so many texts": (rb'uniqueCount="\d+"', b'uniqueCount="99999999999"', "tệp có nội dung không an toàn (khai báo"),
}
"""What makes the reading library end its process: a pattern in the parts, what is put there, and how the file's problem
begins."""


def changed(source: Path, target: Path, pattern: bytes, put: bytes) -> None:
    """A workbook with something else in its parts."""
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(name, re.sub(pattern, lambda _: put, given.read(name)))


@pytest.mark.parametrize(("pattern", "put", "problem"), UNUSUAL.values(), ids=UNUSUAL)
def test_a_workbook_made_to_kill_its_reader_is_one_problem(
    tmp_path: Path, pattern: bytes, put: bytes, problem: str
) -> None:
    changed(EXAMPLE / "VP.xlsx", tmp_path / "la.xlsx", pattern, put)
    shutil.copy(EXAMPLE / "VP.xlsx", tmp_path / "VP.xlsx")
    command = [sys.executable, "-m", "cchc_excel", "check", "la.xlsx", "VP.xlsx"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert run.returncode == 1
    (told,) = lines(run.stderr)
    assert told.startswith(f"LỖI: la.xlsx: {problem}")
    assert run.stdout == "2 tệp: 1 lỗi, 0 cảnh báo\n"


def test_an_ordinary_workbook_needs_no_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_excel.reading.pool.Child.ask", lambda *_: pytest.fail("a process was started"))
    for file in sorted(EXAMPLE.glob("*.xlsx")):
        assert cchc(tmp_path, "check", str(file)).exit_code == 0


def test_the_sign_that_excel_has_a_workbook_open_is_told_and_passed_over(tmp_path: Path, file: Path) -> None:
    sign = tmp_path / "~$VP.xlsx"
    sign.write_bytes(b"\x05Nguyen" + b" " * 158)
    alone = cchc(tmp_path, "check", str(sign))
    assert alone.exit_code == 2
    assert lines(alone.stderr) == [
        "LỖI: ~$VP.xlsx: đây là tệp tạm Excel tạo khi đang mở “VP.xlsx”, không có số liệu; kiểm tra tệp “VP.xlsx”"
    ]
    assert cchc(tmp_path, "check", str(sign), str(file)).exit_code == 0


def test_what_follows_from_a_gone_column_or_an_unfilled_sheet_is_not_told_again(tmp_path: Path) -> None:
    form = tmp_path / "XNK.xlsx"
    book = load_workbook(EXAMPLE / "XNK.xlsx")
    book["TTHC"]["I13"] = None  # the code of column tn_truc_tuyen
    book.save(form)
    assert [
        line.partition(": ")[2][:35] for line in lines(cchc(tmp_path, "check", str(form)).stderr) if "LỖI" in line
    ] == ["XNK.xlsx › TTHC: không còn cột: Tiế"]
    book = load_workbook(EXAMPLE / "XNK.xlsx")
    for row in range(14, 20):
        for column in "IJLMNOPQRS":  # K is what the period before handed on
            book["TTHC"][f"{column}{row}"] = None
    book.save(form)
    (told,) = lines(cchc(tmp_path, "check", str(form)).stderr)
    assert "chưa nhập số liệu thủ tục nào" in told


def test_every_problem_names_its_file_and_stands_on_one_line(tmp_path: Path, file: Path) -> None:
    change(file, "Số liệu", "vb_di", "gia_tri", 1)  # fewer than were sent electronically: over 100 %
    change(file, "Số liệu", "cv_giao", "gia_tri", "12\n13")
    told = lines(cchc(tmp_path, "check", str(file)).stderr)
    assert any("vb_di" in line or "văn bản đi" in line for line in told)
    assert all("VP.xlsx" in line for line in told)
    assert any("“12 13” không đọc được thành số" in line for line in told)


def test_one_fault_is_told_once_with_what_it_brings(tmp_path: Path) -> None:
    """12 of 10 are early: so early and late together are more than 10 too, and the ratio is above 100 %."""
    sheets = {"Số liệu": "#ma  gia_tri\ncv_giao  10\ncv_som_han  12\ncv_tre_han  0\ncv_gia_han  0"}
    write_form(tmp_path / "input" / "2022-Q1" / "XTTM.xlsx", "XTTM", sheets)
    result = cchc(tmp_path, "check", str(tmp_path / "input" / "2022-Q1" / "XTTM.xlsx"))
    (told,) = [line for line in lines(result.stderr) if "(12)" in line or "12/10" in line]
    assert "(12) lớn hơn số công việc được giao (10); sửa lại một trong hai số" in told
    assert "1 tệp: 1 lỗi, " in result.stdout
    _, outcome = merge(tmp_path)
    found = [one["code"] for one in outcome["problems"] if one["unit"] == "XTTM" and "12" in one["message"]]
    assert sorted(found) == ["kiem-tra-som-han-qua-giao", "kiem-tra-som-va-tre-qua-giao", "ty-le-qua-100"]
    letter = (tmp_path / "output" / "2022-Q1" / "tra-lai" / "XTTM.txt").read_text("utf-8-sig")
    assert letter.count("(12)") == 1
    assert "1 thư khác có sẵn cạnh phiếu trả lại" in cchc(tmp_path, "remind", "2022-Q1").stdout
    # 8 early and 5 late of 10: another fault, and no ratio above 100 %
    sheets = {"Số liệu": "#ma  gia_tri\ncv_giao  10\ncv_som_han  8\ncv_tre_han  5\ncv_gia_han  0"}
    write_form(tmp_path / "input" / "2022-Q1" / "XTTM.xlsx", "XTTM", sheets)
    assert (
        "cộng trễ hạn (13) lớn hơn" in cchc(tmp_path, "check", str(tmp_path / "input" / "2022-Q1" / "XTTM.xlsx")).stderr
    )
