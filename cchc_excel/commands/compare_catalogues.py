"""`cchc catalogue check` and `cchc catalogue diff`: what is wrong in the catalogues, and what differs between two."""

from __future__ import annotations

from pathlib import Path

from cchc_excel.catalogue.differences import differences, touched
from cchc_excel.catalogue.model import DERIVED, Catalogue
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.commands.session import no_files, read_catalogues
from cchc_excel.model.records import RawForm
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, system_reason
from cchc_excel.reading.workbook import read_bytes
from cchc_excel.workspace.folders import Folders, catalogue_files


def check_catalogues(folders: Folders) -> tuple[list[str], list[Problem]]:
    """Every catalogue of the working folder with what it holds, a line each, and everything that is wrong in them.
    Raises OSError where one cannot be read."""
    files, problems = read_catalogues(catalogue_files(folders))
    lines: list[str] = []
    for name in files:
        own_first = {name: files[name], **files}
        catalogue, mistakes = CatalogueSet(own_first).serving(None)
        problems.extend(mistakes)
        lines.append(f"{name}: {_holds(catalogue) if catalogue else 'có lỗi, chưa dùng được'}")
    return lines, list(dict.fromkeys(problems))


def _holds(catalogue: Catalogue) -> str:
    tasks = [item for item in catalogue.items.values() if item.is_task]
    nobodys = sum(not item.leads for item in tasks)
    of_nobody = f", {nobodys} không đơn vị nào chủ trì" if nobodys else ""
    figures = len(catalogue.figures.keys() - set(DERIVED))
    return (
        f"{len(catalogue.periods)} kỳ, {len(catalogue.units)} đơn vị, {len(catalogue.procedures)} dòng thủ tục, "
        f"{len(catalogue.plan)} dòng kế hoạch ({len(tasks)} nhiệm vụ{of_nobody}), {figures} số liệu, "
        f"{len(catalogue.indicators)} chỉ tiêu, {len(catalogue.scores)} dòng chấm điểm"
    )


def compare(old: Path, new: Path) -> tuple[list[str] | None, list[Problem]]:
    """What the new of two catalogues has otherwise, in words, and what that touches; None where one cannot be opened.
    The mistakes of one that is broken are told: then only its cells are compared."""
    absent = no_files([old, new])
    if absent:
        return None, absent
    read: list[RawForm] = []
    problems: list[Problem] = []
    for path in (old, new):
        try:
            raw, mistakes = read_bytes(path.name, path.read_bytes())
        except OSError as error:
            return None, [kinds.FILE_OPEN(Location(str(path)), reason=system_reason(error))]
        if raw is None:
            return None, mistakes
        read.append(raw)
    catalogues = []
    for path, raw in zip((old, new), read, strict=True):
        catalogue, mistakes = CatalogueSet({path.name: raw}).serving(None)
        catalogues.append(catalogue)
        problems.extend(mistakes if catalogue is None else [])
    before, after = catalogues
    effects = touched(before, after) if before and after else []
    return [*differences(*read), *effects], problems
