"""Every name a report template may use, with its meaning: the one table that help, documents and tests read.

A path is written as the context is built: `don_vi[]` is a list, `chi_tieu["…"]` is found by a code, `‹số liệu›` stands
for any figure code and `‹cờ›` for any flag of a procedure. The values stand in context.py, and
tests/report/test_template_check.py holds the table against them. Longer than a module should be: one table, and
complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.forms.columns import RANKS, TASKS
from cchc_excel.report.filters import as_text

FIGURE, FLAG = "‹số liệu›", "‹cờ›"
_CODE = '["…"]'


def _under(prefix: str, names: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}.{name}": meaning for name, meaning in names.items()}


_RATIO = {
    "hien": "chữ in ra, kèm đơn vị tính",
    "gia_tri": "giá trị cho một ô: đúng số in ra, kèm định dạng số lẻ; chữ in ra nếu không có số",
    "ty_le": "tỷ lệ đúng tuyệt đối (phân số), để tính tiếp",
    "tu_so": "tử số",
    "mau_so": "mẫu số",
    "day_du": "chữ in ra kèm tử số, mẫu số",
    "dat": "Đạt, Không đạt so với yêu cầu; trống nếu không có yêu cầu hoặc chưa xét được",
    "ket_luan": "Đạt, Không đạt, Chưa đủ số liệu, Không phát sinh; trống nếu không có yêu cầu",
    "ly_do": "vì sao không đạt hoặc chưa xét được: 60,90% > 30%, nhưng 2 công việc trễ hạn",
    "yeu_cau": "yêu cầu của kế hoạch, kèm điều kiện thêm",
    "ten": "tên chỉ tiêu",
    "ten_ngan": "tên ngắn của chỉ tiêu, không có thì là tên: cho đầu cột, biểu đồ",
    "dinh_nghia": "định nghĩa, cách tính",
}
_ELSEWHERE = {
    "hien": "chữ in ra; trống nếu kỳ ấy chưa có",
    "gia_tri": "giá trị cho một ô",
    "ty_le": "tỷ lệ đúng; trống nếu không có số",
    "tu_so": "tử số",
    "mau_so": "mẫu số",
    "day_du": "chữ in ra kèm tử số, mẫu số",
    "dat": "Đạt, Không đạt hoặc trống",
    "ket_luan": "kết luận",
    "ly_do": "vì sao",
    "muc_yeu_cau": "con số của yêu cầu",
}
"""Of an indicator in another period."""
_INDICATOR = {
    **_RATIO,
    "ma": "mã chỉ tiêu ở sheet Chỉ tiêu",
    "muc": "mục của kế hoạch",
    "don_vi_tinh": "đơn vị tính",
    "thay_doi": "tăng, giảm so với kỳ trước (điểm phần trăm), làm tròn như số in ra, kèm định dạng số lẻ",
    "thay_doi_hien": "tăng, giảm so với kỳ trước: chữ in ra",
    "muc_yeu_cau": "con số của yêu cầu; trống nếu không có yêu cầu",
    **_under("ky_truoc", {name: f"kỳ trước: {meaning}" for name, meaning in _ELSEWHERE.items()}),
    **_under("luy_ke", {name: f"lũy kế: {meaning}" for name, meaning in _ELSEWHERE.items()}),
    "luy_ke.hien": "lũy kế từ đầu năm: chữ in ra; “chưa đủ kỳ” nếu còn thiếu",
    **_under(
        f"trong_nam{_CODE}",
        {name: f"một kỳ của nam.ky, gọi bằng mã kỳ: {meaning}" for name, meaning in _ELSEWHERE.items()},
    ),
    "hang": "thứ hạng của đơn vị theo chỉ tiêu này, cao nhất là 1 (yêu cầu “<” thì thấp nhất là 1); trống ở cả cơ quan",
}
_BESIDE = {
    "ma": "mã của kỳ ấy; trống nếu không có kỳ nào để so",
    "ten": "tên của kỳ ấy",
    "chua_du": "“chưa đủ kỳ: 8/10 đơn vị” nếu kỳ ấy còn thiếu đơn vị; trống nếu đủ",
}
_PERIOD_OF_YEAR = {
    "ma": "mã kỳ",
    "ten": "tên kỳ",
    "ten_ngan": "tên kỳ không kèm năm: Quý I",
    "ngan": "mã kỳ không kèm năm: Q1",
    "chua_du": "“chưa đủ kỳ: 8/10 đơn vị” nếu kỳ ấy còn thiếu đơn vị; trống nếu đủ, hoặc chưa có gì",
    "co_so_lieu": "đúng nếu kỳ ấy có số liệu, và không sau kỳ báo cáo",
    "la_ky_nay": "đúng ở kỳ báo cáo",
    "chua_den": "đúng ở kỳ bắt đầu sau kỳ báo cáo",
}
_RANK = {
    "don_vi": "đơn vị báo cáo thứ hạng",
    "don_vi_ngan": "tên ngắn của đơn vị ấy",
    **RANKS.meanings,
    "tang": "số bậc tăng so với năm trước; số âm là giảm; trống nếu thiếu một trong hai thứ hạng",
}
_PROCEDURE = {
    "ma": "mã thủ tục",
    "ten": "tên thủ tục",
    "linh_vuc": "lĩnh vực",
    FIGURE: "số liệu của thủ tục, gọi bằng mã ở sheet Số liệu",
    FLAG: "đúng nếu thủ tục có dấu x ở cột ấy của sheet TTHC",
}
_OF_PLAN = {
    "phoi_hop": "đơn vị phối hợp như in trong kế hoạch",
    "phu_trach": "người phụ trách",
    "ghi_chu_ke_hoach": "ghi chú của chính kế hoạch",
}
_TASK = {
    "khoa": "khoá của mục",
    "ma": "mã mục như in trong kế hoạch",
    **TASKS.meanings,
    **_OF_PLAN,
    "dung_han": "đúng nếu hoàn thành đúng hạn",
    "tre_han": "đúng nếu trễ hạn",
    "don_vi": "tên đơn vị",
    "ket_luan": "Hoàn thành; Hoàn thành, trễ hạn; Đang thực hiện; Chưa thực hiện; Chưa báo cáo; Không phát sinh",
    "ton_tai": "đúng nếu trễ hạn hoặc chưa xong",
}
_LEFT_OVER = {
    "don_vi": "tên các đơn vị chưa xong hoặc trễ hạn, cùng tình hình và ghi như nhau",
    **{name: _TASK[name] for name in ("ket_luan", "tre_han", "ket_qua", "ghi_chu", "nguyen_nhan", "giai_phap")},
}
_TOTALS = {
    "tong_diem": "tổng các điểm đã cho",
    "tong_diem_toi_da": "tổng điểm tối đa của các mục được tính",
    "diem_quy_doi": "tổng điểm quy về thang 100: tổng điểm chia tổng điểm tối đa được tính",
    "xep_loai": "xếp loại, theo khoá xep_loai ở sheet Thông tin",
}
_SCORE = {
    "muc": "mục chấm điểm",
    "noi_dung": "nội dung",
    "cach_cham": "cách chấm",
    "diem_toi_da": "điểm tối đa hoặc trần",
    "diem": "điểm được tính: đã duyệt, không thì thẩm định, không thì tự chấm",
    "tu_cham": "điểm tự chấm (chương trình tính, hoặc nhập tay)",
    "tham_dinh": "điểm thẩm định, ở sheet Thẩm định",
    "duyet": "điểm đã duyệt, ở sheet Thẩm định",
    "ly_do_cham": "lý do của điểm nhập tay, thẩm định",
    "minh_chung": "minh chứng đã ghi: số văn bản, liên kết, tệp",
    "can_cu": "căn cứ",
    "bang_chung": "kết quả làm bằng chứng",
    "dat": "Đạt, Không đạt so với yêu cầu; trống nếu không có yêu cầu",
    "ket_luan": "kết luận như ở dòng của kế hoạch",
    "ly_do": "vì sao không đạt hoặc chưa xét được",
    "cach_tinh": "định nghĩa các chỉ tiêu của mục",
    f"trong_nam{_CODE}": "điểm của mục ở một kỳ của nam.ky, gọi bằng mã kỳ; trống nếu chưa có",
    "doan[]": "kết quả, lý do, minh chứng, cắt thành đoạn vừa một dòng in",
}
_POINTS_IN_YEAR = _TOTALS | {"hang": "thứ hạng của đơn vị trong kỳ ấy; trống ở cả cơ quan"}
_UNIT = {
    "ma": "mã đơn vị",
    "ten": "tên đơn vị",
    "ten_ngan": "tên ngắn của đơn vị, không có thì là tên",
    "kem_theo_ten": "điều in kèm tên: “đã nhập vào Phòng B”, “cộng 3 đơn vị”; trống nếu không có",
    "nhom": "nhóm của đơn vị",
    "da_gop": "đúng nếu số liệu của đơn vị đã được gộp",
    **_under(f"chi_tieu{_CODE}", _INDICATOR),
    f"so_lieu{_CODE}": "số liệu của đơn vị",
    f"diem{_CODE}": "điểm của đơn vị",
    **_TOTALS,
    "hang": "thứ hạng của đơn vị theo điểm quy đổi; bằng điểm thì cùng hạng",
    **_under(f"diem_trong_nam{_CODE}", _POINTS_IN_YEAR),
    **_under("cham_diem[]", _SCORE),
    **_under("tthc[]", _PROCEDURE),
    **_under("nhiem_vu[]", _TASK),
}
_OF_DEPARTMENTS = {
    "ma": "mã đơn vị; danh mục có cột thuộc thì trước các đơn vị của một cơ quan có một dòng cộng, mang mã cơ quan",
    "ten": "tên đơn vị, hoặc tên cơ quan kèm số đơn vị được cộng",
}

PRINTED_INFO = (
    *("co_quan_cap_tren", "dia_danh", "ke_hoach", "ten_phu_luc", "noi_nhan_bao_cao"),
    *("nguoi_ky_chuc_danh", "nguoi_ky_ho_ten", "ky_hieu_bao_cao"),
)
"""The keys of sheet Thông tin that the shipped templates print: nothing where the sheet has no such row."""

NAMES: dict[str, str] = {
    "co_quan": "tên cơ quan (sheet Thông tin)",
    f"thong_tin{_CODE}": "thông tin khác, gọi bằng khoá ở sheet Thông tin",
    "ky.ma": "mã kỳ báo cáo",
    "ky.ten": "tên kỳ báo cáo",
    "ky.tu_ngay": "ngày đầu kỳ",
    "ky.den_ngay": "ngày cuối kỳ",
    **_under("ky.ky_truoc", _BESIDE),
    **_under("ky.luy_ke", _BESIDE),
    "ngay": "ngày của báo cáo (--date); trống nếu không ghi",
    "ban_nhap": "đúng nếu báo cáo còn là bản nháp",
    **_under(f"chi_tieu{_CODE}", _INDICATOR),
    f"so_lieu{_CODE}": "số liệu của cả cơ quan; trống nếu không đơn vị nào báo cáo",
    f"ten_so_lieu{_CODE}": "tên ngắn của số liệu, không có thì là tên: cho đầu cột",
    f"diem{_CODE}": "điểm của mục; trống nếu bảng chấm điểm không cho điểm",
    **_TOTALS,
    **_under("diem_co_quan", _TOTALS | {"hang": "trống: cơ quan không xếp hạng"}),
    **_under("don_vi[]", _UNIT),
    **_under("dong_don_vi[]", _UNIT | _OF_DEPARTMENTS),
    **_under("tthc[]", _PROCEDURE),
    "linh_vuc[].ten": "tên lĩnh vực",
    f"linh_vuc[].{FIGURE}": "số liệu cộng theo lĩnh vực",
    **_under("linh_vuc[].tthc[]", _PROCEDURE),
    "ke_hoach[].khoa": "khoá của dòng kế hoạch",
    "ke_hoach[].ma": "mã như in trong kế hoạch",
    "ke_hoach[].noi_dung": "nội dung",
    "ke_hoach[].cap": "cấp của dòng (mục, nhiệm vụ, dòng con)",
    "ke_hoach[].chu_tri": "đơn vị chủ trì như in trong kế hoạch",
    "ke_hoach[].san_pham": "sản phẩm",
    "ke_hoach[].thoi_gian": "thời gian",
    **_under("ke_hoach[]", _OF_PLAN),
    "ke_hoach[].ket_qua": "tình hình, và kết quả các đơn vị ghi, theo đơn vị",
    "ke_hoach[].tinh_hinh": "tỷ lệ, điểm, các đơn vị theo trạng thái",
    "ke_hoach[].dat": "Đạt, Không đạt so với yêu cầu của dòng; trống nếu không có yêu cầu",
    "ke_hoach[].ket_luan": "kết luận về yêu cầu; về nhiệm vụ: Hoàn thành: 8/10 đơn vị, …",
    "ke_hoach[].ly_do": "vì sao không đạt hoặc chưa xét được",
    "ke_hoach[].nguyen_nhan": "nguyên nhân các đơn vị ghi, theo đơn vị",
    "ke_hoach[].giai_phap": "giải pháp các đơn vị ghi, theo đơn vị",
    "ke_hoach[].ghi_chu": "ghi chú các đơn vị ghi, theo đơn vị",
    **_under("ke_hoach[].nhiem_vu[]", _TASK),
    **_under("ke_hoach[].con_lai[]", _LEFT_OVER),
    "ke_hoach[].doan[].ket_qua": "kết quả, cắt thành đoạn vừa một dòng in",
    "ke_hoach[].doan[].nguyen_nhan": "nguyên nhân của cùng đoạn",
    "ke_hoach[].doan[].giai_phap": "giải pháp của cùng đoạn",
    "ke_hoach[].doan[].ghi_chu": "ghi chú của cùng đoạn",
    **_under("xep_hang[]", _RANK),
    "nam.ten": "năm của kỳ báo cáo",
    **_under("nam.ky[]", _PERIOD_OF_YEAR),
    "nam.so_ky": "số kỳ của năm đã có số liệu, tính đến kỳ báo cáo",
    **_under("nam.xep_hang[]", _RANK),
    "nam.xep_hang[].ky": "tên kỳ mới nhất báo cáo thứ hạng ấy",
    **_under(f"diem_trong_nam{_CODE}", _POINTS_IN_YEAR),
    **_under("cham_diem[]", _SCORE),
    "cot_diem[].ma": "cột điểm có số của bảng tự chấm, gọi bằng c[x.ma]: diem_toi_da, tu_cham, tham_dinh, duyet, diem",
    "cot_diem[].ten": "tên cột điểm",
    "cot_diem_don_vi[].ma": "cột điểm có số ở điểm từng đơn vị",
    "cot_diem_don_vi[].ten": "tên cột điểm",
    "cot_tong_diem[].ma": "cột có số ở tổng hợp điểm, gọi bằng u[x.ma]: tong_diem_toi_da, tong_diem, diem_quy_doi, …",
    "cot_tong_diem[].ten": "tên cột",
    "thieu[].ma": "mã đơn vị còn thiếu",
    "thieu[].ten": "tên đơn vị còn thiếu",
    "thieu[].ly_do": "chưa gửi, bị từ chối hay thiếu kỳ nào",
    "thieu[].chap_nhan": "đúng nếu đã chấp nhận thiếu",
    "van_de[].muc_do": "Lỗi hoặc Cảnh báo",
    "van_de[].ma": "mã vấn đề",
    "van_de[].tep": "tệp",
    "van_de[].sheet": "sheet",
    "van_de[].o": "ô",
    "van_de[].don_vi": "đơn vị",
    "van_de[].noi_dung": "nội dung và cách sửa",
    "tep[].ten": "tên tệp đã nhận",
    "tep[].don_vi": "của đơn vị",
    "tep[].trang_thai": "đã gộp, bị từ chối, có bản mới hơn, bỏ qua",
    "tep[].ghi_chu": "lý do",
    "tep[].sha256": "mã SHA-256 của tệp, để đối chiếu",
    "khac_phat_hanh[].ten": "tên số nay khác bản đã phát hành (khi phát hành thì danh sách này trống)",
    "khac_phat_hanh[].don_vi": "của đơn vị; “Cả cơ quan” nếu là số chung",
    "khac_phat_hanh[].cu": "số đã phát hành, như in ra",
    "khac_phat_hanh[].moi": "số hiện nay, như in ra",
    "khac_phat_hanh[].tep": "tệp đưa số mới vào",
}

FILTER_MEANINGS: dict[str, str] = {
    "phan_tram": "86,76 (hai số lẻ, không kèm %); phan_tram(1): một số lẻ; 0/0 là “Không phát sinh”",
    "so": "1.234; 4,5 (đủ số lẻ của số); so(1): một số lẻ",
    "ngay": "14/03/2022",
    "la_ma": "4 thành IV",
    "khong_phat_sinh": "0/0 thành “Không phát sinh”, giá trị khác giữ nguyên",
}
_LOOP_NAMES = {"don_vi": "u", "dong_don_vi": "u", "tthc": "t", "nhiem_vu": "n", "linh_vuc": "l", "ke_hoach": "k"}
_STEP = re.compile(r'([^.\[\]]+)(\[\]|\["…"\])?\.?')
_LONGEST = 60


class Name(msgspec.Struct, frozen=True):
    """A name as a template writes it, the loops it stands in, its meaning, and an example ("" where there is none)."""

    written: str
    loops: tuple[str, ...]
    meaning: str
    example: str


def listed(context: Mapping[str, object], catalogue: Catalogue) -> list[Name]:
    """The table with examples from a run's context."""
    info = context["thong_tin"]
    codes = {
        "thong_tin": [key for key, value in info.items() if value] if isinstance(info, Mapping) else [],
        "chi_tieu": list(catalogue.indicators),
        "so_lieu": list(catalogue.figures),
        "ten_so_lieu": list(catalogue.figures),
        "trong_nam": list(catalogue.periods),
        "diem_trong_nam": list(catalogue.periods),
        "diem": [rule.key for rule in catalogue.scores],
    }
    figure = next((code for code, one in catalogue.figures.items() if one.table.value == "TTHC"), "")
    flag = next(iter(catalogue.flags), "")
    names = []
    for path, meaning in NAMES.items():
        steps = _STEP.findall(path.replace(FIGURE, figure).replace(FLAG, flag))
        written, loops = _written(steps, codes)
        names.append(Name(written, loops, meaning, _example(_values([context], steps))))
    return names


def _written(steps: Sequence[tuple[str, str]], codes: Mapping[str, Sequence[str]]) -> tuple[str, tuple[str, ...]]:
    """How an author writes a path: "u.ten", inside of "for u in don_vi"."""
    written, loops = "", []
    for name, kind in steps:
        written = f"{written}.{name}" if written else name
        if kind == _CODE:
            written += f'["{next(iter(codes.get(name, ())), "…")}"]'
        elif kind == "[]":
            short = _LOOP_NAMES.get(name, "x")
            loops.append(f"for {short} in {written}")
            written = short
    return written, tuple(loops)


def _values(found: Iterable[object], steps: Sequence[tuple[str, str]]) -> Iterator[object]:
    """Every value at a path."""
    for name, kind in steps:
        found = [_member(problem, name) for problem in found]
        if kind == "[]":
            found = [item for problem in found if isinstance(problem, list | tuple) for item in problem]
        elif kind:
            found = [item for problem in found if isinstance(problem, Mapping) for item in problem.values()]
    return iter(found)


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _example(values: Iterable[object]) -> str:
    """The first value that says something, on one line."""
    for value in values:
        text = " ".join(str(as_text(value)).split())
        if text:
            return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return ""
