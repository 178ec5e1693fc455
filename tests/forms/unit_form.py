"""A blank unit workbook in tests: made, opened, addressed by its codes without the product's reader, and filled in."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.commands.blank import FormOrder, make_blank
from cchc_excel.compute.tasks import find_required_tasks
from cchc_excel.forms import layout
from cchc_excel.forms.blank.workbook import Prefill
from cchc_excel.model.records import CellValue, RawForm, RawSheet
from cchc_excel.problems.problem import Problem

PERIOD = "2022-Q1"
UNIT = "QLTM"
"""A unit with procedures of every mixture of flags; VP has none."""
CATALOGUE_FILE = Path(__file__).parents[2] / "templates" / "danh-muc.xlsx"

ALL_FLAGS, NO_PAYMENT, ONLY_BCCI, FOREIGN = "2.001624", "2.000636", "2.000073", "2.000063"
"""Procedures of the unit with all four flags; without cb_thanh_toan; with bcci and fees; one of another
unit, with all flags."""
PREFILL = Prefill({}, {ALL_FLAGS: {"tn_ky_truoc": 3}}, {"cv_giao": 12})


def raw_form(data: bytes) -> RawForm:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets: list[RawSheet] = []
    for name in book.sheet_names:
        rows: list[list[CellValue]] = [list(row) for row in book.get_sheet_by_name(name).to_python(False)]
        sheets.append(RawSheet(name, rows))
    return RawForm(sheets, "")


def shipped_catalogue() -> Catalogue:
    found, mistakes = read_catalogue(raw_form(CATALOGUE_FILE.read_bytes()), CATALOGUE_FILE.name)
    assert found is not None, mistakes
    return found


def make(catalogue: Catalogue, unit: str, prefill: Prefill) -> tuple[bytes, list[Problem]]:
    period = catalogue.periods[PERIOD]
    tasks = list(find_required_tasks(catalogue, unit, period, ()).values())
    return make_blank(catalogue, period, FormOrder(f"{unit}.xlsx", catalogue.units[unit], tasks, prefill))


def opened(data: bytes | Path, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data) if isinstance(data, bytes) else data, data_only=values)


def worksheet(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


class Coded:
    """A sheet's cells by row and column code, found again here without the product's own reader."""

    def __init__(self, book: Workbook, name: str) -> None:
        self.sheet = worksheet(book, name)
        anchors = [cell for row in self.sheet.iter_rows() for cell in row if cell.value == "#ma"]
        assert len(anchors) == 1
        (self.anchor,) = anchors
        self.columns = {cell.value: cell.column for cell in self.sheet[self.anchor.row] if cell.value}
        below = range(self.anchor.row + 1, self.sheet.max_row + 1)
        self.codes = [self.sheet.cell(row, self.anchor.column).value for row in below]
        self.rows = {code: row for row, code in zip(below, self.codes, strict=True) if code}
        self.spare = [row for row, code in zip(below, self.codes, strict=True) if not code][: layout.SPARE_ROWS]

    def get(self, row: str | int, column: str) -> object:
        at = self.rows[row] if isinstance(row, str) else row
        return self.sheet.cell(at, self.columns[column]).value

    def put(self, row: str | int, **values: str | int | dt.date) -> None:
        at = self.rows[row] if isinstance(row, str) else row
        for column, value in values.items():
            self.sheet.cell(at, self.columns[column], value)


def fill(book: Workbook) -> None:
    """What a unit would type, and what a careless one would."""
    figures, procedures = Coded(book, "Số liệu"), Coded(book, "TTHC")
    for code, value in {"cv_giao": 100, "cv_som_han": 31, "cv_tre_han": 1, "cv_gia_han": 0}.items():
        figures.put(code, gia_tri=value)
    figures.put("dg_diem", gia_tri=25)  # dg_ho_so stays blank
    figures.put("#nguoi_lap", gia_tri="Trần Thị B")
    procedures.put(ALL_FLAGS, tn_truc_tuyen=10, gq_truoc_han=4, gq_qua_han=2, dang_trong_han=7, bcci=3, tt_dvcqg=1)
    procedures.put(NO_PAYMENT, tn_truc_tiep=5, gq_dung_han=4, bcci=6, tt_truc_tuyen=1)
    procedures.put(ONLY_BCCI, tn_truc_tiep=4, gq_dung_han=3)
    procedures.put(procedures.spare[0], ma_hien=FOREIGN, tn_truc_tuyen=2, gq_dung_han=2)
    procedures.put(procedures.spare[1], gq_dung_han=1)
    tasks = Coded(book, "Nhiệm vụ")
    tasks.put("II.2.4.2", trang_thai="Đã hoàn thành", ngay_hoan_thanh=dt.date(2022, 3, 18), ket_qua="Báo cáo")
    tasks.put("II.5.2", trang_thai="Đã hoàn thành")
    tasks.put("II.5.3", trang_thai="Không phát sinh")
    ranks = Coded(book, "Xếp hạng")
    ranks.put("1", chi_so="PCI", tieu_chi="Gia nhập thị trường", hang_nam_truoc=9, hang_nam_nay=4)
