"""The kinds of harm: each does one thing to a merge, at a moment that a seed decides, and tells what did not hold."""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

from cchc_excel.reading.process import CHILD_MODULE
from tests.faults.place import (
    PERIOD,
    Ended,
    Place,
    command,
    faults_of,
    finished,
    inputs,
    next_run_faults,
    ours,
    restore,
    results,
    started,
)

Harm = Callable[[Place, Random], list[str]]


def _harmed(place: Place, harm: Callable[[], Ended]) -> list[str]:
    """A harm that leaves the input alone, from the same beginning."""
    restore(place)
    given = inputs(place.root)
    ended = harm()
    return faults_of(place, ended, given) or next_run_faults(place)


def interrupted(place: Place, random: Random) -> list[str]:
    """Ctrl+C, as a terminal sends it to a command and its children."""

    def harm() -> Ended:
        run = started(place.root)
        time.sleep(random.uniform(0, place.seconds))
        if _has_begun(run):  # before Python listens, a signal ends it in the system's way
            with suppress(ProcessLookupError):  # it may be over
                os.killpg(run.pid, signal.SIGINT)
        return finished(run)

    return _harmed(place, harm)


def _has_begun(run: subprocess.Popen[bytes]) -> bool:
    """Whether it waits for a signal of its own."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{run.pid}/status").read_text().splitlines()
        caught = next(line for line in lines if line.startswith("SigCgt")).split()[1]
        if int(caught, 16) & (1 << (signal.SIGINT - 1)):
            return any(file.read_text() for file in Path(f"/proc/{run.pid}/task").glob("*/children"))
    return False


def killed(place: Place, random: Random) -> list[str]:
    """The command is killed, its reading processes are not."""

    def harm() -> Ended:
        run = started(place.root)
        time.sleep(random.uniform(0, place.seconds))
        run.kill()
        return finished(run)

    return _harmed(place, harm)


def reader_killed(place: Place, random: Random) -> list[str]:
    """A process that reads is killed: its file is read again."""

    def harm() -> Ended:
        run = started(place.root)
        end = time.monotonic() + place.seconds
        wait = random.uniform(0, place.seconds / 4)
        while run.poll() is None and time.monotonic() < end:
            readers = [process for process in ours() if _reads(process)]
            if readers:
                time.sleep(wait)
                with suppress(ProcessLookupError):
                    os.kill(random.choice(readers), signal.SIGKILL)
                break
            time.sleep(0.005)
        return finished(run)

    return _harmed(place, harm)


def _reads(process: int) -> bool:
    with suppress(OSError):
        return CHILD_MODULE.encode() in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def _limited(place: Place, what: int, limit: int) -> list[str]:
    """A merge that has so much of a resource and no more."""
    words = command(place.root)
    code = f"import os, resource; resource.setrlimit({what}, ({limit}, {limit})); os.execv({words[0]!r}, {words!r})"
    return _harmed(place, lambda: finished(started(place.root, [sys.executable, "-c", code])))


def few_descriptors(place: Place, random: Random) -> list[str]:
    """So few files may be open at once (Python itself needs some to start)."""
    return _limited(place, resource.RLIMIT_NOFILE, random.randint(6, 24))


def little_memory(place: Place, random: Random) -> list[str]:
    """Memory for the program to start, not always for the libraries, and sometimes for all."""
    return _limited(place, resource.RLIMIT_AS, random.randint(60, 700) << 20)


def small_files(place: Place, random: Random) -> list[str]:
    """No file may be longer: as on a disk that is full, a write fails in its middle."""
    return _limited(place, resource.RLIMIT_FSIZE, random.randint(0, 120) << 10)


def full_disk(place: Place, random: Random) -> list[str]:
    """The folder of results lies on a disk with room for the old ones, and for a part of the new ones."""
    room = sum(len(data) for data in place.before.values()) + random.randint(40, 400) * 1024
    folder, copy = place.root / "output" / PERIOD, place.root.parent / "copied"
    here, there = shlex.quote(str(folder)), shlex.quote(str(copy))

    def harm() -> Ended:
        shutil.copytree(folder, copy)
        before = (f"mount -t tmpfs -o size={room} tmpfs {here}", f"cp -a {there}/. {here}")
        ended = _in_own_mounts(place, before, after=(f"rm -r {there}", f"cp -a {here} {there}"))
        shutil.rmtree(folder)
        shutil.move(copy, folder)
        return ended

    return _harmed(place, harm)


def read_only(place: Place, random: Random) -> list[str]:
    """Nothing can be written into the folder of results."""
    where = shlex.quote(str(place.root / random.choice([f"output/{PERIOD}", "output", "."])))
    return _harmed(place, lambda: _in_own_mounts(place, (f"mount -o bind,ro {where} {where}",)))


def _in_own_mounts(place: Place, before: Sequence[str], after: Sequence[str] = ()) -> Ended:
    """A merge in a space of mounts of its own, so that none is left; shell commands before and after it."""
    steps = (*before, f"{shlex.join(command(place.root))}; code=$?", *after, "exit $code")
    return finished(started(place.root, ["unshare", "--mount", "--map-root-user", "sh", "-c", "\n".join(steps)]))


def output_vanishes(place: Place, random: Random) -> list[str]:
    """Somebody deletes the folder of results in the middle of a run."""
    restore(place)
    given = inputs(place.root)
    run = started(place.root)
    time.sleep(random.uniform(0, place.seconds))
    shutil.rmtree(place.root / "output" / PERIOD, ignore_errors=True)
    ended = finished(run)
    whole = [place.before, place.after, {}]
    # what was written before the folder went is gone: anything of one run's files, none of two
    part = {name: data for name, data in results(place.root).items() if data == place.after.get(name)}
    return faults_of(place, ended, given, [*whole, part]) or next_run_faults(place)


def input_changes(place: Place, random: Random) -> list[str]:
    """A workbook is cut, deleted, grown or put back while it may be read: a person who saves it just then."""
    restore(place)
    file = place.root / "input" / PERIOD / "XNK.xlsx"
    whole = file.read_bytes()
    changed = random.choice([whole[: len(whole) // 2], whole + bytes(100), b"", None])
    run = started(place.root)
    time.sleep(random.uniform(0, place.seconds))
    if changed is None:
        file.unlink()
    else:
        file.write_bytes(changed)
    given = inputs(place.root)
    ended = finished(run)
    harmed = results(place.root)
    finished(started(place.root))
    found = faults_of(place, ended, given, [results(place.root)])
    if harmed not in (place.before, place.after, results(place.root)):
        found.append("the results are of a workbook that never was")
    file.write_bytes(whole)
    return found or next_run_faults(place)


def two_at_once(place: Place, random: Random) -> list[str]:
    """Two people start the same merge: one of them works, or is told to wait."""

    def harm() -> Ended:
        first = started(place.root)
        time.sleep(random.uniform(0, place.seconds))
        second = finished(started(place.root))
        ended = finished(first)
        return max(ended, second, key=lambda one: one.code not in (1, 2))

    return _harmed(place, harm)


def another_clock(place: Place, random: Random) -> list[str]:
    """A machine whose battery is spent, or whose year was mistyped."""
    day = random.choice(["1970-01-02 03:04:05", "1979-12-31 23:59:50", "2099-12-31 23:59:50"])
    return _harmed(place, lambda: finished(started(place.root, ["faketime", day, *command(place.root)])))


def may_mount() -> bool:
    """Whether the system lets a program have mounts of its own: not in every container."""
    words = ["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


HARMS: Mapping[str, Harm] = {
    harm.__name__: harm
    for harm in (
        *(interrupted, killed, reader_killed, few_descriptors, little_memory, small_files, full_disk, read_only),
        *(output_vanishes, input_changes, two_at_once, another_clock),
    )
}
