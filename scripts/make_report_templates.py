"""Make the workbooks of templates/bao-cao/. An officer changes them in Excel; this script only starts them.

python -m scripts.make_report_templates
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from scripts.report_page import ALL_THERE, FONT, HEAD_SHADE, NAMES_MISSING, Page, book
from scripts.year_report import year

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "templates" / "bao-cao"
RECEIVED = ("tn_truc_tuyen", "tn_truc_tiep", "tn_ky_truoc")
SETTLED = ("gq_truoc_han", "gq_dung_han", "gq_qua_han")
IN_HAND = ("dang_trong_han", "dang_qua_han")
SHADE = "#F2F2F2"
GOES_ON = "(tiếp theo)"

# The locale in a number format: LibreOffice shows 1.234 on every computer; Excel shows it where Windows is Vietnamese
# (it takes its separators from Windows, whatever the format says). Ratios and figures with decimals bring their own.
COUNT, PLAIN = "[$-42A]#,##0", "[$-42A]General"

PERIOD = "{{ ky.ten }} (từ ngày {{ ky.tu_ngay | ngay }} đến ngày {{ ky.den_ngay | ngay }})"
VALUE = "C.gia_tri"
"""A ratio as a number with its format, words where there is none ("Không phát sinh"); `C` stands for it."""
NOT_WHOLE = "{% if ky.ky_truoc.chua_du %} ({{ ky.ky_truoc.chua_du }}){% endif %}"
"""Behind the words for the previous period: that units of it are absent."""


SHORT_VALUE = (
    "('KPS' if C.hien == 'Không phát sinh' else '…' if C.hien == 'Chưa có số liệu' else C.gia_tri if C.hien else '–')"
)
"""The same in a narrow column: "–" where the ratio is not the unit's, "…" where figures are not in, as in statistical
yearbooks."""


def plan(made: Any) -> None:
    """The plan's table as printed, with results."""
    page = Page(made, "Phụ lục", (10, 55, 18, 14.6, 14.6, 57.8, 20, 24.5, 24.5, 10.4), split=4)
    page.letterhead()
    under = 'Kết quả thực hiện {{ ky.ten }} theo {{ thong_tin["ke_hoach"] }}'
    page.title("PHỤ LỤC", '{{ thong_tin["ten_phu_luc"] | upper }}', under)
    page.next(3)
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
    more = ["{{ k.ma }}", f"{GOES_ON} {{{{ k.noi_dung | truncate(40) }}}}", "", "", "", "{{ d.ket_qua }}", "", *written]

    def looks(**about: object) -> list[Any]:
        look: dict[str, object] = {"border": 1, "bottom": 0, "valign": "top", "font_size": 10} | about
        text, centre = page.style(**look, align="left", indent=1), page.style(**look, align="center")
        judged = page.style(**look | {"font_size": 9}, align="center")
        return [centre, text, centre, centre, centre, text, judged, text, text, centre]

    page.tag("{%tr for k in ke_hoach %}")
    page.tag("{%tr for d in k.doan %}")
    page.tag("{%tr if not loop.first %}")
    page.line(more, looks(top=0), goes_on=True)
    page.tag('{%tr elif k.cap == "phần" %}')
    page.line([*whole, *told], looks(bold=True, bg_color=SHADE), "x")
    page.tag('{%tr elif k.cap == "ý" %}')
    page.line([*whole, *told], looks(italic=True))
    page.tag("{%tr else %}")
    page.line([*whole, *told], looks(), '{{ "x" if not (k.chu_tri or k.san_pham or k.thoi_gian or k.ket_qua) }}')
    page.tag("{%tr endif %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.headings_go_along()
    page.goes_on(2)
    page.judged(first, page.row - 1, (6, 6))
    rows = "ke_hoach | rejectattr('cap', 'equalto', 'ý')"
    kept = page.row
    counted = f"{{{{ {rows} | selectattr('dat', 'equalto', '%s') | list | length }}}}"
    summary = f"Tổng hợp: {counted % 'Đạt'} mục đạt yêu cầu, {counted % 'Không đạt'} mục không đạt yêu cầu. Đạt, Không "
    summary += "đạt chỉ ghi ở mục có yêu cầu; nhiệm vụ ghi theo số đơn vị đã hoàn thành trên số đơn vị phải thực hiện."
    page.across(summary, 0, page.last, border=1, bold=True, font_size=10)
    page.next()
    page.short_names()
    page.completeness()
    page.sign(kept)


def said(of: str) -> str:
    """What is said of a row, and below it why."""
    return f"{{{{ {of}.ket_luan }}}}{{% if {of}.ly_do %}}\n({{{{ {of}.ly_do }}}}){{% endif %}}"


def ratios(made: Any) -> None:
    """Units x ratios, the department, change, year to date; then each ratio beside its definition, and a chart."""
    _matrix(made)
    _definitions(made)
    chart(made)


def _matrix(made: Any) -> None:
    """The columns of the tags, C and E, vanish; D stands once for each ratio."""
    page = Page(made, "Tổng hợp tỷ lệ", (7.4, 45.5, 2, 16.93, 2, 11.7), split=2)
    page.letterhead()
    page.title("TỔNG HỢP TỶ LỆ CẢI CÁCH HÀNH CHÍNH", PERIOD)
    page.next(3)
    page.tag("{%tr set ct = chi_tieu.values() | list %}")
    page.headings(
        [
            "STT",
            "Đơn vị",
            "{%tc for C in chi_tieu.values() %}",
            "{{ C.ten_ngan }}",
            "{%tc endfor %}",
            "Chưa đạt",
        ],
        ["^", "^", "", "({{ loop.index }}) {{ C.don_vi_tinh }}", "", "^"],
        size=9,
    )
    small: dict[str, object] = {"border": 1, "font_size": 9, "align": "center"}
    shaded: dict[str, object] = {"bg_color": SHADE, "bold": True}
    named: dict[str, object] = small | {"align": "left"}
    text, centre = page.style(**named), page.style(**small)
    bold, bold_text = page.style(**small | shaded), page.style(**named | shaded)

    def row(name: str, cell: str, looks: tuple[Any, Any, Any], number: str = "", failed: str = "") -> None:
        edge, named, inner = looks
        page.line([number, name, "", f"{{{{ {cell} }}}}", "", failed], [edge, named, inner, inner, inner, edge])

    failed = "{% for c in L %}{% if c.dat == 'Không đạt' %}({{ loop.index }}) {% endif %}{% endfor %}"
    number = (centre, text, centre)
    page.tag("{%tr for u in dong_don_vi %}")
    of_unit = SHORT_VALUE.replace("C.", "u.chi_tieu[C.ma].")
    name = "{{ u.ten_ngan }}{% if u.kem_theo_ten %} ({{ u.kem_theo_ten }}){% endif %}"
    row(name, of_unit, number, "{{ loop.index }}", failed.replace("L", "u.chi_tieu.values()"))
    page.tag("{%tr endfor %}")
    row("Toàn cơ quan", SHORT_VALUE, (bold, bold_text, bold), failed=failed.replace("L", "ct"))
    count = (centre, text, page.style(**small | {"text_wrap": False, "shrink": True}, num_format=COUNT))
    row("Tử số", "C.tu_so", count)
    row("Mẫu số", "C.mau_so", count)
    page.tag("{%tr if ct | selectattr('ky_truoc.hien') | list %}")
    row("Kỳ trước", SHORT_VALUE.replace("C.", "C.ky_truoc."), number)
    page.tag("{%tr if ky.ky_truoc.chua_du %}")
    row("Kỳ trước {{ ky.ky_truoc.chua_du }}", "''", number)
    page.tag("{%tr endif %}")
    row("Thay đổi so với kỳ trước (điểm)", "C.thay_doi", number)
    page.tag("{%tr endif %}")
    page.tag("{%tr if ct | selectattr('luy_ke.hien') | list %}")
    row("Lũy kế từ đầu năm", SHORT_VALUE.replace("C.", "C.luy_ke."), number)
    page.tag("{%tr endif %}")
    row("Yêu cầu", "C.yeu_cau.split(', ')[0] ~ (' (*)' if ', ' in C.yeu_cau else '')", (centre, text, centre))
    row(
        "Đánh giá", "C.ket_luan", (bold, bold_text, page.style(**small | shaded | {"text_wrap": False, "shrink": True}))
    )
    page.judged(page.row - 1, page.row - 1, (3, 3))
    kept = page.row
    notes = (
        f"{{% if thieu %}}{NAMES_MISSING}{{% else %}}{ALL_THERE}{{% endif %}} Cách tính, tên đầy đủ từng tỷ lệ: "
        "trang sau. “–”: không phải chỉ tiêu của đơn vị; “…”: chưa có số liệu; KPS: không phát sinh."
        "{% for c in ct if ', ' in c.yeu_cau %} (*) ({{ ct.index(c) + 1 }}): {{ c.yeu_cau }}.{% endfor %}"
        "{% for c in ct if c.ly_do %} ({{ ct.index(c) + 1 }}) {{ c.ket_luan }}: {{ c.ly_do }}.{% endfor %}"
    )
    page.across(notes, 0, page.last, italic=True, align="left", font_size=9)
    page.next()
    page.sign(kept)
    page.page.repeat_columns(0, 1)


def _definitions(made: Any) -> None:
    """Every ratio of the department beside its definition."""
    page = Page(made, "Cách tính", (9, 38, 103, 14, 14, 17, 29, 21), split=3)
    page.title("CÁCH TÍNH VÀ KẾT QUẢ TỪNG TỶ LỆ CỦA TOÀN CƠ QUAN", PERIOD)
    page.next(3)
    page.headings(("Cột", "Tỷ lệ", "Cách tính", "Tử số", "Mẫu số", "Kết quả", "Yêu cầu", "Đánh giá"))
    first = page.row
    small: dict[str, object] = {"border": 1, "valign": "top", "font_size": 10}
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


BARS: tuple[tuple[str, dict[str, object]], ...] = (
    ("Kỳ này", {"fill": {"color": "#2F6F9F"}}),
    ("Kỳ trước", {"fill": {"color": "#A9C8DF"}}),
    ("Yêu cầu", {"fill": {"none": True}, "border": {"color": "#B9770E", "width": 1}}),
)
"""What the chart shows, in quiet colours that differ on grey paper too."""


def chart(made: Any) -> None:
    """The department's percentages as bars with their values, beside the last period and what is required where there
    is such, above the numbers they show: values at all bars would stand on each other where ratios are many. The last
    column, not printed, holds what is required as a number."""
    page = Page(made, "Biểu đồ", (58, 24, 2, 24, 2, 52), split=1, landscape=False)
    page.title("TỶ LỆ CỦA TOÀN CƠ QUAN", PERIOD)
    page.next(3)
    top, height = page.row, 540
    page.next(height * 0.75)
    page.next(8)
    shown = "{%tc for B in (chi_tieu.values() | selectattr('ky_truoc.hien') | list)[:1] %}"
    page.headings(("Tỷ lệ", "Kỳ này", shown, f"Kỳ trước{NOT_WHOLE}", "{%tc endfor %}", "Yêu cầu"))
    text, number = page.style(border=1), page.style(border=1, align="center")
    at = page.row
    beside = page.last + 1
    page.page.write_string(at - 1, beside, "Yêu cầu", page.style(font_size=8))
    page.tag('{%tr for c in chi_tieu.values() if c.don_vi_tinh == "%" and c.ty_le is not none %}')
    page.page.write_string(page.row, beside, "{{ c.muc_yeu_cau }}", page.style(font_size=8))
    before = "{{ c.ky_truoc.gia_tri if c.ky_truoc.ty_le is not none }}"
    cells = ["{{ c.ten_ngan }}", "{{ c.gia_tri }}", "", before, "", "{{ c.yeu_cau }}"]
    page.line(cells, [text, number, number, number, number, number])
    page.tag("{%tr endfor %}")
    page.stretches(5)
    page.page.print_area(0, 0, page.row - 1, page.last)
    name = page.page.get_name()
    drawn = made.add_chart({"type": "bar"})
    font: dict[str, object] = {"name": FONT, "size": 10}
    for column, (told, look) in zip((1, 3, beside), BARS, strict=True):
        drawn.add_series(
            {
                "name": told,
                "categories": [name, at + 1, 0, at + 1, 0],
                "values": [name, at + 1, column, at + 1, column],
                "data_labels": {"value": column == 1, "font": font},
                "gap": 45,
            }
            | look
        )
    drawn.set_title({"none": True})
    lines = {"visible": True, "line": {"color": "#E3E3E3", "width": 0.75}}
    scale = {"min": 0, "max": 1.18, "major_unit": 0.2, "num_format": "0%"}
    drawn.set_x_axis(scale | {"num_font": font, "major_gridlines": lines, "line": {"none": True}})
    drawn.set_y_axis({"reverse": True, "crossing": "max", "num_font": font, "line": {"color": "#808080"}})
    drawn.set_legend({"position": "bottom", "font": font})
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size({"width": sum(page.widths), "height": height})
    page.page.insert_chart(top, 0, drawn)


class DossierForm(NamedTuple):
    """A form of dossiers in thirteen columns, a row for each group and each of its procedures.

    `second`, `on_time`: what columns 2 and 9 are called. `groups`: the loop over groups, each `l`; `named`: what their
    row says; `of_group`: what stands around the code of a figure of theirs; `procedures`: the loop over a group's, each
    `t`; `figures`: the codes of columns 4 to 6, 8 to 10, 12 and 13.
    """

    sheet: str
    second: str
    on_time: str
    groups: str
    named: str
    of_group: tuple[str, str]
    procedures: str
    figures: tuple[Sequence[str], Sequence[str], Sequence[str]]
    widths: tuple[float, ...] = (9, 101.6, 12.9, 11.4, 16.8, 11.4, 12.9, *(11.4, 11.4, 11.4), 15, 11.8, 11.8)
    notes: tuple[str, ...] = ()


FORM_06A = DossierForm(
    "II.06a",
    "Lĩnh vực, thủ tục",
    "Đúng hạn",
    "for l in linh_vuc",
    "{{ l.ten }}",
    ("l.", ""),
    "for t in l.tthc",
    (RECEIVED, SETTLED, IN_HAND),
)
"""Form II.06a as the shipped catalogue's figures fill it: by field."""


def dossiers(made: Any) -> None:
    """Form II.06a of the shipped catalogue."""
    dossier_form(made, FORM_06A)


def dossier_form(made: Any, form: DossierForm) -> None:
    """Form II.06a: thirteen columns."""
    page = Page(made, form.sheet, form.widths, split=4)
    page.letterhead()
    page.title("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", f"Kỳ báo cáo: {PERIOD}")
    left, right = (0, page.split - 1), (page.split, page.last)
    page.across("Biểu số II.06a/VPCP/KSTT", *left, bold=True, align="left")
    page.across("Đơn vị tính: hồ sơ", *right, italic=True, align="right")
    page.next(18)
    page.headings(
        ("STT", form.second, "Số hồ sơ tiếp nhận", "<", "<", "<", "Số hồ sơ đã giải quyết", "<", "<", "<",
         "Số hồ sơ đang giải quyết", "<", "<"),
        ("^", "^", "Tổng số", "Trong kỳ", "<", "Từ kỳ trước", "Tổng số", "Trước hạn", form.on_time, "Quá hạn",
         "Tổng số", "Trong hạn", "Quá hạn"),
        ("^", "^", "^", "Trực tuyến", "Trực tiếp, bưu chính", "^", "^", "^", "^", "^", "^", "^", "^"),
        ("(1)", "(2)", "(3)=(4)+\n(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+\n(9)+(10)", "(8)", "(9)", "(10)",
         "(11)=\n(12)+(13)", "(12)", "(13)"),
        size=9,
    )  # fmt: skip

    def cells(first: str, second: str, of: tuple[str, str]) -> list[str]:
        received, settled, in_hand = ([f"{{{{ {code.join(of)} }}}}" for code in codes] for codes in form.figures)
        at = page.row + 1
        return [
            first, second, f"=D{at}+E{at}+F{at}", *received, f"=H{at}+I{at}+J{at}", *settled, f"=L{at}+M{at}", *in_hand,
        ]  # fmt: skip

    def formats(**more: object) -> list[Any]:
        number = page.style(
            border=1, align="center", num_format=COUNT, text_wrap=False, shrink=True, font_size=10, **more
        )
        return [
            page.style(border=1, align="center", font_size=10, **more),
            page.style(border=1, font_size=10, **more),
            *(number for _ in range(11)),
        ]

    page.tag(f"{{%tr {form.groups} %}}")
    page.line(cells("{{ loop.index | la_ma }}", form.named, form.of_group), formats(bold=True, bg_color=SHADE), "x")
    page.tag(f"{{%tr {form.procedures} %}}")
    page.line(cells("{{ loop.index }}", "{{ t.ten }} ({{ t.ma }})", ("t.", "")), formats())
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.headings_go_along()
    kept = page.row
    page.line(cells("", "Tổng cộng", ('so_lieu["', '"]')), formats(bold=True, bg_color=HEAD_SHADE))
    for note in form.notes:
        page.across(note, 0, page.last, italic=True, align="left", font_size=10)
        page.next()
    page.completeness()
    page.sign(kept)


def scores(made: Any) -> None:
    """The self-score with its evidence; then what all units have, and what is said of their points."""
    score_table(made, "Tự chấm điểm", "BẢNG TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH")
    points_of_units(made, "Tổng hợp điểm", "TỔNG HỢP ĐIỂM CỦA CƠ QUAN VÀ CÁC ĐƠN VỊ", "Toàn cơ quan")
    _reasons_of_units(made)


_BASIS = "('Cách chấm: ' ~ c.cach_cham if c.cach_cham, c.cach_tinh, c.can_cu) if t"
HOW = (
    "Cách chấm, căn cứ",
    f"{{% for t in {_BASIS} %}}{{{{ t }}}}{{{{ '; ' if not loop.last }}}}{{% endfor %}}",
    51.5,
)
POINTS = "{%tc for P in cot_diem %}"
"""A column for each kind of points that the table has."""
END = "{%tc endfor %}"


def chosen(name: str, **values: str) -> str:
    """The value that goes with a name, without looking at the others: what is looked at is traced."""
    return "{{ " + "".join(f"{value} if {name} == '{one}' else " for one, value in values.items()) + "none }}"


def score_table(made: Any, sheet: str, title: str, how: tuple[str, str, float] = HOW) -> None:
    """What the department has for each row, by what it is proven and how it is scored; `how`: heading, cell and width
    of that last column."""
    heading, basis, wide = how
    page = Page(made, sheet, (14, 62, 2, 11.5, 2, 76, 24, wide), split=5)
    page.letterhead()
    page.title(title, '{{ ky.ten }}, theo {{ thong_tin["ke_hoach"] }}')
    page.next(3)
    page.headings(("Mục", "Nội dung", POINTS, "{{ P.ten }}", END, "Kết quả, tài liệu kiểm chứng", "Đánh giá", heading))
    first = page.row

    def styles(**about: object) -> list[Any]:
        small: dict[str, object] = {"border": 1, "bottom": 0, "valign": "top", "font_size": 10} | about
        text, centre = page.style(**small, align="left", indent=1), page.style(**small, align="center")
        points = page.style(**small, align="center", num_format=PLAIN)
        fine = small | {"font_size": 9}
        judged, told = page.style(**fine, align="center"), page.style(**fine, align="left", indent=1)
        return [centre, text, points, points, points, told, judged, told]

    looks, more = styles(), styles(top=0)
    page.tag("{%tr for c in cham_diem %}")
    page.tag("{%tr for d in c.doan %}")
    page.tag("{%tr if loop.first %}")
    page.line(["{{ c.muc }}", "{{ c.noi_dung }}", "", "{{ c[P.ma] }}", "", "{{ d }}", said("c"), basis], looks)
    page.tag("{%tr else %}")
    goes_on = f"{GOES_ON} {{{{ c.noi_dung | truncate(40) }}}}"
    page.line(["{{ c.muc }}", goes_on, "", "", "", "{{ d }}", "", ""], more, goes_on=True)
    page.tag("{%tr endif %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.headings_go_along()
    page.goes_on(2)
    page.stretches(1, 5, 7)
    page.judged(first, page.row - 1, (6, 6))
    kept = page.row
    bold = page.style(border=1, bold=True, align="center", num_format=PLAIN, bg_color=HEAD_SHADE)
    bolds = [bold for _ in range(page.last + 1)]

    def total(name: str, most: str, given: str, told: str = "") -> None:
        points = chosen("P.ma", diem_toi_da=most, diem=given)
        page.line(["", name, "", points, "", told, "", ""], bolds)

    page.tag("{%tr if cot_diem %}")
    total("Tổng điểm", "diem_co_quan.tong_diem_toi_da", "diem_co_quan.tong_diem")
    page.tag("{%tr endif %}")
    page.tag("{%tr if diem_quy_doi is not none %}")
    total("Quy về thang điểm 100", "100", "diem_co_quan.diem_quy_doi", "{{ xep_loai }}")
    page.tag("{%tr endif %}")
    note = "Mục mà văn bản giao chưa quy định điểm thì để trống cột điểm, chỉ ghi kết quả và đánh giá."
    page.across(note, 0, page.last, italic=True, align="left", font_size=9)
    page.next(12.75)
    page.short_names()
    page.completeness()
    page.sign(kept)


_OF_UNITS = "(don_vi | map(attribute='cham_diem') | sum(start=[]))"
"""All rows of points of all units."""


def points_of_units(made: Any, sheet: str, title: str, whole: str) -> None:
    """Rows of points x units, all of them beside each other, and their totals; `whole`: what the department is called
    in the last column."""
    page = Page(made, sheet, (14, 88, 2, 13, 2, 2, 22, 2, 16), split=2)
    page.title(title, PERIOD)
    page.next(3)
    page.tag(f"{{%tr set co_diem = {_OF_UNITS} | rejectattr('diem', 'none') | map(attribute='muc') | list %}}")
    most = "{%tc for P in cot_diem | selectattr('ma', 'equalto', 'diem_toi_da') %}"
    units = ("{%tc for u in don_vi %}", "{{ u.ten_ngan }}", END)
    page.headings(("Mục", "Nội dung", most, "{{ P.ten }}", END, *units, whole), size=9)
    small: dict[str, object] = {"border": 1, "font_size": 9.5}
    shade: dict[str, object] = {"bold": True, "bg_color": SHADE}
    text, centre = page.style(**small), page.style(**small, align="center", num_format=PLAIN)
    bold_text, bold = page.style(**small | shade), page.style(**small | shade, align="center", num_format=PLAIN)
    page.tag("{%tr for c in cham_diem if c.diem is not none or c.muc in co_diem %}")
    own = "{{ u.diem[c.muc] if u.diem[c.muc] is not none else '–' }}"
    cells = ["{{ c.muc }}", "{{ c.noi_dung | truncate(95) }}", "", "{{ c.diem_toi_da }}", "", "", own, ""]
    page.line(
        [*cells, "{{ c.diem if c.diem is not none else '–' }}"], [centre, text, *(centre for _ in cells[2:]), bold]
    )
    page.tag("{%tr endfor %}")
    kept = page.row
    page.tag("{%tr for T in cot_tong_diem %}")
    cells = ["", "{{ T.ten }}", "", "", "", "", "{{ u[T.ma] }}", "", "{{ diem_co_quan[T.ma] }}"]
    page.line(cells, [bold, bold_text, *(bold for _ in cells[2:])])
    page.tag("{%tr endfor %}")
    note = "Chỉ in mục đã có điểm. “–”: không chấm. Mục không áp dụng, không tính thì không có trong điểm tối đa."
    page.across(f"{note} Bằng điểm thì cùng hạng.", 0, page.last, italic=True, align="left", font_size=9)
    page.next()
    page.short_names()
    page.stretches(1, 6)
    page.end(kept)
    page.page.repeat_columns(0, 1)


REASONS = f"({_OF_UNITS} | map(attribute='doan') | map('join') | select | list)"
"""What units' points are given for, and by what they are proven."""
SAYS_MORE = (
    f"{REASONS} or {_OF_UNITS} | rejectattr('tham_dinh', 'none') | list or {_OF_UNITS} | rejectattr('duyet', 'none') "
    f"| list or {_OF_UNITS} | selectattr('diem', 'none') | rejectattr('tu_cham', 'none') | list"
)
"""That some row of some unit says more than the points that count."""
MORE = "c.doan | join or c.tham_dinh is not none or c.duyet is not none or (c.diem is none and c.tu_cham is not none)"
"""That the row `c` does."""


def _reasons_of_units(made: Any) -> None:
    """What is said of units' points, where there is such. Every row says whose it is: a page may begin anywhere."""
    page = Page(made, "Điểm từng đơn vị", (36, 14, 94, 2, 14, 2, 2, 70, 2), split=3)
    page.only_if(SAYS_MORE)
    page.title("LÝ DO, MINH CHỨNG, THẨM ĐỊNH ĐIỂM CỦA TỪNG ĐƠN VỊ", PERIOD)
    page.next(6)
    points, reasons = POINTS.replace("cot_diem", "cot_diem_don_vi"), f"{{%tc for R in {REASONS}[:1] %}}"
    page.headings(
        ("Đơn vị", "Mục", "Nội dung", points, "{{ P.ten }}", END, reasons, "Lý do, minh chứng", END)
    )  # fmt: skip
    small: dict[str, object] = {"border": 1, "valign": "top", "font_size": 10}
    text, centre = page.style(**small), page.style(**small, align="center")
    number = page.style(**small, align="center", num_format=PLAIN)
    looks = [text, centre, text, *(number for _ in range(3)), text, text, text]
    page.tag("{%tr for u in don_vi %}")
    page.tag(f"{{%tr for c in u.cham_diem if {MORE} %}}")
    page.tag("{%tr for d in c.doan %}")
    page.tag("{%tr if loop.first %}")
    whole = ["{{ u.ten_ngan }}", "{{ c.muc }}", "{{ c.noi_dung | truncate(95) }}"]  # all of it in the first sheet
    page.line([*whole, "", "{{ c[P.ma] }}", "", "", "{{ d }}", ""], looks)
    page.tag("{%tr else %}")
    page.line([*whole[:2], GOES_ON, "", "", "", "", "{{ d }}", ""], looks, goes_on=True)
    page.tag("{%tr endif %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.goes_on(3)
    page.stretches(2, 7)
    kept = page.row
    page.across("Mục không có trong bảng này: điểm ở sheet Tổng hợp điểm.", 0, page.last, italic=True, align="left")
    page.next(17)
    page.end(kept)


REPORTS: tuple[tuple[str, str, Callable[[Any], None]], ...] = (
    ("phu-luc-khac-phuc-ton-tai.xlsx", "Phụ lục kết quả thực hiện kế hoạch", plan),
    ("tong-hop-ty-le.xlsx", "Tổng hợp tỷ lệ cải cách hành chính", ratios),
    ("tinh-hinh-giai-quyet-tthc.xlsx", "Tình hình, kết quả giải quyết thủ tục hành chính", dossiers),
    ("bang-tu-cham-diem.xlsx", "Bảng tự chấm điểm cải cách hành chính", scores),
    ("xu-huong-nam.xlsx", "Xu hướng các tỷ lệ cải cách hành chính trong năm", year),
)


def make(folder: Path) -> None:
    """Write the reports into a folder."""
    for name, title, draw in REPORTS:
        book(folder / name, title, draw)


if __name__ == "__main__":
    make(FOLDER)
