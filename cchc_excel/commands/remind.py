"""`cchc remind`: draft letters to units that have not sent, or whose workbook must be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from cchc_excel.commands.blank import blank_forms
from cchc_excel.commands.last_run import left_out
from cchc_excel.commands.session import Progress, Reading, catalogue_with, no_progress, not_at_work, read_again
from cchc_excel.model.files import FileStatus
from cchc_excel.outbox.messages import is_ours, with_messages
from cchc_excel.problems.problem import Problem, has_errors
from cchc_excel.workspace.folders import REMINDER_LETTER, RETURN_LETTER, Folders
from cchc_excel.workspace.output_names import REMINDERS
from cchc_excel.workspace.publish import replace_drafts, write_files
from cchc_excel.workspace.run_state import reminded_files
from cchc_excel.workspace.writable import cannot_write

if TYPE_CHECKING:
    from cchc_excel.compute.facts import Facts


class Reminders(msgspec.Struct, frozen=True):
    """Drafts by path below output/<kỳ>/; and how many more merges have left in which folders ("2022-Q1/tra-lai")."""

    letters: Mapping[str, bytes]
    sent_before: Mapping[str, int]


def write_reminders(
    folders: Folders, code: str, progress: Progress = no_progress
) -> tuple[Reminders | None, list[Problem]]:
    """Write the reminders of a period into output/<kỳ>/thu-nhac/, in place of those of an earlier run, each with its
    message beside it; what the last merge left out is left out here too. `code`: the period's. Returns None where they
    cannot be made (a broken catalogue, an unknown period, a mistake in a letter's text)."""
    reminders, problems = _reminders(folders, code, progress)
    if reminders is None:
        return None, problems
    files = with_messages(reminders.letters)
    results = folders.output / code
    problems = [*problems, *replace_drafts(results, REMINDERS, files, is_ours)]
    return reminders, [*problems, *write_files(results, reminded_files(results))]


def _reminders(folders: Folders, code: str, progress: Progress) -> tuple[Reminders | None, list[Problem]]:
    catalogue, problems = catalogue_with(folders, code)
    problems = [*problems, *not_at_work(folders), *(cannot_write(folders.output / code) if catalogue else ())]
    if catalogue is None or has_errors(problems):
        return None, problems
    from cchc_excel.commands.returned_forms import forms_in_place
    from cchc_excel.outbox.reminders import periods_due, reminder_files, reminder_letters
    from cchc_excel.outbox.sent_before import sent_before
    from cchc_excel.outbox.slips import letter_mistakes, returned_files
    from cchc_excel.outbox.wording import load_wording

    period = catalogue.periods[code]
    reading = read_again(catalogue, period, folders, progress, left_out(folders.output, catalogue, period))
    facts = reading.facts()
    due = periods_due(facts)
    wording = load_wording(folders.of_year(catalogue.year), REMINDER_LETTER)
    letters, letter_problems = reminder_letters(facts, due, reading.required_tasks, wording)
    problems = [*problems, *letter_problems]
    if has_errors(letter_problems):  # before anything is made that would not be sent
        return None, problems
    wording = load_wording(folders.of_year(catalogue.year), RETURN_LETTER)
    sent = sent_before(facts, folders.output, own=True)
    mistakes = letter_mistakes(facts, folders.input, wording, sent)
    if mistakes:
        return None, [*problems, *mistakes]
    progress("Đang viết phiếu trả lại")
    replacements, replacement_problems = _blanks_for_refused(reading, facts, progress)
    forms = forms_in_place(facts, reading.loaded)
    returned, return_problems = returned_files(facts, folders.input, wording, replacements, forms, sent)
    blanks, blank_problems = _blanks_due(reading, folders, due, progress)
    problems = [*problems, *replacement_problems, *return_problems, *blank_problems]
    if has_errors(problems):
        return None, problems
    return Reminders(reminder_files(letters, blanks, returned), Counter(sent.values())), problems


def _blanks_for_refused(reading: Reading, facts: Facts, progress: Progress) -> tuple[dict[str, bytes], list[Problem]]:
    """File -> a blank workbook in place of it, for each refused file of a unit of the period: it cannot be mended."""
    units = facts.catalogue.units_of(facts.period)
    refused = {
        entry.file: entry.unit
        for entry in facts.files
        if entry.status is FileStatus.REFUSED and entry.unit in units and not entry.is_of_part
    }
    forms, problems = blank_forms(reading, sorted(set(filter(None, refused.values()))), progress)
    return {file: forms[unit] for file, unit in refused.items() if unit in forms}, problems


def _blanks_due(
    reading: Reading, folders: Folders, due: Mapping[str, tuple[str, ...]], progress: Progress
) -> tuple[dict[tuple[str, str], bytes], list[Problem]]:
    """(period, unit) -> its blank workbook, for each period that a unit has not sent (`due`, as periods_due gives it).
    Parts of the period are read for themselves: what their forms hold is of other periods."""
    blanks: dict[tuple[str, str], bytes] = {}
    problems: list[Problem] = []
    for code in sorted({code for codes in due.values() for code in codes}):
        period = reading.catalogue.periods[code]
        is_own = code == reading.period.code
        of_period = reading if is_own else read_again(reading.catalogue, period, folders, progress)
        units = [unit for unit, codes in due.items() if code in codes]
        forms, form_problems = blank_forms(of_period, units, progress)
        blanks |= {(code, unit): data for unit, data in forms.items()}
        problems.extend(form_problems)
    return blanks, problems
