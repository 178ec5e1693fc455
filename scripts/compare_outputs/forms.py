"""Unit workbooks filled by openpyxl, addressed by their codes, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

MOMENT = (2022, 3, 16, 8, 30, 0)
"""The time in zip headers."""
Value = str | int | float | bool | dt.date | None
STATUSES = ("Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Không phát sinh")
FLAG_OF = {"tn_truc_tuyen": "muc_3_4", "bcci": "cb_bcci", "tt_truc_tuyen": "cb_thanh_toan", "tt_dvcqg": "nghia_vu_tc"}


class Coded:
    """A sheet's cells by row and column code. `rows`, `columns`: code -> number, from 1."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        anchor = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "#ma")
        assert anchor.row and anchor.column
        self.columns = {str(cell.value): cell.column for cell in sheet[anchor.row] if cell.value and cell.column}
        below = range(anchor.row + 1, sheet.max_row + 1)
        codes = ((row, sheet.cell(row, anchor.column).value) for row in below)
        self.rows = {str(code): row for row, code in codes if code is not None}

    def cell(self, row: str, column: str) -> Cell | MergedCell:
        return self.sheet.cell(self.rows[row], self.columns[column])

    def put(self, row: str, column: str, value: Value) -> None:
        """Type a value in; nothing where the form has no such row or column."""
        if row in self.rows and column in self.columns:
            self.cell(row, column).value = value

    def codes(self) -> list[str]:
        """The rows of data."""
        return [code for code in self.rows if not code.startswith("#")]


def page(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def save(book: Workbook, target: Path, saved: str = "2022-03-17") -> None:
    """Save a workbook that says it was last saved on that day; `Workbook.save` would say now, in it and in its zip
    headers."""
    book.properties.modified = dt.datetime.fromisoformat(f"{saved}T08:00:00")
    target.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    ExcelWriter(book, ZipFile(buffer, "w")).save()
    with ZipFile(buffer) as made, ZipFile(target, "w", ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            fixed.writestr(ZipInfo(name, MOMENT), made.read(name), ZIP_DEFLATED)


def change(file: Path, *typed: tuple[str, str, str, Value], saved: str = "2022-03-17") -> None:
    """Type values into a form: (sheet, row code, column code, value)."""
    book = load_workbook(file)
    for sheet, row, column, value in typed:
        Coded(page(book, sheet)).put(row, column, value)
    save(book, file, saved)


def retitle(source: Path, target: Path, **meta: str) -> None:
    """A form under another name whose `_meta` says something else: `don_vi="VP"`, `ky="2022-Q2"`."""
    book = load_workbook(source)
    for key, cell in page(book, "_meta").iter_rows(max_col=2):
        if key.value in meta:
            cell.value = meta[str(key.value)]
    save(book, target)


def fill_blanks(blanks: Iterable[Path], folder: Path, seed: int, saved: str) -> None:
    """Fill blank forms at random, most of it as it should be."""
    for number, blank in enumerate(blanks):
        fill_blank(blank, folder / blank.name, random.Random(seed * 1_000 + number), saved)


def fill_blank(blank: Path, target: Path, chance: random.Random, saved: str) -> None:
    book = load_workbook(blank)
    figures = Coded(page(book, "Số liệu"))
    for code in figures.codes():
        figures.put(code, "gia_tri", unit_figure(code, chance))
    if "TTHC" in book.sheetnames:
        _fill_procedures(Coded(page(book, "TTHC")), chance)
    tasks = Coded(page(book, "Nhiệm vụ"))
    for code in tasks.codes():
        for column, value in task(chance).items():
            tasks.put(code, column, value)
    ranks = Coded(page(book, "Xếp hạng"))
    for row, line in zip(ranks.codes(), ranked(chance), strict=False):
        for column, value in line.items():
            ranks.put(row, column, value)
    save(book, target, saved)


def _fill_procedures(sheet: Coded, chance: random.Random) -> None:
    for code in sheet.codes():
        carried = sheet.cell(code, "tn_ky_truoc").value
        flags = {flag for flag in FLAG_OF.values() if sheet.cell(code, flag).value}
        if chance.random() < 0.8:
            for figure, value in dossiers(chance, flags, carried if isinstance(carried, int) else 0).items():
                sheet.put(code, figure, value)


def unit_figure(code: str, chance: random.Random) -> int:
    """Of the pairs, the part is no more than the whole."""
    low, high = {
        "vb_di": (300, 400), "vb_di_dien_tu": (250, 300), "cv_giao": (90, 120), "cv_som_han": (20, 45),
        "dg_diem": (60, 180), "dg_ho_so": (8, 12),
    }.get(code, (0, 1))  # fmt: skip
    return chance.randint(low, high)


def dossiers(chance: random.Random, flags: set[str], carried: int) -> dict[str, int]:
    """A procedure's figures: settled and in hand are what was received and carried over."""
    online, counter = chance.randint(0, 30), chance.randint(0, 15)
    total = online + counter + carried
    held, late = chance.randint(0, total // 6), chance.randint(0, total // 20)
    early = chance.randint(0, total - held - late)
    part = (online + counter) // 3
    made = {
        "tn_truc_tuyen": online, "tn_truc_tiep": counter, "tn_ky_truoc": carried, "gq_truoc_han": early,
        "gq_dung_han": total - held - late - early, "gq_qua_han": late, "dang_trong_han": held, "dang_qua_han": 0,
        "bcci": part, "tt_truc_tuyen": part // 2, "tt_dvcqg": part // 3,
    }  # fmt: skip
    if "muc_3_4" not in flags:
        made["tn_truc_tiep"] += made.pop("tn_truc_tuyen")
        made["tn_truc_tuyen"] = 0
    return {name: value for name, value in made.items() if FLAG_OF.get(name, "muc_3_4") in {*flags, "muc_3_4"}}


def task(chance: random.Random) -> dict[str, Value]:
    """What a unit tells of a task."""
    status = chance.choices([*STATUSES, None], [12, 4, 2, 2, 1])[0]
    told: dict[str, Value] = {"trang_thai": status}
    if status == STATUSES[0]:
        done = dt.date(2022, 1, 1) + dt.timedelta(days=chance.randint(0, 180))
        told |= {
            "so_van_ban": f"{chance.randint(1, 400)}/BC-VD",
            "ngay_van_ban": done,
            "ket_qua": "Đã làm xong (ví dụ)",
        }
        told["ngay_hoan_thanh"] = done if chance.random() < 0.9 else None
    elif status in STATUSES[1:3]:
        told |= {"nguyen_nhan": f"Còn vướng ở khâu thứ {chance.randint(1, 9)}", "giai_phap": "Làm tiếp trong quý sau"}
        told["ghi_chu"] = "=1+1 không phải công thức; {{ x }} <b>&" if chance.random() < 0.2 else None
    return told


def ranked(chance: random.Random, *, alike: bool = True) -> list[dict[str, Value]]:
    """Up to three ranks; several units tell of the same ones, alike or not."""
    lines = []
    for number in range(chance.choice((0, 0, 1, 3))):
        now = 9 + number * 2 if alike else chance.choice((3, 12, None))
        names: dict[str, Value] = {"chi_so": chance.choice(("PCI", "PAR INDEX")), "tieu_chi": f"Tiêu chí {number + 1}"}
        lines.append(names | {"hang_nam_truoc": 10 + number, "hang_nam_nay": now})
    return lines
