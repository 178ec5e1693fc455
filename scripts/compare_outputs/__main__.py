"""The command: see the package's own words."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import scripts.compare_outputs as package
from scripts.compare_outputs.difference import differences
from scripts.compare_outputs.recording import Moment, Program, record
from scripts.compare_outputs.scenarios import SCENARIOS, Kit, Scenario

HERE = Path(__file__).resolve().parents[2]
SAME, DIFFERENT, CANNOT = 0, 1, 2


class Compared(NamedTuple):
    """A scenario after both programs ran it."""

    old: list[Moment]
    different: list[str]
    seconds: float

    def line(self) -> str:
        """What was compared, so that a comparison of nothing is seen: exit codes and numbers of files."""
        codes = " ".join(str(moment.exit_code) for moment in self.old)
        files = len({name for moment in self.old for name, data in moment.files.items() if data is not None})
        return f"{len(self.old)} commands (exit {codes}), {files} files, {self.seconds:.0f} s"


def compare(scenario: Scenario, kit: Kit, programs: Sequence[Program], folder: Path) -> Compared:
    """Make the scenario's working folder once, run each program in a copy of it at the same path, compare."""
    started, same = time.monotonic(), dict[bytes, bytes]()
    prepared, root = folder / "prepared", folder / "cchc"
    prepared.mkdir(parents=True)
    scenario.prepare(kit, prepared)
    runs = []
    for program in programs:
        shutil.copytree(prepared, root)
        runs.append(record(program, root, scenario.steps, same))
        shutil.rmtree(root)
    old, new = runs
    return Compared(old, list(differences(old, new)), time.monotonic() - started)


def compare_all(programs: Sequence[Program], chosen: Sequence[Scenario], work: Path, jobs: int) -> int:
    """Compare scenario by scenario, the long ones first; print as they end in their order. How many differ."""
    kit, different = Kit(programs[0], work / "kit"), 0
    with ThreadPoolExecutor(jobs) as pool:
        asked = [pool.submit(compare, one, kit, programs, work / one.name) for one in chosen]
        for one, answer in zip(chosen, asked, strict=True):
            found = answer.result()
            print(f"{'DIFFERS' if found.different else 'same':8}{one.name:16}{found.line()}", flush=True)
            print("".join(f"{line}\n" for line in found.different), end="", flush=True)
            different += bool(found.different)
    return different


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "scripts.compare_outputs", description=package.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("old", type=Path, nargs="?", metavar="OLD_CHECKOUT")
    parser.add_argument("new", type=Path, nargs="?", metavar="NEW_CHECKOUT", default=HERE)
    parser.add_argument("--python", type=Path, nargs=2, metavar=("OLD_PY", "NEW_PY"), help="the interpreters")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[one.name for one in SCENARIOS])
    parser.add_argument("--jobs", type=int, default=2, help="scenarios at a time")
    parser.add_argument("--keep", type=Path, help="leave the prepared working folders here")
    parser.add_argument("--list", action="store_true", help="name the scenarios, run none")
    return parser.parse_args()


def main() -> int:
    asked = _arguments()
    if asked.list or asked.old is None:
        print("\n".join(f"{one.name:16}{one.prepare.__doc__}" for one in SCENARIOS))
        return SAME if asked.list else CANNOT
    pythons = asked.python or [folder / ".venv" / "bin" / "python" for folder in (asked.old, asked.new)]
    places = zip((asked.old, asked.new), pythons, strict=True)
    programs = [Program(folder.resolve(), python.absolute()) for folder, python in places]
    chosen = [one for one in SCENARIOS if asked.only is None or one.name in asked.only]
    with tempfile.TemporaryDirectory(prefix="cchc-") as temporary:
        work = (asked.keep or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        if faults := [fault for one in programs if (fault := one.fault(work))]:
            print("\n".join(faults), file=sys.stderr)
            return CANNOT
        different = compare_all(programs, chosen, work, asked.jobs)
    print(
        f"{different} of {len(chosen)} scenarios differ" if different else f"{len(chosen)} scenarios: no byte differs"
    )
    return DIFFERENT if different else SAME


if __name__ == "__main__":
    sys.exit(main())
