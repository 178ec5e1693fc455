"""Tasks as a template sees them, and what units wrote about them."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.compute.results import TaskState
from cchc_excel.forms.columns import TASKS, Column, Holds
from cchc_excel.model.records import TaskAnswer
from cchc_excel.report.traced import TracedText
from cchc_excel.report.verdicts import DONE_LATE, TASK_WORDS, is_open, task_words


def template_task(catalogue: Catalogue, unit: str, state: TaskState) -> dict[str, object]:
    """A task by the names of its columns: what the plan says of it, what the unit answers (None: nothing), and how it
    stands."""
    item = state.task.item
    columns = {column.name: _value(column, unit, state) for column in TASKS.columns if column.meaning}
    return {
        "khoa": item.key,
        "ma": item.code,
        "don_vi": catalogue.units[unit].name,
        **columns,
        "dung_han": state.on_time,
        "tre_han": state.late,
        "ket_luan": task_words(state),
        "ton_tai": is_open(state),
    }


def _value(column: Column, unit: str, state: TaskState) -> object:
    if column.shows:
        return column.shows(state.task)
    value = getattr(state.answer, column.field, None)
    if column.holds is Holds.TEXT and value:
        return TracedText(value, ("nhiem_vu", column.name, unit, state.task.item.key))
    # templates compare the status with words: no answer is no word
    return "" if value is None and column.holds is Holds.STATUS else value


def task_lines(catalogue: Catalogue, states: Mapping[str, TaskState]) -> list[str]:
    """Units by how their task stands; documents, and that an open one is overdue, behind the name."""
    lines: list[str] = []
    for word in TASK_WORDS:
        names = [catalogue.units[unit].name + _about(one) for unit, one in states.items() if task_words(one) == word]
        if names:
            lines.append(f"{word}: {'; '.join(names)}")
    return lines


def _about(state: TaskState) -> str:
    is_overdue = state.late and task_words(state) != DONE_LATE
    notes = [_document(state.answer) if state.answer else "", "trễ hạn" if is_overdue else ""]
    told = ", ".join(note for note in notes if note)
    return f" ({told})" if told else ""


def _document(answer: TaskAnswer) -> str:
    if answer.document and answer.document_date:
        return f"{answer.document} ngày {answer.document_date:%d/%m/%Y}"
    return answer.document or (f"ngày {answer.document_date:%d/%m/%Y}" if answer.document_date else "")


def told_by_units(catalogue: Catalogue, states: Mapping[str, TaskState], field: str) -> list[str]:
    """What units wrote in a column, a line for each text with the units that wrote it: "Văn phòng; Thanh tra: …"."""
    told: dict[str, list[str]] = {}
    for unit, state in states.items():
        text = getattr(state.answer, field, None) if state.answer else None
        if text:
            told.setdefault(text, []).append(catalogue.units[unit].name)
    return [f"{'; '.join(names)}: {text}" for text, names in told.items()]
