"""How many formulas of workbooks that Excel saved get the value that Excel gave them: for anyone with a corpus.

    python -m scripts.measure_reach FOLDER… [--seconds 90] [--list]

A formula counts where the value that Excel saved is what LibreOffice computes when it calculates anew, and neither the
clock, chance nor another workbook has a part in it. Of those, the recalculation of the fill engine should give most a
value (reached), and none another one (wrong). Workbooks that another program made, or that openpyxl cannot read, are
passed over. Each has a process and a deadline. Nothing is written. Needs LibreOffice (soffice on the path).
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from cchc_excel.fill import areas_read, recalculate
from cchc_excel.model.records import Source
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.pool import Child
from cchc_excel.reading.process import CHILD_MODULE
from tests.libreoffice import Place, formulas_of, recalculated, values_at

ENDINGS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_LARGEST = 60 << 20
"""Bytes that a workbook may unpack to."""
_UNSTEADY = re.compile(
    r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO|RTD)\s*\(|\[\d+\]|\[[^\]]*\.xl", re.IGNORECASE
)
"""What a clock, chance or another workbook has a part in."""
_MOST_CELLS = 5_000
"""Cells of one area that are looked at for what is unsteady."""
_NAMED = 10


class Reach(msgspec.Struct):
    """Of a workbook: formulas that count, those with Excel's value, and those with another one (named)."""

    counted: int = 0
    reached: int = 0
    wrong: list[str] = []


def made_by_excel(path: Path) -> bool:
    """Whether Excel says that it saved the workbook, and it holds formulas."""
    try:
        with zipfile.ZipFile(path) as package:
            app = package.read("docProps/app.xml")
            sheets = [one for one in package.infolist() if one.filename.startswith("xl/worksheets/")]
            small = sum(one.file_size for one in package.infolist()) <= _LARGEST
            return b"Excel" in app and small and any(b"<f" in package.read(one) for one in sheets)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False


def measure(source: Source) -> tuple[Reach | None, list[Problem]]:
    """One workbook; nothing of one that openpyxl or LibreOffice cannot read. Runs in a child process."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            formulas = formulas_of(source.path)
            excels = values_at(source.path, formulas)
            libreoffices = values_at(recalculated(source.path, Path(folder) / "anew"), formulas)
        except Exception:  # noqa: BLE001 - whatever the two stumble over
            return Reach(), []
        ours_file = Path(folder) / f"ours{source.path.suffix}"
        ours_file.write_bytes(recalculate(source.path.read_bytes())[0])
        return compare(formulas, excels, libreoffices, values_at(ours_file, formulas)), []


def compare(
    formulas: Mapping[Place, str],
    excels: Mapping[Place, object],
    libreoffices: Mapping[Place, object],
    ours: Mapping[Place, object],
) -> Reach:
    """What the three give for each formula that counts. A value of None is none."""
    reach = Reach()
    unsteady = unsteady_of(formulas)
    for place, formula in formulas.items():
        excel = excels[place]
        if excel is None or place in unsteady or not _same(excel, libreoffices[place]):
            continue
        reach.counted += 1
        if _same(excel, ours[place]):
            reach.reached += 1
        elif ours[place] is not None:
            reach.wrong.append(f"{place}: {formula[:80]} {ours[place]!r}, Excel {excel!r}")
    return reach


def unsteady_of(formulas: Mapping[Place, str]) -> set[Place]:
    """The formulas that a clock, chance or another workbook has a part in, by whatever steps."""
    found = {place for place, formula in formulas.items() if _UNSTEADY.search(formula)}
    readers: dict[Place, list[Place]] = {}
    for place, formula in formulas.items() if found else ():
        for one in _reads(place[0], formula):
            readers.setdefault(one, []).append(place)
    left = list(found)
    while left:
        new = set(readers.get(left.pop(), ())) - found
        found |= new
        left.extend(new)
    return found


def _reads(sheet: str, formula: str) -> Iterator[Place]:
    for name, (top, left, bottom, right) in areas_read(formula.removeprefix("="), sheet):
        if (bottom - top + 1) * (right - left + 1) <= _MOST_CELLS:
            yield from ((name, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _same(one: object, other: object) -> bool:
    """Whether two readings are one value: numbers to nine digits, moments to the second; True is 1 to LibreOffice."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-9 * max(abs(one), abs(other)) + 1e-12
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        return abs(one - other) < dt.timedelta(seconds=1)
    return type(one) is type(other) and one == other


def run(paths: Sequence[Path], seconds: float) -> tuple[Counter[str], list[str]]:
    """Counts of all workbooks, and every wrong value with its file."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    child = Child(measure, seconds, ("-m", CHILD_MODULE))
    try:
        for path in (one for one in paths if one.suffix.lower() in ENDINGS and made_by_excel(one)):
            reach, problems = child.ask(Source(path.name, path))
            counts["workbooks"] += 1
            counts["ended or out of time"] += bool(problems)
            if reach is not None:
                counts["not compared"] += not reach.counted
                counts["counted"] += reach.counted
                counts["reached"] += reach.reached
                counts["wrong"] += len(reach.wrong)
                wrong += [f"{path} {one}" for one in reach.wrong]
            sys.stderr.write(f"\r{counts['workbooks']} workbooks, {counts['wrong']} wrong")
    except KeyboardInterrupt:
        sys.stderr.write(", broken off")  # what was measured so far counts
    finally:
        child.close()
        sys.stderr.write("\n")
    return counts, wrong


def main(arguments: Sequence[str]) -> int:
    """Print the counts; 1 where a value is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--list", action="store_true", help="every wrong value, not the first few")
    given = parser.parse_args(arguments)
    counts, wrong = run(sorted(path for folder in given.folders for path in folder.rglob("*")), given.seconds)
    for name, count in counts.items():
        print(f"{count:8} {name}")
    if counts["counted"]:
        print(f"{100 * counts['reached'] / counts['counted']:8.1f} % reached")
    print("".join(f"         {line}\n" for line in wrong[: None if given.list else _NAMED]), end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    from scripts.measure_reach import main as run_by_name  # the child process looks its work up by the module's name

    sys.exit(run_by_name(sys.argv[1:]))
