"""Files that are no workbook, damaged ones, and ones that are built to do harm."""

from __future__ import annotations

import functools
import io
import re
import struct
import zipfile

from docx import Document

from tests.inbox.mails import ole
from tests.packages import packed
from tests.reading.variants.case import Kit, Variant, refused

SHEET = "xl/worksheets/sheet3.xml"
"""Sheet TTHC of the example."""
_HTML = "<html><head><meta charset='utf-8'></head><body><table><tr><td>Số lượng: 12 Tỷ lệ: 5%</td></tr></table>"
_STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def _document() -> bytes:
    memory = io.BytesIO()
    document = Document()
    document.add_paragraph("Báo cáo (ví dụ)")
    document.save(memory)
    return memory.getvalue()


def _zeros(kit: Kit, megabytes: int, level: int = 1) -> bytes:
    return _deflated(kit.good().parts, "xl/media/anh.png", bytes(1 << 20), megabytes, level=level)


def _deflated(
    parts: dict[str, bytes], name: str, chunk: bytes, times: int, head: bytes = b"", tail: bytes = b"", level: int = 1
) -> bytes:
    """A package with one part made of a chunk repeated, deflated bit by bit so that nothing large is held."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for one, data in parts.items():
            if one != name:
                package.writestr(one, data)
        with package.open(name, "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(times):
                part.write(chunk)
            part.write(tail)
    return memory.getvalue()


def _many_merges(kit: Kit, count: int) -> bytes:
    book = kit.good()
    xml = book.parts[SHEET]
    at = xml.index(b"</mergeCells>")
    chunk = b"".join(b'<mergeCell ref="AA%d:AB%d"/>' % (row, row) for row in range(1000, 2000))
    return _deflated(book.parts, SHEET, chunk, count // 1000, xml[:at], xml[at:])


def _many_rows(kit: Kit) -> bytes:
    book = kit.good()
    xml = book.parts[SHEET]
    at = xml.index(b"</sheetData>")
    rows = [b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (row, row) for row in range(31, 1_000_031)]
    book.parts[SHEET] = xml[:at] + b"".join(rows) + xml[at:]
    return book.save()


def _false_size(kit: Kit) -> bytes:
    """The directory at the end says that a part unpacks to 100 bytes."""
    data = bytearray(kit.good().save())
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def _doubled(kit: Kit) -> bytes:
    memory = io.BytesIO(kit.good().save())
    book = kit.good().put("TTHC!J14", 999_999)
    book.save()
    with zipfile.ZipFile(memory, "a") as package:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            package.writestr(SHEET, book.parts[SHEET])
    return memory.getvalue()


def _overlapping(kit: Kit) -> bytes:
    """Many names for one part: the directory lists the same bytes over and over."""
    data = kit.good().save()
    end = data.rfind(b"PK\x05\x06")
    size, start = struct.unpack("<II", data[end + 12 : end + 20])
    entry = re.search(rb"PK\x01\x02.{42}" + SHEET.encode(), data[start:end], re.DOTALL)
    assert entry
    extra = b"".join(_renamed(entry[0], b"xl/worksheets/s%05d.xml" % n) for n in range(100))
    count = struct.unpack("<H", data[end + 10 : end + 12])[0] + 100
    tail = data[end : end + 8] + struct.pack("<HHIIH", count, count, size + len(extra), start, 0)
    return data[:end] + extra + tail


def _renamed(entry: bytes, name: bytes) -> bytes:
    return entry[:28] + struct.pack("<HHH", len(name), 0, 0) + entry[34:46] + name


def _strict(kit: Kit) -> bytes:
    parts = kit.good().parts
    for name, data in parts.items():
        for old, new in _STRICT:
            data = data.replace(old, new) if name.startswith(("xl/", "_rels/")) else data
        parts[name] = data
    return packed(parts)


def _prefixed(kit: Kit) -> bytes:
    """Every element of sheet TTHC with a prefix, as some libraries write."""
    book = kit.good().raw("TTHC!N14", "e", "<v>#N/A</v>")
    book.save()
    xml = re.sub(rb"<(/?)(\w+)", rb"<\1x:\2", book.parts[SHEET].partition(b"?>")[2])
    book.parts[SHEET] = xml.replace(b"xmlns=", b"xmlns:x=", 1)
    return packed(book.parts)


def _without_addresses(kit: Kit, error: bool) -> bytes:
    book = kit.good()
    if error:
        book.raw("TTHC!N14", "e", "<v>#N/A</v>")
    book.save()
    rows = re.split(rb"(?=<row )", book.parts[SHEET])
    rows = [re.sub(rb'(<c [^>]*?)r="[A-Z]+\d+" ?', rb"\1", row) if b'"#tong"' not in row else row for row in rows]
    book.parts[SHEET] = b"".join(rows)
    return packed(book.parts)


def _macros(kit: Kit) -> bytes:
    book = kit.good().sub(
        "[Content_Types].xml",
        rb"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return packed(book.parts | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)})


def _no_sheets(kit: Kit) -> bytes:
    return kit.good().names(lambda _: []).save()


def _utf16(kit: Kit, mark: bool) -> bytes:
    book = kit.good()
    text = book.parts[SHEET].decode().replace("UTF-8", "UTF-16")
    book.parts[SHEET] = text.encode("utf-16" if mark else "utf-16-le")
    return packed(book.parts)


def _bare(data: bytes, kit: Kit) -> bytes:  # noqa: ARG001 - every maker is handed the kit
    return data


def _cut(share: float, kit: Kit) -> bytes:
    data = kit.good().save()
    return data[: int(len(data) * share)]


def _prolog(text: bytes, part: str, kit: Kit) -> bytes:
    return packed(kit.good().sub(part, rb"(<\?xml[^>]*\?>)", rb"\g<1>" + text).parts)


def _declared(kit: Kit) -> bytes:
    return packed(kit.good().sub(SHEET, rb'encoding="UTF-8"', b'encoding="windows-1258"').parts)


def _put_xml(pattern: bytes, text: bytes, kit: Kit) -> bytes:
    return packed(kit.good().sub(SHEET, pattern, text).parts)


_BOMB = rb'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_WRITER = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<document-content/>"}
_P = functools.partial


def variants() -> list[Variant]:
    """Hostile and broken files."""
    return [
        refused("không byte nào.xlsx", _P(_bare, b""), "tep-rong"),
        refused("chữ thường.xlsx", _P(_bare, "Kính gửi Văn phòng Sở".encode()), "khong-phai-excel"),
        refused("trang web.xls", _P(_bare, _HTML.encode()), "la-trang-web"),
        refused("trang web có BOM.xls", _P(_bare, b"\xef\xbb\xbf\r\n  " + _HTML.encode()), "la-trang-web"),
        refused("trang web.xlsx", _P(_bare, b"<!DOCTYPE html>" + _HTML.encode()), "la-trang-web"),
        refused("trang web.csv", _P(_bare, _HTML.encode()), "la-trang-web"),
        refused("XML 2003.xls", _P(_bare, b'<?xml version="1.0"?><Workbook/>'), "khong-phai-excel"),
        refused("docx đổi đuôi.xlsx", lambda kit: _document(), "la-van-ban"),  # noqa: ARG005
        refused("doc cũ đổi đuôi.xls", _P(_bare, ole({"WordDocument": b"x"})), "la-van-ban"),
        refused("odt đổi đuôi.ods", _P(_bare, packed(_WRITER)), "la-van-ban"),
        refused("pdf đổi đuôi.xlsx", _P(_bare, b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), "la-van-ban"),
        refused("ảnh đổi đuôi.xlsx", _P(_bare, b"\x89PNG\r\n\x1a\n" + bytes(64)), "la-van-ban"),
        refused("ảnh jpeg.xls", _P(_bare, b"\xff\xd8\xff\xe0" + bytes(64)), "la-van-ban"),
        refused("zip thường.xlsx", _P(_bare, packed({"thư mục/VP.xlsx": b"PK"})), "loai-tep-nen-la"),
        refused("zip rỗng.xlsx", _P(_bare, packed({})), "tep-hong"),
        refused("OLE rỗng.xls", _P(_bare, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)), "tep-hong"),
        refused("cắt nửa.xlsx", _P(_cut, 0.5), "tep-hong"),
        refused("cắt cuối.xlsx", _P(_cut, 0.99), "tep-hong"),
        refused("chỉ có PK.xlsx", _P(_bare, b"PK"), "tep-hong"),
        refused("bom nén.xlsx", _P(_zeros, megabytes=300), "tep-qua-lon"),
        refused("tỷ lệ nén vô lý.xlsx", _P(_zeros, megabytes=100, level=6), "tep-dang-ngo"),
        refused("nói dối cỡ.xlsx", _false_size, "tep-hong"),
        refused("hai phần trùng tên.xlsx", _doubled, "tep-dang-ngo"),
        refused("phần chồng nhau.xlsx", _overlapping, "tep-dang-ngo"),
        refused(
            "năm nghìn phần.xlsx",
            lambda kit: packed(kit.good().parts | {f"xl/media/{n}.bin": b"x" for n in range(5000)}, zipfile.ZIP_STORED),
            "tep-qua-lon",
        ),
        Variant(
            "một nghìn phần.xlsx",
            lambda kit: packed(kit.good().parts | {f"xl/media/{n}.bin": b"x" for n in range(1000)}, zipfile.ZIP_STORED),
        ),
        refused("DOCTYPE.xlsx", _P(_prolog, b"<!DOCTYPE x>", SHEET), "tep-dang-ngo"),
        refused("DOCTYPE xa.xlsx", _P(_prolog, b"<!--" + b"x" * 9000 + b"--><!DOCTYPE x>", SHEET), "tep-dang-ngo"),
        refused("thực thể phình.xlsx", _P(_prolog, _BOMB, "xl/workbook.xml"), "tep-dang-ngo"),
        refused("thực thể trong chữ.xlsx", _P(_prolog, _BOMB, "xl/sharedStrings.xml"), "tep-dang-ngo"),
        refused("ô rất xa.xlsx", lambda kit: kit.good().put("TTHC!XFD1048576", 1).save(), "o-qua-xa"),
        refused("cột rất xa.xlsx", lambda kit: kit.good().put("TTHC!AAA14", 1).save(), "o-qua-xa"),
        refused("dòng cuối cùng.xlsx", lambda kit: kit.good().put("Số liệu!B1048576", "x").save(), "o-qua-xa"),
        Variant("dòng rất sâu.xlsx", lambda kit: kit.good().put("Số liệu!B200000", "x").save()),
        refused(
            "hai ô lạc xa nhau.xlsx",
            lambda kit: kit.good().put("TTHC!A99999", "x").put("TTHC!ZZ1", "x").save(),
            "o-qua-xa",
        ),
        refused(
            "dạng nhị phân.xlsb",
            lambda kit: packed({"xl/workbook.bin": b"\0", **kit.good().parts}),
            "dang-nhi-phan",
        ),
        Variant("chữ lạc rất sâu.xlsx", lambda kit: kit.good().put("Số liệu!H60000", "x").save()),
        Variant("ô xa chỉ có màu.xlsx", lambda kit: kit.good().put("TTHC!XFD1048576", None, 1).save()),
        Variant("chữ lạc ngoài bảng.xlsx", lambda kit: kit.good().put("TTHC!BZ900", "ghi chú").save()),
        Variant("dimension nhỏ.xlsx", _P(_put_xml, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"')),
        Variant("dimension to.xlsx", _P(_put_xml, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"')),
        refused("mười triệu ô gộp.xlsx", _P(_many_merges, count=10_000_000), "tep-qua-lon"),
        refused("ba vạn ô gộp.xlsx", _P(_many_merges, count=30_000), "tep-dang-ngo"),
        Variant("một triệu dòng trống có màu.xlsx", _many_rows),
        refused("không sheet nào.xlsx", _no_sheets, "khong-doc-duoc-o-nao"),
        Variant("UTF-16.xlsx", _P(_utf16, mark=True)),
        Variant("UTF-16 không BOM.xlsx", _P(_utf16, mark=False)),
        refused("bảng mã 1258.xlsx", _declared, "tep-hong"),
        Variant("Strict OOXML.xlsx", _strict),
        Variant("có tiền tố XML.xlsx", _prefixed, ("o-bao-loi TTHC!N14",), figures={"1.000774 gq_qua_han": None}),
        Variant("XML thiếu thẻ đóng.xlsx", _P(_put_xml, rb"</row>(?=<row r=\"20\")", b"")),
        refused("XML dừng giữa chừng.xlsx", _P(_put_xml, rb"<row r=\"20\".*", b""), "tep-hong"),
        refused(
            "mất sharedStrings.xlsx",
            lambda kit: packed({k: v for k, v in kit.good().parts.items() if "shared" not in k}),
            "tep-hong",
        ),
        refused(
            "mất workbook.xml.xlsx",
            lambda kit: packed({k: v for k, v in kit.good().parts.items() if "xl/workbook" not in k}),
            "khong-phai-excel",
        ),
        Variant(
            "mất Content_Types.xlsx", lambda kit: packed({k: v for k, v in kit.good().parts.items() if k[0] != "["})
        ),
        Variant(
            "Content_Types sai.xlsx",
            lambda kit: packed(
                kit.good()
                .sub("[Content_Types].xml", rb"spreadsheetml\.worksheet\+xml", b"presentationml.slide+xml")
                .parts
            ),
        ),
        Variant("có macro.xlsm", _macros),
        Variant("có macro đổi đuôi.xlsx", _macros),
        Variant("đuôi WPS.et", lambda kit: kit.good().save()),
        Variant("xlsx mang đuôi cũ.xls", lambda kit: kit.good().save()),
        Variant("xlsx mang đuôi csv.csv", lambda kit: kit.good().save()),
        Variant("nén không nén.xlsx", lambda kit: kit.good().save(zipfile.ZIP_STORED)),
    ]
