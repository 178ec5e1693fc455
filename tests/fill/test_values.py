"""Cached values where the evaluator refuses a workbook as it is: hidden and grouped rows, filters, formulas that read
themselves. One formula that cannot be computed takes no value from those that can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cchc_excel.fill import Filled, fill_traced
from tests.fill.templates import attributes, loop_sheet, made, part, sheet_of, units
from tests.libreoffice import differing_formulas

_SHEET_PART = "xl/worksheets/sheet1.xml"


def _filled(**more: str) -> Filled:
    """Rows 1 to 4 in B2:B5, of which row 3 (the number 2) is hidden and row 2 grouped; formulas by cell besides."""

    def draw(book: Any, sheet: Any) -> None:
        del book
        for number in range(1, 5):
            sheet.write(number, 1, number)
        sheet.set_row(1, None, None, {"level": 1})
        sheet.set_row(2, None, None, {"level": 1, "hidden": True})
        sheet.set_row(3, None, None, {"collapsed": True})
        sheet.write("A7", "{{ x }}")
        for cell, formula in more.items():
            sheet.write_formula(cell, formula)

    return fill_traced(made(draw), {"x": 1})


def _values(filled: Filled, *cells: str) -> list[object]:
    sheet = sheet_of(filled.data, values=True)
    return [sheet[cell].value for cell in cells]


@pytest.mark.office
def test_sub_totals_count_hidden_rows(tmp_path: Path) -> None:
    filled = _filled(B8="=SUBTOTAL(9,B2:B5)", B9="=B8*2", B10="=SUBTOTAL(3,B2:B5)")
    assert _values(filled, "B8", "B9", "B10") == [10, 20, 4]
    assert filled.uncomputed == []
    (tmp_path / "an.xlsx").write_bytes(filled.data)
    assert differing_formulas(tmp_path / "an.xlsx", tmp_path / "lo") == (3, [])


def test_rows_stay_hidden_and_grouped() -> None:
    root = part(_filled(B8="=SUBTOTAL(9,B2:B5)").data, _SHEET_PART)
    rows = {row.get("r"): row for row in root.iter("{*}row")}
    assert (rows["3"].get("hidden"), rows["3"].get("outlineLevel"), rows["4"].get("collapsed")) == ("1", "1", "1")
    assert attributes(root, "row", "hidden").count("1") == 1


@pytest.mark.parametrize("formula", ["=SUBTOTAL(109,B2:B5)", "=AGGREGATE(9,5,B2:B5)", "=SUBTOTAL(A7+8,B2:B5)"])
def test_what_leaves_hidden_rows_out_is_left_without_a_value(formula: str) -> None:
    filled = _filled(B8=formula, B9="=B8*2", B10="=SUM(B2:B5)")
    assert [cell.cell for cell in filled.uncomputed] == ["B8", "B9"]
    assert _values(filled, "B8", "B9", "B10") == [None, None, 10]


def test_sub_totals_of_filtered_rows_are_left_without_a_value() -> None:
    def draw(book: Any, sheet: Any) -> None:
        del book
        sheet.write_column("A1", ["Số", 1, 2, 3])
        sheet.autofilter("A1:A4")
        sheet.filter_column("A", "x > 1")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.write_formula("C1", "=SUBTOTAL(9,A2:A4)")
        sheet.write_formula("C2", "=SUM(A2:A4)")
        sheet.write("C3", "{{ x }}")

    filled = fill_traced(made(draw), {"x": 1})
    assert [cell.cell for cell in filled.uncomputed] == ["C1"]
    assert _values(filled, "C1", "C2") == [None, 6]


def test_a_formula_that_reads_itself_spoils_only_its_users() -> None:
    filled = _filled(B8="=SUM(B2:B5)", C8="=SUM(C:C)", D8="=C8+1", E8="=F8", F8="=E8")
    assert [cell.cell for cell in filled.uncomputed] == ["C8", "D8", "E8", "F8"]
    assert _values(filled, "B8", "C8") == [10, None]


def test_a_loop_of_grouped_rows_is_computed() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.set_row(2, None, None, {"level": 1})
        sheet.set_row(4, None, None, {"collapsed": True})
        sheet.write_formula("B6", "=SUBTOTAL(109,B3:B3)")

    filled = fill_traced(made(draw), units(1, 2, 3))
    assert filled.uncomputed == []
    assert _values(filled, "B5", "B6") == [6, 6]


@pytest.mark.parametrize(
    "formula",
    ["=SUM(Dong)", "=SUM([1]Sheet1!A1)", "=SUM(B2:B3 D8:D9)"],
    ids=["dynamic name", "another workbook", "nothing in common"],
)
def test_one_formula_that_the_evaluator_refuses_takes_no_other_value(formula: str) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_column("B2", [1, 2, 3, 4])
        sheet.write("A7", "{{ x }}")
        book.define_name("Dong", "=OFFSET('Tổng hợp'!$B$2,0,0,COUNTA('Tổng hợp'!$B:$B),1)")
        for cell, text in {"D1": formula, "D2": "=D1+1", "D3": "=SUM(B2:B5)"}.items():
            sheet.write_formula(cell, text)

    filled = fill_traced(made(draw), {"x": 1})
    assert [cell.cell for cell in filled.uncomputed] == ["D1", "D2"]
    assert _values(filled, "D1", "D2", "D3") == [None, None, 10]
    assert sheet_of(filled.data)["D1"].value == formula
    assert attributes(part(filled.data, "xl/workbook.xml"), "definedName", "name") == ["Dong"]


def test_unions_and_intersections_have_values() -> None:
    filled = _filled(D1="=SUM((B2:B3,B5))", D2="=SUM(B2:B3 B3:B4)", D3="=SUM((B2:B3,B3:B4))")
    # B2:B5 hold 1 to 4: 1 + 2 + 4; B3 alone; what stands in both counts twice
    assert (_values(filled, "D1", "D2", "D3"), filled.uncomputed) == ([7, 2, 8], [])


def test_a_range_with_its_sheet_written_twice_grows() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.write_formula("B6", "=SUM('Tổng hợp'!B3:'Tổng hợp'!B3)")

    assert _values(fill_traced(made(draw), units(1, 2, 3)), "B6") == [6]
