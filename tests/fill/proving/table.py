"""The table of proven shapes as a module."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import product

from cchc_excel.fill.formulas.kinds import KINDS
from cchc_excel.fill.formulas.shapes import OMITTED, Shape

_WIDTH = 120


def patterns(with_errors: set[Shape], values_only: set[Shape]) -> str:
    """Patterns that hold just the shapes that are proven; with "!" those of which errors are not."""
    every = with_errors | values_only
    return " ".join([*cover(with_errors, with_errors), *(f"{each}!" for each in cover(values_only, every))])


def cover(wanted: set[Shape], shapes: set[Shape]) -> list[str]:
    """Patterns that hold all wanted shapes, and none but these."""
    left, found = sorted(wanted), []
    done: set[Shape] = set()
    order = [*KINDS, OMITTED, *("R" + kind for kind in KINDS), *("A" + kind for kind in KINDS)]
    for shape in left:
        if shape in done:
            continue
        if shape == ("many",):
            found.append("many")
            continue
        sets = [[token] for token in shape]
        for position in reversed(range(len(shape))):
            for token in order:
                rest = [[token] if at == position else each for at, each in enumerate(sets)]
                if token not in sets[position] and all(one in shapes for one in product(*rest)):
                    sets[position].append(token)
        done |= set(product(*sets))
        found.append(",".join(spelled(sorted(each, key=order.index)) for each in sets) or "()")
    return found


def spelled(tokens: Sequence[str]) -> str:
    """Tokens of one argument in a pattern."""
    words = ["".join(token[0] if token != OMITTED else "-" for token in tokens if len(token) == 1 or token == OMITTED)]
    for mark in "RA":
        inside = "".join(token[1] for token in tokens if token[0] == mark and len(token) == 2)
        words.append(mark + inside if inside else "")
    return "/".join(word for word in words if word)


def table(proven: Mapping[str, Mapping[str, str]]) -> str:
    """The module with the table: patterns by evaluator and function."""
    lines = [
        '"""Shapes of formulas that evaluators compute as LibreOffice does, by evaluator and function (read as',
        "`shapes` says). Made by `python -m scripts.prove_formulas`, nothing of it by hand.",
        "",
        "Longer than a module should be: it is a table, and complete.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from cchc_excel.fill.formulas.shapes import Proven",
        "",
        "PROVEN: dict[str, Proven] = {",
    ]
    for engine, functions in proven.items():
        lines.append(f'    "{engine}": {{')
        for function in sorted(functions):
            lines += _entry(function, functions[function])
        lines.append("    },")
    return "\n".join([*lines, "}", ""])


def _entry(function: str, text: str) -> list[str]:
    """A function of the table, as a formatter would break its lines."""
    line = f'        "{function}": "{text}",'
    if len(line) <= _WIDTH or not text:
        return [line] if text else []
    body = textwrap.wrap(
        text, _WIDTH - 14 if len(text) <= _WIDTH - 14 else _WIDTH - 15, break_long_words=False, break_on_hyphens=False
    )
    return [
        f'        "{function}": (',
        *(f'            "{line} "' for line in body[:-1]),
        f'            "{body[-1]}"',
        "        ),",
    ]
