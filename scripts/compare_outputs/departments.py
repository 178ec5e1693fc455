"""Invented departments: the shipped catalogue with other units and procedures, and their workbooks."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scripts.compare_outputs.forms import FLAG_OF, Value, dossiers, page, ranked, save, task, unit_figure

PERIOD = "2022-Q1"
NAMED = ("VP", "TTR", "QLCN")
"""Units that the plan names."""
LONG = "và theo dõi thi hành pháp luật trong lĩnh vực công nghiệp, thương mại, năng lượng, môi trường tại địa phương"
GROUPS = "Các phòng, đơn vị; Các phòng; Các phòng chuyên môn"
OFFICE_FIGURES = ("vb_di", "vb_di_dien_tu")
UNIT_FIGURES = ("cv_giao", "cv_som_han", "cv_tre_han", "cv_gia_han", "dg_diem", "dg_ho_so")
TASKS = (
    *("I.1.1", "II.1.4", "II.2.4", "II.2.4.2", "II.2.6", "II.5.1", "II.5.2", "II.5.3", "II.5.5", "II.6.1"),
    *("II.6.3.1", "II.6.4.1", "II.6.4.2", "II.6.7", "IV.1"),
)
MISTAKES: tuple[Value, ...] = ("-", "không", "O", "12 hồ sơ", "1.200", "1,5", 2.5, -4, True, 10**9, "=1/0", "  7 ")
"""Typed into count cells; "=1/0" is written as a formula with its error."""
Record = dict[str, Value]


def department(shipped: Path, root: Path, units: int, procedures: int, *, long_names: bool, faulty: bool) -> None:
    """A working folder whose catalogue has so many units and procedures (43 at least), and a workbook of each unit for
    2022-Q1. `faulty`: a tenth of the procedures' cells blank, mistakes, ranks that contradict each other."""
    chance = random.Random(units)
    book = load_workbook(shipped)
    codes = _make_units(page(book, "Đơn vị"), units, long_names)
    owners = _make_procedures(page(book, "TTHC"), codes, procedures, long_names, chance)
    save(book, root / "templates" / "danh-muc.xlsx")
    for code in codes:
        own = {name: flags for name, (units_of, flags) in owners.items() if code in units_of}
        typed = _sheets(code, own, chance, alike=not faulty or chance.random() < 0.9)
        if faulty:
            _spoil(typed["Số liệu"], chance, 0.02)
            _spoil(typed.get("TTHC", []), chance, 0.1)
        write_form(root / "input" / PERIOD / f"{code}.xlsx", code, typed)


def records(sheet: Worksheet) -> list[Record]:
    """A sheet's rows by its headings."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [{str(name): value for name, value in zip(head, row, strict=True)} for row in rows]  # type: ignore[misc]


def _rewrite(sheet: Worksheet, rows: Sequence[Record]) -> None:
    """Other rows under a sheet's headings; text stays text."""
    head = [str(cell.value) for cell in sheet[1]]
    sheet.delete_rows(2, sheet.max_row)
    for row in rows:
        sheet.append([row[name] for name in head])
        for cell in sheet[sheet.max_row]:
            cell.number_format = "@" if isinstance(cell.value, str) else "dd/mm/yyyy"


def _make_units(sheet: Worksheet, count: int, long_names: bool) -> list[str]:
    shipped = records(sheet)
    rows = sorted(shipped, key=lambda row: row["mã"] not in NAMED)[:count]
    for number in range(len(rows), count):
        name = f"Phòng Nghiệp vụ số {number + 1}"
        rows.append(dict.fromkeys(shipped[0]) | {"mã": f"NV{number + 1}", "tên": name, "nhóm": GROUPS})
    for row in rows if long_names else ():
        row["tên gọi khác"] = "; ".join(str(name) for name in (row["tên"], row["tên gọi khác"]) if name)
        row["tên"] = f"{row['tên']} {LONG}"
    _rewrite(sheet, rows)
    return [str(row["mã"]) for row in rows]


def _make_procedures(
    sheet: Worksheet, units: Sequence[str], count: int, long_names: bool, chance: random.Random
) -> dict[str, tuple[set[str], set[str]]]:
    """Procedure -> the units it belongs to, and its flags: a tenth of the units each, at random."""
    rows = records(sheet)
    rows += [dict(rows[at]) | {"mã": f"9.{at:06}", "tên": f"Thủ tục số {at}"} for at in range(count - len(rows))]
    owners = units[2:] or units
    for row in rows:
        row["đơn vị"] = "; ".join(chance.sample(list(owners), max(len(owners) // 10, 1)))
        row["tên"] = f"{row['tên']} {LONG}" if long_names else row["tên"]
    _rewrite(sheet, rows)
    flags = {str(row["mã"]): {flag for flag in FLAG_OF.values() if row[flag]} for row in rows}
    return {str(row["mã"]): (set(str(row["đơn vị"]).split("; ")), flags[str(row["mã"])]) for row in rows}


def _sheets(unit: str, own: Mapping[str, set[str]], chance: random.Random, *, alike: bool) -> dict[str, list[Record]]:
    """Sheet -> rows by column code; the first column is the row's code."""
    asked = (*OFFICE_FIGURES, *UNIT_FIGURES) if unit == "VP" else UNIT_FIGURES
    figures: list[Record] = [{"#ma": code, "gia_tri": unit_figure(code, chance)} for code in asked]
    columns = dict.fromkeys(dossiers(chance, set(FLAG_OF.values()), 0))
    procedures: list[Record] = [{"#ma": code, **columns, **dossiers(chance, flags, 2)} for code, flags in own.items()]
    told: list[Record] = [{"#ma": key, **task(chance)} for key in TASKS]
    ranks: list[Record] = [{"#ma": str(at), **line} for at, line in enumerate(ranked(chance, alike=alike), start=1)]
    named = {"Số liệu": figures, "TTHC": procedures, "Nhiệm vụ": told, "Xếp hạng": ranks}
    return {name: rows for name, rows in named.items() if rows}


def _spoil(rows: Sequence[Record], chance: random.Random, blank: float) -> None:
    """Leave such a part of the cells blank, and type a mistake into every fiftieth."""
    for row in rows:
        for name in [name for name in row if name != "#ma"]:
            if chance.random() < blank:
                row[name] = None
            elif chance.random() < 0.02:
                row[name] = chance.choice(MISTAKES)


def write_form(path: Path, unit: str, sheets: Mapping[str, Sequence[Record]], period: str = PERIOD) -> None:
    """A unit's workbook of bare tables, with its `_meta`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": dt.datetime(2022, 3, 16)})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            table = book.add_worksheet(name)
            table.write_row(0, 0, columns)
            for at, row in enumerate(rows, start=1):
                for column, code in enumerate(columns):
                    _write(table, at, column, row.get(code), day)
        meta = book.add_worksheet("_meta")
        pairs = {"form": "cchc-don-vi-1", "ky": period, "don_vi": unit, "danh_muc": "thử"}
        for at, pair in enumerate(pairs.items()):
            meta.write_row(at, 0, pair)
        meta.very_hidden()


def _write(table: Any, row: int, column: int, value: Value, day: Any) -> None:
    if value == "=1/0":
        table.write_formula(row, column, "=1/0", None, "#DIV/0!")
    elif isinstance(value, str):
        table.write_string(row, column, value)
    elif isinstance(value, dt.date):
        table.write_datetime(row, column, value, day)
    elif value is not None:
        table.write(row, column, value)


OTHER: dict[str, tuple[str, list[list[Value]]]] = {
    "Thông tin": ("khoá;giá trị", []),
    "Kỳ báo cáo": (
        "mã;tên;từ ngày;đến ngày;hạn nộp;gồm các kỳ;kỳ nối;kỳ trước;lũy kế",
        [["2027-D1", "Đợt 1 năm 2027", dt.date(2027, 1, 1), dt.date(2027, 4, 30)]],
    ),
    "Đơn vị": (
        "mã;tên;nhóm;email;tên gọi khác",
        [
            ["K1", "Khoa <script>alert(1)</script>", "Các khoa"],
            ["K2", "Khoa_" + "khám_bệnh_theo_yêu_cầu_" * 12, "Các khoa"],
            ["K3", "Khoa Nhi", "Các khoa"],
        ],
    ),
    "TTHC": ("mã;tên;lĩnh vực;đơn vị;hiệu lực từ;hiệu lực đến", []),
    "Kế hoạch": (
        "khoá;mã;nội dung;cấp;đơn vị chủ trì;sản phẩm;thời gian;nhóm giao;kỳ đến hạn;chỉ tiêu",
        [[None, "I", "Nhiệm vụ"], [None, "1", "Khám hẹn giờ", None, "Các khoa", None, "Trong năm 2027"]],
    ),
    "Số liệu": (
        "mã;tên;đơn vị tính;bảng;ai điền;chỉ khi;cộng dồn;nối từ;công thức;chú giải",
        [["kham", "Lượt khám", "lượt", "đơn vị", "Các khoa"], ["hen", "Lượt hẹn", "lượt", "đơn vị", "Các khoa"]],
    ),
    "Kiểm tra": ("mã;bảng;biểu thức;mức;thông báo", [["hen", "đơn vị", "hen <= kham", "lỗi", "{trai} > {phai}"]]),
    "Chỉ tiêu": (
        "mã;tên;mục;tử số;mẫu số;đơn vị;khi 0/0;yêu cầu;điều kiện thêm;số lẻ;định nghĩa",
        [["dat_hen", "Tỷ lệ hẹn giờ", "I.1", "hen", "kham", "%", None, ">= 50%"]],
    ),
    "Chấm điểm": (
        "mục;chỉ tiêu;cách chấm;điểm tối đa;tham số;trần;căn cứ",
        [["I.1", "dat_hen", "bậc", 2, "50%=1; 80%=2"]],
    ),
}
"""Another department's small catalogue, with nothing in it that may be left out."""


def other_department(root: Path) -> None:
    """That catalogue in a working folder, and two of its three units' workbooks."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (titles, rows) in OTHER.items():
        sheet = book.create_sheet(name)
        for row in [[*titles.split(";"), "ghi chú"], *rows]:
            sheet.append(row)
        for cell in (cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)):
            cell.number_format = "@"
    save(book, root / "templates" / "danh-muc.xlsx")
    for unit, kham, hen in (("K1", 83, 72), ("K2", 10, "1,5 lượt")):
        rows_of: list[Record] = [{"#ma": "kham", "gia_tri": kham}, {"#ma": "hen", "gia_tri": hen}]
        write_form(root / "input" / "2027-D1" / f"{unit}.xlsx", unit, {"Số liệu": rows_of}, "2027-D1")
