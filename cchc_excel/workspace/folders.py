"""The working folder: where the catalogue, the report templates, the inputs and the outputs are."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from cchc_excel.workspace.output_names import FORMS, PAGE, REPORTS

CATALOGUE = "danh-muc.xlsx"
LETTERS = "thu"
RETURN_LETTER, RECEIPT_LETTER, REMINDER_LETTER = "tra-lai.txt", "bien-nhan.txt", "nhac-nop.txt"


class Folders(msgspec.Struct, frozen=True):
    """A working folder, the folders that hold its period folders, and the passwords to try on locked workbooks."""

    root: Path
    input: Path
    output: Path
    passwords: tuple[str, ...] = ()

    @property
    def templates(self) -> Path:
        return self.root / "templates"


def folders_at(
    root: Path, input_folder: Path | None = None, output_folder: Path | None = None, passwords: tuple[str, ...] = ()
) -> Folders:
    """The Folders of a root; input and output stand in it unless named."""
    return Folders(root, input_folder or root / "input", output_folder or root / "output", passwords)


def shipped(*names: str) -> Traversable:
    """A file or folder of the templates that come with the program."""
    at: Traversable = resources.files("cchc_excel.templates")
    for name in names:
        at = at / name
    return at


def catalogue_bytes(folders: Folders) -> tuple[str, bytes]:
    """The name (for problems) and the bytes of the catalogue: the folder's own, else the shipped one."""
    own = folders.templates / CATALOGUE
    if own.is_file():
        return f"templates/{CATALOGUE}", own.read_bytes()
    return CATALOGUE, shipped(CATALOGUE).read_bytes()


def report_templates(folders: Folders) -> dict[str, bytes]:
    """The report templates by file name, sorted: those of the folder's templates/bao-cao/, and only where that is
    absent the shipped ones. Lock files of Excel are passed over."""
    own = folders.templates / REPORTS
    files: list[Traversable] = list(own.iterdir()) if own.is_dir() else list(shipped(REPORTS).iterdir())
    chosen = [file for file in files if is_template(file.name)]
    return {file.name: file.read_bytes() for file in sorted(chosen, key=lambda file: file.name)}


def letter_text(folders: Folders, name: str) -> bytes:
    """The wording of a letter: the folder's own templates/thu/<name>, else the shipped one."""
    own = folders.templates / LETTERS / name
    return own.read_bytes() if own.is_file() else shipped(LETTERS, name).read_bytes()


def page_template(folders: Folders) -> bytes:
    """The template of the page: the folder's own, else the shipped one."""
    own = folders.templates / PAGE
    return own.read_bytes() if own.is_file() else shipped(PAGE).read_bytes()


def is_word(name: str) -> bool:
    """Whether a report template is a Word document; every other one is a workbook."""
    return name.lower().endswith(".docx")


def is_template(name: str) -> bool:
    return name.lower().endswith((".xlsx", ".docx")) and not name.startswith("~$")


def periods_in_use(folders: Folders, codes: Iterable[str]) -> set[str]:
    """The periods, of these codes, that have files in input/ or forms in output/."""
    used = {code: (folders.input / code, folders.output / code / FORMS) for code in codes}
    return {code for code, both in used.items() if any(folder.is_dir() and any(folder.iterdir()) for folder in both)}
