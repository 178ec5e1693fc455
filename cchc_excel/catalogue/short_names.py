"""Names of units as people shorten them: other signs for the same name, and abbreviations by first letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cchc_excel.values import fold

_SIGNS = re.compile(r"\s*[&–-]\s*|\bvà\b")
_SHORT = ((re.compile(r"^p\.\s*"), "phòng "), (re.compile(r"^vp\.?\s+"), "văn phòng "))
_TONES = (
    "oá óa", "oà òa", "oả ỏa", "oã õa", "oạ ọa", "oé óe", "oè òe", "oẻ ỏe", "oẽ õe", "oẹ ọe",
    "uý úy", "uỳ ùy", "uỷ ủy", "uỹ ũy", "uỵ ụy",
)  # fmt: skip
"""Where the mark of a tone stands: both are written."""
_TONE = re.compile(rf"({'|'.join(one[:2] for one in _TONES)})(?!\w)")
_OTHER = dict(one.split() for one in _TONES)
_NOT_PLAIN = re.compile(r"[^0-9a-zA-Z]+")


def notation(name: str) -> str:
    """A name so that two are alike which only signs, "P." for "Phòng", "VP" for "Văn phòng" or the place of a tone's
    mark tell apart."""
    text = fold(name)
    for pattern, words in _SHORT:
        text = pattern.sub(words, text)
    return " ".join(_TONE.sub(lambda match: _OTHER[match[1]], _SIGNS.sub(" ", text)).split())


def abbreviates(short: str, name: str) -> bool:
    """Whether a name is written in another with some of its words by their first letters: "TT PVHCC", "Phòng TC-KH"."""
    words, full = (plain_words(notation(one)) for one in (short, name))
    return len(words) < len(full) and _spells(words, full)


def _spells(words: Sequence[str], full: Sequence[str]) -> bool:
    if not words or not full:
        return not words and not full
    word, *rest = words
    if word == full[0]:
        return _spells(rest, full[1:])
    letters = "".join(one[0] for one in full[: len(word)])
    return len(word) > 1 and word == letters and _spells(rest, full[len(word) :])


def plain_words(text: str) -> list[str]:
    """The words of a text as file names and codes spell them: without marks, signs and capitals."""
    split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in split if not unicodedata.combining(letter))
    return [word.casefold() for word in _NOT_PLAIN.split(plain) if word]
