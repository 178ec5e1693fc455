"""Old workbooks of other programs: whatever their writer left out or put in that nobody reads, they are read.

Each case is a workbook of a few records made by hand; the letters in code pages are written out as bytes beside the
text that they mean.
"""

from __future__ import annotations

import struct

import pytest

from cchc_excel.model.records import RawForm
from cchc_excel.problems.grouping import line_of
from cchc_excel.reading.workbook import read_bytes
from tests.inbox.mails import ole
from tests.reading.old_books import ANSI, UNICODE, number, sheet, short_container, stream, text

PAGE = 0x42


def page(code: int) -> tuple[int, bytes]:
    return PAGE, struct.pack("<H", code)


def read(data: bytes) -> RawForm:
    raw, problems = read_bytes("a.xls", data)
    assert not problems, [line_of(one) for one in problems]
    assert raw is not None
    return raw


PAGES = {
    "Windows": (1252, b"\xc9t\xe9", "Été"),
    "Windows of Vietnam": (1258, b"\xd0\xf5n", "Đơn"),
    "the system's of Quattro": (0x8001, b"\xc9t\xe9", "Été"),
    "a Mac": (10000, b"\x83t\x8e", "Été"),
    "the system's of a Mac": (0x8000, b"\x83t\x8e", "Été"),
    "a Mac of Poland": (10029, b"\xfcadowno\xe6\x8d", "Ładowność"),
    "DOS": (437, b"\x90t\x82", "Été"),
    "DOS of Western Europe": (850, b"\xd1t\x9b", "Ðtø"),
    "of no system": (7, b"abc", "abc"),
}


@pytest.mark.parametrize(("code", "written", "meant"), PAGES.values(), ids=PAGES)
def test_texts_before_excel_97_are_in_the_code_page_that_is_said(code: int, written: bytes, meant: str) -> None:
    book = stream(ANSI, [page(code)], {written: sheet(ANSI, text(0, 1, written), number(1, 1, 12))})
    (one,) = read(ole({"Book": book})).sheets
    assert one.name == meant
    assert one.rows[0][1] == meant
    assert one.rows[1][1] == 12


def test_a_workbook_before_excel_97_that_says_no_code_page() -> None:
    book = stream(ANSI, [], {b"S1": sheet(ANSI, text(0, 0, b"\xc9t\xe9"), number(1, 0, 7))})
    (one,) = read(ole({"Book": book})).sheets
    assert [row[0] for row in one.rows] == ["Été", 7]


@pytest.mark.parametrize("version", [ANSI, UNICODE], ids=["Excel 5", "Excel 97"])
def test_a_stream_so_short_that_it_lies_among_others(version: bytes) -> None:
    head = [page(0x8001 if version == ANSI else 1258)]
    book = stream(version, head, {b"S1": sheet(version, number(0, 0, 7)), b"S2": sheet(version, number(2, 1, 8))})
    first, second = read(short_container("Workbook" if version == UNICODE else "Book", book)).sheets
    assert (first.name, first.rows) == ("S1", [[7]])
    assert (second.name, second.rows[2][1]) == ("S2", 8)


UNREAD: dict[str, tuple[int, bytes]] = {
    "a name cut short": (0x18, b"\0\0\0\xff\xff\xff"),
    "a name longer than its record": (0x18, bytes(3) + b"\x05" + b"\xff\x7f" + bytes(8) + b"\0abcde"),
    "links to other workbooks": (0x17, b"\xff\xff\0\0"),
}


@pytest.mark.parametrize("version", [ANSI, UNICODE], ids=["Excel 5", "Excel 97"])
@pytest.mark.parametrize("unread", UNREAD.values(), ids=UNREAD)
def test_what_nobody_reads_may_be_damaged(version: bytes, unread: tuple[int, bytes]) -> None:
    book = stream(version, [page(1252), unread], {b"S1": sheet(version, number(0, 0, 7))})
    (one,) = read(ole({"Workbook": book})).sheets
    assert one.rows == [[7]]


IN_A_SHEET: dict[str, list[tuple[int, bytes]]] = {
    "a size of another length": [(0x200, b"\0\0\xff\xff"), number(0, 0, 7)],
    "a size of the whole sheet": [(0x200, struct.pack("<IIHHH", 0, 2**32 - 1, 0, 0xFFFF, 0)), number(0, 0, 7)],
    "a chart with numbers of its own": [
        number(0, 0, 7), (0x809, UNICODE + b"\x20\0" + bytes(4)), number(0, 0, 99), number(9, 9, 98), (0x0A, b""),
    ],
    "a formula whose text is cut short": [
        (0x06, struct.pack("<HHHdHIH", 0, 0, 0, 7.0, 0, 0, 900) + b"\x44"),
    ],
    "a formula under its number of Excel 3": [
        (0x206, struct.pack("<HHHdHIH", 0, 0, 0, 7.0, 0, 0, 0)),
    ],
    "a formula under its number of Excel 4": [
        (0x406, struct.pack("<HHHdHIH", 0, 0, 0, 7.0, 0, 0, 3) + b"\x1e\7\0"),
    ],
    "a formula of words that nobody knows": [
        (0x06, struct.pack("<HHHdHIH", 0, 0, 0, 7.0, 0, 0, 3) + b"\xff\xfe\xfd"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("records", IN_A_SHEET.values(), ids=IN_A_SHEET)
def test_what_nobody_reads_of_a_sheet(records: list[tuple[int, bytes]]) -> None:
    (one,) = read(ole({"Workbook": stream(UNICODE, [], {b"S1": sheet(UNICODE, *records)})})).sheets
    assert one.rows == [[7]]


def test_a_version_that_nobody_knows_is_one_before_excel_97() -> None:
    odd = b"\x80\x05"
    (one,) = read(ole({"Workbook": stream(odd, [page(1252)], {b"S1": sheet(odd, text(0, 0, b"\xc9t\xe9"))})})).sheets
    assert (one.name, one.rows) == ("S1", [["Été"]])


def test_a_sheet_that_is_shown_in_an_unknown_way() -> None:
    (one,) = read(ole({"Workbook": stream(UNICODE, [], {b"S1": sheet(UNICODE, number(0, 0, 7))}, state=3)})).sheets
    assert one.visible
    assert one.rows == [[7]]


def test_a_sheet_of_an_unknown_kind_is_passed_over() -> None:
    good, other = sheet(UNICODE, number(0, 0, 7)), sheet(UNICODE, number(0, 0, 8))
    book = stream(UNICODE, [], {b"S1": good, b"Odd": other})
    at = book.index(b"\0\0\x03\0Odd")
    raw = read(ole({"Workbook": book[: at + 1] + b"\x40" + book[at + 2 :]}))
    assert [one.name for one in raw.sheets] == ["S1"]


NOT_READ = {
    "a sheet of Excel 2": (b"\x09\0\x04\0\2\0\x10\0", "excel-truoc-1993"),
    "a sheet of Excel 3": (b"\x09\2\x06\0\0\3\x10\0\0\0", "excel-truoc-1993"),
    "a sheet of Excel 4": (b"\x09\4\x06\0\0\4\x10\0\0\0", "excel-truoc-1993"),
    "a workbook of Excel 4": (b"\x09\4\x06\0\0\4\0\1\0\0", "excel-truoc-1993"),
    "a workbook of Excel 4 in a container": (ole({"Book": b"\x09\4\x06\0\0\4\0\1\0\0"}), "excel-truoc-1993"),
    "a list of sheets that leads nowhere": (
        ole({"Workbook": stream(UNICODE, [], {b"S1": bytes(40)})}), "xls-khong-hieu",
    ),
    "a list of sheets that is cut off": (
        ole({"Workbook": stream(UNICODE, [], {b"S1": sheet(UNICODE, number(0, 0, 7))})[:24]}), "xls-khong-hieu",
    ),
    "a cell without a place": (
        ole({"Workbook": stream(UNICODE, [], {b"S1": sheet(UNICODE, (0x203, b"\0"))})}), "xls-khong-hieu",
    ),
    "a container that is cut off": (
        ole({"Workbook": stream(UNICODE, [], {b"S1": sheet(UNICODE, number(0, 0, 7))})})[:300], "tep-hong",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), NOT_READ.values(), ids=NOT_READ)
def test_what_is_not_read_is_called_damaged_only_where_nobody_could(data: bytes, code: str) -> None:
    raw, problems = read_bytes("a.xls", data)
    assert raw is None
    assert [one.code for one in problems] == [code]
