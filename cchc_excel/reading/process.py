"""One reading process: a fresh interpreter that runs reading/child.py, asked over its pipes.

A command may start it before it knows what to ask it: the two load their modules side by side.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cchc_excel.reading import child as child_module
from cchc_excel.reading.child import MEMORY, receive, send

CHILD_MODULE = child_module.__name__
"""What a child process runs; by this name it is found in a list of processes."""
STARTED = ("-P", "-m", CHILD_MODULE)
"""What its interpreter is started with: nothing is loaded from the folder where the command runs."""
DEADLINE = 60.0
"""Seconds for one workbook: a thousand times what an honest one takes."""
PASSWORD = "CCHC_IMAP_PASSWORD"
"""The environment variable of the mailbox's password: a process that reads foreign bytes does not get it."""
_waiting: list[ReadingProcess] = []
"""Processes that were started early, and not yet asked for."""


class ReadingProcess:
    """A fresh interpreter that runs reading/child.py. It answers one thing at a time; what is too slow is killed.

    `command`: what the interpreter is started with; `deadline`: seconds for one answer; `loading`: a module that it
    loads before it is asked for anything. Raises OSError where it cannot be started.
    """

    def __init__(self, command: tuple[str, ...], deadline: float, loading: str = "") -> None:
        environment = {name: value for name, value in os.environ.items() if name != PASSWORD}
        self._deadline = deadline
        self._due: float | None = None
        self._ended = threading.Event()
        kept, passed = os.pipe()[::-1] if sys.platform == "linux" else (None, None)
        self._lifeline = kept
        try:
            self.popen = subprocess.Popen(
                [sys.executable, *command, "" if passed is None else str(passed), loading],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                pass_fds=() if passed is None else (passed,),
            )
        except BaseException:
            self._let_go()
            raise
        finally:
            if passed is not None:
                os.close(passed)
        if sys.platform == "win32":
            from cchc_excel.reading.job import put_in_job

            put_in_job(int(self.popen._handle), MEMORY)
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def is_there(self) -> bool:
        """Whether it can still be asked."""
        return self.popen.poll() is None

    def turn_to(self, handler: Callable[[Any], object]) -> bool:
        """Let it answer by this handler from now on. False where it has ended."""
        return bool(self._answer((handler, self._deadline), None))

    def ask(self, item: object) -> Any:
        """The handler's answer; None where the process ended, or was killed since its time was over. Raises what
        pickling the item raises."""
        self._due = time.monotonic() + self._deadline
        try:
            return self._answer(None, item)
        finally:
            self._due = None

    def _answer(self, work: object, item: object) -> Any:
        try:
            assert self.popen.stdin and self.popen.stdout  # both are pipes
            send(self.popen.stdin, (work, item))
            return receive(self.popen.stdout)
        except (OSError, ValueError):  # the pipe is broken, or closed by another thread
            return None

    def _watch(self) -> None:
        """Kill the process when it has been at one workbook for too long. One thread for as long as the process lives:
        to start one for each workbook costs a third of what the parent does for it."""
        pause = self._deadline
        while not self._ended.wait(pause):
            due = self._due
            pause = self._deadline if due is None else due - time.monotonic()
            if pause <= 0:
                self.popen.kill()
                return

    def end(self) -> None:
        """End it, and let go of what it held here."""
        self._ended.set()
        self.popen.kill()
        self.popen.communicate()
        self._let_go()

    def _let_go(self) -> None:
        lifeline, self._lifeline = self._lifeline, None
        if lifeline is not None:
            os.close(lifeline)


@contextmanager
def started_early(module: str) -> Iterator[None]:
    """Start a reading process at once, which loads a module by itself, for the first that needs one in this context.
    `module`: that of the handler it will be given. One that nobody needed is ended; where none can be started, whoever
    needs one will say so."""
    try:
        process = ReadingProcess(STARTED, DEADLINE, module)
    except OSError:
        yield
        return
    _waiting.append(process)
    try:
        yield
    finally:
        if process in _waiting:
            _waiting.remove(process)
            process.end()


def early(command: tuple[str, ...], deadline: float) -> ReadingProcess | None:
    """The process that was started early, if there is one and it would be started the same way."""
    same = command == STARTED and deadline == DEADLINE
    try:
        return _waiting.pop() if same else None
    except IndexError:  # another thread took it
        return None
