"""Long texts in pieces: a row of a spreadsheet is at most 409 points high and never goes over two pages, so what forty
units answered takes several rows."""

from __future__ import annotations

import re
import textwrap

_PLACES = re.compile(r"(?<=\n)|(?<=; )")
_SHORT_LINE = 12
"""A line takes the room of so many letters at least."""


def pieces(text: str, longest: int) -> list[str]:
    """The text in pieces of at most `longest` characters, cut at line ends, else behind semicolons, else at spaces;
    one empty piece for an empty text."""
    found: list[str] = []
    now, used = "", 0
    for part in _parts(text, longest):
        cost = max(len(part), _SHORT_LINE) if part.endswith("\n") else len(part)
        if now and used + cost > longest:
            found.append(now.strip())
            now, used = "", 0
        now, used = now + part, used + cost
    return [*found, now.strip()]


def _parts(text: str, longest: int) -> list[str]:
    parts: list[str] = []
    for part in _PLACES.split(text):
        if len(part) <= longest:
            parts.append(part)
        else:
            parts.extend(f"{line} " for line in textwrap.wrap(part, longest - 1, break_on_hyphens=False))
    return parts
