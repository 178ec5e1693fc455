"""Adding up by row and by column, side by side in one run: indicators and totals of departments of several sizes.

    python -m benchmarks.compute [UNITS…]        (10, 300 and 2000 without)

Processor seconds of the two ways over the same figures, which are invented: 40 procedures a unit, 11 figures each. The
two must come to the same, or the run fails.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cchc_excel.catalogue.model import DERIVED, Catalogue, Table
from cchc_excel.catalogue.unit_model import Procedure, Unit
from cchc_excel.commands.session import load_catalogue
from cchc_excel.compute.frame_totals import FrameTotals
from cchc_excel.compute.indicators import compute_indicators
from cchc_excel.compute.results import FigureData, Indicator
from cchc_excel.compute.totals import Totals
from cchc_excel.model.records import UnitReport
from cchc_excel.period.roll_up import UnitData
from cchc_excel.workspace.folders import folders_at

PERIOD = "2022-Q1"
PROCEDURES = 40
SIZES = (10, 300, 2000)


def department(count: int) -> tuple[Catalogue, FigureData]:
    """The shipped catalogue with so many units, each with its procedures, and their figures."""
    catalogue, problems = load_catalogue(folders_at(Path(__file__).parent.parent))
    assert catalogue is not None, problems
    chance = random.Random(count)
    units = {f"U{number}": Unit(f"U{number}", f"Phòng {number}") for number in range(count)}
    flags = frozenset(catalogue.flags)
    procedures = tuple(
        Procedure(f"2.{number:06}", f"Thủ tục {number}", "Lĩnh vực", tuple(units), None, None, flags)
        for number in range(PROCEDURES)
    )
    figures = {
        code: msgspec.structs.replace(figure, owners=frozenset(units)) if figure.table is Table.UNIT else figure
        for code, figure in catalogue.figures.items()
    }
    catalogue = msgspec.structs.replace(catalogue, units=units, procedures=procedures, figures=figures)
    typed = [figure.code for figure in catalogue.typed_rows()]
    of_unit = [figure.code for figure in catalogue.figures_of(Table.UNIT) if figure.typed]
    dossiers = {
        unit: {procedure.code: {code: chance.randrange(1000) for code in typed} for procedure in procedures}
        for unit in units
    }
    values: dict[str, dict[str, int | None]] = {
        unit: {code: chance.randrange(1, 1000) for code in (*of_unit, *DERIVED)} for unit in units
    }
    data = {unit: UnitData(unit, (UnitReport(unit, PERIOD, f"{unit}.xlsx"),), ()) for unit in units}
    return catalogue, FigureData(catalogue.periods[PERIOD], data, {}, dossiers, values)


def measured(way: type[Totals], catalogue: Catalogue, figures: FigureData) -> tuple[float, list[Indicator], object]:
    """Processor seconds of one way, and what it comes to."""
    begun = time.process_time()
    totals = way(catalogue, figures)
    indicators, _ = compute_indicators(catalogue, totals)
    sums = [*(totals.row_totals([unit]) for unit in totals.merged), totals.row_totals(totals.merged)]
    return time.process_time() - begun, indicators, sums


def main(sizes: Sequence[int]) -> None:
    print(f"{'units':>8} {'by row, s':>12} {'by column, s':>14} {'ratio':>8}")
    for size in sizes:
        catalogue, figures = department(size)
        by_row, indicators, sums = measured(Totals, catalogue, figures)
        by_column, same_indicators, same_sums = measured(FrameTotals, catalogue, figures)
        assert indicators == same_indicators
        assert sums == same_sums
        print(f"{size:>8} {by_row:>12.3f} {by_column:>14.3f} {by_row / by_column:>8.1f}")


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or SIZES)
