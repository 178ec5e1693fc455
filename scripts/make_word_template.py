"""Make templates/bao-cao/bao-cao-ket-qua-cchc.docx: the narrative report in the layout of Nghị định 30/2020/NĐ-CP.

python scripts/make_word_template.py
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TARGET = Path(__file__).resolve().parent.parent / "templates" / "bao-cao" / "bao-cao-ket-qua-cchc.docx"
CREATED = dt.datetime(2022, 3, 31)
CENTRE, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
FONT = "Times New Roman"
DATE = (
    '{{ thong_tin["dia_danh"] }}, {% if ngay %}ngày {{ (ngay | ngay)[:2] }} tháng '
    "{{ (ngay | ngay)[3:5] if ngay.month < 3 else ngay.month }} năm {{ ngay.year }}"
    "{% else %}ngày … tháng … năm …{% endif %}"
)
"""The decree writes days below 10 and the months 1 and 2 with a nought."""


def say(holder: Any, text: str, size: float = 14, align: Any = JUSTIFY, indent: bool = False, **looks: bool) -> Any:
    """A paragraph; `looks`: bold, italic."""
    paragraph = holder.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(6 if indent else 2)
    form.alignment = align
    if indent:
        form.first_line_indent = Mm(10)
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), FONT
    run.bold, run.italic = looks.get("bold"), looks.get("italic")
    return paragraph


def two(document: Any, left: int, right: int) -> tuple[Any, Any]:
    """Two blocks side by side (widths in mm), kept on one page."""
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = column.cells[0].width = Mm(width)
        column.cells[0].paragraphs[0]._p.getparent().remove(column.cells[0].paragraphs[0]._p)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table.rows[0].cells[0], table.rows[0].cells[1]


def page(document: Any) -> None:
    """A4, the margins of the decree, the page's number centred above from page 2 on."""
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(8)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def rule(holder: Any, width: int, length: int) -> None:
    """The line that the decree draws under a text: `length` mm in the middle of `width` mm."""
    paragraph = say(holder, "", 2, CENTRE)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.space_before, form.line_spacing = Pt(4), Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def head(document: Any) -> None:
    left, right = two(document, 65, 100)
    say(left, '{{ thong_tin["co_quan_cap_tren"] }}', 12, CENTRE)
    say(left, "{{ co_quan | upper }}", 12, CENTRE, bold=True)
    rule(left, 61, 20)
    say(left, "Số:        /BC", 13, CENTRE)
    say(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, CENTRE, bold=True)
    say(right, "Độc lập - Tự do - Hạnh phúc", 13, CENTRE, bold=True)
    rule(right, 96, 60)
    say(right, DATE, 13, CENTRE, italic=True)
    say(document, "", 6)
    say(document, "BÁO CÁO", 14, CENTRE, bold=True)
    say(document, "Kết quả thực hiện công tác cải cách hành chính {{ ky.ten }}", 14, CENTRE, bold=True)
    rule(document, 165, 50)
    say(document, "", 6)


NUMBERS = (
    "{{ c.day_du or c.hien }}"
    "{% if c.mau_so is not none %}: tử số {{ c.tu_so | so }}, mẫu số {{ c.mau_so | so }}{% endif %}"
)
REQUIRED = (
    "{% if c.yeu_cau %}; yêu cầu {{ c.yeu_cau }}: "
    "{{ c.ket_luan }}{% if c.ly_do %} ({{ c.ly_do }}){% endif %}{% endif %}"
)
CHANGED = (
    '{% if c.thay_doi is not none %}; {{ "tăng" if c.thay_doi > 0 else "giảm" if c.thay_doi < 0 else "không đổi" }}'
    "{% if c.thay_doi %} {{ c.thay_doi_hien.lstrip('-') }} điểm{{ ' phần trăm' if c.don_vi_tinh == '%' }}{% endif %} "
    "so với kỳ trước ({{ c.ky_truoc.hien }}{% if ky.ky_truoc.chua_du %}, {{ ky.ky_truoc.chua_du }}{% endif %})"
    "{% else %}; chưa có số liệu kỳ trước để so sánh{% endif %}"
)
TO_DATE = "{% if c.luy_ke and c.luy_ke.hien %}; lũy kế từ đầu năm {{ c.luy_ke.hien }}{% endif %}"
WRITTEN = "".join(
    f"{{% if n.{name} %}}; {word}: {{{{ n.{name} | replace('\\n', '; ') }}}}{{% endif %}}"
    for name, word in (
        ("ket_qua", "kết quả"), ("nguyen_nhan", "nguyên nhân"), ("giai_phap", "giải pháp"), ("ghi_chu", "ghi chú")
    )
)  # fmt: skip
"""What a unit wrote of a task."""
IN = (
    "{% if thieu %}Số liệu chưa gồm {{ thieu | length }} trong {{ don_vi | length }} phòng, đơn vị:"
    "{% for t in thieu %} {{ t.ten }} ({{ t.ly_do }}){{ ';' if not loop.last else '.' }}{% endfor %}"
    "{% else %}Số liệu đã gồm đủ {{ don_vi | length }} phòng, đơn vị.{% endif %}"
)


def body(document: Any) -> None:
    def text(said: str, **looks: bool) -> Any:
        return say(document, said, indent=True, **looks)

    def heading(said: str, *, bold: bool = True) -> None:
        text(said, bold=bold).paragraph_format.keep_with_next = True

    period = "{{ ky.ten }} (số liệu từ ngày {{ ky.tu_ngay | ngay }} đến ngày {{ ky.den_ngay | ngay }})"
    text('Thực hiện {{ thong_tin["ke_hoach"] }}, {{ co_quan }} báo cáo {{ thong_tin["noi_nhan_bao_cao"] }} '
         f"kết quả công tác cải cách hành chính {period} như sau:")  # fmt: skip
    heading("I. KẾT QUẢ CÁC CHỈ TIÊU")
    text(IN)
    text("{%p for c in chi_tieu.values() if c.hien %}")
    heading("{{ loop.index }}. {{ c.ten }}")
    text(f"Kết quả: {NUMBERS}{REQUIRED}{CHANGED}{TO_DATE}.").paragraph_format.keep_with_next = True
    text("Cách tính: {{ c.dinh_nghia }}", italic=True)
    text("{%p endfor %}")
    heading("II. CÁC NHIỆM VỤ CỦA KẾ HOẠCH")
    text('{%p for k in ke_hoach if k.ket_qua and k.cap != "phần" %}')
    text('- {{ k.noi_dung.rstrip(".") }}: {{ k.tinh_hinh | replace("\\n", "; ") }}'
         '{% if k.dat != "" %} – {{ k.dat }}{% if k.ly_do %} ({{ k.ly_do }}){% endif %}{% endif %}.')  # fmt: skip
    text("{%p endfor %}")
    heading("III. TỒN TẠI, NGUYÊN NHÂN VÀ GIẢI PHÁP")
    text("{%p for k in ke_hoach if k.nhiem_vu | selectattr('ton_tai') | list %}")
    heading('- {{ k.noi_dung.rstrip(".") }}:', bold=False)
    text("{%p for n in k.nhiem_vu if n.ton_tai %}")
    late = "{% if n.tre_han and 'trễ hạn' not in n.ket_luan %}, trễ hạn{% endif %}"
    text(f"+ {{{{ n.don_vi }}}}: {{{{ n.ket_luan }}}}{late}{WRITTEN}.")
    text("{%p endfor %}")
    text("{%p else %}")
    text("Không có.")
    text("{%p endfor %}")
    closing = text("Trên đây là báo cáo kết quả công tác cải cách hành chính {{ ky.ten }} của {{ co_quan }}./.")
    closing.paragraph_format.keep_with_next = closing.paragraph_format.keep_together = True


def sign(document: Any) -> None:
    left, right = two(document, 80, 85)
    say(left, "Nơi nhận:", 12, WD_ALIGN_PARAGRAPH.LEFT, bold=True, italic=True)
    say(left, '- {{ thong_tin["noi_nhan_bao_cao"] }};', 11, WD_ALIGN_PARAGRAPH.LEFT)
    say(left, "- Lưu: VT.", 11, WD_ALIGN_PARAGRAPH.LEFT)
    say(right, '{{ thong_tin["nguoi_ky_chuc_danh"] }}', 14, CENTRE, bold=True)
    for _ in range(4):
        say(right, "", 14, CENTRE)
    say(right, '{{ thong_tin["nguoi_ky_ho_ten"] }}', 14, CENTRE, bold=True)


def make(target: Path) -> None:
    """Write the template of the Word report to a file. Its parts are always the same; the package's times are not."""
    document: Any = Document()
    page(document)
    head(document)
    body(document)
    sign(document)
    document.core_properties.title = "Báo cáo kết quả thực hiện công tác cải cách hành chính"
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = CREATED
    document.save(str(target))


if __name__ == "__main__":
    make(TARGET)
