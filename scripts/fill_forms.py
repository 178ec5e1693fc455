"""Blank forms filled and saved by LibreOffice, as units do it: for the scripts that make examples."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc_excel.fill.ooxml import Package

_CORE = "docProps/core.xml"
SYSTEM_PYTHON = "/usr/bin/python3"
Cell = tuple[str, int, int, str | int | float]
"""Sheet, row and column counted from 0, what is typed; days as "2022-03-14"."""


def fill_forms(folder: Path, forms: Mapping[str, tuple[bytes, Sequence[Cell]]], saved: str) -> None:
    """Write filled forms into a folder, <unit>.xlsx each. `forms`: unit -> the blank form and what is typed into it;
    `saved`: the moment that each says it was saved ("2022-03-16T08:00:00Z")."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as drafts:
        jobs = []
        for unit, (blank, cells) in forms.items():
            source = Path(drafts) / f"{unit}.xlsx"
            source.write_bytes(blank)
            jobs.append({"source": str(source), "target": str(folder / source.name), "cells": cells})
        script = Path(__file__).with_name("fill_by_libreoffice.py")
        subprocess.run([SYSTEM_PYTHON, str(script)], input=json.dumps(jobs), text=True, check=True)
    for unit in forms:
        _fix_time(folder / f"{unit}.xlsx", saved)


def _fix_time(file: Path, saved: str) -> None:
    """Replace the moment of saving by a fixed one."""
    package = Package(file.read_bytes())
    core = package.parts[_CORE]
    start, end = core.index(b"<dcterms:modified"), core.index(b"</dcterms:modified>")
    package.parts[_CORE] = core[: core.index(b">", start) + 1] + saved.encode() + core[end:]
    file.write_bytes(package.save())
