"""`cchc template-check`: every mistake of a report template, and the names it may use."""

from __future__ import annotations

from pathlib import Path

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.commands.merge_json import sorted_problems
from cchc_excel.commands.session import Reading, load_catalogues, no_files, no_progress, read_again
from cchc_excel.compute.tasks import tasks_by_unit
from cchc_excel.model.files import FileStatus
from cchc_excel.period.load import PeriodData
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.workspace.folders import Folders


def check_template(folders: Folders, file: Path) -> tuple[list[str] | None, list[Problem]]:
    """Check the report template in a file: every mistake in it, and the names it may use, as lines of text with
    examples from the newest period that has data. None where nothing could be checked (a broken catalogue, no such
    file, not a template)."""
    catalogues, problems = load_catalogues(folders)
    if catalogues is None:
        return None, problems
    catalogue, mistakes = catalogues.of_year(_year_of(folders, file))
    if catalogue is None:
        return None, [*problems, *mistakes]
    absent = no_files([file])
    if absent:
        return None, absent
    if file.suffix.lower() not in (".xlsx", ".docx"):
        return None, [kinds.NOT_A_TEMPLATE(Location(file.name))]
    facts = newest(catalogue, folders).report_facts()
    from cchc_excel.report.context import report_context
    from cchc_excel.report.fill_template import fill_template, names_page

    context = report_context(facts)
    _, problems = fill_template(file.name, file.read_bytes(), context, file.name, file.name)
    lines = names_page(context, catalogue, facts.period, with_data=bool(facts.totals.merged))
    return lines, sorted_problems(problems)


def _year_of(folders: Folders, file: Path) -> str:
    """The folder of templates/ that a template stands in: maybe that of a year."""
    try:
        return file.resolve().relative_to(folders.templates.resolve()).parts[0]
    except ValueError:
        return ""


def newest(catalogue: Catalogue, folders: Folders) -> Reading:
    """The latest period that has a workbook of its own, with all that was read for it; the first one, empty, where no
    period has."""
    latest = sorted(
        catalogue.periods.values(), key=lambda period: (period.end, -period.start.toordinal()), reverse=True
    )
    for period in latest:
        if (folders.input / period.code).is_dir():
            reading = read_again(catalogue, period, folders, no_progress)
            if any(entry.status is FileStatus.MERGED for entry in reading.loaded.entries):
                return reading
    first, nothing = next(iter(catalogue.periods.values())), PeriodData([], [], {}, [])
    return Reading(catalogue, first, nothing, tasks_by_unit(catalogue, first, nothing))
