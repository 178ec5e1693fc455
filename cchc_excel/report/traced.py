"""Values of a template that know their sources: numbers and texts like any other, each with the keys that lineage looks
up. Whatever a report prints of a unit's workbook is made here; what is not (headings, verdicts) is left plain."""

from __future__ import annotations

import enum
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, overload

from cchc_excel.fill import FormattedNumber
from cchc_excel.model.records import Number
from cchc_excel.report.number_formats import figure_format
from cchc_excel.report.split_text import pieces


class Kind(enum.Enum):
    """What a key stands for, and what its `code` and `place` are."""

    __hash__ = object.__hash__  # members are the only ones of their value; keys are hashed a million times a run

    FIGURE = "figure"
    """A figure (code), of a procedure (place) or of all."""
    FIELD = "field"
    """A figure (code) summed over the procedures of a field (place)."""
    RATIO = "ratio"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    CONDITION = "condition"
    """What decides an indicator's (code) further condition."""
    BENCHMARK = "benchmark"
    """What an indicator's (code) requirement holds it to, where that is made of other ratios."""
    CHANGE = "change"
    """An indicator (code); its change is that from the previous period."""
    POINTS = "points"
    """Points of a mục (code); as somebody gives them, or what is said of them (place: a Said)."""
    ALL_POINTS = "all points"
    RANK = "rank"
    """What a unit tells of a ranked criterion (place) in a column (code, a field of Rank)."""
    ANSWER = "answer"
    """What a unit answers in a column (code, a field of TaskAnswer) for a task (place, its mục)."""


class SourceKey(NamedTuple):
    """What stands behind a printed value: of a unit ("": the department), in a period (its code)."""

    kind: Kind
    code: str
    unit: str
    period: str
    place: str = ""


class TracedInt(int):
    """A whole number that knows its sources."""

    khoa_nguon: tuple[SourceKey, ...]


class TracedFraction(FormattedNumber):
    """An exact number that knows its sources, and how its cell shows it ("": as the template says)."""

    __slots__ = ("khoa_nguon",)  # of a thousand units there are hundreds of thousands
    khoa_nguon: tuple[SourceKey, ...]


class Part(NamedTuple):
    """A stretch of a text with the keys of what it says."""

    text: str
    keys: tuple[SourceKey, ...] = ()


class TracedText(str):
    """A text that knows its sources, and those of each of its parts."""

    __slots__ = ("parts",)
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> TracedText:
        """The parts put together."""
        kept = tuple(part for part in parts if part.text)
        made = cls("".join(part.text for part in kept))
        made.parts = kept
        return made

    @property
    def khoa_nguon(self) -> tuple[SourceKey, ...] | None:
        """The keys of all parts, each once; None where there are none."""
        return tuple(dict.fromkeys(key for part in self.parts for key in part.keys)) or None


NO_TEXT = TracedText.of(())


@overload
def traced(value: None, *keys: SourceKey, number_format: str = "") -> None: ...
@overload
def traced(value: str, *keys: SourceKey, number_format: str = "") -> TracedText: ...
@overload
def traced(value: int, *keys: SourceKey, number_format: str = "") -> TracedInt: ...
@overload
def traced(value: Fraction, *keys: SourceKey, number_format: str = "") -> TracedFraction: ...
def traced(
    value: str | int | Fraction | None, *keys: SourceKey, number_format: str = ""
) -> TracedText | TracedInt | TracedFraction | None:
    """The value with its keys; None stays None. `number_format`: of a number that is no whole one."""
    if value is None:
        return None
    if isinstance(value, str):
        return TracedText.of([Part(value, keys)]) if value else NO_TEXT
    made = TracedInt(value) if isinstance(value, int) else TracedFraction(value, number_format)
    made.khoa_nguon = keys
    return made


def traced_figure(value: Number, key: SourceKey) -> TracedInt | TracedFraction:
    """A figure, whole or not; its cell shows every decimal that it has."""
    return traced(value, key) if isinstance(value, int) else traced(value, key, number_format=figure_format(value))


def number_text(text: str, *keys: SourceKey) -> TracedText:
    """A text that says a number; words ("Không phát sinh") say none."""
    return traced(text, *keys if any(letter.isdigit() for letter in text) else ())


def joined(separator: str, texts: Sequence[TracedText]) -> TracedText:
    """Texts put together as str.join does."""
    if len(texts) < 2:
        return texts[0] if texts else NO_TEXT
    between = Part(separator)
    return TracedText.of(
        part for at, text in enumerate(texts) for part in ((between, *text.parts) if at else text.parts)
    )


def traced_pieces(text: TracedText, longest: int) -> list[TracedText]:
    """The text in the pieces of split_text, each with the keys of what stands in it."""
    cut = pieces(text, longest)
    if len(cut) == 1:
        return [TracedText.of(text.parts)]
    spans = list(_spans(text))
    firsts, lasts = [first for _, first, _ in spans], [last for _, _, last in spans]
    found: list[TracedText] = []
    start = 0
    for piece in cut:  # pieces differ from the text in spaces alone
        end = start + _letters(piece)
        within = spans[bisect_right(lasts, start) : bisect_left(firsts, end)]
        found.append(traced(piece, *dict.fromkeys(key for part, _, _ in within for key in part.keys)))
        start = end
    return found


def _spans(text: TracedText) -> Iterable[tuple[Part, int, int]]:
    """Each part with where its letters begin and end, spaces not counted."""
    start = 0
    for part in text.parts:
        end = start + _letters(part.text)
        yield part, start, end
        start = end


def _letters(text: str) -> int:
    return len("".join(text.split()))
