"""Whether results can be written, known before the work that would be lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, system_reason
from cchc_excel.workspace.output_names import STATE


def cannot_write(folder: Path) -> list[Problem]:
    """A Problem where nothing can be written into a period's folder of results, or where it would be made. Tried, since
    rights alone say little on Windows; nothing is left of the trial."""
    there = next(one for one in (folder / STATE, folder, *folder.parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=there) as trial:
            trial.write(b"\n")
    except OSError as error:
        return [kinds.OUTPUT_FAILED(file=folder.as_posix(), reason=system_reason(error))]
    return []
