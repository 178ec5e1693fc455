"""A tree with its parts, and what is asked of them again and again."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_excel.fill.formulas.arrays import ONE, Size, size_of_value, size_together, taken_singly
from cchc_excel.fill.formulas.syntax import Apply, Node, NotUnderstood
from cchc_excel.fill.formulas.written import written


def nodes(node: Node) -> Iterator[Node]:
    """A tree and all its parts, each before its own."""
    yield node
    if isinstance(node, Apply):
        for each in node.arguments:
            yield from nodes(each)


class Parts:
    """How many values the parts of a resolved tree are, and their texts; found out once for each. Parts are told apart
    by identity: 1 and TRUE are equal to Python, and not to a spreadsheet."""

    def __init__(self, tree: Node) -> None:
        self.all = list(nodes(tree))
        self.calls = [node for node in self.all if isinstance(node, Apply)]
        self._sizes: dict[int, Size | None] = {}
        self._uneven: set[int] = set()
        self._texts: dict[int, str] = {}
        for node in reversed(self.all):
            self._sizes[id(node)] = self._found_size(node)

    def _found_size(self, node: Node) -> Size | None:
        if not isinstance(node, Apply):
            return size_of_value(node)
        sizes = {self._sizes[id(argument)] for argument in taken_singly(node)} - {ONE}
        if len(sizes) > 1:
            self._uneven.add(id(node))
        known = {each for each in sizes if each is not None}
        return size_together(known) if len(known) == len(sizes) else None

    def size(self, node: Node) -> Size:
        """How many values a part is. Raises NotUnderstood where what it consists of does not fit."""
        found = self._sizes[id(node)]
        if found is None:
            raise NotUnderstood("ranges of different sizes")
        return found

    def is_one(self, node: Node) -> bool:
        """Whether a part is one value."""
        return self._sizes[id(node)] == ONE

    def is_even(self, node: Node) -> bool:
        """Whether the ranges that a call goes through value by value are all of one size."""
        return id(node) not in self._uneven

    def text(self, node: Node) -> str:
        """A part as a formula writes it."""
        found = self._texts.get(id(node))
        if found is None:
            found = self._texts[id(node)] = written(node, inner=self.text)
        return found
