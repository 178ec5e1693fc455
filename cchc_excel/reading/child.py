"""What a reading process runs: workbooks asked about over its pipes, answered in turn.

A message is 4 bytes of length, then a pickled object. The first is the handler, a function of an item (a Source) that
gives `(data, problems)`; then each item is answered. The process ends when its standard input does, so it never
outlives its parent. It loads no more than the handler does: it is started for every run.
"""

from __future__ import annotations

import pickle
import struct
import sys
from collections.abc import Callable
from typing import IO, Any

MEMORY = 2 << 30
"""Bytes that one process may take, where the system can limit it (POSIX); elsewhere the guard's limits on what a
workbook unpacks to bound it."""
_LENGTH = struct.Struct(">I")


def send(pipe: IO[bytes], message: object) -> None:
    """Write a message. Raises OSError where the other side has ended, and what pickling raises."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message; None where the other side has ended."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return pickle.loads(data) if len(data) == length else None


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each item that is asked about with the handler, until nobody asks."""
    handler: Callable[[object], object] | None = receive(questions)
    while handler is not None and (item := receive(questions)) is not None:
        send(answers, handler(item))


def limit_memory() -> None:
    """Let this process take no more than MEMORY, where the system can limit it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    limit_memory()
    channel = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may get into the pipe
    serve(sys.stdin.buffer, channel)
