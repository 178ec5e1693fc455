"""Makes the table of proven shapes, or checks it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import cchc_excel.fill
from cchc_excel.fill.formulas.engines import kinds_of_engines
from cchc_excel.fill.formulas.functions import PARAMETERS
from cchc_excel.fill.formulas.kinds import Value
from cchc_excel.fill.formulas.proven import PROVEN
from cchc_excel.fill.formulas.shapes import Shape
from tests.fill.proving.cases import Case, Sheet, cases
from tests.fill.proving.doubts import is_doubtful, scalar
from tests.fill.proving.judges import by_engine, by_libreoffice, is_no_value, same
from tests.fill.proving.table import patterns, table

TABLE = Path(cchc_excel.fill.__file__).parent / "formulas" / "proven.py"


Shapes: TypeAlias = dict[str, tuple[set[Shape], set[Shape]]]
"""By function: shapes that are proven, and those of which only values are, no errors."""


def prove(functions: Sequence[str], kept: Path | None = None) -> tuple[dict[str, Shapes], list[str]]:
    """The proven shapes by evaluator, and the formulas that differ, in lines."""
    sheet = Sheet()
    tried = [case for function in functions for case in cases(function, sheet)]
    sys.stderr.write(f"{len(tried)} formulas\n")
    right = [_number(case, value) for case, value in zip(tried, by_libreoffice(sheet, tried, kept), strict=True)]
    proven, differing = {}, []
    for kind in kinds_of_engines():
        given = by_engine(kind, sheet, tried)
        wrong: dict[tuple[str, Shape], bool] = {}
        for case, mine, office in zip(tried, given, right, strict=True):
            if not same(mine, office):
                key = case.function, case.shape
                wrong[key] = wrong.get(key, False) or not is_no_value(mine, office)
                differing.append(f"{kind.name}\t{case.function}\t{','.join(case.shape)}\t{case.text}\t{mine}\t{office}")
        proven[kind.name] = _shapes(tried, wrong)
    return proven, differing


def _number(case: Case, value: Value) -> Value:
    """LibreOffice shows -FALSE as FALSE."""
    return float(value) if isinstance(value, bool) and case.function == "neg" else value


def _shapes(tried: Sequence[Case], wrong: Mapping[tuple[str, Shape], bool]) -> Shapes:
    """What is proven. `wrong`: the shapes with formulas that differ; False where these only lack a value."""
    shapes: Shapes = {}
    for function, shape in dict.fromkeys((case.function, case.shape) for case in tried):
        is_wrong = wrong.get((function, shape), False) or wrong.get(scalar(function, shape), False)
        if not is_wrong and not is_doubtful(function, shape):
            shapes.setdefault(function, (set(), set()))[(function, shape) in wrong].add(shape)
    return shapes


def main(documentation: str) -> int:
    """Make the table, or check it."""
    parser = argparse.ArgumentParser(description=documentation.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the table would change")
    parser.add_argument("--differing", type=Path, help="a file for the formulas that differ")
    parser.add_argument("--kept", type=Path, help="a file in which LibreOffice's answers are kept for the next time")
    parser.add_argument("--only", nargs="*", help="functions to prove anew; the others stay as they are")
    arguments = parser.parse_args()
    functions = [name for name in PARAMETERS if not arguments.only or name in arguments.only]
    shapes, differing = prove(functions, arguments.kept)
    if arguments.differing:
        arguments.differing.write_text("\n".join(differing), "utf-8")
    text = table({engine: _kept(engine, functions) | _made(found) for engine, found in shapes.items()})
    if arguments.check:
        return int(text != TABLE.read_text("utf-8"))
    TABLE.write_text(text, "utf-8")
    return 0


def _made(shapes: Shapes) -> dict[str, str]:
    return {name: patterns(*found) for name, found in shapes.items()}


def _kept(engine: str, proven: Sequence[str]) -> dict[str, str]:
    """The functions of the table that were not proven anew."""
    old = PROVEN.get(engine, {})
    return {name: text for name, text in old.items() if name in PARAMETERS and name not in proven}
