"""Rows of one thing joined: one cell a column, the texts in order, no higher than the longest text needs."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from cchc_excel.fill import JoinedCell, RowJoiner, joinable
from cchc_excel.fill.ooxml import Package, open_workbook, serialise
from tests.fill.templates import SHEET, made


def three_rows(book: Any, sheet: Any) -> None:
    """A: pieces, the first of which ends within its line; B: a text of four lines; C: a number below; D: a number at
    the top; E: a number above a text. Letters of 11 points."""
    wrapped = book.add_format({"text_wrap": True})
    sheet.set_column("A:E", 30)
    for row, text in enumerate(("một; ", "hai", "ba")):
        sheet.write_string(row, 0, text, wrapped)
        sheet.write_string(row, 1, "a\nb\nc\nd" if row == 0 else "", wrapped)
        sheet.write_number(row, 2, row, wrapped)
        sheet.write_string(row, 3, "", wrapped)
        sheet.write_string(row, 4, "chữ" if row == 1 else "", wrapped)
    sheet.write_number(0, 3, 5, wrapped)
    sheet.write_number(0, 4, 6, wrapped)


def joined(rows: list[int]) -> tuple[Any, list[JoinedCell], list[float]]:
    package = Package(made(three_rows))
    workbook = open_workbook(package)
    joiner, sheet = RowJoiner(package, workbook), workbook.sheets[0]
    heights = [*joiner.heights(sheet, rows)]
    cells = joiner.join(sheet, rows, heights[-1])
    package.parts[sheet.part] = serialise(sheet.root)
    joiner.save()
    return openpyxl.load_workbook(io.BytesIO(package.save()))[SHEET], cells, heights


def test_texts_are_one_in_each_column_and_numbers_stay() -> None:
    sheet, cells, _ = joined([1, 2, 3])
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["một; hai\nba", None, None]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:A3", "B1:B3", "D1:D3"]
    assert [sheet.cell(row, 3).value for row in (1, 2, 3)] == [0, 1, 2]
    assert [sheet.cell(row, 4).value for row in (1, 2, 3)] == [5, None, None]
    assert [sheet.cell(row, 5).value for row in (1, 2, 3)] == [6, "chữ", ""]
    assert cells[0] == JoinedCell(SHEET, "A1", ("A1", "A2", "A3"), "một; hai\nba")


def test_rows_share_what_the_longest_text_needs() -> None:
    """Four lines of 11 points: 4 x 11 x 1,17 + 1,25 = 52,73 points, 71 whole pixels, for one row as for all three:
    23, 24 and 24 of them. The two lines of A need less."""
    sheet, _, heights = joined([1, 2, 3])
    assert heights == [53.25, 53.25, 53.25]
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3)] == [17.25, 18, 18]


def test_pieces_are_as_high_as_their_text_in_one() -> None:
    """Rows 2 and 3: "hai" is one line, for which the usual 15 points do; with "ba" below two: 26,99 points."""
    assert joined([2, 3])[2] == [15, 27]


def test_a_column_of_names_counts_once() -> None:
    """Column A of rows 1 to 3 has three lines together, B four: without B's, and with A's first text alone, one."""
    package = Package(made(three_rows))
    workbook = open_workbook(package)
    joiner, sheet = RowJoiner(package, workbook), workbook.sheets[0]
    assert [*joiner.heights(sheet, [2, 3], once=[1])] == [15, 15]


def test_a_piece_that_ends_its_line_leaves_a_line_below() -> None:
    """Two lines of 11 points, the second blank, need 26,99 points; with "hai" below, as it is joined, three: 39,86."""

    def draw(book: Any, sheet: Any) -> None:
        wrapped = book.add_format({"text_wrap": True})
        sheet.write_string(0, 0, "một\n", wrapped)
        sheet.write_string(1, 0, "hai", wrapped)

    package = Package(made(draw))
    workbook = open_workbook(package)
    joiner, sheet = RowJoiner(package, workbook), workbook.sheets[0]
    assert [*joiner.heights(sheet, [1, 2])] == [27, 40.5]
    assert [cell.text for cell in joiner.join(sheet, [1, 2], 40.5)] == ["một\n\nhai"]


@pytest.mark.parametrize("fixed", ["customHeight", "hidden", "merged"])
def test_rows_that_somebody_set_are_not_joined(fixed: str) -> None:
    def draw(book: Any, sheet: Any) -> None:
        three_rows(book, sheet)
        if fixed == "merged":
            sheet.merge_range("F2:G2", "")
        else:
            sheet.set_row(1, 30, None, {"hidden": fixed == "hidden"})

    sheet = open_workbook(Package(made(draw))).sheets[0]
    assert joinable(sheet, [[1, 2], [0, 1], [3, 4]]) == []  # the last two have rows that are not in the file
    assert joinable(open_workbook(Package(made(three_rows))).sheets[0], [[1, 2]]) == [[1, 2]]
