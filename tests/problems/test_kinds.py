"""docs/van-de.md holds every code of problem, as the program tells it; and a problem as a terminal shows it."""

from __future__ import annotations

import re

from cchc_excel.problems.grouping import line_of
from cchc_excel.problems.kinds import FILE_EMPTY, KINDS
from cchc_excel.problems.problem import Location
from scripts.make_problem_table import TARGET, problem_table


def test_the_page_is_what_the_catalogue_of_problems_makes() -> None:
    assert TARGET.read_text("utf-8") == problem_table(), "run scripts/make_problem_table.py"


def test_every_code_has_a_cause_and_a_remedy() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (Lỗi|Cảnh báo) \| (.+) \| (.+) \|$", TARGET.read_text("utf-8"), re.MULTILINE)
    assert sorted(code for code, *_ in rows) == sorted(KINDS)
    assert all(what.strip() and remedy.strip() for _, _, what, remedy in rows)


def test_a_problem_is_one_line_without_what_a_terminal_obeys() -> None:
    found = FILE_EMPTY(Location("a\n\x1b[31mb.xlsx"))
    assert line_of(found) == "LỖI: a [31mb.xlsx: tệp rỗng; gửi lại tệp"


def test_marks_that_turn_the_direction_of_a_line_stay_out_of_it() -> None:
    assert line_of(FILE_EMPTY(Location("VP\u202exslx.exe"))) == "LỖI: VP xslx.exe: tệp rỗng; gửi lại tệp"
