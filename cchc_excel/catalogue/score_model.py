"""What points are given by: rows of sheet Chấm điểm, what a `cách chấm` is, grades, and what sheet Thẩm định says."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

import msgspec

from cchc_excel.catalogue.requirement import Benchmark
from cchc_excel.model.records import Said, Typed
from cchc_excel.values import show_points

FROM, LOW, HIGH, EACH, TARGET = "từ", "a", "b", "điểm", "đích"
"""Keys of column `tham số`."""
LATE_DAYS = "ngày trễ"
"""What column "chỉ tiêu" says where the days that the task of the row's mục is late are counted."""


class Step(NamedTuple):
    """A step of "tham số": from this ratio on (`above`: only above it) so many points. In order: the lowest first."""

    bound: Fraction
    above: bool
    points: Fraction

    def reached(self, ratio: Fraction) -> bool:
        """Whether an exact ratio is on the step."""
        return _reached(ratio, self.bound, above=self.above)


def _reached(ratio: Fraction, bound: Fraction, *, above: bool) -> bool:
    return ratio > bound if above else ratio >= bound


class ScoreRule(msgspec.Struct, frozen=True):
    """A row of sheet Chấm điểm. `about` names an indicator or a unit figure; no `method` means no points.

    `maximum`: column "điểm tối đa", None where blank. `parameters`: key -> number, of column "tham số". `steps`: lowest
    first. `cap`: column "trần". `basis`: column "căn cứ", for people. `counts_days`: column "chỉ tiêu" says LATE_DAYS.
    `target`: what "đích" names where it is no number.
    """

    key: str
    about: str | None
    method: Method | None
    maximum: Fraction | None
    parameters: Mapping[str, Fraction]
    steps: tuple[Step, ...]
    cap: Fraction | None
    basis: str
    counts_days: bool = False
    target: Benchmark | None = None

    @property
    def caps_children(self) -> bool:
        """Whether it gives the points of the rows below its mục, as many as "trần" allows."""
        return self.method is None and self.cap is not None

    @property
    def is_typed(self) -> bool:
        """Whether its points are typed by hand."""
        return self.method is not None and self.method.judges is Judges.HAND and self.maximum is not None

    @property
    def _range(self) -> tuple[Fraction | None, Fraction | None]:
        """The least and the most points that the row gives; None: there is no bound."""
        cap = None if self.cap is None else abs(self.cap)
        if self.method is None or not self.method.needs_maximum:
            return (None if cap is None else -cap), cap
        return min([Fraction(0), *(step.points for step in self.steps), -(cap or Fraction(0))]), self.maximum

    def allows(self, points: Fraction) -> bool:
        """Whether points that people give are within what the row gives."""
        least, most = self._range
        return (least is None or points >= least) and (most is None or points <= most)

    @property
    def range_in_words(self) -> str:
        """Within which points a row gives: "từ 0 đến 2"."""
        least, most = self._range
        words = (
            "" if least is None else f"từ {show_points(least)}",
            "" if most is None else f"đến {show_points(most)}",
        )
        return " ".join(word for word in words if word)


class Measured(msgspec.Struct, frozen=True):
    """What a row of sheet Chấm điểm is judged by, for the department or a unit; None: not known, or not asked.

    `ratio`: its indicator's, exact. `target`: what the row's "đích" names comes to. `required`: whether the indicator
    has a requirement; `passed`: whether it is met. `count`: its unit figure, its indicator's numerator, or days late.
    `done`: whether the task of its mục is done by all who had it. `typed`: points typed by hand.
    """

    ratio: Fraction | None = None
    target: Fraction | None = None
    required: bool = False
    passed: bool | None = None
    count: Fraction | None = None
    done: bool | None = None
    typed: Fraction | None = None


Points = Callable[[ScoreRule, Measured], Fraction | None]
"""The points of a row; None where nothing can be judged. A method that needs "điểm tối đa" is asked only where it is
filled in, a method that judges a ratio only where there is one."""


class Judges(enum.Enum):
    """What a method makes points of, in the words of the reference. RATIO: column "chỉ tiêu" must name an indicator,
    whose own policy ("khi 0/0") decides where nothing occurred."""

    RATIO = "tỷ lệ của một chỉ tiêu"
    COUNT = f"một số đếm: số liệu của đơn vị, tử số của chỉ tiêu, hoặc `{LATE_DAYS}` của nhiệm vụ ở mục"
    ANSWER = "yêu cầu của chỉ tiêu, số liệu của đơn vị, hoặc nhiệm vụ của mục"
    HAND = "điểm nhập tay"


class Parameter(msgspec.Struct, frozen=True):
    """A key of column "tham số", written `name=value`: a number ("0,5") or a percentage ("80%", read as 4/5).
    `needed`: a row without it is a mistake of the catalogue; otherwise it only gives no points, or has a default.
    `benchmark`: it may name a Benchmark instead."""

    name: str
    meaning: str
    needed: bool = True
    benchmark: bool = False


def _no_fault(_parameters: Mapping[str, Fraction]) -> str:
    return ""


class Method(msgspec.Struct, frozen=True):
    """A `cách chấm`: what is written in the catalogue, how it makes points, and the words of the reference.

    `takes_steps`: instead of named parameters, "tham số" lists steps `ratio=points`. `needs_maximum`: no points where
    "điểm tối đa" is blank. `judges_requirement`: whether an indicator's further condition counts. `fault`: parameters,
    all there -> what contradicts itself among them, as written (""). `example`: what stands in the row and what was
    measured; `effect`: what comes of the example.
    """

    name: str
    judges: Judges
    points: Points
    meaning: str
    example: str
    effect: str
    parameters: tuple[Parameter, ...] = ()
    takes_steps: bool = False
    needs_maximum: bool = True
    judges_requirement: bool = False
    fault: Callable[[Mapping[str, Fraction]], str] = _no_fault

    @property
    def needs_indicator(self) -> bool:
        """Whether column "chỉ tiêu" must name an indicator."""
        return self.judges is Judges.RATIO


class Grade(msgspec.Struct, frozen=True):
    """A grade, and the share of all points from which on (`above`: only above which) it is given."""

    bound: Fraction
    above: bool
    name: str

    def reached(self, share: Fraction) -> bool:
        """Whether an exact share is given the grade."""
        return _reached(share, self.bound, above=self.above)


class Appraisal(msgspec.Struct, frozen=True):
    """A row of sheet Thẩm định: what is said of the points of a mục, of a unit (None: the department), in a period
    (None: in every one)."""

    key: str
    unit: str | None
    period: str | None
    said: Mapping[Said, Typed]
