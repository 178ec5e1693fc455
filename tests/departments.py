"""Departments of other sizes than the example's: the shipped catalogue's tables with other units, and their workbooks
for a quarter. Everything is invented."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts.make_catalogue import TABLES, make, read_table
from tests.workbooks import write_form

COLUMNS = (
    "tn_truc_tuyen  tn_truc_tiep  tn_ky_truoc  gq_truoc_han  gq_dung_han  gq_qua_han  dang_trong_han  dang_qua_han  "
    "bcci  tt_truc_tuyen  tt_dvcqg"
)
TASKS = (
    *("I.1.1", "II.1.4", "II.2.4", "II.2.4.2", "II.2.6", "II.5.1", "II.5.2", "II.5.3", "II.5.5", "II.6.1"),
    *("II.6.3.1", "II.6.4.1", "II.6.4.2", "II.6.7", "IV.1"),
)
GROUPS = "Các phòng, đơn vị; Các phòng; Các phòng chuyên môn"
NAMED = ("VP", "TTR", "QLCN")
"""Units that the plan names."""
LONG = "và theo dõi thi hành pháp luật trong lĩnh vực công nghiệp, thương mại, năng lượng, môi trường tại địa phương"


def department(root: Path, units: int, long_names: bool = False, periods: tuple[str, ...] = ("2022-Q1",)) -> None:
    """A working folder: a catalogue with so many units (3 at least), and a workbook of each for every period."""
    tables = root / "bang"
    shutil.copytree(TABLES, tables)
    rows = _units(read_table(tables / "don-vi.tsv"), units, long_names)
    write_table(tables / "don-vi.tsv", rows)
    codes = [row[0] for row in rows[1:]]
    procedures = _procedures(read_table(tables / "tthc.tsv"), codes, long_names)
    write_table(tables / "tthc.tsv", procedures)
    (root / "templates").mkdir()
    make(root / "templates" / "danh-muc.xlsx", tables)
    for number, code in enumerate(codes):
        own = [row[0] for row in procedures[1:] if row[3] == code and not row[5] and row[4] < "2022"]
        for period in periods:
            write_form(root / "input" / period / f"{code}.xlsx", code, _sheets(number, own, long_names), period)


def _units(table: list[list[str]], count: int, long_names: bool) -> list[list[str]]:
    head, *rows = table
    named = [row for row in rows if row[0] in NAMED]
    others = [row for row in rows if row[0] not in NAMED]
    for number in range(len(rows), count):
        name = f"Phòng Nghiệp vụ số {number + 1}"
        others.append([f"NV{number + 1}", name, GROUPS, *("" for _ in head[3:])])
    chosen = [*named, *others][:count]
    if long_names:
        for row in chosen:
            row[4] = "; ".join(name for name in (row[1], row[4]) if name)
            row[1] = f"{row[1]} {LONG}"
    return [head, *chosen]


def _procedures(table: list[list[str]], codes: list[str], long_names: bool) -> list[list[str]]:
    head, *rows = table
    owners = codes[2:] or codes
    for number, row in enumerate(rows):
        row[3] = owners[number % len(owners)]
        if long_names:
            row[1] = f"{row[1]} {LONG}"
    return [head, *rows]


def _sheets(number: int, procedures: list[str], long_names: bool) -> dict[str, str]:
    """3 = 7 + 11 in each row; the third unit does less than a third of its work early."""
    told = f"Nội dung còn vướng ở khâu lấy ý kiến {LONG if long_names else ''}".strip()
    early = 20 if number == 2 else 36
    sheets = {
        "Số liệu": f"#ma  gia_tri\nvb_di  412\nvb_di_dien_tu  405\ncv_giao  100\ncv_som_han  {early}\ncv_tre_han  0\n"
        "cv_gia_han  0\ndg_diem  164\ndg_ho_so  10",
        "Nhiệm vụ": "#ma  trang_thai  so_van_ban  ngay_hoan_thanh  nguyen_nhan  giai_phap\n"
        + "\n".join(
            f"{key}  Đang thực hiện  .  .  {told}  Tiếp tục thực hiện trong quý sau"
            if (at + number) % 3 == 0
            else f"{key}  Đã hoàn thành  {number * 20 + at}/BC-VD  14/01/2022  .  ."
            for at, key in enumerate(TASKS)
        ),
    }
    if procedures:
        rows = "\n".join(f"{code}  1210  4  1  600  500  15  100  0  12  2  3" for code in procedures)
        sheets["TTHC"] = f"#ma  {COLUMNS}\n{rows}"
    return sheets


def write_table(path: Path, table: list[list[str]]) -> None:
    """A text table of the catalogue's scripts; blank cells at the end of a line are left out."""
    path.write_text("".join("\t".join(row).rstrip("\t") + "\n" for row in table), encoding="utf-8")
