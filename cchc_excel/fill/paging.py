"""Where printed pages begin: a spreadsheet knows no "keep with next", so both the forms and the reports set breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence


def page_breaks(
    heights: Sequence[float],
    room: float,
    bound: Iterable[tuple[int, int]] = (),
    repeated: float = 0.0,
    breaks: Collection[int] = (),
) -> list[int]:
    """The rows, counted from 0 and of these heights, that begin the second page and those after it.

    `room`: the height of a page; `repeated`: of the headings on each page but the first. `bound`: runs of rows (first
    and last), each of which goes to the next page whole where it would be parted, unless it begins its page. `breaks`:
    rows that begin a page already.
    """
    return flowing_breaks(
        lambda begin: (heights[row] for row in range(begin, len(heights))), room, bound, repeated, breaks
    )


def flowing_breaks(
    heights_from: Callable[[int], Iterable[float]],
    room: float,
    bound: Iterable[tuple[int, int]] = (),
    repeated: float = 0.0,
    breaks: Collection[int] = (),
) -> list[int]:
    """The same where the heights of rows depend on where their page begins: `heights_from` gives those of a page that
    begins with a row, from that row on, and is asked for no more than the page has room for."""
    parted_at = _parted_at(bound)
    starts: list[int] = []
    begin, left = 0, room
    while (beyond := _first_beyond(heights_from(begin), begin, left, breaks)) is not None:
        begin = _unparted(beyond, begin, parted_at, breaks)
        starts.append(begin)
        left = room - repeated
    return starts


def _first_beyond(heights: Iterable[float], begin: int, room: float, breaks: Collection[int]) -> int | None:
    """The first row that is not on the page that begins with row `begin`; one row is on it however high it is."""
    used = 0.0
    for row, height in enumerate(heights, begin):
        if row > begin and (row in breaks or used + height > room):
            return row
        used += height
    return None


def _parted_at(bound: Iterable[tuple[int, int]]) -> Mapping[int, Sequence[int]]:
    """row -> the first rows of the runs that are parted where a page begins with it."""
    parted: defaultdict[int, list[int]] = defaultdict(list)
    for first, last in bound:
        for row in range(first + 1, last + 1):
            parted[row].append(first)
    return parted


def _unparted(row: int, begin: int, parted_at: Mapping[int, Sequence[int]], breaks: Collection[int]) -> int:
    """Where a page begins that would begin with `row`, the last one having begun with `begin`."""
    at = row
    while at not in breaks and (parted := [first for first in parted_at.get(at, ()) if first >= begin]):
        at = min(parted)
    return at if at > begin else row
