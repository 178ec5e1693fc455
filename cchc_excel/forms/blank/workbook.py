"""Catalogue -> the blank workbook of one unit for one period: everything in it is derived from the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.catalogue.scores import asked_points
from cchc_excel.catalogue.unit_model import Period, Procedure, Unit
from cchc_excel.forms import layout
from cchc_excel.forms.blank.figures_sheet import write_figures
from cchc_excel.forms.blank.guide_sheet import write_guide
from cchc_excel.forms.blank.page import Book
from cchc_excel.forms.blank.parts import Derived, Form, Prefill, Progress
from cchc_excel.forms.blank.points_sheet import write_points
from cchc_excel.forms.blank.procedure_lists import lists_of, write_lists
from cchc_excel.forms.blank.procedures_sheet import write_beside, write_procedures
from cchc_excel.forms.blank.ranks_sheet import write_ranks
from cchc_excel.forms.blank.tasks_sheet import tasks_shown, write_tasks
from cchc_excel.forms.blank.visible import visible_to
from cchc_excel.forms.columns import FIGURES, POINTS, PROCEDURES, RANKS, SHEETS, TASKS

__all__ = ["Prefill", "write_blank"]


def write_blank(catalogue: Catalogue, unit: Unit, period: Period, tasks: Sequence[Task], prefill: Prefill) -> bytes:
    """The blank workbook of a unit for a period, as .xlsx bytes: the same input gives the same bytes.

    `tasks`: what sheet Nhiệm vụ asks, in its order. Formulas have no true cached values yet: the caller calculates
    them. Raises ValueError for a drop-down or an input rule that Excel would not keep.
    """
    own = catalogue.owned(unit.code, period)
    owners = catalogue.owners(period)
    expired = {code: catalogue.latest(code) for code in prefill.dossiers if not owners.get(code)}
    owned = dict(sorted((own | {code: one for code, one in expired.items() if one}).items(), key=_by_field))
    form = Form(catalogue, unit, period, tasks, prefill, owned)
    visible = visible_to(form)
    book = Book()
    rules = asked_points(catalogue, unit.code, period)
    needed = {PROCEDURES: bool(owned), TASKS: tasks_shown(form), POINTS: bool(rules)}
    data_sheets = [kind.name for kind in SHEETS if needed.get(kind, True)]
    hidden = [layout.META_SHEET, *([layout.LIST_SHEET] if owned else [])]
    book.add([layout.GUIDE_SHEET, *data_sheets, *hidden])
    sums = None
    if owned:
        lists = lists_of(form)
        write_lists(book, lists)
        sums = write_procedures(book, form, lists, visible.aggregates)
    progress: dict[str, Progress] = {}
    tasks_done = Derived({})
    if needed[TASKS]:
        tasks_done, progress[TASKS.name] = write_tasks(book, form)
    ranked, progress[RANKS.name] = write_ranks(book, form)
    ratios, progress[FIGURES.name] = write_figures(book, form, visible, sums, (tasks_done, ranked))
    if sums:
        write_beside(sums, ratios)
        progress[PROCEDURES.name] = sums.progress
    if rules:
        progress[POINTS.name] = write_points(book, form, rules)
    write_guide(book, form, visible, progress)
    _write_meta(book, form)
    return book.close()


def _by_field(pair: tuple[str, Procedure]) -> tuple[str, str]:
    code, procedure = pair
    return procedure.field, code


def _write_meta(book: Book, form: Form) -> None:
    sheet = book.sheet(layout.META_SHEET)
    meta = {
        layout.META_FORM: layout.FORM,
        layout.META_PERIOD: form.period.code,
        layout.META_UNIT: form.unit.code,
        layout.META_CATALOGUE: form.catalogue.fingerprint,
    }
    for row, pair in enumerate(meta.items()):
        sheet.write_row(row, 0, pair)
    sheet.very_hidden()
