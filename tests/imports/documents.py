"""Tables in tests as Word, Excel and text files. A table is text: cells separated by "|"; "^" is merged with the cell
above, "<" with the one on its left, "*…*" is in italics, "\\n" a line end in a cell, "15/11/2022" in Excel a day."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

ABOVE, LEFT = "^", "<"


def grid(table: str) -> list[list[str]]:
    """The cells of a table, every line as long as the longest."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").split("\n")]
    width = max(map(len, lines))
    return [line + [""] * (width - len(line)) for line in lines]


def docx_bytes(*tables: str) -> bytes:
    """A Word document with a title and these tables."""
    document = Document()
    document.add_paragraph("PHỤ LỤC")
    for table in tables:
        cells = grid(table)
        made = document.add_table(len(cells), len(cells[0]))
        for row, column, text in _texts(cells):
            paragraph = made.cell(row, column).paragraphs[0]
            run = paragraph.add_run(text.strip("*").replace("\\n", "\n"))
            run.italic = text.startswith("*")
        for top, left, bottom, right in areas(cells):
            made.cell(top, left).merge(made.cell(bottom, right))
        document.add_paragraph("")
    memory = BytesIO()
    document.save(memory)
    return memory.getvalue()


def xlsx_bytes(*tables: str) -> bytes:
    """A workbook with a sheet for each table. Cells are text, but whole numbers, decimals "n:1.1" and days "d:2/1/2022"
    are numbers and days."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(tables, start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        cells = grid(table)
        for row, column, text in _texts(cells):
            cell = sheet.cell(row + 1, column + 1)
            cell.value = _value(text.strip("*").replace("\\n", "\n"))
            if text.startswith("*"):
                cell.font = Font(italic=True)
        for top, left, bottom, right in areas(cells):
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    memory = BytesIO()
    book.save(memory)
    return memory.getvalue()


def text_bytes(table: str) -> bytes:
    """Lines with tabs, merged cells blank."""
    lines = [["" if cell in (ABOVE, LEFT) else cell for cell in line] for line in grid(table)]
    return "\n".join("\t".join(line).rstrip("\t") for line in lines).encode()


def write(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def areas(cells: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """The merged areas: first row, first column, last row, last column."""
    found = []
    for row, column, _ in _texts(cells):
        right = column
        while right + 1 < len(cells[row]) and cells[row][right + 1] == LEFT:
            right += 1
        bottom = row
        while bottom + 1 < len(cells) and cells[bottom + 1][column] == ABOVE:
            bottom += 1
        if (bottom, right) != (row, column):
            found.append((row, column, bottom, right))
    return found


def _texts(cells: list[list[str]]) -> list[tuple[int, int, str]]:
    return [
        (row, column, text)
        for row, line in enumerate(cells)
        for column, text in enumerate(line)
        if text and text not in (ABOVE, LEFT)
    ]


def _value(text: str) -> str | int | float | dt.date:
    if text.isdecimal():
        return int(text)
    kind, _, rest = text.partition(":")
    if kind == "n":
        return float(rest)
    if kind == "d":
        day, month, year = map(int, rest.split("/"))
        return dt.date(year, month, day)
    return text
