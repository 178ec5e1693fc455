"""What an indicator must reach, as column "yêu cầu" of sheet Chỉ tiêu says it."""

from __future__ import annotations

import enum
from fractions import Fraction

import msgspec


class Benchmark(enum.StrEnum):
    """A value that a ratio is held to where no number is given: its own in the period before ("kỳ trước"); the mean of
    the units' exact ratios, each counting alike; the best of them."""

    PREVIOUS = "kỳ trước"
    MEAN = "bình quân"
    BEST = "tốt nhất"


class Requirement(msgspec.Struct, frozen=True):
    """What an indicator must reach: a comparison sign, and an exact number or (`benchmark`) what is worked out of other
    ratios; and the text as printed ("> 30%", ">= bình quân")."""

    sign: str
    number: Fraction | None
    text: str
    benchmark: Benchmark | None = None

    @property
    def shown(self) -> str:
        """The text with the signs of printed mathematics: "> 30%", "≥ 15%"."""
        return _printed(self.text)

    @property
    def shown_sign(self) -> str:
        """The sign of printed mathematics: ">", "≥"."""
        return _printed(self.sign)

    @property
    def shown_bound(self) -> str:
        """What stands behind the sign: "30%"."""
        return self.shown.lstrip("<>=≤≥").lstrip()

    @property
    def lower_is_better(self) -> bool:
        """Whether the sign asks for little."""
        return self.sign in ("<", "<=")

    def met(self, ratio: Fraction, bound: Fraction | None = None) -> bool:
        """Whether the exact ratio meets it. `bound`: the value of its benchmark, where it has one."""
        held_to = self.number if bound is None else bound
        assert held_to is not None, self.text
        match self.sign:
            case ">":
                return ratio > held_to
            case ">=":
                return ratio >= held_to
            case "<":
                return ratio < held_to
            case "<=":
                return ratio <= held_to
            case _:
                return ratio == held_to


def _printed(text: str) -> str:
    return text.replace(">=", "≥").replace("<=", "≤")
