"""A printed page as poppler reads it: words with their places, in points from the top left corner."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path
from typing import NamedTuple

from lxml import etree

MM = 72 / 25.4
_CUTS = re.compile(r"(?<=[-/–])")


class Word(NamedTuple):
    """A word and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Sheet(NamedTuple):
    """A page: its size in mm, its words in reading order."""

    width: float
    height: float
    words: list[Word]

    @property
    def text(self) -> str:
        """All that stands on the page, without spaces."""
        return squashed(" ".join(word.text for word in self.words))

    def above(self, millimetres: float) -> list[Word]:
        """The words whose box ends so many mm below the top edge at most."""
        return [word for word in self.words if word.bottom <= millimetres * MM]

    def lacks(self, text: str) -> list[str]:
        """The words of a text that are not on the page; a word may be cut behind a hyphen or a stroke."""
        page = self.text
        return [part for word in text.split() for part in _CUTS.split(word) if squashed(part) not in page]


def squashed(text: str) -> str:
    """A text without spaces: a letter that the printer takes from another font looks like a word of its own."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def pages(pdf: Path) -> list[Sheet]:
    """The pages of a PDF."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout
    root = etree.fromstring(told, etree.XMLParser(recover=True))
    return [
        Sheet(
            float(page.get("width") or 0) / MM,
            float(page.get("height") or 0) / MM,
            [
                Word(word.text or "", *(float(word.get(side) or 0) for side in ("xMin", "yMin", "xMax", "yMax")))
                for word in page.iter("{*}word")
            ],
        )
        for page in root.iter("{*}page")
    ]
