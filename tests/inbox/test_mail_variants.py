"""Mail as units send it, good, odd, broken and hostile: each variant by name with what must become of it.

All variants lie in one folder and are collected by one command, as an officer would; each has a workbook of its own
(the example's, with some bytes more), so that what was taken is told apart by its bytes. Outcomes are written by hand.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_excel.inbox.archive import unpack
from tests.cchc_runs import EXAMPLE, cchc
from tests.inbox.mails import XLSX, forwarded, letter, named, ole, outlook, part, tnef
from tests.packages import packed

PERIOD = "2022-Q1"
GOOD = EXAMPLE / "XNK.xlsx"
OWN = "xnk@sct.example"
HEADING = "Thư của xnk@sct.example, 16/03/2022 08:30 “{}”"


def own_book(number: int) -> bytes:
    """The example's workbook of XNK with bytes of its own."""
    return GOOD.read_bytes() + bytes(number)


def locked(data: bytes) -> bytes:
    """A package whose members seem to have a password."""
    flagged = bytearray(data)  # bit 0 of the flags, in the local header and in the directory
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), data):
            flagged[found.start() + at] |= 1
    return bytes(flagged)


class Variant(NamedTuple):
    """A file as it arrived; the names under which its workbook was taken; what its lines say; the sender kept; what the
    problems say."""

    data: bytes
    taken: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    sender: str | None = OWN
    problems: tuple[str, ...] = ()
    ending: str = ".eml"


def folded(name: str) -> str:
    """RFC 2231 with continuations: a long name in three pieces."""
    quoted = "".join(f"%{byte:02X}" for byte in name.encode())
    third = len(quoted) // 9 * 3
    pieces = (quoted[:third], quoted[third : 2 * third], quoted[2 * third :])
    text = [f" filename*{at}*={'utf-8' + chr(39) * 2 if at == 0 else ''}{one}" for at, one in enumerate(pieces)]
    return "Content-Disposition: attachment;\r\n" + ";\r\n".join(text)


def encoded_word(name: str) -> str:
    return f"=?UTF-8?B?{base64.b64encode(name.encode()).decode()}?="


def deep(levels: int, inner: bytes) -> bytes:
    """Messages in messages."""
    for number in range(levels):
        inner = letter(forwarded(inner, f"={number}".encode()), subject="sâu")
    return inner


def multiparts(levels: int) -> bytes:
    head = b"From: xnk@sct.example\r\nSubject: lop\r\nMIME-Version: 1.0\r\n"
    for number in range(levels):
        head += f'Content-Type: multipart/mixed; boundary="{number}"\r\n\r\n--{number}\r\n'.encode()
    return head


def make() -> dict[str, Variant]:
    """Every variant by name. The n-th has the workbook own_book(n)."""
    made: dict[str, Variant] = {}

    def add(name: str, variant: Variant) -> None:
        made[name] = variant

    def book() -> bytes:
        return own_book(len(made) + 1)

    long_name = "Biểu số liệu cải cách hành chính quý I năm 2022 của phòng Xuất nhập khẩu.xlsx"
    add(
        "plain", Variant(letter(part(book(), named("a-thuong.xlsx")), subject="plain"), ("a-thuong.xlsx",), ("đã lấy",))
    )
    add("rfc2047-name", Variant(letter(part(book(), named(encoded_word("Biểu 2047.xlsx")))), ("Biểu 2047.xlsx",)))
    add("rfc2047-name-in-two-words", Variant(
        letter(part(book(), named(f"{encoded_word('Biểu ')} {encoded_word('hai mảnh.xlsx')}"))),
        ("Biểu hai mảnh.xlsx",)))  # fmt: skip
    add("rfc2231-name", Variant(
        letter(part(book(), "Content-Disposition: attachment; filename*=utf-8''Bi%E1%BB%83u%202231.xlsx")),
        ("Biểu 2231.xlsx",)))  # fmt: skip
    add("rfc2231-continued", Variant(letter(part(book(), folded(long_name))), (long_name,)))
    add("raw-utf8-name", Variant(letter(part(book(), named("Biểu thô.xlsx"))), ("Biểu thô.xlsx",)))
    add(
        "raw-nfd-name",
        Variant(
            letter(part(book(), named(unicodedata.normalize("NFD", "Biểu tách dấu.xlsx")))), ("Biểu tách dấu.xlsx",)
        ),
    )
    add(
        "name-only-in-content-type",
        Variant(letter(part(book(), kind=f'{XLSX}; name="trong-kieu.xlsx"')), ("trong-kieu.xlsx",)),
    )
    add("no-name-but-a-spreadsheet", Variant(letter(part(book())), ("tep-dinh-kem.xlsx",)))
    add(
        "octet-stream",
        Variant(letter(part(book(), named("nhị phân.xlsx"), kind="application/octet-stream")), ("nhị phân.xlsx",)),
    )
    add(
        "octet-stream-without-name",
        Variant(letter(part(book(), kind="application/octet-stream")), ("tep-dinh-kem (2).xlsx",)),
    )
    add("renamed-to-dat", Variant(letter(part(book(), named("bieu.dat"))), ("bieu.dat.xlsx",)))
    add("workbook-called-zip", Variant(letter(part(book(), named("goi.zip"), kind="application/zip")), ("goi.xlsx",)))
    add(
        "inline",
        Variant(letter(part(book(), 'Content-Disposition: inline; filename="trong-dong.xlsx"')), ("trong-dong.xlsx",)),
    )
    add("path-unix", Variant(letter(part(book(), named("../../../duong-dan.xlsx"))), ("duong-dan.xlsx",)))
    add("path-windows", Variant(letter(part(book(), named("C:\\\\Users\\\\a\\\\o-c.xlsx"))), ("o-c.xlsx",)))
    add("device-name", Variant(letter(part(book(), named("aux.xlsx"))), ("_aux.xlsx",)))
    add(
        "escape-in-name",
        Variant(letter(part(book(), named("dep\x1b[31m.xlsx"))), ("dep_[31m.xlsx",), ("dep�[31m.xlsx",)),
    )
    add("quoted-printable", Variant(letter(part(
        b"", named("qp.xlsx"), encoding="quoted-printable",
        wrapped=binascii.b2a_qp(book(), quotetabs=True, istext=False))),
        ("qp.xlsx",)))  # fmt: skip
    wrong = base64.b64encode(book()).rstrip(b"=")
    add("base64-with-rubbish", Variant(letter(part(
        b"", named("b64.xlsx"), wrapped=b"\r\n".join(wrong[at : at + 70] + b" !" for at in range(0, len(wrong), 70)))),
        ("b64.xlsx",)))  # fmt: skip
    add("base64-cut", Variant(
        letter(part(b"", named("cut.xlsx"), wrapped=base64.b64encode(book())[:8_000])), (),
        ("không lấy cut.xlsx (không đọc được, không rõ kỳ)",), None, ("cut.xlsx: tệp hỏng",)))  # fmt: skip
    add(
        "base64-cut-within-a-letter",
        Variant(
            letter(part(b"", named("cut1.xlsx"), wrapped=base64.b64encode(book())[:8_001])),
            (),
            ("không lấy cut1.xlsx (không đọc được, không rõ kỳ)",),
            None,
            ("cut1.xlsx: nội dung không phải tệp Excel",),
        ),
    )
    add("unknown-encoding", Variant(
        letter(part(b"", named("ma.xlsx"), encoding="x-la", wrapped=b"khong phai bang tinh")), (),
        ("không lấy ma.xlsx",), None, ("ma.xlsx: nội dung không phải tệp Excel",)))  # fmt: skip
    add("no-date", Variant(
        letter(part(book(), named("khong-ngay.xlsx")), date=None, subject="khong ngay"), ("khong-ngay.xlsx",),
        ("Thư của xnk@sct.example “khong ngay”",)))  # fmt: skip
    add("no-date-but-received", Variant(
        letter(part(book(), named("nhan.xlsx")), date=None, subject="nhan",
               more=["Received: from a by b; Wed, 16 Mar 2022 08:30:00 +0700"]),
        ("nhan.xlsx",), (HEADING.format("nhan"),)))  # fmt: skip
    add(
        "impossible-date",
        Variant(
            letter(part(book(), named("sai-ngay.xlsx")), date="Wed, 31 Feb 0000 99:99:99 +9999"), ("sai-ngay.xlsx",)
        ),
    )
    add("no-from", Variant(
        letter(part(book(), named("khong-ai.xlsx")), sender=None, subject="khong ai"), ("khong-ai.xlsx",),
        ("Thư của người không rõ",), None))  # fmt: skip
    add("comma-in-encoded-display-name", Variant(
        letter(part(book(), named("phay.xlsx")), sender="=?utf-8?q?XNK=2C_Ph=C3=B2ng?= <xnk@sct.example>"),
        ("phay.xlsx",)))  # fmt: skip
    add("raw-display-name", Variant(
        letter(part(book(), named("ten-tho.xlsx")), sender="Phòng Xuất nhập khẩu <XNK@sct.example>"),
        ("ten-tho.xlsx",)))  # fmt: skip
    add("address-in-display-name", Variant(
        letter(part(book(), named("gia.xlsx")), sender='"xnk@sct.example" <ke.la@xau.example>'), ("gia.xlsx",),
        ("Thư của ke.la@xau.example",), "ke.la@xau.example",
        ("gia.xlsx: thư gửi từ ke.la@xau.example, không phải địa chỉ đã đăng ký (xnk@sct.example)",)))  # fmt: skip
    inner = letter(part(book(), named("chuyen.xlsx")), subject="goc")
    add("forwarded-message", Variant(
        letter(forwarded(inner), sender="vp@sct.example", subject="Fwd"), ("chuyen.xlsx",),
        ("Thư của vp@sct.example", "chuyen.xlsx (thư gốc của xnk@sct.example)")))  # fmt: skip
    inner = letter(part(book(), named("tep-eml.xlsx")), subject="goc")
    add("forwarded-as-eml-file", Variant(
        letter(part(inner, named("goc.eml"), kind="application/octet-stream"), sender="vp@sct.example"),
        ("tep-eml.xlsx",), ("tep-eml.xlsx (thư gốc của xnk@sct.example)",)))  # fmt: skip
    add("forwarded-by-the-office-without-the-message", Variant(
        letter(part(book(), named("tach.xlsx")), sender="vp@sct.example"), ("tach.xlsx",), (), "vp@sct.example",
        ("tach.xlsx: thư gửi từ vp@sct.example",)))  # fmt: skip
    nested = packed({"q1/trong.zip": packed({"sâu/goi.xlsx": book()})})
    add("zip-in-zip", Variant(letter(part(nested, named("ngoai.zip"), kind="application/zip")), ("goi (2).xlsx",)))
    add("zip-with-a-note", Variant(
        letter(part(packed({"kem.xlsx": book(), "đọc.txt": b"chao"}), named("hai.zip"), kind="application/zip")),
        ("kem.xlsx",), ("bỏ qua đọc.txt (không phải tệp Excel)",)))  # fmt: skip
    add("locked-zip", Variant(
        letter(part(locked(packed({"khoa.xlsx": book()})), named("khoa.zip"), kind="application/zip")), (),
        ("không mở được khoa.zip",), None, ("khoa.zip: tệp nén có mật khẩu",)))  # fmt: skip
    add("damaged-zip", Variant(
        letter(part(packed({"hong.xlsx": book()})[:-25], named("hong.zip"), kind="application/zip")), (),
        ("không mở được hong.zip",), None, ("hong.zip: tệp nén hỏng",)))  # fmt: skip
    add("rar", Variant(
        letter(part(b"Rar!\x1a\x07\x00...", named("nen.rar"), kind="application/vnd.rar")), (),
        ("không mở được nen.rar",), None, ("nen.rar: không mở được loại tệp nén này",)))  # fmt: skip
    add("encrypted-message", Variant(
        letter(part(b"\x30\x80", named("smime.p7m"), kind="application/pkcs7-mime")), (),
        ("không mở được smime.p7m",), None, ("smime.p7m: phần này bị mã hoá",)))  # fmt: skip
    add("signed-message", Variant(
        letter(part(book(), named("ky.xlsx")), part(b"\x30\x80", named("smime.p7s"), kind="application/x-sign")),
        ("ky.xlsx",)))  # fmt: skip
    add("winmail", Variant(
        letter(part(tnef(("Biểu winmail.xlsx", book())), named("winmail.dat"), kind="application/ms-tnef")),
        ("Biểu winmail.xlsx",)))  # fmt: skip
    add(
        "winmail-without-long-name",
        Variant(
            letter(part(tnef(("ngan.xlsx", book()), long_names=False), kind="application/ms-tnef")), ("ngan.xlsx",)
        ),
    )
    add("winmail-with-a-message-in-it", Variant(
        letter(part(tnef(inner=tnef(("trong-tnef.xlsx", book()))), named("winmail.dat"), kind="application/ms-tnef")),
        ("trong-tnef.xlsx",)))  # fmt: skip
    add("winmail-cut", Variant(
        letter(part(tnef(("cut-tnef.xlsx", book()))[:900], named("winmail.dat"), kind="application/ms-tnef")), (),
        ("không mở được winmail.dat",), None, ("winmail.dat: không mở được thư",)))  # fmt: skip
    add("outlook-message", Variant(
        ole(outlook(OWN, ("Biểu outlook.xlsx", book()))), ("Biểu outlook.xlsx",),
        ("Thư của xnk@sct.example, 16/03/2022 19:30",), ending=".msg"))  # fmt: skip
    add("outlook-message-in-message", Variant(
        ole(outlook("vp@sct.example", messages=[outlook(OWN, ("trong-msg.xlsx", book()), top=False)])),
        ("trong-msg.xlsx",), ("trong-msg.xlsx (thư gốc của xnk@sct.example)",), ending=".msg"))  # fmt: skip
    add("outlook-message-of-exchange", Variant(
        ole(outlook("/o=SCT/ou=Exchange/cn=xnk", ("exchange.xlsx", book()))), ("exchange.xlsx",),
        ("Thư của người không rõ",), None, ending=".msg"))  # fmt: skip
    add("outlook-message-damaged", Variant(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), (), ("outlook-message-damaged.msg: không mở được",), None,
        ("outlook-message-damaged.msg: không mở được thư",), ".msg"))  # fmt: skip
    mbox = b"".join(
        b"From a@b Wed Mar 16 08:30:00 2022\r\n" + letter(*parts, subject=subject) + b"\r\n"
        for subject, parts in (("hop 1", [part(book(), named("hop.xlsx"))]), ("hop 2", []))
    )
    add("mailbox-file", Variant(
        mbox, ("hop.xlsx",), (HEADING.format("hop 1"), HEADING.format("hop 2") + ": không có biểu mẫu nào"),
        ending=".mbox"))  # fmt: skip
    add("messages-in-a-zip", Variant(
        packed({"1.eml": letter(part(book(), named("eml-zip.xlsx")), subject="nen 1"),
                "2.eml": letter(subject="nen 2")}),
        ("eml-zip.xlsx",), (HEADING.format("nen 1"), HEADING.format("nen 2") + ": không có biểu mẫu nào"),
        ending=".zip"))  # fmt: skip
    add(
        "no-attachment",
        Variant(letter(subject="chi chu"), (), (HEADING.format("chi chu") + ": không có biểu mẫu nào",), None),
    )
    add("only-pictures", Variant(
        letter(part(b"\x89PNG", named("anh.png"), kind="image/png"), subject="anh"), (),
        ("bỏ qua anh.png (không phải tệp Excel)",), None))  # fmt: skip
    add("empty-workbook", Variant(
        letter(part(b"", named("rong.xlsx"))), (), ("không lấy rong.xlsx (không đọc được",), None,
        ("rong.xlsx: tệp rỗng",)))  # fmt: skip
    add(
        "empty-file",
        Variant(b"", (), ("empty-file.eml: không mở được hết",), None, ("empty-file.eml: không mở được thư",)),
    )
    add(
        "no-message-at-all",
        Variant(
            bytes(range(256)) * 40,
            (),
            ("no-message-at-all.eml: không mở được hết",),
            None,
            ("no-message-at-all.eml: không mở được thư",),
        ),
    )
    again = letter(part(own_book(1), named("lai.xlsx")), subject="Re: plain")
    add("same-attachment-in-a-reply", Variant(again, (), ("lai.xlsx đã có là ",), None))
    add("two-workbooks", Variant(
        letter(part(book(), named("mot.xlsx")), part(book() + b"\0" * 500, named("mot.xlsx"))),
        ("mot.xlsx",), ("đã lấy mot.xlsx", "thành mot (2).xlsx")))  # fmt: skip
    add(
        "lock-file",
        Variant(letter(part(b"\x05khoa", named("~$a.xlsx")), subject="khoa"), (), ("bỏ qua ~$a.xlsx",), None),
    )
    add("thousands-of-parts", Variant(
        letter(*[part(b"x", named(f"{number}.txt"), kind="text/plain") for number in range(3_000)],
               subject="nghin"), (),
        ("nghin",), None, ("thousands-of-parts.eml: bên trong có quá nhiều tệp",)))  # fmt: skip
    add("messages-ten-deep", Variant(
        deep(10, letter(part(book(), named("sau.xlsx")))), (), ("sâu",), None,
        ("messages-ten-deep.eml: bên trong có quá nhiều tệp",)))  # fmt: skip
    add("multiparts-5000-deep", Variant(
        multiparts(5_000), (), ("multiparts-5000-deep.eml: không mở được",), None,
        ("multiparts-5000-deep.eml: bên trong có quá nhiều tệp",)))  # fmt: skip
    add("header-of-megabytes", Variant(
        letter(part(book(), named("dau-dai.xlsx")), more=["X-Dai: " + "x" * 3_000_000, "To: " + "a@b, " * 200_000]),
        ("dau-dai.xlsx",)))  # fmt: skip
    add("header-comments-nested", Variant(
        letter(part(book(), named("ngoac.xlsx")), sender="(" * 50_000 + "x" + ")" * 50_000, subject="ngoac"),
        ("ngoac.xlsx",), ("Thư của người không rõ",), None))  # fmt: skip
    add("headers-by-the-thousand", Variant(
        letter(part(book(), named("nhieu-dau.xlsx")), more=[f"X-{number}: y" for number in range(50_000)]),
        ("nhieu-dau.xlsx",)))  # fmt: skip
    return made


VARIANTS = make()


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The working folder into which all variants were collected, and what the command said."""
    root = tmp_path_factory.mktemp("goc")
    post = root / "den"
    post.mkdir()
    for number, (name, variant) in enumerate(VARIANTS.items(), start=1):
        (post / f"{number:03d}").mkdir()  # the order of the table, so that names are free in that order
        (post / f"{number:03d}" / f"{name}{variant.ending}").write_bytes(variant.data)
    return root, cchc(root, "collect", str(post))


def lines_of(name: str, result: Result) -> list[str]:
    """The lines of a variant: results come in the order of the table."""
    lines = result.stdout.splitlines()
    at = 0
    for known, variant in VARIANTS.items():
        count = 2 if variant.ending in (".mbox", ".zip") else 1
        if known == name:
            return lines[at : at + count]
        at += count
    raise KeyError(name)


def test_there_is_a_line_for_every_message(collected: tuple[Path, Result]) -> None:
    _, result = collected
    assert len(VARIANTS) >= 60
    assert len(result.stdout.splitlines()) == len(VARIANTS) + 2  # the mailbox file and the zip hold two messages each
    assert result.exit_code == 1


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_ends_as_written(name: str, collected: tuple[Path, Result]) -> None:
    root, result = collected
    variant = VARIANTS[name]
    lines = lines_of(name, result)
    for phrase in variant.says:
        assert any(phrase in line for line in lines), lines
    for file, message in (phrase.split(": ", 1) for phrase in variant.problems):
        assert any(file in line and message in line for line in result.stderr.splitlines())
    folder = root / "input" / PERIOD
    notes = json.loads((folder / ".cchc" / "thu.json").read_text("utf-8"))
    own = own_book(list(VARIANTS).index(name) + 1)
    found = tuple(sorted(path.name for path in folder.glob("*.xlsx") if path.read_bytes() == own))
    assert found == variant.taken
    for file in found:
        assert notes.get(file, {}).get("sender") == variant.sender
        assert any(file in line for line in lines) or name == "escape-in-name"


def test_nothing_else_was_taken(collected: tuple[Path, Result]) -> None:
    root, _ = collected
    known = {own_book(number) for number in range(1, len(VARIANTS) + 1)}
    others = [path.name for path in root.rglob("*.xlsx") if path.read_bytes() not in known]
    assert others == ["mot (2).xlsx"]  # the second workbook of two-workbooks


def test_a_second_time_everything_is_there(collected: tuple[Path, Result]) -> None:
    root, first = collected
    before = {path: path.read_bytes() for path in (root / "input").rglob("*") if path.is_file()}
    again = cchc(root, "collect", str(root / "den"))
    assert {path: path.read_bytes() for path in (root / "input").rglob("*") if path.is_file()} == before
    assert "đã lấy" not in again.stdout
    *listed, counted = again.stdout.splitlines()
    assert counted == "47 biểu mẫu đã có từ lần trước, không lấy lại."
    assert set(listed) <= set(first.stdout.splitlines())  # of what is told again, nothing could be taken


SMALL = b"PK\x05\x06" + bytes(18)
BASE = letter(
    part(SMALL, named("mot.xlsx")),
    part(tnef(("hai.xlsx", SMALL)), named("winmail.dat"), kind="application/ms-tnef"),
    part(packed({"ba.xlsx": SMALL}), named("ba.zip"), kind="application/zip"),
    forwarded(letter(part(SMALL, named(encoded_word("bốn.xlsx"))))),
)
OUTLOOK = ole(outlook(OWN, ("năm.xlsx", SMALL), messages=[outlook(OWN, ("sáu.xlsx", SMALL), top=False)]))


def test_the_unhurt_base_gives_all_four() -> None:
    (delivery,) = unpack("a.eml", BASE)
    assert [one.name for one in delivery.files] == ["mot.xlsx", "hai.xlsx", "ba.xlsx", "bốn.xlsx"]
    assert delivery.problems == []


@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=30),
    cut=st.floats(0, 1),
    base=st.sampled_from([("a.eml", BASE), ("a.msg", OUTLOOK), ("a.mbox", b"From a b\n" + BASE)]),
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_damage_to_a_message_is_a_crash(
    changes: list[tuple[float, int]], cut: float, base: tuple[str, bytes]
) -> None:
    """Whatever bytes change or are cut off: a delivery for what arrived, and everything in it a name or a problem."""
    name, data = base
    hurt = bytearray(data)
    for at, value in changes:
        hurt[int(at * len(hurt))] = value
    deliveries = unpack(name, bytes(hurt[: max(1, int(len(hurt) * max(cut, 0.3)))]))
    assert deliveries
    for delivery in deliveries:
        assert all(one.name for one in delivery.files)
        assert all(problem.file and problem.message for problem in delivery.problems)
