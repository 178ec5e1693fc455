"""All that is measured, in one run and one table.

    python -m benchmarks [--units 100 1000] [--rounds 3] [--slow 50] [--docs]

How long commands take beside a bare `python -c pass`; the whole merge, with every check and every report, beside loops
that only read the same workbooks; filling beside openpyxl. Each is measured `--rounds` times, all of them by turns: the
table has the median, the least and the most by the clock, and the processor's time. Loops over openpyxl read the first
`--slow` workbooks and are scaled up. Then, once, where the merge's time goes. `--docs` writes docs/so-do.md and its
picture.
"""

from __future__ import annotations

import argparse
import functools
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.bars import bars
from benchmarks.fill import ours, rows, template, with_openpyxl
from benchmarks.measured import Rounds, Took, cchc, in_turn, loop, python
from benchmarks.merge import PERIOD, ROOT, WAYS, make_department, scaled
from benchmarks.stages import Stages, stages, stages_as_markdown

DOCS = ROOT / "docs"
_LIBRARIES = ("pandas", "openpyxl", "python-calamine", "lxml", "jinja2", "xlsxwriter", "formualizer", "ironcalc")
_FILLED = (1_000, 10_000)
_MERGED = "cchc merge"


class Table(NamedTuple):
    """Measured things under a heading; ratios are to the one named `base`."""

    heading: str
    base: str
    measured: Mapping[str, Rounds]


def start(department: Path, rounds: int) -> Table:
    """Commands on a department of ten units, beside Python alone."""
    at = ("--root", str(department))
    workbook = str(next((department / "input" / PERIOD).glob("*.xlsx")))
    works: dict[str, Callable[[], Took]] = {
        "python -c pass": functools.partial(python, "pass"),
        "cchc --help": functools.partial(cchc, "--help"),
        "cchc check TỆP": functools.partial(cchc, *at, "check", workbook, "--period", PERIOD),
        "cchc status": functools.partial(cchc, *at, "status", PERIOD),
        "nạp thư viện của merge": functools.partial(python, "import cchc_excel.commands.merge"),
        f"{_MERGED}, 10 đơn vị": functools.partial(cchc, *at, "merge", PERIOD),
    }
    return Table("Khởi động và mười đơn vị", "python -c pass", in_turn(works, rounds))


def merges(department: Path, count: int, slow: int, rounds: int) -> Table:
    """The whole merge of so many units beside loops that only read."""
    files = sorted((department / "input" / PERIOD).glob("*.xlsx"))
    works: dict[str, Callable[[], Took]] = {
        _MERGED: functools.partial(cchc, "--root", str(department), "merge", PERIOD)
    }
    for name, way, is_scaled in WAYS:
        works[name] = functools.partial(scaled, way, files, slow if is_scaled else len(files))
    return Table(f"{_number(count)} đơn vị", _MERGED, in_turn(works, rounds))


def filling(count: int, rounds: int) -> Table:
    """A template filled with so many rows, and by openpyxl, which computes and measures nothing."""
    arguments = template(), rows(count)
    works: dict[str, Callable[[], Took]] = {
        name: functools.partial(loop, functools.partial(way, *arguments))
        for name, way in (("cchc_excel.fill", ours), ("openpyxl", with_openpyxl))
    }
    return Table(f"Điền mẫu: {_number(count)} dòng", "cchc_excel.fill", in_turn(works, rounds))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def as_markdown(table: Table) -> str:
    """A table of the measured things: seconds, and how many times the base."""
    base = table.measured[table.base].middle
    lines = [
        f"### {table.heading}\n",
        "| | Đồng hồ, s | ít nhất – nhiều nhất | × | Bộ xử lý, s | × | trong đó tiến trình chính | Bộ nhớ, MB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, each in table.measured.items():
        took = each.middle
        times = took.clock / base.clock, took.processor / base.processor
        peak = f"{took.peak:.0f}" if took.peak else ""
        lines.append(
            f"| {name} | {took.clock:.2f} | {each.least:.2f} – {each.most:.2f} | {times[0]:.2f} | {took.processor:.2f}"
            f" | {times[1]:.2f} | {took.own:.2f} | {peak} |"
        )
    return "\n".join([*lines, ""])


def slopes(tables: Sequence[tuple[int, Table]]) -> str:
    """What each further unit costs, between the fewest and the most."""
    (few, first), (many, last) = tables[0], tables[-1]
    if few == many:
        return ""
    one, other = first.measured[_MERGED].middle, last.measured[_MERGED].middle
    each = [(b - a) / (many - few) for a, b in zip(one, other, strict=True)]
    return (
        f"Mỗi đơn vị thêm, giữa {few} và {many} đơn vị: {each[0] * 1000:.1f} ms đồng hồ, {each[1] * 1000:.1f} ms"
        f" bộ xử lý của tiến trình chính, {each[2] * 1000:.1f} ms của các tiến trình đọc, {each[3] * 1024:.0f} KB"
        " bộ nhớ.\n"
    )


def machine() -> str:
    """What it was measured on."""
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} nhân, {system}; {versions}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, nargs="+", default=[100, 1_000])
    parser.add_argument("--slow", type=int, default=50, help="workbooks that the loops over openpyxl read")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--docs", action="store_true", help="write docs/so-do.md and its picture")
    told = parser.parse_args()
    merged: list[tuple[int, Table]] = []
    spent: list[Stages] = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_department(root / "start", 10)
        tables = [start(root / "start", told.rounds)]
        for count in sorted(told.units):
            make_department(root / str(count), count)
            merged.append((count, merges(root / str(count), count, told.slow, told.rounds)))
            spent.append(stages(root / str(count), count))
            shutil.rmtree(root / str(count))
    tables += [table for _, table in merged]
    tables += [filling(count, told.rounds) for count in _FILLED]
    text = "\n".join([*map(as_markdown, tables), slopes(merged), stages_as_markdown(spent[0], spent[-1])])
    sys.stdout.write(f"{machine()}\n\n{text}")
    if told.docs:
        _write_docs(text, merged[-1][1])


def _write_docs(text: str, largest: Table) -> None:
    page = (DOCS / "so-do.md").read_text("utf-8")
    head, mark, _ = page.partition("<!-- python -m benchmarks --docs -->\n")
    (DOCS / "so-do.md").write_text(f"{head}{mark}\n{machine()}\n\n{text}", "utf-8")
    seconds = {name: each.middle.clock for name, each in largest.measured.items()}
    (DOCS / "so-do.svg").write_text(bars(f"{largest.heading}: giây", seconds), "utf-8")


if __name__ == "__main__":
    main()
