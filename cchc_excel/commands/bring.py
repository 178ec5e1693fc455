"""`cchc bring`: what other systems export is written into a blank workbook, which the unit looks through and sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc_excel.catalogue.model import Catalogue, Unit
from cchc_excel.commands.blank import Asked, write_blank_forms
from cchc_excel.commands.session import Progress, no_progress
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
    names = [unit.code, unit.name, unit.short, *unit.aliases]
    for file in files:
        found, told = _of_file(catalogue, file, names)
        every += found
        problems += told
    brought: dict[tuple[str, str], Brought] = {}
    called = {code: spec.name for code, spec in catalogue.figures.items()}
    for one in one_of_each(every, called):
        if isinstance(one, Problem):
            problems.append(one)
        elif (one.procedure, one.figure) in asked:
            brought[one.procedure, one.figure] = Brought(one.value, one.origin)
        else:
            name = f"{called[one.figure]} {one.procedure}".strip()
            problems.append(kinds.BRING_NOT_ASKED(Location(one.file, one.sheet, one.cells[0], unit.code), name=name))
    if not brought:
        problems.append(kinds.BRING_NOTHING())
    return brought, problems


def _of_file(catalogue: Catalogue, file: Path, names: Sequence[str]) -> tuple[list[FoundFigure], list[Problem]]:
    try:
        raw, problems = read_export(file.name, file.read_bytes())
    except OSError as error:
        return [], [kinds.FILE_OPEN(Location(file.name), reason=system_reason(error))]
    if raw is None:
        return [], problems
    found, told = find_figures(raw, file.name, catalogue.sources, catalogue.figures, [one for one in names if one])
    return found, [*problems, *told]
