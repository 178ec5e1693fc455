"""What of the catalogue a unit can see live in its own workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.expressions import Aggregate, Expression
from cchc_excel.catalogue.model import DERIVED_FROM_TASKS, CheckSpec, FigureSpec, IndicatorSpec, Table
from cchc_excel.forms.blank.parts import Form


class Visible(msgspec.Struct, frozen=True):
    """What of the catalogue a unit can see live: its figures (typed, derived, computed), checks, ratios."""

    figures: Sequence[FigureSpec]
    checks: Sequence[CheckSpec]
    indicators: Sequence[IndicatorSpec]

    @property
    def aggregates(self) -> list[Aggregate]:
        """Every tong/dem whose sum the sheet needs."""
        expressions: list[Expression | None] = [figure.formula for figure in self.figures]
        expressions += [check.expression for check in self.checks]
        for indicator in self.indicators:
            expressions += [indicator.numerator, indicator.denominator, indicator.condition]
        return [
            aggregate for expression in expressions if expression is not None for aggregate in expression.aggregates
        ]


def visible_to(form: Form) -> Visible:
    """What can be computed of the unit's own workbook: names it types, derived or computed ones; tong/dem only where
    it has procedures, counts of tasks only where it is asked any."""
    catalogue, has_rows = form.catalogue, bool(form.owned)
    without = () if form.tasks else DERIVED_FROM_TASKS
    figures: dict[str, FigureSpec] = {}
    for spec in catalogue.figures_of(Table.UNIT):
        typed_elsewhere = spec.typed and form.unit.code not in spec.owners
        if (
            spec.code not in without
            and not typed_elsewhere
            and (spec.formula is None or _fits(spec.formula, figures, has_rows))
        ):
            figures[spec.code] = spec
    checks = [
        check
        for check in catalogue.checks
        if check.table is Table.UNIT and _fits(check.expression, _checked(figures.values()), has_rows)
    ]
    indicators = [
        indicator
        for indicator in catalogue.indicators.values()
        if _fits(indicator.numerator, figures, has_rows) and _fits(indicator.denominator, figures, has_rows)
    ]
    return Visible(
        list(figures.values()), checks, [_without_foreign(indicator, figures, has_rows) for indicator in indicators]
    )


def _checked(figures: Iterable[FigureSpec]) -> dict[str, FigureSpec]:
    """The figures that checks of a unit see: those it types and what is computed of them."""
    checked: dict[str, FigureSpec] = {}
    for spec in figures:
        of_typed = spec.formula is not None and _fits(spec.formula, checked, has_rows=False)
        if of_typed or (spec.formula is None and spec.typed):
            checked[spec.code] = spec
    return checked


def _fits(expression: Expression, figures: Mapping[str, FigureSpec], has_rows: bool) -> bool:
    return expression.names <= figures.keys() and (has_rows or not expression.aggregates)


def _without_foreign(spec: IndicatorSpec, figures: Mapping[str, FigureSpec], has_rows: bool) -> IndicatorSpec:
    """The indicator; without its requirement where the further condition needs what this unit does not have."""
    if spec.condition is None or _fits(spec.condition, figures, has_rows):
        return spec
    return msgspec.structs.replace(spec, requirement=None, condition=None)
