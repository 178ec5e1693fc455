"""Draw xu-huong-nam.xlsx: every ratio and the places of ranked criteria over the periods of the year, a chart, points
of units and of the department by period, and units ranked by each ratio. `K` is a period of the year, `c` a ratio, `u`
a unit.

A cell of a period that has nothing, or not yet, says "–"; in the chart it is a gap.
"""

from __future__ import annotations

from typing import Any

from scripts.report_page import FONT, Page

SHADE = "#F2F2F2"
PLAIN, CHANGE = "[$-42A]General", "[$-42A]+0;[$-42A]-0;0"
TITLE = "NĂM {{ nam.ten }}"
_KNOWN_FIRST = "(nam.ky | selectattr('co_so_lieu') | list or nam.ky)[0]"
_KNOWN = f"(nam.ky | rejectattr('chua_den') | list)[nam.ky.index({_KNOWN_FIRST}):]"
"""The periods from the first that has figures to the run's own."""
_MONTHS = "nam.ky | length > 4"
UNDER = (
    f"Các kỳ {{{{ 'từ ' ~ {_KNOWN_FIRST}.ten if {_MONTHS} and not nam.ky[0].co_so_lieu else 'của năm ' ~ nam.ten }}}} "
    "đến hết {{ ky.ten }} (ngày {{ ky.den_ngay | ngay }})"
)
SHOWN = f"K in ({_KNOWN} if {_MONTHS} else nam.ky)"
"""Of a year of months those to come, and those before anybody sent anything, are left out: twelve columns are the most
that a page has room for."""
PERIODS = (f"{{%tc for {SHOWN} %}}", "{%tc endfor %}")
"""What stands at both sides of the column of a period; those columns vanish."""
_TAG, _PERIOD = 2.0, 17.0
"""Millimetres; twelve months share what is left of a page, hence the small letters in their columns."""
SMALL: dict[str, object] = {"border": 1, "font_size": 9.5}
HEADING = "{{ K.ten_ngan }}{% if K.chua_du %} (*){% endif %}"
SOME_MISSING = (
    "“–”: chưa có số liệu, trong biểu đồ là chỗ đứt; KPS: không phát sinh; KT: không tính."
    "{% for K in nam.ky if K.chua_du %} (*) {{ K.ten }} {{ K.chua_du }}.{% endfor %}"
)
HOW_RANKED = "{{ ' Thứ hạng ghi ở kỳ mới nhất có báo cáo; 1 là cao nhất.' if nam.xep_hang }}"
OVER_TIME = (
    "'KPS' if {0}.hien == 'Không phát sinh' else 'KT' if {0}.hien == 'Không tính' else "
    "'–' if {0}.hien in ('', 'Chưa có số liệu') else {0}.gia_tri"
)
CHARTED = f"K in {_KNOWN} if ({_KNOWN}) | length <= 6 or (({_KNOWN}).index(K) - ({_KNOWN}) | length) is odd"
"""A chart has room for six points of a ratio: of more periods each second one, the last among them."""
_POINTS = "c.trong_nam.items() | rejectattr('1.ty_le', 'none') | list"
FEW = "loop.length <= 4"
"""So many can each have their name and value; of more the first and the last have."""
_ENDS = f"K.ma in (({_POINTS})[0][0], ({_POINTS})[-1][0])"
CHART_NOTE = (
    f"{{% if ({_KNOWN}) | length > 4 %}} Biểu đồ ghi trị số ở điểm đầu và điểm cuối"
    f"{{{{ ', cứ hai kỳ vẽ một điểm' if ({_KNOWN}) | length > 6 }}}}.{{% endif %}}"
)
BETWEEN = "{{ ' ' }}"
"""In the first column of the row that parts two ratios: with nothing in it, it would belong to the ratio above."""
THIS_ONE = "{%tc for Z in [ky] if not nam.ky | selectattr('la_ky_nay') | list %}"
"""The column of a period that is none of the year's, as six months are: units are ranked by what they have in it."""
EARLIER = "{%tc for B in [ky] if ky.ky_truoc.ma in nam.ky | map(attribute='ma') | list %}"
"""The column of the places in the previous period, where that is one of the year's."""
LATER = "nam.so_ky > 1"
"""From the second period on: charts, points and units of a single one stand in its own tables of ratios and points."""
YEAR_TO_DATE = "(c.luy_ke if c.luy_ke.hien or nam.ky | selectattr('la_ky_nay') | list else c)"
"""The cumulative period; of a run that is one itself (six months, the year) its own."""


def year(made: Any) -> None:
    """All sheets of the report."""
    _trend(made)
    _chart(made)
    _points(made)
    _units_by_ratio(made)


def _note(page: Page, text: str) -> None:
    page.across(text, 0, page.last, italic=True, align="left", font_size=10)
    page.next()


def _periods(before: list[str], of_period: str, after: list[str]) -> list[str]:
    """A row: what stands before the periods, in the column of each, and behind them."""
    return [*before, "", of_period, "", *after]


def _headings(before: list[str], after: list[str]) -> list[str]:
    return [*before, PERIODS[0], HEADING, PERIODS[1], *after]


def _shown(value: str) -> str:
    return f"{{{{ {OVER_TIME.format(value)} }}}}"


def _trend(made: Any) -> None:
    page = Page(made, "Xu hướng", (8, 74, _TAG, _PERIOD, _TAG, 22, 31, 28), split=3)
    page.letterhead()
    page.title(f"XU HƯỚNG CÁC TỶ LỆ CẢI CÁCH HÀNH CHÍNH {TITLE}", UNDER)
    page.next(3)
    page.headings(
        _headings(["STT", "Tỷ lệ, thứ hạng"], ["Lũy kế từ đầu năm", "Thay đổi so với kỳ trước (điểm)", "Yêu cầu"])
    )
    text, centre = page.style(**SMALL), page.style(**SMALL, align="center")
    page.tag("{%tr for c in chi_tieu.values() %}")
    cells = _periods(
        ["{{ loop.index }}", "{{ c.ten_ngan }}"],
        _shown("c.trong_nam[K.ma]"),
        [_shown(YEAR_TO_DATE), "{{ c.thay_doi if c.thay_doi is not none else '–' }}", "{{ c.yeu_cau.split(', ')[0] }}"],
    )
    page.line(cells, [centre, text, *(centre for _ in cells[2:])])
    page.tag("{%tr endfor %}")
    _ranks(page)
    page.headings_go_along()
    kept = page.row
    _note(page, SOME_MISSING + HOW_RANKED)
    page.completeness()
    page.stretches(1, 3, 5, 6, 7)
    page.sign(kept)


def _chart(made: Any) -> None:
    """Percentages in one line of points for each ratio, side by side; what the points are made of stands below, out of
    print: the sheet before has the same figures."""
    page = Page(made, "Biểu đồ xu hướng", (60, 30, 75, 75), split=1)
    page.only_if(LATER)
    page.title(f"XU HƯỚNG CÁC TỶ LỆ CỦA TOÀN CƠ QUAN {TITLE}", UNDER)
    page.next(3)
    top, height = page.row, 536
    page.next(height * 0.75)
    _note(page, SOME_MISSING + CHART_NOTE)
    page.page.print_area(0, 0, page.row - 1, page.last)
    page.next(8)
    page.headings(("Tỷ lệ", "Kỳ", "Tỷ lệ", "Ghi trên biểu đồ"))
    text, number = page.style(border=1), page.style(border=1, align="center")
    page.tag(f"{{%tr for c in chi_tieu.values() if c.don_vi_tinh == '%' and {_POINTS} %}}")
    page.tag(f"{{%tr for {CHARTED} %}}")
    at = page.row
    point = "c.trong_nam[K.ma]"
    value = f"{point}.gia_tri if {point}.ty_le is not none else none"
    labelled = f"{point}.gia_tri if {point}.ty_le is not none and ({FEW} or {_ENDS}) else none"
    page.line(
        [
            "{{ c.ten_ngan if loop.first }}",
            f"{{{{ K.ngan ~ ('*' if K.chua_du else '') if {FEW} or loop.first or loop.last }}}}",
            f"{{{{ {value} }}}}",
            f"{{{{ {labelled} }}}}",
        ],
        [text, number, number, number],
    )
    page.tag("{%tr endfor %}")
    last = page.row
    page.line([BETWEEN, "", "", ""], [text, number, number, number])
    page.tag("{%tr endfor %}")
    name = page.page.get_name()
    chart = made.add_chart({"type": "line"})
    font: dict[str, object] = {"name": FONT, "size": 9}
    blue = {"color": "#1F4E8C"}
    points = {
        "line": blue | {"width": 1.75},
        "marker": {"type": "circle", "size": 5, "fill": blue, "border": blue},
    }
    values = {
        "line": {"none": True},
        "marker": {
            "type": "circle",
            "size": 7,
            "fill": {"none": True},
            "border": {"none": True},
        },  # keeps labels off points
        "data_labels": {"value": True, "position": "above", "font": font | {"size": 8, "rotation": -90}},
    }
    for column, look in ((3, values), (2, points)):  # points over the markers of values, which LibreOffice paints
        series = {
            "name": [name, at - 3, column],
            "categories": [name, at, 0, last, 1],
            "categories_data": [["Tỷ lệ", "", ""], ["Kỳ", "", ""]],  # which makes them categories of two levels
            "values": [name, at, column, last, column],
        }
        chart.add_series(series | look)
    chart.show_blanks_as("gap")
    chart.set_title({"none": True})
    lines = {"visible": True, "line": {"color": "#BFBFBF", "dash_type": "dash"}}
    chart.set_y_axis({"min": 0, "max": 1.18, "major_unit": 0.2, "num_format": "0%", "num_font": font,
                      "major_gridlines": lines})  # fmt: skip
    chart.set_x_axis({"num_font": font})
    chart.set_legend({"none": True})
    chart.set_size({"width": sum(page.widths), "height": height})
    page.page.insert_chart(top, 0, chart)


HOW_POINTS = (
    "Điểm của đơn vị, toàn cơ quan quy về thang 100; danh mục chưa cho điểm tối đa thì là tổng điểm. Bằng điểm thì "
    "cùng hạng. Mục chưa có điểm không in."
)


def _points(made: Any) -> None:
    """Units by rank and, below them, the department's points row by row: under the same headings, for each alone is
    half a page."""
    page = Page(made, "Điểm", (12, 112, _TAG, _PERIOD, _TAG, *(_TAG, 15, _TAG) * 4), split=3)
    page.only_if(LATER)
    page.title(f"ĐIỂM CỦA TỪNG ĐƠN VỊ VÀ CỦA CƠ QUAN {TITLE}", UNDER)
    page.next(3)
    most, grade = (
        f"{{%tc for T in cot_tong_diem | selectattr('ma', 'equalto', '{name}') %}}"
        for name in ("tong_diem_toi_da", "xep_loai")
    )
    named = {THIS_ONE: "{{ Z.ten }}", most: "Điểm tối đa kỳ này", EARLIER: "Hạng kỳ trước", grade: "Xếp loại"}
    page.headings(
        _headings(["Hạng, mục", "Đơn vị, nội dung"], [text for one in named.items() for text in (*one, PERIODS[1])])
    )
    text, centre = page.style(**SMALL), page.style(**SMALL, align="center", num_format=PLAIN)
    bold = SMALL | {"bold": True, "bg_color": SHADE}

    def row(rank: str, name: str, of: str, before: str, looks: tuple[Any, Any]) -> None:
        points = f"{of}diem_trong_nam[K.ma]"
        now = f"{of}diem_quy_doi if {of}diem_quy_doi is not none else {of}tong_diem"
        value = f"{points}.diem_quy_doi if {points}.diem_quy_doi is not none else {points}.tong_diem"
        beside = (f"{{{{ {now} }}}}", f"{{{{ {of}tong_diem_toi_da }}}}", before, f"{{{{ {of}xep_loai }}}}")
        cells = _periods(
            [rank, name],
            f"{{{{ {value} if {points}.tong_diem is not none else '–' }}}}",
            [text for one in beside for text in ("", one, "")],
        )
        page.line(cells, [looks[1], looks[0], *(looks[1] for _ in cells[2:])])

    page.tag("{%tr for u in don_vi | rejectattr('hang', 'none') | sort(attribute='hang') %}")
    earlier = "{{ (u.diem_trong_nam[ky.ky_truoc.ma].hang if ky.ky_truoc.ma in u.diem_trong_nam else none) or '–' }}"
    row("{{ u.hang }}", "{{ u.ten_ngan }}", "u.", earlier, (text, centre))
    page.tag("{%tr endfor %}")
    page.tag("{%tr for u in don_vi if u.hang is none %}")
    row("–", "{{ u.ten_ngan }}", "u.", earlier, (text, centre))
    page.tag("{%tr endfor %}")
    row("", "Toàn cơ quan", "", "", (page.style(**bold), page.style(**bold, align="center", num_format=PLAIN)))
    _rows_of_points(page, text, centre)
    page.headings_go_along()
    kept = page.row
    _note(page, f"{HOW_POINTS} {SOME_MISSING}")
    page.stretches(1, 3, 6, 9, 12, 15)
    page.end(kept)


def _rows_of_points(page: Page, text: Any, centre: Any) -> None:
    of_rows = "cham_diem if c.trong_nam.values() | reject('none') | list"
    shaded = SMALL | {"bold": True, "bg_color": SHADE}
    bold, bold_centre = page.style(**shaded), page.style(**shaded, align="center", num_format=PLAIN)
    page.tag(f"{{%tr for c in {of_rows} %}}")
    page.tag("{%tr if loop.first %}")
    totals = "{{ diem_trong_nam[K.ma].tong_diem if diem_trong_nam[K.ma].tong_diem is not none else '–' }}"
    named = _periods(["", "Tổng điểm của cơ quan, gồm:"], totals, [""] * 12)
    page.line(named, [bold_centre, bold, *(bold_centre for _ in named[2:])], "x")
    page.tag("{%tr endif %}")
    most = "{{ ' (tối đa ' ~ (c.diem_toi_da | so) ~ ')' if c.diem_toi_da is not none }}"
    point = "{{ c.trong_nam[K.ma] if c.trong_nam[K.ma] is not none else '–' }}"
    cells = _periods(["{{ c.muc }}", f"{{{{ c.noi_dung | truncate(120) }}}}{most}"], point, [""] * 12)
    page.line(cells, [centre, text, *(centre for _ in cells[2:])])
    page.tag("{%tr endfor %}")


def _units_by_ratio(made: Any) -> None:
    page = Page(made, "Đơn vị theo tỷ lệ", (14, 120, _TAG, _PERIOD, _TAG, _TAG, _PERIOD, _TAG), split=2)
    page.only_if(LATER)
    page.title(f"XẾP HẠNG CÁC ĐƠN VỊ THEO TỪNG TỶ LỆ {TITLE}", UNDER)
    page.next(3)
    page.headings(_headings(["Hạng", "Tỷ lệ, đơn vị"], [THIS_ONE, "{{ Z.ten }}", PERIODS[1]]))
    small = SMALL
    shaded = small | {"bold": True, "bg_color": SHADE}
    text, centre = page.style(**small), page.style(**small, align="center")
    bold, bold_centre = page.style(**shaded), page.style(**shaded, align="center")
    page.tag("{%tr for c in chi_tieu.values() %}")
    name = "({{ loop.index }}) {{ c.ten_ngan }}: toàn cơ quan{% if c.yeu_cau %} (yêu cầu {{ c.yeu_cau }}){% endif %}"
    cells = _periods(["", name], _shown("c.trong_nam[K.ma]"), ["", _shown("c"), ""])
    page.line(cells, [bold_centre, bold, *(bold_centre for _ in cells[2:])], "x")
    ranked = "don_vi | rejectattr('chi_tieu.' ~ c.ma ~ '.hang', 'none') | sort(attribute='chi_tieu.' ~ c.ma ~ '.hang')"
    page.tag(f"{{%tr for u in {ranked} %}}")
    own = "u.chi_tieu[c.ma]"
    cells = _periods(
        [f"{{{{ {own}.hang }}}}", "{{ u.ten_ngan }}"], _shown(f"{own}.trong_nam[K.ma]"), ["", _shown(own), ""]
    )
    page.line(cells, [centre, text, *(centre for _ in cells[2:])])
    page.tag("{%tr endfor %}")
    page.tag("{%tr endfor %}")
    page.headings_go_along()
    kept = page.row
    _note(page, "Xếp theo tỷ lệ đúng của kỳ này; đơn vị không có số của kỳ này thì không xếp.")
    _note(page, SOME_MISSING)
    page.stretches(1, 3, 6)
    page.end(kept)


def _ranks(page: Page) -> None:
    """Ranked criteria below the ratios, each in the latest period that tells it: a table of its own would be a page of
    a few lines."""
    text, centre = page.style(**SMALL), page.style(**SMALL, align="center", num_format=PLAIN)
    moved = page.style(**SMALL, align="center", num_format=CHANGE)
    shaded = SMALL | {"bold": True, "bg_color": SHADE}
    bold, bold_centre = page.style(**shaded), page.style(**shaded, align="center")
    page.tag("{%tr if nam.xep_hang %}")
    heads = ["Năm trước", "Tăng, giảm bậc", "Đơn vị báo cáo"]
    named = _periods(["", "Thứ hạng PAR-INDEX, PCI, …"], "", heads)
    page.line(named, [bold_centre, bold, *(bold_centre for _ in named[2:])], "x")
    page.tag("{%tr for x in nam.xep_hang %}")
    place = "{{ (x.hang_nam_nay if x.hang_nam_nay is not none else '–') if x.ky == K.ten }}"
    beside = [f"{{{{ x.{name} if x.{name} is not none else '–' }}}}" for name in ("hang_nam_truoc", "tang")]
    cells = _periods(["{{ loop.index }}", "{{ x.chi_so }}: {{ x.tieu_chi }}"], place, [*beside, "{{ x.don_vi_ngan }}"])
    page.line(cells, [centre, text, *(centre for _ in cells[2:6]), moved, centre])
    page.tag("{%tr endfor %}")
    page.tag("{%tr endif %}")
