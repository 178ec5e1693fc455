"""Charts show what there is."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import xlsxwriter

from cchc_excel.fill import fill
from cchc_excel.fill.ooxml import Package
from cchc_excel.report.chart_series import drop_empty_series


def legend(values: list[float], before: list[float | None], column: str = "") -> list[str]:
    """The names of the series that the chart of a filled template shows: "nay" of `values`, "xua" of `before`, in a
    column between the tags of `column`."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        page = made.add_worksheet("Bảng")
        page.write_row(0, 0, ["", "nay", column, "xua", "{%tc endfor %}" if column else ""])
        page.write_string(1, 0, "{%tr for r in rows %}")
        page.write_row(2, 0, ["{{ r.ten }}", "{{ r.nay }}", "", "{{ r.xua }}", ""])
        page.write_string(3, 0, "{%tr endfor %}")
        chart = made.add_chart({"type": "bar"})
        for at, name in ((1, "nay"), (3, "xua")):
            chart.add_series({"name": name, "values": ["Bảng", 2, at, 2, at]})
        page.insert_chart(6, 0, chart)
    rows = [{"ten": "a", "nay": now, "xua": old} for now, old in zip(values, before, strict=True)]
    package = Package(fill(buffer.getvalue(), {"rows": rows}))
    drop_empty_series(package)
    (part,) = package.of_type("drawingml.chart+xml")
    return re.findall(r"<c:tx>.*?<c:v>(\w+)</c:v>", package.parts[part].decode())


@pytest.mark.parametrize(
    ("before", "column", "shown"),
    [
        ([0.5, None], "", ["nay", "xua"]),
        ([None, None], "", ["nay"]),
        ([0.5, 0.5], "{%tc for x in [] %}", ["nay"]),
        ([0.5, 0.5], "{%tc for x in [1] %}", ["nay", "xua"]),
    ],
)
def test_a_series_without_numbers_is_not_shown(before: list[float | None], column: str, shown: list[str]) -> None:
    assert legend([1, 2], before, column) == shown
