"""The shapes of a formula: each function in it with the kinds of its arguments; and whether they are proven.

A token is the kind of an argument: a letter of `kinds` (a value, "o" where it is left out), "R" and a letter (what a
reference holds), "A" and a letter (what an array holds). Where an argument may be of several kinds, every one of them
has to be proven."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from cchc_excel.fill.formulas.arrays import ONE
from cchc_excel.fill.formulas.functions import GIVES, PARAMETERS, PRECISE, SEES_ERRORS, TELLS_NA, argument_types
from cchc_excel.fill.formulas.kinds import TEXTS, Value, kind_of, letters_in
from cchc_excel.fill.formulas.parts import Parts
from cchc_excel.fill.formulas.remainders import ADDS
from cchc_excel.fill.formulas.syntax import (
    Apply,
    Area,
    ArrayConstant,
    ErrorValue,
    Literal,
    Node,
    NotUnderstood,
    Omitted,
)

Tokens: TypeAlias = frozenset[str]
Shape: TypeAlias = tuple[str, ...]
"""A token for each argument."""
Proven: TypeAlias = Mapping[str, str]
"""By function: patterns parted by spaces, in them arguments parted by commas ("()": none), each "sih/Rsi/As": letters
of values, of references, of arrays. With "!" at the end only values are proven: where the evaluator says error, others
may have a value."""
Known: TypeAlias = Callable[[Node], "tuple[Value] | None"]
"""The value that an inner formula was found to have; None where nobody looked."""
OMITTED = "o-"
ANY_NUMBER = "sihfg"


def shapes(function: str, tokens: Sequence[Tokens]) -> Iterator[Shape]:
    """The shapes that have to be proven for a call. Functions of any number of arguments are made of pairs."""
    types = PARAMETERS[function]
    if not types.endswith("*"):
        yield from product(*tokens)
        return
    if types[-2] != ")":
        fixed, group = len(types) - 2, 1
    else:
        head, _, tail = types[:-2].partition("(")
        fixed, group = len(head), len(tail)
    prefix, rest = tokens[:fixed], tokens[fixed:]
    groups = [rest[at : at + group] for at in range(0, len(rest), group)]
    for each in groups:
        yield from product(*prefix, *each)
    if group == 1 and len(groups) > 1:
        every = frozenset().union(*rest)
        yield from product(*prefix, every, every)
    elif len(groups) > 1:
        yield ("many",)


class Prover:
    """Which shapes are proven for one evaluator."""

    def __init__(self, proven: Proven) -> None:
        self._proven = proven
        self.knows = proven.__contains__
        self.holds = lru_cache(maxsize=65536)(self._holds)

    def _holds(self, function: str, tokens: tuple[Tokens, ...], errors: bool) -> bool:
        patterns = _patterns(self._proven.get(function, ""), errors)
        return all(any(_fits(shape, pattern) for pattern in patterns) for shape in shapes(function, tokens))


@lru_cache(maxsize=1024)
def _patterns(texts: str, errors: bool) -> list[tuple[Tokens, ...]]:
    return [_pattern(text.rstrip("!")) for text in texts.split() if not errors or text[-1] != "!"]


def _pattern(text: str) -> tuple[Tokens, ...]:
    if text == "many":
        return (frozenset(("many",)),)
    return () if text == "()" else tuple(_tokens_of(each) for each in text.split(","))


def _tokens_of(position: str) -> Tokens:
    found: set[str] = set()
    for word in position.split("/"):
        if word[:1] in ("R", "A"):
            found |= {word[0] + letter for letter in word[1:]}
        else:
            found |= {OMITTED if letter == "-" else letter for letter in word}
    return frozenset(found)


def _fits(shape: Shape, pattern: tuple[Tokens, ...]) -> bool:
    return len(shape) == len(pattern) and all(token in tokens for token, tokens in zip(shape, pattern, strict=True))


class Shaper:
    """The tokens of the parts of one formula. `mask`: what stands in an area; `known`: values of inner formulas."""

    def __init__(self, parts: Parts, mask: Callable[[Area], int], known: Known) -> None:
        self._parts = parts
        self._mask = mask
        self._known = known
        self._kinds: dict[tuple[int, bool], frozenset[str]] = {}

    def is_proven(self, node: Node, prover: Prover, errors: bool = False) -> bool:
        """Whether every shape of a formula is proven; `errors`: whether an error of it is believed or may go unseen."""
        if not isinstance(node, Apply):
            return True
        if not prover.knows(node.function):
            return False
        sees = errors or node.function in SEES_ERRORS
        if not all(self.is_proven(each, prover, sees) for each in node.arguments):
            return False
        return self._parts.is_even(node) and prover.holds(node.function, self.tokens(node, errors), errors)

    def tokens(self, node: Apply, errors: bool) -> tuple[Tokens, ...]:
        """The tokens of a call's arguments."""
        types = argument_types(node.function, len(node.arguments))
        if types is None:
            raise NotUnderstood(node.function)
        sees = errors or node.function in SEES_ERRORS
        found = (self._argument(each, kind, sees) for each, kind in zip(node.arguments, types, strict=True))
        return tuple(_as_told_apart(node.function, tokens) for tokens in found)

    def _argument(self, node: Node, kind: str, sees_errors: bool) -> Tokens:
        if isinstance(node, Omitted):
            return frozenset((OMITTED,))
        kinds = self.kinds(node, sees_errors)
        if isinstance(node, Area):
            mark = "R" if kind != "v" else "" if node.is_cell else "A"
        else:
            mark = "" if self._parts.size(node) == ONE and not isinstance(node, ArrayConstant) else "A"
        return frozenset(mark + letter for letter in kinds)

    def kinds(self, node: Node, errors: bool) -> frozenset[str]:
        """The kinds of values that a part may have; found out once."""
        key = id(node), errors
        found = self._kinds.get(key)
        if found is None:
            found = self._kinds[key] = self._possible(node, errors)
        return found

    def _possible(self, node: Node, errors: bool) -> frozenset[str]:
        if isinstance(node, Literal):
            return frozenset(kind_of(node.value))
        if isinstance(node, ErrorValue):
            return frozenset(kind_of(node))
        if isinstance(node, Area):
            return frozenset(letters_in(self._mask(node)))
        if isinstance(node, ArrayConstant):
            return frozenset(kind_of(_plain(each)) for row in node.rows for each in row)
        if not isinstance(node, Apply):
            return frozenset()
        known = self._known(node)
        possible = self._given(node, errors)
        if known is not None:
            return frozenset(kind_of(known[0])) | possible & {"z"}
        return possible | {"e", "n"} if errors else possible

    def _given(self, node: Apply, errors: bool) -> frozenset[str]:
        gives = GIVES.get(node.function, ANY_NUMBER)
        if node.function in ("+", "-", "*", "neg", "pos", "SUM", "ABS", "MAX", "MIN"):
            return self._arithmetic(node)
        if gives == "text":
            inner = frozenset().union(*(self.kinds(each, errors) for each in node.arguments))
            return frozenset("adlq") | inner & frozenset(TEXTS)
        if gives == "chosen":
            at = 0 if node.function in ("IFERROR", "IFNA") else 1
            found = frozenset().union(*(self.kinds(each, errors) for each in node.arguments[at:]))
            return found | {"b"} if node.function == "IF" and len(node.arguments) == 2 else found or frozenset("z")
        if gives == "found":
            return frozenset().union(*(self.kinds(each, errors) for each in node.arguments if isinstance(each, Area)))
        return frozenset(gives)

    def _arithmetic(self, node: Apply) -> frozenset[str]:
        """Whole numbers give whole numbers; what is added up of decimals may be next to nothing."""
        inner = frozenset().union(*(self.kinds(each, errors=False) for each in node.arguments))
        if inner <= frozenset("sibzq"):
            return frozenset("si")
        return frozenset(f"{ANY_NUMBER}t" if node.function in ADDS or "t" in inner else ANY_NUMBER)


def _as_told_apart(function: str, tokens: Tokens) -> Tokens:
    """Tokens with the kinds that a function does not tell apart as one."""
    if function not in TELLS_NA:
        tokens = frozenset(token[:-1] + "e" if token[-1] == "n" else token for token in tokens)
    if function not in PRECISE:
        tokens = frozenset(token[:-1] + "f" if token[-1] == "g" else token for token in tokens)
    return tokens


def _plain(value: Literal | ErrorValue) -> Value:
    return value.value if isinstance(value, Literal) else value
