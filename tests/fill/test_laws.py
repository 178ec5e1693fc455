"""Laws of filling, tried over many lists: what stands in the rows, what totals say, and that the file stays sound.

The rows wanted are written out by a plain loop over the same lists, the totals by Python's sum.
"""

from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc_excel.fill import fill
from tests.fill.package_check import faults
from tests.fill.templates import made, sheet_of

GROUPS = st.lists(st.lists(st.integers(0, 999), max_size=4), max_size=4)
LINES = (
    "đầu",
    "{%tr for g in nhom %}",  # 2
    "nhóm {{ loop.index }}",  # 3
    "{%tr if g|length > 2 %}",  # 4
    "nhiều",  # 5
    "{%tr endif %}",  # 6
    "{%tr for x in g %}",  # 7
    "{{ x }}",  # 8
    "{%tr endfor %}",  # 9
    "=SUM(A8:A8)",  # 10
    "{%tr endfor %}",  # 11
    "=SUM(A10:A10)",  # 12
    "{%tr for g in nhom if g %}",  # 13
    "{{ g[0] }}",  # 14
    "{%tr endfor %}",  # 15
    "=COUNT(A14:A14)",  # 16
)


def _template(_book: Any, sheet: Any) -> None:
    for row, text in enumerate(LINES):
        if text.startswith("="):
            sheet.write_formula(row, 0, text)
        else:
            sheet.write_string(row, 0, text)
    sheet.merge_range("C2:C11", "các nhóm")
    sheet.conditional_format("A8:A8", {"type": "cell", "criteria": ">", "value": 5})
    sheet.write_comment("A10", "cộng nhóm")
    sheet.set_h_pagebreaks([10])


TEMPLATE = made(_template)


def _wanted(groups: list[list[int]]) -> list[object]:
    rows: list[object] = ["đầu"]
    for number, group in enumerate(groups, start=1):
        rows.append(f"nhóm {number}")
        rows += ["nhiều"] if len(group) > 2 else []
        rows += [*group, sum(group)]
    full = [group[0] for group in groups if group]
    return [*rows, sum(map(sum, groups)), *full, len(full)]


@settings(max_examples=25, deadline=None)
@given(GROUPS)
def test_rows_totals_and_the_package_are_right_whatever_the_lists_are(groups: list[list[int]]) -> None:
    data = fill(TEMPLATE, {"nhom": groups})
    assert [cell.value for cell in sheet_of(data, values=True)["A"]] == _wanted(groups)
    assert faults(data) == []


@settings(max_examples=25, deadline=None, derandomize=True)
@example(['"', '"'])
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_sheets_called_anything_make_a_sound_workbook(names: list[str]) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{%sheet for u in ds %}")
        sheet.write("A2", "{{ u.so }}")
        book.add_worksheet("Chung").write_formula("A1", "=SUM('Tổng hợp'!A2)")

    items = [{"ten": name, "so": number} for number, name in enumerate(names)]
    data = fill(made(draw), {"ds": items})
    assert faults(data) == []
    assert sheet_of(data, "Chung", values=True)["A1"].value == sum(range(len(names)))
