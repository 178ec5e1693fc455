"""PeriodAndUnit workbook, of which period, saved by which program, in which format, or no workbook at all."""

from __future__ import annotations

import io
import unicodedata

from openpyxl import Workbook, load_workbook

from tests.packages import packed
from tests.reading.variants.book import Book
from tests.reading.variants.case import OLDER, Kit, Variant, refused
from tests.reading.variants.forms import made

HEADING = "B5"
QLTM_LINE = "Đơn vị: Phòng Quản lý Thương mại"
DATA = ("Số liệu", "TTHC", "Nhiệm vụ", "Xếp hạng")


def _period(kit: Kit, code: str, name: str) -> bytes:
    book = kit.good().put("_meta!B2", code)
    for sheet in DATA:
        book.put(f"{sheet}!B6", f"Kỳ báo cáo: {name}")
    return book.save()


def _without_headings(kit: Kit) -> bytes:
    book = kit.good().drop("_meta", "Hướng dẫn")
    for sheet in DATA:
        book.put(f"{sheet}!{HEADING}", None)
    return book.save()


def _two_units(kit: Kit) -> bytes:
    """Sheet TTHC of another unit pasted over the own one, heading and all."""
    book, other = kit.good(), kit.good("QLTM")
    book.put(f"TTHC!{HEADING}", QLTM_LINE)
    assert other.parts
    return book.save()


def _both_in_one(kit: Kit) -> bytes:
    """Sheet TTHC a second time, under another name."""
    book = kit.good()
    sheet = book.parts[book.part_of("TTHC")]
    book.sub(
        "xl/workbook.xml", rb"</sheets>", b'<sheet name="TTHC (2)" sheetId="99" state="visible" r:id="rIdX"/></sheets>'
    )
    book.sub(
        "xl/_rels/workbook.xml.rels",
        rb"</Relationships>",
        b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        b' Target="worksheets/sheet99.xml"/></Relationships>',
    )
    return packed(book.parts | {"xl/worksheets/sheet99.xml": sheet})


def _by_openpyxl(kit: Kit) -> bytes:
    """Loaded and saved by openpyxl: no formula keeps its value."""
    book = load_workbook(io.BytesIO(kit.good().save()))
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    memory = io.BytesIO()
    book.save(memory)
    return Book(memory.getvalue(), OLDER).save()


def _by_openpyxl_entry(kit: Kit) -> bytes:
    book = load_workbook(io.BytesIO(kit.good().save()))
    book["TTHC"]["N14"] = "=1-1"
    return _saved(book)


def _by_wps(kit: Kit) -> bytes:
    """As WPS Office writes: its own name, targets from the root, a part of its own; with an error in an entry cell."""
    book = kit.good().raw("TTHC!N14", "e", "<v>#REF!</v>")
    book.sub("docProps/app.xml", rb"<Application>[^<]*<", b"<Application>WPS Office_11.2.0.11191_F1E327BC<")
    book.sub("xl/_rels/workbook.xml.rels", rb'Target="(?=\w)', b'Target="/xl/')
    return packed(book.parts | {"xl/cellimages.xml": b'<?xml version="1.0"?><cellImages/>'})


def _without_modified(kit: Kit) -> bytes:
    return packed({name: data for name, data in kit.good().parts.items() if not name.startswith("docProps")})


NEVER_TOLD = ("mat-sheet", "mat-sheet-phu", "mat-sheet-phu")
LATE_ERROR = {"1.000774 gq_qua_han": None}


def senders() -> list[Variant]:
    """Units and periods that are not what they should be."""
    return [
        refused(
            "biểu mẫu quý trước.xlsx",
            lambda kit: _period(kit, "2021-Q4", "Quý IV năm 2021"),
            "ky-la",
            unit="XNK",
            crowd="superseded",
        ),
        refused(
            "biểu mẫu quý sau.xlsx",
            lambda kit: _period(kit, "2022-Q2", "Quý II năm 2022"),
            "sai-ky",
            unit="XNK",
            crowd="superseded",
        ),
        refused("đơn vị lạ.xlsx", made(lambda b: b.put("_meta!B3", "ABC")), "don-vi-la"),
        refused(
            "tiêu đề đơn vị khác.xlsx",
            made(lambda b: b.put(f"Số liệu!{HEADING}", QLTM_LINE)),
            "tieu-de-don-vi-khac",
            unit="XNK",
            crowd="superseded",
        ),
        refused("hai đơn vị một tệp.xlsx", _two_units, "tieu-de-don-vi-khac", unit="XNK", crowd="superseded"),
        refused("không ai nhận.xlsx", _without_headings, "khong-ro-don-vi", "ky-suy-ra"),
        Variant("QLTM gửi.xlsx", lambda kit: kit.good().save(), ("ten-tep-don-vi-khac",)),
        Variant("bản của XNK mất thông tin.xlsx", _without_headings, ("don-vi-suy-ra", "ky-suy-ra")),
        Variant("phòng XNK và Hội nhập.xlsx", lambda kit: kit.good().save()),
        Variant(unicodedata.normalize("NFD", "bản gửi lần hai.xlsx"), lambda kit: kit.good().save()),
        Variant("hai sheet TTHC.xlsx", _both_in_one, ("trung-sheet TTHC (2)",)),
    ]


def programs() -> list[Variant]:
    """The same workbook as other programs keep it."""
    return [
        refused("bảng lạ.csv", lambda kit: "Mã;Tên\n1;Một\n".encode(), "khong-phai-bieu-mau"),  # noqa: ARG005
        Variant("lưu bằng openpyxl.xlsx", _by_openpyxl),
        Variant(
            "công thức ghi bằng openpyxl.xlsx",
            _by_openpyxl_entry,
            ("cong-thuc-chua-tinh TTHC!N14",),
            figures=LATE_ERROR,
        ),
        Variant("lưu bằng WPS.xlsx", _by_wps, ("o-bao-loi TTHC!N14",), figures=LATE_ERROR),
        Variant("không ghi giờ lưu.xlsx", _without_modified),
    ]


def saved_by_libreoffice() -> list[Variant]:
    """The same workbook in the formats that LibreOffice saves."""
    no_tables = ("Số liệu", "Nhiệm vụ")
    return [
        Variant("lưu bằng LibreOffice.xlsx", lambda kit: kit.saved("lai.xlsx"), crowd="superseded"),
        Variant("Excel 97.xls", lambda kit: kit.saved("cu.xls")),
        Variant("OpenDocument.ods", lambda kit: kit.saved("mo.ods")),
        Variant("Excel 97 có ô lỗi.xls", lambda kit: kit.saved("loi.xls"), ("o-bao-loi TTHC!N14",), figures=LATE_ERROR),
        Variant(
            "OpenDocument có ô lỗi.ods", lambda kit: kit.saved("loi.ods"), ("o-bao-loi TTHC!N14",), figures=LATE_ERROR
        ),
        refused("có mật khẩu.xlsx", lambda kit: kit.saved("khoa.xlsx"), "co-mat-khau"),
        refused("có mật khẩu.xls", lambda kit: kit.saved("khoa.xls"), "co-mat-khau"),
        refused("có mật khẩu.ods", lambda kit: kit.saved("khoa.ods"), "co-mat-khau"),
        Variant(
            "một sheet.csv",
            lambda kit: kit.saved("tthc.csv"),
            ("don-vi-suy-ra", "ky-suy-ra", *NEVER_TOLD),
            lost=no_tables,
        ),
        Variant(
            "một sheet UTF-16.csv",
            lambda kit: kit.saved("tthc.csv").decode().replace(",", "\t").encode("utf-16"),
            ("don-vi-suy-ra", "ky-suy-ra", *NEVER_TOLD),
            lost=no_tables,
        ),
    ]


def others() -> list[Variant]:
    """What lies in the folder and is no workbook."""
    return [
        Variant("~$XNK.xlsx", lambda kit: b"\x04user", status="ignored", unit=None),  # noqa: ARG005
        Variant("công văn.pdf", lambda kit: b"%PDF-1.4", ("khong-phai-so-tinh",), "ignored", unit=None),  # noqa: ARG005
        Variant("báo cáo.docx", lambda kit: b"PK", ("khong-phai-so-tinh",), "ignored", unit=None),  # noqa: ARG005
        Variant("ảnh chụp.jpg", lambda kit: b"\xff\xd8", ("khong-phai-so-tinh",), "ignored", unit=None),  # noqa: ARG005
        Variant("gói.zip", lambda kit: packed({"a.xlsx": kit.good().save()}), ("tep-chua-mo",), "ignored", unit=None),
        Variant("thư.eml", lambda kit: b"Subject: a\n\nb", ("tep-chua-mo",), "ignored", unit=None),  # noqa: ARG005
        Variant("ghi chú.txt", lambda kit: b"a", status="ignored", unit=None),  # noqa: ARG005
        Variant("Thumbs.db", lambda kit: b"a", status="ignored", unit=None),  # noqa: ARG005
    ]


def variants() -> list[Variant]:
    """Every origin but LibreOffice."""
    return [*senders(), *programs(), *others()]
