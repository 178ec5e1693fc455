"""`cchc remind`: drafts to those who have not sent and to those whose workbook must be mended; nothing is sent."""

from __future__ import annotations

import email
import email.policy
import io
import json
import shutil
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_excel.commands.quarter import Digests, Step, quarter_of
from cchc_excel.commands.session import load_catalogue
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.workspace.folders import folders_at
from tests.cchc_runs import EXAMPLE, cchc, merge
from tests.commands.test_corrections import HALF, Q1, Q2
from tests.commands.test_run import change, snapshot
from tests.two_units import send, two_units
from tests.workbooks import small_report

DRAFTS = Path("output") / "2022-Q1" / "thu-nhac"


def late_and_wrong(root: Path) -> Path:
    """A working folder where KCTV has not sent, VP's workbook has an error, and XNK's cannot be opened."""
    folder = root / "input" / "2022-Q1"
    shutil.copytree(EXAMPLE, folder)
    (folder / "KCTV.xlsx").unlink()
    change(folder / "VP.xlsx", "Số liệu", "vb_di", "gia_tri", -5)
    (folder / "XNK.xlsx").write_bytes(b"PK broken")
    small_report(root)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return late_and_wrong(tmp_path)


@pytest.fixture(scope="module")
def reminded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a folder when its reminders are written; to look at only."""
    root = late_and_wrong(tmp_path_factory.mktemp("nhac"))
    result = cchc(root, "remind", "2022-Q1")
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def again(reminded: Path, tmp_path: Path) -> Path:
    """The same to change."""
    return shutil.copytree(reminded, tmp_path / "again")


def drafts(root: Path) -> dict[str, EmailMessage]:
    read = {
        file.name: email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        for file in (root / DRAFTS).glob("*.eml")
    }
    return {name: one for name, one in read.items() if isinstance(one, EmailMessage)}


def body(letter: EmailMessage) -> str:
    part = letter.get_body()
    assert part is not None
    return str(part.get_content())


def attached(letter: EmailMessage) -> dict[str, bytes]:
    return {str(one.get_filename()): bytes(one.get_payload(decode=True) or b"") for one in letter.iter_attachments()}


def test_who_has_not_sent_gets_the_blank_workbook(reminded: Path) -> None:
    letter = drafts(reminded)["KCTV.eml"]
    assert (letter["X-Unsent"], letter["To"], letter["Date"]) == ("1", "khuyencong@sct.example", None)
    assert letter["Subject"].endswith("Trung tâm Khuyến công và Tư vấn phát triển công nghiệp")
    text = body(letter)
    assert "chậm nhất ngày 17/03/2022" in text
    assert "15/12/2021" in text
    files = attached(letter)
    assert list(files) == ["KCTV_2022-Q1.xlsx"]
    book = load_workbook(io.BytesIO(files["KCTV_2022-Q1.xlsx"]))
    assert {"Hướng dẫn", "Số liệu", "Xếp hạng"} <= set(book.sheetnames)


def test_before_anybody_has_sent_the_letters_are_those_that_the_blank_workbooks_go_out_with(tmp_path: Path) -> None:
    root = two_units(tmp_path, Q1)
    (root / "input" / "2022-Q1" / "B.xlsx").unlink()
    cchc(root, "remind", "2022-Q1")
    assert "Nếu đơn vị đã gửi, xin gửi lại" in body(drafts(root)["B.eml"])
    (root / "input" / "2022-Q1" / "A.xlsx").unlink()
    cchc(root, "remind", "2022-Q1")
    assert sorted(drafts(root)) == ["A.eml", "B.eml"]
    letter = drafts(root)["B.eml"]
    assert letter["Subject"].startswith("Biểu mẫu cải cách hành chính")
    assert list(attached(letter)) == ["B_2022-Q1.xlsx"]
    assert not [words for words in ("chưa nhận được", "đã gửi", "sớm nhất") if words in body(letter)]


def test_what_the_last_merge_left_out_gets_no_letter(tmp_path: Path) -> None:
    root = two_units(tmp_path, Q1, Q2, HALF)
    (root / "input" / "2022-Q1" / "B nhầm.xlsx").write_bytes(b"PK broken")
    cchc(root, "merge", "2022-Q1", "--exclude", "B nhầm.xlsx", "--reason", "gửi nhầm", "--output", str(tmp_path / "ra"))
    cchc(root, "remind", "2022-Q1")
    assert sorted(drafts(root)) == ["tra-lai – B nhầm.eml"]  # of that merge, this folder of results knows nothing
    cchc(root, "merge", "2022-Q1", "--exclude", "B nhầm.xlsx", "--reason", "gửi nhầm")
    cchc(root, "remind", "2022-Q1")
    assert drafts(root) == {}
    cchc(root, "remind", "2022-6T")
    assert not [file for file in (root / "output" / "2022-6T" / "thu-nhac").iterdir() if "nhầm" in file.name]


def test_whose_workbook_must_be_mended_gets_the_slip(reminded: Path) -> None:
    letter = drafts(reminded)["tra-lai – VP.eml"]
    assert letter["To"] == "vp@sct.example"
    assert "số -5 là số âm" in body(letter)
    (data,) = attached(letter).values()
    assert load_workbook(io.BytesIO(data)).sheetnames[0] == "Cần sửa"


def test_everybody_gets_one_letter(reminded: Path) -> None:
    # XNK's file cannot be opened, but its name says whose it is: XNK is not asked to send as well
    assert sorted(drafts(reminded)) == ["KCTV.eml", "tra-lai – VP.eml", "tra-lai – XNK.eml"]
    assert drafts(reminded)["tra-lai – XNK.eml"]["To"] == "xnk@sct.example"


def test_files_of_two_parts_with_one_name_both_go_back(tmp_path: Path) -> None:
    for code in ("2022-T01", "2022-T02"):
        (tmp_path / "input" / code).mkdir(parents=True)
        (tmp_path / "input" / code / "VP.xlsx").write_bytes(b"PK broken")
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1", ignore=shutil.ignore_patterns("VP.xlsx"))
    cchc(tmp_path, "remind", "2022-Q1")
    names = [name for name in drafts(tmp_path) if name.startswith("tra-lai")]
    assert sorted(names) == ["tra-lai – 2022-T01 – VP.eml", "tra-lai – 2022-T02 – VP.eml"]


def test_nothing_but_drafts_is_written_and_old_ones_go(again: Path) -> None:
    before = snapshot(again / "input")
    note = again / DRAFTS / "ghi chú.txt"
    note.write_text("của tôi", "utf-8")
    assert not (again / "output" / "2022-Q1" / "bao-cao").exists()
    shutil.copy(EXAMPLE / "KCTV.xlsx", again / "input" / "2022-Q1")
    shutil.copy(EXAMPLE / "VP.xlsx", again / "input" / "2022-Q1")
    shutil.copy(EXAMPLE / "XNK.xlsx", again / "input" / "2022-Q1")
    result = cchc(again, "remind", "2022-Q1")
    assert "Không phải nhắc đơn vị nào" in result.stdout
    assert drafts(again) == {}
    assert note.read_text("utf-8") == "của tôi"
    assert before.keys() <= snapshot(again / "input").keys()


def test_the_same_input_gives_the_same_drafts(reminded: Path, root: Path) -> None:
    cchc(root, "remind", "2022-Q1")
    assert snapshot(root / DRAFTS) == snapshot(reminded / DRAFTS)


def test_a_longer_period_asks_for_the_parts_that_are_absent(tmp_path: Path) -> None:
    two_units(tmp_path, Q1, Q2, HALF)
    (tmp_path / "input" / "2022-Q2").mkdir()
    result = cchc(tmp_path, "remind", "2022-6T", "--output", str(tmp_path / "ra"))
    assert result.exit_code == 0, result.output
    file = tmp_path / "ra" / "2022-6T" / "thu-nhac" / "A.eml"
    letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(letter, EmailMessage)
    assert "còn thiếu Quý II năm 2022" in body(letter)
    assert list(attached(letter)) == ["A_2022-Q2.xlsx"]


def test_the_officer_may_change_the_wording(root: Path) -> None:
    (root / "templates" / "thu").mkdir(parents=True)
    (root / "templates" / "thu" / "nhac-nop.txt").write_text("Nhắc {{ don_vi.ma }}\n\nNộp nhé.", "utf-8")
    cchc(root, "remind", "2022-Q1")
    assert drafts(root)["KCTV.eml"]["Subject"] == "Nhắc KCTV"
    (root / "templates" / "thu" / "nhac-nop.txt").write_text("Nhắc {{ don_vi.ma }}\n{% if %}", "utf-8")
    result = cchc(root, "remind", "2022-Q1")
    assert result.exit_code == 2
    assert "nhac-nop.txt" in result.stderr


def test_an_unknown_period_is_wrong_use(tmp_path: Path) -> None:
    assert cchc(tmp_path, "remind", "2031-Q1").exit_code == 2


@pytest.mark.parametrize(
    ("command", "name", "text", "told"),
    [
        ("remind", "nhac-nop.txt", "{{ don_vi.tenn }}", "có phải 'ten'?"),
        ("remind", "nhac-nop.txt", "{{ don_vi.ten|uper }}", "có phải 'upper'?"),
        ("remind", "nhac-nop.txt", "Kính gửi\n{{ don_vi.ten và }}", "dòng 2: thẻ viết sai"),
        ("remind", "nhac-nop.txt", "{% if ky %}", "thẻ viết sai"),
        ("remind", "nhac-nop.txt", "{{ ky.ten + 1 }}", "biểu thức không tính được"),
        ("remind", "nhac-nop.txt", "{{ 1 / 0 }}", "chia cho 0"),
        ("remind", "nhac-nop.txt", " \n", "không có chữ nào"),
        ("remind", "tra-lai.txt", "{{ don_vi.tenn }}", "có phải 'ten'?"),
        ("merge", "tra-lai.txt", "{{ don_vi.tenn }}", "có phải 'ten'?"),
        ("merge", "tra-lai.txt", "A {{ '' if co_danh_dau else so_loi / 0 }}", "chia cho 0"),
        ("merge", "tra-lai.txt", "A {{ so_loi / 0 if kem_bieu_mau }}", "chia cho 0"),
        ("merge", "tra-lai.txt", "A {{ so_loi / 0 if kem_bieu_mau and not co_danh_dau }}", "chia cho 0"),
    ],
)
def test_a_mistake_in_the_wording_is_told_before_anything_is_made(
    root: Path, command: str, name: str, text: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc_excel.commands.remind.blank_forms", lambda *_: pytest.fail("a form was made"))
    monkeypatch.setattr("cchc_excel.commands.fill_reports.fill_template", lambda *_: pytest.fail("a report was made"))
    monkeypatch.setattr("cchc_excel.outbox.slips.Child", lambda *_: pytest.fail("a slip was made"))
    (root / "templates" / "thu").mkdir(parents=True)
    (root / "templates" / "thu" / name).write_text(text, "utf-8")
    result = cchc(root, command, "2022-Q1")
    assert result.exit_code == 2
    assert result.stderr.count(f"LỖI: templates/thu/{name}: mẫu thư viết sai: ") == 1
    assert told in result.stderr
    assert not (root / "output").exists()


def test_whose_workbook_is_of_no_use_gets_a_blank_one_too(reminded: Path) -> None:
    refused, mended = drafts(reminded)["tra-lai – XNK.eml"], drafts(reminded)["tra-lai – VP.eml"]
    assert list(attached(refused)) == ["XNK.xlsx", "XNK_2022-Q1.xlsx"]
    blank = load_workbook(io.BytesIO(attached(refused)["XNK_2022-Q1.xlsx"]))
    assert [row[1].value for row in blank["_meta"].iter_rows(min_row=2, max_row=3)] == ["2022-Q1", "XNK"]
    assert "Biểu mẫu trống của kỳ này cũng được gửi kèm" in body(refused)
    assert list(attached(mended)) == ["VP.xlsx"]
    assert "Biểu mẫu trống" not in body(mended)


def test_a_workbook_in_a_folder_of_its_own_is_one_of_the_period(root: Path) -> None:
    folder = root / "input" / "2022-Q1"
    (folder / "phòng").mkdir()
    (folder / "XNK.xlsx").rename(folder / "phòng" / "XNK.xlsx")
    cchc(root, "remind", "2022-Q1")
    assert [list(attached(letter)) for name, letter in drafts(root).items() if "XNK" in name] == [
        ["XNK.xlsx", "XNK_2022-Q1.xlsx"]
    ]


def test_a_slip_called_as_its_blank_workbook_is_not_lost(root: Path) -> None:
    folder = root / "input" / "2022-Q1"
    (folder / "XNK.xlsx").rename(folder / "XNK_2022-Q1.xlsx")
    cchc(root, "remind", "2022-Q1")
    books = attached(drafts(root)["tra-lai – XNK_2022-Q1.eml"])
    assert list(books) == ["XNK_2022-Q1.xlsx", "XNK_2022-Q1 (2).xlsx"]
    assert "_meta" not in load_workbook(io.BytesIO(books["XNK_2022-Q1.xlsx"])).sheetnames
    assert "_meta" in load_workbook(io.BytesIO(books["XNK_2022-Q1 (2).xlsx"])).sheetnames


def test_a_letter_changed_in_a_mail_program_is_kept(again: Path) -> None:
    letter = drafts(again)["KCTV.eml"]
    letter.set_boundary("----=_NextPart_000")
    changed = letter.as_bytes()
    (again / DRAFTS / "KCTV.eml").write_bytes(changed)
    (again / DRAFTS / "thư của tôi.eml").write_bytes(changed)
    result = cchc(again, "remind", "2022-Q1")
    assert "cu/thu-nhac/KCTV.eml" in result.stderr
    assert (again / "output" / "2022-Q1" / "cu" / "thu-nhac" / "KCTV.eml").read_bytes() == changed
    assert (again / DRAFTS / "KCTV.eml").read_bytes() != changed
    assert (again / DRAFTS / "thư của tôi.eml").read_bytes() == changed


def test_beside_every_letter_lies_its_text_for_zalo(reminded: Path) -> None:
    for name, letter in drafts(reminded).items():
        text = (reminded / DRAFTS / name).with_suffix(".txt").read_bytes()
        assert text.startswith("\ufeff".encode())  # Notepad on older Windows knows UTF-8 by it
        subject, _, rest = text.decode("utf-8-sig").replace("\r\n", "\n").partition("\n\n")
        assert (subject, rest.strip()) == (letter["Subject"], body(letter).replace("\r\n", "\n").strip())


def test_a_text_goes_with_its_letter_unless_somebody_has_changed_it(again: Path) -> None:
    changed = again / DRAFTS / "tra-lai – VP.txt"
    changed.write_text("Chị Lan ơi, VP còn một lỗi nhé.", "utf-8")
    cchc(again, "remind", "2022-Q1")
    (kept,) = (again / "output" / "2022-Q1" / "cu").rglob("*.txt")
    assert kept.read_text("utf-8").startswith("Chị Lan")
    assert "số -5 là số âm" in changed.read_text("utf-8-sig")
    for unit in ("KCTV", "VP", "XNK"):
        shutil.copy(EXAMPLE / f"{unit}.xlsx", again / "input" / "2022-Q1")
    cchc(again, "remind", "2022-Q1")
    assert list((again / DRAFTS).iterdir()) == []


def test_what_a_merge_has_written_of_a_fault_is_not_written_again(root: Path) -> None:
    cchc(root, "merge", "2022-Q1")
    returned = root / "output" / "2022-Q1" / "tra-lai"
    assert {"VP.eml", "VP.txt", "XNK.eml", "XNK.txt"} <= {file.name for file in returned.iterdir()}
    result = cchc(root, "remind", "2022-Q1")
    assert sorted(drafts(root)) == ["KCTV.eml"]
    assert "2 thư khác có sẵn cạnh phiếu trả lại" in result.stdout
    change(root / "input" / "2022-Q1" / "VP.xlsx", "Số liệu", "vb_di", "gia_tri", -7)  # another fault: another letter
    cchc(root, "remind", "2022-Q1")
    assert sorted(drafts(root)) == ["KCTV.eml", "tra-lai – VP.eml"]
    shutil.copy(EXAMPLE / "KCTV.xlsx", root / "input" / "2022-Q1")
    cchc(root, "merge", "2022-Q1")
    told = cchc(root, "remind", "2022-Q1").stdout  # nothing to write, and yet letters to send
    assert told.startswith("2 thư có sẵn cạnh phiếu trả lại")
    assert "Không phải nhắc" not in told


def test_a_fault_told_in_the_quarter_is_not_told_again_by_a_longer_period(tmp_path: Path) -> None:
    root = two_units(tmp_path, Q1, Q2, HALF)
    send(root, "2022-Q1", "A", -5, 40)
    quarter, half = (root / "output" / period for period in ("2022-Q1", "2022-6T"))
    cchc(root, "merge", "2022-Q1")
    assert {file.name for file in (quarter / "tra-lai").iterdir()} == {"A.xlsx", "A.eml", "A.txt"}
    _, outcome = merge(root, period="2022-6T")
    assert not (half / "tra-lai").exists()
    (told,) = [one["message"] for one in outcome["problems"] if one["code"] == "da-co-phieu-tra-lai"]
    assert "1 tệp phải sửa đã có phiếu trả lại và thư trong output/2022-Q1/tra-lai" in told
    reminded = cchc(root, "remind", "2022-6T")
    assert f"1 thư khác có sẵn cạnh phiếu trả lại, trong {(quarter / 'tra-lai').as_posix()}" in reminded.stdout
    assert not [file for file in (half / "thu-nhac").iterdir() if "tra-lai" in file.name]

    (quarter / "tra-lai" / "A.eml").unlink()  # without its letter a slip tells nobody
    cchc(root, "merge", "2022-6T")
    assert (half / "tra-lai" / "2022-Q1" / "A.eml").is_file()
    cchc(root, "merge", "2022-Q1")  # a quarter leaves nothing to a longer period
    assert (quarter / "tra-lai" / "A.eml").is_file()
    cchc(root, "merge", "2022-6T")
    assert not (half / "tra-lai").exists()
    send(root, "2022-Q1", "A", -7, 40)  # another file: another letter
    cchc(root, "merge", "2022-6T")
    assert (half / "tra-lai" / "2022-Q1" / "A.eml").is_file()


def test_a_file_that_no_merge_has_told_of_gets_its_slip_though_its_unit_is_accepted(tmp_path: Path) -> None:
    """B's file of the second quarter is none; B is accepted, so nothing of it is an error."""
    root = two_units(tmp_path, Q1, Q2, HALF)
    send(root, "2022-Q1", "A", -5, 40)
    send(root, "2022-Q2", "B", 5, 40)
    (root / "input" / "2022-Q2" / "B.xlsx").write_bytes(b"")
    cchc(root, "merge", "2022-Q1")
    cchc(root, "merge", "2022-6T", "--accept-missing", "B")
    assert (root / "output" / "2022-6T" / "tra-lai" / "2022-Q2" / "B.xlsx").is_file()


def test_an_error_that_only_the_longer_period_finds_is_told_there(tmp_path: Path) -> None:
    root = two_units(tmp_path, Q1, Q2, HALF)
    send(root, "2022-Q1", "A", -5, 40)
    cchc(root, "merge", "2022-Q1")
    state = root / "output" / "2022-Q1" / ".cchc" / "lan-gop.json"
    kept = json.loads(state.read_text("utf-8"))
    assert kept["returned"] == [{"file": "A.xlsx", "slip": "tra-lai/A.xlsx", "errors": ["so-am Số liệu!B2"]}]
    kept["returned"][0]["errors"] = ["so-le Số liệu!B3"]
    state.write_text(json.dumps(kept), "utf-8")
    cchc(root, "merge", "2022-6T")
    assert (root / "output" / "2022-6T" / "tra-lai" / "2022-Q1" / "A.eml").is_file()


@pytest.mark.parametrize("name", ["XNK_2022-Q1.xlsx", "XNK-2022-Q1.xlsx", "XNK_2022-Q1 (2).xlsx", "XNK.xlsx"])
def test_a_unit_is_known_by_the_name_of_what_was_attached(reader: Reader, name: str) -> None:
    """As it is attached now, as it was before, as a disk renames a second one."""
    assert reader.names.named_in(Path(name).stem) == {"XNK"}


@pytest.mark.parametrize("command", ["merge", "remind", "template"])
@pytest.mark.parametrize("blocked", ["ra", "ra/2022-Q1", "ra/2022-Q1/.cchc"])
def test_where_nothing_can_be_written_nothing_is_read(
    root: Path, command: str, blocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc_excel.period.load.list_folder", lambda *_: pytest.fail("a folder was read"))
    (root / blocked).parent.mkdir(parents=True, exist_ok=True)
    (root / blocked).write_text("một tệp, không phải thư mục", "utf-8")
    result = cchc(root, command, "2022-Q1", "--output", str(root / "ra"))
    assert result.exit_code == 2
    assert "ra/2022-Q1: một phần của đường dẫn không phải là thư mục" in result.stderr


def test_the_menu_knows_after_a_night_that_letters_were_written(tmp_path: Path) -> None:
    root = two_units(tmp_path, Q1, Q2, HALF)
    (root / "input" / "2022-Q1" / "B.xlsx").unlink()
    folders = folders_at(root, None, None)
    catalogue, _ = load_catalogue(folders)
    assert catalogue

    def next_step() -> Step:
        return quarter_of(folders, catalogue, catalogue.periods["2022-Q1"], Digests()).next_step()

    cchc(root, "merge", "2022-Q1")
    assert next_step() is Step.LETTERS
    cchc(root, "remind", "2022-Q1")
    assert next_step() is Step.COLLECT
    send(root, "2022-Q1", "A", 31, 40)
    assert next_step() is Step.MERGE
    cchc(root, "merge", "2022-Q1")
    assert next_step() is Step.LETTERS  # those of before say nothing of the file that came since
