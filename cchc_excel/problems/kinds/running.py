"""Files of a period, commands, and what they write."""

from __future__ import annotations

from cchc_excel.problems.kinds.table import kinds_of

_error, _warning = kinds_of("Tệp của kỳ, lệnh và kết quả")

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
NO_WORKING_FOLDER = _warning(
    "khong-phai-thu-muc-lam-viec",
    "{folder} không có thư mục templates, input của cchc, nên dùng danh mục đi kèm",
    "sai thư mục thì vào đúng thư mục làm việc (cd /d …) hay nêu --root; muốn lập ở đây thì chạy cchc init",
)
UNKNOWN_PERIOD = _error("khong-co-ky", "danh mục không có kỳ “{period}”{hint}", "dùng một trong: {known}")
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
TEMPLATE_BROKEN = _error(
    "mau-bao-cao-sai",
    "{message}{text}",
    "sửa trong mẫu báo cáo{otherwise}",
)
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
    "máy này không có phần tính công thức (ironcalc, formualizer), nên các công thức vừa viết chưa có kết quả",
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
LOGO_UNUSABLE = _warning(
    "khong-co-bieu-trung",
    "không dùng được biểu trưng {file}: không có tệp ấy cạnh danh mục, hoặc không phải ảnh .png, .jpg",
    "để tệp ảnh vào thư mục templates, ghi đúng tên ở khoá bieu_trung của sheet Thông tin",
)
SLIP_WRITTEN_BEFORE = _warning(
    "da-co-phieu-tra-lai",
    "{count} tệp phải sửa đã có phiếu trả lại và thư trong {folder}, không viết lần nữa",
    "gửi thư ở đó, nếu chưa gửi; đơn vị gửi lại thì chép bản mới vào input của kỳ ấy rồi gộp lại",
)
REPORT_EDITED = _warning(
    "bao-cao-da-sua-tay",
    "{file} không còn như lần chạy trước đã viết (có người sửa hoặc ghi thêm), bản ấy chuyển sang {kept}",
    "xem lại bản ấy nếu cần",
)
DIFFERS_FROM_ISSUE = _warning(
    "khac-phat-hanh",
    "“{name}” đã phát hành là {issued} (bản {number}), nay là {now}",
    "xem sheet “Khác bản phát hành” của nguon-so-lieu.xlsx; nếu số mới đúng, phát hành lại (--final)",
    listed=True,
)
DIFFERS_FROM_ISSUE_BEFORE = _warning(
    "khac-ban-truoc",
    "“{name}” là {now}, bản phát hành trước (bản {number}) ghi {issued}",
    "nếu đã sửa đúng như vậy thì không cần làm gì; nơi đã nhận bản trước cần được gửi bản này",
)
BESIDE_DIFFERS_FROM_ISSUE = _warning(
    "ky-khac-khac-ban-phat-hanh",
    "bản phát hành {number} in cả số của kỳ {period} (kỳ trước, lũy kế), nay có {count} số khác, ví dụ {example}",
    "nếu báo cáo phải mang số mới, phát hành lại (--final); không thì giữ bản đã phát hành",
)
REPORTS_CHANGED_SINCE_ISSUE = _warning(
    "bao-cao-khac-ban-phat-hanh",
    "mọi số của kỳ này vẫn như bản phát hành {number}, nhưng báo cáo khác bản ấy: {files}",
    "thường do ngày ghi, mẫu, danh mục, chương trình hoặc số của kỳ khác đã đổi; muốn thay bản đã phát hành thì "
    "phát hành lại (--final)",
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
ACCEPTED_IN_ISSUE = _warning(
    "ban-phat-hanh-da-chap-nhan",
    "bản phát hành {number} đã chấp nhận {units} thiếu hoặc còn lỗi; lần gộp này không chấp nhận, nên là bản nháp",
    "vẫn chấp nhận thì gộp lại với {options}",
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
FOLDER_TO_CHECK = _error("la-thu-muc", "{file} là thư mục, ở đây cần tệp", "nêu tên tệp trong thư mục ấy")
EVIDENCE_GONE = _warning(
    "minh-chung-khong-thay",
    "không thấy tệp minh chứng “{file}” trong thư mục {folder}",
    "chép tệp vào thư mục ấy, hoặc sửa tên tệp",
)
