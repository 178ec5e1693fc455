"""A small province of departments of units, in three kinds of working folder: each department's own, the province's fed
by their so-lieu.xlsx, and the province's fed by all the units' workbooks at once. Everything is invented."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.catalogue.tables import SHEETS, write_catalogue
from tests.cchc_runs import cchc, merge
from tests.workbooks import write_form

PERIODS = (
    SHEETS["Kỳ báo cáo"],
    "2022-Q1 | Quý I | 1/1/2022 | 31/3/2022 | 5/4/2022",
    "2022-Q2 | Quý II | 1/4/2022 | 30/6/2022 | 5/7/2022 | | 2022-Q1 | 2022-Q1 | 2022-6T",
    "2022-6T | 6 tháng | 1/1/2022 | 30/6/2022 | 5/7/2022 | 2022-Q1; 2022-Q2",
)
OWNED = {"A": ("1.001", "1.002"), "B": ("1.002",), "C": ("1.003",)}
"""Procedures of a unit, by its code within the department."""
RULES: dict[str, str] = {
    "Thông tin": "khoá | giá trị\nco_quan | {department}",
    "Kỳ báo cáo": "\n".join(PERIODS),
    "TTHC": "mã | tên | lĩnh vực | đơn vị | hiệu lực từ | hiệu lực đến | qua_mang\n"
    "1.001 | Cấp phép | Một | A | | | x\n1.002 | Đổi phép | Một | A; B | | | x\n1.003 | Thu phép | Hai | C",
    "Kế hoạch": "khoá | mã | nội dung | cấp | đơn vị chủ trì | sản phẩm | thời gian | nhóm giao | kỳ đến hạn | "
    "chỉ tiêu\n"
    " | I | Nhiệm vụ\n | 1 | Việc chung | | Các phòng | | Trong năm\n"
    " | 2 | Báo cáo | | Phòng A | Văn bản | Hàng quý\n | 3 | Sổ sách | | Các phòng | Văn bản | Tháng 2",
    "Số liệu": f"{SHEETS['Số liệu']}\n"
    "diem | Điểm | điểm | đơn vị | Phòng A\n"
    "nhan | Nhận | hồ sơ | TTHC\n"
    "dau | Kỳ trước chuyển sang | hồ sơ | TTHC | | | đầu kỳ | cuoi\n"
    "cuoi | Còn lại | hồ sơ | TTHC | | | cuối kỳ\n"
    "tong_nhan | Tổng nhận | hồ sơ | TTHC | | | | | nhan + dau",
    "Chỉ tiêu": f"{SHEETS['Chỉ tiêu']} | | >= 50%\n"
    "con | Còn lại | I.3 | tong(cuoi) | tong(tong_nhan) | %\n"
    "qua | Qua mạng | I.3 | dem(qua_mang and nhan > 0) | dem(qua_mang) | %\n"
    "binh | Điểm | I.2 | diem | giao | điểm\n"
    "xong | Hoàn thành | I.2 | nv_hoan_thanh | nv_giao | %",
    "Chấm điểm": "mục | chỉ tiêu | cách chấm | điểm tối đa | tham số | trần | căn cứ\n"
    "I.1 | ty_le | tuyến tính | 2\nI.3 | con | tuyến tính | 1,5\nI.2 | | có/không | 1",
}
HEAD = "mã | tên | nhóm | email | tên gọi khác"


def catalogue(units: Mapping[str, tuple[str, ...]], department: str = "") -> dict[str, str]:
    """The sheets of a department's own catalogue, or (`department` "") of the province's."""
    if department:
        lines = [f"{unit} | Phòng {unit} | Các phòng | | " for unit in units[department]]
        head = HEAD
    else:
        lines = [f"{one} | Sở {one} | | | " for one in units]
        lines += [f"{unit} | Phòng {unit} | Các phòng | | | {one}" for one, own in units.items() for unit in own]
        head = f"{HEAD} | thuộc"
    rules = {name: text.format(department=f"Sở {department}" if department else "Tỉnh") for name, text in RULES.items()}
    present = {unit for own in units.values() for unit in own} if not department else set(units[department])
    return rules | {"Đơn vị": "\n".join([head, *lines]), "TTHC": _of_owners(rules["TTHC"], present)}


def _of_owners(text: str, present: set[str]) -> str:
    """Sheet TTHC without owners that there are not."""
    lines = [line.split(" | ") for line in text.split("\n")]
    for line in lines[1:]:
        line[3] = "; ".join(owner for owner in line[3].split("; ") if owner in present)
    return "\n".join(" | ".join(line) for line in lines if line[3])


def folder(root: Path, sheets: Mapping[str, str]) -> Path:
    """A working folder with such a catalogue."""
    assert cchc(root, "init").exit_code == 0
    shutil.rmtree(root / "templates" / "bao-cao")
    (root / "templates" / "bao-cao").mkdir()
    here = Path(__file__).resolve().parents[2] / "templates" / "bao-cao" / "tong-hop-ty-le.xlsx"
    shutil.copy(here, root / "templates" / "bao-cao")
    write_catalogue(root / "templates" / "danh-muc.xlsx", sheets)
    return root


def hand_up(department: Path, province: Path, code: str, period: str) -> None:
    """Merge a department and put its so-lieu.xlsx into the province's folder; nothing where it has nothing."""
    status, _ = merge(department, period=period)
    if status != 2:
        target = province / "input" / period / code / "so-lieu.xlsx"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(department / "output" / period / "so-lieu.xlsx", target)


def send(root: Path, period: str, name: str, unit: str, sheets: Mapping[str, str]) -> None:
    """A unit's workbook in input/<period>/<name>.xlsx. `unit`: the code that it says it is of."""
    write_form(root / "input" / period / f"{name}.xlsx", unit, sheets, period)
