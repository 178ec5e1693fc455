"""Tag rows vanish, but authors mark whole tables and refer to "the row above": what points at a tag row keeps its
sense."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from cchc_excel.fill import fill
from tests.fill.templates import attributes, column, loop_sheet, made, part, texts, units

_SHEET_PART = "xl/worksheets/sheet1.xml"


def _marked(book: Any, sheet: Any) -> None:
    loop_sheet(book, sheet)
    red = book.add_format({"bg_color": "#FF0000"})
    sheet.conditional_format("A2:D4", {"type": "formula", "criteria": "=$B2>1", "format": red})
    sheet.conditional_format("C3", {"type": "formula", "criteria": "=$A3<>$A2", "format": red})
    sheet.data_validation("B2:B4", {"validate": "custom", "value": "=B2>=0"})
    bar = {"type": "data_bar", "data_bar_2010": True, "max_type": "formula", "max_value": "=$B$5"}
    sheet.conditional_format("B2:B4", bar)


@pytest.mark.parametrize("count", [1, 3])
def test_a_format_over_the_tag_rows_too_is_about_the_rows_that_stay(count: int) -> None:
    root = part(fill(made(_marked), units(*range(count))), _SHEET_PART)
    formulas = texts(root, "formula")
    assert formulas[0] == "$B2>1"
    assert texts(root, "formula1") == ["B2>=0"]
    assert attributes(root, "conditionalFormatting", "sqref")[0] == f"A2:D{count + 1}"


def test_a_format_that_compares_with_the_row_above_still_does() -> None:
    root = part(fill(made(_marked), units(1, 2)), _SHEET_PART)
    assert "$A2<>$A1" in texts(root, "formula")


def test_limits_of_data_bars_move() -> None:
    root = part(fill(made(_marked), units(1, 2, 3, 4)), _SHEET_PART)
    limits = [element.get("val") for element in root.iter("{*}cfvo") if element.get("val")]
    assert limits == ["$B$6"]  # heading, four rows, total
    assert "$B$6" in texts(root, "f")  # of the newer kind, in the extension


def test_a_data_bar_s_limit_on_another_sheet_moves() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        bar = {"type": "data_bar", "max_type": "formula", "max_value": "='Tổng hợp'!$B$5"}
        book.add_worksheet("Khác").conditional_format("A1:A3", bar)

    root = part(fill(made(draw), units(1, 2, 3, 4)), "xl/worksheets/sheet2.xml")
    assert [element.get("val") for element in root.iter("{*}cfvo") if element.get("val")] == ["0", "'Tổng hợp'!$B$6"]


def test_a_running_total_of_the_row_above() -> None:
    """Row 3 adds to row 2, which holds the tag: each copy adds to the copy above it, the first one to the heading."""

    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.write_formula("C3", "=N(C2)+B3")
        sheet.write_formula("D3", "=SUM(B$1:B2)")  # all rows above
        sheet.write_formula("D5", "=B4")  # the row above the total

    filled = fill(made(draw), units(10, 20, 30))
    assert column(filled, "C")[1:4] == ["=N(C1)+B2", "=N(C2)+B3", "=N(C3)+B4"]
    assert column(filled, "C", values=True)[1:4] == [10, 30, 60]
    assert column(filled, "D", values=True)[1:] == [0, 10, 30, 30]


def test_a_far_tag_row_is_no_row_above() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.write_formula("C6", "=B2")  # over the loop's rows

    assert column(fill(made(draw), units(1, 2)), "C")[4] == "=B1000000"


def test_the_title_of_a_group_in_a_tag_row_is_seen_from_its_rows() -> None:
    """A2:A4 is merged beside the inner loop's tag rows; its text is written in the group's first row."""

    def draw(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{%tr for g in nhom %}")
        sheet.merge_range("A2:A4", "{{ g.ten }}", book.add_format())
        sheet.write("B2", "{%tr for u in g.ds %}")
        sheet.write("B3", "{{ u }}")
        sheet.write_formula("C3", "=A2&B3")
        sheet.write("B4", "{%tr endfor %}")
        sheet.write("A5", "{%tr endfor %}")
        sheet.write_formula("C6", "=COUNTA(A2)")

    groups = [{"ten": "A", "ds": [1, 2]}, {"ten": "B", "ds": [3]}]
    filled = fill(made(draw), {"nhom": groups})
    assert column(filled, "C") == ["=A1&B1", "=A1&B2", "=A3&B3", "=COUNTA(A1:A3)"]
    assert column(filled, "C", values=True) == ["A1", "A2", "B3", 2]


def test_a_cell_of_a_custom_xml_part_moves() -> None:
    single = (
        '<singleXmlCells xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<singleXmlCell id="1" r="B5" connectionId="0"/></singleXmlCells>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/tableSingleCells"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="../tables/tableSingleCells1.xml"/></Relationships>'
    )
    buffer = io.BytesIO(made(loop_sheet))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/worksheets/_rels/sheet1.xml.rels", links)
        package.writestr("xl/tables/tableSingleCells1.xml", single)
    filled = fill(buffer.getvalue(), units(1, 2, 3, 4))
    assert attributes(part(filled, "xl/tables/tableSingleCells1.xml"), "singleXmlCell", "r") == ["B6"]
