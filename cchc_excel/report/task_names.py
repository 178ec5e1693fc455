"""Tasks as a template sees them, and what units wrote about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.plan_model import PlanRow
from cchc_excel.compute.results import TaskState
from cchc_excel.forms.columns import TASKS, Column, Holds
from cchc_excel.model.records import Status, TaskAnswer
from cchc_excel.report.traced import Kind, Part, SourceKey, TracedText, joined, traced
from cchc_excel.report.verdicts import DONE_LATE, TASK_WORDS, is_open, task_words


def template_task(catalogue: Catalogue, unit: str, state: TaskState, period: str) -> dict[str, object]:
    """A task by the names of its columns: what the plan says of it, what the unit answers (None: nothing), and how it
    stands."""
    item = state.task.item
    key = _answer(state, unit, period)
    columns = {column.name: _value(column, state, key) for column in TASKS.columns if column.meaning}
    return {
        "khoa": item.key,
        "ma": item.code,
        "don_vi": catalogue.units[unit].name,
        **said_by_plan(catalogue.printed[item.key]),
        **columns,
        "dung_han": state.on_time,
        "tre_han": state.late,
        "ket_luan": task_words(state),
        "ton_tai": is_open(state),
    }


_WRITTEN = ("ket_qua", "ghi_chu", "nguyen_nhan", "giai_phap")


def left_over(tasks: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Units' tasks of one item that are late or not done, those that stand alike and of which units wrote the same as
    one: its units in a row, each text with the sources of all."""
    alike: dict[tuple[object, ...], list[Mapping[str, object]]] = {}
    for task in tasks:
        if task["ton_tai"]:
            alike.setdefault(tuple(task[name] for name in ("ket_luan", "tre_han", *_WRITTEN)), []).append(task)
    return [
        {
            "don_vi": "; ".join(str(task["don_vi"]) for task in same),
            "ket_luan": same[0]["ket_luan"],
            "tre_han": same[0]["tre_han"],
            **{name: _of_all([task[name] for task in same]) for name in _WRITTEN},
        }
        for same in alike.values()
    ]


def _of_all(texts: Sequence[object]) -> object:
    """A text that several units wrote, with the keys of each; whatever is no text as it is."""
    keys = [key for text in texts if isinstance(text, TracedText) for key in text.khoa_nguon or ()]
    return traced(texts[0], *keys) if isinstance(texts[0], str) else texts[0]


def said_by_plan(row: PlanRow) -> dict[str, str]:
    """What the plan says of who else is concerned, and its own note."""
    return {"phoi_hop": row.partner, "phu_trach": row.person, "ghi_chu_ke_hoach": row.note}


def _answer(state: TaskState, unit: str, period: str) -> SourceKey:
    """The key of a unit's status for a task."""
    return SourceKey(Kind.ANSWER, "status", unit, period, state.task.item.key)


def answers(states: Mapping[str, TaskState], period: str) -> Iterator[SourceKey]:
    """The keys of how units stand with a task: of their status, told or not, and of the day where it decides."""
    for unit, state in states.items():
        yield _answer(state, unit, period)
        if state.status == Status.DONE and state.task.deadline:
            yield _answer(state, unit, period)._replace(code="done_on")


def _value(column: Column, state: TaskState, key: SourceKey) -> object:
    if column.shows:
        return column.shows(state.task)
    value = getattr(state.answer, column.field, None)
    if isinstance(value, str):
        return traced(value, key._replace(code=column.field))
    # templates compare the status with words: no answer is no word
    return "" if value is None and column.holds is Holds.STATUS else value


def task_lines(catalogue: Catalogue, states: Mapping[str, TaskState], period: str) -> list[TracedText]:
    """Units by how their task stands; documents, and that an open one is overdue, behind the name."""
    lines: list[TracedText] = []
    for word in TASK_WORDS:
        names = [
            _named(catalogue.units[unit].short, one, _answer(one, unit, period))
            for unit, one in states.items()
            if task_words(one) == word
        ]
        if names:
            lines.append(TracedText.of([Part(f"{word}: "), *joined("; ", names).parts]))
    return lines


def _named(name: str, state: TaskState, key: SourceKey) -> TracedText:
    is_overdue = state.late and task_words(state) != DONE_LATE
    notes = [_document(state.answer, key), traced("trễ hạn") if is_overdue else traced("")]
    told = joined(", ", [note for note in notes if note])
    named = Part(name, (key,) if state.status else ())
    return TracedText.of([named, Part(" ("), *told.parts, Part(")")] if told else [named])


def _document(answer: TaskAnswer | None, key: SourceKey) -> TracedText:
    """Number and day of a document: "1/BC ngày 12/01/2022"."""
    number = traced(answer.document or "" if answer else "", key._replace(code="document"))
    if answer is None or answer.document_date is None:
        return number
    day = Part(f"{answer.document_date:%d/%m/%Y}", (key._replace(code="document_date"),))
    return TracedText.of([*number.parts, Part(" ngày " if number else "ngày "), day])


def told_by_units(catalogue: Catalogue, states: Mapping[str, TaskState], field: str, period: str) -> list[TracedText]:
    """What units wrote in a column, a line for each text with the units that wrote it: "Văn phòng; Thanh tra: …"."""
    told: dict[str, list[str]] = {}
    for unit, state in states.items():
        text = getattr(state.answer, field, None) if state.answer else None
        if text:
            told.setdefault(text, []).append(unit)
    lines = []
    for text, units in told.items():
        keys = tuple(_answer(states[unit], unit, period)._replace(code=field) for unit in units)
        names = "; ".join(catalogue.units[unit].short for unit in units)
        lines.append(TracedText.of([Part(f"{names}: "), Part(text, keys)]))
    return lines
