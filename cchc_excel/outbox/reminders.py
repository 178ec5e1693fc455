"""Reminders: a draft letter to each unit that has not sent its workbook, with the blank one, and to each whose workbook
was refused or has errors, with its slip. Nothing is ever sent by the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from cchc_excel.catalogue.plan_model import Task
from cchc_excel.compute.facts import Facts
from cchc_excel.outbox.slips import ReturnedFile, going_back
from cchc_excel.outbox.wording import Letter, Recipient, Wording, write_letter
from cchc_excel.problems.problem import Problem
from cchc_excel.workspace.output_names import REMINDERS


def periods_due(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Unit -> codes of the periods whose workbook it has not sent: this one, or the parts that are absent. A unit whose
    workbook goes back has sent it."""
    sent = {entry.unit for entry, _ in going_back(facts)}
    data = facts.consolidated.data
    return {
        unit: data[unit].absent if data[unit].reports else (facts.period.code,)
        for unit in facts.consolidated.missing
        if unit not in sent
    }


def reminder_letters(
    facts: Facts,
    due: Mapping[str, tuple[str, ...]],
    required_tasks: Mapping[str, Mapping[str, Task]],
    wording: Wording,
) -> tuple[dict[str, Letter], list[Problem]]:
    """Unit -> the letter to it. `due`: as periods_due gives it; `required_tasks`: unit -> key -> Task; `wording`: the
    text of these letters, which may say something else where nobody has sent anything yet (`lan_dau`): they are the
    letters that the blank workbooks go out with. A mistake in it is a Problem."""
    letters: dict[str, Letter] = {}
    problems: list[Problem] = []
    for unit, periods in due.items():
        parts = [facts.catalogue.periods[code].name for code in periods if code != facts.period.code]
        tasks = [{"noi_dung": task.item.text, "han": task.deadline} for task in required_tasks.get(unit, {}).values()]
        variables = {"ky_thieu": parts, "nhiem_vu": tasks, "lan_dau": not facts.files}
        letter, mistakes = write_letter(wording, Recipient(facts.catalogue, facts.period, unit), variables)
        problems.extend(mistakes)
        if letter is not None:
            letters[unit] = letter
    return letters, problems


def reminder_files(
    letters: Mapping[str, Letter], blanks: Mapping[tuple[str, str], bytes], returned: Sequence[ReturnedFile]
) -> dict[str, bytes]:
    """Drafts by path below output/<kỳ>/: each letter of `letters` (by unit) with the unit's blank workbooks, and for
    each returned file the one with its slip. `blanks`: (period, unit) -> its blank workbook."""
    files: dict[str, bytes] = {}
    for unit, letter in letters.items():
        attached = {f"{unit}_{code}.xlsx": data for (code, of), data in blanks.items() if of == unit}
        files[f"{REMINDERS}/{unit}.eml"] = letter.as_draft(attached)
    for file in returned:
        if file.letter is not None:
            path = PurePosixPath(file.name).with_suffix("")  # files of two parts may have one name
            files[f"{REMINDERS}/{' – '.join(path.parts)}.eml"] = file.letter
    return files
