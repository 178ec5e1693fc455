"""The evaluator, formualizer: what it computes, and where it refuses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from cchc_excel.fill.formulas.sheet_formulas import Address, SheetFormula
from cchc_excel.fill.formulas.structured import is_structured
from cchc_excel.fill.ooxml.opc import Package

_FIXED_NOW = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_REFUSED = ("Circ", "NImpl")
"""Errors that only the evaluator knows: a formula that reads itself, and what it cannot do."""
_EXTERNAL = re.compile(r"\[\d+\]")
_STRING = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[^\W\d][\w.]*")


@cache
def _evaluator() -> Any:
    """The module formualizer; None where it is not installed: on Windows it is published for 64-bit Intel only."""
    try:
        import formualizer
    except ImportError:
        return None
    return formualizer


def can_compute() -> bool:
    """Whether this computer can compute formulas; where it cannot, `recalculate` leaves every formula uncomputed."""
    return _evaluator() is not None


def formatted(value: float, code: str) -> str:
    """A number by a number format, as the function TEXT gives it, with the separators of English; "" where nothing can
    compute it."""
    if not can_compute():
        return ""
    book = _evaluator().Workbook()
    book.add_sheet("A")
    book.set_value("A", 1, 1, value)
    book.set_value("A", 1, 2, code)
    book.set_formula("A", 1, 3, "=TEXT(A1,B1)")
    return str(book.evaluate_cell("A", 1, 3))


def calculate(package: Package) -> set[str] | None:
    """Renew the cached values of a package; returns the functions that the evaluator does not know, None (and nothing
    is changed) where it refuses the workbook."""
    formualizer = _evaluator()
    try:
        result: dict[str, Any] = formualizer.recalculate_xlsx_bytes(
            package.save(), deterministic_timestamp_utc=_FIXED_NOW
        )
    except (OSError, ValueError, RuntimeError, formualizer.FormualizerHostError):
        return None
    package.parts = Package(bytes(result["bytes"])).parts
    return {str(function["name"]).upper() for function in result["summary"].get("unknown_functions", ())}


def refused(package: Package, formulas: Sequence[SheetFormula]) -> tuple[set[Address], set[str]]:
    """The formulas for which the evaluator refuses a workbook as a whole, and the names (in capitals)."""
    formualizer = _evaluator()
    try:
        book = formualizer.Workbook.from_bytes(package.save())
        names = {str(diagnostic["name"]).upper() for diagnostic in book.name_import_diagnostics}
        values = {formula.address: book.evaluate_cell(*formula.address) for formula in formulas}
    except (OSError, ValueError, RuntimeError, formualizer.FormualizerHostError):
        return set(), set()
    wrong = {address for address, value in values.items() if isinstance(value, dict) and value.get("kind") in _REFUSED}
    if names:
        wrong |= {formula.address for formula in formulas if names & words(formula.text)}
    return wrong, names


def words(formula: str) -> set[str]:
    """The names of functions, names and the like in a formula, in capitals."""
    return {word.upper() for word in _WORD.findall(formula)}


@lru_cache(maxsize=4096)
def is_readable(formula: str) -> bool:
    """Whether the evaluator reads a formula; a table that it is not shown is nothing it could read."""
    formualizer = _evaluator()
    try:
        formualizer.parse(f"={formula}")
    except (formualizer.ParserError, formualizer.TokenizerError, ValueError):
        return False
    return not is_structured(formula) and not _EXTERNAL.search(_STRING.sub("", formula))
