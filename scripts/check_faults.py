"""Harms merges at random moments in every way that tests/faults knows, and tells what did not hold.

python scripts/check_faults.py [--times 100] [--from-seed N] [--only HARM]…

Prints a line for whatever does not hold with its seed, and a line a kind with how the runs ended. Exit code 1 if
anything does not hold. Needs Linux with `unshare`, and `faketime`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.kinds import HARMS
from tests.faults.place import prepare


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100, help="how often each kind")
    parser.add_argument("--from-seed", type=int, default=0)
    parser.add_argument("--only", action="append", default=[], choices=sorted(HARMS), metavar="HARM")
    options = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        place = prepare(Path(folder))
        for name in options.only or HARMS:
            found = 0
            place.ends.clear()
            for seed in range(options.from_seed, options.from_seed + options.times):
                for fault in HARMS[name](place, Random(seed)):
                    print(f"{name} {seed}: {fault}", flush=True)
                    found += 1
            print(f"{name:16} {options.times:4} times {found:4} do not hold; {_in_words(place.ends)}", flush=True)
            bad += found
    return 1 if bad else 0


def _in_words(ends: Counter[str]) -> str:
    return "; ".join(f"{end} {count}" for end, count in ends.most_common())


if __name__ == "__main__":
    sys.exit(main())
