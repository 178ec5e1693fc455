"""Reports printed to PDF by an office program of the machine: LibreOffice, or Excel and Word on Windows. None comes
with the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, system_reason
from cchc_excel.workspace.output_names import PRINTED

Printer: TypeAlias = Callable[[Path, Sequence[Path]], None]
"""Prints the files given, all in one folder, as <name without ending>.pdf into that folder."""
_START, _EACH = 120, 60
"""Seconds that starting an office program, and printing one report with it, may take."""


def print_reports(reports: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Problem]]:
    """Print reports (path below output/<kỳ>/ -> bytes): path of each PDF -> its bytes. A machine without an office
    program, and a report that could not be printed, is a warning."""
    printer = find_printer()
    if printer is None:
        return {}, [kinds.NO_PDF_PROGRAM()]
    names = _pdf_names(reports)
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        # Numbers for names: two reports may differ in their ending only.
        files = {Path(folder) / f"{number}{PurePosixPath(path).suffix}": path for number, path in enumerate(reports)}
        for file, path in files.items():
            file.write_bytes(reports[path])
        reason = _run(printer, Path(folder), list(files))
        printed = {names[path]: file.with_suffix(".pdf") for file, path in files.items()}
        made = {name: pdf.read_bytes() for name, pdf in printed.items() if pdf.is_file()}
    lacking = [path for path in reports if names[path] not in made]
    return made, [kinds.PDF_FAILED(Location(path), file=path, reason=reason or "không rõ vì sao") for path in lacking]


def _run(printer: Printer, folder: Path, files: Sequence[Path]) -> str:
    """Print; returns why it did not go well, "" where it did."""
    try:
        printer(folder, files)
    except subprocess.TimeoutExpired:
        return "quá lâu không xong"
    except subprocess.CalledProcessError as error:
        return f"chương trình in kết thúc với mã {error.returncode}"
    except OSError as error:
        return system_reason(error)
    return ""


def _pdf_names(reports: Mapping[str, bytes]) -> dict[str, str]:
    """Where the PDF of each report goes: bao-cao/pdf/<name>.pdf; the ending stays where two differ in nothing else."""
    stems = Counter(PurePosixPath(path).with_suffix("") for path in reports)
    names = {path: PurePosixPath(path) for path in reports}
    return {
        path: f"{PRINTED}/{name.stem if stems[name.with_suffix('')] == 1 else name.name}.pdf"
        for path, name in names.items()
    }


def find_printer() -> Printer | None:
    """What prints on this machine: LibreOffice where it is installed, else Excel and Word; None: nothing."""
    office = _libreoffice()
    if office is not None:
        return lambda folder, files: _by_libreoffice(office, folder, files)
    return _by_excel if _has_excel() else None


def _libreoffice() -> str | None:
    """LibreOffice's program: on the PATH, or where its installers put it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")]
    usual = [Path(folder) / "LibreOffice" / "program" / "soffice.exe" for folder in folders if folder]
    usual.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return found or next((str(path) for path in usual if path.is_file()), None)


def _by_libreoffice(office: str, folder: Path, files: Sequence[Path]) -> None:
    # A profile of its own: beside a LibreOffice that is open, a second one would hand its work over and end.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    _wait(command, len(files), os.environ)


def _has_excel() -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Excel.Application"))
    except OSError:
        return False
    return True


def _by_excel(folder: Path, files: Sequence[Path]) -> None:
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _EXCEL_AND_WORD]
    _wait(command, len(files), os.environ | {"CCHC_PDF": str(folder)})


_EXCEL_AND_WORD = """
$ErrorActionPreference = 'Stop'
$books = @(Get-ChildItem -LiteralPath $env:CCHC_PDF -Filter *.xlsx)
$texts = @(Get-ChildItem -LiteralPath $env:CCHC_PDF -Filter *.docx)
if ($books.Count) {
  $excel = New-Object -ComObject Excel.Application
  try {
    $excel.DisplayAlerts = $false
    foreach ($file in $books) {
      $book = $excel.Workbooks.Open($file.FullName, 0, $true)
      $book.ExportAsFixedFormat(0, [IO.Path]::ChangeExtension($file.FullName, 'pdf'))
      $book.Close($false)
    }
  } finally { $excel.Quit() }
}
if ($texts.Count) {
  $word = New-Object -ComObject Word.Application
  try {
    $word.DisplayAlerts = 0
    foreach ($file in $texts) {
      $text = $word.Documents.Open($file.FullName, $false, $true)
      $text.ExportAsFixedFormat([IO.Path]::ChangeExtension($file.FullName, 'pdf'), 17)
      $text.Close($false)
    }
  } finally { $word.Quit() }
}
"""


def _wait(command: Sequence[str], files: int, environment: Mapping[str, str]) -> None:
    """Run a program to its end. Raises OSError, CalledProcessError, TimeoutExpired."""
    subprocess.run(
        command, env=dict(environment), stdin=subprocess.DEVNULL, capture_output=True, check=True,
        timeout=_START + _EACH * files,
    )  # fmt: skip
