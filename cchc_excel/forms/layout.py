"""The unit workbook's addressing, shared by the writer of blank forms and the reader of filled ones: codes of rows and
columns, names of the sheets that hold no data. What the columns are stands in columns.py.

Somewhere on a sheet a cell is `#ma`: its row holds the column codes, its column the row codes, both hidden. Data rows
follow directly. A code that starts with "#" is never data.
"""

from __future__ import annotations

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

TOTAL, CHECK, RATIO = "#tong", "#kt", "#ct"
"""With "_" and a code: the rows of totals, checks and ratios on sheet Số liệu."""
PEOPLE = {"#nguoi_lap": "Người lập", "#dien_thoai": "Điện thoại", "#thu_truong": "Thủ trưởng đơn vị"}
"""Row codes on sheet Số liệu of the people cells; what is typed stands in column gia_tri."""

VALUE, PREVIOUS, COUNTED_IN = "gia_tri", "ky_truoc", "don_vi_tinh"
VISIBLE_CODE, NAME, FIELD = "ma_hien", "ten", "linh_vuc"
TASK_TEXT, TASK_STATUS, TASK_DUE, TASK_DONE_ON = "noi_dung", "trang_thai", "#han", "ngay_hoan_thanh"
RANK_INDEX, RANK_CRITERION, RANK_BEFORE, RANK_NOW = "chi_so", "tieu_chi", "hang_nam_truoc", "hang_nam_nay"
POINTS_KEY, POINTS_MOST, POINTS_OWN = "#muc", "#diem_toi_da", "tu_cham"
"""Column codes that rules of the program name; columns.py has all of them."""
