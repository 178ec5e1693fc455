"""Sheet Hướng dẫn of a blank unit workbook: on one screen what to fill in, by when and for whom, made from the
catalogue; below it what to mind, and how the ratios are worked out."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.input_rules import protect
from cchc_excel.forms.blank.page import Book, Page, PageColumn
from cchc_excel.forms.blank.paper import Paper, set_up_paper
from cchc_excel.forms.blank.parts import ERROR_LABEL, WARNING_LABEL, Form, Progress, heading
from cchc_excel.forms.blank.styles import Style
from cchc_excel.forms.blank.visible import Visible
from cchc_excel.forms.columns import FIGURES, POINTS, PROCEDURES, RANKS, TASKS
from cchc_excel.model.records import address

_COLUMNS = tuple(PageColumn("", width) for width in (0.0, 6.0, 13.0, 62.0, 27.0, 2.0, 10.0, 14.0, 39.0))
_STEP, _SHEET, _TEXT, _STATE, _, _MARK, _NAME, _MEANING = range(1, len(_COLUMNS))
_CELL, _BOLD = Style(size=11, pad=4), Style(size=11, bold=True, pad=4)
_NUMBER = Style(size=11, align="center", pad=4)
_LINK = Style(size=11, bold=True, color="#0B5394", pad=4)
_LIVE = Style(size=11, align="center", fill=styles.BLUE, italic=True, pad=4)
_DEFINITION = Style(size=11, pad=2)
_BODY = Style(border=False, size=12, top=True)


def write_guide(book: Book, form: Form, visible: Visible, progress: Mapping[str, Progress]) -> None:
    """Write the sheet, and make it the one that is open. `progress`: how far each sheet is filled in."""
    page = Page(book, book.sheet(layout.GUIDE_SHEET), _COLUMNS)
    top = heading(page, form, "Hướng dẫn điền biểu mẫu")
    row = max(_todo(page, top, form, progress), _legend(page, top))
    row = _title(page, row, "Lưu ý")
    for number, note in enumerate(_mind(form), start=1):
        page.text(row, _STEP, f"{number}.", Style(border=False, size=12, align="center", top=True))
        page.wide(row, _SHEET, _MEANING, note, _BODY)
        row += 1
    if visible.indicators:
        row = _title(page, row, "Cách tính các tỷ lệ (tự tính ở sheet Số liệu)")
        for spec in visible.indicators:
            page.named(row, _STEP, _MEANING, spec.name, spec.definition, _DEFINITION)
            row += 1
    page.finish()
    page.select(address(top + 1, _SHEET))
    page.sheet.set_zoom(90)
    page.sheet.activate()
    page.sheet.set_first_sheet()
    protect(page.sheet)
    set_up_paper(page, Paper(True, row - 1))


def _title(page: Page, row: int, text: str) -> int:
    page.tall(row, 6)
    page.wide(row + 1, _STEP, _MEANING, text, styles.SECTION)
    return row + 2


def _todo(page: Page, row: int, form: Form, progress: Mapping[str, Progress]) -> int:
    """The steps: each sheet with what to fill in and how far it is; the checks; sending. Returns the row after."""
    titles = ("Bước", "Sheet (bấm để mở)", "Phải làm gì", "Tình trạng (tự cập nhật)")
    for column, title in enumerate(titles, start=_STEP):
        page.text(row, column, title, styles.HEAD_TIGHT)
    steps = _sheet_steps(form, progress)
    for number, (name, text) in enumerate(steps.items(), start=1):
        at = row + number
        page.text(at, _STEP, str(number), _NUMBER)
        page.link(at, _SHEET, name, progress[name].entry, _LINK)
        page.text(at, _TEXT, text, _CELL)
        page.formula(at, _STATE, progress[name].state, _LIVE)
    at = row + len(steps) + 1
    page.text(at, _STEP, str(len(steps) + 1), _NUMBER)
    page.text(at, _SHEET, "Kiểm tra", _BOLD)
    page.text(at, _TEXT, _CHECKING, _CELL)
    page.formula(at, _STATE, _messages(progress), _LIVE)
    page.text(at + 1, _STEP, str(len(steps) + 2), _NUMBER)
    page.text(at + 1, _SHEET, "Gửi", _BOLD)
    page.text(at + 1, _TEXT, _send(form), _CELL)
    due = f"Chậm nhất ngày {form.period.due:%d/%m/%Y}" if form.period.due else "Không ấn định hạn gửi"
    page.text(at + 1, _STATE, due, Style(size=11, align="center", bold=True, pad=4))
    return at + 2


_CHECKING = (
    f"Xem kiểm tra tự động: “{ERROR_LABEL}” phải sửa trước khi gửi; “{WARNING_LABEL}” thì xem lại, đúng thì giữ "
    "nguyên. Xem tỷ lệ của đơn vị đã hợp lý chưa."
)


def _sheet_steps(form: Form, progress: Mapping[str, Progress]) -> dict[str, str]:
    steps = {
        FIGURES.name: "Nhập số vào cột “Số liệu kỳ này”, không phát sinh thì nhập 0; ghi người lập, điện thoại, "
        "thủ trưởng ở cuối sheet."
    }
    if form.owned:
        steps[PROCEDURES.name] = (
            "Nhập số hồ sơ của từng thủ tục; thủ tục không phát sinh thì để trống cả dòng. Thủ tục ngoài danh sách: "
            f"chọn mã ở một trong {layout.SPARE_ROWS} dòng trống cuối bảng."
        )
    if form.tasks:
        steps[TASKS.name] = (
            "Chọn trạng thái của từng nhiệm vụ; ghi văn bản, ngày hoàn thành, kết quả. Chậm hoặc chưa xong thì ghi "
            "nguyên nhân và giải pháp."
        )
    steps[RANKS.name] = "Ghi thứ hạng năm trước, năm nay của tiêu chí được giao theo dõi; không có thì để trống."
    if POINTS.name in progress:
        steps[POINTS.name] = "Chấm điểm từng mục; ghi lý do và minh chứng. Mục không áp dụng thì ghi Không áp dụng."
    return steps


def _messages(progress: Mapping[str, Progress]) -> str:
    """How many errors and warnings the live checks show, as an Excel expression."""
    areas = [sheet.messages for sheet in progress.values() if sheet.messages]
    if not areas:
        return '"Không có kiểm tra"'
    errors, warnings = (
        "+".join(f'COUNTIF({area},"{label}*")' for area in areas) for label in (ERROR_LABEL, WARNING_LABEL)
    )
    return f'IF({errors}+{warnings}=0,"Không có lỗi, cảnh báo",({errors})&" lỗi, "&({warnings})&" cảnh báo")'


def _send(form: Form) -> str:
    info = form.catalogue.info
    to, address, phone = info.get("noi_nhan_bieu", ""), info.get("email_nhan", ""), info.get("dien_thoai", "")
    text = "Lưu tệp (vẫn là tệp Excel .xlsx) và gửi"
    text += f" về {to}" if to else ""
    text += f", địa chỉ {address}" if address else ""
    return f"{text}." + (f" Hỏi đáp: {phone}." if phone else "")


_LEGEND = (
    ("", Style(fill=styles.YELLOW), "Ô vàng", "Ô phải nhập; in đen trắng là ô trắng. Bấm vào ô để xem giải thích, "
     "Tab để sang ô nhập tiếp theo."),
    ("", msgspec.structs.replace(styles.ENTRY_OFF, unlocked=False), "Ô gạch chéo",
     "Không áp dụng cho thủ tục: để trống hoặc nhập 0."),
    ("123", styles.COUNT, "Số in nghiêng", "Tự tính hoặc đã khoá, không nhập."),
    (ERROR_LABEL, msgspec.structs.replace(_NUMBER, bold=True, fill=styles.RED), "Lỗi",
     "Số liệu không thể đúng, phải sửa."),
    (WARNING_LABEL, msgspec.structs.replace(_NUMBER, fill=styles.AMBER), "Cảnh báo",
     "Số liệu khác thường, cần xem lại."),
)  # fmt: skip


def _legend(page: Page, row: int) -> int:
    """What the looks of cells mean; returns the row after."""
    page.wide(row, _MARK, _MEANING, "Màu và dấu của các ô (in đen trắng vẫn phân biệt được)", styles.HEAD_TIGHT)
    for at, (mark, look, name, meaning) in enumerate(_LEGEND, start=row + 1):
        page.text(at, _MARK, mark, look)
        page.text(at, _NAME, name, _BOLD)
        page.text(at, _MEANING, meaning, _CELL)
    return row + 1 + len(_LEGEND)


def _mind(form: Form) -> list[str]:
    notes = [
        "Tệp kèm theo thư thì lưu vào máy rồi mới mở; Excel hiện dải vàng Protected View thì bấm Enable Editing.",
        f"Để trống khác với 0. Ô vàng của sheet {FIGURES.name} để trống là chưa báo cáo: không phát sinh thì nhập 0.",
    ]
    if form.owned:
        notes.append(
            f"Nếu cả kỳ không có hồ sơ nào, nhập 0 vào ít nhất một ô vàng của sheet {PROCEDURES.name} để biết "
            "là đã báo cáo."
        )
        notes.append("Mỗi hồ sơ chỉ tính một lần trong mỗi nhóm cột; chọn vào ô để xem giải thích của cột.")
    if form.prefill.figures or form.prefill.dossiers:
        notes.append("Một số ô đã điền sẵn số kỳ trước chuyển sang; nếu chưa đúng thì sửa lại.")
    notes += [
        "Các ô ngoài ô vàng đã khoá, không có mật khẩu. Không xoá dòng, cột ẩn; không đổi mã. Chép số từ tệp khác thì "
        "dán giá trị (Paste Special, Values).",
        "Mỗi đơn vị gửi một tệp cho mỗi kỳ. Gửi lại tệp mới thì tệp mới thay cho tệp cũ.",
    ]
    return notes
