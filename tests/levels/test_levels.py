"""A province that merges what its departments hand up has the figures of all units merged at once."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.catalogue.tables import SHEETS, write_catalogue
from tests.cchc_runs import ROOT, codes, indicator, merge, statuses
from tests.levels.tree import OWNED, catalogue, folder, hand_up, send
from tests.workbooks import save_as_of

SHIPPED = ROOT / "templates" / "bao-cao"
SAME = ("indicators", "scores", "missing")


class Province:
    """The working folders of a tree. `units`: department -> codes of its units."""

    def __init__(self, root: Path, units: dict[str, tuple[str, ...]]) -> None:
        self.units = units
        self.fed, self.at_once = (folder(root / name, catalogue(units)) for name in ("tinh", "mot-lan"))
        self.departments = {one: folder(root / one, catalogue(units, one)) for one in units}

    def send(self, period: str, department: str, unit: str, sheets: dict[str, str]) -> None:
        """A unit's workbook to its department, and to the folder of all at once."""
        send(self.departments[department], period, unit, unit, sheets)
        send(self.at_once, period, f"{department}-{unit}", f"{department}/{unit}", sheets)

    def hand_up(self, *periods: str) -> None:
        for period in periods:
            for code, root in self.departments.items():
                hand_up(root, self.fed, code, period)

    def merged(self, period: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the province comes to, and what all at once come to."""
        return merge(self.fed, period=period)[1], merge(self.at_once, period=period)[1]


def form(unit: str, done: object, given: object, **rows: tuple[object, object, object]) -> dict[str, str]:
    """A workbook: viec and giao ("." blank), diem of A, a row for each procedure (nhan, dau, cuoi)."""
    figures = f"#ma  gia_tri\nviec  {done}\ngiao  {given}" + ("\ndiem  4" if unit == "A" else "")
    table = "#ma  ma_hien  nhan  dau  cuoi\n" + "\n".join(
        f"{code.replace('_', '.').strip('t')}  {code.replace('_', '.').strip('t')}  {a}  {b}  {c}"
        for code, (a, b, c) in rows.items()
    )
    return {"Số liệu": figures, "TTHC": table, "Nhiệm vụ": "#ma  trang_thai  ket_qua\nI.3  Đã hoàn thành  Xong"}


@pytest.fixture
def province(tmp_path: Path) -> Province:
    """Two departments of the same unit codes: SCT has A and B, SXD has A."""
    made = Province(tmp_path, {"SCT": ("A", "B"), "SXD": ("A",)})
    made.send("2022-Q1", "SCT", "A", form("A", 30, 40, t1_001=(5, 0, 1), t1_002=(2, 1, 0)))
    made.send("2022-Q1", "SCT", "B", form("B", 10, 10, t1_002=(4, ".", 4)))
    made.send("2022-Q1", "SXD", "A", form("A", 0, 50, t1_001=(0, 0, 0), t1_002=(".", ".", ".")))
    return made


def test_a_province_has_the_figures_of_all_units_at_once(province: Province) -> None:
    province.hand_up("2022-Q1")
    fed, at_once = province.merged("2022-Q1")
    assert {key: fed[key] for key in SAME} == {key: at_once[key] for key in SAME}
    assert (fed["final"], at_once["final"], fed["missing"]) == (True, True, [])
    # 30 + 10 + 0 of 40 + 10 + 50; units of the same code do not meet
    whole = indicator(fed, "ty_le")
    assert (whole["numerator"], whole["denominator"]) == (40, 100)
    assert [indicator(fed, "ty_le", unit)["value"] for unit in ("SCT/A", "SCT/B", "SXD/A")] == [
        *("75,00%", "100,00%", "0,00%")
    ]
    # 1 + 0 + 4 of (5 + 0) + (2 + 1) + 4
    assert (indicator(fed, "con")["numerator"], indicator(fed, "con")["denominator"]) == (5, 12)
    assert statuses(fed) == {"SCT/so-lieu.xlsx": "merged", "SXD/so-lieu.xlsx": "merged"}
    assert [one["unit"] for one in fed["files"]] == ["SCT", "SXD"]


def test_points_that_units_type_are_handed_up_with_their_cells(province: Province) -> None:
    """Row I.3 is typed: A of SCT gives itself 2,5 of 3 with a reason, A of SXD says it does not apply."""
    rows = {"Chấm điểm": f"{SHEETS['Chấm điểm']}\nI.3 | | nhập tay | 3\nI.1 | ty_le | tuyến tính | 2"}
    for root, code in [
        (province.fed, ""),
        (province.at_once, ""),
        *((one, of) for of, one in province.departments.items()),
    ]:
        write_catalogue(root / "templates" / "danh-muc.xlsx", catalogue(province.units, code) | rows)
    heads = "#ma  tu_cham  ly_do  minh_chung"
    own = {"Chấm điểm": f"{heads}\nI.3  2,5  Đủ hồ sơ  15/BC-VD"}
    other = {"Chấm điểm": f"{heads}\nI.3  Không áp dụng  .  ."}
    province.send("2022-Q1", "SCT", "A", form("A", 30, 40, t1_001=(5, 0, 1), t1_002=(2, 1, 0)) | own)
    province.send("2022-Q1", "SXD", "A", form("A", 0, 50, t1_001=(0, 0, 0), t1_002=(".", ".", ".")) | other)
    province.hand_up("2022-Q1")
    fed, at_once = province.merged("2022-Q1")
    assert {key: fed[key] for key in SAME} == {key: at_once[key] for key in SAME}
    given = {one["unit"]: one for one in fed["scores"] if one["muc"] == "I.3"}
    assert [given[unit]["self"] for unit in ("SCT/A", "SCT/B", "SXD/A")] == ["2,5", None, None]
    assert (given["SCT/A"]["reason"], given["SCT/A"]["evidence"]) == ("Đủ hồ sơ", "15/BC-VD")
    # 2,5 and 30/40 of 2, of 3 + 2 points; of what does not apply no maximum is left: 0 of 2
    totals = {one["unit"]: (one["points"], one["maximum"]) for one in fed["score_totals"]}
    assert (totals["SCT/A"], totals["SXD/A"]) == (("4", "5"), ("0", "2"))
    sheet = load_workbook(province.fed / "output" / "2022-Q1" / "so-lieu.xlsx")["Chấm điểm"]
    assert next(sheet.iter_rows(min_row=2, values_only=True)) == (
        *("2022-Q1", "SCT/A", "I.3", "tu_cham", 2.5),
        *("A.xlsx", "Chấm điểm", "B2"),
    )


def test_departments_stand_before_their_units(province: Province) -> None:
    province.hand_up("2022-Q1")
    province.merged("2022-Q1")
    sheet = load_workbook(province.fed / "output" / "2022-Q1" / "bao-cao" / "tong-hop-ty-le.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    first = next(at for at, row in enumerate(rows) if row[1] == "Sở SCT (cộng 2 đơn vị)")
    lines = {str(row[1]): row[2] for row in rows[first : first + 6]}
    # 30 + 10 of 40 + 10 is 80 %
    assert lines == {
        "Sở SCT (cộng 2 đơn vị)": 0.8,
        "Phòng A": lines["Phòng A"],
        "Phòng B": 1,
        "Sở SXD (cộng 1 đơn vị)": 0,
        "Toàn cơ quan": 0.4,
    }
    assert [row[1] for row in rows[first : first + 5]] == [
        *("Sở SCT (cộng 2 đơn vị)", "Phòng A", "Phòng B", "Sở SXD (cộng 1 đơn vị)", "Phòng A")
    ]


def test_a_missing_unit_is_carried_through(province: Province) -> None:
    (province.departments["SCT"] / "input" / "2022-Q1" / "B.xlsx").unlink()
    (province.at_once / "input" / "2022-Q1" / "SCT-B.xlsx").unlink()
    province.hand_up("2022-Q1")
    fed, at_once = province.merged("2022-Q1")
    assert {key: fed[key] for key in SAME} == {key: at_once[key] for key in SAME}
    assert (fed["missing"], fed["final"]) == (["SCT/B"], False)
    assert "so-lieu-nhap" in codes(fed, "warning")


def test_a_draft_makes_a_draft_unless_it_is_accepted(province: Province) -> None:
    """An error of the department that its figures do not show: a file that cannot be read."""
    (province.departments["SCT"] / "input" / "2022-Q1" / "hỏng.xlsx").write_bytes(b"PK")
    province.hand_up("2022-Q1")
    status, outcome = merge(province.fed)
    assert (status, codes(outcome, "error")) == (1, set())
    (told,) = [one for one in outcome["problems"] if one["code"] == "so-lieu-nhap"]
    assert (told["level"], told["file"], told["unit"]) == ("warning", "SCT/so-lieu.xlsx", "SCT")
    sheet = load_workbook(province.fed / "output" / "2022-Q1" / "bao-cao" / "tong-hop-ty-le.xlsx").worksheets[0]
    assert sheet.oddHeader is not None
    assert str(sheet.oddHeader.right.text) == "BẢN NHÁP – số liệu nháp của SCT"
    assert merge(province.fed, "--accept-missing", "SCT")[0] == 0


def test_a_file_of_another_period_or_of_nobody_is_refused(province: Province) -> None:
    province.hand_up("2022-Q1")
    data = (province.fed / "input" / "2022-Q1" / "SCT" / "so-lieu.xlsx").read_bytes()
    target = province.fed / "input" / "2022-Q2" / "SCT" / "so-lieu.xlsx"
    target.parent.mkdir(parents=True)
    target.write_bytes(data)
    status, outcome = merge(province.fed, period="2022-Q2")
    assert status == 2
    assert {"sai-ky", "khong-co-tep-dung-duoc"} & codes(outcome) >= {"sai-ky"}
    stranger = folder(province.fed.parent / "la", catalogue({"LA": ("A",)}, "LA"))
    send(stranger, "2022-Q1", "A", "A", form("A", 1, 2, t1_001=(1, 1, 1)))
    merge(stranger)
    (province.fed / "input" / "2022-Q1" / "so-lieu.xlsx").write_bytes(
        (stranger / "output" / "2022-Q1" / "so-lieu.xlsx").read_bytes()
    )
    outcome = merge(province.fed)[1]
    (told,) = [one for one in outcome["problems"] if one["level"] == "error"]
    assert (told["code"], told["file"]) == ("co-quan-la", "so-lieu.xlsx")
    assert "Sở LA" in told["message"]
    assert statuses(outcome)["so-lieu.xlsx"] == "refused"


def test_figures_and_units_of_another_catalogue_are_told(province: Province) -> None:
    root = province.departments["SXD"]
    sheets = catalogue({"SXD": ("A", "C")}, "SXD")
    sheets["Số liệu"] += "\nrieng | Riêng | việc | đơn vị | Các phòng"
    folder(root, sheets)
    for unit in ("A", "C"):
        of_unit = form(unit, 1, 2, **{f"t{OWNED[unit][0].replace('.', '_')}": (1, 0, 1)})
        of_unit["Số liệu"] += "\nrieng  7"
        send(root, "2022-Q1", unit, unit, of_unit)
    province.hand_up("2022-Q1")
    outcome = merge(province.fed)[1]
    told = {one["code"]: one for one in outcome["problems"]}
    assert (told["so-lieu-ma-la"]["level"], told["so-lieu-don-vi-la"]["level"]) == ("warning", "error")
    assert "rieng" in told["so-lieu-ma-la"]["message"]
    assert "SXD/C" in told["so-lieu-don-vi-la"]["message"]


def test_of_a_workbook_and_the_tables_the_later_counts(province: Province) -> None:
    province.hand_up("2022-Q1")
    # a workbook of these tests says that it was saved when it was written: this one later than the department's
    send(province.fed, "2022-Q1", "SCT/B", "B", form("B", 5, 10, t1_002=(4, ".", 4)))
    file = province.fed / "input" / "2022-Q1" / "SCT" / "B.xlsx"
    save_as_of(load_workbook(file), file, datetime.now(UTC) + timedelta(days=1))
    outcome = merge(province.fed)[1]
    assert indicator(outcome, "ty_le", "SCT/B")["numerator"] == 5
    (told,) = [one for one in outcome["problems"] if one["code"] == "so-lieu-co-ban-moi-hon"]
    assert (told["file"], told["unit"]) == ("SCT/so-lieu.xlsx", "SCT/B")
    assert "10 → 5" in told["message"]
    save_as_of(load_workbook(file), file, datetime(2021, 1, 1, tzinfo=UTC))
    outcome = merge(province.fed)[1]
    assert indicator(outcome, "ty_le", "SCT/B")["numerator"] == 10
    assert statuses(outcome) == {"SCT/B.xlsx": "superseded", "SCT/so-lieu.xlsx": "merged", "SXD/so-lieu.xlsx": "merged"}


def test_lineage_leads_to_the_tables_and_to_the_workbook_behind_them(province: Province) -> None:
    province.hand_up("2022-Q1")
    merge(province.fed)
    sheet = load_workbook(province.fed / "output" / "2022-Q1" / "nguon-so-lieu.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    at = {heading: number for number, heading in enumerate(rows[0])}
    sources = {
        (row[at["Tệp nguồn"]], row[at["Sheet nguồn"]], row[at["Ô nguồn"]], row[at["Giá trị nguồn"]], row[at["Lấy từ"]])
        for row in rows
    }
    tables = load_workbook(province.fed / "input" / "2022-Q1" / "SCT" / "so-lieu.xlsx")["Số liệu"]
    (cell,) = [
        row[4].coordinate for row in tables.iter_rows() if [one.value for one in row[1:5]] == ["A", None, "viec", 30]
    ]
    assert ("SCT/so-lieu.xlsx", "Số liệu", cell, 30, "A.xlsx › Số liệu!B2") in sources


def test_every_report_that_comes_along_is_made_of_what_is_handed_up(province: Province) -> None:
    """Ranks too, whose names are printed with their cells. Rank 5 of 7 before, in the table's row 2."""
    ranks = {"Xếp hạng": "#ma  chi_so  tieu_chi  hang_nam_truoc  hang_nam_nay\n1  PCI  Tính minh bạch  7  5"}
    province.send("2022-Q1", "SCT", "A", form("A", 30, 40, t1_001=(5, 0, 1), t1_002=(2, 1, 0)) | ranks)
    of_any_department = [one for one in SHIPPED.iterdir() if one.name != "tinh-hinh-giai-quyet-tthc.xlsx"]
    for template in of_any_department:
        shutil.copy(template, province.fed / "templates" / "bao-cao")
    province.hand_up("2022-Q1")
    fed, at_once = province.merged("2022-Q1")
    assert {key: fed[key] for key in SAME} == {key: at_once[key] for key in SAME}
    reports = {file.name for file in (province.fed / "output" / "2022-Q1" / "bao-cao").iterdir()}
    assert reports == {one.name for one in of_any_department}
    sheet = load_workbook(province.fed / "output" / "2022-Q1" / "nguon-so-lieu.xlsx").worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[7] == "Xếp hạng"]
    assert {(row[8], row[9]) for row in rows} >= {("C2", "PCI"), ("D2", "Tính minh bạch"), ("E2", 7), ("F2", 5)}
    assert {row[10] for row in rows} == {"A.xlsx › Xếp hạng!E2"}


def test_periods_stand_side_by_side(province: Province) -> None:
    province.send("2022-Q2", "SCT", "A", form("A", 20, 40, t1_001=(5, 1, 2), t1_002=(2, 0, 0)))
    province.send("2022-Q2", "SXD", "A", form("A", 10, 50, t1_001=(3, 0, 0), t1_002=(1, 0, 1)))
    province.hand_up("2022-Q1", "2022-Q2")
    for period in ("2022-Q2", "2022-6T"):
        fed, at_once = province.merged(period)
        assert {key: fed[key] for key in SAME} == {key: at_once[key] for key in SAME}, period
    tables = [
        list(load_workbook(root / "output" / "2022-Q2" / "so-lieu.xlsx")["Chỉ tiêu"].iter_rows(values_only=True))
        for root in (province.fed, province.at_once)
    ]
    assert tables[0] == tables[1]
    assert any(row[11:13] == (40, 100) for row in tables[0])  # the quarter before
    # a department may hand up the half year at once: its parts are in it
    for name in ("2022-Q1", "2022-Q2"):
        (province.fed / "input" / name / "SCT" / "so-lieu.xlsx").unlink()
    hand_up(province.departments["SCT"], province.fed, "SCT", "2022-6T")
    fed, at_once = province.merged("2022-6T")
    assert {key: fed[key] for key in SAME} == {key: at_once[key] for key in SAME}


@pytest.mark.parametrize("seed", range(2))
def test_any_tree_in_any_order_is_the_same(tmp_path: Path, seed: int) -> None:
    """Departments of one to three units, in a ministry's depth or not; blanks, drafts, units that sent nothing."""
    draw = random.Random(seed)
    units = {one: tuple("ABC"[: draw.randint(1, 3)]) for one in ("SCT", "SXD", "SYT")[: draw.randint(2, 3)]}
    made = Province(tmp_path, units)

    def count() -> object:
        """A figure, or none."""
        return draw.choice([0, 1, 7, 30, "."])

    for period in ("2022-Q1", "2022-Q2"):
        for department, own in units.items():
            for unit in own:
                if draw.random() < 0.8:
                    rows = {f"t{code.replace('.', '_')}": (count(), count(), count()) for code in OWNED[unit]}
                    made.send(period, department, unit, form(unit, count(), count(), **rows))
    made.hand_up("2022-Q1", "2022-Q2")
    for period in ("2022-Q2", "2022-6T"):
        fed, at_once = made.merged(period)
        assert {key: fed[key] for key in SAME} == {key: at_once[key] for key in SAME}, period


def test_levels_go_on_upward(province: Province) -> None:
    """A ministry of provinces: what the province hands up counts as its departments' units."""
    province.hand_up("2022-Q1")
    merge(province.fed)
    sheets = catalogue(province.units)
    lines = ["TG | Tỉnh"] + [
        " | ".join([*line.split(" | ")[:5], line.split(" | ")[5] if line.count(" | ") > 4 else "TG"])
        for line in sheets["Đơn vị"].split("\n")[1:]
    ]
    sheets["Đơn vị"] = "\n".join([sheets["Đơn vị"].split("\n")[0], *lines])
    ministry = folder(province.fed.parent / "bo", sheets)
    hand_up(province.fed, ministry, "TG", "2022-Q1")
    fed = merge(ministry)[1]
    at_once = merge(province.at_once)[1]
    assert indicator(fed, "ty_le", "TG/SCT/A")["value"] == "75,00%"
    for one in fed["indicators"]:
        one["unit"] = one["unit"] and one["unit"].removeprefix("TG/")
    assert fed["indicators"] == at_once["indicators"]
    origins = load_workbook(ministry / "output" / "2022-Q1" / "nguon-so-lieu.xlsx").worksheets[0].values
    assert any(row[-1] == "A.xlsx › Số liệu!B2" for row in origins)
