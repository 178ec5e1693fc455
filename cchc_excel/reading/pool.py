"""Work on foreign workbooks in child processes: one that hangs or kills its reader costs its own file, never the run.

A child is a fresh interpreter that runs reading/child.py, from the installed program alone: a file of any name in the
folder where the command runs is data, never code. Any pool that maps a picklable function over its input could stand in
for `ReadingPool.read_all`.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from cchc_excel.model.records import Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.reading.process import DEADLINE, STARTED, ReadingProcess, early

_STARTS = 2
"""One that dies while it starts may have been killed from outside; two are a machine that has no room."""
_TRIES = 2
"""One that dies at a workbook may have been killed from outside; two died of the workbook."""
_AHEAD = 4
"""Workbooks read ahead for each child, so that memory stays flat."""
_WORTH_A_CHILD = 40
"""Workbooks that are read in about the time that it takes to start one more child."""


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
    """A process that runs a handler; started when first asked, started anew after it died.

    `deadline`: seconds for one workbook, then the process is killed; `command`: what the interpreter is started with.
    """

    def __init__(self, handler: Handler[Item, Data], deadline: float, command: tuple[str, ...] = STARTED) -> None:
        self._handler, self._deadline, self._command = handler, deadline, command
        self._process: ReadingProcess | None = None
        self._has_handler = False
        self._closing = threading.Lock()
        self._killed = threading.Event()

    def turn_to(self, handler: Handler[Item, Data]) -> None:
        """Run another handler from now on, in the same process."""
        self._handler, self._has_handler = handler, False

    def ask(self, item: Item) -> Answer[Data]:
        """The handler's answer for a workbook; `(None, [problem])` where it took too long, or killed the process and
        the next one too. Raises ReaderError where no process can be started, and what pickling the item raises."""
        for _ in range(_TRIES):
            process = self._ready()
            due = time.monotonic() + self._deadline
            answer: Answer[Data] | None = process.ask(item)
            if answer is not None:
                return answer
            self.close()
            if time.monotonic() >= due:
                return None, [kinds.FILE_TOO_SLOW(Location(item.name), seconds=round(self._deadline))]
            if self._killed.is_set():
                break
        return None, [kinds.FILE_KILLED(Location(item.name))]

    def kill(self) -> None:
        """Make it stop answering, from any thread: whoever asks it gets no answer and closes it."""
        self._killed.set()
        process = self._process
        if process:
            process.popen.kill()

    def close(self) -> None:
        """End the process, from any thread."""
        with self._closing:
            process, self._process = self._process, None
            if process:
                process.end()

    def _ready(self) -> ReadingProcess:
        """A process that has the handler and waits to be asked. Raises ReaderError."""
        process = self._process
        if process and process.is_there and (self._has_handler or process.turn_to(self._handler)):
            self._has_handler = True
            return process
        self.close()  # it died between two workbooks: neither is to blame
        for _ in range(_STARTS):
            if self._killed.is_set():
                break
            with contextlib.suppress(OSError):
                process = self._process = early(self._command, self._deadline) or ReadingProcess(
                    self._command, self._deadline
                )
                if process.turn_to(self._handler):
                    self._has_handler = True
                    return process
            self.close()
        raise ReaderError


class ReadingPool:
    """Reading processes that stay from one folder to the next. A context: leaving it ends them.

    `processes`: how many (None: one a core, where there is enough to do); `deadline`: seconds for one workbook;
    `worth`: workbooks that are worth a process more.
    """

    def __init__(self, processes: int | None = None, deadline: float = DEADLINE, worth: int = _WORTH_A_CHILD) -> None:
        self._processes, self._deadline, self._worth = processes, deadline, worth
        self._children: list[Child[Any, Any]] = []

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        for child in self._children:
            if error:
                child.kill()  # a thread may wait for its answer, and ask for more
            child.close()

    def read(self, source: Item, handler: Handler[Item, Data]) -> Answer[Data]:
        """The handler's answer for one workbook; not while read_all goes on. Raises what Child.ask does."""
        return self._turned_to(handler, 1)[0].ask(source)

    def read_all(
        self, sources: Iterable[Item], handler: Handler[Item, Data]
    ) -> Iterator[tuple[Item, Data | None, list[Problem]]]:
        """(source, data, problems) for every workbook, in the order given: the handler's answer. Where it is broken off
        before the last, the pool reads no more."""
        queued = list(sources)
        children = self._turned_to(handler, len(queued))
        if not children:
            return
        idle: SimpleQueue[Child[Item, Data]] = SimpleQueue()
        for child in children:
            idle.put(child)

        def read(source: Item) -> Answer[Data]:
            child = idle.get()
            try:
                return child.ask(source)
            finally:
                idle.put(child)

        pending: deque[tuple[Item, Future[Answer[Data]]]] = deque()
        with ThreadPoolExecutor(len(children)) as threads:
            try:
                for source in queued:
                    pending.append((source, threads.submit(read, source)))
                    if len(pending) > len(children) * _AHEAD:
                        yield _next(pending)
                while pending:
                    yield _next(pending)
            except BaseException:
                for _, future in pending:
                    future.cancel()
                for child in children if pending else ():  # nobody wants the rest: whoever waits for it gets none
                    child.kill()
                raise

    def _turned_to(self, handler: Handler[Item, Data], workbooks: int) -> Sequence[Child[Item, Data]]:
        """As many children as so many workbooks are worth, all with the handler."""
        worth = workbooks if self._processes else -(-workbooks // self._worth)
        count = min(self._processes or os.cpu_count() or 1, worth)
        for child in self._children[:count]:
            child.turn_to(handler)
        self._children += [Child(handler, self._deadline) for _ in range(count - len(self._children))]
        return self._children[:count]


def read_all(
    sources: Iterable[Source], handler: Handler[Source, Data], processes: int | None = None, deadline: float = DEADLINE
) -> Iterator[tuple[Source, Data | None, list[Problem]]]:
    """What a pool of its own reads: see ReadingPool, ReadingPool.read_all."""
    with ReadingPool(processes, deadline) as pool:
        yield from pool.read_all(sources, handler)


def _next(pending: deque[tuple[Item, Future[Answer[Data]]]]) -> tuple[Item, Data | None, list[Problem]]:
    source, future = pending.popleft()
    data, problems = future.result()
    return source, data, problems
