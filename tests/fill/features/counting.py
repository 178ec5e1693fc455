"""What the numbers of the feature template add up to."""

from __future__ import annotations

from tests.fill.features.state import State


def numbers(state: State) -> list[int]:
    """The numbers in the repeated rows: 10, 20, …"""
    return [number * 10 for number in range(1, (state.items or 0) + 1)]


def total_of(state: State) -> int:
    """Their sum."""
    return sum(numbers(state))


def is_one(state: State) -> bool:
    """Whether there is one repeated row."""
    return len(state.rows) == 1
