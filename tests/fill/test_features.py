"""Every feature of a workbook before and after filling: the table of docs/fill-features.md and what is behind it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from cchc_excel.fill import fill, mark_draft
from tests import libreoffice
from tests.fill.features.measure import COLUMNS, ITEMS, KEPT, LOST, PAGE, measured, page
from tests.fill.features.public import compared, placed
from tests.fill.features.state import Seen
from tests.fill.features.templates import by_hand, by_xlsxwriter, context
from tests.fill.package_check import faults, judged
from tests.fill.templates import SHEET, made

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl tells what it will lose


@pytest.mark.office
def test_every_feature_is_kept_and_the_page_says_so(tmp_path: Path) -> None:
    table = measured(tmp_path)
    assert len(table) >= 45
    ours = [column for column in COLUMNS if column not in ("openpyxl", "xltpl")]
    assert [(name, column) for name, marks in table.items() for column in ours if marks[column] == LOST] == []
    assert all(marks[column] == KEPT for marks in table.values() for column in ("before", *ITEMS))
    # A check that nothing could fail would say nothing: openpyxl fails most.
    assert sum(marks["openpyxl"] == KEPT for marks in table.values()) < len(table) / 3
    assert PAGE.read_text("utf-8") == page(table), "run: python -m tests.fill.features"


@pytest.mark.parametrize("items", [5, 1, 0])
def test_the_package_with_everything_in_it_is_sound(tmp_path: Path, items: int) -> None:
    data = mark_draft(fill(by_hand(), context(items)), "BẢN NHÁP")
    path = tmp_path / "tat-ca.xlsx"
    path.write_bytes(data)
    assert faults(data) == []
    assert judged(path) == []


def test_the_template_itself_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    path.write_bytes(by_hand())
    assert faults(by_hand()) == []
    assert judged(path) == []


def test_filling_twice_gives_the_same_bytes() -> None:
    template = by_hand()
    assert fill(template, context(3)) == fill(template, context(3))


def test_what_is_not_filled_stays_byte_for_byte() -> None:
    template = by_hand()
    before, after = Seen(template).parts, Seen(fill(template, context(3))).parts
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    sheets = {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)}
    assert changed == sheets | {
        "xl/workbook.xml", "xl/sharedStrings.xml", "xl/charts/chart1.xml", "xl/comments1.xml",
        "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml", "xl/threadedComments/threadedComment1.xml",
    }  # fmt: skip


@pytest.mark.office
def test_printed_pages_repeat_their_heading_and_break_where_the_rows_went(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(fill(by_xlsxwriter(), context(3)))
    pdf = libreoffice.to_pdf(path, tmp_path)
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    pages = [text for text in told.split("\f") if "Trang" in text]
    first = pages[:5]  # rows 2, 3, 4, the total, and what is below it: a break stands below each
    assert [("Đơn vị 1" in text, "Đơn vị 2" in text, "Đơn vị 3" in text) for text in first[:3]] == [
        (True, False, False), (False, True, False), (False, False, True)
    ]  # fmt: skip
    assert "Cộng" in first[3]
    assert all("Gấp đôi" in text and "Sở & cơ quan" in text for text in first)


def _below_and_above(book: Any, sheet: Any) -> None:
    """In rows 1 and 2, and from 9 on, with nothing between."""
    del book
    sheet.merge_range("A1:B1", "trên")
    sheet.write("A2", 1)
    sheet.merge_range("A9:B10", "dưới")
    sheet.write_comment("A12", "ghi chú")
    sheet.data_validation("C12:C13", {"validate": "list", "source": ["a"]})
    sheet.freeze_panes(1, 0)


def test_features_of_any_workbook_are_found_by_their_rows() -> None:
    seen = Seen(made(_below_and_above))
    assert placed(seen, SHEET) == {"Merge": [(1, 1), (9, 10)], "Note": [(12, 12)], "Validation": [(12, 13)]}
    found = list(compared(seen.data))
    assert {name for name, _ in found} >= {"Merge", "Note", "Validation", "Frozen panes", "Theme"}
    assert all(is_kept for _, is_kept in found)


def test_a_feature_that_stays_behind_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def unmoved(data: bytes, context: object) -> bytes:
        del context
        return data

    monkeypatch.setattr("tests.fill.features.public.fill", unmoved)
    found = dict(compared(made(_below_and_above)))
    assert (found["Merge"], found["Note"], found["Validation"], found["Theme"]) == (False, False, False, True)
