"""How much room a text takes: both the forms and the reports set row heights, since no spreadsheet program fits rows
with merged cells, and not every one fits those a program wrote."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable

LINE_HEIGHT = 1.28
"""The height of a line, in parts of the letters' size."""
_NARROW, _BROAD = frozenset("fijlrtI.,;:!|()[]/'’“”-"), frozenset("mwMW%…")
_BOLD = 1.06


def lines_needed(text: str, room: float, points: float, bold: bool = False) -> int:
    """How many lines a text takes in `room` pixels (96 to the inch) with letters so many points high, on the safe
    side."""
    size = points * 4 / 3 * (_BOLD if bold else 1.0)
    return sum(_lines(paragraph.split(), room, size) for paragraph in text.split("\n"))


def _lines(words: Iterable[str], room: float, size: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        long = size * _width(word)
        if used and used + long > room:
            lines, used = lines + 1, 0.0
        lines += max(int((long - 1) // room), 0)
        used += long + size * _letter(" ")
    return lines


@functools.lru_cache(1 << 14)
def _width(word: str) -> float:
    return sum(_letter(letter) for letter in word)


@functools.cache
def _letter(letter: str) -> float:
    """The width of a letter of a common font, in parts of its size: a little more than it is."""
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain == " ":
        return 0.25
    if plain in _NARROW:
        return 0.32
    if plain in _BROAD:
        return 0.8
    return 0.7 if plain.isupper() else 0.5
