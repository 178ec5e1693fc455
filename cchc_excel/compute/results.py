"""The records of the later stages: Consolidated, Indicator, Score, made of the catalogue's own types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.expressions import Expression
from cchc_excel.catalogue.model import IndicatorSpec
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.catalogue.requirement import Benchmark
from cchc_excel.catalogue.score_model import ScoreRule
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.model.records import Number, Rank, Said, TaskAnswer, Typed
from cchc_excel.period.roll_up import UnitData


class TaskState(msgspec.Struct, frozen=True):
    """A task with a unit's answer (None: no row, or no answer), and how it counts.

    `on_time`: done by its deadline, or done without one. `late`: done after it, or not done and past due at the
    period's last day. Both False: under way in time, or done on a day that is not told. `days_late`: how many days
    after the deadline it was done, or had passed by the period's last day; None: it did not arise, or nobody knows.
    """

    task: Task
    answer: TaskAnswer | None
    file: str | None
    on_time: bool
    late: bool
    days_late: int | None = None

    @property
    def status(self) -> str | None:
        return self.answer.status if self.answer else None


class FigureData(msgspec.Struct, frozen=True):
    """The figures of some units as exact numbers: `dossiers` unit -> procedure -> typed figure (blanks left out),
    `units` unit -> unit figure (None: blank), derived ones included; with what they come from."""

    period: Period
    data: Mapping[str, UnitData]
    ranks: Mapping[str, Sequence[Rank]]
    dossiers: Mapping[str, Mapping[str, Mapping[str, Number]]]
    units: Mapping[str, Mapping[str, Number | None]]


class Consolidated(msgspec.Struct, frozen=True):
    """All units of a period: their `figures`, and the answers beside them: `tasks`, `ranks`, and what units say of
    their points (by mục), by unit. `data`: what each unit's figures come from. `missing`: units without data, or with
    parts absent, in catalogue order."""

    period: Period
    data: dict[str, UnitData]
    figures: FigureData
    tasks: dict[str, dict[str, TaskState]]
    ranks: dict[str, list[Rank]]
    missing: list[str]
    points: Mapping[str, Mapping[str, Mapping[Said, Typed]]] = {}


class ClauseState(msgspec.Struct, frozen=True):
    """A part of an indicator's further condition, whether it holds (None: not reported), and what stands on the left
    side of its comparison (None: not reported, or it is none)."""

    clause: Expression
    holds: bool | None
    left: Number | None


class Indicator(msgspec.Struct, frozen=True):
    """An indicator of the department (`unit` None) or of a unit. `numerator`, `denominator`: None where not reported.

    `ratio`: the exact fraction, None where there is none. `shown`: the text that is printed. `percent`: the same
    without its sign, for indicators in percent. `passed`: None without a requirement, or where it cannot be judged.
    `clauses`: how the further condition stands, part by part, where there is a ratio. `bound`: the exact value that the
    requirement holds it to (None: there is none, or none is known of a benchmark).
    """

    spec: IndicatorSpec
    unit: str | None
    numerator: Number | None
    denominator: Number | None
    ratio: Fraction | None
    shown: str
    percent: str | None
    passed: bool | None
    units: tuple[str, ...] = ()
    clauses: tuple[ClauseState, ...] = ()
    bound: Fraction | None = None

    @property
    def is_judged(self) -> bool:
        """Whether anything is required of it: units are held to their mean, the department is not."""
        wanted = self.spec.requirement
        return wanted is not None and not (wanted.benchmark is Benchmark.MEAN and self.unit is None)

    @property
    def is_empty(self) -> bool:
        """0/0: nothing occurred."""
        return self.numerator == 0 and self.denominator == 0


class Score(msgspec.Struct, frozen=True):
    """A scoring row for the department (`unit` None) or a unit. `points`: as worked out, or as the unit gives them
    itself; None where the catalogue gives none or nothing can be judged. `counted`: whether the row's maximum belongs
    to the maximum of all, by which it is `maximum` more. `typed`: what people say of it."""

    rule: ScoreRule
    unit: str | None
    points: Fraction | None
    counted: bool
    maximum: Fraction = Fraction(0)
    typed: Mapping[Said, Typed] = {}

    @property
    def deciding(self) -> Typed | None:
        """What stands in place of its own points: what was approved, else what was appraised."""
        return self.typed.get(Said.APPROVED) or self.typed.get(Said.APPRAISED)

    @property
    def final(self) -> Fraction | None:
        """The points that count."""
        return self.deciding.points if self.deciding else self.points


class ScoreTotal(msgspec.Struct, frozen=True):
    """All points of the department (`unit` None) or a unit: their sum (None: none was given), the maximum of the rows
    that count, the share (None: no maximum), the place among the units (None: not ranked) and the grade ("": none)."""

    unit: str | None
    points: Fraction | None
    maximum: Fraction
    share: Fraction | None
    rank: int | None
    grade: str
