"""Reminders: a draft letter to each unit that has not sent its workbook, with the blank one, and to each whose workbook
was refused or has errors, with its slip. Nothing is ever sent by the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from cchc_excel.catalogue.plan_model import Task
from cchc_excel.compute.facts import Facts
from cchc_excel.outbox.slips import ReturnedFile
from cchc_excel.outbox.wording import Recipient, Wording, write_letter
from cchc_excel.problems.problem import Problem
from cchc_excel.workspace.output_names import REMINDERS


def periods_due(facts: Facts, returned: Sequence[ReturnedFile]) -> dict[str, tuple[str, ...]]:
    """Unit -> codes of the periods whose workbook it has not sent: this one, or the parts that are absent. A unit whose
    workbook goes back (`returned`) has sent it."""
    sent = {file.notice.recipient.unit for file in returned}
    data = facts.consolidated.data
    return {
        unit: data[unit].absent if data[unit].reports else (facts.period.code,)
        for unit in facts.consolidated.missing
        if unit not in sent
    }


def reminder_files(
    facts: Facts,
    due: Mapping[str, tuple[str, ...]],
    blanks: Mapping[tuple[str, str], bytes],
    required_tasks: Mapping[str, Mapping[str, Task]],
    returned: Sequence[ReturnedFile],
    wording: Wording,
) -> tuple[dict[str, bytes], list[Problem]]:
    """Drafts by path below output/<kỳ>/: for each unit of `due` with its blank workbooks, and for each returned file
    with its slip. `due`: as periods_due gives it; `blanks`: (period, unit) -> its blank workbook; `required_tasks`:
    unit -> key -> Task; `wording`: the text of the letters to units of `due`. A mistake in the letter's text is a
    Problem."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for unit, periods in due.items():
        parts = [facts.catalogue.periods[code].name for code in periods if code != facts.period.code]
        tasks = [{"noi_dung": task.item.text, "han": task.deadline} for task in required_tasks.get(unit, {}).values()]
        attached = {f"{unit}_{code}.xlsx": blanks[code, unit] for code in periods}
        variables = {"ky_thieu": parts, "nhiem_vu": tasks}
        recipient = Recipient(facts.catalogue, facts.period, unit)
        letter, mistakes = write_letter(wording, recipient, variables, attached)
        problems.extend(mistakes)
        if letter is not None:
            files[f"{REMINDERS}/{unit}.eml"] = letter
    for file in returned:
        if file.letter is not None:
            path = PurePosixPath(file.name).with_suffix("")  # files of two parts may have one name
            files[f"{REMINDERS}/{' – '.join(path.parts)}.eml"] = file.letter
    return files, problems
