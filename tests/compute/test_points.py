"""The shapes of scoring that departments publish, each as rows of the catalogue on invented numbers: three units, two
quarters, points worked out by hand beside their expectation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cchc_excel.report.score_names import point_columns, total_columns
from tests.catalogue.tables import SHEETS, write_catalogue
from tests.cchc_runs import cchc, codes, merge
from tests.points_department import HEADS, INDICATORS, NOW, catalogue, points_department, send


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return points_department(tmp_path_factory.mktemp("diem"))


@pytest.fixture(scope="module")
def outcome(root: Path) -> dict[str, Any]:
    code, outcome = merge(root, period="2022-Q2")
    assert (code, codes(outcome, "error")) == (0, set()), outcome["problems"]
    assert "diem-co-quan-chua-cham" not in codes(outcome)  # the office has approved 2
    return outcome


def row(outcome: dict[str, Any], key: str, unit: str | None) -> dict[str, Any]:
    (found,) = [one for one in outcome["scores"] if (one["muc"], one["unit"]) == (key, unit)]
    assert isinstance(found, dict)
    return found


def points(outcome: dict[str, Any], key: str) -> list[str | None]:
    """Of the department, A, B, C."""
    return [row(outcome, key, unit)["points"] for unit in (None, "A", "B", "C")]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        # 1. (ratio / 90 %) x 10, at most 10, below 60 % nothing: 119/140 = 85 %: 85/9 = 9,44; 95 %: 10; 55 %: 0
        ("I.1", ["9,44", "9,44", "10", "0"]),
        # 2. above 95 %: 2; 95 % itself is not: 1
        ("I.2", ["1", "1", "1", "0"]),
        # 3. the mean of 85, 95 and 55 % is 78,33 %, whatever the denominators; the department is not held to it
        ("I.3", [None, "2", "2", "0"]),
        # 4. before: 119/140 = 85 %, 83,33 %, 95 %, 60 %; equal is not above
        ("I.4", ["0", "1", "0", "0"]),
        # 5. with a plan 9/10 = 90 %: 4 of 5; without one 2 or 0 by the other row; all: 1 x (9 + 1) of 1 x 10 is 100 %
        ("I.5", ["5", "4", None, None]),
        ("I.5/1", [None, None, "2", "0"]),
        # 6. 0,25 each: 4,5 -> 1,125; 3 -> 0,75; all 7,5 -> 1,875
        ("I.6", ["1,88", "1,13", "0,75", "0"]),
        # 7. a bonus of 3 x 4 + 2 x 2,5 = 17 is 15; 4; 0; all 16 + 5 = 21 is 15
        ("II", ["15", "15", "4", "0"]),
        # 9. due on 31/5: done on 3/6: 3 days; 30/5: none; not done by 30/6: 30 days, at most 5
        ("I.9", ["-5", "-3", "0", "-5"]),
        # 10. against the best, 95 %: 85/95 x 4 = 3,579; 4; 55/95 x 4 = 2,316
        ("I.10", ["3,58", "3,58", "4", "2,32"]),
        # 11. each by its own target: 51/51; 57/76 = 75 %; 11/22 = 50 %; all 119/149 x 3 = 2,396
        ("I.11", ["2,4", "3", "2,25", "1,5"]),
        # 12. typed: by the unit; approved at the department; not applied
        ("I.12", ["2", "2,5", "1,75", None]),
    ],
)
def test_points_of_a_published_shape(outcome: dict[str, Any], key: str, expected: list[str | None]) -> None:
    assert points(outcome, key) == expected


def test_typed_points_stand_in_three_columns_with_reason_and_evidence(outcome: dict[str, Any]) -> None:
    own, appraised, absent = (row(outcome, "I.12", unit) for unit in "ABC")
    names = ("self", "appraised", "approved", "reason", "evidence", "maximum")
    assert [own[name] for name in names] == ["2,5", None, None, "Đủ hồ sơ", "15/BC-VD", "3"]
    told = ["2", "1,5", "1,75", "Thiếu một văn bản", "12/TB-VD; ket-qua.pdf", "3"]
    assert [appraised[name] for name in names] == told
    assert [absent[name] for name in names] == [None, None, None, None, None, None]
    assert row(outcome, "I.1", "C")["appraised"] is None  # that of the other quarter


def test_totals_are_brought_to_a_hundred_ranked_and_graded(outcome: dict[str, Any]) -> None:
    """8 and 13. What does not apply leaves the maximum: 10 + 2 + 2 + 1 + 5 + 4 + 3 + 3 = 30, for C 27; a bonus adds
    none. A: 85/9 + 1 + 2 + 1 + 4 + 1,125 - 3 + 68/19 + 3 + 2,5 + 15 = 39,648: 132,161 of 100. B: 10 + 1 + 2 + 0 + 2
    + 0,75 + 0 + 4 + 2,25 + 1,75 + 4 = 27,75: 92,5. C: -5 + 44/19 + 1,5 = -1,184: -4,386."""
    totals = {one["unit"]: one for one in outcome["score_totals"]}
    names = ("points", "maximum", "of_100", "rank", "grade")
    assert {unit: [totals[unit][name] for name in names] for unit in "ABC"} == {
        "A": ["39,65", "30", "132,16", 1, "Xuất sắc"],
        "B": ["27,75", "30", "92,5", 2, "Tốt"],
        "C": ["-1,18", "27", "-4,39", 3, None],
    }
    assert totals[None]["rank"] is None


def test_what_only_units_are_held_to_is_not_in_the_maximum_of_all(outcome: dict[str, Any]) -> None:
    """I.3 asks for the units' mean: of the department nobody asks it. 10 + 2 + 1 + 5 + 4 + 3 + 3."""
    assert row(outcome, "I.3", None)["maximum"] is None
    assert {one["unit"]: one["maximum"] for one in outcome["score_totals"]}[None] == "28"


def test_evidence_that_is_a_file_is_looked_for(root: Path, outcome: dict[str, Any]) -> None:
    """A number of a document is none; the file is told until it stands in minh-chung/."""
    (gone,) = [one for one in outcome["problems"] if one["code"] == "minh-chung-khong-thay"]
    assert (gone["file"], gone["sheet"], gone["cell"]) == ("templates/danh-muc.xlsx", "Thẩm định", "G2")
    assert "ket-qua.pdf" in gone["message"]
    (root / "minh-chung").mkdir()
    (root / "minh-chung" / "ket-qua.pdf").write_bytes(b"%PDF-1.4")
    _, again = merge(root, period="2022-Q2")
    assert "minh-chung-khong-thay" not in codes(again)


def test_the_form_asks_for_points_where_the_catalogue_does(root: Path) -> None:
    assert cchc(root, "template", "2022-Q2", "--unit", "A").exit_code == 0
    page = load_workbook(root / "output" / "2022-Q2" / "bieu-mau" / "A.xlsx")["Chấm điểm"]
    shown = [[cell.value for cell in cells] for cells in page.iter_rows()]
    (asked,) = [cells for cells in shown if cells[0] == "I.12"]
    assert asked[1:4] == ["I.12", "Tiêu chí 12", "3"]


@pytest.mark.usefixtures("outcome")
def test_the_report_shows_points_of_everybody(root: Path) -> None:
    book = load_workbook(root / "output" / "2022-Q2" / "bao-cao" / "bang-tu-cham-diem.xlsx", data_only=True)
    own = {row[0]: [str(cell) for cell in row] for row in book["Tự chấm điểm"].iter_rows(values_only=True)}
    for key in ("I.1", "I.2"):  # the ratio of I.1, 51 + 57 + 11 of 60 + 60 + 20, gives points to I.2 too
        assert any("85,00% (119/140)" in cell for cell in own[key])
    heads, *rows = list(book["Tổng hợp điểm"].iter_rows(min_row=5, values_only=True))
    assert heads == ("Mục", "Nội dung", "Điểm tối đa", "Phòng A", "Phòng B", "Phòng C", "Toàn cơ quan")
    assert [row[3:6] for row in rows if row[0] in ("I.5", "I.12")] == [(4, "–", "–"), (2.5, 1.75, "–")]
    totals = dict(zip(heads, zip(*(row for row in rows if row[1] and not row[0]), strict=True), strict=True))
    assert totals["Nội dung"] == ("Tổng điểm", "Điểm tối đa được tính", "Quy về thang 100", "Xếp hạng", "Xếp loại")
    assert totals["Phòng B"] == (27.75, 30, 92.5, 2, "Tốt")
    assert totals["Phòng C"][:4] == (-1.18, 27, -4.39, 3)
    units = list(book["Điểm từng đơn vị"].iter_rows(values_only=True))
    heads = next(row for row in units if row[0] == "Đơn vị")
    assert heads[3:9] == (
        *("Điểm tối đa", "Điểm tự chấm", "Thẩm định", "Duyệt", "Điểm được tính"),
        "Lý do, minh chứng",
    )
    assert {row[1] for row in units if str(row[0]).startswith("Phòng")} == {"I.12"}  # of others nobody says more
    (shown,) = [row for row in units if row[:2] == ("Phòng B", "I.12")]
    assert shown[3:8] == (3, 2, 1.5, 1.75, 1.75)
    assert "Minh chứng: 12/TB-VD; ket-qua.pdf" in str(shown[8])


@pytest.mark.parametrize(
    ("sheet", "text", "code", "cell"),
    [
        ("Chấm điểm", f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | chia đều | 2", "danh-muc-sai-lua-chon", "C2"),
        (
            "Chấm điểm",
            f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | tuyến tính | 2 | từ=90%; đích=80%",
            "cham-diem-mau-thuan",
            "E2",
        ),
        ("Chấm điểm", f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | tuyến tính | 2 | đích=0", "cham-diem-mau-thuan", "E2"),
        (
            "Chấm điểm",
            f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | tuyến tính | 2 | từ=1%; từ=2%",
            "cham-diem-mau-thuan",
            "E2",
        ),
        ("Chấm điểm", f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | bậc | 2 | 80%=1; >=80%=2", "cham-diem-bac-trung", "E2"),
        ("Chấm điểm", f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | bậc | 2 | <80%=1", "cham-diem-tham-so", "E2"),
        ("Chấm điểm", f"{SHEETS['Chấm điểm']}\nI.9 | ngày trễ | có/không | 2", "cham-diem-ngay-tre", "B2"),
        ("Thông tin", "khoá | giá trị\nxep_loai | >=90=A", "thong-tin-xep-loai", "B2"),
        ("Chỉ tiêu", INDICATORS.replace(">= bình quân", ">= trung bình"), "chi-tieu-yeu-cau", "H3"),
        (
            "Thẩm định",
            f"{HEADS}\nI.7 | A",
            "tham-dinh-khong-co-muc",
            "A2",
        ),
        (
            "Thẩm định",
            f"{HEADS}\nI.12 | A | 4",
            "diem-ngoai-khoang",
            "C2",
        ),
        (
            "Thẩm định",
            f"{HEADS}\nI.12 | Các phòng | 2",
            "tham-dinh-mot-don-vi",
            "B2",
        ),
    ],
)
def test_what_contradicts_itself_is_told_with_its_cell(
    tmp_path: Path, sheet: str, text: str, code: str, cell: str
) -> None:
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", catalogue(**{sheet: text}))
    exit_code, outcome = merge(tmp_path, period="2022-Q2")
    assert exit_code == 2
    told = [one for one in outcome["problems"] if one["code"] == code]
    assert [(one["sheet"], one["cell"]) for one in told] == [(sheet, cell)], outcome["problems"]


@pytest.mark.parametrize(
    ("sheet", "text", "code", "cell"),
    [
        (
            "Chấm điểm",
            f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | bậc | 2 | 80%=1; 95%=2; 90%=1,5",
            "cham-diem-bac-lon-xon",
            "E2",
        ),
        ("Chấm điểm", f"{SHEETS['Chấm điểm']}\nI | | | | | 5", "cham-diem-tran-trong", "F2"),
        ("Chấm điểm", f"{SHEETS['Chấm điểm']}\nI.1 | ty_le | đạt | 2", "cham-diem-khong-yeu-cau", "B2"),
        (
            "Thẩm định",
            f"{HEADS}\nI.1 | A | 4",
            "tham-dinh-tu-cham-thua",
            "C2",
        ),
    ],
)
def test_what_is_as_a_rule_a_slip_is_a_warning(tmp_path: Path, sheet: str, text: str, code: str, cell: str) -> None:
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", catalogue(**{sheet: text}))
    _, outcome = merge(tmp_path, period="2022-Q2")
    told = [one for one in outcome["problems"] if one["code"] == code]
    assert [(one["level"], one["sheet"], one["cell"]) for one in told] == [("warning", sheet, cell)], outcome[
        "problems"
    ]


@pytest.mark.parametrize(
    ("sheet", "text", "told"),
    [
        # not the department's row once more, whose unit is blank
        ("Thẩm định", f"{HEADS}\nI.12 | | 2\nI.12 | Phòng lạ | 2", ["B3"]),
        ("Chấm điểm", f"{SHEETS['Chấm điểm']}\nI.1 | ti_le | tuyến tính | 2", ["B2"]),
    ],
)
def test_a_name_that_is_not_known_is_one_mistake(tmp_path: Path, sheet: str, text: str, told: list[str]) -> None:
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", catalogue(**{sheet: text}))
    _, outcome = merge(tmp_path, period="2022-Q2")
    assert [one["cell"] for one in outcome["problems"] if one["sheet"] == sheet] == told, outcome["problems"]


@pytest.mark.parametrize(
    ("typed", "code", "level"),
    [("4", "diem-ngoai-khoang", "error"), ("-1", "diem-ngoai-khoang", "error"), ("ba", "diem-khong-hieu", "error"),
     ("50%", "diem-khong-hieu", "error"), (".", "diem-chua-cham", "warning")],
)  # fmt: skip
def test_points_that_are_none_are_told_to_the_unit(tmp_path: Path, typed: str, code: str, level: str) -> None:
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", catalogue())
    send(tmp_path, "2022-Q2", {"A": NOW["A"]}, {"A": f"{typed}  .  ."})
    found = cchc(tmp_path, "check", str(tmp_path / "input" / "2022-Q2" / "A.xlsx"))
    (told,) = [line for line in found.output.splitlines() if f"({code})" in line or "Chấm điểm" in line][:1] or [
        found.output
    ]
    assert "Chấm điểm" in told
    assert ("LỖI" in told) == (level == "error")


def test_points_whose_column_lost_its_code_are_told(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", catalogue())
    send(tmp_path, "2022-Q2", {"A": NOW["A"]}, {"A": "2  .  ."})
    file = tmp_path / "input" / "2022-Q2" / "A.xlsx"
    book = load_workbook(file)
    (code,) = [cell for row in book["Chấm điểm"].iter_rows() for cell in row if cell.value == "tu_cham"]
    code.value = "tu_chamm"
    book.save(file)
    found = cchc(tmp_path, "check", str(file)).output
    assert "Chấm điểm: không còn cột: Điểm tự chấm" in found
    assert "trên sheet ghi “tu_chamm”" in found


@pytest.mark.usefixtures("outcome")
def test_every_point_leads_to_its_cells(root: Path) -> None:
    """Typed ones to the cell they were typed into, in the workbook or the catalogue; the others to figures."""
    folder = root / "output" / "2022-Q2"
    traces = load_workbook(folder / "nguon-so-lieu.xlsx")["Nguồn số liệu"]
    behind: dict[tuple[str, str], set[tuple[object, ...]]] = {}
    for line in traces.iter_rows(min_row=2, values_only=True):
        if line[0] == "bao-cao/bang-tu-cham-diem.xlsx":
            behind.setdefault((str(line[1]), str(line[2])), set()).add(line[6:9])
    book = load_workbook(folder / "bao-cao" / "bang-tu-cham-diem.xlsx")
    page = book["Điểm từng đơn vị"]
    printed = [cell for row in page.iter_rows(min_row=5, min_col=5, max_col=8) for cell in row]
    held = ("Điểm tối đa được tính", "Xếp hạng")  # the catalogue's, and what a place among others is
    for row in book["Tổng hợp điểm"].iter_rows(min_row=6, min_col=2):
        printed += row[2:] if row[0].value not in held else []
    numbers = [cell for cell in printed if isinstance(cell.value, int | float)]
    assert len(numbers) > 60
    assert [cell.coordinate for cell in numbers if (cell.parent.title, cell.coordinate) not in behind] == []
    (row,) = [cells for cells in page.iter_rows() if (cells[0].value, cells[1].value) == ("Phòng B", "I.12")]
    told = [behind[page.title, cell.coordinate] for cell in row[4:9]]
    typed = {("templates/danh-muc.xlsx", "Thẩm định", cell) for cell in ("D2", "E2", "F2", "G2")}
    appraised, approved, reason, evidence = sorted(typed)
    assert told[:1] == [{("B.xlsx", "Chấm điểm", "B2")}]
    assert told[1:] == [{appraised}, {approved}, {approved}, {reason, evidence}]


def test_only_who_leads_a_row_gives_its_points(tmp_path: Path) -> None:
    """Row I.12 is Phòng A's: B is not asked, and its maximum is 3 less."""
    root = points_department(tmp_path)
    plan = catalogue()["Kế hoạch"].replace("Tiêu chí 12 | | Các phòng", "Tiêu chí 12 | | Phòng A")
    write_catalogue(root / "templates" / "danh-muc.xlsx", catalogue(**{"Kế hoạch": plan, "Thẩm định": HEADS}))
    assert cchc(root, "template", "2022-Q2").exit_code == 0
    forms = {unit: load_workbook(root / "output" / "2022-Q2" / "bieu-mau" / f"{unit}.xlsx").sheetnames for unit in "AB"}
    assert ["Chấm điểm" in names for names in forms.values()] == [True, False]
    for unit, other in (("A", "2,5  .  ."), ("B", ".  .  .")):
        send(root, "2022-Q2", {unit: NOW[unit]}, {unit: other})
    _, outcome = merge(root, period="2022-Q2")
    assert [row(outcome, "I.12", unit)["maximum"] for unit in "AB"] == ["3", None]
    assert [one["message"] for one in outcome["problems"] if "cả cơ quan" in one["message"]] == [
        "chưa chấm điểm của cả cơ quan ở các mục nhập tay: I.12; tổng điểm của cơ quan chưa có các mục này; ghi vào "
        "sheet Thẩm định của danh mục: mục, để trống cột đơn vị, điểm ở cột tự chấm hoặc Không áp dụng"
    ]


def columns(rows: list[dict[str, object]]) -> list[str]:
    return [f"{one['ten']}: {one['ma']}" for one in point_columns(rows)]


def test_points_have_no_column_that_is_empty_or_says_the_same() -> None:
    """What counts stands beside what is given only where the two differ: (most, own, appraised, approved, counting)."""
    names = ("diem_toi_da", "tu_cham", "tham_dinh", "duyet", "diem")
    plain, approved, nothing = (2, 1, None, None, 1), (2, 1, 1, 3, 3), (None,) * 5

    def shown(*rows: tuple[object, ...]) -> list[str]:
        return columns([dict(zip(names, row, strict=True)) for row in rows])

    most = "Điểm tối đa: diem_toi_da"
    assert shown(nothing) == []
    assert shown(plain, nothing) == [most, "Điểm tự chấm: diem"]
    assert shown(approved) == [
        "Điểm tối đa: diem_toi_da",
        "Điểm tự chấm: tu_cham",
        "Thẩm định: tham_dinh",
        "Duyệt: diem",
    ]
    every = ["Điểm tự chấm: tu_cham", "Thẩm định: tham_dinh", "Duyệt: duyet", "Điểm được tính: diem"]
    assert shown(plain, approved) == [most, *every]


def test_totals_have_no_empty_column() -> None:
    rows: list[dict[str, object]] = [
        {"tong_diem": 0, "xep_loai": "", "hang": 1, "diem_quy_doi": None},
        {"tong_diem": None},
    ]
    assert [one["ten"] for one in total_columns(rows)] == ["Tổng điểm", "Xếp hạng"]


def test_the_points_of_a_merged_unit_are_asked_of_its_successor(tmp_path: Path) -> None:
    """I.12 is A's alone; A is merged into B on 1 April."""
    root = points_department(tmp_path)
    units = "mã | tên | nhóm | email | tên gọi khác | từ ngày | đến ngày | nhập vào\n" + "\n".join(
        ("A | Phòng A | Các phòng | | | | 31/3/2022 | B", "B | Phòng B | Các phòng", "C | Phòng C | Các phòng")
    )
    plan = catalogue()["Kế hoạch"].replace("Tiêu chí 12 | | Các phòng", "Tiêu chí 12 | | Phòng A")
    write_catalogue(
        root / "templates" / "danh-muc.xlsx", catalogue(**{"Đơn vị": units, "Kế hoạch": plan, "Thẩm định": HEADS})
    )
    (root / "input" / "2022-Q2" / "A.xlsx").unlink()
    for period, asked in (("2022-Q1", {"A"}), ("2022-Q2", {"B"})):
        assert cchc(root, "template", period).exit_code == 0
        files = {file.stem: file for file in (root / "output" / period / "bieu-mau").glob("?.xlsx")}
        assert {unit for unit, file in files.items() if "Chấm điểm" in load_workbook(file).sheetnames} == asked
    send(root, "2022-Q2", {"B": NOW["B"], "C": NOW["C"]}, {"B": "2  .  .", "C": ".  .  ."})
    _, told = merge(root, period="2022-Q2")
    found = {unit: row(told, "I.12", unit) for unit in "BC"}
    assert {unit: (one["points"], one["maximum"]) for unit, one in found.items()} == {
        "B": ("2", "3"),
        "C": (None, None),
    }
    send(root, "2022-Q2", {"B": NOW["B"]}, {"B": ".  .  ."})
    _, told = merge(root, period="2022-Q2")
    assert row(told, "I.12", "B")["maximum"] == "3"  # not typed yet: its maximum counts


def test_points_of_a_unit_that_ended_without_a_successor_are_nobodys(tmp_path: Path) -> None:
    """I.12, a task of September and points of each quarter, is A's alone; A is there until 31 March."""
    root = points_department(tmp_path)
    units = "mã | tên | nhóm | email | tên gọi khác | từ ngày | đến ngày\n" + "\n".join(
        ("A | Phòng A | Các phòng | | | | 31/3/2022", "B | Phòng B | Các phòng", "C | Phòng C | Các phòng")
    )
    plan = catalogue()["Kế hoạch"].replace(
        "Tiêu chí 12 | | Các phòng | | Trong năm", "Tiêu chí 12 | | Phòng A | | Tháng 9"
    )
    write_catalogue(
        root / "templates" / "danh-muc.xlsx", catalogue(**{"Đơn vị": units, "Kế hoạch": plan, "Thẩm định": HEADS})
    )
    told = {period: cchc(root, "template", period).output for period in ("2022-Q1", "2022-Q2")}
    assert "không đơn vị nào được hỏi" not in told["2022-Q1"]
    assert "không đơn vị nào được hỏi các mục I.12;" in told["2022-Q2"]
