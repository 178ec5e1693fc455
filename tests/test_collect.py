"""What units send, taken into the period's folder: from messages, packages and folders, each with its letter."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from cchc_excel.gathering import free_name
from tests.commands import EXAMPLE, cchc, codes, merge, statuses
from tests.variants.book import Book
from tests.variants.case import OLDER

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def message(sender: str, *attached: tuple[str, bytes], subject: str = "Biểu CCHC quý I") -> EmailMessage:
    """A message with attachments (name, bytes)."""
    made = EmailMessage()
    made["From"] = f"Đơn vị <{sender}>"
    made["To"] = "cchc@sct.example"
    made["Subject"] = subject
    made["Date"] = "Wed, 16 Mar 2022 08:30:00 +0700"
    made["Message-ID"] = f"<{subject.encode().hex()[:20]}@sct.example>"
    made.set_content("Kính gửi Văn phòng.")
    for name, data in attached:
        made.add_attachment(data, maintype=XLSX[0], subtype=XLSX[1], filename=name)
    return made


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def book(unit: str) -> bytes:
    return (EXAMPLE / f"{unit}.xlsx").read_bytes()


def taken(root: Path, period: str = "2022-Q1") -> dict[str, bytes]:
    folder = root / "input" / period
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()} if folder.is_dir() else {}


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Where messages lie."""
    (tmp_path / "thư").mkdir()
    return tmp_path / "thư"


def test_an_attachment_is_taken_with_its_letter(tmp_path: Path, post: Path) -> None:
    (post / "a.eml").write_bytes(message("xnk@sct.example", ("Biểu quý I – phòng XNK.xlsx", book("XNK"))).as_bytes())
    result = cchc(tmp_path, "collect", str(post / "a.eml"))
    assert result.exit_code == 0, result.output
    assert taken(tmp_path) == {"Biểu quý I – phòng XNK.xlsx": book("XNK")}
    assert "xnk@sct.example" in result.stdout
    assert "2022-Q1" in result.stdout
    note = json.loads((tmp_path / "input" / "2022-Q1" / ".cchc" / "thu.json").read_text("utf-8"))
    told = note["Biểu quý I – phòng XNK.xlsx"]
    assert (told["sender"], told["sent"]) == ("xnk@sct.example", "2022-03-16T01:30:00Z")


def test_the_second_time_nothing_is_taken_again(tmp_path: Path, post: Path) -> None:
    (post / "a.eml").write_bytes(message("xnk@sct.example", ("XNK.xlsx", book("XNK"))).as_bytes())
    cchc(tmp_path, "collect", str(post))
    before = taken(tmp_path)
    result = cchc(tmp_path, "collect", str(post))
    assert result.exit_code == 0
    assert "đã có" in result.stdout
    assert taken(tmp_path) == before


def test_a_zip_in_a_zip_in_a_forwarded_message(tmp_path: Path, post: Path) -> None:
    inner = message(
        "qlnl@sct.example", ("tất cả.zip", packed(**{"q1/trong.zip": packed(**{"QLNL.xlsx": book("QLNL")})}))
    )
    outer = EmailMessage()
    outer["From"] = "vp@sct.example"
    outer["Subject"] = "Fwd"
    outer.set_content("chuyển tiếp")
    outer.add_attachment(inner)
    (post / "f.eml").write_bytes(outer.as_bytes())
    assert cchc(tmp_path, "collect", str(post)).exit_code == 0
    assert taken(tmp_path) == {"QLNL.xlsx": book("QLNL")}


def test_another_sender_is_flagged_and_never_thrown_away(tmp_path: Path, post: Path) -> None:
    (post / "a.eml").write_bytes(message("nguoi.la@example.com", ("XNK.xlsx", book("XNK"))).as_bytes())
    result = cchc(tmp_path, "collect", str(post))
    assert result.exit_code == 0
    assert "nguoi.la@example.com" in result.stderr
    assert list(taken(tmp_path)) == ["XNK.xlsx"]
    _, outcome = merge(tmp_path)  # the merge still knows the sender
    assert any("nguoi.la@example.com" in one["message"] for one in outcome["problems"])
    assert statuses(outcome) == {"XNK.xlsx": "merged"}  # the letter is no file of the period


def test_the_later_letter_wins_where_the_workbooks_do_not_tell(tmp_path: Path, post: Path) -> None:
    from openpyxl import load_workbook

    for number, (day, value) in enumerate(((17, 500), (16, 400))):
        workbook = load_workbook(EXAMPLE / "VP.xlsx")
        page = workbook["Số liệu"]
        row = next(row for row in page.iter_rows() if any(cell.value == "vb_di" for cell in row))
        next(cell for cell in row if cell.value == 412).value = value
        buffer = io.BytesIO()
        workbook.save(buffer)  # says when it was saved, to the second: made equal
        sent = message("vp@sct.example", ("VP.xlsx", Book(buffer.getvalue(), OLDER).save()))
        sent.replace_header("Date", f"{'Thu' if day == 17 else 'Wed'}, {day} Mar 2022 08:30:00 +0700")
        (post / f"{number}.eml").write_bytes(sent.as_bytes())
    assert cchc(tmp_path, "collect", str(post)).exit_code == 0
    assert sorted(taken(tmp_path)) == ["VP (2).xlsx", "VP.xlsx"]
    _, outcome = merge(tmp_path)
    (found,) = [one for one in outcome["indicators"] if (one["code"], one["unit"]) == ("e_office", "VP")]
    assert found["denominator"] == 500


def test_a_workbook_of_another_period_is_not_taken(tmp_path: Path, post: Path) -> None:
    shutil.copy(EXAMPLE / "XNK.xlsx", post)
    result = cchc(tmp_path, "collect", str(post), "--period", "2022-Q2")
    assert "2022-Q1" in result.stdout
    assert taken(tmp_path) == {}
    assert taken(tmp_path, "2022-Q2") == {}


def test_what_cannot_be_read_goes_to_the_period_asked_for(tmp_path: Path, post: Path) -> None:
    (post / "hỏng.xlsx").write_bytes(b"PK\x03\x04 broken")
    without = cchc(tmp_path, "collect", str(post))
    assert (without.exit_code, taken(tmp_path)) == (1, {})
    assert cchc(tmp_path, "collect", str(post), "--period", "2022-Q1").exit_code == 1
    assert list(taken(tmp_path)) == ["hỏng.xlsx"]
    assert statuses(merge(tmp_path)[1]) == {"hỏng.xlsx": "refused"}


def test_names_never_become_paths(tmp_path: Path, post: Path) -> None:
    hostile = ("../../ngoài.xlsx", "..\\..\\ngoài.xlsx", "C:\\Windows\\a.xlsx", "con.xlsx", "a\x00b.xlsx")
    for number, name in enumerate(hostile):
        sent = message("xnk@sct.example", ("x.xlsx", book("XNK") + bytes(number)))
        for part in sent.iter_attachments():
            part.replace_header("Content-Disposition", "attachment")
            part.set_param("filename", name.replace("\x00", "%00"), header="Content-Disposition")
        (post / f"{number}.eml").write_bytes(sent.as_bytes())
    cchc(tmp_path, "collect", str(post))
    inside = list(tmp_path.rglob("*.xlsx"))
    assert inside
    assert all(path.parent == tmp_path / "input" / "2022-Q1" for path in inside)


@pytest.mark.parametrize(
    ("name", "free"),
    [("a.xlsx", "a (2).xlsx"), ("A.XLSX", "A (2).XLSX"), ("b.xlsx", "b.xlsx"), ("nul.xlsx", "_nul.xlsx"),
     ("?:*.xlsx", "___.xlsx"), (" .xlsx. ", "_xlsx"), ("../x.xlsx", "_x.xlsx")],
)  # fmt: skip
def test_a_free_name_is_one_that_windows_allows(tmp_path: Path, name: str, free: str) -> None:
    (tmp_path / "a.xlsx").touch()
    made = free_name(tmp_path, name)
    assert "/" not in made
    assert not (tmp_path / made).exists()
    if name != " .xlsx. " and not name.startswith(".."):
        assert made == free


def test_damaged_and_hostile_packages_are_named(tmp_path: Path, post: Path) -> None:
    (post / "cụt.zip").write_bytes(packed(**{"a.xlsx": book("XNK")})[:-30])
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(6):
            package.writestr(f"{number}.bin", bytes(100 << 20))
    (post / "bom.zip").write_bytes(bomb.getvalue())
    many = packed(**{f"{number}.txt": b"" for number in range(2_100)})
    (post / "nhiều.zip").write_bytes(many)
    result = cchc(tmp_path, "collect", str(post))
    assert result.exit_code == 1
    assert "cụt.zip" in result.stderr
    assert "bom.zip" in result.stderr
    assert "nhiều.zip" in result.stderr
    assert taken(tmp_path) == {}


def test_a_workbook_called_zip_is_a_workbook(tmp_path: Path, post: Path) -> None:
    (post / "XNK.zip").write_bytes(book("XNK"))
    assert cchc(tmp_path, "collect", str(post)).exit_code == 0
    assert taken(tmp_path) == {"XNK.xlsx": book("XNK")}


def test_everything_is_merged_in_the_end(tmp_path: Path, post: Path) -> None:
    for file in sorted(EXAMPLE.glob("*.xlsx")):
        (post / f"{file.stem}.eml").write_bytes(
            message(f"{file.stem}@example", (file.name, file.read_bytes()), subject=file.stem).as_bytes()
        )
    assert cchc(tmp_path, "collect", str(post)).exit_code == 0
    code, outcome = merge(tmp_path)
    assert (code, outcome["final"]) == (0, True)
    assert codes(outcome, "error") == set()


def test_a_source_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert cchc(tmp_path, "collect", str(tmp_path / "không có.eml")).exit_code == 2


@pytest.mark.parametrize("address", ["imaps://host/INBOX", "imaps://a:matkhau@host/INBOX", "imaps://"])
def test_a_wrong_address_is_told_without_the_password(tmp_path: Path, address: str) -> None:
    result = cchc(tmp_path, "collect", address)
    assert result.exit_code == 1
    assert "matkhau" not in result.output
