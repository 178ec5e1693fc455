"""Smaller shapes of scoring that departments publish beside those of test_points.py: part of the points, half points,
points taken off down to a floor. Each is a row of the catalogue, none is code. Invented numbers, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import cchc, codes, merge
from tests.workbooks import write_form

FIGURES = ("viec", "giao", "nhe", "nang", "loi", "sang_kien")
REPORTED = {"A": (85, 100, 1, 0, 3, 3), "B": (50, 100, 2, 1, 12, 7), "C": (49, 100, 0, 0, 0, 0)}
SHAPES = {
    "Đơn vị": "mã | tên | nhóm | email | tên gọi khác\n"
    + "\n".join(f"{one} | Phòng {one} | Các phòng" for one in REPORTED),
    "Số liệu": SHEETS["Số liệu"].partition("\n")[0]
    + "".join(f"\n{one} | {one} | việc | đơn vị | Các phòng" for one in FIGURES),
    "Kế hoạch": "\n".join(
        (
            SHEETS["Kế hoạch"].partition("\n")[0],
            " | I | NHIỆM VỤ",
            *(f" | {at} | Tiêu chí {at} | | Các phòng | | Trong năm" for at in range(1, 7)),
        )
    ),
    "Chỉ tiêu": "\n".join(
        (
            SHEETS["Chỉ tiêu"].partition("\n")[0],
            "ty_le | Tỷ lệ | I.1 | viec | giao | %",
            "chap_hanh | Chấp hành | I.2 | (nang == 0) * (2 * 1 - (nhe > 0)) | 2 * 1 | %",
            "con_lai | Điểm còn lại | I.3 | 10 * 1 - loi | 10 * 1 | %",
        )
    ),
    "Chấm điểm": "\n".join(
        (
            SHEETS["Chấm điểm"],
            "I.1 | ty_le | bậc | 2 | >95%=100%; >=80%=75%; >=50%=50%",
            "I.2 | chap_hanh | tuyến tính | 4",
            "I.3 | con_lai | tuyến tính | 10",
            "I.4 | sang_kien | mỗi mục | | điểm=0,5 | 2",
            "I.5 | loi | mỗi mục | | điểm=-1 | 5",
        )
    ),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = tmp_path_factory.mktemp("dang")
    assert cchc(root, "init").exit_code == 0
    (root / "templates" / "bao-cao" / "tinh-hinh-giai-quyet-tthc.xlsx").unlink()  # it asks for procedures
    quarter = periods("2022-Q1 | Quý I năm 2022 | 1/1/2022 | 31/3/2022 | 5/4/2022")
    write_catalogue(root / "templates" / "danh-muc.xlsx", quarter | SHAPES)
    for unit, values in REPORTED.items():
        lines = "\n".join(f"{code}  {value}" for code, value in zip(FIGURES, values, strict=True))
        write_form(root / "input" / "2022-Q1" / f"{unit}.xlsx", unit, {"Số liệu": f"#ma  gia_tri\n{lines}"})
    _, outcome = merge(root)
    assert codes(outcome, "error") == set(), outcome["problems"]
    return outcome


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        # "đạt 75 % điểm": 85 % is on the step of 80 %: 0,75 x 2; 50 % begins a step: 0,5 x 2; 49 % is below them all
        ("I.1", ["1,5", "1", "0"]),
        # "vi phạm nhẹ trừ 50 %", a grave one all: 4 x 1/2; 0; 4
        ("I.2", ["2", "0", "4"]),
        # 10 points less 1 for each mistake, none below 0: 7; 10 - 12 is 0; 10
        ("I.3", ["7", "0", "10"]),
        # half a point each, at most 2: 1,5; 3,5 is 2; 0
        ("I.4", ["1,5", "2", "0"]),
        # 1 off for each, at most 5: -3; -12 is -5; 0
        ("I.5", ["-3", "-5", "0"]),
    ],
)
def test_points_of_a_smaller_shape(outcome: dict[str, Any], key: str, expected: list[str]) -> None:
    given = {one["unit"]: one["points"] for one in outcome["scores"] if one["muc"] == key}
    assert [given[unit] for unit in REPORTED] == expected
