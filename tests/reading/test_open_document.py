"""A cell of an .ods that stands for several: what is said of it is said of each. LibreOffice writes so whenever cells
side by side hold the same."""

from __future__ import annotations

import pytest

from cchc_excel.model.records import RawSheet
from cchc_excel.reading.workbook import read_bytes
from tests.packages import packed

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
PERCENT = '<table:table-cell {} office:value-type="percentage" office:value="1"/>'
ERROR = '<table:table-cell {} office:value-type="float" office:value="0"><text:p>#N/A</text:p></table:table-cell>'
UNCACHED = '<table:table-cell {} table:formula="of:=[.A1]"/>'
ACROSS, DOWN = 'table:number-columns-repeated="{}"', 'table:number-rows-repeated="{}"'
PLACES = {
    "across": (1, 3, {(0, 1), (0, 2), (0, 3)}),
    "down": (3, 1, {(0, 1), (1, 1), (2, 1)}),
    "both ways": (2, 2, {(0, 1), (0, 2), (1, 1), (1, 2)}),
    "not": (1, 1, {(0, 1)}),
}


def sheet_of(cell: str, rows: int, columns: int) -> RawSheet:
    """A1 holds x, B1 the cell, repeated."""
    first = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    line = f"<table:table-row {DOWN.format(rows)}>{first}{cell.format(ACROSS.format(columns))}</table:table-row>"
    body = f'<office:spreadsheet><table:table table:name="S">{line}</table:table></office:spreadsheet>'
    content = f"<office:document-content {NAMESPACES}><office:body>{body}</office:body></office:document-content>"
    raw, problems = read_bytes("a.ods", packed({"content.xml": content.encode()}))
    assert not problems
    assert raw
    return raw.sheets[0]


@pytest.mark.parametrize(("rows", "columns", "places"), PLACES.values(), ids=PLACES)
def test_what_is_said_of_a_cell_that_repeats(rows: int, columns: int, places: set[tuple[int, int]]) -> None:
    assert sheet_of(PERCENT, rows, columns).percents == places
    assert sheet_of(ERROR, rows, columns).errors == dict.fromkeys(places, "#N/A")
    uncached = sheet_of(UNCACHED, rows, columns)
    assert uncached.uncached == places
    assert uncached.formulas == places


def test_what_repeats_to_the_end_of_the_sheet_takes_no_room() -> None:
    assert len(sheet_of(UNCACHED, 1_048_000, 16_000).uncached) == 1
