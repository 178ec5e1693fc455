"""What docs/danh-muc-tra-cuu.md says of every sheet, heading and word of the catalogue, keyed by the code's own tables.

Only words: what an example comes to is worked out by the program (make_catalogue_reference.py), and a test tells of a
heading or word of the code that has none here, and of one here that the code no longer knows. As long as the catalogue
has words.
"""

from __future__ import annotations

from typing import NamedTuple

from cchc_excel.catalogue.figures import FigureKind
from cchc_excel.catalogue.model import DERIVED, Rollup, Table, WhenEmpty
from cchc_excel.catalogue.plan_model import RowLevel
from cchc_excel.catalogue.requirement import Benchmark
from cchc_excel.model.records import Status

REQUIRED = "bắt buộc"

INTRODUCTION = """# Tra cứu danh mục

Mọi sheet, cột và từ mà chương trình hiểu trong `templates/danh-muc.xlsx`, với ví dụ và tác dụng. Muốn sửa gì thì sửa ở
đâu: [Danh mục và mẫu báo cáo](danh-muc.md). Điều chương trình giữ đúng qua các bản: [cam kết](cam-ket.md). Cuối trang:
[biểu thức](#biểu-thức), [cột của biểu mẫu](#cột-của-biểu-mẫu).

<!-- Trang này do scripts/make_catalogue_reference.py viết từ chính các bảng của chương trình; không sửa tay. -->

## Chung cho mọi sheet

- Dòng 1 là tên cột; thứ tự cột thế nào cũng được, không phân biệt chữ hoa. Thiếu một cột là lỗi, trừ cột ghi “không
  bắt buộc có cột”: danh mục làm từ trước không có cột ấy thì như để trống.
- Cột `ghi chú` ở cuối viết gì cũng được; dòng không có gì dưới các tên cột được bỏ qua.
- Danh sách trong một ô cách nhau bằng dấu `;`.
- Mã, biểu thức, yêu cầu: định dạng Text. Ô là số (`2.001330` gõ vào ô General) hay là công thức thì báo lỗi, không
  đoán.
- Sai chỗ nào cũng được nêu hết một lượt, với sheet và ô; chương trình không ghi gì cho đến khi sửa xong.
"""

FLAGS = """### Cờ

Mọi cột khác có tên gồm chữ thường không dấu, số, `_` là một cờ: `x` là có, để trống là không, chữ khác là lỗi. Cờ dùng
trong biểu thức và cột `chỉ khi`. Danh mục đi kèm có: {flags}.
"""

EXPRESSION = """## Biểu thức

Viết như phép tính: tên, số, `+ - *`, so sánh `> >= < <= == !=`, `and or not`, dấu ngoặc, `tong(…)`, `dem(…)`. Không có
phép chia: chia là việc của tử số và mẫu số.

- `tong(biểu thức)`, `tong(biểu thức, điều kiện)` cộng trên các thủ tục; `dem()`, `dem(điều kiện)` đếm thủ tục. Số của
  thủ tục và cờ chỉ đứng bên trong, số của đơn vị chỉ đứng bên ngoài (toàn cơ quan: cộng mọi đơn vị).
- Số được cộng theo từng thủ tục trên mọi đơn vị trước, rồi mới tính số có công thức, rồi mới xét điều kiện. `dem` đếm
  thủ tục còn hiệu lực của ít nhất một đơn vị đã gộp, mỗi thủ tục một lần.
- Xét từng dòng (sheet Kiểm tra với bảng TTHC; công thức, nối từ của số TTHC): gọi thẳng tên số, không dùng `tong`,
  `dem`.
- Ô trống trong dòng đã nhập là 0. Mọi phép tính đều chính xác.
"""


class Heading(NamedTuple):
    """A column: what is written, an example that the reader accepts, what it does, what a blank cell means, and the
    cells (heading, text) that stand beside the example in its row."""

    written: str
    example: str
    effect: str
    blank: str = REQUIRED
    beside: tuple[tuple[str, str], ...] = ()


class Word(NamedTuple):
    """A word that a cell may hold: an example of its use, and what it does."""

    example: str
    effect: str


SHEETS: dict[str, str] = {
    "Thông tin": "Những chữ in ở đầu biểu mẫu, thư và báo cáo; mỗi dòng một khoá.",
    "Kỳ báo cáo": "Các kỳ, ngày của kỳ, kỳ nào gồm, nối, so với kỳ nào. Mỗi dòng một kỳ.",
    "Đơn vị": "Ai báo cáo. Thứ tự dòng là thứ tự đơn vị trong mọi báo cáo.",
    "TTHC": "Thủ tục hành chính của từng đơn vị, còn hiệu lực từ ngày nào đến ngày nào, và các cờ.",
    "Kế hoạch": "Kế hoạch chép đúng như văn bản, mỗi dòng của bảng một dòng. Ai làm gì, khi nào được suy ra từ đây.",
    "Số liệu": "Số liệu phải điền hoặc được tính, của đơn vị hoặc của từng thủ tục.",
    "Kiểm tra": "Điều phải đúng giữa các số của một biểu mẫu.",
    "Chỉ tiêu": "Tỷ lệ: tử số chia mẫu số, yêu cầu phải đạt, cách in.",
    "Chấm điểm": "Điểm của từng mục; cách làm: [hướng dẫn](huong-dan.md). "
    " Trống cách chấm hoặc điểm thì chỉ ghi Đạt / Không đạt; không tự đặt ra điểm nào.",
    "Thẩm định": "Điểm cơ quan cho từng đơn vị (hoặc cho cả cơ quan) ở các mục của sheet Chấm điểm. "
    "Không bắt buộc có sheet này.",
    "Nguồn nhập": "Cột nào, nhãn nào trong tệp xuất của hệ thống khác là số liệu nào, cho lệnh `cchc bring`; cách làm: "
    "[hướng dẫn](huong-dan.md). Không bắt buộc có sheet này.",
}

_LIST_OF_UNITS = "Tên, mã, tên gọi khác của đơn vị hoặc tên nhóm; cách nhau bằng `;`"

_SOURCE = (("nguồn", "E-Office"), ("cột", "Văn bản đi"), ("mã số liệu", "vb_di"))
"""A whole row of sheet Nguồn nhập: the shipped one has none."""

HEADINGS: dict[str, dict[str, Heading]] = {
    "Thông tin": {
        "khoá": Heading(
            "Chữ không dấu",
            "dia_danh",
            'Mẫu báo cáo gọi bằng `thong_tin["dia_danh"]`. Khoá mà biểu mẫu, thư, báo cáo đi kèm in ra: bảng dưới',
            "bỏ qua dòng",
        ),
        "giá trị": Heading("Chữ được in", "Tân Giang", "In đúng như viết", "không in gì"),
    },
    "Kỳ báo cáo": {
        "mã": Heading(
            "Chữ không dấu, số, `-`, `_`",
            "2022-Q1",
            "Tên thư mục `input/2022-Q1/`, `output/2022-Q1/`, chữ gõ sau các lệnh; cho biết tháng nào (bảng dưới)",
        ),
        "tên": Heading("Chữ", "Quý I năm 2022", "In trên biểu mẫu và báo cáo", "in mã"),
        "từ ngày": Heading(
            "Ngày",
            "15/12/2021",
            "Ngày đầu của kỳ số liệu; thủ tục còn hiệu lực ngày nào trong kỳ thì có trên biểu mẫu",
        ),
        "đến ngày": Heading(
            "Ngày", "14/3/2022", "Ngày cuối của kỳ số liệu; việc có hạn trước ngày này mà chưa xong là trễ"
        ),
        "hạn nộp": Heading(
            "Ngày",
            "17/3/2022",
            "In trên biểu mẫu, thư nhắc; `cchc status` đếm ngày; hạn của việc phải báo cáo mỗi kỳ",
            "không có hạn, không bao giờ trễ vì hạn nộp",
        ),
        "gồm các kỳ": Heading(
            "Mã kỳ, theo thứ tự thời gian, cách nhau bằng `;`",
            "2022-T01; 2022-T02; 2022-T03",
            "Đơn vị không có biểu mẫu của chính kỳ này thì số được cộng từ các kỳ ấy. Các kỳ không nối nhau vừa đủ: "
            "cảnh báo",
            "chỉ có biểu mẫu của chính kỳ",
        ),
        "kỳ nối": Heading(
            "Mã kỳ kết thúc đúng một ngày trước kỳ này; nhiều mã cách nhau bằng `;`",
            "2022-Q1",
            "Kỳ đầu tiên trong danh sách mà đơn vị có số liệu là nơi lấy các số “nối từ” (tồn đầu kỳ)",
            "không nối với kỳ nào",
        ),
        "kỳ trước": Heading("Một mã kỳ", "2022-Q1", "Kỳ in bên cạnh để so sánh tăng, giảm", "không so sánh"),
        "lũy kế": Heading(
            "Một mã kỳ",
            "2022-6T",
            "Kỳ lũy kế in bên cạnh; còn thiếu kỳ thành phần thì in “chưa đủ kỳ”",
            "không in lũy kế",
        ),
    },
    "Đơn vị": {
        "mã": Heading(
            "Chữ không dấu, số, `-`, `_`",
            "VP",
            "Tên tệp biểu mẫu `VP.xlsx`, cột đơn vị của mọi kết quả, chữ gõ sau `--unit`, `--accept-missing`",
        ),
        "tên": Heading(
            "Chữ", "Văn phòng", "In trên biểu mẫu, báo cáo; nhận ra đơn vị trong tiêu đề, tên tệp, cột đơn vị chủ trì"
        ),
        "nhóm": Heading(
            "Tên nhóm, cách nhau bằng `;`",
            "Các phòng, đơn vị; Các phòng",
            "Tên nhóm dùng thay cho việc kể từng đơn vị ở mọi sheet",
            "không ở nhóm nào",
        ),
        "email": Heading(
            "Một địa chỉ thư",
            "vp@sct.example",
            "Người nhận của thư nhắc, thư trả lại, giấy báo; biểu mẫu gửi từ địa chỉ khác thì cảnh báo",
            "thư nháp gửi lại người đã gửi tệp, hoặc để trống người nhận",
        ),
        "tên gọi khác": Heading(
            "Các cách viết khác của tên, cách nhau bằng `;`",
            "Văn phòng Sở",
            "Nhận ra như tên; một tên chỉ dùng cho một đơn vị hoặc nhóm",
            "không có",
        ),
        "tên ngắn": Heading(
            "Chữ; hai đơn vị trùng nhau được",
            "QL Công nghiệp",
            "Mẫu báo cáo gọi bằng `ten_ngan`, cho đầu cột, biểu đồ; không dùng để nhận ra đơn vị",
            "tên",
        ),
        "từ ngày": Heading(
            "Ngày",
            "1/7/2022",
            "Ngày đầu tiên đơn vị có; kỳ kết thúc trước ngày ấy thì không phải báo cáo",
            "từ trước đến nay",
        ),
        "đến ngày": Heading(
            "Ngày",
            "31/12/2023",
            "Ngày cuối cùng; kỳ có ngày cuối sau ngày ấy thì gửi hay không đều được, số đã gửi vẫn được gộp",
            "đến nay vẫn còn",
        ),
        "nhập vào": Heading(
            "Mã đơn vị; phải có đến ngày",
            "VP",
            "Đơn vị tiếp nhận: số đầu kỳ, việc chưa xong, số kỳ trước của đơn vị cũ chuyển sang đây",
            "không có đơn vị tiếp nhận",
            (("đến ngày", "31/12/2023"),),
        ),
        "thuộc": Heading(
            "Mã cơ quan mà đơn vị trực thuộc; cơ quan có dòng riêng với mã, tên ấy",
            "SCT",
            "Nhiều cấp: mã đơn vị thành `SCT/VP`, tên chỉ phải khác nhau trong một cơ quan; `so-lieu.xlsx` của cơ quan "
            "được gộp thay các biểu mẫu của đơn vị",
            "đơn vị của chính cơ quan này",
        ),
    },
    "TTHC": {
        "mã": Heading(
            "Mã thủ tục, định dạng Text để không mất số 0",
            "2.001330",
            "Mã hàng của biểu mẫu. Một mã đứng được ở nhiều dòng nếu ngày hiệu lực không chồng nhau; dòng mới nhất còn "
            "hiệu lực trong kỳ được dùng",
        ),
        "tên": Heading("Chữ", "Thông báo hoạt động khuyến mại", "In trên biểu mẫu và báo cáo"),
        "lĩnh vực": Heading(
            "Chữ",
            "Xúc tiến thương mại",
            "Thủ tục cùng lĩnh vực đứng liền nhau; biểu II.06a cộng theo lĩnh vực",
            "nhóm không tên",
        ),
        "đơn vị": Heading(
            _LIST_OF_UNITS,
            "QLTM; KTAT",
            "Thủ tục có trên biểu mẫu của các đơn vị này; số của mọi đơn vị được cộng theo thủ tục",
            "cảnh báo; không ở biểu mẫu nào",
        ),
        "hiệu lực từ": Heading("Ngày", "25/9/2018", "Ngày đầu tiên có hiệu lực", "từ trước đến nay"),
        "hiệu lực đến": Heading(
            "Ngày",
            "31/12/2022",
            "Ngày cuối cùng có hiệu lực; thủ tục hết hiệu lực thì điền ở đây, đừng xoá dòng",
            "đến nay vẫn còn",
        ),
    },
    "Kế hoạch": {
        "khoá": Heading(
            "Khoá của dòng",
            "II.2.4",
            "Các sheet khác gọi mục bằng khoá. Viết khác khoá suy ra từ cột mã: cảnh báo, và dùng khoá đã viết",
            "suy ra từ cột mã (bảng dưới)",
        ),
        "mã": Heading(
            "Số mục như văn bản, định dạng Text: số La Mã, chữ cái hoa, “Phần …” là phần; `-` là ý; còn lại là mục",
            "2,4",
            "In đúng như viết; cùng với phần đứng trên thành khoá",
            "dòng không có số mục",
        ),
        "nội dung": Heading("Chữ", "Ban hành Kế hoạch CCHC", "In trong phụ lục và trên sheet Nhiệm vụ", "in trống"),
        "cấp": Heading("Một trong các từ ở bảng dưới", "mục", "Dòng là gì", "suy ra từ cột mã"),
        "đơn vị chủ trì": Heading(
            "Chữ như văn bản; các cách viết được hiểu: bảng dưới",
            "Văn phòng, các phòng",
            "Đơn vị phải báo cáo mục này trên sheet Nhiệm vụ",
            "như mục đứng trước cùng cha, không có thì như cha",
        ),
        "sản phẩm": Heading("Chữ", "Báo cáo", "Mục có sản phẩm thì có trên sheet Nhiệm vụ", "không có sản phẩm"),
        "thời gian": Heading(
            "Chữ như văn bản; các cách viết được hiểu: bảng dưới",
            "Tháng 6, Tháng 11",
            "Kỳ nào phải báo cáo, và hạn",
            "hỏi mỗi kỳ, không bao giờ trễ",
        ),
        "nhóm giao": Heading(
            _LIST_OF_UNITS,
            "Các phòng chuyên môn; Văn phòng",
            "Thay cho cột đơn vị chủ trì khi cột ấy không hiểu được",
            "theo cột đơn vị chủ trì",
        ),
        "kỳ đến hạn": Heading(
            "Mã kỳ, cách nhau bằng `;`",
            "2022-Q2; 2022-Q4",
            "Thay cho cột thời gian: hỏi đúng trong các kỳ ấy (và kỳ gồm chúng)",
            "theo cột thời gian",
        ),
        "chỉ tiêu": Heading(
            "Mã chỉ tiêu, cách nhau bằng `;`",
            "dung_han",
            "In thêm tỷ lệ ấy ở cột kết quả của dòng",
            "chỉ in các chỉ tiêu có cột mục là dòng này",
        ),
        "đơn vị phối hợp": Heading(
            "Chữ như văn bản",
            "Thanh tra; Sở Nội vụ",
            "Đơn vị thấy nhiệm vụ ở cuối sheet Nhiệm vụ, không phải báo cáo; tên lạ chỉ để ghi; mẫu in: `phoi_hop`",
            "không ai phối hợp",
        ),
        "người phụ trách": Heading("Chữ", "Đ/c Nguyễn Văn A", "Chỉ để ghi; mẫu in: `phu_trach`", "không ghi"),
        "ghi chú kế hoạch": Heading(
            "Chữ",
            "Nhiệm vụ trọng tâm",
            "Cột ghi chú và các cột khác của văn bản; mẫu in: `ghi_chu_ke_hoach`",
            "không ghi",
        ),
    },
    "Số liệu": {
        "mã": Heading(
            "Chữ thường không dấu, số, `_`; bắt đầu bằng chữ",
            "bcci",
            'Tên trong biểu thức, mã hàng hoặc mã cột của biểu mẫu, `so_lieu["bcci"]` trong mẫu',
        ),
        "tên": Heading("Chữ", "Qua bưu chính công ích", "In trên biểu mẫu, trong thông báo"),
        "đơn vị tính": Heading("Chữ", "hồ sơ", "In cạnh ô; đơn vị gõ “12 hồ sơ” vẫn đọc được là 12", "không in"),
        "bảng": Heading("Một trong các từ ở bảng dưới", "TTHC", "Số của đơn vị, hay của từng thủ tục"),
        "ai điền": Heading(
            _LIST_OF_UNITS,
            "Các phòng chuyên môn; Văn phòng",
            "Chỉ các đơn vị này có ô và phải điền. Số của thủ tục: luôn là đơn vị có thủ tục",
            "mọi đơn vị",
        ),
        "chỉ khi": Heading(
            "Tên một cờ của sheet TTHC",
            "cb_bcci",
            "Ô của thủ tục không có cờ thì tô xám; số khác 0 ở đó là cảnh báo, vẫn được dùng",
            "mọi thủ tục",
        ),
        "cộng dồn": Heading(
            "Một trong các từ ở bảng dưới", "tổng", "Số của kỳ dài lấy từ các kỳ thành phần thế nào", "tổng"
        ),
        "nối từ": Heading(
            "Biểu thức trên số của kỳ nối",
            "dang_trong_han + dang_qua_han",
            "Điền sẵn vào biểu mẫu kỳ sau; số đã nhập khác đi là cảnh báo kèm hai số",
            "không nối",
        ),
        "công thức": Heading(
            "Biểu thức trên số cùng bảng, đứng trên",
            "tn_truc_tuyen + tn_truc_tiep",
            "Số do chương trình tính, không ai điền",
            "đơn vị điền",
        ),
        "chú giải": Heading(
            "Chữ",
            "Số hồ sơ được tiếp nhận hoặc trả kết quả qua dịch vụ bưu chính công ích.",
            "Hiện khi bấm vào ô của biểu mẫu. Mở đầu bằng “Cột 4 biểu II.06a:” thì chữ ấy in dưới tên cột",
            "không có lời giải thích",
        ),
        "tên ngắn": Heading(
            "Chữ",
            "Qua BCCI",
            'Đầu cột của sheet TTHC trong biểu mẫu; `ten_so_lieu["bcci"]` trong mẫu báo cáo',
            "tên",
        ),
        "kiểu": Heading("Một trong các từ ở bảng dưới", "số thập phân", "Số nguyên hay số có phần thập phân", "số đếm"),
        "số lẻ": Heading(
            "0 đến 6", "1", "Số chữ số sau dấu phẩy hiện ở ô của `số thập phân`; số gõ dài hơn vẫn được tính đủ", "2"
        ),
    },
    "Kiểm tra": {
        "mã": Heading("Chữ không dấu, `-`", "bcci-qua-phat-sinh", "Mã của vấn đề: `kiem-tra-bcci-qua-phat-sinh`"),
        "bảng": Heading(
            "Một trong các từ ở bảng dưới",
            "TTHC",
            "Xét một lần cho đơn vị, hay từng dòng thủ tục",
        ),
        "biểu thức": Heading(
            "Điều phải đúng, xem [Biểu thức](#biểu-thức)",
            "bcci <= phat_sinh",
            "Không đúng thì báo ở ô của số đầu tiên bên trái; không bao giờ làm mất số. Thiếu số cần thiết: không xét",
        ),
        "mức": Heading("Một trong các từ ở bảng dưới", "cảnh báo", "Vấn đề là lỗi hay cảnh báo"),
        "thông báo": Heading(
            "Chữ; `{trai}`, `{phai}` là giá trị hai bên của phép so sánh",
            "số hồ sơ qua bưu chính ({trai}) lớn hơn số phát sinh ({phai})",
            "Lời báo cho đơn vị",
            "báo bằng mã",
        ),
    },
    "Chỉ tiêu": {
        "mã": Heading(
            "Chữ thường không dấu, số, `_`; khác mã số liệu",
            "dung_han",
            '`chi_tieu["dung_han"]` trong mẫu, `code` trong JSON',
        ),
        "tên": Heading("Chữ", "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn", "In trên báo cáo"),
        "mục": Heading("Khoá của sheet Kế hoạch", "II.2.4", "Tỷ lệ là kết quả của mục này"),
        "tử số": Heading(
            "Biểu thức, xem [Biểu thức](#biểu-thức)", "tong(gq_truoc_han + gq_dung_han)", "Tử số, cộng chính xác"
        ),
        "mẫu số": Heading("Biểu thức", "tong(gq_truoc_han + gq_dung_han + gq_qua_han)", "Mẫu số, cộng chính xác"),
        "đơn vị": Heading("`%` hoặc chữ khác", "điểm", "`%`: nhân 100 và in kèm %. Chữ khác: in thương số", "%"),
        "khi 0/0": Heading(
            "Một trong các từ ở bảng dưới", "Không phát sinh", "0/0 in chữ gì, được điểm gì", "Không phát sinh"
        ),
        "yêu cầu": Heading(
            "Dấu so sánh và một số, định dạng Text",
            "> 30%",
            "Đạt hay Không đạt, so với phân số chưa làm tròn",
            "không có Đạt / Không đạt",
        ),
        "điều kiện thêm": Heading(
            "Biểu thức",
            "cv_tre_han == 0 and cv_gia_han == 0",
            "Phải đúng nữa mới là Đạt; có đơn vị chưa báo cáo số cần thiết thì chưa xét được",
            "chỉ xét yêu cầu",
        ),
        "số lẻ": Heading("0 đến 6", "1", "Số chữ số sau dấu phẩy khi in; không làm tròn lúc tính", "2"),
        "định nghĩa": Heading(
            "Chữ",
            "Số hồ sơ đã giải quyết trước hạn và đúng hạn chia cho tổng số hồ sơ đã giải quyết trong kỳ.",
            "In ở cột cách tính của báo cáo và trong biểu mẫu; `{yeu_cau}` trong chữ được in thành yêu cầu (`≥ 15%`)",
            "không in",
        ),
        "tên ngắn": Heading(
            "Chữ", "Hồ sơ đúng hạn", "Mẫu báo cáo gọi bằng `ten_ngan`: đầu cột của tổng hợp tỷ lệ, biểu đồ", "tên"
        ),
    },
    "Chấm điểm": {
        "mục": Heading("Khoá của sheet Kế hoạch; mỗi mục một dòng", "IV.7", "Mục được chấm"),
        "chỉ tiêu": Heading(
            "Mã chỉ tiêu hoặc mã số liệu của đơn vị; `ngày trễ` với cách chấm `mỗi mục`",
            "xh_tang",
            "Điểm tính từ đây",
            "không có điểm; riêng `có/không`: theo trạng thái nhiệm vụ của mục",
        ),
        "cách chấm": Heading("Một trong các từ ở bảng dưới", "mỗi mục", "Cách đổi ra điểm", "không có điểm"),
        "điểm tối đa": Heading("Số", "0,5", "Điểm cao nhất của mục", "không có điểm; `mỗi mục` không dùng cột này"),
        "tham số": Heading(
            "`khoá=giá trị`, cách nhau bằng `;`", "điểm=0,5", "Tham số của cách chấm: bảng dưới", "không có tham số"
        ),
        "trần": Heading(
            "Số",
            "1",
            "Giới hạn điểm của `mỗi mục`, cả hai phía. Dòng không có cách chấm: tổng điểm các mục con, không quá trần",
            "không giới hạn",
        ),
        "căn cứ": Heading("Chữ", "Mục IV.7 Phụ lục kèm theo Kế hoạch", "In ở bảng tự chấm điểm", "không in"),
    },
    "Thẩm định": {
        "mục": Heading("Khoá của một dòng ở sheet Chấm điểm", "IV.7", "Mục được cho điểm"),
        "đơn vị": Heading(
            "Tên hoặc mã một đơn vị", "VP", "Điểm của đơn vị ấy", "điểm của cả cơ quan", (("mục", "IV.7"),)
        ),
        "tự chấm": Heading(
            "Số, hoặc `Không áp dụng`",
            "0,5",
            "Điểm tự chấm của mục `nhập tay`, thay cho số đơn vị nhập ở biểu mẫu; mục khác thì không dùng, cảnh báo",
            "số đơn vị nhập ở biểu mẫu",
            (("mục", "IV.7"),),
        ),
        "thẩm định": Heading(
            "Số, hoặc `Không áp dụng`",
            "0,5",
            "Thay cho điểm tự chấm trong tổng điểm",
            "chưa thẩm định",
            (("mục", "IV.7"),),
        ),
        "duyệt": Heading(
            "Số, hoặc `Không áp dụng`", "1", "Thay cho điểm thẩm định trong tổng điểm", "chưa duyệt", (("mục", "IV.7"),)
        ),
        "lý do": Heading(
            "Chữ", "Thiếu một văn bản", "In ở bảng tự chấm điểm", "chữ đơn vị ghi ở biểu mẫu", (("mục", "IV.7"),)
        ),
        "minh chứng": Heading(
            "Số văn bản, liên kết, tên tệp trong thư mục `minh-chung/`; cách nhau bằng `;`",
            "12/TB-VD",
            "In ở bảng tự chấm điểm; tệp không có trong thư mục thì cảnh báo",
            "chữ đơn vị ghi ở biểu mẫu",
            (("mục", "IV.7"),),
        ),
        "kỳ": Heading("Một mã kỳ", "2022-Q1", "Chỉ tính trong kỳ ấy", "tính trong mọi kỳ", (("mục", "IV.7"),)),
    },
    "Nguồn nhập": {
        "nguồn": Heading("Chữ, tự đặt", "Một cửa", "Tên tệp xuất; ghi trong ghi chú của ô được điền", beside=_SOURCE),
        "sheet": Heading("Tên sheet trong tệp xuất", "Tổng hợp", "Chỉ tìm ở sheet ấy", "tìm ở mọi sheet", _SOURCE),
        "dòng tiêu đề": Heading(
            "Chữ có trong dòng tiêu đề đầu tiên của bảng",
            "Mã TTHC",
            "Bảng bắt đầu ở dòng có chữ ấy; tiêu đề nhiều tầng thì là tầng trên cùng",
            "không có bảng: cột `cột` là nhãn, số đứng sau nhãn hoặc ở ô bên phải",
            _SOURCE,
        ),
        "cột mã thủ tục": Heading(
            "Tiêu đề của cột mã thủ tục",
            "Mã TTHC",
            "Số của từng thủ tục; nhiều dòng cùng mã thì cộng",
            "số của đơn vị",
            (("dòng tiêu đề", "Mã TTHC"), *_SOURCE),
        ),
        "cột": Heading(
            "Tiêu đề của cột số; nhiều tầng viết `Tiếp nhận > Trực tuyến`; hoặc nhãn; hoặc `đếm dòng`",
            "Văn bản đi",
            "Lấy số ở cột ấy; ô dạng `Số lượng: 12 Tỷ lệ: 5%`, `12 (5%)` là 12; `đếm dòng`: số dòng khớp điều kiện",
            beside=_SOURCE,
        ),
        "mã số liệu": Heading(
            "Mã ở sheet Số liệu, không phải số tính ra", "vb_di", "Điền vào số liệu ấy", beside=_SOURCE
        ),
        "điều kiện": Heading(
            "`tiêu đề cột=giá trị`, cách nhau bằng `;`; giá trị `{don_vi}` là tên, mã, tên gọi khác của đơn vị",
            "Đơn vị={don_vi}",
            "Chỉ lấy dòng có các giá trị ấy",
            "lấy mọi dòng có mã thủ tục; bảng không có mã mà có nhiều dòng thì báo lỗi",
            (("dòng tiêu đề", "Đơn vị"), *_SOURCE),
        ),
    },
}
"""Sheet -> heading -> its words, those that may be absent last. The examples are placed in the shipped catalogue by a
test, which then reads it."""

INFO: dict[str, str] = {
    "co_quan_cap_tren": "cơ quan cấp trên, dòng đầu bên trái của biểu mẫu và báo cáo",
    "co_quan": "tên cơ quan, ở đầu biểu mẫu, thư và báo cáo; trong mẫu cũng gọi là `co_quan`",
    "dia_danh": "nơi ký, trước ngày tháng của báo cáo",
    "nam": "năm của kế hoạch; dành cho mẫu tự viết",
    "ke_hoach": "văn bản giao nhiệm vụ của sheet Kế hoạch",
    "ten_phu_luc": "tên phụ lục của kế hoạch",
    "ky_hieu_bao_cao": "ký hiệu in sau số của báo cáo Word: Số: …/BC-VP",
    "noi_nhan_bao_cao": "nơi nhận báo cáo của cơ quan",
    "noi_nhan_bieu": "nơi đơn vị gửi biểu mẫu về, ở sheet Hướng dẫn, trong thư",
    "email_nhan": "địa chỉ thư nhận biểu mẫu",
    "dien_thoai": "điện thoại hỏi đáp",
    "nguoi_ky_chuc_danh": "chức danh người ký báo cáo",
    "nguoi_ky_ho_ten": "họ và tên người ký; để trống thì ký tay",
    "phong_chu": "phông chữ của mọi báo cáo, ví dụ `Arial`; để trống thì giữ phông của mẫu",
    "bieu_trung": "tên tệp ảnh .png hoặc .jpg để cạnh danh mục, in ở đầu báo cáo; để trống thì không in",
    "xep_loai": "xếp loại theo tổng điểm trên tổng điểm tối đa: `>=90%=A; >=80%=B`, `>` là trên mức ấy; dưới mọi mức "
    "thì không xếp loại",
}
"""Keys of sheet Thông tin that the shipped forms, letters and reports print."""

TABLES: dict[Table, Word] = {
    Table.UNIT: Word(
        "`vb_di`", "Một số cho mỗi đơn vị, ở sheet Số liệu của biểu mẫu. Kiểm tra: xét một lần cho đơn vị"
    ),
    Table.PROCEDURE: Word("`bcci`", "Một số cho mỗi thủ tục, ở sheet TTHC của biểu mẫu. Kiểm tra: xét từng dòng"),
}
FIGURE_KINDS: dict[FigureKind, Word] = {
    FigureKind.COUNT: Word("`12`", "Số nguyên không âm"),
    FigureKind.DECIMAL: Word("`12,5`", "Số không âm, có thể có phần thập phân; được tính chính xác"),
}
ROLLUPS: dict[Rollup, str] = {
    Rollup.SUM: "cộng các kỳ thành phần",
    Rollup.OPENING: "lấy số của kỳ đầu tiên",
    Rollup.CLOSING: "lấy số của kỳ cuối cùng",
}
LEVELS: dict[str, Word] = {
    "lỗi": Word("`bcci <= tn_ky_truoc + phat_sinh`", "Báo cáo là BẢN NHÁP cho đến khi sửa hoặc đơn vị được chấp nhận"),
    "cảnh báo": Word("`bcci <= phat_sinh`", "Được báo, không thay đổi gì"),
}
WHEN_EMPTY: dict[WhenEmpty, str] = {
    WhenEmpty.NOTHING: "Không có điểm; điểm tối đa của mục vẫn tính vào tổng điểm tối đa",
    WhenEmpty.NOT_COUNTED: "Không có điểm; mục không tính vào tổng điểm tối đa",
    WhenEmpty.FULL: "Được điểm tối đa",
    WhenEmpty.ZERO: "Được 0 điểm",
}
ROW_LEVELS: dict[RowLevel, Word] = {
    RowLevel.SECTION: Word("mã `II`", "Mở đầu một phần; khoá của các mục bên dưới bắt đầu bằng mã này"),
    RowLevel.CODED: Word(
        "mã `2,4`", "Một mục có số; có mục con ngay dưới thì chỉ là đề mục, không thì là việc phải báo cáo"
    ),
    RowLevel.LINE: Word("mã trống", "Dòng không có số; có chủ trì, sản phẩm hoặc thời gian thì là việc phải báo cáo"),
    RowLevel.SUB: Word(
        "mã `-`", "Ý của mục đứng trên, chỉ để in; cho mục ấy sản phẩm, thời gian nếu mục để trống cả hai"
    ),
}
FIGURES: dict[str, str] = dict(
    zip(
        DERIVED,
        (
            "mục trên sheet Nhiệm vụ, trừ mục “Không phát sinh”",
            "mục có trạng thái “Đã hoàn thành”",
            "mục hoàn thành không muộn hơn hạn, hoặc hoàn thành mà không có hạn",
            "mục hoàn thành sau hạn, hoặc chưa hoàn thành mà hạn ở trước ngày cuối kỳ",
            "tiêu chí có thứ hạng năm nay nhỏ hơn năm trước",
            "tiêu chí có thứ hạng năm nay lớn hơn năm trước",
        ),
        strict=True,
    )
)
"""Unit figures that nobody types."""
PARAMETERLESS = "không có"

LEADS: tuple[tuple[str, str], ...] = (
    ("Văn phòng", "tên, mã hoặc tên gọi khác của đơn vị"),
    ("Các phòng, đơn vị", "tên nhóm; tên dài được nhận ra trước khi tách ở dấu phẩy"),
    ("Văn phòng, các phòng", "nhiều đơn vị, nhóm; không phân biệt chữ hoa"),
    ("Văn phòng (B/c)", "phần trong ngoặc đơn được bỏ qua"),
    ("Các phòng, đơn vị Văn phòng tổng hợp", "đơn vị đứng ngay trước “tổng hợp” gom kết quả của những đơn vị kể trước"),
    ("Văn phòng/Thanh tra và Phòng KTAT", "tên cách nhau bằng `,` `;` `/`, xuống dòng hoặc “và”"),
    ("Văn phòng chủ trì, phối hợp Thanh tra", "đơn vị sau chữ “phối hợp” chỉ phối hợp, không phải báo cáo"),
    ("Văn phòng (chủ trì), Thanh tra", "đơn vị đứng sau chữ “(chủ trì)” chỉ phối hợp"),
    ("Văn phòng chủ trì; Thanh tra phối hợp", "“phối hợp” cũng có thể đứng sau tên"),
    ("'-", "dấu gạch như văn bản"),
)
"""Ways to write "đơn vị chủ trì" and what they mean; who is named is worked out by the program."""

TIMES: tuple[str, ...] = (
    *(
        "Tháng 6",
        "Tháng 6, Tháng 11",
        "tháng 1, tháng 4, tháng 12",
        "Tháng 3 và tháng 9",
        "6/2022",
        "Trong tháng 6/2022",
    ),
    *("Quý II", "Quý I, Quý 3", "Quý III, quý IV", "Quý 1, quý 2, quý 4", "Quý I, II, III, IV", "Quý I/2023"),
    *("Quý I - III", "Từ tháng 1-4/2022", "Từ Quý II", "Từ tháng 4 trở đi"),
    *("Trước 15/11", "Chậm nhất ngày 15/11/2022", "ngày 15 tháng 11", "2022-11-15", "30/4/2022 (mô hình điểm)"),
    *("Tháng 3/6/9/12", "Đợt 1: tháng 4; đợt 2: tháng 10", "50% trước 30/6; 100% trước 30/11"),
    *("Ngày 25 hằng tháng", "Hằng quý, trước ngày 15 của tháng cuối quý", "Ngày 15 các tháng 3, 6, 9, 12"),
    *("Trước tháng 10", "Trước quý III", "Đầu tháng 6", "Tuần đầu tháng 3", "Đầu quý II", "Giữa quý III"),
    *("Đầu năm", "Nửa đầu năm", "Hằng tháng, trước ngày 05 của tháng sau", "Quý I: 15/3; năm: 15/12"),
    *("Tháng 11 (trước ngày 15)", "Trước năm 2023"),
    *("Hằng tháng đến tháng 6", "Thực hiện trong năm", "Trước 17h00 ngày 15/11", "Từ nay đến 30/6/2022"),
    *("6 tháng, năm", "6 tháng/lần", "6 tháng cuối năm", "Cuối năm", "Quý IV hằng năm"),
    *(
        "Quý, năm",
        "Hàng Quý",
        "Hằng quý",
        "Hàng tháng",
        "Hằng tháng",
        "Hàng năm, quý",
        "Định kỳ",
        "01 lần/quý",
        "Mỗi quý 1 lần",
    ),
    *("Trong năm 2022", "Cả năm", "Hàng năm", "Hằng năm", "02 lần/năm", "Năm 2022", "2022 và những năm tiếp theo"),
    *("Theo yêu cầu của Sở Nội vụ", "Theo KH ban hành", "Thường xuyên", "Khi có yêu cầu"),
    *("20 ngày sau khi Kế hoạch được ban hành", ""),
    *("Trong 3 tháng", "Ngày 20 hằng quý", "Sau Tết", "Tuần sau"),
)
"""Ways to write "thời gian"; what is owed when is worked out by the program. The last four are not understood."""

EVERYBODY: tuple[str, ...] = ("Tất cả", "Tất cả các đơn vị")
"""Words of column "ai điền" that mean every unit, as a blank cell does."""

KEYS: tuple[tuple[str, str, str], ...] = (
    ("II", "KẾT QUẢ THỰC HIỆN", "phần"),
    ("2", "Cải cách thủ tục hành chính", "mục"),
    ("2,4", "Kết quả giải quyết TTHC", "mục; dấu phẩy hay dấu chấm như nhau"),
    ("", "Tỷ lệ hồ sơ đúng hạn", "dòng không có số: khoá của dòng đứng trên, `/1`, `/2`, …"),
    ("2.4.2", "Đánh giá việc giải quyết TTHC", "mục con"),
    ("a)", "Đánh giá theo phiếu", "chữ cái thuộc số mục đứng trên"),
    ("3a", "Việc chèn giữa mục 3 và mục 4", "mục"),
    ("-", "Báo cáo hàng quý", "ý"),
)
"""Rows of a plan (code, text, what it is); their keys are worked out by the program."""

PERIODS: tuple[tuple[str, str], ...] = (
    ("2022-T02", "tháng"),
    ("2022-Q2", "quý"),
    ("2022-6T", "sáu tháng"),
    ("2022-9T", "chín tháng"),
    ("2022-N", "năm"),
    ("2022-Dot1", "mã khác: những tháng có ngày cuối nằm trong kỳ (ở đây: từ 15/3 đến 14/6)"),
)
"""Shapes of period codes; the months are worked out by the program."""

NUMBERS: tuple[str, ...] = ("0,5", "1.5", "-0,5", "80%", "12,5%")
DATES: tuple[str, ...] = ("14/3/2022", "14.3.22", "14-03-2022", "2022-03-14")

EXPRESSIONS: tuple[tuple[str, str], ...] = (
    ("tong(nhan)", "cộng một số trên mọi thủ tục"),
    ("tong(nhan + ton)", "cộng một biểu thức của từng thủ tục"),
    ("tong(nhan, co_phi)", "chỉ cộng thủ tục có cờ"),
    ("tong(nhan, nhan > 10 and not co_phi)", "chỉ cộng thủ tục thoả điều kiện"),
    ("dem()", "đếm mọi thủ tục"),
    ("dem(nhan > 0)", "đếm thủ tục thoả điều kiện, mỗi thủ tục một lần"),
    ("dem(co_phi or ton >= 3)", "ít nhất một trong hai điều kiện"),
    ("dem(nhan == 0)", "bằng: hai dấu `=`"),
    ("dem(nhan != 0)", "khác"),
    ("dem(1 <= ton < 5)", "nằm giữa"),
    ("dem(nhan <= 20)", "không quá"),
    ("vb_di - vb_giay", "số của đơn vị đứng ngoài tong và dem"),
    ("vb_di * 2", "nhân với một số"),
    ("-vb_giay + 0.5", "số thập phân viết bằng dấu chấm; tính chính xác, không làm tròn"),
    ("vb_giay <= vb_di", "phép so sánh: đúng là 1, sai là 0"),
    ("tong(nhan) > 30 and vb_giay == 0", "ghép điều kiện của đơn vị"),
)
"""Expressions over EXAMPLE_ROWS and EXAMPLE_FIGURES; their values are worked out by the program."""
REFUSED: tuple[str, ...] = (
    *("tong(nhan) / dem()", "tong(tong(nhan))", "max(nhan, ton)", "nhan = 0", 'ten == "Văn phòng"', "vb_di is 1"),
    "dem(nhan, ton)",
)
"""What is no expression; the reason is the program's own."""
EXAMPLE_ROWS: tuple[dict[str, int], ...] = (
    {"nhan": 20, "ton": 1, "co_phi": 1},
    {"nhan": 15, "ton": 4, "co_phi": 0},
    {"nhan": 0, "ton": 0, "co_phi": 1},
)
EXAMPLE_FIGURES: dict[str, int] = {"vb_di": 412, "vb_giay": 7}

FORM = """## Cột của biểu mẫu

Các cột cố định của bốn sheet số liệu trong biểu mẫu của đơn vị. Mã cột ở hàng ẩn có ô `#ma`; cột có mã bắt đầu bằng
`#` chỉ để xem, không được đọc. Sheet Số liệu có một hàng cho mỗi số liệu của đơn vị, sheet TTHC có thêm một cột cho mỗi
cờ và mỗi số liệu của thủ tục, theo danh mục.
"""
STATUSES: dict[Status, str] = {
    Status.DONE: "đã làm; đúng hạn nếu ngày hoàn thành không muộn hơn hạn, hoặc không có hạn; thiếu ngày thì cảnh báo",
    Status.DOING: "chưa xong; trễ nếu hạn ở trước ngày cuối kỳ; kỳ sau hỏi lại",
    Status.NOT_STARTED: "như đang thực hiện",
    Status.NOTHING: "kỳ này không có việc ấy: không tính vào số nhiệm vụ được giao",
}

SIGNS: dict[str, str] = {
    ">": "lớn hơn",
    ">=": "không dưới",
    "≥": "như `>=`",
    "=": "đúng bằng",
    "<=": "không quá",
    "≤": "như `<=`",
    "<": "nhỏ hơn",
}
"""Signs of column "yêu cầu"."""
BENCHMARKS: dict[Benchmark, Word] = {
    Benchmark.PREVIOUS: Word("`> kỳ trước`", "tỷ lệ của chính đơn vị ấy (cả cơ quan: của cả cơ quan) ở kỳ trước"),
    Benchmark.MEAN: Word(
        "`>= bình quân`",
        "trung bình cộng các tỷ lệ của đơn vị, mỗi đơn vị tính như nhau; "
        "cả cơ quan thì không xét, mục chấm theo đó không tính vào điểm tối đa của cơ quan",
    ),
    Benchmark.BEST: Word("`>= tốt nhất`", "tỷ lệ cao nhất trong các đơn vị; dấu `<`, `<=`: thấp nhất"),
}
"""What column "yêu cầu" may name in place of a number."""
RATIOS: tuple[str, ...] = ("29,99%", "30%", "30,01%")
"""Exact ratios to which "30%" with each sign is held."""
