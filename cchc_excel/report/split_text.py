"""Long texts in pieces: a row of a spreadsheet is at most 409 points high and never goes over two pages, so what forty
units answered takes several rows."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left
from collections.abc import Iterable

_PLACES = re.compile(r"(?<=\n)|(?<=; )")
_SHORT_LINE = 12
"""A line takes the room of so many letters at least."""


def pieces(text: str, longest: int) -> list[str]:
    """The text in as few pieces of at most `longest` characters as it takes, about as long as each other, cut at line
    ends, else behind semicolons, else at spaces; one empty piece for an empty text. A piece that is not the end of its
    line ends with a space, so that the pieces can be put together again."""
    parts = _parts(text, longest)
    joined = _joined(parts, longest)
    if len(joined) == 1:
        return joined
    limits = range(longest // 2, longest + 1)
    shortest = bisect_left(limits, -len(joined), key=lambda limit: -len(_joined(parts, limit)))
    return _joined(parts, limits[shortest])


def _joined(parts: Iterable[str], limit: int) -> list[str]:
    """The parts put together in order, each piece filled up to the limit before the next; a longer part is a piece of
    its own."""
    found: list[str] = []
    now, used = "", 0
    for part in parts:
        cost = max(len(part), _SHORT_LINE) if part.endswith("\n") else len(part)
        if now and used + cost > limit:
            found.append(_trimmed(now))
            now, used = "", 0
        now, used = now + part, used + cost
    return [*found, now.strip()]


def _trimmed(piece: str) -> str:
    return f"{piece.strip()} " if piece.endswith(" ") else piece.strip()


def _parts(text: str, longest: int) -> list[str]:
    parts: list[str] = []
    for part in _PLACES.split(text):
        if len(part) <= longest:
            parts.append(part)
        else:
            *lines, last = textwrap.wrap(part, longest - 1, break_on_hyphens=False) or [""]
            parts += [*(f"{line} " for line in lines), f"{last}\n" if part.endswith("\n") else f"{last} "]
    return parts
