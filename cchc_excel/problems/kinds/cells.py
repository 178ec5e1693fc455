"""Values that a cell may not hold."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import kinds_of

_error, _warning = kinds_of("Giá trị trong ô")

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
POINTS_OUTSIDE = _error("diem-ngoai-khoang", "điểm {value} ngoài khoảng của mục: {range}", "sửa lại điểm")
POINTS_UNREADABLE = _error(
    "diem-khong-hieu", "không hiểu điểm “{value}”", "nhập số, ví dụ 1,25; mục không áp dụng thì ghi Không áp dụng"
)
