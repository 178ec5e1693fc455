"""What a unit costs, and what it costs to merge what departments hand up.

    python -m benchmarks.levels [--units 1000 3000] [--departments 10] [--keep FOLDER]

For each number of units: a department of so many (benchmarks.merge), merged in a new process: seconds by the clock, of
processor time of the parent and of its readers, the parent's peak memory, the size of so-lieu.xlsx and how long it took
to write. Then a province of so many departments, each with that department's so-lieu.xlsx, merged likewise. Last line
of each: milliseconds and KB a unit, by the slope between the numbers of units.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.merge import PERIOD, make_department, write_table
from scripts.make_catalogue import make, read_table

ALONE, HANDED_UP = "units' workbooks", "departments' so-lieu.xlsx"
_RUN = """
import json, resource, sys, time
import cchc_excel.commands.write_reports as reports
from cchc_excel.commands.merge import MergeRequest, merge
from cchc_excel.workspace.folders import folders_at
from pathlib import Path
took = []
write = reports.write_data_file
def timed(*arguments):
    begun = time.perf_counter()
    data = write(*arguments)
    took.append(time.perf_counter() - begun)
    return data
reports.write_data_file = timed
begun = time.perf_counter()
result = merge(MergeRequest(folders_at(Path(sys.argv[1])), sys.argv[2]))
clock = time.perf_counter() - begun
own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([
    result.exit_code, clock, own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime,
    own.ru_maxrss, sum(took),
]))
"""


class Cost(NamedTuple):
    """Seconds by the clock, of the parent's and the readers' processors; the parent's peak in KB; seconds in which
    so-lieu.xlsx was written, and its size in KB."""

    clock: float
    parent: float
    readers: float
    memory: float
    written: float
    size: float


def cost(root: Path) -> Cost:
    """One merge of a working folder, in a new process."""
    done = subprocess.run([sys.executable, "-c", _RUN, str(root), PERIOD], capture_output=True, text=True, check=True)
    code, clock, parent, readers, memory, written = json.loads(done.stdout.splitlines()[-1])
    if code == 2:
        raise RuntimeError(f"nothing was written: {done.stderr[-2000:]}")
    size = (root / "output" / PERIOD / "so-lieu.xlsx").stat().st_size / 1024
    return Cost(clock, parent, readers, memory, written, size)


def make_province(root: Path, department: Path, count: int) -> None:
    """A province of so many departments, each like this one, which has been merged."""
    tables = root / "tables"
    shutil.copytree(department / "tables", tables)
    head, *rows = read_table(tables / "don-vi.tsv")
    belongs, email = head.index("thuộc"), head.index("email")
    lines = [head]
    for number in range(count):
        code = f"D{number:03d}"
        lines.append([code, f"Cơ quan số {number:03d}", *("" for _ in head[2:])])
        for row in rows:
            of_department = list(row)
            of_department[belongs], of_department[email] = code, ""
            lines.append(of_department)
        target = root / "input" / PERIOD / code
        target.mkdir(parents=True)
        shutil.copy(department / "output" / PERIOD / "so-lieu.xlsx", target)
    write_table(tables / "don-vi.tsv", lines)
    (root / "templates").mkdir()
    make(root / "templates" / "danh-muc.xlsx", tables)


def line(name: str, count: int, one: Cost) -> None:
    """What one merge cost."""
    cells = [one.clock, one.parent, one.readers, one.memory / 1024, one.written, one.size / 1024]
    print(f"{name} | {count} | " + " | ".join(f"{cell:.2f}" for cell in cells), flush=True)


def slope(name: str, counts: Sequence[int], costs: Sequence[Cost]) -> None:
    """What one more unit costs, between the first and the last number of units."""
    units = counts[-1] - counts[0]
    if units:
        each = [(last - first) / units for first, last in zip(costs[0], costs[-1], strict=True)]
        print(
            f"{name}, a unit: {each[0] * 1000:.2f} ms by the clock, {each[1] * 1000:.2f} ms of the parent, "
            f"{each[2] * 1000:.2f} ms of readers, {each[3]:.1f} KB of memory, {each[5]:.2f} KB of so-lieu.xlsx"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--units", type=int, nargs="+", default=[1000, 3000])
    parser.add_argument("--departments", type=int, default=10)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = options.keep or Path(temporary)
        print("what | units | clock s | parent s | readers s | peak MB | so-lieu.xlsx s | MB")
        alone: list[Cost] = []
        handed_up: list[Cost] = []
        for count in options.units:
            whole, part, province = (base / f"{name}-{count}" for name in ("whole", "part", "province"))
            make_department(whole, count)
            alone.append(cost(whole))
            line(ALONE, count, alone[-1])
            make_department(part, count // options.departments)
            cost(part)
            make_province(province, part, options.departments)
            handed_up.append(cost(province))
            line(HANDED_UP, count, handed_up[-1])
        slope(ALONE, options.units, alone)
        slope(HANDED_UP, options.units, handed_up)


if __name__ == "__main__":
    main()
