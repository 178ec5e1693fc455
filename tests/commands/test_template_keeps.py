"""`cchc template` run again: a form that somebody has filled in is kept, a blank one is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import cchc

Q1 = "2022-Q1 | Quý I năm 2022 | 15/12/2021 | 14/3/2022 | 17/3/2022"
TASK = " | 2 | Việc riêng | | Các phòng | Báo cáo | Trong năm"


def cell_of(path: Path, sheet: str, row: str, column: str) -> tuple[str, str]:
    """(sheet, address) of an entry cell, by its codes."""
    page = load_workbook(path)[sheet]
    (anchor,) = [cell for cells in page.iter_rows() for cell in cells if cell.value == "#ma"]
    (across,) = [cell.column_letter for cell in page[anchor.row] if cell.value == column]
    (down,) = [cell.row for cell in page[anchor.column_letter] if str(cell.value) == row]
    return sheet, f"{across}{down}"


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    write_catalogue(
        tmp_path / "templates" / "danh-muc.xlsx", periods(Q1) | {"Kế hoạch": f"{SHEETS['Kế hoạch']}\n{TASK}"}
    )
    assert cchc(tmp_path, "template", "2022-Q1").exit_code == 0
    return tmp_path / "output" / "2022-Q1"


@pytest.mark.parametrize(
    ("sheet", "row", "column", "typed"),
    [
        ("Số liệu", "viec", "gia_tri", 12),
        ("Số liệu", "viec", "gia_tri", "mười hai"),
        ("Số liệu", "#nguoi_lap", "gia_tri", "Nguyễn Văn A"),
        ("Nhiệm vụ", "I.2", "ghi_chu", "chờ ý kiến"),
        ("Xếp hạng", "1", "chi_so", "PCI"),
    ],
)
def test_whatever_was_typed_is_kept(forms: Path, sheet: str, row: str, column: str, typed: str | int) -> None:
    form = forms / "bieu-mau" / "A.xlsx"
    blank, other = form.read_bytes(), (forms / "bieu-mau" / "B.xlsx").read_bytes()
    name, address = cell_of(form, sheet, row, column)
    book = load_workbook(form)
    book[name][address] = typed
    book.save(form)
    told = cchc(forms.parents[1], "template", "2022-Q1")
    assert told.exit_code == 0
    assert [line.split(":")[1].strip() for line in told.stderr.splitlines()] == ["bieu-mau/A.xlsx"]
    assert load_workbook(forms / "cu" / "bieu-mau" / "A.xlsx")[name][address].value == typed
    assert form.read_bytes() == blank
    assert (forms / "bieu-mau" / "B.xlsx").read_bytes() == other


def test_a_form_that_was_only_opened_and_saved_is_blank(forms: Path) -> None:
    """Other bytes, the same entries."""
    form = forms / "bieu-mau" / "A.xlsx"
    load_workbook(form).save(form)
    told = cchc(forms.parents[1], "template", "2022-Q1", "--unit", "A")
    assert (told.exit_code, told.stderr) == (0, "")
    assert not (forms / "cu").exists()


def test_what_cannot_be_read_is_kept(forms: Path) -> None:
    form = forms / "bieu-mau" / "A.xlsx"
    form.write_bytes(b"not a workbook")
    assert "bieu-mau/A.xlsx" in cchc(forms.parents[1], "template", "2022-Q1").stderr
    assert (forms / "cu" / "bieu-mau" / "A.xlsx").read_bytes() == b"not a workbook"


def test_a_form_is_the_same_made_alone_or_beside_others(tmp_path: Path) -> None:
    """Several are made in processes of their own, one in this one."""
    more = "\n".join(f"{code} | Phòng {code} | Các phòng" for code in "CDE")
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", periods(Q1) | {"Đơn vị": f"{SHEETS['Đơn vị']}\n{more}"})
    assert cchc(tmp_path, "template", "2022-Q1").exit_code == 0
    folder = tmp_path / "output" / "2022-Q1" / "bieu-mau"
    together = {form.name: form.read_bytes() for form in folder.iterdir()}
    assert sorted(together) == ["A.xlsx", "B.xlsx", "C.xlsx", "D.xlsx", "E.xlsx"]
    for name in ("A.xlsx", "E.xlsx"):
        (folder / name).unlink()
        assert cchc(tmp_path, "template", "2022-Q1", "--unit", name[0]).exit_code == 0
    assert {form.name: form.read_bytes() for form in folder.iterdir()} == together
