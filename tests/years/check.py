"""One random year from its seed to its differences: merged period by period, every output compared."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.years import features as f
from tests.years.corrections import compare_corrections
from tests.years.lineage import compare_lineage
from tests.years.make_year import make_year
from tests.years.reports import compare_reports
from tests.years.run import Result, chosen_periods, compare
from tests.years.write import REPORTS


def check_year(seed: int, features: frozenset[str] = f.ALL, periods: int | None = None) -> Result:
    """Everything about a year; `periods`: so many of its periods, chosen by the seed (None: all)."""
    year = make_year(seed, features)
    whole = Result(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for wanted, outcome, result in compare(year, root, chosen_periods(year, periods), REPORTS):
            if outcome.get("outputs"):
                compare_reports(year, wanted, root / "output" / wanted.period, result)
                if f.LINEAGE in features:
                    compare_lineage(year, wanted, root, result)
            whole.compared += result.compared
            whole.differences += result.differences
        compare_corrections(year, root, whole)
    return whole
