"""The year's view, by hand: four quarters of two units, of which the second is incomplete and nobody sent the third.

viec / giao: Q1 A 30/40, B 10/10, together 40/50 = 80 %. Q2 A alone 33/60 = 55 %. Q4 A 54/60 = 90 %, B 15/20 = 75 %,
together 69/80 = 86,25 %. Points of 12: I.1 ratio x 10; I.2 2 points for more than in the quarter before, which is
known in Q2 alone: A had 75 %, now 55 %, so 0.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import cchc
from tests.traced.lineage import Lineage
from tests.workbooks import write_form

QUARTERS = periods(
    "2022-Q1 | Quý I năm 2022 | 1/1/2022 | 31/3/2022 | 5/4/2022",
    "2022-Q2 | Quý II năm 2022 | 1/4/2022 | 30/6/2022 | 5/7/2022 | | | 2022-Q1",
    "2022-Q3 | Quý III năm 2022 | 1/7/2022 | 30/9/2022 | 5/10/2022 | | | 2022-Q2",
    "2022-Q4 | Quý IV năm 2022 | 1/10/2022 | 31/12/2022 | 5/1/2023 | | | 2022-Q3",
    "2022-6T | 6 tháng đầu năm 2022 | 1/1/2022 | 30/6/2022 | 5/7/2022 | 2022-Q1; 2022-Q2",
)
CATALOGUE = {
    **QUARTERS,
    "Kế hoạch": SHEETS["Kế hoạch"] + "\n | 2 | Tăng so với kỳ trước | | Các phòng | | Trong năm",
    "Chỉ tiêu": SHEETS["Chỉ tiêu"] + "\ntang | Tăng so với kỳ trước | I.2 | viec | giao | % | | > kỳ trước",
    "Chấm điểm": SHEETS["Chấm điểm"] + "\nI.1 | ty_le | tuyến tính | 10\nI.2 | tang | đạt | 2",
}
REPORT = "xu-huong-nam.xlsx"
SHIPPED = Path(__file__).resolve().parents[2] / "templates" / "bao-cao"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def send(root: Path, period: str, unit: str, done: int, given: int, ranks: str = "") -> None:
    sheets = {
        "Số liệu": f"#ma  gia_tri\nviec  {done}\ngiao  {given}",
        "Xếp hạng": f"#ma  chi_so  tieu_chi  hang_nam_truoc  hang_nam_nay\n{ranks}",
    }
    write_form(root / "input" / period / f"{unit}.xlsx", unit, sheets, period)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The working folder with Q2, Q4 and the half year merged; and the report of Q2 as it was before Q4 came."""
    root = tmp_path_factory.mktemp("nam")
    (root / "templates" / "bao-cao").mkdir(parents=True)
    for name in (REPORT, "tong-hop-ty-le.xlsx"):
        (root / "templates" / "bao-cao" / name).write_bytes((SHIPPED / name).read_bytes())
    write_catalogue(root / "templates" / "danh-muc.xlsx", CATALOGUE)
    send(root, "2022-Q1", "A", 30, 40, "1  PCI  Tính minh bạch  20  18")
    send(root, "2022-Q1", "B", 10, 10, "1  PAR-INDEX  Cải cách thể chế  10  12")
    send(root, "2022-Q2", "A", 33, 60)
    merged(root, "2022-Q2")
    before = (root / "output" / "2022-Q2" / "bao-cao" / REPORT).read_bytes()
    send(root, "2022-Q4", "A", 54, 60, "1  PCI  Tính minh bạch  20  17")
    send(root, "2022-Q4", "B", 15, 20)
    for period in ("2022-Q2", "2022-Q4", "2022-6T"):
        merged(root, period)
    return root, before


def merged(root: Path, period: str) -> None:
    assert cchc(root, "merge", period).exit_code < 2


def sheet(root: Path, period: str, name: str) -> list[list[Any]]:
    """The rows of a sheet of the report that hold anything."""
    book = load_workbook(root / "output" / period / "bao-cao" / REPORT, data_only=True)
    return [list(row) for row in book[name].iter_rows(values_only=True) if any(value is not None for value in row)]


def table(root: Path, period: str, name: str, first: str) -> dict[str, list[Any]]:
    """The rows of the table of a sheet from its headings on, by their second cell."""
    rows = sheet(root, period, name)
    top = next(at for at, row in enumerate(rows) if row[0] == first)
    return {str(row[1]): row for row in rows[top:]}


def test_every_ratio_stands_beside_the_periods_of_the_year(year: tuple[Path, bytes]) -> None:
    rows = table(year[0], "2022-Q4", "Xu hướng", "STT")
    assert rows["Tỷ lệ, thứ hạng"][2:7] == ["Quý I", "Quý II (*)", "Quý III", "Quý IV", "Lũy kế từ đầu năm"]
    assert rows["Tỷ lệ việc đã làm"][2:8] == [0.8, 0.55, "–", 0.8625, "–", "–"]  # nothing to compare with
    notes = [str(row[0]) for row in sheet(year[0], "2022-Q4", "Xu hướng")]
    assert any("(*) Quý II năm 2022 chưa đủ kỳ: 1/2 đơn vị." in note for note in notes)


def test_a_quarter_says_nothing_of_those_after_it_and_what_it_said_before_they_came(year: tuple[Path, bytes]) -> None:
    root, before = year
    assert table(root, "2022-Q2", "Xu hướng", "STT")["Tỷ lệ việc đã làm"][2:8] == [0.8, 0.55, "–", "–", "–", -25]
    assert (root / "output" / "2022-Q2" / "bao-cao" / REPORT).read_bytes() == before
    told = load_workbook(root / "output" / "2022-Q2" / "bao-cao" / "tong-hop-ty-le.xlsx", data_only=True)
    rows = {row[1]: row for row in told.worksheets[0].iter_rows(values_only=True)}
    assert rows["Kỳ trước"][2] == 0.8  # as the year has it


def test_half_a_year_is_looked_at_by_its_quarters(year: tuple[Path, bytes]) -> None:
    rows = table(year[0], "2022-6T", "Xu hướng", "STT")
    assert rows["Tỷ lệ, thứ hạng"][2:5] == ["Quý I", "Quý II (*)", "Lũy kế từ đầu năm"]
    assert rows["Tỷ lệ việc đã làm"][2:5] == [0.8, 0.55, 0.6636]  # (30 + 10 + 33) / (40 + 10 + 60) = 73/110
    heads = table(year[0], "2022-6T", "Điểm", "Hạng, mục")["Đơn vị, nội dung"]
    assert heads[2:5] == ["Quý I", "Quý II (*)", "6 tháng đầu năm 2022"]
    assert "Hạng kỳ trước" not in heads  # nobody has a place in the half year before


def test_the_chart_has_a_gap_where_nothing_was_sent(year: tuple[Path, bytes]) -> None:
    with zipfile.ZipFile(year[0] / "output" / "2022-Q4" / "bao-cao" / REPORT) as package:
        chart = etree.fromstring(package.read("xl/charts/chart1.xml"))
    assert [gap.get("val") for gap in chart.iter(f"{CHART}dispBlanksAs")] in ([], ["gap"])  # a gap is the default
    (_, values), (categories, _) = chart.iter(f"{CHART}val"), chart.iter(f"{CHART}cat")  # labels first, behind
    points = {int(pt.get("idx", "")): float(pt.findtext(f"{CHART}v", "")) for pt in values.iter(f"{CHART}pt")}
    assert points == {0: 0.8, 1: 0.55, 3: 0.8625, 5: 0.8, 6: 0.55, 8: 0.8625}  # 4 parts the two ratios
    levels = [[pt.findtext(f"{CHART}v") for pt in lvl.iter(f"{CHART}pt")] for lvl in categories.iter(f"{CHART}lvl")]
    assert levels[0][:4] == ["Q1", "Q2*", "Q3", "Q4"]
    assert levels[1][0] == "Tỷ lệ việc đã làm"
    first, last = re.fullmatch(
        r"'Biểu đồ xu hướng'!\$C\$(\d+):\$C\$(\d+)", values.findtext(f".//{CHART}f", "")
    ).groups()  # type: ignore[union-attr]
    assert int(last) - int(first) == 9  # two ratios of four quarters, a row between and one behind


def test_a_year_of_months_has_six_points_of_a_ratio_at_most(tmp_path: Path) -> None:
    """Of nine months each second one, the last among them; named and labelled are the first and the last. Months before
    anybody sent anything are no part of it."""
    months = [f"2022-T{month:02d} | Tháng {month} | 1/{month}/2022 | 28/{month}/2022" for month in range(1, 13)]
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", periods(*months))
    report = tmp_path / "templates" / "bao-cao" / REPORT
    report.parent.mkdir()
    report.write_bytes((SHIPPED / REPORT).read_bytes())
    send(tmp_path, "2022-T03", "A", 40, 50)
    send(tmp_path, "2022-T11", "A", 20, 40)
    merged(tmp_path, "2022-T11")
    chart = load_workbook(tmp_path / "output" / "2022-T11" / "bao-cao" / REPORT)["Biểu đồ xu hướng"]
    rows = [[cell.value for cell in row] for row in chart.iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[1] == "T03*")
    assert [row[1:4] for row in rows[start : start + 5]] == [
        ["T03*", 0.8, 0.8], *[[None, None, None]] * 3, ["T11*", 0.5, 0.5],
    ]  # fmt: skip
    assert any("cứ hai kỳ vẽ một điểm" in str(row[0]) for row in rows)
    heads = table(tmp_path, "2022-T11", "Xu hướng", "STT")["Tỷ lệ, thứ hạng"]
    assert heads[2:12] == [
        "Tháng 3 (*)",
        *(f"Tháng {month}" for month in range(4, 11)),
        "Tháng 11 (*)",
        "Lũy kế từ đầu năm",
    ]
    told = [str(row[0]) for row in sheet(tmp_path, "2022-T11", "Xu hướng")]
    assert any(row.startswith("Các kỳ từ Tháng 3 đến hết Tháng 11") for row in told)
    page = (tmp_path / "output" / "2022-T11" / "tong-hop.html").read_text("utf-8")
    table_of_page = page[page.index('<section aria-labelledby="ca-nam">') :].partition("</table>")[0]
    assert re.findall(r">(Tháng [^<]*)</th>", table_of_page) == heads[2:11]


def test_units_stand_by_rank_with_their_points_of_each_period(year: tuple[Path, bytes]) -> None:
    rows = table(year[0], "2022-Q4", "Điểm", "Hạng, mục")
    # of 100: A 7,5/12, 5,5/12 and 9/12; B 10/12 and 7,5/12; together 8/12, 5,5/12 and 8,625/12
    assert rows["Phòng A"][:8] == [1, "Phòng A", 62.5, 45.83, "–", 75, 12, "–"]
    assert rows["Phòng B"][:8] == [2, "Phòng B", 83.33, "–", "–", 62.5, 12, "–"]
    assert rows["Toàn cơ quan"][2:6] == [66.67, 45.83, "–", 71.88]
    assert rows["Tăng so với kỳ trước (tối đa 2)"][2:6] == ["–", 0, "–", "–"]
    assert rows["Tổng điểm của cơ quan, gồm:"][2:6] == [8, 5.5, "–", 8.63]  # 8,625 half up


def test_units_are_ranked_by_each_ratio(year: tuple[Path, bytes]) -> None:
    rows = [row[:6] for row in sheet(year[0], "2022-Q4", "Đơn vị theo tỷ lệ")[3:6]]
    assert rows == [
        ["", "(1) Tỷ lệ việc đã làm: toàn cơ quan", 0.8, 0.55, "–", 0.8625],
        [1, "Phòng A", 0.75, 0.55, "–", 0.9],
        [2, "Phòng B", 1, "–", "–", 0.75],
    ]


def test_ranked_criteria_are_those_of_the_latest_period_that_tells_them(year: tuple[Path, bytes]) -> None:
    rows = table(year[0], "2022-Q4", "Xu hướng", "STT")
    assert rows["Thứ hạng PAR-INDEX, PCI, …"][6:9] == ["Năm trước", "Tăng, giảm bậc", "Đơn vị báo cáo"]
    assert rows["PCI: Tính minh bạch"][2:9] == [None, None, None, 17, 20, 3, "Phòng A"]
    assert rows["PAR-INDEX: Cải cách thể chế"][2:9] == [12, None, None, None, 10, -2, "Phòng B"]


def test_the_page_shows_the_year_with_a_gap_and_a_hollow_point(year: tuple[Path, bytes]) -> None:
    page = (year[0] / "output" / "2022-Q4" / "tong-hop.html").read_text("utf-8")
    part = page[page.index('<section aria-labelledby="ca-nam">') :].partition("</section>")[0]
    row = part[part.index('<th scope="row">Tỷ lệ việc đã làm') :].partition("</tr>")[0]
    assert re.findall(r'<td class="so[^"]*">([^<]*)</td>', row) == ["80,00%", "55,00%", "–", "86,25%"]
    assert row.count("<circle") == 3
    assert row.count('class="thieu"') == 1
    # 100 % is 30 high on 35: Q1 at 35 - 24 = 11, Q2 at 35 - 16 = 19; nothing leads over the gap to Q4
    assert re.findall(r'<path d="([^"]*)"', row) == ["M8 11L69 19"]
    assert "Quý II (*) chưa đủ kỳ: 1/2 đơn vị" in part
    assert '<th scope="row">1. Phòng A</th><td class="so">62,5</td><td class="so">45,83</td>' in part


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("C", {("2022-Q1", "A", "viec"): 30, ("2022-Q1", "A", "giao"): 40,
               ("2022-Q1", "B", "viec"): 10, ("2022-Q1", "B", "giao"): 10}),
        ("D", {("2022-Q2", "A", "viec"): 33, ("2022-Q2", "A", "giao"): 60}),
    ],
)  # fmt: skip
def test_the_value_of_an_earlier_period_leads_to_its_cells(
    year: tuple[Path, bytes], column: str, cells: Mapping[tuple[str, str, str], int]
) -> None:
    book = load_workbook(year[0] / "output" / "2022-Q4" / "bao-cao" / REPORT)
    row = next(row[0].row for row in book["Xu hướng"].iter_rows() if row[1].value == "Tỷ lệ việc đã làm")
    found = Lineage.read(year[0], "2022-Q4").cells((f"bao-cao/{REPORT}", "Xu hướng", f"{column}{row}"))
    assert {(cell.period, cell.unit, cell.row): cell.value for cell in found} == cells
