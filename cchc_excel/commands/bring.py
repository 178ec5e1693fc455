"""`cchc bring`: what other systems export is written into a blank workbook, which the unit looks through and sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.unit_model import Unit
from cchc_excel.commands.blank import Asked, write_blank_forms
from cchc_excel.commands.session import Progress, no_files, no_progress
from cchc_excel.forms.blank.parts import Brought
from cchc_excel.imports.exports import FoundFigure, find_figures, one_of_each
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, system_reason
from cchc_excel.reading.document import read_export
from cchc_excel.workspace.folders import Folders


def bring_files(
    folders: Folders, files: Sequence[Path], unit: str, period: str, progress: Progress = no_progress
) -> tuple[list[str], list[Problem]]:
    """Write a unit's blank workbook of a period with what the exports have for it, each cell with a comment; into
    output/<kỳ>/bieu-mau/, never into input/. Returns its path below output/<kỳ>/; nothing is written where anything is
    an error."""
    absent = no_files(files)
    if absent:
        return [], absent

    def bring(catalogue: Catalogue, of: Unit, asked: Asked) -> tuple[Mapping[tuple[str, str], Brought], list[Problem]]:
        return _found(catalogue, of, asked, files)

    return write_blank_forms(folders, period, [unit], progress, bring)


def _found(
    catalogue: Catalogue, unit: Unit, asked: Asked, files: Sequence[Path]
) -> tuple[dict[tuple[str, str], Brought], list[Problem]]:
    if not catalogue.sources:
        return {}, [kinds.BRING_NO_SOURCES()]
    every: list[FoundFigure] = []
    problems: list[Problem] = []
    for file in files:
        found, told = _of_file(catalogue, unit, file)
        every += found
        problems += told
    called = {code: spec.name for code, spec in catalogue.figures.items()}
    chosen = list(one_of_each(every, called))
    problems += [one for one in chosen if isinstance(one, Problem)]
    brought, place_problems = _placed(unit, asked, [one for one in chosen if isinstance(one, FoundFigure)], called)
    problems += place_problems
    if not brought:
        problems.append(kinds.BRING_NOTHING())
    return brought, problems


def _placed(
    unit: Unit, asked: Asked, found: Sequence[FoundFigure], called: Mapping[str, str]
) -> tuple[dict[tuple[str, str], Brought], list[Problem]]:
    """What is found, in the cells that the form has for it; a procedure that is not in the unit's list, though the
    export says that it has dossiers of it, in a spare row. Reported: what gets one, what has no place. `called`:
    figure -> name."""
    brought: dict[tuple[str, str], Brought] = {}
    spare: dict[str, Problem] = {}
    unplaced: list[Problem] = []
    for one in found:
        spot, where = (one.procedure, one.figure), Location(one.file, one.sheet, one.cells[0], unit.code)
        if spot in asked.others and one.source.names_unit and len({*spare, one.procedure}) <= asked.spare_rows:
            spare.setdefault(one.procedure, kinds.BRING_SPARE_ROW(where, code=one.procedure))
        elif spot not in asked.cells:
            unplaced.append(kinds.BRING_NOT_ASKED(where, name=f"{called[one.figure]} {one.procedure}".strip()))
            continue
        brought[spot] = Brought(one.value, one.origin)
    return brought, [*spare.values(), *unplaced]


def _names(unit: Unit) -> list[str]:
    """What an export may call a unit."""
    return [name for name in (unit.code, unit.name, unit.short, *unit.aliases) if name]


def _of_file(catalogue: Catalogue, unit: Unit, file: Path) -> tuple[list[FoundFigure], list[Problem]]:
    try:
        raw, problems = read_export(file.name, file.read_bytes())
    except OSError as error:
        return [], [kinds.FILE_OPEN(Location(file.name), reason=system_reason(error))]
    if raw is None:
        return [], problems
    others = [name for other in catalogue.units.values() if other.code != unit.code for name in _names(other)]
    found, told = find_figures(raw, file.name, catalogue.sources, catalogue.figures, _names(unit), others)
    return found, [*problems, *told]
