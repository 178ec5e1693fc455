"""Where printed pages begin: a spreadsheet knows no "keep with next", so both the forms and the reports set breaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


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
    runs = list(bound)
    starts: list[int] = []
    begin, used, left = 0, 0.0, room
    for row, height in enumerate(heights):
        if row > begin and (row in breaks or used + height > left):
            begin = _unparted(row, begin, runs, breaks)
            starts.append(begin)
            used, left = sum(heights[begin:row]), room - repeated
        used += height
    return starts


def _unparted(row: int, begin: int, runs: Sequence[tuple[int, int]], breaks: Collection[int]) -> int:
    """Where a page begins that would begin with `row`, the last one having begun with `begin`."""
    at = row
    while at not in breaks and (parted := [first for first, last in runs if begin <= first < at <= last]):
        at = min(parted)
    return at if at > begin else row
