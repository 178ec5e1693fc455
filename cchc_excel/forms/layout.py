"""The unit workbook's addressing, shared by the writer of blank forms and the reader of filled ones.

Somewhere on a sheet a cell is `#ma`: its row holds the column codes, its column the row codes, both hidden. Data rows
follow directly. A code that starts with "#" is never data.
"""

from __future__ import annotations

import msgspec

ANCHOR = "#ma"
NOT_DATA = "#"
FORM = "cchc-don-vi-1"
"""What `_meta` says the workbook is; the number rises when an old form could no longer be read the same way."""
SPARE_ROWS = 10
RANK_ROWS = 20

META_SHEET = "_meta"
META_FORM, META_PERIOD, META_UNIT, META_CATALOGUE = "form", "ky", "don_vi", "danh_muc"
LIST_SHEET = "_danh_sach"
"""A very hidden sheet of the choices that are too long for a cell's own list."""
GUIDE_SHEET = "Hướng dẫn"

UNIT_LINE = "Đơn vị:"
PERIOD_LINE = "Kỳ báo cáo:"
"""Each sheet's heading names unit and period after these words, in one cell, as text: "Đơn vị: Văn phòng"."""

TOTAL, CHECK, ROW_COUNT = "#tong", "#kt", "#dong"
RATIO = "#ct"
"""With "_" and a code: the rows of totals, checks and ratios on sheet Số liệu."""
PEOPLE = {"#nguoi_lap": "Người lập", "#dien_thoai": "Điện thoại", "#thu_truong": "Thủ trưởng đơn vị"}
"""Row codes on sheet Số liệu of the people cells; what is typed stands in column gia_tri."""

VALUE, PREVIOUS, COUNTED_IN = "gia_tri", "ky_truoc", "don_vi_tinh"
VALUE_NAME = "Số liệu kỳ này"
VISIBLE_CODE, NAME, FIELD = "ma_hien", "ten", "linh_vuc"
TASK_TEXT, TASK_STATUS = "noi_dung", "trang_thai"


class SheetKind(msgspec.Struct, frozen=True):
    """A data sheet: its name, its fixed column codes, and the code that tells it from every other sheet."""

    name: str
    columns: tuple[str, ...]
    mark: str


FIGURES = SheetKind("Số liệu", (NAME, COUNTED_IN, VALUE, PREVIOUS, "chu_giai"), VALUE)
PROCEDURES = SheetKind("TTHC", (VISIBLE_CODE, NAME, FIELD), VISIBLE_CODE)
TASKS = SheetKind(
    "Nhiệm vụ",
    (
        TASK_TEXT, "san_pham", "thoi_gian", TASK_STATUS, "so_van_ban", "ngay_van_ban", "ngay_hoan_thanh", "ket_qua",
        "nguyen_nhan", "giai_phap", "ghi_chu",
    ),
    TASK_STATUS,
)  # fmt: skip
RANKS = SheetKind("Xếp hạng", ("chi_so", "tieu_chi", "hang_nam_truoc", "hang_nam_nay"), "hang_nam_nay")
SHEETS = (FIGURES, PROCEDURES, TASKS, RANKS)
