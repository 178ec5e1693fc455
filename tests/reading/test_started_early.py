"""A reading process that starts before anybody knows what to ask it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from cchc_excel.reading.pool import Child, ReadingPool
from cchc_excel.reading.process import started_early
from cchc_excel.reading.workbook import read_file
from tests.reading.test_reading_dies import sources, workers_of

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
MODULE = "cchc_excel.reading.workbook"


def own() -> list[int]:
    return workers_of(os.getpid())


def test_the_first_that_reads_takes_it(tmp_path: Path) -> None:
    before = own()
    with started_early(MODULE):
        (early,) = set(own()) - set(before)
        (source,) = sources(tmp_path, "VP.xlsx")
        with ReadingPool() as pool:
            raw, problems = pool.read(source, read_file)
            assert (raw is not None, problems) == (True, [])
            assert set(own()) - set(before) == {early}
    assert set(own()) == set(before)


def test_one_that_nobody_needed_ends_with_its_command() -> None:
    before = own()
    with pytest.raises(KeyboardInterrupt), started_early(MODULE):
        assert len(own()) == len(before) + 1
        raise KeyboardInterrupt
    assert set(own()) == set(before)


def test_one_that_could_not_load_costs_no_workbook(tmp_path: Path) -> None:
    with started_early("khong_co_mo_dun_nay"), contextlib.closing(Child(read_file, 60)) as child:
        raw, problems = child.ask(*sources(tmp_path, "VP.xlsx"))
    assert (raw is not None, problems) == (True, [])


def test_one_of_another_time_limit_starts_its_own(tmp_path: Path) -> None:
    before = own()
    with started_early(MODULE), contextlib.closing(Child(read_file, 30)) as child:
        child.ask(*sources(tmp_path, "VP.xlsx"))
        assert len(set(own()) - set(before)) == 2
    assert set(own()) == set(before)
