"""What points at rows moves with them: one template with one of everything, filled with three rows, one and none.

Rows of the template: 1 heading, 2 tag, 3 the repeated row, 4 tag, 5 total, 6 and below the rest. Three items leave
row 5 at 5 (two tag rows vanish, two rows more), one item moves it to 3, none to 2.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from lxml import etree

from cchc_excel.fill import fill
from tests.fill.templates import SHEET, attributes, loop_sheet, made, part, parts, sheet_of, texts, units

WORKSHEET = "xl/worksheets/sheet1.xml"


def _everything(book: Any, sheet: Any) -> None:
    loop_sheet(book, sheet)
    red = book.add_format({"bg_color": "red"})
    sheet.merge_range("E3:F3", "gộp")
    sheet.merge_range("E5:F6", "gộp dưới")
    sheet.merge_range("G2:G4", "dọc")
    sheet.conditional_format("B3:B3", {"type": "formula", "criteria": "=$B3>$B$5", "format": red})
    sheet.conditional_format("B1:B5", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("C3", {"validate": "list", "source": "=$A$8:$A$9"})
    sheet.autofilter("A1:D4")
    sheet.write_url("A7", f"internal:'{SHEET}'!A5")
    sheet.write_url("H3", "https://example.org/", string="xem")
    sheet.write_comment("A3", "ghi chú hàng")
    sheet.write_comment("A5", "ghi chú cộng")
    sheet.set_h_pagebreaks([3, 5])
    sheet.print_area("A1:D5")
    sheet.repeat_rows(0, 0)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": "A3:A5"})
    book.define_name("Tong", f"='{SHEET}'!$B$5")
    book.define_name("Tat_ca", f"='{SHEET}'!$B$3:$B$3")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"name": f"='{SHEET}'!$B$1", "categories": f"='{SHEET}'!$A$3", "values": f"='{SHEET}'!$B$3:$B$3"})
    sheet.insert_chart("A10", chart)


def _template() -> bytes:
    return made(_everything)


@pytest.fixture(scope="module", params=[(10, 20, 30), (5,), ()], ids=["three", "one", "none"])
def filled(request: pytest.FixtureRequest) -> tuple[int, bytes]:
    """Number of items, and the filled workbook."""
    return len(request.param), fill(_template(), units(*request.param))


def _total(count: int) -> int:
    return 2 + count


def test_merges(filled: tuple[int, bytes]) -> None:
    count, data = filled
    total = _total(count)
    expected = {f"E{row}:F{row}" for row in range(2, total)} | {f"E{total}:F{total + 1}"}
    if count == 3:
        expected |= {"G2:G4"}  # over the tag rows: grows over all copies
    assert {str(area) for area in sheet_of(data).merged_cells.ranges} == expected


def test_conditional_formats(filled: tuple[int, bytes]) -> None:
    count, data = filled
    root = part(data, WORKSHEET)
    rows = {3: ["B2:B4"], 1: ["B2"], 0: []}[count]
    found = [
        area for area in attributes(root, "conditionalFormatting", "sqref") if area != "None"
    ]  # x14 has no such attribute
    assert found == [*rows, f"B1:B{_total(count)}"]
    assert texts(root, "formula") == ([f"$B2>$B${_total(count)}"] if count else [])
    assert [text for text in texts(root, "sqref") if text] == [f"B1:B{_total(count)}"]  # the x14 part of the data bar


def test_validations(filled: tuple[int, bytes]) -> None:
    count, data = filled
    root = part(data, WORKSHEET)
    assert attributes(root, "dataValidation", "sqref") == {3: ["C2:C4"], 1: ["C2"], 0: []}[count]
    assert texts(root, "formula1") == ([f"$A${_total(count) + 3}:$A${_total(count) + 4}"] if count else [])
    assert attributes(root, "dataValidations", "count") == (["1"] if count else [])


def test_filter_names_print_area_and_titles(filled: tuple[int, bytes]) -> None:
    count, data = filled
    total = _total(count)
    last = total - 1
    assert attributes(part(data, WORKSHEET), "autoFilter", "ref") == [f"A1:D{last}"]
    names = {str(e.get("name")): e.text for e in part(data, "xl/workbook.xml").iter("{*}definedName")}
    assert names == {
        "_xlnm._FilterDatabase": f"'{SHEET}'!$A$1:$D${last}",
        "_xlnm.Print_Area": f"'{SHEET}'!$A$1:$D${total}",
        "_xlnm.Print_Titles": f"'{SHEET}'!$1:$1",
        "Tong": f"'{SHEET}'!$B${total}",
        "Tat_ca": f"'{SHEET}'!$B$2:$B${last}" if count else f"'{SHEET}'!$B$1000000:$B$1000000",
    }


def test_links(filled: tuple[int, bytes]) -> None:
    count, data = filled
    total = _total(count)
    root = part(data, WORKSHEET)
    expected = {f"H{row}": "None" for row in range(2, total)} | {f"A{total + 2}": f"'{SHEET}'!A{total}"}
    found = dict(zip(attributes(root, "hyperlink", "ref"), attributes(root, "hyperlink", "location"), strict=True))
    assert found == expected


def test_notes_and_their_boxes(filled: tuple[int, bytes]) -> None:
    count, data = filled
    total = _total(count)
    comments = part(data, "xl/comments1.xml")
    assert attributes(comments, "comment", "ref") == [f"A{row}" for row in range(2, total + 1)]
    vml = part(data, "xl/drawings/vmlDrawing1.vml")
    assert [int(text) for text in texts(vml, "Row")] == list(range(1, total))
    ids = [str(shape.get("id")) for shape in vml.iter("{*}shape")]
    assert len(set(ids)) == len(ids) == total - 1
    tops = [
        int(text.split(",")[2]) - int(row) for text, row in zip(texts(vml, "Anchor"), texts(vml, "Row"), strict=True)
    ]
    assert set(tops) == {-1}  # xlsxwriter puts a box one row above its cell


def test_page_breaks(filled: tuple[int, bytes]) -> None:
    count, data = filled
    root = part(data, WORKSHEET)
    # Below each copy of row 3 and below the total.
    expected = [str(row) for row in range(2, _total(count) + 1)]
    assert attributes(root, "brk", "id") == expected
    assert attributes(root, "rowBreaks", "count") == [str(len(expected))]


def test_panes_and_ignored_errors(filled: tuple[int, bytes]) -> None:
    count, data = filled
    root = part(data, WORKSHEET)
    assert attributes(root, "pane", "ySplit") == ["1"]
    assert attributes(root, "pane", "topLeftCell") == ["B2"]
    assert attributes(root, "ignoredError", "sqref") == [f"A2:A{_total(count)}"] if count else ["A2"]


def test_chart(filled: tuple[int, bytes]) -> None:
    count, data = filled
    root = part(data, "xl/charts/chart1.xml")
    rows = (2, 1 + count) if count else (1_000_000, 1_000_000)
    assert texts(root, "f") == [
        f"'{SHEET}'!$B$1",
        f"'{SHEET}'!$A${rows[0]}:$A${rows[1]}",
        f"'{SHEET}'!$B${rows[0]}:$B${rows[1]}",
    ]
    points = {3: ["10", "20", "30"], 1: ["5"], 0: []}[count]
    assert texts(next(root.iter("{*}numCache")), "v") == points
    anchor = part(data, "xl/drawings/drawing1.xml")
    assert int(texts(next(anchor.iter("{*}from")), "row")[0]) == 9 + _total(count) - 5
    assert int(texts(next(anchor.iter("{*}to")), "row")[0]) == 23 + _total(count) - 5  # 288 pixels are 14 rows of 20


def test_untouched_parts_are_the_same_bytes() -> None:
    template = _template()
    before, after = parts(template), parts(fill(template, units(1, 2)))
    moved = {WORKSHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/comments1.xml", "xl/charts/chart1.xml"}
    moved |= {"xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} <= moved


@pytest.mark.parametrize("count", [0, 1, 4])
def test_tables_grow_and_never_lose_their_last_row(count: int) -> None:
    def draw(book: Any, sheet: Any) -> None:
        del book
        sheet.write_row("A1", ["Tên", "Số"])
        sheet.add_table(
            "A1:B5",
            {
                "name": "Bang",
                "columns": [{"header": "Tên"}, {"header": "Số", "total_function": "sum"}],
                "total_row": True,
            },
        )
        sheet.write("A2", "{%tr for u in ds %}")
        sheet.write_row("A3", ["{{ u.ten }}", "{{ u.so }}"])
        sheet.write("A4", "{%tr endfor %}")
        sheet.write_formula("D1", "=SUM(Bang[Số])")

    data = fill(made(draw), units(*range(1, count + 1)))
    rows = max(count, 1)
    table = part(data, "xl/tables/table1.xml")
    assert table.get("ref") == f"A1:B{rows + 2}"
    assert attributes(table, "autoFilter", "ref") == [f"A1:B{rows + 1}"]
    assert sheet_of(data, values=True)["D1"].value == sum(range(count + 1))
    assert sheet_of(data, values=True)[f"B{rows + 2}"].value == sum(range(count + 1))
    if not count:
        assert sheet_of(data)["A2"].value is None


def test_calculation_chain_goes() -> None:
    template = parts(made(loop_sheet))
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B5" i="1"/></calcChain>'
    )
    types = template["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/'
        b"vnd.openxmlformats-officedocument.spreadsheetml."
        b'calcChain+xml"/></Types>',
    )
    rels = template["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'calcChain" '
        b'Target="calcChain.xml"/></Relationships>',
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (template | {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": rels}).items():
            archive.writestr(name, content)
        archive.writestr("xl/calcChain.xml", chain)
    after = parts(fill(buffer.getvalue(), units(1)))
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]


def test_openpyxl_reads_it_and_the_xml_is_well_formed(filled: tuple[int, bytes]) -> None:
    openpyxl.load_workbook(io.BytesIO(filled[1]))
    for name, content in parts(filled[1]).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
