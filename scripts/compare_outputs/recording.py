"""Running one program in a working folder, and remembering all that came of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

LIMIT = 1_200
"""Seconds for one command."""
Change = Callable[[Path], None]
"""What somebody does in the working folder between two commands."""
Step = tuple[str, ...] | Change


class Program(NamedTuple):
    """A checkout and the interpreter that runs its package."""

    checkout: Path
    python: Path

    def run(self, arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
        """`python -m cchc_excel ARGUMENTS` standing in a folder, with nothing on stdin."""
        return self._python(["-m", "cchc_excel", *arguments], folder)

    def fault(self, folder: Path) -> str | None:
        """Why this is not the checkout's own program: no such interpreter, or the package of another checkout."""
        if not self.python.is_file():
            return f"{self.python}: no such interpreter"
        asked = "import cchc_excel, pathlib; print(pathlib.Path(cchc_excel.__file__).resolve().parent.parent)"
        told = self._python(["-c", asked], folder)
        place = told.stdout.decode().strip()
        if told.returncode or Path(place) != self.checkout.resolve():
            return f"{self.python} runs the package of {place or told.stderr.decode()}, not of {self.checkout}"
        return None

    def _python(self, arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
        command = [str(self.python), *arguments]
        return subprocess.run(
            command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT
        )


def _environment() -> dict[str, str]:
    """This process's own, without what would change outputs; a console of fixed width, without colours."""
    told = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC_", "PYTHON"))}
    return told | {"COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


class Moment(NamedTuple):
    """What a command came to, and the working folder after it. `files`: path -> bytes (None: a folder)."""

    command: str
    exit_code: int
    stdout: bytes
    stderr: bytes
    files: dict[str, bytes | None]


def record(program: Program, root: Path, steps: Sequence[Step], same: dict[bytes, bytes]) -> list[Moment]:
    """Run the steps in a working folder, and tell what came of each command. `same`: file contents already held, so
    that those of both programs are held once."""
    moments = []
    for step in steps:
        if callable(step):
            step(root)
            continue
        done = program.run(step, root)
        command = " ".join(("cchc", *step))
        moments.append(Moment(command, done.returncode, done.stdout, done.stderr, _files(root, same)))
    return moments


def _files(root: Path, same: dict[bytes, bytes]) -> dict[str, bytes | None]:
    found: dict[str, bytes | None] = {}
    for path in sorted(root.rglob("*")):
        data = None if path.is_dir() else path.read_bytes()
        found[path.relative_to(root).as_posix()] = data if data is None else same.setdefault(data, data)
    return found
