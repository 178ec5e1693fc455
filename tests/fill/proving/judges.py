"""What the evaluators and LibreOffice give for formulas, and whether that is the same."""

from __future__ import annotations

import pickle
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from subprocess import TimeoutExpired

import openpyxl
import xlsxwriter
from openpyxl.utils.datetime import to_excel

from cchc_excel.fill.formulas.engines import EngineFailed, EngineKind
from cchc_excel.fill.formulas.kinds import Value, kind_of
from cchc_excel.fill.formulas.syntax import ErrorValue
from cchc_excel.fill.ooxml.addresses import letters
from tests.fill.proving.cases import Case, Sheet
from tests.fill.proving.samples import DATA
from tests.libreoffice import recalculated

_AT_ONCE, _ASKED_AT_ONCE, _FEW = 8000, 1000, 4
_DIED = ErrorValue("#DIED!")


def by_engine(kind: EngineKind, sheet: Sheet, tried: Sequence[Case]) -> list[Value]:
    """What an evaluator gives for each case."""
    found: list[Value] = []
    for start in range(0, len(tried), _AT_ONCE):
        found += _by_engine(kind, sheet, tried[start : start + _AT_ONCE])
    return found


def _by_engine(kind: EngineKind, sheet: Sheet, tried: Sequence[Case]) -> list[Value]:
    engine = kind.open([DATA, "T"])
    for (row, column), value in sheet.cells.items():
        engine.put((0, row, column), value)
    for number, case in enumerate(tried, 1):
        engine.put_formula((1, number, 1), case.text)
    try:
        engine.calculate()
    except EngineFailed:  # a formula that it dies of is nowhere proven
        if len(tried) == 1:
            return [_DIED]
        half = len(tried) // 2
        return _by_engine(kind, sheet, tried[:half]) + _by_engine(kind, sheet, tried[half:])
    return [engine.read((1, number, 1)) for number in range(1, len(tried) + 1)]


def by_libreoffice(sheet: Sheet, tried: Sequence[Case], kept: Path | None) -> list[Value]:
    """What LibreOffice gives for each case. `kept`: a file of what it gave before, by formula, which grows."""
    known: dict[tuple[str, bool], Value] = pickle.loads(kept.read_bytes()) if kept and kept.exists() else {}
    known = {asked: value for asked, value in known.items() if value != _DIED}
    fresh = [case for case in tried if (case.text, case.is_array) not in known]
    parts = [fresh[start : start + _ASKED_AT_ONCE] for start in range(0, len(fresh), _ASKED_AT_ONCE)]
    with ThreadPoolExecutor(2) as pool:
        for number, values in enumerate(pool.map(partial(_by_libreoffice, sheet), parts)):
            known |= {(case.text, case.is_array): value for case, value in zip(parts[number], values, strict=True)}
            sys.stderr.write(f"{number + 1} of {len(parts)}\n")
            if kept:
                kept.write_bytes(pickle.dumps(known))
    return [known[case.text, case.is_array] for case in tried]


def _by_libreoffice(sheet: Sheet, tried: Sequence[Case]) -> list[Value]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.xlsx"
        write(file, sheet, tried)
        try:
            made = recalculated(file, Path(folder) / "out", 25 + len(tried) / 20)
        except (AssertionError, TimeoutExpired):  # a formula that it dies of is nowhere proven
            if len(tried) < _FEW:
                return [_DIED] * len(tried)
            half = len(tried) // 2
            return _by_libreoffice(sheet, tried[:half]) + _by_libreoffice(sheet, tried[half:])
        rows = openpyxl.load_workbook(made, data_only=True, read_only=True)["T"].iter_rows(max_col=1)
        values = [value_of(row[0]) for row in rows]
    return values + [None] * (len(tried) - len(values))


def value_of(cell: object) -> Value:
    """A cell of openpyxl's."""
    value, kind = cell.value, cell.data_type  # type: ignore[attr-defined]
    if kind == "e":
        return ErrorValue(str(value))
    if isinstance(value, bool) or value is None:
        return value
    if kind == "d":  # LibreOffice gives the cell of a date a date's format
        value = to_excel(value)  # type: ignore[no-untyped-call]
    return float(value) if isinstance(value, int | float) else str(value)


def write(file: Path, sheet: Sheet, tried: Sequence[Case]) -> None:
    """A workbook of samples and formulas."""
    book = xlsxwriter.Workbook(file, {"use_future_functions": True, "strings_to_numbers": False})
    data, formulas = book.add_worksheet(DATA), book.add_worksheet("T")
    for (row, column), value in sheet.cells.items():
        if isinstance(value, ErrorValue):
            data.write_formula(row - 1, column - 1, {"#N/A": "=NA()"}.get(value.code, f"={value.code}"))
        elif value == "":
            data.write_formula(row - 1, column - 1, '=""')
        elif isinstance(value, str):
            data.write_string(row - 1, column - 1, value)
        elif value is not None:
            data.write(row - 1, column - 1, value)
    for number, case in enumerate(tried):
        if case.is_array:
            cell = f"{letters(1)}{number + 1}"
            formulas.write_array_formula(f"{cell}:{cell}", "{=" + case.text + "}")
        else:
            formulas.write_formula(number, 0, "=" + case.text)
    book.close()


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same, numbers to twelve digits."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-11 * max(abs(one), abs(other)) + 1e-13
    if _DIED in (one, other):
        return False
    if isinstance(one, ErrorValue) or isinstance(other, ErrorValue):
        return kind_of(one) == kind_of(other) and isinstance(one, ErrorValue)
    if one in (None, "") and other in (None, ""):
        return True
    return type(one) is type(other) and one == other


def is_no_value(given: Value, right: Value) -> bool:
    """Whether an evaluator that differs only says that it has no value."""
    return _DIED not in (given, right) and (given is None or isinstance(given, ErrorValue))
