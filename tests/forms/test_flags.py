"""Flags of two years beside each other: the shipped catalogue has muc_3_4 of 2022 and toan_trinh, mot_phan of 2026. Its
forms show those that a procedure has; ratios take whichever is marked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scripts.make_catalogue import TABLES, make, read_table
from tests.cchc_runs import cchc, indicator, merge
from tests.departments import write_table
from tests.workbooks import write_form

ONLINE = ("2.000674", "2.000073")
"""Two procedures of QLTM that have no muc_3_4 in the shipped catalogue."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A working folder where one of them is toàn trình; nothing is một phần."""
    tables = tmp_path / "bang"
    shutil.copytree(TABLES, tables)
    head, *rows = read_table(tables / "tthc.tsv")
    for row in rows:
        row[head.index("toan_trinh")] = "x" if row[0] == ONLINE[0] else ""
    write_table(tables / "tthc.tsv", [head, *rows])
    (tmp_path / "templates").mkdir()
    make(tmp_path / "templates" / "danh-muc.xlsx", tables)
    return tmp_path


def _shown(root: Path) -> tuple[set[str], set[str]]:
    """The codes of columns on sheet TTHC of QLTM's blank form: those to be seen, and the hidden ones."""
    assert cchc(root, "template", "2022-Q1", "--unit", "QLTM").exit_code == 0
    page = load_workbook(root / "output" / "2022-Q1" / "bieu-mau" / "QLTM.xlsx")["TTHC"]
    (codes,) = [row for row in page.iter_rows() if row[0].value == "#ma"]
    columns = [one for one in page.column_dimensions.values() if one.hidden]
    apart = {at for one in columns for at in range(one.min or 0, (one.max or 0) + 1)}
    hidden = {str(cell.value) for at, cell in enumerate(codes, start=1) if at in apart}
    return {str(cell.value) for cell in codes} - hidden, hidden


def test_a_flag_that_nothing_has_is_not_shown(root: Path) -> None:
    shown, hidden = _shown(root)
    assert {"muc_3_4", "toan_trinh", "cb_bcci"} <= shown
    assert "mot_phan" in hidden


def test_the_shipped_forms_are_those_of_2022(tmp_path: Path) -> None:
    shown, hidden = _shown(tmp_path)
    assert "muc_3_4" in shown
    assert {"toan_trinh", "mot_phan"} <= hidden


def test_either_word_counts_as_online(root: Path) -> None:
    """2.000648 is muc_3_4, with 3 online; of the two others, each with 2 online, one is toàn trình: 2 of 2."""
    columns = "#ma  tn_truc_tuyen  tn_truc_tiep  gq_dung_han"
    rows = "\n".join(
        f"{code}  {count}  1  {count + 1}" for code, count in (("2.000648", 3), *((one, 2) for one in ONLINE))
    )
    write_form(root / "input" / "2022-Q1" / "QLTM.xlsx", "QLTM", {"TTHC": f"{columns}\n{rows}"})
    found = indicator(merge(root)[1], "truc_tuyen", "QLTM")
    assert (found["numerator"], found["denominator"]) == (2, 2)
