"""Filling a template side by side in one run: our engine and openpyxl, with 1,000 to 10,000 rows.

python -m benchmarks.fill [ROWS…]

The template has five filled columns, two formulas in each row and a total row. openpyxl does what a programmer would:
load, insert rows, write values, formulas and styles, save. It computes nothing: every formula is left without a value,
no row gets the height its text needs, nothing is traced; our engine does all three. Prints rows a second, the ratio,
and how the time for a row changes with their number (1.00x is linear).
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.fill import fill

SIZES = (1000, 2000, 5000, 10_000)


def template() -> bytes:
    """Headings in row 1, the loop in rows 2-4, a total in row 5."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Bảng")
        cell = book.add_format({"border": 1, "font_name": "Times New Roman"})
        sheet.write_row("A1", ["TT", "Tên", "Tiếp nhận", "Đúng hạn", "Ngày", "Tỷ lệ", "Còn lại"])
        sheet.write("A2", "{%tr for u in ds %}")
        sheet.write_row("A3", ["{{ loop.index }}", "{{ u.ten }}", "{{ u.nhan }}", "{{ u.dung }}", "{{ u.ma }}"], cell)
        sheet.write_formula("F3", "=IF(C3=0,0,D3/C3)", cell)
        sheet.write_formula("G3", "=C3-D3", cell)
        sheet.write("A4", "{%tr endfor %}")
        sheet.write("A5", "Cộng")
        for letter in "CDG":
            sheet.write_formula(f"{letter}5", f"=SUM({letter}3:{letter}3)", cell)
    return buffer.getvalue()


def rows(count: int) -> list[dict[str, object]]:
    """Invented rows."""
    return [{"ten": f"Thủ tục {n}", "nhan": n % 97 + 1, "dung": n % 89, "ma": f"2.{n:06}"} for n in range(count)]


def ours(data: bytes, items: Sequence[Mapping[str, object]]) -> bytes:
    return fill(data, {"ds": items})


def with_openpyxl(data: bytes, items: Sequence[Mapping[str, object]]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    styles = [copy(_cell(sheet, 3, column)._style) for column in range(1, 8)]
    sheet.delete_rows(2, 3)
    sheet.insert_rows(2, len(items))
    for row, item in enumerate(items, start=2):
        values = [row - 1, item["ten"], item["nhan"], item["dung"], item["ma"]]
        for column, value in enumerate([*values, f"=IF(C{row}=0,0,D{row}/C{row})", f"=C{row}-D{row}"], start=1):
            cell = _cell(sheet, row, column)
            cell.value = value
            cell._style = styles[column - 1]
    last = len(items) + 1
    for letter in "CDG":
        sheet[f"{letter}{last + 1}"] = f"=SUM({letter}2:{letter}{last})"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet: Worksheet, row: int, column: int) -> Any:
    return sheet.cell(row, column)


def seconds(way: Callable[[bytes, Sequence[Mapping[str, object]]], bytes], data: bytes, count: int) -> float:
    """Processor time, the better of two runs: what else the machine does is left out."""
    items = rows(count)
    times = []
    for _ in range(2):
        start = time.process_time()
        way(data, items)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    data = template()
    print(f"{'rows':>7} {'ours rows/s':>12} {'openpyxl rows/s':>16} {'ours/openpyxl':>14} {'time a row':>11}")
    first = 0.0
    for count in sizes:
        mine, theirs = seconds(ours, data, count), seconds(with_openpyxl, data, count)
        first = first or mine / count
        rates = f"{count:7} {count / mine:12.0f} {count / theirs:16.0f}"
        print(f"{rates} {theirs / mine:13.2f}x {mine / count / first:10.2f}x")


if __name__ == "__main__":
    main()
