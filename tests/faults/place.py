"""A working folder to do harm to: what its results were, what they become, and what must hold whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from tests.cchc_runs import EXAMPLE, ROOT, cchc
from tests.workbooks import small_report

UNITS = ("VP", "TTR", "XNK")
PERIOD = "2022-Q1"
WORD = "bao-cao-ket-qua-cchc.docx"
_MARK, _OURS = "CCHC_FAULT_TEST", uuid.uuid4().hex
"""A variable of the environment that every process of a run inherits: whoever bears it with this value is ours, and not
of another test process."""
_DRAFT, _CANNOT, _INTERRUPTED = 1, 2, 130
"""The exit codes that docs/cam-ket.md allows: seven units are missing, so a merge that ends well makes a draft."""

Files = Mapping[str, bytes]


class Place(msgspec.Struct):
    """A working folder. `before`: its results (path -> bytes) of three workbooks; `after`: those of the two that are in
    `input` now."""

    root: Path
    kept: Path
    before: Files
    after: Files
    seconds: float
    ends: Counter[str] = msgspec.field(default_factory=Counter)
    """How harmed runs ended, and with whose results."""


class Ended(msgspec.Struct):
    """How a run ended: its exit code, or minus the signal that killed it."""

    code: int
    out: str
    told: str


def prepare(folder: Path) -> Place:
    """A working folder with two report templates and three workbooks, merged; then one workbook is taken away."""
    root, kept = folder / "so", folder / "kept"
    assert cchc(root, "init").exit_code == 0
    small_report(root)
    shutil.copy(ROOT / "templates" / "bao-cao" / WORD, root / "templates" / "bao-cao")
    inputs = root / "input" / PERIOD
    inputs.mkdir(parents=True, exist_ok=True)
    for unit in UNITS:
        shutil.copy(EXAMPLE / f"{unit}.xlsx", inputs)
    assert finished(started(root)).code == _DRAFT
    shutil.copytree(root, kept)
    before = results(root)
    (kept / "input" / PERIOD / "TTR.xlsx").unlink()
    (inputs / "TTR.xlsx").unlink()
    beginning = time.monotonic()
    assert finished(started(root)).code == _DRAFT
    return Place(root, kept, before, results(root), time.monotonic() - beginning)


def restore(place: Place) -> None:
    """The results of before, and what makes those of after."""
    shutil.rmtree(place.root)
    shutil.copytree(place.kept, place.root)


def results(root: Path) -> dict[str, bytes]:
    """What a merge gave people: path -> bytes."""
    folder = root / "output" / PERIOD
    files = (file for file in folder.rglob("*") if file.is_file() and ".cchc" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def inputs(root: Path) -> dict[str, bytes]:
    """What people gave: path -> bytes of workbooks, catalogue and templates."""
    folders = (root / "input", root / "templates")
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def command(root: Path) -> list[str]:
    """A merge as a process of its own."""
    return [sys.executable, "-m", "cchc_excel", "merge", PERIOD, "--json", "--root", str(root)]


def started(root: Path, words: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    """A merge, or another command, in a process group of its own."""
    return subprocess.Popen(
        words or command(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {_MARK: _OURS},
        # a test run in the background may have been started with the signal ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def finished(run: subprocess.Popen[bytes], seconds: float = 120) -> Ended:
    """The end of a run, which must come in this time."""
    out, told = run.communicate(timeout=seconds)
    return Ended(run.returncode, out.decode(), told.decode())


def ours() -> list[int]:
    """The processes of runs that are there still."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{_MARK}={_OURS}".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue  # it ended meanwhile, or is another's
    return found


def faults_of(place: Place, ended: Ended, given: Files, allowed: Sequence[Files] | None = None) -> list[str]:
    """What does not hold after a run that was harmed: the results are whole, those of before or after (or one of
    `allowed`); what people gave (`given`) is as it was; the run ended in one of its four ways, or by the signal that
    was sent; no process is left; the next run makes what it should."""
    found = []
    if allowed is None:
        allowed = (place.before, place.after)
    there = results(place.root)
    whose = "old" if there == place.before else "new" if there == place.after else "other"
    place.ends[f"exit {ended.code}, {whose} results"] += 1
    if there not in allowed:
        found.append("the results are neither the old ones nor the new ones")
    if inputs(place.root) != given:
        found.append("the input has changed")
    if ended.code not in (_DRAFT, _CANNOT, _INTERRUPTED, -signal.SIGKILL):
        found.append(f"exit code {ended.code}: {ended.told[-300:]}")
    if "Traceback" in ended.told or "loi-chuong-trinh" in ended.out:
        found.append(f"no words for people: {ended.told[-300:]}")
    end = time.monotonic() + 5
    while ours() and time.monotonic() < end:
        time.sleep(0.02)
    found += [f"process {process} is left" for process in ours()]
    return found


def next_run_faults(place: Place) -> list[str]:
    """What does not hold when the same merge is run again, undisturbed."""
    ended = finished(started(place.root))
    right = ended.code == _DRAFT and results(place.root) == place.after
    return [] if right else [f"the next run does not work: {ended.code} {ended.told[-300:]}"]
