"""`cchc procedures import`: a published list of procedures becomes rows of sheet TTHC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

import msgspec

from cchc_excel.catalogue.differences import Row, rows_of
from cchc_excel.catalogue.read import is_flag
from cchc_excel.catalogue.sheet import find_sheet
from cchc_excel.catalogue.write import SheetRow
from cchc_excel.commands.change_catalogue import Target, open_import, try_change, write_change
from cchc_excel.imports.procedure_flags import FlagNames, levels_left
from cchc_excel.imports.procedures import ListedProcedure, find_procedures, merge_procedures
from cchc_excel.model.records import RawForm
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, has_errors
from cchc_excel.values import clean_text, fold, today_here
from cchc_excel.workspace.folders import Folders

PROCEDURES = "TTHC"
_MANY = 5
"""Fewer procedures may well end in a year, be they most of a small office's."""


class ProceduresImport(msgspec.Struct, frozen=True):
    """What came of an import: how many procedures the list has (0: there is no list), every problem, what changes and
    what was written, in words; `flags`: flag -> the heading of the list's column that it is taken from."""

    listed: int
    problems: Sequence[Problem]
    changes: Sequence[str] = ()
    written: Sequence[str] = ()
    flags: Mapping[str, str] = {}


def import_procedures_file(folders: Folders, file: Path, *, only_check: bool) -> ProceduresImport:
    """Bring sheet TTHC of the catalogue in templates/ up to a list. Nothing is written with `only_check`, nor where the
    file holds no list or the catalogue would have an error; the former catalogue is kept in cu/."""
    opened, problems = open_import(folders, file, None)
    if opened is None:
        return ProceduresImport(0, problems)
    raw, target = opened
    labels = _flag_labels(target.raw)
    listed, flags, problems = find_procedures(raw, file.name, labels)
    if not listed:
        return ProceduresImport(0, problems or [kinds.IMPORT_NO_PROCEDURES(Location(file.name))])
    rows = rows_of(find_sheet(target.raw, PROCEDURES))
    problems += _many_end(rows, {one.code for one in listed}, file.name)
    present = {row.get("mã", ""): row.keys() & labels.keys() for row in rows}
    problems += levels_left({one.code: one.flags for one in listed}, present, FlagNames(labels), file.name)
    trial = try_change(target, {PROCEDURES: lambda rows: _merged(rows, listed, target)}, {}, lambda problem: problem)
    problems = [*problems, *trial.problems]
    if only_check or has_errors(problems) or not trial.changes:
        return ProceduresImport(len(listed), problems, trial.changes, flags=flags)
    written, write_problems = write_change(folders, target, trial.data)
    return ProceduresImport(len(listed), [*problems, *write_problems], trial.changes, written, flags)


def _many_end(rows: Sequence[Row], listed: Set[str], file: str) -> list[Problem]:
    """A warning where most procedures in force (of `rows` of sheet TTHC) are not in the list (codes): it may be that of
    one field."""
    in_force = {row.get("mã", "") for row in rows if not row.get("hiệu lực đến")}
    ended = len(in_force - listed)
    if ended < _MANY or 2 * ended <= len(in_force):
        return []
    return [kinds.IMPORT_MANY_END(Location(file), ended=ended, count=len(in_force))]


def _flag_labels(raw: RawForm) -> dict[str, str]:
    """The flags of sheet TTHC, and what sheet Thông tin calls them."""
    info = {row.get("khoá", ""): row.get("giá trị", "") for row in rows_of(find_sheet(raw, "Thông tin"))}
    sheet = find_sheet(raw, PROCEDURES)
    titles = [clean_text(title) for title in (sheet.rows[0] if sheet and sheet.rows else [])]
    return {title: info.get(title, "") for title in titles if is_flag(title)}


def _merged(rows: Sequence[SheetRow], listed: Sequence[ListedProcedure], target: Target) -> list[SheetRow]:
    units: dict[str, str] = {}
    for unit in rows_of(find_sheet(target.raw, "Đơn vị")):
        for name in (unit.get("mã", ""), unit.get("tên", ""), *unit.get("tên gọi khác", "").split(";")):
            units.setdefault(fold(name), unit.get("mã", ""))
    return merge_procedures(rows, listed, units, today_here())
