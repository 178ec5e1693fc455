"""docs/vi-du/xa-2026/, the example of another department, as its reader uses it: copied, `cchc init`, two quarters.

Expected numbers are worked out by hand from the text tables in scripts/vi-du/xa-2026/so-lieu/, the sums beside them. In
quarter II units send every month; after Tổ Địa chính - Môi trường (DC) was merged into Phòng Kinh tế (KT) on 1/7, in
quarter III, only Trung tâm (PVHC) does.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from scripts.commune_reports import WORD
from scripts.make_commune import PERIODS, SOURCE, TARGET, make_templates, typed_in
from tests import libreoffice
from tests.cchc_runs import cchc, indicator, merge, statuses
from tests.project.test_made_files import parts
from tests.report import full_pages
from tests.workbooks import table

QUARTERS = ("2026-Q2", "2026-Q3")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("xa") / "xa"
    shutil.copytree(TARGET, root)
    assert cchc(root, "init").exit_code == 0
    return root


@pytest.fixture(scope="module")
def outcomes(root: Path) -> dict[str, dict[str, Any]]:
    """What each quarter comes to; both are complete and nothing at all is wrong."""
    merged = {period: merge(root, period=period) for period in QUARTERS}
    assert {code for code, _ in merged.values()} == {0}
    assert [one["problems"] for _, one in merged.values()] == [[], []]
    return {period: outcome for period, (_, outcome) in merged.items()}


def test_init_leaves_the_commune_what_it_has(root: Path) -> None:
    told = cchc(root, "catalogue", "check")
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "0 lỗi, 0 cảnh báo")
    reports = {file.name for file in (root / "templates" / "bao-cao").iterdir()}
    assert reports == {file.name for file in (TARGET / "templates" / "bao-cao").iterdir()}
    assert (root / "Chay-cchc.bat").is_file()


def test_months_and_quarters_are_merged_side_by_side(outcomes: dict[str, dict[str, Any]]) -> None:
    months = {f"../2026-T{at:02d}/{unit}.xlsx" for at in (4, 5, 6) for unit in ("VP", "KT", "VHXH", "DC", "PVHC")}
    assert statuses(outcomes["2026-Q2"]) == dict.fromkeys(months, "merged")
    later = {"KT.xlsx", "VHXH.xlsx", "VP.xlsx", *(f"../2026-T0{at}/PVHC.xlsx" for at in (7, 8, 9))}
    assert statuses(outcomes["2026-Q3"]) == dict.fromkeys(later, "merged")


RATIOS = (
    # Q2: settled 118 early, 107 on time, 3 waiting, 3 returned, 8 late; Q3: 140, 112, 1, 2, 5
    ("dung_hen", None, (231, 239, "96,65%"), (255, 260, "98,08%")),
    # online 60 + 33 + 27 of 72 + 38 + 34; from 1/7 9.400101 is toàn trình too: 70 + 36 + 33 + 24 of 75 + 39 + 38 + 36
    ("truc_tuyen_tt", None, (120, 144, "83,33%"), (163, 188, "86,70%")),
    # 21 + 8 + 15 + 15 of 30 + 11 + 30 + 34; without 9.400101: 24 + 10 + 20 of 30 + 12 + 30
    ("truc_tuyen_mp", None, (59, 105, "56,19%"), (54, 72, "75,00%")),
    # received for others by Trung tâm 15 + 2 + 7, own received elsewhere 9 + 2 + 6; of own 38 + 11 + 34 and those 24.
    # Q3: 18 + 3 + 9 and 12 + 4 + 8; of 39 + 12 + 38 and 30
    ("phi_dia_gioi_hs", None, (41, 107, "38,32%"), (54, 119, "45,38%")),
    ("phi_dia_gioi_hs", "PVHC", (24, 24, "100,00%"), (30, 30, "100,00%")),
    # digitised 68 + 37 + 25 + 11 + 31 + 23 + 24 of what each unit was given: 120 + 36 + 60 + 30
    ("so_hoa_giao", None, (219, 246, "89,02%"), (253, 260, "97,31%")),
    ("so_hoa_giao", "KT", (54, 60, "90,00%"), (100, 100, "100,00%")),
    # paid online 24 + 12 + 13 of 34 + 30 + 34: just what is asked; Q3: 30 + 16 + 20 of 38 + 30 + 36
    ("tra_phi_tt", None, (49, 98, "50,00%"), (66, 104, "63,46%")),
    # letters 1 + 2 + 1 + 4; late 8 settled and 1 in hand. Q3: 1 + 3 + 1; 5 and 1
    ("xin_loi", None, (8, 9, "88,89%"), (5, 6, "83,33%")),
    # tasks: I.1.a, I.1.b, II.7, III.4 (undone), III.5 of two units; then I.1.b, I.3, II.7, III.4, III.6 of three (one
    # undone)
    ("hoan_thanh", None, (5, 6, "83,33%"), (6, 7, "85,71%")),
    # at the end of the quarter, in decimals
    ("giai_ngan", None, (5100.3, 8500.5, "60,0%"), (7650.45, 8500.5, "90,0%")),
    # 40,5 + 45 + 49,5; 46 + 44 + 48
    ("hai_long", "PVHC", (135, 30, "4,50"), (138, 30, "4,60")),
    # no plan yet in Q2, one in Q3
    ("theo_kh", None, (0, 0, "Không tính"), (8, 10, "80,00%")),
    ("chua_kh", None, (1, 1, "100%"), (0, 0, "Không tính")),
    # Phòng Kinh tế with what it took over: 48 early, 54 on time, 3 late of its four procedures in Q3
    ("dung_hen", "KT", (58, 60, "96,67%"), (102, 105, "97,14%")),
    ("xin_loi", "KT", (2, 2, "100,00%"), (3, 4, "75,00%")),
)


@pytest.mark.parametrize(("code", "unit", "before", "after"), RATIOS)
def test_a_ratio(
    outcomes: dict[str, dict[str, Any]], code: str, unit: str | None, before: tuple[Any, ...], after: tuple[Any, ...]
) -> None:
    for period, expected in zip(QUARTERS, (before, after), strict=True):
        found = indicator(outcomes[period], code, unit)
        assert (found["numerator"], found["denominator"], found["value"]) == expected


POINTS = (
    ("I.1.b", None, "2", "2"),  # có/không: the report is made
    ("I.2", None, "4,17", "4,29"),  # ngưỡng 80 %: 5 x 5/6; 5 x 6/7
    ("I.3", None, None, "-1,5"),  # ngày trễ: asked in Q3, done 18/8 for 15/8: 3 x -0,5
    ("I.4.a", None, None, "4"),  # two branches: with a plan 80 % is 4
    ("I.4.b", None, "2", None),  # and without one 2
    ("II.1", None, "9,86", "10"),  # đích 98 %: 10 x 231/239 : 0,98; 255/260 is above it
    ("II.2.a", None, "4", "4"),  # above 60 %
    ("II.2.b", None, "2", "2"),  # from 50 % on all of 2
    ("II.2.b", "DC", "1", None),  # 15/34 is 44,12 %: half of 2
    ("II.3", None, "2,12", "2,65"),  # from 10 % to 50 %: 3 x (41/107 - 0,1) : 0,4; 3 x (54/119 - 0,1) : 0,4
    ("II.4.a", "DC", "2,4", None),  # its own target: 3 x 24/30
    ("II.4.b", "KT", "2,78", "2,88"),  # of the best, VP: 3 x 54/60 : 105/108; 3 x 100/105 : 113/114
    ("II.5", None, "2", "2"),  # đạt: 50 % is enough
    ("II.6", None, "1,78", "1,67"),  # 2 x 8/9; 2 x 5/6
    ("II.6", "PVHC", None, None),  # nothing late there: not counted
    ("II.1", "PVHC", "10", "10"),  # nothing settled there: 0/0 is all the points
    # the mean of 27/30, 24/30, 1, 1, 1 is 94 %; of 28/30, 38/45, 23/24, 1 it is 93,40 %, and 28/30 is 93,33 %
    ("III.1.a", "VP", "0", "0"),
    ("III.1.a", "VHXH", "2", "2"),
    ("III.1.b", "VP", None, "1"),  # 28/30 above 27/30
    ("III.1.b", "KT", None, "0"),  # 38/45 is above its own 24/30, not above 39/45 with those of Tổ Địa chính
    ("III.2", None, "1,96", "1,98"),  # 2 x 147/150; 2 x 158/160 is 1,975
    ("III.3", None, "1,5", "3"),  # from 30 % to 90 %: 3 x (0,6 - 0,3) : 0,6
    ("IV.1", None, "2,7", "2,76"),  # 3 x 4,5 : 5; 3 x 4,6 : 5
    ("IV.2", "VP", "3,5", "3,75"),  # as typed
    ("IV.2", "VHXH", "3,75", "3,75"),  # approved 3,75 of its own 4; in Q3 its own
    ("IV.2", "KT", "3,25", "3,25"),  # its own; in Q3 appraised 3,25 of its own 3,5
    ("V", None, "3", "1,25"),  # 3 x 1,25 + 1,5 + 0,5 is 5,75, capped at 3; 1,25
    ("VI.1", None, "-0,5", "0"),  # 2 x -0,25
)


@pytest.mark.parametrize(("key", "unit", "before", "after"), POINTS)
def test_points_of_every_shape(
    outcomes: dict[str, dict[str, Any]], key: str, unit: str | None, before: str | None, after: str | None
) -> None:
    for period, expected in zip(QUARTERS, (before, after), strict=True):
        given = {(one["muc"], one["unit"]): one["points"] for one in outcomes[period]["scores"]}
        assert given.get((key, unit)) == expected


def test_ranks_and_grades(outcomes: dict[str, dict[str, Any]]) -> None:
    """Trung tâm in Q3: 5 for its task, 10, 3 and nothing of the rest: 5 + 10 + 3 + 2 + 0 + 2,76 + 4, of 30."""
    totals = {one["unit"]: one for one in outcomes["2026-Q3"]["score_totals"]}
    assert [totals["PVHC"][name] for name in ("points", "of_100", "rank", "grade")] == ["26,76", "89,2", 1, "Khá"]
    assert sorted(one["rank"] for unit, one in totals.items() if unit) == [1, 2, 3, 4]


def test_form_06a_by_unit(root: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    """Column 2 is the unit, column 9 on time with those that wait or were returned: Phòng Kinh tế in Q3 has 77 online
    (33 + 20 + 24), 29 by hand, 9 from before (2 + 2 + 4 + 1: the last two of Tổ Địa chính)."""
    assert outcomes
    rows = {row[1]: row for row in _cells(root / "output" / "2026-Q3" / "bao-cao" / "bieu-06a-theo-don-vi.xlsx")}
    named = "Phòng Kinh tế (kỳ trước gồm Tổ Địa chính - Môi trường)"
    assert rows[named][2:13] == (115, 77, 29, 9, 105, 48, 54, 3, 10, 9, 1)
    assert rows["Tổng cộng"][2:13] == (275, 217, 45, 13, 260, 140, 115, 5, 15, 14, 1)
    assert "Trung tâm Phục vụ hành chính công" not in rows  # what it takes in for others is not the commune's


@pytest.mark.usefixtures("outcomes")
def test_what_is_not_counted_is_two_letters_in_the_view_of_the_year(root: Path) -> None:
    rows = _cells(root / "output" / QUARTERS[1] / "bao-cao" / "xu-huong-nam.xlsx")
    (shown,) = [row[3:5] for row in rows if row[1] == "Kế hoạch số hóa"]
    assert shown == ("KT", 0.8)  # quarters II and III, as above
    assert any("KT: không tính" in str(row[0]) for row in rows)


def test_tasks_say_who_takes_part(root: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    assert outcomes
    rows = {row[1]: row for row in _cells(root / "output" / "2026-Q3" / "bao-cao" / "nhiem-vu.xlsx")}
    assert rows["Tự kiểm tra cải cách hành chính tại các phòng, đơn vị"][2:7] == (
        "Văn phòng HĐND và UBND", "Các phòng, đơn vị", "Phó Chủ tịch UBND xã", "Biên bản kiểm tra",
        "Trước ngày 15/8/2026",
    )  # fmt: skip


def test_the_word_report_counts_tasks_as_the_ratio_does(root: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    """I.3 is done, three days late: done, and late. III.6 of Phòng Kinh tế is not done."""
    assert outcomes
    texts = [one.text for one in Document(str(root / "output" / "2026-Q3" / "bao-cao" / WORD)).paragraphs]
    (told,) = [text for text in texts if "lượt nhiệm vụ" in text]
    assert told.startswith(
        "Trong 7 lượt nhiệm vụ các đơn vị phải thực hiện, 6 lượt đã xong, 1 lượt chưa xong. Trễ hạn: 1 lượt."
    )


@pytest.mark.usefixtures("outcomes")
@pytest.mark.parametrize(("period", "before"), [("2026-Q2", False), ("2026-Q3", True)])
def test_the_word_report_has_a_previous_period_where_there_is_one(root: Path, period: str, before: bool) -> None:
    """Of quarter I nobody sent anything."""
    tables = Document(str(root / "output" / period / "bao-cao" / WORD)).tables
    (heads,) = [[cell.text for cell in one.rows[0].cells] for one in tables if one.cell(0, 1).text == "Chỉ tiêu"]
    assert heads == ["STT", "Chỉ tiêu", "Kỳ này", *["Kỳ trước"] * before, "Yêu cầu", "Kết luận"]


def test_examples_of_names_are_of_these_names(root: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    """co_quan_cap_tren is blank here: the example is of a key that is not."""
    assert outcomes
    told = cchc(root, "template-check", str(root / "templates" / "bao-cao" / "ty-le.xlsx")).stdout
    assert re.search(r'thong_tin\["dia_danh"\].*ví dụ: Hòa Mẫu$', told, re.MULTILINE)


def test_its_files_are_what_its_script_makes(tmp_path: Path) -> None:
    make_templates(tmp_path)
    made = {file.relative_to(tmp_path): parts(file) for file in tmp_path.rglob("*.*")}
    assert made == {file.relative_to(TARGET): parts(file) for file in (TARGET / "templates").rglob("*.*")}


def test_its_workbooks_hold_what_the_text_tables_say(root: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    """Figure by figure, as so-lieu.xlsx of both quarters tells what was read."""
    assert outcomes
    read: set[tuple[object, ...]] = set()
    for period in QUARTERS:
        rows = load_workbook(root / "output" / period / "so-lieu.xlsx", read_only=True)["Số liệu"].values
        read |= {row[:5] for row in rows if isinstance(row[4], int | float)}
    assert {one for period in PERIODS for one in _typed(period)} == read


def _typed(period: str) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for unit, sheets in typed_in((SOURCE / "so-lieu" / f"{period}.txt").read_text("utf-8")).items():
        for name in ("Số liệu", "TTHC"):
            head, *rows = table(sheets[name])
            for code, *values in rows:
                for column, value in zip(head[1:], values, strict=True):
                    if value is not None and not str(code).startswith("#"):
                        number = float(str(value).replace(",", "."))
                        procedure, figure = (str(code), str(column)) if name == "TTHC" else (None, str(code))
                        found.add((period, unit, procedure, figure, number))
    return found


def _cells(file: Path) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in load_workbook(file, data_only=True).worksheets[0].values]


@pytest.mark.office
def test_its_pages_are_full_too(root: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    """Quarter III, with a previous period."""
    period = QUARTERS[1]
    folder = root / "output" / period / "bao-cao"
    assert f"bao-cao/{WORD}" in outcomes[period]["outputs"]
    libreoffice.all_to_pdf([*folder.glob("*.xlsx"), *folder.glob("*.docx")], folder.parent / "in")
    pages = full_pages.check(folder.parent / "in")
    assert pages == {
        "bang-diem": 3,
        "bao-cao-ubnd-xa": 2,
        "bieu-06a-theo-don-vi": 1,
        "nhiem-vu": 4,
        "ty-le": 2,
        "xu-huong-nam": 5,
    }
