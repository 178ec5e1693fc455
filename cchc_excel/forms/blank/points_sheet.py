"""Sheet Chấm điểm of a blank unit workbook: the rows whose points the unit gives itself."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_excel.catalogue.plan_codes import as_in_plan
from cchc_excel.catalogue.score_model import ScoreRule
from cchc_excel.forms import layout
from cchc_excel.forms.blank.answer_table import restrict_columns, start_table, write_cell
from cchc_excel.forms.blank.input_rules import protect
from cchc_excel.forms.blank.page import Book
from cchc_excel.forms.blank.paper import Paper, set_up_paper
from cchc_excel.forms.blank.parts import Form, Progress, code, column_range
from cchc_excel.forms.columns import POINTS
from cchc_excel.model.records import NOT_APPLIED, address
from cchc_excel.values import show_points

_TITLE = "Điểm tự chấm"
_ADVICE = (
    f"Mỗi mục ghi điểm đơn vị tự chấm, hoặc “{NOT_APPLIED}”; kèm lý do và minh chứng: số văn bản, liên kết, hoặc tên "
    "tệp gửi kèm."
)


def write_points(book: Book, form: Form, rules: Sequence[ScoreRule]) -> Progress:
    """Write the sheet; returns how far it is filled in. At least one rule."""
    page, first = start_table(book, form, POINTS, (), _TITLE, _ADVICE)
    last = first + len(rules) - 1
    rows = {row.key: row for row in form.catalogue.plan}
    for row, rule in enumerate(rules, start=first):
        code(page, row, rule.key)
        shown = {
            layout.POINTS_KEY: as_in_plan(rule.key, rows[rule.key].code),
            layout.TASK_TEXT: rows[rule.key].text,
            layout.POINTS_MOST: show_points(rule.maximum or 0),
        }
        for column in POINTS.columns:
            write_cell(page, row, column, shown.get(column.code, ""))
        page.tall(row, 34)
    restrict_columns(page, POINTS, first, last, form.period.end)
    entry = address(first, page.at[layout.POINTS_OWN])
    page.select(entry)
    page.finish()
    page.sheet.freeze_panes(first, page.at[layout.TASK_TEXT] + 1)
    protect(page.sheet)
    set_up_paper(page, Paper(True, last, (first - 2, first - 2)))
    left = f"{len(rules)}-COUNTA({column_range(POINTS.name, first, last, page.at[layout.POINTS_OWN])})"
    return Progress(entry, f'IF({left}=0,"Đã chấm đủ các mục","Còn "&({left})&" mục chưa chấm")')
