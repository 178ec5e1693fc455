"""How much room a text takes: both the forms and the reports set row heights, since no spreadsheet program fits rows
with merged cells, and not every one fits those a program wrote."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable

LINE_HEIGHT = 1.28
"""The height of a line, in parts of the letters' size."""
_BOLD = 1.09
_SCREEN = 1.04
"""Letters on a screen are drawn on whole dots, some a little wider than on paper."""
_THOUSANDTHS = {
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-[]`fIr’‘", 389: "Js", 408: '"', 444: "?acez“”",
    469: "^", 480: "{}", 500: "bdđghknopquvxy#$*_–0123456789", 541: "~", 556: "FPS", 564: "+<=>≥≤×", 611: "ELTZ",
    667: "BCR", 722: "ADGHKNOQUVXYĐw", 778: "&m", 833: "%", 889: "M", 921: "@", 944: "W", 1000: "—…",
}  # fmt: skip
"""Widths of the letters of Times New Roman, in thousandths of their size."""
_WIDTHS = {letter: width / 1000 for width, letters in _THOUSANDTHS.items() for letter in letters}
_HORN = "\u031b"
"""ư and ơ are wider than u and o."""


def lines_needed(text: str, room: float, points: float, bold: bool = False) -> int:
    """How many lines a text takes in `room` pixels (96 to the inch) with letters so many points high, on the safe
    side."""
    size = points * 4 / 3 * _SCREEN * (_BOLD if bold else 1.0)
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
    """The width of a letter of Times New Roman, in parts of its size; that of a wide letter for an unknown one."""
    parts = unicodedata.normalize("NFD", letter)
    return _WIDTHS.get(parts[0], 0.75) + (0.08 if _HORN in parts else 0.0)
