"""Reading processes that serve one command after another: to start one costs half of what a small command takes.

A process is handed on only between commands that would have started the same one (same interpreter, folder,
environment), and only if it has answered whatever it was asked. How processes start, die and end is tested where none
is kept: tests/reading, and every test that runs the command as a process of its own.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cchc_excel.reading import pool
from cchc_excel.reading import process as reading_process
from cchc_excel.reading.process import ReadingProcess

_MOST_SERVED = 50
"""Commands that one process serves: what it holds on to grows no further."""
_shelf: dict[Hashable, list[_KeptProcess]] = {}
_lock = threading.Lock()


class _KeptProcess(ReadingProcess):
    """One that goes back to the shelf where it would end."""

    def __init__(self, command: tuple[str, ...], deadline: float, place: Hashable) -> None:
        super().__init__(command, deadline)
        self._place, self._served = place, 0
        self._has_answered = False

    def _answer(self, work: object, item: object) -> Any:
        self._has_answered = False
        answer = super()._answer(work, item)
        self._has_answered = answer is not None
        return answer

    def end(self) -> None:
        self._served += 1
        if self._has_answered and self.is_there and self._served < _MOST_SERVED:
            with _lock:
                _shelf.setdefault(self._place, []).append(self)
        else:
            super().end()


def _taken(command: tuple[str, ...], deadline: float) -> ReadingProcess:
    """A process from the shelf, or a new one."""
    environment = frozenset(pair for pair in os.environ.items() if pair[0] != "PYTEST_CURRENT_TEST")
    place = (os.getpid(), sys.executable, Path.cwd(), environment, command, deadline)
    with _lock:
        waiting = _shelf.get(place, [])
        while waiting:
            process = waiting.pop()
            if process.is_there:
                return process
    return _KeptProcess(command, deadline, place)


@contextmanager
def kept_processes() -> Iterator[None]:
    """Commands run in here take their reading processes from those before, and leave them to those after."""
    with (
        patch.object(pool, "ReadingProcess", _taken),
        patch.object(reading_process, "started_early", lambda _module: nullcontext()),
    ):
        yield


@atexit.register
def _end_all() -> None:
    for waiting in _shelf.values():
        for process in waiting:
            ReadingProcess.end(process)
