"""Values are believed for proven shapes of formulas only: of 279 formulas of the kind people write in reports, none
gets another value than LibreOffice gives it, and most get one."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from cchc_excel.fill import fill_traced, recalculate
from cchc_excel.fill.formulas.functions import PARAMETERS
from tests.fill.proving import samples
from tests.fill.templates import SHEET, attributes, column, made, part, parts, sheet_of, texts
from tests.packages import packed

PART = "xl/worksheets/sheet1.xml"
FORMULAS = Path(__file__).with_name("cong-thuc.tsv")
"""Formulas over sheet S, with what LibreOffice 7.4 calculates for each: JSON, or an error."""
INPUTS = (
    ("TT", "B", "C", "D", "E", "F", None, "TT"),
    ("Đạt", 1, 2, 44634, None, "1", None, "Đạt"),  # 14/03/2022
    ("Chậm", 3, 4, 44651, None, "2"),
    ("ĐẠT", 3, 6, 44652, None, 1),
    ("Không", 4, 8, 44256),
    ("Đạt", 5, 10, 44742),
)
RIGHT = 230


def _expected() -> list[tuple[str, object]]:
    lines = [line.split("\t") for line in FORMULAS.read_text("utf-8").splitlines()]
    return [(formula, _value(text)) for formula, text in lines]


def _value(text: str) -> object:
    return text or None if text.startswith("#") or not text else json.loads(text)


def _same(one: object, other: object) -> bool:
    numbers = [each for each in (one, other) if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(numbers) == 2:
        return math.isclose(*numbers, rel_tol=1e-9, abs_tol=1e-9)
    return type(one) is type(other) and one == other


def _inputs(book: Any, sheet: Any) -> None:
    del sheet
    inputs = book.add_worksheet("S")
    for number, row in enumerate(INPUTS):
        for at, value in enumerate(row):
            if isinstance(value, str):
                inputs.write_string(number, at, value)
            elif value is not None:
                inputs.write_number(number, at, value)


def test_no_formula_gets_a_wrong_value_and_most_get_one() -> None:
    expected = _expected()

    def draw(book: Any, sheet: Any) -> None:
        _inputs(book, sheet)
        for row, (formula, _) in enumerate(expected):
            sheet.write_formula(row, 1, formula)

    filled = fill_traced(made(draw), {})
    values = [cell.value for cell in sheet_of(filled.data, values=True)["B"]]
    lacking = {int(one.cell[1:]) - 1 for one in filled.uncomputed}
    given = [(formula, mine, right) for (formula, right), mine in zip(expected, values, strict=True)]
    told = [one for number, one in enumerate(given) if number not in lacking]
    assert [one for one in told if not _same(*one[1:])] == []
    assert len(told) >= RIGHT
    assert all(mine is None for number, (_, mine, _) in enumerate(given) if number in lacking)


@pytest.mark.parametrize(
    "formula",
    [
        '="Đ"<"E"',  # what comes first depends on the language
        '=TEXT(1234.5,"#,##0.0")',  # so do the signs
        '="Tỷ lệ "&1/8',
        "=COUNTIF(S!F2:F4,1)",  # 2 in Excel, 1 in LibreOffice: a "1" among them is text
        "=S!A3:A6",  # an error in one version of Excel, four cells in another
        "=NOW()",
        '=FILTER(S!B2:B6,S!A2:A6="Đạt")',
        "=KHONGCO(1)",
        "=1/0",  # an error that is nowhere in what it reads
        "=0.1+0.2-0.3",  # what is left of a difference: 0 in LibreOffice, 5.6E-17 to evaluators, to Excel one or other
        "=SIGN(0.1+0.2-0.3)",
        "=SUM(0.1,0.2,-0.3)",
        "=(0.1+0.2-0.3)=0",
        "=SUM(IF(S!B2>0,S!B2:B6))",  # IF gives the range itself, not the cell of it in this row: 16
        "=SUM(IF(S!B2>0,IF(S!B3>0,vung,1),0))",
        "=SUM(CHOOSE(2,S!B2:B6,S!C2:C6))",  # 30
        "=T(S!A2:A6)",  # of the first cell of a range, not of that in this row
        "=EDATE(S!D2:D6,1)",  # an error in Excel: functions of the ToolPak take one value, and of a range none
        "=SUMPRODUCT(WEEKNUM(S!D2:D6))",
        "=WORKDAY(S!D2:D6,1)",
        '=_xlfn.TEXTJOIN(S!A2:A3,TRUE,"a","b","c")',  # a list of what stands between, not the cell of it in this row
        "=DATE(1900,2,29)",  # 60 in Excel, 61 in LibreOffice
        "=MONTH(DATE(1900,1+1,29))",
        "=CHAR(208)",  # Đ where the system is Vietnamese
        '=CODE("Đ")',
        "=SIN(PI())",  # each program has its own rest of 0
        "=TAN(PI()/2)",
        "=ISODD(TRUE)",  # an error in Excel, as in all functions of the Analysis ToolPak
        "=QUOTIENT(S!A9,TRUE)",
        "=GCD(S!E2)",  # an error of a blank cell in Excel, 0 in LibreOffice
        "=SUMXMY2(S!E2:E6,S!B2:B6)",  # Excel passes over a pair of which one is blank
        "=BITLSHIFT(1,60)",
        "=FACT(1E+300)",  # an evaluator would go on for ever
        "=COMBIN(2E+9,1E+9)",
        "=WORKDAY(S!D2,1E+9)",
        "=FACT(10^15)",  # the same, but for an evaluator alone to find out
        "=FACT(B4*1E+15)",
        "=COMBIN(4E+15,-S!B3*-1E+15)",
        "=MULTINOMIAL(2,10^15)",
    ],
)
def test_what_is_not_proven_is_left_without_a_value(formula: str) -> None:
    def draw(book: Any, sheet: Any) -> None:
        _inputs(book, sheet)
        book.define_name("vung", "=S!$B$2:$B$6")
        sheet.write_formula("B2", formula, None, "cũ")
        sheet.write_formula("B3", "=B2", None, "cũ")
        sheet.write_formula("B4", "=1+1", None, "cũ")

    filled = fill_traced(made(draw), {})
    assert [(one.sheet, one.cell) for one in filled.uncomputed] == [(SHEET, "B2"), (SHEET, "B3")]
    assert column(filled.data, "B", values=True) == [None, None, None, 2]
    assert attributes(part(filled.data, "xl/workbook.xml"), "calcPr", "fullCalcOnLoad") == ["1"]
    assert "v" not in _cells(filled.data)["B2"] | _cells(filled.data)["B3"]


KNOWN_BEFOREHAND = {
    "=ROW()-9": 1,  # the formula stands in row 10
    "=2^(ROW()-12)": 0.25,
    "=INDEX(S!B2:B6,ROW()-7)": 3,  # the third of 1, 3, 3, 4, 5
    "=SUM(OFFSET(S!B2,ROW()-10,0,ROWS(S!B2:B3)+1,1))": 7,  # 1 + 3 + 3
    "=OFFSET(S!B2,S!B3*1,0)": 4,  # three below the first
    '=IF(ROW()=10,"đầu",INDEX(S!B2:B6,0)+1)': "đầu",
    "=gap_doi": 2,  # twice the first
    "=tong*2": 32,
    "=SUM(nua_sau)": 9,  # 4 + 5
    "=SUM(cung_dong)": 0,  # S!B10, blank
}


@pytest.mark.parametrize(("formula", "right"), KNOWN_BEFOREHAND.items())
def test_what_is_known_before_anything_is_computed(formula: str, right: object) -> None:
    def draw(book: Any, sheet: Any) -> None:
        _inputs(book, sheet)
        for name, meaning in (
            ("gap_doi", "=S!$B$2*2"),
            ("tong", "=SUM(S!$B$2:$B$6)"),
            ("nua_sau", "=OFFSET(S!$B$2,3,0,2,1)"),
            ("cung_dong", "=S!$B1"),
        ):
            book.define_name(name, meaning)
        sheet.write_formula("B10", formula)

    filled = fill_traced(made(draw), {})
    assert (column(filled.data, "B", values=True)[9], filled.uncomputed) == (right, [])


@pytest.mark.parametrize(
    ("formula", "right"),
    [
        # 28/3 to 4/4/2022 without the weekend of 2 and 3/4: 6 days, less 31/3 and 1/4 in S!D3:D4
        ("=NETWORKDAYS(44648,44655,S!D2:D6)", 4),
        ("=NETWORKDAYS.INTL(44648,44655,1,S!$D$2:$D$6)", 4),
        ("=NETWORKDAYS(44648,44655,S!D3)", 5),
        # 29/3, 30/3, 4/4, 5/4
        ("=WORKDAY(44648,4,S!D2:D6)", 44656),
        ("=WORKDAY.INTL(44648,4,1,S!D2:D6)", 44656),
        ("=WORKDAY(44648,4,S!E2:E6)", 44652),  # blank cells are no holidays
    ],
)
def test_holidays_are_a_list_in_a_row_of_it_too(formula: str, right: int) -> None:
    def draw(book: Any, sheet: Any) -> None:
        _inputs(book, sheet)
        sheet.write_formula("B3", formula)

    filled = fill_traced(made(draw), {})
    assert (column(filled.data, "B", values=True)[2], filled.uncomputed) == (right, [])


def test_a_row_that_reads_the_one_above_by_its_number_is_no_circle() -> None:
    def draw(_: Any, sheet: Any) -> None:
        for row in range(1, 5):
            sheet.write_formula(row, 0, "=IF(ROW()-ROW(A$1)=1,100,INDEX(A$2:A$5,ROW()-ROW(A$1)-1)*2)")

    filled = fill_traced(made(draw), {})
    assert (column(filled.data, "A", values=True)[1:], filled.uncomputed) == ([100, 200, 400, 800], [])


IN_A_TABLE = {
    "=SUM(Bang[Số  lượng])": 6,  # 1 + 2 + 3
    "=SUM(Bang[[#Totals],[Số lượng]])": None,  # there is no such row
    "=SUM(Bang[[#Headers],[Số lượng]])": 0,
    "=Bang[[#This Row],[Số lượng]]": None,  # beside no row of the table
    "=SUM(cot)": 6,
}


@pytest.mark.parametrize(("formula", "right"), IN_A_TABLE.items())
def test_a_table_has_the_rows_that_it_has(formula: str, right: object) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_column("A2", [1, 2, 3])
        sheet.add_table("A1:A4", {"name": "Bang", "columns": [{"header": "Số\nlượng"}]})
        book.define_name("cot", "=Bang[Số\nlượng]")
        sheet.write_formula("B9", formula)

    assert column(fill_traced(made(draw), {}).data, "B", values=True)[8] == right


def _cells(data: bytes) -> dict[str, set[str]]:
    """What stands in each cell of the first sheet: names of elements."""
    cells = part(data, PART).iter("{*}c")
    return {cell.get("r") or "": {etree.QName(each).localname for each in cell} for cell in cells}


def test_differences_of_decimals_have_a_value_where_they_are_some() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_formula("A1", "=0.75-0.25")
        sheet.write_formula("A2", "=ROUND(0.125-0.025,2)")
        sheet.write_formula("A3", "=100*(0.3-0.05)")
        sheet.write_formula("A4", "=5-5")

    filled = fill_traced(made(draw), {})
    assert (column(filled.data, "A", values=True), filled.uncomputed) == ([0.5, 0.1, 25, 0], [])


def test_an_error_that_a_formula_reads_is_its_value() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_formula("A1", "=NA()")
        sheet.write_formula("A2", "=A1+1")
        sheet.write_formula("A3", '=IFERROR(A2,"không có")')
        sheet.write_formula("A4", "=IF(ISNA(A1),1,2)")

    filled = fill_traced(made(draw), {})
    assert (column(filled.data, "A", values=True), filled.uncomputed) == (["#N/A", "#N/A", "không có", 1], [])


def test_only_values_and_their_types_change() -> None:
    data = made(_with_everything_around)
    done, uncomputed = recalculate(data)
    before, after = parts(data), parts(done)
    assert uncomputed == []
    assert [name for name in before if before[name] != after[name]] == [PART]
    assert _without_values(after[PART]) == _without_values(before[PART]) != after[PART]
    assert column(done, "A", values=True) == [2, 3, 5, True, "5 lượt"]


def _with_everything_around(book: Any, sheet: Any) -> None:
    sheet.write_column("A1", [2, 3])
    sheet.write_formula("A3", "=SUM(A1:A2)", book.add_format({"num_format": "0.00"}), 99)
    sheet.write_formula("A4", "=A3=5", None, "cũ")
    sheet.write_formula("A5", '=A3&" lượt"', None, 7)
    sheet.conditional_format("A1:A3", {"type": "data_bar"})
    sheet.data_validation("B1", {"validate": "list", "source": ["có", "không"]})
    sheet.write_comment("A3", "ghi chú")
    sheet.add_table("D1:E3", {"columns": [{"header": "x"}, {"header": "y"}]})


def _without_values(sheet: bytes) -> bytes:
    """A sheet without the values of its formulas and their types."""
    return re.sub(rb'(<c r="\w+"(?: s="\d+")?)(?: t="\w+")?>(<f>[^<]*</f>)<v>[^<]*</v>', rb"\1>\2", sheet)


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
ODD = {
    "macros": {b"sheet.main+xml": b"sheet.macroEnabled.main+xml"},
    "a template": {b"sheet.main+xml": b"template.main+xml"},
    "a template with macros": {b"sheet.main+xml": b"template.macroEnabled.main+xml"},
    "Strict": STRICT,
    "a dimension of old": {b'<dimension ref="A1:KN3"/>': b'<dimension ref="A1"/>'},
    "an attribute nobody knows": {b"<workbookPr ": b'<workbookPr defaultImageDpi="32767" '},
    "a picture in a cell": {b'<c r="B1" ': b'<c r="B1" vm="1" '},
}


@pytest.mark.parametrize("changes", ODD.values(), ids=ODD)
def test_nothing_odd_about_a_workbook_costs_its_values(changes: dict[bytes, bytes]) -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_column("A1", [2, 3])
        sheet.write("B1", "ảnh")
        sheet.write("KN1", 4)  # column 300
        sheet.write_formula("A3", "=SUM(A1:A2)*KN1")

    found = parts(made(draw))
    for old, new in changes.items():
        assert any(old in content for content in found.values())
        found = {name: content.replace(old, new) for name, content in found.items()}
    filled = fill_traced(packed(found), {})
    assert filled.uncomputed == []
    assert texts(part(filled.data, PART), "v")[-1] == "20"  # (2 + 3) · 4


def test_a_formula_that_reads_a_picture_in_a_cell_has_no_value() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write("B1", "ảnh")
        sheet.write_formula("A1", "=B1")
        sheet.write_formula("A2", "=1+2")

    found = parts(made(draw))
    found[PART] = found[PART].replace(b'<c r="B1" ', b'<c r="B1" vm="1" ')
    filled = fill_traced(packed(found), {})
    assert [one.cell for one in filled.uncomputed] == ["A1"]


def test_days_beyond_all_years_take_no_other_value() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_column("A1", [44634, 1e9])  # 14/03/2022, and what no calendar has
        sheet.write_column("B1", [1, 1e9])
        sheet.write_formula("C1", "=EDATE(A1,B1)")
        sheet.write_formula("C2", "=EDATE(A1,B2)")
        sheet.write_formula("C3", "=SUM(A1:B1)")

    filled = fill_traced(made(draw), {})
    values = column(filled.data, "C", values=True)
    assert (values[0], values[2]) == (44665, 44635)  # 14/04/2022; 44634 + 1
    assert [one.cell for one in filled.uncomputed] == ["C2"]


def test_shapes_are_proven_of_functions_that_there_are() -> None:
    """A name that is none in the tables of samples is a slip: what it was meant for is proven by other samples."""
    assert {*samples.ARGUMENTS, *samples.OPTIONAL, *samples.BY_VALUE, *samples.MANY} <= PARAMETERS.keys()
