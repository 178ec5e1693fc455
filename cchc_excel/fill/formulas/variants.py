"""Functions that do different things by what a written argument says: each of these things is a function here."""

from __future__ import annotations

from cchc_excel.fill.formulas.functions import OF_TIME
from cchc_excel.fill.formulas.syntax import Literal, Node, NotUnderstood, Omitted

_SEARCHES = {"MATCH": 2, "VLOOKUP": 3, "HLOOKUP": 3}
"""Functions with the argument (from 0) that says how they search."""


def variant(name: str, arguments: tuple[Node, ...]) -> tuple[str, tuple[Node, ...]]:
    """A function by which its written arguments say what it does, these taken away."""
    if name == "INDEX":
        indices = [each for each in arguments[1:] if not isinstance(each, Omitted)]
        if not 1 <= len(indices) == len(arguments) - 1 <= 2 or Literal(0.0) in indices:
            raise NotUnderstood(name)
        return f"INDEX~{len(indices)}", arguments
    if name == "TEXT" and len(arguments) == 2 and isinstance(arguments[1], Literal):
        code = str(arguments[1].value)
        return f"TEXT~{code.lower() if code.lower() in OF_TIME else code}", arguments[:1]
    if name == "DATEDIF" and len(arguments) == 3 and isinstance(arguments[2], Literal):
        return f"DATEDIF~{str(arguments[2].value).lower()}", arguments[:2]
    at = _SEARCHES.get(name)
    if at is None or len(arguments) < at:
        return name, arguments
    mode = arguments[at] if len(arguments) > at else Literal(1.0)
    if not isinstance(mode, Literal) or isinstance(mode.value, str) or mode.value not in (0, 1):
        raise NotUnderstood(name)
    return f"{name}~{int(mode.value)}", arguments[:at]
