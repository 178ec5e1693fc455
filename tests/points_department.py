"""A department whose catalogue has every shape of scoring that departments publish: three units, two quarters, invented
numbers; points worked out by hand stand in compute/test_points.py."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import cchc
from tests.workbooks import write_form

QUARTERS = periods(
    "2022-Q1 | Quý I năm 2022 | 1/1/2022 | 31/3/2022 | 5/4/2022",
    "2022-Q2 | Quý II năm 2022 | 1/4/2022 | 30/6/2022 | 5/7/2022 | | | 2022-Q1",
)
UNITS = "mã | tên | nhóm | email | tên gọi khác\n" + "\n".join(f"{one} | Phòng {one} | Các phòng" for one in "ABC")
FIGURES = ("lam", "giao", "muc_tieu", "co_kh", "kh_xong", "kh_giao", "diem_ks", "thuong", "sang_kien")
PLAN = "\n".join(
    (
        SHEETS["Kế hoạch"].partition("\n")[0],
        " | I | NHIỆM VỤ",
        *(f" | {at} | Tiêu chí {at} | | Các phòng | | Trong năm" for at in range(1, 5)),
        " | 5 | Xây dựng kế hoạch | | Các phòng | | Trong năm",
        " | - | Không có kế hoạch",
        *(f" | {at} | Tiêu chí {at} | | Các phòng | | Trong năm" for at in range(6, 9)),
        " | 9 | Báo cáo đúng hạn | | Các phòng | Báo cáo | Tháng 5",
        *(f" | {at} | Tiêu chí {at} | | Các phòng | | Trong năm" for at in range(10, 13)),
        " | II | ĐIỂM THƯỞNG",
        *(f" | {at} | Thưởng {at} | | Các phòng | | Trong năm" for at in range(1, 3)),
    )
)
INDICATORS = "\n".join(
    (
        SHEETS["Chỉ tiêu"].partition("\n")[0],
        "ty_le | Tỷ lệ | I.1 | lam | giao | %",
        "hon_binh_quan | So bình quân | I.3 | lam | giao | % | | >= bình quân",
        "hon_ky_truoc | So kỳ trước | I.4 | lam | giao | % | | > kỳ trước",
        "co_ke_hoach | Theo kế hoạch | I.5 | co_kh * kh_xong | co_kh * kh_giao | % | Không tính",
        "khong_ke_hoach | Không kế hoạch | I.5 | (co_kh == 0) * (kh_xong > 0) | (co_kh == 0) * 1 | % | Không tính",
        "muc_tieu_giao | So mục tiêu giao | I.11 | lam | muc_tieu | %",
    )
)
SCORES = "\n".join(
    (
        SHEETS["Chấm điểm"],
        "I.1 | ty_le | tuyến tính | 10 | đích=90%; từ=60%",
        "I.2 | ty_le | bậc | 2 | >95%=2; >=80%=1",
        "I.3 | hon_binh_quan | đạt | 2",
        "I.4 | hon_ky_truoc | đạt | 1",
        "I.5 | co_ke_hoach | bậc | 5 | 100%=5; 80%=4; 60%=3; 40%=2",
        "I.5/1 | khong_ke_hoach | bậc | 5 | 100%=2",
        "I.6 | diem_ks | mỗi mục | | điểm=0,25",
        "I.9 | ngày trễ | mỗi mục | | điểm=-1 | 5",
        "I.10 | ty_le | tuyến tính | 4 | đích=tốt nhất",
        "I.11 | muc_tieu_giao | tuyến tính | 3",
        "I.12 | | nhập tay | 3",
        "II | | | | | 15",
        "II.1 | thuong | mỗi mục | | điểm=4",
        "II.2 | sang_kien | mỗi mục | | điểm=2,5",
    )
)
HEADS = "mục | đơn vị | tự chấm | thẩm định | duyệt | lý do | minh chứng | kỳ"
APPRAISALS = "\n".join(
    (
        HEADS,
        "I.12 | B | | 1,5 | 1,75 | Thiếu một văn bản | 12/TB-VD; ket-qua.pdf",
        "I.12 | | | | 2",
        "I.1 | C | | 1 | | Xét thêm | | 2022-Q1",  # of another quarter
    )
)
Row = tuple[object, ...]
"""The figures of a unit, in the order of FIGURES."""
BEFORE: dict[str, Row] = {
    "A": (50, 60, 51, 1, 9, 10, 0, 0, 0),
    "B": (57, 60, 76, 0, 1, 0, 0, 0, 0),
    "C": (12, 20, 22, 0, 0, 0, 0, 0, 0),
}
NOW: dict[str, Row] = {
    "A": (51, 60, 51, 1, 9, 10, "4,5", 3, 2),  # 85 %
    "B": (57, 60, 76, 0, 1, 0, 3, 1, 0),  # 95 %
    "C": (11, 20, 22, 0, 0, 0, 0, 0, 0),  # 55 %
}
TASKS = {"A": "Đã hoàn thành  3/6/2022", "B": "Đã hoàn thành  30/5/2022", "C": "Đang thực hiện  ."}
OWN = {"A": "2,5  Đủ hồ sơ  15/BC-VD", "B": "2  .  .", "C": "Không áp dụng  .  ."}


def catalogue(**changes: str) -> dict[str, str]:
    """Sheets of the catalogue, some of them other ones."""
    figures = [SHEETS["Số liệu"].partition("\n")[0] + " | kiểu | số lẻ"]
    figures += [
        f"{code} | {code} | việc | đơn vị | Các phòng | | | | | | {'số thập phân' if code == 'diem_ks' else ''}"
        for code in FIGURES
    ]
    return {
        **QUARTERS,
        "Thông tin": "khoá | giá trị\nxep_loai | >=100%=Xuất sắc; >=90%=Tốt; >=50%=Khá",
        "Đơn vị": UNITS,
        "Số liệu": "\n".join(figures),
        "Kế hoạch": PLAN,
        "Chỉ tiêu": INDICATORS,
        "Chấm điểm": SCORES,
        "Thẩm định": APPRAISALS,
    } | changes


def send(root: Path, period: str, figures: Mapping[str, Row], own: Mapping[str, str] = OWN) -> None:
    """Workbooks of units for a period. `own`: what each says of row I.12: points, reason, evidence."""
    for unit, values in figures.items():
        sheets = {
            "Số liệu": "#ma  gia_tri\n"
            + "\n".join(f"{code}  {value}" for code, value in zip(FIGURES, values, strict=True)),
            "Nhiệm vụ": f"#ma  trang_thai  ngay_hoan_thanh\nI.9  {TASKS[unit]}\nI.12  Đang thực hiện  .",
            "Chấm điểm": f"#ma  tu_cham  ly_do  minh_chung\nI.12  {own[unit]}",
            "Xếp hạng": "#ma  chi_so  tieu_chi  hang_nam_truoc  hang_nam_nay",
        }
        write_form(root / "input" / period / f"{unit}.xlsx", unit, sheets, period)


def points_department(root: Path) -> Path:
    """The working folder, with what all units sent in both quarters."""
    assert cchc(root, "init").exit_code == 0
    (root / "templates" / "bao-cao" / "tinh-hinh-giai-quyet-tthc.xlsx").unlink()
    write_catalogue(root / "templates" / "danh-muc.xlsx", catalogue())
    send(root, "2022-Q1", BEFORE)
    send(root, "2022-Q2", NOW)
    return root
