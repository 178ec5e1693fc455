"""so-lieu.xlsx: the plain tables that a merge hands on, to analysts and to the level above. Their columns are shared by
the writer and the reader; the reader finds sheets and columns by these names.

A table that is longer than a sheet goes on in "<name> (2)", "<name> (3)", … with the same headings.
"""

from __future__ import annotations

import enum
import re

import msgspec

from cchc_excel.forms.columns import TASKS
from cchc_excel.forms.layout import META_CATALOGUE, META_PERIOD

KIND = "so-lieu"
"""What `_meta` says the workbook is."""
META_KIND, META_AGENCY, META_STATE = "loai", "co_quan", "trang_thai"
META_KEYS = (META_KIND, META_PERIOD, META_AGENCY, META_CATALOGUE, META_STATE)


class DataState(enum.StrEnum):
    """Whether what the tables are made of is complete."""

    DRAFT = "bản nháp"
    FINAL = "chính thức"


class DataColumn(msgspec.Struct, frozen=True):
    """A column: its heading, its width in characters, and whether it holds days."""

    heading: str
    width: float
    is_day: bool = False


class DataTable(msgspec.Struct, frozen=True):
    """A table: the sheet's name, what the table itself is called in Excel, and its columns."""

    name: str
    excel_name: str
    columns: tuple[DataColumn, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings from left to right."""
        return tuple(column.heading for column in self.columns)

    def part_of(self, sheet: str) -> int:
        """Which part of the table a sheet of this name is: 1 for the first; 0 where it is none."""
        match = re.fullmatch(rf"{re.escape(self.name)}(?: \((\d+)\))?", sheet)
        return int(match[1] or 1) if match else 0

    def sheet_name(self, part: int) -> str:
        """The name of the sheet of a part, counted from 1."""
        return self.name if part == 1 else f"{self.name} ({part})"


PERIOD, UNIT, PROCEDURE, CODE, VALUE = "kỳ", "đơn vị", "thủ tục", "mã", "giá trị"
FILE, SHEET, CELL = "tệp", "sheet", "ô"
KEY, DEADLINE = "mục", "hạn"
RANK_HEADINGS = INDEX, CRITERION, RANK_BEFORE, RANK_NOW = "chỉ số", "tiêu chí", "hạng năm trước", "hạng năm nay"
"""As the unit's sheet has them, one after the other."""
SHA256, SAVED, ENTERED, ANSWERED, BLANK_ROWS, UNREAD = (
    *("sha256", "sửa lúc", "đã nhập TTHC", "có sheet Nhiệm vụ", "dòng để trống", "không đọc được"),
)
_OF = (DataColumn(PERIOD, 10), DataColumn(UNIT, 12))
_FROM = (DataColumn(FILE, 28), DataColumn(SHEET, 14), DataColumn(CELL, 8))

TASK_FIELDS: dict[str, str] = {
    "trạng thái": "status",
    "số văn bản": "document",
    "ngày văn bản": "document_date",
    "ngày hoàn thành": "done_on",
    "kết quả": "result",
    "nguyên nhân": "reason",
    "giải pháp": "remedy",
    "ghi chú": "note",
}
"""Heading of table Nhiệm vụ -> field of TaskAnswer, in the order of the form's own columns."""
assert tuple(TASK_FIELDS.values()) == tuple(column.field for column in TASKS.answers)
_DAYS = frozenset({"document_date", "done_on"})

FIGURES = DataTable(
    "Số liệu",
    "SoLieu",
    (*_OF, DataColumn(PROCEDURE, 12), DataColumn(CODE, 18), DataColumn(VALUE, 12), *_FROM),
)
TASK_ANSWERS = DataTable(
    "Nhiệm vụ",
    "NhiemVu",
    (
        *_OF,
        DataColumn(KEY, 10),
        DataColumn("nội dung", 40),
        DataColumn(DEADLINE, 12, is_day=True),
        *(DataColumn(heading, 16, is_day=field in _DAYS) for heading, field in TASK_FIELDS.items()),
        DataColumn("đánh giá", 12),
        *_FROM,
    ),
)
RANKED = DataTable(
    "Xếp hạng",
    "XepHang",
    (
        *_OF,
        DataColumn(INDEX, 24),
        DataColumn(CRITERION, 36),
        DataColumn(RANK_BEFORE, 15),
        DataColumn(RANK_NOW, 15),
        *_FROM,
    ),
)
RATIOS = DataTable(
    "Chỉ tiêu",
    "ChiTieu",
    (
        *_OF,
        DataColumn(CODE, 18),
        DataColumn("tên", 40),
        DataColumn(KEY, 10),
        DataColumn("tử số", 12),
        DataColumn("mẫu số", 12),
        DataColumn("tỷ lệ", 12),
        DataColumn("hiện", 16),
        DataColumn("đạt", 10),
        DataColumn("kỳ trước", 10),
        DataColumn("tử số kỳ trước", 15),
        DataColumn("mẫu số kỳ trước", 15),
        DataColumn("hiện kỳ trước", 16),
        DataColumn("kỳ lũy kế", 10),
        DataColumn("tử số lũy kế", 15),
        DataColumn("mẫu số lũy kế", 15),
        DataColumn("hiện lũy kế", 16),
    ),
)
MISSING = DataTable(
    "Thiếu",
    "Thieu",
    (*_OF, DataColumn("tên", 44), DataColumn("kỳ thiếu", 24), DataColumn("chấp nhận thiếu", 16)),
)
POINTS_SAID = DataTable(
    "Chấm điểm",
    "ChamDiem",
    (*_OF, DataColumn(KEY, 10), DataColumn(CODE, 14), DataColumn(VALUE, 24), *_FROM),
)
"""What units say of their points; `CODE` is that of the form's column. Only where the catalogue has points that are
typed."""
NEEDED = (FIGURES, TASK_ANSWERS, RANKED)
"""What the level above cannot do without."""

REPORTS = DataTable(
    "_bao_cao",
    "BaoCao",
    (
        *_OF,
        *(DataColumn(heading, 20) for heading in (FILE, SHA256, SAVED, ENTERED, ANSWERED, BLANK_ROWS, UNREAD)),
    ),
)
"""Very hidden, a line a workbook: what the level above needs of it beside its figures and answers."""
YES = "x"
SEPARATOR = "; "
