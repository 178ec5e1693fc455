"""so-lieu.xlsx of a level below."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import kinds_of

_error, _warning = kinds_of("Số liệu của cấp dưới (so-lieu.xlsx)")

DEPARTMENT_UNKNOWN = _error(
    "co-quan-la",
    "không biết so-lieu.xlsx của cơ quan nào (“{name}”)",
    "để tệp trong thư mục mang mã cơ quan, hoặc thêm tên ấy vào dòng của cơ quan ở sheet Đơn vị (tên, tên gọi khác)",
)
DEPARTMENT_DRAFT = _warning(
    "so-lieu-nhap",
    "so-lieu.xlsx của {name} là bản nháp, nên kết quả ở đây cũng là bản nháp",
    "xin bản chính thức, hoặc chấp nhận bằng --accept-missing với mã cơ quan",
)
DATA_FILE_BROKEN = _error(
    "so-lieu-mat-bang", "so-lieu.xlsx không còn đủ bảng: {missing}", "xin lại tệp so-lieu.xlsx, không sửa tay"
)
DATA_FILE_UNIT = _error(
    "so-lieu-don-vi-la",
    "danh mục không có đơn vị “{unit}”; số liệu của đơn vị ấy không được tính",
    "thêm đơn vị vào sheet Đơn vị (cột thuộc là mã cơ quan), hoặc sửa danh mục của cấp dưới",
)
DATA_FILE_FIGURES = _warning(
    "so-lieu-ma-la",
    "so-lieu.xlsx có số liệu mà danh mục ở đây không có, không dùng: {codes}",
    "không cần làm gì nếu cấp này không dùng các số ấy; nếu có, thống nhất mã ở hai danh mục",
)
DATA_FILE_TASKS = _warning(
    "so-lieu-muc-la",
    "so-lieu.xlsx trả lời các mục mà kế hoạch ở đây không có, không dùng: {keys}",
    "không cần làm gì nếu đó là việc riêng của cấp dưới",
)
DATA_FILE_TWICE = _error(
    "so-lieu-trung-dong", "“{name}” có ở hai dòng, ô {other} cũng vậy; không dòng nào được tính", "xoá dòng sai"
)
DATA_FILE_UNREAD = _error(
    "so-lieu-o-hong", "ô gốc của “{name}” không đọc được thành số", "cấp dưới sửa ô ấy rồi gộp và gửi lại so-lieu.xlsx"
)
DATA_FILE_REPLACED = _warning(
    "so-lieu-co-ban-moi-hon",
    "số liệu của đơn vị này trong so-lieu.xlsx không dùng, vì {merged} là bản mới hơn; khác nhau: {differences}",
    "kiểm tra đúng bản cần dùng",
)
DEPARTMENT_SUPERSEDED = _warning(
    "co-so-lieu-moi-hon",
    "đã dùng so-lieu.xlsx mới hơn {merged}; đơn vị có số khác nhau: {differences}",
    "kiểm tra đúng bản cần dùng",
)
