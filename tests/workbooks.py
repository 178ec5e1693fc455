"""Workbooks of the tests, written as text tables: a sheet is its cells, columns separated by two spaces or more."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from cchc_excel.forms import layout

_WHOLE = re.compile(r"-?\d+")
_BLANK = "."


def table(text: str) -> list[list[str | int | None]]:
    """A text table as cells: whole numbers are numbers, "." is a blank cell. Procedure codes ("2.001547") stay text."""
    return [[_cell(cell) for cell in re.split(r"\s{2,}", line.strip())] for line in text.strip().splitlines()]


def _cell(text: str) -> str | int | None:
    if text == _BLANK:
        return None
    return int(text) if _WHOLE.fullmatch(text) else text


def write_form(path: Path, unit: str, sheets: Mapping[str, str], period: str = "2022-Q1", shift: int = 0) -> None:
    """A unit's workbook: its `_meta`, and each sheet's table (the first cell is #ma) put `shift` rows and columns
    in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        for name, text in sheets.items():
            page = book.add_worksheet(name)
            for row, cells in enumerate(table(text), start=shift):
                for column, value in enumerate(cells, start=shift):
                    if value is not None:
                        page.write(row, column, value)
        meta = book.add_worksheet(layout.META_SHEET)
        pairs = {
            layout.META_FORM: layout.FORM,
            layout.META_PERIOD: period,
            layout.META_UNIT: unit,
            layout.META_CATALOGUE: "thử",
        }
        for row, pair in enumerate(pairs.items()):
            meta.write_row(row, 0, pair)
        meta.very_hidden()


def small_report(root: Path) -> None:
    """Give a working folder one report of one cell in place of the shipped ones, for tests of what else a merge makes:
    the shipped ones take longer to fill than all the rest."""
    folder = root / "templates" / "bao-cao"
    folder.mkdir(parents=True, exist_ok=True)
    for report in folder.iterdir():
        report.unlink()
    with xlsxwriter.Workbook(str(folder / "mau-nho.xlsx")) as book:
        book.add_worksheet("Báo cáo").write_string(0, 0, "{{ ky.ten }}")


def save_as_of(book: Workbook, target: Path | IO[bytes], when: dt.datetime) -> None:
    """Save a workbook that says it was last saved `when`; `Workbook.save` would say now."""
    book.properties.modified = when
    ExcelWriter(book, ZipFile(target, "w", ZIP_DEFLATED)).save()
