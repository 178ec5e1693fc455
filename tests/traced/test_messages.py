"""Numbers that messages say of ratios and of parts: each is that of the cells that the message is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cchc_runs import cchc, merge
from tests.departments import COLUMNS
from tests.two_units import send, two_units
from tests.workbooks import small_report, write_form

PERIODS = (
    "2022-Q1 | Quý I | 1/1/2022 | 31/3/2022 | 5/4/2022 | 2022-T01; 2022-T02; 2022-T03",
    *(
        f"2022-T0{month} | Tháng {month} | 1/{month}/2022 | {last}/{month}/2022"
        for month, last in ((1, 31), (2, 28), (3, 31))
    ),
)
RATIO = "“Tỷ lệ việc đã làm” là"


def test_ratios_and_parts_are_told_with_the_numbers_of_their_cells(tmp_path: Path) -> None:
    """A: 5 of 0 (0 of 3 in months). B: 1.209 of 4. Both: 1.214 of 4."""
    two_units(tmp_path, *PERIODS)
    small_report(tmp_path)
    send(tmp_path, "2022-Q1", "A", 5, 0)
    send(tmp_path, "2022-Q1", "B", 1209, 4)
    for period, given in (("2022-T01", 1), ("2022-T02", 0), ("2022-T03", 2)):
        send(tmp_path, period, "A", 0, given)
    problems = merge(tmp_path)[1]["problems"]
    told = {(one["unit"], one["file"], one["cell"], one["message"].split(";")[0]) for one in problems}
    differs = "nhưng cộng các kỳ thành phần được"
    assert told == {
        ("A", None, None, f"{RATIO} 5/0: có tử số mà mẫu số bằng 0"),
        ("B", None, None, f"{RATIO} 1209/4, trên 100%"),
        (None, None, None, "“Tỷ lệ việc đã làm (toàn cơ quan)” là 1214/4, trên 100%"),
        # the table of the workbook begins in A1: viec in row 2, giao in row 3
        ("A", "A.xlsx", "B2", f"“Việc đã làm” ghi 5 {differs} 0, dùng số 5"),
        ("A", "A.xlsx", "B3", f"“Việc được giao” ghi 0 {differs} 3, dùng số 0"),
    }


@pytest.mark.parametrize(
    ("row", "code", "told"),
    [
        # received 3 + 1, 0 carried over; settled 1 + 2 + 0, in hand 2 + 0: one more than there were
        ("3  1  0  1  2  0  2  0", 1, "LỖI: số hồ sơ đã giải quyết cộng đang giải quyết (5) lớn hơn tổng số tiếp nhận"),
        ("3  1  1  1  2  0  2  0", 0, ""),
        # one fewer: it may have been returned
        ("3  1  0  1  2  0  0  0", 0, "Cảnh báo: tổng số tiếp nhận (4) lớn hơn đã giải quyết cộng đang giải quyết (3)"),
    ],
)
def test_dossiers_that_do_not_balance(tmp_path: Path, row: str, code: int, told: str) -> None:
    """More than there were cannot be issued; fewer can be."""
    figures = "cv_giao  8\ncv_som_han  4\ncv_tre_han  0\ncv_gia_han  0\ndg_diem  10\ndg_ho_so  1"
    sheets = {"Số liệu": f"#ma  gia_tri\n{figures}", "TTHC": f"#ma  {COLUMNS}\n2.000063  {row}  0  0  0"}
    write_form(tmp_path / "XNK.xlsx", "XNK", sheets)
    result = cchc(tmp_path, "check", str(tmp_path / "XNK.xlsx"))
    level, _, message = told.partition(": ")
    lines = [line for line in result.stderr.splitlines() if "giải quyết cộng đang giải quyết" in line]
    assert result.exit_code == code, result.stderr
    assert [line.startswith(level) and message in line for line in lines] == ([True] if told else [])
