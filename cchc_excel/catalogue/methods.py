"""Every `cách chấm` of sheet Chấm điểm, one record each: a new one is a record more in METHODS, and nothing else.

The catalogue reader takes from the table which words and parameters are known, scoring how points are made, the shipped
catalogue its drop-down list, the reference its words. Numbers are exact: a ratio of 86,76 % is Fraction(8676, 10000),
points are fractions of a point; nothing is rounded here.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from fractions import Fraction

import msgspec

FROM, LOW, HIGH, EACH = "từ", "a", "b", "điểm"
"""Keys of column `tham số`."""


class ScoreRule(msgspec.Struct, frozen=True):
    """A row of sheet Chấm điểm. `about` names an indicator or a unit figure; no `method` means no points.

    `maximum`: column "điểm tối đa", None where blank. `parameters`: key -> number, of column "tham số". `steps`:
    (ratio from which on, points), lowest first. `cap`: column "trần". `basis`: column "căn cứ", for people.
    """

    key: str
    about: str | None
    method: Method | None
    maximum: Fraction | None
    parameters: Mapping[str, Fraction]
    steps: tuple[tuple[Fraction, Fraction], ...]
    cap: Fraction | None
    basis: str


class Measured(msgspec.Struct, frozen=True):
    """What a row of sheet Chấm điểm is judged by, for the department or a unit; None: not known, or not asked.

    `ratio`: its indicator's, exact. `required`: whether the indicator has a requirement; `passed`: whether it is met.
    `count`: its unit figure, or its indicator's numerator. `done`: whether the task of its mục is done by all who had
    it.
    """

    ratio: Fraction | None = None
    required: bool = False
    passed: bool | None = None
    count: Fraction | None = None
    done: bool | None = None


Points = Callable[[ScoreRule, Measured], Fraction | None]
"""The points of a row; None where nothing can be judged. A method that needs "điểm tối đa" is asked only where it is
filled in, a method that judges a ratio only where there is one."""


class Judges(enum.Enum):
    """What a method makes points of, in the words of the reference. RATIO: column "chỉ tiêu" must name an indicator,
    whose own policy ("khi 0/0") decides where nothing occurred."""

    RATIO = "tỷ lệ của một chỉ tiêu"
    COUNT = "một số đếm: số liệu của đơn vị, hoặc tử số của chỉ tiêu"
    ANSWER = "yêu cầu của chỉ tiêu, số liệu của đơn vị, hoặc nhiệm vụ của mục"


class Parameter(msgspec.Struct, frozen=True):
    """A key of column "tham số", written `name=value`: a number ("0,5") or a percentage ("80%", read as 4/5).
    `needed`: a row without it is a mistake of the catalogue; otherwise it only gives no points."""

    name: str
    meaning: str
    needed: bool = True


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


STEPS_EXAMPLE = "80%=0,5; 90%=1"
"""What "tham số" of a method with steps looks like."""


def _maximum(rule: ScoreRule) -> Fraction:
    assert rule.maximum is not None, rule.key  # such a method is asked only where "điểm tối đa" is filled in
    return rule.maximum


def _ratio(measured: Measured) -> Fraction:
    assert measured.ratio is not None  # such a method is asked only where there is a ratio
    return measured.ratio


def _within(share: Fraction) -> Fraction:
    """A share of the maximum: never below none of it, never above all of it."""
    return max(Fraction(0), min(Fraction(1), share))


def _linear(rule: ScoreRule, measured: Measured) -> Fraction:
    return _maximum(rule) * _within(_ratio(measured))


def _threshold(rule: ScoreRule, measured: Measured) -> Fraction:
    reached = _ratio(measured) >= rule.parameters[FROM]
    return _linear(rule, measured) if reached else Fraction(0)


def _ramp(rule: ScoreRule, measured: Measured) -> Fraction:
    low, high = rule.parameters[LOW], rule.parameters[HIGH]
    return _maximum(rule) * _within((_ratio(measured) - low) / (high - low))


def _ramp_fault(parameters: Mapping[str, Fraction]) -> str:
    return "a = b" if parameters[LOW] == parameters[HIGH] else ""


def _steps(rule: ScoreRule, measured: Measured) -> Fraction:
    reached = [points for bound, points in rule.steps if _ratio(measured) >= bound]
    return min(_maximum(rule), reached[-1]) if reached else Fraction(0)


def _gate(rule: ScoreRule, measured: Measured) -> Fraction | None:
    return None if measured.passed is None else _maximum(rule) * measured.passed


def _each(rule: ScoreRule, measured: Measured) -> Fraction | None:
    """At most the cap in either direction: plan rows IV.7 and V give 0,5 each up, -0,5 each down, at most 1."""
    each = rule.parameters.get(EACH)
    if each is None or measured.count is None:
        return None
    points = each * measured.count
    return points if rule.cap is None else max(-abs(rule.cap), min(abs(rule.cap), points))


def _yes_no(rule: ScoreRule, measured: Measured) -> Fraction | None:
    if measured.required:
        answer = measured.passed
    elif rule.about:
        answer = None if measured.count is None else measured.count > 0
    else:
        answer = measured.done
    return None if answer is None else _maximum(rule) * answer


_ALL = (
    Method(
        "tuyến tính",
        Judges.RATIO,
        _linear,
        "Tỷ lệ nhân điểm tối đa; tỷ lệ trên 100% chỉ được điểm tối đa.",
        "điểm tối đa 2; tỷ lệ 85%",
        "1,7 điểm",
    ),
    Method(
        "ngưỡng",
        Judges.RATIO,
        _threshold,
        "Dưới ngưỡng được 0 điểm; từ ngưỡng trở lên thì tỷ lệ nhân điểm tối đa.",
        "điểm tối đa 2; tham số từ=80%; tỷ lệ 79%, rồi 80%",
        "0 điểm, rồi 1,6 điểm",
        (Parameter(FROM, "tỷ lệ thấp nhất được tính điểm"),),
    ),
    Method(
        "ngưỡng từ 0",
        Judges.RATIO,
        _ramp,
        "Từ a trở xuống được 0 điểm, từ b trở lên được điểm tối đa, ở giữa thì tăng đều: (tỷ lệ − a)/(b − a) nhân "
        "điểm tối đa. a lớn hơn b thì ngược lại: tỷ lệ càng thấp càng nhiều điểm.",
        "điểm tối đa 2; tham số a=50%; b=90%; tỷ lệ 60%",
        "0,5 điểm",
        (Parameter(LOW, "tỷ lệ bắt đầu có điểm"), Parameter(HIGH, "tỷ lệ được điểm tối đa")),
        fault=_ramp_fault,
    ),
    Method(
        "bậc",
        Judges.RATIO,
        _steps,
        "Mỗi bậc là tỷ lệ=điểm, tính từ tỷ lệ ấy trở lên; được điểm của bậc cao nhất đã đạt, không quá điểm tối đa. "
        "Dưới bậc thấp nhất được 0 điểm.",
        f"điểm tối đa 1; tham số {STEPS_EXAMPLE}; tỷ lệ 89%",
        "0,5 điểm",
        takes_steps=True,
    ),
    Method(
        "đạt",
        Judges.RATIO,
        _gate,
        "Điểm tối đa nếu chỉ tiêu đạt yêu cầu (cột yêu cầu và điều kiện thêm của sheet Chỉ tiêu), không đạt thì 0 "
        "điểm; chưa xét được thì chưa có điểm.",
        "điểm tối đa 1; yêu cầu >= 15%; tỷ lệ 15%",
        "1 điểm",
        judges_requirement=True,
    ),
    Method(
        "mỗi mục",
        Judges.COUNT,
        _each,
        "Số đếm nhân với điểm của mỗi mục; điểm có thể âm. Cột trần giới hạn cả hai phía: trần 1 là từ −1 đến 1. "
        "Không dùng điểm tối đa.",
        "chỉ tiêu xh_giam; tham số điểm=-0,5; trần 1; 3 tiêu chí giảm hạng",
        "−1 điểm",
        (Parameter(EACH, "điểm của mỗi mục; không ghi thì không cho điểm", needed=False),),
        needs_maximum=False,
    ),
    Method(
        "có/không",
        Judges.ANSWER,
        _yes_no,
        "Điểm tối đa nếu có, 0 điểm nếu không. Chỉ tiêu có yêu cầu: xét yêu cầu. Số liệu, chỉ tiêu không có yêu cầu: "
        "có là lớn hơn 0. Cột chỉ tiêu để trống: có là mọi đơn vị được giao đã hoàn thành nhiệm vụ của mục.",
        "điểm tối đa 1; chỉ tiêu để trống; 2 đơn vị được giao, 1 đơn vị đang thực hiện",
        "0 điểm",
        judges_requirement=True,
    ),
)

METHODS: dict[str, Method] = {method.name: method for method in _ALL}
"""Every method by the word that column "cách chấm" holds, in the order of the drop-down list."""
