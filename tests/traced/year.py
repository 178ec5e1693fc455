"""A whole year of the shipped catalogue: the workbooks of ten units for four quarters, from a fixed pattern.

Everything is invented. No quarter's numbers are another's, some rows are left blank, some hold zeros, some words of
units hold numbers.
"""

from __future__ import annotations

from pathlib import Path

from scripts.make_catalogue import TABLES, read_table
from scripts.make_example import procedure_figures
from tests.departments import COLUMNS, TASKS
from tests.workbooks import write_form

QUARTERS = ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4")
PERIODS = ("2022-Q1", "2022-Q3", "2022-Q4", "2022-9T", "2022-N")
"""The periods whose outputs are followed: the first, with nothing before it; quarters with others beside them, in which
a procedure's flags change and tasks have no row; sums of quarters that hold the period before."""
COLLECTED = ("2022-Q4", "QLTM")
"""A workbook that comes by mail: its receipt is followed too."""
DUE_LATER = ("I.7", "II.3.3", "II.4.5.1", "II.4.6", "II.6.5", "III")
"""Tasks that the plan asks in other quarters than the first."""
RANKS = {"XNK": ("PCI", "Chi phí gia nhập thị trường"), "QLTM": ("PCI", "Tính minh bạch")}


def rows(name: str) -> list[dict[str, str]]:
    """A table of the shipped catalogue by its headings."""
    head, *lines = read_table(TABLES / f"{name}.tsv")
    return [dict(zip(head, line, strict=False)) for line in lines]


UNITS = {row["mã"]: row["tên"] for row in rows("don-vi")}


def write_year(root: Path) -> None:
    """The workbooks of every unit for every quarter."""
    for quarter, period in enumerate(QUARTERS):
        for number, unit in enumerate(UNITS):
            write_form(root / "input" / period / f"{unit}.xlsx", unit, _sheets(unit, number, quarter), period)


def _sheets(unit: str, number: int, quarter: int) -> dict[str, str]:
    sheets = {
        "Số liệu": _unit_figures(number, quarter),
        "Nhiệm vụ": _tasks(number, quarter),
        "Xếp hạng": _ranks(unit, quarter),
    }
    procedures = _procedures(unit, number, quarter)
    return sheets | ({"TTHC": f"#ma  ma_hien  {COLUMNS}\n{procedures}"} if procedures else {})


def _unit_figures(number: int, quarter: int) -> str:
    given = 50 + number * 10 + quarter
    figures = {
        "vb_di": 412 + quarter * 31, "vb_di_dien_tu": 405 + quarter * 29, "cv_giao": given,
        "cv_som_han": given * (9 - quarter) // 25, "cv_tre_han": int(number == quarter == 2), "cv_gia_han": 0,
        "dg_diem": 164 + number + quarter * 3, "dg_ho_so": 10 + quarter,
    }  # fmt: skip
    return "#ma  gia_tri\n" + "\n".join(f"{code}  {value}" for code, value in figures.items())


def _procedures(unit: str, number: int, quarter: int) -> str:
    period = next(row for row in rows("ky-bao-cao") if row["mã"] == QUARTERS[quarter])
    own = [row for row in rows("tthc") if unit in row["đơn vị"].split("; ") and _in_force(row, period)]
    lines = []
    for at, row in enumerate({row["mã"]: row for row in own}.values()):
        flags = frozenset(name for name, mark in row.items() if mark == "x")
        figures = procedure_figures(at + number * 3 + quarter * 5, flags)
        values = [figures[code] for code in COLUMNS.split()]
        blank = (at + quarter) % 7 == 6
        lines.append("  ".join([row["mã"], row["mã"], *("." if blank else str(value) for value in values)]))
    return "\n".join(lines)


def _in_force(row: dict[str, str], period: dict[str, str]) -> bool:
    return row["hiệu lực từ"] <= period["đến ngày"] and (row.get("hiệu lực đến") or "9") >= period["từ ngày"]


def _tasks(number: int, quarter: int) -> str:
    head = "#ma  trang_thai  so_van_ban  ngay_hoan_thanh  ket_qua  nguyen_nhan  giai_phap  ghi_chu"
    lines = []
    for at, key in enumerate((*TASKS, *DUE_LATER)):
        match (at + number + quarter) % 5:
            case 0:
                answer = f"Đang thực hiện  .  .  Xong {at + 2} trên {at + 9} việc  Còn chờ ý kiến  Làm tiếp  ."
            case 1:
                answer = "Không phát sinh  .  .  .  .  .  ."
            case 2:
                answer = f"Đã hoàn thành  {at + 1}/BC-VD  14/0{quarter * 2 + 2}/2022  .  .  .  Đợt {quarter + 1}"
            case _:
                told, day = f"{number * 20 + at}/BC-VD", f"10/0{quarter * 2 + 1}/2022"
                answer = f"Đã hoàn thành  {told}  {day}  Mở {at + 3} lớp  .  .  ."
        lines.append(f"{key}  {answer}")
    return "\n".join([head, *lines])


def _ranks(unit: str, quarter: int) -> str:
    head = "#ma  chi_so  tieu_chi  hang_nam_truoc  hang_nam_nay"
    if unit not in RANKS:
        return head
    index, criterion = RANKS[unit]
    return f"{head}\n1  {index}  {criterion}  {31 - quarter}  {27 + quarter * (2 if unit == 'XNK' else 1)}"
