"""Reminders: a draft letter to each unit that has not sent its workbook, with the blank one, and to each whose workbook
was refused or has errors, with its slip. Nothing is ever sent by the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from cchc_excel.catalogue.due import Task
from cchc_excel.compute.facts import Facts
from cchc_excel.outbox.slips import ReturnedFile
from cchc_excel.outbox.wording import Recipient, Wording, write_letter
from cchc_excel.problems.problem import Problem
from cchc_excel.workspace.output_names import REMINDERS


def periods_due(facts: Facts, returned: Sequence[ReturnedFile]) -> dict[str, tuple[str, ...]]:
    """Unit -> the periods whose workbook it has not sent: this one, or the parts that are absent. A unit whose workbook
    goes back has sent it."""
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
    """Drafts by path below output/<kỳ>/. `due`: as periods_due gives it; `blanks`: (period, unit) -> its blank
    workbook; `asked`: unit -> its tasks. A mistake in the letter's text is a Problem."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for unit, periods in due.items():
        parts = [facts.catalogue.periods[code].name for code in periods if code != facts.period.code]
        tasks = [{"noi_dung": one.item.text, "han": one.deadline} for one in required_tasks.get(unit, {}).values()]
        attached = {f"{unit}-{code}.xlsx": blanks[code, unit] for code in periods}
        names = {"ky_thieu": parts, "nhiem_vu": tasks}
        letter, further_problems = write_letter(
            wording, Recipient(facts.catalogue, facts.period, unit), names, attached
        )
        problems.extend(further_problems)
        if letter is not None:
            files[f"{REMINDERS}/{unit}.eml"] = letter
    for one in returned:
        if one.letter is not None:
            path = PurePosixPath(one.name).with_suffix("")  # files of two parts may have one name
            files[f"{REMINDERS}/{' – '.join(path.parts)}.eml"] = one.letter
    return files, problems
