"""Columns that share what the others leave of a page; widths worked out by hand."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from cchc_excel.fill import stretch
from cchc_excel.fill.ooxml import Package, open_workbook
from cchc_excel.report.full_width import STRETCHED, fill_width

TEXT = "chữ " * 40


def widths(first: int, named: str) -> tuple[list[float], float]:
    """Pixels of four columns, B and D of 100 and 200, C of 80, A of `first`, on A4 upright with margins of an inch; and
    the height of a row with a long text in B."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        page = made.add_worksheet("Bảng")
        page.set_paper(9)
        page.set_margins(left=1, right=1, top=1, bottom=1)
        for column, width in enumerate((first, 100, 80, 200)):
            page.set_column_pixels(column, column, width)
        page.write_string(0, 1, TEXT, made.add_format({"text_wrap": True}))
        page.print_area(0, 0, 9, 3)
        made.define_name(f"'Bảng'!{named}", "='Bảng'!$B:$B,'Bảng'!$D:$D")
    package = Package(buffer.getvalue())
    fill_width(package)
    sheet = load_workbook(BytesIO(package.save())).worksheets[0]
    # Calibri 11: a digit of 7 pixels; xlsxwriter writes (pixels - 5) / 7, and what is read back is (width x 7 + 5)
    return [sheet.column_dimensions[letter].width * 7 for letter in "ABCD"], sheet.row_dimensions[1].height or 0.0


def test_named_columns_share_what_is_left() -> None:
    """A4 is 595,3 points wide; without 144 of margins, 99 % of the 451,3 are 446,8 points: 595,7 pixels. 120 and 80 are
    taken, 395,7 are left for 100 and 200: 132 and 264, whole."""
    found, height = widths(120, STRETCHED)
    assert [round(one) for one in found] == [120, 132, 80, 264]
    assert height > 15  # fitted to the new width


def test_they_give_way_to_others_but_not_more_than_half() -> None:
    assert [round(one) for one in widths(300, STRETCHED)[0]] == [300, 72, 80, 144]
    assert [round(one) for one in widths(500, STRETCHED)[0]] == [500, 50, 80, 100]


def test_without_such_a_name_widths_stay() -> None:
    assert [round(one) for one in widths(120, "khac")[0]] == [120, 100, 80, 200]


@pytest.mark.parametrize(
    ("before", "stretched", "after"),
    [
        ("1-5:10", [2, 3], "1-1:10 2-2:s 3-3:s 4-5:10"),  # of a run of five each of the two stands alone
        ("1-1:10 4-9:20", [2, 4, 9], "1-1:10 2-2:s 4-4:s 5-8:20 9-9:s"),
        ("3-3:10", [1, 3, 7], "1-1:s 3-3:s 7-7:s"),
        ("", [2], "2-2:s"),
    ],
)
def test_columns_told_together_are_told_apart(before: str, stretched: list[int], after: str) -> None:
    """Widths as `first-last:width`; s of a stretched one."""

    def element(run: str) -> str:
        columns, _, width = run.partition(":")
        first, _, last = columns.partition("-")
        return f'<col min="{first}" max="{last}" width="{width}"/>'

    memory = BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as made:
        made.add_worksheet("Bảng").write_string(0, 0, "a")
    package = Package(memory.getvalue())
    part = "xl/worksheets/sheet1.xml"
    columns = f"<cols>{''.join(map(element, before.split()))}</cols>" if before else ""
    package.parts[part] = package.parts[part].replace(b"<sheetData>", columns.encode() + b"<sheetData>")
    opened = open_workbook(package)
    sheet = opened.sheets[0]
    stretch(package, opened, sheet, stretched, 12, 900.0)
    found = [
        f"{one.get('min')}-{one.get('max')}:{'s' if one.get('customWidth') else one.get('width')}"
        for one in sheet.root.iter("{*}col")
    ]
    assert " ".join(found) == after
