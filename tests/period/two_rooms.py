"""A department of two units that report by month or by quarter, with tasks, figures, procedures, and its workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import cchc
from tests.workbooks import write_form

ENDS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30}
MONTHS = tuple(
    f"2022-T0{month} | Tháng {month} | 1/{month}/2022 | {end}/{month}/2022 | {end}/{month}/2022"
    for month, end in ENDS.items()
)
QUARTERS = (
    "2022-Q1 | Quý I | 1/1/2022 | 31/3/2022 | 5/4/2022 | 2022-T01; 2022-T02; 2022-T03",
    "2022-Q2 | Quý II | 1/4/2022 | 30/6/2022 | 5/7/2022 | 2022-T04; 2022-T05; 2022-T06 | 2022-Q1 | 2022-Q1 | 2022-6T",
    "2022-Q3 | Quý III | 1/7/2022 | 30/9/2022 | 5/10/2022 | 2022-T07; 2022-T08; 2022-T09 | 2022-Q2 | 2022-Q2",
    "2022-6T | 6 tháng | 1/1/2022 | 30/6/2022 | 5/7/2022 | 2022-Q1; 2022-Q2",
    "2022-9T | 9 tháng | 1/1/2022 | 30/9/2022 | 5/10/2022 | 2022-Q1; 2022-Q2; 2022-Q3",
)
INDICATORS = (
    "hoan_thanh | Tỷ lệ nhiệm vụ đã làm | I | nv_hoan_thanh / nv_giao",
    "tre_han | Tỷ lệ nhiệm vụ trễ | I | nv_tre_han / nv_giao",
    "ty_le | Tỷ lệ việc đã làm | I | viec / giao",
    "xu_ly | Tỷ lệ hồ sơ đã giải quyết | I | tong(xong) / tong(moi)",
    "co_ho_so | Tỷ lệ thủ tục có hồ sơ | I | dem(moi > 0) / dem()",
)
FIGURES = (
    "moi | Hồ sơ mới | hồ sơ | TTHC",
    "xong | Hồ sơ đã giải quyết | hồ sơ | TTHC",
)
PROCEDURES = {"A": ("2.000001", "2.000002"), "B": ("2.000003",)}


UNITS = ("A | Phòng A | Các phòng", "B | Phòng B | Các phòng")


def department(
    root: Path, times: Sequence[str], units: Iterable[str] = UNITS, leads: Iterable[str] | None = None
) -> Path:
    """A working folder with units A and B (`units`: their rows of sheet Đơn vị), a task for each of the times, of both
    units or whom `leads` names, and the report that shows ratios."""
    assert cchc(root, "init").exit_code == 0
    for report in (root / "templates" / "bao-cao").iterdir():
        if report.name != "tong-hop-ty-le.xlsx":
            report.unlink()
    led = zip(times, leads or ["Các phòng"] * len(times), strict=True)
    tasks = [f" | {number} | Việc {number} | | {lead} | Báo cáo | {time}" for number, (time, lead) in enumerate(led, 1)]
    changes = periods(*MONTHS, *QUARTERS)
    changes["Đơn vị"] = "\n".join(["mã | tên | nhóm | email | tên gọi khác | từ ngày | đến ngày | nhập vào", *units])
    changes["Kế hoạch"] = "\n".join([SHEETS["Kế hoạch"].splitlines()[0], " | I | Nhiệm vụ", *tasks])
    changes["Chỉ tiêu"] = "\n".join([SHEETS["Chỉ tiêu"].splitlines()[0], *(_row(line) for line in INDICATORS)])
    changes["Số liệu"] = "\n".join([SHEETS["Số liệu"], *FIGURES])
    owned = [f"{code} | Thủ tục {code} | Điện | {unit}" for unit, all_of in PROCEDURES.items() for code in all_of]
    changes["TTHC"] = "\n".join([SHEETS["TTHC"], *owned])
    (root / "templates" / "danh-muc.xlsx").unlink()
    write_catalogue(root / "templates" / "danh-muc.xlsx", changes)
    return root


def _row(line: str) -> str:
    """A row of sheet Chỉ tiêu, its ratio written as one."""
    head, ratio = line.rsplit(" | ", 1)
    return " | ".join([head, *ratio.split(" / "), "%"])


def send(
    root: Path, period: str, unit: str, answers: Mapping[str, str], viec: str = "1", rows: Sequence[str] = ("5  4",) * 2
) -> None:
    """A unit's workbook. `answers`: task -> status (a task that is not in it has no row); `viec`: of 2; `rows`: moi and
    xong of each of its procedures."""
    told = [f"{code}  {row}" for code, row in zip(PROCEDURES[unit], rows, strict=False)]
    sheets = {
        "Số liệu": f"#ma  gia_tri\nviec  {viec}\ngiao  2",
        "TTHC": "\n".join(["#ma  moi  xong", *told]),
        "Nhiệm vụ": "\n".join(["#ma  trang_thai", *(f"{key}  {status}" for key, status in answers.items())]),
    }
    write_form(root / "input" / period / f"{unit}.xlsx", unit, sheets, period)


def printed(root: Path, period: str, row: str) -> dict[str, object]:
    """Indicator name -> what stands in the row of the table of ratios that is called `row`."""
    sheet = load_workbook(root / "output" / period / "bao-cao" / "tong-hop-ty-le.xlsx", data_only=True).worksheets[0]
    rows = {str(cells[1]): cells for cells in sheet.iter_rows(min_row=7, values_only=True) if cells[1]}
    found = rows[row]
    return {
        str(name): value for name, value in zip(rows["Đơn vị"], found, strict=True) if str(name).startswith("Tỷ lệ")
    }
