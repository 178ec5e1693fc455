"""The values of a period as an issue keeps them, and what differs from the issue today.

Figures are compared exactly; ratios and points as they are printed. A row of sheet TTHC that is 0 is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from cchc_excel.catalogue.model import Catalogue, Table
from cchc_excel.catalogue.periods import leaves_of
from cchc_excel.compute.beside import Beside
from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.results import Indicator
from cchc_excel.compute.totals import Totals
from cchc_excel.model.files import FileStatus, input_files
from cchc_excel.model.issue import Change, Issue, IssuedFigure, IssuedPoints, IssuedRatio, IssueRecord
from cchc_excel.model.records import Number
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Location, Problem
from cchc_excel.values import show_number, show_points

_NOTHING = "(trống)"
"""How a message shows that there is no value."""

_Known = tuple[str, str | None, str]
"""(name, unit, text) of a value."""


def issue_record(facts: Facts, reason: str | None, outputs: Mapping[str, str]) -> IssueRecord:
    """What an issue of the facts keeps. `reason`: why it is issued; `outputs`: path -> SHA-256 of each file issued."""
    points = [IssuedPoints(one.rule.key, one.unit, _exact(one.final)) for one in facts.scores]
    return IssueRecord(
        facts.date,
        reason,
        input_files(facts.files),
        dict(sorted(outputs.items())),
        list(_figures(facts.catalogue, facts.totals)),
        list(_ratios(facts.indicators)),
        points,
        _beside(facts),
        facts.accepted_units,
    )


def _beside(facts: Facts) -> dict[str, list[IssuedRatio]]:
    """The department's ratios of the previous and the cumulative period, which stand beside the period's own."""
    return {
        one.period.code: list(_ratios(ratio for ratio in one.indicators.values() if ratio.unit is None))
        for one in (facts.previous, facts.cumulative)
        if one is not None
    }


def _exact(value: Number | None) -> int | str | None:
    if value is None:
        return None
    number = Fraction(value)
    return number.numerator if number.denominator == 1 else str(number)


def _figures(catalogue: Catalogue, totals: Totals) -> Iterator[IssuedFigure]:
    """Every figure of every unit that has one; of a procedure those that are not 0."""
    codes = [one.code for one in catalogue.figures_of(Table.PROCEDURE)]
    for unit in totals.merged:
        for code, value in totals.unit_figures([unit]).items():
            if value is not None:
                yield IssuedFigure(code, unit, "", _exact(value) or 0)
        for procedure, row in zip(totals.procedures((unit,)), totals.rows((unit,)), strict=True):
            for code in codes:
                if row[code]:
                    yield IssuedFigure(code, unit, procedure, _exact(row[code]) or 0)


def _ratios(indicators: Iterable[Indicator]) -> Iterator[IssuedRatio]:
    for one in indicators:
        yield IssuedRatio(one.spec.code, one.unit, _exact(one.numerator), _exact(one.denominator), one.shown)


def changes_since(facts: Facts, issue: Issue | None) -> list[Change]:
    """Every value of the facts that is not as it was issued, figures first, those of other periods last; none where
    nothing was issued, or the copy keeps no values."""
    if issue is None or issue.record is None:
        return []
    record, catalogue = issue.record, facts.catalogue
    now = issue_record(facts, None, {})
    brought = _changed_files(facts, record)
    pairs = (
        (_named_figures(catalogue, record.figures), _named_figures(catalogue, now.figures)),
        (_named_ratios(catalogue, record.ratios), _named_ratios(catalogue, now.ratios)),
        (_named_points(record.points), _named_points(now.points)),
    )
    own = [
        Change(name, unit, was, is_now, brought.get(unit, ""))
        for before, after in pairs
        for (name, unit, was, is_now) in _differing(before, after)
    ]
    return [*own, *_changes_beside(catalogue, record.beside, now.beside or {})]


def _changes_beside(
    catalogue: Catalogue, issued: Mapping[str, Sequence[IssuedRatio]] | None, now: Mapping[str, Sequence[IssuedRatio]]
) -> Iterator[Change]:
    if issued is None:
        return
    for code in dict.fromkeys((*now, *issued)):
        before, after = (_named_ratios(catalogue, told.get(code, ())) for told in (issued, now))
        for name, unit, was, is_now in _differing(before, after):
            yield Change(f"{name} (kỳ {code})", unit, was, is_now, "", code)


def _differing(
    before: Mapping[Hashable, _Known], after: Mapping[Hashable, _Known]
) -> Iterator[tuple[str, str | None, str, str]]:
    """(name, unit, text before, text after) of each value whose text is another; "" where there is no value."""
    for key in dict.fromkeys((*after, *before)):
        name, unit, _ = after.get(key) or before[key]
        was = before[key][2] if key in before else ""
        is_now = after[key][2] if key in after else ""
        if was != is_now:
            yield name, unit, was, is_now


def _named_figures(catalogue: Catalogue, figures: Iterable[IssuedFigure]) -> dict[Hashable, _Known]:
    found: dict[Hashable, _Known] = {}
    for one in figures:
        name = catalogue.figures[one.code].name if one.code in catalogue.figures else one.code
        of = f" của thủ tục {one.procedure}" if one.procedure else ""
        found[one.code, one.unit, one.procedure] = (f"{name}{of}", one.unit, show_number(Fraction(one.value)))
    return found


def _named_ratios(catalogue: Catalogue, ratios: Iterable[IssuedRatio]) -> dict[Hashable, _Known]:
    names = {code: spec.name for code, spec in catalogue.indicators.items()}
    return {(one.code, one.unit): (names.get(one.code, one.code), one.unit, one.shown) for one in ratios}


def _named_points(points: Iterable[IssuedPoints]) -> dict[Hashable, _Known]:
    told = ((one, "" if one.points is None else show_points(Fraction(one.points))) for one in points)
    return {(one.muc, one.unit): (f"Điểm mục {one.muc}", one.unit, text) for one, text in told}


def _changed_files(facts: Facts, record: IssueRecord) -> dict[str | None, str]:
    """Unit -> its files that count and were not in the issue (None: all of them), joined."""
    known = {one.sha256 for one in record.inputs if one.status is FileStatus.MERGED}
    new = [one for one in facts.files if one.status is FileStatus.MERGED and one.sha256 not in known]
    found: dict[str | None, str] = {None: "; ".join(one.file for one in new)}
    for one in new:
        found[one.unit] = "; ".join(filter(None, (found.get(one.unit), one.file)))
    return found


def change_problems(issue: Issue, changes: Iterable[Change]) -> list[Problem]:
    """A warning for each value of the issue's own period that is not as issued, and one for each other period."""
    by_period: dict[str, list[Change]] = {}
    for one in changes:
        by_period.setdefault(one.period, []).append(one)
    own = by_period.pop("", [])
    return [
        *_told_each(kinds.DIFFERS_FROM_ISSUE, issue, own),
        *(_told_of_period(issue, code, of_it) for code, of_it in by_period.items()),
    ]


def _told_of_period(issue: Issue, code: str, changes: Sequence[Change]) -> Problem:
    first = changes[0]
    example = _example(first.name, first.issued, first.now)
    return kinds.BESIDE_DIFFERS_FROM_ISSUE(number=issue.number, period=code, count=len(changes), example=example)


def replaced_values(issue: Issue, changes: Iterable[Change]) -> list[Problem]:
    """What a new issue says of each value of its own period that the one before (`issue`) had otherwise."""
    return _told_each(kinds.DIFFERS_FROM_ISSUE_BEFORE, issue, [one for one in changes if not one.period])


def _told_each(kind: Kind, issue: Issue, changes: Iterable[Change]) -> list[Problem]:
    return [
        kind(
            Location(one.file if one.unit and one.file else None, unit=one.unit),
            name=one.name,
            number=issue.number,
            issued=one.issued or _NOTHING,
            now=one.now or _NOTHING,
        )
        for one in changes
    ]


def _example(name: str, was: str, is_now: str) -> str:
    return f"“{name}” {was or _NOTHING} → {is_now or _NOTHING}"


def periods_stood_on(facts: Facts) -> list[str]:
    """Other periods whose values stand in the reports of the facts: previous, cumulative, the earlier ones of the year,
    and the parts of this one and of the cumulative one."""
    catalogue, period = facts.catalogue, facts.period
    of_year = [one.period.code for one in facts.year if one.results]
    beside = [code for code in (period.previous, period.cumulative) if code and catalogue.is_known(code)]
    parts = [part for code in (period.code, period.cumulative) if code in catalogue.periods
             for part in leaves_of(catalogue.periods, code)]  # fmt: skip
    return [code for code in dict.fromkeys([*beside, *of_year, *parts]) if code != period.code]


def corrected_since(beside: Beside, issues: Mapping[str, Issue]) -> list[Problem]:
    """A warning for each period that a run stands on (`issues`: period -> its issue) whose figures or ratios are not as
    they were issued."""
    found: list[Problem] = []
    for code, issue in issues.items():
        if issue.record is None:
            continue
        now = beside.computed(code)
        changed = _changed_in(now, issue.record) if now else ()
        if changed:
            name, _, was, is_now = changed[0]
            example = _example(name, was, is_now)
            found.append(
                kinds.STANDS_ON_CORRECTED(period=code, number=issue.number, count=len(changed), example=example)
            )
    return found


def _changed_in(now: Compared, record: IssueRecord) -> Sequence[tuple[str, str | None, str, str]]:
    served = now.catalogue
    before = _named_figures(served, record.figures) | _named_ratios(served, record.ratios)
    figures = _named_figures(served, _figures(served, now.totals))
    ratios = _ratios(one for one in now.indicators.values() if one.unit not in served.departments)
    return list(_differing(before, figures | _named_ratios(served, ratios)))


def with_date_of(facts: Facts, issue: Issue | None, changes: Sequence[Change]) -> Facts | None:
    """The facts with the day of the issue that stands, where they have none of their own and no value differs: if
    nothing else does either, they are that issue. None otherwise."""
    date: dt.date | None = issue.record.date if issue and issue.record else None
    if date is None or facts.date is not None or changes:
        return None
    return msgspec.structs.replace(facts, date=date)
