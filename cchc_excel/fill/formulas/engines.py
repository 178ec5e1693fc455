"""The evaluators, IronCalc and formualizer, behind one face. They get plain cells and formulas; nothing of a file."""

from __future__ import annotations

import datetime as dt
import math
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias

from cchc_excel.fill.formulas.kinds import Value
from cchc_excel.fill.formulas.syntax import ErrorValue

Spot: TypeAlias = tuple[int, int, int]
"""A sheet by its number from 0, row, column."""
_ERRORS = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
_FIXED_NOW = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class Engine(Protocol):
    """One workbook in one evaluator. `read` gives None where it cannot say what a cell holds, and for blank ones."""

    def put(self, spot: Spot, value: Value) -> None:
        """Put a value into a cell."""

    def put_formula(self, spot: Spot, formula: str) -> None:
        """Put a formula (without "=") into a cell; one that is not read leaves an error there."""

    def calculate(self) -> None:
        """Compute all formulas. Raises EngineFailed."""

    def read(self, spot: Spot) -> Value:
        """The value of a cell."""


class EngineFailed(Exception):  # noqa: N818 - says what happened
    """An evaluator gave up on a workbook as a whole."""


class EngineKind(NamedTuple):
    """An evaluator: its name, whether it is installed, how a workbook is made of names of sheets."""

    name: str
    is_there: Callable[[], bool]
    open: Callable[[Sequence[str]], Engine]


@cache
def _module(name: str) -> Any:
    """The module; None where it is not installed: not every computer has both."""
    try:
        return import_module(name)
    except ImportError:
        return None


def kinds_of_engines() -> list[EngineKind]:
    """The evaluators of this computer, the better one first."""
    every = (
        EngineKind("ironcalc", lambda: _module("ironcalc") is not None, _IronCalc),
        EngineKind("formualizer", lambda: _module("formualizer") is not None, _Formualizer),
    )
    return [each for each in every if each.is_there()]


def can_compute() -> bool:
    """Whether this computer can compute formulas; where it cannot, `recalculate` leaves every formula uncomputed."""
    return bool(kinds_of_engines())


def formatted(value: float, code: str) -> str:
    """A number by a number format, as the function TEXT gives it, with the separators of English; "" where nothing can
    compute it."""
    if _module("formualizer") is None:
        return ""
    book = _Formualizer(["A"])
    book.put((0, 1, 1), value)
    book.put((0, 1, 2), code)
    book.put_formula((0, 1, 3), "TEXT(A1,B1)")
    book.calculate()
    text = book.read((0, 1, 3))
    return text if isinstance(text, str) else ""


@contextmanager
def _failures() -> Iterator[None]:
    """Whatever an evaluator raises as EngineFailed; a panic of its Rust code is no Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise EngineFailed(str(error)) from error
        raise


def _finite(value: Value) -> Value:
    """A value; None for numbers that no cell can hold."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


@contextmanager
def _unheard() -> Iterator[None]:
    """Rust writes of a panic to the error stream before anybody can catch it."""
    try:
        heard = os.dup(2)
    except OSError:  # there is none
        yield
        return
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(heard, 2)
        os.close(heard)


class _IronCalc:
    def __init__(self, sheets: Sequence[str]) -> None:
        module = _module("ironcalc")
        self._model = module.create("x", "en", "UTC")
        for number, name in enumerate(sheets):
            if number:
                self._model.add_sheet(name)
            else:
                self._model.rename_sheet(0, name)
        self._error = module.CellType.ErrorValue

    def put(self, spot: Spot, value: Value) -> None:
        if isinstance(value, bool):
            self._model.update_cell_with_bool(*spot, value)
        elif isinstance(value, float):
            self._model.update_cell_with_number(*spot, value)
        elif isinstance(value, str):
            self._model.update_cell_with_text(*spot, value)
        elif isinstance(value, ErrorValue):
            self._model.update_cell_with_formula(*spot, f"={value.code}")
        else:
            self._model.clear_cell_contents(*spot)

    def put_formula(self, spot: Spot, formula: str) -> None:
        with _failures():
            self._model.update_cell_with_formula(*spot, f"={formula}")

    def calculate(self) -> None:
        with _failures(), _unheard():
            self._model.evaluate()

    def read(self, spot: Spot) -> Value:
        value: float | str | bool | None = self._model.get_cell_value(*spot)
        if isinstance(value, str) and self._model.get_cell_type(*spot) == self._error:
            return ErrorValue(value)
        return _finite(value)


class _Formualizer:
    def __init__(self, sheets: Sequence[str]) -> None:
        self._book = _module("formualizer").Workbook()
        self._book.set_temporal_egress("serial")
        self._book.set_deterministic_clock(_FIXED_NOW)
        self._sheets = list(sheets)
        for name in sheets:
            self._book.add_sheet(name)

    def put(self, spot: Spot, value: Value) -> None:
        sheet, row, column = spot
        if isinstance(value, ErrorValue):
            self._book.set_formula(self._sheets[sheet], row, column, f"={value.code}")
        else:
            self._book.set_value(self._sheets[sheet], row, column, value)

    def put_formula(self, spot: Spot, formula: str) -> None:
        sheet, row, column = spot
        with _failures():
            self._book.set_formula(self._sheets[sheet], row, column, f"={formula}")

    def calculate(self) -> None:
        with _failures():
            self._book.evaluate_all()

    def read(self, spot: Spot) -> Value:
        sheet, row, column = spot
        value = self._book.get_value(self._sheets[sheet], row, column)
        if isinstance(value, dict):
            code = _ERRORS.get(str(value.get("kind")))
            return None if code is None else ErrorValue(code)
        if isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        return _finite(value) if isinstance(value, float | str | bool) else None
