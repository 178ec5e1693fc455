"""tong-hop.html in a real Chromium: what it says against --json, and what a reader can do with it."""

from __future__ import annotations

import hashlib
import html
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from scripts.page_fill import fills
from tests.browser import chromium, opened
from tests.cchc_runs import EXAMPLE, ROOT, cchc, codes, merge
from tests.departments import department
from tests.points_department import points_department
from tests.printed import pages as printed_pages
from tests.workbooks import small_report, write_form

HOSTILE = """</script><img src=x onerror="alert(1)"> 'Phòng' {{ 7*7 }}"""
TYPED = """<b onclick='alert(2)'>12</b>"""
PROCEDURES = ("2.000063", "2.000450", "2.000347")
COLUMNS = (
    "tn_truc_tuyen  tn_truc_tiep  tn_ky_truoc  gq_truoc_han  gq_dung_han  gq_qua_han  dang_trong_han  dang_qua_han"
)
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1366, "height": 768}
Run = tuple[Path, dict[str, Any]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def edit_catalogue(root: Path, sheet: str, cells: dict[str, str]) -> None:
    file = root / "templates" / "danh-muc.xlsx"
    book = load_workbook(file)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(file)


def one_report(root: Path) -> None:
    """Leave one report template: it is the page that is tested."""
    for template in sorted((root / "templates" / "bao-cao").iterdir())[1:]:
        template.unlink()


def xnk(root: Path, period: str, dossiers: str, early: int) -> None:
    sheets = {
        "TTHC": f"#ma  ma_hien  {COLUMNS}\n2.000063  2.000063  {dossiers}",
        "Số liệu": f"#ma  gia_tri\ncv_giao  60\ncv_som_han  {early}\ncv_tre_han  0\ncv_gia_han  0",
    }
    write_form(root / "input" / period / "XNK.xlsx", "XNK", sheets, period=period)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Quarter II as a draft: one unit of a hostile name, one with a figure that is markup, the others missing."""
    root = tmp_path_factory.mktemp("draft")
    assert cchc(root, "init").exit_code == 0
    edit_catalogue(root, "Đơn vị", {"B3": HOSTILE, "E3": "Thanh tra"})  # the plan still finds it
    xnk(root, "2022-Q1", "10  5  0  6  4  2  3  0", early=31)
    xnk(root, "2022-Q2", "20  0  3  15  5  1  1  1", early=10)
    figures = f"#ma  gia_tri\nvb_di  {TYPED}\nvb_di_dien_tu  3\ncv_giao  50\ncv_som_han  18"
    write_form(root / "input" / "2022-Q2" / "<i>VP.xlsx", "VP", {"Số liệu": figures}, period="2022-Q2")
    code, outcome = merge(root, period="2022-Q2")
    assert code == 1
    return root / "output" / "2022-Q2" / "tong-hop.html", outcome


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """40 units, 36 of them with the same 20 procedures; in the workbooks of the first 26 units no row balances."""
    root = tmp_path_factory.mktemp("large")
    assert cchc(root, "init").exit_code == 0
    file = root / "templates" / "danh-muc.xlsx"
    book = load_workbook(file)
    rows = [row for row in book["TTHC"].iter_rows(min_row=2, max_row=21) if row[0].value]
    for row in rows:
        row[3].value = "Các phòng chuyên môn"
    for number in range(11, 41):
        name = f"Phòng số {number} của một cơ quan có tên dài"
        book["Đơn vị"].append([f"P{number}", name, "Các phòng, đơn vị; Các phòng; Các phòng chuyên môn"])
    units = [[str(cell.value) for cell in row[:3]] for row in book["Đơn vị"].iter_rows(min_row=2) if row[0].value]
    book.save(file)
    one_report(root)
    for number, (unit, _, groups) in enumerate(units):
        received = 10 + number * 7 % 40
        held = 1 if number >= 26 else 0
        lines = [f"{row[0].value}  {row[0].value}  {received}  1  0  {received - 1}  1  0  {held}  0" for row in rows]
        early = f"cv_giao  100\ncv_som_han  {number * 2 + 3}\ncv_tre_han  0\ncv_gia_han  0"
        sheets = {"Số liệu": f"#ma  gia_tri\n{early}"}
        if "Các phòng chuyên môn" in groups:
            sheets["TTHC"] = "\n".join([f"#ma  ma_hien  {COLUMNS}", *lines])
        write_form(root / "input" / "2022-Q1" / f"{unit}.xlsx", unit, sheets)
    _, outcome = merge(root)
    return root / "output" / "2022-Q1" / "tong-hop.html", outcome


def rows_of(page: Page, selector: str) -> dict[str, str]:
    """The visible text of rows by their data-ma."""
    told = page.eval_on_selector_all(selector, "rows => rows.map(row => [row.dataset.ma, row.innerText])")
    return dict(told)


def column(page: Page, table: str, at: int) -> list[str]:
    """The visible texts of one column of a table's sortable rows."""
    read = "(rows, at) => rows.filter(row => !row.hidden).map(row => row.cells[at].innerText.split('\\n')[0].trim())"
    told: list[str] = page.eval_on_selector_all(f"{table} tbody:not([data-dung]) tr", read, at)
    return told


@pytest.mark.browser
def test_it_says_what_json_says(browser: Browser, draft: Run) -> None:
    file, outcome = draft
    assert "tong-hop.html" in outcome["outputs"]
    with opened(browser, file, viewport=LAPTOP) as (page, told):
        table = rows_of(page, "[aria-labelledby=chi-tieu] tr[data-ma]")
        heat = rows_of(page, ".nhiet-bang tr[data-ma]")
        assert list(table) == [one["code"] for one in outcome["indicators"] if one["unit"] is None]
        for one in outcome["indicators"]:
            row = table[one["code"]] if one["unit"] is None else heat[one["unit"]]
            assert one["value"] in row
            if one["unit"] is None:
                assert ("Không đạt" in row, "✓ Đạt" in row) == (one["passed"] is False, one["passed"] is True)
        missing = page.eval_on_selector_all("[data-thieu]", "rows => rows.map(row => row.dataset.thieu)")
        assert missing == outcome["missing"]
        problems = page.eval_on_selector_all(
            "#bang-van-de tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
        )
        assert len(problems) == len(outcome["problems"])
        for row, one in zip(problems, outcome["problems"], strict=True):
            assert row[2:] == [one["file"] or "", one["sheet"] or "", one["cell"] or "", one["message"]]
            assert ("Lỗi" in row[0]) == (one["level"] == "error")
        assert told == []


@pytest.mark.browser
def test_the_first_screen_names_who_and_what_is_missing(browser: Browser, draft: Run) -> None:
    """28 of 110 done early are not the 30 % required; eight of ten units have not sent, of which six are named."""
    with opened(browser, draft[0], viewport=LAPTOP) as (page, _):
        answers = page.locator(".tra-loi")
        box = answers.bounding_box()
        assert box
        assert box["y"] + box["height"] < LAPTOP["height"]
        missing, failing, *_ = answers.locator("dd").all_inner_texts()
        assert missing.endswith(" và 2 đơn vị khác")
        assert missing.count(";") == 5
        assert "25,45% (yêu cầu > 30%" in failing


def test_the_page_says_first_what_was_failed_and_what_it_cost(tmp_path: Path) -> None:
    """Of the department: points as in compute/test_points.py; the most lost first: 5, then 1 of 2, of 1 and of 3, then
    0,6 and 0,56; a bonus that is not earned is no loss. A requirement against the quarter before is one too."""
    root = points_department(tmp_path)
    code, _ = merge(root, period="2022-Q2")
    assert code == 0
    page = (root / "output" / "2022-Q2" / "tong-hop.html").read_text("utf-8")
    head = page.partition('class="the"')[2].partition('class="thanh-cong-cu"')[0]
    told = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", head)).split())
    assert "0/1 chỉ tiêu đạt yêu cầu" in told
    assert "Chỉ tiêu không đạt So kỳ trước 85,00% (yêu cầu > kỳ trước)" in told
    assert "Nhiệm vụ trễ hạn Phòng A (mục I.9); Phòng C (mục I.9)" in told
    lost = "mục I.9 (-5), mục I.2 (1/2), mục I.4 (0/1), mục I.12 (2/3), mục I.11 (2,4/3), mục I.1 (9,44/10)"
    assert f"Điểm tự chấm 35,29 trên 28; mất điểm ở {lost} và 1 mục khác" in told


@pytest.mark.browser
def test_a_ratio_stands_beside_its_requirement_and_the_last_period(browser: Browser, draft: Run) -> None:
    with opened(browser, draft[0], viewport=LAPTOP) as (page, _):
        row = rows_of(page, "[aria-labelledby=chi-tieu] tr[data-ma]")["dung_han"]
        # 20 of 21 in time, before 10 of 12; 95,238… − 83,333… = 11,904…
        assert all(text in row for text in ("95,24%", "20/21", "83,33%", "+11,90 điểm %")), row
        early = page.locator("[aria-labelledby=chi-tieu] tr[data-ma=som_han]")
        # Văn phòng 18 of 50 and XNK 10 of 60: 28/110
        assert all(text in early.inner_text() for text in ("25,45%", "28/110", "> 30%", "Không đạt"))
        label = early.locator("svg").get_attribute("aria-label")
        assert label
        assert all(text in label for text in ("25,45%", "yêu cầu > 30%", "kỳ trước 51,67%"))  # 31 of 60


@pytest.mark.browser
def test_no_text_of_a_unit_is_markup(browser: Browser, draft: Run) -> None:
    with opened(browser, draft[0], viewport=LAPTOP) as (page, told):
        text = page.inner_text("body")
        assert HOSTILE in text
        assert TYPED in text
        assert "<i>VP.xlsx" in text
        assert page.locator("img, b[onclick], td i").count() == 0
        assert "49" not in rows_of(page, ".nhiet-bang tr[data-ma]")["TTR"]
        assert told == []


@pytest.mark.browser
def test_a_ratio_unfolds_to_its_sum_units_and_cells(browser: Browser, draft: Run) -> None:
    with opened(browser, draft[0], viewport=LAPTOP) as (page, _):
        detail = page.locator("#ct-dung_han")
        assert not detail.locator("dl").is_visible()
        page.click("a[href='#ct-dung_han']")
        assert detail.locator("dl").is_visible()
        text = detail.inner_text()
        assert "20 / 21 = 95,24%" in text
        assert "tong(gq_truoc_han + gq_dung_han)" in text
        # the form's second row; the columns are #ma, ma_hien, then the figures: F is gq_truoc_han, G gq_dung_han
        for cell in ("F2 = 15 (2.000063)", "G2 = 5 (2.000063)", "H2 = 1 (2.000063)"):
            assert cell in text
        assert "C2" not in text  # received dossiers are no part of this ratio
        assert "XNK.xlsx" in text
        summary = page.locator("#ct-som_han > summary")
        summary.focus()
        page.keyboard.press("Enter")
        assert "28 / 110" in page.locator("#ct-som_han dl").inner_text()


@pytest.mark.browser
def test_drafts_say_so_on_screen_and_on_every_printed_page(browser: Browser, draft: Run, tmp_path: Path) -> None:
    with opened(browser, draft[0], viewport=LAPTOP) as (page, _):
        assert "BẢN NHÁP" in page.title()
        assert page.locator(".nhap").is_visible()
        page.pdf(path=tmp_path / "trang.pdf", prefer_css_page_size=True)
    printed = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "trang.pdf", "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    pages = printed.rstrip("\f").split("\f")
    assert len(pages) > 1
    assert all("BẢN NHÁP" in one for one in pages)
    assert "95,24%" in printed
    assert draft[1]["problems"][-1]["message"][:20] in printed
    assert "Nền tối" not in printed
    assert "Nguồn số liệu của từng chỉ tiêu" not in printed  # nothing unfolded: nothing but the same ratios again


@pytest.mark.browser
def test_no_table_begins_with_its_heading_at_the_foot_of_a_page(browser: Browser, tmp_path: Path) -> None:
    """Three units: there is room for the second table's heading on the first page, and for no row of it."""
    department(tmp_path, 3)
    assert merge(tmp_path)[0] == 0
    with opened(browser, tmp_path / "output" / "2022-Q1" / "tong-hop.html", viewport=LAPTOP) as (page, _):
        page.pdf(path=tmp_path / "trang.pdf", prefer_css_page_size=True)
    first, second, *_ = (one.text for one in printed_pages(tmp_path / "trang.pdf"))
    assert "✓Đạt" in first
    assert "Đơnvị×chỉtiêu" not in first
    assert "Đơnvị×chỉtiêu" in second
    assert "Thanhtra" in second


@pytest.mark.browser
def test_printed_pages_are_full_and_no_table_leaves_a_row_or_two(browser: Browser, tmp_path: Path) -> None:
    """Ten units with a previous period: eleven ratios, eleven rows of units, eleven ratios of the year, ten units'
    points. Each began, or ended, on a page of one or two rows."""
    department(tmp_path, 10, periods=("2022-Q1", "2022-Q2"))
    assert merge(tmp_path, period="2022-Q2")[0] == 0
    pdf = tmp_path / "trang.pdf"
    with opened(browser, tmp_path / "output" / "2022-Q2" / "tong-hop.html", viewport=LAPTOP) as (page, _):
        page.pdf(path=pdf, prefer_css_page_size=True)
    assert min(fills(pdf, margin=15)[:-1]) >= 0.6


@pytest.mark.browser
def test_what_is_unfolded_is_printed(browser: Browser, draft: Run, tmp_path: Path) -> None:
    with opened(browser, draft[0], viewport=LAPTOP) as (page, _):
        page.click("#ct-dung_han summary")
        page.pdf(path=tmp_path / "trang.pdf", prefer_css_page_size=True)
    command = ["pdftotext", "-layout", str(tmp_path / "trang.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    assert "Nguồn số liệu của từng chỉ tiêu" in printed
    assert "Tử số" in printed.rpartition("Nguồn số liệu của từng chỉ tiêu")[2]


@pytest.mark.browser
def test_a_phone_scrolls_only_inside_tables(browser: Browser, draft: Run, large: Run) -> None:
    for file, _ in (draft, large):
        with opened(browser, file, viewport=PHONE, is_mobile=True, has_touch=True) as (page, told):
            page.click("text=Mở tất cả")
            assert page.evaluate("document.documentElement.scrollWidth") == 360
            assert page.evaluate("document.querySelector('.nhiet-bang').offsetWidth") > 360
            assert told == []


CONTRAST = """
() => {
  const light = colour => {
    const part = colour.match(/[\\d.]+/g).slice(0, 3)
      .map(one => one / 255).map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const dim = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility() || /SCRIPT|STYLE|OPTION/.test(element.tagName)) continue;
    const sides = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
    const contrast = (sides[0] + 0.05) / (sides[1] + 0.05);
    if (contrast < 4.5) dim.push([element.tagName, element.textContent.trim().slice(0, 30), contrast.toFixed(2)]);
  }
  return dim;
}
"""


@pytest.mark.browser
def test_text_can_be_read_in_light_and_dark(browser: Browser, draft: Run, large: Run) -> None:
    """WCAG 2 AA: 4,5 to 1 between any text and what is behind it."""
    for (file, _), scheme in itertools.product((draft, large), ("light", "dark")):
        with opened(browser, file, viewport=LAPTOP, color_scheme=scheme) as (page, _):
            page.click("#ct-som_han > summary")
            assert page.evaluate(CONTRAST) == []


@pytest.mark.browser
def test_dark_follows_the_system_and_the_button(browser: Browser, draft: Run) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, draft[0], viewport=LAPTOP, color_scheme="dark") as (page, _):
        button = page.get_by_role("button", name="Nền tối")
        assert button.get_attribute("aria-pressed") == "true"
        dark = page.evaluate(background)
        button.click()
        assert button.get_attribute("aria-pressed") == "false"
        assert page.evaluate(background) == "rgb(255, 255, 255)" != dark


@pytest.mark.browser
def test_columns_sort_both_ways_and_back(browser: Browser, large: Run) -> None:
    with opened(browser, large[0], viewport=LAPTOP) as (page, told):
        heading = page.locator(".nhiet-bang th", has_text="sớm hạn")
        at = page.locator(".nhiet-bang th").all_inner_texts().index(heading.inner_text())
        first = column(page, ".nhiet-bang", at)
        # a unit's number × 2 + 3 of 100: 3 % to 81 %
        rising = [f"{number * 2 + 3},00%" for number in range(40)]
        assert first == rising
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "ascending"
        heading.locator("button").focus()
        page.keyboard.press("Enter")
        assert heading.get_attribute("aria-sort") == "descending"
        assert column(page, ".nhiet-bang", at) == rising[::-1]
        assert "giảm dần" in page.inner_text("#bao")
        assert page.locator(".nhiet-bang tr").nth(1).inner_text().startswith("Sở Công Thương (chung)")
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "none"
        assert column(page, ".nhiet-bang", at) == first
        assert told == []


@pytest.mark.browser
def test_numbers_sort_as_they_are_written(browser: Browser, large: Run) -> None:
    """Thousands have dots, decimals a comma; all others of the column lie between 3 % and 81 %."""
    written = {"P11": "1.234,5", "P12": "−0,25", "P13": "999", "P14": "-2"}
    with opened(browser, large[0], viewport=LAPTOP) as (page, _):
        heading = page.locator(".nhiet-bang th", has_text="sớm hạn")
        at = page.locator(".nhiet-bang th").all_inner_texts().index(heading.inner_text())
        for unit, text in written.items():
            cell = page.locator(f".nhiet-bang tr[data-ma={unit}] td").nth(at - 1)
            cell.evaluate("(cell, text) => { cell.textContent = text; }", text)
        heading.locator("button").click()
        rising = column(page, ".nhiet-bang", at)
        assert (rising[:2], rising[-2:]) == (["-2", "−0,25"], ["999", "1.234,5"])


@pytest.mark.browser
def test_what_is_empty_sorts_last(browser: Browser, large: Run) -> None:
    with opened(browser, large[0], viewport=LAPTOP) as (page, _):
        heading = page.locator(".nhiet-bang th", has_text="đúng hạn")
        at = page.locator(".nhiet-bang th").all_inner_texts().index(heading.inner_text())
        for _ in range(2):
            heading.locator("button").click()
            empty = [not text.endswith("%") for text in column(page, ".nhiet-bang", at)]
            assert any(empty)
            assert empty == sorted(empty)


@pytest.mark.browser
def test_search_ignores_accents_and_case(browser: Browser, large: Run) -> None:
    with opened(browser, large[0], viewport=LAPTOP) as (page, told):
        page.fill("#tim", "PHONG SO 17")
        expect(page.locator("#bao")).to_contain_text("khớp")
        assert column(page, ".nhiet-bang", 0) == ["Phòng số 17 của một cơ quan có tên dài"]
        units = set(column(page, "#bang-van-de", 1))
        assert units == {"Phòng số 17 của một cơ quan có tên dài"}
        page.fill("#tim", "17 phòng dài")  # nowhere in this order
        expect(page.locator("#bao")).to_contain_text("“17 phòng dài”")
        assert "Phòng số 17 của một cơ quan có tên dài" in column(page, ".nhiet-bang", 0)
        page.fill("#tim", "không có đâu")
        expect(page.locator("#bao")).to_contain_text("Không có gì khớp")
        page.fill("#tim", "")
        expect(page.locator("#bao")).to_be_empty()
        assert len(column(page, ".nhiet-bang", 0)) == 40
        assert told == []


@pytest.mark.browser
def test_many_problems_are_shown_in_part_until_asked(browser: Browser, large: Run) -> None:
    file, outcome = large
    unbalanced = [one for one in outcome["problems"] if one["code"] == "kiem-tra-can-doi-ho-so"]
    assert len(unbalanced) == 22 * 20  # four of the first 26 units are in no group with procedures
    with opened(browser, file, viewport=LAPTOP) as (page, _):
        assert len(column(page, "#bang-van-de", 0)) == 50
        page.select_option("#muc-do", "Lỗi")
        errors = sum(one["level"] == "error" for one in outcome["problems"])
        assert len(column(page, "#bang-van-de", 0)) == min(errors, 50)
        page.select_option("#muc-do", "")
        page.click("[data-cua=than-van-de] button")
        assert len(column(page, "#bang-van-de", 0)) == len(outcome["problems"])


@pytest.mark.browser
def test_many_units_are_shown_in_part_until_asked(browser: Browser, large: Run, tmp_path: Path) -> None:
    """The page of 40 units, where ten rows are shown as a hundred are: what is sorted or found is found among all."""
    file = tmp_path / "tong-hop.html"
    file.write_text(large[0].read_text("utf-8").replace('data-dau="100"', 'data-dau="10"'), "utf-8")
    with opened(browser, file, viewport=LAPTOP) as (page, _):
        heading = page.locator(".nhiet-bang th", has_text="sớm hạn")
        at = page.locator(".nhiet-bang th").all_inner_texts().index(heading.inner_text())
        assert column(page, ".nhiet-bang", at) == [f"{number * 2 + 3},00%" for number in range(10)]
        for _ in range(2):
            heading.locator("button").click()
        assert column(page, ".nhiet-bang", at) == [f"{number * 2 + 3},00%" for number in range(39, 29, -1)]
        page.fill("#tim", "phong so 37")
        expect(page.locator("#bao")).to_contain_text("khớp")
        assert column(page, ".nhiet-bang", 0) == ["Phòng số 37 của một cơ quan có tên dài"]
        page.fill("#tim", "")
        expect(page.locator("#bao")).to_be_empty()
        page.click("[data-cua=than-nhiet] button")
        assert column(page, ".nhiet-bang", at) == [f"{number * 2 + 3},00%" for number in range(39, -1, -1)]
        assert not page.locator("[data-cua=than-nhiet]").is_visible()
        assert page.locator("[data-cua=than-nhiet]").count() == 1


@pytest.mark.browser
def test_without_script_everything_is_there(browser: Browser, draft: Run) -> None:
    with opened(browser, draft[0], viewport=LAPTOP, java_script_enabled=False) as (page, _):
        assert page.locator("#bang-van-de tbody tr").count() == len(draft[1]["problems"])
        page.click("#ct-dung_han > summary")
        assert "20 / 21" in page.inner_text("#ct-dung_han")
        assert not page.locator("#tim").is_visible()


def test_the_same_run_gives_the_same_page_and_the_lineage_names_it(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        root = tmp_path / name
        assert cchc(root, "init").exit_code == 0
        one_report(root)
        shutil.copytree(EXAMPLE, root / "input" / "2022-Q1")
        code, _ = merge(root)
        assert code == 0
        made.append((root / "output" / "2022-Q1" / "tong-hop.html").read_bytes())
    assert made[0] == made[1]
    assert b"http" not in made[0].replace(b"http-equiv", b"")
    book = load_workbook(root / "output" / "2022-Q1" / "nguon-so-lieu.xlsx", read_only=True)
    hashes = {row[0]: row[1] for row in book["Tệp kết quả"].iter_rows(min_row=2, values_only=True)}
    assert hashes["tong-hop.html"] == hashlib.sha256(made[0]).hexdigest()
    assert "BẢN NHÁP" not in made[0].decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("{{ don_vj }}", "don_vi"),
        ("{% for u in don_vi %}", "endfor"),
        ("{{ co_quan | safe }}", "safe"),
        ("{{ don_vi[0].khong_co }}", "khong_co"),
        ("{{ co_quan.__class__ }}", "__class__"),
    ],
)
def test_a_mistake_in_the_template_names_its_line(tmp_path: Path, wrong: str, message: str) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    assert cchc(tmp_path, "init").exit_code == 0
    one_report(tmp_path)
    template = tmp_path / "templates" / "tong-hop.html"
    assert template.read_bytes() == (ROOT / "templates" / "tong-hop.html").read_bytes()
    template.write_text(f"<h1>{{{{ co_quan }}}}</h1>\n\n{wrong}", "utf-8")
    code, outcome = merge(tmp_path)
    assert (code, codes(outcome)) == (2, {"mau-trang-sai"})
    (found,) = outcome["problems"]
    assert found["file"] == "templates/tong-hop.html"
    assert "dòng 3" in found["message"]
    assert message in found["message"]
    assert not (tmp_path / "output" / "2022-Q1").exists()


def test_what_is_too_long_to_be_listed_is_counted(tmp_path: Path) -> None:
    """Work done early is made of two figures of each of ten units: 20 lines, of which three stand there and 17 do
    not."""
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    small_report(tmp_path)
    shipped = (ROOT / "templates" / "tong-hop.html").read_text("utf-8")
    assert "nhieu_nhat = 100" in shipped
    short = shipped.replace("nhieu_nhat = 100", "nhieu_nhat = 3")
    (tmp_path / "templates" / "tong-hop.html").write_text(short, "utf-8")
    assert merge(tmp_path)[0] == 0
    page = (tmp_path / "output" / "2022-Q1" / "tong-hop.html").read_text("utf-8")
    detail = page.partition('id="ct-som_han"')[2].partition("</details>")[0]
    assert detail.partition('o-nguon"><table>')[2].count("<tr><td>") == 3
    assert "Còn 17 dòng nữa: mở tệp nguon-so-lieu.xlsx" in detail


def test_an_edited_template_makes_the_page(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    (tmp_path / "templates").mkdir()
    template = tmp_path / "templates" / "tong-hop.html"
    template.write_text("\ufeff{{ ky.ten }}: {{ chi_tieu.dung_han.hien }} & {{ '<' }}", "utf-8")
    code, _ = merge(tmp_path)
    assert code == 0
    assert (tmp_path / "output" / "2022-Q1" / "tong-hop.html").read_text("utf-8") == "Quý I năm 2022: 99,69% & &lt;"
    template.write_bytes("Quý".encode("utf-16"))
    code, outcome = merge(tmp_path)
    assert (code, codes(outcome)) == (2, {"mau-trang-sai-ma"})
    assert json.dumps(outcome["outputs"]) == "[]"
