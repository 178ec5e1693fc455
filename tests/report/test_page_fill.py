"""Pages of the shipped reports are full and few, beside a previous period and for a year too; those of the example and
of a department with long names are looked at where they are printed, in test_reports_print.py.

docs/bao-cao.md holds the table; `python -m scripts.page_fill` prints it for any reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import libreoffice
from tests.cchc_runs import merge
from tests.departments import department
from tests.printed import pages
from tests.report.full_pages import check, too_many


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten units with workbooks of two quarters and of the year."""
    folder = tmp_path_factory.mktemp("ten")
    department(folder, 10, periods=("2022-Q1", "2022-Q2", "2022-N"))
    return folder


@pytest.mark.office
@pytest.mark.parametrize("period", ["2022-Q2", "2022-N"])
def test_pages_beside_a_previous_period_and_of_a_year_are_full(root: Path, period: str) -> None:
    """The table of ratios has rows for the previous period and the year to date, and is one page still."""
    merge(root, period=period)
    folder = root / "output" / period / "bao-cao"
    libreoffice.all_to_pdf([*folder.glob("*.xlsx"), *folder.glob("*.docx")], folder.parent / "in")
    of_year = period == "2022-N"
    blocks = {"phu-luc-khac-phuc-ton-tai": [8]} if of_year else {}  # the last item goes with the place to sign
    assert too_many(check(folder.parent / "in", blocks)) == {"bang-tu-cham-diem": 7}  # six and the units' points
    words = {word.text for page in pages(folder.parent / "in" / "bao-cao-ket-qua-cchc.pdf") for word in page.words}
    assert "100,00%" in words
    assert "%" not in words  # no ratio is cut at the end of a narrow cell's line
