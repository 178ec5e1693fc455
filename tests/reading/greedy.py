"""Readings that go wrong; a module of its own, so that a child process can import it."""

from __future__ import annotations

import os
import signal

from cchc_excel.model.records import RawForm, Source
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.child import MEMORY
from cchc_excel.reading.workbook import read_file


def greedy(source: Source) -> tuple[RawForm | None, list[Problem]]:
    """Reading, in which one workbook needs more memory than there is."""
    if "tham" in source.name:
        raise AssertionError(f"there was room for {len(bytearray(MEMORY))} bytes")
    return read_file(source)


def busy(_source: Source) -> tuple[RawForm | None, list[Problem]]:
    """Reading that never ends, and hears nothing meanwhile: the sum is taken inside of C, which looks up for nobody."""
    return None, [sum(range(10**14))]  # type: ignore[list-item]


def killing(source: Source) -> tuple[RawForm | None, list[Problem]]:
    """Reading, in which one workbook kills its reader."""
    if "tham" in source.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_file(source)


def killed_once(source: Source) -> tuple[str, list[Problem]]:
    """Reading, in which the reader is killed the first time."""
    try:
        source.path.with_suffix(".thử").touch(exist_ok=False)
    except FileExistsError:
        return source.name, []
    os.kill(os.getpid(), signal.SIGKILL)
    return "", []


def naming(source: Source) -> tuple[str, list[Problem]]:
    """Reads nothing."""
    return source.name, []
