"""Columns that repeat: {%tc for … %}. Template columns: A names, B the tag, C the repeated column, D the tag, E behind.
Three items put C at B, C, D and E at E; one item C at B and E at C; none E at B."""

from __future__ import annotations

import io
import tracemalloc
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cchc_excel.fill import Environment, TemplateErrors, fill
from cchc_excel.fill.template.render import Renderer
from tests.fill.templates import SHEET, made, part, texts

RATIOS = ("Một", "Hai", "Ba")
UNITS = (("Phòng A", (1, 2, 3)), ("Phòng B", (10, 20, 30)))


def names(count: int) -> dict[str, object]:
    """`count` ratios, two units with their numbers by the ratio's code."""
    ratios = [{"ma": f"m{at}", "ten": name} for at, name in enumerate(RATIOS[:count])]
    rows = [{"ten": name, "so": {f"m{at}": value for at, value in enumerate(values)}} for name, values in UNITS]
    return {"ct": ratios, "don_vi": rows}


def table(book: Any, sheet: Any) -> None:
    """Heading, a row for each unit with the sum behind it, sums below."""
    bold = book.add_format({"bold": True, "border": 1})
    sheet.merge_range("A1:E1", "BẢNG", bold)
    for cell, text in (("A2", "Đơn vị"), ("B2", "{%tc for c in ct %}"), ("D2", "{%tc endfor %}"), ("E2", "Cộng")):
        sheet.write_string(cell, text)
    sheet.write_string("C2", "{{ loop.index }}. {{ c.ten }}", bold)
    sheet.write_string("A3", "{%tr for u in don_vi %}")
    sheet.write_string("A4", "{{ u.ten }}")
    sheet.write_string("C4", "{{ u.so[c.ma] }}")
    sheet.write_formula("E4", "=SUM(C4:C4)")
    sheet.write_string("A5", "{%tr endfor %}")
    sheet.write_formula("C6", "=SUM(C4:C4)")
    sheet.write_formula("E6", "=SUM(E4:E4)-SUM(C6)")
    sheet.set_column("A:A", 30)
    sheet.set_column("C:C", 7)
    sheet.set_column("E:E", 12)
    sheet.conditional_format("C4:C4", {"type": "formula", "criteria": "=C4>$E4", "format": bold})
    sheet.print_area("A1:E6")
    sheet.write_comment("E2", "ghi chú")
    sheet.freeze_panes(2, 1)
    book.define_name("Cong", f"='{SHEET}'!$E$6")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": f"='{SHEET}'!$C$2:$C$2", "values": f"='{SHEET}'!$C$6:$C$6"})
    sheet.insert_chart("E8", chart)


def filled(count: int, draw: Any = table) -> tuple[bytes, Worksheet]:
    data = fill(made(draw), names(count))
    return data, openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(2, 5)]


def test_a_column_stands_once_for_each_item() -> None:
    _, sheet = filled(3)
    assert rows(sheet) == [
        ["Đơn vị", "1. Một", "2. Hai", "3. Ba", "Cộng"],
        ["Phòng A", 1, 2, 3, "=SUM(B3:D3)"],
        ["Phòng B", 10, 20, 30, "=SUM(B4:D4)"],
        [None, "=SUM(B3:B4)", "=SUM(C3:C4)", "=SUM(D3:D4)", "=SUM(E3:E4)-SUM(B5:D5)"],
    ]


def test_what_points_at_columns_moves_with_them() -> None:
    data, sheet = filled(3)
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDE"]
    assert [round(width) for width in widths] == [31, 8, 8, 8, 13]  # Excel adds five pixels to each
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:E1"]
    assert sheet.print_area == f"'{SHEET}'!$A$1:$E$5"
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["B3:D4"]
    (rule,) = next(iter(sheet.conditional_formatting)).rules
    assert rule.formula == ["B3>$E3"]
    assert sheet["E2"].comment is not None
    assert sheet["C2"].font.bold
    assert sheet.freeze_panes == "B3"
    assert texts(part(data, "xl/charts/chart1.xml"), "f") == [f"'{SHEET}'!$B$2:$D$2", f"'{SHEET}'!$B$5:$D$5"]
    assert f"'{SHEET}'!$E$5" in texts(part(data, "xl/workbook.xml"), "definedName")


@pytest.mark.parametrize(("count", "area"), [(3, "B1:E1"), (1, "B1:C1"), (0, None)])
def test_text_over_a_tag_s_column_stands_in_what_is_left_of_its_area(count: int, area: str | None) -> None:
    """An area that begins in the column of a tag, over the repeated ones."""

    def draw(book: Any, sheet: Any) -> None:  # noqa: ARG001
        sheet.merge_range("B1:E1", "{{ ct | length }} tỷ lệ")
        sheet.write_row("B2", ["{%tc for c in ct %}", "{{ c.ten }}", "{%tc endfor %}"])

    _, sheet = filled(count, draw)
    assert [str(one) for one in sheet.merged_cells.ranges] == ([area] if area else [])
    assert [cell.value for cell in sheet[1] if cell.value] == [f"{count} tỷ lệ"]
    assert sheet["B1"].value == f"{count} tỷ lệ"


@pytest.mark.parametrize(("count", "heading"), [(1, ["Đơn vị", "1. Một", "Cộng"]), (0, ["Đơn vị", "Cộng"])])
def test_one_item_or_none(count: int, heading: list[str]) -> None:
    assert rows(filled(count)[1])[0] == heading


def test_an_item_has_its_name_in_every_kind_of_tag() -> None:
    def draw(book: Any, sheet: Any) -> None:  # noqa: ARG001
        sheet.write_row("A1", ["{%tc for c in ct if c.ma != 'm1' %}", "{{ c['ten'] }}", "{%tc endfor %}"])
        sheet.write_string("B2", "{% if c.ma == 'm0' %}c: {{ {'c': 1}['c'] }}{% else %}{{ dict(c=2)['c'] }}{% endif %}")
        sheet.write_string("B3", "{% for c in c.ten %}{{ c }}-{% endfor %}")

    _, sheet = filled(3, draw)
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Một", "Ba"],
        ["c: 1", "2"],
        ["M-ộ-t-", "B-a-"],
    ]


def test_several_columns_repeat_together() -> None:
    def draw(book: Any, sheet: Any) -> None:  # noqa: ARG001
        sheet.write_row("A1", ["{%tc for c in ct %}", "{{ c.ten }}", "", "{%tc endfor %}"])
        sheet.merge_range("B2:C2", "{{ c.ma }}")
        sheet.write_row("B3", ["a", "=B3"])

    _, sheet = filled(2, draw)
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A2:B2", "C2:D2"]
    assert [cell.value for cell in sheet[3]] == ["a", "=A3", "a", "=C3"]


@pytest.mark.parametrize(
    ("cells", "cell", "told"),
    [
        ({"A1": "{%tc for c in ct %}"}, "A1", "stand on one row"),
        ({"B1": "{%tc endfor %}"}, "B1", "stand on one row"),
        ({"A1": "{%tc for c in ct %}", "B1": "{%tc endfor %}"}, "B1", "at least one column"),
        ({"A1": "{%tc for c in ct %}", "C2": "{%tc endfor %}"}, "C2", "stand on one row"),
        ({"A1": "{%tc for c in cc %}", "C1": "{%tc endfor %}"}, "A1", "'cc'"),
        ({"A1": "{%tc for c in ct %}", "C1": "{%tc endfor %}", "A2": "mất"}, "A2", "vanishes"),
        ({"A1": "{%tc for c in ct %}", "C1": "{%tc endfor %}", "E2": "{{ sai }}"}, "E2", "'sai'"),
        ({"A1": "{%tc for c in ct %}", "B1": "{{ c.tenn }}", "C1": "{%tc endfor %}"}, "B1", "'tenn'"),
        ({"A1": "{%tc for c in ct %}", "B1": "{{ cc }}", "C1": "{%tc endfor %}"}, "B1", "'cc'"),
    ],
)
def test_mistakes_are_told_where_the_author_drew_them(cells: dict[str, str], cell: str, told: str) -> None:
    def draw(book: Any, sheet: Any) -> None:  # noqa: ARG001
        for address, text in cells.items():
            sheet.write_string(address, text)

    with pytest.raises(TemplateErrors) as caught:
        filled(3, draw)
    found = {(error.cell, error.text) for error in caught.value.errors}
    assert (cell, cells[cell]) in found
    assert told in str(caught.value)


def test_repeated_columns_cost_their_names_once_not_for_each_row() -> None:
    """2,000 names take some 70 KB: a thousand rows of them at once would be 70 MB."""
    renderer = Renderer(Environment(), {f"ten_{number}": number for number in range(2_000)})
    tracemalloc.start()
    try:
        scopes = renderer.iterations(range(1_000), renderer.loop("x in ds"), renderer.scope)
        assert [scope["x"] for scope in scopes] == list(range(1_000))
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_code_is_made_once_for_all_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many texts are compiled for thirty columns as for three, and each column has its own item's values."""

    def draw(book: Any, sheet: Any) -> None:  # noqa: ARG001
        sheet.write_row("A1", ["{%tc for moi in ds %}", "{{ moi * 1 }}", "{%tc endfor %}"])
        sheet.write_string("B2", "cột {{ loop.index }} của {{ loop.length }}: {{ moi }}")

    compiled: list[object] = []
    compile_it = Environment.compile

    def counting(self: Environment, *arguments: Any, **named: Any) -> Any:
        compiled.append(arguments)
        return compile_it(self, *arguments, **named)

    monkeypatch.setattr(Environment, "compile", counting)
    fill(made(draw), {"ds": ["x", "y", "z"]})
    assert compiled
    compiled.clear()
    numbers = list(range(100, 130))
    sheet = openpyxl.load_workbook(io.BytesIO(fill(made(draw), {"ds": numbers}))).worksheets[0]
    assert compiled == [compiled[0]]  # the head of the loop alone, which is looked at anew in each fill
    assert [cell.value for cell in sheet[1]] == numbers
    assert [sheet["A2"].value, sheet["AD2"].value] == ["cột 1 của 30: 100", "cột 30 của 30: 129"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ ([[1, 2], [3]] | sum(start=[])) | join(',') }}",
        "{{ (ds | sum('so', [0])) | join(',') | replace('0,', '') }}",
    ],
)
def test_lists_are_summed_as_by_jinja(text: str) -> None:
    data = fill(made(lambda _, sheet: sheet.write_string("A1", text)), {"ds": [{"so": [1, 2]}, {"so": [3]}]})
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A1"].value == "1,2,3"
