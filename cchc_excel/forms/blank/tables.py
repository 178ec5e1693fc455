"""Sheets Nhiệm vụ and Xếp hạng of a blank unit workbook, and what can be counted of them live."""

from __future__ import annotations

from cchc_excel.catalogue.due import Task
from cchc_excel.catalogue.model import DERIVED_FROM_RANKS, DERIVED_FROM_TASKS
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.parts import Form, Progress, anchor, code, column_range, heading, page_of
from cchc_excel.forms.blank.styles import Book, Page
from cchc_excel.model.records import Status, address

_ITEM, _DUE, _ON_TIME, _LATE = "#muc", "#han", "#dung_han", "#tre_han"
_TASK_HEADS = {
    _ITEM: ("Mục", 8.5),
    layout.TASK_TEXT: ("Nội dung nhiệm vụ", 35.0),
    "san_pham": ("Sản phẩm", 11.0),
    "thoi_gian": ("Thời gian theo Kế hoạch", 11.0),
    _DUE: ("Hạn", 11.5),
    layout.TASK_STATUS: ("Trạng thái", 14.0),
    "so_van_ban": ("Số văn bản", 12.0),
    "ngay_van_ban": ("Ngày văn bản", 11.5),
    "ngay_hoan_thanh": ("Ngày hoàn thành", 11.5),
    "ket_qua": ("Kết quả", 22.0),
    "nguyen_nhan": ("Nguyên nhân chậm, chưa đạt", 17.0),
    "giai_phap": ("Giải pháp", 17.0),
    "ghi_chu": ("Ghi chú", 12.0),
}
_RANK_HEADS = {
    "#tt": ("TT", 5.0),
    "chi_so": ("Chỉ số (tên bộ chỉ số)", 26.0),
    "tieu_chi": ("Tiêu chí, chỉ số thành phần", 42.0),
    "hang_nam_truoc": ("Thứ hạng năm trước", 14.0),
    "hang_nam_nay": ("Thứ hạng năm nay", 14.0),
}
_UP, _DOWN = "#tang", "#giam"


def write_tasks(book: Book, form: Form) -> tuple[dict[str, str], Progress]:
    """Write sheet Nhiệm vụ; returns the derived task figures as Excel expressions that count them live, and how far it
    is filled in."""
    columns = [(name, width) for name, (_, width) in _TASK_HEADS.items()]
    page = page_of(book, layout.TASKS.name, [*columns, (_ON_TIME, 0.0), (_LATE, 0.0)])
    top = heading(page, form, "Kết quả thực hiện nhiệm vụ")
    page.wide(top, 1, page.last_shown, _TASK_ADVICE, styles.NOTE)
    for name, (title, _) in _TASK_HEADS.items():
        page.text(top + 1, page.at[name], title, styles.HEAD)
    anchor(page, top + 2)
    first = top + 3
    last = first + max(len(form.tasks), 1) - 1
    for row, task in enumerate(form.tasks, start=first):
        _task_row(page, form, row, task)
    entry = address(first, page.at[layout.TASK_STATUS])
    if form.tasks:
        _restrict_tasks(page, form, first, last)
        page.select(entry)
    else:
        code(page, first, layout.NOT_DATA)
        page.wide(first, 1, page.last_shown, "Kỳ này đơn vị không có nhiệm vụ phải báo cáo.", styles.TEXT)
    page.finish()
    page.sheet.freeze_panes(first, page.at[layout.TASK_TEXT] + 1)
    page.sheet.set_zoom(80)
    styles.protect(page.sheet)
    styles.set_up_paper(page, styles.Paper(True, last, (top + 1, top + 1)))
    return _task_counts(page, first, last, len(form.tasks)), Progress(entry, _task_state(page, first, last, form))


def _task_state(page: Page, first: int, last: int, form: Form) -> str:
    if not form.tasks:
        return '"Không phải nhập"'
    left = f"{len(form.tasks)}-COUNTA({column_range(layout.TASKS.name, first, last, page.at[layout.TASK_STATUS])})"
    return f'IF({left}=0,"Đã chọn đủ trạng thái","Còn "&({left})&" nhiệm vụ chưa chọn trạng thái")'


_TASK_ADVICE = (
    f"Mỗi nhiệm vụ chọn một trạng thái. “{Status.DONE.value}” thì ghi ngày hoàn thành; chưa xong hoặc chậm thì ghi "
    "nguyên nhân và giải pháp. Bấm Alt+Enter để xuống dòng trong ô."
)


def _task_row(page: Page, form: Form, row: int, task: Task) -> None:
    item = task.item
    code(page, row, item.key)
    page.text(row, page.at[_ITEM], item.key, styles.CENTRED)
    page.text(row, page.at[layout.TASK_TEXT], item.text, styles.TEXT)
    page.text(row, page.at["san_pham"], item.product, styles.MESSAGE)
    page.text(row, page.at["thoi_gian"], item.time, styles.MESSAGE)
    if task.deadline:
        page.day(row, page.at[_DUE], task.deadline, styles.DAY)
    else:
        page.text(row, page.at[_DUE], "Không ấn định", styles.CENTRED)
    page.text(row, page.at[layout.TASK_STATUS], "", styles.ENTRY_CHOICE)
    for name in ("ngay_van_ban", "ngay_hoan_thanh"):
        page.text(row, page.at[name], "", styles.ENTRY_DAY)
    for name in ("so_van_ban", "ket_qua", "nguyen_nhan", "giai_phap", "ghi_chu"):
        page.text(row, page.at[name], "", styles.ENTRY_TEXT)
    page.tall(row, 52)
    status, due, done = (address(row, page.at[name]) for name in (layout.TASK_STATUS, _DUE, "ngay_hoan_thanh"))
    is_done = f'{status}="{Status.DONE.value}"'
    on_time = f"IF(N({due})=0,1,N(N({done})>0)*N(N({done})<=N({due})))"
    page.formula(row, page.at[_ON_TIME], f"IF({is_done},{on_time},0)")
    late_done = f"N(N({due})>0)*N(N({done})>N({due}))"
    end = f"DATE({form.period.end.year},{form.period.end.month},{form.period.end.day})"
    late_open = f'IF({status}="{Status.NOTHING.value}",0,N(N({due})>0)*N(N({due})<{end}))'
    page.formula(row, page.at[_LATE], f"IF({is_done},{late_done},{late_open})")


_TASK_MEANINGS = {
    "so_van_ban": "Số, ký hiệu văn bản hoặc sản phẩm chứng minh kết quả.",
    "ket_qua": "Đã làm được gì, ngắn gọn; nội dung này được in vào cột kết quả của báo cáo.",
    "nguyen_nhan": "Ghi khi nhiệm vụ chậm hoặc chưa hoàn thành; xong đúng hạn thì để trống.",
    "giai_phap": "Việc sẽ làm để hoàn thành, và thời gian; xong đúng hạn thì để trống.",
    "ghi_chu": "Điều cần nói thêm, nếu có.",
}
_DAY_MEANINGS = {
    "ngay_van_ban": "Ngày ký văn bản, sản phẩm.",
    "ngay_hoan_thanh": "Ngày xong nhiệm vụ, ghi khi trạng thái là “Đã hoàn thành”; dùng để xét đúng hạn hay trễ hạn.",
}


def _restrict_tasks(page: Page, form: Form, first: int, last: int) -> None:
    statuses = [status.value for status in Status]
    told = "Chọn một trong: " + "; ".join(statuses) + "."
    choices = {layout.TASK_STATUS: styles.list_choice(statuses, "Trạng thái", told)}
    for name, meaning in _DAY_MEANINGS.items():
        choices[name] = styles.day_choice(_TASK_HEADS[name][0], meaning, form.period.end)
    for name, meaning in _TASK_MEANINGS.items():
        choices[name] = styles.any_text(_TASK_HEADS[name][0], meaning)
    for name, choice in choices.items():
        styles.restrict(page.sheet, (first, page.at[name], last, page.at[name]), choice)
    status, due, done = (f"${address(first, page.at[name])}" for name in (layout.TASK_STATUS, _DUE, "ngay_hoan_thanh"))
    wanting = {
        "type": "formula",
        "criteria": f'=AND({status}="{Status.DONE.value}",N({due})>0,{done}="")',
        "format": page.book.mark(styles.AMBER, hatched=True),
    }
    column = page.at["ngay_hoan_thanh"]
    page.sheet.conditional_format(first, column, last, column, wanting)


def _task_counts(page: Page, first: int, last: int, tasks: int) -> dict[str, str]:
    if not tasks:
        return dict.fromkeys(DERIVED_FROM_TASKS, "0")
    status, on_time, late = (
        column_range(layout.TASKS.name, first, last, page.at[name]) for name in (layout.TASK_STATUS, _ON_TIME, _LATE)
    )
    counts = (
        f'{tasks}-COUNTIF({status},"{Status.NOTHING.value}")',
        f'COUNTIF({status},"{Status.DONE.value}")',
        f"SUM({on_time})",
        f"SUM({late})",
    )
    return dict(zip(DERIVED_FROM_TASKS, counts, strict=True))


def write_ranks(book: Book, form: Form) -> tuple[dict[str, str], Progress]:
    """Write sheet Xếp hạng; returns the derived rank figures as Excel expressions that count them live, and how far it
    is filled in."""
    columns = [(name, width) for name, (_, width) in _RANK_HEADS.items()]
    page = page_of(book, layout.RANKS.name, [*columns, (_UP, 0.0), (_DOWN, 0.0)])
    top = heading(page, form, "Thứ hạng các chỉ số, tiêu chí")
    page.wide(top, 1, page.last_shown, _RANK_ADVICE, styles.NOTE)
    for name, (title, _) in _RANK_HEADS.items():
        page.text(top + 1, page.at[name], title, styles.HEAD)
    anchor(page, top + 2)
    first, last = top + 3, top + 2 + layout.RANK_ROWS
    for row in range(first, last + 1):
        _rank_row(page, row, row - first + 1)
    for name, meaning in _RANK_MEANINGS.items():
        make = styles.rank_choice if name.startswith("hang") else styles.any_text
        styles.restrict(page.sheet, (first, page.at[name], last, page.at[name]), make(_RANK_HEADS[name][0], meaning))
    page.select(address(first, page.at["chi_so"]))
    page.finish()
    page.sheet.freeze_panes(first, 0)
    styles.protect(page.sheet)
    styles.set_up_paper(page, styles.Paper(False, last, (top + 1, top + 1)))
    ranges = [column_range(layout.RANKS.name, first, last, page.at[name]) for name in (_UP, _DOWN)]
    counts = {name: f"SUM({area})" for name, area in zip(DERIVED_FROM_RANKS, ranges, strict=True)}
    ranked = f"COUNTA({column_range(layout.RANKS.name, first, last, page.at['hang_nam_nay'])})"
    state = f'IF({ranked}=0,"Chưa ghi (không bắt buộc)",{ranked}&" dòng có thứ hạng")'
    return counts, Progress(address(first, page.at["chi_so"]), state)


_RANK_MEANINGS = {
    "chi_so": "Tên bộ chỉ số được xếp hạng mà đơn vị được giao theo dõi.",
    "tieu_chi": "Tên tiêu chí hoặc chỉ số thành phần, đúng như trong công bố; mỗi dòng một tiêu chí.",
    "hang_nam_truoc": "Thứ hạng của năm trước liền kề, 1 là cao nhất. Không xếp hạng thì để trống.",
    "hang_nam_nay": "Thứ hạng mới công bố, 1 là cao nhất; số nhỏ hơn năm trước là tăng hạng. "
    "Không xếp hạng thì để trống.",
}
_RANK_ADVICE = (
    "Chỉ ghi các tiêu chí mà đơn vị được giao theo dõi, mỗi tiêu chí một dòng; không có thì để trống cả sheet. "
    "Thứ hạng năm nay nhỏ hơn năm trước là tăng hạng."
)


def _rank_row(page: Page, row: int, number: int) -> None:
    code(page, row, str(number))
    page.text(row, page.at["#tt"], str(number), styles.CENTRED)
    for name in ("chi_so", "tieu_chi"):
        page.text(row, page.at[name], "", styles.ENTRY_TEXT)
    for name in ("hang_nam_truoc", "hang_nam_nay"):
        page.text(row, page.at[name], "", styles.ENTRY_COUNT)
    page.tall(row, 24)
    index, criterion, before, now = (address(row, page.at[name]) for name in list(_RANK_HEADS)[1:])
    ranked = f'N({index}&{criterion}<>"")*N(N({before})>0)*N(N({now})>0)'
    page.formula(row, page.at[_UP], f"{ranked}*N(N({now})<N({before}))")
    page.formula(row, page.at[_DOWN], f"{ranked}*N(N({now})>N({before}))")
