"""Load modules on the side, while a run waits for something else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress


def preload(*imports: Callable[[], object]) -> None:
    """Begin to import modules in a thread of their own, one after another: reading waits for its child processes, and
    pandas, lxml and Jinja2 take half a second to load. `imports`: functions that import, such as those below. Whoever
    imports the modules afterwards finds them loaded, waits for the rest, or meets the error that came of it."""
    threading.Thread(target=_load, args=(imports,), daemon=True).start()


def import_analysis() -> None:
    """Load what adds the figures of many units up: pandas."""
    from cchc_excel.compute import analyse, frame_totals  # noqa: F401


def import_reports() -> None:
    """Load what writes reports: lxml, Jinja2, xlsxwriter."""
    from cchc_excel.commands import write_reports  # noqa: F401


def _load(imports: tuple[Callable[[], object], ...]) -> None:
    for load in imports:
        with suppress(Exception):  # reported where the module is imported in earnest
            load()
