"""A reading process ends when the command does, whatever it is at, and runs nothing but the program."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cchc_excel.reading.child import MEMORY
from cchc_excel.reading.job import ExtendedLimits, make_job
from cchc_excel.reading.pool import Child, ReaderError
from cchc_excel.reading.process import CHILD_MODULE
from cchc_excel.reading.workbook import read_file
from tests.cchc_runs import EXAMPLE, ROOT
from tests.platforms import posix_only
from tests.reading.test_far_cells import changed
from tests.reading.test_reading_dies import sources, workers_of
from tests.reading.variants.book import MAIN

PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")

ASKING = """
    import sys, threading
    {before}
    from pathlib import Path
    from cchc_excel.model.records import Source
    from cchc_excel.reading import pool
    from tests.reading.greedy import busy
    child = pool.Child(busy, {deadline})
    threading.Thread(target=child.ask, args=(Source("a.xlsx", Path("a.xlsx")),), daemon=True).start()
    sys.stdin.read()
"""


def seconds_of_work(process: int) -> float:
    """What a process has had of the processor."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_there(process: int) -> bool:
    """Whether a process runs: one that has ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Whether it is true before so many seconds are over."""
    end = time.monotonic() + seconds
    while not (done := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return done


def killed_while_busy(command: list[str], work: float, kept: Path) -> int:
    """The reading process of a command that is killed once its reader has worked for so long."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=kept
    ) as run:
        assert wait_until(lambda: bool(workers_of(run.pid)), 30)
        (worker,) = workers_of(run.pid)
        assert wait_until(lambda: seconds_of_work(worker) > work, 30)
        run.send_signal(signal.SIGKILL)
        run.wait()
    return worker


@PROC
def test_a_busy_one_ends_with_the_process_that_started_it() -> None:
    script = textwrap.dedent(ASKING.format(before="", deadline=600))
    worker = killed_while_busy([sys.executable, "-c", script], 1, ROOT)
    assert wait_until(lambda: not is_there(worker), 5)


@PROC
def test_where_the_system_does_not_end_it_its_time_does() -> None:
    script = textwrap.dedent(ASKING.format(before='sys.platform = "another"', deadline=3))
    worker = killed_while_busy([sys.executable, "-c", script], 0.5, ROOT)
    assert wait_until(lambda: not is_there(worker), 30)


@PROC
def test_a_merge_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    folder = tmp_path / "input" / "2022-Q1"
    folder.mkdir(parents=True)
    # 1,500 × 700 cells: a reader is at it for seconds
    cells = "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 700}</row>' for row in range(1, 1501))
    grid = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    changed(folder / "VP.xlsx", "xl/worksheets/sheet2.xml", rb"(?s).*", grid)
    command = [sys.executable, "-m", "cchc_excel", "merge", "2022-Q1", "--root", str(tmp_path)]
    worker = killed_while_busy(command, 1, tmp_path)
    assert wait_until(lambda: not is_there(worker), 1)
    assert not (tmp_path / "output" / "2022-Q1").exists()


class Kernel:
    """Windows' kernel32 as far as jobs go: notes what it is asked for."""

    def __init__(self, job: int = 7) -> None:
        self.job, self.limits = job, ExtendedLimits()

    def CreateJobObjectW(self, _security: object, _name: object) -> int:  # noqa: N802 - Windows' name
        return self.job

    def SetInformationJobObject(self, _job: int, kind: int, limits: Any, size: int) -> int:  # noqa: N802 - as above
        assert kind == 9  # JobObjectExtendedLimitInformation
        assert size == ctypes.sizeof(ExtendedLimits) == (144 if ctypes.sizeof(ctypes.c_void_p) == 8 else 112)
        self.limits = limits._obj
        return 1


def test_on_windows_its_job_bounds_its_memory_and_ends_it() -> None:
    kernel = Kernel()
    assert make_job(kernel, MEMORY) == 7
    assert kernel.limits.process_memory == MEMORY
    # JOB_OBJECT_LIMIT_PROCESS_MEMORY and JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, winnt.h
    assert kernel.limits.basic.flags == 0x00000100 | 0x00002000
    assert make_job(Kernel(job=0), MEMORY) is None


@posix_only
@pytest.mark.parametrize("name", ["pickle", "resource", "struct", "faulthandler", "openpyxl", "python_calamine"])
def test_a_program_that_lies_beside_the_data_is_not_run(tmp_path: Path, name: str) -> None:
    shutil.copy(EXAMPLE / "VP.xlsx", tmp_path)
    (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'da-chay')!r}, 'w').close()")
    # cells without addresses are read in a process of their own
    changed(tmp_path / "la.xlsx", "xl/worksheets/sheet2.xml", rb'<row r="1"', b'<row  r="1"')
    for command in ([str(Path(sys.executable).with_name("cchc"))], [sys.executable, "-m", "cchc_excel"]):
        done = subprocess.run([*command, "check", "VP.xlsx", "la.xlsx"], cwd=tmp_path, capture_output=True, check=False)
        assert not (tmp_path / "da-chay").exists()
        assert done.returncode == 0, done.stderr


@posix_only
def test_a_limit_of_memory_that_is_there_already_stays(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    command = f"ulimit -v 1500000 && exec {sys.executable} -m cchc_excel check VP.xlsx"
    (source,) = sources(tmp_path, "VP.xlsx")
    with zipfile.ZipFile(source.path, "a") as book:
        book.writestr("them.xml", "<!---->")
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_machine_that_can_start_none_blames_no_workbook(tmp_path: Path) -> None:
    child = Child(read_file, 60, ("-c", "raise MemoryError"))
    with pytest.raises(ReaderError):
        child.ask(*sources(tmp_path, "VP.xlsx"))


@PROC
def test_one_that_is_killed_while_it_starts_is_started_anew(tmp_path: Path) -> None:
    started = tmp_path / "lan-1"
    # the first one ends at once, the second is the child as it should be
    script = (
        f"import pathlib, runpy, sys; first = pathlib.Path({str(started)!r}); there = first.exists(); "
        "first.touch(); sys.argv[1:] and sys.argv.pop(0) if there else sys.exit(); sys.argv.insert(0, 'child'); "
        f"runpy.run_module({CHILD_MODULE!r}, run_name='__main__', alter_sys=False)"
    )
    child = Child(read_file, 60, ("-c", script))
    try:
        raw, problems = child.ask(*sources(tmp_path, "VP.xlsx"))
        assert raw is not None
        assert problems == []
    finally:
        child.close()


@PROC
def test_a_child_that_is_closed_keeps_no_pipe(tmp_path: Path) -> None:
    open_files = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        child = Child(read_file, 60)
        child.ask(*sources(tmp_path, "VP.xlsx"))
        child.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == open_files
