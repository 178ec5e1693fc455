"""A cell of an .ods that stands for several: what is said of it is said of each. LibreOffice writes so whenever cells
side by side hold the same."""

from __future__ import annotations

import tracemalloc

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


def test_a_sheet_is_held_a_row_at_a_time() -> None:
    # 40,000 cells of which one holds something: their elements alone would take more than 10 MB
    blank = '<table:table-cell table:style-name="ce1"/>' * 20
    rows = f"<table:table-row>{blank}</table:table-row>" * 2_000
    last = f"<table:table-row-group><table:table-row>{PERCENT.format('')}</table:table-row></table:table-row-group>"
    body = f'<office:spreadsheet><table:table table:name="S">{rows}{last}</table:table></office:spreadsheet>'
    content = f"<office:document-content {NAMESPACES}><office:body>{body}</office:body></office:document-content>"
    data = packed({"content.xml": content.encode()})
    tracemalloc.start()
    raw, _ = read_bytes("a.ods", data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert raw
    assert raw.sheets[0].rows[2_000] == [1]
    assert most < 5 * len(content)


def test_a_table_inside_of_a_cell_is_none_of_the_sheets() -> None:
    inner = (
        '<table:table table:name="T"><table:table-row><table:table-cell office:value-type="float" office:value="9"/>'
    )
    inner += "</table:table-row></table:table>"
    held = '<table:table-cell {} office:value-type="float" office:value="7"><draw xmlns="x">'
    sheet = sheet_of(f"{held}{inner}</draw></table:table-cell>", 1, 1)
    assert sheet.rows == [["x", 7]]
