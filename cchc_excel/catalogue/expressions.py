"""Expressions of the catalogue: parsed once, evaluated exactly over figures, translated to Excel formulas.

The grammar is a part of Python's: names, numbers, `+ - *`, comparisons, `and or not`, and two aggregates over a
unit's procedures, `tong(expression[, condition])` and `dem([condition])`. Nothing else is accepted and nothing of
Python is run. There is no division: values are ints, or Fractions where a decimal stands in the text.
"""

from __future__ import annotations

import ast
import functools
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

from cchc_excel.catalogue.excel_formulas import Reference, excel_number, excel_truth
from cchc_excel.model.records import Number
from cchc_excel.values import plain

Row: TypeAlias = Mapping[str, Number]
"""Figures and flags of one procedure by name; a blank figure is left to the caller (0 in checks and sums)."""

IN_FORCE = "#hieu_luc"
"""In a row of a procedure: 0 where it is no longer in force, so that dem leaves it out; no name of an expression."""
_LONGEST = 1_000
ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_Evaluator: TypeAlias = Callable[[Row, "Rows"], Number]


class Sums(Protocol):
    """Rows of procedures that have been added up already: what each tong and dem comes to over them."""

    def of(self, aggregate: Aggregate) -> Number:
        """The value of a tong/dem over the rows."""


Rows: TypeAlias = Sequence[Row] | Sums


class ExpressionError(ValueError):
    """An expression that is not one; the message (Vietnamese) says why."""


class Aggregate:
    """One `tong(...)` or `dem(...)`: what each procedure row adds. `names` are the row names it uses."""

    def __init__(self, value: ast.expr | None, condition: ast.expr | None) -> None:
        self.value, self.condition = value, condition
        self.names = _names(value) | _names(condition)
        self._add = _evaluator(value) if value is not None else None
        self._holds = _evaluator(condition) if condition is not None else None

    @property
    def is_count(self) -> bool:
        """Whether it counts procedures (dem): then one that is not in force adds nothing."""
        return self.value is None

    def over(self, rows: Rows) -> Number:
        """The sum (tong), or the number of those in force (dem), over the procedure rows."""
        if not isinstance(rows, Sequence):
            return rows.of(self)
        chosen = rows if self._holds is None else [row for row in rows if self.counts(row)]
        if self._add is None:
            return sum(bool(row.get(IN_FORCE, True)) for row in chosen)
        add = self._add
        return sum((add(row, ()) for row in chosen), 0)

    def counts(self, row: Row) -> bool:
        """Whether a procedure row meets the condition."""
        return self._holds is None or bool(self._holds(row, ()))

    def adds(self, row: Row) -> Number:
        """What a procedure row adds."""
        if not self.counts(row):
            return 0
        return int(bool(row.get(IN_FORCE, True))) if self._add is None else self._add(row, ())

    def excel_row(self, reference: Reference) -> str:
        """The Excel formula (without "=") of what one row adds, to be summed down a helper column by SUM."""
        value = excel_number(self.value, reference, None) if self.value is not None else "1"
        if self.condition is None:
            return value
        condition = excel_truth(self.condition, reference, None)
        return condition if self.value is None else f"{condition}*({value})"


class Expression:
    """A parsed expression: its `node` holds nothing but the grammar. `names` stand outside tong/dem, `row_names`
    inside; `aggregates` in order of appearance."""

    def __init__(self, text: str, node: ast.expr, made: Mapping[int, Aggregate] = MappingProxyType({})) -> None:
        """`made`: aggregates of an expression that this is a part of, by the identity of their node."""
        self.text = text
        self.node = node
        self._calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
        self._by_call = {id(call): made.get(id(call)) or _aggregate(call) for call in self._calls}
        self.aggregates = tuple(self._by_call[id(call)] for call in self._calls)
        self.names: frozenset[str] = _names(node)
        self.row_names: frozenset[str] = frozenset().union(*(one.names for one in self.aggregates))
        self._evaluate = _evaluator(node, self._by_call)
        self._sides = self._make_sides()

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def __reduce__(self) -> tuple[Callable[[str], Expression], tuple[str]]:
        """Another process gets the text and parses it again."""
        return _parsed, (self.text,)

    def value(self, figures: Row, rows: Rows = ()) -> Number:
        """The exact value in its plainest form: `figures` for the names outside tong/dem, `rows` for the procedures."""
        return plain(self._evaluate(figures, rows))

    def holds(self, figures: Row, rows: Rows = ()) -> bool:
        """The value as a truth value."""
        return bool(self._evaluate(figures, rows))

    @functools.cached_property
    def clauses(self) -> tuple[Expression, ...]:
        """What must hold for a condition to hold: the parts that "and" joins, or the expression itself. Their tong and
        dem are this expression's own."""
        if not (isinstance(self.node, ast.BoolOp) and isinstance(self.node.op, ast.And)):
            return (self,)
        parts = (Expression(ast.unparse(part), part, self._by_call) for part in self.node.values)
        return tuple(clause for part in parts for clause in part.clauses)

    @property
    def left_names(self) -> tuple[str, ...]:
        """Names on the left side of a comparison in the order written: where a failed check is pointed at."""
        left = self.node.left if isinstance(self.node, ast.Compare) else self.node
        return tuple(part.id for part in ast.walk(left) if isinstance(part, ast.Name))

    def sides(self, figures: Row, rows: Rows = ()) -> tuple[Number, Number] | None:
        """The values of the left and the right side of a comparison; None if the expression is not one."""
        if self._sides is None:
            return None
        left, right = self._sides
        return plain(left(figures, rows)), plain(right(figures, rows))

    def excel(self, reference: Reference, aggregate: Callable[[Aggregate], str] | None = None) -> str:
        """The Excel formula (without "="): scalar, numbers only, nothing newer than Excel 2007. `aggregate` gives the
        Excel expression of a tong/dem, as a rule the SUM of its helper column."""
        replace = None if aggregate is None else {key: aggregate(one) for key, one in self._by_call.items()}
        return excel_number(self.node, reference, replace)

    def excel_sides(
        self, reference: Reference, aggregate: Callable[[Aggregate], str] | None = None
    ) -> tuple[str, str] | None:
        """The Excel formulas of the two sides of a comparison, as `excel` makes them; None if it is not one."""
        sides = _sides(self.node)
        replace = None if aggregate is None else {key: aggregate(one) for key, one in self._by_call.items()}
        return (
            (excel_number(sides[0], reference, replace), excel_number(sides[1], reference, replace)) if sides else None
        )

    def _make_sides(self) -> tuple[_Evaluator, _Evaluator] | None:
        sides = _sides(self.node)
        return (_evaluator(sides[0], self._by_call), _evaluator(sides[1], self._by_call)) if sides else None


def parse(text: str, *, aggregates: bool) -> Expression:
    """The Expression of a text; `aggregates`: whether tong/dem may occur (not in a row's own check or formula).

    Raises ExpressionError with a Vietnamese message for anything outside the grammar.
    """
    if len(text) > _LONGEST:
        raise ExpressionError(f"biểu thức dài quá {_LONGEST} ký tự")
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError("biểu thức viết sai cú pháp") from None
    _check(node, inside=not aggregates, aggregates=aggregates)
    return Expression(text.strip(), node)


def _parsed(text: str) -> Expression:
    return parse(text, aggregates=True)


def _check(node: ast.expr, *, inside: bool, aggregates: bool) -> None:
    """Walk the tree and refuse everything that the grammar does not name."""
    match node:
        case ast.Name():
            return
        case ast.Constant(value=value):
            _check_constant(value)
            return
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult()):
            parts: list[ast.expr] = [node.left, node.right]
        case ast.BinOp():
            raise ExpressionError("chỉ dùng được các phép + - *; phép chia là việc của tử số và mẫu số")
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not()):
            parts = [node.operand]
        case ast.BoolOp():
            parts = node.values
        case ast.Compare():
            if not all(type(op) in COMPARISONS for op in node.ops):
                raise ExpressionError("chỉ dùng được các phép so sánh > >= < <= == !=")
            parts = [node.left, *node.comparators]
        case ast.Call():
            _check_call(node, inside=inside, aggregates=aggregates)
            parts, inside = node.args, True
        case _:
            raise ExpressionError("chỉ gồm tên, số, + - *, so sánh, and or not, tong(…), dem(…)")
    for part in parts:
        _check(part, inside=inside, aggregates=aggregates)


def _check_constant(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ExpressionError("chỉ dùng số và tên, không dùng chữ hay giá trị khác")
    if not math.isfinite(value):
        raise ExpressionError("số trong biểu thức quá lớn")


def _check_call(node: ast.Call, *, inside: bool, aggregates: bool) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in ("tong", "dem") or node.keywords:
        raise ExpressionError("chỉ có hai hàm tong(…) và dem(…)")
    if not aggregates:
        raise ExpressionError("tong(…) và dem(…) không dùng được trong biểu thức của từng dòng")
    if inside:
        raise ExpressionError("không lồng tong(…) hoặc dem(…) vào nhau")
    most, least = (2, 1) if name == "tong" else (1, 0)
    if not least <= len(node.args) <= most:
        raise ExpressionError("viết tong(biểu thức), tong(biểu thức, điều kiện), dem() hoặc dem(điều kiện)")


def _aggregate(call: ast.Call) -> Aggregate:
    assert isinstance(call.func, ast.Name)  # held by _check_call
    if call.func.id == "tong":
        return Aggregate(call.args[0], call.args[1] if len(call.args) > 1 else None)
    return Aggregate(None, call.args[0] if call.args else None)


def _sides(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """The two sides of a comparison; None of anything else."""
    return (node.left, node.comparators[0]) if isinstance(node, ast.Compare) and len(node.ops) == 1 else None


def _names(node: ast.expr | None) -> frozenset[str]:
    """Names used in a tree, but not those inside a tong/dem."""
    if node is None or isinstance(node, ast.Call):
        return frozenset()
    if isinstance(node, ast.Name):
        return frozenset({node.id})
    children = (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    return frozenset().union(*(_names(child) for child in children))


def constant(node: ast.Constant) -> Number:
    """The exact number of a constant: 0.1 is a tenth."""
    value = node.value
    return value if isinstance(value, int) else Fraction(repr(value))


def _evaluator(node: ast.expr, calls: Mapping[int, Aggregate] | None = None) -> _Evaluator:
    """A function of (figures, rows) for a checked tree: closures, built once, so that evaluating is cheap."""
    match node:
        case ast.Name(id=name):
            return lambda figures, _rows: figures[name]
        case ast.Constant():
            number = constant(node)
            return lambda _figures, _rows: number
        case ast.BinOp():
            combine = ARITHMETIC[type(node.op)]
            left, right = _evaluator(node.left, calls), _evaluator(node.right, calls)
            return lambda figures, rows: combine(left(figures, rows), right(figures, rows))
        case ast.UnaryOp(op=ast.Not()):
            inner = _evaluator(node.operand, calls)
            return lambda figures, rows: not inner(figures, rows)
        case ast.UnaryOp():
            inner, sign = _evaluator(node.operand, calls), -1 if isinstance(node.op, ast.USub) else 1
            return lambda figures, rows: sign * inner(figures, rows)
        case ast.BoolOp():
            parts = [_evaluator(part, calls) for part in node.values]
            every = all if isinstance(node.op, ast.And) else any
            return lambda figures, rows: every(part(figures, rows) for part in parts)
        case ast.Compare():
            return _comparison(node, calls)
        case ast.Call():
            assert calls is not None  # a call is only accepted where aggregates are collected
            one = calls[id(node)]
            return lambda _figures, rows: one.over(rows)
    raise AssertionError(f"not in the grammar: {ast.dump(node)}")


def _comparison(node: ast.Compare, calls: Mapping[int, Aggregate] | None) -> _Evaluator:
    sides = [_evaluator(side, calls) for side in (node.left, *node.comparators)]
    tests = [COMPARISONS[type(op)] for op in node.ops]

    def compare(figures: Row, rows: Rows) -> bool:
        values = [side(figures, rows) for side in sides]
        return all(test(values[at], values[at + 1]) for at, test in enumerate(tests))

    return compare
