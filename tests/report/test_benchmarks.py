"""What is said of a ratio that is held to others: why it does not meet its requirement, and of whom it is said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cchc_excel.catalogue.expressions import parse
from cchc_excel.catalogue.model import IndicatorSpec, WhenEmpty
from cchc_excel.catalogue.requirement import Benchmark, Requirement
from cchc_excel.compute.results import Indicator
from cchc_excel.report.verdicts import indicator_conclusion, reason


def held(ratio: str, bound: str | None, benchmark: Benchmark, sign: str = ">=", unit: str | None = "A") -> Indicator:
    top, bottom = parse("a", aggregates=True), parse("b", aggregates=True)
    wanted = Requirement(sign, None, f"{sign} {benchmark}", benchmark)
    spec = IndicatorSpec("ty_le", "Tỷ lệ", "I.1", top, bottom, "%", WhenEmpty.NOTHING, wanted, None, 2, "")
    own, other = Fraction(ratio), None if bound is None else Fraction(bound)
    passed = None if other is None else wanted.met(own, other)
    return Indicator(spec, unit, 1, 1, own, f"{float(own):.2%}".replace(".", ","), None, passed, bound=other)


@pytest.mark.parametrize(
    ("indicator", "told"),
    [
        (held("0.80", "0.855", Benchmark.MEAN), "80,00% < 85,50% (bình quân)"),
        (held("0.9", "0.855", Benchmark.MEAN), ""),  # it is met
        (held("0.95", "0.95", Benchmark.PREVIOUS, ">"), "95,00% ≤ 95,00% (kỳ trước)"),  # equal to the last digit
        (held("0.85001", "0.85004", Benchmark.BEST), "85,001% < 85,004% (tốt nhất)"),  # as many digits as it takes
        (held("0.2", "0.1", Benchmark.BEST, "<="), "20,00% > 10,00% (tốt nhất)"),
        (held("0.2", None, Benchmark.PREVIOUS), "chưa có kỳ trước để so sánh"),
        (held("0.2", None, Benchmark.MEAN, unit=None), ""),  # the department is not held to its units' mean
    ],
)
def test_the_reason_names_the_other_value(indicator: Indicator, told: str) -> None:
    assert reason(indicator, {}) == told


def test_the_department_is_not_judged_by_the_mean_of_its_units() -> None:
    assert indicator_conclusion(held("0.2", None, Benchmark.MEAN, unit=None)) == ""
    assert indicator_conclusion(held("0.2", "0.3", Benchmark.MEAN)) == "Không đạt"
    assert indicator_conclusion(held("0.2", None, Benchmark.PREVIOUS)) == "Chưa đủ số liệu"
