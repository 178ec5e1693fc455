"""Every `cách chấm` of sheet Chấm điểm, one record each: a new one is a record more in METHODS, and nothing else.

The catalogue reader takes from the table which words and parameters are known, scoring how points are made, the shipped
catalogue its drop-down list, the reference its words. Numbers are exact: a ratio of 86,76 % is Fraction(8676, 10000),
points are fractions of a point; nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cchc_excel.catalogue.requirement import Benchmark
from cchc_excel.catalogue.score_model import (
    EACH,
    FROM,
    HIGH,
    LATE_DAYS,
    LOW,
    TARGET,
    Judges,
    Measured,
    Method,
    Parameter,
    ScoreRule,
)

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


def _linear(rule: ScoreRule, measured: Measured) -> Fraction | None:
    ratio, least = _ratio(measured), rule.parameters.get(FROM)
    target = measured.target if rule.target else rule.parameters.get(TARGET, Fraction(1))
    if target is None or target <= 0:  # nobody has any: nothing to be measured by
        return None
    return Fraction(0) if least is not None and ratio < least else _maximum(rule) * _within(ratio / target)


def _linear_fault(parameters: Mapping[str, Fraction]) -> str:
    target, least = parameters.get(TARGET), parameters.get(FROM)
    if target is not None and target <= 0:
        return f"{TARGET} không lớn hơn 0"
    return f"{FROM} > {TARGET}" if target is not None and least is not None and least > target else ""


def _threshold(rule: ScoreRule, measured: Measured) -> Fraction:
    ratio = _ratio(measured)
    return _maximum(rule) * _within(ratio) if ratio >= rule.parameters[FROM] else Fraction(0)


def _ramp(rule: ScoreRule, measured: Measured) -> Fraction:
    low, high = rule.parameters[LOW], rule.parameters[HIGH]
    return _maximum(rule) * _within((_ratio(measured) - low) / (high - low))


def _ramp_fault(parameters: Mapping[str, Fraction]) -> str:
    return "a = b" if parameters[LOW] == parameters[HIGH] else ""


def _steps(rule: ScoreRule, measured: Measured) -> Fraction:
    reached = [step.points for step in rule.steps if step.reached(_ratio(measured))]
    return min(_maximum(rule), reached[-1]) if reached else Fraction(0)


def _gate(rule: ScoreRule, measured: Measured) -> Fraction | None:
    return None if measured.passed is None else _maximum(rule) * measured.passed


def within_cap(points: Fraction, cap: Fraction | None) -> Fraction:
    """Points up to a cap ("trần"), in either direction: plan rows IV.7 and V give 0,5 each up, -0,5 each down, at most
    1."""
    return points if cap is None else max(-abs(cap), min(abs(cap), points))


def _each(rule: ScoreRule, measured: Measured) -> Fraction | None:
    each = rule.parameters.get(EACH)
    return None if each is None or measured.count is None else within_cap(each * measured.count, rule.cap)


def _yes_no(rule: ScoreRule, measured: Measured) -> Fraction | None:
    if measured.required:
        answer = measured.passed
    elif rule.about:
        answer = None if measured.count is None else measured.count > 0
    else:
        answer = measured.done
    return None if answer is None else _maximum(rule) * answer


def _by_hand(_rule: ScoreRule, measured: Measured) -> Fraction | None:
    return measured.typed


_ALL = (
    Method(
        "tuyến tính",
        Judges.RATIO,
        _linear,
        "Tỷ lệ chia cho đích, nhân điểm tối đa; từ đích trở lên được điểm tối đa. Không ghi đích thì đích là 100%.",
        "điểm tối đa 10; tham số đích=85%; từ=60%; tỷ lệ 68%, rồi 59%",
        "8 điểm, rồi 0 điểm",
        (
            Parameter(
                TARGET,
                f"tỷ lệ được điểm tối đa; hoặc `{Benchmark.BEST}` (đơn vị cao nhất), `{Benchmark.MEAN}`, "
                f"`{Benchmark.PREVIOUS}`",
                needed=False,
                benchmark=True,
            ),
            Parameter(FROM, "dưới tỷ lệ này được 0 điểm; không ghi thì tính từ 0", needed=False),
        ),
        fault=_linear_fault,
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
        "Mỗi bậc là tỷ lệ=điểm, tính từ tỷ lệ ấy trở lên; viết `>95%=2` thì chỉ tính trên tỷ lệ ấy, `>=80%=1` như "
        "`80%=1`. Được điểm của bậc cao nhất đã đạt, không quá điểm tối đa; dưới bậc thấp nhất được 0 điểm. Điểm viết "
        "bằng % là phần của điểm tối đa: `80%=75%`.",
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
        f"Không dùng điểm tối đa. Cột chỉ tiêu ghi `{LATE_DAYS}` thì đếm số ngày nhiệm vụ của mục xong sau hạn (chưa "
        "xong: đến ngày cuối kỳ), cộng các đơn vị.",
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
    Method(
        "nhập tay",
        Judges.HAND,
        _by_hand,
        "Đơn vị nhập điểm ở sheet Chấm điểm của biểu mẫu (đơn vị chủ trì mục, hoặc đơn vị mà nó đã nhập vào; "
        "mục không ghi chủ trì thì mọi đơn vị), "
        "hoặc cơ quan nhập ở sheet Thẩm định. Ghi “Không áp dụng” thì mục không tính vào điểm tối đa.",
        "điểm tối đa 2; đơn vị nhập 1,25",
        "1,25 điểm",
    ),
)

METHODS: dict[str, Method] = {method.name: method for method in _ALL}
"""Every method by the word that column "cách chấm" holds, in the order of the drop-down list."""
