"""Sound workbooks written in a way that readers stumble over: parts under other names and in other encodings, words
that Excel takes and others do not, XML that is legal and that no common program writes; and values that nobody sees.

N14 of sheet TTHC holds gq_qua_han (0) of 1.000774, D13 of sheet Số liệu cv_giao (120), J13 of sheet Nhiệm vụ the day on
which II.5.2 was done, 14/1/2022 (day 44575, 43113 counted from 1904).
"""

from __future__ import annotations

import functools
import io
import re
import struct
from collections.abc import Callable

import olefile

from tests.packages import packed
from tests.reading.variants.book import Book
from tests.reading.variants.case import Kit, Variant, refused

PROCEDURES, FIGURES, TASKS = (f"xl/worksheets/sheet{number}.xml" for number in (3, 2, 4))
STYLES, TEXTS, BOOK, LINKS = "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LATE, _GIVEN = "1.000774 gq_qua_han", "cv_giao"
_ERROR = ("o-bao-loi TTHC!N14",)
_UNREAD: dict[str, int | str | None] = {_LATE: None}
_N14 = rb'<c r="N14"( s="24") t="n"><v>0</v></c>'
_D13 = rb'<c r="D13"( s="24") t="n"><v>120</v></c>'
_TYPES = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MC = b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _put(cell: bytes, part: str = PROCEDURES, of: bytes = _N14) -> Callable[[Kit], bytes]:
    """N14 (or another cell) written so; `\\1` stands for its style."""
    return lambda kit: packed(kit.good().sub(part, of, cell).parts)


def _sub(part: str, pattern: bytes, text: bytes) -> Callable[[Kit], bytes]:
    return lambda kit: packed(kit.good().sub(part, pattern, text).parts)


def _extra_part(name: str, data: bytes) -> Callable[[Kit], bytes]:
    return lambda kit: packed(kit.good().parts | {name: data})


def _renamed(old: str, new: str, make: Callable[[Kit], Book] = Kit.good) -> Callable[[Kit], bytes]:
    """A part under another name, every link to it with it."""

    def renamed(kit: Kit) -> bytes:
        book = make(kit)
        book.save()
        short, new_short = old.rpartition("/")[2].encode(), new.rpartition("/")[2].encode()
        return packed(
            {new if name == old else name.replace(f"/{short.decode()}.rels", f"/{new_short.decode()}.rels"): (
                data.replace(short, new_short) if name.endswith((".rels", "[Content_Types].xml")) else data)
             for name, data in book.parts.items()}
        )  # fmt: skip

    return renamed


def _one_more_sheet(link: bytes, relation: bytes = b"", state: bytes = b"visible") -> Callable[[Kit], bytes]:
    """A sheet more in the workbook's list, with this link."""

    def more(kit: Kit) -> bytes:
        sheet = b'<sheet name="Them" sheetId="98" state="%b" r:id="%b"/></sheets>' % (state, link)
        book = kit.good().sub(BOOK, rb"</sheets>", sheet)
        book.sub(LINKS, rb"</Relationships>", relation + b"</Relationships>")
        return packed(book.parts | {"xl/macrosheets/sheet9.xml": b"<xm:macrosheet xmlns:xm='urn:x'/>"})

    return more


def _relation(kind: bytes) -> bytes:
    return b'<Relationship Id="rIdM" Type="%b" Target="macrosheets/sheet9.xml"/>' % kind


def _encoded(encoding: str, *parts: str) -> Callable[[Kit], bytes]:
    def encoded(kit: Kit) -> bytes:
        book = kit.good()
        for part in parts:
            text = book.parts[part].decode().replace("UTF-8", encoding)
            book.parts[part] = text.encode(encoding, "xmlcharrefreplace")
        return packed(book.parts)

    return encoded


def _percent_style(book: Book) -> int:
    return book.style_of("0.00%")


def _percent(cell: str, *changes: tuple[str, bytes, bytes], name: str = STYLES) -> Callable[[Kit], bytes]:
    """N14 holds 1 in a style that shows a percentage; `cell`: how it is written, with the style's number."""

    def percent(kit: Kit) -> Book:
        book = kit.good()
        style = _percent_style(book)
        book.sub(PROCEDURES, _N14, (cell % style).encode())
        for changed, old, new in changes:
            book.sub(changed, old, new)
        return book

    return _renamed(STYLES, name, percent) if name != STYLES else lambda kit: packed(percent(kit).parts)


def _hidden_under(sheet: str, area: str, *cells: tuple[str, float | None]) -> Callable[[Kit], bytes]:
    """An area merged with values left under it."""

    def hidden(kit: Kit) -> bytes:
        book = kit.good()
        for at, value in cells:
            book.put(f"{sheet}!{at}", value)
        book.save()
        part = book.part_of(sheet)
        xml = book.parts[part]
        if b"<mergeCells" in xml:
            xml = re.sub(rb"</mergeCells>", b'<mergeCell ref="%b"/></mergeCells>' % area.encode(), xml)
        else:
            merged = b'</sheetData><mergeCells><mergeCell ref="%b"/></mergeCells>' % area.encode()
            xml = xml.replace(b"</sheetData>", merged)
        return packed(book.parts | {part: xml})

    return hidden


def _merged(area: str) -> Callable[[Kit], bytes]:
    return _hidden_under("TTHC", area)


def _from_1904(kit: Kit) -> bytes:
    """The day in a cell of General format."""
    book = kit.good().sub(BOOK, rb'date1904="false"', b'date1904="true"')
    book.sub(TASKS, rb'<c r="([IJ]\d+)" s="\d+" t="n"><v>(\d+)</v>', rb'<c r="\1" s="21" t="n"><v>\2</v>')
    xml = book.parts[TASKS]
    earlier = re.sub(rb'(<c r="[IJ]\d+" s="21" t="n"><v>)(\d{5})<', lambda m: b"%b%d<" % (m[1], int(m[2]) - 1462), xml)
    return packed(book.parts | {TASKS: earlier})


def _row_heights(attribute: bytes) -> Callable[[Kit], bytes]:
    return _sub(PROCEDURES, rb'<row r="14"([^>]*?) ht="[\d.]+"', rb'<row r="14"\1 ' + attribute)


def _zero_height(kit: Kit) -> bytes:
    head = rb'(<sheetFormatPr[^>]*?)( zeroHeight="false")?( outlineLevelRow[^>]*>)'
    return packed(kit.good().sub(PROCEDURES, head, rb'\1 zeroHeight="1"\3').parts)


def _locked_by_excel(kit: Kit) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(kit.good().save())).encrypt("VelvetSweatshop", locked)
    return locked.getvalue()


def _without_addresses(kit: Kit) -> bytes:
    book = kit.good()
    xml = re.sub(rb'(<(?:row|c)) r="[A-Z]*\d+"', rb"\1", book.parts[FIGURES])
    return packed(book.parts | {FIGURES: _filled_up(book.parts[FIGURES], xml)})


def _filled_up(before: bytes, after: bytes) -> bytes:
    """Without addresses every cell must be there: sheets in which one is left out keep them."""
    rows = [re.findall(rb'<c r="([A-Z]+)', row) for row in re.findall(rb"<row .*?</row>", before, re.DOTALL)]
    whole = all(row == [chr(65 + at).encode() for at in range(len(row))] for row in rows)
    return after if whole else re.sub(rb' r="([A-Z]+)(\d+)"', lambda m: b' r="%b%b"' % (m[1].lower(), m[2]), before)


def parts() -> list[Variant]:
    """Parts of other names, in other encodings, of kinds that no reader knows, and words that Excel takes."""
    mashup = '<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup"/>'
    drawing = "xl/drawings/drawing9.xml"
    sheets: dict[str, Callable[[Kit], bytes]] = {
        "Power Query": _extra_part("customXml/item1.xml", mashup.encode("utf-16")),
        "phần phụ bảng mã 1258": _extra_part(
            "customXml/item2.xml", '<?xml version="1.0" encoding="windows-1258"?><a>Đ</a>'.encode("cp1258")
        ),
        "phần phụ không phải XML": _extra_part(drawing, b"\xff\xfe\0\1<!DOCTYPE"),
        "phần content.xml lạ": _extra_part("content.xml", b"<a/>"),
        "state lạ": _sub(BOOK, rb'(<sheet [^>]*?state=")visible"', rb'\1show"'),
        "state viết hoa": _sub(BOOK, rb'(<sheet name="_meta"[^>]*?state=")[^"]*"', rb'\1VeryHIDDEN"'),
        "dimension theo dòng": _sub(PROCEDURES, rb'<dimension ref="[^"]*"', b'<dimension ref="1:60"'),
        "dimension theo cột": _sub(PROCEDURES, rb'<dimension ref="[^"]*"', b'<dimension ref="A:AV"'),
        "dimension trống": _sub(FIGURES, rb'<dimension ref="[^"]*"', b'<dimension ref=""'),
        "dimension có tên sheet": _sub(TASKS, rb'<dimension ref="[^"]*"', b'<dimension ref="S1!A1:B2"'),
        "gộp cả cột": _merged("AX:AY"),
        "gộp cả dòng": _merged("900:901"),
        "gộp địa chỉ tuyệt đối": _merged("$AX$1:$AY$2"),
        "gộp một ô": _merged("AX5"),
        "gộp viết thường": _merged("ax1:ay2"),
        "sheet không liên kết": _one_more_sheet(b""),
        "sheet liên kết không có": _one_more_sheet(b"rId999"),
        "sheet macro Excel 4": _one_more_sheet(
            b"rIdM", _relation(b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"), b"veryHidden"
        ),
        "sheet loại lạ": _one_more_sheet(b"rIdM", _relation(b"urn:example/loai-la")),
        "sheet không có phần": _one_more_sheet(
            b"rIdM", b'<Relationship Id="rIdM" Type="%bworksheet" Target="worksheets/khong-co.xml"/>' % _TYPES
        ),
        "workbook22": _renamed(BOOK, "xl/workbook22.xml"),
        "sharedStrings tên khác": _renamed(TEXTS, "xl/chuDungChung.xml"),
        "styles tên khác": _renamed(STYLES, "xl/kieu.xml"),
        "UTF-16 mọi phần": _encoded("utf-16", BOOK, PROCEDURES, FIGURES, TEXTS, STYLES),
        "1258 chữ dùng chung": _encoded("windows-1258", TEXTS),
        "UTF-8 có BOM": lambda kit: packed(
            kit.good().parts | {PROCEDURES: b"\xef\xbb\xbf" + kit.good().parts[PROCEDURES]}
        ),
        "khoá cấu trúc": _locked_by_excel,
        "ngày tính từ 1904": _from_1904,
    }
    return [Variant(f"{name}.xlsx", make) for name, make in sheets.items()]


def errors() -> list[Variant]:
    """Errors and formulas never calculated, however they are written."""
    e = b'<c r="N14"\\1 t="e">'
    written: dict[str, bytes] = {
        "lỗi SPILL": e + b"<v>#SPILL!</v></c>",
        "lỗi ERROR": e + b"<v>#ERROR!</v></c>",
        "lỗi GETTING_DATA": e + b"<v>#GETTING_DATA</v></c>",
        "lỗi BUSY": e + b"<f>1</f><v>#BUSY!</v></c>",
        "lỗi kiểu LibreOffice": e + b"<v>Err:502</v></c>",
        "lỗi có chú thích": e + b"<!-- a --><v>#REF!</v></c>",
        "lỗi chú thích trong giá trị": e + b"<v>#R<!-- a -->EF!</v></c>",
        "lỗi CDATA": e + b"<v><![CDATA[#REF!]]></v></c>",
        "lỗi khoảng trắng": e + b'<v xml:space="preserve">#REF!</v></c>',
        "lỗi dấu bằng cách": b'<c r="N14"\\1 t = "e"><v>#REF!</v></c>',
        "lỗi tab": b'<c r="N14"\\1\tt="e"><v>#REF!</v></c>',
        "lỗi xuống dòng": b'<c r="N14"\\1\r\n t="e"><v>#REF!</v></c >',
        "lỗi nháy đơn": b"<c r='N14'\\1 t='e'><v>#REF!</v></c>",
        "lỗi chữ mã số": b'<c r="N14"\\1 t="&#101;"><v>#REF!</v></c>',
        "lỗi dấu lớn hơn": b'<c r="N14"\\1 cm=">" t="e"><v>#REF!</v></c>',
        "lỗi địa chỉ sau": b'<c\\1 t="e" r="N14"><v>#REF!</v></c>',
        "chuỗi chung không có": b'<c r="N14"\\1 t="s"><v>99999</v></c>',
        "lỗi công thức ghi chú": e + b'<f><!-- > --></f><v>#REF!</v></c>',
    }  # fmt: skip
    uncalculated: dict[str, bytes] = {
        "chưa tính có ext": b'<c r="N14"\\1><f>1-1</f><extLst><ext uri="a"/></extLst></c>',
        "chưa tính thẻ đóng cách": b'<c r="N14"\\1><f>1-1</f ></c>',
        "chưa tính có chú thích": b'<c r="N14"\\1><f>1-1</f><!-- a --></c>',
        "chưa tính xuống dòng": b'<c r="N14"\\1><f\n>1-1</f></c>',
    }
    return [
        *(Variant(f"{name}.xlsx", _put(cell), _ERROR, figures=_UNREAD) for name, cell in written.items()),
        *(
            Variant(f"{name}.xlsx", _put(cell), ("cong-thuc-chua-tinh TTHC!N14",), figures=_UNREAD)
            for name, cell in uncalculated.items()
        ),
        Variant("chữ trong ô số.xlsx", _put(b'<c r="N14"\\1><v>abc</v></c>'), ("so-khong-doc-duoc TTHC!N14",),
                figures=_UNREAD),
    ]  # fmt: skip


def values() -> list[Variant]:
    """Values that are read as they are shown."""
    n, d = b'<c r="N14"\\1>', b'<c r="D13"\\1>'
    of_figures: dict[str, tuple[bytes, int]] = {
        "số mã số": (d + b"<v>12&#48;</v></c>", 120),
        "số có chú thích": (d + b"<v>1<!-- a -->21</v></c>", 121),
        "số CDATA": (d + b"<v>1<![CDATA[22]]></v></c>", 122),
        "số có khoảng trắng": (d + b"<v> 123\n</v></c>", 123),
        "thẻ lạ sau giá trị": (d + b'<v>124</v><y:v xmlns:y="urn:y">5</y:v></c>', 124),
        "ô lạ sau ô": (d + b'<v>125</v></c><y:c xmlns:y="urn:y" r="D13"><y:v>5</y:v></y:c>', 125),
        "nhiễu số lẻ dưới": (d + b"<v>119.99999999999999</v></c>", 120),
        "nhiễu số lẻ trên": (d + b"<v>120.00000000000001</v></c>", 120),
        "nhiễu số lẻ to": (d + b"<v>1233.9999999999998</v></c>", 1234),
    }
    inner = b'<mc:AlternateContent %b><mc:Choice Requires="x15">%%b</mc:Choice><mc:Fallback>%%b</mc:Fallback>' % _MC
    inner += b"</mc:AlternateContent>"
    text = n[:-1] + b' t="inlineStr"><is>' + inner % (b"<t>1</t>", b"<t>2</t>") + b"</is></c>"
    return [
        *(
            Variant(f"{name}.xlsx", _put(cell, FIGURES, _D13), figures={_GIVEN: number})
            for name, (cell, number) in of_figures.items()
        ),
        Variant("hai lựa chọn chữ.xlsx", _put(text), ("so-dang-chu TTHC!N14",), figures={_LATE: 2}),
        Variant(
            "hai lựa chọn giá trị.xlsx",
            _put(n + inner % (b"<v>1</v>", b"<v>2</v>") + b"</c>"),
            figures={_LATE: 2},
        ),
        Variant(
            "hai lựa chọn ô.xlsx",
            _put(inner % (n + b"<v>1</v></c>", n + b"<v>2</v></c>")),
            figures={_LATE: 2},
        ),
        *(
            Variant(f"{name}.xlsx", make, ("so-phan-tram TTHC!N14",), figures=_UNREAD)
            for name, make in {
                "phần trăm kiểu cách": _percent('<c r="N14" s = "%d"><v>1</v></c>'),
                "phần trăm kiểu tab": _percent('<c r="N14"\ts="%d"><v>1</v></c>'),
                "phần trăm số 0 đầu": _percent('<c r="N14" s="0%d"><v>1</v></c>'),
                "phần trăm chữ thường": _percent('<c r="n14" s="%d"><v>1</v></c>'),
                "phần trăm mã số": _percent(
                    '<c r="N14" s="%d"><v>1</v></c>', (STYLES, rb'formatCode="0\.00%"', b'formatCode="0.00&#37;"')
                ),
                "phần trăm styles cách": _percent(
                    '<c r="N14" s="%d"><v>1</v></c>', (STYLES, rb'formatCode="0\.00%"', b"formatCode = '0.00%'")
                ),
                "phần trăm styles tên khác": _percent('<c r="N14" s="%d"><v>1</v></c>', name="xl/kieu.xml"),
            }.items()
        ),
        Variant("không địa chỉ hoặc chữ thường.xlsx", _without_addresses),
    ]


def unseen() -> list[Variant]:
    """Values that nobody sees."""
    row = ("dong-bi-an TTHC",)
    return [
        Variant("gộp dọc ô trên trống.xlsx", _hidden_under("TTHC", "N14:N15", ("N14", None), ("N15", 7)),
                ("o-bi-gop TTHC!N14",), figures={_LATE: None, "2.000063 gq_qua_han": 7}),
        Variant("gộp ngang từ ô trống.xlsx", _hidden_under("TTHC", "H14:L14"), ("o-bi-gop TTHC!H14",)),
        Variant("gộp dọc ở Số liệu.xlsx", _hidden_under("Số liệu", "C13:D13", ("C13", None)),
                ("o-bi-gop Số liệu!C13",)),
        Variant("gộp ở Nhiệm vụ.xlsx", _hidden_under("Nhiệm vụ", "I13:J13", ("I13", None)),
                ("o-bi-gop Nhiệm vụ!I13",)),
        Variant("dòng cao 0.xlsx", _row_heights(b'ht="0"'), row),
        Variant("dòng cao 0,0.xlsx", _row_heights(b'ht="0.0"'), row),
        Variant("dòng ẩn dấu cách.xlsx", _sub(PROCEDURES, rb'(<row r="14"[^>]*?) hidden="false"', rb'\1 hidden = "1"'),
                row),
        Variant("zeroHeight.xlsx", _zero_height, row),
    ]  # fmt: skip


def other_files() -> list[Variant]:
    """Files of other programs under the name of a workbook, told with what helps."""
    table = "Mã\tTên\r\n1\tMột\r\n".encode()
    return [
        refused("bảng tab.xls", functools.partial(_bytes, table), "la-bang-chu"),
        refused("bảng tab UTF-16.xls", functools.partial(_bytes, table.decode().encode("utf-16")), "la-bang-chu"),
        refused("7z đổi đuôi.xlsx", functools.partial(_bytes, b"7z\xbc\xaf\x27\x1c" + bytes(64)), "loai-tep-nen-la"),
        refused("rar đổi đuôi.xlsx", functools.partial(_bytes, b"Rar!\x1a\x07\x01\0" + bytes(64)), "loai-tep-nen-la"),
        refused("gzip đổi đuôi.ods", functools.partial(_bytes, b"\x1f\x8b\x08" + bytes(64)), "loai-tep-nen-la"),
        Variant("._XNK.xlsx", functools.partial(_bytes, b"\0\5\x16\7" + bytes(64)), status="ignored", unit=None),
    ]


def _bytes(data: bytes, kit: Kit) -> bytes:  # noqa: ARG001 - every maker is handed the kit
    return data


def variants() -> list[Variant]:
    """All of them but what LibreOffice has to save."""
    return [*parts(), *errors(), *values(), *unseen(), *other_files()]


def _ods(kit: Kit, pattern: bytes, text: bytes, *, mimetype: bool = True) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(kit.saved("mo.ods"))) as package:
        held = {name: package.read(name) for name in package.namelist() if mimetype or name != "mimetype"}
    held["content.xml"], count = re.subn(pattern, text, held["content.xml"])
    assert count, pattern
    return packed(held)


_ODS_GIVEN = rb'office:value-type="float" office:value="120" calcext:value-type="float"><text:p>120</text:p>'


def _ods_error(text: bytes) -> Callable[[Kit], bytes]:
    """An error as Excel writes it."""
    cell = b'office:value-type="float" office:value="0"><text:p>%b</text:p>' % text
    return lambda kit: _ods(kit, _ODS_GIVEN, cell)


def _code_page(page: int) -> Callable[[Kit], bytes]:
    """A .xls in Unicode that says it is in another code page, as some libraries write."""

    def paged(kit: Kit) -> bytes:
        data = kit.saved("cu.xls")
        old = b"\x42\x00\x02\x00\xb0\x04"
        assert data.count(old) == 1
        return data.replace(old, old[:4] + page.to_bytes(2, "little"))

    return paged


def _records(kind: int, change: Callable[[int, bytes], tuple[int, bytes]]) -> Callable[[Kit], bytes]:
    """A .xls in which every record of a type is another, as long as before."""

    def changed(kit: Kit) -> bytes:
        data = io.BytesIO(kit.saved("cu.xls"))
        with olefile.OleFileIO(data, write_mode=True) as book:
            stream = bytearray(book.openstream("Workbook").read())
            at = met = 0
            while at + 4 <= len(stream):
                found, length = struct.unpack_from("<HH", stream, at)
                if found == kind:
                    new_kind, body = change(found, bytes(stream[at + 4 : at + 4 + length]))
                    stream[at : at + 4 + length] = struct.pack("<HH", new_kind, length) + body
                    met += 1
                at += 4 + length
            assert met
            book.write_stream("Workbook", bytes(stream))
        return data.getvalue()

    return changed


def saved_by_libreoffice() -> list[Variant]:
    """Of .ods and .xls."""
    cells = rb"(</table:table-cell>|<table:table-row[^>]*>)"
    wrong = ("o-bao-loi Số liệu!D13",)
    return [
        Variant("xuống dòng giữa ô.ods", lambda kit: _ods(kit, cells, rb"\1" + b"\r\n  ")),
        Variant("chú thích giữa ô.ods", lambda kit: _ods(kit, cells, rb"\1<!-- a -->")),
        Variant("không mimetype.ods", lambda kit: _ods(kit, rb"<\?xml", b"<?xml", mimetype=False)),
        Variant("ods mang đuôi.xlsx", lambda kit: kit.saved("mo.ods")),
        Variant("lỗi NA của Excel.ods", _ods_error(b"#N/A"), wrong, figures={_GIVEN: None}),
        Variant("lỗi REF của Excel.ods", _ods_error(b"#REF!"), wrong, figures={_GIVEN: None}),
        Variant("lỗi 502.ods", _ods_error(b"Err:502"), wrong, figures={_GIVEN: None}),
        Variant("bảng mã 1258.xls", _code_page(1258)),
        Variant("bảng mã 1252.xls", _code_page(1252)),
        Variant("khoá cấu trúc.xls", lambda kit: kit.saved("khoa-excel.xls")),
        Variant("kích thước sheet lạ.xls", _records(0x200, lambda kind, body: (kind, b"\xff" * len(body)))),
        Variant("tên vùng hỏng.xls", _records(0x18, lambda kind, body: (kind, b"\xff" * len(body)))),
        Variant("trạng thái sheet lạ.xls", _records(0x85, lambda kind, body: (kind, body[:4] + b"\3" + body[5:]))),
        Variant("công thức đời Excel 4.xls", _records(0x06, lambda _, body: (0x406, body))),
        Variant("công thức hỏng.xls", _records(0x06, lambda kind, body: (kind, body[:22] + b"\xff" * len(body[22:])))),
        Variant("không bảng mã.xls", _records(0x42, lambda _, body: (0xFFFF, body))),
    ]
