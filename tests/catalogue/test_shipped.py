"""The shipped catalogue against the plan's appendix."""

from __future__ import annotations

from pathlib import Path

from cchc_excel.catalogue.due import tasks_of
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.reading.workbook import read_bytes

ROOT = Path(__file__).resolve().parents[2]
FIRST_QUARTER = (
    "I.1.1 II.1.4 II.2.4 II.2.4.2 II.2.6 II.5.1 II.5.2 II.5.3 II.5.5 II.6.1 II.6.3.1 II.6.4.1 II.6.4.2 II.6.7 IV.1"
)


def shipped() -> Catalogue:
    raw, found = read_bytes("danh-muc.xlsx", (ROOT / "templates" / "danh-muc.xlsx").read_bytes())
    assert raw is not None
    assert found == []
    catalogue, found = read_catalogue(raw, "danh-muc.xlsx")
    assert found == []
    assert catalogue is not None
    return catalogue


def test_tasks_of_the_first_quarter() -> None:
    catalogue = shipped()
    asked = {key for unit in catalogue.units for key in tasks_of(catalogue, unit, catalogue.periods["2022-Q1"])}
    assert [key for key in catalogue.items if key in asked] == FIRST_QUARTER.split()


def test_every_text_of_the_appendix_is_a_row_in_order() -> None:
    printed = " ".join((ROOT / "tests" / "data" / "phu-luc-19-KH-SCT.txt").read_text("utf-8").split())
    at = 0
    for row in shipped().plan:
        found = printed.find(" ".join(row.text.split()), at)
        assert found >= 0, row.text
        at = found


def test_the_script_writes_the_shipped_catalogue(tmp_path: Path) -> None:
    import runpy

    made = tmp_path / "danh-muc.xlsx"
    runpy.run_path(str(ROOT / "scripts" / "make_catalogue.py"))["make"](made)
    assert made.read_bytes() == (ROOT / "templates" / "danh-muc.xlsx").read_bytes()
