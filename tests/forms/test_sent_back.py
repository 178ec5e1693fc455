"""Forms that come back as they were sent out, and forms of units that are asked little: what is told, and what is
not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.commands.check import check_files
from cchc_excel.forms.blank.workbook import Prefill
from cchc_excel.problems.problem import Level, Problem
from cchc_excel.workspace.folders import folders_at
from tests import libreoffice
from tests.catalogue.tables import periods, write_catalogue
from tests.cchc_runs import ROOT, cchc, merge, statuses
from tests.forms.unit_form import ALL_FLAGS, FOREIGN, PERIOD, PREFILL, UNIT, Coded, make, opened, shipped_catalogue
from tests.workbooks import small_report

FIGURES, GUIDE, TASKS = "Số liệu", "Hướng dẫn", "Nhiệm vụ"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def blanks(catalogue: Catalogue) -> Mapping[str, bytes]:
    """Of a unit with dossiers carried over, of one without procedures, of one without tasks."""
    return {unit: make(catalogue, unit, PREFILL if unit == UNIT else Prefill())[0] for unit in (UNIT, "VP", "KCTV")}


def found(path: Path, data: bytes | Workbook) -> list[Problem]:
    """What `cchc check` finds in a workbook."""
    path.write_bytes(data) if isinstance(data, bytes) else data.save(path)
    could, problems = check_files(folders_at(ROOT, None, None), [path], PERIOD)
    assert could
    return problems


@pytest.mark.parametrize("unit", [UNIT, "VP", "KCTV"])
def test_a_form_that_came_back_as_it_was_sent_out_is_one_problem(
    blanks: Mapping[str, bytes], tmp_path: Path, unit: str
) -> None:
    """Not one for each of its figures and tasks, whatever was carried over into it."""
    (problem,) = found(tmp_path / f"{unit}.xlsx", blanks[unit])
    assert (problem.code, problem.level, problem.unit) == ("bieu-mau-trong", Level.ERROR, unit)
    assert problem.message.startswith("biểu mẫu gửi về còn trống, chưa điền ô nào; điền số liệu")


@pytest.mark.parametrize(
    ("sheet", "row", "column", "typed"),
    [
        (FIGURES, "cv_giao", "gia_tri", 0),
        ("TTHC", ALL_FLAGS, "bcci", 0),
        (TASKS, "II.5.2", "ghi_chu", "chờ ý kiến"),
    ],
)
def test_one_in_which_anything_was_typed_is_told_what_it_lacks(
    blanks: Mapping[str, bytes], tmp_path: Path, sheet: str, row: str, column: str, typed: str | int
) -> None:
    book = opened(blanks[UNIT])
    Coded(book, sheet).put(row, **{column: typed})
    codes = [one.code for one in found(tmp_path / "a.xlsx", book)]
    assert "bieu-mau-trong" not in codes
    assert codes.count("chua-nhap") == (5 if row == "cv_giao" else 6)  # of four cv_* and two dg_*


def test_what_stands_where_nothing_is_read_is_no_blank_form(blanks: Mapping[str, bytes], tmp_path: Path) -> None:
    """Figures in a spare row without a code: the row is an error, and saying that nothing was filled in would be
    wrong."""
    book = opened(blanks[UNIT])
    procedures = Coded(book, "TTHC")
    procedures.put(procedures.spare[0], tn_truc_tuyen=2)
    codes = {one.code for one in found(tmp_path / "a.xlsx", book)}
    assert "dong-khong-ma" in codes
    assert "bieu-mau-trong" not in codes


def test_the_merge_says_it_once_and_counts_nothing(tmp_path: Path) -> None:
    write_catalogue(
        tmp_path / "templates" / "danh-muc.xlsx", periods("2022-Q1 | Quý I | 15/12/2021 | 14/3/2022 | 17/3/2022")
    )
    small_report(tmp_path)
    assert cchc(tmp_path, "template", PERIOD, "--unit", "A").exit_code == 0
    cchc(tmp_path, "collect", str(tmp_path / "output" / PERIOD / "bieu-mau" / "A.xlsx"))
    receipt = (tmp_path / "output" / PERIOD / "bien-nhan" / "A.xlsx.txt").read_text(encoding="utf-8")
    assert "Tệp chưa dùng được" in receipt
    assert not [words for words in ("chưa nhập", "0,00%") if words in receipt]
    assert "2000" not in cchc(tmp_path, "status", PERIOD).stdout  # nobody has saved it
    code, outcome = merge(tmp_path, "--accept-missing", "B")
    assert (code, statuses(outcome)) == (1, {"A.xlsx": "merged"})
    assert [(one["code"], one["file"]) for one in outcome["problems"] if one["level"] == "error"] == [
        ("bieu-mau-trong", "A.xlsx")
    ]
    assert {one["numerator"] for one in outcome["indicators"] if one["unit"] == "A"} <= {None}
    letter = (tmp_path / "output" / PERIOD / "tra-lai" / "A.txt").read_text(encoding="utf-8")
    assert "Tệp chưa dùng được vì lý do sau:\n\n- A.xlsx – Lỗi: biểu mẫu gửi về còn trống" in letter


@pytest.mark.parametrize("unit", [UNIT, "VP", "KCTV"])
def test_an_empty_form_shows_no_ratio(blanks: Mapping[str, bytes], unit: str) -> None:
    """Neither of figures nor of tasks: 0 of 9 would look like a result. Who has no tasks has no ratio of them."""
    figures = Coded(opened(blanks[unit], values=True), FIGURES)
    shown = {code: figures.get(str(code), "ky_truoc") for code in figures.rows if str(code).startswith("#ct_")}
    assert ("#ct_hoan_thanh" in shown) == (unit != "KCTV")
    assert set(shown.values()) == {"Chưa có số liệu"}


@pytest.mark.office
def test_users_of_libreoffice_have_the_same_form(blanks: Mapping[str, bytes], tmp_path: Path) -> None:
    """Opened and saved there: still protected, with its lists, its rows of codes hidden, without ratios, and blank; a
    spare row grows with the name of what is chosen in it."""
    (tmp_path / f"{UNIT}.xlsx").write_bytes(blanks[UNIT])
    given = opened(blanks[UNIT])
    procedures = Coded(given, "TTHC")
    place = [procedures.spare[0] - 1, procedures.columns["ma_hien"] - 1]
    targets = [tmp_path / "as-it-is.xlsx", tmp_path / "chosen.xlsx"]
    libreoffice.typed(tmp_path / f"{UNIT}.xlsx", {targets[0]: [], targets[1]: [["TTHC", *place, FOREIGN]]})
    book, chosen = (opened(target) for target in targets)
    for name in (FIGURES, "TTHC", TASKS, "Xếp hạng"):
        ours, theirs = Coded(given, name), Coded(book, name)
        assert theirs.sheet.protection.sheet
        assert theirs.sheet.row_dimensions[theirs.anchor.row].hidden and theirs.sheet.column_dimensions["A"].hidden
        lists = [
            {rule.formula1 for rule in one.sheet.data_validations.dataValidation if rule.type == "list"}
            for one in (ours, theirs)
        ]
        assert len(lists[0]) == len(lists[1])
    assert book["_meta"].sheet_state != "visible"
    figures = Coded(opened(targets[0], values=True), FIGURES)
    assert figures.get("#ct_hoan_thanh", "ky_truoc") == figures.get("#ct_dung_han", "ky_truoc") == "Chưa có số liệu"
    assert [one.code for one in found(targets[0], targets[0].read_bytes())] == ["bieu-mau-trong"]
    before, after = (one["TTHC"].row_dimensions[procedures.spare[0]].height or 15 for one in (book, chosen))
    assert after > before


def test_who_has_no_tasks_has_no_sheet_for_them(blanks: Mapping[str, bytes], tmp_path: Path) -> None:
    book = opened(blanks["KCTV"])
    assert book.sheetnames == [GUIDE, FIGURES, "Xếp hạng", "_meta"]
    steps = [str(book[GUIDE].cell(row, 3).value) for row in range(10, 15)]
    assert steps == [FIGURES, "Xếp hạng", "Kiểm tra", "Gửi", "None"]
    Coded(book, FIGURES).put("cv_giao", gia_tri=9)
    for code in ("cv_som_han", "cv_tre_han", "cv_gia_han"):
        Coded(book, FIGURES).put(code, gia_tri=0)
    assert found(tmp_path / "KCTV.xlsx", book) == []
