"""Pictures, shapes and text boxes: repeated with their rows, and showing what their cells say."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.drawing.image import Image

from cchc_excel.fill import fill
from tests.fill.package_check import faults
from tests.fill.templates import attributes, loop_sheet, made, part, parts, texts, units
from tests.packages import packed

_DRAWING = "xl/drawings/drawing1.xml"
_DOT = base64.b64decode(  # one red pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def _placed(data: bytes, what: str) -> list[tuple[int, int]]:
    """The first and last rows, from 1, of each object of a kind."""
    return [tuple(_rows(anchor)) for anchor in part(data, _DRAWING) if anchor.find(f"{{*}}{what}") is not None]  # type: ignore[misc]


def _rows(anchor: etree._Element) -> Iterator[int]:
    for corner in ("from", "to"):
        yield int(anchor.findtext(f"{{*}}{corner}/{{*}}row") or 0) + 1


def _decorated(book: Any, sheet: Any) -> None:
    """In the loop's row a picture and a box; a picture that does not move; one that reaches below; a chart."""
    loop_sheet(book, sheet)
    sheet.set_row(2, 40)
    dot = {"image_data": io.BytesIO(_DOT), "x_scale": 20, "y_scale": 20}
    sheet.insert_image("F3", "dau.png", dot)
    sheet.insert_textbox("G3", "cũ", {"textlink": "=$B$3", "width": 40, "height": 30})
    sheet.insert_image("H3", "yen.png", {**dot, "object_position": 3})
    sheet.insert_image("I3", "cao.png", {**dot, "y_scale": 200})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "='Tổng hợp'!$B$3"})
    sheet.insert_chart("J3", chart, {"y_scale": 0.1})


@pytest.mark.parametrize("count", [0, 1, 3])
def test_objects_of_a_row_are_repeated_with_it(count: int) -> None:
    filled = fill(made(_decorated), units(*range(1, count + 1)))
    still, tall = (3, 3), (2, 2)
    rows = [(row, row) for row in range(2, 2 + count)]
    pictures = _placed(filled, "pic")
    assert pictures[: len(rows)] == rows
    assert pictures[len(rows)] == still
    assert pictures[len(rows) + 1][0] == tall[0]
    assert len(pictures) == len(rows) + 2
    assert _placed(filled, "sp") == rows
    assert len(_placed(filled, "graphicFrame")) == 1
    assert faults(filled) == []


def test_a_repeated_box_shows_its_own_row() -> None:
    drawing = part(fill(made(_decorated), units(7, 8)), _DRAWING)
    assert attributes(drawing, "sp", "textlink") == ["$B$2", "$B$3"]
    assert texts(drawing, "t") == ["7", "8"]


def test_copies_have_numbers_of_their_own() -> None:
    numbers = attributes(part(fill(made(_decorated), units(1, 2, 3)), _DRAWING), "cNvPr", "id")
    assert len(set(numbers)) == len(numbers)


def test_a_picture_with_one_corner_only_is_repeated_too() -> None:
    """openpyxl anchors a picture at its upper left corner and gives its size."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, text in enumerate(["{%tr for u in ds %}", "{{ u.ten }}", "{%tr endfor %}"], start=1):
        sheet.cell(number, 1, text)
    sheet.add_image(Image(io.BytesIO(_DOT)), "C2")
    buffer = io.BytesIO()
    book.save(buffer)
    filled = fill(buffer.getvalue(), units(1, 2))
    assert [rows[0] for rows in _placed(filled, "pic")] == [1, 2]


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (1234.5, "#,##0.00", "1.234,50"),
        (0.8676, "0.00%", "86,76%"),
        (-3, "0;(0)", "(3)"),
        (1500, '#,##0" hồ sơ."', "1.500 hồ sơ."),
        (2.5, "General", "2,5"),
        (44634, "dd/mm/yyyy", "14/03/2022"),
        (True, "General", "TRUE"),
    ],
)
def test_a_box_shows_a_number_as_its_format_says(value: object, form: str, said: str) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{{ x }}", book.add_format({"num_format": form}))
        sheet.write_formula("A2", "=A1", book.add_format({"num_format": form}))
        sheet.insert_textbox("C1", "cũ", {"textlink": "=$A$1"})
        sheet.insert_textbox("C9", "cũ", {"textlink": "=$A$2"})

    assert texts(part(fill(made(draw), {"x": value}), _DRAWING), "t") == [said, said]


def test_a_box_on_a_repeated_sheet_shows_its_own_sheet() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.name = "Phòng {{ u }}"
        sheet.write("A1", "{%sheet for u in ds %}{{ u }}")
        for page in (sheet, book.add_worksheet("Bìa")):
            page.insert_textbox("C1", "cũ", {"textlink": "='Phòng {{ u }}'!$A$1"})
            bar = {"type": "data_bar", "max_type": "formula", "max_value": "='Phòng {{ u }}'!$A$1"}
            page.conditional_format("B1", bar)

    filled = fill(made(draw), {"ds": ["A", "B"]})
    shown = {
        number: (attributes(root, "sp", "textlink"), texts(root, "t"))
        for number, root in ((number, part(filled, f"xl/drawings/drawing{number}.xml")) for number in (1, 2, 3))
    }
    first, cover, second = shown[1], shown[2], shown[3]
    assert first == (["'Phòng A'!$A$1"], ["A"])
    assert second == (["'Phòng B'!$A$1"], ["B"])
    assert cover == first
    limits = [attributes(part(filled, f"xl/worksheets/sheet{number}.xml"), "cfvo", "val")[1] for number in (1, 2, 3)]
    assert limits == ["'Phòng A'!$A$1", "'Phòng A'!$A$1", "'Phòng B'!$A$1"]


def test_a_button_sets_the_cell_that_moved_from_whatever_sheet() -> None:
    """The sheet says it once more beside the drawing's part: controlPr."""
    control = (
        '<controls><control xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" shapeId="1" '
        """r:id="rId9" name="Nút"><controlPr linkedCell="'Tổng hợp'!$B$5" listFillRange="'Tổng hợp'!$A$3:$A$3"/>"""
        "</control></controls>"
    )

    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        book.add_worksheet("Khác")

    members = parts(made(draw))
    for name in ("sheet1", "sheet2"):
        path = f"xl/worksheets/{name}.xml"
        members[path] = members[path].replace(b"</worksheet>", control.encode() + b"</worksheet>")
    filled = fill(packed(members), units(1, 2, 3, 4))
    for name in ("sheet1", "sheet2"):
        root = part(filled, f"xl/worksheets/{name}.xml")
        assert attributes(root, "controlPr", "linkedCell") == ["'Tổng hợp'!$B$6"]
        assert attributes(root, "controlPr", "listFillRange") == ["'Tổng hợp'!$A$2:$A$5"]
