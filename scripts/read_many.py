"""Runs a folder of foreign files through the program and counts what should never be: for anyone with a corpus.

    python -m scripts.read_many FOLDER… [--as workbooks|mails|templates] [--seconds 20] [--libreoffice] [--list]

Workbooks are read as `cchc check` reads them, and again by openpyxl: a cell that differs is counted. With
--libreoffice, those that were refused as damaged are opened by LibreOffice (soffice on the path). Mails are taken apart
as `cchc collect` does, templates filled with no names and marked as drafts, Word ones too. Each file has a process and
a deadline, as in the program; without --as, the ending of a file says what it is. Nothing is written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from openpyxl import load_workbook

from cchc_excel.inbox.archive import unpack
from cchc_excel.inbox.listing import WORKBOOKS
from cchc_excel.model.records import RawForm, RawSheet, Source, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.cleaned import clean
from cchc_excel.reading.pool import Child
from cchc_excel.reading.process import CHILD_MODULE
from cchc_excel.reading.workbook import read_file
from cchc_excel.report.fill_template import fill_template
from cchc_excel.workspace.folders import is_word

MAILS = frozenset({".eml", ".emlx", ".msg", ".mbox", ".mbx"})
TEMPLATES = frozenset({".docx", ".xltx"})
DAMAGED = (
    kinds.FILE_UNREADABLE.code,
    kinds.FILE_NOT_WORKBOOK.code,
    kinds.FILE_KILLED.code,
    kinds.TEMPLATE_UNREADABLE.code,
)
DEADLINE = 120.0
MARK = "BẢN NHÁP"
_COMPARED = frozenset({".xlsx", ".xlsm"})
_LARGEST = 4 << 20
"""Bytes of a workbook that openpyxl reads too: it is slow."""
_MOST_ROWS, _MOST_COLUMNS = 2_000, 200
"""As far as two readings are compared: beyond it are blanks without end."""
_NAMED = 10


class Outcome(msgspec.Struct):
    """What became of one file: codes of problems, the text of an exception ("" for none), seconds that the program took
    (not the second reader), cells that the second reader reads otherwise."""

    codes: list[str] = []
    crash: str = ""
    seconds: float = 0.0
    differing: list[str] = []


def look(source: Source) -> tuple[Outcome, list[Problem]]:
    """One file, as what its sender says that it is. Runs in a child process."""
    outcome = Outcome()
    start = time.monotonic()
    try:
        kind = source.sender or "workbooks"
        if kind == "mails":
            deliveries = unpack(source.name, source.path.read_bytes())
            outcome.codes = [problem.code for delivery in deliveries for problem in delivery.problems]
        elif kind == "templates":
            _, problems = fill_template(source.name, source.path.read_bytes(), {}, source.name, source.name, MARK)
            outcome.codes = [problem.code for problem in problems]
        else:
            raw, problems = read_file(source)
            outcome.codes = [problem.code for problem in problems]
            outcome.seconds = time.monotonic() - start
            if raw:
                _compare(source, raw, outcome)
    except BaseException:  # noqa: BLE001 - what is looked for
        outcome.crash = traceback.format_exc()
    outcome.seconds = outcome.seconds or time.monotonic() - start
    gc.collect()  # the second reader leaves a great deal
    return outcome, []


def _compare(source: Source, raw: RawForm, outcome: Outcome) -> None:
    """Read a workbook again, and note the cells that differ; none where the second reader cannot read it."""
    if source.path.suffix.lower() not in _COMPARED or source.path.stat().st_size >= _LARGEST:
        return
    try:
        book = load_workbook(source.path, read_only=True, data_only=True)
        for sheet in raw.sheets:
            if sheet.name in book.sheetnames and hasattr(book[sheet.name], "iter_rows"):
                rows = book[sheet.name].iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
                outcome.differing.extend(_differing(sheet, rows))
    except Exception:  # noqa: BLE001 - whatever it stumbles over
        return


def _differing(sheet: RawSheet, rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The cells of a sheet with a number or a text that the second reader reads otherwise."""
    for row, cells in enumerate(rows):
        for column, theirs in enumerate(cells):
            ours = sheet.cell(row, column)
            if not _same(ours, theirs) and (row, column) not in sheet.errors:
                yield f"{sheet.name}!{address(row, column)}: {ours!r} / {theirs!r}"


def _same(ours: object, theirs: object) -> bool:
    """Whether two readers mean the same; of moments only that both see one: they round seconds in their own ways."""
    moments = (dt.date, dt.time, dt.timedelta)
    if isinstance(ours, moments) or isinstance(theirs, moments):
        return isinstance(ours, moments) == isinstance(theirs, moments) or isinstance(theirs, int | float)
    if isinstance(theirs, str) and theirs.startswith("#"):
        return ours is None or ours == theirs
    return ours == clean(theirs) if isinstance(theirs, str | int | float | bool | None) else True


def _kind_of(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in MAILS:
        return "mails"
    return "templates" if suffix in TEMPLATES else "workbooks" if suffix in WORKBOOKS else ""


def opened_by_libreoffice(path: Path) -> bool:
    """Whether LibreOffice makes a workbook of a file, or a document of a Word template."""
    kind = "docx" if is_word(path.name) else "xlsx"
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/p",
            "--convert-to",
            "docx:MS Word 2007 XML" if kind == "docx" else "xlsx:Calc MS Excel 2007 XML",
        ]
        done = subprocess.run([*command, "--outdir", folder, str(path)], capture_output=True, timeout=180, check=False)
        return done.returncode == 0 and any(Path(folder).glob(f"*.{kind}"))


def run(paths: Sequence[Path], kind: str, seconds: float, *, libreoffice: bool) -> Mapping[str, list[str]]:
    """What is counted -> the files."""
    counts: dict[str, list[str]] = {
        name: [] for name in ("files", "tracebacks", "ended", "slow", "refused", "differing", "opened by LibreOffice")
    }
    child = Child(look, DEADLINE, ("-m", CHILD_MODULE))
    try:
        for path in paths:
            what = kind or _kind_of(path)
            if not what:
                continue
            counts["files"].append(str(path))
            outcome, problems = child.ask(Source(path.name, path, what))
            codes = [problem.code for problem in problems] if outcome is None else outcome.codes
            if outcome is None:
                counts["ended"].append(f"{path} {codes}")
            elif outcome.crash:
                counts["tracebacks"].append(f"{path}\n{outcome.crash}")
            if outcome and outcome.seconds > seconds:
                counts["slow"].append(f"{path} {outcome.seconds:.0f} s")
            if codes:
                counts["refused"].append(f"{path} {codes}")
            if outcome and outcome.differing:
                counts["differing"].append(f"{path} {outcome.differing[:3]}")
            if libreoffice and set(codes) & set(DAMAGED) and opened_by_libreoffice(path):
                counts["opened by LibreOffice"].append(f"{path} {codes}")
    finally:
        child.close()
    return counts


def main(arguments: Sequence[str]) -> int:
    """Print the counts; 1 where something crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--as", dest="kind", choices=("workbooks", "mails", "templates"), default="")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--libreoffice", action="store_true")
    parser.add_argument("--list", action="store_true", help="every file of a count, not the first few")
    given = parser.parse_args(arguments)
    if given.libreoffice and not shutil.which("soffice"):
        parser.error("soffice is not on the path")
    paths = sorted(path for folder in given.folders for path in folder.rglob("*") if path.is_file())
    counts = run(paths, given.kind, given.seconds, libreoffice=given.libreoffice)
    for name, files in counts.items():
        print(f"{len(files):6} {name}")
        if name != "files":
            print("".join(f"         {line}\n" for line in files[: None if given.list else _NAMED]), end="")
    return 1 if counts["tracebacks"] or counts["ended"] else 0


if __name__ == "__main__":
    from scripts.read_many import main as run_by_name  # the child process looks its work up by the module's name

    sys.exit(run_by_name(sys.argv[1:]))
