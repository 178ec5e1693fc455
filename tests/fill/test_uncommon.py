"""What few templates have, and public workbooks do: ranges written backwards, names that look at the row above,
controls for one kind of program or another, charts whose sheet is gone, parts that are damaged."""

from __future__ import annotations

import zlib
from typing import Any

import pytest

from cchc_excel.fill import TemplateErrors, fill
from tests.fill.templates import attributes, loop_sheet, made, part, parts, sheet_of, texts, units
from tests.packages import packed

_SHEET = "xl/worksheets/sheet1.xml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def _filled(formulas: dict[str, str], *numbers: int, names: dict[str, str] | None = None) -> Any:
    """The loop's sheet (heading in row 1, items from row 2 on) with more formulas, by cell of the template."""

    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        for name, meaning in (names or {}).items():
            book.define_name(name, meaning)
        for cell, formula in formulas.items():
            sheet.write_formula(cell, formula)

    return sheet_of(fill(made(draw), units(*numbers)))


def _with(replace: dict[str, tuple[str, str]], more: dict[str, bytes] | None = None) -> bytes:
    """The loop's template with text of its parts replaced, and parts added."""
    found = parts(made(loop_sheet))
    for name, (old, new) in replace.items():
        assert old.encode() in found[name], name
        found[name] = found[name].replace(old.encode(), new.encode(), 1)
    return packed({**found, **(more or {})})


# three items: rows 2, 3, 4; the totals' row 5 of the template is row 5 again
@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("=SUM(B3:B1)", "=SUM(B1:B4)"),
        ("=SUM($D$3:B$2)", "=SUM(B$2:$D$4)"),
        ("=SUM(B3:A3)", "=SUM(A2:B4)"),
        ("=COUNT(4:1)", "=COUNT(1:4)"),
    ],
)
def test_a_range_written_backwards_grows_as_the_other_way_round(written: str, becomes: str) -> None:
    assert _filled({"F5": written}, 1, 2, 3)["F5"].value == becomes


def test_a_range_written_backwards_outside_of_the_loop() -> None:
    assert _filled({"F9": "=SUM(G9:G7)"}, 1, 2)["F8"].value == "=SUM(G6:G8)"


@pytest.mark.parametrize("formula", ["=SUM(A3:A1)", "=SUM(B1:A3)", "=SUM($A$3:A1)"])
def test_a_range_written_backwards_is_computed(formula: str) -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_column("A1", [10, 20, 30])
        sheet.write_formula("D9", formula)

    assert sheet_of(fill(made(draw), {}), values=True)["D9"].value == 60  # 10 + 20 + 30


@pytest.mark.parametrize("meaning", ["='Tổng hợp'!A1048576", "='Tổng hợp'!XFD1", "='Tổng hợp'!$B1"])
def test_a_name_that_looks_from_its_cell_stays(meaning: str) -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        book.define_name("Ben", meaning)
        book.define_name("Cong", "='Tổng hợp'!$B$5")

    data = fill(made(draw), units(1, 2, 3, 4))  # four items: the totals go from row 5 to row 6
    assert dict(zip(("Ben", "Cong"), texts(part(data, "xl/workbook.xml"), "definedName"), strict=True)) == {
        "Ben": meaning.removeprefix("="),
        "Cong": "'Tổng hợp'!$B$6",
    }


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("=SUM(B1:B1048576)", "=SUM(B1:B1048576)"),
        ("=COUNTIF($B$6:$B$1048576,1)", "=COUNTIF($B$4:$B$1048576,1)"),
        ("=SUM(B3:B1048576)", "=SUM(B2:B1048576)"),
    ],
)
def test_a_range_down_to_the_last_row_stays_one(written: str, becomes: str) -> None:
    assert _filled({"F5": written}, 1)["F3"].value == becomes  # one item: the totals stand in row 3


def test_a_running_total_that_begins_at_the_tag_row() -> None:
    """Rows 2 to 4 are the items, row 1 the heading: what stands above each of them, and below it."""
    sheet = _filled({"F3": "=SUM(B$2:B2)", "G3": "=SUM(B4:B$4)", "H3": "=SUM(B2:B2)"}, 5, 6, 7)
    assert [sheet[f"F{row}"].value for row in (2, 3, 4)] == ["=SUM(B$1:B1)", "=SUM(B$1:B2)", "=SUM(B$1:B3)"]
    assert [sheet[f"G{row}"].value for row in (2, 3, 4)] == ["=SUM(B3:B$5)", "=SUM(B4:B$5)", "=SUM(B5:B$5)"]
    assert [sheet[f"H{row}"].value for row in (2, 3, 4)] == ["=SUM(B1:B1)", "=SUM(B2:B2)", "=SUM(B3:B3)"]


def _control(wrapped: bool) -> str:
    row = f'<x:row xmlns:x="{_XDR}">{{}}</x:row>'
    anchor = f"<anchor><from>{row.format(8)}</from><to>{row.format(9)}</to></anchor>"
    control = f'<control shapeId="1025" name="N"><controlPr linkedCell="B5">{anchor}</controlPr></control>'
    if not wrapped:
        return f"<controls>{control}</controls>"
    choice = f'<m:AlternateContent xmlns:m="{_MC}"><m:Choice Requires="x14">{{}}</m:Choice></m:AlternateContent>'
    return choice.format(f"<controls>{choice.format(control)}</controls>")


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_control_goes_with_its_row(wrapped: bool) -> None:
    data = fill(_with({_SHEET: ("</worksheet>", f"{_control(wrapped)}</worksheet>")}), units(1, 2, 3, 4, 5))
    root = part(data, _SHEET)  # five items in the place of three rows: what is below goes down by two
    assert (attributes(root, "controlPr", "linkedCell"), texts(root, "row")[-2:]) == (["B7"], ["10", "11"])


def test_an_object_that_only_newer_programs_show_goes_with_its_row() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.insert_textbox("F8", "Chú ý")

    found = parts(made(draw))
    name = "xl/drawings/drawing1.xml"
    start, _, rest = found[name].partition(b"<xdr:twoCellAnchor")
    inside, _, end = rest.partition(b"</xdr:twoCellAnchor>")
    found[name] = (
        (start + f'<m:AlternateContent xmlns:m="{_MC}"><m:Choice Requires="a14"><xdr:twoCellAnchor'.encode() + inside)
        + b"</xdr:twoCellAnchor></m:Choice><m:Fallback/></m:AlternateContent>"
        + end
    )
    assert texts(part(fill(packed(found), units(1, 2, 3, 4, 5)), name), "row")[0] == "9"  # 7, and two more


def test_the_dates_of_a_sparkline_move() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.add_sparkline("F8", {"range": "'Tổng hợp'!A8:D8", "date_axis": "'Tổng hợp'!A7:D7"})

    root = part(fill(made(draw), units(1, 2, 3, 4)), _SHEET)  # four items: one row further down
    assert [text for text in texts(root, "f") if "!" in text] == ["'Tổng hợp'!A8:D8", "'Tổng hợp'!A9:D9"]


def _chart(old: str, new: str) -> tuple[bytes, str]:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.write_column("H7", [3, 5, 8])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Tổng hợp'!$H$7:$H$9"})
        sheet.insert_chart("J1", chart)

    found, name = parts(made(draw)), "xl/charts/chart1.xml"
    assert old.encode() in found[name]
    found[name] = found[name].replace(old.encode(), new.encode())
    return packed(found), name


def test_points_of_a_sheet_that_is_gone_stay() -> None:
    template, name = _chart("<c:f>'Tổng hợp'!", "<c:f>Xoa!")
    before = texts(part(template, name), "v")
    assert before
    assert texts(part(fill(template, units(1, 2)), name), "v") == before


def test_points_keep_their_formats() -> None:
    template, name = _chart('<c:pt idx="1">', '<c:pt idx="1" formatCode="0.00">')
    root = part(fill(template, units(1)), name)
    assert attributes(root, "pt", "formatCode") == ["None", "0.00", "None"]


def test_categories_of_two_levels_are_renewed() -> None:
    template, name = _chart(
        "<c:val>",
        "<c:cat><c:multiLvlStrRef><c:f>'Tổng hợp'!$H$7:$I$8</c:f><c:multiLvlStrCache><c:ptCount val=\"2\"/>"
        '<c:lvl><c:pt idx="0"><c:v>cũ</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat><c:val>',
    )
    levels = list(part(fill(template, units(1, 2, 3)), name).iter("{*}lvl"))
    assert [texts(level, "v") for level in levels] == [[], ["3", "5"]]  # the inner one (column I, blank) first


def test_old_lines_go_with_their_row() -> None:
    anchor = "<x:Anchor>1, 0, 7, 0, 2, 0, 8, 0</x:Anchor>"
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<v:line id="_x0000_s1"><x:ClientData ObjectType="Shape">{anchor}</x:ClientData></v:line>'
        f'<v:rect id="_x0000_s2"><x:ClientData ObjectType="Rect">{anchor}</x:ClientData></v:rect></xml>'
    )
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" '
        'Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    more = {"xl/drawings/vmlDrawing1.vml": vml.encode(), "xl/worksheets/_rels/sheet1.xml.rels": link.encode()}
    root = part(fill(_with({}, more), units(1, 2, 3, 4)), "xl/drawings/vmlDrawing1.vml")
    assert texts(root, "Anchor") == ["1, 0, 8, 0, 2, 0, 9, 0"] * 2


def test_a_digital_signature_does_not_outlive_what_was_signed() -> None:
    origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    more = {
        "_xmlsignatures/origin.sigs": b"",
        "_xmlsignatures/_rels/origin.sigs.rels": (
            f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{origin}/signature" Target="sig1.xml"/>'
            "</Relationships>"
        ).encode(),
        "_xmlsignatures/sig1.xml": b"<Signature/>",
    }
    link = f'<Relationship Id="rIdS" Type="{origin}/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    found = parts(fill(_with({"_rels/.rels": ("</Relationships>", link)}, more), units(1)))
    assert [name for name in found if "xmlsignatures" in name] == []
    assert b"digital-signature" not in found["_rels/.rels"]


@pytest.mark.parametrize("name", [_SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_cut_short_is_a_mistake_that_names_it(name: str) -> None:
    found = parts(made(loop_sheet))
    found[name] = found[name][: len(found[name]) // 2]
    with pytest.raises(TemplateErrors, match=name):
        fill(packed(found), units(1))


def test_a_part_that_cannot_be_unpacked_is_a_mistake_that_names_it() -> None:
    template = bytearray(_with({_SHEET: ("</worksheet>", f"<!--{zlib.crc32(b'x')}--></worksheet>")}))
    at = template.index(_SHEET.encode()) + len(_SHEET) + 10
    template[at : at + 40] = bytes(40)
    with pytest.raises(TemplateErrors, match=_SHEET):
        fill(bytes(template), units(1))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('<row r="2"', '<row r="hai"', f"{_SHEET} of the template is damaged"),
        ('<c r="A2"', '<c r="2A"', f"{_SHEET} of the template is damaged"),
        ('<row r="3"', '<row ht="cao" r="3"', "is damaged"),
    ],
)
def test_a_number_that_is_none_is_a_mistake(old: str, new: str, told: str) -> None:
    with pytest.raises(TemplateErrors, match=told):
        fill(_with({_SHEET: (old, new)}), units(1, 2))


def _pivot(area: str) -> bytes:
    """The loop's template with the least that a reader takes for a pivot table, at an area."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable" '
        'Target="../pivotTables/pivotTable1.xml"/></Relationships>'
    )
    table = f'<pivotTableDefinition xmlns="{main}" name="P" cacheId="1"><location ref="{area}"/></pivotTableDefinition>'
    more = {"xl/pivotTables/pivotTable1.xml": table.encode(), "xl/worksheets/_rels/sheet1.xml.rels": link.encode()}
    return _with({}, more)


@pytest.mark.parametrize(("area", "moved"), [("H8:I12", "H9:I13"), ("I12:H8", "H9:I13"), ("A6", "A7")])
def test_a_pivot_table_below_the_loop_moves_as_a_whole(area: str, moved: str) -> None:
    root = part(fill(_pivot(area), units(1, 2, 3, 4)), "xl/pivotTables/pivotTable1.xml")
    assert attributes(root, "location", "ref") == [moved]


@pytest.mark.parametrize("area", ["H3:I3", "H1:I9", "H4:I6"])
def test_a_pivot_table_among_repeated_rows_is_refused(area: str) -> None:
    with pytest.raises(TemplateErrors, match="put it on a sheet without"):
        fill(_pivot(area), units(1, 2, 3))


@pytest.mark.parametrize("formula", ["+".join(["A1"] * 300), "IF(A1," * 200 + "1" + ",2)" * 200, "-" * 2000 + "A1"])
def test_a_formula_deeper_than_anybody_writes_is_left_to_excel(formula: str) -> None:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.write("A1", 2)
        sheet.write_formula("B1", f"={formula}")
        sheet.write_formula("C1", "=A1*3")

    filled = fill(made(draw), {})
    assert (sheet_of(filled)["B1"].value, sheet_of(filled, values=True)["B1"].value) == (f"={formula}", None)
    assert sheet_of(filled, values=True)["C1"].value == 6
