"""The working folder: where the catalogue, the report templates, the inputs and the outputs are."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel.workspace.output_names import FORMS, LOCK_FILES, PAGE, REPORTS

CATALOGUE = "danh-muc.xlsx"
GUIDE = "huong-dan.html"
"""At the top of a working folder."""
LETTERS = "thu"
RETURN_LETTER, RECEIPT_LETTER, REMINDER_LETTER = "tra-lai.txt", "bien-nhan.txt", "nhac-nop.txt"


class Folders(msgspec.Struct, frozen=True):
    """A working folder, the folders that hold its period folders, and the passwords to try on locked workbooks.

    `year`: the folder of templates/ that serves one year ("2022"; "": none): report templates, letters and page that
    stand in it replace those of templates/.
    """

    root: Path
    input: Path
    output: Path
    passwords: tuple[str, ...] = ()
    year: str = ""

    @property
    def templates(self) -> Path:
        """Where the department's own catalogue and templates are; it need not be there."""
        return self.root / "templates"

    def of_year(self, year: str) -> Folders:
        """The same, with the templates of a year ("": those of templates/ alone)."""
        return msgspec.structs.replace(self, year=year)

    def own(self, name: str) -> Path:
        """A file or folder of templates/: the year's, where it has one."""
        of_year = self.templates / self.year / name
        return of_year if self.year and of_year.exists() else self.templates / name


def folders_at(
    root: Path, input_folder: Path | None = None, output_folder: Path | None = None, passwords: tuple[str, ...] = ()
) -> Folders:
    """The Folders of a root; input/ and output/ stand in it unless others are named. `passwords`: to try on locked
    workbooks. Nothing is looked up or made."""
    return Folders(root, input_folder or root / "input", output_folder or root / "output", passwords)


def shipped(*names: str) -> Traversable:
    """A file or folder of the templates that come with the program. `names`: the folders that lead to it, and its
    own."""
    template: Traversable = resources.files("cchc_excel.templates")
    for name in names:
        template = template / name
    return template


def catalogue_files(folders: Folders) -> dict[str, bytes]:
    """The catalogues of the working folder by name (for problems): that of templates/, else the shipped one, then those
    of the folders named after a year, the latest first. Raises OSError."""
    own = folders.templates / CATALOGUE
    main = {f"templates/{CATALOGUE}": own} if own.is_file() else {CATALOGUE: shipped(CATALOGUE)}
    years = sorted((path for path in folders.templates.glob("[0-9]" * 4) if (path / CATALOGUE).is_file()), reverse=True)
    files: dict[str, Traversable] = {
        **main,
        **{f"templates/{path.name}/{CATALOGUE}": path / CATALOGUE for path in years},
    }
    return {name: file.read_bytes() for name, file in files.items()}


def year_of_file(catalogue: str) -> str:
    """The year whose folder a catalogue stands in ("templates/2022/danh-muc.xlsx": "2022"); "" for that of
    templates/."""
    folder = PurePosixPath(catalogue).parent.name
    return folder if folder.isdecimal() else ""


def report_templates(folders: Folders) -> dict[str, bytes]:
    """The report templates by file name, sorted: those of the folder's templates/bao-cao/, and only where that is
    absent the shipped ones. Lock files of Excel are passed over. Raises OSError."""
    own = folders.own(REPORTS)
    files: list[Traversable] = list(own.iterdir()) if own.is_dir() else list(shipped(REPORTS).iterdir())
    chosen = [file for file in files if is_template(file.name)]
    return {file.name: file.read_bytes() for file in sorted(chosen, key=lambda file: file.name)}


def letter_text(folders: Folders, name: str) -> bytes:
    """The wording of a letter: the folder's own templates/thu/<name>, else the shipped one. Raises OSError."""
    own = folders.own(LETTERS) / name
    return own.read_bytes() if own.is_file() else shipped(LETTERS, name).read_bytes()


def letter_texts(folders: Folders) -> dict[str, bytes]:
    """The wording of every letter by file name. Raises OSError."""
    return {name: letter_text(folders, name) for name in (RETURN_LETTER, RECEIPT_LETTER, REMINDER_LETTER)}


def page_template(folders: Folders) -> bytes:
    """The template of tong-hop.html: the folder's own, else the shipped one. Raises OSError."""
    own = folders.own(PAGE)
    return own.read_bytes() if own.is_file() else shipped(PAGE).read_bytes()


def is_word(name: str) -> bool:
    """Whether a report template is a Word document; every other one is a workbook."""
    return name.lower().endswith(".docx")


def is_template(name: str) -> bool:
    """Whether a file name is that of a report template, and not that of the lock file of an open one."""
    return name.lower().endswith((".xlsx", ".docx")) and not name.startswith(LOCK_FILES)


def periods_in_use(folders: Folders, codes: Iterable[str]) -> set[str]:
    """The period codes, of these, that have files in input/ or blank workbooks in output/."""
    used = {code: (folders.input / code, folders.output / code / FORMS) for code in codes}
    return {code for code, both in used.items() if any(folder.is_dir() and any(folder.iterdir()) for folder in both)}
