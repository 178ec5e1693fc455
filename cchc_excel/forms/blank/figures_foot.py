"""The foot of sheet Số liệu: who made the report, and the printed block for signatures."""

from __future__ import annotations

from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.figures_page import REST, At, FiguresPage
from cchc_excel.forms.blank.input_rules import any_text, restrict
from cchc_excel.forms.blank.page import Page
from cchc_excel.forms.blank.parts import code
from cchc_excel.forms.blank.styles import Style
from cchc_excel.model.records import address

_PEOPLE_ADVICE = {
    "#nguoi_lap": "Họ và tên người lập biểu; tự in ở chỗ ký.",
    "#dien_thoai": "Số điện thoại của người lập biểu, để hỏi khi số liệu chưa rõ.",
    "#thu_truong": "Họ và tên người ký duyệt biểu mẫu của đơn vị; tự in ở chỗ ký.",
}


def write_people(cells: FiguresPage, row: int) -> int:
    """The cells for who made the report, a telephone, and the head of the unit."""
    page = cells.page
    row = cells.section(row, "Người lập biểu")
    typed = [cells.spots[spec.code] for spec in cells.visible.figures if spec.typed]
    page.select(typed[0] if typed else address(row, At.VALUE))
    look = page.book.format(styles.ENTRY_TEXT)
    for line, title in layout.PEOPLE.items():
        code(page, row, line)
        page.text(row, At.NAME, title, styles.TEXT)
        page.text(row, At.COUNTED, "", styles.TEXT)
        page.sheet.merge_range(row, At.VALUE, row, At.EDGE, "", look)
        restrict(page.sheet, (row, At.VALUE, row, At.VALUE), any_text(title, _PEOPLE_ADVICE[line]))
        page.tall(row, 21)
        row += 1
    return row


def write_signatures(page: Page, row: int) -> int:
    """The printed block for two signatures; returns its last row."""
    italic = Style(border=False, italic=True, align="center")
    bold = Style(border=False, bold=True, align="center", size=13)
    lines = (
        ("", "……, ngày …… tháng …… năm ……", italic),
        ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ", bold),
        ("(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)", italic),
    )
    code(page, row, REST)
    for at, (left, right, style) in enumerate(lines, start=row + 1):
        code(page, at, REST)
        page.wide(at, At.NAME, At.COUNTED, left, style)
        page.wide(at, At.PREVIOUS, At.EDGE, right, style)
    space = row + 1 + len(lines)
    code(page, space, REST)
    page.tall(space, 60)
    code(page, space + 1, REST)
    for first, last, name in ((At.NAME, At.COUNTED, "#nguoi_lap"), (At.PREVIOUS, At.EDGE, "#thu_truong")):
        typed = address(row - len(layout.PEOPLE) + list(layout.PEOPLE).index(name), At.VALUE)
        page.wide(space + 1, first, last, f'={typed}&""', bold)
    return space + 1
