"""cchc status: who has sent what, when, how far the deadline is, and which plan rows are owed."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from cchc_excel.inbox.envelopes import Envelope, write_envelopes
from cchc_excel.values import today_here
from tests.cchc_runs import EXAMPLE, cchc, merge
from tests.platforms import posix_only
from tests.pseudo_terminal import typed
from tests.workbooks import write_form

# The example's workbooks were saved on 16/3/2022; quarter I is due on 17/3/2022.
DUE = "2022-03-17"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]+")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    return tmp_path


def status(root: Path, *options: str, today: str = DUE) -> tuple[int, dict[str, Any]]:
    result = cchc(root, "status", *options, "--today", today, "--json")
    return result.exit_code, json.loads(result.stdout)


def unit(told: dict[str, Any], code: str) -> dict[str, Any]:
    (found,) = [one for one in told["units"] if one["unit"] == code]
    assert isinstance(found, dict)
    return found


def change(file: Path, sheet: str, cell: str, value: str | int | None) -> None:
    """Type a value into a form and save it on 18/3/2022 at 20:00 UTC: 19/3/2022, 3:00 in Việt Nam."""
    book = load_workbook(file)
    book[sheet][cell].value = value
    memory = BytesIO()
    book.save(memory)
    with zipfile.ZipFile(memory) as saved, zipfile.ZipFile(file, "w") as out:
        for name in saved.namelist():
            # openpyxl writes the moment of saving, whatever it is told
            out.writestr(name, _MODIFIED.sub(rb"\g<1>2022-03-18T20:00:00Z", saved.read(name)))


def cell_of(file: Path, sheet: str, code: str, column: str) -> str:
    rows = list(load_workbook(file)[sheet].iter_rows())
    head = next(row for row in rows if any(cell.value == "#ma" for cell in row))
    at = next(number for number, cell in enumerate(head) if cell.value == "#ma")
    to = next(number for number, cell in enumerate(head) if cell.value == column)
    return next(row[to].coordinate for row in rows if str(row[at].value) == code)


def test_all_in_and_then_in_the_reports(root: Path) -> None:
    code, told = status(root, "2022-Q1")
    assert (code, told["complete"], told["days"]) == (0, True, 0)
    assert {one["state"] for one in told["units"]} == {"sent"}
    assert merge(root)[0] == 0
    code, told = status(root, "2022-Q1")
    assert code == 0
    assert {one["state"] for one in told["units"]} == {"merged"}
    assert unit(told, "VP")["files"] == ["VP.xlsx"]
    file = root / "input" / "2022-Q1" / "VP.xlsx"
    change(file, "Số liệu", cell_of(file, "Số liệu", "vb_di", "gia_tri"), 420)
    _, told = status(root, "2022-Q1")
    assert [one["unit"] for one in told["units"] if one["state"] == "sent"] == ["VP"]  # the reports hold the old file
    assert unit(told, "VP")["at"] == "2022-03-19T03:00:00+07:00"
    assert unit(told, "VP")["days"] == -2  # saved two days after the deadline
    assert unit(told, "TTR")["days"] == 1


def test_each_state_has_its_unit(root: Path) -> None:
    folder = root / "input" / "2022-Q1"
    (folder / "TTR.xlsx").unlink()
    (folder / "XNK.xlsx").unlink()
    write_form(folder / "XNK.xlsx", "XNK", {"Số liệu": "#ma  gia_tri\ncv_giao  5"}, period="2021-Q4")
    (folder / "KTAT.xlsx").write_bytes(b"not a workbook")
    change(folder / "VP.xlsx", "Số liệu", cell_of(folder / "VP.xlsx", "Số liệu", "vb_di", "gia_tri"), "mười hai")
    code, told = status(root, "2022-Q1", today="2022-03-20")
    assert (code, told["complete"], told["days"]) == (1, False, -3)
    states = {one["unit"]: one["state"] for one in told["units"]}
    assert states["TTR"] == "not_sent"
    assert states["XNK"] == "refused"
    assert (states["VP"], unit(told, "VP")["errors"]) == ("errors", 1)
    assert states["QLTM"] == "sent"
    assert unit(told, "TTR")["days"] == -3
    assert states["KTAT"] == "refused"  # it cannot be read, but its name says whose it is
    assert told["strays"] == []


def test_plan_rows_owed_and_reported(root: Path) -> None:
    file = root / "input" / "2022-Q1" / "XNK.xlsx"
    change(file, "Nhiệm vụ", cell_of(file, "Nhiệm vụ", "II.6.7", "trang_thai"), None)
    _, told = status(root, "2022-Q1")
    rows = {one["muc"]: one for one in unit(told, "XNK")["owed"]}
    assert not rows["II.6.7"]["reported"]
    others = {key: one for key, one in rows.items() if key != "II.6.7"}
    assert all(one["reported"] for one in others.values())
    assert rows["II.2.4.2"]["deadline"] == DUE  # "Hàng Quý": with the period
    # a row that is a ratio of the unit's own figures, and one that only Văn phòng answers
    assert (rows["II.2.4.2"]["answer"], rows["IV.5"]["answer"]) == ("Đang thực hiện", "23,53%")
    assert "II.6.1" not in rows
    text = cchc(root, "status", "2022-Q1", "--today", DUE).stdout
    assert "XNK chưa báo cáo mục: II.6.7\n" in text
    file.unlink()
    _, told = status(root, "2022-Q1")
    assert {one["muc"] for one in unit(told, "XNK")["owed"]} == rows.keys()
    assert not any(one["reported"] for one in unit(told, "XNK")["owed"])


def test_a_letters_date_goes_before_the_workbooks(root: Path) -> None:
    sent = dt.datetime(2022, 3, 17, 18, 30, tzinfo=dt.UTC)  # 18/3/2022, 1:30 in Việt Nam
    write_envelopes(root / "input" / "2022-Q1", {"TTR.xlsx": Envelope("thanhtra@sct.example", sent)})
    _, told = status(root, "2022-Q1")
    found = unit(told, "TTR")
    assert (found["at"], found["by_mail"], found["days"]) == ("2022-03-18T01:30:00+07:00", True, -1)


def test_parts_of_a_longer_period(root: Path) -> None:
    code, told = status(root, "2022-6T")
    assert code == 1
    assert unit(told, "VP")["state"] == "partial"
    assert unit(told, "VP")["absent"] == ["2022-Q2"]
    assert unit(told, "VP")["files"] == ["../2022-Q1/VP.xlsx"]


@pytest.mark.parametrize(
    ("used", "today", "period"),
    [
        ((), "2022-03-16", "2022-Q1"),  # month 3 is due that day, but the catalogue begins with quarters
        (("2022-Q1",), "2022-04-20", "2022-Q1"),  # 34 days late; quarter II is 58 days off
        (("2022-Q1",), "2022-06-10", "2022-Q2"),
        (("2022-T01", "2022-T02"), "2022-03-16", "2022-T03"),
        (("2022-6T",), "2022-06-17", "2022-6T"),
    ],
)
def test_the_period_that_fits_the_day(tmp_path: Path, used: tuple[str, ...], today: str, period: str) -> None:
    for code in used:
        write_form(tmp_path / "input" / code / "VP.xlsx", "VP", {"Số liệu": "#ma  gia_tri\nvb_di  1"}, period=code)
    _, told = status(tmp_path, today=today)
    assert told["period"] == period
    assert period in cchc(tmp_path, "status", "--today", today).stdout


def test_text_for_a_pipe(root: Path) -> None:
    (root / "input" / "2022-Q1" / "TTR.xlsx").unlink()
    result = cchc(root, "status", "2022-Q1", "--today", "2022-03-20")
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert "9/10 đơn vị đã xong (1 chưa gửi)" in lines[0]
    assert "quá hạn 3 ngày" in lines[0]
    (row,) = [line for line in lines if line.startswith("TTR ")]
    assert "Chưa gửi" in row
    assert "quá hạn 3 ngày" in row
    (row,) = [line for line in lines if line.startswith("VP ")]
    assert all(text in row for text in ("Đã gửi", "16/03/2022 15:00", "đúng hạn", "14/14"))


@pytest.mark.parametrize("arguments", [("2022-Q9",), ("2022-Q1", "--today", "hôm nào"), ("--nhanh",)])
def test_wrong_use_cannot_run(root: Path, arguments: tuple[str, ...]) -> None:
    result = cchc(root, "status", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_nothing_is_written(root: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in root.rglob("*")}
    status(root, "2022-Q1")
    assert {file: file.stat().st_mtime_ns for file in root.rglob("*")} == before


def test_the_words_of_a_status_are_plain_data(root: Path) -> None:
    """--json is a JSON object that another program can read back."""
    result = cchc(root, "status", "2022-Q1", "--today", DUE, "--json")
    told = msgspec.json.decode(result.stdout.encode())
    assert list(told) == ["period", "name", "due", "today", "days", "complete", "issue", "units", "strays", "problems"]


@posix_only
def test_a_terminal_of_80_columns_cuts_nothing_off(root: Path) -> None:
    """Every word of every unit's name is there, no row takes more than five lines, and no locale is needed."""
    (root / "input" / "2022-Q1" / "TTR.xlsx").unlink()
    more = {"COLUMNS": "80", "LC_ALL": "C", "PYTHONUTF8": "0"}
    shown = typed(root, ("status", "2022-Q1", "--today", "2023-11-30"), (), more).shown
    table = shown[shown.index("──") :].strip("─\n").split("\n\n")[0].splitlines()
    assert max(len(line) for line in table) <= 80
    assert "…" not in "".join(table)
    names: dict[str, str] = {}
    lines: dict[str, int] = {}
    code = ""
    for line in table:
        code = line[:4].strip() or code
        names[code] = f"{names.get(code, '')} {line[6:20].strip()}".strip()
        lines[code] = lines.get(code, 0) + 1
    assert names["KCTV"] == "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp"
    assert names["QLCN"] == "Phòng Quản lý Công nghiệp và Môi trường"
    assert max(lines.values()) <= 5


def test_today_is_the_day_at_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half past five in the afternoon of the 17th in London is the 18th in Việt Nam."""

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Clock:
            return cls(2022, 3, 17, 17, 30, tzinfo=dt.UTC).astimezone(tz)

    monkeypatch.setattr("cchc_excel.values.dt.datetime", Clock)
    assert today_here() == dt.date(2022, 3, 18)


def test_a_file_is_left_out_as_a_merge_leaves_it_out(root: Path) -> None:
    folder = root / "input" / "2022-Q1"
    shutil.copy(folder / "VP.xlsx", folder / "sai.xlsx")
    change(folder / "sai.xlsx", "Số liệu", cell_of(folder / "VP.xlsx", "Số liệu", "vb_di", "gia_tri"), -1)
    code, told = status(root, "2022-Q1")
    assert (code, unit(told, "VP")["state"], unit(told, "VP")["files"]) == (1, "errors", ["sai.xlsx"])
    options = ("--exclude", "SAI.xlsx", "--reason", "gửi nhầm")
    code, told = status(root, "2022-Q1", *options)
    assert (code, unit(told, "VP")["state"], unit(told, "VP")["files"]) == (0, "sent", ["VP.xlsx"])
    assert [(one["code"], one["file"]) for one in told["problems"]] == [("loai-theo-yeu-cau", "sai.xlsx")]
    assert merge(root, *options)[0] == 0
    _, told = status(root, "2022-Q1", *options)
    assert unit(told, "VP")["state"] == "merged"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--exclude", "khong-co.xlsx", "--reason", "gửi nhầm"), "không có tệp “khong-co.xlsx”"),
        (("--exclude", "VP.xlsx"), "--exclude và --reason phải đi thành từng cặp"),
        (("--exclude", "VP.xlsx", "--reason", " "), "--exclude và --reason phải đi thành từng cặp"),
    ],
)
def test_what_cannot_be_left_out_is_told_and_nothing_is_seen(root: Path, options: tuple[str, ...], said: str) -> None:
    result = cchc(root, "status", "2022-Q1", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
