"""What other outputs say of units' workbooks, worked out again: the JSON and so-lieu.xlsx, messages, `cchc status`.

A ratio is sought where the table of ratios prints it, and followed from there; a figure names its own cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.traced.again import PERIODS, SIDES, Cell, ratio, shown, total, workbook
from tests.traced.lineage import Lineage, Place
from tests.traced.printed import SHORT_CODES, by_ranks, quarters
from tests.traced.year import rows

TABLE, SHEET = "bao-cao/tong-hop-ty-le.xlsx", "Tổng hợp tỷ lệ"
SHORT_UNITS = {row["tên ngắn"] or row["tên"]: row["mã"] for row in rows("don-vi")}
Wrong = Iterator[tuple[object, ...]]


def ratio_places(root: Path, period: str) -> Iterator[tuple[str, str, Place]]:
    """(whose, indicator, where the table prints it); whose: a unit's code, "" for all, "Kỳ trước", "Lũy kế"."""
    page = load_workbook(root / "output" / period / TABLE, data_only=True)[SHEET]
    top = next(row for row in range(1, 30) if page.cell(row, 2).value == "Đơn vị")
    columns = {at: SHORT_CODES.get(str(page.cell(top, at).value)) for at in range(3, page.max_column)}
    for row in range(top + 1, page.max_row + 1):
        name = str(page.cell(row, 2).value or "")
        whose = SHORT_UNITS.get(name, name.partition(" (")[0].partition(":")[0])
        for at, code in columns.items():
            if code and isinstance(page.cell(row, at).value, int | float):
                yield ("" if whose.startswith("Toàn") else whose), code, (TABLE, SHEET, page.cell(row, at).coordinate)


def wrong_ratios(outcome: Mapping[str, Any], places: Mapping[tuple[str, str], list[Cell]], period: str) -> Wrong:
    """Indicators of the JSON that are not what the cells say; one without a number has no cells."""
    for one in outcome["indicators"]:
        cells = places.get((one["unit"] or "", one["code"]), [])
        sides = [side(cells, period) for side in SIDES[one["code"]]]
        value = ratio(one["code"], cells, period)
        text = shown(one["code"], value) if value is not None else "Không phát sinh"
        percent = text.removesuffix("%") if text.endswith("%") else None
        if [one["numerator"], one["denominator"], one["percent"], one["value"]] != [*sides, percent, text]:
            yield one, sides, text


def wrong_points(outcome: Mapping[str, Any], root: Path, period: str) -> Wrong:
    """Points of the JSON that the ranks of the last quarter do not give."""
    last = quarters(period)[-1]
    for one in outcome["scores"]:
        files = (root / "input" / last).glob(f"{one['unit'] or '*'}.xlsx")
        cells = [cell for file in files for cell in workbook(file).values()]
        points = by_ranks(cells, one["muc"]) if one["muc"] in ("IV.7", "V") else None
        if points != (None if one["points"] is None else Fraction(one["points"].replace(",", "."))):
            yield one, points


def wrong_cells(root: Path, period: str) -> Wrong:
    """Rows of so-lieu.xlsx whose value is not what their cell holds."""
    book = load_workbook(root / "output" / period / "so-lieu.xlsx")
    for sheet, column in (("Số liệu", "giá trị"), ("Nhiệm vụ", "trạng thái"), ("Xếp hạng", "hạng năm nay")):
        head, *lines = book[sheet].iter_rows(values_only=True)
        for line in lines:
            row = dict(zip(head, line, strict=True))
            if row["ô"]:
                file = (root / "input" / period / str(row["tệp"])).resolve()
                if workbook(file)[str(row["sheet"]), str(row["ô"])].value != row[column]:
                    yield period, row


def wrong_beside(root: Path, period: str, places: Mapping[tuple[str, str], list[Cell]]) -> Wrong:
    """Numbers that so-lieu.xlsx has of the previous and the cumulative period, of all units together."""
    head, *lines = load_workbook(root / "output" / period / "so-lieu.xlsx")["Chỉ tiêu"].iter_rows(values_only=True)
    for line in lines:
        row = dict(zip(head, line, strict=True))
        for name, words in (("kỳ trước", "Kỳ trước"), ("lũy kế", "Lũy kế")):
            other = PERIODS[period][name]
            cells = places.get((words, str(row["mã"])), [])
            if not row["đơn vị"] and cells:
                sides = [side(cells, other) for side in SIDES[str(row["mã"])]]
                if [row[f"tử số {name}"], row[f"mẫu số {name}"]] != sides:
                    yield period, row, sides


MESSAGES = {
    "khac-ky-truoc": re.compile(r"“(?P<name>.+)” ghi (?P<now>\d+) nhưng kỳ trước để lại (?P<before>\d+);"),
    "nhiem-vu-thieu-dong": re.compile(r"không có dòng các mục phải báo cáo kỳ này: (?P<keys>[^;]+);"),
    "so-lieu-thua": re.compile(r"“(?P<code>\w+)” không phải số liệu"),
    "danh-muc-khac-ban": re.compile(r"\D*"),
}
"""What each kind of message of this year says of workbooks; no other number stands in it."""


def wrong_messages(outcome: Mapping[str, Any], root: Path, period: str) -> Wrong:
    """Messages whose numbers are not those of the cells that they name."""
    for problem in outcome["problems"]:
        told = MESSAGES[problem["code"]].search(problem["message"])
        file = (root / "input" / period / problem["file"]).resolve()
        cell = workbook(file).get((problem["sheet"], problem["cell"]))
        if told is None or not _is_so(told, file, cell):
            yield problem, cell


def _is_so(told: re.Match[str], file: Path, cell: Cell | None) -> bool:
    found = told.groupdict()
    if "code" in found:
        return cell is not None and cell.row == found["code"]
    if "keys" in found:
        there = {one.row for one in workbook(file).values() if one.sheet == "Nhiệm vụ"}
        return not any(key.strip() in there for key in found["keys"].split(";"))
    if "before" in found:
        assert cell is not None
        before = file.parent.parent / _BEFORE[file.parent.name] / file.name
        left = [one for one in workbook(before).values() if one.sheet == "TTHC" and one.row == cell.row]
        return int(found["now"]) == cell.number and int(found["before"]) == total(
            left, "dang_trong_han", "dang_qua_han"
        )
    return True


_BEFORE = {code: row["kỳ nối"].partition(";")[0] for code, row in PERIODS.items()}


def ratios_told(status: Mapping[str, Any], outcome: Mapping[str, Any]) -> tuple[int, list[object]]:
    """How many ratios `cchc status` says of units, and those that the JSON has otherwise."""
    values: dict[tuple[str, str], list[str]] = {}
    for one in outcome["indicators"]:
        values.setdefault((one["unit"], one["muc"]), []).append(one["value"])
    items = [(unit["unit"], item) for unit in status["units"] for item in unit["owed"] if _says_ratio(item["answer"])]
    return len(items), [(unit, item) for unit, item in items if item["answer"] != "; ".join(values[unit, item["muc"]])]


def _says_ratio(answer: str | None) -> bool:
    return any(letter.isdigit() for letter in answer or "")


def followed(lineage: Lineage, root: Path, period: str) -> dict[tuple[str, str], list[Cell]]:
    """(whose, indicator) -> the cells behind it."""
    return {(whose, code): list(lineage.cells(place)) for whose, code, place in ratio_places(root, period)}
