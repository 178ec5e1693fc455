"""A workbook that hangs the reader, eats memory or kills it costs its own file, never the run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cchc_excel.model.records import Source
from cchc_excel.reading.pool import Child, ReaderError, ReadingPool, read_all
from cchc_excel.reading.process import CHILD_MODULE
from cchc_excel.reading.workbook import read_file
from tests.cchc_runs import EXAMPLE
from tests.platforms import posix_only
from tests.reading.greedy import greedy, killed_once, killing, naming


def sources(folder: Path, *names: str) -> list[Source]:
    shutil.copy(EXAMPLE / "VP.xlsx", folder / "VP.xlsx")
    return [Source(name, folder / name) for name in names]


@posix_only
def test_one_that_hangs_ends_at_the_deadline(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "treo.xlsx")  # nobody ever writes: opening it never returns
    wanted = sources(tmp_path, "treo.xlsx", "VP.xlsx")
    first, second = read_all(wanted, read_file, processes=1, deadline=2)
    assert [one.code for one in first[2]] == ["doc-qua-lau"]
    assert "2 giây" in first[2][0].message
    assert second[1] is not None
    assert second[2] == []


@posix_only
def test_one_that_eats_memory_is_refused(tmp_path: Path) -> None:
    child = Child(greedy, 30)
    try:
        raw, found = child.ask(*sources(tmp_path, "tham.xlsx"))
        assert raw is None
        assert [one.code for one in found] == ["lam-sap-trinh-doc"]
        raw, found = child.ask(*sources(tmp_path, "VP.xlsx"))
        assert raw is not None
        assert found == []
    finally:
        child.close()


def test_one_that_dies_between_two_workbooks_blames_neither(tmp_path: Path) -> None:
    child = Child(read_file, 30)
    try:
        (source,) = sources(tmp_path, "VP.xlsx")
        assert child.ask(source)[0] is not None
        assert child._process
        child._process.popen.kill()
        child._process.popen.wait()
        assert child.ask(source)[0] is not None
    finally:
        child.close()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_one_process_reads_folder_after_folder_and_ends_with_the_last(tmp_path: Path) -> None:
    wanted = sources(tmp_path, "VP.xlsx", "VP.xlsx")
    before = set(workers_of(os.getpid()))
    with ReadingPool() as pool:
        first = next(pool.read_all(wanted[:1], read_file))  # nobody asks whether there is another
        (started,) = set(workers_of(os.getpid())) - before
        second = list(pool.read_all(wanted, naming))
        assert set(workers_of(os.getpid())) - before == {started}
    assert first[1] is not None
    assert [name for _, name, _ in second] == ["VP.xlsx", "VP.xlsx"]
    assert set(workers_of(os.getpid())) == before


def test_a_pool_whose_reading_was_broken_off_reads_no_more(tmp_path: Path) -> None:
    wanted = sources(tmp_path, *["VP.xlsx"] * 9)
    with ReadingPool(1) as pool:
        answers = pool.read_all(wanted, read_file)
        next(answers)
        answers.close()  # type: ignore[attr-defined]
        with pytest.raises(ReaderError):
            next(pool.read_all(wanted, read_file))


def workers_of(parent: int) -> list[int]:
    """The reading processes that a process started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            started_by = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended meanwhile
        if started_by == parent and CHILD_MODULE.encode() in command:
            found.append(int(folder.name))
    return found


@posix_only
def test_one_that_kills_its_reader_is_its_files_problem(tmp_path: Path) -> None:
    wanted = sources(tmp_path, "tham.xlsx", "VP.xlsx")
    shutil.copy(tmp_path / "VP.xlsx", tmp_path / "tham.xlsx")
    child = Child(killing, 30)
    try:
        first, second = map(child.ask, wanted)
    finally:
        child.close()
    assert [one.code for one in first[1]] == ["lam-sap-trinh-doc"]
    assert first[0] is None
    assert second[0] is not None
    assert second[1] == []


@posix_only
def test_one_killed_from_outside_at_a_workbook_reads_it_again(tmp_path: Path) -> None:
    wanted = sources(tmp_path, "VP.xlsx")
    assert [(name, found) for _, name, found in read_all(wanted, killed_once, 1)] == [("VP.xlsx", [])]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_one_killed_from_outside_while_it_starts_is_nobodys_problem_and_the_run_ends_right(tmp_path: Path) -> None:
    folder = tmp_path / "input" / "2022-Q1"
    shutil.copytree(EXAMPLE, folder)
    command = [sys.executable, "-m", "cchc_excel.cli", "merge", "2022-Q1", "--json", "--jobs", "1"]
    with subprocess.Popen(
        [*command, "--root", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as run:
        while not (workers := workers_of(run.pid)) and run.poll() is None:
            time.sleep(0.002)
        os.kill(workers[0], signal.SIGKILL)
        told, errors = run.communicate(timeout=60)
    outcome = json.loads(told)
    assert "Traceback" not in errors
    assert run.returncode == 0
    assert {one["status"] for one in outcome["files"]} == {"merged"}
    assert len(outcome["files"]) == 10


def test_it_does_not_get_the_mailbox_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []
    start: Any = subprocess.Popen

    def noting(*arguments: Any, env: dict[str, str], **options: Any) -> Any:
        given.append(env)
        return start(*arguments, env=env, **options)

    monkeypatch.setenv("CCHC_IMAP_PASSWORD", "rất bí mật")
    monkeypatch.setenv("CCHC_ROOT", "được biết")
    monkeypatch.setattr("cchc_excel.reading.process.subprocess.Popen", noting)
    ((_, raw, _),) = read_all(sources(tmp_path, "VP.xlsx"), read_file, processes=1)
    assert raw is not None
    (environment,) = given
    assert "rất bí mật" not in environment.values()
    assert environment["CCHC_ROOT"] == "được biết"
