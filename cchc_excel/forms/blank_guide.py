"""Sheet Hướng dẫn of a blank unit workbook: how to fill it in, made from the catalogue."""

from __future__ import annotations

from cchc_excel.forms import layout, styles
from cchc_excel.forms.blank_figures import Shown
from cchc_excel.forms.blank_parts import ERROR_LABEL, WARNING_LABEL, Form, heading
from cchc_excel.forms.styles import Book, Page

_COLUMNS = (styles.Column(""), styles.Column("", 6.0), styles.Column("", 26.0), styles.Column("", 60.0))
_MARK, _NAME, _TEXT = 1, 2, 3
_BODY = styles.Style(border=False, size=13, top=True)
_TERM = styles.Style(size=12, bold=True)
_MEANING = styles.Style(size=12)


def write_guide(book: Book, form: Form, shown: Shown) -> None:
    """Write the sheet, and make it the one that is open."""
    page = Page(book, book.sheet(layout.GUIDE_SHEET), _COLUMNS)
    row = heading(page, form, "Hướng dẫn điền biểu")
    row = _steps(page, row, "Các bước", _how_to(form))
    row = _legend(page, row)
    row = _steps(page, row, "Lưu ý", _mind(form))
    if shown.indicators:
        row = _title(page, row, "Cách tính các tỷ lệ")
        for spec in shown.indicators:
            page.wide(row, _MARK, _NAME, spec.name, _TERM)
            page.text(row, _TEXT, spec.definition, _MEANING)
            row += 1
    page.finish()
    page.sheet.activate()
    page.sheet.set_first_sheet()
    styles.protect(page.sheet)
    styles.set_up_paper(page, styles.Paper(False, row - 1))


def _title(page: Page, row: int, text: str) -> int:
    page.tall(row, 8)
    page.wide(row + 1, _MARK, _TEXT, text, styles.SECTION)
    return row + 2


def _steps(page: Page, row: int, title: str, steps: list[str]) -> int:
    row = _title(page, row, title)
    for number, step in enumerate(steps, start=1):
        page.text(row, _MARK, f"{number}.", styles.Style(border=False, size=13, align="center", top=True))
        page.wide(row, _NAME, _TEXT, step, _BODY)
        row += 1
    return row


def _how_to(form: Form) -> list[str]:
    steps = [
        f"Sheet {layout.FIGURES.name}: nhập số liệu của đơn vị vào cột “Số liệu kỳ này”, họ tên người lập, điện thoại, "
        "thủ trưởng đơn vị. Chú giải từng số liệu có ở cột bên cạnh.",
    ]
    if form.owned:
        steps.append(
            f"Sheet {layout.PROCEDURES.name}: nhập số hồ sơ của từng thủ tục. Thủ tục không phát sinh thì để trống cả "
            f"dòng. Thủ tục ngoài danh sách: chọn mã ở một trong {layout.SPARE_ROWS} dòng trống cuối bảng."
        )
    if form.tasks:
        steps.append(
            f"Sheet {layout.TASKS.name}: chọn trạng thái của từng nhiệm vụ, ghi văn bản, ngày hoàn thành, kết quả; "
            "nhiệm vụ chậm hoặc chưa xong thì ghi nguyên nhân và giải pháp."
        )
    steps.append(
        f"Sheet {layout.RANKS.name}: ghi thứ hạng năm trước và năm nay của tiêu chí được giao theo dõi, nếu có."
    )
    steps.append(
        f"Xem các dòng kiểm tra tự động: “{ERROR_LABEL}” phải sửa trước khi gửi; “{WARNING_LABEL}” thì kiểm tra lại, "
        "đúng thì giữ nguyên."
    )
    steps.append(_send(form))
    return steps


def _send(form: Form) -> str:
    info = form.catalogue.info
    to, address, phone = info.get("noi_nhan_bieu", ""), info.get("email_nhan", ""), info.get("dien_thoai", "")
    due = f" trước hết ngày {form.period.due:%d/%m/%Y}" if form.period.due else ""
    text = "Lưu tệp (vẫn là tệp Excel .xlsx) và gửi"
    text += f" về {to}" if to else ""
    text += f", địa chỉ {address}" if address else ""
    text += f"{due}."
    return text + (f" Hỏi đáp: {phone}." if phone else "")


def _legend(page: Page, row: int) -> int:
    row = _title(page, row, "Màu của các ô")
    lines = (
        (styles.YELLOW, "Ô phải nhập", "Chỉ các ô này nhập được; các ô khác đã khoá, không có mật khẩu."),
        (styles.GREY, "Không áp dụng", "Số liệu không áp dụng cho thủ tục của dòng đó: để trống hoặc nhập 0."),
        (styles.BLUE, "Tiêu đề, dòng tổng", "Tự tính, không nhập."),
        (styles.RED, ERROR_LABEL, "Số liệu không thể đúng, cần sửa."),
        (styles.AMBER, WARNING_LABEL, "Số liệu khác thường, cần xem lại."),
    )
    for color, name, meaning in lines:
        page.text(row, _MARK, "", styles.Style(fill=color))
        page.text(row, _NAME, name, _TERM)
        page.text(row, _TEXT, meaning, _MEANING)
        row += 1
    return row


def _mind(form: Form) -> list[str]:
    notes = [
        f"Để trống khác với 0. Ô vàng của sheet {layout.FIGURES.name} để trống là chưa báo cáo: "
        "không phát sinh thì nhập 0.",
    ]
    if form.owned:
        notes.append(
            f"Nếu cả kỳ không có hồ sơ nào, nhập 0 vào ít nhất một ô vàng của sheet {layout.PROCEDURES.name} để biết "
            "là đã báo cáo."
        )
        notes.append("Mỗi hồ sơ chỉ tính một lần trong mỗi nhóm cột; chọn vào ô để xem giải thích của cột.")
    if form.prefill.figures or form.prefill.dossiers:
        notes.append("Một số ô đã điền sẵn số kỳ trước chuyển sang; nếu chưa đúng thì sửa lại.")
    notes += [
        "Không xoá dòng, cột ẩn; không đổi mã. Chép số từ tệp khác thì dán giá trị (Paste Special, Values).",
        "Mỗi đơn vị gửi một tệp cho mỗi kỳ. Gửi lại tệp mới thì tệp mới thay cho tệp cũ.",
    ]
    return notes
