"""What a reading process runs: workbooks asked about over its pipes, answered in turn.

A message is 4 bytes of length, then a pickled pair. The first is ((handler, seconds), None): a function of an item (a
Source) that gives `(data, problems)`, and how long one answer may take; it is answered by True. Then (None, item) is
answered by what the handler gives, until another handler takes its place. It loads no more than the handler does: it is
started for every run. Its arguments: the pipe that its parent holds open (Linux), and a module to load at once; either
may be blank.

The process never outlives its parent. Idle, it ends when its standard input does. Busy, maybe inside of a parser that
hears nothing, it is ended by the system: by Windows with the job it is in (job.py), by Linux when the pipe that the
parent holds open breaks. Whatever comes, it is over when its seconds are.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import os
import pickle
import select
import signal
import struct
import sys
from collections.abc import Callable
from typing import IO, Any

MEMORY = 2 << 30
"""Bytes that one process may take, by a limit of its own (POSIX) or of the job it is in (Windows)."""
GRACE = 3.0
"""Seconds after its time is over that a process waits to be ended by its parent, which can say why."""
_LENGTH = struct.Struct(">I")


def send(pipe: IO[bytes], message: object) -> None:
    """Write a message. Raises OSError where the other side has ended, and what pickling raises."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message; None where the other side has ended. Raises OSError, and what unpickling raises. Both ends are
    this program: what comes by the pipe is trusted."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return pickle.loads(data) if len(data) == length else None


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each item that is asked about with the handler last given, until nobody asks."""
    handler: Callable[[object], object]
    seconds: float
    while (message := receive(questions)) is not None:
        work, item = message
        if work is not None:
            handler, seconds = work
            send(answers, True)
            continue
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True)  # a thread of C's own: no parser can hold it up
        answer = handler(item)
        faulthandler.cancel_dump_traceback_later()
        send(answers, answer)


def limit_memory() -> None:
    """Let this process take no more than MEMORY, where the system can limit it; less, where somebody has limited it
    already."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def end_with(lifeline: int) -> None:
    """Let the system kill this process as soon as nobody holds the other end of a pipe (Linux)."""
    if sys.platform == "linux":
        import fcntl

        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
        if select.select([lifeline], [], [], 0)[0]:  # nobody did any more before the system was told
            os._exit(1)


if __name__ == "__main__":
    held_open, early_module = sys.argv[1:]
    if held_open:
        end_with(int(held_open))
    limit_memory()
    channel = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may get into the pipe
    if early_module:
        importlib.import_module(early_module)
    serve(sys.stdin.buffer, channel)
