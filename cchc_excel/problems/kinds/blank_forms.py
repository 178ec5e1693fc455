"""Workbooks for units to fill."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import kinds_of

_error, _ = kinds_of("Biểu mẫu trống")

OWN_FORM_FORMULA = _error(
    "bieu-mau-loi-cong-thuc",
    "biểu mẫu vừa tạo có công thức không tính được ({value})",
    "sửa biểu thức trong danh mục rồi tạo lại",
)
OWN_FORM_LEFTOVER = _error(
    "bieu-mau-con-so-lieu",
    "biểu mẫu vừa tạo đã có sẵn “{value}” ở ô phải để trống",
    "không gửi biểu mẫu này, tạo lại",
)
