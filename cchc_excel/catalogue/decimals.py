"""How many decimals figures and expressions may have, from those that are typed: what live cells of the form show."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from cchc_excel.catalogue.expressions import constant
from cchc_excel.catalogue.model import FigureSpec
from cchc_excel.values import decimals_of

MOST = 6


def figure_decimals(figures: Mapping[str, FigureSpec], code: str) -> int:
    """The decimals of a figure: those it is typed with, or those that its formula makes; 0 of a flag."""
    figure = figures.get(code)
    if figure is None:
        return 0
    return decimals_in(figures, figure.formula.node) if figure.formula else figure.digits or 0


def decimals_in(figures: Mapping[str, FigureSpec], node: ast.expr) -> int:
    """The decimals that the value of an expression's tree may have, six at most."""
    match node:
        case ast.Name(id=name):
            found = figure_decimals(figures, name)
        case ast.Constant():
            found = decimals_of(constant(node)) or 0
        case ast.BinOp(left=left, op=op, right=right):
            sides = decimals_in(figures, left), decimals_in(figures, right)
            found = sum(sides) if isinstance(op, ast.Mult) else max(sides)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            found = decimals_in(figures, inner)
        case ast.Call(func=ast.Name(id="tong"), args=[summed, *_]):
            found = decimals_in(figures, summed)
        case _:
            found = 0  # a truth value, a number of procedures
    return min(found, MOST)
