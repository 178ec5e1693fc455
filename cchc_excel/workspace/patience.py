"""Files moved and removed where others look at them for a moment.

Windows refuses to move or remove what anybody has open, and virus scanners, the search index and OneDrive open whatever
is new. They let go in a moment; Excel does not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds before each further try."""


def patiently(act: Callable[[], object]) -> None:
    """Do something to a file, again after a pause where it is refused. Raises what `act` raises; PermissionError where
    it is still refused after the last pause."""
    for pause in _PAUSES:
        try:
            act()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    act()


def move(source: Path, target: Path) -> None:
    """Give a file or folder another name, in the place of the file that has it. Raises OSError."""
    patiently(partial(source.replace, target))
