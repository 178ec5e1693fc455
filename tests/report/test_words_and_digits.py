"""What reports say of a requirement and of a task, and that every output shows the same digits. Two units, one ratio
with a requirement and a further condition, one task; all expected values are worked out by hand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import ROOT, indicator, merge
from tests.workbooks import write_form

PLAIN = "ty_le | Tỷ lệ việc đã làm | I.1 | viec | giao | %"
RATIO = f"{PLAIN} | | >= 15 % | tre == 0 | 2 | Đã làm trên giao; đạt khi {{yeu_cau}}"
PLAN = "\n".join(
    (
        SHEETS["Kế hoạch"].partition("\n")[0],
        " | I | Nhiệm vụ",
        " | 1 | Tỷ lệ việc đã làm | | Các phòng | | Trong năm | | | ty_le",
        " | - | Không có việc trễ hạn | ý",
        " | 2 | Báo cáo kết quả | | Các phòng | Báo cáo | Tháng 2",
    )
)
APPENDIX, TABLE, WORD = "phu-luc-khac-phuc-ton-tai.xlsx", "tong-hop-ty-le.xlsx", "bao-cao-ket-qua-cchc.docx"
TASK = "#ma  trang_thai  ngay_hoan_thanh  ket_qua  nguyen_nhan  giai_phap  ghi_chu"
Figures = tuple[object, object, object]


def run(root: Path, a: Figures, b: Figures, tasks: tuple[str, str] = ("", ""), ratio: str = RATIO) -> dict[str, Any]:
    """A quarter of two units: figures (done, given, late) and the rest of the row of task I.2."""
    changes = {
        "Số liệu": SHEETS["Số liệu"] + "\ntre | Việc trễ hạn | việc | đơn vị | Các phòng",
        "Chỉ tiêu": SHEETS["Chỉ tiêu"].partition("\n")[0] + "\n" + ratio,
        "Kế hoạch": PLAN,
        **periods("2022-Q1 | Quý I năm 2022 | 1/1/2022 | 31/3/2022 | 5/4/2022"),
    }
    write_catalogue(root / "templates" / "danh-muc.xlsx", changes)
    (root / "templates" / "bao-cao").mkdir()
    for name in (APPENDIX, TABLE, WORD):
        shutil.copy(ROOT / "templates" / "bao-cao" / name, root / "templates" / "bao-cao" / name)
    for unit, (done, given, late), task in zip("AB", (a, b), tasks, strict=True):
        figures = f"#ma  gia_tri\nviec  {done}\ngiao  {given}\ntre  {late}"
        sheets = {"Số liệu": figures, "Nhiệm vụ": f"{TASK}\nI.2  {task or '.  .  .  .  .  .'}"}
        write_form(root / "input" / "2022-Q1" / f"{unit}.xlsx", unit, sheets)
    return merge(root)[1]


def report(root: Path, name: str) -> Any:
    return load_workbook(root / "output" / "2022-Q1" / "bao-cao" / name)


def plan_rows(root: Path) -> dict[str, tuple[Any, ...]]:
    """The appendix: text of the plan -> result, verdict, reason, remedy, note."""
    rows = report(root, APPENDIX).worksheets[0].iter_rows(values_only=True)
    return {str(row[1]): row[5:10] for row in rows if row[1] and row[1] != "(tiếp theo)"}


def word_lines(root: Path) -> list[str]:
    document = Document(str(root / "output" / "2022-Q1" / "bao-cao" / WORD))
    rows = [row for table in document.tables for row in table.rows]
    return [*(paragraph.text for paragraph in document.paragraphs), *(cell.text for row in rows for cell in row.cells)]


def table_row(root: Path, name: str) -> Any:
    """The cell of the ratio in a row of the table of ratios."""
    sheet = report(root, TABLE).worksheets[0]
    return next(sheet.cell(row[0].row, 3) for row in sheet.iter_rows() if row[1].value == name)


def page_text(root: Path) -> str:
    page = (root / "output" / "2022-Q1" / "tong-hop.html").read_text("utf-8").partition("<body>")[2]
    return " ".join(re.sub("<[^>]*>", " ", page).split())


def test_what_is_missed_carries_its_reason(tmp_path: Path) -> None:
    """6 of 10 done is enough, but B has two late ones."""
    outcome = run(tmp_path, (3, 4, 0), (3, 6, 2))
    assert indicator(outcome, "ty_le")["passed"] is False
    why = "60,00% ≥ 15 %, nhưng 2 việc trễ hạn"
    rows = plan_rows(tmp_path)
    assert rows["Tỷ lệ việc đã làm"][:2] == (
        "60,00% (6/10); yêu cầu ≥ 15 %, không có việc trễ hạn",
        f"Không đạt\n({why})",
    )
    assert rows["Không có việc trễ hạn"][:2] == ("Việc trễ hạn: 2", "Không đạt\n(2 việc trễ hạn)")
    assert table_row(tmp_path, "Đánh giá").value == "Không đạt"
    table = report(tmp_path, TABLE).worksheets[0]
    (note,) = [cell.value for row in table.iter_rows() for cell in row if why in str(cell.value)]
    assert f"(1) Không đạt: {why}." in str(note)
    assert f"≥ 15 %, không có việc trễ hạn\nKhông đạt ({why})" in "\n".join(word_lines(tmp_path))
    assert f"Không đạt ({why})" in page_text(tmp_path).replace("( ", "(").replace(" )", ")")


def test_where_a_condition_is_not_reported_nothing_is_judged(tmp_path: Path) -> None:
    outcome = run(tmp_path, (3, 4, 0), (3, 6, "."))
    assert indicator(outcome, "ty_le")["passed"] is None
    rows = plan_rows(tmp_path)
    told = "Chưa đủ số liệu\n(60,00% ≥ 15 %, nhưng chưa báo cáo đủ việc trễ hạn)"
    assert rows["Tỷ lệ việc đã làm"][1] == told
    assert rows["Không có việc trễ hạn"][:2] == ("Chưa có số liệu", "Chưa đủ số liệu\n(chưa báo cáo đủ việc trễ hạn)")


def test_a_definition_names_its_requirement(tmp_path: Path) -> None:
    run(tmp_path, (3, 4, 0), (3, 6, 0))
    rows = report(tmp_path, TABLE)["Cách tính"].iter_rows(values_only=True)
    assert "Đã làm trên giao; đạt khi ≥ 15 %" in [row[2] for row in rows]
    assert plan_rows(tmp_path)["Không có việc trễ hạn"][:2] == ("Việc trễ hạn: 0", "Đạt")


def test_a_ratio_without_requirement_has_no_verdict(tmp_path: Path) -> None:
    outcome = run(tmp_path, (3, 4, 0), (3, 6, 0), ratio=PLAIN)
    assert indicator(outcome, "ty_le")["passed"] is None
    assert plan_rows(tmp_path)["Tỷ lệ việc đã làm"][:2] == ("60,00% (6/10)", None)
    assert table_row(tmp_path, "Đánh giá").value is None
    assert "✓ Đạt" not in page_text(tmp_path)
    assert "Đạt" not in " ".join(word_lines(tmp_path))


@pytest.mark.parametrize(
    ("done", "given", "shown", "percent", "held", "digits"),
    [
        (14996, 100000, "14,996%", "15,00", 0.14996, "0.000%"),  # 15,00 % would look as if it met 15 %
        (15004, 100000, "15,00%", "15,00", 0.15, "0.00%"),  # it does meet it
        (87, 160, "54,38%", "54,38", 0.5438, "0.00%"),  # 54,375: a tie goes up
    ],
)
def test_every_output_shows_as_many_digits_as_it_takes(
    tmp_path: Path, done: int, given: int, shown: str, percent: str, held: float, digits: str
) -> None:
    outcome = run(tmp_path, (done, given, 0), (0, 0, 0))
    whole = indicator(outcome, "ty_le")
    assert (whole["value"], whole["percent"], whole["passed"]) == (shown, percent, done / given >= 0.15)
    cell = table_row(tmp_path, "Toàn cơ quan")
    assert (cell.value, cell.number_format) == (held, f"[$-42A]{digits}")
    assert plan_rows(tmp_path)["Tỷ lệ việc đã làm"][0].startswith(f"{shown} (")
    assert any(line.startswith(f"{shown} (") for line in word_lines(tmp_path))
    assert shown in page_text(tmp_path)


def test_all_that_units_write_is_printed_by_unit(tmp_path: Path) -> None:
    """A was done on 5 March, after the end of February; B is under way, and overdue."""
    told = (
        "Đã hoàn thành  05/03/2022  Đã gửi báo cáo  Chờ số liệu  Gửi sớm hơn  Có kèm phụ lục",
        "Đang thực hiện  .  Đang lấy ý kiến  Thiếu người  Thêm người  Xin gia hạn",
    )
    run(tmp_path, (3, 4, 0), (3, 6, 0), told)
    result, verdict, reason, remedy, note = plan_rows(tmp_path)["Báo cáo kết quả"]
    assert result == (
        "Hoàn thành, trễ hạn: Phòng A\nĐang thực hiện: Phòng B (trễ hạn)\n"
        "Kết quả:\n– Phòng A: Đã gửi báo cáo\n– Phòng B: Đang lấy ý kiến"
    )
    assert verdict == "Hoàn thành, trễ hạn: 1/2 đơn vị\nĐang thực hiện: 1/2 đơn vị"
    assert (reason, remedy) == (
        "Phòng A: Chờ số liệu\nPhòng B: Thiếu người",
        "Phòng A: Gửi sớm hơn\nPhòng B: Thêm người",
    )
    assert note == "Phòng A: Có kèm phụ lục\nPhòng B: Xin gia hạn"
    lines = word_lines(tmp_path)
    for row in (
        [
            "Phòng A",
            "Hoàn thành, trễ hạn. Kết quả: Đã gửi báo cáo. Ghi chú: Có kèm phụ lục",
            "Chờ số liệu",
            "Gửi sớm hơn",
        ],
        [
            "Phòng B",
            "Đang thực hiện, trễ hạn. Kết quả: Đang lấy ý kiến. Ghi chú: Xin gia hạn",
            "Thiếu người",
            "Thêm người",
        ],
    ):
        at = lines.index(row[0])
        assert lines[at : at + 4] == row


def test_the_word_report_leaves_out_what_is_done_in_time(tmp_path: Path) -> None:
    told = ("Đã hoàn thành  05/02/2022  Xong cả  .  .  Không có gì", "Không phát sinh  .  .  .  .  .")
    run(tmp_path, (3, 4, 0), (3, 6, 0), told)
    assert plan_rows(tmp_path)["Báo cáo kết quả"][1] == "Hoàn thành"
    assert "Không có." in word_lines(tmp_path)
    assert not any("Xong cả" in line for line in word_lines(tmp_path))


def test_who_has_not_answered_is_said(tmp_path: Path) -> None:
    run(tmp_path, (3, 4, 0), (3, 6, 0), ("Chưa thực hiện  .  .  .  .  .", ""))
    assert plan_rows(tmp_path)["Báo cáo kết quả"][1] == "Chưa thực hiện: 1/2 đơn vị\nChưa báo cáo: 1/2 đơn vị"
