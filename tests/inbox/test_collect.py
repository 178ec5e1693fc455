"""What units send, taken into the period's folder: from messages, packages and folders, each with its letter."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import signal
import threading
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from cchc_excel.inbox.file_names import free_name
from cchc_excel.workspace.publish import locked
from tests.cchc_runs import EXAMPLE, cchc, codes, merge, statuses
from tests.commands.test_corrections import HALF, Q1, Q2
from tests.packages import packed
from tests.platforms import posix_only
from tests.two_units import send, two_units
from tests.workbooks import save_as_of, write_form

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
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "1 biểu mẫu đã có từ lần trước, không lấy lại.\n",
        "",
    )
    assert taken(tmp_path) == before


def test_only_what_is_new_is_listed(tmp_path: Path, post: Path) -> None:
    for number, unit in enumerate(("XNK", "QLNL", "VP"), start=1):
        letter = message(f"nguoi.{number}@example.com", (f"{unit}.xlsx", book(unit)))
        (post / f"{number}.eml").write_bytes(letter.as_bytes())
    first = cchc(tmp_path, "collect", str(post))
    assert len(first.stdout.splitlines()) == 3
    assert first.stderr.count("không phải địa chỉ đã đăng ký") == 3  # three senders: a line each
    (post / "4.eml").write_bytes(message("nguoi.4@example.com", ("TTR.xlsx", book("TTR"))).as_bytes())
    again = cchc(tmp_path, "collect", str(post))
    listed, counted = again.stdout.splitlines()
    assert "đã lấy TTR.xlsx" in listed
    assert counted == "3 biểu mẫu đã có từ lần trước, không lấy lại."
    assert [line for line in again.stderr.splitlines() if "nguoi.4@example.com" in line]
    assert "nguoi.1@example.com" not in again.stderr


def test_a_zip_in_a_zip_in_a_forwarded_message(tmp_path: Path, post: Path) -> None:
    inner = message("qlnl@sct.example", ("tất cả.zip", packed({"q1/trong.zip": packed({"QLNL.xlsx": book("QLNL")})})))
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
        save_as_of(workbook, buffer, dt.datetime(2022, 3, 15))
        sent = message("vp@sct.example", ("VP.xlsx", buffer.getvalue()))
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


def test_workbooks_of_another_period_among_the_others_are_named(tmp_path: Path) -> None:
    root = two_units(tmp_path, Q1, Q2, HALF)
    for period, unit in (("2022-Q1", "A"), ("2022-Q1", "B"), ("2022-Q2", "A")):
        send(root / "đến", period, unit, 1, 2)
    told = "Xem lại, biểu mẫu của kỳ 2022-Q2: A.xlsx"
    shutil.rmtree(root / "input")
    assert told in cchc(root, "collect", str(root / "đến")).stderr.splitlines()
    assert told not in cchc(root, "collect", str(root / "đến")).stderr.splitlines()  # it is there already


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
    (post / "cụt.zip").write_bytes(packed({"a.xlsx": book("XNK")})[:-30])
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(6):
            package.writestr(f"{number}.bin", bytes(100 << 20))
    (post / "bom.zip").write_bytes(bomb.getvalue())
    many = packed({f"{number}.txt": b"" for number in range(2_100)})
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


@pytest.mark.parametrize(
    "address", ["imaps://host/INBOX", "imaps://a:matkhau@host/INBOX", "imaps://", "imap://a:matkhau@host/INBOX"]
)
def test_a_wrong_address_is_told_without_the_password(tmp_path: Path, address: str) -> None:
    result = cchc(tmp_path, "collect", address)
    assert result.exit_code == 1
    assert "matkhau" not in result.output


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left_behind(tmp_path: Path, post: Path) -> None:
    (post / "a.eml").write_bytes(message("xnk@sct.example", ("XNK.xlsx", book("XNK"))).as_bytes())
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "2022-Q1").write_text("a file where the folder should be")
    result = cchc(tmp_path, "collect", str(post))
    assert result.exit_code == 1
    assert "không lấy được XNK.xlsx (không ghi được vào thư mục của kỳ)" in result.stdout
    assert "không ghi được 2022-Q1/XNK.xlsx" in result.stderr
    assert [path.name for path in (tmp_path / "input").iterdir() if path.name != ".cchc"] == ["2022-Q1"]


def test_two_runs_never_write_at_the_same_time(tmp_path: Path, post: Path) -> None:
    (post / "a.eml").write_bytes(message("xnk@sct.example", ("XNK.xlsx", book("XNK"))).as_bytes())
    with locked(tmp_path / "input") as mine:
        assert mine
        result = cchc(tmp_path, "collect", str(post))
        assert (result.exit_code, result.stdout) == (2, "")
        assert "một lần chạy khác đang ghi vào input" in result.stderr
    assert taken(tmp_path) == {}
    assert cchc(tmp_path, "collect", str(post)).exit_code == 0
    assert list(taken(tmp_path)) == ["XNK.xlsx"]


def test_a_damaged_zip_is_told_in_words_an_officer_knows(tmp_path: Path, post: Path) -> None:
    (post / "a.zip").write_bytes(packed({"XNK.xlsx": book("XNK")})[:2000])
    result = cchc(tmp_path, "collect", str(post))
    assert "tệp nén hỏng (bị cắt cụt)" in result.stderr


def test_a_write_that_fails_leaves_neither_file_nor_letter(
    tmp_path: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (post / "a.eml").write_bytes(message("xnk@sct.example", ("XNK.xlsx", book("XNK"))).as_bytes())
    monkeypatch.setattr("cchc_excel.inbox.store.write_envelopes", full)
    result = cchc(tmp_path, "collect", str(post))
    assert result.exit_code == 1
    assert "ổ đĩa hết chỗ trống" in result.stderr
    assert "No space left" not in result.stderr
    assert list((tmp_path / "input" / "2022-Q1").iterdir()) == []
    monkeypatch.undo()
    assert cchc(tmp_path, "collect", str(post)).exit_code == 0
    assert list(taken(tmp_path)) == ["XNK.xlsx"]


def test_a_file_put_there_by_hand_gets_its_letter(tmp_path: Path, post: Path) -> None:
    folder = tmp_path / "input" / "2022-Q1"
    folder.mkdir(parents=True)
    (folder / "từ Zalo.xlsx").write_bytes(book("XNK"))
    (post / "a.eml").write_bytes(message("nguoi.la@example.com", ("XNK.xlsx", book("XNK"))).as_bytes())
    assert "XNK.xlsx đã có là từ Zalo.xlsx" in cchc(tmp_path, "collect", str(post)).stdout
    assert list(taken(tmp_path)) == ["từ Zalo.xlsx"]
    _, outcome = merge(tmp_path)
    assert any("nguoi.la@example.com" in one["message"] for one in outcome["problems"])


@posix_only
def test_a_workbook_that_kills_the_reader_costs_itself(
    tmp_path: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reader dies with one workbook, whatever the reason; the others are taken all the same."""
    from cchc_excel.model.records import Source
    from cchc_excel.reading.process import ReadingProcess

    ask = ReadingProcess.ask

    def killed(self: ReadingProcess, source: Source) -> object:
        if source.name == "QLTM.xlsx":
            os.kill(self.popen.pid, signal.SIGSTOP)  # so that it is asked before it dies
            threading.Timer(0.3, self.popen.kill).start()
        return ask(self, source)

    monkeypatch.setattr(ReadingProcess, "ask", killed)
    for unit in ("KCTV", "QLTM", "XNK"):
        (post / f"{unit}.xlsx").write_bytes(book(unit))
    result = cchc(tmp_path, "collect", str(post), "--period", "2022-Q1")
    assert result.exit_code == 1
    assert "LỖI: QLTM.xlsx: tệp làm chương trình đọc dừng đột ngột" in result.stderr
    assert "QLTM.xlsx (kỳ 2022-Q1, không đọc được)" in result.stdout
    assert sorted(taken(tmp_path)) == ["KCTV.xlsx", "QLTM.xlsx", "XNK.xlsx"]


def test_what_was_there_for_another_period_is_named(tmp_path: Path, post: Path) -> None:
    """XNK sends its form of the first quarter once more, in place of that of the second."""
    (post / "XNK.xlsx").write_bytes(book("XNK"))
    cchc(tmp_path, "collect", str(post))
    write_form(post / "VP.xlsx", "VP", {"Số liệu": "#ma  gia_tri\nvb_di  1"}, period="2022-Q2")
    (post / "~$VP.xlsx").write_bytes(b"khoa")  # Excel has it open
    result = cchc(tmp_path, "collect", str(post))
    assert "~$" not in result.output
    assert "1 biểu mẫu đã có từ lần trước, không lấy lại.\n" in result.stdout
    assert "Đã có ở kỳ 2022-Q1: XNK.xlsx; đơn vị vừa gửi thì đó là biểu mẫu kỳ cũ gửi nhầm\n" in result.stderr
