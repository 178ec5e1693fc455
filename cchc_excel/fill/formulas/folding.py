"""Calls of which it is known before any cell is computed what they come to: ROW()-4 is a number, and INDEX of it a
cell. So a table in which each row reads the one above by INDEX or IF is no circle."""

from __future__ import annotations

import operator
from collections.abc import Callable

from cchc_excel.fill.formulas.areas import entry
from cchc_excel.fill.formulas.arrays import size
from cchc_excel.fill.formulas.syntax import Apply, Area, Literal, Node, Omitted

_LARGEST = float(2**31)
"""Beyond it no number of a row or a column leads."""
ARITHMETIC: dict[str, Callable[[float, float], float]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def folded(call: Apply) -> Node:
    """A resolved call, or what it comes to: of whole numbers their sum, difference, product or comparison; of INDEX
    with known numbers, the cell. Raises NotUnderstood where there is no such cell."""
    name, arguments = call.function, call.arguments
    numbers = [number for number in map(whole, arguments) if number is not None]
    if len(numbers) == len(arguments) == 2:
        if name in ARITHMETIC:
            return written_out(ARITHMETIC[name](*numbers))
        if name in _COMPARISONS:
            return Literal(_COMPARISONS[name](*numbers))
    if name.startswith("INDEX~") and len(numbers) == len(arguments) - 1:
        area = arguments[0]
        if isinstance(area, Area) and (len(numbers) == 2 or 1 in size(area)):
            return entry(area, *numbers)
    return call


def whole(node: Node) -> float | None:
    """A whole number such as rows have, written out with its sign; else None."""
    if isinstance(node, Apply) and node.function == "neg":
        number = whole(node.arguments[0])
        return None if number is None else -number
    value = node.value if isinstance(node, Literal) else None
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST
    return value if is_whole and isinstance(value, float) else None


def written_out(number: float) -> Node:
    """A number as a formula has it: the sign of a negative one is an operator."""
    return Apply("neg", (Literal(-number),)) if number < 0 else Literal(number)


def chosen(condition: Node, choices: tuple[Node, ...]) -> Node | None:
    """What an IF gives by its resolved condition; None where that is not known."""
    if not isinstance(condition, Literal) or not isinstance(condition.value, bool) or not 1 <= len(choices) <= 2:
        return None
    holds = condition.value
    if not holds and len(choices) < 2:
        return Literal(False)
    found = choices[0 if holds else 1]
    return Literal(0.0) if isinstance(found, Omitted) else found
