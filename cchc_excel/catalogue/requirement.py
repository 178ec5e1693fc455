"""What an indicator must reach, as column "yêu cầu" of sheet Chỉ tiêu says it."""

from __future__ import annotations

from fractions import Fraction

import msgspec


class Requirement(msgspec.Struct, frozen=True):
    """What an indicator must reach: a comparison sign and an exact number, and the text as printed ("> 30%")."""

    sign: str
    number: Fraction
    text: str

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

    def met(self, ratio: Fraction) -> bool:
        """Whether the exact ratio meets it."""
        match self.sign:
            case ">":
                return ratio > self.number
            case ">=":
                return ratio >= self.number
            case "<":
                return ratio < self.number
            case "<=":
                return ratio <= self.number
            case _:
                return ratio == self.number


def _printed(text: str) -> str:
    return text.replace(">=", "≥").replace("<=", "≤")
