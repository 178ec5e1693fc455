"""A check for each feature: whether a workbook has it, whole and where it belongs.

A check reads the XML (or what openpyxl reads of it) and compares with rows counted from the template's rows alone: it
holds for the template, and after filling with any number of items. What cannot be read counts as lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.fill.features.state import Seen, State

Check = Callable[[Seen, State], bool]


class Feature(NamedTuple):
    """A feature by name, and its check."""

    name: str
    check: Check


FEATURES: list[Feature] = []


def feature(name: str) -> Callable[[Check], Check]:
    """Adds a check to the list."""

    def add(check: Check) -> Check:
        FEATURES.append(Feature(name, check))
        return check

    return add


def holds(check: Check, seen: Seen, state: State) -> bool:
    """Whether a feature is there; whatever stops a check from finding it means that it is not."""
    try:
        return bool(check(seen, state))
    except (KeyError, IndexError, StopIteration, ValueError, TypeError, AttributeError, AssertionError):
        return False
