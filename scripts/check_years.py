"""Merges random years and compares every number with what the contract alone gives: see tests/years.

python scripts/check_years.py --years 200 [--from-seed N] [--periods N] [--without FEATURE]…

Prints every difference with its seed, and the number of fields compared, by kind. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.years import features as f
from tests.years.check import check_year


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=200)
    parser.add_argument("--from-seed", type=int, default=0)
    parser.add_argument("--periods", type=int, default=6, help="periods of each year; 0: all")
    parser.add_argument("--without", action="append", default=[], choices=sorted(f.ALL), metavar="FEATURE")
    options = parser.parse_args()
    features = f.ALL - frozenset(options.without)
    compared: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    for seed in range(options.from_seed, options.from_seed + options.years):
        result = check_year(seed, features, options.periods or None)
        compared += result.compared
        differing.update(one.field for one in result.differences)
        for one in result.differences:
            print(one)
    print(f"{options.years} years with {', '.join(sorted(features)) or 'the base features'}")
    for kind, count in sorted(compared.items()):
        print(f"{kind:30} {count:8} compared {differing[kind]:6} differ")
    print(f"{'all':30} {sum(compared.values()):8} compared {sum(differing.values()):6} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
