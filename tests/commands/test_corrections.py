"""Figures that are corrected after they were issued, as an officer meets it: issue, correct a unit's file, merge, issue
again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cchc_runs import cchc, codes, merge
from tests.two_units import files, send, two_units

Q1 = "2022-Q1 | Quý I năm 2022 | 15/12/2021 | 14/3/2022 | 17/3/2022"
Q2 = "2022-Q2 | Quý II năm 2022 | 15/3/2022 | 14/6/2022 | 17/6/2022 | | 2022-Q1 | 2022-Q1 | 2022-6T"
HALF = "2022-6T | 6 tháng đầu năm 2022 | 15/12/2021 | 14/6/2022 | 17/6/2022 | 2022-Q1; 2022-Q2"
REPORT = "bao-cao/tong-hop-ty-le.xlsx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two units, the first quarter sent."""
    return two_units(tmp_path, Q1, Q2, HALF)


def header(file: Path) -> str:
    page = load_workbook(file).worksheets[0].oddHeader
    assert page is not None
    return str(page.right.text or "")


def differences(outcome: dict[str, Any], code: str = "khac-phat-hanh") -> set[tuple[str | None, str | None]]:
    """(unit, message up to the advice) of every value that is not as issued."""
    told = [one for one in outcome["problems"] if one["code"] == code]
    assert {one["level"] for one in told} <= {"warning"}
    return {(one["unit"], one["message"].partition(";")[0]) for one in told}


CORRECTED = {
    ("A", "“Việc đã làm” đã phát hành là 30 (bản 1), nay là 20"),
    ("A", "“Tỷ lệ việc đã làm” đã phát hành là 75,00% (bản 1), nay là 50,00%"),  # 30/40, 20/40
    (None, "“Tỷ lệ việc đã làm” đã phát hành là 80,00% (bản 1), nay là 60,00%"),  # 40/50, 30/50
}
REPLACED = {
    ("A", "“Việc đã làm” là 20, bản phát hành trước (bản 1) ghi 30"),
    ("A", "“Tỷ lệ việc đã làm” là 50,00%, bản phát hành trước (bản 1) ghi 75,00%"),
    (None, "“Tỷ lệ việc đã làm” là 60,00%, bản phát hành trước (bản 1) ghi 80,00%"),
}
"""The same three, said while they are issued."""


def test_a_merge_after_the_issue_gives_the_same_bytes(root: Path) -> None:
    assert merge(root, "--final")[0] == 0
    issued = files(root / "output" / "2022-Q1")
    code, outcome = merge(root)
    assert (code, codes(outcome)) == (0, set())
    assert files(root / "output" / "2022-Q1") == issued
    assert ".cchc/lan-gop.json" not in outcome["outputs"]


def test_the_day_of_the_issue_stays_as_long_as_it_holds(root: Path) -> None:
    assert merge(root, "--final", "--date", "18/3/2022")[0] == 0
    issued = files(root / "output" / "2022-Q1")
    assert merge(root)[0] == 0
    assert files(root / "output" / "2022-Q1") == issued
    send(root, "2022-Q1", "A", 20, 40)
    merge(root)
    assert header(root / "output" / "2022-Q1" / REPORT).startswith("CHƯA PHÁT HÀNH")


def test_a_correction_is_told_marked_and_listed(root: Path) -> None:
    merge(root, "--final")
    send(root, "2022-Q1", "A", 20, 40)
    code, outcome = merge(root)
    folder = root / "output" / "2022-Q1"
    assert (code, outcome["final"]) == (0, True)
    assert differences(outcome) == CORRECTED
    assert {one["file"] for one in outcome["problems"] if one["unit"] == "A"} == {"A.xlsx"}
    assert header(folder / REPORT).startswith("CHƯA PHÁT HÀNH")
    sheet = load_workbook(folder / "nguon-so-lieu.xlsx")["Khác bản phát hành"]
    rows = set(sheet.iter_rows(values_only=True))
    assert ("Việc đã làm", "Phòng A", "30", "20", "A.xlsx") in rows
    assert ("Tỷ lệ việc đã làm", "Cả cơ quan", "80,00%", "60,00%", "A.xlsx") in rows
    page = (folder / "tong-hop.html").read_text("utf-8")
    assert "Khác bản phát hành" in page
    assert "CHƯA PHÁT HÀNH" in page
    send(root, "2022-Q1", "A", 30, 40)
    assert (merge(root)[1]["problems"], header(folder / REPORT)) == ([], "")


def test_what_is_issued_again_does_not_say_how_it_differs(root: Path) -> None:
    merge(root, "--final", "--date", "18/3/2022")
    send(root, "2022-Q1", "A", 20, 40)
    code, outcome = merge(root, "--final", "--date", "20/4/2022", "--issue-reason", "Phòng A gửi lại")
    folder = root / "output" / "2022-Q1"
    assert code == 0
    assert codes(outcome) == {"khac-ban-truoc"}  # nobody is told to issue what is being issued
    assert differences(outcome, "khac-ban-truoc") == REPLACED  # the command says it, the reports do not
    assert "Khác bản phát hành" not in load_workbook(folder / "nguon-so-lieu.xlsx").sheetnames
    assert header(folder / REPORT) == ""
    assert "phat-hanh/2/phat-hanh.json" in outcome["outputs"]
    record = json.loads((folder / "phat-hanh" / "2" / "phat-hanh.json").read_text("utf-8"))
    assert (record["date"], record["reason"]) == ("2022-04-20", "Phòng A gửi lại")
    assert {"code": "viec", "unit": "A", "procedure": "", "value": 20} in record["figures"]
    assert record["outputs"].keys() >= {REPORT, "tong-hop.html", "nguon-so-lieu.xlsx"}
    issued = files(folder)
    assert merge(root)[1]["problems"] == []
    assert files(folder) == issued


def test_the_same_reports_are_not_issued_twice(root: Path) -> None:
    merge(root, "--final", "--date", "18/3/2022")
    code, outcome = merge(root, "--final")
    assert (code, codes(outcome)) == (0, {"da-phat-hanh-roi"})
    assert [path.name for path in (root / "output" / "2022-Q1" / "phat-hanh").iterdir()] == ["1"]
    assert not [name for name in outcome["outputs"] if name.startswith("phat-hanh")]


def test_a_draft_is_a_draft_first(root: Path) -> None:
    merge(root, "--final")
    (root / "input" / "2022-Q1" / "B.xlsx").unlink()
    code, outcome = merge(root)
    assert code == 1
    assert header(root / "output" / "2022-Q1" / REPORT).startswith("BẢN NHÁP")
    # B's figures are gone; 30/40 is left of 40/50
    assert (None, "“Tỷ lệ việc đã làm” đã phát hành là 80,00% (bản 1), nay là 75,00%") in differences(outcome)
    assert ("B", "“Việc đã làm” đã phát hành là 10 (bản 1), nay là (trống)") in differences(outcome)


def test_an_issue_of_an_earlier_version_is_compared_file_by_file(root: Path) -> None:
    merge(root, "--final")
    folder = root / "output" / "2022-Q1"
    (folder / "phat-hanh" / "1" / "phat-hanh.json").unlink()
    assert merge(root)[1]["problems"] == []
    send(root, "2022-Q1", "A", 20, 40)
    code, outcome = merge(root)
    assert code == 0
    (told,) = outcome["problems"]
    assert told["code"] == "khac-ban-phat-hanh-cu"
    assert REPORT in told["message"]
    assert header(folder / REPORT).startswith("CHƯA PHÁT HÀNH")


def test_later_periods_that_stand_on_a_corrected_one_say_so(root: Path) -> None:
    merge(root, "--final")
    send(root, "2022-Q2", "A", 8, 10)
    send(root, "2022-Q2", "B", 5, 10)
    assert merge(root, period="2022-Q2")[1]["problems"] == []
    send(root, "2022-Q1", "A", 20, 40)
    for period in ("2022-Q2", "2022-6T"):
        code, outcome = merge(root, period=period)
        assert code == 0
        (told,) = [one for one in outcome["problems"] if one["code"] == "ky-khac-da-sua"]
        assert "kỳ 2022-Q1, nay có 3 số" in told["message"]  # the three of CORRECTED
        page = (root / "output" / period / "tong-hop.html").read_text("utf-8")
        assert '<p class="nhap" role="note">Báo cáo này dùng số của kỳ 2022-Q1, nay có 3 số' in page
    merge(root, "--final")
    assert "ky-khac-da-sua" not in codes(merge(root, period="2022-Q2")[1])


def test_an_issue_that_printed_a_period_corrected_and_issued_again_says_so(root: Path) -> None:
    """The earlier period is as it was issued last; this one's issue still has the numbers of before beside its own."""
    for other in (root / "templates" / "bao-cao").iterdir():
        if other.name != Path(REPORT).name:
            other.unlink()
    merge(root, "--final")
    send(root, "2022-Q2", "A", 8, 10)
    send(root, "2022-Q2", "B", 5, 10)
    merge(root, "--final", "--date", "18/6/2022", period="2022-Q2")
    send(root, "2022-Q1", "A", 20, 40)
    merge(root, "--final")
    code, outcome = merge(root, period="2022-Q2")
    assert code == 0
    assert {(one["code"], one["unit"], one["message"].partition(";")[0]) for one in outcome["problems"]} == {
        # 40/50, 30/50; with the second quarter's 13/20: 53/70, 43/70
        (
            "ky-khac-khac-ban-phat-hanh",
            None,
            f"bản phát hành 1 in cả số của kỳ {period} (kỳ trước, lũy kế), nay có 1 số khác, ví dụ “Tỷ lệ việc đã làm "
            f"(kỳ {period})” {change}",
        )
        for period, change in (("2022-Q1", "80,00% → 60,00%"), ("2022-6T", "75,71% → 61,43%"))
    }
    folder = root / "output" / "2022-Q2"
    assert header(folder / REPORT).startswith("CHƯA PHÁT HÀNH")
    rows = set(load_workbook(folder / "nguon-so-lieu.xlsx")["Khác bản phát hành"].iter_rows(values_only=True))
    assert ("Tỷ lệ việc đã làm (kỳ 2022-Q1)", "Cả cơ quan", "80,00%", "60,00%", None) in rows
    told = cchc(root, "status", "2022-Q2", "--today", "1/7/2022").stdout
    assert "Đã phát hành: bản 1, ngày 18/06/2022; nay có 2 số khác bản ấy" in told
    assert merge(root, "--final", "--date", "1/7/2022", period="2022-Q2")[1]["problems"] == []
    assert header(folder / REPORT) == ""


def test_reports_that_differ_by_no_value_are_named(root: Path) -> None:
    merge(root, "--final", "--date", "18/3/2022")
    code, outcome = merge(root, "--date", "20/4/2022")
    assert (code, codes(outcome)) == (0, {"bao-cao-khac-ban-phat-hanh"})
    assert REPORT in outcome["problems"][0]["message"]
    assert header(root / "output" / "2022-Q1" / REPORT).startswith("CHƯA PHÁT HÀNH")


def test_a_note_typed_into_the_sources_is_kept(root: Path) -> None:
    merge(root)
    file = root / "output" / "2022-Q1" / "nguon-so-lieu.xlsx"
    book = load_workbook(file)
    book.worksheets[0]["L2"] = "hỏi lại phòng A"
    book.save(file)
    outcome = merge(root)[1]
    assert [(one["code"], one["file"]) for one in outcome["problems"]] == [("bao-cao-da-sua-tay", "nguon-so-lieu.xlsx")]
    kept = load_workbook(root / "output" / "2022-Q1" / "cu" / "nguon-so-lieu.xlsx")
    assert kept.worksheets[0]["L2"].value == "hỏi lại phòng A"
    assert merge(root)[1]["problems"] == []


def test_status_says_which_issue_stands(root: Path) -> None:
    def issue() -> Any:
        return json.loads(cchc(root, "status", "2022-Q1", "--json", "--today", "1/4/2022").stdout)["issue"]

    merge(root)
    assert issue() is None
    merge(root, "--final", "--date", "18/3/2022")
    assert issue() == {"number": 1, "date": "2022-03-18", "reason": None, "holds": True, "differences": 0}
    send(root, "2022-Q1", "A", 20, 40)
    assert issue() == {"number": 1, "date": "2022-03-18", "reason": None, "holds": False, "differences": 3}
    told = cchc(root, "status", "2022-Q1", "--today", "1/4/2022").stdout
    assert "Đã phát hành: bản 1, ngày 18/03/2022; nay có 3 số khác bản ấy" in told


def test_a_folder_of_an_earlier_version_goes_on(root: Path) -> None:
    """Its state stood in nguon-so-lieu.xlsx, with other headings; its issue kept no values."""
    folder = root / "output" / "2022-Q1"
    merge(root, "--final")
    before = (folder / REPORT).read_bytes()
    shutil.rmtree(folder / ".cchc")
    (folder / "phat-hanh" / "1" / "phat-hanh.json").unlink()
    book = load_workbook(folder / "nguon-so-lieu.xlsx")
    for name in book.sheetnames:
        if name not in ("Tệp kết quả", "Tệp đã nhận"):
            del book[name]
    book["Tệp đã nhận"].insert_cols(1)  # columns are known by their headings
    book.save(folder / "nguon-so-lieu.xlsx")
    state = {one["unit"]: one["state"] for one in json.loads(cchc(root, "status", "2022-Q1", "--json").stdout)["units"]}
    assert state == {"A": "merged", "B": "merged"}
    code, outcome = merge(root)
    # the reports are known by their SHA-256; nothing says what nguon-so-lieu.xlsx was
    assert (code, [(one["code"], one["file"]) for one in outcome["problems"]]) == (
        0,
        [("bao-cao-da-sua-tay", "nguon-so-lieu.xlsx")],
    )
    assert (folder / REPORT).read_bytes() == before
    assert (folder / "cu" / "nguon-so-lieu.xlsx").is_file()
    assert merge(root)[1]["problems"] == []
