"""Sheet Nhiệm vụ of a blank unit workbook, and what can be counted of it live."""

from __future__ import annotations

from cchc_excel.catalogue.due import tasks_shared_by
from cchc_excel.catalogue.model import DERIVED_FROM_TASKS
from cchc_excel.catalogue.plan_codes import as_in_plan
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.answer_table import restrict_columns, start_table, write_task_cells
from cchc_excel.forms.blank.input_rules import protect
from cchc_excel.forms.blank.page import Book, Page
from cchc_excel.forms.blank.paper import Paper, set_up_paper
from cchc_excel.forms.blank.parts import Derived, Form, Progress, code, column_range
from cchc_excel.forms.columns import TASKS
from cchc_excel.model.records import Status, address

_ON_TIME, _LATE = "#dung_han", "#tre_han"
"""Helper columns: 1 where a task counts as done on time, or as late."""
_TITLE = "Kết quả thực hiện nhiệm vụ"
_ADVICE = (
    f"Mỗi nhiệm vụ chọn một trạng thái. “{Status.DONE.value}” thì ghi ngày hoàn thành; chưa xong hoặc chậm thì ghi "
    "nguyên nhân và giải pháp. Bấm Alt+Enter để xuống dòng trong ô."
)

_SHARED = "Nhiệm vụ đơn vị phối hợp, chỉ để biết; đơn vị chủ trì báo cáo:"


def tasks_shown(form: Form) -> bool:
    """Whether the form has sheet Nhiệm vụ: the unit is asked something, or takes part in what another is asked."""
    return bool(form.tasks or tasks_shared_by(form.catalogue, form.unit.code, form.period))


def write_tasks(book: Book, form: Form) -> tuple[Derived, Progress]:
    """Write sheet Nhiệm vụ; returns the derived task figures, counted live, and how far it is filled in."""
    page, first = start_table(book, form, TASKS, (_ON_TIME, _LATE), _TITLE, _ADVICE)
    last = first + max(len(form.tasks), 1) - 1
    for row, task in enumerate(form.tasks, start=first):
        _write_task(page, form, row, task)
    entry = address(first, page.at[layout.TASK_STATUS])
    if form.tasks:
        restrict_columns(page, TASKS, first, last, form.period.end)
        _mark_days_wanting(page, first, last)
        page.select(entry)
    else:
        code(page, first, layout.NOT_DATA)
        page.wide(first, 1, page.last_shown, "Kỳ này đơn vị không có nhiệm vụ phải báo cáo.", styles.TEXT)
    shown = _write_shared(page, form, last + 1)
    page.finish()
    page.sheet.freeze_panes(first, page.at[layout.TASK_TEXT] + 1)
    page.sheet.set_zoom(80)
    protect(page.sheet)
    set_up_paper(page, Paper(True, shown, (first - 2, first - 2)))
    derived = _counts(page, first, last, len(form.tasks)) if form.tasks else Derived({})
    return derived, Progress(entry, _state(page, first, last, form))


def _state(page: Page, first: int, last: int, form: Form) -> str:
    if not form.tasks:
        return '"Không phải nhập"'
    left = f"{len(form.tasks)}-COUNTA({column_range(TASKS.name, first, last, page.at[layout.TASK_STATUS])})"
    return f'IF({left}=0,"Đã chọn đủ trạng thái","Còn "&({left})&" nhiệm vụ chưa chọn trạng thái")'


def _write_task(page: Page, form: Form, row: int, task: Task) -> None:
    code(page, row, task.item.key)
    write_task_cells(page, row, TASKS, task)
    page.tall(row, 52)
    status, due, done = (address(row, page.at[name]) for name in _JUDGED)
    is_done = f'{status}="{Status.DONE.value}"'
    on_time = f"IF(N({due})=0,1,N(N({done})>0)*N(N({done})<=N({due})))"
    page.formula(row, page.at[_ON_TIME], f"IF({is_done},{on_time},0)")
    late_done = f"N(N({due})>0)*N(N({done})>N({due}))"
    end = f"DATE({form.period.end.year},{form.period.end.month},{form.period.end.day})"
    late_open = f'IF({status}="{Status.NOTHING.value}",0,N(N({due})>0)*N(N({due})<{end}))'
    page.formula(row, page.at[_LATE], f"IF({is_done},{late_done},{late_open})")


def _write_shared(page: Page, form: Form, row: int) -> int:
    """Tasks in which the unit takes part, to be seen, from a row on: no code of theirs is a task's, so nothing of them
    is read. Returns the last row written."""
    tasks = tasks_shared_by(form.catalogue, form.unit.code, form.period)
    lines = [_SHARED, *(_shared_line(form, task) for task in tasks)]
    if len(lines) == 1:
        return row - 1
    for at, text in enumerate(lines, start=row):
        code(page, at, layout.NOT_DATA)
        page.wide(at, 1, page.last_shown, text, styles.TEXT if at > row else styles.NOTE)
    return row + len(lines) - 1


def _shared_line(form: Form, task: Task) -> str:
    due = f"; hạn {task.deadline:%d/%m/%Y}" if task.deadline else ""
    leads = ", ".join(form.catalogue.units[unit].name for unit in task.item.leads)
    return f"{as_in_plan(task.item.key, task.item.code)}. {task.item.text} (chủ trì: {leads}{due})"


_JUDGED = (layout.TASK_STATUS, layout.TASK_DUE, layout.TASK_DONE_ON)
"""The columns that say whether a task is done, and in time."""


def _mark_days_wanting(page: Page, first: int, last: int) -> None:
    """Hatch the day of a task that is done, has a deadline and no day."""
    status, due, done = (f"${address(first, page.at[name])}" for name in _JUDGED)
    wanting = {
        "type": "formula",
        "criteria": f'=AND({status}="{Status.DONE.value}",N({due})>0,{done}="")',
        "format": page.book.mark(styles.AMBER, hatched=True),
    }
    column = page.at[layout.TASK_DONE_ON]
    page.sheet.conditional_format(first, column, last, column, wanting)


def _counts(page: Page, first: int, last: int, tasks: int) -> Derived:
    status, on_time, late = (
        column_range(TASKS.name, first, last, page.at[name]) for name in (layout.TASK_STATUS, _ON_TIME, _LATE)
    )
    counts = (
        f'{tasks}-COUNTIF({status},"{Status.NOTHING.value}")',
        f'COUNTIF({status},"{Status.DONE.value}")',
        f"SUM({on_time})",
        f"SUM({late})",
    )
    return Derived(dict(zip(DERIVED_FROM_TASKS, counts, strict=True)), f"COUNTA({status})=0")
