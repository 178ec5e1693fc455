"""What users of such systems ask for, as far as it concerns what arrives: a test for each, named after the promise."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cchc_excel.commands.check import check_files
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.problems.kinds import KINDS
from cchc_excel.problems.problem import Level, Problem
from cchc_excel.workspace.folders import folders_at
from tests.cchc_runs import EXAMPLE, ROOT, cchc, codes, indicator, merge, statuses
from tests.reading.variants.book import Book
from tests.reading.variants.case import OLDER

PERIOD = "2022-Q1"
NEWER = "2022-03-18T08:00:00Z"


def xnk(modified: str = OLDER) -> Book:
    return Book((EXAMPLE / "XNK.xlsx").read_bytes(), modified)


def check(folder: Path, book: Book) -> list[Problem]:
    """What `cchc check` finds in a workbook."""
    file = folder / "XNK.xlsx"
    file.write_bytes(book.save())
    could, found = check_files(folders_at(ROOT, None, None), [file], PERIOD)
    assert could
    return found


def places(found: list[Problem]) -> set[tuple[str, str | None, str | None]]:
    return {(one.code, one.sheet, one.cell) for one in found}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A working folder with the ten workbooks of the example."""
    shutil.copytree(EXAMPLE, tmp_path / "input" / PERIOD)
    return tmp_path


def put(root: Path, name: str, book: Book) -> None:
    (root / "input" / PERIOD / name).write_bytes(book.save())


def test_01_the_cell_in_a_message_is_the_cell_the_sender_sees(tmp_path: Path) -> None:
    book = xnk().put("TTHC!N14", "mười").put("Số liệu!D13", -5)
    # two rows on top, an empty row in the middle, a column at the left: N14 is O17 now
    book.insert_rows("TTHC", 1, 2).insert_rows("TTHC", 16).insert_columns("TTHC", 1)
    book.put("TTHC!B15", "#ma")  # where it was, and stays
    found = check(tmp_path, book)
    assert {("so-khong-doc-duoc", "TTHC", "O17"), ("so-am", "Số liệu", "D13")} <= places(found)


def test_02_every_message_says_what_to_do_and_a_mended_file_has_none(tmp_path: Path) -> None:
    wrong = check(tmp_path, xnk().put("Số liệu!D13", "1,234"))
    assert [one.code for one in wrong] == ["so-khong-ro"]
    assert "nhập lại chỉ gồm chữ số" in wrong[0].message
    assert check(tmp_path, xnk()) == []
    assert [kind.code for kind in KINDS.values() if not kind.remedy] == []


def test_02_a_rule_is_told_in_the_words_of_the_catalogue(tmp_path: Path, reader: Reader) -> None:
    (rule,) = [one for one in reader.catalogue.checks if one.code == "som-han-qua-giao"]
    found = check(tmp_path, xnk().put("Số liệu!D14", 121))  # of 120 given
    (told,) = [one for one in found if one.code == "kiem-tra-som-han-qua-giao"]
    assert told.message == rule.message.format(trai=121, phai=120)


def test_03_a_form_without_figures_or_codes_is_an_error_never_no_data(tmp_path: Path) -> None:
    empty = xnk()
    for row in range(14, 20):
        for column in "IJKLMNOPQRS":
            empty.put(f"TTHC!{column}{row}", None)
    assert [(one.code, one.level) for one in check(tmp_path, empty)] == [("chua-nhap-tthc", Level.ERROR)]
    without = xnk().delete_column("TTHC", 1)
    assert ("mat-ma", "TTHC", None) in places(check(tmp_path, without))


def test_04_a_formula_without_a_value_is_told_where_it_matters_only(tmp_path: Path) -> None:
    book = xnk().raw("TTHC!N14", "", "<f>1-1</f>").raw("TTHC!N15", "e", "<v>#N/A</v>")
    book.raw("TTHC!I30", "e", "<f>SUM(I14:I29)</f><v>#VALUE!</v>").raw("TTHC!T14", "", "<f>I14+J14</f>")
    assert places(check(tmp_path, book)) == {("cong-thuc-chua-tinh", "TTHC", "N14"), ("o-bao-loi", "TTHC", "N15")}


def test_05_rules_hold_after_a_paste_and_formulas_pasted_over_are_told(tmp_path: Path) -> None:
    book = xnk()
    for sheet in ("TTHC", "Số liệu"):  # a paste takes the form's own validations away
        part = book.part_of(sheet)
        book.sub(part, rb"<dataValidations.*</dataValidations>", b"")
    book.put("TTHC!N14", -1).put("TTHC!Q15", 25).put("TTHC!T14", 19).put("TTHC!T15", 22)
    found = check(tmp_path, book)
    assert {one.code for one in found if one.level is Level.ERROR} == {"so-am", "kiem-tra-bcci-qua-tiep-nhan"}
    (over,) = [one for one in found if one.code == "ghi-de-cong-thuc"]
    assert (over.cell, over.level) == ("T14", Level.WARNING)
    assert "2 ô" in over.message


def test_06_a_second_anchor_and_what_is_missing_told_together(tmp_path: Path) -> None:
    lost = xnk().drop("_meta").rename("TTHC", "Sheet3")
    assert {one.code for one in check(tmp_path, lost)} == {"don-vi-suy-ra", "ky-suy-ra"}
    (gone,) = [one for one in check(tmp_path, xnk().put("TTHC!I13", "x").put("TTHC!J13", "y")) if one.code == "mat-cot"]
    assert "Tiếp nhận trực tuyến; Tiếp nhận trực tiếp, bưu chính" in gone.message
    (near,) = [one for one in check(tmp_path, xnk().put("TTHC!I13", "tn_truc_tuyn")) if one.code == "mat-cot"]
    assert "Tiếp nhận trực tuyến (mã “tn_truc_tuyen”, trên sheet ghi “tn_truc_tuyn”)" in near.message
    (near,) = [one for one in check(tmp_path, xnk().put("Số liệu!D12", "gia_trj")) if one.code == "mat-cot"]
    assert "(mã “gia_tri”, trên sheet ghi “gia_trj”)" in near.message


def test_06_a_lost_sheet_is_told_once(tmp_path: Path) -> None:
    assert places(check(tmp_path, xnk().drop("Nhiệm vụ"))) == {("mat-sheet-phu", None, None)}
    without = xnk()
    for row in range(12, 20):
        for column in "ABCDEFGHIJKLM":
            without.put(f"Nhiệm vụ!{column}{row}", None)
    assert {one.code for one in check(tmp_path, without)} == {"nhiem-vu-thieu-dong"}  # the sheet is there


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0123", 123), ("123.0", 123), (123.0, 123), ("100%", None), ("19%", None), ("1.234", 1234), (True, None)],
)
def test_07_types_are_read_as_meant_or_asked_about(
    tmp_path: Path, reader: Reader, typed: str | float, number: int | None
) -> None:
    book = xnk()
    if typed is True:
        book.raw("Số liệu!D13", "b", "<v>1</v>")
    else:
        book.put("Số liệu!D13", typed)
    found = [one for one in check(tmp_path, book) if one.cell == "D13"]
    errors = [one for one in found if one.level is Level.ERROR]
    assert bool(errors) == (number is None)
    if number is not None and isinstance(typed, str):
        assert f"đã hiểu là {number}" in found[0].message
    assert reader.catalogue.procedures  # codes keep their zeros
    assert all(isinstance(one.code, str) and "." in one.code for one in reader.catalogue.procedures)


def test_08_a_requirement_is_judged_by_the_exact_value(root: Path) -> None:
    # 2999999 of 10000000 is 29,99999 %: shown as 30,00 %, and not more than 30 %
    put(root, "XNK.xlsx", xnk().put("Số liệu!D13", 10_000_000).put("Số liệu!D14", 2_999_999))
    _, outcome = merge(root)
    found = indicator(outcome, "som_han", "XNK")
    assert (found["percent"], found["passed"]) == ("30,00", False)


def test_09_nothing_over_nothing_is_no_data(root: Path) -> None:
    book = xnk()
    for row in range(14, 20):
        for column in "IJKLMNOP":
            book.put(f"TTHC!{column}{row}", 0)
        for column in "QRS":
            book.put(f"TTHC!{column}{row}", None)
    put(root, "XNK.xlsx", book)
    _, outcome = merge(root)
    found = indicator(outcome, "dung_han", "XNK")
    assert (found["numerator"], found["denominator"], found["percent"]) == (0, 0, None)
    assert found["value"] == "Không phát sinh"


def test_10_totals_are_not_data_and_hidden_merged_or_stray_cells_are_told(tmp_path: Path) -> None:
    book = xnk().insert_rows("TTHC", 17)
    book.put("TTHC!C17", "Cộng").put("TTHC!I17", 20).put("TTHC!J17", 21).put("TTHC!BZ900", "x")
    book.row("TTHC", 15).set("hidden", "1")
    book.after_data("TTHC", '<mergeCells count="1"><mergeCell ref="N18:N19"/></mergeCells>')
    found = check(tmp_path, book)
    assert {("dong-khong-ma", "TTHC", "B17"), ("dong-bi-an", "TTHC", None), ("o-bi-gop", "TTHC", "N18")} == places(
        found
    )
    assert "dòng 15" in next(one.message for one in found if one.code == "dong-bi-an")


def test_10_a_total_typed_by_the_unit_is_never_summed(root: Path, clean: dict[str, Any]) -> None:
    put(root, "XNK.xlsx", xnk().insert_rows("TTHC", 17).put("TTHC!C17", "Cộng").put("TTHC!L17", 500))
    _, outcome = merge(root)
    assert indicator(outcome, "dung_han") == indicator(clean, "dung_han")


def test_11_two_files_of_a_unit_never_overwrite_each_other_silently(root: Path) -> None:
    put(root, "XNK (2).xlsx", xnk(NEWER).put("Số liệu!D13", 130))
    shutil.copy(EXAMPLE / "VP.xlsx", root / "input" / PERIOD / "VP lần 2.xlsx")
    _, outcome = merge(root)
    assert statuses(outcome) | {"XNK.xlsx": "superseded", "VP lần 2.xlsx": "superseded"} == statuses(outcome)
    told = {one["code"]: one["message"] for one in outcome["problems"]}
    assert "120 → 130" in told["co-ban-moi-hon"]
    assert "chỉ tính một lần" in told["trung-tep"]
    _, outcome = merge(root, "--exclude", "XNK (2).xlsx", "--reason", "gửi nhầm bản nháp")
    assert statuses(outcome)["XNK (2).xlsx"] == "ignored"
    assert any("gửi nhầm bản nháp" in one["message"] for one in outcome["problems"])


def test_12_the_lineage_lists_every_file_and_what_became_of_it(root: Path) -> None:
    (root / "input" / PERIOD / "hỏng.xlsx").write_bytes(b"PK")
    (root / "input" / PERIOD / "công văn.pdf").write_bytes(b"%PDF")
    put(root, "XNK cũ.xlsx", xnk().put("Số liệu!D13", 130))
    _, outcome = merge(root)
    rows = load_workbook(root / "output" / PERIOD / "nguon-so-lieu.xlsx")["Tệp đã nhận"].iter_rows(
        min_row=2, values_only=True
    )
    assert {str(row[0]) for row in rows} == {one["file"] for one in outcome["files"]}
    assert len(outcome["files"]) == 13


def test_16_an_old_form_is_a_warning_and_errors_come_before_warnings(tmp_path: Path) -> None:
    book = xnk().put("_meta!B1", "cchc-don-vi-0").put("Số liệu!D13", -1)
    for row in (14, 15, 17, 18, 19):
        for column in "IJKLMNOP":
            book.put(f"TTHC!{column}{row}", "-")
    found = check(tmp_path, book)
    assert ("bieu-mau-khac-ban", None, None) in places(found)
    levels = [one.level for one in found]
    assert levels == sorted(levels, key=lambda level: level is not Level.ERROR)
    assert levels[0] is Level.ERROR
    told = cchc(ROOT, "check", str(tmp_path / "XNK.xlsx"))
    assert told.exit_code == 1
    # 40 cells hold "-": one line, eight cells named, the others counted
    (line,) = [line for line in told.stderr.splitlines() if "đã hiểu là 0" in line]
    assert "TTHC!I14, J14, K14, L14, M14, N14, O14, P14 và 32 ô khác" in line


def test_16_files_saved_by_another_office_read_like_those_of_excel(root: Path, clean: dict[str, Any]) -> None:
    book = xnk(NEWER).sub("docProps/app.xml", rb"<Application>[^<]*<", b"<Application>WPS Office_11.2.0.11191<")
    put(root, "XNK.xlsx", book)
    _, outcome = merge(root)
    assert outcome["indicators"] == clean["indicators"]
    assert codes(outcome) == set()
