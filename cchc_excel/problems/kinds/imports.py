"""Published plans and lists of procedures."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import kinds_of

_error, _warning = kinds_of("Nhập kế hoạch, thủ tục")

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
IMPORT_NOBODY = _warning(
    "nhap-khong-ai-chu-tri",
    "nhiệm vụ này không nói đơn vị nào chủ trì, không hỏi ai",
    "ghi đơn vị chủ trì vào dòng này hoặc dòng phần đứng trên, hoặc điền cột nhóm giao của sheet Kế hoạch",
)
IMPORT_POINTS = _warning(
    "nhap-diem-la",
    "điểm tối đa “{value}” không phải số lớn hơn 0, tiêu chí chưa có dòng ở sheet Chấm điểm",
    "sửa ô; điểm trừ thì tự thêm dòng vào sheet Chấm điểm: cách chấm mỗi mục, tham số điểm=-1, trần 5",
)
IMPORT_HEADING = _warning(
    "nhap-de-muc-co-han",
    "dòng này ghi {said} nhưng chỉ là đề mục của các mục bên dưới nên không được hỏi, còn mục {keys} không ghi gì",
    "ghi thời gian, sản phẩm vào từng mục bên dưới; muốn hỏi chính dòng này thì đổi số mục của các dòng dưới thành -",
)
IMPORT_HEADING_TASK = _warning(
    "nhap-de-muc-la-nhiem-vu",
    "dòng này có đơn vị chủ trì và ghi {said} như một nhiệm vụ, nhưng có mục con nên chỉ là đề mục, không được hỏi",
    "các mục con đã đủ thì thôi; muốn hỏi cả dòng này thì đổi số mục của các dòng dưới thành -",
)
IMPORT_OTHER_TIME = _warning(
    "nhap-hai-thoi-gian",
    "cột “{title}” cũng ghi thời gian; cột thời gian khác được dùng, cột này thành ghi chú",
    "đúng vậy thì thôi; cần thời gian ở cột này thì xoá cột thời gian kia trong tệp rồi nhập lại",
)
IMPORT_LEAD_IN = _warning(
    "nhap-de-muc-duoc-hoi",
    "dòng này chỉ mở đầu cho các dòng bên dưới, nhưng ghi đơn vị chủ trì nên cũng được hỏi, kỳ nào cũng hỏi",
    "không hỏi dòng này thì chuyển đơn vị chủ trì xuống từng dòng bên dưới",
)
IMPORT_SUB_ROW = _warning(
    "nhap-y-khong-hoi",
    "dòng gạch đầu dòng (hoặc chữ nghiêng) này ghi {said} nhưng không được hỏi riêng: nó thuộc nhiệm vụ đứng trên",
    "muốn hỏi riêng thì ghi đơn vị chủ trì vào dòng này, hoặc đánh số mục cho nó",
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
IMPORT_PROCEDURE_NO_CODE = _warning(
    "nhap-thu-tuc-khong-ma", "thủ tục “{name}” không có mã, dòng không được nhập", "ghi mã, dạng 2.001617, rồi chạy lại"
)
IMPORT_PROCEDURE_GONE = _warning(
    "nhap-thu-tuc-bai-bo",
    "danh sách ghi “{said}” cho thủ tục {code} (“{name}”), coi như không còn trong danh sách",
    "còn hiệu lực thì sửa ô ấy trong tệp rồi chạy lại",
)
IMPORT_PROCEDURE_TWICE = _warning(
    "nhap-thu-tuc-trung",
    "mã {code} đã có ở trên với tên “{first}”, dòng “{name}” không được nhập",
    "sửa mã nếu gõ nhầm; cùng một thủ tục của nhiều đơn vị thì ghi các đơn vị ở sheet TTHC",
)
IMPORT_MANY_END = _warning(
    "nhap-het-nhieu-thu-tuc",
    "danh sách không có {ended} trong {count} thủ tục đang có hiệu lực, nhập thì các thủ tục ấy hết hiệu lực từ hôm "
    "nay",
    "danh sách chỉ của một lĩnh vực, một đơn vị thì lấy danh sách đủ của cơ quan; lỡ nhập rồi thì chép lại danh mục "
    "trong templates/cu",
)
IMPORT_FLAG_UNKNOWN = _warning(
    "nhap-danh-dau-la",
    "“{value}” ở cột “{title}” không phải dấu x, cũng không phải cờ nào của sheet TTHC; cờ của thủ tục giữ nguyên",
    "ghi x hoặc để trống, hoặc tên mức độ như các dòng khác; hoặc đánh x ở sheet TTHC",
)
IMPORT_MARKS_UNUSED = _warning(
    "nhap-dau-khong-dung",
    "cột “{title}” có {count} dấu x nhưng không cờ nào của sheet TTHC tên như vậy, không dùng",
    "cần thì ghi tên cột này làm giá trị của khoá mang mã cờ ở sheet Thông tin rồi chạy lại, hoặc đánh x ở sheet TTHC",
)
IMPORT_LEVEL_LEFT = _warning(
    "nhap-con-muc-cu",
    "thủ tục {code}: danh sách ghi {level}, danh mục còn đánh dấu {other} mà danh sách không nói đến, giữ nguyên",
    "không còn đúng thì xoá dấu ấy ở sheet TTHC",
)
IMPORT_YEAR = _error(
    "nhap-khong-co-nam", "không có danh mục nào của năm {year}", "chạy: cchc new-year {year}, hoặc bỏ --year"
)
BRING_NO_SOURCES = _error(
    "nhap-khong-co-nguon",
    "danh mục chưa có dòng nào ở sheet Nguồn nhập",
    "thêm sheet Nguồn nhập: mỗi dòng một cột của tệp xuất là số liệu nào",
)
BRING_STRANGE = _error(
    "nhap-tep-la",
    "không nguồn nào ở sheet Nguồn nhập khớp với tệp này",
    "xem lại cột sheet, dòng tiêu đề, cột của sheet Nguồn nhập, hoặc tệp xuất",
)
BRING_COLUMN = _error(
    "nhap-khong-ro-cot",
    "nguồn {source}: {count} cột tên “{column}” dưới dòng tiêu đề này",
    "sửa sheet Nguồn nhập cho khớp một cột; tiêu đề nhiều tầng viết dạng Tiếp nhận > Trực tuyến",
)
BRING_ROWS = _error(
    "nhap-khong-ro-dong",
    "nguồn {source}: {count} dòng đều có thể là của đơn vị",
    "thêm điều kiện ở sheet Nguồn nhập, ví dụ Đơn vị={{don_vi}}",
)
BRING_SUM_ROW = _warning(
    "nhap-bo-dong-cong",
    "nguồn {source}: dòng “{text}” chỉ cộng các dòng khác, hoặc là đề mục, không tính vào số liệu",
    "đúng vậy thì thôi; cần chính số ở dòng này thì thêm điều kiện ghi đúng tên dòng ở sheet Nguồn nhập",
)
BRING_SUM_UNSURE = _warning(
    "nhap-khong-ro-dong-cong",
    "nguồn {source}: không rõ trong các ô {cells} ô nào là dòng cộng của ô khác, chưa lấy “{name}”",
    "xoá dòng cộng trong tệp, hoặc thêm điều kiện chọn đúng dòng ở sheet Nguồn nhập, rồi chạy lại; hoặc ghi tay",
)
BRING_BLANK_BELOW = _warning(
    "nhap-don-vi-de-trong",
    "nguồn {source}: các dòng dưới (ô {cells}) không ghi của đơn vị nào, có thể cũng của đơn vị này, chưa lấy “{name}”",
    "ghi tên đơn vị vào từng dòng của tệp (hoặc gộp ô tên cho các dòng ấy) rồi chạy lại; hoặc ghi tay",
)
BRING_NO_UNIT = _warning(
    "nhap-khong-thay-don-vi",
    "nguồn {source}: cột này không có dòng nào của đơn vị, không lấy được số nào{hint}",
    "bảng gọi đơn vị bằng tên khác thì thêm tên ấy vào cột tên gọi khác của sheet Đơn vị",
)
BRING_TWICE = _warning(
    "nhap-hai-noi",
    "{name} đã lấy từ {first}, số ở đây không dùng",
    "mỗi số chỉ lấy từ một nơi: bớt tệp, hoặc bớt dòng của sheet Nguồn nhập",
)
BRING_NOT_ASKED = _warning(
    "nhap-khong-hoi",
    "biểu mẫu của đơn vị không có ô cho {name}, không nhập",
    "nếu là của đơn vị thì ghi tay vào dòng trống của biểu mẫu, hoặc sửa danh mục",
)
BRING_SPARE_ROW = _warning(
    "nhap-dong-trong",
    "thủ tục {code} không có trong danh sách của đơn vị, đã ghi vào một dòng trống cuối bảng TTHC của biểu mẫu",
    "không phải của đơn vị thì xoá các số ở dòng ấy; của đơn vị thì thêm đơn vị vào dòng của thủ tục ở danh mục",
)
BRING_NOTHING = _error(
    "nhap-khong-co-so", "các tệp này không có số nào cho biểu mẫu của đơn vị", "xem lại đơn vị, tệp và sheet Nguồn nhập"
)
