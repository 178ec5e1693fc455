"""The kinds of problem: every code with its level, what is wrong and what to do, grouped by the stage that reports it.

Longer than a module should be: it is one table of messages, read from top to bottom and printed as docs/van-de.md.
"""

from __future__ import annotations

from cchc_excel.problems.problem import Kind, Level

KINDS: dict[str, Kind] = {}
GROUPS: dict[str, list[Kind]] = {}
"""The kinds by what they are about, in the order of docs/van-de.md."""


def _group(title: str) -> None:
    """The kinds that follow belong here."""
    GROUPS[title] = []


def _kind(code: str, level: Level, what: str, remedy: str) -> Kind:
    if code in KINDS:
        raise ValueError(f"two kinds of problem have the code {code}")
    kind = KINDS[code] = Kind(code, level, what, remedy)
    next(reversed(GROUPS.values())).append(kind)
    return kind


def _error(code: str, what: str, remedy: str) -> Kind:
    return _kind(code, Level.ERROR, what, remedy)


def _warning(code: str, what: str, remedy: str) -> Kind:
    return _kind(code, Level.WARNING, what, remedy)


_group("Mở tệp")
FILE_EMPTY = _error("tep-rong", "tệp rỗng", "gửi lại tệp")
FILE_UNREADABLE = _error(
    "tep-hong", "tệp hỏng, không mở được ({reason})", "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại"
)
FILE_OPEN = _error("tep-khong-doc-duoc", "không đọc được tệp ({reason})", "đóng tệp ở chương trình khác rồi chạy lại")
FILE_NOT_WORKBOOK = _error(
    "khong-phai-excel", "nội dung không phải tệp Excel", "mở bằng Excel, lưu lại thành .xlsx rồi gửi lại"
)
FILE_BINARY = _error(
    "dang-nhi-phan",
    "tệp ở dạng nhị phân .xlsb, không thấy được ô lỗi",
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

_group("Giá trị trong ô")
COUNT_TRUTH = _error("so-dung-sai", "ô là giá trị đúng/sai, không phải số", "nhập lại số nguyên")
COUNT_DATE = _error("so-thanh-ngay", "ô là ngày tháng ({value}), không phải số", "đổi định dạng ô về số rồi nhập lại")
COUNT_NEGATIVE = _error("so-am", "số {value} là số âm", "nhập lại số từ 0 trở lên")
COUNT_FRACTION = _error("so-le", "số {value} có phần lẻ trong khi ở đây là số đếm", "nhập lại số nguyên")
COUNT_TOO_LARGE = _error("so-qua-lon", "số {value} từ một tỷ trở lên", "kiểm tra xem có gõ nhầm rồi nhập lại")
COUNT_PERCENT = _error(
    "so-phan-tram", "ô là phần trăm ({value}) trong khi ở đây là số đếm", "đổi định dạng ô về số rồi nhập lại số nguyên"
)
COUNT_AMBIGUOUS = _error(
    "so-khong-ro", "không rõ “{value}” là số hàng nghìn hay số thập phân", "nhập lại chỉ gồm chữ số, không dấu phẩy"
)
COUNT_UNREADABLE = _error(
    "so-khong-doc-duoc", "“{value}” không đọc được thành số", "nhập lại số nguyên, chỉ gồm chữ số"
)
COUNT_TEXT = _warning("so-dang-chu", "“{value}” gõ dưới dạng chữ, đã hiểu là {number}", "lần sau nhập số")
COUNT_ZERO_WORD = _warning("so-khong-bang-chu", "“{value}” đã hiểu là 0", "lần sau nhập 0")
DATE_UNREADABLE = _error(
    "ngay-khong-doc-duoc", "“{value}” không phải là một ngày", "nhập ngày dạng ngày/tháng/năm, ví dụ 14/3/2022"
)

_group("Danh mục (danh-muc.xlsx)")
CATALOGUE_SHEET = _error("danh-muc-thieu-sheet", "danh mục không có sheet “{sheet}”{hint}", "đặt lại đúng tên sheet")
CATALOGUE_HEADING = _error("danh-muc-thieu-cot", "dòng 1 không có cột “{title}”{hint}", "đặt lại đúng tên cột ở dòng 1")
CATALOGUE_FORMULA = _error("danh-muc-cong-thuc", "ô là công thức", "gõ thẳng giá trị vào ô")
CATALOGUE_NOT_TEXT = _error(
    "danh-muc-khong-la-chu", "ô chứa số {value} trong khi phải là chữ", "đổi định dạng ô thành Text rồi gõ lại"
)
CATALOGUE_BLANK = _error("danh-muc-de-trong", "cột “{title}” để trống", "điền vào ô này")
CATALOGUE_NOT_NUMBER = _error("danh-muc-khong-la-so", "“{value}” không phải là số hợp lệ ở đây", "nhập lại số")
CATALOGUE_CHOICE = _error("danh-muc-sai-lua-chon", "“{value}” không nằm trong các lựa chọn", "chọn một trong: {known}")
CATALOGUE_TWICE = _error("danh-muc-trung-ma", "“{code}” đã có ở ô {other}", "xoá hoặc đổi một trong hai dòng")
CATALOGUE_CODE = _error(
    "danh-muc-ma-sai", "mã “{code}” không dùng được", "mã chỉ gồm chữ không dấu, số, dấu - và _ (làm tên tệp, thư mục)"
)
CATALOGUE_NAME_SHARED = _error(
    "danh-muc-trung-ten", "“{name}” cũng là tên gọi của đơn vị {other}", "mỗi tên chỉ dùng cho một đơn vị hoặc nhóm"
)
CATALOGUE_NOBODY = _error(
    "danh-muc-khong-co-don-vi",
    "không có đơn vị hay nhóm nào tên “{name}”",
    "sửa tên, hoặc thêm vào sheet Đơn vị (cột tên, tên gọi khác, nhóm)",
)
CATALOGUE_NO_PERIOD = _error(
    "danh-muc-khong-co-ky", "không có kỳ “{period}”", "sửa mã kỳ, hoặc thêm vào sheet Kỳ báo cáo"
)
CATALOGUE_NO_KEY = _error(
    "danh-muc-khong-co-muc", "kế hoạch không có mục “{key}”{hint}", "sửa mục cho khớp sheet Kế hoạch"
)
CATALOGUE_NO_PLAN = _warning(
    "danh-muc-chua-co-ke-hoach",
    "sheet Kế hoạch còn trống nên không có mục “{key}”",
    "chép Kế hoạch của năm vào sheet Kế hoạch, rồi sửa cột mục cho khớp",
)
CATALOGUE_EXPRESSION = _error("danh-muc-bieu-thuc", "không hiểu “{text}”: {reason}", "sửa lại biểu thức")
CATALOGUE_UNKNOWN = _error("danh-muc-ten-la", "không có “{name}” trong danh mục{hint}", "sửa tên, hoặc khai báo nó")
NAME_OUTSIDE = _error(
    "danh-muc-ngoai-tong", "“{name}” là số liệu của từng thủ tục", "chỉ dùng bên trong tong(…) hoặc dem(…)"
)
NAME_INSIDE = _error("danh-muc-trong-tong", "“{name}” là số liệu của đơn vị", "chỉ dùng bên ngoài tong(…) và dem(…)")
PERIOD_BACKWARDS = _error("danh-muc-nguoc-ngay", "ngày kết thúc ở trước ngày bắt đầu", "sửa lại ngày")
PERIOD_NOT_JOINED = _error(
    "danh-muc-ky-noi", "kỳ {period} không kết thúc ngay trước ngày đầu của kỳ này", "sửa ngày hoặc cột kỳ nối"
)
PERIOD_CIRCLE = _error("danh-muc-ky-vong", "kỳ {period} gồm chính nó", "sửa cột gồm các kỳ")
PERIOD_PARTS_GAP = _warning(
    "danh-muc-ky-ho", "các kỳ thành phần không nối tiếp nhau vừa đủ kỳ này", "kiểm tra ngày của từng kỳ"
)
PERIOD_PART_ELSEWHERE = _error(
    "danh-muc-ky-nam-khac",
    "kỳ {period} ở danh mục của năm khác",
    "cột gồm các kỳ chỉ nêu kỳ của chính danh mục này; kỳ nối, kỳ trước, lũy kế thì được",
)
PERIOD_LISTED_TWICE = _error(
    "danh-muc-ky-hai-noi",
    "kỳ {period} có ở cả {first} và {second}",
    "mỗi kỳ để ở một danh mục: xoá dòng của kỳ ở một trong hai tệp",
)
NEIGHBOUR_BROKEN = _warning(
    "danh-muc-nam-khac-sai",
    "danh mục {file} còn {count} lỗi, nên không đọc được kỳ {periods} để đối chiếu",
    "chạy cchc status {period} để xem và sửa",
)
UNIT_MERGED_NO_END = _error(
    "don-vi-nhap-chua-het", "đơn vị nhập vào {name} mà chưa ghi ngày cuối", "điền cột đến ngày, hoặc xoá cột nhập vào"
)
UNIT_MERGED_CIRCLE = _error("don-vi-nhap-vong", "đơn vị {name} nhập vòng quanh về chính nó", "sửa cột nhập vào")
UNIT_MERGED_GAP = _error(
    "don-vi-nhap-ho", "{name} đến {day} mới có, sau ngày đơn vị này hết", "sửa cột từ ngày, đến ngày hoặc nhập vào"
)
PROCEDURE_NOBODY = _warning("tthc-khong-don-vi", "thủ tục {code} không thuộc đơn vị nào", "điền cột đơn vị")
PROCEDURE_OVERLAP = _error(
    "tthc-trung-hieu-luc", "thủ tục {code} có hiệu lực trùng ngày với ô {other}", "sửa hiệu lực từ, hiệu lực đến"
)
FLAG_UNKNOWN = _error("tthc-danh-dau", "“{value}” không phải là dấu hợp lệ", "đánh x nếu có, để trống nếu không")
FIGURE_CODE = _error(
    "so-lieu-ma-sai",
    "mã “{code}” không dùng được",
    "mã gồm chữ thường không dấu, số và _, bắt đầu bằng chữ, không trùng tên khác",
)
FIGURE_ORDER = _error("so-lieu-thu-tu", "“{name}” cũng là số tính ra và đứng dưới dòng này", "đưa dòng đó lên trên")
CHECK_MESSAGE = _error(
    "kiem-tra-thong-bao", "thông báo “{text}” viết sai", "trong ngoặc nhọn chỉ dùng {{trai}} và {{phai}}"
)
REQUIREMENT = _error("chi-tieu-yeu-cau", "không hiểu yêu cầu “{text}”", "viết dạng > 30% hoặc >= 15% hoặc = 100%")
REQUIREMENT_OVER_WHOLE = _warning(
    "chi-tieu-yeu-cau-qua-100",
    "yêu cầu “{text}” của một tỷ lệ phần trăm không bao giờ đạt: {number} nghĩa là {percent} %?",
    "viết kèm dấu %, ví dụ >= {number}%",
)
DEFINITION_CONTRADICTS = _warning(
    "chi-tieu-dinh-nghia-khac",
    "định nghĩa ghi “{text}” trong khi yêu cầu là {requirement}",
    "sửa một trong hai; trong định nghĩa viết {{yeu_cau}} thì yêu cầu tự hiện ra",
)
DEFINITION_NAMES_NOTHING = _warning(
    "chi-tieu-khong-co-yeu-cau",
    "định nghĩa viết {{yeu_cau}} trong khi cột yêu cầu để trống",
    "điền cột yêu cầu, hoặc bỏ",
)
SCORE_PARAMETER = _error("cham-diem-tham-so", "không hiểu tham số “{part}”", "viết dạng khoá=giá trị; khoá=giá trị")
SCORE_MISSING = _error("cham-diem-thieu", "cách chấm “{method}” thiếu tham số", "điền: {names}")
SCORE_NEEDS_INDICATOR = _error(
    "cham-diem-can-chi-tieu", "cách chấm “{method}” cần một tỷ lệ", "điền mã của sheet Chỉ tiêu vào cột chỉ tiêu"
)
PLAN_KEY = _warning("ke-hoach-khoa", "khoá “{key}” khác khoá suy từ mã là “{derived}”", "xoá ô khoá nếu không cố ý")
PLAN_LEAD = _error(
    "ke-hoach-chu-tri",
    "không biết “{unknown}” trong “{text}” là đơn vị nào{hint}",
    "sửa tên, thêm tên gọi khác ở sheet Đơn vị, hoặc điền cột nhóm giao",
)
PLAN_PARTNER = _warning(
    "ke-hoach-phoi-hop",
    "không có đơn vị phối hợp nào tên “{unknown}”{hint}",
    "sửa tên, hoặc thêm tên gọi khác ở sheet Đơn vị",
)
PLAN_TIME = _warning(
    "ke-hoach-thoi-gian",
    "không hiểu “{unread}” trong thời gian “{text}”, coi như kỳ nào cũng hỏi và không tính trễ",
    "viết dạng Tháng 6, Tháng 11 hoặc Hàng Quý, hoặc điền cột kỳ đến hạn",
)

_group("Nhập kế hoạch, thủ tục")
IMPORT_ENDING = _error(
    "nhap-loai-tep",
    "tệp {ending} không nhập được",
    "mở bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx (bảng chữ: .tsv, .txt) rồi chạy lại",
)
IMPORT_PICTURE = _error(
    "nhap-chi-co-anh", "tệp chỉ có hình ảnh, không có bảng", "gõ lại bảng trong Word hoặc Excel, hoặc xin bản gốc"
)
IMPORT_NO_TABLE = _error("nhap-khong-co-bang", "tệp không có bảng nào", "xin bản Word có bảng, hoặc gõ lại bảng")
IMPORT_NO_PLAN = _error(
    "nhap-khong-phai-ke-hoach",
    "không có bảng nhiệm vụ: không dòng nào có tên cột nội dung (nhiệm vụ) cùng chủ trì, sản phẩm, thời gian hoặc STT",
    "đặt một dòng tên cột ở đầu bảng rồi chạy lại",
)
IMPORT_OTHER_TABLE = _warning(
    "nhap-bang-khac",
    "bảng này không có tên cột của kế hoạch nên không được nhập ({rows} dòng)",
    "bỏ qua nếu không phải bảng nhiệm vụ; phải thì đặt dòng tên cột ở đầu bảng",
)
IMPORT_HIDDEN = _warning(
    "nhap-sheet-an", "sheet ẩn này có bảng nhiệm vụ, không được nhập", "bỏ ẩn sheet nếu là kế hoạch, xoá nếu không phải"
)
IMPORT_CODE_NUMBER = _warning(
    "nhap-ma-thanh-so", "Excel đã đổi số mục thành số {value}, coi là “{code}”", "gõ lại số mục ở ô định dạng Text"
)
IMPORT_CODE_DATE = _warning(
    "nhap-ma-thanh-ngay", "Excel đã đổi số mục thành ngày {value}, coi là “{code}”", "gõ lại số mục ở ô định dạng Text"
)
IMPORT_CODE_UNKNOWN = _warning("nhap-ma-la", "“{code}” không phải số mục", "ghi 1; 1.1; 1,1; a); I; - hoặc để trống")
IMPORT_CODE_AGAIN = _warning(
    "nhap-ma-trung", "số mục “{code}” đã có ở trên, dòng này được đặt khoá {key}", "sửa số mục nếu gõ nhầm"
)
IMPORT_DAY_SWAPPED = _warning(
    "nhap-ngay-thang-dao",
    "không chắc {value} là ngày {day} tháng {month} hay ngược lại: cùng cột có ngày gõ thành chữ",
    "gõ lại ngày ở ô định dạng Text, dạng 15/11/2022",
)
IMPORT_NO_PROCEDURES = _error(
    "nhap-khong-co-thu-tuc",
    "không có danh sách thủ tục: không dòng nào có tên cột mã và tên thủ tục",
    "đặt một dòng tên cột “Mã TTHC”, “Tên thủ tục” ở đầu bảng rồi chạy lại",
)
IMPORT_PROCEDURE_CODE = _warning(
    "nhap-ma-thu-tuc", "“{code}” không phải mã thủ tục (“{name}”), dòng không được nhập", "sửa mã, dạng 2.001617"
)
IMPORT_YEAR = _error(
    "nhap-khong-co-nam", "không có danh mục nào của năm {year}", "chạy: cchc new-year {year}, hoặc bỏ --year"
)

_group("Biểu mẫu đã điền")
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

_group("Số liệu của cấp dưới (so-lieu.xlsx)")
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

_group("Nhiệm vụ, gộp và tỷ lệ")
TASK_ROW_GONE = _warning(
    "nhiem-vu-thieu-dong", "biểu mẫu không có dòng các mục phải báo cáo kỳ này: {keys}", "dùng biểu mẫu của kỳ này"
)
TASK_NO_DATE = _warning(
    "nhiem-vu-thieu-ngay",
    "mục {key} đã hoàn thành nhưng không có ngày hoàn thành, chưa tính đúng hạn hay trễ hạn",
    "nhập ngày hoàn thành",
)
UNIT_MISSING = _error(
    "thieu-don-vi",
    "{name} chưa có tệp dùng được cho kỳ {period}",
    "nhắc đơn vị gửi (cchc remind), hoặc chấp nhận bằng --accept-missing",
)
PARTS_MISSING = _error(
    "thieu-ky-thanh-phan",
    "{name} còn thiếu {parts} trong kỳ {period}, chỉ cộng các kỳ đã có",
    "nhắc đơn vị gửi (cchc remind), hoặc chấp nhận bằng --accept-missing",
)
UNIT_AND_PARTS_MISSING = _error(
    "thieu-don-vi-va-ky",
    "{name} chưa có tệp dùng được cho kỳ {period}, cũng không có của {parts} để cộng thay",
    "nhắc đơn vị gửi (cchc remind), hoặc chấp nhận bằng --accept-missing",
)
PARTS_DIFFER = _warning(
    "khac-tong-cac-ky",
    "“{name}”{procedure} ghi {own} nhưng cộng các kỳ thành phần được {parts}, dùng số {own}",
    "hỏi lại đơn vị",
)
RANK_CONFLICT = _error(
    "xep-hang-mau-thuan",
    "tiêu chí “{name}” ghi {here} nhưng {unit} (ô {cell}) ghi {there}",
    "thống nhất thứ hạng rồi gửi lại",
)
RATIO_OVER_NOTHING = _warning(
    "ty-le-mau-khong",
    "“{name}” là {numerator}/{denominator}: có tử số mà mẫu số bằng 0",
    "kiểm tra lại tử số và mẫu số",
)
RATIO_OVER_WHOLE = _warning(
    "ty-le-qua-100", "“{name}” là {numerator}/{denominator}, trên 100%", "kiểm tra lại tử số và mẫu số"
)
NOT_CONTINUED = _warning(
    "khac-ky-truoc", "“{name}” ghi {value} nhưng kỳ trước chuyển sang {before}", "kiểm tra lại, giữ nguyên nếu đúng"
)
HANDOVER_DIFFERS = _warning(
    "giao-lai-khac-ky-truoc",
    "thủ tục {code} đổi đơn vị: “{name}” {now} ghi {value} nhưng {before_units} kỳ trước để lại {before}",
    "các đơn vị thống nhất lại số hồ sơ bàn giao, giữ nguyên nếu đúng",
)
HANDOVER_SEVERAL = _warning(
    "giao-lai-nhieu-don-vi",
    "thủ tục {code} chuyển sang nhiều đơn vị ({units}): {before} của {former} (“{name}”) không điền sẵn cho đơn vị nào",
    "các đơn vị thống nhất số hồ sơ mỗi bên nhận rồi tự nhập",
)
UNIT_SPLIT = _warning(
    "don-vi-tach",
    "{unit} chỉ có đến ngày {day}, không ghi nhập vào đơn vị nào; số để lại không điền sẵn cho ai: {left}",
    "các đơn vị nhận việc tự nhập phần của mình, hoặc điền cột nhập vào ở sheet Đơn vị",
)

_group("Tệp của kỳ, lệnh và kết quả")
NOT_A_WORKBOOK = _warning(
    "khong-phai-so-tinh", "tệp không phải tệp Excel, không đọc", "đề nghị đơn vị gửi biểu mẫu Excel"
)
NO_PLAIN_FILE = _warning(
    "khong-phai-tep-thuong", "đây là liên kết hỏng hoặc không phải tệp, không đọc", "chép chính tệp vào thư mục của kỳ"
)
PACKED_FILE = _warning(
    "tep-chua-mo", "tệp nén hoặc thư chưa được mở, không đọc", "lấy biểu mẫu bên trong bằng cchc collect"
)
MAILBOX_FAILED = _error(
    "hop-thu-loi", "không đọc được hộp thư: {reason}", "sửa rồi chạy lại; thư đã lấy vẫn còn, không lấy trùng"
)
MAIL_UNREADABLE = _error("thu-hong", "không mở được thư", "mở thư bằng Outlook, lưu tệp đính kèm vào thư mục của kỳ")
MAIL_UNFORESEEN = _error(
    "thu-gay-loi",
    "thư hoặc tệp này làm chương trình lỗi ({what}), chưa lấy được gì",
    "mở bằng chương trình thư, lưu tệp đính kèm vào thư mục của kỳ, và báo người phụ trách chương trình",
)
MAIL_SEALED = _error(
    "thu-ma-hoa", "phần này bị mã hoá hoặc gói trong chữ ký số", "mở bằng chương trình thư, lưu tệp đính kèm ra thư mục"
)
MAIL_TOO_LARGE = _error(
    "thu-qua-lon", "thư quá lớn ({size} MB), không tải về", "mở thư bằng chương trình thư, lưu tệp đính kèm ra thư mục"
)
MAIL_GONE = _error("thu-khong-con", "thư vừa bị xoá hoặc chuyển đi, không tải được", "kiểm tra hộp thư rồi chạy lại")
PACKED_UNKNOWN = _error(
    "loai-tep-nen-la", "không mở được loại tệp nén này", "mở bằng WinRAR hoặc 7-Zip, lấy biểu mẫu ra rồi chạy lại"
)
PACKED_LOCKED = _error("tep-nen-co-mat-khau", "tệp nén có mật khẩu", "mở tệp nén, lấy biểu mẫu ra rồi chạy lại")
PACKED_BROKEN = _error("tep-nen-hong", "tệp nén hỏng ({reason})", "đề nghị đơn vị gửi lại biểu mẫu, không cần nén")
PACKED_TOO_MUCH = _error(
    "tep-nen-qua-lon", "bên trong có quá nhiều tệp hoặc quá lớn", "lấy riêng biểu mẫu ra rồi chạy lại"
)
SAME_BYTES = _warning("trung-tep", "tệp giống hệt {merged}, chỉ tính một lần", "không cần làm gì")
SUPERSEDED = _warning(
    "co-ban-moi-hon", "đã dùng bản mới hơn {merged}; khác nhau: {differences}", "kiểm tra đúng bản cần dùng"
)
SUPERSEDED_REFUSED = _warning(
    "ban-cu-bi-tu-choi", "tệp không dùng được nhưng cũ hơn {merged} đã dùng", "không cần làm gì"
)
DASK_NOT_INSTALLED = _error(
    "chua-cai-dask",
    "chưa cài phần chạy trên cụm máy Dask",
    "chạy: py -m pip install --user cchc-excel[dask], rồi chạy lại lệnh, hoặc bỏ --dask",
)
DASK_UNREACHABLE = _error(
    "khong-toi-dask",
    "không nối được với cụm máy Dask ở {address}",
    "xem lại địa chỉ (ví dụ tcp://may-chu:8786) và bộ điều phối có đang chạy không, hoặc bỏ --dask",
)
EXCLUDED = _warning("loai-theo-yeu-cau", "tệp được loại khỏi lần gộp, lý do: {reason}", "bỏ --exclude nếu cần dùng lại")
EXCLUDE_UNKNOWN = _error(
    "loai-tep-khong-co", "không có tệp “{file}” trong thư mục của kỳ{hint}", "sửa tên tệp sau --exclude rồi chạy lại"
)
UNKNOWN_PERIOD = _error("khong-co-ky", "danh mục không có kỳ “{period}”", "dùng một trong: {known}")
YEAR_BEGUN = _error(
    "nam-da-co", "danh mục đang là của năm {old}, không mở được năm {year}", "mở năm sau đó: cchc new-year {next}"
)
YEAR_KEPT = _error(
    "nam-cu-da-giu",
    "thư mục {folder} đã có và không giữ đúng danh mục đang dùng",
    "chuyển thư mục đó đi nơi khác rồi chạy lại; không tệp nào bị ghi đè",
)
PERIODS_WITHOUT_YEAR = _error(
    "ma-ky-khong-co-nam",
    "mã kỳ không có năm {year} trong mã: {periods}; năm sau sẽ trùng mã",
    "sửa mã kỳ trong sheet Kỳ báo cáo, ví dụ {year}-Q1",
)
UNKNOWN_UNIT = _error("khong-co-don-vi", "danh mục không có đơn vị “{unit}”", "dùng một trong: {known}")
NOTHING_USABLE = _error(
    "khong-co-so-tinh-nao",
    "không có biểu mẫu nào dùng được trong {folder}",
    "chép biểu mẫu các đơn vị đã điền vào thư mục đó",
)
NOT_COMPLETE = _error(
    "chua-du-de-phat-hanh",
    "báo cáo chưa đủ để phát hành",
    "xử lý các lỗi, hoặc chấp nhận từng đơn vị bằng --accept-missing rồi chạy lại với --final",
)
EARLIER_TROUBLED = _warning(
    "ky-khac-co-loi", "số liệu kỳ {period} dùng để so sánh có {count} lỗi", "chạy cchc merge {period} để xem"
)
PREVIOUS_INCOMPLETE = _warning(
    "ky-truoc-chua-du",
    "kỳ trước ({period}) chưa đủ: {whole}/{owing} đơn vị; số tăng, giảm so với kỳ ấy chỉ để tham khảo",
    "nhắc đơn vị còn thiếu gửi kỳ {period} (cchc remind {period}) rồi gộp lại",
)
PART_WARNED = _warning(
    "canh-bao-ky-thanh-phan",
    "{part}: {count} cảnh báo về các tệp của kỳ ấy",
    "xem sheet “Vấn đề” của nguon-so-lieu.xlsx, hoặc chạy cchc merge {part}",
)
WRONG_USE = _error("sai-lenh", "{reason}", "xem cchc --help")
TEMPLATE_BROKEN = _error("mau-bao-cao-sai", "{message}{text}", "sửa trong mẫu báo cáo")
TEMPLATE_UNREADABLE = _error(
    "mau-bao-cao-hong",
    "mẫu báo cáo hỏng, không điền được ({reason})",
    "mở mẫu bằng Excel hoặc Word, lưu lại rồi kiểm tra lại; không được thì lấy lại mẫu gốc",
)
TEMPLATE_TOO_SLOW = _error(
    "mau-bao-cao-qua-lau",
    "điền mẫu quá {seconds} giây chưa xong",
    "bớt vòng lặp lồng nhau, công thức và vùng in thừa trong mẫu, rồi kiểm tra lại",
)
NOT_A_TEMPLATE = _error(
    "khong-phai-mau", "tệp không phải mẫu báo cáo (.xlsx, .docx)", "lưu lại thành .xlsx hoặc .docx rồi kiểm tra lại"
)
LETTER_BROKEN = _error("mau-thu-sai", "mẫu thư viết sai: {message}", "sửa dòng này, hoặc xoá tệp để dùng mẫu có sẵn")
PAGE_BROKEN = _error(
    "mau-trang-sai", "dòng {line}: {message}", "sửa dòng này trong mẫu, hoặc xoá tệp mẫu để dùng mẫu có sẵn"
)
PAGE_NOT_UTF8 = _error("mau-trang-sai-ma", "mẫu trang không phải UTF-8", "mở bằng Notepad rồi lưu lại, chọn mã UTF-8")
NO_TEMPLATES = _error("khong-co-mau-bao-cao", "không có mẫu báo cáo nào trong {folder}", "chạy cchc init để lấy mẫu")
CELL_NOT_COMPUTED = _warning(
    "o-chua-tinh-duoc", "công thức ở ô này chỉ tính được khi mở bằng Excel", "mở bằng Excel rồi lưu trước khi gửi"
)
VALUES_LEFT_OUT = _warning(
    "khong-tinh-cong-thuc",
    "máy này không có phần tính công thức (formualizer), nên công thức trong các tệp Excel vừa viết chưa có kết quả",
    "mở bằng Excel rồi lưu trước khi gửi, hoặc chạy trên máy Windows 64 bit chip Intel, AMD",
)

REASON_MISSING = _error("thieu-ly-do", "--exclude và --reason phải đi thành từng cặp", "ghi lý do sau mỗi tệp bị loại")
OUTPUT_OPEN = _error(
    "tep-dang-mo", "không ghi được {file} (đang mở ở chương trình khác?)", "đóng tệp {file} rồi chạy lại"
)
OUTPUT_FAILED = _error(
    "khong-ghi-duoc", "không ghi được {file}: {reason}", "kiểm tra quyền ghi, chỗ trống rồi chạy lại"
)
OUTPUT_BUSY = _error("dang-gop", "một lần chạy khác đang ghi vào {folder}", "đợi lần đó xong rồi chạy lại")
OUTPUT_RECOVERED = _warning("da-khoi-phuc", "lần chạy trước bị ngắt giữa chừng, đã {done}", "không cần làm gì")
REPORT_EDITED = _warning(
    "bao-cao-da-sua-tay",
    "{file} không còn như lần chạy trước đã viết (có người sửa hoặc ghi thêm), bản ấy chuyển sang {kept}",
    "xem lại bản ấy nếu cần",
)
DIFFERS_FROM_ISSUE = _warning(
    "khac-phat-hanh",
    "“{name}” đã phát hành là {issued} (bản {number}), nay là {now}",
    "xem sheet “Khác bản phát hành” của nguon-so-lieu.xlsx; nếu số mới đúng, phát hành lại (--final)",
)
REPORTS_DIFFER_FROM_ISSUE = _warning(
    "khac-ban-phat-hanh-cu",
    "khác bản phát hành {number}: {files}; bản ấy do chương trình cũ giữ, không kèm số liệu, chỉ so được từng tệp",
    "mở hai bản để xem; phát hành lại (--final) thì từ sau so được từng số",
)
STANDS_ON_CORRECTED = _warning(
    "ky-khac-da-sua",
    "báo cáo này dùng số của kỳ {period}, nay có {count} số khác bản đã phát hành ({number}), ví dụ {example}",
    "chạy cchc merge {period} để xem; nếu số mới đúng, phát hành lại kỳ ấy (--final)",
)
ISSUE_UNCHANGED = _warning(
    "da-phat-hanh-roi", "mọi báo cáo giống hệt bản phát hành {number}, không giữ thêm bản nào", "không cần làm gì"
)
NO_PDF_PROGRAM = _warning(
    "khong-in-duoc-pdf",
    "máy này không có LibreOffice, cũng không có Excel, nên không in được báo cáo ra PDF",
    "cài LibreOffice rồi chạy lại với --pdf, hoặc mở từng báo cáo và in ra PDF",
)
PDF_FAILED = _warning(
    "in-pdf-hong", "không in được {file} ra PDF ({reason})", "mở báo cáo ấy và in ra PDF, hoặc chạy lại với --pdf"
)
FORM_FILLED = _warning(
    "bieu-mau-da-dien",
    "{file} đã có người điền, chuyển sang {kept} trước khi ghi biểu mẫu trống",
    "nếu là bản đơn vị đã nộp thì chép vào thư mục input của kỳ",
)
INTERRUPTED = _error(
    "da-dung",
    "đã dừng theo Ctrl+C; các tệp kết quả vẫn nguyên vẹn, không có tệp nào ghi dở",
    "chạy lại lệnh khi cần",
)
SYSTEM_REFUSED = _error(
    "he-thong-tu-choi",
    "không đọc hoặc ghi được {file}: {reason}",
    "đóng tệp ở chương trình khác, kiểm tra quyền và chỗ trống rồi chạy lại",
)
NO_MEMORY = _error("thieu-bo-nho", "máy không đủ bộ nhớ", "đóng bớt chương trình khác rồi chạy lại")
READER_NOT_STARTED = _error(
    "khong-mo-duoc-trinh-doc",
    "máy không cho mở thêm tiến trình để đọc tệp (thiếu bộ nhớ, hoặc bị chặn)",
    "đóng bớt chương trình khác, xem phần mềm diệt vi-rút rồi chạy lại",
)
NOT_PRINTED = _error(
    "khong-in-duoc", "không in hết được kết quả: {reason}", "cho in ra chỗ khác rồi chạy lại; kết quả đã ghi vẫn còn"
)
UNEXPECTED = _error(
    "loi-chuong-trinh",
    "chương trình gặp lỗi không lường trước ({what}), việc đang làm chưa xong",
    "chạy lại; nếu vẫn vậy, gửi tệp chi tiết cho người phụ trách chương trình: {where}",
)
TOO_LATE_TO_STOP = _warning(
    "dung-qua-muon", "Ctrl+C đến khi báo cáo đang được đưa vào chỗ, nên đã ghi nốt cho trọn", "không cần làm gì"
)
LOCK_FILE = _error(
    "tep-khoa-cua-excel",
    "đây là tệp tạm Excel tạo khi đang mở “{file}”, không có số liệu",
    "kiểm tra tệp “{file}”",
)
NOTHING_TO_CHECK = _error("khong-co-tep", "không có tệp {file}", "kiểm tra lại đường dẫn")

_group("Biểu mẫu trống")
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
