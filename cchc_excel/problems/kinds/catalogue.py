"""Mistakes in danh-muc.xlsx."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import kinds_of

_error, _warning = kinds_of("Danh mục (danh-muc.xlsx)")

CATALOGUE_SHEET = _error("danh-muc-thieu-sheet", "danh mục không có sheet “{sheet}”{hint}", "đặt lại đúng tên sheet")
CATALOGUE_NO_ROWS = _error("danh-muc-sheet-trong", "sheet chưa có dòng nào", "điền vào dưới dòng 1")
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
REQUIREMENT = _error(
    "chi-tieu-yeu-cau",
    "không hiểu yêu cầu “{text}”",
    "viết dạng > 30%, >= 15%, = 100%; hoặc > kỳ trước, >= bình quân, >= tốt nhất",
)
REQUIREMENT_OVER_WHOLE = _warning(
    "chi-tieu-yeu-cau-qua-100",
    "yêu cầu “{text}” của một tỷ lệ phần trăm {outcome}: {number} nghĩa là {percent} %?",
    "viết kèm dấu %, ví dụ {text}%",
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
SCORE_CONTRADICTS = _error(
    "cham-diem-mau-thuan", "tham số mâu thuẫn: {part}", "sửa lại, mỗi tham số một giá trị và khớp nhau"
)
SCORE_BOUND_TWICE = _error(
    "cham-diem-bac-trung", "có hai bậc cùng một mức", "mỗi mức chỉ ghi một lần; `>` và `>=` là hai mức"
)
SCORE_BOUNDS_MIXED = _warning(
    "cham-diem-bac-lon-xon",
    "các bậc không xếp từ cao xuống hoặc từ thấp lên",
    "xem lại có gõ nhầm số nào không; xếp theo thứ tự thì không báo nữa",
)
SCORE_COUNTS_DAYS = _error(
    "cham-diem-ngay-tre", "cách chấm “{method}” không đếm ngày trễ", "dùng cách chấm mỗi mục, hoặc sửa cột chỉ tiêu"
)
SCORE_NO_REQUIREMENT = _warning(
    "cham-diem-khong-yeu-cau",
    "chỉ tiêu “{name}” không có yêu cầu nên mục này không bao giờ có điểm",
    "điền cột yêu cầu của chỉ tiêu ở sheet Chỉ tiêu (>= 90%), hoặc đổi cách chấm",
)
SCORE_CAP_ALONE = _warning(
    "cham-diem-tran-trong",
    "mục {key} có trần mà không có cách chấm, cũng không có mục con nào được chấm",
    "điền cách chấm, hoặc thêm dòng cho các mục con, hoặc xoá trần",
)
APPRAISAL_NO_ROW = _error(
    "tham-dinh-khong-co-muc", "sheet Chấm điểm không có mục “{key}”{hint}", "sửa mục, hoặc thêm dòng ở sheet Chấm điểm"
)
APPRAISAL_ONE_UNIT = _error(
    "tham-dinh-mot-don-vi", "“{name}” không phải là một đơn vị", "mỗi dòng ghi một đơn vị; để trống là cả cơ quan"
)
APPRAISAL_OWN_COMPUTED = _warning(
    "tham-dinh-tu-cham-thua",
    "điểm tự chấm của mục {key} do chương trình tính, ô này không được dùng",
    "ghi ở cột thẩm định hoặc duyệt; muốn tự nhập thì đổi cách chấm thành nhập tay",
)
GRADE_UNKNOWN = _error("thong-tin-xep-loai", "không hiểu mức xếp loại “{part}”", "viết dạng {example}")
SCORE_NEEDS_INDICATOR = _error(
    "cham-diem-can-chi-tieu", "cách chấm “{method}” cần một tỷ lệ", "điền mã của sheet Chỉ tiêu vào cột chỉ tiêu{hint}"
)
SOURCE_CONDITION = _error(
    "nguon-nhap-dieu-kien",
    "không hiểu điều kiện “{part}”",
    "viết dạng tiêu đề cột=giá trị; giá trị {{don_vi}} là tên đơn vị được nhập",
)
PLAN_KEY = _warning("ke-hoach-khoa", "khoá “{key}” khác khoá suy từ mã là “{derived}”", "xoá ô khoá nếu không cố ý")
PLAN_LEAD = _error(
    "ke-hoach-chu-tri",
    "không biết “{unknown}”{within} là đơn vị nào{hint}",
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
    "viết {instead}, hoặc điền cột kỳ đến hạn",
)
