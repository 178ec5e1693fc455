"""What goes back to a unit: a copy of its own workbook that shows what to mend, and a letter ready to be sent."""

from __future__ import annotations

import email
import email.policy
import io
import os
import shutil
import unicodedata
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.outbox import slips
from cchc_excel.outbox.wording import Letter, Recipient, Wording, write_letter
from cchc_excel.problems.problem import Problem
from tests import libreoffice
from tests.cchc_runs import EXAMPLE, merge, statuses
from tests.commands.test_run import change, snapshot
from tests.workbooks import small_report

SLIPS = Path("output") / "2022-Q1" / "tra-lai"
RED, ORANGE = "FFFF9B9B", "FFFFCC80"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A working folder where only Văn phòng's workbook is, with one error (D13) and one warning (D15)."""
    folder = tmp_path / "input" / "2022-Q1"
    folder.mkdir(parents=True)
    shutil.copy(EXAMPLE / "VP.xlsx", folder)
    change(folder / "VP.xlsx", "Số liệu", "vb_di", "gia_tri", -5)
    change(folder / "VP.xlsx", "Số liệu", "cv_giao", "gia_tri", "120")
    small_report(tmp_path)
    return tmp_path


def inbox(root: Path, name: str = "VP.xlsx") -> Path:
    return root / "input" / "2022-Q1" / name


def slip(root: Path, name: str = "VP.xlsx") -> Workbook:
    return load_workbook(root / SLIPS / name)


def cell(book: Workbook, sheet: str, address: str) -> Cell:
    found = book[sheet][address]
    assert isinstance(found, Cell)
    return found


def listed(book: Workbook) -> list[tuple[str, ...]]:
    """The list's rows: level, sheet, cell."""
    page = book.worksheets[0]
    rows = [[str(one.value or "") for one in row[:5]] for row in page.iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[0] == "STT")
    return [tuple(row[1:4]) for row in rows[start + 1 :]]


def letter(root: Path, name: str) -> EmailMessage:
    message = email.message_from_bytes((root / SLIPS / name).read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_each_problem_is_marked_in_its_cell_and_listed_in_front(root: Path) -> None:
    original = inbox(root).read_bytes()
    merge(root)
    book, before = slip(root), load_workbook(io.BytesIO(original))
    assert listed(book) == [("Lỗi", "Số liệu", "D13"), ("Cảnh báo", "Số liệu", "D15")]
    for address, color, words in (("D13", RED, "-5 là số âm"), ("D15", ORANGE, "“120”")):
        marked, was = cell(book, "Số liệu", address), cell(before, "Số liệu", address)
        assert marked.fill.fgColor.rgb == color
        assert marked.comment is not None
        assert words in marked.comment.text
        assert marked.value == was.value
        for kept in ("font", "border", "number_format", "alignment", "protection"):
            assert repr(getattr(marked, kept)) == repr(getattr(was, kept)), kept
    unmarked = cell(book, "Số liệu", "D14")
    assert unmarked.comment is None
    assert repr(unmarked.fill) == repr(cell(before, "Số liệu", "D14").fill)
    assert inbox(root).read_bytes() == original


def test_the_copy_is_still_the_form(root: Path) -> None:
    merge(root)
    book, before = slip(root), load_workbook(inbox(root))
    assert book.sheetnames == ["Cần sửa", *before.sheetnames]
    assert [one.sheet_state for one in book.worksheets[1:]] == [one.sheet_state for one in before.worksheets]
    assert [one.sheet_view.tabSelected for one in book.worksheets] == [True] + [False] * len(before.sheetnames)
    for name in before.sheetnames:
        page, was = book[name], before[name]
        assert page.protection.sheet == was.protection.sheet
        assert len(page.data_validations.dataValidation) == len(was.data_validations.dataValidation)
        assert {key: one.hidden for key, one in page.column_dimensions.items()} == {
            key: one.hidden for key, one in was.column_dimensions.items()
        }


def test_the_list_can_be_filtered_and_leads_to_the_cells(root: Path) -> None:
    merge(root)
    page = slip(root).worksheets[0]
    head = next(row for row in page.iter_rows() if row[0].value == "STT")[0].row or 0
    assert page.auto_filter.ref == f"A{head}:E{head + 2}"
    cells = [one for row in page.iter_rows() for one in row]
    links = {one.coordinate: one.hyperlink.location for one in cells if one.hyperlink}
    assert links == {f"D{head + 1}": "'Số liệu'!D13", f"D{head + 2}": "'Số liệu'!D15"}
    assert page.print_title_rows == f"${head}:${head}"


def test_messages_do_not_touch_the_line_beside_them(root: Path) -> None:
    merge(root)
    page = slip(root).worksheets[0]
    (told,) = [row[4] for row in page.iter_rows() if "là số âm" in str(row[4].value)]
    assert (told.alignment.horizontal, told.alignment.indent) == ("left", 1)  # without "left" no program indents


def test_formulas_of_the_copy_carry_their_values(root: Path) -> None:
    merge(root)
    formulas, values = slip(root), load_workbook(root / SLIPS / "VP.xlsx", data_only=True)
    spots = [
        (page.title, one.coordinate) for page in formulas for row in page.iter_rows() for one in row
        if one.data_type == "f"
    ]  # fmt: skip
    assert len(spots) > 10
    empty = [spot for spot in spots if values[spot[0]][spot[1]].value is None]
    # One answer is an empty text: whether a ratio that has no numbers meets its requirement (a helper cell).
    assert all(str(formulas[sheet][at].value).startswith("=IF(N(") for sheet, at in empty) and len(empty) <= 1


def test_a_slip_that_was_mended_is_merged_and_nothing_goes_back(root: Path) -> None:
    merge(root)
    sent_back = inbox(root, "VP sửa.xlsx")
    shutil.copy(root / SLIPS / "VP.xlsx", sent_back)
    change(sent_back, "Số liệu", "vb_di", "gia_tri", 412, saved="2022-03-19")
    change(sent_back, "Số liệu", "cv_giao", "gia_tri", 120, saved="2022-03-19")
    _, outcome = merge(root)
    assert statuses(outcome) == {"VP sửa.xlsx": "merged", "VP.xlsx": "superseded"}
    assert not [one for one in outcome["problems"] if one["file"] == "VP sửa.xlsx"]
    assert not (root / SLIPS).exists()


def test_a_slip_sent_back_as_it_is_is_no_later_version(root: Path) -> None:
    before, _ = merge(root)
    assert before == 1
    shutil.copy(root / SLIPS / "VP.xlsx", inbox(root, "VP lần 2.xlsx"))
    _, outcome = merge(root)
    assert sorted(statuses(outcome).values()) == ["merged", "superseded"]
    told = (
        load_workbook(root / SLIPS / "VP.xlsx") if (root / SLIPS / "VP.xlsx").exists() else slip(root, "VP lần 2.xlsx")
    )
    assert told.properties.modified == load_workbook(inbox(root)).properties.modified


def test_marks_of_an_earlier_slip_are_cleared_first(root: Path) -> None:
    merge(root)
    first = root / SLIPS / "VP.xlsx"
    was = load_workbook(inbox(root))
    shutil.copy(first, inbox(root))
    change(inbox(root), "Số liệu", "vb_di", "gia_tri", 412, saved="2022-03-19")  # D13 is mended
    change(inbox(root), "Số liệu", "vb_di_dien_tu", "gia_tri", 413, saved="2022-03-19")  # D14 is wrong now: 413 > 412
    merge(root)
    book = slip(root)
    assert [name for name in book.sheetnames if name.startswith("Cần sửa")] == ["Cần sửa"]
    mended = cell(book, "Số liệu", "D13")
    assert mended.comment is None
    assert repr(mended.fill) == repr(cell(was, "Số liệu", "D13").fill)
    wrong = cell(book, "Số liệu", "D14")
    assert wrong.fill.fgColor.rgb == RED
    comment = cell(book, "Số liệu", "D15").comment
    assert comment is not None
    assert comment.text.count("“120”") == 1


@pytest.mark.office
def test_marks_are_cleared_after_libreoffice_saved_the_slip(root: Path, tmp_path: Path) -> None:
    merge(root)
    was = load_workbook(inbox(root))
    saved = libreoffice.recalculated(root / SLIPS / "VP.xlsx", tmp_path / "lo")
    shutil.copy(saved, inbox(root))
    change(inbox(root), "Số liệu", "vb_di", "gia_tri", 412, saved="2022-03-19")
    change(inbox(root), "Số liệu", "vb_di_dien_tu", "gia_tri", -1, saved="2022-03-19")
    merge(root)
    book = slip(root)
    assert [name for name in book.sheetnames if name.startswith("Cần sửa")] == ["Cần sửa"]
    mended = cell(book, "Số liệu", "D13")
    assert mended.comment is None
    assert mended.fill.fgColor.rgb == cell(was, "Số liệu", "D13").fill.fgColor.rgb
    assert cell(book, "Số liệu", "D14").fill.fgColor.rgb == RED


def test_a_comment_of_the_unit_stays(root: Path) -> None:
    book = load_workbook(inbox(root))
    cell(book, "Số liệu", "D13").comment = Comment("Số của tháng 3", "Lan")
    book.save(inbox(root))
    merge(root)
    comment = cell(slip(root), "Số liệu", "D13").comment
    assert comment is not None
    assert comment.text.startswith("Số của tháng 3")
    assert "số âm" in comment.text
    shutil.copy(root / SLIPS / "VP.xlsx", inbox(root))
    change(inbox(root), "Số liệu", "vb_di", "gia_tri", 412, saved="2022-03-19")
    change(inbox(root), "Số liệu", "vb_di_dien_tu", "gia_tri", 413, saved="2022-03-19")
    merge(root)
    comment = cell(slip(root), "Số liệu", "D13").comment
    assert comment is not None
    assert comment.text == "Số của tháng 3"


def test_texts_of_the_unit_stay_texts(root: Path) -> None:
    book = load_workbook(inbox(root))
    book["Số liệu"].title = "=1+1"
    book.save(inbox(root))
    merge(root)
    page = slip(root).worksheets[0]
    said = [one for row in page.iter_rows() for one in row if one.value == "=1+1"]
    assert said
    assert {one.data_type for one in said} == {"s"}


def test_a_problem_in_a_merged_cell_is_marked_where_the_value_is(root: Path) -> None:
    book = load_workbook(inbox(root))
    book["Số liệu"].merge_cells("C13:D13")  # the column of figures is D: its cell is inside the merge now
    book.save(inbox(root))
    merge(root)
    (row,) = [row for row in listed(slip(root)) if row[2] == "D13"]
    assert row[0] == "Lỗi"
    assert cell(slip(root), "Số liệu", "C13").comment is not None


def test_macros_are_kept_and_never_run(root: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(inbox(root)) as source, zipfile.ZipFile(data, "w") as target:
        for member in source.infolist():
            body = source.read(member)
            if member.filename == "[Content_Types].xml":
                main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                assert main in body
                body = body.replace(main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
                kind = b'ContentType="application/vnd.ms-office.vbaProject"'
                body = body.replace(b"</Types>", b'<Override PartName="/xl/vbaProject.bin" ' + kind + b"/></Types>")
            target.writestr(member, body)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")
    inbox(root).unlink()
    inbox(root, "VP.xlsm").write_bytes(data.getvalue())
    merge(root)
    with zipfile.ZipFile(root / SLIPS / "VP.xlsm") as package:
        assert package.read("xl/vbaProject.bin") == b"\xd0\xcf\x11\xe0 not run"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("VP.xls", b"<html><table><tr><td>12</td></tr></table></html>", "trang web"),
        ("cụt.xlsx", b"PK\x03\x04 broken", "hỏng"),
        ("rỗng.xlsx", b"", "rỗng"),
    ],
)
def test_what_cannot_be_opened_goes_back_as_a_list_with_the_way_out(
    root: Path, name: str, data: bytes, says: str
) -> None:
    inbox(root, name).write_bytes(data)
    merge(root)
    made = name if name.endswith(".xlsx") else f"{name}.xlsx"
    book = slip(root, made)
    assert book.sheetnames == ["Cần sửa"]
    text = "\n".join(str(one.value) for row in book.worksheets[0].iter_rows() for one in row if one.value)
    assert says in text
    assert "Save As" in text
    assert inbox(root, name).read_bytes() == data


def test_the_letter_opens_ready_to_be_sent(root: Path) -> None:
    merge(root)
    told = letter(root, "VP.eml")
    assert (told["X-Unsent"], told["To"], told["Date"], told["From"]) == ("1", "vp@sct.example", None, None)
    assert told["Subject"] == "Đề nghị hoàn thiện biểu mẫu cải cách hành chính Quý I năm 2022 – Văn phòng"
    body = told.get_body()
    assert body is not None
    text = body.get_content()
    assert "còn 1 lỗi cần sửa và 1 điểm cần xem lại" in text
    assert "Lỗi, Số liệu!D13: số -5 là số âm; nhập lại số từ 0 trở lên" in text
    assert "17/03/2022" in text
    (attached,) = told.iter_attachments()
    assert attached.get_filename() == "VP.xlsx"
    assert attached.get_payload(decode=True) == (root / SLIPS / "VP.xlsx").read_bytes()


def test_a_workbook_of_nobody_goes_back_to_its_sender(root: Path) -> None:
    sent = EmailMessage()
    sent["From"] = "Người gửi <nguoi.gui@example.com>"
    sent["Subject"] = "Biểu quý I"
    sent.set_content("Kính gửi")
    sent.add_attachment(b"PK broken", maintype="application", subtype="octet-stream", filename="lạ.xlsx")
    (root / "thu.eml").write_bytes(sent.as_bytes())
    from tests.cchc_runs import cchc

    cchc(root, "collect", str(root / "thu.eml"), "--period", "2022-Q1")
    merge(root)
    assert letter(root, "lạ.eml")["To"] == "nguoi.gui@example.com"


def test_the_officer_may_change_the_wording_and_mistakes_are_told(root: Path) -> None:
    own = root / "templates" / "thu"
    own.mkdir(parents=True)
    (own / "tra-lai.txt").write_text("Nhờ {{ don_vi.ten }} sửa\n\nSửa giúp {{ tep }}: {{ so_loi }} lỗi.", "utf-16")
    merge(root)
    told = letter(root, "VP.eml")
    assert told["Subject"] == "Nhờ Văn phòng sửa"
    body = told.get_body()
    assert body is not None
    assert body.get_content().strip() == "Sửa giúp VP.xlsx: 1 lỗi."
    (own / "tra-lai.txt").write_text("Nhờ {{ don_vj.ten }}\n", "utf-8")
    code, outcome = merge(root)
    assert code == 2
    (error,) = [one for one in outcome["problems"] if one["code"] == "mau-thu-sai"]
    assert error["file"] == "templates/thu/tra-lai.txt"
    assert "don_vi" in error["message"]


@pytest.mark.parametrize(
    ("text", "times"),
    [  # what goes with a letter is two questions of yes or no; written once more with the answer
        ("Sửa {{ tep }}", 1 + 1),
        ("Sửa {{ tep }} {{ co_danh_dau }}", 2 + 1),
        ("Sửa {{ tep }} {% if kem_bieu_mau and co_danh_dau %}{% endif %}", 4 + 1),
    ],
)
def test_a_letter_is_tried_once_for_each_case_that_its_text_tells_apart(
    root: Path, monkeypatch: pytest.MonkeyPatch, text: str, times: int
) -> None:
    written: list[str] = []

    def noted(wording: Wording, to: Recipient, variables: Mapping[str, object]) -> tuple[Letter | None, list[Problem]]:
        written.append(wording.text)
        return write_letter(wording, to, variables)

    monkeypatch.setattr(slips, "write_letter", noted)
    (root / "templates" / "thu").mkdir(parents=True)
    (root / "templates" / "thu" / "tra-lai.txt").write_text(text, "utf-8")
    merge(root)
    assert len(written) == times


def test_what_a_unit_typed_never_runs_in_a_letter(root: Path) -> None:
    name = "{{ 7*7 }}.xlsx"
    inbox(root, name).write_bytes(b"PK broken")
    merge(root)
    body = letter(root, "{{ 7*7 }}.eml").get_body()
    assert body is not None
    assert "{{ 7*7 }}.xlsx" in body.get_content()
    assert "49" not in body.get_content()


def test_the_same_input_gives_the_same_slips(root: Path) -> None:
    inbox(root, "cụt.xlsx").write_bytes(b"PK broken")
    merge(root)
    first = snapshot(root / SLIPS)
    assert sorted(first) == ["VP.eml", "VP.txt", "VP.xlsx", "cụt.eml", "cụt.txt", "cụt.xlsx"]
    shutil.rmtree(root / "output")
    merge(root)
    assert snapshot(root / SLIPS) == first


def test_slips_are_no_part_of_what_is_issued(root: Path) -> None:
    for file in EXAMPLE.glob("*.xlsx"):
        shutil.copy(file, inbox(root, file.name))
    inbox(root, "TTR hỏng.xlsx").write_bytes(b"PK broken")
    change(inbox(root, "TTR.xlsx"), "Số liệu", "cv_giao", "gia_tri", -1)
    options = ["--exclude", "TTR hỏng.xlsx", "--reason", "hỏng", "--accept-missing", "TTR"]
    code, outcome = merge(root, "--final", *options)
    assert code == 0
    assert not [name for name in outcome["outputs"] if "tra-lai" in name]


def test_the_pages_of_a_slip_open_as_they_should(root: Path) -> None:
    merge(root)
    page = slip(root).worksheets[0]
    assert isinstance(page, Worksheet)
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.column_dimensions["F"].hidden
    assert page.column_dimensions["G"].hidden


def test_a_name_that_the_disk_keeps_in_another_way_finds_its_workbook(tmp_path: Path) -> None:
    """Macs decompose names; other systems' bytes may be no text at all, and must not stop the run."""
    folder = tmp_path / "input" / "2022-Q1"
    shutil.copytree(EXAMPLE, folder)
    decomposed = folder / unicodedata.normalize("NFD", "Biểu mẫu đã điền.xlsx")
    (folder / "VP.xlsx").rename(decomposed)
    change(decomposed, "Số liệu", "vb_di", "gia_tri", -5)
    if os.name == "posix":
        (folder / os.fsdecode(b"bi\xeau m\xe2u.xlsx")).write_bytes(b"hong")
    code, outcome = merge(tmp_path)
    assert code == 1
    slip = load_workbook(tmp_path / "output" / "2022-Q1" / "tra-lai" / "Biểu mẫu đã điền.xlsx")
    assert "Số liệu" in slip.sheetnames  # the workbook itself, not a list of what is wrong
    if os.name == "posix":
        assert statuses(outcome)["bi\ufffdu m\ufffdu.xlsx"] == "refused"
