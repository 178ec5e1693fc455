"""Where traced values stand in a text that has no cells: each is written behind a mark, which is taken out again when
the whole is there and its headings can be seen."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from cchc_excel.report.environment import TemplateEnvironment

_OPENING, _CLOSING = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPENING}(\\d+){_CLOSING}")
"""Letters of Unicode's private area, which no template and no unit writes."""


class MarkedValue(NamedTuple):
    """A traced value as printed, with its keys."""

    text: str
    keys: tuple[Hashable, ...]


class MarkingEnvironment(TemplateEnvironment):
    """The sandbox of a text, in which every value that has sources is written behind the mark of its number."""

    def __init__(self) -> None:
        super().__init__()
        self.printed: list[MarkedValue] = []

    def text_of(self, value: object) -> object:
        """How a value reads, behind its mark; what a macro made is marked already."""
        if isinstance(value, Markup):
            self.accessed = {}
            return value
        text = super().text_of(value)
        keys, self.accessed = tuple(self.accessed), {}
        if not keys or text == "":
            return text
        self.printed.append(MarkedValue(str(text), keys))
        return f"{_OPENING}{len(self.printed) - 1}{_CLOSING}{text}"


def has_marks(part: bytes) -> bool:
    """Whether a part of a document, as it is stored, may hold marks."""
    return _OPENING.encode() in part


def marks(text: str) -> Iterator[int]:
    """The numbers of the marks in a text."""
    return (int(found[1]) for found in _MARK.finditer(text))


def unmarked(text: str) -> str:
    """The text without its marks."""
    return _MARK.sub("", text)
