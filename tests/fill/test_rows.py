"""Rows that repeat, vanish and nest, and the formulas that follow them. Expected addresses are counted by hand."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from cchc_excel.fill import TemplateErrors, broken, fill, line_height, lines_needed
from cchc_excel.fill.formulas.references import references, rewrite, shifted
from tests.fill.templates import SHEET, column, loop_sheet, made, part, parts, sheet_of, units


def test_a_loop_repeats_its_rows_and_the_tag_rows_vanish() -> None:
    data = fill(made(loop_sheet), units(10, 20, 30))
    assert column(data, "A") == ["Tên", "Đơn vị 10", "Đơn vị 20", "Đơn vị 30", "Cộng"]
    assert column(data, "B") == ["Số", 10, 20, 30, "=SUM(B2:B4)"]
    assert column(data, "C") == ["Gấp đôi", "=B2*2", "=B3*2", "=B4*2", "=SUM(C2:C4)"]
    assert column(data, "D")[1:4] == [f"=B{row}/SUM($B$2:$B$4)" for row in (2, 3, 4)]
    assert column(data, "B", values=True)[-1] == 60
    assert column(data, "C", values=True)[-1] == 120
    assert column(data, "D", values=True)[1:4] == [pytest.approx(10 / 60), pytest.approx(20 / 60), 0.5]


def test_an_empty_loop_leaves_formulas_that_sum_to_nothing() -> None:
    data = fill(made(loop_sheet), units())
    assert column(data, "A") == ["Tên", "Cộng"]
    assert "#REF!" not in str(column(data, "B"))
    assert column(data, "B", values=True) == ["Số", 0]
    assert column(data, "C", values=True) == ["Gấp đôi", 0]


def _rows(*texts: str) -> Any:
    def draw(book: Any, sheet: Any) -> None:
        del book
        for row, text in enumerate(texts):
            if text.startswith("="):
                sheet.write_formula(row, 0, text)
            elif text:
                sheet.write_string(row, 0, text)

    return draw


def test_conditions_choose_rows() -> None:
    template = made(
        _rows(
            "{%tr if a == 1 %}",
            "một",
            "{%tr elif a == 2 %}",
            "hai",
            "hai nữa",
            "{%tr else %}",
            "khác",
            "{%tr endif %}",
            "hết",
        )
    )
    assert column(fill(template, {"a": 1}), "A") == ["một", "hết"]
    assert column(fill(template, {"a": 2}), "A") == ["hai", "hai nữa", "hết"]
    assert column(fill(template, {"a": 3}), "A") == ["khác", "hết"]


def test_loops_nest_and_sums_stay_in_their_group() -> None:
    template = made(
        _rows(
            "{%tr for g in nhom %}",  # 1
            "nhóm {{ loop.index }}",  # 2: group heading
            "{%tr for x in g %}",  # 3
            "{{ x }}",  # 4
            "{%tr endfor %}",  # 5
            "=SUM(A4:A4)",  # 6: sub-total
            "{%tr endfor %}",  # 7
            "=SUM(A6:A6)",  # 8: sum of the sub-totals, not of what stands between them
            "=SUM(A2:A6)",  # 9: everything
        )
    )
    data = fill(template, {"nhom": [[1, 2], [], [5]]})
    assert column(data, "A") == [
        "nhóm 1", 1, 2, "=SUM(A2:A3)",
        "nhóm 2", "=SUM(A1000000:A1000000)",
        "nhóm 3", 5, "=SUM(A8:A8)",
        "=SUM(A4:A4,A6:A6,A9:A9)",
        "=SUM(A1:A9)",
    ]  # fmt: skip
    assert column(data, "A", values=True)[-2:] == [8, 16]  # 3+0+5; numbers 1+2+5 and sub-totals 3+0+5


def test_several_loops_else_set_condition_and_unpacking() -> None:
    template = made(
        _rows(
            "{%tr set n = 2 %}",
            "{%tr for k, v in cap if v > n %}",
            "{{ loop.index }}/{{ loop.length }} {{ k }}={{ v }}",
            "{%tr endfor %}",
            "giữa",
            "{%tr for x in [] %}",
            "không có",
            "{%tr else %}",
            "rỗng",
            "{%tr endfor %}",
            "{%tr for x in “ab” %}",
            "{{ x }}",
            "{%tr endfor %}",
        )
    )
    data = fill(template, {"cap": [("a", 1), ("b", 3), ("c", 4)]})
    assert column(data, "A") == ["1/2 b=3", "2/2 c=4", "giữa", "rỗng", "a", "b"]


def test_formulas_of_other_sheets_follow() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        other = book.add_worksheet("Khác")
        other.write_formula("A1", f"='{SHEET}'!B5")
        other.write_formula("A2", f"=SUM('{SHEET}'!B3)+SUM('{SHEET}'!$B$3:$B$3)")
        other.write_formula("A3", f"='{SHEET}'!B3")
        other.write_formula("A4", '=A1&"B5"')
        other.write_formula("A5", f"=COUNTIF('{SHEET}'!A:A,\"Cộng\")")
        other.write_formula("A6", f"=SUMIF('{SHEET}'!A3:A3,\"Đơn vị 2\",'{SHEET}'!B3:B3)")

    data = fill(made(draw), units(1, 2, 3, 4))
    formulas = [cell.value for cell in sheet_of(data, "Khác")["A"]]
    assert formulas == [
        f"='{SHEET}'!B6",
        f"=SUM('{SHEET}'!B2:B5)+SUM('{SHEET}'!$B$2:$B$5)",
        f"='{SHEET}'!B2",
        '=A1&"B5"',
        f"=COUNTIF('{SHEET}'!A:A,\"Cộng\")",
        f"=SUMIF('{SHEET}'!A2:A5,\"Đơn vị 2\",'{SHEET}'!B2:B5)",
    ]
    assert [cell.value for cell in sheet_of(data, "Khác", values=True)["A"]] == [10, 20, 1, "10B5", 1, 2]


def test_shared_formulas_are_spelled_out() -> None:
    template = made(_rows("{%tr for x in ds %}", "{{ x }}", "{%tr endfor %}", "=A2+1", "=A4+1", "=A5+1"))
    name = "xl/worksheets/sheet1.xml"
    xml = parts(template)[name].decode()
    xml = xml.replace("<f>A4+1</f>", '<f t="shared" ref="A5:A6" si="0">A4+1</f>').replace(
        "<f>A5+1</f>", '<f t="shared" si="0"/>'
    )
    data = fill(_with(template, name, xml), {"ds": [7, 8]})
    assert column(data, "A") == [7, 8, "=A1+1", "=A3+1", "=A4+1"]
    assert column(data, "A", values=True)[-1] == 10


def _with(data: bytes, name: str, text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in parts(data).items():
            archive.writestr(part, text if part == name else content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["{%tr for x in ds %}", "a"], "is not closed"),
        (["{%tr endfor %}"], "no 'tr for'"),
        (["{%tr if 1 %}", "{%tr endfor %}", "{%tr endif %}"], "no 'tr for'"),
        (["{%tr else %}"], "belongs to no"),
        (["{%tr fro x in ds %}"], "is it 'for'"),
        (["{%tr for x of ds %}", "{%tr endfor %}"], "written wrongly"),
        (["x {%tr for x in ds %}", "{%tr endfor %}"], "must hold nothing else"),
        (["{%tr for x in 5 %}", "{%tr endfor %}"], "needs a list"),
    ],
)
def test_wrong_tags(rows: list[str], said: str) -> None:
    with pytest.raises(TemplateErrors, match=said):
        fill(made(_rows(*rows)), {"ds": [1]})


def test_row_heights_hidden_rows_and_groups_go_along() -> None:
    def draw(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        sheet.set_row(2, 33)
        sheet.set_row(4, 45, None, {"hidden": True, "level": 2})

    sheet = sheet_of(fill(made(draw), units(1, 2, 3)))
    assert [sheet.row_dimensions[row].height for row in range(1, 6)] == [None, 33, 33, 33, 45]
    assert (sheet.row_dimensions[5].hidden, sheet.row_dimensions[5].outlineLevel) == (True, 2)
    assert sheet.dimensions == "A1:D5"


def test_a_row_of_usual_letters_keeps_the_usual_height() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{{ x }}")
        sheet.write("A2", "{{ x }}", book.add_format({"font_size": 16}))
        sheet.write("A3", "{{ x }}", book.add_format({"text_wrap": True}))

    rows = part(fill(made(draw), {"x": "một câu dài hơn một dòng"}), "xl/worksheets/sheet1.xml").iter("{*}row")
    heights = [float(row.get("ht") or 0) for row in rows]
    assert heights[0] == 0
    assert heights[1] > 16
    assert heights[2] > 2 * 11


def test_a_merged_cell_down_a_group_is_written_once_in_each() -> None:
    def draw(book: Any, sheet: Any) -> None:
        del book
        sheet.write("B1", "{%tr for g in nhom %}")
        sheet.write("B2", "{%tr for x in g.so %}")
        sheet.write("B3", "{{ x }}")
        sheet.write("B4", "{%tr endfor %}")
        sheet.write("B5", "{%tr endfor %}")
        sheet.merge_range("A2:A4", "{{ g.ten }}")

    sheet = sheet_of(
        fill(made(draw), {"nhom": [{"ten": "a", "so": [1, 2, 3]}, {"ten": "b", "so": []}, {"ten": "c", "so": [4]}]})
    )
    assert list(sheet.iter_rows(values_only=True)) == [("a", 1), (None, 2), (None, 3), ("c", 4)]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:A3"]


def test_same_bytes_twice() -> None:
    template = made(loop_sheet)
    assert fill(template, units(3, 1, 2)) == fill(template, units(3, 1, 2))


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("SUM(A1:B2,$C$3)", ["A1:B2", "$C$3"]),
        ("'Tờ ''1'''!A1+Tờ!B2", ["'Tờ ''1'''!A1", "Tờ!B2"]),
        ('"A1"&LOG10(A2)&TEN1.A3', ["A2"]),
        ("Bang1[[#This Row],[A1]]+A4", ["A4"]),
        ("[1]Sheet1!A1+'[2]S'!A2+A3", ["A3"]),
        ("A:C+3:$4+XFE1+A1048577", ["A:C", "3:$4"]),
        ("_xlfn.SUM(a1)", ["A1"]),
    ],
)
def test_references_are_found(formula: str, found: list[str]) -> None:
    assert [reference.text() for reference in references(formula)] == found


def test_rewriting_nothing_changes_nothing() -> None:
    formula = "IF('A b'!$A1:B$2=\"x\",{1,2;3,4},#REF!+Name1)"
    assert rewrite(formula, lambda reference: reference.text()) == formula


def test_copying_a_formula_as_excel_does() -> None:
    assert shifted("A1+$A1+A$1+$A$1+SUM(B2:C$3,D:D,4:4)", 2, 1) == "B3+$A3+B$1+$A$1+SUM(C4:D$3,E:E,6:6)"
    assert shifted("A1", -1, 0) == "#REF!"


def test_words_held_together_by_a_space_that_does_not_break_go_to_the_next_line_together() -> None:
    """Of 60 pixels "3/8 đơn vị" takes 53, so that neither "hiện:" (27) nor "ở" (8) has room beside it."""
    assert lines_needed("hiện: 3/8 đơn vị ở", 60, 9) == 2
    assert lines_needed("hiện: 3/8\u00a0đơn\u00a0vị ở", 60, 9) == 3


def test_a_heading_is_broken_where_its_lines_are_counted() -> None:
    """In bold letters of 10 points "Tiếp nhận" (2.137, 0.25 and 2.316 of their size) takes 65.2 pixels on a screen,
    62.7 on paper; "trực tuyến" (1.948, 0.25 and 2.582) 66.3, "nhận trực" 62.6."""
    assert broken("Tiếp nhận trực tuyến", 65, 10, bold=True) == "Tiếp\nnhận trực\ntuyến"
    assert broken("Tiếp nhận trực tuyến", 66, 10, bold=True) == "Tiếp nhận\ntrực\ntuyến"
    assert broken("Quá hạn", 200, 10) == "Quá hạn"


@pytest.mark.parametrize(
    ("text", "room", "points", "lines"),
    [
        ("bỏ, đổi ở sheet nào, và điều đó thay đổi gì trên biểu mẫu của đơn vị nào, kỳ nào. Tuỳ chọn Của", 145, 9.5, 5),
        ("từ các thư mục cũ trong input\\, nên đừng xoá", 215, 8, 2),
    ],
)
def test_letters_of_a_size_that_a_screen_rounds_up_take_as_many_lines_as_libreoffice_gives_them(
    text: str, room: float, points: float, lines: int
) -> None:
    """LibreOffice fitted rows to these texts; 9.5 points are 12⅔ dots and drawn 13 high, 8 are 10⅔ and drawn 11."""
    assert lines_needed(text, room, points) == lines


@pytest.mark.parametrize(("points", "height"), [(9.5, 11.25), (9, 10.53), (12, 14.04)])
def test_a_line_is_as_high_as_its_letters_drawn_in_whole_dots(points: float, height: float) -> None:
    """13 dots of 9.5 points reach 12 above and 3 below (0.891 and 0.216 of 13), 15 × 0.75 in all; 1.17 × 9 = 10.53 has
    room for 11 + 3 dots, 10.5 points."""
    assert line_height(points) == pytest.approx(height)
