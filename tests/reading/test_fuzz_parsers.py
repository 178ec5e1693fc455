"""The parsers of other formats under bytes that somebody changed: a reading, or one problem; the process lives on."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_excel.inbox.archive import unpack
from cchc_excel.model.records import RawForm, Source
from cchc_excel.reading.pool import Child
from cchc_excel.reading.workbook import read_file
from tests.cchc_runs import EXAMPLE
from tests.inbox.mails import ole
from tests.packages import packed
from tests.reading.old_books import UNICODE, number, sheet, stream, written
from tests.reading.test_fuzz import CHANGES, WITH_KIT, mutated

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
CONTENT = (
    f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>"
    '<table:table table:name="Số liệu"><table:table-row table:number-rows-repeated="2">'
    '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
    '<table:table-cell table:number-columns-repeated="3"/>'
    '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string">'
    '<text:p>một<text:s text:c="2"/>hai</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
    '<table:table-row table:visibility="collapse"><table:table-cell table:formula="of:=1/0" office:value-type="float"'
    ' office:value="0"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell office:value-type="date"'
    ' office:date-value="2022-03-14"/><table:table-cell office:value-type="percentage" office:value="0.5"/>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
).encode()
WORDS = st.sampled_from(
    (
        b'table:number-rows-repeated="1048576"',
        b'table:number-columns-repeated="16384"',
        b'office:value="1e400"',
        b'office:value=""',
        b'table:number-columns-spanned="-1"',
        b"<![CDATA[12]]>",
        b"<!---->",
        b"&#48;",
        b' t = "e"',
        b' r="xfd1048576"',
        b"</row><row>",
        b"<mc:AlternateContent>",
    )
)
WORDED = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), WORDS), min_size=1, max_size=6) | CHANGES
MAIL = (
    b"From: =?utf-8?q?V=C4=83n?= <vp@sct.example>\r\nTo: a@b.example\r\nDate: Mon, 14 Mar 2022 08:00:00 +0700\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
    b"begin 644 a.csv\r\n#9F]O\r\n`\r\nend\r\n--x\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64"
    b"\r\n\r\nRnJvbTogYUBiLmV4YW1wbGUNClN1YmplY3Q6IHgNCg0KYWJj\r\n--x\r\nContent-Type: application/vnd.ms-excel;\r\n"
    b" name*0*=utf-8''Bi%E1%BB%83u; name*1=.xls\r\nContent-Transfer-Encoding: base64\r\n\r\n0M8R4KGxGuE=\r\n--x--\r\n"
)
NAMES = st.sampled_from(("a.eml", "a.msg", "a.emlx", "a.mbox", "winmail.dat", "a.zip", "a"))
TNEF = b"\x78\x9f\x3e\x22\x01\x00\x02\x02\x90\x06\x00\x0e\x00" + bytes(24)


@pytest.fixture(scope="module")
def child() -> Iterator[Child[Source, RawForm]]:
    one: Child[Source, RawForm] = Child(read_file, deadline=60)
    yield one
    one.close()


def held(child: Child[Source, RawForm], path: Path, data: bytes) -> None:
    """Whatever is in the file, it is a reading or one problem, and not that it killed its reader."""
    path.write_bytes(data)
    raw, problems = child.ask(Source(path.name, path))
    assert (raw is None) == (len(problems) == 1)
    assert not {one.code for one in problems} & {"lam-sap-trinh-doc", "doc-qua-lau"}


@WITH_KIT
@given(WORDED)
def test_ods(child: Child[Source, RawForm], tmp_path: Path, changes: list[tuple[float, int, bytes]]) -> None:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": mutated(CONTENT, changes),
    }
    held(child, tmp_path / "a.ods", packed(parts))


def test_the_ods_to_be_changed_is_sound(child: Child[Source, RawForm], tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(packed({"content.xml": CONTENT}))
    raw, _ = child.ask(Source("a.ods", tmp_path / "a.ods"))
    assert raw is not None
    (sheet,) = raw.sheets
    assert sheet.rows[1][0] == 12
    assert sheet.errors == {(2, 0): "#DIV/0!"}


OLD = (
    (0x200, bytes(14)), (0x208, struct.pack("<HHHHHHI", 0, 0, 2, 255, 0, 0, 0x20)), number(0, 0, 7), number(0, 1, 0.5),
    (0x27E, struct.pack("<HHHI", 1, 0, 0, 30)), (0xBD, struct.pack("<HHHIHIH", 1, 1, 0, 30, 0, 34, 2)),
    (0x205, struct.pack("<HHHBB", 2, 0, 0, 42, 1)),
    (0x06, struct.pack("<HHHdHIH", 2, 1, 0, 7.0, 0, 0, 3) + b"\x1e\7\0"),
    (0xFD, struct.pack("<HHHI", 3, 0, 0, 1)), (0xE5, struct.pack("<HHHHH", 1, 4, 5, 0, 1)),
)  # fmt: skip
TEXTS = struct.pack("<II", 2, 2) + b"\3\0\0abc\5\0\1" + "ối".encode("utf-16-le")
HEAD = [
    (0x42, b"\xb0\4"), (0x22, b"\0\0"), (0x41E, b"\xa4\0\2\0\0" + b"0%"), (0xE0, bytes(20)),
    (0xE0, b"\0\0\xa4\0" + bytes(16)),
    (0x18, bytes(3) + b"\1\0\0" + bytes(8) + b"\0a"), (0xFC, TEXTS), (0x3C, b"\0abc"),
]  # fmt: skip
RECORDS = [0x06, 0x0A, 0x18, 0x22, 0x2F, 0x3C, 0x42, 0x85, 0xBD, 0xD6, 0xE0, 0xE5, 0xFC, 0xFD, 0x200, 0x203, 0x204,
           0x205, 0x206, 0x207, 0x208, 0x27E, 0x406, 0x41E, 0x809, 0xFFFF]  # fmt: skip
BROKEN_RECORDS = st.lists(
    st.tuples(
        st.integers(0, 40), st.sampled_from(RECORDS) | st.none(), CHANGES | st.just([]), st.sampled_from((1, 0, 2))
    ),
    min_size=1,
    max_size=4,
)
"""Of a record: which, another type, its bytes changed, how often it comes then."""


Broken: TypeAlias = list[tuple[int, int | None, list[tuple[float, int, bytes]], int]]


def old_records() -> Iterator[tuple[int, bytes]]:
    """A sound workbook of two sheets, record by record."""
    book = stream(UNICODE, HEAD, {b"S1": sheet(UNICODE, *OLD), b"S2": sheet(UNICODE, *OLD[2:])})
    at = 0
    while at < len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def broken_book(changes: Broken) -> bytes:
    """The workbook with some of its records changed; each still says its own length."""
    records = list(old_records())
    for which, new_kind, pieces, times in changes:
        at = which % max(len(records), 1)
        for kind, body in records[at : at + 1]:
            records[at : at + 1] = [(kind if new_kind is None else new_kind, mutated(body, pieces))] * times
    return ole({"Workbook": written(records)})


@WITH_KIT
@given(BROKEN_RECORDS)
def test_records_of_an_old_workbook(child: Child[Source, RawForm], tmp_path: Path, changes: Broken) -> None:
    held(child, tmp_path / "a.xls", broken_book(changes))


def test_the_old_workbook_to_be_changed_is_sound(child: Child[Source, RawForm], tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(broken_book([]))
    raw, problems = child.ask(Source("a.xls", tmp_path / "a.xls"))
    assert raw is not None, problems
    first, second = raw.sheets
    assert [row[:2] for row in first.rows] == [[7, 0.5], [7, 7], [None, 7], ["ốiabc", None]]
    assert (first.errors, second.errors) == ({(2, 0): "#N/A"}, {(2, 0): "#N/A"})
    assert (first.hidden_rows, second.hidden_rows, first.merged) == ({0}, set(), [(4, 0, 5, 1)])


@WITH_KIT
@given(WORDED)
def test_sheets_that_are_written_anew(
    child: Child[Source, RawForm], tmp_path: Path, changes: list[tuple[float, int, bytes]]
) -> None:
    with zipfile.ZipFile(EXAMPLE / "XNK.xlsx") as package:
        parts = {one: package.read(one) for one in package.namelist()}
    name = "xl/worksheets/sheet3.xml"
    parts[name] = mutated(parts[name].replace(b"<row ", b"<row  "), changes)
    held(child, tmp_path / "a.xlsx", packed(parts))


@WITH_KIT
@given(NAMES, st.sampled_from((MAIL, TNEF)), CHANGES)
def test_messages(name: str, data: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    assert unpack(name, mutated(data, changes))


@WITH_KIT
@given(CHANGES)
def test_packages(changes: list[tuple[float, int, bytes]]) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("thu.eml", MAIL)
        package.writestr("trong/VP.csv", "a;b\n1;2\n")
    assert unpack("a.zip", mutated(made.getvalue(), changes))
