"""Work on foreign workbooks in child processes: one that hangs or kills its reader costs its own file, never the run.

A child is a fresh interpreter that runs reading/child.py, from the installed program alone: a file of any name in the
folder where the command runs is data, never code. Any pool that maps a picklable function over its input could stand in
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
from cchc_excel.reading import child as child_module
from cchc_excel.reading.child import MEMORY, receive, send

CHILD_MODULE = child_module.__name__
"""What a child process runs; by this name it is found in a list of processes."""
DEADLINE = 60.0
"""Seconds for one workbook: a thousand times what an honest one takes."""
PASSWORD = "CCHC_IMAP_PASSWORD"
"""The environment variable of the mailbox's password: a process that reads foreign bytes does not get it."""
_STARTS = 2
"""One that dies while it starts may have been killed from outside; two are a machine that has no room."""
_AHEAD = 4
"""Workbooks read ahead for each child, so that memory stays flat."""
_WORTH_A_CHILD = 40
"""Workbooks that take about as long as it takes to start one more child."""


class ReaderError(OSError):
    """No reading process can be started on this machine: no workbook is to blame."""


class Named(Protocol):
    """What a handler is called with: it has the name of its file in problems."""

    @property
    def name(self) -> str: ...


Item = TypeVar("Item", bound=Named)
Data = TypeVar("Data")
Answer: TypeAlias = tuple[Data | None, list[Problem]]
Handler: TypeAlias = Callable[[Item], Answer[Data]]
"""What a child does with each workbook; picklable, its answer too."""


class Child(Generic[Item, Data]):
    """One process that runs a handler; started when first asked, started anew after it died.

    `deadline`: seconds for one workbook, then the process is killed; `command`: what the interpreter is started with.
    """

    def __init__(
        self, handler: Handler[Item, Data], deadline: float, command: tuple[str, ...] = ("-P", "-m", CHILD_MODULE)
    ) -> None:
        self._handler, self._deadline, self._command = handler, deadline, command
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline: int | None = None
        self._closing = threading.Lock()
        self._closed = threading.Event()
        self._killed = threading.Event()
        self._due: float | None = None

    def ask(self, item: Item) -> Answer[Data]:
        """The handler's answer for a workbook; `(None, [problem])` where it took too long or killed the process. Raises
        ReaderError where no process can be started, and what pickling the item raises."""
        if self._process and self._process.poll() is not None:
            self.close()  # it died between two workbooks: neither is to blame
        process = self._process or self._started()
        self._due = time.monotonic() + self._deadline
        try:
            assert process.stdin and process.stdout  # both are pipes
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
        self._killed.set()
        process = self._process
        if process:
            process.kill()

    def close(self) -> None:
        """End the process, from any thread."""
        with self._closing:
            process, self._process = self._process, None
            lifeline, self._lifeline = self._lifeline, None
            self._closed.set()
            if process:
                process.kill()
                process.communicate()
            if lifeline is not None:
                os.close(lifeline)

    def _started(self) -> subprocess.Popen[bytes]:
        """A process that has the handler and waits to be asked. Raises ReaderError."""
        for _ in range(_STARTS):
            try:
                process = self._start()
                assert process.stdin and process.stdout
                send(process.stdin, (self._handler, self._deadline))
                if receive(process.stdout):
                    return process
            except (OSError, ValueError):
                pass
            self.close()
            if self._killed.is_set():
                break
        raise ReaderError

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if name != PASSWORD}
        kept, passed = os.pipe()[::-1] if sys.platform == "linux" else (None, None)
        self._lifeline = kept
        try:
            self._process = subprocess.Popen(
                [sys.executable, *self._command, *([] if passed is None else [str(passed)])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                pass_fds=() if passed is None else (passed,),
            )
        finally:
            if passed is not None:
                os.close(passed)
        if sys.platform == "win32":
            from cchc_excel.reading.job import put_in_job

            put_in_job(int(self._process._handle), MEMORY)
        self._closed = threading.Event()
        threading.Thread(target=self._watch, args=(self._process, self._closed), daemon=True).start()
        return self._process


def read_all(
    sources: Iterable[Source], handler: Handler[Source, Data], processes: int | None = None, deadline: float = DEADLINE
) -> Iterator[tuple[Source, Data | None, list[Problem]]]:
    """(source, data, problems) for every workbook, in the order given: the handler's answer. `processes`: how many
    (None: one a core, where there is enough to do); `deadline`: seconds for one workbook."""
    queued = list(sources)
    count = min(processes or os.cpu_count() or 1, len(queued) if processes else -(-len(queued) // _WORTH_A_CHILD))
    if not count:
        return
    idle: SimpleQueue[Child[Source, Data]] = SimpleQueue()
    children = [Child(handler, deadline) for _ in range(count)]
    for child in children:
        idle.put(child)

    def read(source: Source) -> Answer[Data]:
        child = idle.get()
        try:
            return child.ask(source)
        finally:
            idle.put(child)

    pending: deque[tuple[Source, Future[Answer[Data]]]] = deque()
    try:
        with ThreadPoolExecutor(count) as pool:
            try:
                for source in queued:
                    pending.append((source, pool.submit(read, source)))
                    if len(pending) > count * _AHEAD:
                        yield _next(pending)
                while pending:
                    yield _next(pending)
            finally:
                for _, future in pending:
                    future.cancel()
                for child in children:
                    child.kill()
    finally:  # the pool's threads are done
        for child in children:
            child.close()


def _next(pending: deque[tuple[Source, Future[Answer[Data]]]]) -> tuple[Source, Data | None, list[Problem]]:
    source, future = pending.popleft()
    data, problems = future.result()
    return source, data, problems
