"""Files that cannot be read as workbooks."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import GROUPS, kinds_of

_error, _ = kinds_of("Mở tệp")

FILE_EMPTY = _error("tep-rong", "tệp rỗng", "gửi lại tệp")
FILE_UNREADABLE = _error(
    "tep-hong", "tệp hỏng, không mở được ({reason})", "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại"
)
FILE_OPEN = _error("tep-khong-doc-duoc", "không đọc được tệp ({reason})", "đóng tệp ở chương trình khác rồi chạy lại")
FILE_NOT_WORKBOOK = _error(
    "khong-phai-excel", "nội dung không phải tệp Excel", "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại"
)
FILE_DOCUMENT = _error(
    "la-van-ban", "tệp là {what} mang đuôi Excel", "điền số liệu vào biểu mẫu Excel rồi gửi lại biểu mẫu ấy"
)
FILE_BINARY = _error(
    "dang-nhi-phan",
    "tệp ở dạng nhị phân .xlsb, không thấy được ô lỗi",
    "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại",
)
FILE_BEFORE_EXCEL_5 = _error(
    "excel-truoc-1993",
    "tệp ở dạng Excel 2, 3 hoặc 4 (trước năm 1993), chương trình không đọc dạng này",
    "mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi gửi lại",
)
FILE_NOT_FOLLOWED = _error(
    "xls-khong-hieu",
    "tệp .xls có chỗ ghi khác thường, chương trình không đọc được",
    "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại",
)
FILE_HTML = _error("la-trang-web", "tệp là trang web mang đuôi Excel", "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại")
FILE_TABS = _error(
    "la-bang-chu", "tệp là bảng chữ ngăn bằng tab mang đuôi Excel", "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại"
)
FILE_LOCKED = _error("co-mat-khau", "tệp có mật khẩu", "bỏ mật khẩu rồi gửi lại, hoặc chạy lại lệnh kèm --password")
WRONG_PASSWORD = _error(
    "sai-mat-khau", "không mật khẩu nào đã cho mở được tệp", "hỏi lại mật khẩu, hoặc bỏ mật khẩu rồi gửi lại"
)
UNLOCK_NOT_INSTALLED = _error(
    "chua-cai-mo-khoa",
    "chưa cài phần đọc tệp có mật khẩu",
    "chạy: py -m pip install --user cchc-excel[password], rồi chạy lại lệnh",
)
FILE_TOO_LARGE = _error("tep-qua-lon", "tệp quá lớn ({reason})", "chép số liệu vào biểu mẫu gốc rồi gửi lại")
FILE_SUSPECT = _error(
    "tep-dang-ngo", "tệp có nội dung không an toàn ({reason})", "chép số liệu vào biểu mẫu gốc rồi gửi lại"
)
FILE_FAR_CELL = _error(
    "o-qua-xa", "sheet “{sheet}” có dữ liệu ở ô rất xa", "xoá các dòng, cột thừa ngoài biểu mẫu rồi gửi lại"
)
FILE_NO_CELLS = _error(
    "khong-doc-duoc-o-nao", "không đọc được ô nào trong tệp", "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại"
)
FILE_TOO_SLOW = _error("doc-qua-lau", "đọc quá {seconds} giây chưa xong", "chép số liệu vào biểu mẫu gốc rồi gửi lại")
FILE_KILLED = _error(
    "lam-sap-trinh-doc", "tệp làm chương trình đọc dừng đột ngột", "chép số liệu vào biểu mẫu gốc rồi gửi lại"
)

NOT_OPENED = frozenset(kind.code for kind in GROUPS["Mở tệp"])
"""The codes of a file that was not read: nothing else opens it either."""
