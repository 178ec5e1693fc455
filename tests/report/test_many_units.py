"""A department of many units: the lineage lists each source cell once, and still leads from every figure to its cells.

Seventy units, the ten of the example each seven times: the flat list would have more than 50,000 rows.
"""

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


def test_every_source_stands_once_with_the_cell_it_names(merged: tuple[Path, dict[str, Any]]) -> None:
    root, _ = merged
    rows = sheet(root, "Ô nguồn")
    places = [row[4:7] for row in rows]
    assert len(set(places)) == len(places)
    by_file: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        by_file[row[4]].append(row)
    assert len(by_file) == UNITS
    for file in sorted(by_file)[::9]:
        book = load_workbook(root / "input" / "2022-Q1" / file, data_only=True)
        for _, _, _, _, _, page, cell, value in by_file[file]:
            if isinstance(value, int):
                assert book[page][cell].value == value, (file, page, cell)


def test_the_sources_of_a_figure_are_found_by_unit_and_name(merged: tuple[Path, dict[str, Any]]) -> None:
    """The ratio "đúng hạn": its row names three figures of so many units; summing their cells gives the ratio."""
    root, outcome = merged
    whole = indicator(outcome, "dung_han")
    named = {(row[4], row[5]) for row in sheet(root, "Nguồn số liệu") if str(row[3]) == f"{whole['percent']}%"}
    (told,) = [names for units, names in named if "Giải quyết quá hạn" in names and units.endswith("đơn vị")]
    figures = told.split("; ")
    assert sorted(figures) == ["Giải quyết quá hạn", "Giải quyết trước hạn", "Giải quyết đúng hạn"]
    total = sum(row[7] for row in sheet(root, "Ô nguồn") if row[1] in figures)
    assert total == whole["denominator"]


def test_every_row_of_a_figure_leads_somewhere(merged: tuple[Path, dict[str, Any]]) -> None:
    root, _ = merged
    sources = {row[1] for row in sheet(root, "Ô nguồn")}
    for report, _, cell, _, units, names, where, *_ in sheet(root, "Nguồn số liệu"):
        if names == "tính từ các ô khác của báo cáo":
            continue
        assert units and names and where == "xem sheet Ô nguồn", (report, cell)
        for name in names.partition(" – ")[0].split("; "):
            assert "(các dòng" in name or name in sources, (report, cell, name)
