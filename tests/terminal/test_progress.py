"""What a long run says while it runs: on a terminal only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cchc_runs import EXAMPLE
from tests.platforms import posix_only

SLOW = """
import time
import rich.console, rich.status
import cchc_excel.commands.merge, cchc_excel.commands.session
from cchc_excel.reading.pool import ReadingPool
read = ReadingPool.read_all
def slowly(pool, sources, handler):
    for answer in read(pool, sources, handler):
        time.sleep(1)
        yield answer
ReadingPool.read_all = slowly
from cchc_excel.cli import main
main()
"""
"""The command, with a reading that takes its time: a second a workbook. What shows it is loaded beforehand, which takes
longer than that on a busy machine."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    for file in sorted((tmp_path / "input" / "2022-Q1").iterdir())[3:]:
        file.unlink()
    (tmp_path / "input" / "2022-Q1" / "KHTC.xlsx").rename(tmp_path / "input" / "2022-Q1" / "KHTC [b]mới.xlsx")
    return tmp_path


@posix_only
def test_a_terminal_is_told_which_file_is_read(root: Path) -> None:
    import pty  # Windows has none

    screen, end = pty.openpty()
    command = [sys.executable, "-c", SLOW, "status", "2022-Q1", "--root", str(root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=end, env=os.environ | {"TERM": "xterm"}) as run:
        os.close(end)
        told = b""
        try:
            while more := os.read(screen, 4096):
                told += more
        except OSError:  # what Linux says at the end of a terminal
            pass
    os.close(screen)
    assert run.returncode == 1
    lines = re.findall(r"Đang đọc tệp (\d)/(\d): ([^\x1b\r\n]*\.xlsx)", told.decode())
    assert ("2", "3", "KHTC [b]mới.xlsx") in lines or ("3", "3", "KTAT.xlsx") in lines, told


def test_a_pipe_is_told_nothing(root: Path) -> None:
    command = [sys.executable, "-c", SLOW, "status", "2022-Q1", "--root", str(root)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 1
    assert "Đang" not in run.stderr
