"""What the fill engine says of a template, in the words of this program's users."""

from __future__ import annotations

from cchc_excel.fill import Message

MESSAGES: dict[Message, str] = {
    Message.NOT_A_PACKAGE: "tệp mẫu không phải sổ tính .xlsx còn nguyên; mở bằng Excel, lưu lại thành .xlsx",
    Message.NOT_A_WORKBOOK: "tệp mẫu không phải sổ tính Excel; lưu lại thành .xlsx",
    Message.BROKEN_PART: "phần $part trong tệp mẫu bị hỏng; mở mẫu bằng Excel và lưu lại, hoặc lấy lại bản mẫu trước",
    Message.BROKEN: "tệp mẫu bị hỏng; mở mẫu bằng Excel và lưu lại thành .xlsx",
    Message.NO_SUCH_TEXT: "ô trỏ tới một chuỗi không có trong tệp; mở tệp mẫu bằng Excel và lưu lại",
    Message.UNKNOWN: "không có $name; xem lại cách viết",
    Message.UNKNOWN_NEAR: "không có $name; có phải $near?",
    Message.OR: " hay ",
    Message.UNKNOWN_FILTER: "bộ lọc: $message",
    Message.NO_ITEM: "danh sách không có phần tử ấy: danh sách trống, hoặc đã hết",
    Message.NOT_GIVEN: "chưa cho '$name' giá trị nào",
    Message.FORBIDDEN: "không được dùng '$name' trong mẫu",
    Message.WRITTEN_WRONGLY: "thẻ viết sai: $hint",
    Message.WRITTEN_WRONGLY_OTHERWISE: "thẻ viết sai ($error)",
    Message.HINT_TWO_BRACES: "đóng bằng hai dấu }} liền nhau",
    Message.HINT_NOT_CLOSED: "có lẽ thiếu dấu đóng }} hoặc %}",
    Message.HINT_NO_END: "thiếu dấu đóng: sau {% for %} phải có {% endfor %}, sau {% if %} có {% endif %}",
    Message.HINT_END_OF_TAG: "có lẽ thiếu dấu đóng hoặc thừa chữ",
    Message.HINT_EMPTY: "trong thẻ còn thiếu tên hoặc giá trị",
    Message.HINT_COMMENT: "ghi chú {# … chưa được đóng bằng #}",
    Message.HINT_UNKNOWN_TAG: "không có thẻ này; trong ô chỉ dùng {% if %}, {% for %}, {% set %}",
    Message.BAD_EXPRESSION: "biểu thức viết sai: $source",
    Message.BAD_LOOP: "vòng lặp viết sai: for $head; viết như 'for u in don_vi'",
    Message.BAD_SET: "phép gán viết sai: set $head; viết như 'set tong = 1'",
    Message.DIVISION_BY_ZERO: "chia cho 0; dùng {{ … if mẫu số else '' }}",
    Message.WRONG_TYPE: "không tính được với giá trị trống hay khác kiểu, như chữ cộng với số ($error)",
    Message.NOT_COMPUTED: "biểu thức không tính được ($error)",
    Message.NOT_A_LIST: "'for … in' cần một danh sách",
    Message.NOT_UNPACKED: "không tách được thành $names",
    Message.WRONG_COUNT: "cần $wanted giá trị ($names), có $count",
    Message.REPEATED_TOO_OFTEN: "lặp lại quá nhiều lần",
    Message.POWER_TOO_LARGE: "luỹ thừa quá lớn",
    Message.NO_PERCENT: "không được dùng % với chuỗi",
    Message.DATE_TOO_FAR: "ngày $date quá xa để ghi vào ô",
    Message.NUMBER_TOO_LARGE: "số quá lớn để ghi vào ô",
    Message.NOT_FINITE: "giá trị không phải là số (vô hạn hoặc không xác định)",
    Message.NOT_A_CELL_VALUE: "$text không phải là số, chữ hay ngày; thêm thuộc tính cần in, như .ten hay .hien",
    Message.TOO_MANY_ROWS: "bảng dài hơn $most hàng mà một sheet chứa được",
    Message.UNKNOWN_ROW_TAG: "không hiểu thẻ 'tr $word'; dùng $words hoặc $last",
    Message.UNKNOWN_ROW_TAG_NEAR: "không hiểu thẻ 'tr $word'; có phải '$meant'?",
    Message.ROW_TAG_LEFT_OPEN: "thẻ {%tr … %} phải đóng bằng %} liền nhau",
    Message.STRAY_ELSE: "'tr $word' không thuộc 'tr if' hay 'tr for' nào; kiểm tra thứ tự các thẻ",
    Message.STRAY_END: "'tr $word' không có 'tr $opener' mở trước nó; kiểm tra thứ tự các thẻ",
    Message.NOT_CLOSED: "'tr $word' chưa được đóng; thêm một hàng có {%tr end$word %}",
    Message.NOT_CLOSED_BEFORE: "'tr $word' chưa được đóng trước 'tr $end' ở $cell; thêm một hàng có {%tr end$word %}",
    Message.NOT_OPENED: "có $mark mà không có $opening mở trước nó",
    Message.COLUMN_TAG_OUT_OF_PLACE: (
        "thẻ {%tc for … %} và {%tc endfor %} đứng trên cùng một hàng, mỗi thẻ một cột riêng, giữa hai thẻ có ít nhất "
        "một cột, không lồng nhau"
    ),
    Message.BESIDE_COLUMN_TAG: (
        "cột có thẻ {%tc %} mất đi khi điền nên không được chứa gì khác; chuyển nội dung này sang cột khác"
    ),
    Message.COLUMNS_UNDER_TABLE: "bảng (Table) của Excel không chứa được cột lặp; đổi bảng thành vùng ô thường",
    Message.SHEET_TAG_OUT_OF_PLACE: "thẻ lặp sheet chỉ viết một lần, ở ô A1, dạng {%sheet for u in don_vi %}",
    Message.BESIDE_ROW_TAG: (
        "hàng có thẻ {%tr %} mất đi khi điền nên không được chứa gì khác; chuyển nội dung này sang hàng khác"
    ),
    Message.TAG_IN_FORMULA: "công thức không chứa được {{ }}; đặt biểu thức vào một ô riêng rồi trỏ tới ô đó",
    Message.TAG_ELSEWHERE: "thẻ nằm trong $where, chỗ không điền được; đặt thẻ vào một ô rồi trỏ tới ô đó (=A1)",
    Message.IN_TEXT_BOX: "hộp chữ hoặc hình",
    Message.IN_CHART: "biểu đồ",
    Message.IN_NOTE: "ghi chú của ô",
    Message.HEADER: "đầu trang, cuối trang: $message",
    Message.HEADER_BLOCK: "đầu trang, cuối trang chỉ dùng được {{ }}, không dùng {% %}",
    Message.HEADER_TOO_LONG: "đầu trang, cuối trang dài quá $longest ký tự sau khi điền; rút ngắn",
    Message.TAB_NAME: "tên sheet: $message",
    Message.NO_TAB_NAME: "Trống",
    Message.SHEET_NOT_REPEATED: "sheet lặp không được có $what; chuyển nó sang một sheet khác",
    Message.A_PIVOT_TABLE: "bảng tổng hợp (PivotTable)",
    Message.A_SLICER: "bộ lọc trực quan (Slicer)",
    Message.A_TIMELINE: "dòng thời gian (Timeline)",
    Message.A_QUERY_TABLE: "bảng lấy dữ liệu từ ngoài",
    Message.AN_OLE_OBJECT: "đối tượng nhúng (OLE)",
    Message.A_CONTROL: "nút điều khiển ActiveX",
    Message.NOT_OVER_COPIES: "hàm này không cộng được qua các bản của sheet lặp $sheet; dùng SUM",
    Message.FORMULA_TOO_LONG: "công thức dài quá mức Excel cho phép sau khi sheet được lặp; cộng theo cách khác",
    Message.SEVERAL_SHEETS: "công thức lấy qua nhiều sheet ($first:$last) mà hàng của chúng bị dời; ghi từng sheet một",
    Message.TOO_MANY_GROUPS: (
        "công thức cộng qua quá nhiều nhóm rời nhau (hơn 250); cộng trong từng nhóm ở một cột riêng"
    ),
    Message.TABLE_REPEATED: (
        "bảng (Table) '$table' nằm trọn trong vòng lặp; đưa vòng lặp vào trong bảng, hoặc đổi bảng thành "
        "vùng thường (Convert to Range)"
    ),
    Message.TABLE_GONE: (
        "bảng (Table) '$table' mất hết hàng mà công thức còn trỏ tới; để dòng tiêu đề của bảng ngoài thẻ {%tr if %}"
    ),
    Message.TABLE_HEADINGS: "tiêu đề các cột của bảng (Table) $table phải khác nhau và không trống",
    Message.PIVOT_MOVED: (
        "bảng tổng hợp (PivotTable) nằm ở các hàng bị dời khi điền; chuyển nó sang một sheet không có {%tr %}"
    ),
    Message.PIVOT_SOURCE_GONE: (
        "vùng nguồn của bảng tổng hợp (PivotTable) mất hết hàng khi điền; để dòng tiêu đề ngoài {%tr if %}"
    ),
}
