"""The formulas that are tried for each shape, over a sheet of samples."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

from cchc_excel.fill.formulas.arrays import ONE, size
from cchc_excel.fill.formulas.functions import GIVES, OF_DATES, PARAMETERS, PRECISE, TELLS_NA
from cchc_excel.fill.formulas.kinds import Value, kind_of
from cchc_excel.fill.formulas.shapes import OMITTED, Shape
from cchc_excel.fill.formulas.syntax import Apply, Area, ArrayConstant, ErrorValue, Literal, Node, Omitted
from cchc_excel.fill.formulas.written import written
from tests.fill.proving.samples import (
    ALL_SAMPLES,
    ARGUMENTS,
    BY_VALUE,
    COMPARISONS,
    CONTENTS,
    COUNTING,
    DATA,
    HALVES,
    LOOKING,
    MANY,
    NEAR,
    OPTIONAL,
    SIGNED,
    TALL,
    VALUES,
)

_HOLIDAY = 36_000.0
"""Numbers above it are days of our time."""


class Case:
    """A formula that is tried for a shape of a function."""

    def __init__(self, function: str, shape: Shape, tree: Node, is_array: bool) -> None:
        self.function, self.shape, self.tree, self.is_array = function, shape, tree, is_array
        self.text = written(tree)


class Sheet:
    """The sheet of samples: where single values and ranges stand."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Value] = {}
        self.singles: dict[str, list[Area]] = {}
        self.ranges: dict[str, list[tuple[Area, Area, Area]]] = {}
        chance = random.Random(1)
        for number, kind in enumerate(ALL_SAMPLES, 1):
            for row, value in enumerate(ALL_SAMPLES[kind], 1):
                self.cells[row, number] = value
            self.singles[kind] = [Area(DATA, row, number, row, number) for row in range(1, len(ALL_SAMPLES[kind]) + 1)]
            self.ranges[kind] = [self._range(kind, number, variant, chance) for variant in range(6)]
        self.sorted = {kind: self._sorted(kind, number) for number, kind in enumerate(("s", "i", "h", "f", "g", "f!"))}

    def _range(self, kind: str, number: int, variant: int, chance: random.Random) -> tuple[Area, Area, Area]:
        """A column, a row and a table of values of a kind, in every other variant numbers among them."""
        usual = [1.0, 2.0, 3.0, 5.0, 12.0]
        held = [chance.choice(ALL_SAMPLES[kind]) for _ in range(3 * TALL)]
        if variant % 2:
            held = [chance.choice(usual) if place % 3 == 1 else value for place, value in enumerate(held)]
        top, left = 20 + variant * 20, 1 + number * 8
        table = Area(DATA, top, left, top + TALL - 1, left + 2)
        across = Area(DATA, top + 6, left, top + 6, left + TALL - 1)
        for place, value in enumerate(held):
            self.cells[top + place % TALL, left + place // TALL] = value
            if place < TALL:
                self.cells[top + 6, left + place] = value
        return table._replace(right=left), across, table

    def _sorted(self, kind: str, number: int) -> list[tuple[Area, Area, Area]]:
        """The samples of a kind in rising order, as a column, a row and a table; and with one of them twice."""
        rising = sorted(set(map(float, ALL_SAMPLES[kind])))[:TALL]  # type: ignore[arg-type]
        made = []
        for top, values in ((200, rising), (220, [*rising[:2], *rising[1 : TALL - 1]])):
            left = 1 + number * 8
            for place, value in enumerate(values):
                self.cells[top + 6, left + place] = value
                for column in range(3):
                    self.cells[top + place, left + column] = value + column
            table = Area(DATA, top, left, top + TALL - 1, left + 2)
            made.append((table._replace(right=left), Area(DATA, top + 6, left, top + 6, left + TALL - 1), table))
        return made


def kinds_tried(function: str, position: int, kind: str) -> list[str]:
    """The tokens that an argument of a function is tried with."""
    given = ARGUMENTS.get(function)
    names = given[min(position, len(given) - 1)] if given else (VALUES if kind == "v" else CONTENTS)
    if function in PRECISE and function not in LOOKING and "f" in names:
        names += "g"
    if function in TELLS_NA:
        names += "n"
    if kind == "v":
        tokens = list(names)
        if function in BY_VALUE:
            tokens += ["A" + each for each in names if each in "sihfgbaudlq"] + (
                ["Az"] if function in ("=", "<>") else []
            )
        return tokens + ([OMITTED] if function == "IF" and position else [])
    tokens = ["R" + each for each in names]
    if kind == "t":
        return tokens
    if kind == "a":
        return tokens + ([*"sihf", *("A" + each for each in "sihfb")] if function == "SUMPRODUCT" else [])
    if function in MANY:
        tokens += list("sihfbaudqe")
    if function in MANY[:9]:
        tokens += ["A" + each for each in "sihfb"]
    return tokens


def is_tried(shape: Shape) -> bool:
    """Whether a shape is worth trying: of IF, arrays only where it asks an array."""
    return len(shape) < 3 or shape[0][0] == "A" or not any(token[0] == "A" for token in shape)


def shapes_of(function: str) -> Iterator[Shape]:
    """All shapes of a function that are tried."""
    types = PARAMETERS[function]
    if not types.endswith("*"):
        for count in range(len(types) - OPTIONAL.get(function, 0), len(types) + 1):
            if function in ("INDEX~1", "INDEX~2"):
                count = 1 + int(function[-1])
            yield from product(*(kinds_tried(function, at, types[at]) for at in range(count)))
            if function in ("INDEX~1", "INDEX~2"):
                return
        return
    if types[-2] != ")":
        fixed, group = types[:-2], types[-2]
    else:
        fixed, _, group = types[:-2].partition("(")
    whole = fixed + group
    tokens = [kinds_tried(function, at, kind) for at, kind in enumerate(whole)]
    yield from product(*tokens)
    if len(group) == 1:
        yield from product(*tokens, tokens[-1])
    else:
        yield ("many",)


def cases(function: str, sheet: Sheet) -> Iterator[Case]:
    """The formulas that are tried for a function."""
    is_critical = function in COMPARISONS or function in COUNTING
    for shape in filter(is_tried, shapes_of(function)):
        chance = random.Random(f"{function} {shape}")
        count = {0: 1, 1: 20, 2: 8 if is_critical else 4}.get(len(shape), 4 if is_critical else 2)
        for turn in range(count):
            if shape == ("many",):
                yield from many(function, sheet, chance)
                continue
            arguments = arguments_of(function, shape, sheet, chance, turn)
            yield case_of(function, shape, Apply(function, arguments))
        if any(token[0] == "R" for token in shape):  # a range of one cell
            arguments = tuple(first_cell(each) for each in arguments_of(function, shape, sheet, chance, 0))
            yield case_of(function, shape, Apply(function, arguments))
    yield from near(function)
    yield from holidays(function, sheet)


def holidays(function: str, sheet: Sheet) -> Iterator[Case]:
    """Work days about days that a list of holidays names."""
    if not function.startswith(("NETWORKDAYS", "WORKDAY")):
        return
    weekend = (Literal(1.0),) if function.endswith(".INTL") else ()
    for column, _, _ in sheet.ranges["i!"]:
        for row in range(column.top, column.bottom + 1):
            held = sheet.cells[row, column.left]
            if isinstance(held, float) and held > _HOLIDAY:
                ends = (
                    [(held - 9, held + 9)]
                    if function.startswith("NETWORKDAYS")
                    else [(held - 5, 7.0), (held + 5, -7.0)]
                )
                for one, other in ends:
                    arguments = (Literal(one), Literal(other), *weekend, column)
                    shape = (kind_of(one), kind_of(other), *("s" for _ in weekend), "Ri")
                    yield Case(function, shape, Apply(function, arguments), False)


def near(function: str) -> Iterator[Case]:
    """Comparisons of numbers that many take for the same, and what is rounded just beside a half."""
    if function in COMPARISONS:
        pairs = [*NEAR, *((other, one) for one, other in NEAR)]
    elif function in ("ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC"):
        pairs = [(number, digits) for numbers in NEAR for number in numbers for digits in (0.0, 1.0, 2.0)]
        pairs += [(number, digits) for number in HALVES for digits in (0.0, 1.0, 2.0)]
    elif function in ("MOD", "CEILING", "FLOOR", "MROUND", "QUOTIENT"):
        pairs = [(number, step) for numbers in NEAR for number in numbers for step in (1.0, 0.1, 0.5)]
        pairs += product(*SIGNED)
    elif PARAMETERS[function] == "vv" and "v" not in GIVES.get(function, "") and function not in OF_DATES:
        pairs = list(product(*SIGNED)) if GIVES.get(function, "sih").strip("sihfg") == "" else []
    else:
        pairs = []
    for one, other in pairs:
        yield Case(function, (kind_of(one), kind_of(other)), Apply(function, (Literal(one), Literal(other))), False)


def many(function: str, sheet: Sheet, chance: random.Random) -> Iterator[Case]:
    """Calls with two and three groups of arguments."""
    for _ in range(40):
        tokens = [each for each in shapes_of(function) if each != ("many",)]
        types = PARAMETERS[function]
        fixed = len(types[:-2].partition("(")[0])
        plain = [each for each in tokens if all(token[-1] in "siau" for token in each)]
        picks = [chance.choice(plain) for _ in range(chance.choice((2, 3)))]
        shape = (*picks[0], *(token for each in picks[1:] for token in each[fixed:]))
        yield case_of(function, ("many",), Apply(function, arguments_of(function, shape, sheet, chance, 0)))


def case_of(function: str, shape: Shape, call: Apply) -> Case:
    """A call as a formula of one value."""
    if not any(token[0] == "A" for token in shape):
        return Case(function, shape, call, is_array=False)
    if size(call) == ONE:
        return Case(function, shape, call, is_array=True)
    rows, columns = size(call)
    weights = ArrayConstant(
        tuple(tuple(Literal(float(2 ** (row + column))) for column in range(columns)) for row in range(rows))
    )
    gives = GIVES.get(function, "n")
    inner: Node = Apply("LEN", (Apply("&", (call, Literal(""))),)) if gives in ("text", "chosen") else call
    return Case(function, shape, Apply("SUMPRODUCT", (Apply("*", (inner, weights)),)), is_array=True)


def arguments_of(function: str, shape: Shape, sheet: Sheet, chance: random.Random, turn: int) -> tuple[Node, ...]:
    """Samples of the kinds of a shape."""
    across, types = turn % 4 == 3, types_for(function, len(shape))
    found: list[Node] = []
    is_sorted = (function.endswith("~1") and not function.startswith("INDEX")) or function == "LOOKUP"
    for position, token in enumerate(shape):
        kind = types[position]
        if token == OMITTED:
            found.append(Omitted())
        elif token[0] in "RA" and len(token) == 2:
            areas = sheet.sorted if is_sorted and position == 1 else sheet.ranges
            area = chance.choice(areas[_sample(function, token[1])])
            if kind == "t":
                found.append(area[2] if function[0] == "V" else area[2]._replace(bottom=area[2].top + 2))
            elif token[0] == "A" and kind != "v":
                found.append(computed(area[int(across)], token[1]))
            elif function == "INDEX~2":
                found.append(area[2])
            else:
                found.append(area[int(across)])
        else:
            found.append(single(_sample(function, token), sheet, chance, literal=kind != "v" or turn % 2 == 1))
    return tuple(found)


def _sample(function: str, kind: str) -> str:
    """Which samples stand for a kind: of a function that tells it from another, finer ones."""
    fine = (kind == "e" and function in TELLS_NA) or (kind == "f" and function in PRECISE)
    if kind == "s" and function.startswith("INDEX~"):  # the 0th is the whole column
        return "s!"
    return f"{kind}!" if fine or (kind in "ih" and function in OF_DATES and function != "DATE") else kind


def types_for(function: str, count: int) -> str:
    """The type of each argument, as many as there are."""
    types = PARAMETERS[function]
    if not types.endswith("*"):
        return types
    fixed, group = (types[:-2], types[-2]) if types[-2] != ")" else types[:-2].split("(")
    return fixed + group * count


def first_cell(node: Node) -> Node:
    """Of a range its first cell; what is no range as it is."""
    return node._replace(bottom=node.top, right=node.left) if isinstance(node, Area) else node


def computed(area: Area, kind: str) -> Node:
    """An array of a kind, of an area's size."""
    if kind == "b":
        return Apply(">", (area, Literal(2.0)))
    return Apply("*", (area, Literal(1.0)))


def single(kind: str, sheet: Sheet, chance: random.Random, literal: bool) -> Node:
    """A value of a kind: written out, or in a cell."""
    place = chance.randrange(len(ALL_SAMPLES[kind]))
    value = ALL_SAMPLES[kind][place]
    if not literal or value is None:
        return sheet.singles[kind][place]
    return value if isinstance(value, ErrorValue) else Literal(value)
