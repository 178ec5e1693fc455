"""Report templates of the example commune: its own appendix, form II.06a by unit, tables of ratios and points, and Word
report; the chart of ratios and the year's view are the shipped ones, for they name no ratio and no unit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from scripts.make_report_templates import (
    GOES_ON,
    PERIOD,
    SHADE,
    SHORT_VALUE,
    DossierForm,
    chart,
    dossier_form,
    points_of_units,
    said,
    score_table,
)
from scripts.make_word_template import (
    CENTRE,
    DONE,
    IN,
    IN_SENTENCE,
    LAST_ROWS,
    RatioColumn,
    grid,
    head,
    last_rows,
    page,
    save,
    say,
    signer,
    tag_row,
    two,
)
from scripts.make_word_template import ratios as ratio_table
from scripts.make_word_template import tasks as open_tasks
from scripts.report_page import Page, book
from scripts.year_report import year

COMMUNE = '{{ thong_tin["xa"] }}'
"""The commune's name as sheet Thông tin says it: xã, phường or đặc khu."""
TITLE = '{{ thong_tin["xa"] | upper }}'
WHOLE = 'Toàn {{ thong_tin["cap"] }}'
LATER_06A = DossierForm(
    "II.06a theo đơn vị",
    "Đơn vị, thủ tục",
    "Đúng hạn (gồm chờ bổ sung, trả lại)",
    'for l in don_vi if l.so_lieu["nhan_moi"] or l.so_lieu["ton_dau"] or l.so_lieu["xong"]',
    "{{ l.ten }}",
    ('l.so_lieu["', '"]'),
    "for t in l.tthc if t.nhan_moi or t.ton_dau or t.xong",
    (("nop_online", "nop_quay", "ton_dau"), ("xong_som", "dung_06a", "xong_tre"), ("con_han", "con_qua")),
    (9, 92, 12.9, 11.4, 16.8, 11.4, 12.9, 11.4, 21, 11.4, 15, 11.8, 11.8),
    (
        f"Cột 2 ghi đơn vị giải quyết. Hồ sơ nhận hộ cho nơi khác không thuộc thẩm quyền của {COMMUNE} nên không có "
        'trong biểu: {{ so_lieu["nhan_ho"] }} hồ sơ. Trong số hồ sơ nhận trong kỳ có {{ so_lieu["noi_khac"] }} hồ sơ '
        "nộp ở nơi khác.",
    ),
)
"""Form II.06a as others print it: column 2 is the unit, and on time are dossiers that wait for supplements or were
returned, too."""


def tasks(made: Any) -> None:
    """The plan's tasks with who leads, who takes part, and who is in charge."""
    page = Page(made, "Nhiệm vụ", (9, 47, 31, 31, 19, 18, 21, 46, 27), split=4)
    page.letterhead()
    page.title("KẾT QUẢ THỰC HIỆN NHIỆM VỤ", '{{ ky.ten }}, theo {{ thong_tin["ke_hoach"] }}')
    page.next(3)
    page.headings(("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Phụ trách", "Sản phẩm", "Thời hạn", "Kết quả", "Đánh giá"))
    whole = ("ma", "noi_dung", "chu_tri", "phoi_hop", "phu_trach", "san_pham", "thoi_gian")
    first = [*(f"{{{{ k.{name} }}}}" for name in whole), "{{ d.ket_qua }}", said("k")]
    more = [
        "{{ k.ma }}",
        f"{GOES_ON} {{{{ k.noi_dung | truncate(40) }}}}",
        *("" for _ in whole[2:]),
        "{{ d.ket_qua }}",
        "",
    ]

    def looks(**about: object) -> list[Any]:
        look: dict[str, object] = {"border": 1, "bottom": 0, "valign": "top", "font_size": 10} | about
        text, centre = page.style(**look, align="left", indent=1), page.style(**look, align="center")
        return [centre, text, centre, centre, centre, centre, centre, text, centre]

    top = page.row
    page.tag("{%tr for k in ke_hoach %}")
    page.tag("{%tr for d in k.doan %}")
    page.tag("{%tr if not loop.first %}")
    page.line(more, looks(top=0), goes_on=True)
    page.tag('{%tr elif k.cap == "phần" %}')
    page.line(first, looks(bold=True, bg_color=SHADE), "x")
    page.tag("{%tr else %}")
    page.line(first, looks(), '{{ "x" if not (k.chu_tri or k.san_pham or k.thoi_gian or k.ket_qua) }}')
    page.tag("{%tr endif %}")
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.headings_go_along()
    page.goes_on(2)
    page.judged(top, page.row - 1, (8, 8))
    kept = page.row
    page.across("", 0, page.last, top=1)
    page.next(3)
    page.completeness()
    page.sign(kept)


def ratios(made: Any) -> None:
    """A row for each ratio, a column for each unit: a commune has few units and many ratios."""
    page = Page(made, "Tỷ lệ", (9, 56, 2, 23, 2, 19.5, 2, 18, 2, 21, 24), split=2)
    page.letterhead()
    page.title(f"TỶ LỆ CẢI CÁCH HÀNH CHÍNH CỦA {TITLE} VÀ TỪNG ĐƠN VỊ", PERIOD)
    page.next(3)
    loop = ("{%tc for u in don_vi %}", "{{ u.ten_ngan }}", "{%tc endfor %}")
    known = "(chi_tieu.values() | selectattr('ky_truoc.hien') | list)[:1]"
    previous = (f"{{%tc for B in {known} %}}", "Kỳ trước", "{%tc endfor %}")
    page.headings(("STT", "Chỉ tiêu", *loop, WHOLE, *previous, "Yêu cầu", "Đánh giá"))
    text, centre = page.style(border=1, font_size=10), page.style(border=1, font_size=10, align="center")
    bold = page.style(border=1, font_size=10, align="center", bold=True, bg_color=SHADE)
    page.tag("{%tr for C in chi_tieu.values() %}")
    of_unit = SHORT_VALUE.replace("C.", "u.chi_tieu[C.ma].")
    before = SHORT_VALUE.replace("C.", "C.ky_truoc.")
    cells = ["{{ loop.index }}", "{{ C.ten_ngan }}", "", f"{{{{ {of_unit} }}}}", "", f"{{{{ {SHORT_VALUE} }}}}"]
    cells += ["", f"{{{{ {before} }}}}", "", "{{ C.yeu_cau }}", "{{ C.ket_luan }}"]
    page.line(cells, [centre, text, *(centre for _ in range(3)), bold, *(centre for _ in range(4)), bold])
    page.tag("{%tr endfor %}")
    page.judged(page.row - 2, page.row - 2, (10, 10))
    page.stretches(1, 3)
    kept = page.row
    note = (
        "“–”: không phải chỉ tiêu của đơn vị; “…”: chưa có số liệu; KPS: không phát sinh; Không tính: chưa đến mức "
        "phải tính."
        "{% for u in don_vi if u.kem_theo_ten %} {{ u.ten_ngan }}: {{ u.kem_theo_ten }}.{% endfor %}"
        "{% for c in chi_tieu.values() if c.ly_do %} {{ c.ten }}: {{ c.ly_do }}.{% endfor %}"
    )
    page.across(note, 0, page.last, italic=True, align="left", font_size=10)
    page.next()
    page.completeness()
    page.sign(kept)
    chart(made)


def scores(made: Any) -> None:
    """What the commune has for each row, with its evidence; then all units beside each other."""
    how = ("Cách chấm", "{{ c.cach_cham }}", 24.0)
    score_table(made, "Bảng điểm", f"BẢNG ĐIỂM CẢI CÁCH HÀNH CHÍNH CỦA {TITLE}", how)
    points_of_units(made, "Điểm các đơn vị", "ĐIỂM CÁC ĐƠN VỊ", WHOLE)


WORKBOOKS = (
    ("bang-diem.xlsx", "Bảng điểm cải cách hành chính", scores),
    (
        "bieu-06a-theo-don-vi.xlsx",
        "Tình hình, kết quả giải quyết thủ tục hành chính",
        lambda made: dossier_form(made, LATER_06A),
    ),
    ("nhiem-vu.xlsx", "Kết quả thực hiện nhiệm vụ", tasks),
    ("ty-le.xlsx", "Tỷ lệ cải cách hành chính", ratios),
    ("xu-huong-nam.xlsx", "Xu hướng các tỷ lệ cải cách hành chính trong năm", year),
)
LEFT = WD_ALIGN_PARAGRAPH.LEFT
WORD = "bao-cao-ubnd-xa.docx"
NAME = f"Ủy ban nhân dân {COMMUNE}"
DOSSIERS = (
    f"Trong kỳ, {COMMUNE} nhận "
    '{{ so_lieu["nhan_moi"] | so }} hồ sơ mới ({{ so_lieu["nop_online"] | so }} hồ sơ nộp trực '
    'tuyến, {{ so_lieu["nop_quay"] | so }} hồ sơ nộp trực tiếp, qua bưu chính), kỳ trước chuyển sang '
    '{{ so_lieu["ton_dau"] | so }} hồ sơ. Đã giải quyết {{ so_lieu["xong"] | so }} hồ sơ, trong đó quá hạn '
    '{{ so_lieu["xong_tre"] | so }} hồ sơ; đang giải quyết trong hạn {{ so_lieu["con_han"] | so }} hồ sơ, quá hạn '
    '{{ so_lieu["con_qua"] | so }} hồ sơ. Tỷ lệ giải quyết đúng hạn: {{ chi_tieu["dung_hen"].hien }}.'
)
ELSEWHERE = (
    'Trung tâm Phục vụ hành chính công nhận hộ {{ so_lieu["nhan_ho"] | so }} hồ sơ thuộc thẩm quyền nơi khác; '
    f'{{{{ so_lieu["noi_khac"] | so }}}} hồ sơ của {COMMUNE} được nộp ở nơi khác. '
    '{{ so_lieu["so_hoa"] | so }} kết quả đã số hóa'
    '{% if chi_tieu["so_hoa_giao"].ty_le is not none %}, bằng {{ chi_tieu["so_hoa_giao"].hien }} số được giao'
    "{% endif %}."
)
POINTS = (
    f"Tổng điểm của {COMMUNE}: "
    "{{ tong_diem | so(2) }} trên {{ tong_diem_toi_da | so(2) }} điểm tối đa được tính"
    "{% if diem_quy_doi is not none %}, quy về thang 100 là {{ diem_quy_doi | so(2) }} điểm"
    "{% if xep_loai %}, xếp loại {{ xep_loai }}{% endif %}{% endif %}."
)


def _writer(left: Any) -> None:
    """A people's committee: no authority above it."""
    say(left, "ỦY BAN NHÂN DÂN", 13, CENTRE, bold=True)
    say(left, '{{ thong_tin["xa"] | upper }}', 13, CENTRE, bold=True)


RATIO_COLUMNS = (
    RatioColumn("STT", "{{ loop.index }}", 9, 9),
    RatioColumn("Chỉ tiêu", "{{ c.ten }}", 68, 83),
    RatioColumn("Kỳ này", "{{ c.hien }}", 19, 22),
    RatioColumn("Kỳ trước", "{{ c.ky_truoc.hien or '–' }}", 22, 0),
    RatioColumn("Yêu cầu", "{{ c.yeu_cau or '–' }}", 25, 25),
    RatioColumn("Kết luận", "{{ c.ket_luan or '–' }}", 22, 26),
)
COUNTED = "c in chi_tieu.values() if c.tu_so is not none and c.ty_le is not none"


def _points_of_units(document: Any) -> None:
    widths = (12, 78, 25, 25, 25)
    made = grid(document, widths, ("STT", "Đơn vị", "Điểm", "Trên thang 100", "Xếp hạng"))
    tag_row(made, widths, "{%tr for u in don_vi if u.tong_diem is not none %}")
    cells = (
        "{{ loop.index }}",
        "{{ u.ten }}",
        "{{ u.tong_diem | so(2) }}",
        "{{ u.diem_quy_doi | so(2) }}",
        "{{ u.hang }}",
    )
    last_rows(made, widths, f"loop.revindex <= {LAST_ROWS}", cells, centred=(0, 2, 3, 4))
    tag_row(made, widths, "{%tr endfor %}")


def _body(document: Any) -> None:
    def text(said: str, **looks: bool) -> Any:
        return say(document, said, indent=True, **looks)

    def heading(said: str) -> None:
        text(said, bold=True).paragraph_format.keep_with_next = True

    days = "(từ ngày {{ ky.tu_ngay | ngay }} đến ngày {{ ky.den_ngay | ngay }})"
    reader = '{{ thong_tin["noi_nhan_bao_cao"] }}'
    plan = '{{ thong_tin["ke_hoach"] }}'
    text(f"Thực hiện {plan}, {NAME} báo cáo {reader} kết quả {IN_SENTENCE} {days} như sau:")
    text("{%p set viec = ke_hoach | map(attribute='nhiem_vu') | sum(start=[]) %}")
    heading("1. Giải quyết thủ tục hành chính")
    text(DOSSIERS)
    text(ELSEWHERE)
    heading("2. Thực hiện nhiệm vụ của Kế hoạch")
    text(f"{DONE} {IN}")
    text("{%p if viec | selectattr('ton_tai') | list or viec | selectattr('tre_han') | list %}")
    open_tasks(document, (42, 41, 41, 41))
    say(document, "", 4)
    text("{%p endif %}")
    heading("3. Các chỉ tiêu")
    ratio_table(document, RATIO_COLUMNS, COUNTED, 12)
    say(document, "", 4)
    heading("4. Điểm tự chấm")
    text(POINTS)
    _points_of_units(document)
    say(document, "", 4).paragraph_format.keep_with_next = True
    closing = text(f"Trên đây là báo cáo của {NAME}; số liệu chi tiết ở các biểu kèm theo./.")
    closing.paragraph_format.keep_with_next = closing.paragraph_format.keep_together = True


def _sign(document: Any) -> None:
    left, right = two(document, 80, 85)
    say(left, "Nơi nhận:", 12, LEFT, bold=True, italic=True)
    for to in ('{{ thong_tin["noi_nhan_bao_cao"] }}', f"Đảng ủy, HĐND {COMMUNE}", "Các phòng, đơn vị", "Lưu: VT"):
        say(left, f"- {to}{'.' if to == 'Lưu: VT' else ';'}", 11, LEFT)
    say(right, "TM. ỦY BAN NHÂN DÂN", 14, CENTRE, bold=True)
    signer(right)


def _word(target: Path) -> None:
    document: Any = Document()
    page(document)
    head(document, _writer, f"Công tác cải cách hành chính {IN_SENTENCE}")
    _body(document)
    _sign(document)
    save(document, "Báo cáo công tác cải cách hành chính của xã", target)


def make_reports(folder: Path) -> None:
    """Write the report templates into a folder."""
    for name, title, draw in WORKBOOKS:
        book(folder / name, title, draw)
    _word(folder / WORD)
