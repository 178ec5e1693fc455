"""What a run is doing, on a terminal, once it takes more than a second."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.status import Status

QUIET = 1.0
"""Seconds before anything is shown: most runs are over by then."""


class _Line:
    """The line at the foot of the terminal: silent at first, then kept up to date by rich's own thread."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._doing = ""
        self._shown: Status | None = None
        self._timer = threading.Timer(QUIET, self._show)
        self._timer.daemon = True
        self._timer.start()

    def tell(self, doing: str) -> None:
        """What the run is doing from now on."""
        with self._lock:
            self._doing = doing
            if self._shown:
                self._shown.update(_plain(doing))

    def close(self) -> None:
        """Take the line away."""
        self._timer.cancel()
        with self._lock:
            if self._shown:
                self._shown.stop()
            self._shown = None
            self._doing = ""

    def _show(self) -> None:
        from rich.console import Console

        with self._lock:
            if self._doing:
                self._shown = Console(file=self._stream).status(_plain(self._doing))
                self._shown.start()


def _plain(doing: str) -> str:
    """The text with nothing in it for rich to read as markup: file names hold what they like."""
    from rich.markup import escape

    return escape(doing)


@contextmanager
def progress_on(stream: TextIO) -> Iterator[Callable[[str], None]]:
    """A function to tell what the run is doing; shown on the stream while it is a terminal, else nowhere."""
    if not stream.isatty():
        yield lambda _doing: None
        return
    line = _Line(stream)
    try:
        yield line.tell
    finally:
        line.close()
