"""What a run promises: what is missing or wrong never stops the rest, and what is stopped leaves everything as it
was."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cchc_runs import EXAMPLE, ROOT, cchc, codes, indicator, merge, statuses
from tests.workbooks import save_as_of, small_report


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A working folder with the ten workbooks of the example, and one small report."""
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    small_report(tmp_path)
    return tmp_path


@pytest.fixture
def reporting(root: Path) -> Path:
    """The same with the shipped reports."""
    shutil.rmtree(root / "templates")
    return root


def put(root: Path, name: str, unit: str) -> Path:
    """Another workbook: the example's of a unit under a new name."""
    target = root / "input" / "2022-Q1" / name
    shutil.copy(EXAMPLE / f"{unit}.xlsx", target)
    return target


def change(file: Path, sheet: str, code: str, column: str, value: int | str, saved: str = "2022-03-17") -> None:
    """Type a value into a form, as openpyxl saves it; `saved`: the workbook's own modified time."""
    book = load_workbook(file)
    page = book[sheet]
    cells = list(page.iter_rows())
    head = next(row for row in cells if any(cell.value == "#ma" for cell in row))
    at = next(cell.column for cell in head if cell.value == "#ma")
    to = next(cell.column for cell in head if cell.value == column)
    row = next(row[0].row for row in cells if str(row[at - 1].value) == code)
    assert row and to
    page.cell(row, to, value)
    save_as_of(book, file, dt.datetime.fromisoformat(f"{saved}T08:00:00"))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def headers(root: Path) -> list[str]:
    """The right part of each page header of each report."""
    files = sorted((root / "output" / "2022-Q1" / "bao-cao").glob("*.xlsx"))
    sides = [sheet.oddHeader for file in files for sheet in load_workbook(file)]
    return [str(side.right.text) for side in sides if side]


def test_all_there_is_final(reporting: Path) -> None:
    code, outcome = merge(reporting)
    assert (code, outcome["final"], outcome["missing"], codes(outcome)) == (0, True, [], set())
    assert not any("BẢN NHÁP" in header for header in headers(reporting))


def test_a_missing_unit_makes_drafts_that_name_it(reporting: Path) -> None:
    _, whole = merge(reporting)
    (reporting / "input" / "2022-Q1" / "TTR.xlsx").unlink()
    code, outcome = merge(reporting)
    assert (code, outcome["final"], outcome["missing"]) == (1, False, ["TTR"])
    assert all("BẢN NHÁP" in header and "TTR" in header for header in headers(reporting))
    # Thanh tra has no procedures: the dossiers of the others are all in
    assert indicator(outcome, "dung_han") == indicator(whole, "dung_han")


def test_an_absence_accepted_by_name_is_final_and_named(root: Path) -> None:
    (root / "input" / "2022-Q1" / "TTR.xlsx").unlink()
    code, outcome = merge(root, "--accept-missing", " ttr", "--accept-missing", "TTR")  # codes in letters of any case
    assert (code, outcome["final"], outcome["missing"]) == (0, True, ["TTR"])


def test_an_unknown_unit_is_not_accepted(root: Path) -> None:
    code, outcome = merge(root, "--accept-missing", "ABC")
    assert code == 2
    assert not (root / "output").exists()
    assert "ABC" in outcome["problems"][0]["message"]


def test_final_refuses_drafts_and_keeps_numbered_copies(reporting: Path) -> None:
    gone = reporting / "input" / "2022-Q1" / "TTR.xlsx"
    data = gone.read_bytes()
    gone.unlink()
    assert merge(reporting, "--final")[0] == 2
    assert not (reporting / "output").exists()
    gone.write_bytes(data)
    code, outcome = merge(reporting, "--final")
    assert code == 0
    assert "phat-hanh/1/bao-cao/tong-hop-ty-le.xlsx" in outcome["outputs"]
    first = snapshot(reporting / "output" / "2022-Q1" / "phat-hanh" / "1")
    assert merge(reporting, "--final")[0] == 0
    assert snapshot(reporting / "output" / "2022-Q1" / "phat-hanh" / "1") == first
    assert not (reporting / "output" / "2022-Q1" / "phat-hanh" / "2").exists()  # it would be the same
    assert merge(reporting, "--final", "--date", "18/3/2022")[0] == 0
    assert (reporting / "output" / "2022-Q1" / "phat-hanh" / "2").is_dir()


def test_nothing_usable_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "input" / "2022-Q1"
    folder.mkdir(parents=True)
    (folder / "a.xlsx").write_bytes(b"not a workbook")
    code, outcome = merge(tmp_path)
    assert (code, outcome["outputs"]) == (2, [])
    assert not (tmp_path / "output").exists()
    assert statuses(outcome) == {"a.xlsx": "refused"}


def test_a_broken_catalogue_overwrites_nothing(root: Path) -> None:
    shutil.copy(ROOT / "templates" / "danh-muc.xlsx", root / "templates")
    assert merge(root)[0] == 0
    before = snapshot(root / "output")
    file = root / "templates" / "danh-muc.xlsx"
    book = load_workbook(file)
    book["Chỉ tiêu"]["D2"] = "nv_hoan_thanhh"
    book["Kỳ báo cáo"]["F2"] = "2022-T99"
    book.save(file)
    code, outcome = merge(root)
    assert code == 2
    assert snapshot(root / "output") == before
    found = {(one["sheet"], one["cell"]) for one in outcome["problems"]}
    assert {("Chỉ tiêu", "D2"), ("Kỳ báo cáo", "F2")} <= found  # both mistakes at once


def test_a_broken_template_overwrites_nothing(reporting: Path) -> None:
    cchc(reporting, "init")
    assert merge(reporting)[0] == 0
    before = snapshot(reporting / "output")
    file = reporting / "templates" / "bao-cao" / "tong-hop-ty-le.xlsx"
    book = load_workbook(file)
    book.worksheets[0]["A9"] = "{{ u.tenn }}"
    book.worksheets[0]["B9"] = "{{ don_vj }}"
    book.save(file)
    code, outcome = merge(reporting)
    assert code == 2
    assert snapshot(reporting / "output") == before
    told = {one["cell"]: one["message"] for one in outcome["problems"]}
    assert "don_vi" in told["B9"]


def test_a_later_workbook_of_a_unit_wins(root: Path) -> None:
    change(put(root, "VP lan 2.xlsx", "VP"), "Số liệu", "vb_di", "gia_tri", 500)
    code, outcome = merge(root)
    assert code == 0
    assert statuses(outcome)["VP.xlsx"] == "superseded"
    assert indicator(outcome, "e_office")["denominator"] == 500
    told = [one["message"] for one in outcome["problems"] if one["file"] == "VP.xlsx"]
    assert any("412" in message and "500" in message for message in told), told


def test_the_same_bytes_twice_change_nothing(root: Path) -> None:
    _, alone = merge(root)
    put(root, "VP (1).xlsx", "VP")
    code, outcome = merge(root)
    assert code == 0
    assert sorted(statuses(outcome).values()) == ["merged"] * 10 + ["superseded"]
    assert outcome["indicators"] == alone["indicators"]


def test_an_excluded_file_is_left_out_with_its_reason(root: Path) -> None:
    change(put(root, "sai.xlsx", "VP"), "Số liệu", "vb_di", "gia_tri", 9999)
    code, outcome = merge(root, "--exclude", "sai.xlsx", "--reason", "gửi nhầm")
    assert code == 0
    assert statuses(outcome)["sai.xlsx"] == "ignored"
    assert indicator(outcome, "e_office")["denominator"] == 412
    assert any("gửi nhầm" in one["message"] for one in outcome["problems"])


@pytest.mark.parametrize("typed", ["sai.xlsx", "Sai.xlsx", "phòng/sai.xlsx", "phòng/sái.xlsx"])
def test_a_mistyped_exclusion_writes_nothing_and_names_the_near_file(root: Path, typed: str) -> None:
    put(root, "saj.xlsx" if "/" not in typed else "sai.xlsx", "VP")
    code, outcome = merge(root, "--exclude", typed, "--reason", "gửi nhầm")
    assert code == 2
    (problem,) = outcome["problems"]
    assert problem["code"] == "loai-tep-khong-co"
    assert f"“{typed}”" in problem["message"]
    assert f"có phải “{'saj.xlsx' if '/' not in typed else 'sai.xlsx'}”?" in problem["message"]
    assert not (root / "output").exists()


def test_an_exclusion_is_found_whatever_the_case_and_without_a_reason_is_wrong_use(root: Path) -> None:
    put(root, "sai.xlsx", "VP")
    code, outcome = merge(root, "--exclude", "SAI.XLSX", "--reason", "gửi nhầm")
    assert (code, statuses(outcome)["sai.xlsx"]) == (0, "ignored")
    code, outcome = merge(root, "--exclude", "sai.xlsx", "--reason", " ")
    assert (code, [one["code"] for one in outcome["problems"]]) == (2, ["thieu-ly-do"])


def test_a_file_of_a_part_can_be_excluded_though_its_unit_sent_the_whole(root: Path) -> None:
    half = root / "input" / "2022-6T"
    half.mkdir()
    book = load_workbook(root / "input" / "2022-Q1" / "VP.xlsx")
    book["_meta"]["B2"] = "2022-6T"
    for one in book.worksheets:
        for row in one.iter_rows(max_row=10):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("Kỳ báo cáo"):
                    cell.value = "Kỳ báo cáo: 6 tháng đầu năm 2022"
    book.save(half / "VP.xlsx")
    for typed in ("../2022-Q1/VP.xlsx", str(root / "input" / "2022-Q1" / "VP.xlsx")):
        code, outcome = merge(root, "--exclude", typed, "--reason", "đã có bản 6 tháng", period="2022-6T")
        assert code == 1  # the other units have sent a quarter only
        assert statuses(outcome)["../2022-Q1/VP.xlsx"] == "ignored"
        assert any("đã có bản 6 tháng" in one["message"] for one in outcome["problems"])


def test_a_workbook_without_codes_is_listed_under_the_unit_that_its_name_says(root: Path) -> None:
    file = root / "input" / "2022-Q1" / "VP.xlsx"
    book = load_workbook(file)
    for name in book.sheetnames[:-1]:
        del book[name]
    book.worksheets[0]["A1"] = None  # _meta says nothing any more
    book.worksheets[0].sheet_state = "visible"
    book.save(file)
    _, outcome = merge(root)
    assert [(one["unit"], one["status"]) for one in outcome["files"] if one["file"] == "VP.xlsx"] == [("VP", "refused")]
    assert [one["unit"] for one in outcome["problems"] if one["code"] == "khong-phai-bieu-mau"] == ["VP"]


@pytest.mark.parametrize("options", [("--exclude", "x.xlsx"), ("--date", "hôm nay")])
def test_wrong_use_is_told_in_json(root: Path, options: tuple[str, ...]) -> None:
    code, outcome = merge(root, *options)
    assert code == 2
    assert outcome["problems"][0]["level"] == "error"
    assert not (root / "output").exists()


def test_an_unknown_option_is_told_in_json(root: Path) -> None:
    command = [sys.executable, "-m", "cchc_excel.cli", "merge", "2022-Q1", "--json", "--nhanh", "--root", str(root)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert run.returncode == 2
    told = json.loads(run.stdout)
    assert (told["final"], told["period"]) == (False, None)  # a command that is not understood has no period
    assert told["problems"][0]["message"].endswith("xem cchc --help")
    assert "." not in told["problems"][0]["message"].partition(";")[0].partition("?")[2]


def test_an_error_keeps_the_unit_in_and_the_report_a_draft(root: Path) -> None:
    file = root / "input" / "2022-Q1" / "VP.xlsx"
    change(file, "Số liệu", "vb_di", "gia_tri", -5)
    code, outcome = merge(root)
    assert code == 1
    assert statuses(outcome)["VP.xlsx"] == "merged"
    found = indicator(outcome, "e_office", "VP")
    assert (found["numerator"], found["denominator"]) == (None, None)
    assert indicator(outcome, "som_han")["denominator"] == 950  # Văn phòng's other figures are in: sum of cv_giao
    (error,) = [one for one in outcome["problems"] if one["level"] == "error" and one["cell"]]
    assert (error["file"], error["sheet"], error["unit"]) == ("VP.xlsx", "Số liệu", "VP")
    assert cchc(root, "check", str(file)).exit_code == 1
    assert merge(root, "--accept-missing", "VP")[0] == 0


def test_a_report_edited_by_hand_is_kept(root: Path) -> None:
    merge(root)
    report = root / "output" / "2022-Q1" / "bao-cao" / "mau-nho.xlsx"
    report.write_bytes(b"edited by hand")
    code, outcome = merge(root)
    assert code == 0
    kept = [file for file in (root / "output" / "2022-Q1" / "cu").rglob("*") if file.is_file()]
    assert [file.read_bytes() for file in kept] == [b"edited by hand"]
    assert codes(outcome, "warning")


def test_names_and_order_of_files_change_nothing(reporting: Path) -> None:
    _, told = merge(reporting)
    reports = snapshot(reporting / "output" / "2022-Q1" / "bao-cao")
    folder = reporting / "input" / "2022-Q1"
    files = sorted(folder.iterdir())
    for number, file in enumerate(reversed(files)):
        file.rename(folder / f"{number:02} phòng.xlsx")
    _, again = merge(reporting)
    assert again["indicators"] == told["indicators"]
    assert again["scores"] == told["scores"]
    assert snapshot(reporting / "output" / "2022-Q1" / "bao-cao") == reports


def test_the_shipped_templates_serve_a_plain_folder(tmp_path: Path) -> None:
    assert cchc(tmp_path, "init").exit_code == 0
    for name in ("danh-muc.xlsx", "bao-cao/tong-hop-ty-le.xlsx"):
        assert (tmp_path / "templates" / name).read_bytes() == (ROOT / "templates" / name).read_bytes()
    (tmp_path / "templates" / "danh-muc.xlsx").write_bytes(b"mine")
    assert cchc(tmp_path, "init").exit_code == 0
    assert (tmp_path / "templates" / "danh-muc.xlsx").read_bytes() == b"mine"
