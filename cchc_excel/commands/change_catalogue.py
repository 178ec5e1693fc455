"""What commands that change a catalogue share: which one is meant, the change tried before it counts, the former one
kept in cu/."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from cchc_excel.catalogue.differences import differences, touched
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.period_sheet import PERIOD_SHEET
from cchc_excel.catalogue.sheet import find_sheet
from cchc_excel.catalogue.write import ChangeRows, change_rows
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.commands.session import no_files, read_catalogues
from cchc_excel.model.records import RawForm
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, system_reason
from cchc_excel.reading.document import read_document
from cchc_excel.reading.workbook import read_bytes
from cchc_excel.values import clean_text
from cchc_excel.workspace.folders import Folders, catalogue_files
from cchc_excel.workspace.publish import keep_copy, replace_file


class Target(msgspec.Struct, frozen=True):
    """A catalogue that is to be changed: its name as in problems, its bytes, the workbook as read, and those of the
    other years."""

    name: str
    data: bytes
    raw: RawForm
    others: dict[str, RawForm]

    def read(self, raw: RawForm) -> tuple[Catalogue | None, list[Problem]]:
        """A workbook in the place of this catalogue, as the program reads it."""
        return CatalogueSet({self.name: raw, **self.others}).serving(None)


class Trial(msgspec.Struct, frozen=True):
    """A change that was tried: the new bytes, and as read; its problems (those that the catalogue had before aside);
    what it changes, in words."""

    data: bytes
    raw: RawForm
    problems: list[Problem]
    changes: list[str]


def find_target(folders: Folders, year: int | None) -> tuple[Target | None, list[Problem]]:
    """The catalogue of a year (None: that of templates/, or the shipped one in its place). Raises OSError."""
    files = catalogue_files(folders)
    read, problems = read_catalogues(files)
    if len(read) < len(files):
        return None, problems
    chosen = next((name for name, raw in read.items() if year is None or _is_of(name, raw, year)), None)
    if chosen is None:
        return None, [kinds.IMPORT_YEAR(year=year)]
    others = {name: raw for name, raw in read.items() if name != chosen}
    return Target(chosen, files[chosen], read[chosen], others), []


def open_import(folders: Folders, file: Path, year: int | None) -> tuple[tuple[RawForm, Target] | None, list[Problem]]:
    """The file to be imported as read, and the catalogue that it goes into (`find_target`); None where one of them
    cannot be opened."""
    absent = no_files([file])
    if absent:
        return None, absent
    try:
        raw, problems = read_document(file.name, file.read_bytes())
        target, target_problems = find_target(folders, year)
    except OSError as error:
        return None, [kinds.FILE_OPEN(Location(file.name), reason=system_reason(error))]
    return ((raw, target) if raw and target else None), [*problems, *target_problems]


def _is_of(name: str, raw: RawForm, year: int) -> bool:
    """Whether a catalogue lists periods of a year."""
    sheet = find_sheet(raw, PERIOD_SHEET)
    codes = [clean_text(row[0]) for row in (sheet.rows if sheet else []) if row]
    return any(re.search(rf"(?<!\d){year}(?!\d)", code) for code in (*codes, name))


def try_change(
    target: Target, changes: Mapping[str, ChangeRows], headings: Mapping[str, tuple[str, ...]],
    place: Callable[[Problem], Problem],
) -> Trial:  # fmt: skip
    """Change rows of sheets (sheet -> what its rows become; `headings`: those that it needs) in memory, and read the
    result. `place`: a problem of the new catalogue as it is told, at the place that its user knows."""
    data = change_rows(target.data, changes, headings)
    raw, problems = read_bytes(target.name, data)
    assert raw is not None, problems
    before, present = target.read(target.raw)
    after, found = target.read(raw)
    known = set(present)
    told = [place(problem) for problem in found if problem not in known or problem.sheet in changes]
    effects = touched(before, after) if before and after else []
    return Trial(data, raw, told, [*differences(target.raw, raw), *effects])


def write_change(folders: Folders, target: Target, data: bytes) -> tuple[list[str], list[Problem]]:
    """Put the changed catalogue in its place, a copy of the former one in cu/ beside it. Returns what was written and
    kept, in words; nothing is changed where that fails."""
    name = target.name if target.name.startswith("templates/") else f"templates/{target.name}"
    path: Path = folders.root / name
    try:
        kept = keep_copy(path.parent, path.name, target.data)
        replace_file(path, data)
    except OSError as error:
        return [], [kinds.OUTPUT_FAILED(Location(name), file=name, reason=system_reason(error))]
    folder = path.parent.relative_to(folders.root).as_posix()
    return [f"Đã ghi {name}", f"Danh mục cũ còn ở {folder}/{kept}; muốn bỏ việc vừa làm thì chép nó đè lại."], []
