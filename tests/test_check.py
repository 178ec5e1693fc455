"""`cchc check`: a unit sees on its own file what the merge will see; and workbooks behind a password."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from tests.commands import EXAMPLE, cchc, indicator, merge, statuses
from tests.test_run import change


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
    typed = [line for line in told if "gõ dưới dạng chữ" in line]
    assert len(typed) == 10
    assert any(f"và {len(rows) - 1 - 10} cảnh báo" in line for line in told)


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
    assert "kỳ trước chuyển sang" in told
    assert "kỳ trước chuyển sang" not in alone


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
    assert any("khác đã giải quyết" in line for line in of_table(cchc(tmp_path, "check", str(file)).stderr))


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
