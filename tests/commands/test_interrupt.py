"""Ctrl+C as a terminal sends it: a real signal to a real process and its children, at many moments."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from cchc_excel.workspace import publish
from cchc_excel.workspace.publish import uninterrupted
from tests.cchc_runs import EXAMPLE, cchc, codes, merge
from tests.platforms import posix_only

COMMAND = (sys.executable, "-m", "cchc_excel.cli", "merge", "2022-Q1", "--json")
MOMENTS = 7


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with one report template and three workbooks, merged once."""
    root = tmp_path_factory.mktemp("interrupt")
    assert cchc(root, "init").exit_code == 0
    for template in sorted((root / "templates" / "bao-cao").glob("*"))[1:]:
        template.unlink()
    for unit in ("VP", "TTR", "XNK"):
        (root / "input" / "2022-Q1").mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLE / f"{unit}.xlsx", root / "input" / "2022-Q1")
    assert merge(root)[0] == 1
    return root


def results(root: Path) -> dict[str, bytes]:
    folder = root / "output" / "2022-Q1"
    files = (file for file in folder.rglob("*") if file.is_file() and ".cchc" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def started(root: Path) -> subprocess.Popen[bytes]:
    """A merge in a process group of its own, as far as its first reading child."""
    run = subprocess.Popen(
        [*COMMAND, "--root", root],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # a test run in the background may have been started with the signal ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    threads = Path(f"/proc/{run.pid}/task")
    while not any(file.read_text() for file in threads.glob("*/children")):
        assert run.poll() is None
        time.sleep(0.01)
    return run


@posix_only
def test_at_any_moment_the_results_are_whole(root: Path, tmp_path: Path) -> None:
    folder = root / "output" / "2022-Q1"
    before = results(root)
    shutil.copytree(folder, tmp_path / "before")
    (root / "input" / "2022-Q1" / "TTR.xlsx").unlink()
    run = started(root)
    beginning = time.monotonic()
    run.communicate()
    took = time.monotonic() - beginning
    after = results(root)
    assert after.keys() == before.keys()
    assert after != before
    stopped = 0
    for step in range(MOMENTS):
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "before", folder)
        run = started(root)
        time.sleep(took * step / MOMENTS)
        with suppress(ProcessLookupError):  # it may be over
            os.killpg(run.pid, signal.SIGINT)
        out, told = (text.decode() for text in run.communicate(timeout=60))
        assert results(root) in (before, after), step
        assert "Traceback" not in told
        assert run.returncode in (1, 130), told
        if run.returncode == 130:
            stopped += 1
            assert "Đã dừng theo Ctrl+C" in told
            assert [one["code"] for one in json.loads(out)["problems"]] == ["da-dung"]
    assert stopped


def test_a_swap_that_has_begun_is_finished(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(EXAMPLE / "KTAT.xlsx", root / "input" / "2022-Q1")
    move = publish._move

    def interrupted(folder: Path, source: str, target: str) -> None:
        signal.raise_signal(signal.SIGINT)
        move(folder, source, target)

    monkeypatch.setattr(publish, "_move", interrupted)
    code, outcome = merge(root)
    monkeypatch.undo()
    assert code == 1
    assert "dung-qua-muon" in codes(outcome, "warning")
    new = results(root)
    assert merge(root)[0] == 1
    assert results(root) == new


def test_an_interrupt_is_held_back_and_then_works_again() -> None:
    with uninterrupted() as came:
        signal.raise_signal(signal.SIGINT)
    assert came == [signal.SIGINT]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@posix_only
def test_an_interrupt_after_all_is_told_changes_nothing(root: Path) -> None:
    late = "import atexit, os, signal; atexit.register(os.kill, os.getpid(), signal.SIGINT)"
    check = ("check", "--root", str(root), str(EXAMPLE / "VP.xlsx"))
    command = (sys.executable, "-c", f"{late}; from cchc_excel.cli import main; main()", *check)
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
