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


class Look(enum.Enum):
    """How the cells of a column look."""

    TEXT = enum.auto()
    NUMBER = enum.auto()
    RATIO = enum.auto()
    DAY = enum.auto()


class DataColumn(msgspec.Struct, frozen=True):
    """A column: its heading, its width in characters, and how its cells look."""

    heading: str
    width: float
    look: Look = Look.TEXT


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
_OF = (DataColumn(PERIOD, 9), DataColumn(UNIT, 10))
_FROM = (DataColumn(FILE, 22), DataColumn(SHEET, 11), DataColumn(CELL, 7))

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
_NARROW, _WIDE = 12, 20
_WORDS = frozenset({"result", "reason", "remedy"})

FIGURES = DataTable(
    "Số liệu",
    "SoLieu",
    (*_OF, DataColumn(PROCEDURE, 12), DataColumn(CODE, 18), DataColumn(VALUE, 12, Look.NUMBER), *_FROM),
)
TASK_ANSWERS = DataTable(
    "Nhiệm vụ",
    "NhiemVu",
    (
        *_OF,
        DataColumn(KEY, 9),
        DataColumn("nội dung", 32),
        DataColumn(DEADLINE, _NARROW, Look.DAY),
        *(
            DataColumn(heading, _WIDE if field in _WORDS else _NARROW, Look.DAY if field in _DAYS else Look.TEXT)
            for heading, field in TASK_FIELDS.items()
        ),
        DataColumn("đánh giá", 10),
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
        DataColumn(RANK_BEFORE, 15, Look.NUMBER),
        DataColumn(RANK_NOW, 15, Look.NUMBER),
        *_FROM,
    ),
)
RATIOS = DataTable(
    "Chỉ tiêu",
    "ChiTieu",
    (
        *_OF,
        DataColumn(CODE, 16),
        DataColumn("tên", 32),
        DataColumn(KEY, 9),
        DataColumn("tử số", 10, Look.NUMBER),
        DataColumn("mẫu số", 10, Look.NUMBER),
        DataColumn("tỷ lệ", 10, Look.RATIO),
        DataColumn("hiện", 11),
        DataColumn("đạt", 10),
        DataColumn("kỳ trước", 9),
        DataColumn("tử số kỳ trước", 10, Look.NUMBER),
        DataColumn("mẫu số kỳ trước", 10, Look.NUMBER),
        DataColumn("hiện kỳ trước", 11),
        DataColumn("kỳ lũy kế", 9),
        DataColumn("tử số lũy kế", 10, Look.NUMBER),
        DataColumn("mẫu số lũy kế", 10, Look.NUMBER),
        DataColumn("hiện lũy kế", 11),
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
