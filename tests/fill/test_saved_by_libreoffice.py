"""Templates that LibreOffice saved again: their rows are as high as before."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from cchc_excel.fill import fill
from tests import libreoffice

TEXTS = {"co_quan": "Sở Công Thương", "dai": "Kết quả cải cách hành chính của các phòng, đơn vị " * 4}


def template(path: Path) -> None:
    """Headings over several columns, one of them long, one of a height that somebody gave it, and a static one."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        look = book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True, "text_wrap": True})
        for row, text in enumerate(("{{ co_quan }}", "{{ dai }}", "{{ co_quan }}", "Biểu số 1")):
            page.merge_range(row, 0, row, 3, text, look)
        page.set_row(2, 33)


def heights(data: bytes) -> list[float | None]:
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    return [page.row_dimensions[row].height for row in (1, 2, 3, 4)]


@pytest.mark.office
def test_headings_over_several_columns_keep_their_height(tmp_path: Path) -> None:
    """It gives each the usual height, as if somebody had: the long one would be cut to one line."""
    template(tmp_path / "a.xlsx")
    (saved,) = libreoffice.all_to_xlsx([tmp_path / "a.xlsx"], tmp_path / "saved")
    ours, theirs = (heights(fill(file.read_bytes(), TEXTS)) for file in (tmp_path / "a.xlsx", saved))
    assert theirs == ours
    assert ours[0] is not None and 17 <= ours[0] <= 19  # a line of 14 points, and a bit around it
    assert ours[1] is not None and ours[1] >= 4 * 16  # 200 letters, four columns of nine digits
    assert ours[2] == 33
