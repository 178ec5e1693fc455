"""Names of the items of repeated columns: each item's are its own, and code is made once for all of them.

A template with a column for each of a thousand units has the same few texts a thousand times; they differ in the names
alone, and are compiled without what tells these apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_OWN = re.compile(r"\b(tc_\w+?_[a-z]{1,3}[0-9]+)_[0-9]+\b")


def own_name(name: str, cell: str, number: int) -> str:
    """What a name of a loop is called for one of its items. `cell`: where the loop begins; `number`: of the item."""
    return f"tc_{name}_{cell.lower()}_{number}"


def without_numbers(text: str) -> tuple[str, Mapping[str, str]]:
    """A text of one item as it is of all, and which own name each name in it stands for."""
    names: dict[str, str] = {}

    def shared(match: re.Match[str]) -> str:
        names[match[1]] = match[0]
        return match[1]

    return _OWN.sub(shared, text), names
