"""How points are given, as tables of criteria write it ("Từ 90% đến dưới 95%: 10 điểm") -> steps of "tham số", only
where nothing is left to guess."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from cchc_excel.values import fold, read_decimal, show_percent, show_points


class Band(msgspec.Struct, frozen=True):
    """A band of a ratio and its points: from `low` (`above`: only above it; None: from nothing) to `high` (`through`:
    it too; None: to all)."""

    points: Fraction
    low: Fraction | None = None
    above: bool = False
    high: Fraction | None = None
    through: bool = False


_SPLIT = re.compile(r"[\n;]+")
_BULLET = re.compile(r"^\s*(?:[-–+*•]+|[a-zđ]\)|\(?\d{1,2}\))\s*|[\s.,;]+$")
_SUBJECT = r"(?:(?:nếu|khi|có|tỷ lệ|đạt|hoàn thành|thực hiện|kết quả|mức|trường hợp|được|thì)\s+)*"
_SHARE = r"(\d{1,3}(?:[.,]\d+)?\s*%)"
_ENDS = r"(?:\s+(?:kế hoạch|nhiệm vụ|số nhiệm vụ|hồ sơ|số hồ sơ))?"
_POINTS = (
    r"\s*(?:[:=→]|[-–]+>?|,|\bthì|\bđược|\bđạt|\bchấm)+\s*(?:(?:được|đạt|chấm|cho|tính|đánh giá)\s+)*"
    r"(?:(\d{1,3}(?:[.,]\d+)?)\s*(?:điểm|đ)?|(không)(?:\s+(?:được|tính|chấm|có))?\s+điểm)"
)
_BETWEEN = re.compile(
    rf"{_SUBJECT}(từ trên|trên|lớn hơn|>|từ|từ đủ|≥|>=)?\s*{_SHARE}\s*(?:đến|tới|-|–)\s*(dưới|nhỏ hơn|cận|<)?\s*"
    rf"{_SHARE}{_ENDS}{_POINTS}"
)
_FROM = re.compile(
    rf"{_SUBJECT}(?:(trên|lớn hơn|>)\s*{_SHARE}|(?:từ|từ đủ|≥|>=|tối thiểu|ít nhất)\s*{_SHARE}(?:\s*trở lên)?|"
    rf"{_SHARE}\s*trở lên|(100\s*%)){_ENDS}{_POINTS}"
)
_BELOW = re.compile(
    rf"{_SUBJECT}(?:(?:dưới|nhỏ hơn|thấp hơn|<)\s*{_SHARE}|(?:từ\s+)?{_SHARE}\s*trở xuống|(?:≤|<=)\s*{_SHARE})"
    rf"{_ENDS}{_POINTS}"
)
_WHOLE = Fraction(1)


def read_steps(text: str, maximum: Fraction) -> str:
    """The steps that a text of bands says, as "tham số" of `bậc` has them; "" where any piece of it is no band, where
    the bands leave a gap or overlap, or where their most points are not the maximum."""
    pieces = [piece for part in _SPLIT.split(fold(text.replace("\n", ";"))) if (piece := _BULLET.sub("", part).strip())]
    bands = [band for piece in pieces if (band := _band(piece))]
    if len(bands) < max(2, len(pieces)) or max(band.points for band in bands) != maximum:
        return ""
    if any((band.points * 100).denominator != 1 for band in bands):  # points are written with two decimals
        return ""
    bands.sort(key=lambda band: (band.low is not None, band.low or 0, band.above), reverse=True)
    given = [band for band in bands if band.points or band.low is not None]
    return "; ".join(map(_step, given)) if _meet(bands) else ""


def _band(piece: str) -> Band | None:
    """One piece as a band; None where it is none."""
    if match := _BETWEEN.fullmatch(piece):
        above = match[1] in ("từ trên", "trên", "lớn hơn", ">")
        low, high = read_decimal(match[2]), read_decimal(match[4])
        return Band(_given(match), low, above, high, through=match[3] is None)
    if match := _FROM.fullmatch(piece):
        low = read_decimal(next(filter(None, match.groups()[1:5])))
        return Band(_given(match), low, above=match[1] is not None)
    if match := _BELOW.fullmatch(piece):
        high = read_decimal(next(filter(None, match.groups()[:3])))
        return Band(_given(match), None, high=high, through=match[1] is None)
    return None


def _given(match: re.Match[str]) -> Fraction:
    *_, points, nothing = match.groups()
    return Fraction(0) if nothing else read_decimal(points) or Fraction(0)


def _meet(bands: Sequence[Band]) -> bool:
    """Whether bands, the highest first, follow each other without gap or overlap up to all."""
    top = bands[0]
    if top.low is None or not (top.high is None or (top.high == _WHOLE and top.through)):
        return False
    return all(
        lower.high == upper.low
        and lower.through == upper.above
        and (lower.low is None or lower.low < (lower.high or 0))
        for upper, lower in itertools.pairwise(bands)
    )


def _step(band: Band) -> str:
    low = show_percent(float(band.low)) if band.low is not None else "0%"
    return f"{'>' if band.above else ''}{low}={show_points(band.points)}"
