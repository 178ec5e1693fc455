"""What no command foresaw, as a problem like any other: one line that says what to do, never a traceback."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import cchc_excel
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, system_reason

DETAILS = "loi-chuong-trinh.txt"
"""The file that keeps the details of the last failure."""
_LACK_OF_MEMORY = (
    "failed to map segment",
    "cannot allocate memory",
    "paging file is too small",
    "can't start new thread",
)
"""How Linux, Windows and Python say that a library or a thread had no room, in small letters."""


def problem_of(error: BaseException) -> Problem:
    """Why a run could not go on: the system's reason with the file that it is about, or, where it is a fault of the
    program, where the details stand."""
    from cchc_excel.reading.pool import ReaderError

    if isinstance(error, ReaderError):
        return kinds.READER_NOT_STARTED()
    if _lacks_memory(error):
        return kinds.NO_MEMORY()
    if isinstance(error, OSError) and (error.errno or error.filename):
        return kinds.SYSTEM_REFUSED(file=_file_of(error), reason=system_reason(error))
    return kinds.UNEXPECTED(what=type(error).__name__, where=_keep(error))


def _lacks_memory(error: BaseException) -> bool:
    """Whether it came of too little memory: many a library says so in its own way."""
    cause = error.__cause__ or error.__context__
    told = str(error).casefold()
    return (
        isinstance(error, MemoryError)
        or (isinstance(error, ImportError | RuntimeError) and any(words in told for words in _LACK_OF_MEMORY))
        or (cause is not None and _lacks_memory(cause))
    )


def _file_of(error: OSError) -> str:
    named = error.filename2 if error.filename is None else error.filename
    text = os.fsdecode(named) if isinstance(named, str | bytes | os.PathLike) else ""
    return text.replace("\\", "/") or "tệp"


def _keep(error: BaseException) -> str:
    """Write the details where they can be found: the file's path. Nothing that was typed is among them."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    about = f"cchc {cchc_excel.__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    for folder in _folders():
        with contextlib.suppress(OSError):
            (folder / DETAILS).write_text(about + "".join(lines), "utf-8", "replace")
            return (folder / DETAILS).as_posix()
    return "không đâu cả: không thư mục nào ghi được"


def _folders() -> Iterator[Path]:
    """The working folder as the command line names it, then the system's own for such files."""
    after = dict(zip(sys.argv, sys.argv[1:], strict=False))
    joined = next((word.removeprefix("--root=") for word in sys.argv if word.startswith("--root=")), None)
    yield Path(after.get("--root") or joined or os.environ.get("CCHC_ROOT") or ".")
    with contextlib.suppress(OSError):
        yield Path(tempfile.gettempdir())
