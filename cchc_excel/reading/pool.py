"""Work on foreign workbooks in child processes: one that hangs or kills its reader costs its own file, never the run.

A child is a fresh interpreter that runs `serve`. Any pool that maps a picklable function over its input could stand in
for `read_all`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Generic, Protocol, TypeAlias, TypeVar

from cchc_excel.model.records import Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.reading.child import receive, send

DEADLINE = 60.0
"""Seconds for one workbook: a thousand times what an honest one takes."""
PASSWORD = "CCHC_IMAP_PASSWORD"
"""The environment variable of the mailbox's password: a process that reads foreign bytes does not get it."""
_AHEAD = 4
"""Workbooks read ahead for each child, so that memory stays flat."""
_WORTH_A_CHILD = 40
"""Workbooks that take about as long as it takes to start one more child."""


class Named(Protocol):
    """What a job is done with: it has the name of its file in problems."""

    @property
    def name(self) -> str: ...


Item = TypeVar("Item", bound=Named)
Data = TypeVar("Data")
Answer: TypeAlias = tuple[Data | None, list[Problem]]
Job: TypeAlias = Callable[[Item], Answer[Data]]
"""What is done with each workbook; picklable, its answer too."""


class Child(Generic[Item, Data]):
    """One process for a job; started when first asked, started anew after it died."""

    def __init__(
        self, job: Job[Item, Data], deadline: float, command: tuple[str, ...] = ("-m", "cchc_excel.reading.child")
    ) -> None:
        self._job, self._deadline, self._command = job, deadline, command
        self._process: subprocess.Popen[bytes] | None = None
        self._closing = threading.Lock()
        self._closed = threading.Event()
        self._due: float | None = None

    def ask(self, item: Item) -> Answer[Data]:
        """What the job makes of a workbook, or the Problem that it took too long or killed the process."""
        if self._process and self._process.poll() is not None:
            self.close()  # it died between two workbooks: neither is to blame
        fresh = self._process is None
        process = self._process or self._start()
        self._due = time.monotonic() + self._deadline
        try:
            assert process.stdin and process.stdout  # both are pipes
            if fresh:
                send(process.stdin, self._job)
            send(process.stdin, item)
            answer: Answer[Data] | None = receive(process.stdout)
        except (OSError, ValueError):  # the pipe is broken, or closed by another thread
            answer = None
        due, self._due = self._due, None
        if answer is not None:
            return answer
        self.close()
        if time.monotonic() >= due:
            return None, [kinds.FILE_TOO_SLOW(Location(item.name), seconds=round(self._deadline))]
        return None, [kinds.FILE_KILLED(Location(item.name))]

    def _watch(self, process: subprocess.Popen[bytes], closed: threading.Event) -> None:
        """Kill the process when it has been at one workbook for too long. One thread for as long as the process lives:
        to start one for each workbook costs a third of what the parent does for it."""
        pause = self._deadline
        while not closed.wait(pause):
            due = self._due
            pause = self._deadline if due is None else due - time.monotonic()
            if pause <= 0:
                process.kill()
                return

    def kill(self) -> None:
        """Make it stop answering, from any thread: whoever asks it gets no answer and closes it."""
        process = self._process
        if process:
            process.kill()

    def close(self) -> None:
        """End the process, from any thread."""
        with self._closing:
            process, self._process = self._process, None
            self._closed.set()
            if process:
                process.kill()
                process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, *self._command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name != PASSWORD},
        )
        self._closed = threading.Event()
        threading.Thread(target=self._watch, args=(self._process, self._closed), daemon=True).start()
        return self._process


def read_all(
    sources: Iterable[Source], job: Job[Source, Data], jobs: int | None = None, deadline: float = DEADLINE
) -> Iterator[tuple[Source, Data | None, list[Problem]]]:
    """What the job makes of every workbook, in the order given. `jobs`: processes (None: one a core, where there is
    enough to do); `deadline`: seconds for one workbook."""
    wanted = list(sources)
    count = min(jobs or os.cpu_count() or 1, len(wanted) if jobs else -(-len(wanted) // _WORTH_A_CHILD))
    if not count:
        return
    children: SimpleQueue[Child[Source, Data]] = SimpleQueue()
    everyone = [Child(job, deadline) for _ in range(count)]
    for child in everyone:
        children.put(child)

    def read(source: Source) -> Answer[Data]:
        child = children.get()
        try:
            return child.ask(source)
        finally:
            children.put(child)

    pending: deque[tuple[Source, Future[Answer[Data]]]] = deque()
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


def _next(pending: deque[tuple[Source, Future[Answer[Data]]]]) -> tuple[Source, Data | None, list[Problem]]:
    source, future = pending.popleft()
    data, problems = future.result()
    return source, data, problems
