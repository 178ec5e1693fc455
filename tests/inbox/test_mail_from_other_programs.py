"""Mail that other programs wrote or changed: what stands before the headers, files written the old way, what a Mac
adds, what a mail system sends back. Each is understood, or told with its place, by content, whatever its name."""

from __future__ import annotations

import base64
import binascii
import quopri
import time
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

from cchc_excel.inbox.archive import Delivery, unpack
from cchc_excel.inbox.file_names import free_name
from tests.cchc_runs import cchc
from tests.inbox.mails import forwarded, letter, named, ole, outlook, part
from tests.packages import packed

BOOK = packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<worksheet/>"})
ODS = b"".join((b"PK\x03\x04", bytes(26), b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", bytes(64)))
OWN = "xnk@sct.example"
PLAIN = letter(part(BOOK, named("a.xlsx")))
APPLE_NOTES = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "
PLIST = b'<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict/></plist>'


class Mail(NamedTuple):
    """A file as it arrived, and its name; the names of the files in it."""

    data: bytes
    name: str = "thu.eml"
    files: tuple[str, ...] = ("a.xlsx",)


def uuencoded(data: bytes, name: str, *, backtick: bool = False) -> bytes:
    lines = [binascii.b2a_uu(data[at : at + 45], backtick=backtick) for at in range(0, len(data), 45)]
    return b"begin 644 %b\r\n%b`\nend\r\n" % (name.encode(), b"".join(lines))


def encoded_forward(message: bytes, encoding: str, name: str = "") -> bytes:
    """A message attached as a file is, which the standard forbids and some programs do."""
    body = base64.encodebytes(message) if encoding == "base64" else quopri.encodestring(message)
    more = [named(name)] if name else []
    return part(b"", *more, kind="message/rfc822", encoding=encoding, wrapped=body)


def text(body: bytes, kind: str = "text/plain") -> bytes:
    return (
        b"From: xnk@sct.example\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: %b\r\n\r\n" % kind.encode() + body
    )


UNDERSTOOD: dict[str, Mail] = {
    "a mark of UTF-8": Mail(b"\xef\xbb\xbf" + PLAIN),
    "a mark and a blank line": Mail(b"\xef\xbb\xbf\r\n" + PLAIN),
    "blank lines": Mail(b"\r\n \r\n\n" + PLAIN),
    "a line of junk": Mail(b"-- ket qua quet vi rut: sach --\r\n" + PLAIN),
    "junk that looks like a header": Mail(b"Note: da quet\r\n\r\n" + PLAIN),
    "the line of a mailbox": Mail(b"From xnk@sct.example Wed Mar 16 08:30:00 2022\r\n" + PLAIN),
    "the same, quoted": Mail(b">From xnk@sct.example Wed Mar 16 08:30:00 2022\n" + PLAIN),
    "UTF-16": Mail(PLAIN.decode("latin-1").encode("utf-16")),
    "UTF-16, the other way round": Mail(b"\xfe\xff" + PLAIN.decode("latin-1").encode("utf-16-be")),
    "UTF-16 without a mark": Mail(PLAIN.decode("latin-1").encode("utf-16-le")),
    "the same, the other way round": Mail(PLAIN.decode("latin-1").encode("utf-16-be")),
    "ends of lines doubled": Mail(PLAIN.replace(b"\r\n", b"\r\r\n")),
    "junk among the headers": Mail(PLAIN.replace(b"MIME-Version", b"da quet vi rut, sach\r\nMIME-Version")),
    "Apple Mail": Mail(b"%d\n" % len(PLAIN) + PLAIN + PLIST, "1.emlx"),
    "Apple Mail, called otherwise": Mail(b"%d      \n" % len(PLAIN) + PLAIN + PLIST, "thu.eml"),
    "an Internet message called .msg": Mail(PLAIN, "thu.msg"),
    "an Internet message called .txt": Mail(PLAIN, "thu.txt"),
    "an Internet message without an ending": Mail(PLAIN, "thu"),
    "an Outlook template": Mail(ole(outlook(OWN, ("a.xlsx", BOOK))), "thu.oft"),
    "an Outlook message called .dat": Mail(letter(part(ole(outlook(OWN, ("a.xlsx", BOOK))), named("ATT1.dat")))),
    "an Outlook message called .eml": Mail(ole(outlook(OWN, ("a.xlsx", BOOK))), "thu.eml"),
    "uuencode": Mail(text(b"Gui bieu\r\n\r\n" + uuencoded(BOOK, "a.xlsx"))),
    "uuencode with backticks": Mail(text(uuencoded(BOOK, "a.xlsx", backtick=True) + b"\r\nHet.")),
    "two by uuencode": Mail(text(uuencoded(BOOK, "a.xlsx") + uuencoded(b"x", "b c.txt")), files=("a.xlsx", "b c.txt")),
    "uuencode in base64": Mail(text(b"begin-base64 644 a.xlsx\n%b====\n" % base64.encodebytes(BOOK))),
    "a workbook as a text without a name": Mail(letter(part(BOOK, kind="text/plain")), files=("tep-dinh-kem.xlsx",)),
    "uuencode in a part": Mail(
        letter(part(b"", kind="text/plain", encoding="7bit", wrapped=uuencoded(BOOK, "a.xlsx")))),
    "a name without quotes": Mail(letter(part(BOOK, "Content-Disposition: attachment; filename=Bieu quy I.xlsx")),
                                  files=("Bieu quy I.xlsx",)),
    "the same in the type": Mail(letter(part(BOOK, kind="application/x; name=Bieu quy I.xlsx; charset=x")),
                                 files=("Bieu quy I.xlsx",)),
    "an .ods without an ending": Mail(letter(part(ODS, named("Bieu"))), files=("Bieu.ods",)),
    "an .ods called .bin": Mail(letter(part(ODS, named("Bieu.bin"))), files=("Bieu.bin.ods",)),
    "a workbook called .pdf": Mail(letter(part(BOOK, named("a.pdf"))), files=("a.pdf.xlsx",)),
    "a workbook whose part is called otherwise": Mail(
        letter(part(packed({"xl/workbook22.xml": b"", "xl/worksheets/a.xml": b""}), named("a"))), files=("a.xlsx",)),
    "a message in base64": Mail(letter(encoded_forward(PLAIN, "base64"))),
    "a message in quoted-printable": Mail(letter(encoded_forward(PLAIN, "quoted-printable"))),
    "a named message in base64": Mail(letter(encoded_forward(PLAIN, "base64", "thu goc.eml"))),
    "a message in base64 in a message": Mail(letter(forwarded(letter(encoded_forward(PLAIN, "base64")), b"=-giua"))),
    "notes of a Mac in a zip": Mail(letter(part(
        packed({"a.xlsx": BOOK, "__MACOSX/._a.xlsx": APPLE_NOTES}), named("g.zip")))),
    "notes of a Mac without their folder": Mail(letter(part(packed({"a.xlsx": BOOK, "._a.xlsx": APPLE_NOTES}),
                                                            named("g.zip")))),
    "notes of a Mac as a part": Mail(letter(part(APPLE_NOTES, named("._a.xlsx"), kind="application/applefile"),
                                            part(BOOK, named("a.xlsx")))),
    "notes of a Mac as any part": Mail(letter(part(APPLE_NOTES, named("%a.xlsx"), kind="application/octet-stream"),
                                              part(BOOK, named("a.xlsx")))),
}  # fmt: skip


def opened(mail: Mail) -> Delivery:
    (delivery,) = unpack(mail.name, mail.data)
    return delivery


@pytest.mark.parametrize("mail", UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_it_is_understood(mail: Mail) -> None:
    delivery = opened(mail)
    assert tuple(file.name for file in delivery.files) == mail.files
    assert delivery.problems == []
    assert delivery.files[0].data.startswith(b"PK")
    assert delivery.files[0].envelope.sender == OWN


NOT_UNDERSTOOD = {
    "no header at all": b"\x80\x81\x82" * 900,
    "text alone": "Kính gửi Văn phòng Sở.".encode(),
    "a package of parts that has none": text(b"Kinh gui\r\n--khac\r\n\r\nx", 'multipart/mixed; boundary="ranh"'),
    "the same in a forwarded message": letter(
        forwarded(text(b"Kinh gui\r\n--khac\r\n\r\nx", 'multipart/mixed; boundary="ranh"'))
    ),
    "a piece of a message": text(PLAIN, 'message/partial; id="a@b.example"; number=1; total=2'),
    "a file that is on a server": letter(
        part(b"", kind="message/external-body; access-type=URL", wrapped=b"Content-Type: a/b\r\n\r\n")
    ),
    "a message in base64 that is none": letter(encoded_forward(b"\x80\x81", "base64")),
}


@pytest.mark.parametrize("data", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_what_is_not_understood_is_told_with_its_place(data: bytes) -> None:
    delivery = opened(Mail(data))
    assert [(one.code, one.file) for one in delivery.problems] == [("thu-hong", "thu.eml")]
    assert delivery.files == []


BOUNCED = {
    "a report": letter(forwarded(PLAIN), kind="multipart/report; report-type=delivery-status", sender="a@b.example"),
    "a mail system": letter(forwarded(PLAIN), sender="Mail System <MAILER-DAEMON@mail.example>"),
    "a postmaster": letter(part(BOOK, named("a.xlsx")), sender="postmaster@mail.example"),
    "an answer by a machine": letter(forwarded(PLAIN), sender="a@b.example", more=["Auto-Submitted: auto-replied"]),
    "a report as a part": letter(
        part(b"", kind="message/delivery-status", encoding="7bit", wrapped=b"Action: failed\r\n"), forwarded(PLAIN)
    ),
    "failed recipients": letter(forwarded(PLAIN), more=["X-Failed-Recipients: ttr@sct.example"]),
    "forwarded by somebody": letter(
        forwarded(letter(forwarded(PLAIN, b"=-giua"), kind="multipart/report")), sender="a@b.c"
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", BOUNCED.values(), ids=BOUNCED)
def test_what_a_mail_system_sends_back_is_passed_over_with_a_word(data: bytes) -> None:
    delivery = opened(Mail(data))
    assert (delivery.files, delivery.problems) == ([], [])
    assert len(delivery.notes) == 1


TWO = b"From a@b.c Wed Mar 16 08:30:00 2022\r\n" + PLAIN + b"\r\nFrom a@b.c Wed Mar 16 08:31:00 2022\r\n" + PLAIN


@pytest.mark.parametrize("name", ["thu.mbox", "thu", "thu.txt", "thu.eml"])
def test_letters_one_after_another_are_each_taken(name: str) -> None:
    assert [[file.name for file in delivery.files] for delivery in unpack(name, TWO)] == [["a.xlsx"]] * 2


PACKAGES = {"7z": b"7z\xbc\xaf'\x1c", "rar": b"Rar!\x1a\x07\x01\x00", "gz": b"\x1f\x8b\x08"}


@pytest.mark.parametrize("name", ["goi", "goi.zip", "goi.dat"])
@pytest.mark.parametrize("data", PACKAGES.values(), ids=PACKAGES)
def test_a_package_under_another_name_is_told_as_one(data: bytes, name: str) -> None:
    delivery = opened(Mail(letter(part(data + bytes(80), named(name)))))
    assert ([one.code for one in delivery.problems], delivery.files) == (["loai-tep-nen-la"], [])


def test_files_that_begin_and_never_end_take_no_time() -> None:
    began = time.monotonic()  # each looked for its end through the whole text: 113 s
    assert opened(Mail(text(b"begin 644 a\r\n" * 20_000))).files == []
    assert time.monotonic() - began < 10


SENTENCES = {
    "a sentence": b"From 1/1 to 31/3 nothing\r\n",
    "after a blank line": b"\r\nFrom 1/1 to 31/3 nothing\r\n\r\n",
    "with a time": b"\r\nFrom 08:30 on 16/3/2022\r\nwe worked\r\n",
    "with a colon after it": b"\r\nFrom here\r\nLuu y: het\r\n",
}


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_a_letter_that_says_from_is_one_letter(sentence: bytes) -> None:
    body = PLAIN.replace(b"K\xc3\xadnh", sentence + b"K\xc3\xadnh")
    mbox = b"From a@b Wed Mar 16 08:30:00 2022\r\n" + body + b"\r\nFrom - Wed Mar 16 09:30:00 2022\r\n" + body
    deliveries = unpack("hop.mbox", mbox)
    assert [[file.name for file in one.files] for one in deliveries] == [["a.xlsx"], ["a.xlsx"]]
    assert not any(one.problems for one in deliveries)


ADDRESSES = {
    "UTF-8 in the address": ("<phòng@sct.example>".encode(), "phòng@sct.example"),
    "UTF-8 in the domain": ("XNK <xnk@sở.example>".encode(), "xnk@sở.example"),
    "another code page": ("<pho\u0300ng@sct.example>".encode("cp1258"), "phòng@sct.example"),
    "UTF-8 in the name": ("Phòng XNK <xnk@sct.example>".encode(), OWN),
}


@pytest.mark.parametrize(("written", "shown"), ADDRESSES.values(), ids=ADDRESSES)
def test_bytes_beyond_ascii_in_an_address(written: bytes, shown: str) -> None:
    delivery = opened(Mail(letter(part(BOOK, named("a.xlsx")), sender=written)))
    assert delivery.envelope
    assert unicodedata.normalize("NFC", delivery.envelope.sender or "") == shown


def test_one_letter_with_such_an_address_does_not_end_the_collecting(tmp_path: Path) -> None:
    (tmp_path / "den").mkdir()
    for number, sender in enumerate(("<phòng@sct.example>".encode(), b"xnk@sct.example"), start=1):
        mail = letter(part(f"{number}".encode(), named("a.csv")), sender=sender)
        (tmp_path / "den" / f"{number}.eml").write_bytes(mail)
    result = cchc(tmp_path, "collect", str(tmp_path / "den"))
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.parametrize("name", ["...xlsx", ".xlsx", " . .xlsx"])
def test_a_name_of_dots_keeps_its_ending(name: str, tmp_path: Path) -> None:
    free = free_name(tmp_path, name)
    assert free.endswith(".xlsx")
    assert not free.startswith(".")


def test_a_name_of_a_hundred_accented_letters_can_be_saved(tmp_path: Path) -> None:
    free = free_name(tmp_path, "ễ" * 110 + ".xlsx")
    (tmp_path / f"{free}.dang-lay").write_bytes(b"")
