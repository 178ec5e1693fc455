"""How much room a text takes: both the forms and the reports set row heights, since no spreadsheet program fits rows
with merged cells, and not every one fits those a program wrote."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping

from cchc_excel.fill.letter_widths import BOLD, BOLDITALIC, ITALIC, REGULAR

_LINE_HEIGHT = 1.17
"""The height of a line, in parts of the letters' size: what Excel and LibreOffice take on a screen, whole dots."""
_ABOVE, _BELOW = 0.891, 0.216
"""How far letters of Times New Roman reach above and below their line, in parts of their size."""
_SCREEN, _ROUNDED_UP = 1.04, 1.06
"""Letters on a screen are drawn on whole dots, some a little wider than on paper; of a size that is rounded up to whole
dots (8, 9.5 and 11 points are), more of them."""
_AROUND = 1.25
"""Points above and below the lines of a row."""
_EM = 2048
_UNKNOWN = 0.75
_SPACE = 0.25
_SPACES = re.compile(r"[^\S\xa0]+")
"""Where a line may end: at any space but the one that holds words together."""
_HYPHEN = re.compile(r"(?<=\w-)(?=[^\W\d])")


def _by_letter(widths: Mapping[int, str]) -> dict[str, float]:
    return {letter: width / _EM for width, letters in widths.items() for letter in letters}


_STYLES = {
    (False, False): _by_letter(REGULAR),
    (True, False): _by_letter(BOLD),
    (False, True): _by_letter(ITALIC),
    (True, True): _by_letter(BOLDITALIC),
}
"""(bold, italic) -> letter -> width in parts of the letters' size."""


def line_height(points: float) -> float:
    """The points of height of a line of letters so many points high."""
    dots = round(points * 4 / 3)
    return max(points * _LINE_HEIGHT, (round(dots * _ABOVE) + round(dots * _BELOW)) * 0.75)


def row_height(lines: int, points: float) -> float:
    """The points of height of a row of so many lines: whole pixels, since programs round and a page of rows would
    grow."""
    return math.ceil((lines * line_height(points) + _AROUND) / 0.75) * 0.75


def lines_needed(text: str, room: float, points: float, bold: bool = False, italic: bool = False) -> int:
    """How many lines a text takes in `room` pixels (96 to the inch) with letters so many points high, broken between
    words and behind a hyphen before a letter, as programs do; a word longer than a line is broken where the line
    ends."""
    if len(text) * (points * 4 / 3 + 0.5) * _ROUNDED_UP <= room and "\n" not in text:
        return 1  # in whatever letters: none is wider than high
    return sum(flow(line, room, points, bold, italic)[0] for line in text.split("\n"))


@functools.lru_cache(1 << 14)
def flow(
    line: str, room: float, points: float, bold: bool = False, italic: bool = False, begun: tuple[int, float] = (1, 0.0)
) -> tuple[int, float]:
    """The lines of a text without ends of lines, and the pixels that are used of the last; `begun`: the same of what
    stands before it, which ends with a space. The same names stand in many cells."""
    exact = points * 4 / 3
    size = round(exact) * _ROUNDED_UP if round(exact) > exact else exact * _SCREEN
    width = _width_of(bold, italic)
    lines, used = begun
    for part, gap in _parts(line):
        wide = size * width(part)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        beyond = max(int((wide - 1) // room), 0)
        lines += beyond
        used += wide - beyond * room + size * gap
    return lines, used


def broken(text: str, room: float, points: float, bold: bool = False, italic: bool = False) -> str:
    """A text with the ends of its lines in it, at the spaces where `lines_needed` counts them: programs that draw
    letters a little narrower would else put two words on a line which they fill from edge to edge."""
    words, end = "", (1, 0.0)
    for word in text.split():
        after = flow(word, room, points, bold, italic, end)
        words += ("\n" if after[0] > end[0] else " ") * bool(words) + word
        end = after
    return words


def _parts(line: str) -> Iterator[tuple[str, float]]:
    """What a line may be broken into, each part with the space behind it, in parts of the letters' size."""
    for word in _SPACES.split(line) if "\xa0" in line else line.split():
        if "-" in word:
            *parts, word = _HYPHEN.split(word)
            yield from ((part, 0.0) for part in parts)
        yield word, _SPACE


@functools.cache
def _width_of(bold: bool, italic: bool) -> functools._lru_cache_wrapper[float]:
    """What gives the width of a word in a style, in parts of the letters' size."""
    letters = _STYLES[bold, italic]

    @functools.lru_cache(1 << 14)
    def width(word: str) -> float:
        whole = unicodedata.normalize("NFC", word)
        return sum(letters.get(letter, _UNKNOWN) for letter in whole if not unicodedata.combining(letter))

    return width
