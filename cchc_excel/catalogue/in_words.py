"""Expressions as people read them: names of figures for their codes, and the signs of printed mathematics."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import FigureSpec

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_WORDS = (("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("==", "="), (" and ", " và "), (" or ", " hoặc "), ("not ", "không "))


def in_words(expression: Expression, figures: Mapping[str, FigureSpec]) -> str:
    """An expression with the names of the figures in place of their codes, and signs as people write them."""
    text = expression.text
    for sign, word in _WORDS:
        text = text.replace(sign, word)

    def name(match: re.Match[str]) -> str:
        spec = figures.get(match[0])
        return f"“{spec.name}”" if spec else match[0]

    return _IDENTIFIER.sub(name, text)


def forbidden_figure(clause: Expression, figures: Mapping[str, FigureSpec]) -> str:
    """The name, within a sentence, of the figure that a clause wants to be 0 ("công việc trễ hạn" of
    "cv_tre_han == 0"); "" for any other clause."""
    match clause.node:
        case ast.Compare(left=ast.Name(id=code), ops=[ast.Eq()], comparators=[ast.Constant(value=0)]):
            return within_sentence(figures[code].name) if code in figures else ""
    return ""


def within_sentence(name: str) -> str:
    """A name as it stands within a sentence: "Công việc trễ hạn" is "công việc trễ hạn", "TTHC" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def clause_in_words(clause: Expression, figures: Mapping[str, FigureSpec]) -> str:
    """What a further condition asks for: "không có công việc trễ hạn"; "“Công việc gia hạn” ≤ 5"."""
    name = forbidden_figure(clause, figures)
    return f"không có {name}" if name else in_words(clause, figures)
