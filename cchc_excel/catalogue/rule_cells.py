"""Cells of the sheets of rules: expressions, names, keys of the plan, each checked against what exists."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from cchc_excel.catalogue.expressions import Expression, ExpressionError, parse
from cchc_excel.catalogue.model import DERIVED, FigureSpec, Table
from cchc_excel.catalogue.near_names import near_name
from cchc_excel.catalogue.sheet import Record
from cchc_excel.problems import kinds

IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*")


def read_expression(record: Record, heading: str, *, aggregates: bool) -> Expression | None:
    text = record.code(heading)
    if not text:
        return None
    try:
        return parse(text, aggregates=aggregates)
    except ExpressionError as error:
        record.report(heading, kinds.CATALOGUE_EXPRESSION, text=text, reason=error)
        return None


def check_names(
    record: Record,
    heading: str,
    expression: Expression,
    table: Table,
    figures: Mapping[str, FigureSpec],
    flags: Collection[str],
) -> None:
    """Every name exists and stands where it may: row names in rows or inside tong/dem, unit figures outside."""
    of_rows = {code for code, one in figures.items() if one.table is Table.PROCEDURE} | set(flags)
    of_units = {code for code, one in figures.items() if one.table is Table.UNIT} | set(DERIVED)
    outside = of_rows if table is Table.PROCEDURE else of_units
    for used, allowed in ((expression.names, outside), (expression.row_names, of_rows)):
        for name in sorted(used - allowed):
            if name in of_rows | of_units:
                kind = kinds.NAME_OUTSIDE if name in of_rows else kinds.NAME_INSIDE
                record.report(heading, kind, name=name)
            else:
                record.report(heading, kinds.CATALOGUE_UNKNOWN, name=name, hint=near_name(name, of_rows | of_units))


def read_plan_key(record: Record, keys: Collection[str]) -> str:
    """The key of the plan that a row is about; one that the plan has not is an error, while the plan is still empty (a
    year just begun) a warning."""
    key = record.needed("mục")
    if key and not keys:
        record.report("mục", kinds.CATALOGUE_NO_PLAN, key=key)
    elif key and key not in keys:
        record.report("mục", kinds.CATALOGUE_NO_KEY, key=key, hint=near_name(key, keys))
    return key
