"""Every test that needs LibreOffice, Dovecot, Chromium, Wine or Linux's namespaces says so by its marker, so that who
has none can leave it out.

Whether a test needs one is read from the sources: from test to fixture and helper, down to the words that start it.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

TESTS = Path(__file__).resolve().parent.parent
STARTS = {
    "office": {"soffice", "fill_by_libreoffice.py", "run: sh tests/run.sh"},
    "mail": {"dovecot", "openssl"},
    "browser": {"chromium"},
    "windows": {"wine"},
    "faults": {"unshare", "faketime"},
}
"""What a test names, in a text of its own, where it starts one of them."""
Place: TypeAlias = tuple[str, str]
"""A module and what it defines at its top."""


class Module(msgspec.Struct, frozen=True):
    """A module of tests: what it defines, what its names mean elsewhere, the markers of the whole module."""

    defined: dict[str, ast.AST]
    imported: dict[str, Place]
    markers: frozenset[str]


class Marked(NamedTuple):
    """A test, and its markers."""

    place: Place
    markers: set[str]


@functools.cache
def modules() -> dict[str, Module]:
    """Every module of the tests by its dotted name."""
    files = {".".join(file.relative_to(TESTS.parent).with_suffix("").parts): file for file in TESTS.rglob("*.py")}
    return {name: _module(ast.parse(file.read_text("utf-8"))) for name, file in files.items()}


def _module(tree: ast.Module) -> Module:
    defined: dict[str, ast.AST] = {}
    imported: dict[str, Place] = {}
    markers: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    defined[target.id] = node.value
                    markers |= _markers(node.value) if target.id == "pytestmark" else set()
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tests":
            imported |= {alias.asname or alias.name: (node.module or "", alias.name) for alias in node.names}
    return Module(defined, imported, frozenset(markers))


def _markers(node: ast.AST) -> set[str]:
    """The markers that an expression names."""
    return {
        one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Attribute) and one.value.attr == "mark"
    }


def all_tests() -> Iterator[Marked]:
    for name, module in modules().items():
        if name == __name__:  # names all of them, and starts none
            continue
        for defined, node in module.defined.items():
            if isinstance(node, ast.FunctionDef) and defined.startswith("test_"):
                own = {marker for decorator in node.decorator_list for marker in _markers(decorator)}
                yield Marked((name, defined), own | module.markers)


def needs(test: Place) -> set[str]:
    """The markers of what a test starts, itself or by what it uses."""
    seen = {test, *_around(test[0])}
    todo = list(seen)
    while todo:
        fresh = _uses(todo.pop()) - seen
        seen |= fresh
        todo.extend(fresh)
    return {marker for place in seen for marker in _starts(place)}


@functools.cache
def _around(name: str) -> frozenset[Place]:
    """The fixtures that every test of a module has without asking."""
    return frozenset(
        (name, defined)
        for defined, node in modules()[name].defined.items()
        if isinstance(node, ast.FunctionDef) and any("autouse=True" in ast.unparse(one) for one in node.decorator_list)
    )


@functools.cache
def _starts(place: Place) -> frozenset[str]:
    node = modules()[place[0]].defined[place[1]]
    texts = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return frozenset(marker for marker, words in STARTS.items() if words & texts)


@functools.cache
def _uses(place: Place) -> frozenset[Place]:
    """What a definition names: of its own module, of others, and fixtures by its parameters."""
    own, module = place[0], modules()[place[0]]
    found: set[Place] = set()
    for node in ast.walk(module.defined[place[1]]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in module.imported:
            found.add((".".join(module.imported[node.value.id]), node.attr))
        elif isinstance(node, ast.Name):
            found |= {(own, node.id), module.imported.get(node.id, ("", ""))}
        elif isinstance(node, ast.arg):
            found |= {(own, node.arg), ("tests.conftest", node.arg)}
    return frozenset((name, one) for name, one in found if name in modules() and one in modules()[name].defined)


def test_a_test_has_the_markers_of_what_it_needs_and_no_other() -> None:
    all_of_them = list(all_tests())
    assert len(all_of_them) > 400
    wrong = [
        f"{test.place[0]}::{test.place[1]}: needs {sorted(wanted)}, is marked {sorted(marked)}"
        for test in all_of_them
        if (marked := test.markers & STARTS.keys()) != (wanted := needs(test.place))
    ]
    assert wrong == []


def test_each_of_them_is_needed_somewhere() -> None:
    """Where this fails, tests start LibreOffice, Dovecot or Chromium by other words."""
    assert {marker for test in all_tests() for marker in needs(test.place)} == STARTS.keys()
