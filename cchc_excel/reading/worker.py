"""Reading in child processes: a workbook that hangs or kills the reader costs its own file, never the run.

A child is a fresh interpreter that imports only what reading needs, spoken to over its pipes: 4 bytes of length, then
the pickled question or answer. It ends when its standard input does, so it never outlives the parent.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import IO, Any

from cchc_excel import problems
from cchc_excel.nouns import RawForm, Source
from cchc_excel.problems import Problem, Where
from cchc_excel.reading.door import read_file

DEADLINE = 60.0
"""Seconds for one workbook: a thousand times what an honest one takes."""
_MEMORY = 2 << 30
_AHEAD = 4
"""Workbooks read ahead for each child, so that memory stays flat."""
_LENGTH = struct.Struct(">I")
Answer = tuple[RawForm | None, list[Problem]]


class Child:
    """One reading process; started when first asked, started anew after it died."""

    def __init__(self, deadline: float, command: tuple[str, ...] = ("-m", "cchc_excel.reading.worker")) -> None:
        self._deadline, self._command = deadline, command
        self._process: subprocess.Popen[bytes] | None = None
        self._closing = threading.Lock()

    def ask(self, source: Source) -> Answer:
        """The workbook, or the Problem that its reading took too long or killed the process."""
        process = self._process or self._start()
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(self._deadline, stop)
        timer.start()
        try:
            assert process.stdin and process.stdout  # both are pipes
            _send(process.stdin, source)
            answer: Answer | None = _receive(process.stdout)
        except (OSError, ValueError):  # the pipe is broken, or closed by another thread
            answer = None
        finally:
            timer.cancel()
        if answer is not None:
            return answer
        self.close()
        if expired.is_set():
            return None, [problems.FILE_TOO_SLOW(Where(source.name), seconds=round(self._deadline))]
        return None, [problems.FILE_KILLED(Where(source.name))]

    def kill(self) -> None:
        """Make it stop answering, from any thread: whoever asks it gets no answer and closes it."""
        process = self._process
        if process:
            process.kill()

    def close(self) -> None:
        """End the process, from any thread."""
        with self._closing:
            process, self._process = self._process, None
            if process:
                process.kill()
                process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, *self._command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process


def read_all(
    sources: Iterable[Source], jobs: int | None = None, deadline: float = DEADLINE
) -> Iterator[tuple[Source, RawForm | None, list[Problem]]]:
    """Every workbook in the order given. `jobs`: processes (None: one a core); `deadline`: seconds for one workbook."""
    wanted = list(sources)
    count = min(jobs or os.cpu_count() or 1, len(wanted))
    if not count:
        return
    children: SimpleQueue[Child] = SimpleQueue()
    everyone = [Child(deadline) for _ in range(count)]
    for child in everyone:
        children.put(child)

    def read(source: Source) -> Answer:
        child = children.get()
        try:
            return child.ask(source)
        finally:
            children.put(child)

    pending: deque[tuple[Source, Future[Answer]]] = deque()
    try:
        with ThreadPoolExecutor(count) as pool:
            try:
                for source in wanted:
                    pending.append((source, pool.submit(read, source)))
                    if len(pending) > count * _AHEAD:
                        yield _next(pending)
                while pending:
                    yield _next(pending)
            finally:
                for _, future in pending:
                    future.cancel()
                for child in everyone:
                    child.kill()
    finally:  # the pool's threads are done
        for child in everyone:
            child.close()


def _next(pending: deque[tuple[Source, Future[Answer]]]) -> tuple[Source, RawForm | None, list[Problem]]:
    source, future = pending.popleft()
    raw, found = future.result()
    return source, raw, found


def _send(pipe: IO[bytes], message: object) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return pickle.loads(data) if len(data) == length else None


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """What a child does: read each workbook it is asked for until nobody asks."""
    while (source := _receive(questions)) is not None:
        _send(answers, read_file(source))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _limit_memory()
    channel = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may get into the pipe
    serve(sys.stdin.buffer, channel)
