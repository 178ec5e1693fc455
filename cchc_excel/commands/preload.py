"""Load modules on the side, while a run waits for something else."""

from __future__ import annotations

import importlib
import threading
from contextlib import suppress


def preload(*modules: str) -> None:
    """Begin to import modules in a thread of their own: reading waits for its child processes, and pandas, lxml and
    Jinja2 take half a second to load. Whoever imports them afterwards finds them loaded, waits for the rest, or meets
    the error that came of it."""
    threading.Thread(target=_load, args=(modules,), daemon=True).start()


def _load(modules: tuple[str, ...]) -> None:
    for module in modules:
        with suppress(Exception):  # it is told where the module is imported in earnest
            importlib.import_module(module)
