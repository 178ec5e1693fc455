"""Sheets that repeat, names and headers with expressions, and what a template is refused for. Expected addresses and
sums are counted by hand."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from cchc_excel.fill import TemplateErrors, fill
from tests.fill.package_check import faults
from tests.fill.templates import SHEET, attributes, column, loop_sheet, made, part, parts, sheet_of, texts, units
from tests.packages import packed


def _units(*names: str) -> dict[str, object]:
    """Units with as many numbers as they have letters: 1, 2, 3, …"""
    return {"don_vi": [{"ten": name, "ma": name[:2], "so": list(range(1, len(name) + 1))} for name in names]}


def _per_unit(title: str = "Đơn vị") -> bytes:
    """A sheet for each unit (a loop in rows 2-4, total in 5, a table, a note, a chart, a print area) and a summary."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet, summary = book.add_worksheet(title), book.add_worksheet("Chung")
    sheet.write("A1", "{%sheet for u in don_vi %}ĐƠN VỊ {{ u.ten }}")
    sheet.write("A2", "{%tr for x in u.so %}")
    sheet.write("A3", "{{ x }}")
    sheet.write_formula("B3", f"='{title}'!A3*2")
    sheet.write("A4", "{%tr endfor %}")
    sheet.write_formula("A5", "=SUM(A3:A3)")
    sheet.write_formula("B5", "=SUM(Bang[Số])")
    sheet.add_table("D6:E7", {"name": "Bang", "columns": [{"header": "Tên"}, {"header": "Số"}]})
    sheet.write("E7", 5)
    sheet.write_comment("A3", "ghi chú")
    sheet.write_url("C1", f"internal:'{title}'!A5", string="cộng")
    sheet.print_area("A1:B5")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{title}'!$A$3:$A$3"})
    sheet.insert_chart("G1", chart)
    summary.write_formula("A1", f"=SUM('{title}'!A5)")
    summary.write_formula("A2", f"='{title}'!A5")
    summary.print_area("A1:A2")
    book.define_name("Tong", f"='{title}'!$A$5")
    book.close()
    return buffer.getvalue()


def test_a_sheet_for_each_unit_with_all_that_belongs_to_it() -> None:
    data = fill(_per_unit(), _units("An", "Bình", "Cát"))
    assert faults(data) == []
    book, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
    assert book.sheetnames == ["An", "Bình", "Cát", "Chung"]
    assert [book[name]["A1"].value for name in ("An", "Bình", "Cát")] == ["ĐƠN VỊ An", "ĐƠN VỊ Bình", "ĐƠN VỊ Cát"]
    # An has rows 2-3 and its total in 4, Bình rows 2-5 and 6, Cát rows 2-4 and 5: 1+2, 1+2+3+4, 1+2+3
    assert [book["Bình"]["B3"].value, book["Bình"]["A6"].value] == ["='Bình'!A3*2", "=SUM(A2:A5)"]
    assert [values["An"]["A4"].value, values["Bình"]["A6"].value, values["Cát"]["A5"].value] == [3, 10, 6]
    assert book["Chung"]["A1"].value == "=SUM('An'!A4,'Bình'!A6,'Cát'!A5)"
    assert [values["Chung"]["A1"].value, values["Chung"]["A2"].value] == [19, 3]
    assert [values[name][cell].value for name, cell in (("An", "B4"), ("Cát", "B5"))] == [5, 5]
    assert [list(book[name].tables) for name in ("An", "Bình", "Cát")] == [["Bang"], ["Bang_2"], ["Bang_3"]]
    assert [book[name].print_area for name in ("Bình", "Chung")] == ["'Bình'!$A$1:$B$6", "'Chung'!$A$1:$A$2"]
    assert book.defined_names["Tong"].attr_text == "'An'!$A$4"
    charts = [texts(part(data, f"xl/charts/chart{number}.xml"), "f") for number in (1, 2, 3)]
    assert charts == [["'An'!$A$2:$A$3"], ["'Bình'!$A$2:$A$5"], ["'Cát'!$A$2:$A$4"]]
    assert texts(part(data, "xl/charts/chart2.xml"), "v") == ["1", "2", "3", "4"]
    selected = [attributes(part(data, f"xl/worksheets/sheet{n}.xml"), "sheetView", "tabSelected") for n in (1, 3, 4)]
    assert selected == [["1"], ["None"], ["None"]]  # or whatever is typed into one goes into all
    links = [str(cell.hyperlink.location) for cell in (book["Bình"]["C1"], book["Cát"]["C1"]) if cell.hyperlink]
    assert links == ["'Bình'!A6", "'Cát'!A5"]


def test_sheet_names_are_made_valid_and_different() -> None:
    long = "Phòng Kế hoạch – Tài chính – Tổng hợp và Thi đua"
    data = fill(_per_unit(), _units("Phòng A/B\uffff", "phòng a-b", long, long, "'", "History"))
    assert faults(data) == []
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert names[:2] == ["Phòng A-B", "phòng a-b (2)"]
    assert names[2:4] == ["Phòng Kế hoạch – Tài chính…", "Phòng Kế hoạch – Tài chính… (2)"]
    assert names[4:6] == ["Empty", "History (2)"]


def test_the_tab_name_may_be_an_expression() -> None:
    book = openpyxl.load_workbook(io.BytesIO(fill(_per_unit("{{ u.ma }}.{{ loop.index }}"), _units("An", "Bình"))))
    assert book.sheetnames == ["An.1", "Bì.2", "Chung"]
    assert book["Chung"]["A1"].value == "=SUM('An.1'!A4,'Bì.2'!A6)"


def test_without_units_the_sheet_goes_or_stays_empty() -> None:
    data = fill(_per_unit(), _units())  # the summary still points to it
    assert faults(data) == []
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert book.sheetnames == ["Đơn vị", "Chung"]
    assert [book["Đơn vị"]["A1"].value, book["Chung"]["A1"].value] == [None, 0]

    def alone(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{%sheet for u in don_vi %}{{ u.ten }}")
        sheet.insert_chart("C3", _chart_of(book, SHEET))
        book.add_worksheet("Khác").write("A1", 1)

    data = fill(made(alone), _units())
    assert faults(data) == []
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Khác"]
    assert not [name for name in parts(data) if "chart" in name or "drawing" in name]
    only = fill(made(lambda _, sheet: sheet.write("A1", "{%sheet for u in don_vi %}{{ u.ten }}")), _units())
    assert sheet_of(only)["A1"].value is None


def _chart_of(book: Any, title: str) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{title}'!$A$3:$A$3"})
    return chart


def test_a_repeated_sheet_within_which_nothing_is_known_twice() -> None:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.write("A1", "{%sheet for u in don_vj %}")
        sheet.write("B1", "{{ u.ten }} {{ kk }}")
        sheet.write("B2", "{%sheet for u in don_vi %}")
        sheet.write("B3", "{%tc for u in don_vi %}")

    with pytest.raises(TemplateErrors) as caught:
        fill(made(draw), _units("An", "Bình"))
    assert [(error.cell, error.message.partition(";")[0]) for error in caught.value.errors] == [
        ("A1", "there is no 'don_vj'"),
        ("B1", "there is no 'kk'"),
        ("B2", "a sheet's loop is written once, in A1, like {%sheet for u in units %}"),
        (
            "B3",
            "{%tc for … %} and {%tc endfor %} stand on one row, each in a column of its own, with at least one column "
            "between, and not one inside another",
        ),
    ]


def test_mistakes_of_a_repeated_sheet_are_noted_once_under_the_template_s_name() -> None:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.write("A1", "{%sheet for u in don_vi %}")
        sheet.write("B1", "{{ u.tn }}")

    with pytest.raises(TemplateErrors) as caught:
        fill(made(draw), _units("An", "Bình"))
    assert [(error.sheet, error.cell) for error in caught.value.errors] == [(SHEET, "B1")]


def test_page_headers_are_filled() -> None:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.set_header("&L{{ co_quan }}&R&14{{ nam }}")
        sheet.set_footer("&C{{ “ký” }} &P")

    root = part(fill(made(draw), {"co_quan": "Sở A & B", "nam": 2022}), "xl/worksheets/sheet1.xml")
    # & is doubled, a digit behind a letter size is kept apart from it
    assert (texts(root, "oddHeader"), texts(root, "oddFooter")) == (["&LSở A && B&R&14 2022"], ["&Cký &P"])


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("&L{{ co_quann }}", "there is no 'co_quann'; is it 'co_quan'?"),
        ("&L{% if 1 %}a{% endif %}", "can hold {{ }}, not"),
        ("&L{{ co_quan }}{{ co_quan }}", "longer than 255"),
    ],
)
def test_mistakes_in_page_headers(header: str, said: str) -> None:
    with pytest.raises(TemplateErrors, match=said.replace("(", r"\(").replace("?", r"\?")):
        fill(made(lambda _, sheet: sheet.set_header(header)), {"co_quan": "x" * 150})


def test_tags_where_they_cannot_be_filled_are_refused() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.insert_textbox("A1", "Kỳ {{ ky }}")
        sheet.write_comment("A5", "{{ a }}")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{SHEET}'!$A$3"})
        chart.set_title({"name": "{{ ten }}"})
        sheet.insert_chart("C3", chart)

    with pytest.raises(TemplateErrors) as caught:
        fill(made(draw), {})
    assert {error.text for error in caught.value.errors} == {"{{ ky }}", "{{ a }}", "{{ ten }}"}
    assert all("which is not filled" in error.message for error in caught.value.errors)


def test_a_shared_formula_follows_rows_of_another_sheet() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        other = book.add_worksheet("Khác")
        other.write_formula("A1", f"='{SHEET}'!B5")
        other.write_formula("A2", f"='{SHEET}'!B6")

    template = parts(made(draw))
    text = template["xl/worksheets/sheet2.xml"].decode()
    text = text.replace(f"<f>'{SHEET}'!B5</f>", f'<f t="shared" ref="A1:A2" si="0">\'{SHEET}\'!B5</f>')
    text = text.replace(f"<f>'{SHEET}'!B6</f>", '<f t="shared" si="0"/>')
    data = fill(packed(template | {"xl/worksheets/sheet2.xml": text.encode()}), units(1, 2, 3, 4))
    # four items: the total moves from row 5 to 6
    assert [cell.value for cell in sheet_of(data, "Khác")["A"]] == [f"='{SHEET}'!B6", f"='{SHEET}'!B7"]


def test_references_through_several_sheets_are_refused_where_rows_move() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        book.add_worksheet("Hai")
        book.add_worksheet("Ba").write_formula("A1", f"=SUM('{SHEET}:Hai'!B5)")

    with pytest.raises(TemplateErrors, match="name each sheet"):
        fill(made(draw), units(1))


def _table(area: str, rows: list[str], **options: Any) -> bytes:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.add_table(area, {"name": "Bang", "columns": [{"header": "Tên"}], **options})
        for row, text in enumerate(rows):
            if text:
                sheet.write_string(row, 0, text)

    return made(draw)


def test_a_table_inside_of_a_loop_is_refused() -> None:
    rows = ["{%tr for u in ds %}", "Tên", "{{ u.ten }}", "{%tr endfor %}"]
    with pytest.raises(TemplateErrors, match="inside of a loop as a whole"):
        fill(_table("A2:A3", rows), units(1, 2))


def test_a_table_whose_rows_are_all_gone_goes_too() -> None:
    rows = ["{%tr if ds %}", "Tên", "a", "{%tr endif %}", "hết"]
    data = fill(_table("A2:A3", rows), units())
    assert faults(data) == []
    assert column(data, "A") == ["hết"]
    assert not [name for name in parts(data) if "tables/" in name]


def test_a_table_that_formulas_name_may_not_vanish() -> None:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.add_table("A2:A3", {"name": "Bang", "columns": [{"header": "Tên"}]})
        sheet.write("A1", "{%tr if ds %}")
        sheet.write("A4", "{%tr endif %}")
        sheet.write_formula("A5", "=COUNTA(Bang[Tên])")

    with pytest.raises(TemplateErrors, match="formulas name it"):
        fill(made(draw), units())


def test_headings_of_a_table_may_be_expressions() -> None:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.add_table("A1:B2", {"name": "Bang", "columns": [{"header": "{{ ky }}"}, {"header": "{{ nam }}"}]})
        sheet.write_row("A2", ["a", 1])

    data = fill(made(draw), {"ky": "Quý I", "nam": 2022})
    assert faults(data) == []
    assert attributes(part(data, "xl/tables/table1.xml"), "tableColumn", "name") == ["Quý I", "2022"]
    assert [cell.value for cell in sheet_of(data)[1]] == ["Quý I", "2022"]
    with pytest.raises(TemplateErrors, match="must differ"):
        fill(made(draw), {"ky": "a", "nam": "A"})


def test_a_calculated_column_fills_tag_rows_too() -> None:
    def draw(_book: Any, sheet: Any) -> None:
        columns = [{"header": "Số"}, {"header": "Đôi", "formula": "=Bang[[#This Row],[Số]]*2"}]
        sheet.add_table("A1:B4", {"name": "Bang", "columns": columns})
        for row, text in enumerate(["{%tr for u in ds %}", "{{ u.so }}", "{%tr endfor %}"], start=2):
            sheet.write(f"A{row}", text)

    data = fill(made(draw), units(4, 5))
    assert faults(data) == []
    assert column(data, "B", values=True) == ["Đôi", 8, 10]


def test_one_formula_that_the_evaluator_cannot_read_spoils_no_other() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.write_formula("A8", "=SUBTOTAL(109,[số]))")  # as LibreOffice writes "[Số]" back
        sheet.write_formula("A9", "=A8+1")

    data = fill(made(draw), units(1, 2))
    assert column(data, "B", values=True)[:4] == ["Số", 1, 2, 3]
    assert column(data, "A", values=True)[-2:] == [None, None]


def test_a_table_without_counts_is_calculated_too() -> None:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.add_table("A1:A3", {"name": "Bang", "columns": [{"header": "Số"}]})
        sheet.write_column("A2", [3, 4])
        sheet.write_formula("C1", "=SUM(Bang[Số])")

    found = parts(made(draw))
    name = "xl/worksheets/sheet1.xml"
    found[name] = found[name].replace(b'<tableParts count="1">', b"<tableParts>")  # as LibreOffice writes it
    data = fill(packed(found), {})
    assert sheet_of(data, values=True)["C1"].value == 7
    assert b"<tableParts>" in parts(data)[name]


def _with_pivot(area: str) -> bytes:
    """A pivot table at `area` of the loop's sheet, made from its rows 1-5; the least that a reader takes for one."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    found = parts(made(loop_sheet))
    found["xl/pivotTables/pivotTable1.xml"] = (
        f'<pivotTableDefinition xmlns="{main}" name="P" cacheId="1"><location ref="{area}" firstHeaderRow="1" '
        'firstDataRow="1" firstDataCol="0"/></pivotTableDefinition>'
    ).encode()
    found["xl/pivotCache/pivotCacheDefinition1.xml"] = (
        f'<pivotCacheDefinition xmlns="{main}"><cacheSource type="worksheet"><worksheetSource ref="A1:D5" '
        f'sheet="{SHEET}"/></cacheSource></pivotCacheDefinition>'
    ).encode()
    link = f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{office}/pivotTable" Target="../pivotTables/'
    found["xl/worksheets/_rels/sheet1.xml.rels"] = f'{link}pivotTable1.xml"/></Relationships>'.encode()
    cache = "/xl/pivotCache/pivotCacheDefinition1.xml"
    kind = f'<Override PartName="{cache}" ContentType="{kinds}.pivotCacheDefinition+xml"/></Types>'
    types = "[Content_Types].xml"
    found[types] = found[types].replace(b"</Types>", kind.encode())
    return packed(found)


def test_the_source_of_a_pivot_table_grows_and_is_read_again() -> None:
    data = fill(_with_pivot("H1:I1"), units(1, 2, 3, 4))
    cache = part(data, "xl/pivotCache/pivotCacheDefinition1.xml")
    assert (attributes(cache, "worksheetSource", "ref"), cache.get("refreshOnLoad")) == (["A1:D6"], "1")


def test_a_pivot_table_where_rows_move_is_refused() -> None:
    with pytest.raises(TemplateErrors, match="put it on a sheet without") as caught:
        fill(_with_pivot("H3:I9"), units(1, 2, 3, 4))
    assert [error.cell for error in caught.value.errors] == ["H3"]


def test_macros_pass_through() -> None:
    found = parts(made(loop_sheet))
    macros = bytes(range(256)) * 4
    found["xl/vbaProject.bin"] = macros
    found["xl/_rels/workbook.xml.rels"] = found["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>',
    )
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(
        b"<Override", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1
    )
    data = parts(fill(packed(found), units(1, 2)))
    assert data["xl/vbaProject.bin"] == macros
    assert data["xl/_rels/workbook.xml.rels"] == found["xl/_rels/workbook.xml.rels"]


def test_a_print_area_whose_rows_are_gone_is_taken_away() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.print_area("A3:D3")
        sheet.repeat_rows(2, 2)
        sheet.autofilter("A3:D3")

    data = fill(made(draw), units())
    assert faults(data) == []
    assert not list(part(data, "xl/workbook.xml").iter("{*}definedName"))
    assert attributes(part(data, "xl/worksheets/sheet1.xml"), "autoFilter", "ref") == []


def test_a_print_area_stays_whatever_numbers_its_sheet_is_called_by() -> None:
    """A reference to rows that are gone is written with row 1,000,000; a sheet may be called so too."""

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Vốn 1000000")
        loop_sheet(book, sheet)
        sheet.print_area("A1:D5")
        sheet.repeat_rows(0)
    data = fill(buffer.getvalue(), units(1, 2, 3, 4))
    names = {str(each.get("name")): each.text for each in part(data, "xl/workbook.xml").iter("{*}definedName")}
    assert names == {
        "_xlnm.Print_Area": "'Vốn 1000000'!$A$1:$D$6",  # heading, four rows, total
        "_xlnm.Print_Titles": "'Vốn 1000000'!$1:$1",
    }


def test_a_thousand_items_of_one_loop_keep_every_list_in_order() -> None:
    data = fill(_per_unit(), {"don_vi": [{"ten": "An", "so": list(range(1000))}]})
    assert faults(data) == []
    assert etree.tostring(part(data, "xl/worksheets/sheet1.xml")).count(b"<row ") == 1004
