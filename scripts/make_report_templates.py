"""Make the report templates of templates/bao-cao/. An officer changes them in Excel; this script only starts them.

python scripts/make_report_templates.py
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "bao-cao"
CREATED = dt.datetime(2022, 3, 31)
RATIOS = [
    "hoan_thanh",
    "dung_han",
    "danh_gia",
    "e_office",
    "truc_tuyen",
    "bcci_tthc",
    "bcci_ho_so",
    "som_han",
    "thanh_toan_ho_so",
    "thanh_toan_tthc",
]
RECEIVED = ("tn_truc_tuyen", "tn_truc_tiep", "tn_ky_truoc")
SETTLED = ("gq_truoc_han", "gq_dung_han", "gq_qua_han")
IN_HAND = ("dang_trong_han", "dang_qua_han")


class Page:
    """A report on one A4 landscape sheet: the head of NĐ 30/2020, a title, a table, a place to sign."""

    def __init__(self, name: str, sheet: str, widths: Sequence[float], title: str, under: str) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        # The first font is the unit of column widths: one that every office has.
        usual = {"font_name": "Times New Roman", "font_scheme": False, "font_size": 11}
        self.book: Any = xlsxwriter.Workbook(str(FOLDER / name), {"default_format_properties": usual})
        self.book.set_properties({"title": title, "created": CREATED})
        self.page: Any = self.book.add_worksheet(sheet)
        self.last = len(widths) - 1
        for at, width in enumerate(widths):
            self.page.set_column(at, at, width, self.style())
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer('&C&"Times New Roman"&11Trang &P/&N')
        self.page.hide_gridlines(2)
        half = self.last // 2
        plain = self.style(align="center", text_wrap=False)
        bold = self.style(align="center", bold=True, text_wrap=False)
        self.page.merge_range(0, 0, 0, half - 1, '{{ thong_tin["co_quan_cap_tren"] }}', plain)
        self.page.merge_range(1, 0, 1, half - 1, "{{ co_quan | upper }}", bold)
        self.page.merge_range(0, half, 0, self.last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold)
        self.page.merge_range(1, half, 1, self.last, "Độc lập - Tự do - Hạnh phúc", bold)
        self.page.set_row(3, 24)
        self.page.merge_range(3, 0, 3, self.last, title, self.style(align="center", bold=True, font_size=14))
        self.page.merge_range(4, 0, 4, self.last, under, self.style(align="center", italic=True))

    def style(self, **more: object) -> Any:
        base: dict[str, object] = {
            "font_name": "Times New Roman",
            "font_size": 12,
            "valign": "vcenter",
            "text_wrap": True,
        }
        if "border" in more and "align" not in more:
            base |= {"align": "left", "indent": 1}
        return self.book.add_format(base | {"font_scheme": False} | more)

    def headings(self, row: int, texts: Sequence[str], height: float = 50) -> None:
        heading = self.style(bold=True, align="center", border=1, bg_color="#DDE7F3")
        self.page.set_row(row, height)
        for at, text in enumerate(texts):
            self.page.write_string(row, at, text, heading)
        self.page.repeat_rows(row)
        self.page.freeze_panes(row + 1, 0)

    def tag(self, row: int, text: str) -> None:
        self.page.write_string(row, 0, text)

    def line(self, row: int, cells: Sequence[str], formats: Sequence[Any]) -> None:
        for at, (text, form) in enumerate(zip(cells, formats, strict=True)):
            if text.startswith("="):
                self.page.write_formula(row, at, text, form, 0)
            else:
                self.page.write_string(row, at, text, form)

    def sign(self, row: int) -> None:
        """The place to sign, on the right."""
        half = self.last // 2
        italic = self.style(align="center", italic=True)
        date = '{{ thong_tin["dia_danh"] }}, {{ ngay | ngay if ngay else "ngày … tháng … năm …" }}'
        self.page.merge_range(row, half, row, self.last, date, italic)
        bold = self.style(align="center", bold=True)
        self.page.merge_range(row + 1, half, row + 1, self.last, '{{ thong_tin["nguoi_ky_chuc_danh"] }}', bold)
        name = '{{ thong_tin["nguoi_ky_ho_ten"] }}'
        self.page.merge_range(row + 6, half, row + 6, self.last, name, bold)

    def done(self) -> None:
        self.book.close()


def plan() -> None:
    """The plan's table as printed, with results."""
    page = Page(
        "phu-luc-khac-phuc-ton-tai.xlsx",
        "Phụ lục",
        (7, 44, 18, 13, 13, 48, 10, 24, 24),
        '{{ thong_tin["ten_phu_luc"] | upper }}',
        'Kết quả thực hiện {{ ky.ten }} theo {{ thong_tin["ke_hoach"] }}',
    )
    headings = ("Mục", "Nội dung", "Đơn vị chủ trì", "Sản phẩm", "Thời gian", "Kết quả thực hiện", "Đánh giá",
                "Nguyên nhân", "Giải pháp")  # fmt: skip
    page.headings(6, headings, 36)
    names = ("ma", "noi_dung", "chu_tri", "san_pham", "thoi_gian", "ket_qua", "dat", "nguyen_nhan", "giai_phap")
    cells = [f"{{{{ k.{name} }}}}" for name in names]
    page.tag(7, "{%tr for k in ke_hoach %}")
    looks: tuple[tuple[str, dict[str, object]], ...] = (
        ('{%tr if k.cap == "phần" %}', {"bold": True, "bg_color": "#F2F2F2"}),
        ('{%tr elif k.cap == "ý" %}', {"italic": True}),
        ("{%tr else %}", {}),
    )
    row = 8
    for tag, more in looks:
        page.tag(row, tag)
        text = page.style(border=1, valign="top", font_size=11, **more)
        centre = page.style(border=1, valign="top", font_size=11, align="center", **more)
        page.line(row + 1, cells, [centre, text, text, centre, centre, text, centre, text, text])
        row += 2
    page.tag(row, "{%tr endif %}")
    page.tag(row + 1, "{%tr endfor %}")
    page.sign(row + 3)
    page.done()


def ratios() -> None:
    """Units x ratios, the department, year to date, change from the previous period, a chart."""
    page = Page(
        "tong-hop-ty-le.xlsx",
        "Tổng hợp tỷ lệ",
        (5, 40, *(12.5 for _ in RATIOS)),
        "TỔNG HỢP TỶ LỆ CẢI CÁCH HÀNH CHÍNH",
        "{{ ky.ten }} (từ {{ ky.tu_ngay | ngay }} đến {{ ky.den_ngay | ngay }})",
    )
    page.headings(6, ["STT", "Đơn vị", *(f'{{{{ chi_tieu["{code}"].ten }}}}' for code in RATIOS)], 100)
    text, centre = page.style(border=1), page.style(border=1, align="center")
    bold, bold_text = page.style(border=1, bold=True, align="center"), page.style(border=1, bold=True)
    shades = {"bg_color": "#F2F2F2", "bold": True, "border": 1, "align": "center"}

    def numbers(**more: object) -> list[Any]:
        percent = page.style(num_format="0.00%", **more)
        points = page.style(num_format="0.0", **more)
        return [points if code == "danh_gia" else percent for code in RATIOS]

    def ratio(owner: str, part: str = "") -> list[str]:
        told = [f'{owner}chi_tieu["{code}"]{part}' for code in RATIOS]
        return [f"{{{{ {one}.ty_le if {one}.ty_le is not none else {one}.hien }}}}" for one in told]

    page.tag(7, "{%tr for u in don_vi %}")
    page.line(8, ["{{ loop.index }}", "{{ u.ten }}", *ratio("u.")], [centre, text, *numbers(border=1, align="center")])
    page.tag(9, "{%tr endfor %}")
    page.line(10, ["", "Toàn cơ quan", *ratio("")], [bold, bold_text, *numbers(**shades)])
    each = (("Tử số", "tu_so"), ("Mẫu số", "mau_so"))
    count = page.style(border=1, align="center", num_format="#,##0")
    for row, (name, part) in enumerate(each, start=11):
        cells = [f'{{{{ chi_tieu["{code}"].{part} }}}}' for code in RATIOS]
        page.line(row, ["", name, *cells], [centre, text, *(count for _ in RATIOS)])
    told = (("Kỳ trước", ".ky_truoc"), ("Lũy kế từ đầu năm", ".luy_ke"))
    for row, (name, part) in enumerate(told, start=13):
        page.line(row, ["", name, *ratio("", part)], [centre, text, *numbers(border=1, align="center")])
    change = page.style(border=1, align="center", num_format="+0.00;-0.00;0.00")
    cells = [f'{{{{ chi_tieu["{code}"].thay_doi }}}}' for code in RATIOS]
    page.line(15, ["", "Thay đổi so với kỳ trước (điểm)", *cells], [centre, text, *(change for _ in RATIOS)])
    for row, (name, part) in enumerate((("Yêu cầu", "yeu_cau"), ("Đánh giá", "dat")), start=16):
        cells = [f'{{{{ chi_tieu["{code}"].{part} }}}}' for code in RATIOS]
        page.line(row, ["", name, *cells], [centre, text, *(centre for _ in RATIOS)])
    page.sign(19)
    _chart(page)
    page.done()


def _chart(page: Page) -> None:
    """The ratios of units as columns, on a page of its own."""
    table = page.page.get_name()
    sheet = page.book.add_worksheet("Biểu đồ")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 1)
    sheet.set_footer('&C&"Times New Roman"&11Trang &P/&N')
    chart = page.book.add_chart({"type": "column"})
    for code, colour in (("dung_han", "#1F4E79"), ("truc_tuyen", "#70AD47"), ("som_han", "#ED7D31")):
        column = 2 + RATIOS.index(code)
        chart.add_series(
            {
                "name": [table, 6, column],
                "categories": [table, 8, 1, 8, 1],
                "values": [table, 8, column, 8, column],
                "fill": {"color": colour},
            }
        )
    font = {"name": "Times New Roman", "size": 11}
    chart.set_title({"name": "Tỷ lệ theo đơn vị", "name_font": {"name": "Times New Roman", "size": 14}})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_format": "0%", "min": 0, "max": 1, "num_font": font})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 1100, "height": 620})
    sheet.insert_chart(0, 0, chart)


def dossiers() -> None:
    """Form II.06a: thirteen columns, a row for each field and its procedures."""
    page = Page(
        "tinh-hinh-giai-quyet-tthc.xlsx",
        "II.06a",
        (6, 46, *(11 for _ in range(11))),
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "{{ ky.ten }} (từ {{ ky.tu_ngay | ngay }} đến {{ ky.den_ngay | ngay }}); đơn vị tính: hồ sơ",
    )
    heading = page.style(bold=True, align="center", border=1, bg_color="#DDE7F3")
    for top, left, right, text in (
        (6, 2, 5, "Số hồ sơ tiếp nhận"),
        (6, 6, 9, "Số hồ sơ đã giải quyết"),
        (6, 10, 12, "Số hồ sơ đang giải quyết"),
    ):
        page.page.merge_range(top, left, top, right, text, heading)
    page.page.write_string(6, 0, "", heading)
    page.page.write_string(6, 1, "", heading)
    texts = ("STT", "Lĩnh vực, thủ tục", "Tổng số", "Trực tuyến", "Trực tiếp, BCCI", "Từ kỳ trước", "Tổng số",
             "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn")  # fmt: skip
    page.headings(7, texts, 36)
    page.page.repeat_rows(6, 8)
    page.page.freeze_panes(9, 2)
    numbers = ("(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)",
               "(11)=(12)+(13)", "(12)", "(13)")  # fmt: skip
    small = page.style(italic=True, align="center", border=1, font_size=9)
    page.line(8, numbers, [small for _ in numbers])

    def cells(row: int, first: str, second: str, of: str, close: str = "") -> list[str]:
        def shown(codes: Sequence[str]) -> list[str]:
            return [f"{{{{ {of}{code}{close} }}}}" for code in codes]

        at = row + 1
        return [
            first, second, f"=D{at}+E{at}+F{at}", *shown(RECEIVED), f"=H{at}+I{at}+J{at}", *shown(SETTLED),
            f"=L{at}+M{at}", *shown(IN_HAND),
        ]  # fmt: skip

    def formats(**more: object) -> list[Any]:
        number = page.style(border=1, align="right", num_format="#,##0", **more)
        return [
            page.style(border=1, align="center", **more),
            page.style(border=1, **more),
            *(number for _ in range(11)),
        ]

    page.tag(9, "{%tr for l in linh_vuc %}")
    field = cells(10, "{{ loop.index | la_ma }}", "{{ l.ten }}", "l.")
    page.line(10, field, formats(bold=True, bg_color="#F2F2F2"))
    page.tag(11, "{%tr for t in l.tthc %}")
    page.line(12, cells(12, "{{ loop.index }}", "{{ t.ten }} ({{ t.ma }})", "t."), formats())
    page.tag(13, "{%tr endfor %}")
    page.tag(14, "{%tr endfor %}")
    page.line(15, cells(15, "", "Tổng cộng", 'so_lieu["', '"]'), formats(bold=True, bg_color="#DDE7F3"))
    page.sign(17)
    page.done()


def scores() -> None:
    """The self-score with its evidence."""
    page = Page(
        "bang-tu-cham-diem.xlsx",
        "Tự chấm điểm",
        (11, 56, 14, 10, 10, 52, 12, 30),
        "BẢNG TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH",
        '{{ ky.ten }}, theo {{ thong_tin["ke_hoach"] }}',
    )
    headings = ("Mục", "Nội dung", "Cách chấm", "Điểm tối đa", "Điểm tự chấm", "Kết quả, tài liệu kiểm chứng",
                "Đánh giá", "Căn cứ")  # fmt: skip
    page.headings(6, headings, 36)
    text = page.style(border=1, valign="top", font_size=11)
    centre = page.style(border=1, valign="top", align="center", font_size=11)
    points = page.style(border=1, valign="top", align="center", num_format="0.##", font_size=11)
    names = ("muc", "noi_dung", "cach_cham", "diem_toi_da", "diem", "bang_chung", "dat", "can_cu")
    page.tag(7, "{%tr for c in cham_diem %}")
    looks = [centre, text, centre, points, points, text, centre, text]
    page.line(8, [f"{{{{ c.{name} }}}}" for name in names], looks)
    page.tag(9, "{%tr endfor %}")
    bold = page.style(border=1, bold=True, align="center", num_format="0.##", bg_color="#DDE7F3")
    page.line(10, ["", "Tổng điểm", "", "", "{{ tong_diem }}", "", "", ""], [bold for _ in names])
    note = "Mục chưa có điểm trong văn bản giao chỉ ghi Đạt hoặc Không đạt, không tự đặt điểm."
    page.page.merge_range(11, 0, 11, page.last, note, page.style(italic=True))
    page.sign(13)
    page.done()


if __name__ == "__main__":
    for make in (plan, ratios, dossiers, scores):
        make()
