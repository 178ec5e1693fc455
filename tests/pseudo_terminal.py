"""A command on a terminal, with answers typed at its questions: a real pseudo-terminal, as a person sits at one."""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

CTRL_C = "\x03"
_SECONDS = 60
_PATIENCE = 2.0
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Session(msgspec.Struct, frozen=True):
    """What the terminal showed, bare and with its colours, and the exit code."""

    shown: str
    coloured: str
    code: int


def typed(
    folder: Path, arguments: Sequence[str], answers: Sequence[tuple[str, str]], more: Mapping[str, str] | None = None
) -> Session:
    """`python -m cchc_excel ARGUMENTS…` in a folder. `answers`: (how a question begins, answer) in order; each
    is typed, with Enter, once its question is the last line shown. `more`: environment variables."""
    import pty  # Windows has none

    screen, end = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100", **(more or {})}
    command = [sys.executable, "-m", "cchc_excel", *arguments]
    run = subprocess.Popen(
        command, cwd=folder, stdin=end, stdout=end, stderr=end, env=environment, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    os.close(end)
    shown, seen = "", 0
    text = codecs.getincrementaldecoder("utf-8")("replace")  # a letter may come in two pieces
    waiting = list(answers)
    pressed: float | None = None
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        if select.select([screen], [], [], 0.1)[0]:
            try:
                shown += text.decode(os.read(screen, 65536))
            except OSError:  # what Linux says at the end of a terminal
                break
        if waiting and _asks(shown[seen:], waiting[0][0]):
            seen = len(shown)
            _, answer = waiting.pop(0)
            if answer == CTRL_C:
                pressed = 0.0
            else:
                os.write(screen, f"{answer}\n".encode())
        if pressed is not None and time.monotonic() - pressed > _PATIENCE:
            # as a person would, again: readline may lose one that comes before it waits
            os.killpg(run.pid, signal.SIGINT)
            pressed = time.monotonic()
    os.close(screen)
    if run.poll() is None:
        run.kill()
    code = run.wait()
    assert not waiting, f"never asked {waiting[0][0]!r}:\n{shown}"
    return Session(_CODES.sub("", shown), shown, code)


def _asks(shown: str, question: str) -> bool:
    last = _CODES.sub("", shown).rpartition("\n")[2]
    return last.startswith(question) and last.rstrip().endswith(":")
