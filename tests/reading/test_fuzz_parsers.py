"""The parsers of other formats under bytes that somebody changed: a reading, or one problem; the process lives on."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_excel.inbox.archive import unpack
from cchc_excel.model.records import RawForm, Source
from cchc_excel.reading.pool import Child
from cchc_excel.reading.workbook import read_file
from tests.cchc_runs import EXAMPLE
from tests.packages import packed
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
