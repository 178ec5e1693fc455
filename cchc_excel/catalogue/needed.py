"""What expressions over a unit's figures are made of, computed figures resolved to what is typed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import FigureSpec


class Needed(msgspec.Struct, frozen=True):
    """What a unit must have reported for something to be known: typed or derived unit figures, and whether figures of
    procedures."""

    figures: frozenset[str]
    procedures: bool


def needed(specs: Mapping[str, FigureSpec], *expressions: Expression) -> Needed:
    """What expressions are made of. `specs`: the catalogue's figures by code."""
    asked = list(expressions)
    figures: set[str] = set()
    procedures = False
    while asked:
        expression = asked.pop()
        procedures = procedures or bool(expression.aggregates)
        formulas = {name: specs[name].formula for name in expression.names}
        asked += [formula for formula in formulas.values() if formula]
        figures |= {name for name, formula in formulas.items() if formula is None}
    return Needed(frozenset(figures), procedures)
