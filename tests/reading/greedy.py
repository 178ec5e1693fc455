"""A reading that eats memory; a module of its own, so that a child process can import it."""

from __future__ import annotations

from cchc_excel.model.records import RawForm, Source
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.child import MEMORY
from cchc_excel.reading.workbook import read_file


def greedy(source: Source) -> tuple[RawForm | None, list[Problem]]:
    """Reading, in which one workbook needs more memory than there is."""
    if "tham" in source.name:
        raise AssertionError(f"there was room for {len(bytearray(MEMORY))} bytes")
    return read_file(source)
