"""The unit workbook as the person who fills it in meets it: what a cell says, what is seen without scrolling, what the
workbook shows of the unit's own ratios before it is sent. LibreOffice types and calculates; `merge` is the judge."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import subprocess
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.fill import page_breaks
from cchc_excel.forms.blank.workbook import Prefill
from scripts.page_fill import before_last, fills, last_pages
from tests import libreoffice, printed
from tests.cchc_runs import EXAMPLE, ROOT, merge
from tests.fill.package_check import faults
from tests.fill.package_check import judged as judged_by_sdk
from tests.forms.unit_form import (
    ALL_FLAGS,
    NO_PAYMENT,
    PREFILL,
    UNIT,
    Coded,
    fill,
    make,
    opened,
    shipped_catalogue,
    worksheet,
)

UNITS = ("XNK", "VP", "TTR")
"""A unit with procedures, one with documents to count, one with neither."""
WIDTH, HEIGHT = 1310, 460
"""Pixels of cells that Excel shows on a screen of 1366 × 768, with its ribbon, row numbers and the task bar."""
EXCEL_2007 = {"AND", "COUNTA", "COUNTIF", "DATE", "IF", "IFERROR", "INDEX", "MATCH", "N", "OR", "SUM"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def blanks(catalogue: Catalogue) -> dict[str, bytes]:
    made = {unit: make(catalogue, unit, PREFILL if unit == UNIT else Prefill()) for unit in (UNIT, *UNITS)}
    assert [found for _, found in made.values()] == [[]] * 4
    return {unit: data for unit, (data, _) in made.items()}


@pytest.fixture(scope="module", params=[UNIT, *UNITS])
def book(blanks: dict[str, bytes], request: pytest.FixtureRequest) -> Workbook:
    return opened(blanks[request.param])


@pytest.fixture(scope="module")
def filled(blanks: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The workbook that `fill` filled in, with the values that LibreOffice calculates."""
    folder = tmp_path_factory.mktemp("filled")
    book = opened(blanks[UNIT])
    fill(book)
    book.save(folder / f"{UNIT}.xlsx")
    return opened(libreoffice.recalculated(folder / f"{UNIT}.xlsx", folder / "saved"), values=True)


def data_sheets(book: Workbook) -> list[Worksheet]:
    shown = [name for name in book.sheetnames if not name.startswith("_")]
    assert shown[0] == "Hướng dẫn"
    return [worksheet(book, name) for name in shown[1:]]


def entries(sheet: Worksheet) -> list[Cell]:
    """The cells that can be typed into, in reading order: the order in which Tab visits them on a protected sheet."""
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)]
    return [cell for cell in cells if not cell.protection.locked]


def rules_of(sheet: Worksheet, cell: Cell) -> list[Any]:
    def holds(area: str) -> bool:
        left, top, right, bottom = range_boundaries(area)
        assert left is not None and top is not None and right is not None and bottom is not None
        return left <= cell.column <= right and top <= cell.row <= bottom

    rules = sheet.data_validations.dataValidation
    return [rule for rule in rules if any(holds(area) for area in str(rule.sqref).split())]


def test_entry_cells_stay_where_forms_already_sent_have_them(book: Workbook) -> None:
    first = {sheet.title: entries(sheet)[0].coordinate for sheet in data_sheets(book)}
    at = {"Số liệu": "D13", "TTHC": "I14", "Nhiệm vụ": "G12", "Xếp hạng": "C12"}
    assert first == {name: at[name] for name in first}


def test_every_entry_cell_says_what_belongs_there_and_what_to_do_after_a_mistake(book: Workbook) -> None:
    for sheet in data_sheets(book):
        for cell in entries(sheet):
            (rule,) = rules_of(sheet, cell)
            where = (sheet.title, cell.coordinate)
            assert rule.showInputMessage and 1 <= len(rule.promptTitle) <= 32, where
            assert 20 <= len(rule.prompt) <= 255 and not rule.prompt.endswith("…"), where
            if rule.type is not None:
                assert rule.showErrorMessage and rule.errorStyle in (None, "stop"), where
                assert len(rule.error) <= 225 and re.search("[Nn]hập lại|chọn một dòng", rule.error), where


def test_a_procedure_figure_says_its_definition_and_its_column_of_the_official_form(
    catalogue: Catalogue, blanks: dict[str, bytes]
) -> None:
    with (ROOT / "scripts" / "danh-muc" / "so-lieu.tsv").open(encoding="utf-8") as file:
        notes = {row["mã"]: row["chú giải"] for row in csv.DictReader(file, delimiter="\t")}
    sheet = Coded(opened(blanks[UNIT]), "TTHC")

    def under_its_name(coded: Coded, code: str) -> object:
        text = coded.sheet.cell(coded.anchor.row - 1, coded.columns[code]).value
        return str(text).replace("\n", " ")  # a narrow column has the ends of its lines in it

    for code in ("tn_truc_tuyen", "dang_qua_han", "bcci"):
        cell = sheet.sheet.cell(sheet.rows[ALL_FLAGS], sheet.columns[code])
        assert isinstance(cell, Cell)
        assert [rule.prompt for rule in rules_of(sheet.sheet, cell)] == [notes[code]]
    assert under_its_name(sheet, "tn_truc_tuyen") == "Cột 4 biểu II.06a"
    assert under_its_name(sheet, "dang_qua_han") == "Cột 13 biểu II.06a"
    assert under_its_name(sheet, "bcci") == "–"

    figures = dict(catalogue.figures)
    figures["bcci"] = msgspec.structs.replace(figures["bcci"], note="Cột 21 mẫu số 9: hồ sơ gửi qua bưu chính.")
    other = msgspec.structs.replace(catalogue, figures=figures)
    assert under_its_name(Coded(opened(make(other, UNIT, Prefill())[0]), "TTHC"), "bcci") == "Cột 21 mẫu số 9"


def test_each_sheet_opens_on_its_first_entry_cell(book: Workbook) -> None:
    for sheet in data_sheets(book):
        active = sheet.sheet_view.selection[-1].activeCell
        assert active == entries(sheet)[0].coordinate, sheet.title
        assert sheet.protection.selectUnlockedCells is False  # False: allowed, so Tab goes from entry to entry


def zoom_of(sheet: Worksheet) -> float:
    return (sheet.sheet_view.zoomScale or 100) / 100


def width_of(sheet: Worksheet) -> float:
    """Pixels of the columns that are shown, in Excel: a digit of the workbook's font has 7; a file's width has the
    margins in it."""
    shown = {}
    for one in sheet.column_dimensions.values():
        for column in range(one.min or 1, (one.max or 1) + 1):
            shown[column] = 0 if one.hidden else int(one.width * 7 + 0.5)
    return sum(shown.values()) * zoom_of(sheet)


def height_of(sheet: Worksheet, last: int) -> float:
    rows = (sheet.row_dimensions[row] for row in range(1, last + 1))
    points = sum(0 if one.hidden else float(one.height or 15) for one in rows)
    return points * 4 / 3 * zoom_of(sheet)


def test_nothing_needed_is_off_a_laptop_screen(book: Workbook) -> None:
    guide = worksheet(book, "Hướng dẫn")
    (send,) = [row for row in range(1, 30) if guide.cell(row, 3).value == "Gửi"]
    assert width_of(guide) <= WIDTH
    assert height_of(guide, send) <= HEIGHT
    for sheet in data_sheets(book):
        assert width_of(sheet) <= WIDTH, sheet.title
        frozen = sheet.freeze_panes
        if frozen:  # three rows at least are seen below the rows that stay
            below = int(re.sub(r"\D", "", str(frozen)))
            assert below == entries(sheet)[0].row
            assert height_of(sheet, below + 2) <= HEIGHT, sheet.title


def test_the_guide_says_what_by_when_and_to_whom(book: Workbook) -> None:
    guide = worksheet(book, "Hướng dẫn")
    (send,) = [row for row in range(1, 30) if guide.cell(row, 3).value == "Gửi"]
    last = " ".join(str(guide.cell(send, column).value) for column in (4, 5))
    for told in ("Văn phòng Sở", "cchc@sct.example", "0000 000 000", "17/03/2022"):
        assert told in last
    cells = [guide.cell(row, 3) for row in range(10, send)]
    to = {
        cell.value: tuple(str(cell.hyperlink.location).replace("'", "").split("!")) for cell in cells if cell.hyperlink
    }
    assert to == {one.title: (one.title, entries(one)[0].coordinate) for one in data_sheets(book)}


@pytest.mark.office
def test_the_guide_counts_what_is_left(filled: Workbook) -> None:
    guide = worksheet(filled, "Hướng dẫn")
    said = {guide.cell(row, 3).value: guide.cell(row, 5).value for row in range(10, 16)}
    assert said == {
        "Số liệu": "Còn 1 ô chưa nhập",  # dg_ho_so
        "TTHC": "5 dòng có số liệu",  # three of the unit's, two spare rows
        "Nhiệm vụ": "Còn 6 nhiệm vụ chưa chọn trạng thái",  # nine tasks, three answered
        "Xếp hạng": "1 dòng có thứ hạng",
        "Kiểm tra": "2 lỗi, 1 cảnh báo",  # NO_PAYMENT and the row without a code; ONLY_BCCI
        "Gửi": "Chậm nhất ngày 17/03/2022",
    }


def beside(sheet: Worksheet, name: str, rows: range) -> Sequence[object]:
    """What stands at the right of a ratio's name: numerator, denominator, result, requirement."""
    cells = [cell for row in sheet.iter_rows(min_row=rows.start, max_row=rows.stop - 1, min_col=8) for cell in row]
    (at,) = [cell for cell in cells if cell.value == name]
    assert at.column is not None
    right = sheet.iter_rows(min_row=at.row, max_row=at.row, min_col=at.column + 1, values_only=True)
    return [value for value in next(right) if value is not None][:4]


@pytest.mark.office
def test_a_form_that_nobody_has_begun_is_not_blamed_for_what_it_came_with(
    blanks: dict[str, bytes], tmp_path: Path
) -> None:
    """It came with 3 dossiers of a procedure; they are to be accounted for as soon as a figure of any is there."""
    assert Coded(opened(blanks[UNIT], values=True), "TTHC").get(ALL_FLAGS, "#kt") in (None, "")
    guide = worksheet(opened(blanks[UNIT], values=True), "Hướng dẫn")
    assert "Không có lỗi, cảnh báo" in {cell.value for row in guide.iter_rows() for cell in row}
    book = opened(blanks[UNIT])
    begun = Coded(book, "TTHC")
    begun.sheet.cell(begun.rows[NO_PAYMENT], begun.columns["tn_truc_tuyen"], 0)
    book.save(tmp_path / f"{UNIT}.xlsx")
    told = Coded(opened(libreoffice.recalculated(tmp_path / f"{UNIT}.xlsx", tmp_path / "saved"), values=True), "TTHC")
    assert str(told.get(ALL_FLAGS, "#kt")).startswith("Cảnh báo: tổng số tiếp nhận (3) lớn hơn")


@pytest.mark.office
def test_ratios_stand_beside_the_figures_that_make_them(filled: Workbook) -> None:
    procedures, figures = worksheet(filled, "TTHC"), worksheet(filled, "Số liệu")
    # On time 4 + 4 + 3 + 2, late 2; by fees 1 of the catalogue's procedures of the unit.
    on_time = beside(procedures, "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn", range(1, 9))
    assert on_time[:3] == [13, 15, pytest.approx(13 / 15)]
    early = beside(figures, "Tỷ lệ công việc hoàn thành sớm hạn", range(13, 19))
    assert early == [31, 100, 0.31, "> 30%: Không đạt"]  # one is late


def test_looks_do_not_need_colours(book: Workbook) -> None:
    for sheet in data_sheets(book):
        for row in sheet.iter_rows(min_row=12):
            for cell in row:
                number = cell.number_format not in ("General", "@") and cell.value is not None
                if number and cell.data_type == "f":
                    assert cell.font.i, (sheet.title, cell.coordinate)
    if "TTHC" in book.sheetnames and UNIT in str(book["_meta"]["B3"].value):
        procedures = Coded(book, "TTHC")
        crossed = {
            code
            for code, column in procedures.columns.items()
            if procedures.sheet.cell(procedures.rows[NO_PAYMENT], column).border.diagonalUp
        }
        assert crossed == {"tt_truc_tuyen"}
    words = {str(cell.value) for row in worksheet(book, "Hướng dẫn")["G10:G14"] for cell in row}
    assert {"LỖI", "Cảnh báo"} <= words


def test_only_what_the_unit_signs_is_printed(book: Workbook) -> None:
    for sheet in data_sheets(book):
        columns = Coded(book, sheet.title).columns
        last = {"Số liệu": columns.get("#le"), "TTHC": columns.get("phat_sinh")}.get(sheet.title)
        area = str(sheet.print_area).rsplit("!", 1)[-1].replace("$", "")
        assert last is None or range_boundaries(area)[2] == last, sheet.title


@pytest.mark.office
def test_on_paper_signatures_stand_below_ratios_and_headings_above_lines(
    catalogue: Catalogue, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    """As LibreOffice prints sheet Số liệu: who signs sees two lines of what is signed; a heading ends no page."""
    files = []
    for unit, data in (blanks | {"KCTV": make(catalogue, "KCTV", Prefill())[0]}).items():
        files.append(tmp_path / f"{unit}.xlsx")
        files[-1].write_bytes(data)
    for pdf in libreoffice.all_to_pdf(files, tmp_path / "pdf"):
        assert not re.search(r"\b0[.,]0+%", " ".join(page.text for page in printed.pages(pdf)))
        full = fills(pdf)
        last = last_pages(pdf)
        # a page ends early where the ratios, who made the form and the place to sign go together
        assert min(before_last(full, last), default=1.0) >= 0.8, (pdf.name, full)
        assert len(full) <= {UNIT: 7, "XNK": 6, "VP": 6, "TTR": 5, "KCTV": 3}[pdf.stem]
        sheets = [page for page in printed.pages(pdf) if page.height > page.width]  # the others are landscape
        (signed,) = [page for page in sheets if "NGƯỜILẬPBIỂU" in page.text]
        names = [spec.name for spec in catalogue.indicators.values()]
        held = [name for name in names if printed.squashed(name) in signed.text]
        assert len(held) >= (1 if pdf.stem == "KCTV" else 2), (pdf.name, signed.text[:200])  # it has but one
        ends = [re.sub(r"Trang\d+/\d+$", "", page.text) for page in sheets]
        heads = ("Cáchtính", "Yêucầu", "Chúgiải", "Kiểmtratựđộng", "Kếtquảtựtính", "Ngườilậpbiểu")
        assert [end[-40:] for end in ends if end.endswith(heads)] == []


@pytest.mark.parametrize(
    ("heights", "bound", "breaks"),
    [
        ([10] * 9, [], []),  # a page has room for 10 of them
        ([10] * 25, [], [10, 20]),
        ([10] * 25, [(8, 10)], [8, 18]),  # the run would begin its third row on page 2
        ([10] * 25, [(5, 8), (8, 10)], [5, 15]),  # two runs that share a row
        ([10] * 25, [(0, 24)], [10, 20]),  # no page has room for the run
        ([10] * 9 + [60, 60, 5], [(9, 9), (10, 11)], [9, 10]),
    ],
)
def test_where_pages_begin(heights: list[float], bound: list[tuple[int, int]], breaks: list[int]) -> None:
    assert page_breaks(heights, 100, bound) == breaks


def test_formulas_are_those_of_excel_2007(book: Workbook) -> None:
    used: set[str] = set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert isinstance(cell.value, str), (sheet.title, cell.coordinate)  # else an array
                    used |= set(re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub('"[^"]*"', "", cell.value)))
    assert {"IF", "SUM", "COUNTIF"} <= used <= EXCEL_2007


@pytest.mark.parametrize("unit", UNITS)
def test_the_package_is_sound(blanks: dict[str, bytes], tmp_path: Path, unit: str) -> None:
    assert faults(blanks[unit]) == []
    (tmp_path / "x.xlsx").write_bytes(blanks[unit])
    assert judged_by_sdk(tmp_path / "x.xlsx") == []


def typed_in_the_example(unit: str) -> list[list[object]]:
    """What was typed into the example's workbook: [sheet, row, column, value] as LibreOffice counts them."""
    found: list[list[object]] = []
    for sheet in data_sheets(opened(EXAMPLE / f"{unit}.xlsx")):
        for cell in entries(sheet):
            value = cell.value
            if value is not None:
                told = f"{value:%Y-%m-%d}" if isinstance(value, dt.datetime) else value
                found.append([sheet.title, cell.row - 1, cell.column - 1, told])
    return found


@pytest.fixture(scope="module")
def sent(blanks: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with workbooks of three units, typed in by LibreOffice."""
    root = tmp_path_factory.mktemp("root")
    (root / "input" / "2022-Q1").mkdir(parents=True)
    jobs = []
    for unit in UNITS:
        blank = root / f"{unit}.xlsx"
        blank.write_bytes(blanks[unit])
        target = root / "input" / "2022-Q1" / blank.name
        jobs.append({"source": str(blank), "target": str(target), "cells": typed_in_the_example(unit)})
    assert all(len(job["cells"]) > 20 for job in jobs)
    command = ["/usr/bin/python3", str(ROOT / "scripts" / "fill_by_libreoffice.py")]
    subprocess.run(command, input=json.dumps(jobs), text=True, check=True, timeout=180)
    return root


@pytest.mark.office
def test_the_unit_sees_the_ratios_that_merge_reports(sent: Path) -> None:
    _, outcome = merge(sent)
    assert {one["status"] for one in outcome["files"]} == {"merged"}
    for unit in UNITS:
        sheet = Coded(opened(sent / "input" / "2022-Q1" / f"{unit}.xlsx", values=True), "Số liệu")
        owed = {one["code"]: one for one in outcome["indicators"] if one["unit"] == unit}
        assert {f"#ct_{code}" for code in owed} == {code for code in sheet.rows if str(code).startswith("#ct_")}
        for code, one in owed.items():
            line = [sheet.get(f"#ct_{code}", name) for name in ("don_vi_tinh", "gia_tri", "ky_truoc", "chu_giai")]
            top, bottom, result, told = line
            assert (top, bottom) == (one["numerator"], one["denominator"]), (unit, code)
            assert isinstance(top, int) and isinstance(bottom, int)
            if bottom:
                assert result == pytest.approx(top / bottom, abs=1e-12)
            if bottom and one["percent"] is not None:
                exact = Decimal(top) * 100 / Decimal(bottom)
                shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
                assert one["percent"] == str(shown).replace(".", ","), (unit, code)
            verdict = {True: ": Đạt", False: ": Không đạt", None: ""}[one["passed"]]
            assert str(told or "").endswith(verdict) and (verdict or "ạt" not in str(told or "")), (unit, code)
