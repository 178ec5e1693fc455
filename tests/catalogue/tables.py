"""Catalogues in tests: another department's small one, changed by text tables, as the program reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from cchc_excel.model.records import RawForm
from cchc_excel.reading.workbook import read_bytes

DAY = "%d/%m/%Y"
SHEETS: dict[str, str] = {
    "Thông tin": "khoá | giá trị",
    "Kỳ báo cáo": "mã | tên | từ ngày | đến ngày | hạn nộp | gồm các kỳ | kỳ nối | kỳ trước | lũy kế",
    "Đơn vị": "mã | tên | nhóm | email | tên gọi khác\nA | Phòng A | Các phòng\nB | Phòng B | Các phòng",
    "TTHC": "mã | tên | lĩnh vực | đơn vị | hiệu lực từ | hiệu lực đến",
    "Kế hoạch": "khoá | mã | nội dung | cấp | đơn vị chủ trì | sản phẩm | thời gian | nhóm giao | kỳ đến hạn | "
    "chỉ tiêu\n"
    " | I | Nhiệm vụ\n | 1 | Việc chung | | Các phòng | | Trong năm",
    "Số liệu": "mã | tên | đơn vị tính | bảng | ai điền | chỉ khi | cộng dồn | nối từ | công thức | chú giải\n"
    "viec | Việc đã làm | việc | đơn vị | Các phòng\ngiao | Việc được giao | việc | đơn vị | Các phòng",
    "Kiểm tra": "mã | bảng | biểu thức | mức | thông báo",
    "Chỉ tiêu": "mã | tên | mục | tử số | mẫu số | đơn vị | khi 0/0 | yêu cầu | điều kiện thêm | số lẻ | định nghĩa\n"
    "ty_le | Tỷ lệ việc đã làm | I.1 | viec | giao | %",
    "Chấm điểm": "mục | chỉ tiêu | cách chấm | điểm tối đa | tham số | trần | căn cứ",
}
"""A catalogue of two units, two figures and one ratio; cells are separated by "|", periods are for the test to give."""


def catalogue_bytes(changes: Mapping[str, str]) -> bytes:
    """A danh-muc.xlsx of SHEETS, with these sheets in place of its own. A cell "1/7/2022" is a day."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, text in {**SHEETS, **changes}.items():
        page = book.create_sheet(name)
        for row, line in enumerate(text.split("\n"), start=1):
            for column, value in enumerate(line.split("|"), start=1):
                cell = page.cell(row, column)
                cell.number_format = "@"
                cell.value = _value(value.strip())
    memory = BytesIO()
    book.save(memory)
    return memory.getvalue()


def catalogue_raw(changes: Mapping[str, str]) -> RawForm:
    """The same workbook as the program reads it."""
    raw, problems = read_bytes("danh-muc.xlsx", catalogue_bytes(changes))
    assert raw is not None, problems
    return raw


def write_catalogue(path: Path, changes: Mapping[str, str]) -> None:
    """The same workbook as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogue_bytes(changes))


def periods(*lines: str) -> dict[str, str]:
    """Sheet Kỳ báo cáo with these rows."""
    return {"Kỳ báo cáo": "\n".join([SHEETS["Kỳ báo cáo"], *lines])}


def _value(text: str) -> str | dt.date | None:
    if text.count("/") == 2 and text.replace("/", "").isdigit():
        return dt.datetime.strptime(text, DAY).date()
    return text or None
