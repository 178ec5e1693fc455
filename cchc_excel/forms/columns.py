"""The data sheets of the unit workbook, one record a column: a new one is a record more here, and its field in
model/records.py.

The blank form is drawn from these tables, the filled one read by them; the names of report templates and the reference
come from them. Columns are found by their codes: a heading or a place may change, a code never. Of sheets Số liệu and
TTHC only the fixed columns stand here; the catalogue's figures and flags have columns of their own codes.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable

import msgspec

from cchc_excel.catalogue.plan_codes import as_in_plan
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.forms import layout
from cchc_excel.model.records import Said, Status


class Holds(enum.Enum):
    """What the cells of a column hold, in the words of the reference: what stands there, locked, or what is typed."""

    KEY = "mã, có sẵn"
    TITLE = "tên, có sẵn"
    DETAIL = "chữ, có sẵn"
    DEADLINE = "ngày, có sẵn"
    PREVIOUS = "số kỳ trước, có sẵn"
    STATUS = "một trạng thái, chọn trong danh sách"
    DAY = "ngày"
    TEXT = "chữ bất kỳ"
    COUNT = "số nguyên từ 0"
    RANK = "số nguyên từ 1"
    POINTS = "điểm, có thể có phần thập phân; hoặc “Không áp dụng”"


class Column(msgspec.Struct, frozen=True):
    """A column of a data sheet.

    `heading`: as printed; `width`: in characters. `advice`: what a person reads who selects a cell to type into.
    `field`: of TaskAnswer or Rank, or the value of a Said, what is typed goes there ("": nothing is read). `shows`: of
    a task, what stands in the locked cell. `meaning`: what `name` stands for in a report template ("": templates do not
    have it).
    """

    code: str
    heading: str
    width: float
    holds: Holds
    advice: str = ""
    field: str = ""
    shows: Callable[[Task], str | dt.date | None] | None = None
    meaning: str = ""

    @property
    def title(self) -> str:
        """The heading on one line."""
        return self.heading.replace("\n", " ")

    @property
    def name(self) -> str:
        """What templates call it: "#han" is han."""
        return self.code.removeprefix(layout.NOT_DATA)


class SheetKind(msgspec.Struct, frozen=True):
    """A data sheet: its name, its fixed columns from left to right, and the code that tells it from every other."""

    name: str
    columns: tuple[Column, ...]
    mark: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its columns that hold data."""
        return tuple(column.code for column in self.columns if not column.code.startswith(layout.NOT_DATA))

    @property
    def answers(self) -> tuple[Column, ...]:
        """The columns whose cells are read into a field."""
        return tuple(column for column in self.columns if column.field)

    @property
    def meanings(self) -> dict[str, str]:
        """Name in report templates -> meaning, of the columns that templates have."""
        return {column.name: column.meaning for column in self.columns if column.meaning}


FIGURES = SheetKind(
    "Số liệu",
    (
        Column(layout.NAME, "Nội dung", 31.5, Holds.TITLE),
        Column(layout.COUNTED_IN, "Đơn vị tính", 11.0, Holds.DETAIL),
        Column(layout.VALUE, "Số liệu\nkỳ này", 13.0, Holds.COUNT),
        Column(layout.PREVIOUS, "Kỳ trước", 12.0, Holds.PREVIOUS),
        Column("chu_giai", "Chú giải", 37.0, Holds.DETAIL),
    ),
    layout.VALUE,
)
PROCEDURES = SheetKind(
    "TTHC",
    (
        Column(layout.VISIBLE_CODE, "Mã thủ tục", 11.5, Holds.KEY),
        Column(layout.NAME, "Tên thủ tục", 29.0, Holds.TITLE),
        Column(layout.FIELD, "Lĩnh vực", 12.5, Holds.DETAIL),
    ),
    layout.VISIBLE_CODE,
)
TASKS = SheetKind(
    "Nhiệm vụ",
    (
        Column("#muc", "Mục", 8.5, Holds.KEY, shows=lambda task: as_in_plan(task.item.key, task.item.code)),
        Column(
            layout.TASK_TEXT, "Nội dung nhiệm vụ", 35.0, Holds.TITLE,
            shows=lambda task: task.item.text, meaning="nội dung",
        ),
        Column(
            "san_pham", "Sản phẩm", 11.0, Holds.DETAIL,
            shows=lambda task: task.item.product, meaning="sản phẩm phải có",
        ),
        Column(
            "thoi_gian", "Thời gian theo Kế hoạch", 11.0, Holds.DETAIL,
            shows=lambda task: task.item.time, meaning="thời gian như in trong kế hoạch",
        ),
        Column(
            layout.TASK_DUE, "Hạn", 11.5, Holds.DEADLINE,
            shows=lambda task: task.deadline, meaning="hạn hoàn thành; trống nếu không có hạn",
        ),
        Column(
            layout.TASK_STATUS, "Trạng thái", 14.0, Holds.STATUS, f"Chọn một trong: {'; '.join(Status)}.", "status",
            meaning="trạng thái đơn vị báo cáo",
        ),
        Column(
            "so_van_ban", "Số văn bản", 12.0, Holds.TEXT, "Số, ký hiệu văn bản hoặc sản phẩm chứng minh kết quả.",
            "document", meaning="số văn bản",
        ),
        Column(
            "ngay_van_ban", "Ngày văn bản", 11.5, Holds.DAY, "Ngày ký văn bản, sản phẩm.",
            "document_date", meaning="ngày văn bản",
        ),
        Column(
            layout.TASK_DONE_ON, "Ngày hoàn thành", 11.5, Holds.DAY,
            "Ngày xong nhiệm vụ, ghi khi trạng thái là “Đã hoàn thành”; dùng để xét đúng hạn hay trễ hạn.",
            "done_on", meaning="ngày hoàn thành",
        ),
        Column(
            "ket_qua", "Kết quả", 22.0, Holds.TEXT,
            "Đã làm được gì, ngắn gọn; nội dung này được in vào cột kết quả của báo cáo.",
            "result", meaning="kết quả",
        ),
        Column(
            "nguyen_nhan", "Nguyên nhân chậm, chưa đạt", 17.0, Holds.TEXT,
            "Ghi khi nhiệm vụ chậm hoặc chưa hoàn thành; xong đúng hạn thì để trống.",
            "reason", meaning="nguyên nhân",
        ),
        Column(
            "giai_phap", "Giải pháp", 17.0, Holds.TEXT,
            "Việc sẽ làm để hoàn thành, và thời gian; xong đúng hạn thì để trống.",
            "remedy", meaning="giải pháp",
        ),
        Column("ghi_chu", "Ghi chú", 12.0, Holds.TEXT, "Điều cần nói thêm, nếu có.", "note", meaning="ghi chú"),
    ),
    layout.TASK_STATUS,
)  # fmt: skip
RANKS = SheetKind(
    "Xếp hạng",
    (
        Column("#tt", "TT", 5.0, Holds.KEY),
        Column(
            layout.RANK_INDEX, "Chỉ số (tên bộ chỉ số)", 26.0, Holds.TEXT,
            "Tên bộ chỉ số được xếp hạng mà đơn vị được giao theo dõi.",
            "index", meaning="chỉ số (PAR-INDEX, PCI, …)",
        ),
        Column(
            layout.RANK_CRITERION, "Tiêu chí, chỉ số thành phần", 42.0, Holds.TEXT,
            "Tên tiêu chí hoặc chỉ số thành phần, đúng như trong công bố; mỗi dòng một tiêu chí.",
            "criterion", meaning="tiêu chí",
        ),
        Column(
            layout.RANK_BEFORE, "Thứ hạng năm trước", 14.0, Holds.RANK,
            "Thứ hạng của năm trước liền kề, 1 là cao nhất. Không xếp hạng thì để trống.",
            "last_year", meaning="thứ hạng năm trước",
        ),
        Column(
            layout.RANK_NOW, "Thứ hạng năm nay", 14.0, Holds.RANK,
            "Thứ hạng mới công bố, 1 là cao nhất; số nhỏ hơn năm trước là tăng hạng. Không xếp hạng thì để trống.",
            "this_year", meaning="thứ hạng năm nay",
        ),
    ),
    layout.RANK_NOW,
)  # fmt: skip
POINTS = SheetKind(
    "Chấm điểm",
    (
        Column(layout.POINTS_KEY, "Mục", 9.0, Holds.KEY),
        Column(layout.TASK_TEXT, "Nội dung", 48.0, Holds.TITLE),
        Column(layout.POINTS_MOST, "Điểm tối đa", 10.0, Holds.KEY),
        Column(
            layout.POINTS_OWN, "Điểm tự chấm", 14.0, Holds.POINTS,
            "Điểm đơn vị tự chấm, không quá điểm tối đa, ví dụ 1,25. Mục không áp dụng thì ghi Không áp dụng.",
            Said.OWN,
        ),
        Column("ly_do", "Lý do", 30.0, Holds.TEXT, "Vì sao được, hoặc không được, số điểm này.", Said.REASON),
        Column(
            "minh_chung", "Minh chứng", 34.0, Holds.TEXT,
            "Số văn bản, liên kết, hoặc tên tệp gửi kèm (cơ quan để tệp trong thư mục minh-chung).", Said.EVIDENCE,
        ),
    ),
    layout.POINTS_OWN,
)  # fmt: skip
SHEETS = (FIGURES, PROCEDURES, TASKS, RANKS, POINTS)
