"""What each unit sent for a period: its own workbook, else those of the parts, and the figures added up from them.

Questions on which the contract is silent, with the choice made here:

- A figure of the period's beginning ("đầu kỳ") is that of the first workbook that is there, one of its end that of the
  last; a row that this workbook has not is nothing, even if another has it.
- A unit figure left blank in one part and filled in another is the sum of the filled ones (the blank is an error of
  its own).
- A unit that ended before the period's last part did, and sent nothing for the part it ended in, has nothing in hand
  at the period's end, one that began after the first part had nothing at its beginning: else dossiers that moved with
  a merged unit would stand in the year's table twice. This is asked of each part in turn, so that a quarter of three
  months gives the year the same however the year is cut; a workbook of the whole is taken at its word, since the next
  period opens with its closing figures.
- A unit that ended within a period and sent nothing has no ratios and no points there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.years.model import CLOSING, OPENING, PROCEDURE, UNIT, Catalogue, Figure, Form, Period, Value, Year

Rolled = Mapping[tuple[str, str], Value]
"""(procedure, or "" for a unit figure; figure) -> value over the period."""


@dataclass(frozen=True)
class Sent:
    """A unit's workbooks of a period in order of time, and the parts it owes and did not send. `opens`, `closes`:
    whether what the first has at its beginning, and the last at its end, is the period's own."""

    forms: tuple[Form, ...]
    absent: tuple[str, ...]
    opens: bool = True
    closes: bool = True


def sent(year: Year, unit: str, period: Period) -> Sent:
    """A unit's workbooks of a period, recursively."""
    own = year.forms.get((period.code, unit))
    return Sent((own,), ()) if own else sent_in_parts(year, unit, period)


def sent_in_parts(year: Year, unit: str, period: Period) -> Sent:
    """The workbooks of the parts, whether or not the unit has one of the whole."""
    catalogue = year.catalogue_of(period.code)
    declared = catalogue.units[unit]
    inside = [catalogue.periods[code] for code in period.parts]
    parts = [sent(year, unit, part) for part in inside]
    filled = [at for at, part in enumerate(parts) if part.forms]
    if not filled:
        return Sent((), (period.code,) if declared.owes(period) else ())
    begun = filled[0] == 0 or declared.start is None or declared.start <= inside[0].end
    still = filled[-1] == len(inside) - 1 or declared.end is None or declared.end >= inside[-1].end
    return Sent(
        tuple(form for part in parts for form in part.forms),
        tuple(code for part in parts for code in part.absent),
        begun and parts[filled[0]].opens,
        still and parts[filled[-1]].closes,
    )


def missing(year: Year, period: Period) -> list[str]:
    """Units that owe the period and sent nothing, or not all parts they owe."""
    units = year.catalogue_of(period.code).units.values()
    return [one.code for one in units if one.owes(period) and _is_missing(sent(year, one.code, period))]


def _is_missing(one: Sent) -> bool:
    return not one.forms or bool(one.absent)


def roll_up(catalogue: Catalogue, one: Sent) -> Rolled:
    """The figures of a unit over its workbooks; None where nobody filled anything in."""
    found: dict[tuple[str, str], Value] = {}
    for figure in catalogue.figures.values():
        for form in taken_from(figure, one):
            for procedure, typed in [("", form.figures), *form.rows.items()]:
                if figure.code in typed:
                    known, value = found.get((procedure, figure.code)), typed[figure.code]
                    found[procedure, figure.code] = value if known is None else known + (value or 0)
    return found


def taken_from(figure: Figure, one: Sent) -> Sequence[Form]:
    """The workbooks of a period that a figure is added up from."""
    if figure.rollup == OPENING:
        return one.forms[:1] if one.opens else ()
    if figure.rollup == CLOSING:
        return one.forms[-1:] if one.closes else ()
    return one.forms


def entered(catalogue: Catalogue, forms: Sequence[Form]) -> bool:
    """Whether any workbook has a figure of a procedure, those that continue the last period's aside."""
    carried = {one.code for one in catalogue.typed(PROCEDURE) if one.continues}
    rows = [row for form in forms for row in form.rows.values()]
    return any(value is not None and code not in carried for row in rows for code, value in row.items())


def blank_errors(year: Year, period: Period) -> int:
    """How many errors "chưa nhập" the workbooks that count for a period have: unit figures left blank that the unit
    must fill, sheets TTHC without a figure."""
    catalogue = year.catalogue_of(period.code)
    return sum(_blanks(catalogue, form) for unit in catalogue.units for form in sent(year, unit, period).forms)


def _blanks(catalogue: Catalogue, form: Form) -> int:
    owed = [one.code for one in catalogue.typed(UNIT) if form.unit in one.owners]
    empty = bool(form.rows) and not entered(catalogue, [form])
    return sum(form.figures.get(code) is None for code in owed) + empty


def total(values: Sequence[Value]) -> Value:
    """A sum over units: None where none of them has a value."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None
