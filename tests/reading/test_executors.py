"""Reading by any executor: the same results as by child processes of this one, whatever becomes of the workers."""

from __future__ import annotations

import functools
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from cchc_excel.commands.merge import MergeRequest, merge
from cchc_excel.model.records import Source
from cchc_excel.problems.grouping import line_of
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.executors import read_by
from cchc_excel.reading.pool import read_all
from cchc_excel.reading.workbook import read_file
from cchc_excel.workspace.folders import folders_at
from tests.cchc_runs import EXAMPLE, ROOT, cchc
from tests.platforms import posix_only
from tests.two_units import files


class Serial(Executor):
    """Does at once what is submitted, one thing after another."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class Broken(Serial):
    """Takes every other task, and loses those that it takes."""

    def __init__(self) -> None:
        self._asked = 0

    def submit(self, _fn: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:
        self._asked += 1
        if self._asked % 2:
            raise RuntimeError("cannot schedule new futures")
        lost: Future[Any] = Future()
        lost.set_exception(ConnectionError("the worker is gone"))
        return lost


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two workers on loopback; a task that killed two workers is given up."""
    dask = pytest.importorskip("dask")
    distributed = pytest.importorskip("distributed")
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
        options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
        with distributed.LocalCluster(host="127.0.0.1", silence_logs=50, **options) as made:
            yield made


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the ten workbooks of the example each task reads three."""
    monkeypatch.setattr("cchc_excel.reading.executors.BATCH", 3)


def outputs(root: Path, executor: Executor | None, **options: Any) -> dict[str, bytes]:
    """What a merge of the example writes."""
    shutil.rmtree(root, ignore_errors=True)
    result = merge(MergeRequest(folders_at(ROOT, None, root), "2022-Q1", executor=executor, **options))
    assert result.exit_code == 0, [line_of(one) for one in result.problems]
    return files(root)


@pytest.mark.usefixtures("small_batches")
def test_the_executor_changes_nothing(tmp_path: Path, cluster: Any) -> None:
    plain = outputs(tmp_path / "out", None, processes=1)
    with ProcessPoolExecutor(2) as processes, ThreadPoolExecutor(3) as threads:
        for executor in (Serial(), Broken(), processes, threads):
            assert outputs(tmp_path / "out", executor) == plain, executor
    assert outputs(tmp_path / "out", None, dask=cluster.scheduler_address) == plain


@pytest.mark.usefixtures("small_batches")
def test_answers_come_in_the_order_asked(tmp_path: Path) -> None:
    sources = [Source(file.name, file) for file in sorted(EXAMPLE.glob("*.xlsx"))]
    sources.append(Source("hỏng.xlsx", tmp_path / "không có.xlsx"))
    random.Random(1).shuffle(sources)
    wanted = list(read_all(sources, read_file, 2))
    with ThreadPoolExecutor(4) as threads:
        for executor in (Serial(), Broken(), threads):
            found = list(read_by(executor, sources, read_file))
            assert [(source, problems) for source, _, problems in found] == [
                (source, problems) for source, _, problems in wanted
            ]
            assert [raw and raw.sha256 for _, raw, _ in found] == [raw and raw.sha256 for _, raw, _ in wanted]


def test_the_command_reads_on_a_cluster(tmp_path: Path, cluster: Any) -> None:
    arguments = ("merge", "2022-Q1", "--json", "--output", str(tmp_path / "out"))
    by_cluster = cchc(ROOT, *arguments, "--dask", cluster.scheduler_address)
    assert by_cluster.exit_code == 0
    assert by_cluster.stdout == cchc(ROOT, *arguments).stdout


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("cchc_excel.commands.cluster._PATIENCE", "1s")
    result = cchc(ROOT, "merge", "2022-Q1", "--output", str(tmp_path / "out"), "--dask", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "không nối được với cụm máy Dask ở tcp://127.0.0.1:9" in result.stderr
    assert not (tmp_path / "out").exists()


def noted(folder: Path, source: Source) -> None:
    """Leave a note that a workbook was tried."""
    with (folder / f"{source.name}.txt").open("a") as notes:
        notes.write("x")


def loses_a_worker_once(folder: Path, source: Source) -> tuple[str, list[Problem]]:
    """Kills the worker that its process was started by, the first time that "mất.xlsx" is read."""
    noted(folder, source)
    if source.name == "mất.xlsx" and len((folder / f"{source.name}.txt").read_text()) == 1:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    return source.name, []


def is_poison(folder: Path, source: Source) -> tuple[str, list[Problem]]:
    """Kills its own process where "độc.xlsx" is read."""
    noted(folder, source)
    if source.name == "độc.xlsx":
        os.kill(os.getpid(), signal.SIGKILL)
    return source.name, []


def kills_workers(folder: Path, main: int, source: Source) -> tuple[str, list[Problem]]:
    """Kills whoever started its process where "độc.xlsx" is read, were it the third worker; but not the tests."""
    noted(folder, source)
    if source.name == "độc.xlsx":
        os.kill(os.getpid() if os.getppid() == main else os.getppid(), signal.SIGKILL)
        time.sleep(60)
    return source.name, []


@posix_only
def test_a_lost_workers_files_are_read_again(tmp_path: Path, cluster: Any) -> None:
    with cluster.get_client() as client:
        sources = [Source(name, tmp_path / name) for name in ("a.xlsx", "mất.xlsx", "b.xlsx")]
        handler = functools.partial(loses_a_worker_once, tmp_path)
        found = list(read_by(client.get_executor(pure=False), sources, handler))
    assert found == [(source, source.name, []) for source in sources]
    assert len((tmp_path / "mất.xlsx.txt").read_text()) == 2


@posix_only
@pytest.mark.parametrize("kind", ["reader", "worker"])
def test_a_poisonous_file_is_refused_and_not_tried_for_ever(tmp_path: Path, cluster: Any, kind: str) -> None:
    with cluster.get_client() as client:
        sources = [Source(name, tmp_path / name) for name in ("a.xlsx", "độc.xlsx", "b.xlsx")]
        of_worker = functools.partial(kills_workers, tmp_path, os.getpid())
        handler = functools.partial(is_poison, tmp_path) if kind == "reader" else of_worker
        first, poison, last = read_by(client.get_executor(pure=False), sources, handler)
    assert (first[1], last[1]) == ("a.xlsx", "b.xlsx")
    assert (poison[1], [one.code for one in poison[2]]) == (None, ["lam-sap-trinh-doc"])
    # a reader is started anew once; a worker is lost twice before the cluster gives the task up (allowed-failures 1),
    # then the file is read here
    assert len((tmp_path / "độc.xlsx.txt").read_text()) == (2 if kind == "reader" else 4)
