"""What is measured of a command or a loop, and the middle of several rounds. Needs Linux: others do not tell all."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_MEASURED = """
import atexit, json, resource, sys
def tell(to=sys.argv[1], sum_of=lambda usage: usage.ru_utime + usage.ru_stime):
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    with open("/proc/self/status") as status:  # ru_maxrss has the memory of whoever started us, too
        peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    with open(to, "w") as file:
        json.dump([sum_of(own), sum_of(children), peak], file)
atexit.register(tell)
sys.argv = ["cchc", *sys.argv[2:]]
from cchc_excel.cli import main
main()
"""


class Took(NamedTuple):
    """Seconds by the clock; of processor time of the process and of those it started; its most memory, MB."""

    clock: float
    own: float
    children: float = 0.0
    peak: float = 0.0

    @property
    def processor(self) -> float:
        """Seconds of processor time of all processes."""
        return self.own + self.children

    def times(self, number: float) -> Took:
        """What so many times as much would take."""
        return Took(self.clock * number, self.own * number, self.children * number, self.peak)


class Rounds(NamedTuple):
    """The same thing measured several times."""

    each: tuple[Took, ...]

    @property
    def middle(self) -> Took:
        """The median of every figure."""
        return Took(*(statistics.median(figures) for figures in zip(*self.each, strict=True)))

    @property
    def least(self) -> float:
        """The fewest seconds by the clock."""
        return min(took.clock for took in self.each)

    @property
    def most(self) -> float:
        """The most seconds by the clock."""
        return max(took.clock for took in self.each)


def in_turn(works: Mapping[str, Callable[[], Took]], rounds: int) -> dict[str, Rounds]:
    """Every work `rounds` times, by turns: what else the machine does falls on all alike."""
    taken: dict[str, list[Took]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(work())
    return {name: Rounds(tuple(each)) for name, each in taken.items()}


def loop(work: Callable[[], object]) -> Took:
    """A loop in this process."""
    clock, own = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - clock, time.process_time() - own)


def cchc(*arguments: str) -> Took:
    """`cchc` with arguments, in a process of its own. Raises RuntimeError where it says that it failed."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "usage.json"
        clock = _run([sys.executable, "-c", _MEASURED, str(told), *arguments])
        own, children, peak = json.loads(told.read_text("utf-8"))
    return Took(clock, own, children, peak)


def python(code: str) -> Took:
    """A line of Python in a process of its own; all of its time is told as its own."""
    before = os.times()
    clock = _run([sys.executable, "-c", code])
    after = os.times()
    spent = (after.children_user, after.children_system), (before.children_user, before.children_system)
    return Took(clock, sum(spent[0]) - sum(spent[1]))


def _run(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    taken = time.perf_counter() - begun
    if done.returncode:
        raise RuntimeError(f"exit {done.returncode}: {done.stdout[-500:]} {done.stderr[-2000:]}")
    return taken
