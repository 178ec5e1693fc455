"""Trees of formulas as text."""

from __future__ import annotations

from collections.abc import Callable

from cchc_excel.fill.formulas.functions import argument_types
from cchc_excel.fill.formulas.syntax import (
    BINARY,
    SIGNS,
    Apply,
    Area,
    ArrayConstant,
    ErrorValue,
    Literal,
    Node,
    NotUnderstood,
    Omitted,
)
from cchc_excel.fill.ooxml.addresses import area_text


def area_name(area: Area) -> str:
    """A reference found, as a formula writes it."""
    sheet = area.sheet.replace("'", "''")
    return f"'{sheet}'!{area_text(area.top, area.left, area.bottom, area.right)}"


def _as_it_is(area: Area, text: str) -> str:
    del area
    return text


def written(
    node: Node, name: Callable[[Area, str], str] = _as_it_is, inner: Callable[[Apply], str] | None = None
) -> str:
    """The text of a tree in which every reference has been found; `name` gives what stands for one, of the area and its
    text; `inner` the text of a call within, where it is known already. Raises NotUnderstood for what is none."""
    if isinstance(node, Literal):
        return literal(node.value)
    if isinstance(node, ErrorValue):
        return node.code
    if isinstance(node, Omitted):
        return ""
    if isinstance(node, Area):
        return name(node, area_name(node))
    if isinstance(node, ArrayConstant):
        return "{" + ";".join(",".join(written(each) for each in row) for row in node.rows) + "}"
    if isinstance(node, Apply):
        return _applied(node.function, [_argument(node, place, name, inner) for place in range(len(node.arguments))])
    raise NotUnderstood(str(node))


def _argument(call: Apply, place: int, name: Callable[[Area, str], str], inner: Callable[[Apply], str] | None) -> str:
    """An argument; one cell where a range belongs is A1:A1, since an evaluator takes A1 there for its value."""
    node = call.arguments[place]
    if inner is not None and isinstance(node, Apply):
        return inner(node)
    if not isinstance(node, Area) or not node.is_cell:
        return written(node, name)
    types, text = argument_types(call.function, len(call.arguments)), area_name(node)
    takes_range = types is not None and types[place] in "rat"
    return name(node, f"{text}:{text.rpartition('!')[2]}" if takes_range else text)


def literal(value: float | str | bool) -> str:
    """A value as a formula writes it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).upper()


def _applied(function: str, arguments: list[str]) -> str:
    if function in BINARY:
        return f"({arguments[0]}{function}{arguments[1]})"
    if function in SIGNS:
        return f"({SIGNS[function]}{arguments[0]})"
    if function == "%":
        return f"({arguments[0]}%)"
    name, variant, said = function.partition("~")
    if name in ("TEXT", "DATEDIF"):
        arguments = [*arguments, literal(said)]
    elif variant and name != "INDEX":
        arguments = [*arguments, said]
    return f"{name}({','.join(arguments)})"
