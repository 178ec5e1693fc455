"""A department of many units: seventy, the ten of the example each seven times."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from benchmarks.merge import make_department
from tests.cchc_runs import EXAMPLE, cchc, indicator

UNITS = 70


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    root = tmp_path_factory.mktemp("so")
    make_department(root, UNITS)
    result = cchc(root, "merge", "2022-Q1", "--json")
    yield root, json.loads(result.stdout)


def sheet(root: Path, name: str) -> list[tuple[Any, ...]]:
    book = load_workbook(root / "output" / "2022-Q1" / "nguon-so-lieu.xlsx", read_only=True)
    return list(book[name].iter_rows(min_row=2, values_only=True))


def test_all_are_merged_and_add_up(merged: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    _, outcome = merged
    assert outcome["final"] is True
    assert len(outcome["files"]) == UNITS
    cchc(tmp_path, "merge", "2022-Q1", "--input", str(EXAMPLE.parent))
    ten = json.loads(cchc(tmp_path, "merge", "2022-Q1", "--json", "--input", str(EXAMPLE.parent)).stdout)
    for code in ("dung_han", "bcci_ho_so", "e_office", "som_han"):  # of dossiers, documents, tasks: seven times the ten
        few, many = indicator(ten, code), indicator(outcome, code)
        assert (many["numerator"], many["denominator"]) == (7 * few["numerator"], 7 * few["denominator"])
        assert many["percent"] == few["percent"]
    procedures = indicator(outcome, "truc_tuyen")  # of procedures: each counts once, however many units have it
    assert procedures["denominator"] == indicator(ten, "truc_tuyen")["denominator"]


def test_no_line_stands_twice_and_cells_hold_what_is_told(merged: tuple[Path, dict[str, Any]]) -> None:
    root, _ = merged
    lines = sheet(root, "Nguồn số liệu")
    assert len({(*line[:3], *line[6:9]) for line in lines}) == len(lines)
    by_file: dict[str, set[tuple[str, str, Any]]] = defaultdict(set)
    for line in lines:
        if not str(line[6]).startswith("bao-cao/"):
            by_file[line[6]].add((line[7], line[8], line[9]))
    assert len(by_file) == UNITS
    for file in sorted(by_file)[::9]:
        book = load_workbook(root / "input" / "2022-Q1" / file, data_only=True)
        for page, cell, value in by_file[file]:
            if isinstance(value, int):
                assert book[page][cell].value == value, (file, page, cell)


def test_a_ratio_of_many_units_is_the_sum_of_the_cells_that_its_lines_lead_to(
    merged: tuple[Path, dict[str, Any]],
) -> None:
    """The ratio "đúng hạn" of all units in the table of ratios: its lines name those of the units, whose cells are the
    dossiers settled, all of which stand below the line of the ratio."""
    root, outcome = merged
    whole = indicator(outcome, "dung_han")
    lines = sheet(root, "Nguồn số liệu")
    by_place: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for line in lines:
        by_place[line[:3]].append(line)
    (name,) = {line[5] for line in lines if line[0] == "tong-hop.html" and "đúng hạn" in line[5] and "–" not in line[5]}
    total = next(
        at for at in by_place if by_place[at][0][5] == name and len(by_place[at]) > 9 and at[0] != "tong-hop.html"
    )
    sources = [source for line in by_place[total] for source in by_place[line[6:9]]]
    assert len(sources) > len(by_place[total]) > 9
    assert sum(source[9] or 0 for source in sources) == whole["denominator"]
