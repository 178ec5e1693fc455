"""The feature template as four programs leave it: xlsxwriter (with parts written by hand), LibreOffice, openpyxl."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests import libreoffice
from tests.fill.features.state import OTHER, SHEET, TABLE

THREAD, PERSON, REPLY = (
    "{11111111-2222-3333-4444-555555555501}",
    "{11111111-2222-3333-4444-555555555502}",
    "{11111111-2222-3333-4444-555555555503}",
)
VIEW = "{11111111-2222-3333-4444-555555555504}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def context(items: int) -> dict[str, object]:
    """What the template is filled with: numbers 10, 20, …"""
    units = [{"ten": f"Đơn vị {number}", "so": number * 10} for number in range(1, items + 1)]
    return {"ds": units, "ky": "Quý I", "co_quan": "Sở & cơ quan"}


def by_hand() -> bytes:
    """The template with everything in it: xlsxwriter's, and what none of the libraries writes."""
    return _by_hand(by_xlsxwriter())


def by_xlsxwriter() -> bytes:
    """The template as xlsxwriter makes it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet, other, table, hidden = (book.add_worksheet(name) for name in (SHEET, OTHER, TABLE, "Ẩn"))
    _cells(book, sheet)
    _rules(book, sheet)
    _objects(book, sheet)
    _page(sheet)
    other.write_formula("A1", f"='{SHEET}'!B5")
    other.write_formula("A2", f"=SUM('{SHEET}'!B3:B3)")
    other.write_formula("A3", f"=COUNTIF('{SHEET}'!A:A,\"Cộng\")")
    other.write_formula("A4", f"='{SHEET}'!A12")
    _table(table)
    hidden.very_hidden()
    hidden.write("A1", "không ai thấy")
    book.define_name("Tong", f"='{SHEET}'!$B$5")
    book.define_name("Tat_ca", f"='{SHEET}'!$B$3:$B$3")
    book.set_custom_property("Số ký hiệu", "19/KH")
    book.close()
    return buffer.getvalue()


def _cells(book: Any, sheet: Any) -> None:
    percent = book.add_format({"num_format": '0.00"%";[Red]-0.00"%"', "font_name": "Times New Roman", "locked": False})
    bold = book.add_format({"bold": True})
    sheet.write_row("A1", ["Tên", "Số", "Gấp đôi", "Tỷ trọng"])
    sheet.write("A2", "{%tr for u in ds %}")
    sheet.write("A3", "{{ u.ten }}")
    sheet.write("B3", "{{ u.so }}", percent)
    sheet.write_formula("C3", "=B3*2")
    sheet.write_formula("D3", "=B3/SUM($B$3:$B$3)")
    sheet.merge_range("E3:F3", "gộp")
    sheet.merge_range("G2:G4", "dọc")
    sheet.write_url("H3", "https://example.org/", string="xem")
    sheet.write("A4", "{%tr endfor %}")
    sheet.write("A5", "Cộng")
    sheet.write_formula("B5", "=SUM(B3:B3)")
    sheet.write_array_formula("C5:C5", "{=SUM(B3:B3*2)}")
    sheet.merge_range("E5:F6", "gộp dưới")
    sheet.write_url("A7", f"internal:'{SHEET}'!A5", string="về dòng cộng")
    sheet.write_rich_string("A12", "Kỳ ", bold, "{{ ky }}", " này")
    sheet.write("K12", "{{ ky }}")
    for row in (20, 21):
        sheet.write_formula(f"J{row}", f"=B{row - 15}+1")
    sheet.set_row(2, 33)
    sheet.set_row(7, 44)
    sheet.set_row(8, None, None, {"hidden": True})
    for row in (9, 10):
        sheet.set_row(row, None, None, {"level": 1})
    sheet.set_row(11, None, None, {"collapsed": True})
    sheet.set_column("A:A", 31)
    sheet.set_column("M:M", 5, None, {"hidden": True, "level": 1})


def _rules(book: Any, sheet: Any) -> None:
    red = book.add_format({"bg_color": "red"})
    sheet.conditional_format("B3:B3", {"type": "formula", "criteria": "=$B3>$B$5", "format": red})
    sheet.conditional_format("C1:C5", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D3:D3", {"type": "3_color_scale"})
    sheet.conditional_format("B5", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.data_validation("C3", {"validate": "list", "source": "=$A$8:$A$9"})
    sheet.data_validation("B5", {"validate": "whole", "criteria": ">=", "value": 0, "error_title": "Sai số"})
    sheet.autofilter("A1:D4")
    sheet.ignore_errors({"number_stored_as_text": "A3:A5"})
    sheet.protect("", {"format_cells": True})
    sheet.add_sparkline("I3", {"range": f"'{SHEET}'!B3:D3"})


def _objects(book: Any, sheet: Any) -> None:
    sheet.write_comment("A3", "ghi chú hàng")
    sheet.write_comment("A5", "ghi chú cộng")
    sheet.write_comment("B3", "[Threaded comment]", {"author": f"tc={THREAD}"})
    sheet.insert_image("K14", "dau.png", {"image_data": io.BytesIO(_picture())})
    sheet.insert_textbox("K16", "hộp chữ", {"textlink": "=$K$12"})
    sheet.insert_button("K20", {"caption": "Bấm"})
    sheet.set_background(io.BytesIO(_picture()), is_byte_stream=True)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"name": f"='{SHEET}'!$B$1", "categories": f"='{SHEET}'!$A$3", "values": f"='{SHEET}'!$B$3:$B$3"})
    chart.set_title({"name": f"='{SHEET}'!$A$5"})
    sheet.insert_chart("A24", chart)


def _page(sheet: Any) -> None:
    sheet.set_h_pagebreaks([3, 5])
    sheet.set_v_pagebreaks([4])
    sheet.print_area("A1:D45")
    sheet.repeat_rows(0, 0)
    sheet.repeat_columns("A:A")
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=1.2, right=0.7)
    sheet.center_horizontally()
    picture = {"image_left": "dau.png", "image_data_left": io.BytesIO(_picture())}
    sheet.set_header("&L&[Picture]&C{{ co_quan }} &P", picture)
    sheet.set_footer("&RTrang &P/&N")
    sheet.set_zoom(85)
    sheet.hide_gridlines(2)
    sheet.set_tab_color("#00B050")
    sheet.outline_settings(visible=True, symbols_below=False)


def _table(table: Any) -> None:
    columns = [{"header": "Tên"}, {"header": "Số", "total_function": "sum"}]
    columns.append({"header": "Đôi", "formula": "=Bang[[#This Row],[Số]]*2"})
    table.add_table("A1:C5", {"name": "Bang", "columns": columns, "total_row": True})
    table.write("A2", "{%tr for u in ds %}")
    table.write_row("A3", ["{{ u.ten }}", "{{ u.so }}"])
    table.write("A4", "{%tr endfor %}")
    for row in (2, 4):  # where xlsxwriter has put the column's formula
        table.write_string(f"C{row}", " ")
    table.write_formula("B5", "=SUBTOTAL(109,Bang[Số])")  # "[Số]" alone, LibreOffice writes back broken
    table.write_formula("E1", "=SUM(Bang[Số])")


def _by_hand(data: bytes) -> bytes:
    """Parts and elements that none of the libraries writes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, Any] = {name: archive.read(name) for name in archive.namelist()}
    parts |= {name: data.decode() for name, data in parts.items() if _is_text(name)}
    sheet = "xl/worksheets/sheet1.xml"
    _swap(parts, sheet, "<f>B5+1</f>", '<f t="shared" ref="J20:J21" si="0">B5+1</f>')
    _swap(parts, sheet, "<f>B6+1</f>", '<f t="shared" si="0"/>')
    _swap(parts, sheet, "<autoFilter", '<protectedRanges><protectedRange sqref="B3" name="Nhap"/></protectedRanges>'
          '<scenarios current="0"><scenario name="Cao" count="1" user="a"><inputCells r="B5" val="9"/></scenario>'
          "</scenarios><autoFilter")  # fmt: skip
    _swap(parts, sheet, "<mergeCells", f'<customSheetViews><customSheetView guid="{VIEW}"><pane ySplit="1" '
          'topLeftCell="A6" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A6" '
          'sqref="A6"/></customSheetView></customSheetViews><mergeCells')  # fmt: skip
    _swap(parts, sheet, "<ignoredErrors>", '<customProperties><customPr name="Ma" r:id="rId91"/></customProperties>'
          '<cellWatches><cellWatch r="B5"/></cellWatches><ignoredErrors>')  # fmt: skip
    _swap(parts, sheet, "</ext></extLst></worksheet>", '</ext><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
          'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
          'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" '
          f"allowBlank=\"1\"><x14:formula1><xm:f>'{OTHER}'!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>A3</xm:sqref>"
          "</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>")  # fmt: skip
    _link(parts, sheet, "rId91", "customProperty", "../customProperty1.bin")
    parts["xl/customProperty1.bin"] = "19/KH".encode("utf-16-le")
    _link(parts, sheet, "rId92", "printerSettings", "../printerSettings/printerSettings1.bin")
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(200))
    _swap(parts, sheet, "<pageSetup ", '<pageSetup r:id="rId92" ')
    _swap(parts, "xl/workbook.xml", "</workbook>", f'<customWorkbookViews><customWorkbookView name="Khác" '
          f'guid="{VIEW}" windowWidth="1000" windowHeight="600" activeSheetId="1"/></customWorkbookViews>'
          "</workbook>")  # fmt: skip
    _swap(parts, "xl/workbook.xml", "<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>')
    _swap(parts, "xl/drawings/drawing1.xml", "hộp chữ", "{{ ky }}")
    _custom_xml(parts)
    _threads(parts)
    _external(parts)
    types = "[Content_Types].xml"
    _swap(parts, types, "<Override", '<Default Extension="bin" ContentType="application/vnd.'
          'openxmlformats-officedocument.spreadsheetml.printerSettings"/><Override')  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _threads(parts: dict[str, Any]) -> None:
    kinds = "http://schemas.microsoft.com/office/2017/10/relationships"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'{head}<ThreadedComments xmlns="{space}"><threadedComment ref="B3" dT="2022-03-14T00:00:00.00" '
        f'personId="{PERSON}" id="{THREAD}"><text>Số này?</text></threadedComment><threadedComment ref="B3" '
        f'dT="2022-03-15T00:00:00.00" personId="{PERSON}" id="{REPLY}" parentId="{THREAD}"><text>Đúng</text>'
        "</threadedComment></ThreadedComments>"
    )
    parts["xl/persons/person.xml"] = (
        f'{head}<personList xmlns="{space}"><person displayName="A" id="{PERSON}" userId="a" providerId="None"/>'
        "</personList>"
    )
    target = "../threadedComments/threadedComment1.xml"
    _link(parts, "xl/worksheets/sheet1.xml", "rId93", f"{kinds}/threadedComment", target)
    _link(parts, "xl/workbook.xml", "rId93", f"{kinds}/person", "persons/person.xml")
    _type(parts, "xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml")
    _type(parts, "xl/persons/person.xml", "application/vnd.ms-excel.person+xml")
    _swap(parts, "xl/comments1.xml", "<comments ", '<comments xmlns:mc="http://schemas.openxmlformats.org/markup-'
          'compatibility/2006" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
          'mc:Ignorable="xr" ')  # fmt: skip
    _swap(parts, "xl/comments1.xml", '<comment ref="B3"', f'<comment xr:uid="{THREAD}" ref="B3"')


def _custom_xml(parts: dict[str, Any]) -> None:
    parts["customXml/item1.xml"] = '<ho_so xmlns="urn:so"><ma>19</ma></ho_so>'
    parts["customXml/itemProps1.xml"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="{11111111-2222-3333-4444-'
        '555555555505}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
    )
    _link(parts, "xl/workbook.xml", "rId94", "customXml", "../customXml/item1.xml")
    _link(parts, "customXml/item1.xml", "rId1", "customXmlProps", "itemProps1.xml")
    _type(parts, "customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")


def _external(parts: dict[str, Any]) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    name = "xl/externalLinks/externalLink1.xml"
    parts[name] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<externalLink xmlns="{main}"><externalBook '
        f'xmlns:r="{_RELATION}" r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames></externalBook></externalLink>'
    )
    _link(parts, name, "rId1", "externalLinkPath", "khac.xlsx", mode=' TargetMode="External"')
    _link(parts, "xl/workbook.xml", "rId95", "externalLink", "externalLinks/externalLink1.xml")
    _type(parts, name, "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml")
    _swap(parts, "xl/workbook.xml", "<definedNames>", '<externalReferences><externalReference r:id="rId95"/>'
          "</externalReferences><definedNames>")  # fmt: skip


def _link(parts: dict[str, Any], source: str, key: str, kind: str, target: str, mode: str = "") -> None:
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts.setdefault(rels, f'<Relationships xmlns="{space}"></Relationships>')
    kind = kind if "/" in kind else f"{_RELATION}/{kind}"
    link = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    _swap(parts, rels, "</Relationships>", link)


def _type(parts: dict[str, Any], name: str, kind: str) -> None:
    _swap(parts, "[Content_Types].xml", "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')


def _swap(parts: dict[str, Any], name: str, old: str, new: str) -> None:
    assert old in parts[name], (name, old)
    parts[name] = parts[name].replace(old, new, 1)


def _is_text(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".vml"))


def _picture() -> bytes:
    """A PNG of 8 × 8 red points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    points = zlib.compress((b"\0" + b"\xff\0\0" * 8) * 8)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


def by_libreoffice(data: bytes, folder: Path) -> bytes:
    """A workbook as LibreOffice reads it and writes it again."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "mau.xlsx"
    path.write_bytes(data)
    return libreoffice.recalculated(path, folder / "lo").read_bytes()


def by_openpyxl(data: bytes) -> bytes:
    """A workbook as openpyxl reads it and writes it again."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled_by_openpyxl(data: bytes, items: int) -> bytes:
    """What a programmer does with openpyxl: load, insert and delete rows, write values, save."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    for title in (SHEET, TABLE):
        sheet = book[title]
        assert isinstance(sheet, Worksheet)
        sheet.delete_rows(4)
        sheet.delete_rows(2)
        sheet.insert_rows(3, items - 1)
        for number in range(1, items + 1):
            sheet.cell(number + 1, 1).value = f"Đơn vị {number}"
            sheet.cell(number + 1, 2).value = number * 10
    book[SHEET].cell(items + 9, 1).value = "Kỳ Quý I này"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled_by_xltpl(data: bytes, items: int, folder: Path) -> bytes:
    """The same template with xltpl's own tags, filled by it (it is built on openpyxl; tag rows stay as blank rows)."""
    from openpyxl.comments import Comment
    from xltpl.writerx import BookWriter

    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    for title in (SHEET, TABLE):
        sheet = book[title]
        assert isinstance(sheet, Worksheet)
        for row, tag in ((3, "beforerow{% for u in ds %}"), (4, "beforerow{% endfor %}")):
            sheet.cell(row, 1).comment = Comment(tag, "xltpl")
        sheet["A2"].value, sheet["A4"].value, sheet["B3"].value = None, None, "{%xv u.so %}"
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / "xltpl.xlsx")
    writer = BookWriter(str(folder / "xltpl.xlsx"))
    sheets = [{**context(items), "tpl_name": name, "sheet_name": name} for name in book.sheetnames]
    writer.render_book(sheets)
    writer.save(str(folder / "xltpl-ra.xlsx"))
    return (folder / "xltpl-ra.xlsx").read_bytes()
