"""The wording of letters to units: texts of templates/thu/ that an officer may edit, filled by Jinja2 in the sandbox.

The first line of a text is the subject, the rest the body. What units typed is only ever a value in it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.model.files import FileEntry, FileStatus
from cchc_excel.outbox.eml import draft
from cchc_excel.problems import kinds
from cchc_excel.problems.grouping import ProblemGroup, group_problems
from cchc_excel.problems.problem import Level, Location, Problem, count_errors, each_fault
from cchc_excel.report.environment import TemplateEnvironment
from cchc_excel.report.mistakes import MISTAKES, in_words
from cchc_excel.workspace.folders import LETTERS, Folders, letter_text

_LISTED = 12
"""So many problems stand in a letter; the others are counted."""
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")


class Recipient(msgspec.Struct, frozen=True):
    """Whom a letter is to, about which period: a unit (None: not known), or else the sender of what came."""

    catalogue: Catalogue
    period: Period
    unit: str | None
    sender: str | None = None


class FileNotice(msgspec.Struct, frozen=True):
    """A file that a letter is about: its name as listed, where it is, whether anything of it was merged, what is wrong
    with it, and to whom the letter goes."""

    recipient: Recipient
    file: str
    path: Path
    merged: bool
    problems: Sequence[Problem]

    def variables(self) -> dict[str, object]:
        """The template variables of a letter about a file, beside those of every letter."""
        name = PurePosixPath(self.file).name
        lines = [_line(name, group) for group in group_problems(self.problems)]
        errors = count_errors(self.problems)
        return {
            "tep": name,
            "da_gop": self.merged,
            "so_loi": errors,
            "so_canh_bao": len(self.problems) - errors,
            "van_de": lines[:_LISTED],
            "con_lai": max(len(lines) - _LISTED, 0),
        }


def notice_of(entry: FileEntry, path: Path, own: Iterable[Problem], recipient: Recipient) -> FileNotice:
    """The notice of a file that lies at `path`. `own`: what is wrong with it; what only the office can see to is left
    out. Of a form that came back blank nothing was merged, whatever its entry says."""
    problems = [problem for problem in each_fault(own) if problem.code not in kinds.FOR_THE_OFFICE]
    blank = any(problem.code == kinds.UNTOUCHED.code for problem in problems)
    return FileNotice(recipient, entry.file, path, entry.status is FileStatus.MERGED and not blank, problems)


class Wording(msgspec.Struct, frozen=True):
    """The text of one kind of letter and the name under which mistakes in it are reported."""

    name: str
    text: str


def load_wording(folders: Folders, name: str) -> Wording:
    """The text of templates/thu/<name> that the working folder uses, whatever Notepad saved it as (UTF-8, UTF-16, or
    Vietnamese Windows). Raises OSError."""
    data = letter_text(folders, name)
    for encoding in _ENCODINGS:
        try:
            return Wording(f"templates/{LETTERS}/{name}", data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return Wording(f"templates/{LETTERS}/{name}", data.decode("utf-8", "replace"))


class Letter(msgspec.Struct, frozen=True):
    """A letter as it will be read; `to`: the address, if one is known."""

    to: str | None
    subject: str
    body: str

    def as_draft(self, attached: Mapping[str, bytes]) -> bytes:
        """The bytes of an .eml. `attached`: file name -> bytes."""
        return draft(self.to, self.subject, self.body, attached)


@functools.cache
def _environment() -> TemplateEnvironment:
    """One for all letters: a run writes, and tries beforehand, thousands."""
    environment = TemplateEnvironment()
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment


def names_in(wording: Wording) -> frozenset[str]:
    """The variables that a text asks about; none where it cannot be read, which `write_letter` tells."""
    try:
        return frozenset(_environment().compiled(wording.text).names)
    except MISTAKES:
        return frozenset()


def write_letter(
    wording: Wording, to: Recipient, variables: Mapping[str, object]
) -> tuple[Letter | None, list[Problem]]:
    """A letter to the unit's registered address, or else to the sender; None with the mistakes where the text of
    `wording` cannot be filled. `variables`: those of the template beside those that every letter has."""
    environment = _environment()
    variables = {**_common_variables(to), **variables}
    try:
        known = environment.globals.keys() | variables.keys()
        missing = sorted({*environment.compiled(wording.text).names} - known)
        if missing:
            return None, [
                kinds.LETTER_BROKEN(Location(wording.name), message=environment.unknown(name, known).told)
                for name in missing
            ]
        filled = environment.from_string(wording.text).render(variables)
    except MISTAKES as mistake:
        line, message = getattr(mistake, "lineno", None), in_words(mistake, environment)
        message = f"dòng {line}: {message}" if line else message
        return None, [kinds.LETTER_BROKEN(Location(wording.name), message=message)]
    if not filled.strip():
        return None, [kinds.LETTER_BROKEN(Location(wording.name), message="không có chữ nào")]
    subject, _, body = filled.strip().partition("\n")
    unit = to.catalogue.units.get(to.unit or "")
    return Letter((unit.email if unit else "") or to.sender, subject, body.strip() + "\n"), []


def _common_variables(to: Recipient) -> dict[str, object]:
    """The template variables of every letter."""
    info, period = to.catalogue.info, to.period
    unit = to.catalogue.units.get(to.unit or "")
    return {
        "co_quan": info.get("co_quan", ""),
        "noi_nhan": info.get("noi_nhan_bieu") or info.get("co_quan") or "Bộ phận tổng hợp",
        "email_nhan": info.get("email_nhan", ""),
        "dien_thoai": info.get("dien_thoai", ""),
        "ky": {
            "ma": period.code, "ten": period.name, "tu_ngay": period.start, "den_ngay": period.end,
            "han_nop": period.due,
        },
        "don_vi": {"ma": unit.code, "ten": unit.name} if unit else None,
    }  # fmt: skip


def _line(file: str, group: ProblemGroup) -> str:
    """ "VP.xlsx – Lỗi, TTHC!D7: …", one line whatever was typed into the cell."""
    level = "Lỗi" if group.first.level is Level.ERROR else "Xem lại"
    at = f", {group.spot}" if group.spot else ""
    return " ".join(f"{file} – {level}{at}: {group.first.message}".split())
