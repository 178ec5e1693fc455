"""Tasks, units together, and ratios."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import kinds_of

_error, _warning = kinds_of("Nhiệm vụ, gộp và tỷ lệ")

_SEND_OR_ACCEPT = "nhắc đơn vị gửi (cchc remind), hoặc chấp nhận đích danh khi phát hành (--accept-missing)"

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
    _SEND_OR_ACCEPT,
)
PARTS_MISSING = _error(
    "thieu-ky-thanh-phan",
    "{name} còn thiếu {parts} trong kỳ {period}, chỉ cộng các kỳ đã có",
    _SEND_OR_ACCEPT,
)
UNIT_AND_PARTS_MISSING = _error(
    "thieu-don-vi-va-ky",
    "{name} chưa có tệp dùng được cho kỳ {period}, cũng không có của {parts} để cộng thay",
    _SEND_OR_ACCEPT,
)
ABSENCES = frozenset(kind.code for kind in (UNIT_MISSING, PARTS_MISSING, UNIT_AND_PARTS_MISSING))
ACCEPTED_ABSENCE = "lãnh đạo đã chấp nhận, báo cáo ghi tên đơn vị"
"""What stands in place of the remedy once the unit is accepted."""
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
    "khac-ky-truoc", "“{name}” ghi {value} nhưng kỳ trước để lại {before}", "kiểm tra lại, giữ nguyên nếu đúng"
)
OPENING_UNKNOWN = _warning(
    "chua-co-ky-noi",
    "kỳ {period} chưa có số liệu của {units}, nên số kỳ trước chuyển sang không được điền sẵn",
    "đơn vị tự nhập; hoặc lấy biểu mẫu kỳ ấy về trước rồi tạo lại biểu mẫu",
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
POINTS_BLANK_OFFICE = _warning(
    "diem-co-quan-chua-cham",
    "chưa chấm điểm của cả cơ quan ở các mục nhập tay: {keys}; tổng điểm của cơ quan chưa có các mục này",
    "ghi vào sheet Thẩm định của danh mục: mục, để trống cột đơn vị, điểm ở cột tự chấm hoặc Không áp dụng",
)
TASKS_UNOWNED = _warning(
    "nhiem-vu-khong-con-ai",
    "{unit} chỉ có đến ngày {day}, không ghi nhập vào đơn vị nào; không đơn vị nào được hỏi các mục {keys}",
    "điền cột nhập vào ở sheet Đơn vị, hoặc thêm đơn vị nhận việc vào cột đơn vị chủ trì ở sheet Kế hoạch",
)
