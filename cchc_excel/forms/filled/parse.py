"""RawForm -> UnitReport: the figures of one filled unit workbook, read by their codes, each with its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from cchc_excel.catalogue.due import tasks_of
from cchc_excel.catalogue.scores import asked_points
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.forms.columns import FIGURES, POINTS, PROCEDURES, RANKS, SHEETS, TASKS
from cchc_excel.forms.filled.answers import read_ranks, read_tasks
from cchc_excel.forms.filled.entries import is_untouched
from cchc_excel.forms.filled.figures import read_figures
from cchc_excel.forms.filled.grid import Grid, find_grids
from cchc_excel.forms.filled.identity import identify, likely_unit
from cchc_excel.forms.filled.points import read_points
from cchc_excel.forms.filled.procedures import read_procedures
from cchc_excel.forms.filled.reader import Reader
from cchc_excel.forms.layout import NOT_DATA
from cchc_excel.model.records import RawForm, Source, UnitReport
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Level, Location, Problem
from cchc_excel.values import fold

_MOST_OF_A_KIND = 4_000
"""Problems of one kind on one sheet that are told one by one; a form of 300 procedures has 3,300 entry cells."""


class Parsed(msgspec.Struct, frozen=True):
    """What came of a workbook: the unit and period it says it is of, and its report unless it was refused."""

    unit: str | None
    period: str | None
    report: UnitReport | None


def parse_form(raw: RawForm, source: Source, reader: Reader, wanted: str | None) -> tuple[Parsed, list[Problem]]:
    """The report of a workbook. `wanted`: the period it should be of (None: the one it names).

    Refused (no report): no codes at all, unit or period unknown or contradicted. Otherwise every figure that can be
    read is in the report, and a Problem names each that cannot.
    """
    problems: list[Problem] = []
    grids = find_grids(raw, source.name, problems)
    if not grids:
        likely = likely_unit(source, reader.catalogue, reader.names)
        return Parsed(likely, None, None), [kinds.NO_CODES(Location(source.name, unit=likely))]
    identity, further_problems = identify(raw, source, reader.catalogue, reader.names, wanted)
    problems.extend(further_problems)
    if identity.refused or identity.unit is None or identity.period is None:
        return Parsed(identity.unit, identity.period, None), _of_unit(problems, identity.unit)
    unit, period = identity.unit, reader.catalogue.periods[identity.period]
    for grid in grids.values():
        grid.unit = unit
    report = UnitReport(unit, period.code, source.name)
    owned = reader.catalogue.owned(unit, period)
    asked = bool(tasks_of(reader.catalogue, unit, period))
    answers = {TASKS.name: asked, POINTS.name: bool(asked_points(reader.catalogue, unit, period))}
    problems.extend(_absent(raw, grids, report, reader, owned, answers))
    if identity.other_catalogue and _asks_otherwise(grids, reader, unit, period, owned):
        problems.append(kinds.OTHER_CATALOGUE(Location(source.name)))
    found: list[Problem] = []
    read_figures(grids.get(FIGURES.name), report, reader, found)
    read_procedures(grids.get(PROCEDURES.name), report, reader, period, owned, found)
    read_tasks(grids.get(TASKS.name), report, reader, asked, found)
    read_ranks(grids.get(RANKS.name), report, found)
    read_points(grids.get(POINTS.name), report, reader, found)
    problems.extend(_or_untouched(found, report, reader))
    return Parsed(unit, period.code, report), _of_unit(problems, unit)


_NOT_FILLED = {kinds.NOT_ENTERED.code, kinds.NOTHING_ENTERED.code}
_NOT_ANSWERED = {kinds.TASK_NO_STATUS.code, kinds.POINTS_BLANK.code}


def _or_untouched(found: list[Problem], report: UnitReport, reader: Reader) -> list[Problem]:
    """What was found on the sheets of a form; where it came back as it was sent out one problem, in place of one for
    each cell that is blank."""
    codes = {problem.code for problem in found}
    is_blank = codes & _NOT_FILLED and codes <= _NOT_FILLED | _NOT_ANSWERED
    if is_blank and is_untouched(report, reader.catalogue.figures):
        return [kinds.UNTOUCHED(Location(report.file))]
    return found


def _asks_otherwise(
    grids: Mapping[str, Grid], reader: Reader, unit: str, period: Period, owned: Collection[str]
) -> bool:
    """Whether a form of another catalogue asks for other figures, procedures or tasks than the unit's form would today;
    tasks that it has beside those of the plan's own times were left undone before."""
    catalogue = reader.catalogue
    figures, procedures, tasks = (grids.get(kind.name) for kind in (FIGURES, PROCEDURES, TASKS))
    known = {*PROCEDURES.codes, *catalogue.flags, *catalogue.figures}
    return (
        (figures is not None and _asked(figures.codes) != {one.code for one in catalogue.typed_by(unit)})
        or (procedures is not None and _asked(procedures.codes) != set(owned))
        or (procedures is not None and not _asked(procedures.columns) <= known)
        or (procedures is not None and not {one.code for one in reader.row_figures} <= procedures.columns.keys())
        or (tasks is not None and not tasks_of(catalogue, unit, period).keys() <= tasks.codes)
    )


def _asked(codes: Iterable[str]) -> set[str]:
    return {code for code in codes if code and not code.startswith(NOT_DATA)}


def _absent(
    raw: RawForm,
    grids: Mapping[str, Grid],
    report: UnitReport,
    reader: Reader,
    owned: Collection[str],
    answers: Mapping[str, bool],
) -> Iterator[Problem]:
    """The form's sheets that are not there, or are there by name and have lost their codes; the unit's figures are
    needed, its answers are missed. `answers`: sheet -> whether it has any to give there."""
    owes = {
        FIGURES.name: bool(reader.catalogue.typed_by(report.unit)),
        PROCEDURES.name: bool(owned),
    }
    wanted = {**owes, **answers}
    named = {fold(sheet.name): sheet.name for sheet in raw.sheets}
    for kind in SHEETS:
        if kind.name in grids or not wanted.get(kind.name, True):
            continue
        sheet = named.get(fold(kind.name))
        if sheet is not None:
            yield kinds.CODES_GONE(Location(report.file, sheet), sheet=sheet)
        else:
            missing = kinds.SHEET_MISSING if kind.name in owes else kinds.SHEET_GONE
            yield missing(Location(report.file), sheet=kind.name)


def _of_unit(problems: list[Problem], unit: str | None) -> list[Problem]:
    few = _few(problems)
    return [problem if problem.unit else msgspec.structs.replace(problem, unit=unit) for problem in few]


def _few(problems: list[Problem]) -> list[Problem]:
    """The problems, of each kind on each sheet no more than a form has cells: the others are counted."""
    met: Counter[tuple[str, Level, Location]] = Counter()
    few: list[Problem] = []
    for problem in problems:
        key = problem.code, problem.level, Location(problem.file, problem.sheet)
        met[key] += 1
        if met[key] <= _MOST_OF_A_KIND:
            few.append(problem)
    for (code, level, where), count in met.items():
        if count > _MOST_OF_A_KIND:
            more = kinds.MORE_OF_A_KIND(where, count=count - _MOST_OF_A_KIND, code=code)
            few.append(more if level is Level.ERROR else more.as_warning())
    return few
