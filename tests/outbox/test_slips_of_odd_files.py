"""Slips of workbooks that nobody should open, and of names that get in each other's way."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from pathlib import Path
from typing import NoReturn

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from cchc_excel.model.records import Source
from cchc_excel.outbox import slips
from cchc_excel.outbox.copied_form import copied_into
from cchc_excel.outbox.slip_text import SlipText
from cchc_excel.outbox.slip_workbook import list_workbook
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location
from cchc_excel.reading.pool import Child
from cchc_excel.reading.workbook import read_file
from tests import libreoffice
from tests.cchc_runs import EXAMPLE, cchc, codes, merge, statuses
from tests.commands.test_run import change
from tests.fill.package_check import faults
from tests.reading.test_far_cells import changed, sheet
from tests.workbooks import small_report

SLIPS = Path("output") / "2022-Q1" / "tra-lai"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "input" / "2022-Q1"
    folder.mkdir(parents=True)
    shutil.copy(EXAMPLE / "VP.xlsx", folder)
    small_report(tmp_path)
    return folder


def bomb(path: Path) -> None:
    """A workbook of 0.4 MB whose sheet unpacks to 381 MB: blanks before the cells."""
    with zipfile.ZipFile(EXAMPLE / "XNK.xlsx") as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            if name != "xl/worksheets/sheet3.xml":
                made.writestr(name, given.read(name))
                continue
            with made.open(name, "w") as part:
                for _ in range(381):
                    part.write(b" " * (1 << 20))
                part.write(given.read(name))


def values(book: bytes | Path) -> list[str]:
    """The texts of a slip that is a list."""
    read = load_workbook(io.BytesIO(book) if isinstance(book, bytes) else book)
    assert read.sheetnames == ["Cần sửa"]
    return [str(one.value) for row in read.worksheets[0].iter_rows() for one in row if one.value is not None]


def test_what_was_refused_for_its_size_or_shape_is_not_opened_again(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb(inbox / "XNK.xlsx")
    assert (inbox / "XNK.xlsx").stat().st_size < 500_000
    changed(
        inbox / "TTR.xlsx",
        "xl/worksheets/sheet2.xml",
        rb"(?s).*",
        sheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'),
    )

    class Untouched(Child[slips.SlipRequest, bytes]):
        def ask(self, item: slips.SlipRequest) -> NoReturn:
            raise AssertionError(f"{item.name} is opened again")

    monkeypatch.setattr(slips, "Child", Untouched)
    _, outcome = merge(tmp_path)
    assert statuses(outcome) == {"XNK.xlsx": "refused", "TTR.xlsx": "refused", "VP.xlsx": "merged"}
    assert {"tep-qua-lon", "o-qua-xa"} <= codes(outcome)
    assert any("quá lớn" in text for text in values(tmp_path / SLIPS / "XNK.xlsx"))
    assert any("ô rất xa" in text for text in values(tmp_path / SLIPS / "TTR.xlsx"))


def test_one_that_is_sound_and_far_larger_than_a_form_goes_back_as_a_list(tmp_path: Path, inbox: Path) -> None:
    change(inbox / "VP.xlsx", "Số liệu", "vb_di", "gia_tri", -5)
    cells = "".join(f'<c r="{column}{{0}}"><v>123456789</v></c>' for column in ("AA", "AB", "AC", "AD", "AE", "AF"))
    rows = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(100, 50_100))
    # Hướng dẫn holds no figures: 300,000 cells more are nobody's
    shutil.move(inbox / "VP.xlsx", tmp_path / "VP.xlsx")
    with zipfile.ZipFile(tmp_path / "VP.xlsx") as given, zipfile.ZipFile(inbox / "VP.xlsx", "w", 8) as made:
        for name in given.namelist():
            data = given.read(name)
            last = b"</sheetData>"
            made.writestr(name, data.replace(last, rows.encode() + last) if name.endswith("sheet1.xml") else data)
    _, outcome = merge(tmp_path)
    assert statuses(outcome) == {"VP.xlsx": "merged"}
    assert "so-am" in codes(outcome)
    assert any("Số -5 là số âm" in text for text in values(tmp_path / SLIPS / "VP.xlsx"))


def test_a_slip_asked_for_what_the_door_would_refuse_is_none(tmp_path: Path) -> None:
    bomb(tmp_path / "XNK.xlsx")
    request = slips.SlipRequest("XNK.xlsx", tmp_path / "XNK.xlsx", [], SlipText("a", "b", ()))
    assert slips.make_slip(request) == (None, [])
    assert read_file(Source("XNK.xlsx", tmp_path / "XNK.xlsx"))[0] is None


def test_thousands_of_problems_are_counted_not_listed() -> None:
    problems = [kinds.FILE_EMPTY(Location("a.xlsx", "TTHC", f"A{row}")) for row in range(1, 3_001)]
    texts = values(list_workbook(problems, SlipText("a", "b", ())))
    assert "A2000" in texts
    assert "A2001" not in texts
    assert any("1000 điểm khác" in text for text in texts)


@pytest.mark.parametrize(
    ("names", "slips_made"),
    [
        (["a.xls", "a.xls.xlsx/b.xls"], {"a.xls (2).xlsx", "a.xls.xlsx/b.xls.xlsx"}),
        (["a.xlsx", "a.eml/b.xlsx"], {"a.xlsx", "a.eml/b.xlsx"}),
        (["a.xlsx", "a.xls", "a.xls.xlsx"], {"a.xlsx", "a.xls.xlsx", "a.xls (2).xlsx"}),
        ([f"{'a' * 251}.xls"], {f"{'a' * 235}.xlsx"}),
        ([f"{'ễ' * 83}.xls"], None),
    ],
    ids=["a folder has the slip's name", "a folder has the letter's name", "two slips", "251 bytes", "long words"],
)
def test_names_of_slips_stand_in_nobodys_way(
    tmp_path: Path, inbox: Path, names: list[str], slips_made: set[str] | None
) -> None:
    for name in names:
        (inbox / name).parent.mkdir(exist_ok=True)
        (inbox / name).write_bytes(b"")
    code, outcome = merge(tmp_path)
    assert code == 1
    assert [one["file"] for one in outcome["files"] if one["status"] == "refused"] == sorted(names)
    made = {
        path.relative_to(tmp_path / SLIPS).as_posix() for path in (tmp_path / SLIPS).rglob("*.xlsx") if path.is_file()
    }
    assert slips_made is None or made == slips_made
    assert len(made) == len(names)
    letters = [path for path in (tmp_path / SLIPS).rglob("*.eml") if path.is_file()]
    assert len(letters) == len(names)


def typed_in(book: Workbook) -> dict[tuple[str, str], object]:
    """What stands in the entry cells of a form."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        if sheet.title in ("Số liệu", "TTHC", "Nhiệm vụ", "Xếp hạng")
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and not cell.protection.locked and cell.value is not None
    }


@pytest.mark.office
def test_an_old_xls_comes_back_as_a_sound_xlsx_with_what_the_unit_typed(tmp_path: Path, inbox: Path) -> None:
    """Figures, days and texts, the wrong one marked; mended it is a sound form, and the same slip is made each time."""
    (inbox / "VP.xlsx").unlink()
    libreoffice.typed(EXAMPLE / "XNK.xlsx", {inbox / "XNK.xls": [["Số liệu", 12, 3, -5]]})
    code, outcome = merge(tmp_path)
    assert (code, statuses(outcome)) == (1, {"XNK.xls": "merged"})
    slip = tmp_path / SLIPS / "XNK.xls.xlsx"
    assert faults(slip.read_bytes()) == []
    book = load_workbook(slip)
    assert book.sheetnames == ["Cần sửa", *load_workbook(EXAMPLE / "XNK.xlsx").sheetnames]
    wrong = book["Số liệu"]["D13"]
    assert (wrong.value, wrong.fill.fgColor.rgb) == (-5, "FFFF9B9B")
    theirs, ours = typed_in(load_workbook(EXAMPLE / "XNK.xlsx")), typed_in(book)
    assert len(theirs) > 60
    assert ours == theirs | {("Số liệu", "D13"): -5}
    assert book.properties.modified == dt.datetime(2000, 1, 1)  # of the blank form, not of now

    book["Số liệu"]["D13"].value = theirs["Số liệu", "D13"]
    book.save(tmp_path / "XNK.xlsx")
    assert cchc(tmp_path, "check", str(tmp_path / "XNK.xlsx")).exit_code == 0


def test_where_an_entry_has_no_place_nothing_is_copied() -> None:
    """Procedures of a unit that has none in its own form."""
    form, data = (EXAMPLE / "VP.xlsx").read_bytes(), (EXAMPLE / "XNK.xlsx").read_bytes()
    assert copied_into(form, data, "XNK.xlsx", []) is None
    moved = copied_into(data, data, "XNK.xlsx", [kinds.COUNT_NEGATIVE(Location("XNK.xls", "Số liệu", "D13"), value=-5)])
    assert moved is not None
    assert [(one.sheet, one.cell) for one in moved[1]] == [("Số liệu", "D13")]
    sorted_rows = [kinds.ROWS_SORTED(Location("XNK.xls", "TTHC"), rows="14, 15")]
    assert copied_into(data, data, "XNK.xlsx", sorted_rows) is None
