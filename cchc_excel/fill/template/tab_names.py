"""Names of sheets' tabs as Excel takes them."""

from __future__ import annotations

import re

from cchc_excel.fill.ooxml.strings import clean

LONGEST_NAME = 31
_BAD = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"  # a name that Excel keeps for itself


class TabNames:
    """Names for the sheets of one workbook: at most 31 characters, none of []:*?/\\, no two alike."""

    def __init__(self, taken: set[str], otherwise: str) -> None:
        """`taken`: names that are in use already, casefolded; `otherwise`: the name where a wanted one says nothing."""
        self._taken = {*taken, _RESERVED}
        self._otherwise = otherwise

    def fresh(self, wanted: str) -> str:
        """A name like the wanted one that no sheet has yet."""
        valid = " ".join(_BAD.sub("-", clean(wanted)).split()).strip("'") or self._otherwise
        name, number = _short(valid, LONGEST_NAME), 1
        while name.casefold() in self._taken:
            number += 1
            suffix = f" ({number})"
            name = _short(valid, LONGEST_NAME - len(suffix)) + suffix
        self._taken.add(name.casefold())
        return name


def _short(text: str, size: int) -> str:
    """At most so many UTF-16 units, which is how Excel counts; a longer text ends after a whole word, with "…"."""
    if _units(text) <= size:
        return text
    kept = text
    while _units(kept) >= size:
        kept = kept[:-1]
    head = kept if text[len(kept)] == " " else kept.rpartition(" ")[0]
    return (head if _units(head) > size // 2 else kept).rstrip(" '–-") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
