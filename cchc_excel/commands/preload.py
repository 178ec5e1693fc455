"""Load modules on the side, while a run waits for something else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress


def preload(*imports: Callable[[], object]) -> list[threading.Thread]:
    """Begin to import modules in threads of their own, one after another: reading waits for its child processes, and
    pandas, lxml and Jinja2 take half a second to load. `imports`: functions that import, such as those below. Whoever
    needs the modules joins the thread before: of a module whose loading fails meanwhile Python gives the half."""
    threads: list[threading.Thread] = []
    for load in imports:
        threads.append(threading.Thread(target=_load, args=(load, *threads[-1:]), daemon=True))
        threads[-1].start()
    return threads


def import_analysis() -> None:
    """Load what adds the figures of many units up: pandas."""
    from cchc_excel.compute import analyse, frame_totals  # noqa: F401


def import_reports() -> None:
    """Load what writes reports: lxml, Jinja2, xlsxwriter."""
    from cchc_excel.commands import write_reports  # noqa: F401


def _load(load: Callable[[], object], after: threading.Thread | None = None) -> None:
    if after:
        after.join()
    with suppress(Exception):  # reported where the module is imported in earnest
        load()
