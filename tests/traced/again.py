"""Numbers worked out again from cells of units' workbooks as openpyxl reads them: apart from the program, from the
tables of the shipped catalogue alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from tests.traced.year import rows

INDICATORS = {row["mã"]: row for row in rows("chi-tieu")}
FIGURES = {row["tên"]: row["mã"] for row in rows("so-lieu")}
PERIODS = {row["mã"]: row for row in rows("ky-bao-cao")}
DONE, NOTHING = "Đã hoàn thành", "Không phát sinh"


@cache
def flags(period: str) -> Mapping[str, set[str]]:
    """Procedure -> the flags that it has in a period: those of its latest row in force on any day of it."""
    first, last = PERIODS[period]["từ ngày"], PERIODS[period]["đến ngày"]
    inside = [row for row in rows("tthc") if row["hiệu lực từ"] <= last and (row.get("hiệu lực đến") or "9") >= first]
    latest = sorted(inside, key=lambda row: row["hiệu lực từ"])
    return {row["mã"]: {name for name, mark in row.items() if mark == "x"} for row in latest}


@dataclass(frozen=True)
class Cell:
    """A cell of a unit's workbook with the codes of its row and column, as #ma has them; without an address one of a
    row that the workbook should have and has not."""

    period: str
    unit: str
    sheet: str
    address: str
    row: str
    column: str
    value: object

    @property
    def number(self) -> int:
        return self.value if isinstance(self.value, int) else 0


@cache
def workbook(file: Path) -> Mapping[tuple[str, str], Cell]:
    """(sheet, address) -> the cell, of every cell beside #ma."""
    found = {}
    for page in load_workbook(file).worksheets:
        head, *below = page.iter_rows()
        for line in below if head[0].value == "#ma" else ():
            for title, cell in zip(head, line, strict=True):
                code, column = str(line[0].value), str(title.value)
                found[page.title, cell.coordinate] = Cell(
                    file.parent.name, file.stem, page.title, cell.coordinate, code, column, cell.value
                )
    return found


def named(file: Path, sheet: str, areas: str) -> Iterator[Cell]:
    """The cells of areas like "H5:H9, H12"."""
    cells = workbook(file)
    for area in areas.split(", "):
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(area))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                address = f"{get_column_letter(column)}{row}"
                blank = Cell(file.parent.name, file.stem, sheet, address, "", "", None)
                yield cells.get((sheet, address), blank)


def sought(file: Path, sheet: str, name: str) -> Cell:
    """What is named by a workbook alone ("Nhiệm vụ: Trạng thái – I.7", "Kỳ trước chuyển sang – 1.011506"): a row that
    is not in it."""
    figure, _, row = name.rpartition(" – ")
    column = "trang_thai" if figure.startswith("Nhiệm vụ") else FIGURES[figure]
    return Cell(file.parent.name, file.stem, sheet, "", row, column, None)


Cells = Iterable[Cell]
Rows = Mapping[str, Mapping[str, int]]


def total(cells: Cells, *codes: str) -> int:
    """The sum of figures: columns of sheet TTHC, rows of sheet Số liệu."""
    return sum(cell.number for cell in cells if (cell.row if cell.column == "gia_tri" else cell.column) in codes)


def by_procedure(cells: Cells) -> Rows:
    """Procedure -> figure -> sum over units and parts."""
    found: dict[str, dict[str, int]] = {}
    for cell in cells:
        if cell.sheet == "TTHC":
            row = found.setdefault(cell.row, {})
            row[cell.column] = row.get(cell.column, 0) + cell.number
    return found


def latest(cells: Cells, column: str) -> list[Cell]:
    """The cells of a column of sheet Nhiệm vụ: of each unit and task the one of its latest quarter that answers."""
    told: dict[tuple[str, str], Cell] = {}
    for cell in sorted((cell for cell in cells if cell.column == column), key=lambda cell: cell.period):
        if cell.value is not None or (cell.unit, cell.row) not in told:
            told[cell.unit, cell.row] = cell
    return [*told.values()]


def tasks(cells: Cells, *statuses: object) -> int:
    """How many tasks have one of these statuses; of none: how many have another than NOTHING."""
    told = [cell.value for cell in latest(cells, "trang_thai")]
    return sum(value in statuses if statuses else value != NOTHING for value in told)


def _in(cells: Cells, period: str, flag: str, *codes: str) -> int:
    own = flags(period)
    return sum(row.get(code, 0) for one, row in by_procedure(cells).items() if flag in own[one] for code in codes)


def _how_many(cells: Cells, period: str, flag: str, *conditions: tuple[str, ...]) -> int:
    """Procedures with a flag whose figures of each condition add up to more than 0."""
    own = flags(period)
    return sum(
        flag in own[one] and all(sum(row.get(code, 0) for code in codes) > 0 for codes in conditions)
        for one, row in by_procedure(cells).items()
    )


NEW = ("tn_truc_tuyen", "tn_truc_tiep")
IN_TIME = ("gq_truoc_han", "gq_dung_han")
Side = Callable[[list[Cell], str], int]
SIDES: dict[str, tuple[Side, Side]] = {
    "hoan_thanh": (lambda c, _: tasks(c, DONE), lambda c, _: tasks(c)),
    "dung_han": (lambda c, _: total(c, *IN_TIME), lambda c, _: total(c, *IN_TIME, "gq_qua_han")),
    "danh_gia": (lambda c, _: total(c, "dg_diem"), lambda c, _: total(c, "dg_ho_so")),
    "e_office": (lambda c, _: total(c, "vb_di_dien_tu"), lambda c, _: total(c, "vb_di")),
    "truc_tuyen": (lambda c, p: _how_many(c, p, "muc_3_4", NEW[:1]), lambda c, p: _how_many(c, p, "muc_3_4", NEW)),
    "bcci_tthc": (
        lambda c, p: _how_many(c, p, "cb_bcci", ("bcci",), NEW),
        lambda c, p: _how_many(c, p, "cb_bcci", NEW),
    ),
    "bcci_ho_so": (lambda c, p: _in(c, p, "cb_bcci", "bcci"), lambda c, p: _in(c, p, "cb_bcci", *NEW)),
    "som_han": (lambda c, _: total(c, "cv_som_han"), lambda c, _: total(c, "cv_giao")),
    "truc_tuyen_100": (lambda c, p: _how_many(c, p, "muc_3_4", NEW[:1]), lambda c, p: _how_many(c, p, "muc_3_4", NEW)),
    "thanh_toan_ho_so": (
        lambda c, p: _in(c, p, "cb_thanh_toan", "tt_truc_tuyen"),
        lambda c, p: _in(c, p, "cb_thanh_toan", *NEW),
    ),
    "thanh_toan_tthc": (
        lambda c, p: _how_many(c, p, "nghia_vu_tc", ("tt_dvcqg",)),
        lambda c, p: _how_many(c, p, "nghia_vu_tc"),
    ),
}
"""Indicator -> numerator and denominator of some cells in a period, by what the plan defines."""


def ratio(code: str, cells: Cells, period: str) -> Fraction | None:
    """The ratio as it is printed: a fraction of 1 for percentages; None where nothing occurred."""
    numerator, denominator = (side([*cells], period) for side in SIDES[code])
    return rounded(Fraction(numerator, denominator), digits(code)) if denominator else None


def digits(code: str) -> int:
    return int(INDICATORS[code]["số lẻ"]) + (2 if INDICATORS[code]["đơn vị"] == "%" else 0)


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up, away from 0."""
    scaled = abs(value) * 10**places + Fraction(1, 2)
    return Fraction(scaled.numerator // scaled.denominator, 10**places) * (-1 if value < 0 else 1)


def change(code: str, now: Cells, period: str, before: Cells, previous: str) -> Fraction | None:
    """In points of a hundred or the unit's own: the exact difference, rounded once."""
    a, b = (Fraction(side([*now], period)) for side in SIDES[code])
    c, d = (Fraction(side([*before], previous)) for side in SIDES[code])
    scale = 100 if INDICATORS[code]["đơn vị"] == "%" else 1
    return rounded((a / b - c / d) * scale, int(INDICATORS[code]["số lẻ"])) if b and d else None


def shown(code: str, value: Fraction) -> str:
    """A printed ratio as text: "86,76%", "16,4"."""
    is_percent = INDICATORS[code]["đơn vị"] == "%"
    places = int(INDICATORS[code]["số lẻ"])
    return f"{float(value * (100 if is_percent else 1)):.{places}f}".replace(".", ",") + ("%" if is_percent else "")


NUMBER = re.compile(r"\d+(?:[.,/]\d+)*%?")


def numbers_in(text: object) -> list[str]:
    """The numbers that a text says, as they stand there."""
    return [
        part for found in NUMBER.findall(str(text)) for part in ([found] if found.endswith("%") else found.split("/"))
    ]
