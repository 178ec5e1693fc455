"""Units and procedures that begin, end, merge, split or change hands in mid-year, as an officer meets them: forms,
warnings, sums, names. Every number is worked out by hand from the tables here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import cchc, codes, indicator, merge, statuses
from tests.workbooks import write_form

QUARTERS = (
    "2022-Q1 | Quý I năm 2022 | 1/1/2022 | 31/3/2022 | 5/4/2022",
    "2022-Q2 | Quý II năm 2022 | 1/4/2022 | 30/6/2022 | 5/7/2022 | | 2022-Q1 | 2022-Q1",
    "2022-Q3 | Quý III năm 2022 | 1/7/2022 | 30/9/2022 | 5/10/2022 | | 2022-Q2 | 2022-Q2",
    "2022-Q4 | Quý IV năm 2022 | 1/10/2022 | 31/12/2022 | 5/1/2023 | | 2022-Q3 | 2022-Q3",
    "2022-N | Năm 2022 | 1/1/2022 | 31/12/2022 | 5/1/2023 | 2022-Q1; 2022-Q2; 2022-Q3; 2022-Q4",
)
UNIT_HEAD = "mã | tên | nhóm | email | tên gọi khác | từ ngày | đến ngày | nhập vào"
A_TO_B = (
    "A | Phòng A | Các phòng | | | | 30/6/2022 | B",
    "B | Phòng B | Các phòng",
    "C | Phòng C | Các phòng",
)
ALL = tuple(f"{code} | Phòng {code} | Các phòng" for code in "ABC")
TTHC_HEAD = "mã | tên | lĩnh vực | đơn vị | hiệu lực từ | hiệu lực đến"
OF_A, OF_B, OF_C = "2.000001", "2.000002", "2.000003"
OWNERS = {"A": OF_A, "B": OF_B, "C": OF_C}
PROCEDURES = (
    f"{OF_A} | Thủ tục một | Điện | A",
    f"{OF_B} | Thủ tục hai | Điện | B",
    f"{OF_C} | Thủ tục ba | Điện | C",
)
FIGURES = "\n".join(
    [
        *SHEETS["Số liệu"].splitlines(),
        "moi | Hồ sơ mới | hồ sơ | TTHC",
        "dau | Hồ sơ kỳ trước chuyển sang | hồ sơ | TTHC | | | đầu kỳ | con",
        "xong | Hồ sơ đã giải quyết | hồ sơ | TTHC",
        "con | Hồ sơ còn lại | hồ sơ | TTHC | | | cuối kỳ",
    ]
)
PLAN = "\n".join(
    [
        SHEETS["Kế hoạch"].splitlines()[0],
        " | I | Nhiệm vụ",
        " | 1 | Việc của phòng A | | Phòng A | Báo cáo | Tháng 6",
        " | 2 | Tỷ lệ một",
        " | 3 | Tỷ lệ hai",
        " | 4 | Tỷ lệ ba",
    ]
)
INDICATORS = "\n".join(
    [
        SHEETS["Chỉ tiêu"].splitlines()[0],
        "ty_le | Tỷ lệ việc đã làm | I.2 | viec | giao | %",
        "xu_ly | Tỷ lệ hồ sơ đã giải quyết | I.3 | tong(xong) | tong(moi + dau) | %",
        "co_ho_so | Tỷ lệ thủ tục có hồ sơ | I.4 | dem(moi > 0) | dem() | %",
        "con_lai | Tỷ lệ hồ sơ còn lại | I.4 | tong(con) | tong(moi + dau) | %",
    ]
)
COLUMNS = "#ma  moi  dau  xong  con"


def department(
    root: Path, units: tuple[str, ...], procedures: tuple[str, ...] = PROCEDURES, quarters: tuple[str, ...] = QUARTERS
) -> Path:
    """A working folder with this catalogue and the one report that shows units side by side."""
    for report in (root / "templates" / "bao-cao").glob("*") if cchc(root, "init").exit_code == 0 else ():
        if report.name != "tong-hop-ty-le.xlsx":
            report.unlink()
    changes = periods(*quarters) | {"Số liệu": FIGURES, "Kế hoạch": PLAN, "Chỉ tiêu": INDICATORS}
    changes |= {"Đơn vị": "\n".join([UNIT_HEAD, *units]), "TTHC": "\n".join([TTHC_HEAD, *procedures])}
    (root / "templates" / "danh-muc.xlsx").unlink()
    write_catalogue(root / "templates" / "danh-muc.xlsx", changes)
    return root


def send(
    root: Path, period: str, unit: str, rows: Mapping[str, str], figures: tuple[int, int] = (1, 2), task: str = ""
) -> None:
    """A unit's workbook; `rows`: procedure -> "moi  dau  xong  con" as typed; `figures`: viec, giao; `task`: what it
    says of task I.1."""
    sheets = {
        "Số liệu": f"#ma  gia_tri\nviec  {figures[0]}\ngiao  {figures[1]}",
        "Nhiệm vụ": f"#ma  trang_thai\nI.1  {task}" if task else "#ma  trang_thai",
    }
    if rows:
        sheets["TTHC"] = "\n".join([COLUMNS, *(f"{code}  {row}" for code, row in rows.items())])
    write_form(root / "input" / period / f"{unit}.xlsx", unit, sheets, period)


def first_half(root: Path) -> None:
    """Q1 and Q2 of three units. At the end of Q2 A has 5 in hand, B 2, C 1; A left task I.1 undone."""
    for unit, procedure in OWNERS.items():
        send(root, "2022-Q1", unit, {procedure: "10  0  9  1"})
    send(root, "2022-Q2", "A", {OF_A: "10  1  6  5"}, (3, 4), "Đang thực hiện")
    send(root, "2022-Q2", "B", {OF_B: "10  1  9  2"}, (1, 6))
    send(root, "2022-Q2", "C", {OF_C: "10  1  10  1"})


def of_kind(outcome: dict[str, Any], code: str) -> list[str]:
    """The messages of a kind of problem."""
    return [one["message"] for one in outcome["problems"] if one["code"] == code]


class BlankForm:
    """A blank workbook as it lies in bieu-mau/, read by its codes."""

    def __init__(self, root: Path, period: str, unit: str) -> None:
        book = load_workbook(root / "output" / period / "bieu-mau" / f"{unit}.xlsx", data_only=True)
        self.text = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        self.rows: dict[str, dict[str, dict[str, object]]] = {}
        for sheet in book:
            head: list[object] = []
            for row in sheet.iter_rows(values_only=True):
                if "#ma" in row:
                    head = list(row)
                elif head and row[head.index("#ma")]:
                    cells: dict[str, object] = {str(name): value for name, value in zip(head, row, strict=True) if name}
                    self.rows.setdefault(sheet.title, {})[str(row[head.index("#ma")])] = cells


def forms(root: Path, period: str) -> tuple[list[str], str]:
    """The units that get a form for a period, and what was said."""
    told = cchc(root, "template", period)
    assert told.exit_code == 0, told.output
    return sorted(path.stem for path in (root / "output" / period / "bieu-mau").glob("*.xlsx")), told.output


def table_names(root: Path, period: str) -> list[str]:
    """The units as the table of ratios names them."""
    sheet = load_workbook(root / "output" / period / "bao-cao" / "tong-hop-ty-le.xlsx").worksheets[0]
    return [str(row[1]) for row in sheet.iter_rows(min_row=8, values_only=True) if str(row[1]).startswith("Phòng")]


# Two units merged on 1 July.


def test_the_successor_opens_with_what_the_merged_unit_left(tmp_path: Path) -> None:
    root = department(tmp_path, A_TO_B)
    first_half(root)
    units, _ = forms(root, "2022-Q3")
    assert units == ["B", "C"]
    form = BlankForm(root, "2022-Q3", "B")
    assert {code: row["dau"] for code, row in form.rows["TTHC"].items() if code in (OF_A, OF_B)} == {OF_A: 5, OF_B: 2}
    previous = {code: row["ky_truoc"] for code, row in form.rows["Số liệu"].items() if code in ("viec", "giao")}
    assert previous == {"viec": 4, "giao": 10}  # 3 + 1, 4 + 6
    assert "I.1" in form.rows["Nhiệm vụ"]  # A had it to do in June, and did not
    assert "gồm Phòng A" in form.text
    assert "gồm" not in BlankForm(root, "2022-Q3", "C").text.replace("gồm các", "")


def test_a_merger_leaves_closed_quarters_whole_and_later_ones_complete(tmp_path: Path) -> None:
    root = department(tmp_path, A_TO_B)
    first_half(root)
    assert merge(root, period="2022-Q2")[0] == 0
    send(root, "2022-Q3", "B", {OF_A: "0  5  5  0", OF_B: "4  2  3  3"}, (8, 10), "Đã hoàn thành")
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    code, outcome = merge(root, period="2022-Q3")
    assert (code, outcome["missing"]) == (0, [])
    assert not codes(outcome) & {"khac-ky-truoc", "giao-lai-khac-ky-truoc", "don-vi-tach", "tthc-them"}
    xu_ly = indicator(outcome, "xu_ly")
    assert (xu_ly["numerator"], xu_ly["denominator"]) == (10, 13)  # 5 + 3 + 2 of 0 + 5 + 4 + 2 + 1 + 1
    assert indicator(outcome, "co_ho_so")["denominator"] == 3
    assert table_names(root, "2022-Q3") == ["Phòng B (kỳ trước gồm Phòng A)", "Phòng C"]
    units, _ = forms(root, "2022-Q4")
    assert units == ["B", "C"]
    assert "I.1" not in BlankForm(root, "2022-Q4", "B").rows.get("Nhiệm vụ", {})  # B has done it since


def test_an_opening_without_the_merged_units_dossiers_is_warned(tmp_path: Path) -> None:
    root = department(tmp_path, A_TO_B)
    first_half(root)
    send(root, "2022-Q3", "B", {OF_A: "1  .  1  0", OF_B: "4  2  3  3"})
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    told = of_kind(merge(root, period="2022-Q3")[1], "khac-ky-truoc")
    assert len(told) == 1
    assert "ghi 0 nhưng kỳ trước để lại 5" in told[0]


def test_the_year_holds_both_units_and_counts_no_dossier_twice(tmp_path: Path) -> None:
    root = department(tmp_path, A_TO_B)
    first_half(root)
    send(root, "2022-Q3", "B", {OF_A: "0  5  5  0", OF_B: "4  2  3  3"})
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    send(root, "2022-Q4", "B", {OF_A: "1  .  1  0", OF_B: "0  3  3  0"})
    send(root, "2022-Q4", "C", {OF_C: "1  .  1  0"})
    code, outcome = merge(root, period="2022-N")
    assert (code, outcome["missing"]) == (0, [])
    xu_ly = indicator(outcome, "xu_ly")
    # settled: A 9 + 6, B 9 + 9 + 8 + 4, C 9 + 10 + 2 + 1; received: A 20, B 20 + 4 + 1, C 20 + 1 + 1; carried over at
    # the year's beginning: 0
    assert (xu_ly["numerator"], xu_ly["denominator"]) == (67, 67)
    assert table_names(root, "2022-N") == ["Phòng A (đã nhập vào Phòng B)", "Phòng B", "Phòng C"]


def test_a_unit_that_ended_within_the_year_is_never_missing_in_it(tmp_path: Path) -> None:
    """A quarter that it owed and did not send is missing in that quarter alone."""
    root = department(tmp_path, A_TO_B)
    first_half(root)
    (root / "input" / "2022-Q2" / "A.xlsx").unlink()
    for period in ("2022-Q3", "2022-Q4"):
        send(root, period, "B", {OF_B: "1  1  1  1"})
        send(root, period, "C", {OF_C: "1  1  1  1"})
    assert merge(root, period="2022-Q2")[1]["missing"] == ["A"]
    code, outcome = merge(root, period="2022-N")
    assert (code, outcome["missing"]) == (0, [])
    assert indicator(outcome, "ty_le", "A")["denominator"] == 2  # what it was given in Q1 counts


def test_a_file_of_a_unit_that_ended_is_refused(tmp_path: Path) -> None:
    root = department(tmp_path, A_TO_B)
    first_half(root)
    for unit, procedure in OWNERS.items():
        send(root, "2022-Q3", unit, {procedure: "1  1  1  1"})
    code, outcome = merge(root, period="2022-Q3")
    assert code == 1
    assert statuses(outcome) == {"A.xlsx": "refused", "B.xlsx": "merged", "C.xlsx": "merged"}
    (told,) = of_kind(outcome, "don-vi-da-het")
    assert "Phòng A" in told
    assert "30/06/2022" in told
    assert "đã nhập vào Phòng B" in told
    assert cchc(root, "status", "2022-Q3").exit_code in (0, 1)
    assert cchc(root, "remind", "2022-Q3").exit_code in (0, 1)
    assert not list((root / "output" / "2022-Q3").rglob("thu-nhac/A-2022-Q3.xlsx"))


def test_a_unit_that_ended_within_the_period_may_send_and_is_never_missing(tmp_path: Path) -> None:
    root = department(tmp_path, ("A | Phòng A | Các phòng | | | | 31/5/2022 | B", *A_TO_B[1:]))
    send(root, "2022-Q2", "B", {OF_B: "10  1  9  2"})
    send(root, "2022-Q2", "C", {OF_C: "10  1  10  1"})
    code, outcome = merge(root, period="2022-Q2")
    assert (code, outcome["missing"]) == (0, [])
    assert {one["unit"] for one in outcome["indicators"]} == {None, "B", "C"}
    send(root, "2022-Q2", "A", {OF_A: "10  1  6  5"}, (3, 4))
    code, outcome = merge(root, period="2022-Q2")
    assert code == 0
    assert indicator(outcome, "ty_le")["numerator"] == 5  # 3 + 1 + 1
    assert table_names(root, "2022-Q2")[0] == "Phòng A (đã nhập vào Phòng B)"
    assert "Phòng A (đã nhập vào Phòng B)" in (root / "output" / "2022-Q2" / "tong-hop.html").read_text("utf-8")
    assert BlankForm(forms(root, "2022-Q3") and root, "2022-Q3", "B").rows["TTHC"][OF_A]["dau"] == 5


WITH_HALF = (
    *QUARTERS[:2],
    QUARTERS[2].replace("| 2022-Q2 | 2022-Q2", "| 2022-Q2; 2022-6T | 2022-Q2"),
    *QUARTERS[3:],
    "2022-6T | 6 tháng năm 2022 | 1/1/2022 | 30/6/2022 | 5/7/2022 | 2022-Q1; 2022-Q2",
)


@pytest.mark.parametrize("into", ["B", ""])
def test_what_a_unit_left_in_the_quarter_it_ended_in_is_with_who_typed_it(tmp_path: Path, into: str) -> None:
    """A ends on 31 May and sends nothing for the second quarter; B types what A had, as the guide says. The third
    quarter continues the second, or else the half year, which has A's first quarter."""
    given = (f"{OF_A} | Thủ tục một | Điện | A | | 31/5/2022", f"{OF_A} | Thủ tục một | Điện | B | 1/6/2022")
    units = (f"A | Phòng A | Các phòng | | | | 31/5/2022 | {into}", *A_TO_B[1:])
    root = department(tmp_path, units, (*given, *PROCEDURES[1:]), WITH_HALF)
    for unit, procedure in OWNERS.items():
        send(root, "2022-Q1", unit, {procedure: "10  0  9  1"})
    send(root, "2022-Q2", "B", {OF_A: "10  1  6  5", OF_B: "10  1  9  2"})
    send(root, "2022-Q2", "C", {OF_C: "10  1  10  1"})
    assert not codes(merge(root, period="2022-Q2")[1]) & {"khac-ky-truoc", "giao-lai-khac-ky-truoc"}
    left = indicator(merge(root, period="2022-6T")[1], "con_lai")
    assert (left["numerator"], left["denominator"]) == (8, 60)  # 5 + 2 + 1, without A's 1 of March; 6 times 10 came
    _, told = forms(root, "2022-Q3")
    assert "số để lại không điền sẵn" not in told
    assert BlankForm(root, "2022-Q3", "B").rows["TTHC"][OF_A]["dau"] == 5  # not 5 + 1


# A unit that splits, a unit that is added.


def test_a_unit_that_split_leaves_its_openings_to_be_typed_with_one_warning(tmp_path: Path) -> None:
    given = (f"{OF_A} | Thủ tục một | Điện | A | | 30/6/2022", f"{OF_A} | Thủ tục một | Điện | B | 1/7/2022")
    root = department(tmp_path, ("A | Phòng A | Các phòng | | | | 30/6/2022", *A_TO_B[1:]), (*given, *PROCEDURES[1:]))
    first_half(root)
    units, told = forms(root, "2022-Q3")
    assert units == ["B", "C"]
    assert told.count("Phòng A chỉ có đến ngày 30/06/2022, không ghi nhập vào đơn vị nào; số để lại") == 1
    assert told.count("không đơn vị nào được hỏi các mục I.1;") == 1
    assert "“Hồ sơ kỳ trước chuyển sang” 5" in told
    assert BlankForm(root, "2022-Q3", "B").rows["TTHC"][OF_A]["dau"] is None
    send(root, "2022-Q3", "B", {OF_A: "0  5  5  0", OF_B: "4  2  3  3"})
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    code, outcome = merge(root, period="2022-Q3")
    assert code == 0
    assert len(of_kind(outcome, "don-vi-tach")) == 1
    assert not of_kind(outcome, "khac-ky-truoc") + of_kind(outcome, "giao-lai-khac-ky-truoc")


def test_a_unit_added_in_mid_year_leaves_earlier_quarters_complete(tmp_path: Path) -> None:
    root = department(
        tmp_path, (*(f"{code} | Phòng {code} | Các phòng" for code in "ABC"), "D | Phòng D | | | | 1/7/2022")
    )
    first_half(root)
    assert forms(root, "2022-Q2")[0] == ["A", "B", "C"]
    for quarter in ("2022-Q1", "2022-Q2"):
        code, outcome = merge(root, period=quarter)
        assert (code, outcome["missing"]) == (0, []), outcome["problems"]
    for quarter in ("2022-Q3", "2022-Q4"):
        for unit, procedure in (("A", OF_A), ("B", OF_B), ("C", OF_C), ("D", "")):
            send(root, quarter, unit, {procedure: "1  0  1  0"} if procedure else {})
    assert merge(root, period="2022-N")[1]["missing"] == []
    (root / "input" / "2022-Q3" / "D.xlsx").unlink()
    assert merge(root, period="2022-N")[1]["missing"] == ["D"]
    send(root, "2022-Q1", "D", {})
    assert of_kind(merge(root, period="2022-Q1")[1], "don-vi-chua-co")


# Procedures that change hands, and those that expire.


def handed_over(*owners: str) -> tuple[str, ...]:
    """The procedure of A is given to other units on 1 July."""
    return (
        f"{OF_A} | Thủ tục một | Điện | A | | 30/6/2022",
        f"{OF_A} | Thủ tục một | Điện | {'; '.join(owners)} | 1/7/2022",
        *PROCEDURES[1:],
    )


def test_the_new_owner_of_a_procedure_opens_with_what_the_former_left(tmp_path: Path) -> None:
    root = department(tmp_path, ALL, handed_over("B"))
    first_half(root)
    forms(root, "2022-Q3")
    assert BlankForm(root, "2022-Q3", "B").rows["TTHC"][OF_A]["dau"] == 5
    assert "TTHC" not in BlankForm(root, "2022-Q3", "A").rows


@pytest.mark.parametrize(("opening", "warnings"), [("5", 0), ("3", 1), (".", 1)])
def test_openings_that_do_not_meet_are_one_warning(tmp_path: Path, opening: str, warnings: int) -> None:
    root = department(tmp_path, ALL, handed_over("B"))
    first_half(root)
    send(root, "2022-Q3", "A", {})
    send(root, "2022-Q3", "B", {OF_A: f"1  {opening}  1  5", OF_B: "4  2  3  3"})
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    code, outcome = merge(root, period="2022-Q3")
    assert code == 0
    told = of_kind(outcome, "giao-lai-khac-ky-truoc")
    assert len(told) == warnings
    assert not of_kind(outcome, "khac-ky-truoc")
    if warnings:
        assert f"Phòng B ghi {opening.replace('.', '0')} nhưng Phòng A kỳ trước để lại 5" in told[0]


def test_several_new_owners_type_their_openings(tmp_path: Path) -> None:
    root = department(tmp_path, ALL, handed_over("B", "C"))
    first_half(root)
    _, told = forms(root, "2022-Q3")
    assert told.count("chuyển sang nhiều đơn vị (Phòng B; Phòng C): 5 của Phòng A") == 1
    for unit in ("B", "C"):
        assert BlankForm(root, "2022-Q3", unit).rows["TTHC"][OF_A]["dau"] is None
    send(root, "2022-Q3", "A", {})
    send(root, "2022-Q3", "B", {OF_A: "0  3  3  0", OF_B: "4  2  3  3"})
    send(root, "2022-Q3", "C", {OF_A: "0  2  2  0", OF_C: "1  1  2  0"})
    code, outcome = merge(root, period="2022-Q3")
    assert code == 0
    assert not of_kind(outcome, "khac-ky-truoc") + of_kind(outcome, "giao-lai-khac-ky-truoc")  # 3 + 2 = 5


def test_a_procedure_that_changes_hands_within_a_period_is_on_both_forms_and_both_count(tmp_path: Path) -> None:
    moved = tuple(row.replace("30/6/2022", "14/5/2022").replace("1/7/2022", "15/5/2022") for row in handed_over("B"))
    root = department(tmp_path, ALL, moved)
    for unit, procedure in OWNERS.items():
        send(root, "2022-Q1", unit, {procedure: "10  0  9  1"})
    forms(root, "2022-Q2")
    assert BlankForm(root, "2022-Q2", "A").rows["TTHC"][OF_A]["dau"] == 1
    assert OF_A in BlankForm(root, "2022-Q2", "B").rows["TTHC"]
    send(root, "2022-Q2", "A", {OF_A: "4  1  5  0"})
    send(root, "2022-Q2", "B", {OF_A: "6  0  6  0", OF_B: "10  1  9  2"})
    send(root, "2022-Q2", "C", {OF_C: "10  1  10  1"})
    ended, outcome = merge(root, period="2022-Q2")
    assert ended == 0
    assert not codes(outcome) & {"tthc-them", "khac-ky-truoc", "giao-lai-khac-ky-truoc"}
    assert indicator(outcome, "xu_ly", "A")["numerator"] == 5
    assert indicator(outcome, "xu_ly", "B")["numerator"] == 15  # 6 + 9
    assert indicator(outcome, "co_ho_so")["denominator"] == 3  # distinct procedures


EXPIRED = (f"{OF_A} | Thủ tục một | Điện | A | | 30/6/2022", "2.000009 | Thủ tục chín | Điện | A", *PROCEDURES[1:])


def test_an_expired_procedure_stays_until_nothing_is_in_hand(tmp_path: Path) -> None:
    root = department(tmp_path, ALL, EXPIRED)
    first_half(root)
    forms(root, "2022-Q3")
    assert BlankForm(root, "2022-Q3", "A").rows["TTHC"][OF_A]["dau"] == 5
    send(root, "2022-Q3", "A", {OF_A: "0  5  5  0", "2.000009": "2  0  1  1"})
    send(root, "2022-Q3", "B", {OF_B: "4  2  3  3"})
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    code, outcome = merge(root, period="2022-Q3")
    assert code == 0
    assert not codes(outcome) & {"tthc-het-hieu-luc", "tthc-them", "khac-ky-truoc"}
    xu_ly = indicator(outcome, "xu_ly")
    assert (xu_ly["numerator"], xu_ly["denominator"]) == (11, 15)  # 5 + 1 + 3 + 2 of 5 + 2 + 6 + 2
    assert indicator(outcome, "co_ho_so")["denominator"] == 3  # the expired one is not counted
    assert indicator(outcome, "co_ho_so", "A")["denominator"] == 1
    forms(root, "2022-Q4")
    assert OF_A not in BlankForm(root, "2022-Q4", "A").rows["TTHC"]


def test_a_unit_whose_form_has_only_an_expired_procedure_owes_its_figures(tmp_path: Path) -> None:
    root = department(tmp_path, ALL, (EXPIRED[0], *PROCEDURES[1:]))
    first_half(root)
    forms(root, "2022-Q3")
    assert list(BlankForm(root, "2022-Q3", "A").rows["TTHC"]) == [OF_A, "#tong"]
    send(root, "2022-Q3", "A", {OF_A: ".  .  .  ."})
    send(root, "2022-Q3", "B", {OF_B: "4  2  3  3"})
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    _, outcome = merge(root, period="2022-Q3")
    # A left blank what it owes: null, and out of both sides of the department's 3 + 2 of 6 + 2
    assert [indicator(outcome, "xu_ly", "A")[side] for side in ("numerator", "denominator")] == [None, None]
    assert [indicator(outcome, "xu_ly")[side] for side in ("numerator", "denominator")] == [5, 8]


def test_an_expired_code_on_a_spare_row_is_summed_and_not_counted(tmp_path: Path) -> None:
    root = department(tmp_path, ALL, EXPIRED)
    send(root, "2022-Q3", "A", {"2.000009": "2  0  1  1"})
    send(root, "2022-Q3", "B", {OF_B: "4  2  3  3", ".": "."})
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    sheets = {
        "Số liệu": "#ma  gia_tri\nviec  1\ngiao  2",
        "Nhiệm vụ": "#ma  trang_thai",
        "TTHC": f"#ma  ma_hien  moi  dau  xong  con\n{OF_B}  {OF_B}  4  2  3  3\n.  {OF_A}  7  0  7  0",
    }
    write_form(root / "input" / "2022-Q3" / "B.xlsx", "B", sheets, "2022-Q3")
    code, outcome = merge(root, period="2022-Q3")
    assert code == 0
    assert of_kind(outcome, "tthc-het-hieu-luc")
    assert indicator(outcome, "xu_ly", "B")["numerator"] == 10  # 3 + 7
    assert [indicator(outcome, "co_ho_so", "B")[side] for side in ("numerator", "denominator")] == [1, 1]


def test_a_row_left_blank_with_dossiers_carried_over_is_warned(tmp_path: Path) -> None:
    root = department(tmp_path, ALL, ("2.000009 | Thủ tục chín | Điện | A", *PROCEDURES))
    first_half(root)
    send(root, "2022-Q3", "A", {"2.000009": "2  0  2  0", OF_A: ".  .  .  ."})
    send(root, "2022-Q3", "B", {OF_B: "4  2  3  3"})
    send(root, "2022-Q3", "C", {OF_C: "1  1  2  0"})
    code, outcome = merge(root, period="2022-Q3")
    assert code == 0
    (told,) = [one for one in outcome["problems"] if one["code"] == "khac-ky-truoc"]
    assert (told["file"], told["sheet"], told["cell"]) == ("A.xlsx", "TTHC", "C3")
    assert "ghi 0 nhưng kỳ trước để lại 5" in told["message"]
    assert OF_A in told["message"]


def test_a_unit_whose_first_procedure_came_after_the_part_that_it_sent_has_no_value_yet(tmp_path: Path) -> None:
    """A's procedure is in force from April, and of A there is the first quarter only: nothing was asked of it there,
    and nothing is known of it, which is not 0 of 0."""
    late = (f"{OF_A} | Thủ tục một | Điện | A | 1/4/2022", *PROCEDURES[1:])
    root = department(tmp_path, ALL, late)
    send(root, "2022-Q1", "A", {})
    send(root, "2022-Q1", "B", {OF_B: "10  0  9  1"})
    send(root, "2022-Q1", "C", {OF_C: "10  0  8  2"})
    outcome = merge(root, period="2022-N")[1]
    assert [indicator(outcome, "xu_ly", unit)["value"] for unit in "ABC"] == ["Chưa có số liệu", "90,00%", "80,00%"]
    whole = indicator(outcome, "xu_ly")
    assert (whole["numerator"], whole["denominator"], whole["percent"]) == (17, 20, "85,00")  # 9 + 8 of 10 + 10
