"""Make the workbooks of templates/bao-cao/. An officer changes them in Excel; this script only starts them.

python -m scripts.make_report_templates
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from scripts.report_page import FONT, HEAD_SHADE, Page, book

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "templates" / "bao-cao"
SLOTS = len((ROOT / "scripts" / "danh-muc" / "chi-tieu.tsv").read_text("utf-8").splitlines()) - 1
"""Columns for ratios: as many as the shipped catalogue has. They are filled in the catalogue's order."""
RECEIVED = ("tn_truc_tuyen", "tn_truc_tiep", "tn_ky_truoc")
SETTLED = ("gq_truoc_han", "gq_dung_han", "gq_qua_han")
IN_HAND = ("dang_trong_han", "dang_qua_han")
SHADE = "#F2F2F2"

# The locale in a number format: LibreOffice shows 1.234 on every computer; Excel shows it where Windows is Vietnamese
# (it takes its separators from Windows, whatever the format says). Ratios and figures with decimals bring their own.
COUNT, PLAIN = "[$-42A]#,##0", "[$-42A]General"

PERIOD = "{{ ky.ten }} (từ ngày {{ ky.tu_ngay | ngay }} đến ngày {{ ky.den_ngay | ngay }})"
VALUE = "C.gia_tri"
"""A ratio as a number with its format, words where there is none ("Không phát sinh"); `C` stands for it."""
NOT_WHOLE = "{% if ky.ky_truoc.chua_du %} ({{ ky.ky_truoc.chua_du }}){% endif %}"
"""Behind the words for the previous period: that units of it are absent."""


def plan(made: Any) -> None:
    """The plan's table as printed, with results."""
    page = Page(made, "Phụ lục", (10, 42, 18, 14, 15, 54, 25, 25, 25, 17), split=4)
    page.letterhead()
    under = 'Kết quả thực hiện {{ ky.ten }} theo {{ thong_tin["ke_hoach"] }}'
    page.title("PHỤ LỤC", '{{ thong_tin["ten_phu_luc"] | upper }}', under)
    page.next(6)
    page.headings(
        (
            "Mục",
            "Nội dung",
            "Đơn vị chủ trì",
            "Sản phẩm",
            "Thời gian",
            "Kết quả thực hiện",
            "Đánh giá",
            "Nguyên nhân",
            "Giải pháp",
            "Ghi chú",
        )
    )
    first = page.row
    whole = [
        "{{ k.ma }}",
        "{{ k.noi_dung }}",
        *(f"{{{{ k.{name} }}}}" for name in ("chu_tri", "san_pham", "thoi_gian")),
    ]
    written = [f"{{{{ d.{name} }}}}" for name in ("nguyen_nhan", "giai_phap", "ghi_chu")]
    told = ["{{ d.ket_qua }}", said("k"), *written]
    more = ["{{ k.ma }}", "(tiếp theo)", "", "", "", "{{ d.ket_qua }}", "", *written]

    def looks(**about: object) -> list[Any]:
        text = page.style(border=1, valign="top", font_size=10, align="left", **about)
        centre = page.style(border=1, valign="top", font_size=10, align="center", **about)
        return [centre, text, text, centre, centre, text, centre, text, text, text]

    page.tag("{%tr for k in ke_hoach %}")
    page.tag("{%tr for d in k.doan %}")
    page.tag("{%tr if not loop.first %}")
    page.line(more, looks())
    page.tag('{%tr elif k.cap == "phần" %}')
    page.line([*whole, *told], looks(bold=True, bg_color=SHADE), "x")
    page.tag('{%tr elif k.cap == "ý" %}')
    page.line([*whole, *told], looks(italic=True))
    page.tag("{%tr else %}")
    page.line([*whole, *told], looks(), '{{ "x" if not (k.chu_tri or k.san_pham or k.thoi_gian) }}')
    page.tag("{%tr endif %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.headings_go_along()
    page.judged(first, page.row - 1, (6, 6))
    kept = page.row
    rows = "ke_hoach | rejectattr('cap', 'equalto', 'ý')"
    counted = f"{{{{ {rows} | selectattr('dat', 'equalto', '%s') | list | length }}}}"
    summary = f"Tổng hợp: {counted % 'Đạt'} mục đạt yêu cầu, {counted % 'Không đạt'} mục không đạt yêu cầu. Đạt, Không "
    summary += "đạt chỉ ghi ở mục có yêu cầu; nhiệm vụ ghi theo số đơn vị đã hoàn thành trên số đơn vị phải thực hiện."
    page.across(summary, 0, page.last, border=1, bold=True)
    page.next()
    page.completeness()
    page.sign(kept)


def said(of: str) -> str:
    """What is said of a row, and below it why."""
    return f"{{{{ {of}.ket_luan }}}}{{% if {of}.ly_do %}}\n({{{{ {of}.ly_do }}}}){{% endif %}}"


def ratios(made: Any) -> None:
    """Units x ratios, the department, change, year to date; then each ratio beside its definition, and a chart."""
    _matrix(made)
    _definitions(made)
    _chart(made)


def each(text: str, of: str = "ct") -> list[str]:
    """A cell for each ratio of the list `of`: `C` in the text is the ratio; blank where the catalogue has fewer."""
    return [f"{{{{ ({text.replace('C', f'{of}[{at}]')}) if {of} | length > {at} }}}}" for at in range(SLOTS)]


def _matrix(made: Any) -> None:
    page = Page(made, "Tổng hợp tỷ lệ", (9, 44, *(16 for _ in range(SLOTS)), 16), split=5)
    page.letterhead()
    page.title("TỔNG HỢP TỶ LỆ CẢI CÁCH HÀNH CHÍNH", PERIOD)
    page.next(6)
    page.tag("{%tr set ct = chi_tieu.values() | list %}")
    numbered = [f"({at + 1})" for at in range(SLOTS)]
    page.headings(
        ["STT", "Đơn vị", *each("C.ten_ngan"), "Chỉ tiêu chưa đạt"],
        ["^", "^", *each("C.don_vi_tinh"), "^"],
        ["^", "^", *numbered, "^"],
        size=9.5,
    )
    small: dict[str, object] = {"border": 1, "font_size": 9.5, "align": "center"}
    shaded: dict[str, object] = {"bg_color": SHADE, "bold": True}
    text, centre = page.style(border=1, font_size=9.5), page.style(**small)
    bold, bold_text = page.style(**small | shaded), page.style(border=1, font_size=9.5, **shaded)

    def row(name: str, cells: Sequence[str], looks: tuple[Any, Any, Any], number: str = "", failed: str = "") -> None:
        edge, named, inner = looks
        page.line([number, name, *cells, failed], [edge, named, *(inner for _ in cells), edge])

    failed = "{% for c in L %}{% if c.dat == 'Không đạt' %}({{ loop.index }}) {% endif %}{% endfor %}"
    number = (centre, text, centre)
    page.tag("{%tr for u in dong_don_vi %}")
    page.tag("{%tr set cu = u.chi_tieu.values() | list %}")
    row("{{ u.ten }}", each(VALUE, "cu"), number, "{{ loop.index }}", failed.replace("L", "cu"))
    page.tag("{%tr endfor %}")
    whole = (bold, bold_text, bold)
    row("Toàn cơ quan", each(VALUE), whole, failed=failed.replace("L", "ct"))
    count = (centre, text, page.style(**small | {"text_wrap": False, "shrink": True}, num_format=COUNT))
    row("Tử số", each("C.tu_so"), count)
    row("Mẫu số", each("C.mau_so"), count)
    page.tag("{%tr if ct | selectattr('ky_truoc.hien') | list %}")
    row("Kỳ trước", each(VALUE.replace("C.", "C.ky_truoc.")), number)
    page.tag("{%tr if ky.ky_truoc.chua_du %}")
    row("Kỳ trước {{ ky.ky_truoc.chua_du }}", each("''"), number)
    page.tag("{%tr endif %}")
    row("Thay đổi so với kỳ trước (điểm)", each("C.thay_doi"), number)
    page.tag("{%tr endif %}")
    page.tag("{%tr if ct | selectattr('luy_ke.hien') | list %}")
    row("Lũy kế từ đầu năm", each(VALUE.replace("C.", "C.luy_ke.")), number)
    page.tag("{%tr endif %}")
    row("Yêu cầu", each("C.yeu_cau"), (centre, text, centre))
    row("Đánh giá", each("C.ket_luan"), (bold, bold_text, bold))
    page.judged(page.row - 1, page.row - 1, (2, 1 + SLOTS))
    page.tag("{%tr if ct | selectattr('ly_do') | list %}")
    row("Lý do", each("C.ly_do"), (centre, text, centre))
    page.tag("{%tr endif %}")
    page.tag(f"{{%tr if ct | length > {SLOTS} %}}")
    more = f"Bảng có cột cho {SLOTS} chỉ tiêu đầu của danh mục; các chỉ tiêu sau xem ở sheet Cách tính."
    page.across(more, 0, page.last, italic=True, align="left")
    page.next()
    page.tag("{%tr endif %}")
    kept = page.row
    page.completeness()
    page.across("Cách tính từng tỷ lệ in ở trang sau (sheet Cách tính).", 0, page.last, italic=True, align="left")
    page.next()
    page.sign(kept)


def _definitions(made: Any) -> None:
    """Every ratio of the department beside its definition."""
    page = Page(made, "Cách tính", (10, 40, 88, 15, 15, 17, 24, 36), split=3)
    page.title("CÁCH TÍNH VÀ KẾT QUẢ TỪNG TỶ LỆ CỦA TOÀN CƠ QUAN", PERIOD)
    page.next(6)
    page.headings(("Cột", "Tỷ lệ", "Cách tính", "Tử số", "Mẫu số", "Kết quả", "Yêu cầu", "Đánh giá"))
    first = page.row
    small: dict[str, object] = {"border": 1, "valign": "top", "font_size": 9.5}
    text, centre = page.style(**small), page.style(**small, align="center")
    count = page.style(**small, align="center", num_format=COUNT)
    bold = page.style(**small, align="center", bold=True)
    page.tag("{%tr for c in chi_tieu.values() %}")
    names = ("ten", "dinh_nghia", "tu_so", "mau_so", "hien", "yeu_cau")
    cells = ["({{ loop.index }})", *(f"{{{{ c.{name} }}}}" for name in names), said("c")]
    page.line(cells, [centre, text, text, count, count, bold, centre, bold])
    page.tag("{%tr endfor %}")
    page.judged(first, page.row - 1, (7, 7))
    page.page.print_area(0, 0, page.row - 1, page.last)


def _chart(made: Any) -> None:
    """The department's percentages as bars, this period and the last one, above the numbers they show."""
    page = Page(made, "Biểu đồ", (80, 26, 26, 28), split=1, landscape=False)
    page.title("TỶ LỆ CỦA TOÀN CƠ QUAN", PERIOD)
    page.next(6)
    top, height = page.row, 540
    page.next(height * 0.75)
    page.next(8)
    known = "chi_tieu.values() | selectattr('ky_truoc.hien') | list"
    beside = f"{{{{ 'Kỳ trước' if {known} else 'Kỳ trước (chưa có)' }}}}{NOT_WHOLE}"
    page.headings(("Tỷ lệ", "Kỳ này", beside, "Yêu cầu"))
    text, number = page.style(border=1), page.style(border=1, align="center")
    at = page.row
    page.tag('{%tr for c in chi_tieu.values() if c.don_vi_tinh == "%" and c.ty_le is not none %}')
    before = "{{ c.ky_truoc.gia_tri if c.ky_truoc.ty_le is not none }}"
    page.line(["{{ c.ten_ngan }}", "{{ c.gia_tri }}", before, "{{ c.yeu_cau }}"], [text, number, number, number])
    page.tag("{%tr endfor %}")
    page.page.print_area(0, 0, page.row - 1, page.last)
    name = page.page.get_name()
    chart = made.add_chart({"type": "bar"})
    font: dict[str, object] = {"name": FONT, "size": 10}
    looks = ({"fill": {"color": "#404040"}}, {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#404040"}})
    for column, look in zip((1, 2), looks, strict=True):
        chart.add_series(
            {
                "name": [name, at - 1, column],
                "categories": [name, at + 1, 0, at + 1, 0],
                "values": [name, at + 1, column, at + 1, column],
                "border": {"color": "#000000", "width": 0.75},
                "data_labels": {"value": True, "font": font},
                "gap": 60,
            }
            | look
        )
    chart.set_title({"none": True})
    lines = {"visible": True, "line": {"color": "#BFBFBF", "dash_type": "dash"}}
    scale = {"min": 0, "max": 1.18, "major_unit": 0.2, "num_format": "0%"}
    chart.set_x_axis(scale | {"num_font": font, "major_gridlines": lines})
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": font})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": sum(page.widths), "height": height})
    page.page.insert_chart(top, 0, chart)


def dossiers(made: Any) -> None:
    """Form II.06a: thirteen columns, a row for each field and its procedures."""
    page = Page(made, "II.06a", (9, 93, *(13 for _ in range(11))), split=4)
    page.letterhead()
    page.title("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", f"Kỳ báo cáo: {PERIOD}")
    left, right = (0, page.split - 1), (page.split, page.last)
    page.across("Biểu số II.06a/VPCP/KSTT", *left, bold=True, align="left")
    page.across("Đơn vị tính: hồ sơ", *right, italic=True, align="right")
    page.next(18)
    page.headings(
        ("STT", "Lĩnh vực, thủ tục", "Số hồ sơ tiếp nhận", "<", "<", "<", "Số hồ sơ đã giải quyết", "<", "<", "<",
         "Số hồ sơ đang giải quyết", "<", "<"),
        ("^", "^", "Tổng số", "Trong kỳ", "<", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số",
         "Trong hạn", "Quá hạn"),
        ("^", "^", "^", "Trực tuyến", "Trực tiếp, bưu chính", "^", "^", "^", "^", "^", "^", "^", "^"),
        ("(1)", "(2)", "(3)=(4)\n+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)\n+(9)+(10)", "(8)", "(9)", "(10)",
         "(11)=\n(12)+(13)", "(12)", "(13)"),
    )  # fmt: skip

    def cells(first: str, second: str, of: str, close: str = "") -> list[str]:
        def shown(codes: Sequence[str]) -> list[str]:
            return [f"{{{{ {of}{code}{close} }}}}" for code in codes]

        at = page.row + 1
        return [
            first, second, f"=D{at}+E{at}+F{at}", *shown(RECEIVED), f"=H{at}+I{at}+J{at}", *shown(SETTLED),
            f"=L{at}+M{at}", *shown(IN_HAND),
        ]  # fmt: skip

    def formats(**more: object) -> list[Any]:
        number = page.style(border=1, align="center", num_format=COUNT, text_wrap=False, shrink=True, **more)
        return [
            page.style(border=1, align="center", **more),
            page.style(border=1, **more),
            *(number for _ in range(11)),
        ]

    page.tag("{%tr for l in linh_vuc %}")
    page.line(cells("{{ loop.index | la_ma }}", "{{ l.ten }}", "l."), formats(bold=True, bg_color=SHADE), "x")
    page.tag("{%tr for t in l.tthc %}")
    page.line(cells("{{ loop.index }}", "{{ t.ten }} ({{ t.ma }})", "t."), formats())
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.headings_go_along()
    kept = page.row
    page.line(cells("", "Tổng cộng", 'so_lieu["', '"]'), formats(bold=True, bg_color=HEAD_SHADE))
    page.completeness()
    page.sign(kept)


def scores(made: Any) -> None:
    """The self-score with its evidence; then the totals of all units, and what each of them has."""
    _score_table(made)
    _score_totals(made)
    _scores_by_unit(made)


GIVEN = ("tu_cham", "tham_dinh", "duyet", "diem")
"""Points as they go from one to the next; the last are those that count."""
GIVEN_HEADS = ("Điểm tự chấm", "Thẩm định", "Duyệt", "Điểm được tính")


def _score_table(made: Any) -> None:
    page = Page(made, "Tự chấm điểm", (14, 52, 14, 12.5, 12.5, 12.5, 12.5, 12.5, 51, 21, 31), split=4)
    page.letterhead()
    page.title("BẢNG TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH", '{{ ky.ten }}, theo {{ thong_tin["ke_hoach"] }}')
    page.next(6)
    page.headings(
        ("Mục", "Nội dung", "Cách chấm", "Điểm tối đa", *GIVEN_HEADS, "Kết quả, tài liệu kiểm chứng", "Đánh giá",
         "Cách tính, căn cứ")
    )  # fmt: skip
    first = page.row
    small: dict[str, object] = {"border": 1, "valign": "top", "font_size": 10}
    text, centre = page.style(**small, align="left"), page.style(**small, align="center")
    points = page.style(**small, align="center", num_format=PLAIN)
    looks = [centre, text, centre, *(points for _ in range(5)), text, centre, text]
    basis = "{{ c.cach_tinh }}{% if c.cach_tinh and c.can_cu %}; {% endif %}{{ c.can_cu }}"
    names = [f"{{{{ c.{name} }}}}" for name in ("muc", "noi_dung", "cach_cham", "diem_toi_da", *GIVEN)]
    page.tag("{%tr for c in cham_diem %}")
    page.tag("{%tr for d in c.doan %}")
    page.tag("{%tr if loop.first %}")
    page.line([*names, "{{ d }}", said("c"), basis], looks)
    page.tag("{%tr else %}")
    page.line(["{{ c.muc }}", "(tiếp theo)", *("" for _ in range(6)), "{{ d }}", "", ""], looks)
    page.tag("{%tr endif %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.judged(first, page.row - 1, (9, 9))
    kept = page.row
    bold = page.style(border=1, bold=True, align="center", num_format=PLAIN, bg_color=HEAD_SHADE)
    bolds = [bold for _ in range(page.last + 1)]

    def total(name: str, most: str, given: str, told: str = "") -> None:
        page.line(["", name, "", most, "", "", "", given, told, "", ""], bolds)

    total("Tổng điểm", "{{ tong_diem_toi_da }}", "{{ tong_diem }}")
    page.tag("{%tr if diem_quy_doi is not none %}")
    total("Quy về thang điểm 100", "100", "{{ diem_quy_doi }}", "{{ xep_loai }}")
    page.tag("{%tr endif %}")
    note = "Mục mà văn bản giao chưa quy định điểm thì để trống cột điểm, chỉ ghi kết quả và đánh giá."
    page.across(note, 0, page.last, italic=True, align="left")
    page.next(17)
    page.completeness()
    page.sign(kept)


def _score_totals(made: Any) -> None:
    page = Page(made, "Tổng hợp điểm", (8, 60, 16, 18, 18, 14, 24), split=3)
    page.title("TỔNG HỢP ĐIỂM CỦA CƠ QUAN VÀ CÁC ĐƠN VỊ", PERIOD)
    page.next(6)
    page.headings(("STT", "Đơn vị", "Tổng điểm", "Điểm tối đa được tính", "Quy về thang 100", "Xếp hạng", "Xếp loại"))
    names = ("tong_diem", "tong_diem_toi_da", "diem_quy_doi")

    def row(number: str, name: str, of: str, rank: str, **look: object) -> None:
        centre = page.style(border=1, align="center", num_format=PLAIN, **look)
        told = [f"{{{{ {of}{one} }}}}" for one in names]
        page.line([number, name, *told, rank, f"{{{{ {of}xep_loai }}}}"],
                  [centre, page.style(border=1, **look), *(centre for _ in range(5))])  # fmt: skip

    row("", "Toàn cơ quan", "", "", bold=True, bg_color=SHADE)
    page.tag("{%tr for u in don_vi %}")
    row("{{ loop.index }}", "{{ u.ten }}", "u.", "{{ u.hang }}")
    page.tag("{%tr endfor %}")
    note = "Mục không áp dụng, không tính thì không có trong điểm tối đa. Bằng điểm thì cùng hạng."
    page.across(note, 0, page.last, italic=True, align="left")
    page.next(17)
    page.page.print_area(0, 0, page.row - 1, page.last)


def _scores_by_unit(made: Any) -> None:
    page = Page(made, "Điểm từng đơn vị", (13, 60, 13, 12, 12, 12, 12, 66), split=3)
    page.title("ĐIỂM TỪNG ĐƠN VỊ THEO MỤC", PERIOD)
    page.next(6)
    page.headings(("Mục", "Nội dung", "Điểm tối đa", *GIVEN_HEADS, "Lý do, minh chứng"))
    small: dict[str, object] = {"border": 1, "valign": "top", "font_size": 10}
    text, centre = page.style(**small, align="left"), page.style(**small, align="center")
    points = page.style(**small, align="center", num_format=PLAIN)
    shaded: dict[str, object] = {"border": 1, "bold": True, "bg_color": SHADE}
    bold, bold_points = page.style(**shaded), page.style(**shaded, align="center", num_format=PLAIN)
    page.tag("{%tr for u in don_vi if u.tong_diem is not none %}")
    page.line(["", "{{ u.ten }}", "{{ u.tong_diem_toi_da }}", "", "", "", "{{ u.tong_diem }}", ""],
              [bold, bold, *(bold_points for _ in range(5)), bold], "x")  # fmt: skip
    page.tag("{%tr for c in u.cham_diem if c.tu_cham is not none or c.diem is not none %}")
    names = [f"{{{{ c.{name} }}}}" for name in ("muc", "noi_dung", "diem_toi_da", *GIVEN)]
    looks = [centre, text, *(points for _ in range(5)), text]
    page.tag("{%tr for d in c.doan %}")
    page.tag("{%tr if loop.first %}")
    page.line([*names, "{{ d }}"], looks)
    page.tag("{%tr else %}")
    page.line(["{{ c.muc }}", "(tiếp theo)", *("" for _ in range(5)), "{{ d }}"], looks)
    page.tag("{%tr endif %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.headings_go_along()
    kept = page.row
    page.across("Chỉ in mục đã có điểm.", 0, page.last, italic=True, align="left")
    page.next(17)
    page.end(kept)


REPORTS: tuple[tuple[str, str, Callable[[Any], None]], ...] = (
    ("phu-luc-khac-phuc-ton-tai.xlsx", "Phụ lục kết quả thực hiện kế hoạch", plan),
    ("tong-hop-ty-le.xlsx", "Tổng hợp tỷ lệ cải cách hành chính", ratios),
    ("tinh-hinh-giai-quyet-tthc.xlsx", "Tình hình, kết quả giải quyết thủ tục hành chính", dossiers),
    ("bang-tu-cham-diem.xlsx", "Bảng tự chấm điểm cải cách hành chính", scores),
)


def make(folder: Path) -> None:
    """Write the reports into a folder."""
    for name, title, draw in REPORTS:
        book(folder / name, title, draw)


if __name__ == "__main__":
    make(FOLDER)
