"""Ctrl+C at moments of their own: while results are put into place, and when all is told. Any other: tests/faults."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_excel.workspace import publish
from cchc_excel.workspace.publish import uninterrupted
from tests.cchc_runs import EXAMPLE, cchc, codes, merge
from tests.faults.place import results
from tests.platforms import posix_only
from tests.workbooks import small_report


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with one report template and three workbooks, merged once."""
    root = tmp_path_factory.mktemp("interrupt")
    assert cchc(root, "init").exit_code == 0
    small_report(root)
    for unit in ("VP", "TTR", "XNK"):
        (root / "input" / "2022-Q1").mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLE / f"{unit}.xlsx", root / "input" / "2022-Q1")
    assert merge(root)[0] == 1
    return root


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
