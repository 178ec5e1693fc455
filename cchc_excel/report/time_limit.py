"""An end for work that may never come to one: loops in loops of a template.

Between two steps of Python the thread that works is made to raise; no process of its own is needed, and so it works
wherever Python does. What a library does in one step is not cut short.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 1.0
"""Seconds until it is made to raise once more: what is raised in a destructor, or in a callback of the garbage
collector, is lost, and the work goes on."""


class TooSlowError(BaseException):
    """The time is over. No Exception, which what stands inside might take for a mistake of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlowError in what stands inside, once it has taken so many seconds."""
    worker = ctypes.c_ulong(threading.get_ident())
    lock, done = threading.Lock(), threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            wait = _AGAIN
            with lock:
                if not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, ctypes.py_object(TooSlowError))

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            done.set()
