"""Whatever happens to a merge, its results are wholly the old or wholly the new ones, the input stays, no process is
left, and the next run works. `scripts/check_faults.py` does the same at as many moments as one likes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.cchc_runs import cchc
from tests.faults.kinds import HARMS, may_mount
from tests.faults.place import Place, prepare
from tests.reading.test_far_cells import changed

pytestmark = pytest.mark.faults

INSTEAD = {"full_disk": "small_files", "read_only": "few_descriptors"}
"""What comes nearest where the system lets no program have mounts of its own."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return prepare(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize("seed", range(2))
def test_ctrl_c_at_any_moment(place: Place, seed: int) -> None:
    assert HARMS["interrupted"](place, Random(seed)) == []


@pytest.mark.parametrize("name", [name for name in HARMS if name != "interrupted"])
def test_any_other_harm(place: Place, name: str) -> None:
    assert HARMS[name if may_mount() else INSTEAD.get(name, name)](place, Random(1)) == []


def test_no_clock_hinders_any_other_command(tmp_path: Path) -> None:
    """ZIP holds no day before 1980, and openpyxl, python-docx and our bare copies of workbooks all write ZIP files."""
    assert cchc(tmp_path, "init").exit_code == 0
    # cells without addresses are read from a copy
    changed(tmp_path / "VP.xlsx", "xl/worksheets/sheet2.xml", rb'<row r="1"', b'<row  r="1"')
    for words in (["check", "VP.xlsx"], ["template", "2022-Q2", "--unit", "VP"], ["new-year", "2023"]):
        command = ["faketime", "1970-01-02", sys.executable, "-m", "cchc_excel", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
        assert done.returncode in (0, 1), done.stderr
