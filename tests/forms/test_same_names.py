"""A name that two rows of the catalogue share stands for neither: the hidden code decides."""

from __future__ import annotations

import msgspec

from cchc_excel.forms.filled.parse import parse_form
from cchc_excel.forms.filled.reader import reader_for
from cchc_excel.model.records import Source
from cchc_excel.reading.workbook import read_file
from tests.cchc_runs import EXAMPLE
from tests.forms.unit_form import shipped_catalogue


def test_a_task_keeps_its_key_though_another_item_of_the_plan_has_the_same_text() -> None:
    """Next year's plan may say "Báo cáo kết quả" twice; a unit's sheet holds only one of them."""
    catalogue = shipped_catalogue()
    twin = msgspec.structs.replace(catalogue.items["II.5.2"], key="II.9.2")
    catalogue = msgspec.structs.replace(catalogue, items={**catalogue.items, "II.9.2": twin})
    source = Source("QLTM.xlsx", EXAMPLE / "QLTM.xlsx")
    raw, _ = read_file(source)
    assert raw is not None
    parsed, found = parse_form(raw, source, reader_for(catalogue), None)
    assert parsed.report is not None
    assert "II.5.2" in parsed.report.tasks
    assert "II.9.2" not in parsed.report.tasks
    assert "dong-da-sap-xep" not in {one.code for one in found}
