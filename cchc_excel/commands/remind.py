"""`cchc remind`: draft letters to units that have not sent, or whose workbook must be mended."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_excel.commands.blank import blank_forms
from cchc_excel.commands.session import Progress, catalogue_with, no_progress, read_again
from cchc_excel.model.files import FileStatus
from cchc_excel.outbox.eml import is_draft
from cchc_excel.problems.problem import Problem, has_errors
from cchc_excel.workspace.folders import REMINDER_LETTER, RETURN_LETTER, Folders
from cchc_excel.workspace.output_names import REMINDERS
from cchc_excel.workspace.publish import replace_drafts


def write_reminders(
    folders: Folders, code: str, progress: Progress = no_progress
) -> tuple[list[str] | None, list[Problem]]:
    """Write the reminders of a period into output/<kỳ>/thu-nhac/, in place of those of an earlier run. Returns their
    paths below output/<kỳ>/: none where nobody has to be reminded, None where they cannot be made."""
    letters, problems = _make_reminders(folders, code, progress)
    if letters is None:
        return None, problems
    return list(letters), [*problems, *replace_drafts(folders.output / code, REMINDERS, letters, is_draft)]


def _make_reminders(
    folders: Folders, code: str, progress: Progress
) -> tuple[Mapping[str, bytes] | None, list[Problem]]:
    """Reminders of a period by path below output/<kỳ>/: none where nobody has to be reminded, None where they cannot be
    made."""
    catalogue, problems = catalogue_with(folders, code)
    if catalogue is None:
        return None, problems
    from cchc_excel.outbox.reminders import periods_due, reminder_files
    from cchc_excel.outbox.slips import returned_files
    from cchc_excel.outbox.wording import load_wording

    reading = read_again(catalogue, catalogue.periods[code], folders, progress)
    facts = reading.facts()
    progress("Đang viết phiếu trả lại")
    refused = {
        entry.file: entry.unit
        for entry in facts.files
        if entry.status is FileStatus.REFUSED and entry.unit in catalogue.units and not entry.is_of_part
    }
    forms, further_problems = blank_forms(reading, sorted(set(filter(None, refused.values()))), progress)
    again = {file: forms[unit] for file, unit in refused.items() if unit in forms}
    returned, of_slips = returned_files(
        facts, folders.input, load_wording(folders.of_year(catalogue.year), RETURN_LETTER), again
    )
    problems = [*problems, *further_problems, *of_slips]
    due = periods_due(facts, returned)
    blanks: dict[tuple[str, str], bytes] = {}
    for period in sorted({period for periods in due.values() for period in periods}):
        of_part = read_again(catalogue, catalogue.periods[period], folders, progress) if period != code else reading
        forms_made, further_problems = blank_forms(
            of_part, [unit for unit, periods in due.items() if period in periods], progress
        )
        blanks |= {(period, unit): data for unit, data in forms_made.items()}
        problems.extend(further_problems)
    if has_errors(problems):
        return None, problems
    files, further_problems = reminder_files(
        facts,
        due,
        blanks,
        reading.required_tasks,
        returned,
        load_wording(folders.of_year(catalogue.year), REMINDER_LETTER),
    )
    problems.extend(further_problems)
    return (None if has_errors(problems) else files), problems
