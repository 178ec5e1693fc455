"""The working folder: where the catalogue, the report templates, the inputs and the outputs are."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

CATALOGUE = "danh-muc.xlsx"
REPORTS = "bao-cao"
LETTERS = "thu"
RETURN_LETTER, RECEIPT_LETTER, REMINDER_LETTER = "tra-lai.txt", "bien-nhan.txt", "nhac-nop.txt"
PAGE = "tong-hop.html"
FORMS = "bieu-mau"
REMINDERS = "thu-nhac"
DOUBLE_CLICK = "Chay-cchc.bat"
_DOUBLE_CLICK_LINES = (
    "@echo off",
    "chcp 65001 >nul",
    'pushd "%~dp0"',
    'set "CCHC=cchc"',
    "where cchc >nul 2>nul",
    'if errorlevel 1 set "CCHC=py -m cchc_excel"',
    "where cchc >nul 2>nul || where py >nul 2>nul",
    'if errorlevel 1 set "CCHC=python -m cchc_excel"',
    "%CCHC%",
    'set "MA=%errorlevel%"',
    'if not "%MA%"=="0" if not "%MA%"=="2" if not "%MA%"=="130" echo Chưa chạy được. Nếu máy này chưa cài Python hoặc '
    "chưa cài cchc, xem mục Cài đặt của tệp huong-dan.md.",
    "echo.",
    "echo Nhấn một phím bất kỳ để đóng cửa sổ này.",
    "pause >nul",
)
"""For Windows: the menu in a window of its own, in this folder; the program by itself, or through whichever Python.
pushd: a folder of another computer (\\\\server\\share) gets a drive letter, without which cmd.exe cannot work in it."""


class Workplace(msgspec.Struct, frozen=True):
    """A working folder, the folders that hold its period folders, and the passwords to try on locked workbooks."""

    root: Path
    input: Path
    output: Path
    passwords: tuple[str, ...] = ()

    @property
    def templates(self) -> Path:
        return self.root / "templates"


def workplace(
    root: Path, input_folder: Path | None = None, output_folder: Path | None = None, passwords: tuple[str, ...] = ()
) -> Workplace:
    """The Workplace of a root; input and output stand in it unless named."""
    return Workplace(root, input_folder or root / "input", output_folder or root / "output", passwords)


def shipped(*names: str) -> Traversable:
    """A file or folder of the templates that come with the program."""
    place: Traversable = resources.files("cchc_excel.templates")
    for name in names:
        place = place / name
    return place


def catalogue_bytes(place: Workplace) -> tuple[str, bytes]:
    """The name (for problems) and the bytes of the catalogue: the folder's own, else the shipped one."""
    own = place.templates / CATALOGUE
    if own.is_file():
        return f"templates/{CATALOGUE}", own.read_bytes()
    return CATALOGUE, shipped(CATALOGUE).read_bytes()


def report_templates(place: Workplace) -> dict[str, bytes]:
    """The report templates by file name, sorted: those of the folder's templates/bao-cao/, and only where that is
    absent the shipped ones. Lock files of Excel are passed over."""
    own = place.templates / REPORTS
    files: list[Traversable] = list(own.iterdir()) if own.is_dir() else list(shipped(REPORTS).iterdir())
    chosen = [file for file in files if _is_template(file.name)]
    return {file.name: file.read_bytes() for file in sorted(chosen, key=lambda file: file.name)}


def letter_text(place: Workplace, name: str) -> bytes:
    """The wording of a letter: the folder's own templates/thu/<name>, else the shipped one."""
    own = place.templates / LETTERS / name
    return own.read_bytes() if own.is_file() else shipped(LETTERS, name).read_bytes()


def page_template(place: Workplace) -> bytes:
    """The template of the page: the folder's own, else the shipped one."""
    own = place.templates / PAGE
    return own.read_bytes() if own.is_file() else shipped(PAGE).read_bytes()


def is_word(name: str) -> bool:
    """Whether a report template is a Word document; every other one is a workbook."""
    return name.lower().endswith(".docx")


def _is_template(name: str) -> bool:
    return name.lower().endswith((".xlsx", ".docx")) and not name.startswith("~$")


def periods_in_use(place: Workplace, codes: Iterable[str]) -> set[str]:
    """The periods, of these codes, that have files in input/ or forms in output/."""
    folders = {code: (place.input / code, place.output / code / FORMS) for code in codes}
    return {code for code, both in folders.items() if any(one.is_dir() and any(one.iterdir()) for one in both)}


def install_templates(root: Path) -> list[str]:
    """Put the shipped templates into a folder with empty input/ and output/, and a file to double-click; overwrite
    nothing. Returns what was made."""
    made: list[str] = []
    for folder in ("input", "output"):
        if not (root / folder).is_dir():
            (root / folder).mkdir(parents=True)
            made.append(f"{folder}/")
    wanted = [(name, shipped(name)) for name in (CATALOGUE, PAGE)]
    if not (root / "templates" / REPORTS).is_dir():
        wanted += [(f"{REPORTS}/{file.name}", file) for file in shipped(REPORTS).iterdir() if _is_template(file.name)]
    wanted += [(f"{LETTERS}/{file.name}", file) for file in shipped(LETTERS).iterdir() if file.name.endswith(".txt")]
    for name, file in sorted(wanted, key=lambda pair: pair[0]):
        target = root / "templates" / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            made.append(f"templates/{name}")
    if not (root / DOUBLE_CLICK).exists():
        (root / DOUBLE_CLICK).write_bytes("".join(f"{line}\r\n" for line in _DOUBLE_CLICK_LINES).encode())
        made.append(DOUBLE_CLICK)
    return made
