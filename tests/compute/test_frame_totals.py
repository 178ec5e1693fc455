"""Adding up by column gives what adding up by row gives, whatever the figures and expressions; never a float."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_excel.catalogue.expressions import parse
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.compute.by_column import column
from cchc_excel.compute.frame_totals import FrameTotals
from cchc_excel.compute.indicators import compute_indicators
from cchc_excel.compute.results import FigureData
from cchc_excel.compute.totals import Totals
from cchc_excel.model.records import UnitReport
from cchc_excel.period.roll_up import UnitData
from tests.forms.unit_form import CATALOGUE_FILE, raw_form

UNITS = ("VP", "TTR", "QLTM")
OWN, SPARE = ("2.001624", "2.000636", "2.000073"), "2.000063"
"""Procedures of the third unit; one of another unit, which the first two add on spare rows."""
TYPED = ("tn_truc_tuyen", "tn_truc_tiep", "bcci")
NAMES = (*TYPED, "phat_sinh", "nang", "muc_3_4", "cb_bcci")
NUMBERS = st.one_of(st.integers(0, 5), st.integers(0, 10**6), st.sampled_from([2**31, 2**62 - 1, 2**62, 2**63, 10**40]))
ATOMS = st.one_of(st.sampled_from(NAMES), st.integers(0, 9).map(str), st.sampled_from(["0.5", "1.25", str(2**61)]))
ROWS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda parts: "({} {} {})".format(*parts)),
        st.tuples(inner, st.sampled_from([">", "<=", "==", "!="]), inner).map(
            lambda parts: "({} {} {})".format(*parts)
        ),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: "({} {} {})".format(*parts)),
        inner.map("(not {})".format),
        inner.map("(-{})".format),
    ),
    max_leaves=5,
)
SUMS = st.one_of(
    ROWS.map("tong({})".format),
    st.tuples(ROWS, ROWS).map(lambda parts: "tong({}, {})".format(*parts)),
    ROWS.map("dem({})".format),
    st.tuples(ROWS, ROWS).map(lambda parts: "tong({}) + 2 * dem({})".format(*parts)),
)
FIGURES = st.dictionaries(st.sampled_from(TYPED), NUMBERS)


def shipped() -> Catalogue:
    catalogue, problems = read_catalogue(raw_form(CATALOGUE_FILE.read_bytes()), CATALOGUE_FILE.name)
    assert catalogue is not None, problems
    return catalogue


SHIPPED = shipped()


def figures(rows: dict[str, dict[str, dict[str, int]]]) -> FigureData:
    """The figures of units: unit -> procedure -> figure -> number."""
    reports = {
        unit: UnitReport(unit, "2022-Q1", f"{unit}.xlsx", dossiers={code: {} for code in rows[unit]}) for unit in rows
    }
    data = {unit: UnitData(unit, (report,), ()) for unit, report in reports.items()}
    return FigureData(SHIPPED.periods["2022-Q1"], data, {}, rows, {unit: {"vb_di": 3} for unit in rows})


def asked(numerator: str, denominator: str) -> Catalogue:
    """The catalogue with one indicator of these expressions."""
    spec = msgspec.structs.replace(
        SHIPPED.indicators["dung_han"],
        numerator=parse(numerator, aggregates=True),
        denominator=parse(denominator, aggregates=True),
    )
    weighted = msgspec.structs.replace(
        SHIPPED.figures["phat_sinh"], code="nang", formula=parse("1.5 * bcci + phat_sinh * cb_bcci", aggregates=False)
    )
    return msgspec.structs.replace(
        SHIPPED, indicators={"dung_han": spec}, figures={**SHIPPED.figures, weighted.code: weighted}
    )


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(OWN), FIGURES),
    st.fixed_dictionaries({"VP": FIGURES, "TTR": FIGURES}),
    SUMS,
    SUMS,
)
def test_by_column_is_by_row(
    own: dict[str, dict[str, int]], spare: dict[str, dict[str, int]], numerator: str, denominator: str
) -> None:
    catalogue = asked(numerator, denominator)
    data = figures({unit: {SPARE: row} for unit, row in spare.items()} | {"QLTM": own})
    by_row, by_column = Totals(catalogue, data), FrameTotals(catalogue, data)
    assert compute_indicators(catalogue, by_column) == compute_indicators(catalogue, by_row)
    for units in [("VP",), ("QLTM",), UNITS, ("TTR", "QLTM")]:
        assert by_column.rows(units) == by_row.rows(units)
        assert by_column.procedures(units) == by_row.procedures(units)
        assert by_column.row_totals(units) == by_row.row_totals(units)
        totals = by_column.row_totals(units)
        assert all(type(total) is int for code, total in totals.items() if code != "nang")
        assert type(totals["nang"]) in (int, Fraction)


@pytest.mark.parametrize("number", [2**62, 2**62 - 1])
def test_what_64_bits_cannot_hold_does_not_wrap(number: int) -> None:
    # 4 * 2^62 = 2^64, which 64 bits would show as 0; three rows of 2^62 - 1 are more than 2^63 - 1, the largest there
    data = figures({"QLTM": {code: {"bcci": number} for code in OWN}})
    catalogue = asked("tong(4 * bcci)", "tong(bcci)")
    indicators, _ = compute_indicators(catalogue, FrameTotals(catalogue, data))
    assert (indicators[0].numerator, indicators[0].denominator) == (12 * number, 3 * number)
    assert indicators[0].ratio == 4


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [([1, 2], "int64"), ([], "int64"), ([True, 0], "int64"), ([1, Fraction(1, 2)], "object"), ([1, 2**62], "object")],
)
def test_a_column_is_whole_or_exact_never_floating(numbers: list[int | Fraction], kind: str) -> None:
    made = column(numbers)
    assert str(made.values.dtype) == kind
    assert made.values.tolist() == numbers
