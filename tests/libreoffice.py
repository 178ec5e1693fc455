"""LibreOffice as an independent judge: it prints our files and calculates them again, from scratch.

Each call has its own profile, so tests may run side by side. `soffice --convert-to` trusts cached values unless
the profile says otherwise; this one says that every formula is calculated on loading, so a wrong cached value shows.
"""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501 - LibreOffice's own form
_SECONDS = 120


def to_pdf(path: Path, out_dir: Path) -> Path:
    """The file printed to PDF; returns the PDF's path in `out_dir`."""
    return _converted(path, out_dir, "pdf", "pdf")


def all_to_pdf(files: Sequence[Path], out_dir: Path) -> list[Path]:
    """Files printed to PDF in one go, in `out_dir` under their own names."""
    return _all_converted(files, out_dir, "pdf", "pdf")


def all_to_xlsx(files: Sequence[Path], out_dir: Path) -> list[Path]:
    """Workbooks opened and saved again in one go, in `out_dir` under their own names."""
    return _all_converted(files, out_dir, "xlsx:Calc MS Excel 2007 XML", "xlsx")


def fitted(files: Sequence[Path], out_dir: Path) -> list[Path]:
    """Workbooks whose rows LibreOffice fitted to their texts, in `out_dir` under their own names. (It fits none of a
    file that it only converts.)"""
    out_dir.mkdir(parents=True, exist_ok=True)
    made = [out_dir / file.name for file in files]
    _by_hand(
        [
            {"source": str(file), "target": str(target), "cells": [], "fit": True}
            for file, target in zip(files, made, strict=True)
        ]
    )
    return made


def typed(file: Path, targets: Mapping[Path, Sequence[Sequence[object]]]) -> None:
    """A workbook opened, typed into and saved, as .xls or .ods where a target has this ending. `targets`: where to ->
    [sheet, row, column, value], counted from 0."""
    _by_hand(
        [
            {"source": str(file), "target": str(target), "cells": cells, **_FILTERS.get(target.suffix, {})}
            for target, cells in targets.items()
        ]
    )


_FILTERS = {".xls": {"filter": "MS Excel 97"}, ".ods": {"filter": "calc8"}}


def _by_hand(jobs: Sequence[Mapping[str, object]]) -> None:
    script = Path(__file__).resolve().parent.parent / "scripts" / "fill_by_libreoffice.py"
    command = ["/usr/bin/python3", str(script)]
    run = subprocess.run(command, input=json.dumps(jobs), text=True, capture_output=True, timeout=_SECONDS, check=False)
    assert run.returncode == 0, run.stderr


def recalculated(path: Path, out_dir: Path, seconds: float = _SECONDS) -> Path:
    """The workbook calculated from scratch and saved as .xlsx in `out_dir` (not the file's own folder). Raises
    TimeoutExpired after so many seconds."""
    return _all_converted([path], out_dir, "xlsx:Calc MS Excel 2007 XML", "xlsx", seconds)[0]


def differing_formulas(path: Path, out_dir: Path) -> tuple[int, list[str]]:
    """How many formula cells a workbook has, and those whose cached value is not what LibreOffice calculates ("" and
    no value are the same; numbers are compared to nine digits)."""
    formulas = formulas_of(path)
    ours, theirs = values_at(path, formulas), values_at(recalculated(path, out_dir), formulas)
    wrong = []
    for place in formulas:
        found, wanted = ours[place], theirs[place]
        if not _same("" if found is None else found, "" if wanted is None else wanted):
            sheet, row, column = place
            wrong.append(f"{sheet}!{get_column_letter(column)}{row}: {found!r}, LibreOffice {wanted!r}")
    return len(formulas), wrong


Place: TypeAlias = tuple[str, int, int]
"""Sheet, row and column, from 1."""


def formulas_of(path: Path) -> dict[Place, str]:
    """Every formula of a workbook, as openpyxl reads it ("=A1+1")."""
    found: dict[Place, str] = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row, cells in enumerate(sheet.iter_rows(), start=1):
            for column, cell in enumerate(cells, start=1):
                if cell.data_type == "f":
                    text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                    found[sheet.title, row, column] = str(text)
    return found


def values_at(path: Path, places: Iterable[Place]) -> dict[Place, object]:
    """The values that a workbook holds at places, of formulas those that were saved with it."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {(sheet, row, column): book[sheet].cell(row, column).value for sheet, row, column in places}


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float) and not isinstance(one, bool):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return one == other


def _converted(path: Path, out_dir: Path, target: str, suffix: str) -> Path:
    return _all_converted([path], out_dir, target, suffix)[0]


def _all_converted(
    files: Sequence[Path], out_dir: Path, target: str, suffix: str, seconds: float = _SECONDS
) -> list[Path]:
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lo-profile-") as profile:
        user = Path(profile) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", target, "--outdir", str(out_dir), *(str(file) for file in files)]
        said = _run(command, seconds)
    made = [out_dir / f"{file.stem}.{suffix}" for file in files]
    absent = [file.name for file in made if not file.exists()]
    assert not absent, f"LibreOffice did not convert {absent}: {said!r}"
    return made


def _run(command: Sequence[str], seconds: float) -> bytes:
    """What a command says. Raises TimeoutExpired when it was ended with all that it had started: soffice is a script,
    and without it the program would go on for ever."""
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        return run.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        raise
