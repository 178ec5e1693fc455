"""The package check is itself checked: each damage that Excel would repair or refuse is found, a sound book passes."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.fill.package_check import faults
from tests.fill.templates import made, parts
from tests.packages import packed

SHEET1 = "xl/worksheets/sheet1.xml"
Parts = dict[str, bytes]


def _draw(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_row("A1", ["Tên", "Số"], bold)
    sheet.add_table("A1:B3", {"name": "Bang", "columns": [{"header": "Tên"}, {"header": "Số"}]})
    sheet.write_row("A2", ["a", 1])
    sheet.write_row("A3", ["b", 2])
    sheet.write_formula("B5", "=SUM(B2:B3)", None, 3)
    sheet.merge_range("D1:E2", "gộp")
    sheet.merge_range("D4:E5", "gộp")
    sheet.write_comment("A5", "ghi chú")
    sheet.print_area("A1:B5")
    sheet.set_h_pagebreaks([2, 4])
    book.add_worksheet("Hai")


SOUND = made(_draw)


def _swap(name: str, old: str, new: str) -> Callable[[Parts], Parts]:
    def damage(found: Parts) -> Parts:
        text = found[name].decode()
        assert old in text, old
        return found | {name: text.replace(old, new, 1).encode()}

    return damage


def _without(name: str) -> Callable[[Parts], Parts]:
    return lambda found: {key: value for key, value in found.items() if key != name}


DAMAGES: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "a part is gone": (_without("xl/styles.xml"), "not there"),
    "no content type": (_swap("[Content_Types].xml", "/xl/styles.xml", "/xl/style.xml"), "which is not there"),
    "a broken relationship": (_swap("xl/_rels/workbook.xml.rels", "styles.xml", "stile.xml"), "not there"),
    "an unknown relationship id": (_swap(SHEET1, '<tablePart r:id="rId', '<tablePart r:id="rId9'), "names rId9"),
    "element order": (_swap(SHEET1, "<pageMargins", "<sheetProtection/><pageMargins"), "out of order"),
    "an unknown element": (_swap(SHEET1, "<pageMargins", "<mergeCell/><pageMargins"), "holds"),
    "a doubled row": (_swap(SHEET1, '<row r="2"', '<row r="1"'), "row 1 after row 1"),
    "cells out of order": (_swap(SHEET1, '<c r="B2"', '<c r="A2"'), "after column 1"),
    "a cell in another row": (_swap(SHEET1, '<c r="B3"', '<c r="B2"'), "in row 3"),
    "a cell past the last column": (_swap(SHEET1, '<c r="B3"', '<c r="XFE3"'), "past XFD1048576"),
    "overlapping merges": (_swap(SHEET1, "D4:E5", "E2:E5"), "merges overlap"),
    "a style that is not there": (_swap(SHEET1, '<c r="B5"', '<c r="B5" s="77"'), "style 77"),
    "a string that is not there": (_swap(SHEET1, 't="s"><v>0<', 't="s"><v>99<'), "shared string"),
    "text as a number": (_swap(SHEET1, "</f><v>3</v>", "</f><v>ba</v>"), "is no number"),
    "a formula that does not parse": (_swap(SHEET1, "SUM(B2:B3)", "SUM(B2:B3"), "SUM(B2:B3"),
    "a formula of another sheet": (_swap(SHEET1, "SUM(B2:B3)", "SUM(Ba!B2:B3)"), "no sheet Ba"),
    "a row past the last": (_swap(SHEET1, "SUM(B2:B3)", "SUM(B2:B1048577)"), "row 1048577"),
    "a print area elsewhere": (_swap("xl/workbook.xml", "'Tổng hợp'!$A$1", "'Tổng'!$A$1"), "no sheet Tổng"),
    "two sheets of one name": (_swap("xl/workbook.xml", 'name="Hai"', 'name="TỔNG HỢP"'), "of two sheets"),
    "a bad sheet name": (_swap("xl/workbook.xml", 'name="Hai"', 'name="a/b"'), "sheet name"),
    "a name of no sheet": (_swap("xl/workbook.xml", 'localSheetId="0"', 'localSheetId="5"'), "belongs to sheet 5"),
    "a table with other headings": (_swap("xl/tables/table1.xml", 'name="Số"', 'name="Số lượng"'), "the column is"),
    "a table without rows": (_swap("xl/tables/table1.xml", 'ref="A1:B3"', 'ref="A1:B1"'), "no data row"),
    "page breaks out of order": (_swap(SHEET1, '<brk id="2"', '<brk id="5"'), "breaks out of order"),
    "a wrong count": (_swap(SHEET1, '<mergeCells count="2"', '<mergeCells count="3"'), "says 3 of 2"),
    "a note without its box": (_swap("xl/comments1.xml", 'ref="A5"', 'ref="A6"'), "boxes"),
    "broken XML": (_swap("xl/styles.xml", "</styleSheet>", ""), "styles.xml"),
}


def test_a_sound_book_passes() -> None:
    assert faults(SOUND) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_found(name: str) -> None:
    damage, said = DAMAGES[name]
    found = faults(packed(damage(parts(SOUND))))
    assert any(said in fault for fault in found), found


def test_a_doubled_member_is_found() -> None:
    buffer = io.BytesIO(SOUND)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr("xl/styles.xml", parts(SOUND)["xl/styles.xml"])
    assert any("stands 2 times" in fault for fault in faults(buffer.getvalue()))
