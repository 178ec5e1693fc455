"""Put a run's files into output/<kỳ>/: wholly, or not at all.

New files are written beside first; then a journal lists the moves; then they are made. A run that is killed before the
journal has changed nothing; after it, the next run makes the moves that are left. A file open in Excel stops the swap:
what was moved is moved back.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, system_reason
from cchc_excel.workspace.output_names import ISSUED, KEPT, LOCK_FILES, OWNED, STATE
from cchc_excel.workspace.patience import move, patiently
from cchc_excel.workspace.run_state import RUN_STATE

_JOURNAL, _NEW, _OLD = "so-tay.json", "moi", "cu"


class Swap(msgspec.Struct, frozen=True):
    """How new files take the place of old ones: (from, to) moves in order, and the files to write first; all paths are
    relative to the folder."""

    moves: tuple[tuple[str, str], ...]
    written: tuple[str, ...]


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold the folder for one run at a time; gives False where another run holds it. Raises OSError where nothing can
    be written into the folder."""
    from filelock import FileLock, Timeout  # a tenth of the start of commands that only read, and lock nothing

    state = folder / STATE
    state.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(state / "khoa"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def uninterrupted() -> Iterator[list[int]]:
    """Hold back Ctrl+C; yields the list of the signals that came meanwhile. A swap takes a moment, and a run that ends
    in the middle of one would leave files of two runs side by side until the next. Python runs signal handlers in the
    main thread only: elsewhere there is nothing to hold back."""
    signals: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield signals
        return
    before = signal.signal(signal.SIGINT, lambda number, _frame: signals.append(number))
    try:
        yield signals
    finally:
        signal.signal(signal.SIGINT, before)


def recover(folder: Path) -> list[Problem]:
    """Finish or undo what an interrupted run left in the folder; a warning says which. To be called under `locked`.
    Raises OSError where a file cannot be moved."""
    state = folder / STATE
    journal = state / _JOURNAL
    if journal.is_file():
        for source, target in _moves_left(state, journal):
            # A move was made already if its target is there: no swap names a target that is not free by then.
            if (folder / source).exists() and not (folder / target).exists():
                _move(folder, source, target)
        _clean(folder)
        return [kinds.OUTPUT_RECOVERED(done="ghi nốt phần còn lại")]
    if (state / _NEW).exists():
        _clean(folder)
        return [kinds.OUTPUT_RECOVERED(done="bỏ phần chưa ghi xong")]
    return []


def _moves_left(state: Path, journal: Path) -> list[tuple[str, str]]:
    """The moves that an interrupted run wanted; of one whose journal the disk has spoilt, what it took away is put back
    where nothing new stands."""
    try:
        return [(str(source), str(target)) for source, target in json.loads(journal.read_text("utf-8"))]
    except (ValueError, TypeError):
        old = [file for file in sorted((state / _OLD).rglob("*")) if file.is_file()]
        return [(file.relative_to(state.parent).as_posix(), file.relative_to(state / _OLD).as_posix()) for file in old]


def plan_swap(folder: Path, files: Mapping[str, bytes], known: Mapping[str, str]) -> tuple[Swap, list[Problem]]:
    """How the files that a merge owns in the folder become `files` (path -> bytes). `known`: path -> SHA-256 as the
    last run wrote it; a file that differs was edited by hand, and one that it did not write is somebody's: both move to
    cu/ with a warning."""
    problems: list[Problem] = []
    moves: list[tuple[str, str]] = []
    used: set[str] = set()
    present = {name: sha256((folder / name).read_bytes()) for name in _owned(folder)}
    same = {name for name, data in files.items() if present.get(name) == sha256(data)}
    for name in sorted(present.keys() - same):
        if name == RUN_STATE or present[name] == known.get(name):
            moves.append((name, f"{STATE}/{_OLD}/{name}"))
            continue
        kept = _free(folder, name, used)
        moves.append((name, kept))
        problems.append(kinds.REPORT_EDITED(Location(name), file=name, kept=kept))
    written = tuple(sorted(files.keys() - same))
    moves.extend((f"{STATE}/{_NEW}/{name}", name) for name in written)
    return Swap(tuple(moves), written), problems


def publish(folder: Path, files: Mapping[str, bytes], swap: Swap) -> list[Problem]:
    """Make the swap that `plan_swap` planned for these files (path -> bytes). A Problem (and nothing changed) where a
    file cannot be written or replaced."""
    _clean(folder)
    done: list[tuple[str, str]] = []
    path = ""
    try:
        for path in swap.written:
            _write(folder / STATE / _NEW / path, files[path])
        journal = folder / STATE / _JOURNAL
        _write(journal.with_suffix(".tmp"), json.dumps(swap.moves).encode())
        move(journal.with_suffix(".tmp"), journal)
        for source, target in swap.moves:
            path = target if source.startswith(STATE) else source
            _move(folder, source, target)
            done.append((source, target))
    except OSError as error:
        for source, target in reversed(done):
            _move(folder, target, source)
        _clean(folder)
        return [_unwritable(path, error)]
    _clean(folder)
    return []


def _unwritable(name: str, error: OSError) -> Problem:
    """A file that cannot be written: it is open elsewhere, as far as the system can tell, or why else."""
    if isinstance(error, PermissionError):
        return kinds.OUTPUT_OPEN(Location(name), file=name)
    return kinds.OUTPUT_FAILED(Location(name), file=name, reason=system_reason(error))


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Problem]:
    """Write files (path relative to the folder -> bytes) one by one, each whole or not at all; a Problem for each that
    could not be."""
    problems: list[Problem] = []
    for name, data in files.items():
        draft = folder / STATE / name
        try:
            _write(draft, data)
            _move(folder, f"{STATE}/{name}", name)
        except OSError as error:
            problems.append(_unwritable(name, error))
    return problems


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in the place of the one there, if any; whole or not at all. Raises OSError."""
    draft = path.with_name(f".{path.name}-dang-ghi")
    _write(draft, data)
    move(draft, path)


def keep_copy(folder: Path, name: str, data: bytes) -> str:
    """Keep bytes in cu/ under a file's name, or the next that is free; where they are now. Raises OSError."""
    kept = _free(folder, name, set())
    _write(folder / kept, data)
    return kept


def keep_aside(folder: Path, names: Iterable[str]) -> tuple[dict[str, str], list[Problem]]:
    """Move files (paths below the folder) to cu/: path -> where each is now, and a Problem for each that could not be
    moved."""
    moved: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        kept = _free(folder, name, set())
        try:
            _move(folder, name, kept)
            moved[name] = kept
        except OSError as error:
            problems.append(_unwritable(name, error))
    return moved, problems


def replace_drafts(
    folder: Path, name: str, files: Mapping[str, bytes], is_ours: Callable[[Path], bool]
) -> list[Problem]:
    """Make the drafts of output/<kỳ>/<name>/ those of `files` (path below output/<kỳ>/ -> bytes): those of an earlier
    run that are not among them go, other files stay. A draft that is not `is_ours` any more, since somebody has changed
    and saved it, moves to cu/ with a warning where a new one takes its place."""
    written = dict(files)
    problems: list[Problem] = []
    there = (file for file in (folder / name).rglob("*") if file.is_file())  # those of departments lie in folders
    for file in sorted(there, reverse=True):  # what is beside a letter (.txt) before the letter (.eml)
        path = file.relative_to(folder).as_posix()
        try:
            ours = is_ours(file)
            if ours and path not in files:
                patiently(file.unlink)
            elif not ours and path in files:
                kept = _free(folder, path, set())
                _move(folder, path, kept)
                problems.append(kinds.REPORT_EDITED(Location(path), file=path, kept=kept))
        except OSError as error:
            written.pop(path, None)
            problems.append(_unwritable(file.name, error))
    return [*problems, *write_files(folder, written)]


def issue(folder: Path, files: Mapping[str, bytes]) -> str:
    """Keep a copy of issued files in phat-hanh/<n>/, n one above the last; whole or not there. `files`: path within an
    issue -> bytes. Returns the copy's path, relative to the folder. Raises OSError where it cannot be written."""
    new = f"{ISSUED}/{max(issue_numbers(folder), default=0) + 1}"
    draft = folder / STATE / ISSUED
    shutil.rmtree(draft, ignore_errors=True)
    for path, data in files.items():
        _write(draft / path, data)
    (folder / ISSUED).mkdir(exist_ok=True)
    move(draft, folder / new)
    return new


def issue_numbers(folder: Path) -> list[int]:
    """The numbers of the copies in phat-hanh/ of a period's folder of results, in no order."""
    issues = folder / ISSUED
    names = [earlier.name for earlier in issues.iterdir()] if issues.is_dir() else []
    return [int(name) for name in names if name.isdecimal()]


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Path -> SHA-256 of files (path -> bytes)."""
    return {path: sha256(data) for path, data in files.items()}


def _owned(folder: Path) -> Iterator[str]:
    for name in (*OWNED, RUN_STATE):
        path = folder / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and not file.name.startswith(LOCK_FILES):
                yield file.relative_to(folder).as_posix()


def _free(folder: Path, name: str, used: set[str]) -> str:
    """A name in cu/ that nothing has yet."""
    path, number = PurePosixPath(KEPT) / name, 1
    kept = path
    while (folder / kept).exists() or str(kept) in used:
        number += 1
        kept = path.with_stem(f"{path.stem} ({number})")
    used.add(str(kept))
    return str(kept)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move(folder: Path, source: str, target: str) -> None:
    (folder / target).parent.mkdir(parents=True, exist_ok=True)
    move(folder / source, folder / target)


def _clean(folder: Path) -> None:
    """Forget a swap: the journal first, so that a kill in between leaves nothing to redo."""
    state = folder / STATE
    patiently(partial((state / _JOURNAL).unlink, missing_ok=True))
    for name in (_NEW, _OLD):
        shutil.rmtree(state / name, ignore_errors=True)
    for name in OWNED:
        path = folder / name
        inner = sorted(path.rglob("*"), reverse=True) if path.is_dir() else []  # what lies in a folder before it
        for emptied in (*inner, path):
            if emptied.is_dir() and not any(emptied.iterdir()):
                emptied.rmdir()
