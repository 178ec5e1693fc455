"""Reads the numbers of the reports of a period and holds them against what was worked out: the table of ratios, the
page, the Word report.

Questions, with the choice made here: "Thay đổi" is the exact difference rounded once, not the difference of two
printed numbers, and what is printed 0 is "không đổi"; a cell has the digits of the text where a gate wants more; a
previous period of which a unit is missing has its number all the same (with a mark); a cumulative one has not ("chưa đủ
kỳ").
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import load_workbook

from tests.years import text
from tests.years.expected import Expected, expected
from tests.years.model import Indicator, Year
from tests.years.ratios import Ratio, digits_shown
from tests.years.run import Result
from tests.years.write import indicator_name

NOT_WHOLE = "chưa đủ kỳ"
RATIO_TABLE = "tong-hop-ty-le.xlsx"
WORD = "bao-cao-ket-qua-cchc.docx"
PAGE = "tong-hop.html"
SELF_SCORE = "bang-tu-cham-diem.xlsx"


@dataclass(frozen=True)
class Beside:
    """An indicator of the department with those of the previous and cumulative periods: None where there is no such
    period, or it has no such indicator."""

    now: Ratio
    previous: Ratio | None
    cumulative: Ratio | None
    whole: bool

    @property
    def change(self) -> Fraction | None:
        """Points of a hundred, or the unit's own."""
        if self.previous is None or self.now.value is None or self.previous.value is None:
            return None
        scale = 100 if self.now.indicator.unit == "%" else 1
        return (self.now.value - self.previous.value) * scale


def beside(year: Year, wanted: Expected) -> dict[str, Beside]:
    """Every indicator of the department, with what stands beside it."""
    period = year.period(wanted.period)
    previous = expected(year, period.previous) if period.previous else None
    cumulative = expected(year, period.cumulative) if period.cumulative else None
    found = {}
    for one in wanted.totals.catalogue.indicators:
        whole = cumulative is not None and not cumulative.missing
        now = wanted.ratios[one.code, None]
        found[one.code] = Beside(now, _same(one, previous), _same(one, cumulative), whole)
    return found


def _same(one: Indicator, other: Expected | None) -> Ratio | None:
    """The indicator of the same code in another period, by its own catalogue."""
    return other.ratios.get((one.code, None)) if other else None


def compare_reports(year: Year, wanted: Expected, folder: Path, result: Result) -> None:
    """The reports in a period's folder of results."""
    shown = beside(year, wanted)
    for part, (name, compared) in {
        RATIO_TABLE: ("bao-cao", compare_table),
        WORD: ("bao-cao", compare_word),
        PAGE: ("", compare_page),
        SELF_SCORE: ("bao-cao", compare_points),
    }.items():
        file = folder / name / part
        if file.exists():
            compared(wanted, shown, file, result)


Rows = dict[str, list[object]]


def table_rows(file: Path) -> Rows:
    """The rows of the table of ratios by the text of their second column."""
    sheet = load_workbook(file, data_only=True).worksheets[0]
    return {str(row[1]): list(row) for row in sheet.iter_rows(min_row=8, values_only=True) if row[1]}


def compare_table(wanted: Expected, shown: dict[str, Beside], file: Path, result: Result) -> None:
    """Units, total, numerator, denominator, previous, change, cumulative."""
    rows = table_rows(file)
    columns = {str(name): at for at, name in enumerate(rows["Đơn vị"])}
    for one in wanted.totals.catalogue.indicators:
        at, both = columns[indicator_name(one.code)], shown[one.code]
        check = _checker(wanted, result, "table", one)
        for unit in wanted.totals.units:
            ratio = wanted.ratios.get((one.code, unit))
            cells = [row for name, row in rows.items() if name.startswith(wanted.totals.catalogue.units[unit].name)]
            if ratio:
                check(unit, ratio.value, cells[0][at] if cells else "no row")
        check("total", both.now.value, rows["Toàn cơ quan"][at])
        _check_sums(wanted, one, both.now, rows, at, result)
        before = _checker(wanted, result, "table", both.previous.indicator) if both.previous else check
        _check_beside(check, before, both, rows, at)


def _check_sums(wanted: Expected, one: Indicator, now: Ratio, rows: Rows, at: int, result: Result) -> None:
    for name, value in {"Tử số": now.numerator, "Mẫu số": now.denominator}.items():
        cell = rows[name][at]
        found = Fraction(str(cell)) if isinstance(cell, (int, float)) else None
        result.check(wanted.period, f"table {name}", one.code, value, found)


def _check_beside(check: Callable[..., None], before: Callable[..., None], both: Beside, rows: Rows, at: int) -> None:
    """`before`: the check of the previous period's number, which is printed by the catalogue of its own year."""
    if "Kỳ trước" in rows and both.previous:
        before("previous", both.previous.value, rows["Kỳ trước"][at])
    change = next((row for name, row in rows.items() if name.startswith("Thay đổi")), None)
    if change:
        check("change", both.change, change[at], in_points=True)
    cumulative = next((row for name, row in rows.items() if name.startswith("Lũy kế")), None)
    if cumulative and both.cumulative and both.whole:
        check("cumulative", both.cumulative.value, cumulative[at])
    elif cumulative and both.cumulative:
        check("not whole", None, cumulative[at])


def _checker(wanted: Expected, result: Result, kind: str, one: Indicator) -> Callable[..., None]:
    """A check of one number cell: rounded as printed."""

    def check(where: str, value: Fraction | None, cell: object, in_points: bool = False) -> None:
        number = Fraction(str(cell)) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None
        place = (one.code, where)
        if value is None or number is None:
            result.check(wanted.period, kind, place, value is None, number is None)
            return
        scale = 2 if one.unit == "%" else 0
        digits = one.digits if in_points else digits_shown(one, value) + scale
        result.check(wanted.period, kind, place, text.rounded(value, digits), number)

    return check


def compare_points(wanted: Expected, _shown: dict[str, Beside], file: Path, result: Result) -> None:
    """The department's points in the self-score: rows by mục; nobody appraised them."""
    sheet = load_workbook(file, data_only=True).worksheets[0]
    rows = [*reversed(list(sheet.iter_rows(min_row=8, values_only=True)))]
    heads = rows[-1]
    column = next((heads.index(one) for one in ("Điểm được tính", "Điểm tự chấm") if one in heads), None)
    cells = {str(row[0]): None if column is None else row[column] for row in rows}
    for (key, unit), points in wanted.scores.items():
        if unit is None:
            cell = cells.get(key)
            found = Fraction(str(cell)) if isinstance(cell, (int, float)) else None
            result.check(wanted.period, "self-score", key, None if points is None else text.rounded(points, 2), found)


def compare_page(wanted: Expected, shown: dict[str, Beside], file: Path, result: Result) -> None:
    """The page's first table: one row an indicator."""
    rows = {code: cells for code, cells in page_rows(file.read_text(encoding="utf-8")) if code in shown}
    result.check(wanted.period, "page listed", "", set(shown), set(rows))
    for code, cells in rows.items():
        both = shown[code]
        now = both.now
        told = cells["Kết quả"]
        if now.value is not None:
            result.check(wanted.period, "page result", code, True, now.shown in told)
            sums = f"{_grouped(now.numerator)}/{_grouped(now.denominator)}"
            result.check(wanted.period, "page sums", code, True, sums in told)
        _compare_page_beside(wanted, both, cells, result)


def _compare_page_beside(wanted: Expected, both: Beside, cells: dict[str, str], result: Result) -> None:
    code = both.now.indicator.code
    if both.previous and both.previous.value is not None:
        result.check(wanted.period, "page previous", code, True, both.previous.shown in cells["Kỳ trước"])
    if both.change is not None:
        result.check(wanted.period, "page change", code, True, _change(both) in text.ungrouped(cells["Thay đổi"]))
    if both.cumulative and both.whole and both.cumulative.value is not None:
        result.check(wanted.period, "page cumulative", code, True, both.cumulative.shown in cells["Lũy kế"])
    elif both.cumulative and not both.whole:
        result.check(wanted.period, "page not whole", code, True, NOT_WHOLE in cells["Lũy kế"])


def _change(both: Beside) -> str:
    assert both.change is not None
    return text.decimal(both.change, both.now.indicator.digits)


def _grouped(value: Fraction | None) -> str:
    """A sum as printed: dots between thousands, a decimal comma."""
    assert value is not None
    whole, _, part = text.points(value).partition(",")
    return f"{int(whole):,}".replace(",", ".") + ("," + part if part else "")


def page_rows(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(code, cells by their heading) of the page's rows; those of indicators stand first, under these headings."""
    head = re.search(r"<thead.*?</thead>", page, re.DOTALL)
    assert head
    names = [_plain(cell) for cell in re.findall(r"<th .*?</th>", head[0], re.DOTALL)]
    for code, row in re.findall(r'<tr [^>]*data-ma="(\w+)"[^>]*>(.*?)</tr>', page, re.DOTALL):
        cells = [_plain(cell) for cell in re.findall(r"<t[dh][ >].*?</t[dh]>", row, re.DOTALL)]
        yield code, dict(zip(names, cells, strict=False))


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<svg.*?</svg>", "", markup, flags=re.DOTALL))).strip()


def compare_word(wanted: Expected, shown: dict[str, Beside], file: Path, result: Result) -> None:
    """The table of indicators: this period with numerator, denominator and year to date, the previous one, change."""
    told = word_results(file)
    for code, both in shown.items():
        cells = told.get(indicator_name(code), {})
        now, line = both.now, cells.get("Kỳ này", "")
        result.check(wanted.period, "word listed", code, True, bool(line))
        if now.value is None:
            continue
        result.check(wanted.period, "word result", code, True, now.shown in line)
        sums = f"({_grouped(now.numerator)}/{_grouped(now.denominator)})"
        result.check(wanted.period, "word sums", code, True, sums in line)
        _compare_word_beside(wanted, both, cells, result)


def _compare_word_beside(wanted: Expected, both: Beside, cells: dict[str, str], result: Result) -> None:
    code, change = both.now.indicator.code, both.change
    if change is not None and both.previous:
        found = cells.get("Kỳ trước", "").startswith(both.previous.shown)
        result.check(wanted.period, "word previous", code, True, found)
        is_same = text.ungrouped(cells.get("Thay đổi", "")) == _change(both)
        result.check(wanted.period, "word change", code, True, is_same)
    if both.cumulative and both.whole and both.cumulative.value is not None:
        tail = cells["Kỳ này"].partition("lũy kế")[2]
        result.check(wanted.period, "word cumulative", code, True, both.cumulative.shown in tail)


def word_results(file: Path) -> dict[str, dict[str, str]]:
    """Indicator name -> cells by their heading, in the table of indicators."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(file) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    for table in body.iter(f"{space}tbl"):
        lines = [["".join(cell.itertext()) for cell in row.iter(f"{space}tc")] for row in table.iter(f"{space}tr")]
        if lines and "Chỉ tiêu" in lines[0]:
            rows = [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]
            return {row["Chỉ tiêu"]: row for row in rows}
    return {}
