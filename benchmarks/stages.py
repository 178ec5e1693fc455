"""Where the time of a merge goes: processor time of the parent by what it says that it is doing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.merge import PERIOD

_BEFORE = "Nạp thư viện, đọc danh mục"
_COUNT = re.compile(r" \d+/\d+")
_READING = re.compile("(Đang đọc tệp): .*")


def by_stage(marks: Iterable[tuple[float, str]], end: float) -> dict[str, float]:
    """Moments (seconds of processor time since the process began) and what was begun then, and the moment of the end
    -> seconds by stage, in the order of their beginning. Files that are read one after another are one stage."""
    seconds: dict[str, float] = {}
    begun, stage = 0.0, _BEFORE
    for moment, doing in (*marks, (end, "")):
        seconds[stage] = seconds.get(stage, 0.0) + moment - begun
        begun, stage = moment, _READING.sub(r"\1", _COUNT.sub("", doing))
    return seconds


class Stages(NamedTuple):
    """Seconds of the parent's processor time by stage, of a merge of so many units."""

    units: int
    seconds: Mapping[str, float]

    @property
    def sum(self) -> float:
        """Of all stages."""
        return sum(self.seconds.values())


def stages(department: Path, units: int) -> Stages:
    """A merge in a process of its own; what its reading processes take is not in it. Raises CalledProcessError where it
    could not go to its end."""
    command = [sys.executable, "-m", "benchmarks.stages", str(department)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    marks, end = json.loads(done.stdout)
    return Stages(units, by_stage(marks, end))


def stages_as_markdown(few: Stages, many: Stages) -> str:
    """A table of the stages: seconds with the fewest and with the most units, and what a further unit costs; nothing
    where both are the same."""
    if few.units == many.units:
        return ""
    lines = [
        "### Thời gian bộ xử lý của tiến trình chính đi đâu\n",
        f"| | {few.units} đơn vị, s | {many.units} đơn vị, s | phần | mỗi đơn vị thêm, ms |",
        "|---|---:|---:|---:|---:|",
    ]
    rows = [(name, few.seconds.get(name, 0.0), taken) for name, taken in many.seconds.items()]
    for name, before, taken in (*rows, ("Tất cả", few.sum, many.sum)):
        each = (taken - before) / (many.units - few.units) * 1000
        lines.append(f"| {name} | {before:.2f} | {taken:.2f} | {taken / many.sum:.0%} | {each:z.1f} |")
    return "\n".join([*lines, ""])


def _tell(department: Path) -> None:
    """Merge, and print what was begun when."""
    from cchc_excel.commands.merge import MergeRequest, merge
    from cchc_excel.workspace.folders import folders_at

    marks: list[tuple[float, str]] = []
    merge(MergeRequest(folders_at(department), PERIOD), lambda doing: marks.append((time.process_time(), doing)))
    print(json.dumps([marks, time.process_time()]))


if __name__ == "__main__":
    _tell(Path(sys.argv[1]))
