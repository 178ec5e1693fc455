"""A closed year stands on its own catalogue: merging it again gives the same bytes, whatever the next year plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import codes, indicator, merge
from tests.two_units import files, send, two_units

OLD = "2022-Q4 | Quý IV năm 2022 | 15/9/2022 | 14/12/2022 | 19/12/2022"
NEW = "2023-Q1 | Quý I năm 2023 | 15/12/2022 | 14/3/2023 | 17/3/2023 | | 2022-Q4 | 2022-Q4"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two quarters of two years: the old catalogue has the ratio viec / giao, the new one giao / viec."""
    return two_units(tmp_path, OLD)


def next_year(root: Path) -> None:
    """The old catalogue moves to the folder of its year; the new one asks for something else."""
    (root / "templates" / "danh-muc.xlsx").unlink()
    write_catalogue(root / "templates" / "2022" / "danh-muc.xlsx", periods(OLD))
    upside_down = SHEETS["Chỉ tiêu"].replace("viec | giao", "giao | viec")
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(NEW) | {"Chỉ tiêu": upside_down})


def test_a_closed_quarter_is_merged_again_to_the_same_bytes(root: Path) -> None:
    code, before = merge(root, period="2022-Q4")
    assert code == 0, before["problems"]
    assert indicator(before, "ty_le")["percent"] == "80,00"  # (30 + 10) / (40 + 10)
    first = files(root / "output")
    next_year(root)
    code, after = merge(root, period="2022-Q4")
    assert (code, after) == (0, before)
    assert files(root / "output") == first


def test_a_quarter_stands_beside_the_year_before(root: Path) -> None:
    next_year(root)
    send(root, "2023-Q1", "A", 8, 4)
    send(root, "2023-Q1", "B", 2, 4)
    code, outcome = merge(root, period="2023-Q1")
    assert code == 0, outcome["problems"]
    assert indicator(outcome, "ty_le")["percent"] == "80,00"  # (4 + 4) / (8 + 2)
    page = (root / "output" / "2023-Q1" / "tong-hop.html").read_text("utf-8")
    assert "80,00%" in page
    assert (root / "output" / "2023-Q1" / "bao-cao" / "tong-hop-ty-le.xlsx").is_file()


def test_a_period_that_two_catalogues_list_stops_that_period_only(root: Path) -> None:
    next_year(root)
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(OLD, NEW))
    code, outcome = merge(root, period="2022-Q4")
    assert code == 2
    assert codes(outcome) == {"danh-muc-ky-hai-noi"}
    send(root, "2023-Q1", "A", 8, 4)
    send(root, "2023-Q1", "B", 2, 4)
    assert merge(root, period="2023-Q1")[0] == 0
