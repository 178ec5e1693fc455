"""Make templates/bao-cao/bao-cao-ket-qua-cchc.docx: the narrative report in the layout of Nghị định 30/2020/NĐ-CP.

python scripts/make_word_template.py
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import Any, NamedTuple

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
    if not text:  # as high as its mark is
        mark = OxmlElement("w:rPr")
        mark.append(copy(run._r.rPr.find(qn("w:sz"))))
        paragraph._p.get_or_add_pPr().append(mark)
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


def writer(left: Any) -> None:
    """A department under its province."""
    say(left, '{{ thong_tin["co_quan_cap_tren"] }}', 12, CENTRE)
    say(left, "{{ co_quan | upper }}", 12, CENTRE, bold=True)


def head(document: Any, writer: Callable[[Any], None], subject: str) -> None:
    """Who writes (`writer` fills the left side) beside the state's name and motto; then what it is about."""
    left, right = two(document, 65, 100)
    writer(left)
    rule(left, 61, 20)
    say(left, 'Số:        /{{ thong_tin["ky_hieu_bao_cao"] or "BC" }}', 13, CENTRE)
    say(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, CENTRE, bold=True)
    say(right, "Độc lập - Tự do - Hạnh phúc", 13, CENTRE, bold=True)
    rule(right, 96, 60)
    say(right, DATE, 13, CENTRE, italic=True)
    say(document, "", 6)
    say(document, "BÁO CÁO", 14, CENTRE, bold=True)
    say(document, subject, 14, CENTRE, bold=True)
    rule(document, 165, 50)
    say(document, "", 6)


WRITTEN = "".join(
    f"{{% if n.{name} %}}{before}{{{{ n.{name} | replace('\\n', '; ') }}}}{{% endif %}}"
    for name, before in (("ket_qua", ". Kết quả: "), ("ghi_chu", ". Ghi chú: "))
)
"""What a unit wrote of how a task stands."""
IN = (
    "{% if thieu %}Số liệu chưa gồm {{ thieu | length }} trong {{ don_vi | length }} phòng, đơn vị:"
    "{% for t in thieu[:12] | groupby('ly_do') %} {{ t.list | map(attribute='ten') | join(', ') }} ({{ t.grouper }})"
    "{{ ';' if not loop.last }}{% endfor %}"
    "{% if thieu | length > 12 %}; các đơn vị khác nêu ở Phụ lục{% endif %}."
    "{% else %}Số liệu đã gồm đủ {{ don_vi | length }} phòng, đơn vị.{% endif %}"
)
IN_SENTENCE = "{{ ky.ten[0] | lower }}{{ ky.ten[1:] }}"
"""The period's name within a sentence: "quý II năm 2026"."""
NAMED = "{{ c.ten_ngan }} {{ c.hien }}{{ ', ' if not loop.last }}"
REACHED = (
    "{{ ky.ten }}{% set co = chi_tieu.values() | selectattr('hien') | list %}"  # what is counted is of what follows
    "{% set yc = co | selectattr('yeu_cau') | list %}"
    "{% set dat = yc | selectattr('dat', 'equalto', 'Đạt') | list %}"
    "{% set chua = yc | selectattr('dat', 'equalto', 'Không đạt') | list %}"
    " có số liệu của {{ co | length }} chỉ tiêu{% if yc %}; trong {{ yc | length }} chỉ tiêu có yêu cầu, "
    f"{{{{ dat | length }}}} đạt{{% if dat %}} ({{% for c in dat %}}{NAMED}{{% endfor %}}){{% endif %}}, "
    f"{{{{ chua | length }}}} không đạt{{% if chua %}} ({{% for c in chua %}}{NAMED}{{% endfor %}}){{% endif %}}"
    "{% endif %}."
)
DONE = (
    "{% set phai = viec | rejectattr('ket_luan', 'equalto', 'Không phát sinh') | list %}"
    "{% set xong = phai | selectattr('trang_thai', 'equalto', 'Đã hoàn thành') | list %}"
    "{% set tre = phai | selectattr('tre_han') | list %}"
    "Trong {{ phai | length }} lượt nhiệm vụ các đơn vị phải thực hiện, {{ xong | length }} lượt đã xong, "
    "{{ phai | length - xong | length }} lượt chưa xong. Trễ hạn: {{ tre | length }} lượt."
)
"""What is done late is done, and late; what did not arise was not to be done: as the ratio of tasks counts."""
CHANGED = (
    "{% set so = chi_tieu.values() | rejectattr('thay_doi', 'none') | list %}{% if so %}"
    "{% set tang = so | selectattr('thay_doi', 'gt', 0) | list %}"
    "{% set giam = so | selectattr('thay_doi', 'lt', 0) | list %}"
    "So với kỳ trước{% if ky.ky_truoc.chua_du %} ({{ ky.ky_truoc.chua_du }}){% endif %}, "
    "{{ tang | length }} chỉ tiêu tăng, {{ giam | length }} chỉ tiêu giảm"
    "{% if giam %} ({% for c in giam %}{{ c.ten_ngan }} {{ c.thay_doi_hien }}{{ ', ' if not loop.last }}{% endfor %} "
    "điểm){% endif %}.{% else %}Chưa có số liệu kỳ trước để so sánh.{% endif %}"
)
ATTACHED = (
    "Kèm theo báo cáo: Phụ lục kết quả thực hiện kế hoạch; Tổng hợp tỷ lệ cải cách hành chính, có cách tính từng tỷ lệ"
    "{% if tthc %}; Tình hình, kết quả giải quyết thủ tục hành chính (Biểu số II.06a/VPCP/KSTT){% endif %}"
    "{% if cham_diem %}; Bảng tự chấm điểm cải cách hành chính{% endif %}."
)
SILENT = "Chưa báo cáo"
_EDGE = Mm(1)


def grid(document: Any, widths: tuple[int, ...], heads: tuple[str, ...], size: float = 12) -> Any:
    """A table with lines (widths in mm), its heading row on each page; `size`: of its letters."""
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _edges(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    fill_row(table, widths, heads, bold=True, centred=range(len(heads)), size=size)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    return table


def _edges(table: Any) -> None:
    """So much between a cell's lines and its text: what Word leaves by itself breaks "100,00%" in a narrow column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_EDGE.twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def fill_row(table: Any, widths: tuple[int, ...], texts: tuple[str, ...], *, bold: bool = False,
             centred: Any = (), size: float = 12, with_next: bool = False, whole: bool = True) -> None:  # fmt: skip
    """A row of texts; `with_next`: on the page of what follows; `whole`: never parted by the end of a page."""
    row = table.add_row()
    if whole:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for at, (cell, width, text) in enumerate(zip(row.cells, widths, texts, strict=True)):
        cell.width = Mm(width)
        cell._tc.remove(cell.paragraphs[0]._p)
        align = CENTRE if at in centred else WD_ALIGN_PARAGRAPH.LEFT
        form = say(cell, text, size, align, bold=bold).paragraph_format
        form.space_after, form.keep_with_next = Pt(0), with_next or None


def tag_row(table: Any, widths: tuple[int, ...], text: str) -> None:
    fill_row(table, widths, (text, *("" for _ in widths[1:])))


RATIO_SIZE = SMALL = 10
"""Letters of the table of ratios, seven columns wide, and of one that may have a hundred rows."""


class RatioColumn(NamedTuple):
    """A column of the table of ratios: heading, text of a ratio `c`, millimetres where the previous period stands there
    and (0: it is not there) where not."""

    heading: str
    text: str
    width: int
    alone: int


NOW = "{{ c.day_du or c.hien }}{% if c.luy_ke and c.luy_ke.hien %}; lũy kế {{ c.luy_ke.hien }}{% endif %}"
RATIO = "c in chi_tieu.values() if c.hien"
RATIO_COLUMNS = (
    RatioColumn("STT", "{{ loop.index }}", 9, 9),
    RatioColumn("Chỉ tiêu", "{{ c.ten }}", 43, 66),
    RatioColumn("Kỳ này", NOW, 38, 38),
    RatioColumn("Kỳ trước", "{{ c.ky_truoc.hien or '–' }}", 16, 0),
    RatioColumn("Thay đổi", "{{ c.thay_doi_hien or '–' }}", 15, 0),
    RatioColumn("Yêu cầu", "{{ c.yeu_cau or '–' }}", 25, 32),
    RatioColumn("Kết luận", "{{ c.ket_luan or '–' }}{% if c.ly_do %} ({{ c.ly_do }}){% endif %}", 19, 20),
)


def ratios(
    document: Any, columns: Sequence[RatioColumn] = RATIO_COLUMNS, of: str = RATIO, size: float = RATIO_SIZE
) -> None:
    """One table of ratios; the previous period only where there is one. `of`: the loop over ratios, each `c`."""
    before = "chi_tieu.values() | selectattr('ky_truoc.hien') | list"
    for condition, kept in (
        (f"if {before}", [(one, one.width) for one in columns]),
        ("else", [(one, one.alone) for one in columns if one.alone]),
    ):
        say(document, f"{{%p {condition} %}}", 2)
        widths = tuple(width for _, width in kept)
        table = grid(document, widths, tuple(one.heading for one, _ in kept), size)
        tag_row(table, widths, f"{{%tr for {of} %}}")
        centred = [at for at in range(len(kept)) if at != 1]
        fill_row(table, widths, tuple(one.text for one, _ in kept), centred=centred, size=size)
        tag_row(table, widths, "{%tr endfor %}")
    say(document, "{%p endif %}", 2)


_LONG = 8
"""Letters a millimetre of a column that make a dozen lines of small letters, or a quarter of a page for many units."""
LAST_ROWS = 3
"""So many rows of a table stand on the page with what follows it: a place to sign has company."""


def last_rows(
    table: Any, widths: tuple[int, ...], of_last: str, texts: tuple[str, ...], long: str = "", **looks: Any
) -> None:
    """A row within a loop, kept with what follows where the condition `of_last` holds; the end of a page may part it
    where `long` holds, so that no single line of a low row is left for the next page."""
    tag_row(table, widths, f"{{%tr if {of_last} %}}")
    _row_of_length(table, widths, long, texts, with_next=True, **looks)
    tag_row(table, widths, "{%tr else %}")
    _row_of_length(table, widths, long, texts, **looks)
    tag_row(table, widths, "{%tr endif %}")


def _row_of_length(table: Any, widths: tuple[int, ...], long: str, texts: tuple[str, ...], **looks: Any) -> None:
    if long:
        tag_row(table, widths, f"{{%tr if {long} %}}")
        fill_row(table, widths, texts, whole=False, **looks)
        tag_row(table, widths, "{%tr else %}")
    fill_row(table, widths, texts, **looks)
    if long:
        tag_row(table, widths, "{%tr endif %}")


def tasks(document: Any, widths: tuple[int, ...] = (62, 27, 38, 38)) -> None:
    """Tasks that are late or open, each with the units, their reasons and remedies; units that told nothing are told
    together. `widths`: where many units share a row their names need the most room."""
    heads = ("Đơn vị", "Tình hình", "Nguyên nhân", "Giải pháp")
    table = grid(document, widths, heads, SMALL)
    tag_row(table, widths, "{%tr for k in ke_hoach if k.con_lai %}")
    tag_row(table, widths, "{%tr set o_cuoi = loop.last %}")
    across_row(table, widths, '{{ k.noi_dung.rstrip(".") }}', italic=True).keep_with_next = True
    tag_row(table, widths, f"{{%tr for n in k.con_lai if n.ket_luan != '{SILENT}' %}}")
    late = "{% if n.tre_han and 'trễ hạn' not in n.ket_luan %}, trễ hạn{% endif %}"
    reason, remedy = (
        f"{{{{ n.{name} | replace('\\n', '; ') if n.{name} else '–' }}}}" for name in ("nguyen_nhan", "giai_phap")
    )
    texts = ("{{ n.don_vi }}", f"{{{{ n.ket_luan }}}}{late}{WRITTEN}", reason, remedy)
    lengths = zip(("don_vi", "ket_qua", "nguyen_nhan", "giai_phap"), widths, strict=True)
    letters = ", ".join(f"(n.{name} or '') | length / {width}" for name, width in lengths)
    long = f"[{letters}] | max > {_LONG}"
    last_rows(table, widths, f"o_cuoi and loop.revindex <= {LAST_ROWS}", texts, long, size=SMALL)
    tag_row(table, widths, "{%tr endfor %}")
    silent = f"k.con_lai | selectattr('ket_luan', 'equalto', '{SILENT}')"
    tag_row(table, widths, f"{{%tr if {silent} | list %}}")
    units = f"{SILENT}{{{{ ', trễ hạn' if n.tre_han }}}}: {{{{ n.don_vi }}}}{{{{ '. ' if not loop.last }}}}"
    for condition, with_next in (("if o_cuoi", True), ("else", False)):
        tag_row(table, widths, f"{{%tr {condition} %}}")
        told = across_row(table, widths, f"{{% for n in {silent} %}}{units}{{% endfor %}}")
        told.keep_with_next = with_next or None
    tag_row(table, widths, "{%tr endif %}")
    tag_row(table, widths, "{%tr endif %}")
    tag_row(table, widths, "{%tr endfor %}")


def across_row(table: Any, widths: tuple[int, ...], text: str, *, italic: bool = False) -> Any:
    """A row of one cell, in small letters; returns how its paragraph is set."""
    fill_row(table, widths, (text, *("" for _ in widths[1:])), size=SMALL)
    row = table.rows[-1]
    merged = row.cells[0].merge(row.cells[-1])
    for empty in merged.paragraphs[1:]:
        merged._tc.remove(empty._p)
    merged.paragraphs[0].runs[0].italic = italic
    return merged.paragraphs[0].paragraph_format


def body(document: Any) -> None:
    def text(said: str, **looks: bool) -> Any:
        return say(document, said, indent=True, **looks)

    def heading(said: str) -> None:
        text(said, bold=True).paragraph_format.keep_with_next = True

    period = f"{IN_SENTENCE} (số liệu từ ngày {{{{ ky.tu_ngay | ngay }}}} đến ngày {{{{ ky.den_ngay | ngay }}}})"
    text('Thực hiện {{ thong_tin["ke_hoach"] }}, {{ co_quan }} báo cáo {{ thong_tin["noi_nhan_bao_cao"] }} '
         f"kết quả công tác cải cách hành chính {period} như sau:")  # fmt: skip
    text("{%p set viec = ke_hoach | map(attribute='nhiem_vu') | sum(start=[]) %}")
    text(f"{REACHED} {DONE} {CHANGED}")
    text(IN)
    heading("I. KẾT QUẢ CÁC CHỈ TIÊU")
    ratios(document)
    say(document, "", 4)
    heading("II. NHIỆM VỤ CHƯA HOÀN THÀNH HOẶC TRỄ HẠN")
    text("{%p if viec | selectattr('ton_tai') | list or viec | selectattr('tre_han') | list %}")
    tasks(document)
    say(document, "", 4).paragraph_format.keep_with_next = True
    text("{%p else %}")
    text("Không có.").paragraph_format.keep_with_next = True
    text("{%p endif %}")
    closing = text(
        f"{ATTACHED} Trên đây là báo cáo kết quả công tác cải cách hành chính {IN_SENTENCE} của {{{{ co_quan }}}}./."
    )
    closing.paragraph_format.keep_with_next = closing.paragraph_format.keep_together = True


def sign(document: Any) -> None:
    left, right = two(document, 80, 85)
    say(left, "Nơi nhận:", 12, WD_ALIGN_PARAGRAPH.LEFT, bold=True, italic=True)
    say(left, '- {{ thong_tin["noi_nhan_bao_cao"] }};', 11, WD_ALIGN_PARAGRAPH.LEFT)
    say(left, "- Lưu: VT.", 11, WD_ALIGN_PARAGRAPH.LEFT)
    signer(right)


def save(document: Any, title: str, target: Path) -> None:
    """Write a template to a file. Its parts are always the same; the package's times are not."""
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = CREATED
    document.save(str(target))


def signer(cell: Any) -> None:
    """Who signs, with room for the signature above the name."""
    say(cell, '{{ thong_tin["nguoi_ky_chuc_danh"] }}', 14, CENTRE, bold=True)
    for _ in range(4):
        say(cell, "", 14, CENTRE)
    say(cell, '{{ thong_tin["nguoi_ky_ho_ten"] }}', 14, CENTRE, bold=True)


def make(target: Path) -> None:
    """Write the template of the Word report to a file."""
    document: Any = Document()
    page(document)
    head(document, writer, f"Kết quả thực hiện công tác cải cách hành chính {IN_SENTENCE}")
    body(document)
    sign(document)
    save(document, "Báo cáo kết quả thực hiện công tác cải cách hành chính", target)


if __name__ == "__main__":
    make(TARGET)
