"""Formulas that work on several values at once: how many, and what each of them is."""

from __future__ import annotations

from collections.abc import Set
from typing import TypeAlias

from cchc_excel.fill.formulas.functions import GIVES, argument_types
from cchc_excel.fill.formulas.syntax import Apply, Area, ArrayConstant, Node, NotUnderstood

Size: TypeAlias = tuple[int, int]
"""Rows and columns."""
ONE: Size = (1, 1)
ADDS_UP = {"SUM", "SUMPRODUCT", "MAX", "MIN", "AVERAGE", "COUNT", "AND", "OR"}
"""Functions of which an argument that is several values may be so many arguments."""
_ONE_AT_A_TIME = {
    *("COUNTIF", "COUNTIFS", "SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "LARGE", "SMALL", "RANK", "MATCH~0"),
    *("VLOOKUP~0", "HLOOKUP~0", "INDEX~1", "INDEX~2", "MAXIFS", "MINIFS", "SEARCH", "FIND", "ISNUMBER", "ISERROR"),
    *("ROUND", "ROUNDUP", "ROUNDDOWN"),
}
"""Functions that evaluators call with one value where they are given several."""
_MOST = 100


def size(node: Node) -> Size:
    """How many values a resolved formula is. Raises NotUnderstood where its parts do not fit."""
    if not isinstance(node, Apply):
        return size_of_value(node)
    found = size_together({size(argument) for argument in taken_singly(node)})
    if found is None:
        raise NotUnderstood("ranges of different sizes")
    return found


def size_of_value(node: Node) -> Size:
    """How many values a part is that is no call."""
    if isinstance(node, Area):
        return node.bottom - node.top + 1, node.right - node.left + 1
    if isinstance(node, ArrayConstant):
        return len(node.rows), len(node.rows[0])
    return ONE


def size_together(sizes: Set[Size]) -> Size | None:
    """How many values a call is that takes arguments of these sizes value by value; None where they do not fit."""
    rows, columns = {rows for rows, _ in sizes if rows > 1}, {columns for _, columns in sizes if columns > 1}
    if len(rows) > 1 or len(columns) > 1:
        return None
    return max(rows, default=1), max(columns, default=1)


def _is_even(node: Node) -> bool:
    """Whether the ranges that a call goes through value by value are all of one size."""
    return not isinstance(node, Apply) or len({size(argument) for argument in taken_singly(node)} - {ONE}) <= 1


def taken_singly(node: Apply) -> list[Node]:
    """The arguments of which a function takes one value at a time."""
    types = argument_types(node.function, len(node.arguments)) or ""
    return [argument for argument, kind in zip(node.arguments, types, strict=False) if kind == "v"]


def element(node: Node, row: int, column: int) -> Node:
    """One of the values that a formula is, by its row and column from 0."""
    rows, columns = size(node)
    at_row, at_column = min(row, rows - 1), min(column, columns - 1)
    if isinstance(node, Area):
        top, left = node.top + at_row, node.left + at_column
        return Area(node.sheet, top, left, top, left)
    if isinstance(node, ArrayConstant):
        return node.rows[at_row][at_column]
    if not isinstance(node, Apply):
        return node
    types = argument_types(node.function, len(node.arguments)) or ""
    arguments = [
        element(argument, row, column) if kind == "v" else argument
        for argument, kind in zip(node.arguments, types, strict=True)
    ]
    return Apply(node.function, tuple(arguments))


def one_by_one(call: Apply) -> Apply:
    """A call in which what evaluators cannot go through themselves is written out, value by value."""
    if call.function not in ADDS_UP or not any(_must_be_written_out(each) for each in call.arguments):
        return call
    if call.function == "SUMPRODUCT" and len(call.arguments) > 1:
        raise NotUnderstood("products of what must be written out")
    written = tuple(part for each in call.arguments for part in _all_elements(call.function, each))
    return Apply("SUM" if call.function == "SUMPRODUCT" else call.function, written)


def _must_be_written_out(node: Node) -> bool:
    if not isinstance(node, Apply):
        return False
    single = taken_singly(node)
    if any(isinstance(each, ArrayConstant) for each in single) or not _is_even(node):
        return True
    if node.function in _ONE_AT_A_TIME and size(node) != ONE:
        return True
    return any(_must_be_written_out(each) for each in single)


def _all_elements(function: str, node: Node) -> list[Node]:
    rows, columns = size(node)
    if (rows, columns) == ONE or not isinstance(node, Apply):
        return [node]
    gives = GIVES.get(node.function, "n")
    if rows * columns > _MOST or gives == "text" or (gives == "b") != (function in ("AND", "OR")):
        raise NotUnderstood("too many values, or no numbers")
    return [element(node, row, column) for row in range(rows) for column in range(columns)]


def first(node: Node) -> Node:
    """What a cell shows of a formula that is several values because an array is written out in it."""
    if isinstance(node, Apply | ArrayConstant) and size(node) != ONE:
        return element(node, 0, 0)
    return node
