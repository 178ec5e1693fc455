"""The department's own font and logo, set once in sheet Thông tin: in every printed report, in Word and on the page."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font

from cchc_excel.report.house_style import HouseStyle, styled, styled_page
from cchc_excel.report.logo import read_logo
from tests.catalogue.tables import periods, write_catalogue
from tests.cchc_runs import ROOT, codes, merge
from tests.fill.package_check import faults
from tests.workbooks import write_form

SHIPPED = ROOT / "templates" / "bao-cao"
LONG = "Kết quả thực hiện nhiệm vụ cải cách hành chính của các phòng, đơn vị " * 6


def png(wide: int, high: int) -> bytes:
    """A red picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xc0\x20\x20" * wide for _ in range(high))
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def template() -> bytes:
    """A sheet with a long text, which is what a row's height is found for."""
    book = Workbook()
    page = book.worksheets[0]
    page["A1"].value, page["A2"].value = "{{ co_quan }}", f"{LONG}{{{{ ky.ma }}}}"
    page.column_dimensions["A"].width = 40
    for cell in ("A1", "A2"):
        page[cell].font, page[cell].alignment = Font(name="Times New Roman", size=13), Alignment(wrap_text=True)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def working_folder(root: Path, info: str, logo: bytes | None) -> Path:
    reports = root / "templates" / "bao-cao"
    reports.mkdir(parents=True)
    days = "2022-Q1 | Quý I | 15/12/2021 | 14/3/2022 | 17/3/2022"
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(days) | {"Thông tin": f"khoá | giá trị\n{info}"})
    (reports / "a.xlsx").write_bytes(template())
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.add_table(1, 2).cell(0, 0).paragraphs[0].add_run("{{ co_quan }}").font.name = "Times New Roman"
    document.save(str(reports / "b.docx"))
    if logo:
        (root / "templates" / "sao.png").write_bytes(logo)
    for unit in "AB":
        write_form(root / "input" / "2022-Q1" / f"{unit}.xlsx", unit, {"Số liệu": "#ma  gia_tri\nviec  1\ngiao  2"})
    return root


def test_font_and_logo_are_in_every_report_and_on_the_page(tmp_path: Path) -> None:
    plain = working_folder(tmp_path / "plain", "co_quan | Sở A", None)
    own = working_folder(tmp_path / "own", "co_quan | Sở A\nphong_chu | Arial\nbieu_trung | sao.png", png(30, 20))
    assert [codes(merge(root)[1]) for root in (plain, own)] == [{"mat-sheet-phu"}] * 2  # these forms lack some
    output = own / "output" / "2022-Q1"
    made = (output / "bao-cao" / "a.xlsx").read_bytes()
    assert faults(made) == []
    sheets = [load_workbook(root / "output" / "2022-Q1" / "bao-cao" / "a.xlsx").worksheets[0] for root in (plain, own)]
    assert [sheet["A2"].font.name for sheet in sheets] == ["Times New Roman", "Arial"]
    assert [len(sheet._images) for sheet in sheets] == [0, 1]  # type: ignore[attr-defined]
    before, after = (sheet.row_dimensions[2].height or 0 for sheet in sheets)
    assert after > before  # letters of Arial are wider: a line more

    with zipfile.ZipFile(output / "bao-cao" / "b.docx") as word:
        parts = {name: word.read(name) for name in word.namelist()}
    assert b"Times New Roman" not in parts["word/document.xml"]
    assert b"Arial" in parts["word/document.xml"] and b"Arial" in parts["word/styles.xml"]
    (picture,) = Document(str(output / "bao-cao" / "b.docx")).inline_shapes
    assert (picture.height, round(picture.width / picture.height, 2)) == (Mm(13), 1.5)

    page = (output / "tong-hop.html").read_text(encoding="utf-8")
    assert 'font-family: "Arial"' in page
    assert re.search(r'<header>\s*<img src="data:image/png;base64,', page)


@pytest.mark.parametrize("name", ["khong-co.png", "danh-muc.xlsx"])
def test_a_logo_that_is_no_picture_is_told_and_left_out(tmp_path: Path, name: str) -> None:
    root = working_folder(tmp_path, f"bieu_trung | {name}", None)
    code, outcome = merge(root)
    assert (code, codes(outcome) - {"mat-sheet-phu"}) == (0, {"khong-co-bieu-trung"})
    assert load_workbook(root / "output" / "2022-Q1" / "bao-cao" / "a.xlsx").worksheets[0]._images == []  # type: ignore[attr-defined]


def test_without_them_templates_stay_byte_for_byte() -> None:
    for file in SHIPPED.iterdir():
        data = file.read_bytes()
        assert styled(file.name, data, HouseStyle()) is data
    page = (ROOT / "templates" / "tong-hop.html").read_bytes()
    assert styled_page(page, HouseStyle()) == page
    assert styled("a.xlsx", b"no workbook", HouseStyle("Arial")) == b"no workbook"


@pytest.mark.parametrize("name", ["tong-hop-ty-le.xlsx", "phu-luc-khac-phuc-ton-tai.xlsx"])
def test_shipped_templates_stay_sound(name: str) -> None:
    """One with a chart, whose drawing takes the logo too, and one without; page numbers are in the font too."""
    made = styled(name, (SHIPPED / name).read_bytes(), HouseStyle("Be Vietnam Pro", read_logo(png(30, 20))))
    assert faults(made) == []
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        texts = b"".join(package.read(part) for part in package.namelist() if "theme" not in part)
    assert b"Times New Roman" not in texts
    assert b'"Be Vietnam Pro,Regular"' in texts


def test_pictures_are_known_by_their_bytes() -> None:
    jpeg = b"\xff\xd8\xff\xe0\0\4\0\0\xff\xc0\0\x0b\x08\0\x14\0\x1e\x01\x01\x11\0"  # 20 high, 30 wide
    assert [one and (one.kind, one.proportion) for one in map(read_logo, (png(30, 20), jpeg, b"GIF89a", b""))] == [
        ("image/png", 1.5), ("image/jpeg", 1.5), None, None,
    ]  # fmt: skip
