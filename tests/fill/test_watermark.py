"""The draft mark in page headers, and cached values that cannot be trusted."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_excel.fill import mark_draft, recalculate
from cchc_excel.fill.watermark import marked
from tests.fill.templates import SHEET, made, part, parts, sheet_of, texts


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "&RBẢN NHÁP"),
        ("&LTrái&CGiữa", "&LTrái&CGiữa&RBẢN NHÁP"),
        ("&C&P&RPhải", "&C&P&RBẢN NHÁP\nPhải"),
        ("Giữa", "&CGiữa&RBẢN NHÁP"),
        ('&L&"Times,Bold"&14A && R', '&L&"Times,Bold"&14A && R&RBẢN NHÁP'),
        ("&C" + "x" * 250, "&RBẢN NHÁP"),  # Excel refuses headers over 255 characters
    ],
)
def test_the_mark_is_at_the_right(header: str, expected: str) -> None:
    assert marked(header, "BẢN NHÁP") == expected


def test_every_kind_of_page_of_every_sheet_is_marked() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.set_header("&CTrang &P")
        sheet.set_footer("&Lchân")
        sheet.set_h_pagebreaks([5])
        other = book.add_worksheet("Khác")
        other.write("A1", 1)
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "='Khác'!$A$1:$A$1"})
        book.add_chartsheet("Hình").set_chart(chart)

    data = mark_draft(made(draw), "NHÁP & thử")
    first = part(data, "xl/worksheets/sheet1.xml")
    assert [element.tag.rpartition("}")[2] for element in next(first.iter("{*}headerFooter"))] == [
        "oddHeader", "oddFooter", "evenHeader", "firstHeader",
    ]  # fmt: skip
    assert texts(first, "oddHeader") == ["&CTrang &P&RNHÁP && thử"]
    assert texts(first, "oddFooter") == ["&Lchân"]
    order = [str(element.tag).rpartition("}")[2] for element in first]
    assert order.index("pageMargins") < order.index("headerFooter") < order.index("rowBreaks")
    for name in ("xl/worksheets/sheet2.xml", "xl/chartsheets/sheet1.xml"):
        root = part(data, name)
        assert [texts(root, kind) for kind in ("oddHeader", "evenHeader", "firstHeader")] == [["&RNHÁP && thử"]] * 3


def _formulas(*formulas: str) -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        del book
        sheet.write("A1", "đường")
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 1, formula)

    return made(draw)


def test_what_cannot_be_computed_has_no_value_and_is_named() -> None:
    data, left = recalculate(
        _formulas("=UPPER(A1)", '=UPPER("abc")', "=LEN(B1)", "=LA_LAM(1)", "=IFERROR(B4,0)", "=1+1", "=TODAY()")
    )
    assert [(cell.sheet, cell.cell) for cell in left] == [(SHEET, f"B{row}") for row in (4, 5, 7)]
    assert [cell.value for cell in sheet_of(data, values=True)["B"]] == ["ĐƯỜNG", "ABC", 5, None, None, 2, None]
    assert part(data, "xl/workbook.xml").find("{*}calcPr").get("fullCalcOnLoad") == "1"  # type: ignore[union-attr]


def test_a_circle_leaves_its_formulas_as_written_without_values() -> None:
    data, left = recalculate(_formulas("=B2", "=B1", "=1+1"))
    assert [cell.cell for cell in left] == ["B1", "B2"]
    assert [cell.value for cell in sheet_of(data)["B"]] == ["=B2", "=B1", "=1+1"]
    assert [cell.value for cell in sheet_of(data, values=True)["B"]] == [None, None, 2]


def test_wrong_values_are_renewed_and_all_else_kept() -> None:
    template = _formulas("=1+1", "=B1*2")
    data, left = recalculate(template)
    assert left == []
    assert [cell.value for cell in sheet_of(data, values=True)["B"]] == [2, 4]
    before, after = parts(template), parts(data)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}


def test_structured_references_are_computed_and_stay_as_written() -> None:
    def draw(book: Any, sheet: Any) -> None:
        del book
        columns = [
            {"header": "Tên"},
            {"header": "Số", "total_function": "sum"},
            {"header": "Đôi", "formula": "=[@Số]*2"},
        ]
        sheet.add_table("A1:C4", {"name": "Bang", "total_row": True, "columns": columns, "data": [["a", 3], ["b", 4]]})
        formulas = [
            "=SUM(Bang[Số])",
            "=SUM(Bang[[Số]:[Đôi]])",
            "=Bang[[#Totals],[Số]]",
            "=ROWS(Bang[#All])",
            '="Bang[Số]"',
        ]
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 5, formula)

    data, left = recalculate(made(draw))
    assert left == []
    assert [cell.value for cell in sheet_of(data, values=True)["F"]][:5] == [7, 21, 7, 4, "Bang[Số]"]
    assert [cell.value for cell in sheet_of(data, values=True)["C"]][1:3] == [6, 8]
    assert sheet_of(data)["F1"].value == "=SUM(Bang[Số])"
