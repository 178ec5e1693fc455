"""Units' workbooks: whose they are, and what is filled in."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import kinds_of

_error, _warning = kinds_of("Biểu mẫu đã điền")

NO_CODES = _error(
    "khong-phai-bieu-mau",
    "không tìm thấy mã nào của biểu mẫu (ô #ma) trong tệp",
    "điền vào đúng biểu mẫu đã phát, không xoá dòng và cột mã ẩn",
)
CODES_GONE = _error(
    "mat-ma",
    "sheet “{sheet}” không còn dòng, cột mã ẩn của biểu mẫu nên không đọc được",
    "chép số liệu vào biểu mẫu gốc rồi gửi lại, không xoá dòng và cột mã ẩn",
)
CODE_TWICE = _error(
    "trung-ma", "mã “{code}” có ở hai chỗ ({cells}), không chỗ nào được tính", "giữ lại một chỗ rồi gửi lại"
)
SHEET_TWICE = _error("trung-sheet", "có hai sheet {kind}, chỉ đọc sheet “{kept}”", "xoá sheet thừa rồi gửi lại")
SHEET_MISSING = _error("mat-sheet", "không còn sheet {sheet} của biểu mẫu", "chép số liệu vào biểu mẫu gốc rồi gửi lại")
SHEET_GONE = _warning("mat-sheet-phu", "không còn sheet {sheet} của biểu mẫu", "lần sau giữ đủ các sheet")
UNIT_UNKNOWN = _error(
    "don-vi-la", "danh mục không có đơn vị mang mã “{unit}”", "dùng biểu mẫu của kỳ này, hoặc sửa danh mục"
)
UNIT_ENDED = _error(
    "don-vi-da-het",
    "{name} chỉ có đến ngày {day}, trước kỳ {period}{successor}",
    "số liệu của kỳ này do đơn vị nhận việc gửi; bỏ tệp ra khỏi thư mục, hoặc dùng --exclude, hoặc sửa sheet Đơn vị",
)
UNIT_NOT_BEGUN = _error(
    "don-vi-chua-co",
    "{name} đến ngày {day} mới có, sau kỳ {period}",
    "bỏ tệp ra khỏi thư mục, hoặc dùng --exclude, hoặc sửa sheet Đơn vị",
)
UNIT_NOT_FOUND = _error(
    "khong-ro-don-vi", "không biết tệp của đơn vị nào", "điền vào biểu mẫu gốc, hoặc ghi mã đơn vị vào tên tệp"
)
UNIT_GUESSED = _warning("don-vi-suy-ra", "mất thông tin biểu mẫu, coi là của {name} theo {kind}", "kiểm tra lại đơn vị")
PERIOD_UNKNOWN = _error(
    "ky-la", "danh mục không có kỳ “{period}”", "dùng biểu mẫu của kỳ này, hoặc thêm kỳ vào danh mục"
)
PERIOD_NOT_FOUND = _error("khong-ro-ky", "không biết tệp của kỳ nào", "điền vào biểu mẫu gốc của kỳ này rồi gửi lại")
PERIOD_GUESSED = _warning("ky-suy-ra", "mất thông tin biểu mẫu, coi là của kỳ {period} theo tiêu đề", "kiểm tra lại kỳ")
OTHER_PERIOD = _error(
    "sai-ky", "tệp là biểu mẫu của kỳ {period}, không phải {wanted}", "điền biểu mẫu của kỳ {wanted} rồi gửi lại"
)
OTHER_FORM = _warning(
    "bieu-mau-khac-ban", "biểu mẫu thuộc bản “{version}”, đọc theo mã", "kỳ sau dùng biểu mẫu mới phát"
)
OTHER_CATALOGUE = _warning(
    "danh-muc-khac-ban",
    "biểu mẫu làm từ bản danh mục khác, hỏi khác với biểu mẫu hiện nay; đọc theo mã",
    "phát lại biểu mẫu (cchc template) nếu còn kịp",
)
HEADING_OTHER_UNIT = _error(
    "tieu-de-don-vi-khac",
    "biểu mẫu phát cho {unit} nhưng tiêu đề ghi {other}",
    "mỗi đơn vị điền biểu mẫu của mình rồi gửi lại",
)
FILE_NAME_OTHER = _warning(
    "ten-tep-don-vi-khac", "tên tệp nói là {other} nhưng biểu mẫu của {unit}", "xem đơn vị có gửi nhầm không"
)
SENDER_OTHER = _warning(
    "nguoi-gui-khac",
    "thư gửi từ {sender}, không phải địa chỉ đã đăng ký ({email})",
    "xem có đúng tệp của đơn vị không; nếu đơn vị đổi địa chỉ thì sửa ở sheet Đơn vị của danh mục",
)
CELL_ERROR = _error("o-bao-loi", "ô báo lỗi {value}", "nhập lại số vào ô")
CELL_UNCACHED = _error(
    "cong-thuc-chua-tinh", "ô là công thức chưa được tính", "mở tệp bằng Excel, lưu lại, hoặc gõ thẳng số vào ô"
)
ROW_UNKNOWN = _error("dong-ma-la", "danh mục không có thủ tục mã “{code}”, dòng này không được tính", "sửa mã thủ tục")
ROW_NO_CODE = _error(
    "dong-khong-ma",
    "dòng có số liệu nhưng không có mã, không được tính",
    "chọn mã thủ tục ở cột mã, hoặc xoá dòng nếu là dòng cộng, rồi gửi lại",
)
ROW_NOT_OF_FORM = _error(
    "dong-ngoai-bieu-mau",
    "dòng này không có trong biểu mẫu, không được tính",
    "ghi vào dòng có sẵn của biểu mẫu, hoặc xoá dòng này, rồi gửi lại",
)
ROW_BY_NAME = _warning(
    "dong-doc-theo-ten", "dòng không có mã, đọc theo đúng tên là thủ tục {code}", "kiểm tra lại, lần sau chọn mã"
)
ROWS_HIDDEN = _warning(
    "dong-bi-an", "có số liệu ở dòng đang bị ẩn hoặc lọc (dòng {rows}), vẫn tính", "bỏ lọc, hiện dòng để kiểm tra lại"
)
CELLS_MERGED = _error(
    "o-bi-gop", "các ô {area} bị gộp thành một, không rõ số ở đó của ô nào", "bỏ gộp ô rồi nhập số vào từng ô"
)
ROWS_SORTED = _warning(
    "dong-da-sap-xep",
    "các dòng đã bị sắp xếp lại (dòng {rows}), đọc theo mã hoặc tên nhìn thấy",
    "xem lại số của các dòng này",
)
ROW_CODES_GONE = _warning(
    "dong-mat-ma",
    "mã ẩn của các dòng {rows} không còn, đọc theo mã hoặc tên nhìn thấy",
    "xem lại số của các dòng này, lần sau không xoá cột mã ẩn",
)
FIGURE_NOT_OWED = _warning(
    "so-lieu-thua", "“{code}” không phải số liệu đơn vị này phải báo cáo, không tính", "xem có điền nhầm biểu mẫu không"
)
FIGURE_ROW_GONE = _error(
    "mat-dong-so-lieu", "không còn dòng “{name}” của biểu mẫu", "chép số liệu vào biểu mẫu gốc rồi gửi lại"
)
NOT_ENTERED = _error("chua-nhap", "chưa nhập “{name}”", "nhập số, nhập 0 nếu không phát sinh")
UNTOUCHED = _error(
    "bieu-mau-trong",
    "biểu mẫu gửi về còn trống, chưa điền ô nào",
    "điền số liệu, nhập 0 nếu không phát sinh, rồi gửi lại",
)
NOTHING_ENTERED = _error("chua-nhap-tthc", "chưa nhập số liệu thủ tục nào", "nhập 0 nếu không phát sinh")
COLUMNS_GONE = _error("mat-cot", "không còn cột: {names}", "chép số liệu vào biểu mẫu gốc rồi gửi lại")
PROCEDURE_ROWS_GONE = _warning(
    "mat-dong-tthc",
    "không còn dòng của các thủ tục {codes}, coi như không phát sinh",
    "nếu có phát sinh, chép vào biểu mẫu gốc rồi gửi lại",
)
PROCEDURE_NOT_IN_FORCE = _warning(
    "tthc-het-hieu-luc",
    "thủ tục {code} không có hiệu lực trong kỳ, vẫn cộng số liệu",
    "kiểm tra mã, hoặc sửa ngày hiệu lực ở sheet TTHC của danh mục",
)
PROCEDURE_ADDED = _warning(
    "tthc-them",
    "thủ tục {code} không thuộc đơn vị này theo danh mục, tính cho đơn vị",
    "kiểm tra mã, hoặc sửa cột đơn vị ở sheet TTHC của danh mục",
)
DOES_NOT_APPLY = _warning(
    "khong-ap-dung",
    "“{name}” không áp dụng cho thủ tục {code} nhưng có số",
    "xoá số này, hoặc sửa dấu x ở sheet TTHC của danh mục",
)
FORMULAS_LOST = _warning(
    "ghi-de-cong-thuc",
    "{count} ô công thức của biểu mẫu bị ghi đè, không dùng số gõ vào đó",
    "lần sau không sửa ô có công thức",
)
TASK_UNKNOWN = _warning(
    "nhiem-vu-la", "kế hoạch không có mục “{key}”, dòng này không được tính", "dùng biểu mẫu của kỳ này"
)
TASK_NO_STATUS = _warning(
    "nhiem-vu-thieu-trang-thai", "mục {key} chưa chọn trạng thái", "chọn trạng thái trong danh sách của ô"
)
TASK_STATUS_UNKNOWN = _error("trang-thai-la", "không hiểu trạng thái “{value}”", "chọn một trong: {known}")
RANK_NO_NAME = _error("xep-hang-thieu-ten", "có thứ hạng nhưng không có tên chỉ số, tiêu chí", "điền tên rồi gửi lại")
RANK_ZERO = _error("xep-hang-khong", "thứ hạng không thể là 0", "nhập thứ hạng từ 1, để trống nếu không có")

MORE_OF_A_KIND = _error(
    "con-nhieu-cho-nua", "còn {count} chỗ “{code}” nữa trên sheet này", "sửa các chỗ đã nêu rồi kiểm tra lại"
)
POINTS_UNKNOWN = _warning(
    "diem-la", "danh mục không có mục nhập tay “{key}”, dòng này không được tính", "dùng biểu mẫu của kỳ này"
)
POINTS_BLANK = _warning("diem-chua-cham", "chưa chấm điểm các mục: {keys}", "nhập điểm, hoặc ghi Không áp dụng")

FOR_THE_OFFICE = frozenset(kind.code for kind in (OTHER_CATALOGUE, FILE_NAME_OTHER, SENDER_OTHER))
"""The codes of what only whoever merges can look into and mend: what goes back to units is silent about them."""
