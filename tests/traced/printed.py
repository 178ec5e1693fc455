"""The numbers that the workbooks of bao-cao/ print: where each stands, and what it must be by the cells behind it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.traced.again import (
    DONE,
    INDICATORS,
    PERIODS,
    SIDES,
    Cell,
    change,
    latest,
    numbers_in,
    ratio,
    shown,
    tasks,
    total,
)
from tests.traced.year import rows

Again = Callable[[list[Cell]], Fraction | int | None]
CODES = {row["tên"]: code for code, row in INDICATORS.items()}
SHORT_CODES = {row["tên ngắn"]: code for code, row in INDICATORS.items()}
SHORT_UNITS = {row["tên ngắn"] or row["tên"] for row in rows("don-vi")}
"""Names as tables have them."""
FIGURES = {
    "C": ("tn_truc_tuyen", "tn_truc_tiep", "tn_ky_truoc"), "D": ("tn_truc_tuyen",), "E": ("tn_truc_tiep",),
    "F": ("tn_ky_truoc",), "G": ("gq_truoc_han", "gq_dung_han", "gq_qua_han"), "H": ("gq_truoc_han",),
    "I": ("gq_dung_han",), "J": ("gq_qua_han",), "K": ("dang_trong_han", "dang_qua_han"), "L": ("dang_trong_han",),
    "M": ("dang_qua_han",),
}  # fmt: skip
"""Columns of form II.06a -> the figures that stand in them together."""
GIVEN = {part for row in INDICATORS.values() for part in numbers_in(row["yêu cầu"])}
"""Numbers in texts that the plan asks for: "> 30%"."""
FIELDS = {row["mã"]: row["lĩnh vực"] for row in rows("tthc")}
PREVIOUS = {code: row["kỳ trước"] for code, row in PERIODS.items()}
CUMULATIVE = {code: row["lũy kế"] for code, row in PERIODS.items()}


class Number(NamedTuple):
    """A number in a cell of a report: its sheet and address, what stands there, and how it is worked out again from the
    cells behind it."""

    sheet: str
    cell: str
    value: object
    again: Again


class Text(NamedTuple):
    """A text in a cell of a report that says what units report."""

    sheet: str
    cell: str
    value: str


def numbers(file: Path, period: str) -> Iterator[Number]:
    """Every number of a report that is no ordinal."""
    book = load_workbook(file, data_only=True)
    for page in book.worksheets:
        for cell, again in _READERS[page.title](page, period):
            if isinstance(cell.value, int | float):
                yield Number(page.title, cell.coordinate, cell.value, again)


def texts(file: Path) -> Iterator[Text]:
    """Every text of the columns that tell results."""
    book = load_workbook(file, data_only=True)
    for page in book.worksheets:
        if page.title in _TOLD:
            first, columns = _TOLD[page.title]
            top = next(row for row in range(1, 30) if page.cell(row, 1).value == first)
            for row in page.iter_rows(min_row=top + 1):
                for cell in row:
                    assert cell.column and cell.row
                    column = get_column_letter(cell.column)
                    told = column in columns.get(str(row[1].value), columns.get("", "")) and _is_row(page, cell.row)
                    if told and isinstance(cell.value, str) and cell.value:
                        yield Text(page.title, cell.coordinate, cell.value)
        if page.title == "Tổng hợp tỷ lệ":
            notes = (row[0] for row in page.iter_rows() if str(row[0].value).startswith("Số liệu đã gồm"))
            yield from (Text(page.title, note.coordinate, _COUNTS.sub("", str(note.value))) for note in notes)


_COUNTS = re.compile(r"\(\d+\)|đủ \d+")
"""What a note below a table counts: columns, units."""

_TOLD = {
    "Phụ lục": ("Mục", {"": "FGHIJ"}), "Tự chấm điểm": ("Mục", {"": "EF"}), "Cách tính": ("Cột", {"": "FH"}),
    "Tổng hợp tỷ lệ": ("STT", {"Lý do": "CDEFGHIJKLM"}), "Xu hướng": ("STT", {"": "B"}),
}  # fmt: skip
"""Sheets with columns of results: what stands over the first column, and the columns (of rows called so)."""


def _is_row(page: Any, row: int) -> bool:
    """A row of the table, not what stands below it: no columns are merged there."""
    across = (area for area in page.merged_cells.ranges if area.min_col < area.max_col)
    return not any(row in range(area.min_row, area.max_row + 1) for area in across)


Read = Iterator[tuple[Any, Again]]


def _ratio(code: str, period: str) -> Again:
    return lambda cells: ratio(code, cells, period)


def _table(page: Any, period: str) -> Read:
    """Units × ratios, the department, its sums, and the periods beside."""
    top = next(row for row in range(1, 30) if page.cell(row, 2).value == "Đơn vị")
    heads = {at: page.cell(top, at).value for at in range(3, page.max_column)}
    columns = {at: SHORT_CODES[name] for at, name in heads.items() if name in SHORT_CODES}
    for row in range(top + 1, page.max_row + 1):
        name = str(page.cell(row, 2).value or "")
        for at, code in columns.items():
            yield page.cell(row, at), _of_row(name, code, period)


def _of_row(name: str, code: str, period: str) -> Again:
    if name in ("Tử số", "Mẫu số"):
        return lambda cells: SIDES[code][name == "Mẫu số"](cells, period)
    if name.startswith("Thay đổi"):
        return lambda cells: changed(code, cells, period)
    if name.startswith(("Kỳ trước", "Lũy kế")):
        return _ratio(code, (PREVIOUS if name.startswith("Kỳ trước") else CUMULATIVE)[period])
    known = name in SHORT_UNITS or name.startswith("Toàn cơ quan")
    return _ratio(code, period) if known else lambda _: None


def changed(code: str, cells: list[Cell], period: str) -> Fraction | None:
    """Cells of both periods are named together; those of the previous one are of its quarters, and may be of this one
    too."""
    previous = PREVIOUS[period]
    before = [cell for cell in cells if cell.period in quarters(previous)]
    now = [cell for cell in cells if cell.period in quarters(period)]
    return change(code, now, period, before, previous)


def quarters(period: str) -> tuple[str, ...]:
    parts = {"6T": 2, "9T": 3, "N": 4}
    year, _, name = period.partition("-")
    return tuple(f"{year}-Q{number}" for number in range(1, parts[name] + 1)) if name in parts else (period,)


def _definitions(page: Any, period: str) -> Read:
    for row in page.iter_rows(min_row=1):
        code = CODES.get(str(row[1].value))
        if code:
            yield from ((cell, _side(code, at, period)) for at, cell in enumerate(row[3:5]))
        yield from ((cell, lambda _: None) for cell in (row[5:] if code else row))


def _side(code: str, at: int, period: str) -> Again:
    return lambda cells: SIDES[code][at](cells, period)


def _chart(page: Any, period: str) -> Read:
    for row in page.iter_rows():
        code = SHORT_CODES.get(str(row[0].value))
        if code:
            yield from zip(row[1:3], (_ratio(code, period), _ratio(code, PREVIOUS[period])), strict=True)


def _dossiers(page: Any, _period: str) -> Read:
    top = next(row for row in range(1, 30) if page.cell(row, 1).value == "(1)")
    for row in page.iter_rows(min_row=top + 1):
        for cell in row[2 : 2 + len(FIGURES)]:
            yield cell, functools.partial(_dossier, codes=FIGURES[get_column_letter(cell.column)], of=str(row[1].value))


def _dossier(cells: list[Cell], codes: tuple[str, ...], of: str) -> int | None:
    """The sum of a row: of a procedure ("tên (mã)"), of a field, or of all. None where a cell is of another row."""
    rows_named = {cell.row for cell in cells}
    procedure = of.rpartition("(")[2].rstrip(")")
    fits = of == "Tổng cộng" or rows_named <= {procedure} or all(FIELDS[one] == of for one in rows_named)
    return total(cells, *codes) if fits else None


def _plan(_page: Any, _period: str) -> Read:
    return iter(())


def _points(page: Any, _period: str) -> Read:
    """Points as the program gives them and as they count, of a row of the plan or (no mục) of all rows."""
    top = next(row for row in range(1, 30) if page.cell(row, 1).value in ("Mục", "Đơn vị"))
    heads = [cell.value for cell in page[top]]
    item, points = heads.index("Mục"), heads.index("Điểm tự chấm")  # nobody appraised them: these count
    for row in page.iter_rows(min_row=top + 1):
        yield row[points], functools.partial(by_ranks, key=str(row[item].value))


def _points_of_units(page: Any, _period: str) -> Read:
    """Rows of the plan and, below them, what they come to, for each unit and (the last column) for all."""
    top = next(row for row in range(1, 30) if page.cell(row, 1).value == "Mục")
    units = [cell.column for cell in page[top] if cell.value and cell.value not in ("Mục", "Nội dung", "Điểm tối đa")]
    for row in page.iter_rows(min_row=top + 1):
        if row[0].value in ("IV.7", "V") or row[1].value == "Tổng điểm":
            yield from ((row[at - 1], functools.partial(by_ranks, key=str(row[0].value))) for at in units)


def by_ranks(cells: list[Cell], key: str) -> Fraction:
    """IV.7: half a point for each criterion that rose, V: less half a point for each that fell; each 1 at most."""
    up, down = (min(Fraction(number, 2), Fraction(1)) for number in _moved(cells))
    return {"IV.7": up, "V": -down}.get(key, up - down)


def _moved(cells: list[Cell]) -> tuple[int, int]:
    """How many criteria rose, and how many fell."""
    ranks: dict[tuple[str, str, str], dict[str, int]] = {}
    for cell in cells:
        if cell.column.startswith("hang_"):
            ranks.setdefault((cell.period, cell.unit, cell.row), {})[cell.column] = cell.number
    pairs = [(one["hang_nam_truoc"], one["hang_nam_nay"]) for one in ranks.values()]
    return sum(now < before for before, now in pairs), sum(now > before for before, now in pairs)


def _year(page: Any, top: int) -> dict[int, str]:
    """Column -> the period that is headed there."""
    names = {row["tên"].removesuffix(" năm 2022"): code for code, row in PERIODS.items()}
    heads = {cell.column: str(cell.value).removesuffix(" năm 2022") for cell in page[top]}
    return {column: names[head] for column, head in heads.items() if head in names}


def _trend(page: Any, period: str) -> Read:
    """A ratio in each period of the year; over all of it, by the cumulative period or, where it is one, its own; and
    how it changed."""
    top = next(row for row in range(1, 30) if page.cell(row, 1).value == "STT")
    periods = _year(page, top)
    total, moved = (next(cell.column for cell in page[top] if str(cell.value).startswith(words))
                    for words in ("Lũy kế", "Thay đổi"))  # fmt: skip
    for row in page.iter_rows(min_row=top + 1):
        code = SHORT_CODES.get(str(row[1].value), "")
        for at, of in (periods | {total: CUMULATIVE[period] or period}).items() if code else ():
            yield row[at - 1], _ratio(code, of)
        if code:
            yield row[moved - 1], functools.partial(_moved_by, code=code, period=period)
        elif isinstance(row[0].value, int):
            yield from _places(row, periods, (total, moved))


def _moved_by(cells: list[Cell], code: str, period: str) -> Fraction | None:
    return changed(code, cells, period)


def _trend_chart(page: Any, _period: str) -> Read:
    """Under the chart: a ratio's name in the first of its rows, a row for each period."""
    codes = {row["mã"].removeprefix("2022-"): row["mã"] for row in rows("ky-bao-cao")}
    code = ""
    for row in page.iter_rows():
        code = SHORT_CODES.get(str(row[0].value), code)
        if row[1].value in codes:
            yield from ((cell, _ratio(code, codes[row[1].value])) for cell in row[2:4])


def _by_points(page: Any, _period: str) -> Read:
    """Points in each period, of a mục (first column) or (a rank there, or nothing) of all."""
    top = next(row for row in range(1, 30) if page.cell(row, 1).value == "Hạng, mục")
    for row in page.iter_rows(min_row=top + 1):
        yield from ((row[at - 1], functools.partial(by_ranks, key=str(row[0].value))) for at in _year(page, top))


def _by_ratio(page: Any, _period: str) -> Read:
    """ "(1) Hồ sơ đúng hạn: toàn cơ quan", and the units below it."""
    top = next(row for row in range(1, 30) if page.cell(row, 1).value == "Hạng")
    code = ""
    for row in page.iter_rows(min_row=top + 1):
        named = re.fullmatch(r"\(\d+\) (.+): toàn cơ quan.*", str(row[1].value))
        code = SHORT_CODES[named[1]] if named else code
        yield from ((row[at - 1], _ratio(code, of)) for at, of in _year(page, top).items())


def _places(row: Any, periods: Mapping[int, str], beside: tuple[int, int]) -> Read:
    """This year's place under the period that tells it, the one of the year before, and by how many it rose: what is
    sought in the cells by column."""
    before, rose = beside
    for at, columns in (dict.fromkeys(periods, _NOW) | {before: _BEFORE, rose: _BEFORE + _NOW}).items():
        yield row[at - 1], functools.partial(_place, columns=columns)


_BEFORE, _NOW = ("hang_nam_truoc",), ("hang_nam_nay",)


def _place(cells: list[Cell], columns: tuple[str, ...]) -> int | None:
    """The first column's number, less the second's where there is one; None if the cells are of other columns."""
    told = {cell.column: cell.number for cell in cells}
    return told[columns[0]] - sum(told[one] for one in columns[1:]) if told.keys() == set(columns) else None


_READERS: dict[str, Callable[[Any, str], Read]] = {
    "Tổng hợp tỷ lệ": _table, "Cách tính": _definitions, "Biểu đồ": _chart, "II.06a": _dossiers, "Phụ lục": _plan,
    "Tự chấm điểm": _points, "Tổng hợp điểm": _points_of_units, "Điểm từng đơn vị": _points,
    "Xu hướng": _trend, "Biểu đồ xu hướng": _trend_chart, "Điểm": _by_points,
    "Đơn vị theo tỷ lệ": _by_ratio,
}  # fmt: skip


def accounted(cells: list[Cell], period: str) -> set[str]:
    """The numbers that a text may say of some cells: those that stand in them, what the figures and indicators of them
    come to, how many tasks are how far, done by a day or after it, how many criteria rose or fell, and the points for
    that."""
    found = {part for cell in cells for part in numbers_in(cell.value)}
    for code, sides in SIDES.items():
        value = ratio(code, cells, period)
        found |= {grouped(side(cells, period)) for side in sides}
        found |= {shown(code, value)} if value is not None else set()
    found |= {grouped(total(cells, code)) for code in {cell.row for cell in cells if cell.column == "gia_tri"}}
    statuses = {cell.value for cell in cells if cell.column == "trang_thai"}
    found |= {str(tasks(cells, one)) for one in statuses} | {str(tasks(cells))} | _by_a_day(cells)
    points = {f"{abs(float(by_ranks(cells, key))):g}".replace(".", ",") for key in ("IV.7", "V", "")}
    return found | {str(one) for one in _moved(cells)} | points


def _by_a_day(cells: list[Cell]) -> set[str]:
    """How many of a task's units did it by some day, and how many after it: whichever day the plan names."""
    done = {cell.unit for cell in latest(cells, "trang_thai") if cell.value == DONE}
    days = [_day(cell.value) for cell in latest(cells, "ngay_hoan_thanh") if cell.unit in done]
    late = {sum(day > one for day in days) for one in days}
    return {str(count) for after in late for count in (after, len(done) - after)} if days else set()


def _day(value: object) -> tuple[str, ...]:
    return tuple(reversed(str(value).split("/")))


def grouped(number: int) -> str:
    """A count in a text: "1.196"."""
    return f"{number:,}".replace(",", ".")
