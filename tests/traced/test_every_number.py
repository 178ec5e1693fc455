"""Every number that the workbooks of a quarter and of six months print is followed through the lineage to the cells of
units' workbooks and worked out again from them: none without a way, none wrong, no line about anything else, no cell
named twice."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.cchc_runs import cchc
from tests.traced.again import numbers_in
from tests.traced.lineage import Lineage, Place
from tests.traced.printed import GIVEN, accounted, numbers, texts
from tests.traced.year import PERIODS, write_year


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year, every period of it merged."""
    folder = tmp_path_factory.mktemp("nam")
    write_year(folder)
    for period in PERIODS:
        told = cchc(folder, "merge", period)
        assert told.exit_code == 0, told.stderr
    return folder


def reports(root: Path, period: str) -> dict[str, Path]:
    files = sorted((root / "output" / period / "bao-cao").glob("*.xlsx"))
    assert len(files) == 4
    return {f"bao-cao/{file.name}": file for file in files}


@pytest.mark.parametrize("period", PERIODS)
def test_every_number_of_every_workbook_is_traced_and_right(root: Path, period: str) -> None:
    lineage = Lineage.read(root, period)
    seen: set[Place] = set()
    wrong: list[tuple[Place, object, object]] = []
    for report, file in reports(root, period).items():
        for number in numbers(file, period):
            place = (report, number.sheet, number.cell)
            seen.add(place)
            cells = list(lineage.cells(place))
            again = number.again(cells) if cells else None
            if again is None or Fraction(str(number.value)) != again or lineage.printed[place] != number.value:
                wrong.append((place, number.value, again))
        for text in texts(file):
            place = (report, text.sheet, text.cell)
            cells = list(lineage.cells(place))
            said = set(numbers_in(text.value)) - GIVEN
            if said or any(str(cell.value) in text.value for cell in cells if cell.value):
                seen.add(place)
            if said - accounted(cells):
                wrong.append((place, text.value, said))
    assert wrong == []
    assert len(seen) > 900
    assert [place for place in lineage.sources if place[0] in reports(root, period) and place not in seen] == []


@pytest.mark.parametrize("period", PERIODS)
def test_no_line_stands_twice_and_none_names_a_cell_twice(root: Path, period: str) -> None:
    lineage = Lineage.read(root, period)
    assert len(lineage.lines) == len(set(lineage.lines)) > 500
    assert lineage.doubled() == []
