"""Receipts: a draft letter for each workbook that was taken, with the unit's own totals and ratios."""

from __future__ import annotations

import email
import email.policy
import io
import shutil
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cchc_runs import EXAMPLE, cchc
from tests.commands.test_run import change, snapshot
from tests.inbox.test_collect import message

RECEIPTS = Path("output") / "2022-Q1" / "bien-nhan"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Where messages lie."""
    (tmp_path / "thư").mkdir()
    return tmp_path / "thư"


def put(post: Path, name: str, sender: str, file: str, data: bytes) -> None:
    (post / name).write_bytes(message(sender, (file, data)).as_bytes())


def receipt(root: Path, name: str) -> tuple[EmailMessage, str]:
    told = email.message_from_bytes((root / RECEIPTS / name).read_bytes(), policy=email.policy.default)
    assert isinstance(told, EmailMessage)
    body = told.get_body()
    assert body is not None
    return told, body.get_content()


def test_the_sender_is_told_what_arrived_and_what_it_comes_to(tmp_path: Path, post: Path) -> None:
    put(post, "a.eml", "qltm@sct.example", "Biểu quý I.xlsx", (EXAMPLE / "QLTM.xlsx").read_bytes())
    result = cchc(tmp_path, "collect", str(post))
    assert result.exit_code == 0, result.output
    assert "1 giấy báo đã nhận" in result.stderr
    told, text = receipt(tmp_path, "Biểu quý I.xlsx.eml")
    assert (told["X-Unsent"], told["To"]) == ("1", "qltm@sct.example")
    assert told["Subject"] == "Đã nhận biểu mẫu cải cách hành chính Quý I năm 2022 – Phòng Quản lý Thương mại"
    # the totals are added up here from the cells of the workbook itself
    page = load_workbook(EXAMPLE / "QLTM.xlsx", data_only=True)["TTHC"]
    rows = list(page.iter_rows(values_only=True))
    head = next(row for row in rows if "#ma" in row)
    data = [row for row in rows[rows.index(head) + 1 :] if row[head.index("#ma")] not in (None, "#tong")]
    sums = {
        code: sum(row[head.index(code)] or 0 for row in data)  # type: ignore[misc]
        for code in ("tn_truc_tuyen", "gq_truoc_han", "gq_dung_han", "gq_qua_han")
    }
    assert sums["tn_truc_tuyen"] > 0
    lines = text.splitlines()
    assert any(line.startswith("- ") and line.endswith(f": {sums['tn_truc_tuyen']} hồ sơ") for line in lines)
    in_time = sums["gq_truoc_han"] + sums["gq_dung_han"]
    settled = in_time + sums["gq_qua_han"]
    assert any(line.endswith(f"({in_time}/{settled})") for line in lines), text


def test_problems_of_the_workbook_stand_in_its_receipt(tmp_path: Path, post: Path) -> None:
    shutil.copy(EXAMPLE / "VP.xlsx", post / "VP.xlsx")
    change(post / "VP.xlsx", "Số liệu", "vb_di", "gia_tri", -5)
    cchc(tmp_path, "collect", str(post))
    _, text = receipt(tmp_path, "VP.xlsx.eml")
    assert "Số liệu!D13: số -5 là số âm" in text
    assert "- VP.xlsx – Lỗi, Số liệu!D13: số -5 là số âm" in text
    assert "chưa nhập" in text  # its total, in place of a number that cannot be read


def test_what_cannot_be_used_is_told_so(tmp_path: Path, post: Path) -> None:
    put(post, "a.eml", "qltm@sct.example", "hỏng.xlsx", b"PK broken")
    result = cchc(tmp_path, "collect", str(post), "--period", "2022-Q1")
    assert result.exit_code == 1
    told, text = receipt(tmp_path, "hỏng.xlsx.eml")
    assert told["To"] == "qltm@sct.example"
    assert "chưa dùng được" in text


def test_what_only_the_office_can_see_to_is_not_told_to_the_unit(tmp_path: Path, post: Path) -> None:
    """Neither in the receipt nor in the slip; it is the officer who knows whose address that is."""
    shutil.copy(EXAMPLE / "VP.xlsx", tmp_path / "VP.xlsx")
    change(tmp_path / "VP.xlsx", "Số liệu", "vb_di", "gia_tri", -5)
    put(post, "a.eml", "ttr@so.example", "VP.xlsx", (tmp_path / "VP.xlsx").read_bytes())
    assert "không phải địa chỉ đã đăng ký" in cchc(tmp_path, "collect", str(post)).stderr
    cchc(tmp_path, "remind", "2022-Q1")
    letter = (tmp_path / "output" / "2022-Q1" / "thu-nhac" / "tra-lai – VP.txt").read_text("utf-8-sig")
    assert "còn 1 lỗi cần sửa:" in letter
    for text in (receipt(tmp_path, "VP.xlsx.eml")[1], letter):
        assert "số -5 là số âm" in text
        assert "đăng ký" not in text


def test_an_older_workbook_is_told_of_the_newer_one(tmp_path: Path, post: Path) -> None:
    shutil.copy(EXAMPLE / "VP.xlsx", post / "mới.xlsx")
    change(post / "mới.xlsx", "Số liệu", "vb_di", "gia_tri", 500, saved="2022-03-18")
    cchc(tmp_path, "collect", str(post))
    shutil.copy(EXAMPLE / "VP.xlsx", post / "cũ.xlsx")
    change(post / "cũ.xlsx", "Số liệu", "vb_di", "gia_tri", 400, saved="2022-03-10")
    cchc(tmp_path, "collect", str(post))
    _, text = receipt(tmp_path, "cũ.xlsx.eml")
    assert "tệp mới hơn là “mới.xlsx”" in text


def test_what_was_there_already_gets_no_second_receipt(tmp_path: Path, post: Path) -> None:
    shutil.copy(EXAMPLE / "VP.xlsx", post)
    cchc(tmp_path, "collect", str(post))
    first = snapshot(tmp_path / RECEIPTS)
    shutil.rmtree(tmp_path / RECEIPTS)
    result = cchc(tmp_path, "collect", str(post))
    assert "giấy báo" not in result.output
    assert not (tmp_path / RECEIPTS).exists()
    assert sorted(first) == ["VP.xlsx.eml", "VP.xlsx.txt"]


def test_a_receipt_of_the_same_workbook_has_the_same_bytes(tmp_path: Path, post: Path) -> None:
    shutil.copy(EXAMPLE / "VP.xlsx", post)
    cchc(tmp_path, "collect", str(post))
    first = snapshot(tmp_path / RECEIPTS)
    shutil.rmtree(tmp_path / RECEIPTS)
    shutil.rmtree(tmp_path / "input")
    cchc(tmp_path, "collect", str(post))
    assert snapshot(tmp_path / RECEIPTS) == first


def test_a_text_that_looks_like_a_tag_stays_text(tmp_path: Path, post: Path) -> None:
    book = load_workbook(EXAMPLE / "VP.xlsx")
    page = book["Nhiệm vụ"]
    head = next(row for row in page.iter_rows() if any(one.value == "#ma" for one in row))
    column = next(one.column for one in head if one.value == "trang_thai") or 0
    page.cell((head[0].row or 0) + 1, column, "{{ 7*7 }}")
    made = io.BytesIO()
    book.save(made)
    put(post, "a.eml", "vp@sct.example", "VP.xlsx", made.getvalue())
    cchc(tmp_path, "collect", str(post))
    _, text = receipt(tmp_path, "VP.xlsx.eml")
    assert "“{{ 7*7 }}”" in text
    assert "49" not in text


def test_every_workbook_taken_has_its_receipt(tmp_path: Path, post: Path) -> None:
    for unit in ("QLTM", "TTR", "XNK"):
        put(post, f"{unit}.eml", f"{unit}@sct.example", f"{unit}.xlsx", (EXAMPLE / f"{unit}.xlsx").read_bytes())
    result = cchc(tmp_path, "collect", str(post))
    assert "3 giấy báo đã nhận" in result.stderr
    names = {"QLTM.xlsx", "TTR.xlsx", "XNK.xlsx"}
    assert {file.name for file in (tmp_path / RECEIPTS).iterdir()} == {
        f"{name}{end}" for name in names for end in (".eml", ".txt")
    }


def test_each_number_has_its_file_and_cells_beside_it(tmp_path: Path, post: Path) -> None:
    put(post, "a.eml", "qltm@sct.example", "Biểu quý I.xlsx", (EXAMPLE / "QLTM.xlsx").read_bytes())
    cchc(tmp_path, "collect", str(post))
    _, text = receipt(tmp_path, "Biểu quý I.xlsx.eml")
    book = load_workbook(EXAMPLE / "QLTM.xlsx", data_only=True)
    numbers = [line for line in text.splitlines() if line.startswith("- ") and "chưa nhập" not in line]
    assert len(numbers) > 15
    for line in numbers:
        name, _, told = line.partition("): ")
        assert "(Biểu quý I.xlsx, " in name or "(tử số: Biểu quý I.xlsx, " in name, line
        if "tử số" not in name and "Không phát sinh" not in told:  # what the cells add up to is what is said
            sheet, _, areas = name.partition("(Biểu quý I.xlsx, ")[2].partition("!")
            cells = [cell for area in areas.split(", ") for row in _rows(book[sheet][area]) for cell in row]
            assert f"{sum(cell.value for cell in cells):,}".replace(",", ".") == told.split()[0], line


def _rows(cells: object) -> tuple[tuple[Any, ...], ...]:
    """An area as openpyxl gives it, a single cell too."""
    return cells if isinstance(cells, tuple) else ((cells,),)
